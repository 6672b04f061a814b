"""Parts of a plan: what leads to a node stays, everything else is counted."""

import copy
import re
import sys

import pytest

from logicmodel.errors import MissingExtraError, RequestError
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.focus import ends, focused, pages
from logicmodel.views.diagrams.pdf import book_of, size_of, title_of
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.svg import svg_of

from .stand_ins import Link, Node, Plan, plan_of, shelter

MEALS = {"caseworkers", "meals_fund", "kitchen", "meals_served"}


def drawn_nodes(part):
    return {name for name in part.nodes if part.kind_of(name) != "assumption"}


def test_only_what_leads_to_a_node_is_kept():
    part = focused(shelter(), only="stability")
    assert drawn_nodes(part) == {*MEALS, "case_management", "placements", "stability"}
    assert part.hidden == 2
    assert {link.target for link in part.links} <= drawn_nodes(part)


def test_what_an_activity_leads_to_is_kept_too():
    part = focused(shelter(), only="kitchen")
    assert drawn_nodes(part) == {*MEALS, "stability", "homeless_people"}
    assert "rent_index" not in part.nodes


def test_depth_counts_links():
    assert drawn_nodes(focused(shelter(), only="stability", depth=1)) == {
        "stability",
        "placements",
        "meals_served",
    }
    assert drawn_nodes(focused(shelter(), depth=1)) == {
        "homeless_people",
        "stability",
        "placements",
        "rent_index",
    }


def test_targets_and_assumptions_follow_what_is_shown():
    part = focused(shelter(), only="meals_served")
    assert [target.node for target in part.targets] == ["meals_served"]
    assert not any(part.kind_of(name) == "assumption" for name in part.nodes)
    gated = focused(shelter(), only="placements")
    assert "landlords" in gated.nodes
    assert "vouchers" not in gated.nodes


def test_an_assumption_linked_to_a_node_stays_with_it():
    plan = Plan(
        nodes={
            "a": Node("activity"),
            "x": Node("outcome"),
            "y": Node("outcome"),
            "sun": Node("assumption", "Sun shines"),
        },
        links=(Link("a", "x"), Link("a", "y"), Link("sun", "x")),
    )
    assert "sun" in focused(plan, only="x").nodes
    assert "sun" not in focused(plan, only="y").nodes


def test_without_a_wish_the_whole_plan_is_kept():
    part = focused(shelter())
    assert list(part.nodes) == list(shelter().nodes)
    assert part.links == shelter().links
    assert part.hidden == 0


def test_a_part_knows_what_the_whole_knows():
    part = focused(shelter(), only="meals_served")
    assert part.mission == shelter().mission
    assert part.whole == shelter()
    with pytest.raises(AttributeError):
        _ = part.periods


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"only": "stabilty"}, "did you mean stability"),
        ({"only": "Households stay housed for a year"}, "use its id: stability"),
        ({"only": "vouchers"}, "name a node that it gates"),
        ({"only": "stability", "depth": 0}, "use 1 or more"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wish, told):
    with pytest.raises(RequestError, match=told):
        focused(shelter(), **wish)


def test_a_part_is_drawn_like_a_plan():
    picture = diagram(focused(shelter(), only="meals_served"))
    assert {box.id for box in picture.scene.boxes} == MEALS
    assert [arrow.id for arrow in picture.scene.arrows] == [
        "caseworkers--kitchen",
        "meals_fund--kitchen",
        "kitchen--meals_served",
    ]


def test_ends_are_ultimate_outcomes_or_what_leads_nowhere():
    assert ends(shelter()) == ["homeless_people"]
    plain = plan_of(20, 30, horizons=False)
    sources = {link.source for link in plain.links}
    assert ends(plain)
    assert all(name not in sources for name in ends(plain))
    circle = Plan(
        nodes={"x": Node("outcome"), "y": Node("outcome")}, links=(Link("x", "y"), Link("y", "x"))
    )
    assert ends(circle) == ["x", "y"]
    assert ends(Plan(nodes={"a": Node("activity")})) == ["a"]


def test_every_node_stands_on_a_page():
    plan = plan_of(150, 450)
    found = pages(plan, most=30)
    assert set().union(*(part.nodes for part in found)) == set(plan.nodes)
    assert all(part.title.startswith("A plan of 150 nodes: ") for part in found)
    for part in found[:-1]:
        near = {link.source for link in plan.links if link.target in ends(plan)}
        assert len(part.nodes) <= 30 or set(part.nodes) & near


def test_a_plan_that_is_all_ends_has_pages_without_rest():
    plan = Plan(nodes={"x": Node("outcome", "Less hunger")})
    assert [part.title for part in pages(plan)] == ["Less hunger"]


def test_a_book_has_a_page_for_every_picture():
    pytest.importorskip("typst")
    one, other = diagram(shelter()).svg, diagram(plan_of(25, 34)).svg
    data = book_of(one, other, title="Two pictures")
    assert data.startswith(b"%PDF")
    assert b"/Count 2" in data
    sizes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)
    wanted = [size_of(svg) for svg in (one, other)]
    assert [tuple(float(side) / 0.75 for side in size) for size in sizes] == [
        pytest.approx(size, abs=0.1) for size in wanted
    ]


def test_a_book_without_typst_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'logicmodel\[report\]'"):
        book_of(diagram(shelter()).svg)


def test_a_picture_without_view_box_or_title_gets_usual_ones():
    assert size_of("<svg/>") == (1200.0, 800.0)
    assert title_of("<svg/>") == ""


def test_the_count_of_what_is_hidden_is_told():
    part = focused(shelter(), only="meals_served")
    assert part.hidden == 5
    scene = compose(part, style=Classic())
    assert "5 more boxes are not shown here." in svg_of(scene, Classic())


def test_a_diagram_of_pages_shows_the_whole_and_then_every_end(tmp_path):
    pytest.importorskip("typst")
    path = diagram(plan_of(25, 34), per_page=20).save(tmp_path / "plan.pdf")
    pages_told = f"/Count {1 + len(pages(plan_of(25, 34), most=20))}"
    assert pages_told.encode() in path.read_bytes()
    with pytest.raises(RequestError, match="use 1 or more"):
        diagram(shelter(), per_page=0)


def test_a_part_can_be_copied():
    part = focused(shelter(), only="meals_served")
    assert copy.copy(part) == part
