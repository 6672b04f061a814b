"""Colours of every style: that text and strokes stand out from what is under them."""

import re
import xml.etree.ElementTree as ET

import pytest

from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.styles.style import Style

KINDS = Style.family.kinds()


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_strokes_stand_out(kind):
    style = Style.family.named(kind)()
    for inks in style.inks.values():
        assert contrast("#ffffff", inks.deep) >= 4.5
        for paper in (style.paper, inks.tint):
            assert contrast(inks.line, paper) >= 3
            assert contrast(style.lowers, paper) >= 3


def blended(under, over, share):
    pairs = zip(bytes.fromhex(under[1:]), bytes.fromhex(over[1:]), strict=True)
    return "#" + bytes(round(one + (other - one) * share) for one, other in pairs).hex()


def extent(shape):
    """Return the left, top, right and lower edge of a filled rectangle, circle or path."""
    if shape.tag.endswith("rect"):
        x, y, wide, high = (float(shape.get(name)) for name in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high
    if shape.tag.endswith("circle"):
        x, y, r = (float(shape.get(name)) for name in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    corners = [
        (float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", shape.get("d"))
    ]
    return (*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True)))


def faint(svg):
    """Return every text whose colour differs too little from what is painted under it, and how many were read."""
    painted, found, read = [], [], 0

    def walk(one, down):
        nonlocal read
        moved = re.match(r"translate\((-?[\d.]+) (-?[\d.]+)\)$", one.get("transform", ""))
        if "rotate" in one.get("transform", "") or "matrix" in one.get("transform", ""):
            return
        down += float(moved[2]) if moved else 0.0
        name, fill = one.tag.rsplit("}")[-1], one.get("fill", "")
        if name in {"rect", "circle", "path"} and fill.startswith("#"):
            left, top, right, lower = extent(one)
            painted.append(
                (left, top + down, right, lower + down, fill, float(one.get("opacity", 1)))
            )
        if name == "text":
            read += 1
            x, y = float(one.get("x")), float(one.get("y")) + down - float(one.get("font-size")) / 3
            x += {"end": -3.0}.get(one.get("text-anchor"), 3.0)
            ground = "#ffffff"
            for left, top, right, lower, colour, opacity in painted:
                if left <= x <= right and top <= y <= lower:
                    ground = blended(ground, colour, opacity)
            if contrast(fill, ground) < 4.5:
                found.append(("".join(one.itertext()), fill, ground))
        for child in one:
            walk(child, down)

    walk(ET.fromstring(svg), 0.0)
    return found, read


def test_faint_text_is_found():
    rect = '<rect x="0" y="0" width="50" height="20" fill="#777777"/>'
    text = '<text x="2" y="15" font-size="12" fill="#666666">x</text>'
    assert faint(f"<svg>{rect}{text}</svg>") == ([("x", "#666666", "#777777")], 1)
    assert faint(f"<svg>{text}</svg>") == ([], 1)


@pytest.mark.parametrize("lanes", [None, "theme"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_out_from_what_is_under_it(plan, chances, kind, lanes):
    answers = {"drivers": {"links.placements->housed_households.weight": 0.4}}
    takes = "attainment" in Style.family.named(kind).takes and kind != "drivers"
    answer = chances if takes else answers.get(kind)
    found, read = faint(diagram(plan, style=kind, answer=answer, lanes=lanes).svg)
    assert found == []
    assert read > 50
