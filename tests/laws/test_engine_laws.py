"""Laws that every plan obeys, over random plans."""

from __future__ import annotations

import copy
import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Block
from logicmodel.engine.samplers.random import Random
from logicmodel.errors import RequestError
from tests.engine.plans import Document, Maker, documents, plans

SLOW = tuple(HealthCheck)


def quick(examples: int) -> Any:
    return settings(max_examples=examples, deadline=None, suppress_health_check=SLOW)


def run(plan: lm.Plan | Document, **options: Any) -> lm.Results:
    plan = plan if isinstance(plan, lm.Plan) else lm.Plan.from_document(plan)
    try:
        return lm.simulate(plan, **({"draws": 64} | options))
    except RequestError as error:
        assume("beyond all numbers" not in str(error))
        raise


def same(one: lm.Results, other: lm.Results) -> bool:
    """Say whether two runs found the same, to the last bit."""
    return all(
        ours.keys() == theirs.keys() and all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)
        for ours, theirs in ((one.estimates, other.estimates), (one.draws, other.draws))
    )


@quick(80)
@given(plan=plans(noise=False, at_reference=True), seed=st.integers(0, 99))
def test_nothing_allocated_means_everything_on_its_reference_path(plan: lm.Plan, seed: int) -> None:
    program = lm.compile(plan)
    u = Random().stream(program.rows, seed=seed, replicate=0, points=64).block(0, 64)
    levels = Block(program, draw(program, u), 64).evaluate({})
    for step in (*program.steps, *program.factors):
        expected = np.broadcast_to(levels.reference[step.place], (program.periods, 64))
        found = np.broadcast_to(levels.level[step.place], (program.periods, 64))
        np.testing.assert_array_equal(found, expected, err_msg=step.id)
    for step in program.inputs:
        assert not levels.level[step.place].any()


@quick(10)
@given(plan=plans(), seed=st.integers(0, 2**31))
def test_the_same_question_has_the_same_answer(plan: lm.Plan, seed: int) -> None:
    assert same(run(plan, seed=seed, keep="all"), run(plan, seed=seed, keep="all"))


@quick(20)
@given(document=documents(), tail=st.sampled_from(["_new", "zz"]))
def test_longer_names_change_nothing(document: Document, tail: str) -> None:
    """The order of the columns stays as it was, so even Sobol' points are the same."""
    renamed = lm.Plan.from_document(with_ids(document, lambda name: "q" + name))
    before, after = run(document, keep="all"), run(renamed, keep="all")
    assert same(before, after)
    assert tuple("q" + name for name in before.program.nodes) == after.program.nodes


def with_ids(document: Document, new: Any) -> Document:
    """Give every node and link another id."""
    sections = ("inputs", "factors", "assumptions", "activities", "outputs", "outcomes")
    found = copy.deepcopy(document)
    for section in sections:
        found[section] = {new(name): node for name, node in found[section].items()}
    for name in ("activities", "outputs", "outcomes"):
        for node in found[name].values():
            for key in ("shares", "effects"):
                if isinstance(node["combine"], dict) and key in node["combine"]:
                    node["combine"] = {**node["combine"], key: {new(k): v for k, v in node["combine"][key].items()}}
    for link in found["links"]:
        link |= {key: new(link[key]) for key in ("from", "to", "id") if key in link}
        if "assumes" in link:
            link["assumes"] = [new(name) for name in link["assumes"]]
    for target in found["targets"]:
        target["node"] = new(target["node"])
    found["allocations"] = {
        name: {new(key): amount for key, amount in option.items()} for name, option in document["allocations"].items()
    }
    return found


