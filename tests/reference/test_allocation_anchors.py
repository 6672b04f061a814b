"""Reference problems of resource allocation (R10-R13) as plans."""

from __future__ import annotations

import math
from typing import Any

import pytest

import logicmodel as lm

Document = dict[str, Any]


def run(document: Document, *, count: int = 1, draws: int = 32) -> lm.Results:
    frame: Document = {"periods": {"first": "2027", "count": count}, "currency": "USD"}
    return lm.simulate(lm.Plan.from_document(frame | document), draws=draws, keep="all")


def level(results: lm.Results, node: str, t: int = 0) -> float:
    return float(results.estimates["node"][:, 0, results.program.nodes.index(node), t].mean())


def lognormal(median: float, log_sd: float) -> str:
    spread = math.exp(1.6448536269514722 * log_sd)
    return f"{median / spread!r} to {median * spread!r}"


def test_probability_of_a_chain_of_lognormal_links() -> None:
    document = {
        "inputs": {"money": {"unit": "USD"}}, "activities": {"a": {}}, "outputs": {"b": {}}, "outcomes": {"y": {"baseline": 0}},
        "links": [
            {"from": "money", "to": "a", "weight": lognormal(0.6, 0.2)},
            {"from": "a", "to": "b", "weight": lognormal(0.5, 0.3)},
            {"from": "b", "to": "y", "weight": lognormal(0.8, 0.25)},
        ],
        "targets": [{"node": "y", "at_least": 20, "by": 2027}],
        "allocations": {"all": {"money": 100}},
    }
    row = lm.attainment(run(document, draws=65_536)).rows[0]
    half = (row["high"] - row["low"]) / 2
    assert half < 0.002
    assert abs(row["probability"] - 0.6611301181) < 4 * half


def test_product_of_two_gaussian_links() -> None:
    document = {
        "inputs": {"money": {"unit": "USD"}}, "activities": {"a": {}}, "outcomes": {"y": {"baseline": 0}},
        "links": [
            {"from": "money", "to": "a", "weight": "normal(0.6, 0.1)"}, {"from": "a", "to": "y", "weight": "normal(0.5, 0.15)"},
        ],
        "allocations": {"all": {"money": 100}},
    }
    results = run(document, draws=65_536)
    y = results.draws["x"][0, results.kept.index("y"), 0].reshape(16, -1)
    for by_replicate, truth in ((y.mean(axis=1), 30.0), (y.std(axis=1), 10.40432602)):
        assert abs(by_replicate.mean() - truth) < 4 * by_replicate.std(ddof=1) / 4 * 2.13
        assert by_replicate.std(ddof=1) < 0.03


def test_stock_with_decay() -> None:
    document = {
        "inputs": {"inflow": {"unit": "USD"}}, "outcomes": {"stock": {"baseline": 0, "retain": 0.9}},
        "links": [{"from": "inflow", "to": "stock", "weight": 1}], "allocations": {"all": {"inflow": 5}},
    }
    assert level(run(document, count=12), "stock", 11) == pytest.approx(35.87852318, abs=5e-9)


def test_social_return() -> None:
    """Deadweight comes from a factor: 10, 7, 4.9 of the 50, 35, 24.5 people would be helped anyway."""
    document = {
        "discount_rate": "3.5%",
        "inputs": {"money": {"unit": "USD"}},
        "factors": {"others_start": {"value": [10, 0, 0]}},
        "outcomes": {"people": {
            "baseline": 0, "retain": 0.7, "value": 8000, "displacement": 0.1, "attributed_to_others": 0.25,
        }},
        "links": [
            {"from": "money", "to": "people", "weight": 40 / 100_000}, {"from": "others_start", "to": "people", "weight": 1},
        ],
        "allocations": {"all": {"money": [100_000, 0, 0]}},
    }
    results = run(document, count=3)
    stages = {row["stage"]: row for row in lm.waterfall(results).rows}
    assert stages["gross"]["amount"] == pytest.approx(50 + 35 + 24.5)
    assert stages["deadweight"]["amount"] == pytest.approx(10 + 7 + 4.9)
    assert stages["displacement"]["amount"] == pytest.approx(0.1 * 87.6)
    assert stages["attributed_to_others"]["amount"] == pytest.approx(0.25 * 0.9 * 87.6)
    assert stages["net"]["amount"] * 8000 == pytest.approx(216_000 + 151_200 + 105_840)
    assert stages["net"]["money"] == pytest.approx(445_304.09, abs=0.005)
    row = lm.social_return(results).rows[0]
    assert row["benefit"] == pytest.approx(445_304.09, abs=0.005)
    assert row["cost"] == 100_000
    assert row["ratio"] == pytest.approx(4.4530, abs=5e-5)
    assert row["npv"] == row["npv_p5"] == row["npv_p95"] == pytest.approx(345_304.09, abs=0.005)
    assert row["positive"] == row["positive_low"] == 1.0


def causes(weights: tuple[float, ...], node: Document, **link: Any) -> Document:
    return {
        "inputs": {f"in{n}": {"unit": "USD"} for n in range(len(weights))},
        "outcomes": {"y": {"baseline": 0} | node},
        "links": [{"from": f"in{n}", "to": "y", "weight": weight} | link for n, weight in enumerate(weights)],
        "allocations": {"all": {f"in{n}": 1 for n in range(len(weights))}},
    }


def test_gates() -> None:
    leaking = causes((0.6 * 0.7, 0.5 * 0.4, 0.3 * 0.9), {"combine": "noisy_or(0.05)"})
    assert level(run(leaking), "y") == pytest.approx(0.678216, abs=5e-7)
    two = causes((0.35, 0.2), {"combine": "noisy_or"})
    assert level(run(two), "y") == pytest.approx(0.48)


def test_enabling_links_multiply() -> None:
    document = causes((1.0,), {})
    document["activities"] = {f"gate{n}": {} for n in range(3)}
    document["inputs"] |= {f"key{n}": {"unit": "USD"} for n in range(3)}
    document["links"] += [{"from": f"key{n}", "to": f"gate{n}", "weight": p} for n, p in enumerate((0.6, 0.5, 0.3))]
    document["links"] += [
        {"from": f"gate{n}", "to": "y", "role": "enables", "weight": w} for n, w in enumerate((0.7, 0.4, 0.9))
    ]
    document["allocations"]["all"] |= {f"key{n}": 1 for n in range(3)}
    assert level(run(document), "y") == pytest.approx(0.21312)


@pytest.mark.parametrize(("how", "expected"), [("random", 0.276), ("nested", 0.2)])
def test_best_effect_of_overlapping_programmes(how: str, expected: float) -> None:
    effects = {"in0": 0.2, "in1": 0.3, "in2": 0.5}
    document = causes((0.5, 0.4, 0.3), {"combine": {"kind": "overlap", "of": 1, "how": how, "effects": effects}})
    assert level(run(document), "y") == pytest.approx(expected)
