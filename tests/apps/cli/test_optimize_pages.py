"""Pages of searches: limits, doubts, regrets and what could not be bought, said in words."""

from __future__ import annotations

import dataclasses

import pytest
import yaml

import logicmodel as lm
from logicmodel.apps.cli import page
from logicmodel.apps.cli.pages import comparison, curves, obstacles, optimization

from .conftest import ROOT, flat
from .test_optimize import PLAN, QUICK


def test_limits_are_named_in_the_words_of_the_plan(typed, tmp_path):
    document = yaml.safe_load(PLAN)
    document["budget"]["limits"] = {"staff": {"title": "Staff to be had", "of": {"tutors": 1}, "at_most": 0.5}}
    document["budget"]["per_period"] = 5000
    (tmp_path / "limited.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    assert "Staff to be had allows at most 0.5 in a year; Tutors must be at least 1 FTE; loosen one of these" in typed("optimize", "limited.yaml").err
    document["budget"]["limits"]["staff"]["at_most"] = 3
    document["budget"]["per_period"] = [500, 500, 500]
    (tmp_path / "limited.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    page = flat(typed("optimize", "limited.yaml", *QUICK).out)
    assert "All that may be spent in one year is spent" in page
    assert "Staff to be had: at most 3, in every year." in page


def found(**changes):
    """Return a small answer with other fields."""
    return dataclasses.replace(lm.optimize(lm.Plan.from_document(yaml.safe_load(PLAN)), draws=64, verify=256), **changes)


def test_limits_of_every_kind_are_told(plan):
    names = ("budget.funds: money free for all + gift", "budget.limits.staff in 2027", "something new", "the most of books in 2028", "the least of books")
    document = yaml.safe_load(PLAN)
    document["budget"] |= {"funds": {"gift": {"title": "A gift", "amount": 10, "inputs": ["books"]}}, "limits": {"staff": {"of": {"tutors": 1}, "at_least": 1, "at_most": 2}}}
    told = obstacles.obstacles(found(active=names, allocation={"books": (0.0, 60.0, 5.0)}), lm.Plan.from_document(document), {"books": (0, 60)})
    assert told == [
        "the money that is not earmarked and A gift is spent", "staff: at least 1 and at most 2, in 2027", "something new",
        "Books may be at most 60 books, in 2028", "Books must be at least 0 books",
    ]
    stepped = found(active=("the most of books",), allocation={"books": 12.0})
    assert obstacles.obstacles(stepped, lm.read(plan), {"books": (0, 12.5)}) == ["Books may be at most 12.5 books"]


@pytest.mark.parametrize("status", ["starts disagree", "did not move", "nothing to choose", "fresh draws do not confirm it", "a new one"])
def test_every_status_is_said_in_words(plan, capsys, monkeypatch, status):
    monkeypatch.setenv("COLUMNS", "120")
    optimization.show(page.Page(), found(status=status), lm.read(plan))
    words = optimization.STATUS.get(status, status).split("{")[0]
    assert words in flat(capsys.readouterr().out)


def test_regret_that_cannot_be_avoided_is_said_first(plan, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    rows = tuple(
        {"future": name, "value": value, "low": value, "high": value, "regret": lost, "regret_low": lost - 0.01, "regret_high": lost + 0.01}
        for name, value, lost in (("as planned", 0.7, 0.05), ("strike", 0.2, 0.1))
    )
    others = tuple(
        {"kind": kind, "name": name, "future": "strike", "value": 0.1, "low": 0.1, "high": 0.1, "regret": lost, "regret_low": lost - 0.01,
         "regret_high": lost + 0.01, "worst": True}
        for kind, name, lost in (("alone", "as planned", 0.3), ("alone", "strike", 0.2), ("own", "little", 0.115), ("own", "teach", 0.4))
    )
    worst = lm.optimize(lm.read(plan), draws=64, verify=256).verified
    lost, seen = (dataclasses.replace(worst, value=-value, low=-value - 0.01, high=0.01 - value) for value in (0.1, 0.09))
    given = found(futures=rows, rivals=others, marginal=(), against=(), verified=lost, in_sample=seen, relaxed=None)
    optimization.show(page.Page(), given, lm.read(plan))
    words = flat(capsys.readouterr().out)
    assert (
        "whatever the future, it is at most 10.0 points (9.0 to 11.0) behind what is best for that future alone, and that in the future strike. "
        "The chance goes from 20 % in the future strike to 70 % in the plan as it is."
    ) in words
    assert (
        "To compare: with what is best for the future strike alone, up to 20.0 points (19.0 to 21.0) in the future strike; with A little of each, "
        "the best of the plan's own allocations, up to 11.5 points (10.5 to 12.5) in the future strike, which cannot be told from that."
    ) in words
    assert "the most that is lost is 10.0 points (9.0 to 11.0). On those it has seen: 9.0 points (8.0 to 10.0)." in words
    assert "Best for the plan as it is alone 30.0 points" in words
    assert "a little more" not in words


def test_a_least_budget_is_rounded_up_and_says_where_fresh_draws_do_not_confirm_it(plan, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    known, one = lm.read(plan), found(needs=1234.51, against=(), marginal=())

    def told(value, low, high):
        verified = dataclasses.replace(one.verified, value=value, low=low, high=high)
        optimization.show(page.Page(), dataclasses.replace(one, verified=verified), known, least=0.6125)
        return flat(capsys.readouterr().out)

    enough = told(0.614, 0.611, 0.617)
    assert "EUR 1,235 is the least budget found for a chance of 61.25 %: success is about as likely as not (61.4 %, 61.1–61.7 %). Amount" not in enough
    assert "EUR 1,235 is the least budget found for a chance of 61.25 %: success is about as likely as not (61.4 %, 61.1–61.7 %)." in enough
    assert "Fresh draws" not in enough.partition("now")[0]
    assert "Fresh draws put it a little below; 61.25 % lies within their precision." in told(0.612, 0.609, 0.615)
    assert "Fresh draws do not confirm that it is enough" in told(0.6, 0.59, 0.61)


def test_wide_amounts_by_period_go_below_each_other(plan, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    given = {"tutors": (1_000_000.0, 2_000_000.0, 3_000_000.0), "books": 1.0, "flags": 0.0}
    optimization.show(page.Page(), found(allocation=given, packages=()), lm.read(plan))
    assert "Tutors: 2027 1,000,000, 2028 2,000,000, 2029 3,000,000" in flat(capsys.readouterr().out)


def test_a_frontier_says_where_starts_did_not_agree_and_nothing_was_bought(plan, capsys):
    rows = tuple(
        {"budget": budget, "cost": cost, "needs": cost, "value": 0.1 + budget / 1e4, "low": budget / 1e4, "high": 0.2 + budget / 1e4, "status": status}
        for budget, cost, status in ((100.0, 0.0, "nothing to choose"), (5000.0, 5000.0, "starts disagree"))
    )
    answer = lm.Answer("frontier", "", rows, {"objective": "success", "probability": True, "draws": 64, "replicates": 16, "seed": 1, "digest": "x", "version": "1"})
    curves.frontier(page.Page(), answer, lm.read(plan))
    words = flat(capsys.readouterr().out)
    assert "At 5,000 the starts of the search did not agree: there may be something better." in words
    assert "nothing" in words


@pytest.mark.parametrize(("needs", "words"), [
    (5000.0, "and it is still rising at the end."), (4211.2, "; of that no more than EUR 4,212 can be put to use."),
])
def test_a_frontier_says_whether_more_could_be_spent(plan, capsys, monkeypatch, needs, words):
    monkeypatch.setenv("COLUMNS", "200")
    rows = tuple(
        {"budget": budget, "cost": 0.9 * cost, "needs": cost, "value": budget / 1e4, "low": budget / 1e4 - 0.01, "high": budget / 1e4 + 0.01, "status": "found"}
        for budget, cost in ((100.0, 100.0), (3000.0, 3000.0), (5000.0, needs))
    )
    answer = lm.Answer("frontier", "", rows, {"objective": "success", "probability": True, "draws": 64, "replicates": 16, "seed": 1, "digest": "x", "version": "1"})
    curves.frontier(page.Page(), answer, lm.read(plan))
    assert words in flat(capsys.readouterr().out)


def test_compare_where_regret_cannot_be_told_or_is_shared(plan, capsys):
    def row(name, lost, minimax):
        return {"allocation": name, "future": "strike", "value": 0.5, "low": 0.4, "high": 0.6, "regret": lost,
                "regret_low": lost, "regret_high": lost, "worst": True, "minimax": minimax}

    known = lm.read(plan)
    shared = lm.Answer("regret", "", (row("little", 0.1, True), row("teach", 0.1, True)), {})
    assert comparison._minimax(known, shared) == "It cannot be told with which of A little of each, Tutors only the least can be lost."
    one = lm.Answer("regret", "", (row("little", 0.1, True), row("teach", 0.2, False)), {})
    assert comparison._minimax(known, one).startswith("With A little of each the least can be lost: 10")
    assert comparison._minimax(known, one).endswith("points, in strike (minimax regret).")


def test_own_allocations_that_change_over_time_may_be_better(plan, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    known = lm.override(lm.read(plan), {"allocations.teach.tutors": [0, 0, 6]})
    row = {"value": 0.9, "low": 0.8, "high": 0.95, "cost": 600.0, "difference": -0.4, "difference_low": -0.5, "difference_high": -0.3, "verdict": "worse"}
    optimization.show(page.Page(), found(against=({"allocation": "teach", **row}, {"allocation": "little", **row, "value": 0.8})), known)
    words = flat(capsys.readouterr().out)
    assert "under Tutors only, whose amounts change over time." in words
    assert "Tutors only: better, with amounts that change from year to year; --vary period seeks such ones." in words
    assert "A little of each: better than what was found: the search missed it, or the limits forbid it." in words


def test_the_district_buys_its_clinic(typed):
    page = flat(typed("optimize", ROOT / "scenarios" / "health-district" / "plan.yaml", "--draws", 32, "--verify", 64).out)
    assert "With Build and run the second maternity clinic." in page
    assert "The money that is not earmarked is spent." in page
    assert "Ambulances with drivers may be at most" not in page


def test_compare_tells_whole_steps_and_where_a_little_more_shows_nothing(typed, plan, tmp_path):
    document = yaml.safe_load(PLAN)
    document["budget"]["steps"] = {"tutors": 1}
    (tmp_path / "stepped.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    words = flat(typed("compare", "stepped.yaml", "--marginal", "--draws", 256).out)
    assert "Tutors only: what about 1 % more money on one input would buy" in words
    assert "Tutors 1 FTE 300 " in words
    document["targets"] = [{"node": "readers", "at_least": 10_000, "by": 2029}]
    (tmp_path / "far.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    words = flat(typed("compare", "far.yaml", "--marginal", "--draws", 256).out)
    assert "Nothing that could be seen, whichever input it is spent on: the targets are too far, or safe." in words


@pytest.mark.parametrize(("level", "words"), [
    (1e6, "No way of spending the money that was tried shows a chance: success is exceptionally unlikely (<"),
    (-1e6, "It makes no difference how the money is spent: success is virtually certain (>"),
])
def test_nothing_to_choose_is_said_first(typed, plan, level, words):
    page = flat(typed("optimize", plan, "--set", f"targets.readers@2029.at_least={level}", *QUICK).out)
    assert page.startswith(f"Two ways to teach {words}")
    assert "What is below spends EUR 300, no more than has to be spent." in page
