"""Who contributes what: the same as switching off by hand, whatever the plan is like."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.analysis.contribution import shapley
from logicmodel.analysis.contribution.asks import asks_of
from logicmodel.analysis.contribution.game import Game
from logicmodel.analysis.contribution.players import players_of
from logicmodel.analysis.contribution.values import Values
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.engine.trial import Arm, Trial, points

SCENARIOS = Path(__file__).parents[3] / "scenarios"
NAMES = sorted(place.parent.name for place in SCENARIOS.glob("*/plan.yaml"))


def scenario(name: str) -> lm.Plan:
    return lm.read(SCENARIOS / name / "plan.yaml")


def by_hand(plan: lm.Plan, kind: str, members: np.ndarray, ask: int = -1) -> tuple[np.ndarray, np.ndarray]:
    """Return what coalitions are worth to a game, and the same by evaluating every arm as it is."""
    program = lm.compile(plan)
    _, (*_, amounts) = chosen_amounts(plan, None)
    players = players_of(program, kind, amounts)
    one = asks_of(program, None)[ask]
    game = Game(program, one.readings, amounts, players)
    members = members[:, : len(players)]
    values = Values(program, one.readings, amounts, count=16, seed=1, sampler="sobol")
    game.evaluated, game.tell = 0, None
    found = game._worth(values, members, [0, 1])
    trial = Trial(program, one.readings)
    u = np.concatenate([points(program, count=16, seed=1, replicate=number) for number in (0, 1)], axis=1)

    def mean(arms: list[Arm]) -> np.ndarray:
        return trial.at(u, arms).reshape(len(arms), len(one.readings), 2, 16).mean(axis=-1)

    cuts = [frozenset().union(*(player.links for player, kept in zip(players, row, strict=True) if not kept)) for row in members]
    offs = [frozenset().union(*(player.inputs for player, kept in zip(players, row, strict=True) if not kept)) for row in members]
    direct = mean([Arm({k: v for k, v in amounts.items() if k not in off}, cut) for cut, off in zip(cuts, offs, strict=True)])
    if one.readings[0].what == "effect":
        direct -= mean([Arm({}, cut) for cut in cuts])
    return found, direct


@pytest.mark.parametrize("kind", ["activities", "inputs", "links"])
@pytest.mark.parametrize("name", NAMES)
def test_coalitions_are_worth_what_evaluating_them_one_by_one_gives(name: str, kind: str) -> None:
    rng = np.random.default_rng(NAMES.index(name))
    members = np.concatenate([rng.random((6, 99)) < 0.8, rng.random((3, 99)) < 0.4, np.zeros((1, 99), bool), np.ones((1, 99), bool)])
    for ask in (0, -1):
        found, direct = by_hand(scenario(name), kind, members, ask)
        np.testing.assert_allclose(found, direct, rtol=1e-9, atol=1e-9)


def tangled() -> dict[str, Any]:
    """Return a plan with all that could go wrong: loops, enablers at rest, stocks, noise, money spent before, factors."""
    return {
        "title": "Tangled", "currency": "EUR", "periods": {"first": "2027", "count": 4},
        "inputs": {"money": {"unit": "EUR", "before": [3, 2]}, "staff": {"unit": "FTE", "price": 1}, "spare": {"unit": "EUR"}},
        "activities": {"train": {}, "visit": {"baseline": 1}, "rest": {}},
        "outputs": {"trained": {"combine": "minimum"}, "visited": {"retain": 0.5}},
        "outcomes": {
            "skill": {"baseline": 2, "noise": "normal(0, 0.2)", "retain": 0.3}, "work": {"baseline": 5, "min": 0, "max": 30},
            "trust": {"baseline": 0.4},
        },
        "factors": {"weather": {"reference": 0, "value": "normal(1, 0.5)"}},
        "assumptions": {"peace": {"holds": 0.7}},
        "links": [
            {"from": "money", "to": "train", "weight": "0.5 to 1.5", "lag": 1}, {"from": "staff", "to": "train", "weight": 0.3},
            {"from": "staff", "to": "visit", "weight": "1 to 2"}, {"from": "spare", "to": "rest", "weight": 1},
            {"from": "train", "to": "trained", "weight": 1, "assumes": ["peace"], "otherwise": 0.2},
            {"from": "visit", "to": "trained", "weight": 0.8}, {"from": "visit", "to": "visited", "weight": 1},
            {"from": "trained", "to": "skill", "curve": "saturating(8, 2)"}, {"from": "skill", "to": "work", "weight": 0.7, "works": 0.8},
            {"from": "work", "to": "skill", "weight": 0.1, "lag": 1}, {"from": "visited", "to": "trust", "weight": 0.05},
            {"from": "trust", "to": "work", "role": "enables", "weight": 0.6}, {"from": "weather", "to": "skill", "weight": 0.5},
            {"from": "rest", "to": "work", "weight": 0.4},
        ],
        "targets": [{"node": "work", "at_least": 7, "by": "2030"}, {"node": "skill", "at_least": 5, "by": "2029"}],
        "allocations": {"all": {"money": 4, "staff": [1, 2, 2, 2], "spare": 0}},
    }


@pytest.mark.parametrize("kind", ["activities", "inputs", "links"])
def test_every_coalition_of_a_tangled_plan(kind: str) -> None:
    plan = lm.Plan.from_document(tangled())
    members = np.random.default_rng(3).random((30, 20)) < 0.6
    for ask in range(3):
        found, direct = by_hand(plan, kind, members, ask)
        np.testing.assert_allclose(found, direct, rtol=1e-9, atol=1e-9)


def test_shares_are_those_of_all_coalitions_evaluated_one_by_one() -> None:
    plan = lm.Plan.from_document(tangled())
    answer = lm.contribution(plan, players="activities", target="success", draws=256)
    program = lm.compile(plan)
    trial = Trial(program, asks_of(program, "success")[0].readings)
    into = [{link.name for link in plan.links if link.target == name} for name in plan.activities]
    amounts = chosen_amounts(plan, None)[1][0]
    arms = [
        Arm(amounts, frozenset().union(*(links for links, kept in zip(into, row, strict=True) if not kept)))
        for row in shapley.coalitions(3)
    ]
    u = np.concatenate([points(program, count=16, replicate=number) for number in range(16)], axis=1)
    shares = shapley.exact(trial.at(u, arms)[:, 0].mean(axis=1), [1, 1, 1])
    np.testing.assert_allclose([row["value"] for row in answer.rows], shares, atol=1e-12)


@pytest.mark.parametrize("kind", ["activities", "inputs", "links"])
@pytest.mark.parametrize("name", ["homeless-shelter"])
def test_values_sum_to_the_whole_and_the_whole_is_what_a_run_finds(name: str, kind: str) -> None:
    plan = scenario(name)
    chosen = list(plan.allocations)[-1]
    answer = lm.contribution(plan, allocation=chosen, players=kind, draws=512)  # type: ignore[arg-type]
    effects = {(row["node"], row["period"]): row for row in lm.effects(lm.simulate(plan, [chosen], draws=512)).rows}
    for whole in answer.settings["whole"]:
        mine = [row for row in answer.rows if (row["target"], row["of"]) == (whole["target"], whole["of"])]
        assert sum(row["value"] for row in mine) == pytest.approx(whole["value"], rel=1e-12, abs=1e-12)
        assert sum(row["share"] for row in mine) == pytest.approx(1.0)
        if whole["of"] == "effect":
            target = next(target for target in plan.targets if target.name == whole["target"])
            found = effects[target.node, target.due]
            assert whole["value"] == pytest.approx(found["effect"])
            assert whole["value_low"] == pytest.approx(found["effect_low"])


def test_sampled_shares_agree_with_exact_ones_and_state_their_error() -> None:
    plan = scenario("unhcr-malaysia")
    options: dict[str, Any] = {"players": "inputs", "target": "success", "draws": 256}
    exact = lm.contribution(plan, **options)
    found = lm.contribution(plan, method="sampled", orders=96, **options)
    assert (exact.settings["method"], found.settings["method"], found.settings["orders"]) == ("exact", "sampled", 96)
    inside = [mine["value_low"] <= true["value"] <= mine["value_high"] for mine, true in zip(found.rows, exact.rows, strict=True)]
    assert sum(inside) >= len(inside) - 1
    assert sum(row["value"] for row in found.rows) == pytest.approx(exact.settings["whole"][0]["value"], abs=1e-12)
    for column in ("alone", "without"):
        np.testing.assert_allclose([row[column] for row in found.rows], [row[column] for row in exact.rows], atol=1e-12)
    assert any("96 orders" in note for note in found.notes)


def test_what_leads_nowhere_gets_exactly_nothing() -> None:
    answer = lm.contribution(scenario("homeless-shelter"), allocation="housing_first", draws=256)
    for row in answer.rows:
        if row["name"] == "cook_meals":
            assert row["idle"]
            assert [row[key] for key in ("value", "value_low", "value_high", "share", "alone", "without")] == [0.0] * 6
    assert "Cook and serve meals" in answer.settings["so_what"][-1]


def certain() -> dict[str, Any]:
    """Return the tangled plan with nothing uncertain in it: draws hang on names, values must not."""
    document = tangled()
    for link in document["links"]:
        link.update({"weight": 1.0} if isinstance(link.get("weight"), str) else {}, works=1)
    document["outcomes"]["skill"].pop("noise")
    document["factors"]["weather"]["value"] = 1
    document["assumptions"]["peace"]["holds"] = 1
    return document


def test_names_change_nothing() -> None:
    renamed = copy.deepcopy(certain())
    renamed["activities"] = {"z_train": {}, "visit": {"baseline": 1}, "rest": {}}
    for link in renamed["links"]:
        link.update({end: "z_train" for end in ("from", "to") if link[end] == "train"})
    one, other = (lm.contribution(lm.Plan.from_document(document)) for document in (certain(), renamed))
    values = {row["name"].removeprefix("z_") + row["target"]: row["value"] for row in other.rows}
    assert {row["name"] + row["target"]: row["value"] for row in one.rows} == pytest.approx(values)
    assert all(row["value_low"] == row["value"] == row["value_high"] for row in one.rows)


def test_factors_are_no_players_and_stay_on() -> None:
    plan = lm.Plan.from_document(tangled())
    answer = lm.contribution(plan, players="links", draws=256)
    names = {row["name"] for row in answer.rows}
    assert "weather->skill" not in names
    idle = {row["name"] for row in answer.rows if row["idle"]}
    assert {"spare->rest", "rest->work"} <= idle
    assert all(whole["rest"] == 0.0 for whole in answer.settings["whole"] if whole["of"] == "effect")


def test_theories_of_change_are_pooled() -> None:
    document = tangled()
    document["variants"] = {"direct": {"weight": 0.4, "changes": {"links.trained->skill.works": 0}}}
    plan = lm.Plan.from_document(document)
    members = np.random.default_rng(5).random((20, 20)) < 0.6
    for kind in ("activities", "links"):
        found, direct = by_hand(plan, kind, members)
        np.testing.assert_allclose(found, direct, rtol=1e-9, atol=1e-9)
    answer = lm.contribution(plan, target="work@2030", draws=256)
    for whole in answer.settings["whole"]:
        assert sum(row["value"] for row in answer.rows if row["of"] == whole["of"]) == pytest.approx(whole["value"])


def test_amounts_and_names_of_nodes_may_be_given() -> None:
    plan = lm.Plan.from_document(tangled())
    answer = lm.contribution(plan, allocation={"staff": 3}, players="inputs", target=["trained@2028", "trust", "work@2030"], draws=256)
    assert answer.settings["allocation"] == "given"
    assert [(whole["target"], whole["of"]) for whole in answer.settings["whole"]] == [
        ("trained@2028", "effect"), ("trust@2030", "effect"), ("work@2030", "effect"), ("work@2030", "met"),
    ]
    assert answer.where(name="staff", target="trust@2030")["share"] == pytest.approx(1.0)
    assert answer.where(name="money", target="trust@2030")["idle"]
    assert answer.titles["ask"]["trust@2030"] == "trust, 2030"


def test_progress_ends_at_the_total() -> None:
    told: list[tuple[int, int]] = []
    lm.contribution(scenario("homeless-shelter"), players="inputs", draws=256, progress=lambda *now: told.append(now))
    assert told[-1][0] <= told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_large_plans_are_sampled_and_fewer_draws_taken() -> None:
    plan = scenario("health-district")
    answer = lm.contribution(plan, players="links", target="child_deaths@2031", draws=256, orders=32)
    assert answer.settings["method"] == "sampled"
    for whole in answer.settings["whole"]:
        mine = [row for row in answer.rows if row["of"] == whole["of"]]
        assert sum(row["value"] for row in mine) == pytest.approx(whole["value"], abs=1e-9)


@pytest.mark.parametrize(("options", "told"), [
    ({"players": "factors"}, "nothing is divided among factors"),
    ({"target": "homeles_people@2030"}, "there is no target or node"),
    ({"allocation": "curent"}, "is not defined"),
    ({"allocation": {"caseworkers": 0}}, "nothing is allocated"),
    ({"draws": 100}, "too few draws"),
    ({"method": "quick"}, "there is no method quick"),
    ({"orders": 3}, "too few orders"),
])
def test_what_cannot_be_asked_is_refused(options: dict[str, Any], told: str) -> None:
    with pytest.raises(lm.RequestError, match=told):
        lm.contribution(scenario("homeless-shelter"), **options)


def test_plans_that_cannot_be_asked() -> None:
    document = tangled()
    with pytest.raises(lm.RequestError, match="no activities"):
        lm.contribution(lm.Plan.from_document({
            **document, "activities": {}, "outputs": {}, "assumptions": {},
            "links": [{"from": "money", "to": "work", "weight": 1}],
            "outcomes": {"work": {"baseline": 1}}, "factors": {}, "targets": [{"node": "work", "at_least": 3, "by": "2030"}],
        }))
    with pytest.raises(lm.RequestError, match="no allocation"):
        lm.contribution(lm.Plan.from_document({**document, "allocations": {}}))
    with pytest.raises(lm.RequestError, match="no target"):
        lm.contribution(lm.Plan.from_document({**document, "targets": []}))
    with pytest.raises(lm.RequestError, match="too many to evaluate"):
        lm.contribution(scenario("health-district"), players="links", method="exact")
    with pytest.raises(lm.RequestError, match="no target"):
        lm.contribution(lm.Plan.from_document({**document, "targets": []}), target="success")


def test_an_effect_of_nothing_has_no_shares() -> None:
    document = tangled()
    document["allocations"]["all"] = {"spare": 5}
    document["links"] = [link for link in document["links"] if link["from"] != "rest"]
    answer = lm.contribution(lm.Plan.from_document(document), draws=256)
    assert {row["share"] for row in answer.rows} == {None}
    assert "nothing to divide" in answer.settings["headline"]
    assert any("cannot be told from nothing" in line for line in answer.settings["so_what"])


def test_only_targets_of_outputs() -> None:
    document = tangled()
    document["targets"] = [{"node": "visited", "at_least": 2, "by": "2030"}]
    answer = lm.contribution(lm.Plan.from_document(document), draws=256)
    assert [(whole["target"], whole["of"]) for whole in answer.settings["whole"]] == [("visited@2030", "effect"), ("visited@2030", "met")]
    with pytest.raises(lm.RequestError, match="no target counts for success"):
        lm.contribution(lm.Plan.from_document(document), target="success")
