"""Sheets of questions that people fill in, and what they answered."""
