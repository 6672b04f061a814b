"""Whole pictures of real, generated and odd plans, in every direction, with lanes and without.

What is checked is what a reader would see at once: things that overlap, run through boxes, leave the
page or their lane, words that do not fit, and paper that stayed empty.
"""

import dataclasses
import io
import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.views.diagrams.columns.layout import arrange
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.diagram import Diagram, diagram
from logicmodel.views.diagrams.drawing.grounds import lane_ground
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.diagrams.scene import Scene
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.svg import svg_of

from .stand_ins import Link, Node, Plan, Target, Weight, plan_of
from .test_layout import crossed, overlaps, scenes

DIRECTIONS = ("right", "left", "up")
SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*/plan.yaml"))
LANES = ("Housing", "Food and shelter for people who sleep rough", "Everything else")
SVG = "{http://www.w3.org/2000/svg}"
LONG = "Households that were placed in permanent supportive housing and stay there " * 6
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 7


def nodes(kind, count, title="Node"):
    return {f"{kind}{place}": Node(kind, f"{title} {place}") for place in range(count)}


def chain(*names):
    return tuple(Link(one, other) for one, other in itertools.pairwise(names))


FOUR = {
    **nodes("input", 1),
    **nodes("activity", 1),
    **nodes("output", 1),
    **nodes("outcome", 1),
}
THROUGH = chain("input0", "activity0", "output0", "outcome0")

ODD = {
    "nothing": Plan(""),
    "one box": Plan("One", nodes=nodes("outcome", 1)),
    "only factors": Plan("Factors", nodes=nodes("factor", 9)),
    "factors on each other": Plan(
        "Factors", nodes=nodes("factor", 3), links=chain("factor0", "factor1", "factor2")
    ),
    "only assumptions": Plan("Assumptions", nodes=nodes("assumption", 5)),
    "a cycle": Plan("Cycle", nodes=FOUR, links=(*THROUGH, Link("outcome0", "activity0", lag=1))),
    "to itself": Plan(
        "Loops",
        nodes=FOUR,
        links=(*THROUGH, *(Link(name, name, Weight(-1), lag=1) for name in FOUR)),
    ),
    "parallel": Plan(
        "Parallel",
        nodes=FOUR,
        links=(*THROUGH, *THROUGH, Link("input0", "activity0", role="enables")),
    ),
    "one long column": Plan("Column", nodes=nodes("output", 80)),
    "one long linked column": Plan(
        "Column", nodes=nodes("output", 40), links=chain(*(f"output{n}" for n in range(0, 40, 3)))
    ),
    "very long words": Plan(
        WORD,
        LONG,
        nodes={
            "a": Node("input", LONG[:400], LONG),
            "b": Node("output", WORD[:400], WORD),
            "c": Node("factor", WORD),
            "d": Node("assumption", LONG),
        },
        links=(Link("a", "b", assumes=("d",)), Link("c", "b", lag=400)),
        targets=(Target("t", "b", text=LONG),),
    ),
    "many into one": Plan(
        "Funnel",
        nodes={**nodes("activity", 30), **nodes("outcome", 1)},
        links=tuple(Link(f"activity{n}", "outcome0", Weight(n - 15)) for n in range(30)),
    ),
    "back from everywhere": Plan(
        "Back",
        nodes={**nodes("input", 3), **nodes("outcome", 4), **nodes("factor", 3)},
        links=tuple(
            Link(f"outcome{one}", f"{kind}{other}", lag=1)
            for one in range(4)
            for kind in ("input", "factor")
            for other in range(3)
        ),
    ),
}


def in_lanes(scene: Scene, titles=LANES) -> Scene:
    """Put the boxes into lanes, in turn; some name none and belong to the last one."""
    names = (*titles, "")
    boxes = tuple(
        dataclasses.replace(box, lane="" if box.column is None else names[place % len(names)])
        for place, box in enumerate(scene.boxes)
    )
    count = len(scene.columns)
    spheres = (("what we control", 0), ("what we influence", 2), ("what concerns us", count - 1))
    return dataclasses.replace(scene, boxes=boxes, lanes=titles, spheres=spheres)


def faults(layout):
    """Return everything that a reader would find fault with."""
    found = [f"{one} and {other} overlap" for one, other in overlaps(layout)]
    found += [f"{arrow} runs through {box}" for arrow, box in crossed(layout)]
    for name, place in layout.places.items():
        if place.x < 0 or place.right > layout.width or place.y < 0:
            found.append(f"{name} leaves the page")
        if place.bottom > layout.height + 1e-6:
            found.append(f"{name} hangs out below")
        found += _words(layout.faces[name], place)
    for route in layout.routes:
        for x, y in route.points(6):
            if not (0 <= x <= layout.width and -6 <= y <= layout.height + 6):
                found.append(f"{route.arrow.id} leaves the page at {x:.0f} {y:.0f}")
                break
        for mark in route.marks:
            found += [
                f"a mark of {route.arrow.id} stands on {name}"
                for name, place in layout.places.items()
                if place.holds((mark.x, mark.y))
            ]
    return found + _lanes(layout)


