"""The plan as each theory of change says it: variants applied, one plan for each."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from logicmodel.errors import LogicModelError, Problem, RequestError, did_you_mean
from logicmodel.plan.consistency import Fault
from logicmodel.plan.override import loosened, replaced
from logicmodel.plan.problems import entry_name
from logicmodel.plan.variants import AS_PLANNED, Variant

if TYPE_CHECKING:
    from logicmodel.plan.link import Link
    from logicmodel.plan.plan import Plan

SHARED = {
    "inputs": ("price", "delivery"),
    "links": None,
    "factors": None,
    "assumptions": None,
    "activities": None,
    "outputs": None,
    "outcomes": None,
    "numbers": None,
}
"""Sections in which theories may differ, and the fields where only some may; all else they share."""


def variant(plan: Plan, name: str) -> Plan:
    """Return the plan as one theory of change says it; it has no variants and no futures of its own.

    ``as_planned`` is the plan as written. A future comes first: ``variant(future(plan, "boom"), name)``.

    Raises RequestError for an unknown variant.
    """
    known = [AS_PLANNED, *(each for each in plan.variants if each != AS_PLANNED)]
    if not plan.variants:
        problem = Problem(f"variant {name}", "the plan has no variants", "add them under variants:")
        raise RequestError(problem)
    if name not in known:
        hint = did_you_mean(name, known)
        raise RequestError(Problem(f"variant {name}", "is not defined in the plan", hint))
    found = plan.told[name]
    if isinstance(found, LogicModelError):  # a plan that is whole has none
        raise found
    return found


def weights(plan: Plan) -> dict[str, float]:
    """Return how likely each theory of change is, the plan as written first; empty without variants."""
    if not plan.variants:
        return {}
    others = {
        name: form.weight or 0.0 for name, form in plan.variants.items() if name != AS_PLANNED
    }
    own = plan.variants.get(AS_PLANNED, Variant()).weight
    return {AS_PLANNED: 1.0 - sum(others.values()) if own is None else own, **others}


@dataclasses.dataclass(frozen=True)
class TheoryOfChange:
    """One of the theories of change of a plan."""

    name: str
    title: str
    weight: float
    """How likely it is that it holds."""
    plan: Plan
    """The plan as it says it."""


def theories(plan: Plan) -> tuple[TheoryOfChange, ...]:
    """Return the theories of change of a plan, the plan as written first; none without variants."""
    return tuple(
        TheoryOfChange(name, theory_title(plan, name), weight, variant(plan, name))
        for name, weight in weights(plan).items()
    )


def every_link(plan: Plan) -> dict[str, Link]:
    """Return the links of all theories of change by name; one that several have is that of the first."""
    found = {link.name: link for link in plan.links}
    for theory in theories(plan):
        for link in theory.plan.links:
            found.setdefault(link.name, link)
    return found


def theory_title(plan: Plan, name: str) -> str:
    """Return what a theory of change is called."""
    form = plan.variants.get(name)
    return form.title if form is not None and form.title else "As planned" if name == AS_PLANNED else name


def told(plan: Plan) -> dict[str, Plan | LogicModelError]:
    """Return the plan as each theory says it, or the error that it meets."""
    document = plan.to_document()
    document.pop("futures", None)
    document.pop("variants", None)
    found: dict[str, Plan | LogicModelError] = {}
    for name in weights(plan):
        try:
            found[name] = _told(plan, document, plan.variants.get(name, Variant()))
        except LogicModelError as error:
            found[name] = error
    return found


def _told(plan: Plan, document: Mapping[str, Any], form: Variant) -> Plan:
    gone = _gone(form)
    kept, dropped = _kept(document, form)
    changed = replaced(kept, form.changes)
    more = form.add.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    links = [link for link in changed.get("links", []) if entry_name("links", link) not in gone]
    changed["links"] = links + more.pop("links", [])
    dropped |= {f"links.{name}" for name in gone}
    loosened(changed, lambda path: any(path == one or path.startswith(f"{one}.") for one in dropped))
    for section, entries in more.items():
        changed[section] = {**changed.get(section, {}), **entries}
    return type(plan).from_document(changed)


def _gone(form: Variant) -> set[str]:
    """Return the names of the links that a theory does not have."""
    return {name.removeprefix("links.") for name in form.remove}


def _kept(document: Mapping[str, Any], form: Variant) -> tuple[dict[str, Any], set[str]]:
    """Return the document without the weight of a link that gets a curve, or the other way round, and their paths."""
    kept = copy.deepcopy(dict(document))
    dropped = set()
    for link in kept.get("links", []):
        path = f"links.{entry_name('links', link)}"
        for given, other in (("curve", "weight"), ("weight", "curve")):
            alone = f"{path}.{given}" in form.changes and f"{path}.{other}" not in form.changes
            if alone and link.get("role") != "enables":
                link.pop(other, None)
                dropped.add(f"{path}.{other}")
    return kept, dropped


def theory_faults(plan: Plan, known: AbstractSet[str]) -> Iterator[Fault]:
    """Return the faults of all variants; ``known`` are messages of faults that the plan has anyway."""
    yield from _weights(plan)
    for name, form in plan.variants.items():
        if name == AS_PLANNED:
            yield from _planned(form)
            continue
        own = [*_refused(name, form), *_unfit(plan, name, form)]
        yield from own
        found = plan.told[name]
        problems = found.problems if isinstance(found, LogicModelError) else ()
        count = len(plan.links) - sum(link.name in _gone(form) for link in plan.links)
        for problem in problems:
            fault = _fault(name, form, problem, count)
            # beside faults of its own, what is wrong somewhere else may only follow from them
            follows = own and (len(fault.loc) < 3 or fault.loc in {each.loc for each in own})
            if problem.message not in known and not follows:
                yield fault


def _weights(plan: Plan) -> Iterator[Fault]:
    others = {name: form for name, form in plan.variants.items() if name != AS_PLANNED}
    if plan.variants and not others:
        yield Fault(("variants",), "there is no theory beside the plan as written", "add another, or leave variants: out")
        return
    without = [name for name, form in others.items() if form.weight is None]
    for name in without:
        yield Fault(("variants", name), "weight is missing", "say how likely the theory is, such as weight: 30%")
    if without:
        return
    total = sum(form.weight or 0.0 for form in others.values())
    own = plan.variants.get(AS_PLANNED, Variant()).weight
    if own is None and total > 1.0 - 1e-9:
        message = f"the weights of the variants sum to {total:g}, which leaves nothing for the plan as written"
        yield Fault(("variants",), message, "lower them so that they sum to less than 1")
    elif own is not None and abs(own + total - 1.0) > 1e-9:
        message = f"the weights of the variants sum to {own + total:g} with that of {AS_PLANNED}"
        yield Fault(("variants",), message, f"make them sum to 1, or leave out the weight of {AS_PLANNED}")


def _planned(form: Variant) -> Iterator[Fault]:
    for field in ("changes", "remove", "add"):
        if field in form.model_fields_set and getattr(form, field) != Variant.model_fields[field].get_default(call_default_factory=True):
            message = f"{AS_PLANNED} is the plan as written, so it has no {field}"
            yield Fault(("variants", AS_PLANNED, field), message, "give the theory another name, or change the plan itself")


def _refused(name: str, form: Variant) -> Iterator[Fault]:
    """Give the changes of what all theories share: time, money, targets, and what is measured."""
    remedy = "change the plan itself, or write it as a future"
    for path in form.changes:
        section, _, rest = path.partition(".")
        where = ("variants", name, "changes", path)
        fields = SHARED.get(section, ())
        if section not in SHARED:
            yield Fault(where, f"all theories of change share the plan's {section}", remedy)
        elif fields is not None and not rest.endswith(tuple(f".{field}" for field in fields)):
            yield Fault(where, f"of an input, theories may differ in {' and '.join(fields)} only", remedy)
        elif ".indicators." in rest and not rest.endswith(".error.sd"):
            yield Fault(where, "of an indicator, theories may differ in error.sd only", remedy)
        elif section == "links" and rest.endswith((".from", ".to", ".id")):
            yield Fault(where, "a link keeps its ends and its name", "remove it, and add another")


def _unfit(plan: Plan, name: str, form: Variant) -> Iterator[Fault]:
    """Give links to be removed that are not there, or are changed too, and names that are taken."""
    links = [link.name for link in plan.links]
    for place, path in enumerate(form.remove):
        link = path.removeprefix("links.")
        where = ("variants", name, "remove", place)
        if link not in links:
            hint = did_you_mean(link, links)
            if link.partition(".")[0] in SHARED or link in plan.nodes:
                hint = "only links can be removed; a node without links does nothing"
            yield Fault(where, f"no link is called {link}", hint)
        elif any(change.startswith(f"links.{link}.") for change in form.changes):
            yield Fault(where, f"{link} is changed by the same variant", "either change it or remove it")
    for section in ("activities", "outputs", "outcomes", "factors", "assumptions", "numbers"):
        for key in getattr(form.add, section):
            if key in (plan.numbers if section == "numbers" else plan.nodes):
                message = f"{key} is in the plan already"
                yield Fault(("variants", name, "add", section, key), message, "choose another id, or write it under changes:")


def _fault(name: str, form: Variant, problem: Problem, kept: int) -> Fault:
    """Tell of a problem that a variant brings about, where the file says what brings it about."""
    loc = problem.loc
    if loc and loc[0] == "links" and len(loc) > 1 and isinstance(loc[1], int) and loc[1] >= kept:
        return Fault(("variants", name, "add", "links", loc[1] - kept, *loc[2:]), problem.message, problem.remedy)
    if len(loc) > 1 and loc[0] != "links" and loc[1] in getattr(form.add, str(loc[0]), ()):
        return Fault(("variants", name, "add", *loc), problem.message, problem.remedy)
    place = problem.where.replace("[", ".").replace("]", "")
    path = next((path for path in form.changes if place == path or place.startswith(f"{path}.")), None)
    if path is not None:
        return Fault(("variants", name, "changes", path), problem.message, problem.remedy)
    return Fault(("variants", name), f"{problem.where}: {problem.message}".removeprefix(": "), problem.remedy)
