"""Every notebook runs, and shows what is stored in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from . import notebooks
from .nearness import SEARCHES, near

LIGHT = 150_000
"""Bytes that a notebook may weigh with its outputs."""


@pytest.mark.parametrize("page", notebooks.PAGES, ids=lambda page: page.stem)
def test_notebook_shows_what_is_stored(page: Path) -> None:
    kept, made = page.read_text(encoding="utf-8"), notebooks.text_of(notebooks.whole(page))
    same = near(made, kept) if SEARCHES.search(kept) else made == kept
    assert same or made == kept, "run: python -m tests.docs.notebooks"
    assert page.stat().st_size < LIGHT


@pytest.mark.parametrize("page", notebooks.PAGES, ids=lambda page: page.stem)
def test_notebook_is_short_and_leads_on(page: Path) -> None:
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    words = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert words[0].startswith("# ")
    assert "## Next" in words[-1]
    assert len(cells) <= 20
    for link in re.findall(r"\]\(([^)#\s]+)", "\n".join(words)):
        assert (page.parent / link).exists(), link
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_pictures_are_drawn_when_a_notebook_runs() -> None:
    page = notebooks.FOLDER / "draw-the-plan.ipynb"
    shown = [output["data"]["text/html"] for cell in notebooks.executed(page) for output in cell if "text/html" in output.get("data", {})]
    assert len(shown) == 4
    assert all(html.count("<svg") == html.count("</svg>") == 1 for html in shown)
    kept = page.read_text(encoding="utf-8")
    assert "<svg" not in kept
    assert kept.count("<em>Picture: ") == 4


def test_a_wrong_notebook_would_fail() -> None:
    assert notebooks.outputs("print(1)\n2 + 2", "here", {}) == [
        {"name": "stdout", "output_type": "stream", "text": "1\n"},
        {"data": {"text/plain": "4"}, "metadata": {}, "output_type": "execute_result"},
    ]
    assert notebooks.outputs("5;", "here", {}) == []
    with pytest.raises(ZeroDivisionError):
        notebooks.outputs("1 / 0", "here", {})
    assert notebooks.stored({"data": {"text/html": "a<svg>b</svg>c", "image/png": "x"}})["data"] == {
        "text/html": ["a<em>Picture: without a title (run the cell to see it)</em>c"],
    }
