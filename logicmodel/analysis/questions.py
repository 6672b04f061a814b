"""What has to be asked so that a plan can be simulated: one plain question for each number it lacks."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.numbers import number_title
from logicmodel.analysis.theory_numbers import others, place_of
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.parts.arrays import np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.experts import Experts
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import Named
from logicmodel.parts.reference_classes import classes
from logicmodel.plan.completeness import missing_numbers
from logicmodel.plan.link import Link
from logicmodel.plan.node import SECTIONS, Assumption, Factor, Input, Outcome, Output, Result
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities, quantity_fields

LACKING = {"inputs": "price", "factors": "value", "assumptions": "holds", "outcomes": "baseline", "links": "weight"}
"""The field that a node or link lacks where the plan is not complete."""
LEVELS = frozenset({"baseline", "min", "max", "noise", "reference"})
"""Fields of nodes that are in the unit of the node."""


def questions(plan: Plan, numbers: Sequence[str] | str | None = None, *, who: str | None = None) -> Answer:
    """Return a question in plain words for each number that the simulation needs and the plan lacks.

    ``numbers`` asks about these paths instead, also about numbers that the plan has; a number of another theory of
    change is ``variants.direct.links.a->b.weight``. ``who`` is somebody
    whose own view is wanted: numbers that were asked of experts, but not of this one, are asked too. One
    row per number: its path (``number``) and ``title``, the ``question``, what its answer means
    (``meaning``) in which ``unit``, the ``least`` and ``most`` that it can be (None where
    there is no bound), what the plan says ``now`` (empty where it says nothing), and the names of reference classes that
    may stand in where nobody knows (``classes``). Raises RequestError for a path that is no number of the plan.
    """
    known: dict[str, Distribution | Named | None] = dict(quantities(plan))
    lacking = missing(plan)
    elsewhere = missing_elsewhere(plan)
    known |= dict.fromkeys([*lacking, *elsewhere])
    known |= _known_elsewhere(plan, numbers)
    if numbers is None:
        names = lacking + elsewhere + (_unasked(known, person(who)) if who is not None else [])
    else:
        names = [numbers] if isinstance(numbers, str) else list(dict.fromkeys(numbers))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RequestError(f"{', '.join(unknown)}: no number of the plan stands there", remedy=did_you_mean(unknown[0], known))
    rows = tuple(_row(plan, name, known[name]) for name in names)
    notes = () if rows or lacking or elsewhere else ("the plan lacks no number that the simulation needs",)
    titles = {"number": {row["number"]: row["title"] for row in rows}, "plan": {"title": plan.title, "currency": plan.currency}}
    settings = {"plan": plan.title, "digest": plan.digest}
    return Answer("questions", "Which numbers does the plan still lack?", rows, settings, notes, titles)


def missing(plan: Plan) -> list[str]:
    """Return the paths of the numbers that the simulation needs and the plan lacks."""
    places = (problem.where for problem in missing_numbers(plan))
    return list(dict.fromkeys(f"{where}.{LACKING[where.partition('.')[0]]}" for where in places))


def person(name: str) -> str:
    """Return the name of somebody as a plan can hold it.

    >>> person("  Dr. Anna Weber "), person("anna")
    ('dr_anna_weber', 'anna')
    """
    found = "_".join(re.findall(r"\w+", name.strip().casefold()))
    if not found or not re.match(r"[^\W\d]", found):
        raise RequestError(f"{name.strip() or 'nothing'} is no name", remedy="write a name that begins with a letter, such as anna")
    return found


def bounds(plan: Plan, number: str) -> tuple[float, float]:
    """Return the least and the most that a number can be, infinite where there is no bound.

    >>> bounds(Plan.model_validate(dict(periods={"first": "2027", "count": 1}, assumptions={"a": {}})), "assumptions.a.holds")
    (0, 1)
    """
    place = place_of(plan, number)
    plan = place.plan
    section, name, field = _split(plan, place.number)
    if section == "links" and field == "weight":
        link = next((link for link in plan.links if link.name == name), None)
        return (0, 1) if link is not None and link.role == "enables" else (-math.inf, math.inf)
    model = Link if section == "links" else SECTIONS.get(section)
    found = quantity_fields(model).get(field) if model is not None else None
    return (-math.inf, math.inf) if found is None else (found.low, found.high)


def missing_elsewhere(plan: Plan) -> list[str]:
    """Return the paths of the numbers that only other theories of change lack."""
    own = missing(plan)
    return [f"variants.{other.theory}.{name}" for other in others(plan) for name in missing(other.plan) if name not in own]


def _known_elsewhere(plan: Plan, numbers: Sequence[str] | str | None) -> dict[str, Distribution | Named]:
    """Return those of some numbers that other theories of change have."""
    found = {}
    for number in [numbers] if isinstance(numbers, str) else numbers or ():
        place = place_of(plan, number)
        if place.theory and (now := quantities(place.plan).get(place.number)) is not None:
            found[number] = now
    return found


def _unasked(known: Mapping[str, Any], who: str) -> list[str]:
    return [name for name, part in known.items() if isinstance(part, Experts) and who not in part.experts]


def _split(plan: Plan, number: str) -> tuple[str, str, str]:
    """Return section, node or link, and field of a path."""
    section, _, rest = number.partition(".")
    names = [link.name for link in plan.links] if section == "links" else list(getattr(plan, section, ()))
    name = max((name for name in names if rest == name or rest.startswith(f"{name}.")), key=len, default="")
    return section, name, rest.removeprefix(name).removeprefix(".")


def _row(plan: Plan, number: str, now: Distribution | Named | None) -> dict[str, Any]:
    least, most = (end if math.isfinite(end) else None for end in bounds(plan, number))
    place = place_of(plan, number)
    plan = place.plan
    section, name, field = _split(plan, place.number)
    if section == "links" and field == "weight":
        told = _link(plan, next(link for link in plan.links if link.name == name))
    elif section in SECTIONS:
        told = _node(plan, name, field)
    else:
        told = _other(plan, place.number)
    question, meaning, unit = told
    title = number_title(plan, place.number)
    if place.theory:
        question = f"If it works as “{place.title}” says: {question[:1].lower()}{question[1:]}"
        title = f"{title}, if “{place.title}”"
    return {
        "number": number, "title": title, "question": question, "meaning": meaning, "unit": unit,
        "least": least, "most": most, "now": _told(now, share=field == "holds"), "classes": _classes(plan, place.number),
    }


def _told(now: Distribution | Named | None, *, share: bool) -> str:
    """Say what a plan holds: as it is written where that is plain, else its median and nine tenths of it."""
    if now is None:
        return ""
    text = wording.quantity(now)
    if isinstance(now, Fixed):
        return wording.amount(100 * now.value, "%", digits=12) if share else text
    if not isinstance(now, Distribution) or (not text.startswith(("quantiles(", "truncate(", "metalog(")) and not share):
        return text
    middle, low, high = (float(value) for value in now.ppf(np.array([0.5, 0.05, 0.95])))
    if share:
        several = f"{len(now.experts)} experts pooled: " if isinstance(now, Experts) and len(now.experts) > 1 else ""
        return f"{several}{wording.percent(middle)} ({wording.percent(low)} to {wording.percent(high)})"
    return wording.spread(middle, low, high)


def units_of(plan: Plan, number: str) -> tuple[str, ...]:
    """Return the words that people may put behind an answer: the unit of what is asked about, and of both ends of a link."""
    place = place_of(plan, number)
    section, name, _ = _split(place.plan, place.number)
    if section == "links":
        link = next((link for link in place.plan.links if link.name == name), None)
        ends = [] if link is None else [link.target, link.source]
    else:
        ends = [name] if name in place.plan.nodes else []
    return tuple(place.plan.nodes[end].unit for end in ends if place.plan.nodes[end].unit)


def in_percent(plan: Plan, number: str) -> bool:
    """Say whether a number counts in percent, so that 40% is 40 and not 0.4: a level, or what is added to one, whose unit is %.

    >>> bare = Plan.model_validate(dict(periods={"first": "2027", "count": 1}, outcomes={"a": {"unit": "% of adults"}}))
    >>> in_percent(bare, "outcomes.a.baseline"), in_percent(bare, "outcomes.a.retain")
    (True, False)
    """
    place = place_of(plan, number)
    section, name, field = _split(place.plan, place.number)
    if section == "links":
        link = next((link for link in place.plan.links if link.name == name), None)
        name = link.target if link is not None and link.role == "contributes" and field == "weight" else ""
    elif field not in LEVELS and (section, field) != ("factors", "value"):
        return False
    return name in place.plan.nodes and re.match(r"%|per ?cent\b", place.plan.nodes[name].unit.strip(), re.IGNORECASE) is not None


def _classes(plan: Plan, number: str) -> tuple[str, ...]:
    """Return the names of the reference classes that may stand in for a weight: those of the sort of what it adds to.

    What is added to an outcome is a change of it. A class of levels would pass off the baseline, which was there before, as reached.
    """
    section, name, field = _split(plan, number)
    link = next((link for link in plan.links if section == "links" and link.name == name and field == "weight"), None)
    node = plan.nodes[link.target] if link is not None and link.role == "contributes" else None
    if not isinstance(node, Output | Outcome) or link is None or isinstance(plan.nodes[link.source], Factor):
        return ()
    sort = "output" if isinstance(node, Output) else "outcome"
    measure = "percentage" if node.unit.strip() in {"%", "percent"} else "number"
    return tuple(found for found in classes() if found.endswith(f"_{sort}_{measure}{'_change' if sort == 'outcome' else ''}"))


def _link(plan: Plan, link: Link) -> tuple[str, str, str]:
    """Ask for the weight of a link."""
    source, target = plan.nodes[link.source], plan.nodes[link.target]
    one, other = plan.title_of(link.source), plan.title_of(link.target)
    if link.role == "enables":
        text = "1: without it nothing of the rest comes about; 0: it makes no difference."
        return f"How essential is “{one}” for “{other}”?", text, "0 to 1"
    units, later = target.unit or "units", f" {link.lag} {plan.periods.step}{'s' if link.lag > 1 else ''} later" if link.lag else ""
    if isinstance(source, Factor):
        text = f"By how much “{other}” changes{later}; below 0 where it falls."
        return f"What does “{one}” change in “{other}” for each unit that its level rises?", text, units
    text = (
        f"What is gained{later} that would not have come anyway, all else the same; below 0 where it falls. "
        "You may say it for more than one: 300 to 500 per 1000."
    )
    return f"How much does one more unit of “{one}” add to “{other}”?", text, f"{units} {_per(plan, source.unit)}"


def _per(plan: Plan, unit: str) -> str:
    """Say what an amount is counted for.

    >>> _per(Plan.model_validate(dict(periods={"first": "2027", "count": 1}, currency="EUR")), "nurses")
    'per unit of nurses'
    """
    return f"per {unit}" if unit and unit == plan.currency else f"per unit of {unit}" if unit else "per unit"


def _node(plan: Plan, name: str, field: str) -> tuple[str, str, str]:
    """Ask for a number of a node."""
    node, title, step = plan.nodes[name], plan.title_of(name), plan.periods.step
    unit = node.unit or "units"
    match node, field:
        case Input(), "price":
            text = f"Money for one unit in one {step}; 0 where it costs nothing."
            return f"What does “{title}” cost?", text, f"{plan.currency or 'money'} {_per(plan, node.unit)}"
        case Factor(), "value":
            text = f"The level over all {step}s of the plan; nobody here can move it."
            if wording.quantity(node.reference) != "0":
                text += f" At {wording.quantity(node.reference)} it has no effect."
            return f"Which level will “{title}” have?", text, unit
        case Assumption(), "holds":
            often = "in any one " + step if node.each == "period" else "for the whole plan"
            text = f"The probability that it holds {often}: 80% says that of ten such cases eight turn out well."
            return f"How likely is it that this holds: “{title}”?", text, "probability, 0% to 100%"
        case Outcome(), "baseline":
            text = f"The level in {plan.periods.first} if none of the plan is done; not today's level if that is moving by itself."
            return f"Where would “{title}” be without the plan?", text, unit
    return _other(plan, f"{node.section}.{name}.{field}", unit if isinstance(node, Result) and field in {"min", "max", "noise"} else "")


def _other(plan: Plan, number: str, unit: str = "") -> tuple[str, str, str]:
    title = number_title(plan, number)
    return f"What is your view of this number: “{title}”?", f"It stands at {number} in the plan.", unit
