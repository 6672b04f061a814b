"""A scene as an SVG page: headers, panels, arrows, boxes, the band of factors, notes and legend."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import Layout, arrange
from logicmodel.views.diagrams.drawing import arrows, boxes, headers, legend
from logicmodel.views.diagrams.scene import Kind, Scene
from logicmodel.views.diagrams.styles.style import Style

FOOT_GAP, BOTTOM, CORNER = 28.0, 22.0, 9.0
EMPTY = "Nothing to draw yet: the plan has no nodes."


def svg_of(scene: Scene, style: Style) -> str:
    """Return the picture as one SVG element, the same text for the same scene and style.

    Every box has the id ``node-<id>``, every arrow ``link-<from>--<to>``. Presentation attributes
    stand on the elements, so several pictures share a page without their styles meeting.
    """
    layout = arrange(scene, labels_up_to=style.labels_up_to)
    head, top = headers.drawn(layout, style)
    foot, bottom = legend.drawn(layout, top + layout.height + FOOT_GAP, style)
    body = markup.element("g", _body(layout, style), transform=f"translate(0 {markup.short(top)})")
    if not scene.boxes:
        body = markup.text(EMPTY, MARGIN, top + 16.0, size=13.5, fill=style.muted)
    height = bottom + BOTTOM
    inside = [
        markup.element("title", markup.escaped(scene.title or "Logic model")),
        markup.element("desc", markup.escaped(described(scene))),
        markup.box(0.0, 0.0, layout.width, height, fill=style.paper),
        head,
        body,
        foot,
    ]
    return markup.element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {markup.short(layout.width)} {markup.short(height)}",
        width=layout.width,
        height=height,
        role="img",
        font_family=markup.FAMILY,
        class_="logicmodel-diagram",
    )


def described(scene: Scene) -> str:
    """Return the picture in words, for those who cannot see it: stages, boxes, arrows, chances."""
    parts = [scene.description] if scene.description else []
    for index, column in enumerate(scene.columns):
        names = [boxes.told(box) for box in scene.boxes if box.column == index]
        parts.append(f"{column.title}: {', '.join(names)}.")
    factors = [boxes.told(box) for box in scene.boxes if box.column is None]
    if factors:
        parts.append(f"External factors: {', '.join(factors)}.")
    parts += [f"{arrow.title or arrow.id}." for arrow in scene.arrows]
    return " ".join(parts)


def _body(layout: Layout, style: Style) -> list[str]:
    """Return panels, band, arrows, boxes and marks, from back to front."""
    kinds: dict[str, Kind] = {box.id: box.kind for box in layout.scene.boxes}
    halo = len(layout.routes) <= style.halos_up_to
    widest_first = sorted(layout.routes, key=lambda route: -route.arrow.width)
    return [
        *_panels(layout, style),
        *(
            arrows.line(route, kinds[route.arrow.source], style, halo=halo)
            for route in widest_first
        ),
        *(boxes.drawn(layout.faces[name], place, style) for name, place in layout.places.items()),
        *(arrows.marks(route, kinds[route.arrow.source], style) for route in layout.routes),
    ]


def _panels(layout: Layout, style: Style) -> list[str]:
    """Return the tinted ground of every column, and the band of factors where there is one."""
    parts = [
        markup.box(
            panel.x,
            panel.y,
            panel.width,
            panel.height,
            radius=CORNER,
            fill=style.inks[column.kind].tint,
        )
        for column, panel in zip(layout.scene.columns, layout.panels, strict=True)
    ]
    return parts if layout.band is None else [*parts, _band(layout, layout.band, style)]


def _band(layout: Layout, band: Place, style: Style) -> str:
    """Return the frame around the external factors, with its name."""
    inks = style.inks["factor"]
    left = min(place.x for place in layout.places.values())
    frame = markup.box(
        band.x,
        band.y,
        band.width,
        band.height,
        radius=CORNER,
        fill=inks.tint,
        stroke=style.rule,
        stroke_width=1.0,
        dashes="5 4",
    )
    title, y = "External factors", band.y + 26
    head = markup.text(title, left, y, size=14.5, fill=inks.deep, weight="strong")
    below = markup.text("what we do not control", left, y + 16, size=11.0, fill=style.muted)
    return markup.element("g", [frame, head, below], class_="header factor")