def _words(face, place):
    """Return the lines of a box that are wider than it."""
    found = []
    for line in face.lines:
        wide = width_of(line.text, line.size, weight=line.weight)
        left = line.x - wide if line.end else line.x
        if left < 0 or left + wide > place.width + 0.5:
            found.append(f"{line.text!r} does not fit {face.box.id}")
        if line.y > place.height:
            found.append(f"{line.text!r} hangs out of {face.box.id}")
    return found


def _lanes(layout):
    """Return the boxes outside of their lane."""
    found = []
    titles = layout.scene.lanes
    for box in layout.scene.boxes if titles else ():
        if box.column is not None:
            number = titles.index(box.lane) if box.lane in titles else len(titles) - 1
            lane, place = layout.lanes[number], layout.places[box.id]
            around = lane_ground(layout, lane)
            inside = (
                lane.x <= place.x
                and place.right <= lane.right
                and around.y <= place.y
                and place.bottom <= around.bottom
            )
            if not inside:
                found.append(f"{box.id} stands outside of {titles[number]}")
    return found


def texts_off_the_page(svg):
    """Return the texts that do not turn and reach beyond the page."""
    root = ET.fromstring(svg)
    wide = float(root.get("width"))
    turned = {
        id(text)
        for group in root.iter(f"{SVG}g")
        if "rotate" in group.get("transform", "")
        for text in group.iter(f"{SVG}text")
    }
    found = []
    for text in root.iter(f"{SVG}text"):
        if id(text) in turned:
            continue
        words = "".join(text.itertext())
        weight = "strong" if text.get("font-weight") == "600" else "regular"
        size = float(text.get("font-size"))
        room = width_of(words, size, weight=weight)
        room += len(words) * float(text.get("letter-spacing", 0))
        share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
        left = float(text.get("x")) - share * room
        if left < 0 or left + room > wide + 1:
            found.append(words)
    return found


def quarters(png):
    """Return how many different colours each quarter of a picture has, and its size."""
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(png)).convert("RGB")
    width, height = image.size
    found = []
    for left, top in ((0, 0), (width // 2, 0), (0, height // 2), (width // 2, height // 2)):
        part = image.crop((left, top, left + width // 2, top + height // 2))
        colours = part.getcolors(maxcolors=width * height)
        ground = max(count for count, _ in colours)
        found.append((len(colours), sum(count for count, _ in colours) - ground))
    return found


def test_faults_are_found():
    layout = arrange(in_lanes(compose(plan_of(25, 34), style=Classic())))
    one, other = list(layout.places)[:2]
    moved = {**layout.places, one: layout.places[other]}
    told = faults(dataclasses.replace(layout, places=moved))
    assert f"{one} and {other} overlap" in told
    assert any("stands outside of" in fault for fault in told)
    far = dataclasses.replace(layout.places[one], x=-40.0, y=layout.height)
    told = faults(dataclasses.replace(layout, places={**layout.places, one: far}))
    assert {f"{one} leaves the page", f"{one} hangs out below"} <= set(told)
    slim = dataclasses.replace(layout.places[one], width=30.0)
    told = faults(dataclasses.replace(layout, places={**layout.places, one: slim}))
    assert any("does not fit" in fault for fault in told)
    assert texts_off_the_page(
        f'<svg xmlns="{SVG[1:-1]}" width="50"><text x="1" font-size="10">far too long</text></svg>'
    ) == ["far too long"]


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_real_plans_are_drawn_without_fault(path, lanes, direction):
    style = Classic(direction=direction)
    scene = compose(lm.read(path), style=style)
    scene = in_lanes(scene) if lanes else scene
    assert faults(arrange(scene, direction=direction)) == []
    assert texts_off_the_page(svg_of(scene, style)) == []


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize(("size", "links"), [(12, 14), (25, 34), (60, 90), (150, 450)])
def test_generated_plans_are_drawn_without_fault(size, links, lanes, direction):
    scene = compose(plan_of(size, links, seed=size), style=Classic())
    scene = in_lanes(scene) if lanes else scene
    assert faults(arrange(scene, direction=direction)) == []


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", ODD)
def test_odd_plans_are_drawn_without_fault(name, direction):
    style = Classic(direction=direction)
    scene = compose(ODD[name], style=style)
    assert faults(arrange(scene, direction=direction)) == []
    assert texts_off_the_page(svg_of(scene, style)) == []
    if scene.columns:
        laned = in_lanes(scene)
        assert faults(arrange(laned, direction=direction)) == []
        assert texts_off_the_page(svg_of(laned, style)) == []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(scenes(), st.sampled_from(DIRECTIONS), st.booleans())
def test_any_plan_in_any_direction_is_drawn_without_fault(scene, direction, lanes):
    scene = in_lanes(scene) if lanes else scene
    assert faults(arrange(scene, direction=direction)) == []


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_no_quarter_of_a_picture_is_blank(path, direction):
    png = diagram(lm.read(path), style=Classic(direction=direction)).content("png")
    for colours, inked in quarters(png):
        assert colours > 20
        assert inked > 2_000


def test_a_picture_with_lanes_is_written_in_every_format():
    style = Classic(direction="up")
    scene = in_lanes(compose(plan_of(25, 34), style=style))
    picture = Diagram(scene, style, svg_of(scene, style))
    assert all(colours > 20 for colours, _ in quarters(picture.content("png")))
    words = re.findall(r">([^<]+)</text>", picture.svg)
    assert {"Housing", "what we influence"} <= set(words)
