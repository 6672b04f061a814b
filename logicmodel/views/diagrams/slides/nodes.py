"""A box as shapes that move together: the card with its title, and on it targets, bars and tags."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from logicmodel.views.diagrams.columns.faces import (
    LEFT,
    RIGHT,
    SMALL_STEP,
    TITLE,
    TITLE_STEP,
    TOP,
    Face,
)
from logicmodel.views.diagrams.columns.geometry import Place, Point
from logicmodel.views.diagrams.drawing import boxes, frames
from logicmodel.views.diagrams.slides import tracing
from logicmodel.views.diagrams.slides.outlines import custom, extent, rounded_box, steps_of
from logicmodel.views.diagrams.slides.shapes import Form, Frame, Name, Pen, Words
from logicmodel.views.diagrams.styles.style import Style

SLACK = 2.0
"""How far a title may run into the right edge before it breaks: other fonts are wider."""


def node(
    face: Face,
    place: Place,
    joints: Sequence[tuple[Point, str]],
    style: Style,
    pen: Pen,
    *,
    number: int,
) -> list[Form]:
    """Return one box; its card has the number, and joints for the arrows."""
    box = face.box
    outline = list(tracing.parsed("".join(frames.frame(face, place, style.inks[box.kind], style))))
    if face.mirrored:
        tracing.mirror(outline, place.x + place.right)
    hanging = 1 if box.tabs and face.rules else 0
    heading = _heading(face, style)
    whole = tracing.parsed(boxes.drawn(face, place, style))[0]
    # After the title for screen readers and the frame come the words; the heading stands in the card.
    rest = list(whole)[1 + (1 if face.mirrored else len(outline)) :]
    texts = [one for one in rest if one.tag == "text"][: _count(face)]
    forms = [
        *tracing.traced(outline[:hanging], pen),
        _card(outline[hanging], face, heading, joints, pen, number=number),
        *tracing.traced(outline[hanging + 1 :], pen),
        *tracing.traced([one for one in rest if one not in texts], pen),
    ]
    return pen.group(forms, f"box {box.title}")


def _count(face: Face) -> int:
    """Return how many lines the title and the unit take."""
    titles = sum(line.size == TITLE for line in face.lines)
    return titles + bool(face.box.subtitle)


def _heading(face: Face, style: Style) -> list[Words]:
    """Return the title and the unit as paragraphs."""
    lines = face.lines[: _count(face)]
    title = " ".join(line.text for line in lines if line.size == TITLE)
    words = [Words(title, TITLE, style.ink, strong=True, step=TITLE_STEP)]
    words += [
        Words(line.text, line.size, style.muted, step=SMALL_STEP)
        for line in lines
        if line.size != TITLE
    ]
    if not face.mirrored:
        return words
    return [Words(one.text, one.size, one.ink, one.strong, "r", one.step) for one in words]


def _card(
    drawn: ET.Element,
    face: Face,
    heading: Sequence[Words],
    joints: Sequence[tuple[Point, str]],
    pen: Pen,
    *,
    number: int,
) -> Form:
    """Return the outline of a box with its heading, which is edited as one text."""
    _, place, look = tracing.form_of(drawn, 0.0)
    if drawn.tag == "path":
        steps = steps_of(drawn.get("d", ""))
        place = extent(steps)
    else:
        steps = rounded_box(place, float(drawn.get("rx", 0)))
    hangs = bool(face.box.badges or face.box.facts) and not face.box.tabs
    near, far = LEFT, max(1.0, RIGHT - SLACK)
    frame = Frame(
        left=far if face.mirrored else near,
        right=near if face.mirrored else far,
        top=TOP if hangs else 0.0,
        middle=not hangs,
        wraps=True,
    )
    return pen.shape(
        custom(steps, place, joints),
        place,
        look,
        words=heading,
        frame=frame,
        name=Name(f"node-{face.box.id}", boxes.told(face.box), number),
    )
