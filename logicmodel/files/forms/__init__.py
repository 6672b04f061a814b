"""A plan as sheets that people fill in: one row for each entry, one column for each field."""
