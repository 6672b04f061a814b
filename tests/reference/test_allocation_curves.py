"""Best splits that are known in closed form or by enumeration, found by the search (R1-R3, R6-R8)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.analysis.optimize import quest
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.quantity import Positive, Quantity
from tests.analysis.optimize.plans import CERTAIN, Document, curves, document, plan_of, weights

EXPONENTIAL = curves("exponential(100, 20)", "exponential(60, 5)", "exponential(80, 10)", "exponential(30, 2.5)")
ROOTS = curves("power(3, 0.5)", "power(4, 0.5)", "power(12, 0.5)")
SATURATING = curves("saturating(100, 40)", "saturating(60, 10)", "saturating(80, 30)")
HILL = curves("hill(100, 40, 3)", "hill(60, 10, 1)", "hill(80, 30, 2)")
ALIKE = curves(*["hill(1, 10, 4)"] * 3)


class LogRise(Curve):
    """ceiling * ln(1 + x / unit): never levels off."""

    kind: Literal["log_rise"] = "log_rise"
    ceiling: Quantity
    unit: Positive

    def respond(self, x: np.ndarray, p: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.asarray(p["ceiling"] * np.log1p(np.maximum(x, 0) / p["unit"]))


def best(links: dict[str, Document], budget: float, **more: Any) -> lm.Optimum:
    plan = plan_of(links, **({"budget": {"total": budget}} | more))
    return lm.optimize(plan, maximize="effect:goal", **CERTAIN)


def check(found: lm.Optimum, amounts: tuple[float, ...], value: float, *, within: float = 1e-7) -> None:
    assert list(found.allocation.values()) == pytest.approx(list(amounts), rel=1e-4, abs=1e-6 * sum(amounts))
    assert found.verified.value == pytest.approx(value, rel=within)
    assert found.in_sample.value == pytest.approx(found.verified.value, rel=1e-12)
    assert found.cost == pytest.approx(sum(amounts), rel=1e-7)
    assert found.unspent == pytest.approx(0, abs=1e-6 * sum(amounts))


@pytest.mark.parametrize(("budget", "amounts", "value"), [
    (5, (0, 2.58704317, 1.11943525, 1.29352158), 44.82673500),
    (20, (4.65810569, 5.54187011, 7.02908914, 2.77093506), 121.45713635),
    (50, (20.65810569, 9.54187011, 15.02908914, 4.77093506), 203.25538895),
    (100, (47.32477236, 16.20853678, 28.36242247, 8.10426839), 252.40631154),
])  # fmt: skip
def test_water_filling(budget: float, amounts: tuple[float, ...], value: float) -> None:
    """R1: x = max(0, ln(a b / multiplier) / b)."""
    found = best(EXPONENTIAL, budget)
    check(found, amounts, value)
    assert found.status == "found"


def test_roots() -> None:
    """R2: shares in proportion to the squares of 3, 4 and 12."""
    check(best(ROOTS, 100), (5.32544379, 9.46745562, 85.20710059), 130)


@pytest.mark.parametrize("wanted", [0.5, 0.999])
def test_least_budget_for_a_certain_level(wanted: float) -> None:
    """R2: 65 is reached with 65^2 / (9 + 16 + 144) = 25, whatever chance is asked for, as nothing is uncertain."""
    plan = plan_of(ROOTS, at_least=65, budget={"total": 100})
    found = lm.least_budget(plan, wanted, **CERTAIN)
    assert found.cost == pytest.approx(25, rel=5e-4)
    assert found.cost >= 25 * (1 - 1e-9)
    assert found.verified.value == 1.0


def test_least_cost_of_two_targets() -> None:
    """A linear programme: 2 a + b >= 10 and a + 3 b >= 15 cost 7, with (3, 4); a third route is too dear."""
    routes = {"y": {"a": 2, "b": 1, "c": 3}, "z": {"a": 1, "b": 3, "c": 3}}
    plan = lm.Plan.from_document(document({}) | {
        "inputs": {"a": {"unit": "EUR"}, "b": {"unit": "EUR"}, "c": {"unit": "day", "price": 2.5}},
        "outcomes": {"y": {"baseline": 0}, "z": {"baseline": 0}},
        "links": [
            {"from": name, "to": node, "weight": weight} for node, mine in routes.items() for name, weight in mine.items()
        ],
        "targets": [{"node": "y", "at_least": 10, "by": 2027}, {"node": "z", "at_least": 15, "by": 2027}],
    })  # fmt: skip
    found = lm.least_budget(plan, 0.9, **CERTAIN)
    assert found.cost == pytest.approx(7, rel=5e-4)
    assert list(found.allocation.values()) == pytest.approx([3, 4, 0], abs=0.02)


@pytest.mark.parametrize(("budget", "amounts", "value"), [
    (5, (0, 5, 0), 20), (100, (43.2602877, 22.24657077, 34.49314153), 136.13799983),
])  # fmt: skip
def test_saturating_responses(budget: float, amounts: tuple[float, ...], value: float) -> None:
    """R3: x = sqrt(a k / multiplier) - k, as other programmes find too."""
    check(best(SATURATING, budget), amounts, value)


@pytest.mark.parametrize(("budget", "amounts", "value"), [
    (20, (5 / 3, 15, 10 / 3), 67.48848462), (100, (35, 35, 30), 208.55728429),
])  # fmt: skip
def test_logarithmic_responses(budget: float, amounts: tuple[float, ...], value: float) -> None:
    """R3b: a ln(1 + x / k), a curve of its own kind that only this module knows."""
    links = {name: {"curve": {"kind": "log_rise", "ceiling": a, "unit": k}} for name, a, k in zip("abc", (100, 60, 80), (40, 10, 30), strict=True)}
    check(best(links, budget), amounts, value)


@pytest.mark.parametrize(("rho", "amounts", "output"), [
    (0, (50, 30, 20), 35.71308585), (-1, (41.54459133, 32.18030207, 26.27510661), 34.51906137),
    (0.5, (65.78947368, 23.68421053, 10.52631579), 38),
])  # fmt: skip
def test_production_functions(rho: float, amounts: tuple[float, ...], output: float) -> None:
    """R6: Cobb-Douglas and constant elasticity of substitution."""
    combine = {"kind": "ces", "rho": rho, "shares": {"a": 0.5, "b": 0.3, "c": 0.2}}
    check(best(weights(1, 1, 1), 100, outcomes={"y": {"baseline": 0, "combine": combine}}), amounts, output)


def test_fixed_proportions() -> None:
    """R6: Leontief, 2, 3 and 5 of a, b and c for each unit; the edge on which all three bind is found exactly."""
    outcomes = {"y": {"baseline": 0, "combine": "minimum"}}
    check(best(weights(1 / 2, 1 / 3, 1 / 5), 100, outcomes=outcomes), (20, 30, 50), 10, within=1e-4)


@pytest.mark.parametrize(("budget", "amounts", "value"), [(20, (0, 20, 0), 40), (30, (0, 9, 21), 54.72977746)])
def test_s_curves_in_whole_units(budget: int, amounts: tuple[int, ...], value: float) -> None:
    """R7: the same as by looking at every combination of whole units."""
    plan = plan_of(HILL, budget={"total": budget, "steps": dict.fromkeys("abc", 1)})
    found = lm.optimize(plan, maximize="effect:goal", **CERTAIN)
    assert tuple(found.allocation.values()) == amounts
    assert found.verified.value == pytest.approx(value, abs=1e-8)
    every = itertools.product(range(budget + 1), repeat=3)
    assert value == pytest.approx(max(hill(x) for x in every if sum(x) <= budget), abs=1e-8)


def hill(x: tuple[int, ...]) -> float:
    ends = zip(x, (100, 60, 80), (40, 10, 30), (3, 1, 2), strict=True)
    return sum(a * u**s / (k**s + u**s) for u, a, k, s in ends)


def test_s_curves_in_any_amounts() -> None:
    found = best(HILL, 30)
    assert found.verified.value == pytest.approx(54.7307, abs=5e-5)
    assert found.allocation["a"] == pytest.approx(0, abs=1e-6)


def test_saddle_is_left() -> None:
    """R8: at the even split no small step helps, but all on one input is best."""
    found = best(ALIKE, 10)
    assert sorted(found.allocation.values()) == pytest.approx([0, 0, 10], abs=1e-6)
    assert found.verified.value == pytest.approx(0.5, rel=1e-9)


def lists_of_starts() -> list[tuple[str, ...]]:
    return [
        ("an even split",), ("most on a",), ("chance 1",), ("an even split", "chance 1"), ("an even split", "most on c"),
        ("chance 1", "chance 2", "chance 3"), ("most on a", "most on b", "most on c"),
    ]  # fmt: skip


@pytest.mark.parametrize("names", lists_of_starts())
def test_saddle_is_never_called_found(names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """R8 from every list of starts: either it is left, or the answer says that nothing moved."""
    every = quest.starts

    def some(*args: Any, **options: Any) -> list[tuple[str, np.ndarray]]:
        return [(name, x) for name, x in every(*args, **options) if name in names]

    monkeypatch.setattr(quest, "starts", some)
    found = best(ALIKE, 10)
    left = found.verified.value == pytest.approx(0.5, rel=1e-6)
    assert left or found.status != "found"
    if names == ("an even split",):
        assert left or found.status in {"did not move", "nothing to choose"}
    else:
        assert left
