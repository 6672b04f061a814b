"""Plans as graphs in GraphML and GEXF, and graphs of other tools as plans."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import logicmodel as lm
from tests.engine.plans import plans

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))
BOTH = pytest.mark.parametrize("suffix", [".graphml", ".gexf"])


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one).partition(f"{path}: ")[2] for one in losses]


@BOTH
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_nothing_is_lost(path, suffix, tmp_path):
    plan = lm.read(path)
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / f"x{suffix}", losses=losses)
    assert losses == []
    back, lost = read(tmp_path / f"x{suffix}")
    assert lost == []
    assert back.digest == plan.digest


@BOTH
def test_random_plans_come_back(suffix, tmp_path):
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(plan=plans())
    def check(plan):
        lm.write(plan, tmp_path / f"x{suffix}")
        back, lost = read(tmp_path / f"x{suffix}")
        assert lost == []
        assert back.digest == plan.digest

    check()


@BOTH
def test_tools_for_networks_read_them(suffix, tmp_path):
    plan = lm.read(SCENARIOS[0])
    path = tmp_path / f"x{suffix}"
    lm.write(plan, path)
    graph = (nx.read_graphml if suffix == ".graphml" else nx.read_gexf)(path)
    assert set(graph.nodes) == set(plan.nodes)
    assert sorted((one, other) for one, other in graph.edges()) == sorted((link.source, link.target) for link in plan.links)
    for name, node in plan.nodes.items():
        assert graph.nodes[name]["label"] == plan.title_of(name)
        assert graph.nodes[name]["kind"] == node.kind
    first = path.read_bytes()
    lm.write(plan, path)
    assert path.read_bytes() == first


def test_yed_and_gephi_draw_boxes_with_titles_in_columns(tmp_path):
    plan = lm.read(SCENARIOS[0])
    lm.write(plan, tmp_path / "x.graphml")
    root = etree.parse(tmp_path / "x.graphml").getroot()
    yed = "{http://www.yworks.com/xml/graphml}"
    boxes = {node.get("id"): node for node in root.iter("{*}node")}
    assert {name: box.findtext(f".//{yed}NodeLabel") for name, box in boxes.items()} == {name: plan.title_of(name) for name in plan.nodes}
    at = {name: [box.find(f".//{yed}Geometry").get(side) for side in "xy"] for name, box in boxes.items()}
    assert len({tuple(place) for place in at.values()}) == len(plan.nodes)
    assert len({at[name][0] for name in plan.inputs}) == 1
    assert all(edge.find(f".//{yed}Arrows").get("target") == "standard" for edge in root.iter("{*}edge"))
    names = [(key.get("for"), key.get("attr.name")) for key in root.iter("{*}key") if key.get("attr.name")]
    assert len(names) == len(set(names))  # tools that keep a table have one type for each column
    lm.write(plan, tmp_path / "x.gexf")
    drawn = {node.get("id"): node.find("{*}position") for node in etree.parse(tmp_path / "x.gexf").getroot().iter("{*}node")}
    assert {name: [float(place.get("x")), -float(place.get("y"))] for name, place in drawn.items()} == {name: [float(one) for one in place] for name, place in at.items()}


def foreign():
    graph = nx.DiGraph(owner="me")
    graph.add_node("0", label="Train teachers", colour="red")
    graph.add_node("1", label="Lessons are better", type="Outcomes")
    graph.add_node("2", label="Children learn", group="impact")
    graph.add_node("3", label="Peace", kind="risk")
    graph.add_node("4", label="Grants", category="Resources")
    graph.add_node("5", label="Schools ask for more", **{"indicators (json)": "not JSON"})
    graph.add_edge("0", "1", label="They use what they learned", weight=3.5)
    graph.add_edge("1", "2", weight=1.0)
    graph.add_edge("2", "1")
    graph.add_edge("3", "2")
    graph.add_edge("0", "4")
    graph.add_edge("4", "0", strength="high")
    graph.add_edge("2", "5")
    return graph


@BOTH
def test_graphs_of_other_tools_are_plans(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    graph = foreign()
    if suffix == ".gexf":
        graph.graph.clear()
    (nx.write_graphml if suffix == ".graphml" else nx.write_gexf)(graph, path)
    plan, losses = read(path)
    assert {name: node.kind for name, node in plan.nodes.items()} == {
        "grants": "input", "peace": "assumption", "train_teachers": "outcome", "lessons_are_better": "outcome",
        "children_learn": "outcome", "schools_ask_for_more": "outcome",
    }
    assert {link.name: (link.because, link.lag, link.role) for link in plan.links} == {
        "train_teachers->lessons_are_better": ("They use what they learned", 0, "contributes"),
        "lessons_are_better->children_learn": ("", 0, "contributes"),
        "children_learn->lessons_are_better": ("", 1, "contributes"),
        "peace->children_learn": ("", 0, "enables"),
        "grants->train_teachers": ("", 0, "contributes"),
        "children_learn->schools_ask_for_more": ("", 0, "contributes"),
    }
    told = "\n".join(losses)
    for words in (
        "outcomes.train_teachers.colour: is no field", "2 nodes do not say what they are (Train teachers, Schools ask for more)",
        "its weight 3.5 was left out", "links.train_teachers->grants: was left out", "links.grants->train_teachers.strength",
        "closes a circle", "periods: the file has no dates", "schools_ask_for_more.indicators (json)",
    ):
        assert words in told, words
    assert ("owner: is no field" in told) == (suffix == ".graphml")


def test_edges_without_direction_go_from_first_to_second(tmp_path):
    graph = nx.Graph()
    graph.add_edge("a", "b")
    nx.write_graphml(graph, tmp_path / "x.graphml")
    plan, losses = read(tmp_path / "x.graphml")
    assert [(node.kind, node.title) for node in plan.nodes.values()] == [("activity", ""), ("activity", "")]
    assert [link.name for link in plan.links] == ["a->b"]
    assert any("no directions" in one for one in losses)


def test_what_was_drawn_in_yed_is_a_plan(tmp_path):
    (tmp_path / "x.graphml").write_text("""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode><y:Geometry height="30" width="30" x="1" y="2"/><y:NodeLabel>Plant trees</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>More shade</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>They grow</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
