"""What the summary of a report says, held against the answers it is made from."""

from __future__ import annotations

import re

import pytest

import logicmodel as lm
from logicmodel.views.reports.blocks import Callout

from .plans import (
    SCENARIOS,
    chapter,
    plain,
    quick,
    scenario,
    small,
    words,
)


@pytest.mark.parametrize("name", SCENARIOS)
def test_summary_leads_with_the_best_allocation(name):
    results, report = scenario(name)
    rows = [row for row in lm.joint(results).rows if row["what"] == "success"]
    best = max(rows, key=lambda row: row["probability"])
    told = lm.wording.in_words(best["probability"], best["low"], best["high"])
    title = results.plan.allocations[best["allocation"]].title
    lead = chapter(report.document, "summary").blocks[0]
    assert plain(lead.text) == f"Success is {told} under “{title}”, the best of three allocations."
    text = words(chapter(report.document, "summary"))
    for row in rows:
        word, _, number = lm.wording.in_words(row["probability"], row["low"], row["high"]).partition(" (")
        assert word in text
        assert row is best or f"“{results.plan.allocations[row['allocation']].title}” ({number}" in text
    assert lm.wording.success(results.plan.success) in text


def test_summary_says_a_word_once_for_all_allocations_that_it_fits():
    text = words(chapter(scenario("unhcr-malaysia")[1].document, "summary"))
    assert re.search(r"It is about as likely as not under “Outcome focus” \([^)]*\) and “As in 2020” \([^)]*\)\.", text)


def test_summary_warns_where_delivering_is_not_changing():
    results, report = scenario("homeless-shelter")
    callout = next(block for block in chapter(report.document, "summary").blocks if isinstance(block, Callout))
    joint = lm.joint(results)
    for what in ("outputs_met", "outcomes_met"):
        row = joint.where(allocation="current", what=what)
        assert lm.wording.in_words(row["probability"], row["low"], row["high"]) in callout.text
    assert "“Meals first”, a choice by what changes on “Housing first”" in callout.text


def test_summary_says_nothing_of_a_gap_that_is_not_there():
    callouts = [block for block in chapter(scenario("unhcr-malaysia")[1].document, "summary").blocks if isinstance(block, Callout)]
    assert callouts == []


def test_summary_tells_allocations_apart_or_says_that_it_cannot():
    twins = {"a": {"title": "One", "money": 11}, "b": {"title": "Two", "money": 11.001}}
    text = words(chapter(quick(small(allocations=twins), draws=256).document, "summary"))
    assert re.search("Which of “(One|Two)” and “(One|Two)” is ahead cannot be told yet", text)
    assert "no clear difference" in words(chapter(quick(small(allocations=twins), draws=256).document, "allocations"))
    told = words(chapter(scenario("graduation")[1].document, "summary"))
    assert re.search(r"“Support those enrolled” is ahead of “Hand out financial aid” by [\d.]+ percentage points \([\d.]+ to [\d.]+\)\.", told)
    exact = small(allocations={"a": {"money": 11}, "b": {"money": 12}}, links=[
        {"from": "money", "to": "rooms", "weight": 1}, {"from": "rooms", "to": "warm", "weight": 1}])
    text = words(quick(exact, draws=64).document)
    assert "do equally well" in text
    assert "The plan holds no uncertain number" in text
    assert "costs EUR 2 more" in text


def test_summary_says_where_money_alone_would_choose_otherwise():
    assert "Counted in money alone, “Hand out financial aid” comes first" in words(chapter(scenario("graduation")[1].document, "summary"))
    assert "Counted in money alone" not in words(chapter(scenario("homeless-shelter")[1].document, "summary"))


def test_summary_shows_few_targets_and_counts_the_others():
    text = words(chapter(scenario("unhcr-malaysia")[1].document, "summary"))
    assert "Seven more targets on outcomes stand in the section “How likely is each target?”." in text


# ------------------------------------------------------------------ numbers are those of the answers
