"""Where nodes stand and how they look when a graph is opened in another tool, until that tool lays it out itself."""

from __future__ import annotations

import collections
from typing import Final

from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

COLOURS: Final = {"input": "#D68A00", "activity": "#2A8CC4", "output": "#2A9D8F", "outcome": "#B95A8E", "factor": "#8A8F98", "assumption": "#8A8F98"}
SIZE: Final = (200, 60)
"""Width and height of a node."""
STEP: Final = (320, 90)
"""Distance from one column or row to the next."""
SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
YED: Final = "http://www.yworks.com/xml/graphml"


def places(plan: Plan) -> dict[str, tuple[int, int]]:
    """Return where each node stands: a column for each section, from inputs on the left to what acts from outside."""
    columns = {section: number for number, section in enumerate(SECTIONS)}
    rows: collections.Counter[int] = collections.Counter()
    found = {}
    for name, node in plan.nodes.items():
        column = columns[node.section]
        found[name] = (column * STEP[0], rows[column] * STEP[1])
        rows[column] += 1
    return found


def drawn_for_yed(data: bytes, plan: Plan) -> bytes:
    """Return a GraphML file with boxes that have a title and arrows that have a head, as yEd wants them drawn."""
    from lxml import etree  # noqa: PLC0415 - a fifth of a second that only XML needs

    root = etree.fromstring(data)
    keys = {"node": "drawn_node", "edge": "drawn_edge"}
    for thing, key in reversed(keys.items()):
        root.insert(0, etree.Element(f"{{{SPACE}}}key", {"id": key, "for": thing, "yfiles.type": f"{thing}graphics"}, nsmap={"y": YED}))
    at = places(plan)
    for node in root.iter(f"{{{SPACE}}}node"):
        name = node.get("id")
        x, y = at[name]
        shape = etree.SubElement(etree.SubElement(node, f"{{{SPACE}}}data", key=keys["node"]), f"{{{YED}}}ShapeNode")
        etree.SubElement(shape, f"{{{YED}}}Geometry", x=f"{x}", y=f"{y}", width=f"{SIZE[0]}", height=f"{SIZE[1]}")
        etree.SubElement(shape, f"{{{YED}}}Fill", color="#FFFFFF", transparent="false")
        etree.SubElement(shape, f"{{{YED}}}BorderStyle", color=COLOURS[plan.kind_of(name)], type="line", width="2.0")
        label = etree.SubElement(shape, f"{{{YED}}}NodeLabel", {"configuration": "CroppingLabel", "modelName": "internal", "modelPosition": "c"})
        label.text = plan.title_of(name)
        etree.SubElement(shape, f"{{{YED}}}Shape", type="roundrectangle")
    for edge in root.iter(f"{{{SPACE}}}edge"):
        line = etree.SubElement(etree.SubElement(edge, f"{{{SPACE}}}data", key=keys["edge"]), f"{{{YED}}}PolyLineEdge")
        etree.SubElement(line, f"{{{YED}}}Arrows", source="none", target="standard")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
