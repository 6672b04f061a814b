"""From plan to scene: what is shown, in which column, how wide and with which words."""

import dataclasses
from types import SimpleNamespace

import pytest

from logicmodel.views.diagrams.compose import compose, weight_text
from logicmodel.views.diagrams.focus import focused
from logicmodel.views.diagrams.styles.classic import Classic

from .stand_ins import SHELTER_CHANCES, Link, Node, Plan, Target, Weight, shelter

STYLE = Classic()


def arrows(plan):
    return {arrow.id: arrow for arrow in compose(plan, style=STYLE).arrows}


def small(*links, **nodes):
    found = {"a": Node("input"), "b": Node("input"), "x": Node("outcome")}
    return Plan("Small", nodes={**found, **nodes}, links=links)


def test_stages_become_columns_and_horizons_split_outcomes():
    scene = compose(shelter(), style=STYLE)
    assert [column.title for column in scene.columns] == [
        "Inputs",
        "Activities",
        "Outputs",
        "Intermediate outcomes",
        "Ultimate outcomes",
    ]
    assert scene.box("placements").column == 2
    assert scene.box("rent_index").column is None
    assert {box.id for box in scene.boxes} == set(shelter().nodes) - {"landlords", "vouchers"}


def test_one_horizon_alone_is_simply_outcomes():
    plan = Plan(nodes={"x": Node("outcome", horizon="ultimate"), "y": Node("outcome")})
    scene = compose(plan, style=STYLE)
    assert [column.title for column in scene.columns] == ["Outcomes"]


def test_outcomes_without_horizon_stand_before_the_others():
    plan = Plan(
        nodes={
            "x": Node("outcome", horizon="ultimate"),
            "y": Node("outcome"),
            "z": Node("outcome", horizon="immediate"),
        }
    )
    scene = compose(plan, style=STYLE)
    assert [column.title for column in scene.columns] == [
        "Outcomes",
        "Immediate outcomes",
        "Ultimate outcomes",
    ]
    assert scene.box("y").column == 0


def test_a_node_without_title_is_called_by_its_id():
    assert compose(small(), style=STYLE).box("a").title == "a"


def test_width_compares_the_weights_into_one_box():
    found = arrows(small(Link("a", "x", Weight(-4)), Link("b", "x", Weight(2))))
    assert found["a--x"].width == 6.0
    assert found["b--x"].width == pytest.approx(3.6)
    assert found["a--x"].sign == -1
    assert found["b--x"].sign == 1


def test_an_arrow_with_nothing_to_compare_with_stays_plain():
    scene = compose(small(Link("a", "x", Weight(400)), Link("b", "x")), style=STYLE)
    assert {arrow.width for arrow in scene.arrows} == {STYLE.plain}
    assert not scene.weighed


def test_factors_are_compared_among_themselves():
    links = (Link("a", "x", Weight(1)), Link("b", "x", Weight(1)), Link("f", "x", Weight(900)))
    found = arrows(small(*links, f=Node("factor")))
    assert found["a--x"].width == 6.0
    assert found["f--x"].width == STYLE.plain


def test_a_weight_that_has_no_mean_is_left_out():
    links = (Link("a", "x", Weight(float("nan"))), Link("b", "x", Weight(float("inf"))))
    assert {arrow.width for arrow in compose(small(*links), style=STYLE).arrows} == {STYLE.plain}


def test_named_numbers_are_looked_up():
    named = SimpleNamespace(kind="named", name="rate", text=lambda: "rate")
    plan = small(Link("a", "x", named), Link("b", "x", Weight(1)))
    holder = SimpleNamespace(
        **{field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)},
        kind_of=plan.kind_of,
        numbers={"rate": Weight(-2)},
    )
    found = {arrow.id: arrow for arrow in compose(holder, style=STYLE).arrows}
    assert found["a--x"].sign == -1
    assert found["a--x"].width == 6.0


def test_an_enabling_link_is_dashed():
    found = arrows(shelter())
    assert found["meals_served--stability"].dashed
    assert not found["kitchen--meals_served"].dashed


def test_a_lag_is_labelled_with_the_step_of_the_plan():
    plan = shelter()
    assert arrows(plan)["placements--stability"].label == "+1"
    holder = SimpleNamespace(
        **{field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)},
        kind_of=plan.kind_of,
        periods=SimpleNamespace(step="year"),
    )
    assert arrows(holder)["placements--stability"].label == "+1\u00a0yr"


