"""A plan -> a graph with attributes, and a graph -> a plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from logicmodel.files.drafts.draft import Draft
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.drafts.sorts import sort_of
from logicmodel.plan.link import Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan
from logicmodel.wording import counted

if TYPE_CHECKING:
    import networkx as nx

NESTED: Final = " (json)"
"""End of the name of an attribute whose value is a list or a mapping, written as JSON."""
RENAMED: Final = {"weight": "effect", "id": "link_id"}
"""Attributes of links by field, where tools for networks take the name for something of their own."""
NAMES: Final = ("title", "label", "name", "Label", "Name", "text")
SORTED: Final = ("kind", "type", "Type", "element type", "category", "class", "group", "level")
REASONS: Final = ("because", "label", "Label", "description", "name")
MACHINE: Final = re.compile(r"elem-\w+|(?:node|n|v|id)[-_]?\d+")
"""Ids that tools give to nodes; where a file is none of ours, ids are made of the titles instead."""
DRAWN: Final = frozenset({"id", "label", "weight", "viz", "x", "y", "z", "color", "size", "shape", "key", "networkx_key", "start", "end", "width", "pid", "shape_type"})
"""Attributes that say how something is drawn or stored."""


def graph_of(plan: Plan, rest: Remainder) -> nx.MultiDiGraph[str]:
    """Return nodes and links with what is said of them; both are taken from the remainder."""
    import networkx as nx  # noqa: PLC0415 - a third of a second that only graphs need

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, node in plan.nodes.items():
        entry = rest.document[node.section].pop(name)
        graph.add_node(name, label=node.title or name, kind=node.kind, **flat(entry))
    for link in plan.links:
        entry = rest.document["links"].pop(link.name)
        fields = {RENAMED.get(key, key): value for key, value in entry.items() if key not in {"from", "to"}}
        graph.add_edge(link.source, link.target, key=link.name, **flat(fields))
    return graph


def flat(entry: Mapping[str, Any]) -> dict[str, str | float | int | bool]:
    """Return a mapping of plain values: what is nested becomes JSON.

    >>> flat({"unit": "people", "beneficiaries": ["all"]})
    {'unit': 'people', 'beneficiaries (json)': '["all"]'}
    """
    return {
        key + NESTED if isinstance(value, list | dict) else key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for key, value in entry.items()
    }


def level(entries: Iterable[dict[str, Any]]) -> None:
    """Give each attribute one type in all entries, as tools that keep a table want it: mixed ones become text, numbers decimal.

    >>> some = [{"a": 1, "b": 2}, {"a": 0.5, "b": "2 to 3"}]
    >>> level(some)
    >>> some
    [{'a': 1.0, 'b': '2'}, {'a': 0.5, 'b': '2 to 3'}]
    """
    known = list(entries)
    types: dict[str, set[type]] = {}
    for entry in known:
        for key, value in entry.items():
            types.setdefault(key, set()).add(type(value))
    for key, found in types.items():
        if len(found) > 1:
            one = float if found == {int, float} else str
            for entry in known:
                if key in entry:
                    entry[key] = one(entry[key])


def deep(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``flat`` was given; what only looks like JSON is left as it is."""
    found: dict[str, Any] = {}
    for key, value in attributes.items():
        if key.endswith(NESTED) and isinstance(value, str):
            try:
                found[key.removesuffix(NESTED)] = json.loads(value)
            except (ValueError, RecursionError):
                found[key] = value
        else:
            found[key] = value
    return found


def told_by(draft: Draft, said: Mapping[str, Any]) -> None:
    """Take over what a file says of the plan as a whole; what is no field of a plan is noted as lost."""
    fields = set(Plan.model_fields) - {*SECTIONS, "links"}
    draft.document |= {name: value for name, value in said.items() if name in fields}
    _leave(draft, "", set(said) - fields - {"node_default", "edge_default", "name", "mode", "edgedefault"})


def whole(plan: Plan, rest: Remainder) -> dict[str, Any]:
    """Return what is said of the plan as a whole, when nodes and links are taken from the remainder."""
    found = {**rest.document, "targets": plan.to_document().get("targets", [])}
    return {key: value for key, value in found.items() if value not in ({}, [])}


