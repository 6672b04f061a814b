"""Asking for a run: what may be asked, what is refused, when it stops, what it keeps."""

from __future__ import annotations

import concurrent.futures
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.engine import simulate as simulate_module
from logicmodel.engine.simulate import MOST_DRAWS, points_for
from logicmodel.errors import IncompleteError, RequestError

from .examples import document, meal_plan


def problems(**options: Any) -> list[str]:
    with pytest.raises(RequestError) as caught:
        lm.simulate(meal_plan(), **options)
    return [str(problem) for problem in caught.value.problems]


# draws ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("wanted", "each"), [(1, 2), (32, 2), (33, 4), (8192, 512), (8193, 1024), (10_000, 1024), (2**30, 2**26)])
def test_points_for(wanted: int, each: int) -> None:
    assert points_for(wanted) == each


def test_draws_are_rounded_up() -> None:
    results = lm.simulate(meal_plan(), draws=100)
    assert (results.count, results.replicates, results.points) == (128, 16, 8)
    assert lm.simulate(meal_plan()).count == 8192
    assert "128 draws" in repr(results)
    assert "now, more, none" in repr(results)


# precision -----------------------------------------------------------------------------------------
def widest(results: lm.Results) -> float:
    rows = [*lm.attainment(results).rows, *(row for row in lm.joint(results).rows if row["what"] == "success")]
    return max(max(row["high"] - row["probability"], row["probability"] - row["low"]) for row in rows)


def test_draws_double_until_the_precision_is_met() -> None:
    totals: list[int] = []
    results = lm.simulate(meal_plan(), precision=0.004, progress=lambda _, total: totals.append(total))
    assert results.reached
    assert widest(results) <= 0.004
    assert totals == sorted(totals)
    assert (totals[0], results.count) == (8192, totals[-1])
    assert results.count > 8192
    half = lm.simulate(meal_plan(), draws=results.count // 2)
    assert widest(half) > 0.004
    assert not results.notes


def test_a_precision_that_is_out_of_reach_is_reported() -> None:
    results = lm.simulate(meal_plan(), draws=64, precision=0.001, max_draws=512)
    assert not results.reached
    assert results.count == 512
    assert "the wanted precision of 0.10% was not met with 512 draws" in results.notes
    assert results.notes == lm.attainment(results).notes


@pytest.mark.parametrize("most", [32, 100, 512, 5000])
def test_a_precision_alone_never_takes_more_than_the_most_draws(most: int) -> None:
    assert lm.simulate(meal_plan(), precision=1e-5, max_draws=most).count <= most


def test_what_was_never_seen_is_not_precise() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "outcomes": {"y": {"baseline": "normal(0, 1)"}},
        "targets": [{"node": "y", "at_least": 99, "by": 2027}], "allocations": {"none": {}},
    })
    results = lm.simulate(plan, draws=32, precision=0.01)
    assert results.count > 32
    assert lm.attainment(results).rows[0]["high"] <= 0.01


def test_a_certain_plan_is_precise_at_once() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "outcomes": {"y": {"baseline": 1}},
        "targets": [{"node": "y", "at_least": 0, "by": 2027}], "allocations": {"none": {}},
    })
    results = lm.simulate(plan, draws=32, precision=1e-5)
    assert (results.reached, results.count, results.exact) == (True, 32, True)
    row = lm.attainment(results).rows[0]
    assert row["low"] == row["probability"] == row["high"] == 1


def test_a_plan_without_targets_is_precise_at_once() -> None:
    assert lm.simulate(meal_plan(targets=[]), draws=32, precision=1e-5).count == 32


# refusals ------------------------------------------------------------------------------------------
def test_all_impossible_numbers_are_listed() -> None:
    found = problems(draws=8, precision=0.7, max_draws=2, seed=-1)
    assert [text.partition(":")[0] for text in found] == ["draws", "precision", "max_draws", "seed"]


@pytest.mark.parametrize(("options", "text"), [
    ({"sampler": "sobl"}, "did you mean sobol?"),
    ({"sampler": "sobol(3)"}, "takes 0 values"),
    ({"sampler": 7}, "expected a sampler"),
    ({"keep": ["meals", "meels"]}, "keep: no node is called meels; did you mean meals?"),
    ({"allocations": ["now", "nwo"]}, "allocation nwo: is not defined in the plan; did you mean now"),
    ({"allocations": "nwo"}, "did you mean now"),
    ({"allocations": {"mine": {"cook": 1}}}, "no input is called cook; did you mean cooks?"),
    ({"allocations": {"mine": {"cooks": -1}}}, "an amount cannot be negative"),
    ({"allocations": {"mine": {"cooks": [1, 2]}}}, "one number for each of the 3 periods"),
    ({"allocations": {"nothing": {}}}, "an allocation cannot be called nothing"),
])
def test_requests_that_cannot_be_met(options: dict[str, Any], text: str) -> None:
    assert text in " / ".join(problems(**options))


