"""Plans as GraphML: for yEd, Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import io
from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.drafts.lettering import legible
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.elements import root_of
from logicmodel.files.format import Format
from logicmodel.files.graphs.attributes import deep, fill, flat, graph_of, level, told_by, whole
from logicmodel.files.graphs.drawn import drawn_for_yed
from logicmodel.files.graphs.opening import taken
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class Graphml(Format):
    """GraphML: everything that a plan says, as attributes of the graph, its nodes and its edges."""

    kind: ClassVar[str] = "graphml"
    title: ClassVar[str] = "GraphML"
    suffixes: ClassVar[tuple[str, ...]] = (".graphml",)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; files of other tools are read as far as their attributes are understood."""
        import networkx as nx  # noqa: PLC0415 - a third of a second that only graphs need

        root_of(source)  # refuses what is unsafe
        graph = taken(source, "GraphML", lambda file: nx.read_graphml(file, force_multigraph=True))
        draft = Draft(source.name, losses)
        told_by(draft, deep(graph.graph))
        fill(draft, graph)
        if "periods" not in draft.document:
            draft.timed()
        return draft.plan()

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:  # noqa: ARG002 - it holds everything
        """Write the plan; what is nested is JSON, in attributes whose names say so."""
        import networkx as nx  # noqa: PLC0415

        rest = Remainder(plan)
        graph = graph_of(plan, rest)
        graph.graph.update(flat(whole(plan, rest)))
        level(fields for _, fields in graph.nodes(data=True))
        level(fields for _, _, fields in graph.edges(data=True))
        made = io.BytesIO()
        with legible(path):
            nx.write_graphml_lxml(graph, made)
            data = drawn_for_yed(made.getvalue(), plan)
        write_bytes(path, data)
