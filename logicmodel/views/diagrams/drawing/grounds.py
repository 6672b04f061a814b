"""What stands behind the boxes: swimlanes, the tinted grounds of columns, boundaries, the band."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import PANEL_PAD
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.columns.swimlanes import (
    MOST_LINES,
    TITLE,
    TITLE_PAD,
    TITLE_ROOM,
    TITLE_STEP,
)
from logicmodel.views.diagrams.drawing.headers import boundary
from logicmodel.views.diagrams.drawing.spans import sphere_spans
from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.diagrams.styles.style import Style

CORNER = 9.0
CELL_PAD = 5.0
BAND, BAND_NOTE = "External factors", "what we do not control"


def drawn(layout: Layout, style: Style) -> list[str]:
    """Return everything that stands behind arrows and boxes, from back to front."""
    parts = [
        *(_lane(layout, index, style) for index in range(len(layout.lanes))),
        *_panels(layout, style),
        *_boundaries(layout, style),
    ]
    return parts if layout.band is None else [*parts, _band(layout, layout.band, style)]


def _panels(layout: Layout, style: Style) -> list[str]:
    """Return the tinted ground of every column; where there are lanes, a cell in each lane."""
    return [
        markup.box(
            cell.x,
            cell.y,
            cell.width,
            cell.height,
            radius=CORNER,
            fill=style.inks[column.kind].tint,
        )
        for column, panel in zip(layout.scene.columns, layout.panels, strict=True)
        for cell in _cells(layout, panel)
    ]


def _cells(layout: Layout, panel: Place) -> list[Place]:
    """Return the parts of a panel that lie in the lanes, or the panel itself."""
    if not layout.lanes:
        return [panel]
    cells = []
    for lane in layout.lanes:
        inside = _inner(layout, lane)
        left, top = max(panel.x, inside.x), max(panel.y, inside.y)
        right, bottom = min(panel.right, inside.right), min(panel.bottom, inside.bottom)
        cells.append(Place(left, top, right - left, bottom - top))
    return cells


def _inner(layout: Layout, lane: Place) -> Place:
    """Return a lane without its edges; where its title stands beside the cells there is none."""
    x, y, pad = lane.x + CELL_PAD, lane.y + CELL_PAD, 2 * CELL_PAD
    match layout.direction:
        case "up":
            return Place(x, lane.y, lane.width - pad, lane.height - CELL_PAD)
        case "left":
            return Place(x, y, lane.width - CELL_PAD, lane.height - pad)
    return Place(lane.x, y, lane.width - CELL_PAD, lane.height - pad)


def _lane(layout: Layout, index: int, style: Style) -> str:
    """Return the ground of a lane with its title: at its side, or above it where the chain runs up."""
    lane, title = layout.lanes[index], layout.scene.lanes[index]
    ground = lane_ground(layout, lane)
    frame = markup.box(
        ground.x,
        ground.y,
        ground.width,
        ground.height,
        radius=CORNER,
        fill=style.rule,
        opacity="0.36" if index % 2 == 0 else "0.17",
    )
    return markup.element("g", [frame, *_title(layout, title, lane, style)], class_="lane")


def lane_ground(layout: Layout, lane: Place) -> Place:
    """Return a lane together with the room of its title."""
    match layout.direction:
        case "up":
            return Place(lane.x, 0.0, lane.width, lane.bottom)
        case "left":
            return Place(lane.x, lane.y, lane.width + TITLE_ROOM, lane.height)
    return Place(lane.x - TITLE_ROOM, lane.y, lane.width + TITLE_ROOM, lane.height)


def _title(layout: Layout, title: str, lane: Place, style: Style) -> list[str]:
    """Return the title of a lane in lines."""
    above = layout.direction == "up"
    room = (lane.width if above else TITLE_ROOM) - 2 * TITLE_PAD
    lines = wrapped(title, room, TITLE, weight="strong", most=3 if above else MOST_LINES)
    if above:
        x, y = lane.x + lane.width / 2, lane.y - TITLE_PAD - (len(lines) - 1) * TITLE_STEP
    else:
        at_right = layout.direction == "left"
        x = lane.right + TITLE_ROOM - TITLE_PAD if at_right else lane.x - TITLE_ROOM + TITLE_PAD
        y = lane.middle - (len(lines) - 1) * TITLE_STEP / 2 + TITLE * 0.36
    anchor = {"up": "middle", "left": "end"}.get(layout.direction)
    return [
        markup.text(
            words,
            x,
            y + place * TITLE_STEP,
            size=TITLE,
            fill=style.ink,
            weight="strong",
            anchor=anchor,
        )
        for place, words in enumerate(lines)
    ]


def _boundaries(layout: Layout, style: Style) -> list[str]:
    """Return the dashed lines between the spheres of control, influence and concern."""
    parts = []
    for _, room, edge in sphere_spans(layout):
        if edge is None:
            continue
        if layout.direction == "up":
            way = f"M{markup.short(room.x)} {markup.short(edge)}H{markup.short(room.right)}"
        else:
            way = f"M{markup.short(edge)} {markup.short(room.y - 8.0)}V{markup.short(room.bottom)}"
        parts.append(boundary(way, style))
    return parts


def _band(layout: Layout, band: Place, style: Style) -> str:
    """Return the frame around the external factors, with its name."""
    inks = style.inks["factor"]
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
    at_right = layout.direction == "left"
    x = _beside_ways(layout, band, at_right=at_right)
    lines, y = [], band.y + 26.0
    narrow = TITLE_ROOM - TITLE_PAD if layout.lanes and layout.direction != "up" else band.width
    anchor = "end" if at_right else None
    for words in wrapped(BAND, narrow - 2 * PANEL_PAD + 14.0, 14.5, weight="strong"):
        lines.append(
            markup.text(words, x, y, size=14.5, fill=inks.deep, weight="strong", anchor=anchor)
        )
        y += 17.0
    for words in wrapped(BAND_NOTE, narrow - PANEL_PAD, 11.0):
        lines.append(markup.text(words, x, y, size=11.0, fill=style.muted, anchor=anchor))
        y += 14.0
    return markup.element("g", [frame, *lines], class_="header factor")


def _beside_ways(layout: Layout, band: Place, *, at_right: bool) -> float:
    """Return where the words of the band begin: clear of the ways at the start of the chain."""
    if layout.lanes or layout.direction == "up" or not layout.scene.columns:
        return band.right - PANEL_PAD if at_right else band.x + PANEL_PAD
    places = layout.places.values()
    return max(one.right for one in places) if at_right else min(one.x for one in places)
