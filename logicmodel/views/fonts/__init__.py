"""The font that every picture is drawn with, and where its files are."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

FAMILY = "Inter"
WEIGHTS = {"regular": 400, "strong": 600}
FILES = {"regular": "Inter-Regular.ttf", "strong": "Inter-SemiBold.ttf"}


def folder() -> Path:
    """Return the folder with the font files, for programs that search a folder."""
    return Path(str(importlib.resources.files(__name__)))


def paths() -> list[Path]:
    """Return the font files, for programs that take them one by one."""
    return [folder() / name for name in FILES.values()]
