"""The top of a page: the title, the mission, and the headers of columns that stand side by side."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.drawing import sideheads
from logicmodel.views.diagrams.drawing.spans import grouped, sphere_spans
from logicmodel.views.diagrams.lettering import shortened, width_of, wrapped
from logicmodel.views.diagrams.scene import Column, Scene
from logicmodel.views.diagrams.scripts import is_rtl
from logicmodel.views.diagrams.styles.style import Style

TITLE, TITLE_STEP = 23.0, 30.0
MISSION, MISSION_STEP = 13.5, 20.0
CAPTION, HIDDEN = 12.5, 12.0
LINE = 26.0
HEADER, POINT, BETWEEN, BELOW = 48.0, 13.0, 7.0, 10.0
NAME, LEAST_NAME = 14.5, 11.0


def drawn(layout: Layout, style: Style) -> tuple[str, float]:
    """Return the top of the page, and the y at which the panels begin."""
    parts, y = _opening(layout, style)
    y += 14.0
    if layout.direction == "up":
        parts += sideheads.drawn(layout, y, style)
        return markup.element("g", parts, class_="headers"), y
    if layout.phases:
        parts += _phases(layout, y, style)
        y += LINE
    if layout.scene.spheres:
        parts += _spheres(layout, y, style)
        y += LINE - 2.0
    if layout.scene.columns:
        parts += _headers(layout, y, style)
        y += HEADER + BELOW
    return markup.element("g", parts, class_="headers"), y


def _opening(layout: Layout, style: Style) -> tuple[list[str], float]:
    """Return title, mission, caption and what a focus leaves out, and the y at which they end."""
    scene, room = layout.scene, layout.width - 2 * MARGIN
    told = [
        (scene.title, TITLE, TITLE_STEP, 2, 22.0),
        (scene.description, MISSION, MISSION_STEP, 3, 15.0),
        (scene.caption, CAPTION, MISSION_STEP, 2, 15.0),
        (left_out(scene), HIDDEN, MISSION_STEP, 1, 15.0),
    ]
    parts: list[str] = []
    y = MARGIN - 4.0
    for words, size, step, most, down in told:
        strong = size == TITLE
        end = is_rtl(words) or layout.direction == "left"
        for line in wrapped(words, room, size, weight="strong" if strong else "regular", most=most):
            parts.append(
                markup.text(
                    line,
                    layout.width - MARGIN if end else MARGIN,
                    y + down,
                    size=size,
                    fill=style.ink if strong or size == CAPTION else style.muted,
                    weight="strong" if strong else "regular",
                    anchor="end" if end else None,
                )
            )
            y += step
    return parts, y


def left_out(scene: Scene) -> str:
    """Say how many boxes a focus leaves out, or nothing.

    >>> left_out(Scene("A plan", hidden=1)), left_out(Scene("A plan"))
    ('1 more box is not shown here.', '')
    """
    if not scene.hidden:
        return ""
    many = "box is" if scene.hidden == 1 else "boxes are"
    return f"{scene.hidden:,} more {many} not shown here."


def _phases(layout: Layout, y: float, style: Style) -> list[str]:
    """Return a line over the columns of each phase, with its name in the middle."""
    parts = []
    for phase, span in grouped(layout).items():
        left, right = span.x, span.right
        words, middle = phase.upper(), (left + right) / 2
        half = (width_of(words, 10.5, weight="strong") + len(words) * 1.1) / 2 + 10.0
        level = markup.short(y + 8.5)
        tick = f"{markup.short(y + 14.5)}"
        sides = (
            f"M{markup.short(left + 1)} {tick}V{level}H{markup.short(middle - half)}"
            f"M{markup.short(middle + half)} {level}H{markup.short(right - 1)}V{tick}"
        )
        parts.append(
            markup.element("path", d=sides, fill="none", stroke=style.rule, stroke_width=1.2)
        )
        parts.append(
            markup.text(
                words,
                middle,
                y + 12.3,
                size=10.5,
                fill=style.muted,
                weight="strong",
                anchor="middle",
                spacing=1.1,
            )
        )
    return parts


def _spheres(layout: Layout, y: float, style: Style) -> list[str]:
    """Return the names of the spheres over their columns, and the boundaries down to the headers."""
    parts = []
    for title, span, edge in sphere_spans(layout):
        words = shortened(title, span.width - 16.0, 11.5)
        middle = span.x + span.width / 2
        parts.append(
            markup.text(words, middle, y + 12.0, size=11.5, fill=style.muted, anchor="middle")
        )
        if edge is not None:
            way = f"M{markup.short(edge)} {markup.short(y - 2.0)}v{markup.short(LINE)}"
            parts.append(boundary(way, style))
    return parts


def boundary(way: str, style: Style) -> str:
    """Return the dashed line between two spheres."""
    return markup.element(
        "path",
        d=way,
        fill="none",
        stroke=style.muted,
        stroke_width=1.3,
        stroke_dasharray="2 5",
        stroke_linecap="round",
        class_="sphere",
    )


def _headers(layout: Layout, y: float, style: Style) -> list[str]:
    """Return a pointed header over every column, in the direction in which the chain runs."""
    mirror = layout.width if layout.direction == "left" else None
    panels = [_mirrored(panel, mirror) for panel in layout.panels]
    parts = []
    for index, column in enumerate(layout.scene.columns):
        left, right = panels[index].x, panels[index].right - POINT
        if index + 1 < len(panels):
            right = panels[index + 1].x - BETWEEN
        where = (left, right, y)
        parts.append(_header(column, where, style, first=index == 0, mirror=mirror))
    return parts


def _mirrored(place: Place, mirror: float | None) -> Place:
    """Return a place as it stood before the page was mirrored."""
    if mirror is None:
        return place
    return Place(mirror - place.right, place.y, place.width, place.height)


def _header(
    column: Column,
    where: tuple[float, float, float],
    style: Style,
    *,
    first: bool,
    mirror: float | None,
) -> str:
    """Return a header from left to right at y; its point reaches into the next one's notch."""
    left, right, y = where
    notch = left if first else left + POINT
    corners = [
        (left, y),
        (right, y),
        (right + POINT, y + HEADER / 2),
        (right, y + HEADER),
        (left, y + HEADER),
        (notch, y + HEADER / 2),
    ]
    if mirror is not None:
        corners = [(mirror - x, down) for x, down in corners]
    start = left + 15.0 + (0.0 if first else POINT - 3.0)
    room = right + POINT / 2 - start
    size = max(LEAST_NAME, min(NAME, NAME * room / max(1.0, _wide(column.title))))
    name = shortened(column.title, room, size, weight="strong")
    lines = [(name, y + (21.0 if column.caption else 29.0), size)]
    if column.caption:
        lines.append((shortened(column.caption, room, 11.0), y + 36.5, 11.0))
    deep = style.inks[column.kind].deep
    return markup.element(
        "g",
        [
            block(corners, deep),
            *(
                markup.text(
                    words,
                    start if mirror is None else mirror - start,
                    down,
                    size=large,
                    fill="#ffffff",
                    weight="regular" if large == 11.0 and down > y + 30 else "strong",
                    anchor=None if mirror is None else "end",
                )
                for words, down, large in lines
            ),
        ],
        class_=f"header {column.kind}",
    )


def _wide(words: str) -> float:
    return width_of(words, NAME, weight="strong")


def block(corners: list[tuple[float, float]], fill: str) -> str:
    """Return a filled shape with slightly softened corners."""
    way = "M" + "L".join(f"{markup.short(x)} {markup.short(y)}" for x, y in corners) + "Z"
    return markup.element(
        "path", d=way, fill=fill, stroke=fill, stroke_width=2.0, stroke_linejoin="round"
    )
