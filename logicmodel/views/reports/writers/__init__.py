"""The formats of a report, one a file named after the suffix."""
