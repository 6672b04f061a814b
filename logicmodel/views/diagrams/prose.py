"""A scene as sentences: the chain read as if ... then, in the order of the chain."""

from __future__ import annotations

from logicmodel.views.diagrams.figures import odds
from logicmodel.views.diagrams.scene import Arrow, Badge, Box, Scene


def prose(scene: Scene) -> str:
    """Return the whole picture in words, a paragraph a line: nodes, links, targets, assumptions."""
    lines = [scene.title or "Logic model"]
    lines += [part for part in (scene.description, scene.caption) if part]
    if scene.hidden:
        lines.append(f"{scene.hidden} more boxes of the plan are not shown.")
    for index, column in enumerate(scene.columns):
        names = [_box(box) for box in scene.boxes if box.column == index]
        lines.append(f"{column.title}: {'; '.join(names)}.")
    outside = [_box(box) for box in scene.boxes if box.column is None]
    if outside:
        lines.append(f"External factors: {'; '.join(outside)}.")
    boxes = {box.id: box for box in scene.boxes}
    lines += [
        sentence(arrow, boxes)
        for box in scene.boxes
        for arrow in scene.arrows
        if arrow.source == box.id and arrow.target in boxes
    ]
    for note in scene.notes:
        detail = f" ({note.detail})" if note.detail else ""
        lines.append(f"Assumption {note.text}: {note.title}{detail}.")
    return "\n".join(lines) + "\n"


def sentence(arrow: Arrow, boxes: dict[str, Box]) -> str:
    """Return one link as a sentence: what leads to what, how much, why, and on what it rests."""
    told = dict(arrow.detail)
    verb = {1: "raises", 0: "acts on", -1: "lowers"}[arrow.sign]
    if told.get("role"):
        verb = "makes possible"
    start, end = boxes[arrow.source], boxes[arrow.target]
    facts = [told[name] for name in ("weight", "later") if name in told]
    amount = f" ({', '.join(facts)})" if facts else ""
    if start.kind == "factor":
        text = f"From outside, “{start.title}” {verb} “{end.title}”{amount}"
    else:
        text = f"If “{start.title}”, then it {verb} “{end.title}”{amount}"
    if "because" in told:
        text += f", because: {told['because'].rstrip('.')}"
    if "assumes" in told:
        text += f"; this assumes: {told['assumes']}"
    if "evidence" in told:
        text += f"; evidence: {told['evidence']}"
    return text + "."


def _box(box: Box) -> str:
    unit = f" ({box.subtitle})" if box.subtitle else ""
    parts = [f"{box.title}{unit}", *(fact.text for fact in box.facts)]
    return ", ".join([*parts, *map(_badge, box.badges)])


def _badge(badge: Badge) -> str:
    chances = [
        " ".join(
            filter(
                None,
                (
                    chance.title + ":",
                    *odds(chance.probability, chance.low, chance.high),
                    chance.word,
                ),
            )
        )
        for chance in badge.chances
    ]
    return f"target {badge.text}" + (f" [{', '.join(chances)}]" if chances else "")
