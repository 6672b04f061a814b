"""What an answer comes to, in a few sentences: what it says, and what to do about it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.importance import (
    Measure,
    Row,
    asked,
    clear,
    leading,
    measures_of,
    quoted,
    rows_of,
    targets_of,
)
from logicmodel.errors import RequestError
from logicmodel.wording import chance, enumerated, percent

FEW = 4
"""Most numbers that a headline names."""
SLIGHT = 0.03
"""A number with no larger part than this may be fixed at a guess."""
WEAK = 0.05
"""A part of the largest effect; numbers with less of it may be fixed at a guess."""
POINT = 0.01
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DEEDS: tuple[tuple[str, str], ...] = (
    (r"variants", "It is the doubt about the theory itself: see what each theory alone would lead to."),
    (r"assumptions\..*", "It is an assumption: watch it from the first day, and agree now what will be done where it fails."),
    (r"factors\..*", "Nothing in the plan moves it: watch it, leave room to spare, and look at the plan in a future where it turns out badly."),
    (r".*\.noise", "It is chance variation from year to year: no study removes it, only room to spare does."),
    (r".*\.(measurement|error\.sd)", "It is error of measurement: a larger sample or a better instrument makes it smaller, without changing the world."),
    (r"inputs\..*\.(price|delivery)", "It can be settled early: an agreement, a contract or a reserve makes it less uncertain."),
    (r"links\..*", "It is a belief about what leads to what: look for better evidence, or try it out on a small scale before relying on it."),
    (r".*\.(baseline|trend.*)", "It is about how things are and would go on without the plan: a better baseline study would tell."),
    (r".*\.retain", "It is what stays from one period to the next: following up earlier cases would tell."),
    (r".*\.(displacement|attributed_to_others)", "It is how much would have come about anyhow: only an evaluation with a comparison would tell."),
)
"""What to do about a number, by what it is; the first that fits its name holds."""
FIND_OUT = "Find out more about it before relying on it."


@dataclasses.dataclass(frozen=True)
class Conclusion:
    """What an answer says, and what follows from it."""

    headline: str
    """The answer in one or two sentences."""
    advice: tuple[str, ...]
    """What to do about it, the most useful first."""
    measures: tuple[Measure, ...] = ()
    """The columns that say how much a row matters, that by which rows are ranked first."""
    slight: tuple[str, ...] = ()
    """The last sentences of the advice: which numbers hardly matter, as far as the method can tell."""


def conclude(answer: Answer, target: str | None = None) -> Conclusion:
    """Return what an answer to ``sensitivity`` says, in plain words, and what to do about it.

    ``target`` picks one of those that the answer is about, the first by default. Raises RequestError for
    another question, an answer without a row or a target that it is not about.
    """
    if answer.question != "sensitivity":
        raise RequestError(f"there is no conclusion from an answer to {answer.question!r}", remedy="give it that of lm.sensitivity")
    known, measures = targets_of(answer), measures_of(answer)
    if not known or not measures:
        raise RequestError("the answer is empty", remedy="nothing in the plan is uncertain, or nothing was asked")
    target = known[0] if target is None else target
    if target not in known:
        raise RequestError(f"the answer is not about {target}", remedy=f"it is about {', '.join(known)}")
    found = [one for one in measures if rows_of(answer, target, one)]
    measure = found[0] if found else measures[0]
    rows = rows_of(answer, target, measure)
    first = leading(rows, measure)
    what = asked(answer, target, measure)
    slight = tuple(_fixed(answer, rows, measure)) if first else ()
    advice = (*_advice(answer, rows, first, measure), *slight)
    return Conclusion(_headline(answer, what, rows, first, measure), advice, tuple(found or measures), slight)


def deed(name: str) -> str:
    """Return what to do about an uncertain number, by what it is.

    >>> deed("links.a->b.weight").partition(":")[0]
    'It is a belief about what leads to what'
    """
    return next((words for form, words in DEEDS if re.fullmatch(form, name)), FIND_OUT)


def _headline(answer: Answer, what: str, rows: Sequence[Row], first: Sequence[Row], measure: Measure) -> str:
    begin = f"{what[:1].upper()}{what[1:]}"
    if not first:
        return f"{begin} hangs on no single number that could be told from chance."
    titles = [quoted(answer, row) for row in first]
    if len(titles) == 1:
        return f"{begin} hangs above all on one number: {titles[0]}.{_together(answer, rows, first, measure)}"
    if len(titles) <= FEW:
        return f"{begin} hangs above all on {COUNTS[len(titles)]} numbers: {enumerated(titles)}.{_together(answer, rows, first, measure)}"
    lead = f"{begin} hangs on many numbers; {enumerated(titles[:3])} matter most"
    return f"{lead}.{_together(answer, rows, first[:3], measure)}"


def _together(answer: Answer, rows: Sequence[Row], first: Sequence[Row], measure: Measure) -> str:
    """Say how much of the uncertainty some numbers make, where shares can be added."""
    column = "S1" if measure.column == "ST" else measure.column
    method = str(answer.settings.get("method"))
    if method not in {"sobol", "shapley"} or any(row.get(column) is None for row in rows):
        return ""  # what correlated numbers explain alone overlaps, so it cannot be added
    some = min(max(sum(float(row[column]) for row in first), 0.0), 1.0)
    alone = "by itself" if len(first) == 1 else "by themselves"
    who = "It" if len(first) == 1 else "Together they"
    makes = "makes" if len(first) == 1 else "make"
    if column == "share":
        return f" {who} {makes} {percent(some)} of the uncertainty."
    words = f" {who} {makes} about {percent(some)} of the uncertainty {alone}"
    whole = answer.settings.get("outcomes", {}).get(str(first[0]["target"]), {})
    if whole.get("alone_high") is None or whole["alone_high"] > 1 - POINT:
        return f"{words}."
    rest = (1.0 - whole[f"alone{end}"] for end in ("", "_high", "_low"))
    return f"{words}; {chance(*(min(max(part, 0.0), 1.0) for part in rest))} comes from numbers that act only together."


def _advice(answer: Answer, rows: Sequence[Row], first: Sequence[Row], measure: Measure) -> tuple[str, ...]:
    if not first:
        return ()
    told = [f"Look first at {quoted(answer, first[0])}. {deed(str(first[0]['name']))}"]
    told += _tied(answer, rows, first, measure)
    deeds = {deed(str(first[0]["name"]))}
    for row in first[1:FEW]:
        words = deed(str(row["name"]))
        if words not in deeds:
            told.append(f"Then {quoted(answer, row)}. {words}")
        deeds.add(words)
    return tuple(told)


def _tied(answer: Answer, rows: Sequence[Row], first: Sequence[Row], measure: Measure) -> list[str]:
    """Say which numbers cannot be told from the first."""
    least = min(abs(end) for end in measure.ends(first[0]))
    same = [
        quoted(answer, row) for row in rows
        if row is not first[0] and clear(row, measure) and max(abs(end) for end in measure.ends(row)) >= least
    ]
    if not same:
        return []
    return [f"Which matters most cannot be told between {enumerated([quoted(answer, first[0]), *same[:FEW]])}; more draws would tell."]


def _fixed(answer: Answer, rows: Sequence[Row], measure: Measure) -> list[str]:
    """Say which numbers could be fixed at a guess without changing the answer."""
    limit = _limit(rows, measure)
    slight = [row for row in rows if max(abs(end) for end in measure.ends(row)) < limit] if limit else []
    idle = [row for row in slight if measure.value(row) == 0.0 == max(map(abs, measure.ends(row)))]
    if not slight:
        return [] if limit else ["Which numbers could be fixed at a guess only total shares can say (method sobol)."]
    if not measure.whole:
        return _last(answer, rows, slight, measure)
    size = len(slight)
    names = "" if size == 1 else f", such as {enumerated([quoted(answer, row) for row in slight[:2]])}"
    nothing = f" ({len(idle)} of them do nothing here at all)" if len(idle) > 1 and len(idle) < size else ""
    return [f"{_many(answer, slight, rows)} could be fixed at a guess without changing the answer{_bound(measure, size)}{names}{nothing}."]


def _last(answer: Answer, rows: Sequence[Row], slight: Sequence[Row], measure: Measure) -> list[str]:
    """Say which numbers come last where the method cannot tell what they do together with others."""
    idle = [row for row in slight if not row.get("acts", True)]
    weak = [row for row in slight if row.get("acts", True)]
    told = []
    if weak:
        comes, they = ("come", "they") if len(weak) > 1 else ("comes", "it")
        names = "" if len(weak) == 1 else f", such as {enumerated([quoted(answer, row) for row in weak[:2]])}"
        told.append(
            f"{_many(answer, weak, rows)} {comes} last{_bound(measure, len(weak))}{names}. "
            f"Whether {they} could be fixed at a guess only total shares can say (method sobol)."
        )
    if idle:
        told.append(f"{_many(answer, idle, rows)} {'do' if len(idle) > 1 else 'does'} nothing here at all: no need to find out more about {'them' if len(idle) > 1 else 'it'}.")
    return told


def _many(answer: Answer, some: Sequence[Row], rows: Sequence[Row]) -> str:
    """Say how many numbers of all, at the begin of a sentence; one alone by its title."""
    size = len(some)
    count = COUNTS[size] if size < len(COUNTS) else str(size)
    many = f"{count} of {len(rows)} numbers" if size > 1 else quoted(answer, some[0])
    return f"{many[:1].upper()}{many[1:]}"


def _limit(rows: Sequence[Row], measure: Measure) -> float | None:
    """Return from where on a number counts; None where the method cannot say."""
    if measure.whole and measure.form == "share":
        return SLIGHT
    if measure.form == "points":
        return POINT
    if measure.form in {"amount", "change"}:
        return WEAK * max((abs(measure.value(row) or 0.0) for row in rows), default=0.0) or None
    return None


def _bound(measure: Measure, size: int) -> str:
    """Say how little that is."""
    if measure.form == "share":
        who = "each" if size > 1 else "it"
        return f" ({who} has less than {percent(SLIGHT)} of the uncertainty)"
    who = "each alone" if size > 1 else "alone it"
    if measure.form == "points":
        return f" ({who} moves the chance by less than a point)"
    return f" ({who} moves it by less than {percent(WEAK)} of what the first one does)"
