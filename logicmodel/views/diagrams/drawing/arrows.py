"""An arrow as SVG: a white edge that sets crossings apart, the line, the head, the marks."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.geometry import Cubic, Mark, Point, Route
from logicmodel.views.diagrams.columns.marks import HEIGHT, TAG_SIZE, tag_width
from logicmodel.views.diagrams.drawing.boxes import tag_sign
from logicmodel.views.diagrams.scene import Kind
from logicmodel.views.diagrams.styles.style import Style

HALO, LEAST_HALO = 2.6, 1.0
WIDEST_HEAD = 8.0


def line(route: Route, kind: Kind, style: Style, *, halo: bool) -> str:
    """Return the group of one arrow; its id is ``link-<from>--<to>``, its classes say its effect."""
    arrow = route.arrow
    colour = colour_of(route, kind, style)
    way, head = _way(route)
    title = markup.element("title", markup.escaped(arrow.title)) if arrow.title else ""
    edge = markup.element(
        "path",
        d=way,
        fill="none",
        stroke=style.paper,
        stroke_width=arrow.width + 2 * HALO,
        stroke_opacity="0.85",
    )
    stroke = markup.element(
        "path",
        d=way,
        fill="none",
        stroke=colour,
        stroke_width=arrow.width,
        stroke_dasharray=arrow.dashes or ("6 4" if arrow.dashed else None),
    )
    return markup.element(
        "g",
        [
            title,
            edge if halo and arrow.width >= LEAST_HALO else "",
            stroke,
            markup.element("path", d=head, fill=colour),
        ],
        id=markup.name_of("link-", arrow.id),
        class_=" ".join(["link", *classes(route)]),
        data_source=arrow.source,
        data_target=arrow.target,
        data_evidence=arrow.evidence or None,
        role="img",
        tabindex="0",
        aria_label=arrow.title or f"{arrow.source} → {arrow.target}",
    )


def classes(route: Route) -> list[str]:
    """Return the words for what an arrow does to its target."""
    arrow = route.arrow
    words = {1: ["raises"], 0: [], -1: ["lowers"]}[arrow.sign]
    return [*words, "enables"] if arrow.dashed else words


def colour_of(route: Route, kind: Kind, style: Style) -> str:
    """Return the colour of an arrow: its source's, or the one for lowering."""
    return style.lowers if route.arrow.sign < 0 else style.inks[kind].line


def _way(route: Route) -> tuple[str, str]:
    """Return the line, shortened to the base of the head, and the head."""
    tip, (across, down) = route.tip, route.heading
    width = min(route.arrow.width, WIDEST_HEAD)
    long, half = 6.5 + width, max(3.0 + 0.75 * width, 0.5 * route.arrow.width + 1.5)
    base = (tip[0] - across * long, tip[1] - down * long)
    neck = (tip[0] - across * (long - 1.2), tip[1] - down * (long - 1.2))
    curves = [*route.curves[:-1], _ending(route.curves[-1], neck)]
    corners = (
        tip,
        (base[0] - down * half, base[1] + across * half),
        (base[0] + down * half, base[1] - across * half),
    )
    return path(curves), "M" + "L".join(map(_point, corners)) + "Z"


def _ending(curve: Cubic, end: Point) -> Cubic:
    """Return the curve, moved to end at another point near its old end."""
    shift = end[0] - curve[3][0], end[1] - curve[3][1]
    bend = curve[2][0] + shift[0], curve[2][1] + shift[1]
    return curve[0], curve[1], bend, end


def path(curves: list[Cubic]) -> str:
    """Return the path data of curves that follow each other; straight ones as lines."""
    parts = ["M" + _point(curves[0][0])]
    for start, one, other, end in curves:
        if start == one and _level(start, other, end):
            parts.append("L" + _point(end))
        else:
            parts.append("C" + " ".join(map(_point, (one, other, end))))
    return "".join(parts)


def _level(start: Point, other: Point, end: Point) -> bool:
    """Say whether three points stand on one upright or level line."""
    return start[0] == other[0] == end[0] or start[1] == other[1] == end[1]


def _point(point: Point) -> str:
    return f"{markup.short(point[0])} {markup.short(point[1])}"


def marks(route: Route, kind: Kind, style: Style) -> str:
    """Return the signs on an arrow, to be drawn above all lines."""
    return "".join(_mark(mark, colour_of(route, kind, style), style) for mark in route.marks)


def _mark(mark: Mark, colour: str, style: Style) -> str:
    if mark.lowers:
        return minus(mark.x, mark.y, colour, style)
    parts, x = [], mark.x - mark.width / 2
    for tag in mark.tags:
        width = tag_width(tag.text)
        parts.append(tag_sign(tag, x + width / 2, mark.y, style))
        x += width + 2.0
    if mark.text:
        parts.append(label(mark.text, x + tag_width(mark.text) / 2, mark.y, style))
    return "".join(parts)


def minus(x: float, y: float, colour: str, style: Style) -> str:
    """Return the sign of an arrow that lowers its target."""
    ring = markup.element(
        "circle", cx=x, cy=y, r=6.0, fill=style.paper, stroke=colour, stroke_width=1.4
    )
    stroke = markup.element(
        "path",
        d=f"M{markup.short(x - 3)} {markup.short(y)}H{markup.short(x + 3)}",
        stroke=colour,
        stroke_width=1.8,
    )
    return markup.element("g", ring + stroke, class_="sign")


def label(words: str, x: float, y: float, style: Style) -> str:
    """Return a small label around its centre."""
    width = tag_width(words)
    frame = markup.box(
        x - width / 2,
        y - HEIGHT / 2,
        width,
        HEIGHT,
        radius=4.0,
        fill=style.paper,
        stroke=style.rule,
        stroke_width=0.9,
    )
    word = markup.text(
        words,
        x,
        y + TAG_SIZE * 0.36,
        size=TAG_SIZE,
        fill=style.muted,
        weight="strong",
        anchor="middle",
    )
    return markup.element("g", frame + word, class_="label")
