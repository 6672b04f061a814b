"""Reports as HTML: one whole page in which words stay words."""

from __future__ import annotations

import base64
import dataclasses
import importlib
import io
import re
from html.parser import HTMLParser

import pytest
from fontTools.ttLib import TTFont

from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import (
    Bar,
    Bullets,
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
from logicmodel.views.reports.page.chapters import chapter_of
from logicmodel.views.reports.page.elements import Anchors
from logicmodel.views.reports.page.grids import bar_of, table_of
from logicmodel.views.reports.page.pictures import svg_of
from logicmodel.views.reports.page.typeface import faces
from logicmodel.views.reports.writers.html import HtmlWriter
from logicmodel.views.reports.writers.writer import Writer

from . import sample

VOID = {"meta", "wbr", "link", "input", "col", "br"}


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), tag
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return HtmlWriter().content(sample.document()).decode()


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def picture(svg: str, **changes: object) -> Picture:
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{svg}</svg>'
    return dataclasses.replace(Picture(whole, 9.0, 9.0, "A picture"), **changes)


def test_the_page_is_well_formed_and_says_what_it_is(page: str, read: Reader) -> None:
    assert not read.open
    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert Writer.family is not None
    assert Writer.family.find("html") is HtmlWriter
    names = [name for name, _ in read.elements]
    assert all(names.count(name) == 1 for name in ("header", "nav", "main", "footer", "h1", "head"))
    meta = {attributes.get("name"): attributes.get("content") for name, attributes in read.elements if name == "meta"}
    assert meta["description"] == sample.document().subtitle
    assert (meta["generator"] or "").startswith("logicmodel ")


def test_no_words_become_markup(page: str, read: Reader) -> None:
    names = {name for name, _ in read.elements}
    assert not names & {"script", "img", "iframe", "label2", "b"}
    keys = {key for _, attributes in read.elements for key in attributes}
    assert not {key for key in keys if key.startswith("on")}
    told = "".join(read.words)
    assert all(text in told for text in sample.NASTY[:6])
    assert "\x00" not in page
    assert "\u202e" not in page
    styles = [attributes["style"] or "" for _, attributes in read.elements if "style" in attributes]
    allowed = re.compile(r"((width|min-width|--least|--own):[\d.]+(px|rem|%);?)+")
    assert styles
    assert all(allowed.fullmatch(style) for style in styles)


def test_nothing_is_loaded_from_elsewhere(page: str, read: Reader) -> None:
    links = [attributes[key] or "" for _, attributes in read.elements for key in ("href", "src") if key in attributes]
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)
    assert "@import" not in page
    assert all(url.startswith(("data:font/woff;", "#")) for url in re.findall(r"url\(([^)]*)", page))
    assert "default-src 'none'" in page.replace("&#39;", "'")


def test_ids_are_given_once_and_refer_to_something(read: Reader) -> None:
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in read.elements:
        for name in (attributes.get("aria-labelledby") or "").split():
            assert name in ids
        link = attributes.get("href") or ""
        assert not (link.startswith("#") and link[1:] not in ids)


def test_chapters_of_one_name_have_their_own_anchors() -> None:
    chapters = tuple(Chapter(name, "Same", ()) for name in ("main", "same", "same", 'a b"<', ""))
    document = dataclasses.replace(sample.document(), chapters=chapters, title="", subtitle="")
    page = HtmlWriter().content(document).decode()
    assert re.findall(r'<section id="([^"]*)"', page) == ["main-2", "same", "same-2", "a-b", "part"]
    assert "Marks:" not in page


def test_a_document_without_chapters_has_no_contents() -> None:
    document = Document("Empty", "", sample.document().date, "en", (), "made by hand")
    page = HtmlWriter().content(document).decode()
    assert "<nav" not in page
    assert "made by hand" in page


def test_groups_stand_over_their_rows() -> None:
    rows = tuple(Row((Cell(name, header=True), Cell("1")), group=group) for name, group in (("a", "G"), ("b", "G"), ("c", "")))
    page = table_of(Table("T", (Column("Name"), Column("", "right")), rows), Anchors())
    assert page.count("<tbody>") == 2
    assert page.count('scope="rowgroup"') == 1
    assert page.count('scope="row"') == 3
    assert '<td class="right"></td></tr></thead>' in page
    assert "tabindex" not in page
    wide = table_of(Table("T", (Column("Name"),), (), wide=True), Anchors())
    assert 'tabindex="0"' in wide
    assert "Nothing to show." in wide


def test_a_bar_shows_its_interval_and_stays_inside() -> None:
    assert 'class="ends" x="41.70%" y="0" width="1.00%"' in bar_of(Bar(0.422, 0.417, 0.427))
    certain = bar_of(Bar(1.2, 1.0, 1.3))
    assert 'class="fill" x="0.00%" y="2" width="100.00%"' in certain
    assert 'class="ends" x="99.20%" y="0" width="0.80%"' in certain


