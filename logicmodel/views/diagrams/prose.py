"""A scene as sentences: the chain read as if ... then, in the order of the chain."""

from __future__ import annotations

from logicmodel.views.diagrams.figures import number, odds
from logicmodel.views.diagrams.scene import Arrow, Badge, Box, Chance, Scene

MOVES = {1: "rises", -1: "falls"}


def prose(scene: Scene) -> str:
    """Return the whole picture in words, a paragraph a line: nodes, links, targets, assumptions."""
    lines = [scene.title or "Logic model"]
    lines += [part for part in (scene.description, scene.caption) if part]
    if scene.hidden:
        many = "box of the plan is" if scene.hidden == 1 else "boxes of the plan are"
        lines.append(f"{scene.hidden} more {many} not shown.")
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
    start, end = boxes[arrow.source], boxes[arrow.target]
    facts = [told[name] for name in ("weight", "later") if name in told]
    amount = "".join(f", {fact}" for fact in facts)
    level = f"the level of “{end.title}”{_unit(end)}"
    if told.get("role"):
        text = f"“{start.title}” makes “{end.title}” possible{amount}"
    elif not arrow.sign:
        text = f"If “{start.title}”, then “{end.title}”{amount}"
    else:
        cause = "the level of " if start.kind == "outcome" else ""
        text = f"If {cause}“{start.title}” rises, then {level} {MOVES[arrow.sign]}{amount}"
    if start.kind == "factor":
        text = f"From outside: {text[0].lower()}{text[1:]}"
    if "because" in told:
        text += f", because: {told['because'].rstrip('.')}"
    if "assumes" in told:
        text += f"; this assumes: {told['assumes']}"
    if "evidence" in told:
        text += f"; evidence: {told['evidence']}"
    return f"{text}{''.join(f'; {word}' for word in arrow.words)}."


def lines_of(box: Box) -> list[str]:
    """Return what stands on a box, line by line, for languages that draw boxes of plain text."""
    lines = [box.subtitle] if box.subtitle else []
    lines += [fact.text for fact in box.facts]
    for badge in box.badges:
        lines.append(f"◎ {badge.text}")
        for chance in badge.chances:
            share = " ".join(odds(chance.probability, chance.low, chance.high)).strip()
            word = f", {chance.word}" if chance.word else ""
            lines.append(f"{chance.title} {share}{word}")
            lines += [chance.gauge.text] if chance.gauge is not None else []
    return [*lines, " ".join(tag.text for tag in box.tags)] if box.tags else lines


def badge_told(badge: Badge) -> str:
    """Return a target in words: its chance under each allocation, and the level to expect."""
    chances = "; ".join(_chance(chance) for chance in badge.chances)
    return f"target: {badge.text}" + (f" [{chances}]" if chances else "")


def _chance(chance: Chance) -> str:
    """Return a chance in words; the sign before its word is for the eye only."""
    share = " ".join(odds(chance.probability, chance.low, chance.high)).strip()
    told = [f"{chance.title}: {share}", chance.word.partition(" ")[2]]
    gauge = chance.gauge
    if gauge is not None:
        told.append(f"expected {gauge.text}")
        told += [f"from {number(gauge.start)} at the start"] if gauge.start is not None else []
    return ", ".join(filter(None, told))


def _box(box: Box) -> str:
    parts = [f"{box.title}{_unit(box)}", *(fact.text for fact in box.facts)]
    return ", ".join([*parts, *map(badge_told, box.badges)])


def _unit(box: Box) -> str:
    return f" ({box.subtitle})" if box.subtitle else ""
