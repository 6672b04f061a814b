"""Reports as PDF: everything goes in as data, the file says what it is, the same comes out again."""

import dataclasses
import datetime as dt
import json
import re
import sys

import pytest

from logicmodel.errors import MissingExtraError
from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import (
    Bar,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    Terms,
)
from logicmodel.views.reports.writers.pdf import BREAK, Pdf, bar_ends, inputs_of

NASTY = '#import "x" $x$ @ref *bold* \\ <label> [a] // b'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><text y="15">Words</text></svg>'


def report(words=NASTY, *, wide=False):
    cell = Cell((Span(words, strong=True, tone="bad"),), tone="good", bar=Bar(0.5, 0.4, 0.6), lines=(words,))
    table = Table(words, (Column(words), Column("Value", "right")), (Row((Cell(words, header=True), cell), words),), words, wide)
    blocks = (
        Heading(words, 4),
        Paragraph(words, lead=True),
        Bullets((words,)),
        Bullets((words,), numbered=True),
        Terms(((words, words),)),
        Callout("note", words, words),
        table,
        Table("Empty", (Column("A"),), ()),
        Figure(Picture(SVG, 80, 20, words, words), wide, table),
        Paragraph((Span("typed", code=True),)),
    )
    chapters = tuple(Chapter(f"c{place}", f"Chapter {place}", blocks) for place in range(5))
    return Document("Title", words, dt.date(2026, 3, 2), "en-GB", chapters, words)


@pytest.mark.parametrize("wide", [False, True])
def test_any_report_is_an_accessible_pdf_and_always_the_same(wide):
    made = Pdf().content(report(wide=wide))
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Lang ?\(en-GB\)", made)
    assert b"pdfuaid" in made
    assert made == Pdf().content(report(wide=wide))


def test_wide_blocks_turn_the_page_and_others_do_not():
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", Pdf().content(report(wide=True)))
    assert {float(across) > float(down) for across, down in boxes} == {True, False}
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", Pdf().content(report()))
    assert {float(across) > float(down) for across, down in boxes} == {False}


def test_words_go_in_as_they_are():
    data = json.loads(inputs_of(report())["document"])
    assert data["parts"][0]["blocks"][2]["text"][0]["text"] == NASTY
    assert data["contents"] is True
    assert (data["language"], data["region"]) == ("en", "GB")


def test_words_that_no_file_can_hold_do_not_stop_it():
    words = "zero\x00 half\ud800 line\u2028end " + "x" * 90
    data = json.loads(inputs_of(report(words))["document"])
    told = data["parts"][0]["blocks"][2]["text"][0]["text"]
    assert told.startswith("zero\ufffd half\ufffd line\nend")
    assert told.replace(BREAK, "").endswith("x" * 90)
    assert Pdf().content(report(words)).startswith(b"%PDF")


def test_letters_without_a_picture_cost_the_standard_not_the_report():
    plain = dataclasses.replace(report(), chapters=(Chapter("a", "A", (Paragraph("\U000f0000"),)),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("logicmodel.views.reports.writers.pdf.warn_of_missing", lambda _: None)
        made = Pdf().content(plain)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" not in made


def test_unknown_chances_have_no_bar_and_others_stay_in_it():
    assert bar_ends(Bar(float("nan"), 0.1, 0.2)) is None
    assert bar_ends(Bar(0.5, -0.1, 1.2)) == {"share": 0.5, "low": 0.0, "high": 1.0}


def test_without_typst_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"logicmodel\[report\]"):
        Pdf().content(report())
