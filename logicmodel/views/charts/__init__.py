"""Charts: one a file, known by kind. Each answers to ``Chart``."""
