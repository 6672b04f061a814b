"""Answers and runs as tables for people."""