def test_assumptions_become_numbered_notes_and_tags():
    scene = compose(shelter(), style=STYLE)
    assert [(note.id, note.text) for note in scene.notes] == [
        ("landlords", "A1"),
        ("vouchers", "A2"),
    ]
    assert scene.notes[0].detail == "holds 80\u202f%"
    tagged = {arrow.id: [tag.text for tag in arrow.tags] for arrow in scene.arrows if arrow.tags}
    assert tagged == {"case_management--placements": ["A1"], "placements--stability": ["A2"]}


def test_an_assumption_linked_to_a_node_tags_its_box():
    plan = small(Link("s", "x"), s=Node("assumption", "Sun shines"))
    scene = compose(plan, style=STYLE)
    assert [tag.link for tag in scene.box("x").tags] == ["s--x"]
    assert scene.arrows == ()


def test_targets_carry_their_chances():
    scene = compose(shelter(), style=STYLE, chances=SHELTER_CHANCES)
    (badge,) = scene.box("homeless_people").badges
    assert badge.text == "at most 950 by 2030"
    assert [chance.title for chance in badge.chances] == ["Meals first", "Housing first"]
    assert badge.chances[1].probability == 0.714


def test_the_title_of_an_arrow_tells_everything_about_it():
    told = arrows(shelter())["placements--homeless_people"].title
    assert told == (
        "Households placed in housing → Fewer people are homeless: "
        "weight -1.9 to -1.2; 1 period later; works 90\u202f%"
    )


def test_evidence_is_told():
    link = Link("a", "x", evidence=SimpleNamespace(strength="weak"))
    assert arrows(small(link))["a--x"].evidence == "weak"
    assert "evidence weak" in arrows(small(link))["a--x"].title


def test_ids_of_links_never_meet_and_are_the_same_in_a_part():
    nodes = {name: Node("outcome") for name in ("a", "b", "a-2", "c")}
    links = (Link("a", "b"), Link("a", "b-2"), Link("a", "b"), Link("a", "c"), Link("a", "c"))
    plan = Plan(nodes={**nodes, "b-2": Node("outcome")}, links=links)
    whole = compose(plan, style=STYLE).arrows
    assert len({arrow.id for arrow in whole}) == len(links)
    part = compose(focused(plan, only="b"), style=STYLE).arrows
    assert {arrow.id for arrow in part} < {arrow.id for arrow in whole}


@pytest.mark.parametrize(
    ("unit", "curve", "told"),
    [
        ("leases", None, "weight −2 to −1 for each unit (leases)"),
        ("", None, "weight −2 to −1 for each unit"),
        ("USD", "saturating", "weight −2 to −1 times a curve (saturating) of the units (USD)"),
    ],
)
def test_a_weight_is_told_so_that_any_unit_fits(unit, curve, told):
    link = SimpleNamespace(curve=SimpleNamespace(kind=curve) if curve else None)
    assert weight_text("-2 to -1", unit, link) == told


def test_two_links_between_the_same_nodes_have_ids_of_their_own():
    found = arrows(small(Link("a", "x"), Link("a", "x", role="enables")))
    assert list(found) == ["a--x", "a--x-2"]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (Target("t", "x", at_least=90_000, by=2027), "at least 90,000 by 2027"),
        (Target("t", "x", text="own words"), "own words"),
        (
            SimpleNamespace(id="t", node="x", between=(0.5, 1.5), within="2027-Q1"),
            "between 0.5 and 1.5 within 2027-Q1",
        ),
        (
            SimpleNamespace(
                id="t",
                node="x",
                by="2030",
                change=SimpleNamespace(amount=-0.2, relative=True),
                against="counterfactual",
            ),
            "−20\u202f% against nothing done by 2030",
        ),
        (
            SimpleNamespace(id="t", node="x", title="Halve it", at_most=5, by="2030"),
            "Halve it: at most 5 by 2030",
        ),
        (SimpleNamespace(id="t", node="x"), "target"),
    ],
)
def test_a_target_is_told_in_words(target, text):
    plan = dataclasses.replace(small(), targets=(target,))
    assert compose(plan, style=STYLE).box("x").badges[0].text == text


def test_a_target_without_id_of_its_own_is_known_by_name():
    target = SimpleNamespace(id=None, name="x@2030", node="x", at_most=5, by="2030")
    plan = dataclasses.replace(small(), targets=(target,))
    scene = compose(plan, style=STYLE, chances={"x@2030": [("Now", 0.5, 0.4, 0.6)]})
    assert scene.box("x").badges[0].chances[0].title == "Now"


def test_an_empty_plan_is_an_empty_scene():
    scene = compose(Plan("Nothing"), style=STYLE)
    assert scene.columns == scene.boxes == scene.arrows == scene.notes == ()
