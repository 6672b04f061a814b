"""Single rules of the semantics, each in the smallest plan that shows it."""

from __future__ import annotations

import concurrent.futures
from typing import Any

import numpy as np
import pytest

import logicmodel as lm

Document = dict[str, Any]


def run(document: Document, *, count: int = 4, draws: int = 64, **options: Any) -> lm.Results:
    frame: Document = {"periods": {"first": 2027, "count": count}, "currency": "EUR"}
    return lm.simulate(lm.Plan.from_document(frame | document), draws=draws, keep="all", **options)


def levels(document: Document, node: str = "y", **options: Any) -> list[float]:
    """The levels of a node, which must be the same in all draws."""
    results = run(document, **options)
    rows = results.draws["x"][0, results.kept.index(node)]
    assert (rows == rows[:, :1]).all()
    return rows[:, 0].tolist()


def drawn(results: lm.Results, node: str) -> np.ndarray:
    return results.draws["x"][0, results.kept.index(node)]


def one_link(amounts: Any, *, node: Document | None = None, given: Document | None = None, **link: Any) -> Document:
    return {
        "inputs": {"a": {"unit": "EUR"} | (given or {})}, "outcomes": {"y": {"baseline": 0} | (node or {})},
        "links": [{"from": "a", "to": "y"} | ({"weight": 1} if "curve" not in link else {}) | link], "allocations": {"all": {"a": amounts}},
    }


# time ------------------------------------------------------------------------------------------------
def test_lag_and_spread() -> None:
    assert levels(one_link([8, 0, 4, 0], lag=1)) == [0, 8, 0, 4]
    assert levels(one_link([8, 0, 4, 0], lag=9)) == [0, 0, 0, 0]
    assert levels(one_link([8, 0, 4, 0], spread=[0.5, 0.25, 0.25])) == [4, 2, 4, 1]
    assert levels(one_link([8, 0, 4, 0], lag=1, spread=[0, 1])) == [0, 0, 8, 0]


def test_what_was_spent_before_the_plan_arrives_in_it() -> None:
    before = {"before": [3, 5]}
    assert levels(one_link([8, 0, 0, 0], given=before, lag=1)) == [5, 8, 0, 0]
    assert levels(one_link([8, 0, 0, 0], given=before, lag=2)) == [3, 5, 8, 0]
    assert levels(one_link([8, 0, 0, 0], given=before, lag=3)) == [0, 3, 5, 8]
    assert levels(one_link([8, 0, 0, 0], given=before, lag=5)) == [0, 0, 0, 3]
    assert levels(one_link([8, 0, 0, 0], given=before, lag=1, spread=[0.5, 0.5])) == [4, 6.5, 4, 0]
    assert levels(one_link([8, 0, 0, 0], given=before, lag=1, curve="power(1, 2)")) == [25, 64, 0, 0]
    nothing = run(one_link([8, 0, 0, 0], given=before, lag=1))
    assert nothing.draws["x"][1, nothing.kept.index("y"), :, 0].tolist() == [5, 0, 0, 0]


def test_an_enabling_link_remembers_what_was_before_the_plan() -> None:
    document = one_link([8, 8, 8, 8], given={"before": [0.25, 0.5]})
    document["links"].append({"id": "gate", "from": "a", "to": "y", "role": "enables", "lag": 2, "curve": "saturating(1, 0.5)"})
    open_share = [0.25 / 0.75, 0.5, 8 / 8.5, 8 / 8.5]
    assert levels(document) == pytest.approx([8 * v for v in open_share])
    document["links"][-1] |= {"lag": 4}
    assert levels(document)[:3] == pytest.approx([0, 0, 8 * 0.25 / 0.75])


def test_an_enabling_node_rests_at_its_reference_before_the_plan() -> None:
    document = one_link(6) | {"outputs": {"gate": {"baseline": 0.5, "trend": 0.25}}}
    document["links"].append({"from": "gate", "to": "y", "role": "enables", "lag": 1})
    assert levels(document) == [3, 3, 4.5, 6]


def test_effects_after_the_last_period_are_reported() -> None:
    late = lm.late_effects(run(one_link([8, 0, 4, 2], lag=1, spread=[0.5, 0.5], given={"before": [3, 5]}))).rows
    assert [(row["link"], row["node"], row["amount"]) for row in late] == [("a->y", "y", 2 + 0.5 * 2 + 1 - 0.0)]
    far = lm.late_effects(run(one_link([8, 0, 4, 2], lag=6, given={"before": [3, 5]}))).rows
    assert far[0]["amount"] == 8 + 4 + 2
    assert not lm.late_effects(run(one_link([0, 0, 0, 0], lag=1))).rows
    assert not lm.late_effects(run(one_link(3))).rows


