"""What is asked about: targets, success or nodes, turned into readings, and what they are called."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from logicmodel.analysis.sensitivity.methods.method import Aim, Words
from logicmodel.engine.draw import VARIANTS
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.errors import RequestError
from logicmodel.plan.theories import theory_title

ALL = "all"
SUCCESS = "success"


@dataclasses.dataclass(frozen=True)
class Aims:
    """Aims with the readings that their places count."""

    aims: tuple[Aim, ...]
    readings: tuple[Reading, ...]


def aims_of(program: Program, target: str | Sequence[str] | None, of: str | None, *, both: bool) -> Aims:
    """Return what the names ask for; ``both`` reads the level and the chance where there are both.

    Raises RequestError for an unknown name, and where the chance of something without a target is wanted.
    """
    if of not in {None, "met", "level"}:
        raise RequestError(f"of what? {of!r} is neither of the two", remedy="of='met' or of='level'")
    readings: dict[Reading, int] = {}
    aims = []
    for name in _names(program, target):
        chance = _chance(program, name)
        wanted = of or ("met" if chance else "level")
        if wanted == "met" and not chance:
            reading_of(program, name, "met")
        if wanted == "level" and name == SUCCESS:
            raise RequestError("success has no level, it is reached or not", remedy="name a target, or of='met'")
        level = met = None
        if wanted == "level" or (both and name != SUCCESS):
            level = readings.setdefault(reading_of(program, name, "level"), len(readings))
        if wanted == "met" or (both and chance):
            met = readings.setdefault(reading_of(program, name, "met"), len(readings))
        aims.append(Aim(_told(program, name), wanted, level, met))
    return Aims(tuple(aims), tuple(readings))


def _names(program: Program, target: str | Sequence[str] | None) -> list[str]:
    every = [SUCCESS, *(step.id for step in program.targets)] if program.targets else []
    if target is None:
        if not every:
            raise RequestError("the plan has no target, so there is no success", remedy="name a node, as node@period")
        return [SUCCESS]
    if target == ALL:
        if not every:
            raise RequestError("the plan has no target", remedy="name a node, as node@period")
        return every if len(every) > 2 else every[1:]
    names = [target] if isinstance(target, str) else list(target)
    if not names:
        raise RequestError("no target is named", remedy="name one, or 'all'")
    return list(dict.fromkeys(names))


def _chance(program: Program, name: str) -> bool:
    """Say whether it can be met."""
    return name == SUCCESS or reading_of(program, name).what == "level"


def _told(program: Program, name: str) -> str:
    """Return the id of the target that a name stands for; a node is named with its period."""
    if name == SUCCESS:
        return name
    reading = reading_of(program, name)
    return reading.target or f"{reading.node}@{program.plan.periods.labels[reading.period]}"


def words_of(program: Program, aims: Sequence[Aim], number: dict[str, str]) -> Words:
    """Return what things are called in sentences."""
    plan = program.plan
    met, decided, level, unit = {}, {}, {}, {}
    theories = [theory_title(plan, theory.name) for theory in program.theories]
    categories = {VARIANTS: theories} if theories else {}
    for aim in aims:
        if aim.target == SUCCESS:
            met[aim.target], decided[aim.target] = "the chance of success", "success"
            level[aim.target] = unit[aim.target] = ""
            continue
        reading = reading_of(program, aim.target)
        step = next((step for step in program.targets if step.id == reading.target), None)
        node = program.nodes[step.node] if step else reading.node or ""
        period = plan.periods.labels[step.due if step else reading.period]
        title = " ".join(plan.title_of(node).split()) or node
        met[aim.target] = f"the chance of meeting the target for “{title}”"
        decided[aim.target] = f"whether the target for “{title}” is met"
        level[aim.target] = f"the expected level of “{title}” in {period}"
        unit[aim.target] = plan.nodes[node].unit or ""
    return Words(number, met, decided, level, unit, categories)
