"""Draws with a few numbers changed are read to the bit as if everything had been computed again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

import logicmodel as lm
from logicmodel.engine import rerun
from logicmodel.engine.reading import Reading
from logicmodel.engine.rerun import Rerun
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.engine.trial import Arm, points
from tests.engine.plans import plans

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(place.parent.name for place in SCENARIOS.glob("*/plan.yaml"))


def check(plan: lm.Plan, count: int = 16) -> None:
    program = lm.compile(plan)
    readings = [Reading(what, target=step.id) for step in program.targets for what in ("level", "met", "effect")]  # type: ignore[arg-type]
    readings += [Reading("node", node=node, period=program.periods - 1) for node in plan.outcomes]
    trial = Rerun(program, readings)
    first, second = (trial.draw(points(program, count=count, replicate=number)) for number in (0, 1))
    _, (amounts, *_) = chosen_amounts(plan, None)
    start = trial.start(first, Arm(amounts), count)
    np.testing.assert_array_equal(start, trial.read(first, [Arm(amounts)], draws=count)[0])
    for column in program.columns:
        change = {column.name: second[column.name]}
        found = trial.again(change)
        np.testing.assert_array_equal(found, trial.read({**first, **change}, [Arm(amounts)])[0], err_msg=column.name)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_scenario_can_be_changed_alone(name: str) -> None:
    check(lm.read(SCENARIOS / name / "plan.yaml"))


@settings(max_examples=10, deadline=None)
@given(plans())
def test_every_number_of_any_plan_can_be_changed_alone(plan: lm.Plan) -> None:
    check(plan, count=8)


def test_blocks_do_not_matter_nor_does_it_whether_levels_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = lm.read(SCENARIOS / "graduation" / "plan.yaml")
    program = lm.compile(plan)
    _, (amounts, *_) = chosen_amounts(plan, None)
    trial = Rerun(program, [Reading("success")])
    first, second = (trial.draw(points(program, count=64, replicate=number)) for number in (0, 1))
    changed = ["links.aid_awards->college_entries.works", "factors.college_costs.value"]
    change = {name: second[name] for name in changed}
    trial.start(first, Arm(amounts), 64)
    whole = trial.again(change)
    monkeypatch.setattr(rerun, "ELEMENTS", 100)
    trial.start(first, Arm(amounts), 64)
    assert len(trial.parts) > 1
    np.testing.assert_array_equal(trial.again(change), whole)
    monkeypatch.setattr(rerun, "ROOM", 0)
    trial.start(first, Arm(amounts), 64)
    assert not trial.keeps
    np.testing.assert_array_equal(trial.again(change), whole)


def test_what_a_number_does_not_reach_is_not_computed_again() -> None:
    plan = lm.read(SCENARIOS / "graduation" / "plan.yaml")
    program = lm.compile(plan)
    reach = rerun.Reaches(program)
    everything = [step.id for group in program.groups for step in group]
    found = [step.id for group in reach.of(frozenset({"links.aid_awards->college_entries.works"})).groups for step in group]
    assert found[0] == "college_entries"
    assert len(found) < len(everything)
    assert reach.of(frozenset()).groups == ()
