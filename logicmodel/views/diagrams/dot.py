"""A scene for Graphviz: the same boxes, columns and colours, laid out by ``dot``."""

from __future__ import annotations

from itertools import pairwise

import graphviz

from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.diagrams.mermaid import MINUS
from logicmodel.views.diagrams.prose import lines_of
from logicmodel.views.diagrams.scene import Arrow, Box, Kind, Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.svg import direction_of

ROOM, SIZE = 170.0, 13.0
# Graphviz knows the widths of this one without any font file; the shipped font is about as wide.
FONT = "Helvetica"
SHAPES = {"card": "box", "hexagon": "hexagon", "oval": "ellipse"}


def to_graphviz(scene: Scene, style: Style) -> graphviz.Digraph:
    """Return the scene as a Graphviz graph, which shows itself in notebooks and writes DOT text.

    Graphviz knows dashed and dotted lines only: what else a pattern tells stands in the labels. Lanes
    and spheres are left out, gauges are told by their words.

    The ids in its SVG are those of the own drawing: ``node-<id>`` and ``link-<from>--<to>``.
    """
    graph = graphviz.Digraph(name="logicmodel", comment="logic model")
    graph.attr(
        rankdir={"right": "LR", "left": "RL", "up": "BT"}[direction_of(scene, style)],
        nodesep="0.28",
        ranksep="0.9",
        fontname=FONT,
        bgcolor=style.paper,
        label=graphviz.escape(scene.title),
        labelloc="t",
        labeljust="l",
        fontsize="20",
        fontcolor=style.ink,
        tooltip=graphviz.escape(scene.description or scene.title or "Logic model"),
    )
    graph.attr("node", shape="box", fontname=FONT, fontsize="13", margin="0.18,0.1")
    graph.attr("edge", fontname=FONT, fontsize="10", arrowsize="0.7")
    names = safe_names(scene)
    _columns(graph, scene, style, names)
    kinds: dict[str, Kind] = {box.id: box.kind for box in scene.boxes}
    for arrow in scene.arrows:
        if arrow.source in names and arrow.target in names:
            _edge(graph, arrow, kinds[arrow.source], style, names)
    return graph


def safe_names(scene: Scene) -> dict[str, str]:
    """Return a node name for every box; Graphviz takes a colon for a port, so those are numbered."""
    return {
        box.id: box.id if not set(box.id) & set(':\\"<>') else f"node_{place}"
        for place, box in enumerate(scene.boxes)
    }


def _columns(graph: graphviz.Digraph, scene: Scene, style: Style, names: dict[str, str]) -> None:
    """Add a cluster for every column, its boxes on one rank, the columns in their order."""
    firsts = []
    for index, column in enumerate(scene.columns):
        inside = [box for box in scene.boxes if box.column == index]
        inks = style.inks[column.kind]
        with graph.subgraph(name=f"cluster_{index}") as cluster:
            cluster.attr(
                label=graphviz.escape(column.title),
                labelloc="t",
                fontsize="14",
                margin="12",
                fontcolor=inks.deep,
                style="rounded,filled",
                color=inks.tint,
                fillcolor=inks.tint,
            )
            with cluster.subgraph(name=None, graph_attr={"rank": "same"}) as rank:
                for box in inside:
                    _node(rank, box, style, names)
        firsts += [names[box.id] for box in inside[:1]]
    for one, other in pairwise(firsts):
        graph.edge(one, other, style="invis")
    for box in scene.boxes:
        if box.column is None:
            _node(graph, box, style, names)


def _node(graph: graphviz.Digraph, box: Box, style: Style, names: dict[str, str]) -> None:
    lines = [*wrapped(box.title, ROOM, SIZE, weight="strong"), *lines_of(box)]
    graph.node(
        names[box.id],
        graphviz.nohtml("\\n".join(graphviz.escape(line) for line in lines)),
        id=f"node-{box.id}",
        color=style.inks[box.kind].line,
        fillcolor=style.paper,
        fontcolor=style.ink,
        tooltip=graphviz.escape(box.title),
        shape=SHAPES[box.shape],
        style="rounded,filled,dashed" if box.kind == "factor" else "rounded,filled",
        **{"class": f"node {box.kind}"},
    )


def _edge(
    graph: graphviz.Digraph, arrow: Arrow, kind: Kind, style: Style, names: dict[str, str]
) -> None:
    words = [MINUS] if arrow.sign < 0 else []
    words += [tag.text for tag in arrow.tags]
    words += [arrow.label] if arrow.label else []
    colour = style.lowers if arrow.sign < 0 else style.inks[kind].line
    graph.edge(
        names[arrow.source],
        names[arrow.target],
        graphviz.escape(" ".join(words)) if words else None,
        id=f"link-{arrow.id}",
        color=colour,
        fontcolor=style.muted,
        penwidth=f"{arrow.width:g}",
        style=_line(arrow),
        tooltip=graphviz.escape(arrow.title or arrow.id),
    )


def _line(arrow: Arrow) -> str:
    """Return the style of a line: by gaps against strokes where it has a pattern of its own."""
    if not arrow.dashes:
        return "dashed" if arrow.dashed else "solid"
    stroke, gap = map(float, arrow.dashes.split()[:2])
    return "dotted" if stroke < gap else "dashed"
