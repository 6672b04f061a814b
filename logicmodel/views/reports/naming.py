"""What allocations, targets and spans of time are called in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.views.reports.sections.section import Matter

HORIZONS = ("ultimate", "intermediate", "immediate", None)
NOTHING = "nothing"
UNCLEAR = "no clear difference"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def tidy(text: str) -> str:
    r"""Write a title on one line.

    >>> tidy(" Fewer people\n are homeless. ")
    'Fewer people are homeless.'
    """
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Write a title between quotation marks, so that any words fit into a sentence."""
    return f"“{tidy(text)}”"


def node(plan: Plan, node_id: str) -> str:
    """Return what a node is called."""
    return tidy(plan.title_of(node_id)) or node_id


def allocation(matter: Matter, name: str) -> str:
    """Return what an allocation is called; one whose title another has too carries its name."""
    if name == NOTHING and name not in matter.plan.allocations:
        return "Nothing allocated"
    titles = {other: tidy(form.title) for other, form in matter.plan.allocations.items()}
    title = titles.get(name) or name
    return (
        f"{title} ({name})" if title != name and list(titles.values()).count(title) > 1 else title
    )


def allocations(matter: Matter) -> list[str]:
    """Return the names of the allocations that were asked about, in the order of the plan."""
    for question in ("attainment", "costs"):
        found = matter.answers.get(question)
        if found is not None and found.rows:
            return list(dict.fromkeys(row["allocation"] for row in found.rows))
    return list(matter.plan.allocations)


def target(plan: Plan, goal: Target) -> str:
    """Return what a target is called: the title of its node, and its own where it has one."""
    title, own = node(plan, goal.node or ""), tidy(goal.title)
    return f"{title}: {own[:1].lower()}{own[1:]}" if own else title


def whole_target(plan: Plan, goal: Target, level: Any = None) -> str:
    """Return what a target is called and what it asks for; ``level`` as an answer gives it."""
    return f"{target(plan, goal)}{aside(goal)}{asked(plan, goal, level)}"


def aside(goal: Target) -> str:
    """Return what stands between the title of a target, which may hold a colon, and what it asks for."""
    return "; " if goal.title else ": "


def short_target(plan: Plan, goal: Target) -> str:
    """Return what a target is called, with the period it is due in, or all it asks for if that is not enough."""
    like = [
        other
        for other in plan.targets
        if (other.node, other.due, other.title) == (goal.node, goal.due, goal.title)
    ]
    if len(like) > 1:
        return whole_target(plan, goal)
    return f"{target(plan, goal)}, {goal.due}"


def asked(plan: Plan, goal: Target, level: Any = None) -> str:
    """Say what a target asks for, by when, and how it is measured; ``level`` as an answer gives it."""
    item = plan.nodes[goal.node or ""]
    stated = level if goal.change is not None else getattr(goal, goal.rule)
    words = wording.wanted(goal, unit(item.unit), stated)
    if goal.indicator is None:
        return words
    return f"{words}, measured by {indicator(plan, goal.node or '', goal.indicator)}"


def unit(text: str) -> str:
    """Return a unit on one line."""
    return tidy(text)


def indicator(plan: Plan, node_id: str, name: str) -> str:
    """Return what an indicator is called; an id is written as words."""
    found = plan.results[node_id].indicators[name]
    return tidy(found.title) or name.replace("_", " ")


def targets(
    plan: Plan, *, kinds: Sequence[str] = ("outcome", "output", "activity")
) -> list[Target]:
    """Return targets: those on outcomes first, from ultimate to immediate, heavy before light ones."""
    chosen = [goal for goal in plan.targets if plan.target_kind(goal) in kinds]

    nodes = list(plan.nodes)

    def rank(goal: Target) -> tuple[int, int, float, int, int]:
        kind = ("outcome", "output", "activity").index(plan.target_kind(goal))
        outcome = plan.outcomes.get(goal.node or "")
        horizon = 0 if outcome is None else HORIZONS.index(outcome.horizon)
        due = plan.periods.index(goal.due) or 0
        return kind, horizon, -goal.weight, nodes.index(goal.node or ""), due

    return sorted(chosen, key=rank)


def joined(plan: Plan, link: Link) -> str:
    """Return what a link is called: where it starts and where it leads."""
    return f"{node(plan, link.source)} → {node(plan, link.target)}"


def levels(plan: Plan) -> dict[str, list[str]]:
    """Return the ids of all results by level of the plan, from ultimate outcomes to activities."""
    named = {
        "ultimate": "Ultimate outcomes",
        "intermediate": "Intermediate outcomes",
        "immediate": "Immediate outcomes",
        None: "Outcomes",
    }
    found = {
        named[horizon]: [key for key, item in plan.outcomes.items() if item.horizon == horizon]
        for horizon in HORIZONS
    }
    found |= {"Outputs": list(plan.outputs), "Activities": list(plan.activities)}
    return {title: ids for title, ids in found.items() if ids}


def span(plan: Plan) -> str:
    """Say which periods a plan covers, such as ``four years (2027 to 2030)``."""
    labels, step = plan.periods.labels, plan.periods.step
    ends = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
    return f"{count(len(labels), step)} ({ends})"


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a small number as a word, with its noun.

    >>> count(1, "outcome"), count(3, "outcome"), count(12, "activity", "activities")
    ('one outcome', 'three outcomes', '12 activities')
    """
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop.

    >>> sentence("two of them are met")
    'Two of them are met.'
    """
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def verdict(told: str) -> str:
    """Write the verdict of a comparison for readers who do not know how it was computed."""
    return UNCLEAR if told.startswith("cannot tell") else told


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last


def row_of(rows: Sequence[Mapping[str, Any]], **wanted: Any) -> Mapping[str, Any] | None:
    """Return the first row with the given values, or None."""
    for row in rows:
        if all(row.get(name) == value for name, value in wanted.items()):
            return row
    return None


def rows_of(matter: Matter, question: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of an answer, none where it was not asked."""
    answer = matter.answers.get(question)
    return () if answer is None else answer.rows
