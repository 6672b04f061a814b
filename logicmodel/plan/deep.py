"""Faults that show only once every field of a plan is right by itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from logicmodel.errors import LogicModelError, Problem, did_you_mean
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import Named
from logicmodel.plan.consistency import Fault, unknown_number
from logicmodel.plan.override import changed, judged
from logicmodel.plan.quantities import quantities, quantity_fields
from logicmodel.plan.theories import theory_faults

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan


def deep_faults(plan: Plan) -> list[Fault]:
    """Return unknown names of numbers, wrong correlations, combiners, curves, futures and variants."""
    found = quantities(plan)
    faults = [
        *_named(plan, found),
        *_correlations(plan, found),
        *_combiners(plan),
        *_curves(plan),
    ]
    known = {fault.message for fault in faults}
    return [*faults, *_futures(plan, known), *theory_faults(plan, known)]


def _named(plan: Plan, found: dict[str, Distribution | Named]) -> Iterator[Fault]:
    for path, quantity in found.items():
        if not isinstance(quantity, Named):
            continue
        if path.startswith("numbers."):
            message = f"{path} stands for another name ({quantity.name})"
            yield Fault(_loc(plan, path), message, "give it a number or a distribution")
        elif quantity.name not in plan.numbers:
            yield Fault(_loc(plan, path), *unknown_number(quantity.name, plan.numbers))
        else:
            yield from _out_of_bounds(plan, path, plan.numbers[quantity.name])


def _out_of_bounds(plan: Plan, path: str, number: Distribution | Named) -> Iterator[Fault]:
    """Hold a number that is used by its name against the bounds of the place where it is used."""
    owner: Any = plan
    *way, last = _loc(plan, path)
    for key in way:
        owner = _member(owner, key)
    bounds = quantity_fields(type(owner)).get(str(last)) if isinstance(owner, BaseModel) else None
    try:
        if bounds is not None:
            bounds.read(number)
    except PydanticCustomError as error:
        message, _, remedy = error.message().partition("; ")
        yield Fault(_loc(plan, path), message, remedy)


def _member(owner: Any, key: str | int) -> Any:
    if isinstance(owner, Mapping):
        return owner.get(key)
    if isinstance(owner, tuple):
        return owner[key] if isinstance(key, int) else None
    return getattr(owner, str(key), None)


def _loc(plan: Plan, path: str) -> tuple[str | int, ...]:
    """Return the location of a path in the document, as far as keys go."""
    section, _, rest = path.partition(".")
    if section != "links":
        return (section, *rest.split("."))
    for place, link in enumerate(plan.links):
        if rest.startswith(f"{link.name}."):
            return (section, place, *rest.removeprefix(f"{link.name}.").split("."))
    return (section,)


def event_paths(plan: Plan) -> set[str]:
    """Return the paths at which a probability stands that is drawn as an event."""
    holds = {f"assumptions.{node_id}.holds" for node_id in plan.assumptions}
    return holds | {f"links.{link.name}.works" for link in plan.links}


def _correlations(plan: Plan, found: dict[str, Distribution | Named]) -> Iterator[Fault]:
    if not plan.correlations:
        return
    events = event_paths(plan)
    uncertain = {
        path
        for path, quantity in found.items()
        if isinstance(quantity, Distribution) and not quantity.certain
    } | {path for path in events & set(found) if not _always(found[path])}
    pairs: dict[frozenset[str], int] = {}
    for place, correlation in enumerate(plan.correlations):
        how_often = set()
        for pair in map(frozenset, itertools.combinations(correlation.between, 2)):
            if pairs.setdefault(pair, place) != place:
                message = f"{' and '.join(sorted(pair))} are correlated by an earlier entry already"
                yield Fault(("correlations", place), message, "keep one of the two")
        for position, name in enumerate(correlation.between):
            where = ("correlations", place, "between", position)
            if name not in uncertain:
                what = "is certain, so nothing can go together with it"
                quantity = found.get(name)
                if isinstance(quantity, Named):
                    what = f"is the number {quantity.name}, write numbers.{quantity.name}"
                if name not in found:
                    what = "is not a number of the plan"
                hint = did_you_mean(name, uncertain - {name})
                yield Fault(where, f"{name} {what}", hint.replace("known:", "uncertain are"))
            else:
                how_often.add(_each(plan, name, found))
        if len(how_often) > 1:
            message = "a number drawn once cannot be correlated with one drawn in each period"
            yield Fault(("correlations", place), message, "draw both in the same way")
        if len(set(correlation.between)) < len(correlation.between):
            yield Fault(
                ("correlations", place), "a number is named twice", "name different numbers"
            )


def _always(chance: Distribution | Named) -> bool:
    """Say whether an event of this probability happens always or never."""
    return isinstance(chance, Fixed) and chance.value in {0, 1}


def _each(plan: Plan, path: str, found: dict[str, Distribution | Named]) -> str:
    parts = path.split(".")
    if parts[0] == "assumptions":
        return plan.assumptions[parts[1]].each
    if parts[-1] == "noise":
        return "draw" if "each" in found[path].model_fields_set and found[path].each == "draw" else "period"
    return found[path].each


def _combiners(plan: Plan) -> Iterator[Fault]:
    for node_id, node in plan.results.items():
        sources = [link.source for link in plan.links_into(node_id) if link.role == "contributes"]
        for message in node.combine.check_sources(sources):
            yield Fault((node.section, node_id, "combine"), message)


def _curves(plan: Plan) -> Iterator[Fault]:
    for place, link in enumerate(plan.links):
        for name, parameter in link.curve.parameters().items() if link.curve else ():
            if parameter.each == "period" and name.startswith("points"):
                message = "the points of a curve are drawn once"
                yield Fault(("links", place, "curve"), message, "leave out 'each period'")


def _futures(plan: Plan, known: AbstractSet[str]) -> Iterator[Fault]:
    """Try every future; ``known`` are messages of faults that the plan has anyway."""
    if not plan.futures:
        return
    document = plan.to_document()
    document.pop("futures", None)
    for name, changes in plan.futures.items():
        alone, found = True, list[Problem]()
        for path, value in changes.items():
            try:
                alone &= judged(plan, document, path, value)
            except LogicModelError as error:
                found += error.problems
        if not alone and not found:
            try:
                changed(plan, document, changes)
            except LogicModelError as error:
                found += [problem for problem in error.problems if problem.message not in known]
        for problem in found:
            yield _fault(name, changes, problem)


def _fault(name: str, changes: Mapping[str, Any], problem: Problem) -> Fault:
    """Tell of a problem that a future brings about, perhaps at another place than it changes."""
    place = problem.where.replace("[", ".").replace("]", "")
    path = next((path for path in changes if place == path or place.startswith(f"{path}.")), None)
    if path is not None:
        return Fault(("futures", name, path), problem.message, problem.remedy)
    return Fault(("futures", name), f"{problem.where}: {problem.message}", problem.remedy)