def test_every_missing_number_is_listed() -> None:
    plan = lm.Plan.from_document({
        "currency": "EUR", "periods": {"first": 2027, "count": 1},
        "inputs": {"a": {"unit": "FTE"}, "money": {"unit": "EUR"}, "b": {}}, "factors": {"f": {}}, "assumptions": {"s": {}},
        "outputs": {"o": {}}, "outcomes": {"y": {"unit": "people"}},
        "links": [{"from": "a", "to": "o"}, {"from": "o", "to": "y"}, {"from": "s", "to": "y", "role": "enables"}],
    })
    with pytest.raises(IncompleteError) as caught:
        lm.simulate(plan)
    assert [problem.where for problem in caught.value.problems] == [
        "inputs.a", "inputs.b", "factors.f", "assumptions.s", "outcomes.y", "links.a->o", "links.o->y",
    ]


def test_levels_beyond_all_numbers_are_refused() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 30}, "factors": {"f": {"value": "1 to 2"}}, "outcomes": {"calm": {"baseline": 1}, "wild": {"baseline": 0}},
        "links": [{"from": "f", "to": "wild", "weight": 10}, {"from": "wild", "to": "wild", "lag": 1, "curve": "power(10, 3)"}],
        "targets": [{"node": "wild", "at_least": 3, "by": 2030}], "allocations": {"none": {}},
    })
    with pytest.raises(RequestError, match="grow beyond all numbers at wild; look for a loop"):
        lm.simulate(plan, precision=0.01)


# allocations ---------------------------------------------------------------------------------------
def test_allocations_by_name_or_by_amount() -> None:
    plan = meal_plan()
    named = lm.simulate(plan, "now", draws=64)
    assert named.allocations == ("now",)
    assert lm.simulate(plan, ["more", "now", "more"], draws=64).allocations == ("more", "now")
    given = lm.simulate(plan, {"mine": {"cooks": np.full(3, 2.0), "kitchen": np.float64(20_000)}}, draws=64)
    assert given.amounts == {"mine": {"cooks": (2.0,) * 3, "kitchen": (20_000.0,) * 3}}
    for name, values in named.estimates.items():
        np.testing.assert_array_equal(values, given.estimates[name])
    assert lm.simulate(plan, [], draws=64).allocations == ()


# what is kept --------------------------------------------------------------------------------------
def test_what_is_kept() -> None:
    plan = meal_plan()

    def kept(**options: Any) -> tuple[tuple[str, ...], set[str]]:
        results = lm.simulate(plan, draws=64, **options)
        return results.kept, set(results.draws)

    rest = {"level", "met", "gap", "first", "effect", "cost", "spent", "benefit"}
    assert kept() == (("health", "hunger", "meals"), rest | {"x"})
    assert kept(keep="cooking") == (("cooking",), rest | {"x"})
    assert kept(keep=["meals", "prices"]) == (("meals", "prices"), rest | {"x"})
    assert kept(keep="all")[0] == tuple(sorted(plan.nodes))
    assert kept(keep="nothing") == ((), set())
    assert kept(keep=[]) == ((), rest)


def test_draws_are_kept_only_while_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate_module, "ROOM", 10_000)
    results = lm.simulate(meal_plan(), draws=64)
    assert (results.kept, dict(results.draws)) == ((), {})
    assert "single draws were not kept; ask for them with keep=" in results.notes
    assert lm.simulate(meal_plan(), draws=64, keep="meals").kept == ("meals",)


