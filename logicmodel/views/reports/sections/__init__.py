"""The sections of a report, one a file; each appears when the answer it shows exists."""
