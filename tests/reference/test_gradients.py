"""Gradients against derivatives worked out by hand, and at best splits that are known in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from logicmodel.engine.gradient import Sample

Document = dict[str, Any]


def sample_of(document: Document, *, count: int = 1, **options: Any) -> Sample:
    frame: Document = {"periods": {"first": 2027, "count": count}, "currency": "EUR"}
    program = lm.compile(lm.Plan.from_document(frame | document))
    return Sample.of(program, **({"draws": 2, "keep": ["y"]} | options))


def several(links: dict[str, Document], **node: Any) -> Document:
    return {
        "inputs": {name: {"unit": "EUR"} for name in links},
        "outcomes": {"y": {"baseline": 0} | node},
        "links": [{"from": name, "to": "y"} | link for name, link in links.items()],
    }


def last(sample: Sample, amounts: dict[str, Any]) -> dict[str, np.ndarray]:
    """Gradient of y in the last period."""
    adjoint = np.zeros((sample.program.periods, sample.draws))
    adjoint[-1] = 1 / sample.draws
    return sample.at(amounts).pull(nodes={"y": adjoint})


CURVES = [
    # R1: 100 (1 - exp(-0.05 x)) and so on, budget 50; multiplier 1.77985629
    (
        ("exponential(100, 20)", "exponential(60, 5)", "exponential(80, 10)", "exponential(30, 2.5)"),
        (20.65810569, 9.54187011, 15.02908914, 4.77093506), 1.77985629,
    ),
    # R2: 3, 4 and 12 times the root, budget 100; multiplier 130 / (2 * 100)
    (("power(3, 0.5)", "power(4, 0.5)", "power(12, 0.5)"), (5.32544379, 9.46745562, 85.20710059), 0.65),
    # R3: a x / (k + x), budget 100; multiplier a k / (k + x)^2
    (
        ("saturating(100, 40)", "saturating(60, 10)", "saturating(80, 30)"),
        (43.2602877, 22.24657077, 34.49314153), 100 * 40 / 83.2602877**2,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("curves", "best", "price"), CURVES)
def test_at_the_best_split_the_last_euro_does_as_much_everywhere(
    curves: tuple[str, ...], best: tuple[float, ...], price: float
) -> None:
    names = [f"in{place}" for place in range(len(best))]
    sample = sample_of(several({name: {"curve": curve} for name, curve in zip(names, curves, strict=True)}))
    found = last(sample, dict(zip(names, best, strict=True)))
    assert [found[name][0] for name in names] == pytest.approx([price] * len(names), rel=2e-8)


@pytest.mark.parametrize(("rho", "best", "output"), [
    (0, (50, 30, 20), 35.71308585), (-1, (41.54459133, 32.18030207, 26.27510661), 34.51906137),
    (0.5, (65.78947368, 23.68421053, 10.52631579), 38),
])  # fmt: skip
def test_at_the_best_mix_of_ingredients_too(rho: float, best: tuple[float, ...], output: float) -> None:
    """R6: shares 0.5, 0.3, 0.2 and 100 to spend; by Euler's theorem the multiplier is output / 100."""
    shares = {"a": 0.5, "b": 0.3, "c": 0.2}
    combine = {"kind": "ces", "rho": rho, "shares": shares}
    sample = sample_of(several({name: {"weight": 1} for name in shares}, combine=combine))
    found = last(sample, dict(zip(shares, best, strict=True)))
    assert [found[name][0] for name in shares] == pytest.approx([output / 100] * 3, rel=2e-8)


def test_a_stock_remembers_what_flowed_in() -> None:
    """R11: what flows in at t is worth 0.9^(T - 1 - t) in the last period."""
    sample = sample_of(several({"a": {"weight": 1}}, retain=0.9), count=12)
    found = last(sample, {"a": 5.0})["a"]
    assert found == pytest.approx(0.9 ** np.arange(11, -1, -1.0), rel=1e-14)
    assert (found * 5).sum() == pytest.approx(35.87852318, abs=5e-9)


def test_a_spread_sends_shares_into_later_periods() -> None:
    sample = sample_of(several({"a": {"weight": 2, "lag": 1, "spread": [0.2, 0.5, 0.3]}}), count=5)
    assert last(sample, {"a": 3.0})["a"] == pytest.approx([0, 0.6, 1, 0.4, 0], abs=1e-15)


def test_a_loop_adds_up_all_ways_round() -> None:
    document = several({"a": {"weight": 1}}) | {"outputs": {"z": {}}}
    document["links"] += [
        {"from": "y", "to": "z", "weight": 0.5}, {"from": "z", "to": "y", "weight": 0.4, "lag": 1},
    ]  # fmt: skip
    found = last(sample_of(document, count=4), {"a": [1.0, 2.0, 3.0, 4.0]})["a"]
    assert found == pytest.approx([0.2**3, 0.2**2, 0.2, 1], rel=1e-14)


def test_social_value_per_euro() -> None:
    """Net of displacement and of others, at 3.5 %, money counts as the period ends."""
    node = {"value": 8_000, "displacement": 0.1, "attributed_to_others": 0.25, "retain": 0.7}
    sample = sample_of(several({"a": {"weight": 0.002, "lag": 0}}, **node) | {"discount_rate": 0.035}, count=3)
    found = sample.at({"a": 100.0}).pull(benefit=np.full(2, 0.5), spent=np.full(2, -0.5))["a"]
    years = np.arange(3)
    for t in range(3):
        benefit = (0.002 * 0.7 ** (years - t) * 8_000 * 0.9 * 0.75 * 1.035 ** -(years + 1.0))[t:].sum()
        assert found[t] == pytest.approx(benefit - 1.035**-t, rel=1e-12)


def test_the_gradient_of_a_smoothed_chance_tends_to_the_density() -> None:
    """R4: y = w x with normal w; the chance of y >= T is Phi((mu - T / x) / s)."""
    document = several({"a": {"weight": "normal(3, 1.5)"}})
    document["targets"] = [{"id": "goal", "node": "y", "at_least": 18, "by": "2027"}]
    sample = sample_of(document, draws=2**15)
    point, width = sample.at({"a": 9.0}), 0.02
    chance = 1 / (1 + np.exp(-np.clip(point.margins / width, -500, 500)))
    found = point.pull(margins=chance * (1 - chance) / width / sample.draws)["a"][0]
    z = (3 - 18 / 9) / 1.5
    assert chance.mean() == pytest.approx(stats.norm.cdf(z), abs=5e-4)
    assert found == pytest.approx(stats.norm.pdf(z) * 18 / 81 / 1.5, rel=3e-3)
