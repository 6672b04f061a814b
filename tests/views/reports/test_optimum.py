"""What the section on the best allocation says, held against the answers it is made from."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, cast

import logicmodel as lm
from logicmodel.analysis.optimize.optimum import DISAGREE, FOUND, Optimum
from logicmodel.views.reports.blocks import Bullets, Callout, Figure, Heading, Table

from .plans import ROOT, chapter, names, quick, words


@functools.cache
def shelter() -> lm.Results:
    return lm.simulate(lm.read(ROOT / "scenarios" / "homeless-shelter" / "plan.yaml"), draws=128)


@functools.cache
def best() -> Optimum:
    return cast("Optimum", lm.optimize(shelter().plan, draws=128, verify=512))


def told(*answers: Any) -> str:
    return words(chapter(quick(shelter(), answers=answers, sections=["optimum"]).document, "optimum"))


def blocks(*answers: Any) -> tuple[Any, ...]:
    return chapter(quick(shelter(), answers=answers, sections=["optimum"]).document, "optimum").blocks


def test_without_a_search_there_is_no_section() -> None:
    assert names(quick(shelter(), sections=["summary", "optimum"]).document) == ["summary"]


def test_it_leads_with_the_verified_chance_and_the_lead_over_the_plans_own() -> None:
    found = best()
    text = told(found)
    assert lm.wording.chance(found.verified.value, found.verified.low, found.verified.high) in text
    rival = max(found.against, key=lambda row: float(row["value"]))
    lead = lm.wording.points(rival["difference"], rival["difference_low"], rival["difference_high"]).replace("+", "")
    assert f"That is {lead} ahead of the best of the plan’s own allocations, “Housing first”." in text
    assert lm.wording.money(round(found.cost), "USD") in text


def test_it_shows_amounts_limits_and_what_more_would_bring() -> None:
    found = dataclasses.replace(best(), active=("budget.total", "the least of shelter_beds", "nothing of meals_fund"))
    made = blocks(found)
    listed = next(block for block in made if isinstance(block, Bullets))
    assert listed.items == ("The whole budget.", "The floor of Night shelter beds.", "Nothing is spent on Meals budget.")
    assert next(block for block in made if isinstance(block, Table)).caption == "Amounts in each year"
    assert "What a little more would bring" in [block.text for block in made if isinstance(block, Heading)]


def test_the_status_is_a_warning_where_the_search_is_in_doubt() -> None:
    def callout(**changes: Any) -> Callout:
        return next(block for block in blocks(dataclasses.replace(best(), **changes)) if isinstance(block, Callout))

    assert callout(status=FOUND).kind == "note"
    assert callout(status=DISAGREE, starts=7, agreeing=2).kind == "warning"
    assert "there may be something better. 2 of 7 starts ended here." in callout(status=DISAGREE, starts=7, agreeing=2).text
    assert "All of seven starts ended here." in callout(status=FOUND, starts=7, agreeing=7).text
    assert "Nothing had to be searched." in callout(starts=0, agreeing=0).text
    assert "Its only start ended here." in callout(starts=1, agreeing=1).text


def test_a_lead_that_cannot_be_told_is_not_claimed() -> None:
    rows = [{**row, "verdict": "cannot tell apart at this precision"} for row in best().against]
    assert "“Housing first”, cannot be told from it." in told(dataclasses.replace(best(), against=tuple(rows)))
    worse = [
        {**row, "verdict": "worse", "difference": -0.1, "difference_low": -0.11, "difference_high": -0.09} for row in best().against
    ]
    assert "behind the best of the plan’s own" in told(dataclasses.replace(best(), against=tuple(worse)))
    alone = told(dataclasses.replace(best(), against=(), marginal=(), active=(), relaxed=None))
    assert "own allocations" not in alone
    assert "stands in the way" not in alone


def test_several_futures_are_told_by_their_regret() -> None:
    row = {"future": "rent_shock", "value": 0.3, "low": 0.29, "high": 0.31, "regret": 0.05, "regret_low": 0.04, "regret_high": 0.06}
    text = told(dataclasses.replace(best(), futures=(row,)))
    assert "in none of them is it more than 5 points (4 to 6) behind the best one there" in text.replace("5.0 points (4.0 to 6.0)", "5 points (4 to 6)")
    assert "optimism" not in text


def test_amounts_that_change_over_time_are_shown_as_a_span() -> None:
    rows = tuple(
        {**row, "amount": 2.0 + number % 4, "cost": (2.0 + number % 4) * 68_000} if row["input"] == "caseworkers" else row
        for number, row in enumerate(best().rows)
    )  # fmt: skip
    assert "2 to 5" in told(dataclasses.replace(best(), rows=rows))


def test_another_objective_is_written_in_its_own_unit() -> None:
    found = best()
    settings = {**found.settings, "objective": "npv", "probability": False}
    text = told(dataclasses.replace(found, settings=settings, probability=False, maximize="npv"))
    assert "Expected benefit less cost" in text
    assert "points" not in text


def test_frontier_regret_and_sweep_have_their_own_parts() -> None:
    plan = shelter().plan
    made = [
        lm.frontier(plan, 2, low=5e6, high=7e6, draws=128, verify=512), lm.regret(plan, draws=128),
        lm.sweep(plan, {"caseworkers": (0, 14, 7)}, draws=128),
    ]  # fmt: skip
    heads = [block.text for block in blocks(*made) if isinstance(block, Heading)]
    assert heads == ["What more or less money would buy", "If the future turns out differently", "How it moves with the amounts"]


def test_charts_carry_the_tables_behind_them() -> None:
    report = lm.report(shelter(), answers=[best()], sections=["optimum"])
    pictures = [block for block in chapter(report.document, "optimum").blocks if isinstance(block, Figure)]
    assert pictures[0].picture.title.startswith("The best allocation found reaches ")
    assert pictures[0].table is not None
    assert len(pictures[0].table.rows) == len(shelter().plan.inputs)