</graphml>""")
    plan, losses = read(tmp_path / "x.graphml")
    assert [plan.title_of(name) for name in plan.nodes] == ["Plant trees", "More shade"]
    assert [link.because for link in plan.links] == ["They grow"]
    assert len(losses) == 2


@BOTH
def test_what_is_no_graph_is_refused(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    for text, words in (
        ("<other/>", "that can be read"), ("<graphml", "not well-formed"), ('<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "document type"),
    ):
        path.write_text(text)
        with pytest.raises(lm.FileError, match=words):
            lm.read(path)


@BOTH
def test_stakeholders_that_are_only_named_are_added(suffix, tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", kind="outcome", **{"beneficiaries (json)": '["children"]'})
    made = io.BytesIO()
    (nx.write_graphml if suffix == ".graphml" else nx.write_gexf)(graph, made)
    path = tmp_path / f"x{suffix}"
    path.write_bytes(made.getvalue())
    plan, _ = read(path)
    assert plan.outcomes["a"].beneficiaries == ("children",)
    assert list(plan.stakeholders) == ["children"]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".stratml"])
def test_characters_that_xml_cannot_hold_are_refused(suffix, tmp_path):
    plan = lm.Plan.from_document({"periods": {"first": "2027", "count": 1}, "outcomes": {"a": {"title": "Be\x07ll", "horizon": "ultimate"}}})
    with pytest.raises(lm.FileError, match="an invisible character"):
        lm.write(plan, tmp_path / f"x{suffix}", losses=[])
    assert list(tmp_path.iterdir()) == []


def test_what_can_never_be_a_plan_is_refused_with_the_file(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", kind="activity")
    graph.add_node("b", kind="outcome")
    graph.add_edge("a", "b", effect="nonsense(")
    graph.add_edge("b", "b")
    path = tmp_path / "x.graphml"
    nx.write_graphml(graph, path)
    with pytest.raises(lm.PlanError, match=r"x.graphml: links\[a->b\].weight: cannot read"):
        lm.read(path)
