"""A report as readers meet it: on a screen, on a phone, on paper, by screen reader."""

from __future__ import annotations

import functools
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import logicmodel as lm
from logicmodel.views.reports.writers.html import HtmlWriter
from tests.views.reports import sample

from .conftest import Look

SEEN = (
    ("sample", 1280), ("sample", 390), ("homeless-shelter", 1280), ("graduation", 390),
    ("customer-support", 1280), ("unhcr-malaysia", 390), ("health-district", 1280),
)
"""What is looked at, in a window as wide as a laptop's or a phone's."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
pytestmark = pytest.mark.xdist_group("browser")


@functools.cache
def content(name: str) -> bytes:
    """Return a written report, made once."""
    if name == "sample":
        return HtmlWriter().content(sample.document())
    results = lm.simulate(lm.read(sample.SCENARIOS / name / "plan.yaml"), draws=512)
    return lm.report(results).content("html")


@pytest.fixture(scope="module", params=SEEN, ids=lambda one: f"{one[0]}-{one[1]}")
def look(request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """Return a report in a window; the tests of one report share the page."""
    name, width = request.param
    place: Path = tmp_path_factory.mktemp("reports") / f"{name}.html"
    place.write_bytes(content(name))
    seen = Look(browser, place, width)
    yield seen
    seen.page.close()


def test_everybody_can_read_it(look: Look) -> None:
    from axe_playwright_python.sync_playwright import Axe

    look.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(look.page, options={"runOnly": RULES}).response
    assert not [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert len(found["passes"]) > 20


def test_nothing_is_asked_of_the_network(look: Look) -> None:
    outside = [url for url in look.requests if not url.startswith(("file:", "data:"))]
    assert not outside
    assert sum(url.startswith("file:") for url in look.requests) == 1
    assert not look.complaints


def test_the_page_is_as_wide_as_the_window(look: Look) -> None:
    wide, room = look.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room


def test_headings_leave_no_level_out(look: Look) -> None:
    levels = look.page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_links_of_the_contents_lead_somewhere(look: Look) -> None:
    missing = look.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(one => !document.getElementById(one.hash.slice(1))).length"
    )
    ids = look.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert missing == 0
    assert len(ids) == len(set(ids))


def test_its_own_font_is_used(look: Look) -> None:
    fonts = look.page.evaluate("document.fonts.ready.then(all => [...all].filter(one => one.status == 'loaded').map(one => one.family))")
    assert set(fonts) == {"Inter"}


def test_it_prints_without_empty_pages(look: Look, tmp_path: Path) -> None:
    look.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
    printed = look.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 3 <= pages <= 40
    if shutil.which("pdftotext") is None:
        return
    (tmp_path / "report.pdf").write_bytes(printed)
    told = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, check=True, env=os.environ).stdout
    texts = told.decode().split("\f")[:-1]
    assert len(texts) == pages
    assert all(len(text) > 150 for text in texts), [index for index, text in enumerate(texts, 1) if len(text) <= 150]
