"""The outline of a box: a card with a coloured edge, a hexagon or an oval; tabs hang under it."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.faces import Face
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.styles.style import Inks, Style

RADIUS, ACCENT = 7.0, 5.0
POINT, ROUND = 11.0, 26.0
INSET = 10.0


def frame(face: Face, place: Place, inks: Inks, style: Style) -> list[str]:
    """Return the outline of a box, and the tab with its targets where those hang under it."""
    box = face.box
    if not (box.tabs and face.rules):
        return outline(place, inks, style, shape=box.shape, kind=box.kind, fill=box.fill)
    upper = Place(place.x, place.y, place.width, face.rules[0])
    hanging = markup.box(
        place.x + INSET / 2,
        upper.bottom - RADIUS,
        place.width - INSET,
        place.height - face.rules[0] + RADIUS,
        radius=4.0,
        fill=inks.tint,
        stroke=inks.line,
        stroke_width=1.0,
    )
    return [hanging, *outline(upper, inks, style, shape=box.shape, kind=box.kind, fill=box.fill)]


def outline(
    place: Place, inks: Inks, style: Style, *, shape: str, kind: str, fill: float = 0.0
) -> list[str]:
    """Return a shape with its ground; cards are dashed for external factors and have an edge."""
    ground = blended(style.paper, inks.line, 0.22 * fill)
    if shape == "hexagon":
        return [_hexagon(place, inks, ground)]
    radius = min(ROUND, place.height / 2) if shape == "oval" else RADIUS
    card = markup.box(
        place.x,
        place.y,
        place.width,
        place.height,
        radius=radius,
        fill=ground,
        stroke=inks.line,
        stroke_width=1.3 if shape == "card" else 1.6,
        dashes="5 3" if kind == "factor" else None,
    )
    return (
        [card] if shape == "oval" else [card, *_edge(place, inks, style.hatches.get(kind, "solid"))]
    )


def _hexagon(place: Place, inks: Inks, ground: str) -> str:
    corners = [
        (place.x + POINT, place.y),
        (place.right - POINT, place.y),
        (place.right, place.middle),
        (place.right - POINT, place.bottom),
        (place.x + POINT, place.bottom),
        (place.x, place.middle),
    ]
    way = "M" + "L".join(f"{markup.short(x)} {markup.short(y)}" for x, y in corners) + "Z"
    return markup.element(
        "path", d=way, fill=ground, stroke=inks.line, stroke_width=1.6, stroke_linejoin="round"
    )


def _edge(place: Place, inks: Inks, hatch: str) -> list[str]:
    """Return the left edge of a card in its pattern."""
    if hatch == "none":
        return []
    x, bottom = place.x + ACCENT / 2, markup.short(place.bottom - RADIUS)
    if hatch == "solid":
        return [_strip(place, inks)]
    if hatch == "double":
        return [
            _line(place.x + 2.0, place, inks, 1.2, None),
            _line(x + 2.5, place, inks, 1.2, None),
        ]
    if hatch == "dots":
        dots = f"M{markup.short(x + 0.8)} {markup.short(place.y + RADIUS)}V{bottom}"
        return [
            markup.element(
                "path",
                d=dots,
                stroke=inks.line,
                stroke_width=3.4,
                stroke_dasharray="0 6",
                stroke_linecap="round",
            )
        ]
    return [_line(x + 0.5, place, inks, ACCENT, "2 3")]


def _line(x: float, place: Place, inks: Inks, width: float, dashes: str | None) -> str:
    way = f"M{markup.short(x)} {markup.short(place.y + 4)}V{markup.short(place.bottom - 4)}"
    return markup.element(
        "path", d=way, stroke=inks.line, stroke_width=width, stroke_dasharray=dashes
    )


def _strip(place: Place, inks: Inks) -> str:
    x, y, right, bottom = (
        markup.short(value) for value in (place.x, place.y, place.x + RADIUS, place.bottom)
    )
    radius, inner = markup.short(RADIUS), markup.short(place.x + ACCENT)
    edge = (
        f"M{right} {y}A{radius} {radius} 0 0 0 {x} {markup.short(place.y + RADIUS)}"
        f"V{markup.short(place.bottom - RADIUS)}A{radius} {radius} 0 0 0 {right} {bottom}"
        f"H{inner}V{y}Z"
    )
    return markup.element("path", d=edge, fill=inks.line)


def blended(paper: str, ink: str, share: float) -> str:
    """Return the colour between two others.

    >>> blended("#ffffff", "#000000", 0.5)
    '#808080'
    """
    pairs = zip(bytes.fromhex(paper[1:]), bytes.fromhex(ink[1:]), strict=True)
    return "#" + bytes(round(one + (other - one) * share) for one, other in pairs).hex()
