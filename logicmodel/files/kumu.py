"""Plans as Kumu blueprints: elements and connections of maps that are drawn on kumu.io."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from logicmodel.errors import FileError, Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.format import Format
from logicmodel.files.graphs.attributes import DRAWN, fill, graph_of, told_by, whole
from logicmodel.files.source import Source, json_text
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_text

if TYPE_CHECKING:
    import networkx as nx

OURS: Final = "plan"
"""Key of what a plan says beside its nodes and links; Kumu does not know it."""

OPPOSITE: Final = frozenset({"-", "\N{MINUS SIGN}", "\N{EN DASH}", "o", "opposite", "negative", "decreases", "reduces"})
SAME: Final = frozenset({"", "+", "s", "same", "positive", "increases"})
"""Types of connections: how maps of causes say whether more of one makes less or more of the other."""


class Kumu(Format):
    """Kumu: a blueprint (JSON) with elements and connections, or a map that was exported."""

    kind: ClassVar[str] = "kumu"
    title: ClassVar[str] = "Kumu"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def recognises(self, source: Source) -> bool:
        """Say whether the content is a mapping with a list of elements."""
        try:
            found = json.loads(source.text())
        except (FileError, ValueError, RecursionError):
            return False
        return isinstance(found, dict) and isinstance(found.get("elements"), list)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; what is not understood is noted as lost."""
        try:
            found = json.loads(source.text())
        except (ValueError, RecursionError) as error:
            raise source.refusal(f"is no JSON that can be read ({error})", "export it once more") from None
        if not isinstance(found, dict) or not isinstance(found.get("elements"), list):
            raise source.refusal("holds no list of elements", "export a blueprint or a map from Kumu")
        draft = Draft(source.name, losses)
        graph = _graph(found, draft, source)
        said = found.get(OURS)
        draft.say(title=str(found.pop("name", "") or ""))
        told_by(draft, said if isinstance(said, dict) else {})
        for name in sorted(set(found) - {"elements", "connections", OURS, "version", "_id"}):
            if found[name]:
                draft.lose(name, "is no part of a plan and was left out")
        fill(draft, graph)
        if "periods" not in draft.document:
            draft.timed()
        return draft.plan()

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:  # noqa: ARG002 - it holds everything
        """Write a blueprint; what is nested is JSON, in fields whose names say so."""
        rest = Remainder(plan)
        graph = graph_of(plan, rest)
        elements = [
            {"id": name, **{key: value for key, value in fields.items() if key != "title"}, "type": str(fields["kind"]).capitalize()}
            for name, fields in graph.nodes(data=True)
        ]
        connections = [
            {"from": source, "to": target, "direction": "directed", **fields} for source, target, fields in graph.edges(data=True)
        ]
        blueprint = {"elements": elements, "connections": connections, OURS: whole(plan, rest)}
        write_text(path, json_text(blueprint))


def _graph(found: Any, draft: Draft, source: Source) -> nx.MultiDiGraph[str]:
    """Return elements and connections as a graph; what cannot be placed is noted as lost."""
    import networkx as nx  # noqa: PLC0415 - a third of a second that only graphs need

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names: dict[str, str] = {}
    for element in _mappings(found.get("elements"), source):
        fields = _fields(element)
        name = str(element.get("id") or element.get("_id") or fields.get("label") or f"element {len(graph) + 1}")
        names |= {str(fields.get("label", name)): name, name: name}
        graph.add_nodes_from([(name, fields)])
    for connection in _mappings(found.get("connections", []), source):
        ends = [str(connection.get(side, "")) for side in ("from", "to")]
        missing = [end for end in ends if end not in names]
        if missing:
            draft.lose("connections", f"one between {ends[0]} and {ends[1]} was left out: there is no element {missing[0]}")
            continue
        first, second = (names[end] for end in ends)
        graph.add_edges_from([(first, second, _connection(connection, f"links.{first}->{second}", draft))])
    return graph


def _connection(connection: dict[str, Any], where: str, draft: Draft) -> dict[str, Any]:
    """Return the fields of a connection; Kumu's own marks become what a link can say."""
    fields = {key: value for key, value in _fields(connection).items() if key not in {"from", "to"}}
    direction = fields.pop("direction", "directed")
    if direction != "directed":
        draft.lose(where, f"is {direction}; it was read in one direction")
    if fields.pop("delayed", False) and not fields.get("lag"):
        draft.lose(where, "is delayed, without saying how long; it was given a lag of one period")
        fields["lag"] = 1
    sign = str(fields.pop("connection type", "")).strip().lower()
    if fields.pop("reversed", False) or sign in OPPOSITE:
        draft.lose(where, "has the opposite effect in Kumu", "give it a negative weight")
    elif sign not in SAME:
        draft.lose(where, f"is of the type '{sign}', which was left out")
    return fields


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an element or connection, those of exported maps included; empty ones are left out."""
    inner = entry.get("attributes")
    found = {**entry, **(inner if isinstance(inner, dict) else {})}
    return {key: value for key, value in found.items() if value not in (None, "", [], {}) and key not in {"attributes", "_id", *(DRAWN - {"label"})}}


def _mappings(entries: Any, source: Source) -> Iterator[dict[str, Any]]:
    for entry in entries if isinstance(entries, list) else [None]:
        if not isinstance(entry, dict):
            raise source.refusal("is no blueprint: elements and connections are lists of mappings", "export the map from Kumu once more")
        yield entry
