"""Steps and edges: what a curve would round off."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

import logicmodel as lm
from logicmodel.analysis.information.binning import binned
from logicmodel.analysis.information.gain import Stakes, knowing, unknowing
from logicmodel.analysis.information.joint import knowing_together
from logicmodel.plan.plan import Plan

EACH = 1024


def cube(rows: int, seed: int = 3) -> np.ndarray:
    """Return 16 independent replicates of points."""
    parts = [qmc.Sobol(rows, rng=np.random.default_rng((seed, number))).random(EACH).T for number in range(16)]
    return np.clip(np.concatenate(parts, axis=1), 1e-12, 1 - 1e-12)


def stakes_of(*utilities: np.ndarray) -> Stakes:
    return Stakes.of(np.stack(utilities).reshape(len(utilities), 16, EACH).astype(float))


def test_a_step_and_a_band_are_found_where_they_are() -> None:
    """Else a coin that is right half of the time (three times in ten)."""
    u = cube(2)
    x = ndtri(u[0])
    band = float(ndtr(0.8) - ndtr(-0.2))
    cases = [(x > 0.1, 0.5, 0.5 * float(ndtr(-0.1))), (np.abs(x - 0.3) < 0.5, 0.3, band + 0.3 * (1 - band) - max(0.3, band))]
    for met, chance, truth in cases:
        stakes = stakes_of(u[1] < chance, met)
        found = knowing(binned(x), stakes).above(unknowing(stakes))
        assert found.low <= truth <= found.high
        assert found.value == pytest.approx(truth, abs=0.001)


def test_two_numbers_that_both_have_to_be_high_enough() -> None:
    u = cube(3)
    x, y = ndtri(u[:2])
    stakes = stakes_of(u[2] < 0.45, np.minimum(x, y) > -0.6)
    both = float(ndtr(0.6)) ** 2
    truth = both + 0.45 * (1 - both) - max(0.45, both)
    found = knowing_together([binned(x), binned(y)], stakes).above(unknowing(stakes))
    assert found.low <= truth <= found.high
    alone = knowing(binned(x), stakes).above(unknowing(stakes))
    assert found.low > alone.high


def test_numbers_that_act_only_by_their_product_are_worth_more_together() -> None:
    u = cube(3)
    x, y, noise = ndtri(u)
    stakes = stakes_of(np.zeros_like(x), x * y + 0.3 * noise)
    pair = knowing_together([binned(x), binned(y)], stakes).above(unknowing(stakes))
    assert pair.low <= 1 / np.pi <= pair.high  # E|xy| / 2
    assert knowing(binned(x), stakes).above(unknowing(stakes)).value < 0.01


def plan_of() -> Plan:
    return Plan.from_document({
        "logicmodel": 1, "title": "One of two", "currency": "USD", "periods": {"first": 2030, "count": 1},
        "inputs": {"a": {"unit": "USD", "price": 1}, "b": {"unit": "USD", "price": 1}}, "outcomes": {"gain": {"baseline": 0}},
        "links": [{"from": "a", "to": "gain", "weight": "normal(1, 0.3)"}, {"from": "b", "to": "gain", "weight": "normal(1.2, 0.9)"}],
        "targets": [{"node": "gain", "at_least": 8, "by": 2030}], "budget": {"total": 10},
        "allocations": {"first": {"a": 10}, "second": {"b": 10}},
    })


def test_an_optimum_is_one_of_the_allocations() -> None:
    plan = plan_of()
    best = lm.optimize(plan, draws=256, verify=1024)
    answer = lm.value_of_information(plan, allocations=["second", best], draws=4096)
    assert [row["name"] for row in answer.settings["allocations"]] == ["second", "optimum"]
    same = lm.value_of_information(plan, allocations={"second": {"b": 10}, "optimum": best.allocation}, draws=4096)
    assert answer.settings["evpi"] == same.settings["evpi"]
    assert lm.flip_values(plan, allocations={"second": {"b": 10}, "found": best}, draws=4096).settings["chosen"] == "found"
    with pytest.raises(lm.RequestError, match="did you mean first"):
        lm.value_of_information(plan, allocations=["frist", best], draws=4096)
    with pytest.raises(lm.RequestError, match="an optimum alone"):
        lm.value_of_information(plan, allocations=best, draws=4096)  # type: ignore[arg-type]


def test_a_group_is_worth_no_less_than_a_group_inside_it() -> None:
    names = ["links.a->gain.weight", "links.b->gain.weight"]
    answer = lm.value_of_information(plan_of(), groups={"both": names, "one": names[:1]}, draws=4096)
    one, both = (answer.where(name=name)["value"] for name in ("one", "both"))
    assert one <= both <= answer.settings["evpi"]


def test_a_study_of_what_stands_behind_a_threshold() -> None:
    """The bold way succeeds where its number is .5 or more, so a smooth curve would make a study look too good."""
    plan = Plan.from_document({**plan_of().to_document(), "allocations": {"safe": {"a": 1}, "bold": {"b": 1}}, "targets": [{"node": "gain", "at_least": 0.5, "by": 2030}]})
    number = "links.b->gain.weight"
    plan = lm.override(plan, {"links.a->gain.weight": "normal(0.45, 0.2)", number: "normal(0.4, 0.5)"})
    study = lm.study_value(plan, number, sd=1, sizes=[4, 25], draws=16_384)
    safe = 1 - ndtr(0.25)
    for row in study.rows:
        left = 1 / (4 + row["size"])
        seen = 0.4 + np.sqrt(0.25 - left) * ndtri((np.arange(40_000) + 0.5) / 40_000)
        bold = ndtr((seen - 0.5) / np.sqrt(left))
        truth = np.maximum(bold, safe).mean() - max(safe, bold.mean())
        assert row["value_low"] <= truth <= row["value_high"]
