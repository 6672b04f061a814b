"""Answers as sheets of a workbook."""