@quick(20)
@given(document=documents(), sampler=st.sampled_from(["random", "latin_hypercube"]))
def test_an_unconnected_node_changes_nothing(document: Document, sampler: str) -> None:
    alone = {"baseline": "normal(3, 1)", "noise": "normal(0, 1)", "min": 0, "value": "1 to 2"}
    wider = copy.deepcopy(document)
    wider["outputs"]["m_alone"] = {key: alone[key] for key in ("baseline", "noise", "min")}
    wider["factors"]["m_outside"] = {"value": "normal(0, 1) each period"}
    before, after = run(document, sampler=sampler), run(wider, sampler=sampler)
    places = [after.program.nodes.index(name) for name in before.program.nodes]
    np.testing.assert_array_equal(before.estimates["node"], after.estimates["node"][:, :, places])
    for name in ("met", "level", "gap", "quantiles", "first", "effect", "cost", "units", "number_met"):
        np.testing.assert_array_equal(before.estimates[name], after.estimates[name])


def test_an_unconnected_node_changes_nothing_beyond_the_error_under_sobol() -> None:
    document = chain("0.5 to 2")
    wider = copy.deepcopy(document)
    wider["factors"] = {"a_outside": {"value": "normal(0, 1)"}}
    before, after = (lm.attainment(run(one, draws=8192)).rows[0] for one in (document, wider))
    error = math.hypot(before["high"] - before["low"], after["high"] - after["low"])
    assert 0 < abs(before["probability"] - after["probability"]) < error


def chain(weight: str, **more: Any) -> Document:
    return {
        "periods": {"first": "2027", "count": 3}, "currency": "EUR",
        "inputs": {"money": {"unit": "EUR"}}, "outcomes": {"y": {"baseline": 0, "retain": "beta(8, 2)", "noise": "normal(0, 1)"}},
        "links": [{"from": "money", "to": "y", "weight": weight}],
        "targets": [{"node": "y", "at_least": 20, "by": 2029}], "allocations": {"all": {"money": 10}},
    } | more


@quick(40)
@given(document=documents(rising=True), more=st.floats(1.0, 4.0))
def test_more_of_an_input_never_lowers_anything_where_all_curves_rise(document: Document, more: float) -> None:
    plan = lm.Plan.from_document(document)
    amounts = {name: random.Random(7).uniform(0, 10) for name in plan.inputs}
    options = {"less": amounts, "more": {name: more * amount for name, amount in amounts.items()}}
    results = run(plan, allocations=options, keep="all")
    less, greater = results.draws["x"][:2]
    assert (greater >= less - 1e-9 * np.abs(less).max()).all()
    for place, step in enumerate(results.program.targets):
        if step.rule == "at_least" and not (step.error or step.change):
            assert (results.draws["met"][1, place] >= results.draws["met"][0, place]).all()


def test_money_in_another_currency_changes_only_costs() -> None:
    plan = chain("0.5 to 2", discount_rate=0.04)
    plan["outcomes"]["y"]["value"] = "2 to 3"
    cents = copy.deepcopy(plan)
    cents["links"][0]["weight"] = "0.0005 to 0.002"
    cents["outcomes"]["y"]["value"] = "2000 to 3000"
    cents["allocations"]["all"]["money"] = 10_000
    one, other = run(plan, draws=1024), run(cents, draws=1024)
    for name in ("met", "level", "effect"):
        np.testing.assert_allclose(one.estimates[name], other.estimates[name], rtol=1e-9)
    for name in ("cost", "spent", "benefit", "money"):
        np.testing.assert_allclose(1000 * one.estimates[name], other.estimates[name], rtol=1e-9)


def test_twice_the_draws_give_narrower_intervals() -> None:
    plan = lm.Plan.from_document(chain("0.5 to 2"))

    def width(draws: int, sampler: str) -> float:
        rows = (lm.attainment(run(plan, draws=draws, seed=seed, sampler=sampler)).rows[0] for seed in range(8))
        return float(np.mean([row["high"] - row["low"] for row in rows]))

    for sampler, most in (("random", 0.8), ("latin_hypercube", 0.8), ("sobol", 0.75)):
        assert 0.2 < width(1024, sampler) / width(512, sampler) < most
    assert width(1024, "sobol") < 0.8 * width(1024, "random")


