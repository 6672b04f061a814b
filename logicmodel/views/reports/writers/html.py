"""The report as one HTML page that needs nothing else: no request, no script, its font inside."""

from __future__ import annotations

import importlib.resources
import re
from typing import ClassVar, Literal

from logicmodel import __version__, wording
from logicmodel.views.reports.blocks import Document
from logicmodel.views.reports.page.chapters import chapter_of
from logicmodel.views.reports.page.elements import Anchors, Html, element, joined, safe
from logicmodel.views.reports.page.typeface import faces
from logicmodel.views.reports.page.words import MARKS, direction, mark
from logicmodel.views.reports.writers.writer import Writer

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing that is not inside it."""


class HtmlWriter(Writer):
    """A page for the browser, for phones and for paper."""

    example: ClassVar = {}

    kind: Literal["html"] = "html"

    def content(self, document: Document) -> bytes:
        """Return the page as UTF-8; the same document gives the same bytes."""
        body = _body(document)
        letters = f"{re.sub('<[^>]*>', '', body)}&<>\"'{document.provenance}0123456789/ "
        page = joined(
            Html("<!doctype html>\n"),
            element(
                "html",
                _head(document, faces(letters)),
                Html("\n"),
                body,
                Html("\n"),
                lang=document.language,
            ),
            Html("\n"),
        )
        return page.encode()


def _head(document: Document, fonts: str) -> Html:
    """Return what browsers and search engines read about the page, and how it looks."""
    folder = importlib.resources.files("logicmodel.views.reports") / "templates"
    look = (folder / "report.css").read_text(encoding="utf-8")
    foot = f"@page{{@bottom-left{{content:{_quoted(document.provenance)}}}}}\n"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", document.title or "Report"),
        element("meta", name="description", content=document.subtitle or document.title),
        element("meta", name="generator", content=f"logicmodel {__version__}"),
        element("link", rel="icon", href="data:,"),
        Html("\n"),
        element("style", Html(fonts + look + foot)),
    )


def _quoted(text: str) -> str:
    r"""Return the text as a string of CSS, in which no character can end it.

    >>> _quoted('a"}')
    '"a\\22 \\7d "'
    """
    letters = (
        letter
        if letter.isascii() and (letter.isalnum() or letter in " .,:;-")
        else f"\\{ord(letter):x} "
        for letter in text
        if letter.isprintable()
    )
    return f'"{"".join(letters)}"'


def _body(document: Document) -> Html:
    """Return skip link, header, contents, chapters and footer."""
    anchors = Anchors("main", "contents")
    names = [anchors.new(chapter.name) for chapter in document.chapters]
    chapters = [
        chapter_of(chapter, name, anchors)
        for chapter, name in zip(document.chapters, names, strict=True)
    ]
    links = (
        element("li", element("a", chapter.title, href=f"#{name}", dir=direction(chapter.title)))
        for chapter, name in zip(document.chapters, names, strict=True)
    )
    main = element("main", *chapters, id="main", tabindex="-1")
    contents = element(
        "nav",
        element("h2", "Contents", id="contents"),
        element("ol", *links),
        aria_labelledby="contents",
    )
    return element(
        "body",
        element("a", "Skip to the report", href="#main", class_="skip"),
        _header(document),
        element("div", contents if names else "", main, class_="columns"),
        _footer(document, legend=any(f'class="{tone}"' in main for tone in MARKS)),
    )


def _header(document: Document) -> Html:
    day = element("time", wording.day(document.date), datetime=document.date.isoformat())
    subtitle = element("p", document.subtitle, class_="subtitle", dir=direction(document.subtitle))
    return element(
        "header",
        element("p", "Logic model report \N{MIDDLE DOT} ", day, class_="over"),
        element("h1", document.title or "Report", dir=direction(document.title)),
        subtitle if document.subtitle else "",
    )


def _footer(document: Document, *, legend: bool) -> Html:
    """Return what made the report, and what the marks mean where there are any."""
    marks = joined(*(element("span", mark(tone), " ", tone, class_="key") for tone in MARKS))
    return element(
        "footer",
        element("p", "Marks: ", marks) if legend else "",
        element("p", safe(document.provenance)),
    )
