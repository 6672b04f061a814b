"""Styles of diagrams: one a file, known by kind. Each answers to ``Style``."""
