"""Response curves: one a file, known by kind. Each answers to ``Curve``."""
