"""Floor 5a: plans read from files and written to them, one format a file. See ``Format``."""
