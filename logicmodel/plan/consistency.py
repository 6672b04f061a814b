"""Faults between the parts of a plan, found on plain data so that they show beside faults of fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from logicmodel.errors import did_you_mean
from logicmodel.plan.cycles import lagless_cycle
from logicmodel.plan.decisions import WORDS
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.periods import Periods

RESULT_SECTIONS = ("activities", "outputs", "outcomes")


@dataclasses.dataclass(frozen=True)
class Fault:
    """One fault: where in the document, what, and the remedy."""

    loc: tuple[str | int, ...]
    message: str
    remedy: str = ""


def consistency(document: Mapping[str, Any]) -> list[Fault]:
    """Return the faults between names, dates and lengths; parts of the wrong type are passed over."""
    view = _View(document)
    return [
        *_ids(view), *_links(view), *_targets(view), *_allocations(view), *_budget(view),
        *_mentions(view), *_cycle(view),
    ]


class _View:
    """Lenient access to a document that may be wrong anywhere."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.kinds = {
            str(node_id): model.kind
            for section, model in SECTIONS.items() for node_id in self.section(section)
        }
        self.periods = _periods(document.get("periods"))

    def section(self, name: str) -> Mapping[str, Any]:
        found = self.document.get(name)
        return found if isinstance(found, Mapping) else {}

    def entries(self, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        found = self.document.get(name)
        if isinstance(found, Sequence) and not isinstance(found, str):
            for place, entry in enumerate(found):
                data = entry if isinstance(entry, Mapping) else _plain(entry)
                if data is not None:
                    yield place, data

    def indicators(self) -> dict[str, list[str]]:
        """Return the nodes that have an indicator of each name."""
        homes: dict[str, list[str]] = {}
        for section in RESULT_SECTIONS:
            for node_id, node in self.section(section).items():
                found = node.get("indicators") if isinstance(node, Mapping) else getattr(node, "indicators", None)
                for name in found if isinstance(found, Mapping) else ():
                    homes.setdefault(str(name), []).append(str(node_id))
        return homes


def _plain(entry: Any) -> Mapping[str, Any] | None:
    dump = getattr(entry, "model_dump", None)
    return dump(by_alias=True) if callable(dump) else None


def _periods(value: Any) -> Periods | None:
    try:
        return Periods.model_validate(value)
    except ValueError:
        return None


def _ids(view: _View) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for section in SECTIONS:
        for node_id in view.section(section):
            other = seen.setdefault(str(node_id), section)
            if other != section:
                message = f"the id {node_id} is used under {other} too"
                yield Fault((section, str(node_id)), message, "every node needs an id of its own")
    for word in WORDS:
        if word in view.section("inputs"):
            yield Fault(("inputs", word), f"no input may be called {word}", "choose another id")


def _links(view: _View) -> Iterator[Fault]:
    names: dict[str, int] = {}
    for place, link in view.entries("links"):
        ends = [link.get("from"), link.get("to")]
        for key, end in zip(("from", "to"), ends, strict=True):
            if isinstance(end, str) and end not in view.kinds:
                yield Fault(("links", place, key), f"no node is called {end}", did_you_mean(end, view.kinds))
        yield from _ends(view, place, link)
        name = str(link.get("id") or f"{ends[0]}->{ends[1]}")
        first = names.setdefault(name, place)
        if first != place and all(isinstance(end, str) for end in ends):
            message = f"another link is called {name} already (the {_ordinal(first)} in the list)"
            yield Fault(("links", place), message, "give each an id of its own")
        for position, assumed in enumerate(_strings(link.get("assumes"))):
            if view.kinds.get(assumed) != "assumption":
                known = view.section("assumptions")
                message = f"no assumption is called {assumed}"
                yield Fault(("links", place, "assumes", position), message, did_you_mean(assumed, known))


def _ends(view: _View, place: int, link: Mapping[str, Any]) -> Iterator[Fault]:
    target, source = link.get("to"), link.get("from")
    if isinstance(target, str) and view.kinds.get(target) in {"input", "factor", "assumption"}:
        message = f"{target} is {_a(view.kinds[target])}, which nothing in the plan can act on"
        yield Fault(("links", place, "to"), message, "links end at activities, outputs or outcomes")
    if isinstance(source, str) and view.kinds.get(source) == "assumption" and link.get("role") != "enables":
        message = f"{source} is an assumption, which cannot contribute an amount"
        remedy = "name it under assumes: of the links that rest on it, or write role: enables"
        yield Fault(("links", place, "from"), message, remedy)


def _targets(view: _View) -> Iterator[Fault]:
    homes = view.indicators()
    names: dict[str, int] = {}
    for place, target in view.entries("targets"):
        node, indicator = target.get("node"), target.get("indicator")
        if isinstance(node, str) and node not in view.kinds:
            yield Fault(("targets", place, "node"), f"no node is called {node}", did_you_mean(node, view.kinds))
        elif isinstance(node, str) and view.kinds[node] == "assumption":
            yield Fault(("targets", place, "node"), f"{node} is an assumption, which has no level", "set the target on a result")
        if isinstance(indicator, str):
            yield from _indicator(place, node, indicator, homes)
        for key in ("by", "within"):
            due = target.get(key)
            if due is not None and view.periods is not None and view.periods.index(str(due)) is None:
                labels = view.periods.labels
                message = f"{due} is not a period of the plan, which runs from {labels[0]} to {labels[-1]}"
                yield Fault(("targets", place, key), message, "choose one of its periods or raise periods.count")
        home = node or (homes.get(str(indicator)) or [None])[0]
        name = str(target.get("id") or f"{home}@{target.get('by') or target.get('within')}")
        first = names.setdefault(name, place)
        if first != place:
            message = f"another target is called {name} already (the {_ordinal(first)} in the list)"
            yield Fault(("targets", place), message, "give each an id of its own")
    success = view.document.get("success")
    listed = success.get("of") if isinstance(success, Mapping) else success
    for target_id in _strings(listed if isinstance(listed, list | tuple) else None):
        if target_id not in names:
            yield Fault(("success",), f"no target is called {target_id}", did_you_mean(target_id, names))


def _indicator(place: int, node: Any, indicator: str, homes: dict[str, list[str]]) -> Iterator[Fault]:
    found = homes.get(indicator, [])
    if not found or (isinstance(node, str) and node not in found):
        where = f"{node} has no indicator" if isinstance(node, str) and found else "no indicator is"
        yield Fault(("targets", place, "indicator"), f"{where} called {indicator}", did_you_mean(indicator, homes))
    elif node is None and len(found) > 1:
        message = f"several nodes have an indicator called {indicator}: {', '.join(found)}"
        yield Fault(("targets", place, "indicator"), message, "name the node too")


def _allocations(view: _View) -> Iterator[Fault]:
    inputs = view.section("inputs")
    for name, allocation in view.section("allocations").items():
        amounts = allocation if isinstance(allocation, Mapping) else getattr(allocation, "amounts", {})
        for key, amount in amounts.items():
            if key in WORDS or key == "amounts":
                continue
            where = ("allocations", str(name), str(key))
            if key not in inputs:
                yield Fault(where, f"no input is called {key}", did_you_mean(str(key), inputs))
            yield from _length(view, where, amount)
    for node_id, factor in view.section("factors").items():
        value = factor.get("value") if isinstance(factor, Mapping) else None
        yield from _length(view, ("factors", str(node_id), "value"), value)


def _length(view: _View, where: tuple[str, ...], value: Any) -> Iterator[Fault]:
    if isinstance(value, list | tuple) and view.periods is not None and len(value) != view.periods.count:
        message = f"a list needs one number for each of the {view.periods.count} periods, found {len(value)}"
        yield Fault(where, message, "or write one number for all")


def _budget(view: _View) -> Iterator[Fault]:
    budget = view.document.get("budget")
    if not isinstance(budget, Mapping):
        return
    yield from _length(view, ("budget", "per_period"), budget.get("per_period"))
    bounds = budget.get("bounds")
    inputs = view.section("inputs")
    for key, bound in bounds.items() if isinstance(bounds, Mapping) else ():
        if key not in inputs:
            yield Fault(("budget", "bounds", str(key)), f"no input is called {key}", did_you_mean(str(key), inputs))
        pair = bound if isinstance(bound, list | tuple) and len(bound) == 2 else None
        if pair and all(isinstance(end, int | float) for end in pair) and pair[0] > pair[1]:
            message = f"the least amount must not be above the most ({pair[0]:g} > {pair[1]:g})"
            yield Fault(("budget", "bounds", str(key)), message)


def _mentions(view: _View) -> Iterator[Fault]:
    known = view.section("stakeholders")
    for section in RESULT_SECTIONS:
        for node_id, node in view.section(section).items():
            named = node.get("beneficiaries") if isinstance(node, Mapping) else None
            for place, who in enumerate(_strings(named)):
                if who not in known:
                    where = (section, str(node_id), "beneficiaries", place)
                    yield Fault(where, f"no stakeholder is called {who}", did_you_mean(who, known))


def _cycle(view: _View) -> Iterator[Fault]:
    edges: dict[str, set[str]] = {}
    places: dict[tuple[str, str], int] = {}
    for place, link in view.entries("links"):
        source, target = link.get("from"), link.get("to")
        spread = link.get("spread")
        first_share = spread[0] if isinstance(spread, list | tuple) and spread else 1
        late = isinstance(link.get("lag"), int) and link["lag"] > 0
        if isinstance(source, str) and isinstance(target, str) and source != target and not late and first_share:
            edges.setdefault(target, set()).add(source)
            places[source, target] = place
    cycle = lagless_cycle(edges)
    if cycle:
        message = f"the links {' -> '.join(cycle)} form a cycle in which nothing takes time"
        where = ("links", places[cycle[0], cycle[1]])
        yield Fault(where, message, "give one of them a lag of at least 1")


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _ordinal(place: int) -> str:
    number = place + 1
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
