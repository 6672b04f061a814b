"""The best chance of reaching targets, against closed forms (R4, R5) and a published test (R9)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from tests.analysis.optimize.plans import CERTAIN, Document, document, gaussian

MEAN, SD = np.array([3, 2, 2.5]), np.array([1.5, 0.5, 1])
BEST, CHANCE = (2.62295082, 3.93442623, 3.44262295), 0.87197602
"""The best split of 10, in proportion to (mean - 18 / 10) / sd^2, and its chance."""
LEAST = {0.8: 9.03251618, 0.9: 10.45549296, 0.95: 11.67748854}


def chance_of(allocation: Mapping[str, Any]) -> float:
    """Phi of the mean less 18, in standard deviations."""
    x = np.array(list(allocation.values()))
    return float(stats.norm.cdf((MEAN @ x - 18) / math.sqrt((SD**2) @ x**2)))


def test_the_closed_form_itself() -> None:
    assert chance_of(dict(zip("abc", BEST, strict=True))) == pytest.approx(CHANCE, abs=5e-9)
    z = math.sqrt(sum(((MEAN - 1.8) / SD) ** 2))
    assert stats.norm.cdf(z) == pytest.approx(CHANCE, abs=5e-9)


@pytest.mark.parametrize(("seed", "draws", "within"), [(1, 8192, 1e-4), (2, 8192, 1e-4), (1, 2048, 5e-4), (2, 2048, 5e-4), (3, 2048, 5e-4)])
def test_chance_constraint(seed: int, draws: int, within: float) -> None:
    """R4: what is found is worth as much as the best, to a ten thousandth with enough draws."""
    found = lm.optimize(gaussian(), seed=seed, draws=draws)
    truth = chance_of(found.allocation)
    assert CHANCE * (1 - within) <= truth <= CHANCE + 1e-9
    assert list(found.allocation.values()) == pytest.approx(BEST, abs=0.3)
    assert found.status == "found"
    assert found.agreeing == found.starts
    half = (found.verified.high - found.verified.low) / 2
    assert half < 0.004
    assert abs(found.verified.value - truth) < 3 * half
    assert found.active == ("budget.total",)


@pytest.mark.parametrize(("wanted", "seeds", "total"), [(0.8, 2, 10), (0.9, 20, 10), (0.95, 2, None)])
def test_least_budget(wanted: float, seeds: int, total: float | None) -> None:
    """R4c: right to half a per cent with every seed, also where the plan says nothing about how much there may be."""
    plan = gaussian(total=total)
    found = [lm.least_budget(plan, wanted, seed=seed, verify=512) for seed in range(seeds)]
    costs = np.array([one.cost for one in found])
    assert np.abs(costs / LEAST[wanted] - 1).max() < 0.005
    for one in found:
        assert chance_of(one.allocation) == pytest.approx(wanted, abs=0.005)


def independent(*rates: float, success: Document | None = None, budget: float = 2) -> lm.Plan:
    """Successes with chance 1 - exp(-rate x), each decided by a draw of its own."""
    names = [f"in{place}" for place in range(len(rates))]
    more = {} if success is None else {"success": success}
    return lm.Plan.from_document(document({}) | {
        "inputs": {name: {"unit": "EUR"} for name in names},
        "outcomes": {f"of_{name}": {"baseline": 0, "noise": "uniform(-1, 0)"} for name in names},
        "links": [
            {"from": name, "to": f"of_{name}", "curve": f"exponential(1, {1 / rate!r})"}
            for name, rate in zip(names, rates, strict=True)
        ],
        "targets": [{"node": f"of_{name}", "at_least": 0, "by": 2027} for name in names],
        "budget": {"total": budget},
    } | more)  # fmt: skip


def test_all_of_independent_successes() -> None:
    """R5: an even split, (1 - 1 / e)^2."""
    found = lm.optimize(independent(1, 1))
    truth = math.prod(1 - math.exp(-x) for x in found.allocation.values())
    assert truth == pytest.approx(0.3995764009, rel=1e-4)
    assert list(found.allocation.values()) == pytest.approx([1, 1], abs=0.02)
    assert found.verified.value == pytest.approx(0.3995764009, abs=0.005)


def test_one_of_independent_successes() -> None:
    """R5: all money to what answers most, as 1 - exp(-sum of rate x)."""
    found = lm.optimize(independent(1, 2, success={"at_least": 1}))
    assert list(found.allocation.values()) == pytest.approx([0, 2], abs=1e-6)
    assert found.verified.value == pytest.approx(1 - math.exp(-4), abs=0.005)
    assert "nothing of in0" in found.active


def test_certain_success_of_several_kinds_with_a_gate() -> None:
    """R5 in expectation: a noisy-OR of the same shares; again all money to the larger rate."""
    nodes = {f"of_{name}": {"baseline": 0} for name in "ab"}
    plan = lm.Plan.from_document(document({}) | {
        "inputs": {name: {"unit": "EUR"} for name in "ab"}, "outputs": nodes,
        "outcomes": {"y": {"baseline": 0, "combine": "noisy_or"}},
        "links": [
            {"from": "a", "to": "of_a", "curve": "exponential(1, 1)"}, {"from": "b", "to": "of_b", "curve": "exponential(1, 0.5)"},
            {"from": "of_a", "to": "y", "weight": 1}, {"from": "of_b", "to": "y", "weight": 1},
        ],
        "budget": {"total": 2},
    })  # fmt: skip
    found = lm.optimize(plan, maximize="effect:goal", **CERTAIN)
    assert found.allocation == pytest.approx({"a": 0, "b": 2}, abs=1e-6)
    assert found.verified.value == pytest.approx(1 - math.exp(-4), rel=1e-9)


def media(lam: list[tuple[float, float]], periods: int = 30) -> lm.Plan:
    """Two channels whose spend echoes for four periods, then levels off; the sum over 30 periods and the echo."""
    tail = 4
    names, fading, scale = ("one", "two"), (0.5, 0.7), (0.5, 1.0)
    links: list[Document] = []
    for place, (name, fade) in enumerate(zip(names, fading, strict=True)):
        echo = fade ** np.arange(4)
        links += [
            {"from": name, "to": f"spend_{name}", "weight": 1},
            {"from": "running", "to": f"spend_{name}", "role": "enables"},
            {"from": f"spend_{name}", "to": f"felt_{name}", "weight": 1, "spread": list(echo / echo.sum())},
        ]
        links += [
            # (1 - exp(-u)) / (1 + exp(-u)) is the logistic curve from a midpoint of 0.
            {"id": f"{name}{draw}", "from": f"felt_{name}", "to": "y", "curve": f"logistic({scale[place] / len(lam)!r}, 0, {1 / pair[place]!r})"}
            for draw, pair in enumerate(lam)
        ]
    return lm.Plan.from_document({
        "periods": {"first": 2027, "count": periods + tail}, "currency": "EUR",
        "inputs": {name: {"unit": "EUR"} for name in names},
        "factors": {"running": {"value": [1] * periods + [0] * tail}},
        "activities": {f"spend_{name}": {} for name in names}, "outputs": {f"felt_{name}": {} for name in names},
        "outcomes": {"y": {"baseline": 0, "retain": 1}}, "links": links,
        "targets": [{"id": "goal", "node": "y", "at_least": 48, "by": 2027 + periods + tail - 1}],
        "budget": {"per_period": 100},
    })  # fmt: skip


def test_advertising() -> None:
    """R9: the test of PyMC-Marketing's budget optimiser; 50 / 50 gives 48.91957750, so the top is flat."""
    plan = media([(0.1, 0.2), (0.3, 0.4), (0.5, 0.6), (0.7, 0.8)])
    found = lm.optimize(plan, maximize="effect:goal", **CERTAIN)
    assert found.verified.value == pytest.approx(48.93166440, rel=1e-8)
    assert found.allocation["one"] == pytest.approx(54.78332071, rel=1e-4)
    assert found.allocation["two"] == pytest.approx(45.21667929, rel=1e-4)
    even = lm.simulate(plan, {"even": {"one": 50, "two": 50}}, draws=32)
    assert even.estimates["effect"][:, 0].mean() == pytest.approx(48.91957750, rel=1e-9)
