"""Questions of sensitivity that have no answer, said so that it can be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from tests.analysis.sensitivity.functions import path_plan

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def wanted(**target: object) -> lm.Plan:
    return path_plan(targets=[{"node": "y", "by": "2027", **target}])


def refused(plan: lm.Plan, *arguments: object, **options: object) -> str:
    with pytest.raises(lm.RequestError) as caught:
        lm.sensitivity(plan, *arguments, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_unknown_names_are_told_with_what_was_meant() -> None:
    assert "did you mean y" in refused(path_plan(), "yy") or "known" in refused(path_plan(), "yy")
    assert "did you mean y@2027" in refused(path_plan(), "y@2072")
    assert "did you mean sobol" in refused(path_plan(), method="sobl")
    assert "did you mean none" in refused(path_plan(), allocation="nnoe")
    assert "of='met' or of='level'" in refused(path_plan(), of="mean")


def test_what_is_met_always_or_never_is_refused_or_looked_at_by_its_level() -> None:
    never = wanted(at_least=99)
    assert "the plan never succeeds in" in refused(never)
    assert "of='level'" in refused(never, "y", of="met", method="tornado")
    assert "it is never met" in refused(never, "y")
    assert "always" in refused(wanted(at_least=-99), "y")
    answer = lm.sensitivity(never, "y", method="tornado", draws=256)
    assert answer.rows[0]["of"] == "level"
    assert any("its level is looked at instead" in note for note in answer.notes)


def test_other_targets_are_offered_where_success_is_never_reached() -> None:
    plan = path_plan(targets=[{"node": "y", "by": "2027", "at_least": 2.5}, {"node": "o", "by": "2027", "at_least": 99}])
    told = refused(plan)
    assert "y@2027" in told
    assert "o@2027" not in told


def test_an_outcome_that_is_rare_asks_for_more_draws() -> None:
    told = refused(wanted(at_least=4.8), draws=1024)
    assert "too few to tell" in told
    assert "take at least" in told


def test_wide_intervals_are_told_with_the_remedy() -> None:
    rare = wanted(at_least=3.9)
    assert any("four times the draws halve them" in note for note in lm.sensitivity(rare, draws=2048).notes)
    assert not lm.sensitivity(path_plan(), draws=4096).notes


def test_too_few_draws_and_bad_seeds_are_refused() -> None:
    told = refused(path_plan(), draws=100, seed=-1)
    assert "take from 1,024" in told
    assert "-1 is negative" in told
    assert "too many for the method" in refused(path_plan(), draws=2**26)
    plan = lm.read(SCENARIOS / "unhcr-malaysia" / "plan.yaml")
    assert "draws are too few for correlations with" in refused(plan, method="rank", draws=1024)


def test_a_plan_in_which_nothing_is_uncertain_is_refused() -> None:
    outcomes = {name: {"baseline": 0} for name in ("a", "o", "y")}
    assert "nothing in the plan is uncertain" in refused(path_plan(outcomes=outcomes, factors={"x": {"value": 2}}))


def test_a_level_that_nothing_uncertain_moves_is_refused() -> None:
    plan = path_plan(factors={"x": {"value": "normal(2, 1)"}, "sun": {"value": 3}})
    assert "the level is the same in all draws" in refused(plan, "sun@2027")


def test_a_plan_without_targets_or_allocations_is_told_what_to_name() -> None:
    plan = path_plan(targets=[])
    assert "node@period" in refused(plan)
    assert "node@period" in refused(plan, "all")
    assert lm.sensitivity(plan, "y@2027", draws=1024).rows[0]["name"] == "factors.x.value"
    assert "no allocation" in refused(path_plan(allocations={}))
    assert "no target is named" in refused(path_plan(), [])


def test_what_a_method_cannot_do_is_refused() -> None:
    assert "knows no second order" in refused(path_plan(), method="morris", second_order=True)
    assert "is about meeting a target" in refused(path_plan(), "y", method="target", of="level")
    assert "success has no level" in refused(path_plan(), of="level")
    assert "has no target" in refused(path_plan(), "a@2027", of="met")
