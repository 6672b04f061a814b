"""Arrows as connectors that hold on to their boxes: the places to hold, and the way between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise

from logicmodel.views.diagrams.columns.geometry import Place, Point, Route
from logicmodel.views.diagrams.slides.outlines import Step, custom, extent, preset
from logicmodel.views.diagrams.slides.shapes import Form, Look, Name, Pen

STRAIGHT = preset("straightConnector1")
STILL = 1e-6
FLAT = 0.6
"""Ends that differ by less, in pixels, are joined by a straight line."""
BEND = 4.0
"""A way that strays less from its line, in pixels, is straight."""
MOST_RUNS = 2
"""A connector runs across at most so often."""
WHOLE = 100_000
"""The whole length of a side, in the units of adjustments."""
WIDE = 3.5
"""The head of a line as wide, in pixels, is small, as heads grow with their lines."""


@dataclasses.dataclass(frozen=True)
class Joints:
    """Where connectors hold on: points with their sides by box, and for every arrow the two it takes."""

    points: dict[str, list[tuple[Point, str]]]
    ends: dict[str, tuple[int, int]]


def joints_of(routes: Iterable[Route], places: Mapping[str, Place]) -> Joints:
    """Return the joints of every box: the middles of its four sides, then one for each end of an arrow."""
    points: dict[str, list[tuple[Point, str]]] = {}
    for name, place in places.items():
        centre = place.x + place.width / 2
        points[name] = [
            ((centre, place.y), "top"),
            ((place.x, place.middle), "left"),
            ((centre, place.bottom), "bottom"),
            ((place.right, place.middle), "right"),
        ]
    ends = {}
    for route in routes:
        taken = []
        for name, point in (
            (route.arrow.source, route.curves[0][0]),
            (route.arrow.target, route.tip),
        ):
            joint = _on_edge(point, places[name])
            if joint not in points[name]:
                points[name].append(joint)
            taken.append(points[name].index(joint))
        ends[route.arrow.id] = taken[0], taken[1]
    return Joints(points, ends)


def _on_edge(point: Point, place: Place) -> tuple[Point, str]:
    """Return the nearest point on the edge of a box, and its side."""
    x = min(max(point[0], place.x), place.right)
    y = min(max(point[1], place.y), place.bottom)
    sides = {
        "top": abs(point[1] - place.y),
        "left": abs(point[0] - place.x),
        "bottom": abs(point[1] - place.bottom),
        "right": abs(point[0] - place.right),
    }
    side = min(sides, key=lambda one: sides[one])
    edge = {"top": (x, place.y), "bottom": (x, place.bottom), "left": (place.x, y)}
    return edge.get(side, (place.right, y)), side


def connector(
    route: Route, joints: Joints, numbers: Mapping[str, int], look: Look, pen: Pen, down: float
) -> Form:
    """Return an arrow that holds on to its boxes and runs as the drawn one does.

    A way around other boxes is a shape of its own, which stays where it is when a box is moved: no
    connector of a slide runs like it, and programs disagree about those that come near.
    """
    arrow = route.arrow
    begin, end = joints.ends[arrow.id]
    start = joints.points[arrow.source][begin][0]
    tip = joints.points[arrow.target][end][0]
    upright = _upright(route)
    look = dataclasses.replace(look, head="med" if look.width < WIDE else "sm")
    name = Name(f"link-{arrow.id}", arrow.title or arrow.id)
    known = _known(route, start, tip, upright=upright)
    if known is None:
        steps = _lowered(_drawn(route, start, tip), down)
        place = extent(steps)
        return pen.shape(custom(steps, place), place, look, name=name)
    turned = upright and known != STRAIGHT
    place, turn = _frame((start[0], start[1] + down), (tip[0], tip[1] + down), upright=turned)
    xml = (
        f"<p:cxnSp><p:nvCxnSpPr>{pen.named(name)}"
        f'<p:cNvCxnSpPr><a:stCxn id="{numbers[arrow.source]}" idx="{begin}"/>'
        f'<a:endCxn id="{numbers[arrow.target]}" idx="{end}"/></p:cNvCxnSpPr><p:nvPr/>'
        f"</p:nvCxnSpPr><p:spPr>{pen.transform(place, turn)}{known}{pen.stroke(look)}</p:spPr>"
        "</p:cxnSp>"
    )
    return Form(xml, place)


def _upright(route: Route) -> bool:
    """Say whether an arrow leaves its box upwards or downwards."""
    start, one, other, end = route.curves[0]
    away = next(point for point in (one, other, end) if point != start)
    return abs(away[1] - start[1]) > abs(away[0] - start[0])


def _turned(point: Point, *, upright: bool) -> Point:
    """Return a point by how far it lies along the arrow's first direction, and across it."""
    return (-point[1], point[0]) if upright else point