def fill(draft: Draft, graph: nx.Graph[Any]) -> None:
    """Add the nodes and links of a graph to a draft; what is not understood is noted as lost."""
    homes: dict[Any, str] = {}
    guessed: list[str] = []
    for key, attributes in graph.nodes(data=True):
        found = deep(attributes)
        section, fields, known = _sort(graph, key, found)
        title = next((str(found[name]) for name in NAMES if found.get(name)), str(key))
        own = {name: value for name, value in found.items() if name in SECTIONS_FIELDS[section] and name != "title"}
        kept = "periods" in draft.document or not (str(key) == title or MACHINE.fullmatch(str(key)))
        homes[key] = draft.node(section, title, {**fields, **own}, str(key) if kept else "")
        if not known:
            guessed.append(title)
        _leave(draft, f"{section}.{homes[key]}", set(found) - set(own) - DRAWN - {"kind", *NAMES, *(SORTED if known else ())})
    if guessed:
        draft.lose("", f"{counted(len(guessed), 'node')} {'does' if len(guessed) == 1 else 'do'} not say what {'it is' if len(guessed) == 1 else 'they are'} ({', '.join(guessed[:3])}{', ...' if len(guessed) > 3 else ''}); "
                   "what nothing leads to was read as an activity, anything else as an outcome", "give each an attribute kind")
    if not graph.is_directed():
        draft.lose("links", "the graph has no directions; its edges were read from the first node to the second")
    _name_stakeholders(draft)
    for source, target, attributes in graph.edges(data=True):
        _edge(draft, homes[source], homes[target], deep(attributes))


SECTIONS_FIELDS: Final = {section: frozenset(model.model_fields) for section, model in SECTIONS.items()}


def _sort(graph: nx.Graph[Any], key: Any, found: Mapping[str, Any]) -> tuple[str, dict[str, str], bool]:
    """Return section and fields of a node, and whether the file says so."""
    kinds = {model.kind: section for section, model in SECTIONS.items()}
    said = str(found.get("kind"))
    if said in kinds:
        return kinds[said], {}, True
    for name in SORTED:
        sort = sort_of(str(found.get(name, "")))
        if sort is not None:
            return *sort, True
    import networkx as nx  # noqa: PLC0415 - whoever has a graph has it

    before = graph.in_degree(key) if isinstance(graph, nx.DiGraph) else 0
    return ("outcomes" if before else "activities"), {}, False


def _name_stakeholders(draft: Draft) -> None:
    """Add the stakeholders that nodes name and the file does not describe; what is no list of names is left to the plan to refuse."""
    named = [node.get("beneficiaries") for section in SECTIONS for node in draft.document.get(section, {}).values()]
    names = [name for group in named if isinstance(group, list) for name in group if isinstance(name, str)]
    known = draft.document.get("stakeholders", {})
    if names and isinstance(known, dict):
        draft.document["stakeholders"] = known | {name: {"title": name} for name in names if name not in known}


def _edge(draft: Draft, source: str, target: str, found: dict[str, Any]) -> None:
    where = f"links.{source}->{target}"
    if any(target in draft.document.get(section, {}) for section in ("inputs", "factors", "assumptions")):
        draft.lose(where, "was left out: nothing in a plan acts on inputs, factors and assumptions")
        return
    fields = set(Link.model_fields) - {"source", "target", "because", *RENAMED}
    ours = {name: value for name, value in found.items() if name in fields}
    reason = next((name for name in REASONS if found.get(name)), "")
    ours |= {name: found[other] for name, other in RENAMED.items() if found.get(other) not in (None, "")}
    if "weight" not in ours and found.get("weight", 1) not in (1, 1.0, "1"):
        draft.lose(where, f"its weight {found['weight']} was left out: what weights mean differs between files")
    if source in draft.document.get("assumptions", {}):
        ours.setdefault("role", "enables")
    draft.link(source, target, because=str(found.get(reason, "")), **ours)
    _leave(draft, where, set(found) - set(ours) - DRAWN - {reason, *RENAMED.values()})


def _leave(draft: Draft, where: str, names: Iterable[str]) -> None:
    for name in sorted(names):
        draft.lose(f"{where}.{name}".lstrip("."), "is no field of a plan and was left out")


