"""A trial reads from chosen draws what a simulation reads from its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.engine.trial import Arm, Trial, drawn, matrix, points

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(place.parent.name for place in SCENARIOS.glob("*/plan.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_trial_on_the_draws_of_a_run_finds_what_the_run_found(name: str) -> None:
    plan = lm.read(SCENARIOS / name / "plan.yaml")
    run = lm.simulate(plan, draws=512, keep="all")
    targets = run.targets
    readings = [Reading(what, target=target) for what in ("level", "met", "effect") for target in targets]  # type: ignore[arg-type]
    readings += [Reading("success"), Reading("number_met"), Reading("cost"), Reading("spent"), Reading("benefit")]
    readings += [Reading("node", node=node, period=1) for node in run.kept]
    trial = Trial(run.program, readings)
    names, amounts = chosen_amounts(plan, None)
    values = drawn(run)
    found = trial.read(values, [Arm(one) for one in amounts])
    assert names == run.allocations
    count = len(targets)
    for place, what in enumerate(("level", "met", "effect")):
        np.testing.assert_allclose(found[:, place * count : (place + 1) * count], run.draws[what][:-1], rtol=1e-9, atol=1e-9)
    at = 3 * count
    success = run.estimates["success"].mean(axis=0)[:-1]
    np.testing.assert_allclose(found[:, at].mean(axis=-1), success, atol=1e-12)
    np.testing.assert_allclose(found[:, at + 1], run.draws["met"][:-1].sum(axis=1))
    for place, what in enumerate(("cost", "spent", "benefit"), at + 2):
        np.testing.assert_allclose(found[:, place], run.draws[what][:-1], rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(found[:, at + 5 :], run.draws["x"][:-1, :, 1], rtol=1e-9, atol=1e-9)


def test_cutting_all_links_into_a_node_leaves_its_reference() -> None:
    plan = lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")
    program = lm.compile(plan)
    target = program.targets[-1].id
    trial = Trial(program, [reading_of(program, target, "effect"), Reading("success")])
    _, (first, *_) = chosen_amounts(plan, None)
    u = points(program, count=256)
    begun = frozenset(link.name for link in plan.links if link.source in plan.inputs)
    whole, cut, nothing = trial.at(u, [Arm(first), Arm(first, begun), Arm({})])
    assert np.abs(whole[0]).max() > 1
    np.testing.assert_allclose(cut, nothing, atol=1e-9)
    np.testing.assert_array_equal(nothing[0], 0.0)


def test_points_stay_as_they_are_and_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = lm.read(SCENARIOS / "graduation" / "plan.yaml")
    program = lm.compile(plan)
    trial = Trial(program, [Reading("success"), Reading("number_met")])
    _, amounts = chosen_amounts(plan, None)
    u = points(program, count=128)
    before = u.copy()
    at_once = trial.at(u, [Arm(one) for one in amounts])
    np.testing.assert_array_equal(u, before)
    monkeypatch.setattr("logicmodel.engine.trial.ELEMENTS", 100)
    np.testing.assert_array_equal(trial.at(u, [Arm(one) for one in amounts]), at_once)
    names, values = matrix(program, trial.draw(u))
    assert values.shape == (len(names), 128) == (len(program.rows), 128)


def test_names_are_read_as_targets_nodes_and_success() -> None:
    plan = lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")
    program = lm.compile(plan)
    target = next(step for step in program.targets if step.kind == "outcome")
    node = program.nodes[target.node]
    assert reading_of(program, "success") == Reading("success")
    assert reading_of(program, target.id) == Reading("level", target=target.id)
    assert reading_of(program, target.id, "met").probability
    assert reading_of(program, target.id, "node") == Reading("node", node=node, period=target.due)
    activity = next(iter(plan.activities))
    label = plan.periods.labels[1]
    assert reading_of(program, f"{activity}@{label}") == Reading("node", node=activity, period=1)
    assert reading_of(program, activity, "effect") == Reading("change", node=activity, period=plan.periods.count - 1)
    with pytest.raises(lm.RequestError, match="there is no target or node nowhere"):
        reading_of(program, "nowhere")
    with pytest.raises(lm.RequestError, match="has no target"):
        reading_of(program, activity, "met")
    with pytest.raises(lm.RequestError, match="there is no target or node"):
        reading_of(program, f"{activity}@1999")
    with pytest.raises(lm.RequestError, match="only whether it is reached"):
        reading_of(program, "success", "level")