def _known(route: Route, start: Point, tip: Point, *, upright: bool) -> str | None:
    """Return the connector of a slide that runs like a way; None where there is none."""
    (u, v), (to_u, to_v) = (_turned(one, upright=upright) for one in (start, tip))
    points = [_turned(one, upright=upright) for one in route.points(16)]
    if max(abs(one[1] - v) for one in points) < BEND and abs(to_v - v) < FLAT:
        return STRAIGHT
    runs = _runs(points)
    shares = [(run[0] - u) / (to_u - u) if to_u != u else -1.0 for run in runs]
    if not 1 <= len(runs) <= MOST_RUNS or any(not 0.0 < share < 1.0 for share in shares):
        return None
    adjustments = [("adj1", round(WHOLE * shares[0]))]
    if len(runs) == 1:
        return preset("curvedConnector3", adjustments)
    if abs(to_v - v) < BEND:
        return None
    level = (runs[0][2][1] - v) / (to_v - v)
    adjustments += [("adj2", round(WHOLE * level)), ("adj3", round(WHOLE * shares[1]))]
    return preset("curvedConnector5", adjustments)


def _runs(points: list[Point]) -> list[tuple[float, Point, Point]]:
    """Return where a way runs across: how far along that is halfway, and both ends of the run."""
    found = []
    steps = groupby(pairwise(points), key=lambda step: abs(step[1][1] - step[0][1]) > STILL)
    for moves, group in steps:
        if moves:
            way = list(group)
            begin, end = way[0][0], way[-1][1]
            middle = (begin[1] + end[1]) / 2
            nearest = min((one for _, one in way), key=lambda one: abs(one[1] - middle))
            found.append((nearest[0], begin, end))
    return found


def _drawn(route: Route, start: Point, tip: Point) -> list[Step]:
    """Return a way as it is drawn, from edge to edge."""
    (_, one, other, end), *rest = route.curves
    steps: list[Step] = [("M", (start,)), ("C", (one, other, end))]
    steps += [("C", curve[1:]) for curve in rest]
    steps[-1] = ("C", (*steps[-1][1][:2], tip))
    return steps


def _lowered(steps: list[Step], down: float) -> list[Step]:
    return [(letter, tuple((x, y + down) for x, y in points)) for letter, points in steps]


def _frame(start: Point, tip: Point, *, upright: bool) -> tuple[Place, str]:
    """Return the frame of a connector before it is turned, and how it is turned and mirrored."""
    # What is upright lies along the first axis of its frame, which is turned to point upwards.
    one, other = _turned(start, upright=upright), _turned(tip, upright=upright)
    along, across = other[0] - one[0], other[1] - one[1]
    turn = (' rot="16200000"' if upright else "") + (' flipH="1"' if along < 0 else "")
    turn += ' flipV="1"' if across < 0 else ""
    x, y = (start[0] + tip[0]) / 2, (start[1] + tip[1]) / 2
    wide, high = abs(along), abs(across)
    return Place(x - wide / 2, y - high / 2, wide, high), turn
