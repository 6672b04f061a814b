"""The foot of a page: the list of assumptions, and what lines and signs mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.faces import Bar
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.columns.marks import tag_width
from logicmodel.views.diagrams.drawing import arrows, boxes, keys
from logicmodel.views.diagrams.lettering import width_of, wrapped
from logicmodel.views.diagrams.scene import Chance, Note, Scene, Tag
from logicmodel.views.diagrams.styles.style import Style

SIZE, STEP = 11.5, 16.0
THICKER = "thicker: more weight per unit, among the arrows into the same box"
NOTE_GAP, ITEM_GAP = 7.0, 26.0

Sign = Callable[[float, float], str]
Item = tuple[float, Sign, str]


def drawn(layout: Layout, top: float, style: Style) -> tuple[str, float]:
    """Return the foot of the page, and the y at which it ends."""
    parts, y = [], top
    if layout.scene.notes:
        noted, y = _notes(layout, y, style)
        parts.append(noted)
    keyed, y = _key(layout, y, style)
    return "".join([*parts, keyed]), y


def _heading(words: str, layout: Layout, y: float, style: Style) -> str:
    left = layout.direction == "left"
    return markup.text(
        words.upper(),
        layout.width - MARGIN if left else MARGIN,
        y + 10.0,
        size=10.5,
        fill=style.muted,
        weight="strong",
        anchor="end" if left else None,
        spacing=1.1,
    )


def _notes(layout: Layout, y: float, style: Style) -> tuple[str, float]:
    """Return the numbered assumptions in columns of equal width."""
    notes = layout.scene.notes
    room = layout.width - 2 * MARGIN
    count = min(len(notes), max(1, int(room // 330)))
    width = room / count
    per_column = -(-len(notes) // count)
    parts, lowest = [_heading("Assumptions", layout, y, style)], y
    for column in range(count):
        down = y + 24.0
        for note in notes[column * per_column : (column + 1) * per_column]:
            left = MARGIN + column * width
            mirror = layout.width if layout.direction == "left" else None
            drawing, height = _note(note, left, down, width - 24.0, style, mirror=mirror)
            parts.append(drawing)
            down += height + NOTE_GAP
        lowest = max(lowest, down)
    return markup.element("g", parts, class_="notes"), lowest + 12.0


def _note(
    note: Note, x: float, y: float, width: float, style: Style, *, mirror: float | None
) -> tuple[str, float]:
    """Return one note and its height; ``mirror`` is the width of a page from right to left."""
    indent = tag_width("A99") + 8.0
    words = f"{note.title} ({note.detail})" if note.detail else note.title
    lines = wrapped(words, width - indent, SIZE, most=3)
    middle, start = x + tag_width(note.text) / 2, x + indent
    if mirror is not None:
        middle, start = mirror - middle, mirror - start
    sign = boxes.tag_sign(Tag(note.id, note.text), middle, y + 8.0, style)
    told = [
        markup.text(
            line,
            start,
            y + 12.0 + place * STEP,
            size=SIZE,
            fill=style.ink,
            anchor=None if mirror is None else "end",
        )
        for place, line in enumerate(lines)
    ]
    group = markup.element(
        "g",
        [sign, *told],
        id=markup.name_of("node-", note.id),
        class_="note assumption",
        data_id=note.id,
    )
    return group, STEP * max(1, len(lines))


def _key(layout: Layout, y: float, style: Style) -> tuple[str, float]:
    """Return the signs that this picture uses, in lines from left to right."""
    items = _items(layout, style)
    if not items:
        return "", y
    parts, x, right = [_heading("How to read it", layout, y, style)], MARGIN, layout.width - MARGIN
    y += 32.0
    for wide, sign, words in items:
        full = wide + 9.0 + width_of(words, SIZE)
        if x > MARGIN and x + full > right:
            x, y = MARGIN, y + 22.0
        at, start, anchor = x, x + wide + 9.0, None
        if layout.direction == "left":
            at, start, anchor = layout.width - x - wide, layout.width - start, "end"
        words_drawn = markup.text(words, start, y + 4.0, size=SIZE, fill=style.muted, anchor=anchor)
        parts += [sign(at, y), words_drawn]
        x += full + ITEM_GAP
    return markup.element("g", parts, class_="legend"), y + 14.0


def _items(layout: Layout, style: Style) -> list[Item]:
    """Return the entries of the key: the sign's width, how to draw it, the words."""
    scene = layout.scene
    marks = [mark for route in layout.routes for mark in route.marks]
    tagged = any(mark.tags for mark in marks) or any(box.tags for box in scene.boxes)
    chances = any(badge.chances for box in scene.boxes for badge in box.badges)
    delay = next((word for mark in marks if (word := _delayed(mark.text))), "")
    tag = Tag("", scene.notes[0].text if scene.notes else "A1")
    ring = style.inks["outcome"].deep
    offered: list[tuple[bool, Item]] = [
        (scene.weighed, (30.0, _widths(style), THICKER)),
        (
            any(arrow.sign < 0 for arrow in scene.arrows),
            (30.0, _lowering(style), "lowers what it points to"),
        ),
        (
            any(arrow.dashed for arrow in scene.arrows),
            (30.0, _dashes(style), "enables, without adding to it"),
        ),
        (bool(delay), (tag_width(delay), _delay(delay, style), "takes effect that much later")),
        (tagged, (tag_width(tag.text), _tag(tag, style), "rests on that assumption")),
        (_aimed(scene), (10.0, lambda x, y: boxes.aim(x + 5, y, ring), "target")),
        (chances, (44.0, _chance(style), "probability of meeting the target; dark: its interval")),
    ]
    return [keys.item(key, style) for key in scene.key] + [item for shown, item in offered if shown]


def _delayed(text: str) -> str:
    """Return the delay in the words of a label, such as ``+1 yr``; nothing where there is none."""
    found = re.search(r"\+\d+(?:\u00a0\w+)?", text)
    return found[0] if found else ""


def _delay(words: str, style: Style) -> Sign:
    return lambda x, y: arrows.label(words, x + tag_width(words) / 2, y, style)


def _tag(tag: Tag, style: Style) -> Sign:
    return lambda x, y: boxes.tag_sign(tag, x + tag_width(tag.text) / 2, y, style)


def _aimed(scene: Scene) -> bool:
    return any(box.badges for box in scene.boxes)


def _stroke(x: float, y: float, width: float, colour: str, dashes: str | None = None) -> str:
    return markup.element(
        "path",
        d=f"M{markup.short(x)} {markup.short(y)}h30",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dashes,
        fill="none",
    )


def _widths(style: Style) -> Sign:
    middle = (style.thinnest + style.thickest) / 2
    colour = style.inks["activity"].line
    return lambda x, y: (
        _stroke(x, y - 7, style.thinnest, colour)
        + _stroke(x, y - 1.5, middle, colour)
        + _stroke(x, y + 6, style.thickest, colour)
    )


def _lowering(style: Style) -> Sign:
    return lambda x, y: (
        _stroke(x, y, style.plain, style.lowers) + arrows.minus(x + 15, y, style.lowers, style)
    )


def _dashes(style: Style) -> Sign:
    return lambda x, y: _stroke(x, y, style.plain, style.inks["activity"].line, "6 4")


def _chance(style: Style) -> Sign:
    example = Bar(0.0, -3.0, 44.0, Chance("", 0.66, 0.58, 0.74))
    return lambda x, y: boxes.bar(example, Place(x, y, 44.0, 6.0), style.inks["outcome"], style)
