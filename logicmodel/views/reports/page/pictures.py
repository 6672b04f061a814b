"""Pictures inside a page: SVG whose names are its own, with its words folded below."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import Figure
from logicmodel.views.reports.page.elements import Anchors, Html, element, joined
from logicmodel.views.reports.page.grids import table_of
from logicmodel.views.reports.page.words import direction, paragraph, worded

FORBIDDEN = {"script", "foreignObject", "metadata", "iframe", "a"}
BROAD = 700.0
LEAST = 0.72
"""Share of its own size below which a broad picture scrolls instead of shrinking."""
SHOWN = ((860.0, "vast"), (1180.0, "giant"))
"""Least widths from which on a picture does not fit on a tablet, or on any screen."""
_LINK = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_SPACE = re.compile(r"^\{[^}]*\}")


def figure_of(figure: Figure, anchors: Anchors) -> Html:
    """Return a picture with its caption, its words and the numbers behind it."""
    picture, name = figure.picture, anchors.new("figure")
    broad = picture.width > BROAD
    sizes = [size for least, size in SHOWN if picture.width * LEAST > least]
    least = f"--least:{picture.width * LEAST:.0f}px;--own:{picture.width:.0f}px"
    focus = (
        {"tabindex": "0", "role": "group", "aria_label": f"{picture.title}, scrolls"}
        if broad
        else {}
    )
    drawn = element("div", svg_of(picture, name), class_="picture", style=least, **focus)
    words = picture.caption or picture.title
    caption = element("figcaption", worded(words), dir=direction(words))
    return element(
        "figure",
        _fit() if broad else "",
        drawn,
        caption,
        _folded("Description", joined(*map(paragraph, picture.text.splitlines()))),
        _folded("Numbers", table_of(figure.table, anchors)) if figure.table else "",
        id=name,
        class_=" ".join(["broad", *sizes]) if broad else None,
    )


def _fit() -> Html:
    """Return the switch between a readable size and the whole picture, for narrow screens."""
    return element("label", element("input", type="checkbox"), " Fit to the width", class_="fit")


def _folded(title: str, inside: Html) -> Html:
    return element("details", element("summary", title), inside) if inside else Html("")


def svg_of(picture: Picture, prefix: str) -> Html:
    """Return the SVG for use inside a page: ids and styles cannot meet those of other pictures.

    Whatever could act or load is left out. The title names the picture without being a tooltip over
    all of it.
    """
    root = ET.fromstring(picture.svg)  # noqa: S314 - drawn by this package
    _strip(root)
    for child in [child for child in root if _local(child.tag) in {"title", "desc"}]:
        root.remove(child)
    for node in root.iter():
        node.tag = _local(node.tag)
        node.attrib = _own(node.attrib, prefix)
        if node.tag == "style":
            rules = _LINK.sub(rf"url(#{prefix}--\1)", node.text or "")
            node.text = f"#{prefix} {{{rules}}}"
    for key in ("aria-labelledby", "aria-describedby"):
        root.attrib.pop(key, None)
    root.attrib |= {"role": "img", "aria-label": picture.title or "Picture", "focusable": "false"}
    return Html(ET.tostring(root, encoding="unicode"))


def _strip(node: ET.Element) -> None:
    for child in list(node):
        if _local(child.tag) in FORBIDDEN:
            node.remove(child)
        else:
            _strip(child)


def _local(tag: object) -> str:
    return _SPACE.sub("", str(tag))


def _own(attributes: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the attributes with names of the picture's own, without handlers and outside links."""
    kept: dict[str, str] = {}
    for key, value in attributes.items():
        name = _local(key)
        if name.startswith("on") or name in {"tabindex", "base", "space"}:
            continue
        if name == "href":
            if value.startswith("#"):
                kept[name] = f"#{prefix}--{value[1:]}"
            elif value.startswith("data:image/"):
                kept[name] = value
        elif name == "id":
            kept[name] = f"{prefix}--{value}"
        elif name in {"aria-labelledby", "aria-describedby"}:
            kept[name] = " ".join(f"{prefix}--{part}" for part in value.split())
        else:
            kept[name] = _LINK.sub(rf"url(#{prefix}--\1)", value)
    return kept