def test_a_name_used_twice_is_one_draw() -> None:
    def difference(first: str, second: str) -> float:
        document = {
            "periods": {"first": "2027", "count": 2}, "numbers": {"n": "normal(1, 1)"},
            "factors": {"f": {"value": 1}}, "outcomes": {"a": {"baseline": first}, "b": {"baseline": 0}},
            "links": [{"from": "f", "to": "b", "weight": second}],
        }
        results = run(document, keep="all")
        a, b = (results.draws["x"][0, results.kept.index(name)] for name in ("a", "b"))
        return float(np.abs(a - b).max())

    assert difference("n", "n") == 0
    assert difference("normal(1, 1)", "normal(1, 1)") > 0.1


def test_two_plans_draw_the_same_for_the_same_place() -> None:
    one, other = (run(chain(weight), sampler="random", keep="all") for weight in ("uniform(1, 2)", "uniform(2, 4)"))
    place = one.kept.index("y")
    ratio = other.draws["effect"][0] / one.draws["effect"][0]
    np.testing.assert_allclose(ratio, 2.0, rtol=1e-9)
    assert (one.draws["x"][-1, place] == other.draws["x"][-1, place]).all()


@pytest.mark.parametrize("feedback", [0.3, -0.4])
def test_a_loop_is_what_a_loop_by_hand_gives(feedback: float) -> None:
    """Hares and lynxes, each acting on the other with a delay, beside a shock that both feel."""
    document = {
        "periods": {"first": "2027", "count": 8}, "inputs": {"feed": {"price": 2}},
        "factors": {"frost": {"value": "normal(0, 1) each period"}},
        "outcomes": {
            "hares": {"baseline": 50, "trend": 1, "retain": 0.5, "min": 0},
            "lynxes": {"baseline": 10, "retain": "uniform(0.2, 0.6)"},
        },
        "links": [
            {"from": "feed", "to": "hares", "weight": "1 to 2"},
            {"from": "frost", "to": "hares", "weight": -1},
            {"from": "lynxes", "to": "hares", "weight": -0.5, "lag": 1},
            {"from": "hares", "to": "lynxes", "weight": feedback, "spread": [0, 0.6, 0.4]},
        ],
        "allocations": {"all": {"feed": 4}},
    }
    plan = lm.Plan.from_document(document)
    results = run(plan, draws=64, keep="all", sampler="random")
    columns = [
        draw(results.program, Random().stream(results.program.rows, seed=1, replicate=r, points=4).block(0, 4))
        for r in range(16)
    ]
    weight, retain, frost = (
        np.concatenate([values[name] for values in columns], axis=-1)
        for name in ("links.feed->hares.weight", "outcomes.lynxes.retain", "factors.frost.value")
    )
    hares, lynxes = np.zeros((8, 64)), np.zeros((8, 64))  # effects
    for t in range(8):
        kept = 0.5 * hares[t - 1] if t else 0.0
        hunted = -0.5 * lynxes[t - 1] if t else 0.0
        hares[t] = np.maximum(50 + t + kept + hunted + 4 * weight - frost[t], 0) - (50 + t)
        one, two = (hares[t - lag] if t >= lag else 0.0 for lag in (1, 2))
        lynxes[t] = (retain * lynxes[t - 1] if t else 0.0) + feedback * (0.6 * one + 0.4 * two)
    found = results.draws["x"][0]
    np.testing.assert_allclose(found[results.kept.index("hares")], hares + 50 + np.arange(8)[:, None], rtol=1e-10)
    np.testing.assert_allclose(found[results.kept.index("lynxes")], lynxes + 10, rtol=1e-10)


def test_seeds_and_replicates_differ() -> None:
    plan = lm.Plan.from_document(chain("0.5 to 2"))
    one, other = run(plan, seed=1), run(plan, seed=2)
    assert not same(one, other)
    assert len({row.tobytes() for row in one.estimates["level"]}) == 16


def test_certain_plans_have_no_error() -> None:
    for seed in range(20):
        document = Maker(random.Random(seed), certain=True, noise=False).document()
        document["assumptions"] = {name: {"holds": 1} for name in document["assumptions"]}
        for link in document["links"]:
            link.pop("works", None)
        results = run(document, draws=32)
        if results.exact:
            for values in results.estimates.values():
                assert (values == values[:1]).all()
