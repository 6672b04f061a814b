"""Diagrams as they stand in a page: two at once, inline, for every reader and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import logicmodel as lm

from .conftest import Look

SCENARIOS = Path(__file__).parents[2] / "scenarios"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Two diagrams</title></head>
<body><main><h1>Two diagrams</h1>{figures}</main></body></html>"""
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def look(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """Return a page with a plan in the style chance, and in the style evidence with lanes."""
    plan = lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")
    chances = lm.attainment(lm.simulate(plan, draws=128, keep="nothing"))
    drawn = (
        lm.diagram(plan, style="chance", answer=chances),
        lm.diagram(plan, style="evidence", lanes="theme"),
    )
    figures = "".join(
        f"<figure>{one.picture.svg}<figcaption>{one.picture.caption}</figcaption></figure>"
        for one in drawn
    )
    file = tmp_path_factory.mktemp("diagrams") / "two.html"
    file.write_text(PAGE.format(figures=figures), encoding="utf-8")
    seen = Look(browser, file, 1600)
    yield seen
    seen.page.close()


def test_everybody_can_read_two_diagrams_on_a_page(look: Look) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(look.page, options={"runOnly": RULES}).response
    assert not [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert {"svg-img-alt", "duplicate-id-aria"} & {one["id"] for one in found["passes"]}
    assert not look.complaints


def test_ids_of_a_page_are_its_own(look: Look) -> None:
    ids = look.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids)) > 60


def test_boxes_and_links_are_reached_by_the_tab_key(look: Look) -> None:
    reached = set()
    look.page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        look.page.keyboard.press("Tab")
        told = "[document.activeElement.getAttribute('class'), document.activeElement.getAttribute('aria-label')]"
        kind, words = look.page.evaluate(told)
        if kind and words:
            reached.add((kind.split()[0], words))
    assert {"node", "link"} <= {kind for kind, _ in reached}
    assert len(reached) >= 30


def test_the_focus_is_seen(look: Look) -> None:
    look.page.evaluate("document.querySelector('.node').focus({focusVisible: true})")
    outline = look.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
