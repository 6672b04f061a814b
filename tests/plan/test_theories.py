"""Variants: other theories of change as changes to a plan, and what is refused about them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

import logicmodel as lm
from logicmodel.errors import PlanError, RequestError
from logicmodel.plan.theories import every_link, weights
from tests.plan.documents import SMALL

VARIANT: dict[str, Any] = {
    "title": "Skills come by themselves",
    "weight": "30%",
    "changes": {"links.staff->teach.weight": 4, "assumptions.calm.holds": 0.5, "numbers.rate": 0.4},
    "remove": ["links.hours->skills"],
    "add": {
        "links": [{"from": "teach", "to": "skills", "weight": "push"}, {"from": "mood", "to": "skills", "weight": 1}],
        "factors": {"mood": {"value": "normal(0, 1)"}},
        "numbers": {"push": "1 to 2"},
    },
}


def document(**variants: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SMALL), "variants": variants or {"other": copy.deepcopy(VARIANT)}}


def plan(**variants: Any) -> lm.Plan:
    return lm.Plan.from_document(document(**variants))


def refused(**variants: Any) -> list[str]:
    with pytest.raises(PlanError) as caught:
        plan(**variants)
    return [str(problem) for problem in caught.value.problems]


def other(**changes: Any) -> dict[str, Any]:
    """The variant with some of its parts replaced."""
    return {"weight": 0.3, **changes}


def test_a_variant_is_the_plan_with_its_changes() -> None:
    found = lm.variant(plan(), "other")
    links = {link.name: link for link in found.links}
    assert set(links) == {"staff->teach", "teach->hours", "jobs->skills", "teach->skills", "mood->skills"}
    assert str(links["staff->teach"].weight) == "4"
    assert str(found.numbers["rate"]) == "0.4"
    assert set(found.factors) == {"jobs", "mood"}
    assert set(found.numbers) == {"rate", "push"}
    assert found.variants == {}
    assert found.futures == {}
    # a number that is set to one value goes together with nothing
    assert found.correlations == ()


def test_as_planned_is_the_plan_without_its_variants() -> None:
    alone = {key: value for key, value in SMALL.items() if key != "futures"}
    assert lm.variant(plan(), "as_planned") == lm.Plan.from_document(alone)


def test_a_future_comes_before_a_variant() -> None:
    base = lm.Plan.from_document(
        {**document(), "futures": {"slump": {"factors.jobs.value": 80, "assumptions.calm.holds": 0.1}}}
    )
    found = lm.variant(lm.future(base, "slump"), "other")
    assert str(found.factors["jobs"].value) == "80"
    assert str(found.assumptions["calm"].holds) == "0.5"  # what the variant says comes last


def test_weights_leave_the_rest_to_the_plan_as_written() -> None:
    assert weights(plan()) == pytest.approx({"as_planned": 0.7, "other": 0.3})
    both = plan(as_planned={"title": "As we wrote it", "weight": 0.6}, other=other(weight=0.4))
    assert weights(both) == {"as_planned": 0.6, "other": 0.4}
    assert [theory.title for theory in lm.theories(both)] == ["As we wrote it", "other"]
    assert [theory.title for theory in lm.theories(plan())] == ["As planned", "Skills come by themselves"]
    assert weights(lm.Plan.from_document(SMALL)) == {}
    assert lm.theories(lm.Plan.from_document(SMALL)) == ()


def test_links_of_all_theories() -> None:
    assert list(every_link(plan())) == [
        "staff->teach", "teach->hours", "hours->skills", "jobs->skills", "teach->skills", "mood->skills",
    ]  # fmt: skip


def test_a_curve_takes_the_place_of_a_weight_and_the_other_way_round() -> None:
    changes = {"links.staff->teach.curve": "saturating(20, 3)", "links.hours->skills.weight": 2}
    found = lm.variant(plan(other=other(changes=changes)), "other")
    links = {link.name: link for link in found.links}
    assert links["staff->teach"].weight is None
    assert links["staff->teach"].curve is not None
    assert links["hours->skills"].curve is None
    assert str(links["hours->skills"].weight) == "2"


def test_a_removed_link_leaves_the_correlations() -> None:
    found = lm.variant(plan(other=other(remove=["staff->teach"])), "other")
    assert found.correlations == ()


def test_unknown_variants_are_refused_with_a_hint() -> None:
    with pytest.raises(RequestError, match="did you mean other"):
        lm.variant(plan(), "othr")
    with pytest.raises(RequestError, match="the plan has no variants"):
        lm.variant(lm.Plan.from_document(SMALL), "as_planned")


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ({"other": {}}, "variants.other: weight is missing; say how likely"),
        ({"other": {"weight": 1.2}}, "variants.other.weight: must be below 1"),
        ({"other": {"weight": 0}}, "variants.other.weight: must be above 0"),
        ({"a": {"weight": 0.6}, "b": {"weight": 0.4}}, "sum to 1, which leaves nothing for the plan as written"),
        ({"as_planned": {"weight": 0.5}, "b": {"weight": 0.4}}, "sum to 0.9 with that of as_planned; make them sum to 1"),
        ({"as_planned": {"weight": 0.5}}, "there is no theory beside the plan as written"),
        ({"as_planned": {"changes": {"numbers.rate": 1}}, "b": {"weight": 0.4}}, "as_planned is the plan as written, so it has no changes"),
        ({"other": other(changes={"periods.count": 9})}, "changes.periods.count: all theories of change share the plan's periods"),
        ({"other": other(changes={"budget.total": 9})}, "all theories of change share the plan's budget"),
        ({"other": other(changes={"allocations.base.staff": 9})}, "all theories of change share the plan's allocations"),
        ({"other": other(changes={"inputs.staff.before": [9]})}, "of an input, theories may differ in price and delivery only"),
        ({"other": other(changes={"outcomes.skills.indicators.test.accumulation": "level"})}, "of an indicator, theories may differ in error.sd only"),
        ({"other": other(changes={"links.staff->teach.to": "hours"})}, "a link keeps its ends and its name; remove it"),
        ({"other": other(changes={"links.staff->tech.weight": 9})}, "did you mean staff->teach"),
        ({"other": other(changes={"assumptions.calm.holds": 9})}, "variants.other.changes.assumptions.calm.holds: must be from 0 to 1"),
        ({"other": other(remove=["staff->tech"])}, "variants.other.remove[0]: no link is called staff->tech; did you mean staff->teach?"),
        ({"other": other(remove=["outputs.hours"])}, "only links can be removed; a node without links does nothing"),
        ({"other": other(remove=["staff->teach"], changes={"links.staff->teach.weight": 9})}, "either change it or remove it"),
        ({"other": other(add={"inputs": {"x": {}}})}, "variants.other.add: a theory cannot add inputs"),
        ({"other": other(add={"outcomes": {"x": {"value": 3}}})}, "x is valued in one theory only"),
        ({"other": other(add={"factors": {"calm": {"value": 3}}})}, "variants.other.add.factors.calm: calm is in the plan already"),
        ({"other": other(add={"numbers": {"rate": 3}})}, "rate is in the plan already"),
        ({"other": other(add={"links": [{"from": "staff", "to": "hous"}]})}, "variants.other.add.links[staff->hous].to: no node is called hous; did you mean hours?"),
        ({"other": other(add={"links": [{"from": "staff", "to": "hours", "wieght": 3}]})}, "add.links[staff->hours].wieght: unknown key wieght; did you mean weight?"),
        ({"other": other(add={"links": [{"from": "skills", "to": "teach", "weight": 1}]}, changes={"links.hours->skills.lag": 0})}, "form a cycle in which nothing takes time"),
        ({"other": other(chnges={})}, "unknown key chnges; did you mean changes?"),
    ],
)  # fmt: skip
def test_what_is_refused(variants: dict[str, Any], message: str) -> None:
    assert any(message in problem for problem in refused(**variants)), refused(**variants)


def test_all_problems_come_at_once_each_at_its_place(tmp_path: Path) -> None:
    text = """\
