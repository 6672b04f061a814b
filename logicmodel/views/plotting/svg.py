"""A figure as one SVG element that shares a page with others and tells what it shows."""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.plotting import theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HREF = f"{{{XLINK}}}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SPACE = re.compile(r"\s+")


def svg_of(figure: Figure, *, title: str, description: str) -> tuple[str, str]:
    """Return a figure as one ``svg`` element, and every letter that it draws.

    Texts stay texts. The same figure gives the same bytes: there is no date in it, and ids hang on the
    content alone. All ids begin with a name of their own, and no style reaches beyond the element.
    """
    root = _parsed(figure)
    _strip(root)
    letters = "".join(text.text or "" for text in root.iter(f"{{{SVG}}}text"))
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    plain = ET.tostring(root, encoding="unicode")
    digest = hashlib.sha256(f"{plain}\n{title}\n{description}".encode()).hexdigest()
    _rename(root, f"chart-{digest[:12]}-")
    _describe(root, f"chart-{digest[:12]}", title, description)
    width, height = (72.0 * size for size in figure.get_size_inches())
    root.attrib.update({
        "width": markup.short(width * 96 / 72), "height": markup.short(height * 96 / 72),
        "viewBox": f"0 0 {markup.short(width)} {markup.short(height)}",
        "class": "logicmodel-chart", "font-family": markup.FAMILY,
        "stroke-linejoin": "round", "stroke-linecap": "butt",
    })  # fmt: skip
    return ET.tostring(root, encoding="unicode"), letters


def _parsed(figure: Figure) -> ET.Element:
    """Return what matplotlib writes, without dates, as a tree."""
    stream = io.StringIO()
    with theme.themed():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return ET.fromstring(stream.getvalue())  # noqa: S314 - our own text


def _strip(root: ET.Element) -> None:
    """Take out metadata, rules that would hold for a whole page, and what says nothing."""
    for parent in list(root.iter()):
        for child in list(parent):
            styles = child.tag == f"{{{SVG}}}defs" and child.find(f"{{{SVG}}}style") is not None
            if child.tag == f"{{{SVG}}}metadata" or styles:
                parent.remove(child)
            child.tail = None
    for element in root.iter():
        if element.text is not None and element.tag != f"{{{SVG}}}text":
            element.text = None
        if "d" in element.attrib:
            element.set("d", _SPACE.sub(" ", element.get("d", "")).strip())
        if element.tag == f"{{{SVG}}}text":
            kept = [
                part
                for part in element.get("style", "").split("; ")
                if not part.startswith("font-family")
            ]
            element.set("style", "; ".join(kept))
            if element.get("transform", "").startswith("rotate(-0 "):
                del element.attrib["transform"]


def _rename(root: ET.Element, prefix: str) -> None:
    """Keep only the ids that something refers to, under names of their own."""
    used = {element.get(HREF, "").removeprefix("#") for element in root.iter()}
    for element in root.iter():
        for value in element.attrib.values():
            used.update(_REFERENCE.findall(value))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name is not None and name in used:
            element.set("id", prefix + name)
        for key, value in list(element.attrib.items()):
            if key == HREF:
                element.set(key, f"#{prefix}{value.removeprefix('#')}")
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(rf"url(#{prefix}\1)", value))


def _describe(root: ET.Element, name: str, title: str, description: str) -> None:
    """Give the picture its name and its content in words."""
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = " ".join(cleaned(line) for line in words.splitlines())
        root.insert(place, element)
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title {name}-desc"})
