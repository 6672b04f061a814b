"""The top of a page: the title, the mission, the phases and a pointed header for every column."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.lettering import width_of, wrapped
from logicmodel.views.diagrams.scene import Column
from logicmodel.views.diagrams.styles.style import Style

TITLE, TITLE_STEP = 23.0, 30.0
MISSION, MISSION_STEP = 13.5, 20.0
PHASE = 26.0
HEADER, POINT, BETWEEN, BELOW = 48.0, 13.0, 7.0, 10.0


def drawn(layout: Layout, style: Style) -> tuple[str, float]:
    """Return the top of the page, and the y at which the panels begin."""
    scene, room = layout.scene, layout.width - 2 * MARGIN
    parts, y = [], MARGIN - 4.0
    for words in wrapped(scene.title, room, TITLE, weight="strong", most=2):
        parts.append(
            markup.text(words, MARGIN, y + 22.0, size=TITLE, fill=style.ink, weight="strong")
        )
        y += TITLE_STEP
    for words in wrapped(scene.description, room, MISSION, most=3):
        parts.append(markup.text(words, MARGIN, y + 15.0, size=MISSION, fill=style.muted))
        y += MISSION_STEP
    y += 14.0
    if style.phases and any(column.phase for column in scene.columns):
        parts += _phases(layout, y, style)
        y += PHASE
    if scene.columns:
        for index, column in enumerate(scene.columns):
            left, right = layout.panels[index].x, layout.panels[index].right - POINT
            if index + 1 < len(scene.columns):
                right = layout.panels[index + 1].x - BETWEEN
            parts.append(_header(column, (left, right, y), style, first=index == 0))
        y += HEADER + BELOW
    return markup.element("g", parts, class_="headers"), y


def _phases(layout: Layout, y: float, style: Style) -> list[str]:
    """Return a line over the columns of each phase, with its name in the middle."""
    spans: dict[str, tuple[float, float]] = {}
    for column, panel in zip(layout.scene.columns, layout.panels, strict=True):
        if column.phase:
            left, _ = spans.get(column.phase, (panel.x, 0.0))
            spans[column.phase] = left, panel.right
    parts = []
    for phase, (left, right) in spans.items():
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


def _header(column: Column, where: tuple[float, float, float], style: Style, *, first: bool) -> str:
    """Return a header from left to right at y; its point reaches into the next one's notch."""
    left, right, y = where
    bottom, tip = y + HEADER, right + POINT
    notch = left if first else left + POINT
    corners = [
        (left, y),
        (right, y),
        (tip, y + HEADER / 2),
        (right, bottom),
        (left, bottom),
        (notch, y + HEADER / 2),
    ]
    shape = "M" + "L".join(f"{markup.short(x)} {markup.short(down)}" for x, down in corners) + "Z"
    room = right - left - 2 * POINT
    size = min(14.5, 14.5 * room / max(1.0, width_of(column.title, 14.5, weight="strong")))
    start = left + 15.0 + (0.0 if first else POINT - 3.0)
    deep = style.inks[column.kind].deep
    parts = [
        markup.element(
            "path", d=shape, fill=deep, stroke=deep, stroke_width=2.0, stroke_linejoin="round"
        ),
        markup.text(
            column.title,
            start,
            y + (21.0 if column.caption else 29.0),
            size=size,
            fill="#ffffff",
            weight="strong",
        ),
    ]
    if column.caption:
        parts.append(markup.text(column.caption, start, y + 36.5, size=11.0, fill="#ffffff"))
    return markup.element("g", parts, class_=f"header {column.kind}")
