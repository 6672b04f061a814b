"""Several theories of change in one program: each draw is exactly what its theory alone would give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import logicmodel as lm
from logicmodel.engine.batch import Batch
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.draw import VARIANTS, draw
from logicmodel.engine.gradient import Sample
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.engine.trial import Arm, Trial, drawn, drawn_column, points
from tests.engine.variants import plans_with_variants

TWO_WAYS: dict[str, Any] = {
    "periods": {"first": 2027, "count": 4},
    "currency": "USD",
    "inputs": {"flats": {"unit": "flats", "price": 10_000}, "coaches": {"unit": "FTE", "price": 50_000, "before": [3.0]}},
    "outputs": {"homes": {"unit": "people"}},
    "outcomes": {
        "housed": {"unit": "people", "baseline": 0, "value": 100},
        "jobs": {"unit": "people", "baseline": 10, "retain": 0.5, "indicators": {"register": {"error": 3}}},
    },
    "factors": {"rent": {"value": "normal(105, 5)", "reference": 100}},
    "assumptions": {"calm": {"holds": 0.8}},
    "links": [
        {"from": "flats", "to": "homes", "weight": "0.8 to 1.2"},
        {"from": "homes", "to": "housed", "weight": "0.5 to 0.9"},
        {"from": "housed", "to": "jobs", "weight": "0.2 to 0.5", "assumes": ["calm"]},
        {"from": "coaches", "to": "jobs", "weight": "3 to 6", "lag": 1},
        {"from": "rent", "to": "housed", "weight": -0.3},
    ],
    "targets": [
        {"node": "jobs", "indicator": "register", "at_least": 60, "by": 2030},
        {"node": "housed", "at_least": 60, "by": 2030},
    ],
    "allocations": {"homes": {"flats": 100, "coaches": 2}, "work": {"flats": 20, "coaches": 16}},
    "correlations": [{"between": ["factors.rent.value", "links.coaches->jobs.weight"], "rank": 0.4}],
    "variants": {
        "jobs_first": {
            "title": "Work comes before housing",
            "weight": "30%",
            "changes": {"links.coaches->jobs.weight": "6 to 10", "outcomes.jobs.indicators.register.error.sd": 6,
                        "inputs.coaches.price": "50_000 to 60_000"},
            "remove": ["links.housed->jobs"],
            "add": {
                "links": [{"from": "jobs", "to": "housed", "weight": "0.3 to 0.6"}, {"from": "mood", "to": "jobs", "weight": 0.1}],
                "factors": {"mood": {"value": "normal(0, 10)"}},
            },
        },
    },
}
"""Housing brings work; or work brings housing: together the links would run in a circle at once."""


def two_ways(**changes: Any) -> lm.Plan:
    return lm.Plan.from_document(TWO_WAYS | changes)


def alone(pooled: Program, place: int, u: np.ndarray) -> tuple[Program, np.ndarray]:
    """Return the plan of one theory, compiled by itself, and the same points for it."""
    theory = pooled.theories[place]
    program = compile_plan(lm.variant(pooled.plan, theory.name))
    rows = [
        next(pooled.rows.index(row) for row in (_own(name, theory.name), name) if row in pooled.rows)
        for name in program.rows
    ]
    return program, np.array(u[rows]).reshape(len(rows), u.shape[1])


def _own(row: str, theory: str) -> str:
    name, at, label = row.partition("@")
    return f"{name}|{theory}{at}{label}"


def readings_of(program: Program) -> list[Reading]:
    """Return the level of every node of the plan in every period, and all that is read of targets and money."""
    every = [
        Reading("node", node=name, period=t)
        for name in sorted(program.plan.nodes) for t in range(program.periods)
    ]
    asked = [Reading(what, target=step.id) for step in program.targets for what in ("met", "margin", "effect")]  # type: ignore[arg-type]
    return [*every, *asked, Reading("benefit"), Reading("cost"), Reading("spent")]


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plan=plans_with_variants())
def test_every_draw_is_what_its_theory_alone_gives(plan: lm.Plan) -> None:
    pooled = compile_plan(plan)
    _, amounts = chosen_amounts(plan, None)
    u = points(pooled, count=64, seed=5)
    readings = readings_of(pooled)
    trial = Trial(pooled, readings)
    values = trial.draw(u)
    arms = [Arm({}), *(Arm(each) for each in amounts)]
    found = trial.read(values, arms)
    assert set(np.unique(values[VARIANTS])) <= set(range(len(pooled.theories)))
    for place in range(len(pooled.theories)):
        program, mine = alone(pooled, place, u)
        wanted = Trial(program, readings).at(mine, arms)
        here = values[VARIANTS] == place
        np.testing.assert_array_equal(found[:, :, here], wanted[:, :, here])


def test_what_theories_share_is_drawn_once() -> None:
    program = compile_plan(two_ways())
    names = [column.name for column in program.columns]
    assert VARIANTS in names
    assert "links.homes->housed.weight" in names
    assert "links.homes->housed.weight|jobs_first" not in names
    assert {"links.coaches->jobs.weight", "links.coaches->jobs.weight|jobs_first"} <= set(names)
    assert "links.jobs->housed.weight" in names  # only one theory has it, so it needs no other name
    groups = {group.columns for group in program.correlated}  # numbers that go together stay together
    pair = ("factors.rent.value", "links.coaches->jobs.weight")
    assert groups == {pair, tuple(f"{name}|jobs_first" for name in pair)}


def test_probabilities_are_weighted_over_the_theories() -> None:
    plan = two_ways()
    results = lm.simulate(plan, draws=16_384)
    which = drawn_column(results, VARIANTS)
    np.testing.assert_array_equal(which, drawn(results)[VARIANTS])
    assert which.mean() == pytest.approx(0.3, abs=1e-3)
    for place, name in enumerate(results.allocations):
        parts = [
            weight * lm.simulate(lm.variant(plan, one), [name], draws=16_384).estimates["success"][:, 0].mean()
            for one, weight in (("as_planned", 0.7), ("jobs_first", 0.3))
        ]
        assert results.estimates["success"][:, place].mean() == pytest.approx(sum(parts), abs=0.01)


def test_money_and_late_effects_follow_the_theory_of_each_draw() -> None:
    plan = two_ways()
    results = lm.simulate(plan, keep="all")
    which = drawn_column(results, VARIANTS)
    costs = results.draws["cost"][results.allocation("work")]
    assert np.allclose(costs[which == 0], 4 * (20 * 10_000 + 16 * 50_000))
    assert costs[which == 1].std() > 0
    assert costs[which == 1].mean() > 4_300_000
    rows = {row["allocation"]: row["amount"] for row in lm.late_effects(results).rows if row["link"] == "coaches->jobs"}
    # what the coaches of the last year bring: weight times coaches, weighted over the theories
    drawn_weights = drawn(results)
    weight = np.where(which == 0, drawn_weights["links.coaches->jobs.weight"], drawn_weights["links.coaches->jobs.weight|jobs_first"])
    assert rows["work"] == pytest.approx(16 * weight.mean(), rel=1e-9)


@pytest.mark.parametrize("block", [64, 512])
def test_any_block_size_gives_the_same_bits(block: int) -> None:
    plan = two_ways()
    one, other = lm.simulate(plan, draws=2048, block=block), lm.simulate(plan, draws=2048)
    for name, values in one.estimates.items():
        np.testing.assert_array_equal(values, other.estimates[name])


def test_cut_links_carry_nothing_under_any_theory() -> None:
    program = compile_plan(two_ways())
    _, (amounts, _) = chosen_amounts(program.plan, None)
    trial = Trial(program, [Reading("node", node="housed", period=3)])
    values = trial.draw(points(program, count=256))
    links = frozenset({"homes->housed", "jobs->housed"})
    both, cut, again = trial.read(values, [Arm(amounts), Arm(amounts, cut=links), Arm(amounts)])[:, 0]
    rent = np.where(values[VARIANTS] == 0, values["factors.rent.value"], values["factors.rent.value|jobs_first"])
    np.testing.assert_allclose(cut, -0.3 * (rent - 100), atol=1e-9)
    assert np.all(both > cut + 1)
    assert np.array_equal(both, again)


def test_theories_can_be_swapped_while_all_numbers_stay() -> None:
    program = compile_plan(two_ways())
    _, (amounts, _) = chosen_amounts(program.plan, None)
    trial = Trial(program, [Reading("node", node="jobs", period=3)])
    values = trial.draw(points(program, count=128))
    first, second = (
        trial.read({**values, VARIANTS: np.full(128, float(place))}, [Arm(amounts)])[0, 0] for place in (0, 1)
    )
    mixed = trial.read(values, [Arm(amounts)])[0, 0]
    np.testing.assert_array_equal(mixed, np.where(values[VARIANTS] == 0, first, second))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("what", ["margins", "effects", "benefit", "cost", "spent"])
def test_gradients_are_those_of_the_pool(what: str) -> None:
    sample = Sample.of(compile_plan(two_ways()), draws=256, seed=3)
    amounts = {"flats": np.array([90.0, 80, 70, 60]), "coaches": np.array([4.0, 5, 6, 7])}
    point = sample.at(amounts)
    size = getattr(point, what).shape
    weights = np.random.default_rng(1).normal(size=size)
    found = point.pull(**{what: weights})
    for name, row in amounts.items():
        for t in range(4):
            ends = []
            for step in (-1e-3, 1e-3):
                moved = row.copy()
                moved[t] += step
                ends.append(float((getattr(sample.at({**amounts, name: moved}), what) * weights).sum()))
            slope = (ends[1] - ends[0]) / 2e-3
            assert found[name][t] == pytest.approx(slope, rel=1e-6, abs=1e-5 * np.abs(weights).sum())


def test_batches_that_are_not_kept_are_gone_through_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    program = compile_plan(two_ways())
    amounts = {"flats": 50.0, "coaches": 8.0}
    whole = Sample.of(program, draws=512).at(amounts).pull(margins=np.ones((2, 512)))
    kept = Sample.of(program, draws=512, block=64)
    assert kept.keeps
    assert len(kept.batches) == 8
    for name, row in kept.at(amounts).pull(margins=np.ones((2, 512))).items():
        np.testing.assert_allclose(row, whole[name], rtol=1e-12)
    monkeypatch.setattr("logicmodel.engine.gradient.ROOM", 0)
    parts = Sample.of(program, draws=512, block=64)
    assert not parts.keeps
    assert isinstance(parts.batches[0], Batch)
    pulled = parts.at(amounts).pull(margins=np.ones((2, 512)))
    for name, row in whole.items():
        np.testing.assert_allclose(pulled[name], row, rtol=1e-12)


def test_the_optimum_is_that_of_the_pool() -> None:
    plan = two_ways(budget={"total": 4_000_000})
    found = lm.optimize(plan, draws=512, seed=2)
    pooled = lm.simulate(plan, {"found": found.allocation, **{name: plan.allocations[name].amounts for name in plan.allocations}})
    success = dict(zip(pooled.allocations, pooled.estimates["success"].mean(axis=0), strict=False))
    assert success["found"] >= max(success["homes"], success["work"]) - 0.005
    # what is best under the plan as written alone is worth less over all theories
    narrow = lm.optimize(lm.variant(plan, "as_planned"), budget=4_000_000, draws=512, seed=2)
    other = lm.simulate(plan, {"narrow": narrow.allocation})
    assert success["found"] > other.estimates["success"][:, 0].mean() - 0.005


def test_a_plan_without_variants_has_one_theory_and_no_further_column() -> None:
    plan = lm.variant(two_ways(), "as_planned")
    program = compile_plan(plan)
    assert program.theories == ()
    assert VARIANTS not in [column.name for column in program.columns]
    assert plan == lm.Plan.from_document({key: value for key, value in TWO_WAYS.items() if key != "variants"})


def test_values_are_chosen_by_the_theory_of_the_draw() -> None:
    program = compile_plan(two_ways())
    values = draw(program, points(program, count=64))
    trial = Trial(program, [Reading("spent")])
    _, (amounts, _) = chosen_amounts(program.plan, None)
    spent = trial.read(values, [Arm(amounts)])[0, 0]
    assert len(np.unique(spent[values[VARIANTS] == 0])) == 1
    assert len(np.unique(spent[values[VARIANTS] == 1])) > 1


def test_what_a_variant_lacks_is_told_before_it_is_simulated() -> None:
    document = {**TWO_WAYS, "variants": {"other": {"weight": 0.2, "add": {"links": [{"from": "flats", "to": "jobs"}]}}}}
    with pytest.raises(lm.IncompleteError, match=r"variants\.other: .*weight .* is missing"):
        compile_plan(lm.Plan.from_document(document))


def test_equations_tell_what_each_theory_says_instead() -> None:
    text = str(compile_plan(two_ways()))
    assert "jobs_first (Work comes before housing) holds with probability 0.3 and says instead:" in text
    assert text.count("jobs[t] =") == 2
    assert text.count("homes[t] =") == 1
