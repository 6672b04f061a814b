"""Reports as Markdown, read back by a Markdown reader."""

from __future__ import annotations

import base64
import datetime as dt
import html
import re

import pytest
from markdown_it import MarkdownIt

import logicmodel as lm
from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import (
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

from .plans import SCENARIOS, scenario, small

NASTY = [
    "a | b || c", "[link](https://example.org) ![x](y) [z]: w", "`code` ``more``", "<b>bold</b> <script>alert(1)</script>",
    "*stars* **two** _lines_ __two__ ~~gone~~", "# heading", "- item", "+ item", "1. first", "2) second", "> quoted",
    "--- rule", "=== rule", "~~~ fence", "\\ back \\* slash \\", "&amp; &lt; &copy;", "$x^2$", "a\nb\n\n# c", "4.5 and 3.", "-0.5 or +2",
    "trailing \\", "***", "| --- |", "#", "-", "1.", "!", "https://example.org/a_b_c?x=1&y=2", "\tindented", "ends with two  ",
    "שלום *עולם*", "日本語 | 漢字", "emoji 🏠", "a\x00b\x1b[31mc", "half \ud800 of a letter",
]


def page(*blocks, title="Title", subtitle="") -> str:
    chapter = Chapter("one", "Chapter", tuple(blocks))
    document = Document(title, subtitle, dt.date(2027, 1, 2), "en", (chapter,), "made by a test")
    made = lm.Report(document).content("md")
    return made.decode("utf-8")


def read(text: str):
    reader = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    reader.validateLink = lambda _: True  # as editors do, which show embedded SVG
    return reader.parse(text)


def shown(text: str) -> str:
    """Return the words of a page as a reader shows them."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(text)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


def tidy(text: str) -> str:
    text = re.sub(r"[\x00-\x1f]", " ", text.replace("\ud800", "\N{REPLACEMENT CHARACTER}"))
    return " ".join(text.split())


def tree(text: str) -> list[str]:
    return [token.type for token in read(text)]


PLAIN = "words"


@pytest.mark.parametrize("words", NASTY)
def test_any_words_survive_in_any_place(words):
    def blocks(words):
        table = Table(
            words, (Column(words), Column("second", "right")),
            (Row((Cell(words, header=True), Cell((Span(words, strong=True), Span(f" {words}", tone="muted")), lines=(words,))), group=words),),
            note=words,
        )
        return (
            Heading(words), Paragraph(words), Paragraph((Span("x "), Span(words, strong=True), Span(" y"))),
            Bullets((words, words), numbered=True), Bullets((words,)), Terms(((words, words),)), Callout("warning", words, words),
            table, Paragraph((Span(words, code=True),)),
        )

    made, like = page(*blocks(words), title=words, subtitle=words), page(*blocks(PLAIN), title=PLAIN, subtitle=PLAIN)
    assert tree(made) == tree(like)  # no words make or break a block
    inline = [[child.type for child in token.children] for token in read(made) if token.type == "inline"]
    flat = {kind for kinds in inline for kind in kinds}
    assert flat <= {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special", "code_inline", "html_inline", "softbreak"}
    assert set(re.findall(r"<[^>]*>", "".join(token.content for token in read(made) for token in (token.children or []) if token.type == "html_inline"))) <= {"<br>"}
    wanted = tidy(words)
    assert tidy(shown(made)).count(wanted) >= tidy(shown(like)).count(PLAIN)


def test_a_table_is_a_table():
    table = Table(
        "Chances", (Column("Target"), Column("Chance", "right"), Column("Note", "center")),
        (Row((Cell("a", header=True), Cell("70 %"), Cell("x", lines=("y", "z")))), Row((Cell("b"), Cell()), group="Late"), Row((Cell("c"),), group="Late")),
        note="All of them.",
    )
    lines = page(table).splitlines()
    start = lines.index("| Target | Chance | Note |")
    assert lines[start - 2] == "**Chances**"
    assert lines[start + 1 : start + 6] == [
        "| :--- | ---: | :---: |", "| **a** | 70 % | x<br>y<br>z |", "| ***Late*** |  |  |", "| b |  |  |", "| c |  |  |",
    ]
    assert lines[start + 7] == "All of them."


def test_pictures_are_data_at_the_end_with_their_words_in_place():
    picture = Picture("<svg xmlns='http://www.w3.org/2000/svg'/>", 10, 5, "Rise [steep]", "It rises.", "First up.\n\nThen down.")
    table = Table("Numbers", (Column("n"),), (Row((Cell("5"),)),))
    text = page(Figure(picture), Figure(picture, table=table), Paragraph("between"), Figure(Picture("<svg/>", 1, 1, "bare")))
    assert "![Rise \\[steep\\]][figure-1]" in text
    assert "*It rises.*" in text
    assert "<summary>The same in words</summary>\n\n- First up.\n- Then down.\n\n</details>" in text
    assert "<summary>The same as a table</summary>\n\n**Numbers**" in text
    body, _, data = text.partition("made by a test")
    assert "base64" not in body
    codes = re.findall(r"^\[figure-(\d)\]: data:image/svg\+xml;base64,(\S+)$", data, re.MULTILINE)
    assert [number for number, _ in codes] == ["1", "2", "3"]
    assert base64.b64decode(codes[0][1]) == picture.content("svg")
    assert [child.type for token in read(text) for child in token.children or [] if child.type == "image"] == ["image"] * 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenarios_are_whole_pages(name):
    text = scenario(name)[1].content("md").decode()
    found = tree(text)
    assert found.count("table_open") >= 10
    assert next(token.content for token in read(text) if token.type == "inline") == scenario(name)[1].document.title
    used, defined = re.findall(r"\]\[(figure-\d+)\]", text), re.findall(r"^\[(figure-\d+)\]:", text, re.MULTILINE)
    assert used == defined
    assert "None" not in shown(text)
    assert "nan" not in re.findall(r"\w+", shown(text))


def test_the_same_report_gives_the_same_bytes():
    date = dt.date(2027, 1, 2)
    first, second = (lm.report(small(), draws=64, date=date).content("md") for _ in range(2))
    assert first == second
