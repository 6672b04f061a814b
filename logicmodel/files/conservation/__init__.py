"""Miradi projects: the results chains of conservation plans."""
