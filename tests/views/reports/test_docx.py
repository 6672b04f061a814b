"""Reports for Word: real styles, tables and fields, read back from the file."""

import io
import sys

import docx
import pytest
from docx.oxml.ns import qn

from logicmodel.errors import MissingExtraError
from logicmodel.views.reports.blocks import Bar, Cell, Column, Row, Span, Table
from logicmodel.views.reports.word import styles, tables
from logicmodel.views.reports.writers.docx import Word

from .test_pdf import NASTY, report


@pytest.fixture(scope="module")
def file():
    return docx.Document(io.BytesIO(Word().content(report(wide=True))))


def test_headings_lists_and_captions_have_their_styles(file):
    styles = {paragraph.style.name for paragraph in file.paragraphs if NASTY in paragraph.text}
    assert {"Heading 2", "Lead", "List Bullet", "List Number", "Caption", "Callout", "Note"} <= styles
    titles = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert titles == [f"Chapter {place}" for place in range(5)]


def test_tables_have_repeated_headers_whole_rows_and_all_words(file):
    made = next(one for one in file.tables if one.rows[0].cells[0].text == NASTY and len(one.rows) == 3)
    head = made.rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows)
    assert made.rows[1].cells[0].text == NASTY
    assert all(run.bold for run in made.rows[2].cells[0].paragraphs[0].runs)
    assert made.rows[2].cells[1].text.startswith("▲ " + NASTY)
    assert made.rows[2].cells[1].paragraphs[2].text == NASTY


def test_numbers_are_fields(file):
    codes = [one.text.strip() for one in file.element.iter(qn("w:instrText"))]
    assert 'TOC \\o "1-1" \\h \\z \\u' in codes
    assert "SEQ Figure \\* ARABIC" in codes
    foot = [one.text.strip() for one in file.sections[0].footer._element.iter(qn("w:instrText"))]
    assert foot == ["PAGE", "NUMPAGES"]
    assert NASTY in file.sections[0].footer.paragraphs[0].text


def test_pictures_are_told_in_words(file):
    assert len(file.inline_shapes) == 5
    assert all(NASTY in shape._inline.docPr.get("descr") for shape in file.inline_shapes)


def test_wide_blocks_stand_on_landscape_pages(file):
    papers = {(round(section.page_width.mm), round(section.page_height.mm)) for section in file.sections}
    assert papers == {(210, 297), (297, 210), (420, 297)}


def test_the_file_says_what_it_is(file):
    about = file.core_properties
    assert (about.title, about.author, about.language) == ("Title", "", "en-GB")
    assert about.created.date().isoformat() == "2026-03-02"


def test_numbered_lists_begin_at_one(file):
    lists = [one for one in file.paragraphs if one.style.name == "List Number"]
    assert len({one._p.pPr.numPr.numId.val for one in lists}) == 5


def test_the_same_report_is_the_same_file():
    assert Word().content(report()) == Word().content(report())


def test_words_that_no_file_can_hold_do_not_stop_it():
    made = docx.Document(io.BytesIO(Word().content(report("zero\x00 half\ud800 line\u2028end"))))
    assert any("zero\ufffd half\ufffd" in one.text for one in made.paragraphs)


def table_of(cell, room=100):
    file = docx.Document()
    styles.set_styles(file, "en")
    tables.table(file, Table("", (Column("A"),), (Row((cell,)),)), room)
    return file.tables[0].rows[1].cells[0]


def test_a_bar_is_as_long_as_its_chance():
    runs = table_of(Cell("x", bar=Bar(0.5, 0.4, 0.6))).paragraphs[1].runs
    lengths = {str(run.font.color.rgb): 0 for run in runs}
    for run in runs:
        lengths[str(run.font.color.rgb)] += len(run.text)
    full = sum(lengths.values())
    assert lengths[tables.FILL] / full == pytest.approx(0.4, abs=0.02)
    assert lengths[tables.INTERVAL] / full == pytest.approx(0.2, abs=0.02)
    assert lengths[tables.TRACK] / full == pytest.approx(0.4, abs=0.02)


def test_an_unknown_chance_has_no_bar():
    assert not table_of(Cell("x", bar=Bar(float("nan"), 0, 0))).paragraphs[1].runs


def test_an_interval_that_does_not_fit_begins_a_line():
    words = (Span("42 %", strong=True), Span(" (41.7\u201342.7 %)", tone="muted"))
    assert table_of(Cell(words), 100).text == "42\xa0% (41.7\u201342.7\xa0%)"
    narrow = table_of(Cell(words, tone="good"), 20)
    assert narrow.text == "▲ 42\xa0%\n(41.7\u201342.7\xa0%)"
    assert [run.bold for run in narrow.paragraphs[0].runs[1:]] == [True, None]


def test_every_style_names_a_font_that_people_have(file):
    fonts = {one.get(qn("w:ascii")) for one in file.styles.element.iter(qn("w:rFonts"))}
    assert "Arial" in fonts
    assert "Inter" not in fonts


def test_without_the_package_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"logicmodel\[report\]"):
        Word().content(report())