periods: {first: 2027, count: 2}
inputs: {staff: {price: 5}}
outcomes: {skills: {baseline: 1}}
links: [{from: staff, to: skills, weight: 2}]
variants:
  one:
    weight: 0.2
    changes:
      links.staff->skils.weight: 3
    remove: [staff->skill]
  two:
    weight: 0.2
    changes: {budget.total: 3}
    add: {links: [{from: staff, to: skills, id: more, lag: 3, weight: 1}, {from: jobs, to: skills}]}
"""
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    with pytest.raises(PlanError) as caught:
        lm.read(path)
    lines = [(problem.line, problem.where) for problem in caught.value.problems]
    assert lines == [
        (9, "variants.one.changes.links.staff->skils.weight"),
        (10, "variants.one.remove[0]"),
        (13, "variants.two.changes.budget.total"),
        (14, "variants.two.add.links[jobs->skills].from"),
    ]


def test_faults_of_the_plan_itself_are_not_told_again_for_each_variant() -> None:
    wrong = document()
    wrong["links"][1]["weight"] = "rat"
    with pytest.raises(PlanError) as caught:
        lm.Plan.from_document(wrong)
    assert len(caught.value.problems) == 1


def test_variants_travel_through_files_and_count_in_the_digest(tmp_path: Path) -> None:
    found = plan()
    assert lm.Plan.from_document(found.to_document()) == found
    assert found.digest != lm.Plan.from_document(SMALL).digest
    for name in ("plan.yaml", "plan.json"):
        lm.write(found, tmp_path / name)
        assert lm.read(tmp_path / name) == found
    path = tmp_path / "plan.yaml"
    before = path.read_text()
    lm.write(lm.override(found, {"variants.other.weight": 0.4}), path)
    assert path.read_text() == before.replace("weight: 0.3\n", "weight: 0.4\n", 1)


def test_a_future_may_change_the_weight_of_a_variant() -> None:
    base = lm.Plan.from_document({**document(), "futures": {"sure": {"variants.other.weight": 0.9}}})
    assert weights(lm.future(base, "sure"))["other"] == 0.9
    wrong = {**document(), "futures": {"sure": {"variants.other.weight": 2}}}
    with pytest.raises(PlanError, match="must be below 1"):
        lm.Plan.from_document(wrong)


def test_checks_know_what_only_a_variant_uses() -> None:
    base = document()
    base["factors"]["weather"] = {"value": 3}
    alone = {finding.code for finding in lm.check(lm.Plan.from_document({**base, "variants": {}}))}
    base["variants"]["other"]["add"]["links"].append({"from": "weather", "to": "skills", "weight": 1})
    assert "LM111" in alone
    assert "LM111" not in {finding.code for finding in lm.check(lm.Plan.from_document(base))}


def test_the_order_of_links_in_a_variant_does_not_change_the_digest() -> None:
    turned = copy.deepcopy(VARIANT)
    turned["add"]["links"].reverse()
    assert plan(other=turned).digest == plan().digest
