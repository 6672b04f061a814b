"""The signs of styles mean what they say: money, evidence, leaps, uncertainty."""

import math

import pytest

import logicmodel as lm
from logicmodel.errors import RequestError
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.styles.evidence import DASHES, DOTS, LEAP


def test_money_is_conserved_as_wide_as_it_is_much_and_what_simulate_says(plan, results):
    costs = {row["allocation"]: row for row in lm.costs(results).rows}
    for name in plan.allocations:
        scene = diagram(plan, style="money", allocation=name).scene
        total = float(results.estimates["cost"][:, results.allocation(name)].mean())
        assert costs[name]
        assert f"{total:,.0f}" in scene.caption
        width = dict.fromkeys(plan.nodes, 0.0), dict.fromkeys(plan.nodes, 0.0)
        for arrow in scene.arrows:
            if plan.kind_of(arrow.source) != "factor":
                width[0][arrow.target] += arrow.width
                width[1][arrow.source] += arrow.width
        for node in (*plan.activities, *plan.outputs):
            assert math.isclose(width[0][node], width[1][node], rel_tol=1e-9)


def test_money_that_feeds_no_outcome_is_marked():
    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 2},
            "currency": "USD",
            "inputs": {"i": {"price": 10}, "j": {}},
            "outputs": {"o": {}, "p": {}},
            "outcomes": {"x": {}},
            "links": [{"from": "i", "to": "o"}, {"from": "i", "to": "p"}, {"from": "p", "to": "x"}],
            "allocations": {"now": {"i": [3, 5], "j": 7}},
        }
    )
    boxes = {
        box.id: [fact.text for fact in box.facts]
        for box in diagram(plan, style="money").scene.boxes
    }
    assert boxes["i"][0].startswith("USD 80")
    assert boxes["o"] == [boxes["p"][0], "⚠ money ends here"]
    assert boxes["o"][0].startswith("USD 40")
    assert boxes["j"] == ["USD 14 (15\u202f%)", "⚠ money ends here"]
    assert len(boxes["x"]) == 1


def test_money_of_an_unknown_allocation_is_refused(plan):
    with pytest.raises(RequestError, match="did you mean balanced"):
        diagram(plan, style="money", allocation="balance")
    bare = plan.model_copy(update={"allocations": {}})
    with pytest.raises(RequestError, match="no allocation"):
        diagram(bare, style="money")


def test_evidence_is_told_by_dashes_and_by_dots(plan):
    for arrow in diagram(plan, style="evidence").scene.arrows:
        link = next(one for one in plan.links if f"{one.source}--{one.target}" == arrow.id)
        assert arrow.dashes == DASHES[link.evidence.strength]
        assert DOTS[link.evidence.strength] in arrow.label
        assert (LEAP in arrow.label) == (arrow.id == "bed_nights--sleeping_rough")


def test_inputs_of_unknown_price_are_named_and_not_counted():
    class Unknown:
        kind = "unknown"

    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 2},
            "currency": "USD",
            "inputs": {"i": {"price": 10}, "j": {"title": "Jeeps", "price": 3}},
            "outcomes": {"x": {}},
            "links": [{"from": "i", "to": "x"}, {"from": "j", "to": "x"}],
            "allocations": {"now": {"i": 3, "j": 7}},
        }
    )
    unpriced = plan.inputs["j"].model_copy(update={"price": Unknown()})
    odd = plan.model_copy(update={"inputs": {**plan.inputs, "j": unpriced}})
    scene = diagram(odd, style="money").scene
    assert [fact.text for fact in scene.box("j").facts] == ["price unknown"]
    assert any("price unknown: j" in key.words for key in scene.key)
    assert "USD 60" in scene.caption


def test_links_without_reason_past_a_level_and_inferred_ones_are_marked():
    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 1},
            "activities": {"a": {}},
            "outputs": {"o": {}},
            "outcomes": {"x": {}},
            "links": [
                {"from": "a", "to": "o", "inferred": True},
                {"from": "a", "to": "x", "because": "so it is", "role": "enables"},
                {"from": "o", "to": "x", "because": "so it is"},
            ],
        }
    )
    labels = {arrow.id: arrow.label for arrow in diagram(plan, style="evidence").scene.arrows}
    assert labels == {
        "a--o": f"○○○ {LEAP} inferred",
        "a--x": f"○○○ {LEAP} ×",
        "o--x": "○○○",
    }


