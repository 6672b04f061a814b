"""Logical frameworks as sheets: the layouts that funders ask for, drawn and read."""
