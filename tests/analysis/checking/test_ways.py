"""Ways through a plan, against networkx."""

from __future__ import annotations

import networkx as nx

import logicmodel as lm
from logicmodel.analysis.checking.ways import leading_to, steps_from


def test_ways_are_those_of_the_graph():
    pairs = [("i", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e"), ("e", "b"), ("f", "e")]
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "inputs": {"i": {}}, "outputs": {name: {} for name in "abc"},
        "outcomes": {name: {} for name in "defg"}, "links": [{"from": one, "to": other, "lag": 1} for one, other in pairs],
    })
    graph = nx.DiGraph(pairs)
    graph.add_node("g")
    assert leading_to(plan, ["d"]) == nx.ancestors(graph, "d") | {"d"}
    assert leading_to(plan, []) == set()
    assert steps_from(plan, ["i"]) == dict(nx.single_source_shortest_path_length(graph, "i"))
    assert steps_from(plan, ["i", "f"])["e"] == 1
