"""How often a number is drawn is kept where it was stated."""

from __future__ import annotations

from pathlib import Path

import logicmodel as lm

SHELTER = Path(__file__).parents[2] / "scenarios/homeless-shelter/plan.yaml"


def test_noise_is_drawn_each_period_unless_it_says_otherwise() -> None:
    def plan(noise: str) -> lm.Plan:
        return lm.Plan.from_document({
            "periods": {"first": 2027, "count": 3}, "outcomes": {"x": {"baseline": 5, "noise": noise}},
            "targets": [{"node": "x", "at_least": 6, "by": 2029}],
        })

    for text, rows in (("normal(0, 1)", 3), ("1 to 2", 3), ("normal(0, 1) each draw", 1), ("1 to 2 each draw", 1), ("normal(0, 1) each period", 3)):
        found = plan(text)
        assert len(lm.compile(found).rows) == rows
        again = lm.Plan.from_document(found.to_document())
        assert len(lm.compile(again).rows) == rows
        assert again.outcomes["x"].noise.text() == text


def test_the_order_of_named_shares_does_not_change_the_digest() -> None:
    def plan(shares: str) -> lm.Plan:
        return lm.Plan.from_document({
            "periods": {"first": 2027, "count": 1}, "currency": "EUR",
            "inputs": {"a": {"unit": "EUR"}, "b": {"unit": "EUR"}},
            "outputs": {"x": {"combine": f"ces(rho=-1, shares={{{shares}}})"}},
            "links": [{"from": "a", "to": "x", "weight": 1}, {"from": "b", "to": "x", "weight": 1}],
        })

    assert plan("a: 0.3, b: 0.7").digest == plan("b: 0.7, a: 0.3").digest


def test_a_saved_run_says_what_it_found(tmp_path) -> None:
    import json

    plan = lm.read(SHELTER)
    lm.simulate(plan, draws=512).save(tmp_path)
    summary = json.loads((tmp_path / "run.json").read_text())["summary"]
    assert summary["housing_first"]["success"]["low"] <= summary["housing_first"]["success"]["probability"]
    assert summary["current"]["targets"]["meals_served@2027"]["mean"] > 100_000
