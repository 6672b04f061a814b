"""Reports as PDF: everything goes in as data, the file says what it is, the same comes out again."""

import dataclasses
import datetime as dt
import importlib.resources
import io
import json
import re
import sys
from collections import Counter

import pytest
import typst
from PIL import Image

from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
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
from logicmodel.views.reports.sheets import paper_of
from logicmodel.views.reports.writers.pdf import BREAK, Pdf, bar_ends, breakable, inputs_of

NASTY = '#import "x" $x$ @ref *bold* \\ <label> [a] // b'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><text y="15">Words</text></svg>'


def report(words=NASTY, *, wide=False):
    cell = Cell((Span(words, strong=True, tone="bad"),), tone="good", bar=Bar(0.5, 0.4, 0.6), lines=(words,))
    table = Table(words, (Column(words), Column("Value", "right")), (Row((Cell(words, header=True), cell), words),), words, wide)
    many = Table("Many columns", (Column("A"),) * 6, (Row((Cell("b"),) * 6),), wide=wide)
    size = (1500.0, 900.0) if wide else (80.0, 20.0)
    blocks = (
        Heading(words, 4),
        Paragraph(words, lead=True),
        Bullets((words,)),
        Bullets((words,), numbered=True),
        Terms(((words, words),)),
        Callout("note", words, words),
        table,
        Table("Empty", (Column("A"),), ()),
        Figure(Picture(SVG, *size, words, words), wide, table),
        many,
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


def pages(made):
    """Return the width and height of every page in millimetres."""
    found = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", made)
    return {(round(float(across) * 25.4 / 72), round(float(down) * 25.4 / 72)) for across, down in found}


def test_wide_blocks_have_paper_of_their_own_and_others_do_not():
    assert pages(Pdf().content(report(wide=True))) == {(210, 297), (297, 210), (420, 297)}
    assert pages(Pdf().content(report())) == {(210, 297)}


def test_the_parts_of_a_report_are_tagged_as_what_they_are():
    made = Pdf().content(report())
    tags = Counter(re.findall(rb"/S ?/(\w+)", made))
    # Every chapter: three tables, one under the figure, and one without rows.
    assert tags[b"Table"] == 5 * 4
    assert tags[b"Figure"] == 5
    assert tags[b"H1"] == 5
    assert tags[b"TH"] >= 5 * (2 + 2 + 1 + 6)
    assert tags[b"L"] >= 10
    assert made.count(b"/Alt") >= 5


def test_words_go_in_as_they_are():
    data = json.loads(inputs_of(report())["document"])
    assert data["parts"][0]["blocks"][2]["text"][0]["text"] == NASTY
    assert data["contents"] == 5
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


def test_numbers_stay_with_their_percent_signs_and_ranges_whole():
    assert breakable("42 % (41.7\u201342.7 %)") == "42\xa0% (41.7\u2060\u2013\u206042.7\xa0%)"
    assert breakable("(+6.9 to +8.0)") == "(+6.9\xa0to\xa0+8.0)"
    assert breakable("(\u22121,207,000 to \u22121,199,000)").count(" ") == 2
    assert breakable("1990\u2013present") == "1990\u2013present"


def test_a_digest_can_break():
    digest = "0123456789abcdef" * 4
    assert breakable(digest).replace(BREAK, "") == digest
    assert max(map(len, breakable(digest).split(BREAK))) == 12
    code = Chapter("a", "A", (Terms((("Digest", (Span(digest, code=True),)),)),))
    assert not margin(dataclasses.replace(report(), chapters=(code,)))


def margin(document):
    """Say whether anything is drawn in the right margin of the first page."""
    template = importlib.resources.files("logicmodel.views.reports") / "templates" / "report.typ"
    places = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder())])
    page = typst.compile(template.read_bytes(), format="png", ppi=50, sys_inputs=inputs_of(document), font_paths=places)
    picture = Image.open(io.BytesIO(page[0] if isinstance(page, list) else page)).convert("L")
    width, height = picture.size
    return picture.crop((round(width * 191 / 210), 0, width, height)).getextrema()[0] < 250


def test_a_report_in_latin_letters_is_set_once(monkeypatch):
    calls = []
    compiled = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *given, **options: calls.append(options) or compiled(*given, **options))
    Pdf().content(report("42 % (41.7\u201342.7 %)"))
    assert [options["pdf_standards"] for options in calls] == ["ua-1"]


@pytest.mark.parametrize(
    ("width", "height", "paper"),
    [(900, 600, (210, 297)), (1540, 1070, (420, 297)), (1500, 1700, (297, 420)), (1630, 2950, (420, 556)), (9000, 900, (556, 420))],
)
def test_a_picture_stands_on_the_smallest_paper_on_which_it_can_be_read(width, height, paper):
    assert paper_of(Figure(Picture(SVG, width, height, "a"), wide=True)) == paper
    assert paper_of(Figure(Picture(SVG, width, height, "a"))) == (210, 297)
