"""Uncertain numbers: one distribution a file, known by kind. Each answers to ``Distribution``."""
