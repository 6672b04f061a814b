"""What an allocation is to be best at, one a file."""
