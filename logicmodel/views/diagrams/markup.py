"""Writing SVG elements: numbers kept short, every text escaped, nothing trusted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

from logicmodel.views import fonts
from logicmodel.views.diagrams import fontnames
from logicmodel.views.diagrams.lettering import Weight, known
from logicmodel.views.diagrams.scripts import embedded, is_rtl, isolated

Value: TypeAlias = str | float | int | None
FAMILY = f"{fonts.FAMILY}, sans-serif"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def escaped(text: str) -> str:
    """Return the text safe inside an element and inside a quoted attribute.

    >>> escaped('a<b & "c"')
    'a&lt;b &amp; &quot;c&quot;'
    """
    return _FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES)


def short(value: float) -> str:
    """Write a coordinate with at most one digit after the point.

    >>> short(12.04), short(-0.01), short(3.25)
    ('12', '0', '3.2')
    """
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, children: Iterable[str] | str = (), **attributes: Value) -> str:
    """Return an element; ``stroke_width`` becomes ``stroke-width``, and None leaves one out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = children if isinstance(children, str) else "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _written(value: str | float) -> str:
    return short(value) if isinstance(value, float) else escaped(str(value))


def text(
    content: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str,
    weight: Weight = "regular",
    anchor: str | None = None,
    spacing: float | None = None,
) -> str:
    """Return a line of text by its baseline; one from right to left keeps its own direction."""
    family, inside = _lettered(content)
    return element(
        "text",
        inside,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight=None if weight == "regular" else fonts.WEIGHTS[weight],
        text_anchor=anchor,
        letter_spacing=spacing,
        font_family=family,
    )


def _lettered(content: str) -> tuple[str | None, str]:
    """Return the fonts of a text, None for the shipped one, and its letters; mixed ones in parts."""
    rtl = is_rtl(content)
    content = isolated(content) if rtl else content
    found = fontnames.runs(content, known())
    if len(found) == 1:
        ((script, letters),) = found
        return (fontnames.family_of(script) if script else None), escaped(embedded(letters))
    start, _, end = embedded(content).partition(content) if rtl else ("", "", "")
    spans = [
        element("tspan", escaped(letters), font_family=fontnames.family_of(script))
        if script
        else escaped(letters)
        for script, letters in found
    ]
    return None, "".join([start, *spans, end])


def box(  # noqa: PLR0913 - as many as the element has
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    radius: float = 0.0,
    fill: str = "none",
    stroke: str | None = None,
    stroke_width: float | None = None,
    dashes: str | None = None,
    opacity: str | None = None,
) -> str:
    """Return a rectangle, its corners rounded by the radius."""
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=radius or None,
        fill=fill,
        stroke=stroke,
        stroke_width=stroke_width,
        stroke_dasharray=dashes,
        opacity=opacity,
    )


def name_of(*parts: str) -> str:
    """Return an id for an element: the parts joined, without white space.

    >>> name_of("node-", "rent index")
    'node-rent_index'
    """
    return re.sub(r"\s+", "_", "".join(parts))


def letters_of(svg: str) -> str:
    """Return every letter that a picture draws.

    >>> letters_of('<svg><title>no</title><text x="1">a<tspan>b</tspan>c</text></svg>')
    'abc'
    """
    drawn = "".join(re.findall(r"<text\b[^>]*>(.*?)</text>", svg, flags=re.DOTALL))
    return html.unescape(re.sub(r"<[^>]*>", "", drawn))
