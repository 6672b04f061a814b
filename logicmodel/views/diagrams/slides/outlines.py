"""Outlines as the custom geometry of a slide: path data of SVG, and boxes with places to join arrows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from logicmodel.views.diagrams.columns.geometry import Place, Point
from logicmodel.views.diagrams.slides.shapes import around

Step = tuple[str, tuple[Point, ...]]
"""A command of a path, M, L, C or Z, with its points."""
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""
GRAIN = 100.0
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
SIDES = {"top": 16_200_000, "left": 10_800_000, "bottom": 5_400_000, "right": 0}
"""The angle at which an arrow leaves each side."""


def steps_of(data: str) -> list[Step]:
    """Return the commands of SVG path data, all by absolute points; arcs are quarter circles."""
    tokens = _TOKEN.findall(data)
    found: list[Step] = []
    here, place, letter = (0.0, 0.0), 0, "M"
    while place < len(tokens):
        if tokens[place].isalpha():
            letter = tokens[place]
            place += 1
        count = _COUNTS[letter.upper()]
        numbers = [float(one) for one in tokens[place : place + count]]
        place += count
        origin = here if letter.islower() else (0.0, 0.0)
        step = _step(letter.upper(), numbers, here, origin)
        found.append(step)
        here = step[1][-1] if step[1] else here
        letter = {"M": "L", "m": "l"}.get(letter, letter)
    return found


def _step(letter: str, numbers: list[float], here: Point, origin: Point) -> Step:
    """Return one command by absolute points."""
    match letter:
        case "Z":
            return "Z", ()
        case "H":
            return "L", ((origin[0] + numbers[0], here[1]),)
        case "V":
            return "L", ((here[0], origin[1] + numbers[0]),)
        case "A":
            end = origin[0] + numbers[5], origin[1] + numbers[6]
            return "C", _quarter(here, end, level_first=_level_first(here, end, numbers[4]))
    points = [
        (origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    return letter, tuple(points)


def _level_first(start: Point, end: Point, sweep: float) -> bool:
    return ((end[0] - start[0]) * (end[1] - start[1]) < 0) != bool(sweep)


def _quarter(start: Point, end: Point, *, level_first: bool) -> tuple[Point, ...]:
    across, down = end[0] - start[0], end[1] - start[1]
    if level_first:
        one = start[0] + ROUND * across, start[1]
        return one, (end[0], end[1] - ROUND * down), end
    return (start[0], start[1] + ROUND * down), (end[0] - ROUND * across, end[1]), end


def extent(steps: Sequence[Step]) -> Place:
    """Return the rectangle that all points of a path stand in."""
    return around([Place(x, y, 0.0, 0.0) for _, points in steps for x, y in points])


def custom(steps: Sequence[Step], place: Place, joints: Sequence[tuple[Point, str]] = ()) -> str:
    """Return the geometry of a path in its rectangle, with joints where connectors hold on to it."""

    def point(one: Point) -> str:
        return f'<a:pt x="{round((one[0] - place.x) * GRAIN)}" y="{round((one[1] - place.y) * GRAIN)}"/>'

    names = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}
    drawn = "".join(
        f"<a:{names[letter]}>{''.join(map(point, points))}</a:{names[letter]}>"
        if letter in names
        else "<a:close/>"
        for letter, points in steps
    )
    open_ = "" if any(letter == "Z" for letter, _ in steps) else ' fill="none"'
    guides, sites = _joints(joints, place)
    return (
        f"<a:custGeom><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{round(place.width * GRAIN)}"'
        f' h="{round(place.height * GRAIN)}"{open_}>{drawn}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _joints(joints: Sequence[tuple[Point, str]], place: Place) -> tuple[str, str]:
    """Return the guides and sites of joints, which move with the size of the shape."""
    guides, sites = "", ""
    for index, ((x, y), side) in enumerate(joints):
        across = round(100_000 * (x - place.x) / (place.width or 1.0))
        down = round(100_000 * (y - place.y) / (place.height or 1.0))
        guides += (
            f'<a:gd name="x{index}" fmla="*/ w {across} 100000"/>'
            f'<a:gd name="y{index}" fmla="*/ h {down} 100000"/>'
        )
        sites += f'<a:cxn ang="{SIDES[side]}"><a:pos x="x{index}" y="y{index}"/></a:cxn>'
    return guides, sites


def rounded_box(place: Place, radius: float) -> list[Step]:
    """Return the path around a rectangle with rounded corners."""
    r = min(radius, place.width / 2, place.height / 2)
    x, y, right, bottom = place.x, place.y, place.right, place.bottom
    corner: Callable[[Point, Point, bool], Step] = lambda start, end, level: (  # noqa: E731
        "C",
        _quarter(start, end, level_first=level),
    )
    return [
        ("M", ((x + r, y),)),
        ("L", ((right - r, y),)),
        corner((right - r, y), (right, y + r), True),
        ("L", ((right, bottom - r),)),
        corner((right, bottom - r), (right - r, bottom), False),
        ("L", ((x + r, bottom),)),
        corner((x + r, bottom), (x, bottom - r), True),
        ("L", ((x, y + r),)),
        corner((x, y + r), (x + r, y), False),
        ("Z", ()),
    ]


def preset(kind: str, adjustments: Sequence[tuple[str, int]] = ()) -> str:
    """Return one of the geometries that a slide knows, with its adjustments."""
    guides = "".join(f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in adjustments)
    return f'<a:prstGeom prst="{kind}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


def rounded_preset(place: Place, radius: float) -> str:
    """Return a rectangle, rounded where it has a radius, that keeps its corners when it is resized."""
    if radius <= 0:
        return preset("rect")
    share = min(50_000, round(100_000 * radius / max(0.1, min(place.width, place.height))))
    return preset("roundRect", [("adj", share)])
