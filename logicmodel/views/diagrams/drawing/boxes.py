"""A box as SVG: frame, accent, title, unit, targets with their chances, tags."""

from __future__ import annotations

import math

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.faces import BAR, LEFT, RIGHT, Bar, Face, Line
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.marks import HEIGHT, TAG_SIZE, tag_width
from logicmodel.views.diagrams.drawing import dials, frames
from logicmodel.views.diagrams.prose import badge_told
from logicmodel.views.diagrams.scene import Box, Tag
from logicmodel.views.diagrams.styles.style import Inks, Style


def drawn(face: Face, place: Place, style: Style) -> str:
    """Return the group of one box; its id is ``node-<id>``, its classes say its kind."""
    box, inks = face.box, style.inks[face.box.kind]
    frame = frames.frame(face, place, inks, style)
    if face.mirrored:
        turn = f"matrix(-1 0 0 1 {markup.short(place.x + place.right)} 0)"
        frame = [markup.element("g", frame, transform=turn)]
    parts = [markup.element("title", markup.escaped(told(box))), *frame]
    for y in face.rules:
        start, end = markup.short(place.x + LEFT), markup.short(place.right - RIGHT)
        way = f"M{start} {markup.short(place.y + y)}H{end}"
        parts.append(markup.element("path", d=way, stroke=style.rule, fill="none"))
    parts += [aim(place.x + x, place.y + y, inks.deep) for x, y in face.aims]
    parts += [_words(line, place, inks, style) for line in face.lines]
    parts += [bar(one, place, inks, style) for one in face.bars]
    parts += [dials.dial(one, place, inks, style) for one in face.dials]
    parts += _tags(box, place, style)
    return markup.element(
        "g",
        parts,
        id=markup.name_of("node-", box.id),
        class_=f"node {box.kind}",
        data_id=box.id,
        role="img",
        tabindex="0",
        aria_label=told(box),
    )


def _words(line: Line, place: Place, inks: Inks, style: Style) -> str:
    return markup.text(
        line.text,
        place.x + line.x,
        place.y + line.y,
        size=line.size,
        fill={"ink": style.ink, "muted": style.muted, "deep": inks.deep}[line.ink],
        weight=line.weight,
        anchor="end" if line.end else None,
    )


def told(box: Box) -> str:
    """Return everything that a box shows, in one sentence."""
    targets = "; ".join(map(badge_told, box.badges))
    unit = f" ({box.subtitle})" if box.subtitle else ""
    facts = "".join(f"; {fact.text}" for fact in box.facts)
    return f"{box.title}{unit}{facts}" + (f": {targets}" if targets else "")


def aim(x: float, y: float, ink: str) -> str:
    """Return the sign of a target: a ring with a dot."""
    ring = markup.element("circle", cx=x, cy=y, r=4.5, fill="none", stroke=ink, stroke_width=1.3)
    return ring + markup.element("circle", cx=x, cy=y, r=1.8, fill=ink)


def bar(one: Bar, place: Place, inks: Inks, style: Style) -> str:
    """Return the bar of a chance: filled up to the probability, the interval as a darker span."""
    x, y, width = place.x + one.x, place.y + one.y, one.width
    low, share, high = (
        0.0 if math.isnan(value) else min(1.0, max(0.0, value))
        for value in (one.chance.low, one.chance.probability, one.chance.high)
    )
    parts = [
        markup.box(x, y, width, BAR, radius=BAR / 2, fill=style.track),
        markup.box(x, y, max(BAR, width * share), BAR, radius=BAR / 2, fill=inks.line)
        if share
        else "",
    ]
    if high > low:
        left, right = x + width * low, x + width * high
        parts.append(
            markup.box(left, y - 1, max(1.6, right - left), BAR + 2, radius=1.0, fill=inks.deep)
        )
    return markup.element("g", parts, class_="chance", data_allocation=one.chance.title)


def _tags(box: Box, place: Place, style: Style) -> list[str]:
    """Return the tags on the lower edge of a box, set from its right corner."""
    parts, right = [], place.right - 8.0
    for tag in reversed(box.tags):
        width = tag_width(tag.text)
        parts.append(tag_sign(tag, right - width / 2, place.bottom, style))
        right -= width + 3.0
    return parts


def tag_sign(tag: Tag, x: float, y: float, style: Style) -> str:
    """Return a small rounded tag around its centre."""
    width = tag_width(tag.text)
    frame = markup.box(
        x - width / 2,
        y - HEIGHT / 2,
        width,
        HEIGHT,
        radius=HEIGHT / 2,
        fill=style.tag_fill,
        stroke=style.tag_line,
        stroke_width=0.9,
    )
    word = markup.text(
        tag.text,
        x,
        y + TAG_SIZE * 0.36,
        size=TAG_SIZE,
        fill=style.tag_ink,
        weight="strong",
        anchor="middle",
    )
    name = markup.name_of("link-", tag.link) if tag.link else None
    return markup.element("g", frame + word, id=name, class_="tag", data_assumption=tag.id)
