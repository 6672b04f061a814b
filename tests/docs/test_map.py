"""Pages can be found: the map of the documentation lists each of them, and every link leads somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from logicmodel.views.reports.report import chosen

from .test_pages import FENCE, PAGES, ROOT

DOCS = ROOT / "docs"
NOTEBOOKS = sorted(DOCS.rglob("*.ipynb"))
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?://|mailto:)(?P<place>[^)\s#]*)(?:#(?P<anchor>[^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def text_of(page: Path) -> str:
    """Return the words of a page without its code."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(page: Path) -> set[str]:
    """Return the anchors that headings get where pages are shown."""
    titles = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_section_of_a_report_is_explained():
    page = (DOCS / "how-to" / "write-a-report.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    known = [part for part in chosen(None) if type(part).__module__.startswith("logicmodel.")]
    assert listed == [part.kind for part in known]


def places(page: Path) -> set[Path]:
    return {(page.parent / found["place"]).resolve() for found in LINK.finditer(text_of(page)) if found["place"]}


def test_the_map_lists_every_page():
    pages = {page for page in [*DOCS.rglob("*.md"), *NOTEBOOKS] if ".ipynb_checkpoints" not in page.parts}
    assert pages - {DOCS / "README.md"} <= places(DOCS / "README.md")
    assert DOCS / "README.md" in places(ROOT / "README.md")


@pytest.mark.parametrize("page", [*PAGES, *NOTEBOOKS], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    lost = []
    for found in LINK.finditer(text_of(page)):
        place = (page.parent / found["place"]).resolve() if found["place"] else page
        if not place.exists() or (found["anchor"] and place.suffix == ".md" and found["anchor"] not in anchors(place)):
            lost.append(found[0])
    assert not lost
