"""Faults that show only once every field of a plan is right by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from logicmodel.errors import LogicModelError, did_you_mean
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named
from logicmodel.plan.consistency import Fault
from logicmodel.plan.override import check_change
from logicmodel.plan.quantities import quantities

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan


def deep_faults(plan: Plan) -> list[Fault]:
    """Return unknown names of numbers, wrong correlations, combiners and futures."""
    found = quantities(plan)
    return [
        *_named(plan, found), *_correlations(plan, found), *_combiners(plan), *_curves(plan), *_futures(plan),
    ]


def _named(plan: Plan, found: dict[str, Distribution | Named]) -> Iterator[Fault]:
    for path, quantity in found.items():
        if not isinstance(quantity, Named):
            continue
        if path.startswith("numbers."):
            message = f"{path} stands for another name ({quantity.name})"
            yield Fault(_loc(plan, path), message, "give it a number or a distribution")
        elif quantity.name not in plan.numbers:
            message = f"{quantity.name} is neither a number nor a name under numbers:"
            yield Fault(_loc(plan, path), message, did_you_mean(quantity.name, plan.numbers))


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
    events = event_paths(plan)
    uncertain = {
        path for path, quantity in found.items()
        if isinstance(quantity, Distribution) and not quantity.certain
    } | (events & set(found))
    for place, correlation in enumerate(plan.correlations):
        how_often = set()
        for position, name in enumerate(correlation.between):
            where = ("correlations", place, "between", position)
            if name not in uncertain:
                what = "is certain" if name in found else "is not a number of the plan"
                yield Fault(where, f"{name} {what}", did_you_mean(name, uncertain))
            else:
                how_often.add(_each(plan, name, found))
        if len(how_often) > 1:
            message = "a number drawn once cannot be correlated with one drawn in each period"
            yield Fault(("correlations", place), message, "draw both in the same way")
        if len(set(correlation.between)) < len(correlation.between):
            yield Fault(("correlations", place), "a number is named twice", "name different numbers")


def _each(plan: Plan, path: str, found: dict[str, Distribution | Named]) -> str:
    parts = path.split(".")
    if parts[0] == "assumptions":
        return plan.assumptions[parts[1]].each
    if parts[-1] == "noise":
        return "period"
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


def _futures(plan: Plan) -> Iterator[Fault]:
    if not plan.futures:
        return
    document = plan.to_document()
    for name, changes in plan.futures.items():
        for path, value in changes.items():
            try:
                check_change(plan, document, path, value)
            except LogicModelError as error:
                for problem in error.problems:
                    yield Fault(("futures", name, path), problem.message, problem.remedy)
