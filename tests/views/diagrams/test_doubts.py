"""Theories of change in a diagram: what only some of them have stands out, and money follows the plan as written."""

import pytest

import logicmodel as lm
from logicmodel.views.diagrams.diagram import diagram, to_graphviz
from logicmodel.views.diagrams.doubts import PATTERN
from logicmodel.views.diagrams.styles.style import Style


@pytest.fixture(scope="module")
def disputed():
    return lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 2},
            "inputs": {"flats": {"price": 9}, "coaches": {"price": 60}},
            "outputs": {"moved_in": {}},
            "outcomes": {"housed": {}, "working": {}},
            "links": [
                {"from": "flats", "to": "moved_in", "weight": 1},
                {"from": "moved_in", "to": "housed", "weight": 0.7},
                {"from": "housed", "to": "working", "weight": 0.4},
                {"from": "coaches", "to": "working", "weight": 3},
            ],
            "targets": [{"node": "housed", "at_least": 6, "by": 2028}],
            "allocations": {"homes": {"flats": 10, "coaches": 1}},
            "variants": {
                "work_first": {
                    "title": "Work comes first", "weight": "30%", "remove": ["housed->working"],
                    "add": {"outputs": {"courses": {}}, "links": [
                        {"from": "coaches", "to": "courses", "weight": 2},
                        {"from": "courses", "to": "housed", "weight": 0.2},
                        {"from": "working", "to": "housed", "weight": 0.5, "role": "contributes"},
                    ]},
                },
            },
        }
    )  # fmt: skip


def arrows(picture):
    return {arrow.id: arrow for arrow in picture.scene.arrows}


def test_links_of_some_theories_are_dashed_and_named_in_the_legend(disputed):
    found = arrows(diagram(disputed))
    assert {name for name, arrow in found.items() if arrow.dashes == PATTERN} == {
        "housed--working", "coaches--courses", "courses--housed", "working--housed",
    }  # fmt: skip
    assert found["housed--working"].label == "T1"
    assert found["working--housed"].label == "T2"
    assert found["working--housed"].title.endswith("only if: Work comes first (30 %)")
    assert not found["flats--moved_in"].label
    keys = {key.text: key.words for key in diagram(disputed).scene.key}
    assert keys["T1"] == "As planned (70 %)"
    assert keys["T2"] == "Work comes first (30 %)"
    assert any(key.dashes == PATTERN for key in diagram(disputed).scene.key)


def test_nodes_of_one_theory_say_so(disputed):
    scene = diagram(disputed).scene
    assert [fact.text for fact in scene.box("courses").facts] == ["only in T2"]
    assert not scene.box("moved_in").facts


@pytest.mark.parametrize("kind", sorted(set(Style.family.kinds()) - {"chance", "drivers"}))
def test_every_style_draws_what_is_disputed(disputed, kind):
    picture = diagram(disputed, style=kind)
    assert set(arrows(picture)) >= {"working--housed", "coaches--courses"}
    assert "T2" in picture.content("mmd").decode()
    assert "only if: Work comes first" in picture.text


def test_money_goes_the_way_of_the_plan_as_written(disputed):
    scene = diagram(disputed, style="money").scene
    assert not any("courses" in fact.text for box in scene.boxes for fact in box.facts)
    assert [fact.text for fact in scene.box("courses").facts] == ["only in T2"]
    assert scene.box("working").facts[0].share == pytest.approx(1)
    assert arrows(diagram(disputed, style="money"))["coaches--courses"].label == "T2"


def test_parts_pages_and_graphs_show_it_too(disputed):
    part = diagram(disputed, only="housed")
    assert arrows(part)["courses--housed"].label == "T2"
    pages = diagram(disputed, per_page=9).pages
    assert any(arrow.label == "T2" for page in pages for arrow in page.scene.arrows)
    assert "T2" in to_graphviz(disputed).source


def test_one_theory_is_drawn_as_it_is(disputed):
    one = diagram(lm.variant(disputed, "work_first"))
    assert not any(arrow.dashes or arrow.label for arrow in one.scene.arrows)
    document = disputed.to_document()
    document["variants"] = {"stronger": {"weight": "20%", "changes": {"links.housed->working.weight": 0.9}}}
    assert not diagram(lm.Plan.from_document(document)).scene.key