def test_trends() -> None:
    def path(**node: Any) -> list[float]:
        return levels({"outcomes": {"y": node}})

    assert path(baseline=10, trend=2) == [10, 12, 14, 16]
    assert path(baseline=10, trend="10% per period") == pytest.approx([10, 11, 12.1, 13.31])
    assert path(baseline=10, trend=2, max=13, min=11) == [11, 12, 13, 13]
    results = run({
        "outcomes": {"y": {"baseline": 100, "trend": {"growth": "1% to 3% each period"}}, "z": {"baseline": 5, "trend": "normal(1, 1) each period"}},
    })
    for node, size in (("y", 100), ("z", 5)):
        rows = drawn(results, node)
        assert (rows[0] == size).all()
        steps = rows[1:] / rows[:-1] if node == "y" else np.diff(rows, axis=0)
        assert (steps.std(axis=0) > 0).all()


def test_factors_with_a_value_for_every_period() -> None:
    document = {
        "numbers": {"shock": "normal(0, 1) each period", "still": "normal(0, 1)"},
        "factors": {
            "same": {"value": "shock"}, "listed": {"value": ["shock", "shock", "still", "still"]},
            "own": {"value": [1, "1 to 2", 3, "1 to 2"]}, "fixed": {"value": [1, 2, 3, 4]},
        },
        "outcomes": {"y": {"baseline": 0}}, "links": [{"from": name, "to": "y", "weight": 1} for name in ("same", "listed", "own", "fixed")],
    }
    results = run(document)
    same, listed, own, fixed = (drawn(results, name) for name in ("same", "listed", "own", "fixed"))
    np.testing.assert_array_equal(same[:2], listed[:2])
    np.testing.assert_array_equal(listed[2], listed[3])
    assert (same[0] != same[1]).all()
    assert own[[0, 2], 0].tolist() == [1, 3]
    assert (own[1] != own[3]).any()
    assert fixed[:, 0].tolist() == [1, 2, 3, 4]
    np.testing.assert_allclose(drawn(results, "y"), same + listed + own + fixed)


# uncertainty -----------------------------------------------------------------------------------------
def test_assumptions_gate_links() -> None:
    document = one_link(1, assumes=["s"], otherwise=0.25) | {"assumptions": {"s": {"holds": 0.6, "each": "period"}}}
    results = run(document, draws=1024)
    np.testing.assert_allclose(drawn(results, "y"), 0.25 + 0.75 * drawn(results, "s"))
    assert drawn(results, "s").mean(axis=1) == pytest.approx(np.full(4, 0.6), abs=0.01)
    assert levels(one_link(1, assumes=["s"], otherwise=0.25) | {"assumptions": {"s": {"holds": 0}}}) == [0.25] * 4
    assert levels(one_link(1, assumes=["s"], otherwise=0.25) | {"assumptions": {"s": {"holds": 1}}}) == [1] * 4


def test_a_mechanism_exists_or_not_in_the_whole_draw() -> None:
    results = run(one_link(1, works=0.7), draws=1024)
    rows = drawn(results, "y")
    assert (rows == rows[0]).all()
    assert rows.mean() == pytest.approx(0.7, abs=0.002)
    uncertain = run(one_link(1, works="beta(2, 2)"), draws=4096)
    assert drawn(uncertain, "y").mean() == pytest.approx(0.5, abs=0.01)


def test_an_event_with_a_chance_of_its_own_in_each_period() -> None:
    document = one_link(1, assumes=["s"]) | {"assumptions": {"s": {"holds": "uniform(0.2, 0.6) each period"}}}
    rows = drawn(run(document, draws=4096), "s")
    assert rows.mean(axis=1) == pytest.approx(np.full(4, 0.4), abs=0.02)
    assert (drawn(run(document, draws=4096), "y") == rows).all()


def test_noise_is_drawn_in_each_period_unless_it_says_otherwise() -> None:
    document = {
        "numbers": {"n": "normal(0, 1)"},
        "outcomes": {
            "own": {"baseline": 0, "noise": "normal(0, 1)"}, "once": {"baseline": 0, "noise": "n"},
            "said": {"baseline": 0, "noise": {"kind": "normal", "mean": 0, "sd": 1, "each": "draw"}},
            "bounded": {"baseline": 0, "min": -0.5, "max": 0.25, "noise": "normal(0, 1)"}, "still": {"baseline": 0, "noise": 2},
        },
    }
    results = run(document)
    for name, moves in (("own", True), ("once", False), ("said", False), ("still", False)):
        assert (drawn(results, name)[0] != drawn(results, name)[1]).any() == moves
    assert (drawn(results, "bounded").min(), drawn(results, "bounded").max()) == (-0.5, 0.25)
    assert (drawn(results, "still") == 2).all()


