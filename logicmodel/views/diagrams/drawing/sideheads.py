"""The headers of a chain that runs upwards: at the left of every row, pointing to the next one."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import SIDE_GAP, SIDE_HEADER, SIDE_LINE, Layout
from logicmodel.views.diagrams.drawing.spans import grouped, sphere_spans
from logicmodel.views.diagrams.lettering import shortened, width_of, wrapped
from logicmodel.views.diagrams.scene import Column
from logicmodel.views.diagrams.styles.style import Style

POINT, BETWEEN = 13.0, 7.0
NAME, NAME_STEP = 14.5, 18.0
CAPTION, CAPTION_STEP = 11.0, 14.5


def drawn(layout: Layout, top: float, style: Style) -> list[str]:
    """Return the headers of all rows; ``top`` is where what they stand beside begins."""
    parts, x = [], MARGIN
    if layout.phases:
        for phase, span in grouped(layout).items():
            parts += _phase(phase, x, _lowered(span, top), style)
        x += SIDE_LINE
    if layout.scene.spheres:
        for title, span, _ in sphere_spans(layout):
            parts.append(_sphere(title, x, _lowered(span, top), style))
    panels = [_lowered(panel, top) for panel in layout.panels]
    left = layout.panels[0].x - SIDE_GAP - SIDE_HEADER if panels else MARGIN
    for index, column in enumerate(layout.scene.columns):
        above = panels[index + 1].bottom + BETWEEN if index + 1 < len(panels) else None
        parts.append(_header(column, left, panels[index], above, style, first=index == 0))
    return parts


def _lowered(place: Place, by: float) -> Place:
    return Place(place.x, place.y + by, place.width, place.height)


def _header(
    column: Column, left: float, panel: Place, above: float | None, style: Style, *, first: bool
) -> str:
    """Return a header beside its row; its point reaches into the notch of the one above."""
    right, middle = left + SIDE_HEADER, left + SIDE_HEADER / 2
    upper = panel.y + POINT if above is None else above
    lower = panel.bottom
    corners = [
        (left, upper),
        (middle, upper - POINT),
        (right, upper),
        (right, lower),
        (middle, lower if first else lower - POINT),
        (left, lower),
    ]
    way = "M" + "L".join(f"{markup.short(x)} {markup.short(y)}" for x, y in corners) + "Z"
    deep = style.inks[column.kind].deep
    shape = markup.element(
        "path", d=way, fill=deep, stroke=deep, stroke_width=2.0, stroke_linejoin="round"
    )
    return markup.element(
        "g", [shape, *_words(column, middle, panel.middle)], class_=f"header {column.kind}"
    )


def _words(column: Column, middle: float, centre: float) -> list[str]:
    """Return the title and the caption of a header around its centre."""
    room = SIDE_HEADER - 20.0
    names = wrapped(column.title, room, NAME, weight="strong", most=3)
    captions = wrapped(column.caption, room, CAPTION, most=2)
    y = centre - (len(names) * NAME_STEP + len(captions) * CAPTION_STEP) / 2
    parts = []
    for words in names:
        parts.append(
            markup.text(
                words,
                middle,
                y + 13.5,
                size=NAME,
                fill="#ffffff",
                weight="strong",
                anchor="middle",
            )
        )
        y += NAME_STEP
    for words in captions:
        parts.append(
            markup.text(words, middle, y + 11.5, size=CAPTION, fill="#ffffff", anchor="middle")
        )
        y += CAPTION_STEP
    return parts


def _phase(phase: str, x: float, span: Place, style: Style) -> list[str]:
    """Return a line beside the rows of a phase, with its name in the middle, read upwards."""
    words = phase.upper()
    half = (width_of(words, 10.5, weight="strong") + len(words) * 1.1) / 2 + 10.0
    if 2 * half > span.height:
        return []
    level, tick = markup.short(x + 4.0), markup.short(x + 10.0)
    line = (
        f"M{tick} {markup.short(span.y + 1)}H{level}V{markup.short(span.middle - half)}"
        f"M{level} {markup.short(span.middle + half)}V{markup.short(span.bottom - 1)}H{tick}"
    )
    name = markup.text(
        words,
        0.0,
        0.0,
        size=10.5,
        fill=style.muted,
        weight="strong",
        anchor="middle",
        spacing=1.1,
    )
    return [
        markup.element("path", d=line, fill="none", stroke=style.rule, stroke_width=1.2),
        _upright(name, x + 7.8, span.middle),
    ]


def _sphere(title: str, x: float, span: Place, style: Style) -> str:
    """Return the name of a sphere beside its rows, read upwards."""
    words = shortened(title, span.height + 20.0, 11.5)
    name = markup.text(words, 0.0, 0.0, size=11.5, fill=style.muted, anchor="middle")
    return _upright(name, x + 10.0, span.middle)


def _upright(text: str, x: float, y: float) -> str:
    """Return a text around a point, turned to be read upwards."""
    where = f"translate({markup.short(x)} {markup.short(y)}) rotate(-90)"
    return markup.element("g", text, transform=where)
