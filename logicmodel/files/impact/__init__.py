"""The Common Impact Data Standard: outcomes, indicators and stakeholders as linked data."""