def test_noise_does_not_carry_over() -> None:
    document = {"outcomes": {"y": {"baseline": 0, "retain": 1, "noise": "normal(0, 1)"}}}
    assert drawn(run(document, draws=4096), "y").std(axis=1) == pytest.approx(np.ones(4), abs=0.02)


# bounds, retain, combining ---------------------------------------------------------------------------
def test_effects_that_do_not_fit_are_lost_not_saved_up() -> None:
    assert levels(one_link([8, 8, -0.0, 0], node={"max": 10, "retain": 1})) == [8, 10, 10, 10]
    assert levels(one_link([8, 0, 0, 0], node={"baseline": 20, "min": 15, "retain": 0.5}, weight=-1)) == [15, 17.5, 18.75, 19.375]


def test_combining_over_nodes_at_rest() -> None:
    two = {
        "inputs": {"a": {"unit": "EUR"}, "b": {"unit": "EUR"}}, "allocations": {"all": {"a": 2, "b": 3}},
        "links": [{"from": "a", "to": "y", "weight": 1}, {"from": "b", "to": "y", "weight": 1}],
    }
    for combine, found in (("sum", 5), ("minimum", 2), ("maximum", 3), ("product", 6), ("ces(0)", 6**0.5)):
        assert levels(two | {"outcomes": {"y": {"baseline": 10, "combine": combine}}}, count=1) == pytest.approx([10 + found])
    leak = {"outcomes": {"y": {"baseline": 0, "retain": 0.5, "combine": "noisy_or(0.2)"}}}
    assert levels(leak) == pytest.approx([0.2] * 4)  # the leak is there without a plan: it does not pile up
    leak["outcomes"]["y"]["combine"] = {"kind": "noisy_or", "leak": "uniform(0.1, 0.2) each period"}
    assert (drawn(run(leak), "y")[0] != drawn(run(leak), "y")[1]).all()


def test_curves_act_by_the_departure_from_the_reference() -> None:
    document = {
        "factors": {"f": {"value": 16, "reference": 9}}, "outcomes": {"y": {"baseline": 5}},
        "links": [{"from": "f", "to": "y", "curve": "power(2, 0.5)"}],
    }
    assert levels(document, count=1) == pytest.approx([5 + 2 * (4 - 3)])


# success and targets -----------------------------------------------------------------------------------
TARGETS = [
    {"id": "low", "node": "y", "at_least": 1, "by": 2027, "weight": 1},
    {"id": "high", "node": "y", "at_least": 3, "by": 2027, "weight": 3},
    {"id": "made", "node": "o", "at_least": 1, "by": 2027},
]


@pytest.mark.parametrize(("rule", "success"), [
    (None, 0), ("all outputs", 1), ("all targets", 0), (["low"], 1), (["low", "high"], 0),
    ({"at_least": 1}, 1), ({"of": "targets", "at_least": 2}, 1), ({"of": ["high", "made"], "at_least": 1}, 1),
    ({"weight": 0.25}, 1), ({"weight": 0.26}, 0), ({"of": "targets", "weight": 0.4}, 1),
])
def test_success_rules(rule: Any, success: float) -> None:
    document = one_link(2) | {"outputs": {"o": {}}, "targets": TARGETS} | ({"success": rule} if rule else {})
    document["links"].append({"from": "a", "to": "o", "weight": 1})
    results = run(document, count=1)
    assert results.estimates["success"][:, 0].tolist() == [success] * 16


def test_without_targets_there_is_no_success() -> None:
    results = run(one_link(2))
    assert not {"success", "outcomes_met", "outputs_met", "all_met", "in_vain"} & results.estimates.keys()
    assert results.estimates["number_met"].shape == (16, 2, 1)


def verdict(node: Document | None = None, amounts: Any = (2, 4, 6, 5), **target: Any) -> tuple[float, ...]:
    document = one_link(list(amounts), node={"baseline": -10} | (node or {})) | {"targets": [{"node": "y"} | target]}
    results = run(document)
    return tuple(float(results.draws[name][0, 0, 0]) for name in ("level", "met", "gap", "first"))


