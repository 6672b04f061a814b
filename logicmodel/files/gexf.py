"""Plans as GEXF: nodes and links for Gephi."""

from __future__ import annotations

import io
import json
from typing import Any, ClassVar

from logicmodel.errors import Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.drafts.lettering import legible
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.elements import Element, root_of
from logicmodel.files.format import Format
from logicmodel.files.graphs.attributes import fill, graph_of, told_by, whole
from logicmodel.files.graphs.drawn import COLOURS, places
from logicmodel.files.graphs.opening import taken
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class Gexf(Format):
    """GEXF: nodes and links with what is said of them; the rest of the plan is in the description."""

    kind: ClassVar[str] = "gexf"
    title: ClassVar[str] = "GEXF"
    suffixes: ClassVar[tuple[str, ...]] = (".gexf",)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; files of other tools are read as far as their attributes are understood."""
        import networkx as nx  # noqa: PLC0415 - a third of a second that only graphs need

        root = root_of(source)  # refuses what is unsafe
        graph = taken(source, "GEXF", nx.read_gexf)
        draft = Draft(source.name, losses)
        told_by(draft, _described(root))
        fill(draft, graph)
        if "periods" not in draft.document:
            draft.timed()
        return draft.plan()

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:  # noqa: ARG002 - it holds everything
        """Write the plan; what is nested is JSON, in attributes whose names say so."""
        import networkx as nx  # noqa: PLC0415
        from lxml import etree  # noqa: PLC0415

        rest = Remainder(plan)
        graph = graph_of(plan, rest)
        for source, target, attributes in graph.edges(data=True):
            attributes.update({key: str(value) for key, value in attributes.items()})
            attributes["id"] = attributes.get("link_id", f"{source}->{target}")
        at = places(plan)
        for name, attributes in graph.nodes(data=True):  # an attribute has one type in all of a GEXF file
            attributes.update({key: str(value) for key, value in attributes.items()})
            attributes["viz"] = _viz(plan.kind_of(name), *at[name])
        with legible(path):
            made = io.BytesIO()
            nx.write_gexf(graph, made)
            root = etree.fromstring(made.getvalue())
            for meta in root.iterchildren("{*}meta"):
                meta.attrib.clear()  # the day of writing would make two files of one plan differ
                meta[0].text = "logicmodel"
                etree.SubElement(meta, meta[0].tag.replace("creator", "description")).text = json.dumps(whole(plan, rest), ensure_ascii=False)
        write_bytes(path, bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")))


def _viz(kind: str, x: int, y: int) -> dict[str, dict[str, float]]:
    """Return colour and place of a node; up is up in Gephi."""
    red, green, blue = bytes.fromhex(COLOURS[kind].removeprefix("#"))
    return {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "position": {"x": float(x), "y": float(-y), "z": 0.0}}


def _described(root: Element) -> dict[str, Any]:
    """Return what the description says of the plan; nothing where it is in words."""
    for text in root.iterfind("{*}meta/{*}description"):
        try:
            found = json.loads(text.text or "")
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else {}
    return {}
