"""Faults between the parts of a plan, found on plain data so that they show beside faults of fields."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from logicmodel.errors import did_you_mean
from logicmodel.plan.cycles import lagless_cycle
from logicmodel.plan.decisions import WORDS
from logicmodel.plan.group import group_faults
from logicmodel.plan.link import Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.periods import Periods
from logicmodel.plan.quantities import quantity_fields
from logicmodel.plan.spending import amounts_in_time, spending_faults
from logicmodel.text import Name, TextError, parse

WORD = re.compile(r"\s*[^\W\d][\w-]*\s*")

HINTED = 100
"""Unknown ends of links that come with a proposal: each is held against every node."""
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
        *_ids(view),
        *_links(view),
        *_targets(view),
        *_groups(view),
        *_success(view),
        *_allocations(view),
        *_budget(view),
        *_mentions(view),
        *_numbers(view),
        *_cycle(view),
    ]


class _View:
    """Lenient access to a document that may be wrong anywhere."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.kinds = {
            str(node_id): model.kind
            for section, model in SECTIONS.items()
            for node_id in self.section(section)
        }
        self.periods = _periods(document.get("periods"))
        self.unsound = {name for name, part in document.items() if not isinstance(part, Mapping | None)}

    def sound(self, *names: str) -> bool:
        """Say whether sections have the form in which things in them can be looked up."""
        return self.unsound.isdisjoint(names)

    def section(self, name: str) -> Mapping[str, Any]:
        found = self.document.get(name)
        return found if isinstance(found, Mapping) else {}

    def entries(self, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        found = self.document.get(name)
        if isinstance(found, Sequence) and not isinstance(found, str):
            for place, entry in enumerate(found):
                data = entry if isinstance(entry, Mapping) else _plain(entry)
                if data is not None and name == "links":
                    ends = {"from": data.get("source"), "to": data.get("target")}
                    data = {
                        **ends,
                        **data,
                    }  # a link built in Python may use the names of its fields
                if data is not None:
                    yield place, data

    def indicators(self) -> dict[str, list[str]]:
        """Return the nodes that have an indicator of each name."""
        homes: dict[str, list[str]] = {}
        for section in RESULT_SECTIONS:
            for node_id, node in self.section(section).items():
                found = _inside(node, "indicators")
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
    hinted = 0
    for place, link in view.entries("links"):
        ends = [link.get("from"), link.get("to")]
        for key, end in zip(("from", "to"), ends, strict=True):
            if isinstance(end, str) and end not in view.kinds and view.sound(*SECTIONS):
                hinted += 1
                hint = did_you_mean(end, view.kinds) if hinted <= HINTED else ""
                yield Fault(("links", place, key), f"no node is called {end}", hint)
        yield from _ends(view, place, link)
        name = str(link.get("id") or f"{ends[0]}->{ends[1]}")
        first = names.setdefault(name, place)
        if first != place and all(isinstance(end, str) for end in ends):
            message = f"another link is called {name} already (the {_ordinal(first)} in the list)"
            yield Fault(("links", place), message, "give each an id of its own")
        for position, assumed in enumerate(_strings(link.get("assumes"))):
            if view.kinds.get(assumed) != "assumption" and view.sound("assumptions"):
                known = view.section("assumptions")
                message = f"no assumption is called {assumed}"
                yield Fault(
                    ("links", place, "assumes", position), message, did_you_mean(assumed, known)
                )


def _ends(view: _View, place: int, link: Mapping[str, Any]) -> Iterator[Fault]:
    target, source = link.get("to"), link.get("from")
    if isinstance(target, str) and view.kinds.get(target) in {"input", "factor", "assumption"}:
        message = f"{target} is {_a(view.kinds[target])}, which nothing in the plan can act on"
        yield Fault(("links", place, "to"), message, "links end at activities, outputs or outcomes")
    if (
        isinstance(source, str)
        and view.kinds.get(source) == "assumption"
        and link.get("role") != "enables"
    ):
        message = f"{source} is an assumption, which cannot contribute an amount"
        remedy = "name it under assumes: of the links that rest on it, or write role: enables"
        yield Fault(("links", place, "from"), message, remedy)


def _targets(view: _View) -> Iterator[Fault]:
    homes = view.indicators()
    names: dict[str, int] = {}
    for place, target in view.entries("targets"):
        node, indicator = target.get("node"), target.get("indicator")
        if isinstance(node, str) and node not in view.kinds:
            if view.sound(*SECTIONS):
                hint = did_you_mean(node, view.kinds)
                yield Fault(("targets", place, "node"), f"no node is called {node}", hint)
        elif isinstance(node, str) and view.kinds[node] == "assumption":
            message = f"{node} is an assumption, which has no level"
            yield Fault(("targets", place, "node"), message, "set the target on a result")
        if isinstance(indicator, str):
            yield from _indicator(view, place, node, indicator, homes)
        yield from _due(view, place, target)
        name = _target_name(target, homes)
        first = names.setdefault(name, place)
        if first != place and not name.endswith("@None"):
            message = f"another target is called {name} already (the {_ordinal(first)} in the list)"
            yield Fault(("targets", place), message, "give each an id of its own")


def _due(view: _View, place: int, target: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("by", "within"):
        due = target.get(key)
        if view.periods is None or not isinstance(due, str | int | float):
            continue
        if view.periods.index(str(due)) is None:
            labels = view.periods.labels
            message = f"{str(due)[:40]} is not a period of the plan, which runs from {labels[0]} to {labels[-1]}"
            remedy = "choose one of its periods or raise periods.count"
            yield Fault(("targets", place, key), message, remedy)


def _groups(view: _View) -> Iterator[Fault]:
    """Hold the groups of indicators against the periods, and against each other."""
    for section in RESULT_SECTIONS:
        for node_id, node in view.section(section).items():
            indicators = _inside(node, "indicators")
            for name, indicator in indicators.items() if isinstance(indicators, Mapping) else ():
                groups = _inside(indicator, "groups")
                if not isinstance(groups, list | tuple):
                    continue
                found = [one if isinstance(one, Mapping) else _plain(one) or {} for one in groups]
                for loc, message, remedy in group_faults(found, view.periods):
                    where = (section, str(node_id), "indicators", str(name), "groups", *loc)
                    yield Fault(where, message, remedy)


def _inside(entry: Any, key: str) -> Any:
    return entry.get(key) if isinstance(entry, Mapping) else getattr(entry, key, None)


def _target_name(target: Mapping[str, Any], homes: Mapping[str, list[str]]) -> str:
    home = target.get("node") or next(iter(homes.get(str(target.get("indicator")), ())), None)
    return str(target.get("id") or f"{home}@{target.get('by') or target.get('within')}")


def _success(view: _View) -> Iterator[Fault]:
    """Compare what counts as success with the targets there are."""
    success = view.document.get("success")
    form = success if isinstance(success, Mapping) else {"of": success}
    chosen, wanted = form.get("of"), form.get("at_least")
    homes = view.indicators()
    targets = {_target_name(target, homes): target for _, target in view.entries("targets")}
    if isinstance(chosen, list | tuple):
        inside = ("success", "of") if isinstance(success, Mapping) else ("success",)
        for place, target_id in enumerate(chosen):
            if isinstance(target_id, str) and target_id not in targets:
                hint = did_you_mean(target_id, targets)
                yield Fault((*inside, place), f"no target is called {target_id}", hint)
        count = len(chosen)
    else:
        if not view.sound(*SECTIONS):
            return
        kinds = {"outcomes": {"outcome"}, "outputs": {"activity", "output"}}
        counted = kinds.get(str(chosen or "outcomes"))
        nodes = [target.get("node") or name.partition("@")[0] for name, target in targets.items()]
        count = sum(counted is None or view.kinds.get(str(node)) in counted for node in nodes)
    wanted = int(wanted) if isinstance(wanted, str) and wanted.isdecimal() else wanted
    if isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > count:
        message = f"asks for {wanted} targets, but only {count} count"
        yield Fault(("success", "at_least"), message, "lower at_least or change of")


def _indicator(
    view: _View, place: int, node: Any, indicator: str, homes: dict[str, list[str]]
) -> Iterator[Fault]:
    found = homes.get(indicator, [])
    if not view.sound(*RESULT_SECTIONS):
        return
    if not found or (isinstance(node, str) and node not in found):
        where = f"{node} has no indicator" if isinstance(node, str) and found else "no indicator is"
        yield Fault(
            ("targets", place, "indicator"),
            f"{where} called {indicator}",
            did_you_mean(indicator, homes),
        )
    elif node is None and len(found) > 1:
        message = f"several nodes have an indicator called {indicator}: {', '.join(found)}"
        yield Fault(("targets", place, "indicator"), message, "name the node too")


def _allocations(view: _View) -> Iterator[Fault]:
    inputs = view.section("inputs")
    for name, allocation in view.section("allocations").items():
        amounts = (
            allocation if isinstance(allocation, Mapping) else getattr(allocation, "amounts", {})
        )
        for key, amount in amounts.items():
            if key in WORDS or key == "amounts":
                continue
            where = ("allocations", str(name), str(key))
            if key not in inputs and view.sound("inputs"):
                yield Fault(where, f"no input is called {key}", did_you_mean(str(key), inputs))
            yield from _length(view, where, amount)
    for node_id, factor in view.section("factors").items():
        value = factor.get("value") if isinstance(factor, Mapping) else None
        yield from _length(view, ("factors", str(node_id), "value"), value)


def _length(view: _View, where: tuple[str, ...], value: Any) -> Iterator[Fault]:
    if (
        isinstance(value, list | tuple)
        and view.periods is not None
        and len(value) != view.periods.count
    ):
        count = view.periods.count
        message = f"a list needs one number for each of the {count} periods, found {len(value)}"
        yield Fault(where, message, f"write {count} numbers, or one number for all periods")


def _budget(view: _View) -> Iterator[Fault]:
    budget = view.document.get("budget")
    if not isinstance(budget, Mapping):
        return
    inputs = view.section("inputs") if view.sound("inputs") else None
    for loc, message, remedy in spending_faults(budget, inputs):
        yield Fault(("budget", *loc), message, remedy)
    for loc, value in amounts_in_time(budget):
        yield from _length(view, ("budget", *loc), value)


def _mentions(view: _View) -> Iterator[Fault]:
    known = view.section("stakeholders")
    for section in RESULT_SECTIONS:
        for node_id, node in view.section(section).items():
            named = node.get("beneficiaries") if isinstance(node, Mapping) else None
            for place, who in enumerate(_strings(named)):
                if who not in known and view.sound("stakeholders"):
                    where = (section, str(node_id), "beneficiaries", place)
                    yield Fault(where, f"no stakeholder is called {who}", did_you_mean(who, known))


def _numbers(view: _View) -> Iterator[Fault]:
    """Find words that stand where a number should, and that no number is called."""
    numbers = view.section("numbers")
    if not view.sound("numbers"):
        return
    for section, model in (*SECTIONS.items(), ("links", Link)):
        named = view.section(section).items() if model is not Link else view.entries(section)
        keys = quantity_fields(model).keys()
        for name, element in named:
            for key in keys & element.keys() if isinstance(element, Mapping) else ():
                word = _word(element[key])
                if word is not None and word not in numbers:
                    yield Fault((section, name, key), *unknown_number(word, numbers))


def _word(value: Any) -> str | None:
    """Return the name that a value is, where it is nothing but a name."""
    if not isinstance(value, str) or not WORD.fullmatch(value):
        return None
    try:
        node = parse(value).node
    except TextError:
        return None
    return node.text if isinstance(node, Name) else None


def unknown_number(word: str, numbers: Iterable[str]) -> tuple[str, str]:
    """Return message and remedy for a word where a number should stand."""
    hint = did_you_mean(word, numbers)
    remedy = hint if hint.startswith("did") else f"write a number, or define {word} under numbers:"
    return f"expected a number, found '{word}'", remedy


def _cycle(view: _View) -> Iterator[Fault]:
    edges: dict[str, set[str]] = {}
    places: dict[tuple[str, str], int] = {}
    for place, link in view.entries("links"):
        source, target = link.get("from"), link.get("to")
        spread = link.get("spread")
        first_share = spread[0] if isinstance(spread, list | tuple) and spread else 1
        late = isinstance(link.get("lag"), int | float | str) and link["lag"] not in {0, "0"}
        if (
            isinstance(source, str)
            and isinstance(target, str)
            and source != target
            and not late
            and first_share
        ):
            edges.setdefault(target, set()).add(source)
            places[source, target] = place
    cycle = lagless_cycle(edges)
    if cycle:
        message = f"the links {' -> '.join(cycle)} form a cycle in which nothing takes time"
        where = ("links", places[cycle[0], cycle[1]])
        yield Fault(where, message, "give one of them a lag of at least 1")


def _strings(value: Any) -> list[str]:
    return (
        [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []
    )


def _ordinal(place: int) -> str:
    number = place + 1
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
