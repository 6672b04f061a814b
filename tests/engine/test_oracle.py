"""Every number of random plans, draw by draw, against an implementation that shares nothing with the engine."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings

import logicmodel as lm
from logicmodel.engine.draw import draw
from logicmodel.engine.samplers.sobol import Sobol
from logicmodel.errors import RequestError
from tests.engine.oracle import Oracle, Verdict, money, success
from tests.engine.plans import plans

POINTS = 2
CLOSE = 1e-7


def drawn(results: lm.Results) -> dict[str, np.ndarray]:
    """The values of all columns in the order of the draws that are kept."""
    program = results.program
    blocks = []
    for replicate in range(results.replicates):
        stream = Sobol().stream(program.rows, seed=results.seed, replicate=replicate, points=results.points)
        blocks.append(stream.block(0, results.points).copy())
    return draw(program, np.concatenate(blocks, axis=1))


def values_of(columns: dict[str, np.ndarray], place: int) -> dict[str, Any]:
    return {name: rows[..., place].tolist() for name, rows in columns.items()}


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_every_level_target_and_sum_of_a_random_plan(plan: lm.Plan) -> None:
    compare_with_oracle(plan)


def compare_with_oracle(plan: lm.Plan) -> None:
    try:
        results = lm.simulate(plan, draws=16 * POINTS, keep="all")
    except RequestError:  # a loop that grew beyond all numbers
        return
    columns = drawn(results)
    draws = results.draws
    for place in range(0, results.count, 5):
        values = values_of(columns, place)
        nothing = Oracle(plan, values, {})
        oracles = [
            *(Oracle(plan, values, results.amounts[name]) for name in results.allocations), nothing,
        ]
        for option, oracle in enumerate(oracles):
            levels = [[oracle.x(node, t) for t in range(plan.periods.count)] for node in results.program.nodes]
            scale = max(1.0, np.abs(levels).max())
            np.testing.assert_allclose(draws["x"][option, :, :, place], levels, rtol=CLOSE, atol=1e-11 * scale)
            check_targets(results, oracle, nothing, option, place, scale)
            if option < len(results.allocations):
                for name, amount in money(oracle, nothing).items():
                    expected = draws[name][option, place]
                    assert math.isclose(expected, amount, rel_tol=1e-6, abs_tol=1e-9 * scale * 1000), name


def check_targets(results: lm.Results, oracle: Oracle, nothing: Oracle, option: int, place: int, scale: float) -> None:
    draws, met = results.draws, {}
    for target in results.plan.targets:
        row = results.targets.index(target.name)
        verdict = Verdict(target, oracle, nothing)
        if verdict.close < 1e-9 * scale:
            return  # a tie that rounding decides
        met[target.name] = verdict.met
        assert draws["met"][option, row, place] == verdict.met
        assert draws["first"][option, row, place] == verdict.first
        for name in ("level", "gap", "effect"):
            found, wanted = draws[name][option, row, place], getattr(verdict, name)
            assert math.isclose(found, wanted, rel_tol=1e-6, abs_tol=1e-9 * scale), (target.name, name)
    wanted = success(results.plan, met)
    assert (wanted is None) == ("success" not in results.estimates)