def test_target_rules() -> None:
    assert verdict(at_least=-5, by=2030) == (-5, 1, 0, 2)
    assert verdict(at_least=-5, by=2028) == (-6, 0, 1, 2)
    assert verdict(at_least=-4, within=2030) == (-4, 1, 0, 2)
    assert verdict(at_least=0, within=2030) == (-4, 0, 4, 4)
    assert verdict(at_most=-5, by=2029) == (-4, 0, 1, 0)
    assert verdict(between=[-7, -5], by=2029) == (-4, 0, 1, 1)
    assert verdict(change="50%", by=2030) == (-5, 1, 0, 2)
    assert verdict(change="-10%", by=2030) == (-5, 0, 6, 4)
    assert verdict(change=5, against="counterfactual", by=2030) == (-5, 1, 0, 2)
    assert verdict({"trend": 1}, change=5, against="counterfactual", by=2030) == (-2, 1, 0, 2)
    assert verdict({"trend": 1}, change=8, by=2030) == (-2, 1, 0, 2)


def test_targets_on_what_is_measured() -> None:
    node = {"baseline": 0, "indicators": {"total": {"accumulation": "running_total"}, "seen": {"error": 2}}}
    assert verdict(node, indicator="total", at_least=12, by=2030) == (17, 1, 0, 2)
    assert verdict(node, indicator="total", change=12, against="counterfactual", by=2029) == (12, 1, 0, 2)
    document = one_link(50, node=node) | {"targets": [{"indicator": "seen", "at_least": 52, "by": 2027}]}
    results = run(document, draws=4096)
    assert results.estimates["met"][:, 0].mean() == pytest.approx(0.1586553, abs=0.001)
    relative = one_link(50, node={"indicators": {"seen": {"error": "10%"}}}) | {"targets": document["targets"]}
    assert run(relative, draws=4096).estimates["met"][:, 0].mean() == pytest.approx(0.3445783, abs=0.001)


def test_measured_inputs_and_factors_may_have_targets() -> None:
    document = one_link(2) | {"factors": {"f": {"value": "normal(0, 1)", "reference": 3}}, "targets": [
        {"node": "a", "at_least": 1, "by": 2027}, {"node": "f", "change": -3, "by": 2027},
    ]}
    results = run(document, draws=4096)
    assert results.estimates["met"].mean(axis=0)[0].tolist() == [1, pytest.approx(0.5, abs=0.001)]
    assert "outcomes_met" not in results.estimates


# money -----------------------------------------------------------------------------------------------
def test_costs_are_spent_as_periods_start_and_worth_comes_as_they_end() -> None:
    document = one_link([100, 0, 50, 0], node={"value": 2}, given={"unit": "FTE", "price": 3, "delivery": 0.5}) | {"discount_rate": 0.1}
    row = lm.social_return(run(document)).rows[0]
    assert row["cost"] == pytest.approx(300 + 150 / 1.1**2)
    assert row["benefit"] == pytest.approx(2 * (50 / 1.1 + 25 / 1.1**3))
    assert lm.costs(run(document)).rows[0]["cost"] == 450
    document["periods"] = {"first": "2027-Q1", "count": 4, "step": "quarter"}
    row = lm.social_return(run(document)).rows[0]
    assert row["cost"] == pytest.approx(300 + 150 / 1.1**0.5)
    assert row["benefit"] == pytest.approx(2 * (50 / 1.1**0.25 + 25 / 1.1**0.75))


def test_prices_and_values_may_differ_between_periods() -> None:
    document = one_link(10, node={"value": "uniform(1, 2) each period"}, given={"price": "uniform(1, 3) each period"})
    results = run(document, draws=1024)
    assert results.estimates["cost"][:, 0].mean() == pytest.approx(80, abs=0.1)
    assert results.estimates["benefit"][:, 0].mean() == pytest.approx(60, abs=0.1)


# blocks ----------------------------------------------------------------------------------------------
def test_inputs_that_rarely_arrive_do_not_depend_on_blocks() -> None:
    document = one_link([3, 0, 0, 0], given={"delivery": "bernoulli(0.004)"}, weight=-1, lag=1)
    usual = run(document, draws=16_384)
    for block in (256, 2048, 100_000):
        other = run(document, draws=16_384, block=block)
        for name, values in usual.estimates.items():
            np.testing.assert_array_equal(values, other.estimates[name])
    assert usual.estimates["node"][:, 0].min() < 0


def test_several_jobs_share_nothing() -> None:
    document = one_link("3") | {"outcomes": {"y": {"baseline": 0, "noise": "normal(0, 1)", "retain": "beta(2, 3)"}}}
    alone = run(document, draws=8192)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(run, document, draws=8192) for _ in range(4)]
        for future in futures:
            assert future.result().draws["x"].tobytes() == alone.draws["x"].tobytes()