def test_shares_of_one_link_or_node_add_up(plan):
    rows = [
        {
            "name": "links.placements->housed_households.weight",
            "ST": 0.25,
            "ST_low": 0.2,
            "ST_high": 0.3,
        },
        {
            "name": "links.placements->housed_households.works",
            "ST": 0.25,
            "ST_low": 0.2,
            "ST_high": 0.3,
        },
        {"name": "factors.rent_index.value", "share": 0.2, "low": 0.1, "high": 0.3},
        {"name": "assumptions.landlords_cooperate.holds", "share": 0.125},
        {"name": "numbers.reach", "share": 0.1},
    ]
    answer = lm.Answer("sensitivity", "?", tuple(rows), {})
    scene = diagram(plan, style="drivers", answer=[answer]).scene
    arrows = {arrow.id: arrow for arrow in scene.arrows}
    assert arrows["placements--housed_households"].label == "50\u202f%"
    assert arrows["placements--housed_households"].width == 9
    fact = scene.box("rent_index").facts[0]
    assert (fact.share, fact.low, fact.high) == (0.2, 0.1, 0.3)
    assert "share 12" in scene.notes[0].detail
    assert any("reach 10" in key.words for key in scene.key)


def test_rows_of_several_targets_are_averaged_for_one_allocation(plan):
    base = {"name": "factors.rent_index.value"}
    rows = [
        {**base, "allocation": "current", "target": "a", "ST": 0.4},
        {**base, "allocation": "current", "target": "b", "ST": 0.2},
        {**base, "allocation": "balanced", "target": "a", "ST": 0.9},
    ]
    answer = lm.Answer("contribution", "?", tuple(rows), {})
    scene = diagram(plan, style="drivers", answer=answer).scene
    assert math.isclose(scene.box("rent_index").facts[0].share, 0.3)


@pytest.mark.parametrize("rows", [[{"name": "x"}], [{"ST": 0.5}]])
def test_rows_without_name_or_share_are_refused(plan, rows):
    with pytest.raises(RequestError, match="ST"):
        diagram(plan, style="drivers", answer=lm.Answer("sensitivity", "?", tuple(rows), {}))
    with pytest.raises(RequestError, match="not a number"):
        diagram(plan, style="drivers", answer={"x": "much"})


def test_real_sensitivities_say_what_is_uncertain_and_leave_out_what_cannot_be_told(plan):
    answer = lm.sensitivity(plan, method="shapley", allocation="housing_first", draws=1024)
    scene = diagram(plan, style="drivers", answer=answer).scene
    assert scene.caption.startswith(
        "Where the uncertainty about success under Housing first comes from; most of all"
    )
    shares = [fact.low for box in scene.boxes for fact in box.facts if fact.low is not None]
    assert shares
    assert all(low > 0 for low in shares)
    both = lm.sensitivity(plan, "all", method="shapley", allocation="housing_first", draws=1024)
    assert diagram(plan, style="drivers", answer=both).scene.caption.startswith(
        "Where the uncertainty comes from"
    )


def test_numbers_drawn_together_get_equal_parts_and_most_have_a_place(plan):
    rows = [
        {
            "name": "factors.rent_index.value + numbers.reach",
            "S1": 0.4,
            "S1_low": 0.3,
            "S1_high": 0.5,
        }
    ]
    rows += [{"name": f"numbers.n_{place}", "S1": 0.01 * (place + 1)} for place in range(4)]
    scene = diagram(
        plan, style="drivers", answer=lm.Answer("sensitivity", "?", tuple(rows), {})
    ).scene
    fact = scene.box("rent_index").facts[0]
    assert (fact.share, fact.low, fact.high) == (0.2, 0.15, 0.25)
    (rest,) = (key.words for key in scene.key if key.words.startswith("not on the picture"))
    assert rest.startswith("not on the picture: reach 20")
    assert rest.endswith("and 2 more")
