"""A scene as an SVG page: headers, panels, arrows, boxes, the band of factors, notes and legend."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.layout import Layout, arrange
from logicmodel.views.diagrams.columns.turning import Direction
from logicmodel.views.diagrams.drawing import arrows, boxes, grounds, headers, legend
from logicmodel.views.diagrams.prose import prose
from logicmodel.views.diagrams.scene import Kind, Scene
from logicmodel.views.diagrams.scripts import mostly_rtl
from logicmodel.views.diagrams.styles.style import Style

FOOT_GAP, BOTTOM = 28.0, 22.0
EMPTY_HEIGHT = 24.0
CROWDED = "0.62"
EMPTY = "Nothing to draw yet: the plan has no nodes."


def svg_of(scene: Scene, style: Style) -> str:
    """Return the picture as one SVG element, the same text for the same scene and style.

    Every box has the id ``node-<id>``, every arrow ``link-<from>--<to>``. Presentation attributes
    stand on the elements, so several pictures share a page without their styles meeting.
    """
    layout = arranged(scene, style)
    head, top = headers.drawn(layout, style)
    inside_height = layout.height if scene.boxes else EMPTY_HEIGHT
    foot, bottom = legend.drawn(layout, top + inside_height + FOOT_GAP, style)
    body = markup.element("g", _body(layout, style), transform=f"translate(0 {markup.short(top)})")
    if not scene.boxes:
        body = markup.text(EMPTY, MARGIN, top + 16.0, size=13.5, fill=style.muted)
    height = bottom + BOTTOM
    inside = [
        markup.element("title", markup.escaped(scene.title or "Logic model"), id="picture-title"),
        markup.element("desc", markup.escaped(described(scene)), id="picture-desc"),
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
        # Boxes can be reached by the keyboard, which nothing inside an image can.
        role="graphics-document",
        aria_roledescription="diagram",
        aria_labelledby="picture-title",
        aria_describedby="picture-desc",
        font_family=markup.FAMILY,
        class_="logicmodel-diagram",
        # A page from right to left must not turn the anchors of texts around.
        direction="ltr",
    )


def arranged(scene: Scene, style: Style) -> Layout:
    """Return the layout of a scene in a style."""
    return arrange(
        scene,
        labels_up_to=style.labels_up_to,
        direction=direction_of(scene, style),
        phases=style.phases,
    )


def direction_of(scene: Scene, style: Style) -> Direction:
    """Return which way the chain runs: as the style says, or as the titles do where it says nothing."""
    if "direction" in style.model_fields_set or style.direction != "right":
        return style.direction
    return "left" if mostly_rtl([box.title for box in scene.boxes]) else "right"


def described(scene: Scene) -> str:
    """Return the picture in words, for those who cannot see it."""
    return prose(scene).strip()


def _body(layout: Layout, style: Style) -> list[str]:
    """Return panels, band, arrows, boxes and marks, from back to front."""
    kinds: dict[str, Kind] = {box.id: box.kind for box in layout.scene.boxes}
    halo = len(layout.routes) <= style.halos_up_to
    widest_first = sorted(layout.routes, key=lambda route: -route.arrow.width)
    lines = [
        arrows.line(route, kinds[route.arrow.source], style, halo=halo) for route in widest_first
    ]
    return [
        *grounds.drawn(layout, style),
        *(lines if halo else [markup.element("g", lines, stroke_opacity=CROWDED)]),
        *(boxes.drawn(layout.faces[name], place, style) for name, place in layout.places.items()),
        *(arrows.marks(route, kinds[route.arrow.source], style) for route in layout.routes),
    ]
