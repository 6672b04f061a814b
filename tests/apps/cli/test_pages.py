"""Pages as a reader sees them. ``LOGICMODEL_GOLDEN=write pytest tests/apps`` writes them anew: read them then."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = [("simulate", 80), ("simulate", 120), ("show", 80), ("compare", 80), ("sensitivity", 80), ("--help", 80)]


@pytest.mark.parametrize(("name", "width"), PAGES)
def test_page_looks_as_it_did(typed, starter, monkeypatch, name, width):
    monkeypatch.setenv("COLUMNS", str(width))
    page = typed(name, *([] if name.startswith("-") else [starter])).out
    page = re.sub(r"sha256:\w+;\s+logicmodel \S+", "sha256:...; logicmodel ...", page)
    file = GOLDEN / f"{name.strip('-')}-{width}.txt"
    if os.environ.get("LOGICMODEL_GOLDEN") == "write":
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