def test_kept_draws_are_those_of_the_estimates() -> None:
    results = lm.simulate(meal_plan(), draws=256, keep="all")
    split = {name: values.reshape(*values.shape[:-1], 16, 16) for name, values in results.draws.items()}
    means = {name: np.moveaxis(values.mean(axis=-1), -1, 0) for name, values in split.items()}
    np.testing.assert_allclose(means["x"], results.estimates["node"], rtol=1e-12)
    for name in ("level", "met", "gap", "effect", "cost", "spent", "benefit"):
        np.testing.assert_allclose(means[name], results.estimates[name], rtol=1e-12, atol=1e-12)
    met = split["met"] > 0.5
    outcomes = [place for place, step in enumerate(results.program.targets) if step.kind == "outcome"]
    outputs = [place for place, step in enumerate(results.program.targets) if step.kind == "output"]
    every = {"outcomes_met": met[:, outcomes].all(axis=1), "outputs_met": met[:, outputs].all(axis=1), "all_met": met.all(axis=1)}
    every["in_vain"] = every["outputs_met"] & ~every["outcomes_met"]
    every["success"] = every["outcomes_met"]
    for name, rows in every.items():
        np.testing.assert_array_equal(np.moveaxis(rows.mean(axis=-1), -1, 0), results.estimates[name])
    number = np.moveaxis(met.sum(axis=1), 1, 0)
    for k in range(7):
        np.testing.assert_array_equal((number == k).mean(axis=-1), results.estimates["number_met"][:, :, k])
    for t in range(4):
        first = np.moveaxis((split["first"] == t).mean(axis=-1), -1, 0)
        np.testing.assert_array_equal(first, results.estimates["first"][..., t])
    net = split["benefit"] - split["spent"]
    np.testing.assert_array_equal(np.moveaxis((net > 0).mean(axis=-1), -1, 0), results.estimates["net_positive"])
    quantiles = np.quantile(split["level"], [0.05, 0.5, 0.95], axis=-1)
    np.testing.assert_allclose(np.moveaxis(quantiles, (0, 3), (-1, 0)), results.estimates["quantiles"][..., [0, 3, 6]])


# workers and progress ------------------------------------------------------------------------------
class Later(concurrent.futures.Executor):
    """Runs the first ``ready`` jobs at once and leaves the others waiting."""

    def __init__(self, ready: int, failure: BaseException | None = None) -> None:
        self.ready, self.failure = ready, failure
        self.futures: list[concurrent.futures.Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future[Any]:
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()
        if len(self.futures) < self.ready:
            future.set_result(fn(*args, **kwargs))
        elif len(self.futures) == self.ready and self.failure is not None:
            future.set_exception(self.failure)
        self.futures.append(future)
        return future


def test_a_failing_worker_cancels_the_rest() -> None:
    workers = Later(1, OSError("a worker died"))
    with pytest.raises(OSError, match="a worker died"):
        lm.simulate(meal_plan(), draws=64, executor=workers)
    assert len(workers.futures) > 3
    assert all(future.cancelled() for future in workers.futures[2:])


def test_an_interruption_cancels_the_rest() -> None:
    workers = Later(1)

    def interrupt(done: int, total: int) -> None:
        assert 0 < done < total
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lm.simulate(meal_plan(), draws=64, executor=workers, progress=interrupt)
    assert all(future.cancelled() for future in workers.futures[1:])
    with pytest.raises(KeyboardInterrupt):
        lm.simulate(meal_plan(), draws=16_384, block=256, progress=interrupt)


@pytest.mark.parametrize("workers", [None, 2])
def test_progress_counts_the_draws(workers: int | None) -> None:
    calls: list[tuple[int, int]] = []
    pool = concurrent.futures.ThreadPoolExecutor(workers) if workers else None
    lm.simulate(meal_plan(), draws=1024, executor=pool, progress=lambda *call: calls.append(call))
    assert calls == sorted(calls)
    assert calls[-1] == (1024, 1024)
    if pool:
        assert len(calls) >= 8
        pool.shutdown()


# memory --------------------------------------------------------------------------------------------
MEMORY = """
import resource, sys
sys.path.insert(0, {root!r})
import logicmodel as lm
from tests.engine.examples import meal_plan
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
plan = meal_plan()
lm.simulate(plan, ["now"], draws=10_000)
before = peak()
assert lm.simulate(plan, ["now"], draws={draws}).count == {draws}
print(peak() - before)
"""


def test_memory_does_not_grow_with_the_draws() -> None:
    """About 5 s: a million draws take little more memory than ten thousand."""
    pytest.importorskip("resource")
    root = str(lm.__path__[0]).rpartition("logicmodel")[0]
    code = MEMORY.format(root=root, draws=MOST_DRAWS)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 150  # megabytes


def test_changing_results_does_not_change_the_plan() -> None:
    before = document()
    plan = lm.Plan.from_document(before)
    lm.simulate(plan, draws=32)
    assert before == document()
    assert plan == lm.Plan.from_document(document())