def test_pictures_keep_their_names_apart_and_cannot_act() -> None:
    inside = (
        '<title>T</title><desc>D</desc><style>.a{fill:url(#f)}</style><script>1</script>'
        '<g id="f" onclick="x()" aria-labelledby="f g" fill="url(#f)"><a href="https://example.org"><text>no</text></a>'
        '<use xlink:href="#f"/><image href="https://example.org/x.png"/><image href="data:image/png;base64,AA=="/></g>'
    )
    drawn = svg_of(picture(inside, title='"<b>'), "figure-2")
    assert 'id="figure-2--f"' in drawn
    assert 'aria-labelledby="figure-2--f figure-2--g"' in drawn
    assert 'fill="url(#figure-2--f)"' in drawn
    assert "#figure-2 {.a{fill:url(#figure-2--f)}}" in drawn
    assert 'href="#figure-2--f"' in drawn
    assert 'href="data:image/png' in drawn
    assert 'aria-label="&quot;&lt;b&gt;"' in drawn
    assert not re.search(r"script|onclick|example|<title|<desc|>no<", drawn)


def test_headings_leave_no_level_out_and_wide_blocks_take_their_lead_along() -> None:
    wide = Table("Wide", tuple(map(Column, "ABCDEF")), (), wide=True)
    blocks = (Heading("Deep", level=4), Heading("Three"), Heading("Four", level=4), Paragraph("Lead"), wide, Paragraph("After"))
    page = chapter_of(Chapter("c", "Title", blocks), "c", Anchors("c"))
    assert re.findall(r"<h(\d)", page) == ["2", "3", "3", "4"]
    sheet = page.index('<div class="sheet">')
    assert page.index("Deep") < sheet < page.index("Three") < page.index("Lead") < page.index("<table")
    assert page.endswith("<p>After</p></section>")


def test_a_wide_picture_has_a_sheet_of_its_own_and_a_table_of_few_columns_has_none() -> None:
    broad = dataclasses.replace(picture("<g/>"), width=1600.0, height=700.0)
    few = Table("Few", (Column("A"),), (), wide=True)
    page = chapter_of(Chapter("c", "T", (Paragraph("Lead"), Figure(broad, wide=True), few)), "c", Anchors())
    assert '<p>Lead</p><div class="sheet"><figure' in page
    assert page.count('class="sheet"') == 1


@pytest.mark.parametrize(("count", "kind"), [(8, "table short"), (9, "table")])
def test_short_tables_stay_on_one_sheet(count: int, kind: str) -> None:
    rows = tuple(Row((Cell(str(number)),)) for number in range(count))
    assert table_of(Table("T", (Column("A"),), rows), Anchors()).startswith(f'<div class="{kind}">')


def test_tones_show_as_marks_with_names() -> None:
    block = Paragraph((Span("42 %", strong=True, tone="good"), Span(" aside", tone="muted")))
    page = chapter_of(Chapter("c", "T", (block, Bullets(()), Terms(()))), "c", Anchors())
    assert 'role="img" aria-label="good"' in page
    assert '<span class="muted"> aside</span>' in page
    assert "<ul" not in page
    assert "<dl" not in page


def test_letters_from_right_to_left_set_the_direction() -> None:
    page = chapter_of(Chapter("c", "T", (Paragraph("שלום"), Paragraph("plain"))), "c", Anchors())
    assert '<p dir="auto">שלום</p><p>plain</p>' in page


def test_the_font_holds_the_letters_of_the_page_and_no_others(page: str) -> None:
    files = re.findall(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", page)
    assert len(files) == 2
    for file in files:
        with TTFont(io.BytesIO(base64.b64decode(file))) as font:
            letters = set(map(chr, font.getBestCmap()))
            assert {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord} == {"tnum"}
        assert set("Homelsht0123456789%–") <= letters
        assert "Ж" not in letters
    assert sum(map(len, files)) < 80_000
    assert faces("abc") == faces("cab")


def test_without_fonttools_the_page_has_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    assert faces("abc") == ""


def test_a_figure_folds_its_words_and_numbers() -> None:
    numbers = Table("Numbers behind it", (Column("A"),), ())
    figure = Figure(picture("<g/>", text="One.\nTwo."), table=numbers)
    page = chapter_of(Chapter("c", "T", (figure,)), "c", Anchors())
    assert "<summary>Description</summary><p>One.</p><p>Two.</p></details>" in page
    assert "<summary>Numbers</summary>" in page
    assert "Fit to the width" not in page


def test_the_same_document_gives_the_same_bytes(page: str) -> None:
    assert HtmlWriter().content(sample.document()).decode() == page
