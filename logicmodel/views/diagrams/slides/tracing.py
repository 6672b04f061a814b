"""Drawn SVG as native shapes: what stands around the boxes looks on a slide as it does in the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.diagrams.slides.outlines import (
    Step,
    custom,
    extent,
    preset,
    rounded_preset,
    steps_of,
)
from logicmodel.views.diagrams.slides.shapes import Align, Form, Frame, Look, Name, Pen, Words

ASCENT, LINE = 0.905, 1.15
"""How far a line of letters reaches over its baseline, and its height, in sizes of the letters."""
CENTRED = 7.0
"""Words whose middle is so near to that of their frame stand in its middle."""
ALIGNS: dict[str | None, Align] = {"middle": "ctr", "end": "r"}
_MIRROR = re.compile(r"matrix\(-1 0 0 1 ([-\d.]+) 0\)")
_UPRIGHT = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\) rotate\(-90\)")


def parsed(fragment: str) -> ET.Element:
    """Return drawn SVG elements as one tree."""
    return ET.fromstring(f"<g>{fragment}</g>")  # noqa: S314 - our own markup, every text escaped


def traced(nodes: Iterable[ET.Element], pen: Pen, *, down: float = 0.0) -> list[Form]:
    """Return elements as shapes, ``down`` pixels lower; a frame and the words in it are one shape."""
    found: list[Form] = []
    for node in nodes:
        if node.tag == "g":
            found += _group(node, pen, down)
        elif node.tag == "text":
            found.append(line_of_words(node, pen, down))
        elif node.tag in {"rect", "circle", "path"}:
            found.append(_outline(node, [], pen, down))
    return found


def _group(node: ET.Element, pen: Pen, down: float) -> list[Form]:
    turn = node.get("transform", "")
    if upright := _UPRIGHT.match(turn):
        x, y = float(upright[1]), float(upright[2]) + down
        return [_upright(text, x, y, pen) for text in node.iter("text")]
    children = [child for child in node if child.tag not in {"title", "desc"}]
    if mirrored := _MIRROR.match(turn):
        mirror(children, float(mirrored[1]))
    frame, words = children[:1], children[1:]
    framed = frame and frame[0].tag in {"rect", "path"} and words
    if framed and all(child.tag == "text" for child in words):
        return [_outline(frame[0], words, pen, down)]
    name = node.get("class", "")
    whole = name in {"legend", "notes", "sign", "chance", "gauge", "note assumption"}
    inside = traced(children, pen, down=down)
    return pen.group(inside, name) if whole else inside


def mirror(nodes: Iterable[ET.Element], full: float) -> None:
    """Turn outlines around the middle of a box: x becomes ``full`` less x."""
    for node in nodes:
        if node.tag == "rect":
            node.set("x", str(full - float(node.get("x", 0)) - float(node.get("width", 0))))
        elif node.tag == "path":
            node.set("d", _written(steps_of(node.get("d", "")), full))


def _written(steps: list[Step], full: float) -> str:
    return "".join(
        letter + " ".join(f"{full - x:.2f} {y:.2f}" for x, y in points) for letter, points in steps
    )


def look_of(node: ET.Element) -> Look:
    """Return how an element is filled and outlined."""
    fill, line = node.get("fill", "#000000"), node.get("stroke", "none")
    return Look(
        fill="" if fill == "none" else fill,
        line="" if line == "none" else line,
        width=float(node.get("stroke-width", 1)),
        dashes=node.get("stroke-dasharray", ""),
        opacity=float(node.get("opacity", 1)),
        round_ends=node.get("stroke-linecap") == "round",
    )


def form_of(node: ET.Element, down: float) -> tuple[str, Place, Look]:
    """Return the geometry of an element, its place and its look."""
    look = look_of(node)
    if node.tag == "path":
        steps: list[Step] = [
            (letter, tuple((x, y + down) for x, y in points))
            for letter, points in steps_of(node.get("d", ""))
        ]
        place = extent(steps)
        if not any(letter == "Z" for letter, _ in steps):
            look = Look("", look.line, look.width, look.dashes, look.opacity, look.round_ends)
        return custom(steps, place), place, look
    if node.tag == "circle":
        x, y, r = (float(node.get(name, 0)) for name in ("cx", "cy", "r"))
        return preset("ellipse"), Place(x - r, y + down - r, 2 * r, 2 * r), look
    x, y, width, height = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
    place = Place(x, y + down, width, height)
    return rounded_preset(place, float(node.get("rx", 0))), place, look


def _outline(node: ET.Element, words: list[ET.Element], pen: Pen, down: float) -> Form:
    """Return an outline with the words that stand in it."""
    geometry, place, look = form_of(node, down)
    if not words:
        return pen.shape(geometry, place, look)
    lines = [paragraph_of(word) for word in words]
    heights = [float(word.get("y", 0)) + down for word in words]
    first, last = heights[0] - ASCENT * lines[0].size, heights[-1] + 0.25 * lines[-1].size
    middle = abs((first + last) / 2 - place.middle) < CENTRED
    x = float(words[0].get("x", 0))
    frame = Frame(
        left=x - place.x if lines[0].align == "l" else 0.0,
        right=place.right - x if lines[0].align == "r" else 0.0,
        top=0.0 if middle else first - place.y,
        middle=middle,
    )
    return pen.shape(geometry, place, look, words=lines, frame=frame, name=Name(lines[0].text))


def paragraph_of(node: ET.Element) -> Words:
    """Return a drawn line of text as a paragraph."""
    return Words(
        "".join(node.itertext()),
        float(node.get("font-size", 12)),
        node.get("fill", "#000000"),
        strong=node.get("font-weight") is not None,
        align=ALIGNS.get(node.get("text-anchor"), "l"),
        spacing=float(node.get("letter-spacing", 0)),
    )


def line_of_words(node: ET.Element, pen: Pen, down: float) -> Form:
    """Return a line of text around its point, in a frame of its own."""
    words = paragraph_of(node)
    x, y = float(node.get("x", 0)), float(node.get("y", 0)) + down
    place = _room(words, x, y)
    return pen.shape(
        preset("rect"), place, Look(), words=[words], frame=Frame(), name=Name(words.text)
    )


def _room(words: Words, x: float, y: float) -> Place:
    width = width_of(words.text, words.size, weight="strong" if words.strong else "regular")
    width += len(words.text) * words.spacing + 2.0
    left = x - {"l": 0.0, "ctr": 0.5, "r": 1.0}[words.align] * width
    return Place(left, y - ASCENT * words.size, width, LINE * words.size)


def _upright(node: ET.Element, x: float, y: float, pen: Pen) -> Form:
    """Return a text that is read upwards around a point."""
    words = paragraph_of(node)
    flat = _room(words, x, y)
    rise = float(node.get("y", 0)) - 0.33 * words.size
    place = Place(x + rise - flat.width / 2, y - flat.height / 2, flat.width, flat.height)
    form = pen.shape(
        preset("rect"),
        place,
        Look(),
        words=[words],
        frame=Frame(middle=True),
        name=Name(words.text),
    )
    return Form(form.xml.replace("<a:xfrm>", '<a:xfrm rot="16200000">', 1), place)
