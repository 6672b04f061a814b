"""Reports for Word: real styles, tables and fields, read back from the file."""

import io
import sys

import docx
import pytest
from docx.oxml.ns import qn

from logicmodel.errors import MissingExtraError
from logicmodel.views.reports.blocks import Bar, Cell, Column, Row, Table
from logicmodel.views.reports.word import tables
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
    assert {section.page_width > section.page_height for section in file.sections} == {True, False}


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


@pytest.mark.parametrize(("ends", "lengths"), [((0.5, 0.4, 0.6), 4), ((float("nan"), 0, 0), 0)])
def test_a_bar_is_as_long_as_its_chance(ends, lengths):
    file = docx.Document()
    from logicmodel.views.reports.word import styles

    styles.set_styles(file, "en")
    tables.table(file, Table("", (Column("A"),), (Row((Cell("x", bar=Bar(*ends)),)),)), 100)
    runs = file.tables[0].rows[1].cells[0].paragraphs[1].runs
    assert len([run for run in runs if run.text]) in {lengths, max(0, lengths - 1)}


def test_without_the_package_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"logicmodel\[report\]"):
        Word().content(report())
