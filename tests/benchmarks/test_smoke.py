"""Everything runs at tiny size, and the program by hand agrees with the engine."""

from __future__ import annotations

import pytest

import logicmodel as lm
from tests.benchmarks import (
    allocations,
    explanations,
    formats,
    handwritten,
    optimising,
    ours,
    peers,
    plans,
    searches,
    sensitivities,
)
from tests.benchmarks.clock import race

SIZES = [
    plans.TINY,
    plans.TEAM,
    plans.Size(30, 70, 9, uncertain=1.0, lagged=0.6, curved=0.5, retained=0.8, bounded=0.8),
    plans.Size(30, 70, 6, uncertain=0.0, lagged=0.0, curved=0.0, retained=0.0, bounded=0.0),
]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_program_by_hand_agrees_with_the_engine(size, seed):
    document = plans.document(size, seed=seed)
    case = ours.prepared(document, 256)
    by_hand = handwritten.compiled(document, "all")(case.values)
    assert ours.difference(ours.evaluated(case), by_hand) < 1e-12


def test_a_plan_has_the_size_it_was_asked_for_and_is_always_the_same():
    document = plans.document(plans.PROGRAMME)
    plan = lm.Plan.from_document(document)
    assert (len(plan.nodes), len(plan.links)) == (40, 80)
    assert document == plans.document(plans.PROGRAMME)
    assert document != plans.document(plans.PROGRAMME, seed=2)


def test_sampling_by_hand_gives_about_the_same_probabilities():
    document = plans.document(plans.TEAM)
    answers = handwritten.full(document, handwritten.compiled(document, "all"), 20_000, 1)
    found = lm.simulate(lm.Plan.from_document(document), draws=8_192).estimates["met"][:, 0]
    met = [answers[target["node"]][1] for target in document["targets"]]
    assert found.mean(axis=0) == pytest.approx(met, abs=0.03)


@pytest.mark.parametrize(
    ("package", "runner", "draws"),
    [("squigglepy", peers.with_squigglepy, 8_192), ("monaco", peers.with_monaco, 512)],
)
def test_other_packages_agree_on_the_small_model(package, runner, draws):
    if peers.missing(package):
        pytest.skip(f"{package} is not installed")
    plan = lm.Plan.from_document(peers.SMALL)
    met = lm.simulate(plan, draws=8_192).estimates["met"][:, 0].mean()
    assert runner(draws, 1) == pytest.approx(met, abs=0.06)


def test_what_is_compared_takes_turns():
    order = []
    found = race({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 2)
    assert order == ["a", "b"] * 3
    assert len(found["a"].seconds) == 2
    assert found["a"].least <= found["a"].median


def test_the_gradient_that_is_timed_agrees_with_the_difference_that_is_timed():
    case = ours.sampled(plans.document(plans.TEAM), 256)
    first = ours.gradient(case)[case.sample.inputs[0]][0]
    assert first == pytest.approx(ours.difference_of_one(case), rel=1e-6)
    assert first > 0
    ours.evaluated_whole(case)
    last = case.sample.targets[-1].split("@")[0]
    place = case.sample.program.nodes.index(last)
    level = case.sample.at(case.amounts).levels[-1]
    assert (case.memory[place, -1] == level).all()


@pytest.mark.parametrize("name", ["R2", "R4c", "R8"])
def test_searches_are_compared_on_a_reference_problem(name):
    document, maximize = allocations.reference(name)
    rows = list(optimising.compared(name, document, maximize, fresh=4_096))
    behind = rows[-2]
    assert behind.reached
    assert float(behind.ours.split()[0]) == pytest.approx(
        allocations.KNOWN[name] * (100 if maximize == "success" else 1), rel=0.01
    )
    assert {row.what.split(": ")[1] for row in rows} >= {"lm.optimize", "differential evolution"}


def test_the_sharp_objective_leaves_a_gradient_method_where_it_began():
    plan = lm.Plan.from_document(allocations.two_targets(44, 13))
    task = searches.Task.of(plan, "success", 512)
    x = searches.slsqp(task)
    assert x == pytest.approx(task.split(searches.np.ones(6)), rel=1e-6)
    assert task.space.cost(x) == pytest.approx(100)


def test_a_family_of_plans_has_the_inputs_and_the_money_it_was_asked_for():
    plan = lm.Plan.from_document(allocations.family(20))
    assert len(plan.inputs) == 20
    assert len(plan.targets) == 4
    assert plan.budget.total == pytest.approx(0.44 * 4 * 20)
    assert allocations.family(20) == allocations.family(20)
    assert allocations.family(20) != allocations.family(20, seed=2)


def test_the_plan_of_sensitivity_has_its_numbers_and_targets_that_may_be_met():
    plan = lm.Plan.from_document(sensitivities.document())
    assert len(lm.compile(plan).columns) == 126
    assert 0.3 < lm.simulate(plan, draws=1_024).estimates["success"].mean(axis=0)[0] < 0.8


def test_the_plans_of_explanations_and_formats_can_be_asked(tmp_path):
    plan = explanations.decision()
    assert len(plan.allocations) == 3
    chances = [row["probability"] for row in lm.joint(lm.simulate(plan, draws=512)).rows if row.get("what") == "success"]
    assert not chances or 0.02 < max(chances) < 0.98
    written = formats.write_activities(tmp_path / "x.xml", 100_000)
    found = list(lm.read_many(tmp_path / "x.xml", losses=[]))
    assert (tmp_path / "x.xml").stat().st_size == written > 100_000
    assert all(len(one.outputs) + len(one.outcomes) == formats.RESULTS for _, one in found)
    assert len(lm.Plan.from_document(formats.large(80)).nodes) == 80
