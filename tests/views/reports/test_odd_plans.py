"""Reports of plans that are thin, odd or large: what is missing is said, what is too much is counted."""

from __future__ import annotations

import importlib.util

import pytest

import logicmodel as lm
from logicmodel.views.reports import figures
from logicmodel.views.reports.blocks import Callout, Figure, Table

from .plans import (
    chapter,
    names,
    plain,
    quick,
    scenario,
    small,
    tables,
    words,
)

# ------------------------------------------------------------------ plans that lack things
SIMULATED = {"attainment", "outlook", "time", "gap", "failure", "worth", "method"}


def test_a_plan_without_numbers_says_which_are_missing():
    draft = small(links=[{"from": "money", "to": "rooms"}, {"from": "rooms", "to": "warm"}])
    report = quick(draft)
    assert not set(names(report.document)) & SIMULATED
    assert len(report.missing) == 2
    text = words(chapter(report.document, "summary"))
    assert "Two numbers are still missing" in text
    assert "(the weight in rooms per EUR) is missing" in text
    assert "model" in names(report.document)
    assert "logframe" in names(report.document)
    one = words(quick(small(links=[{"from": "money", "to": "rooms"}])).document)
    assert "One number is still missing" in one


def test_a_plan_without_targets_shows_what_to_expect():
    report = quick(small(targets=None), draws=64)
    assert not set(names(report.document)) & {"attainment", "gap", "failure", "time"}
    assert {"summary", "outlook", "worth"} <= set(names(report.document)) | {"worth"}
    text = words(chapter(report.document, "summary"))
    assert "The plan has no targets" in text
    assert "EUR 20" in text
    assert "Words for chances" not in words(report.document)
    assert words(chapter(report.document, "allocations")).endswith("“More” costs EUR 8 more.")


@pytest.mark.parametrize("allocations", [None, {"only": {"title": "Only", "money": 12}}])
def test_one_allocation_or_none_is_not_compared(allocations):
    report = quick(small(allocations=allocations), draws=64)
    text = words(report.document)
    assert "How they differ" not in text
    assert "the best of" not in text
    assert ("under “Only”." if allocations else "if nothing is allocated.") in plain(report.document.chapters[0].blocks[0].text)
    assert ("allocations" in names(report.document)) == bool(allocations)


def test_only_targets_on_outputs():
    report = quick(small(targets=[{"node": "rooms", "at_least": 10, "by": 2028}]), draws=64)
    assert "Meeting all targets is" in words(chapter(report.document, "summary"))
    assert "gap" not in names(report.document)


@pytest.mark.parametrize("gone", ["links", "all"])
def test_hardly_anything_at_all(gone):
    empty = {"links": None} if gone == "links" else dict.fromkeys(("inputs", "outputs", "outcomes", "links", "targets", "allocations"))
    report = quick(small(**empty), draws=64)
    text = words(report.document)
    assert "evidence" not in names(report.document)
    assert ("no inputs, activities, outputs or outcomes yet" in text) == (gone == "all")
    assert report.content("md").decode().startswith("# Warm rooms\n")


def test_a_plan_without_a_title_in_one_period():
    report = quick(small(title=None, currency=None, periods={"first": 2028, "count": 1}), draws=64)
    assert report.document.title == "A plan without a title"
    assert "time" not in names(report.document)
    assert "one year (2028)" in words(report.document)


def test_titles_in_any_language_stay_as_they_are():
    plan = small(title="温かい部屋", outcomes={"warm": {"title": "אנשים יושבים בחום", "unit": "людей", "baseline": 5}})
    document = quick(plan, draws=64).document
    assert (document.title, document.language) == ("温かい部屋", "en")
    assert "אנשים יושבים בחום" in words(document)
    assert "at least 15 людей by 2028" in words(document)


def test_results_under_amounts_of_ones_own():
    results = lm.simulate(small(), allocations={"mine": {"money": [3, 9]}}, draws=64)
    text = words(chapter(quick(results).document, "allocations"))
    assert "mine" in text
    assert "3 → 9" in text
    assert "so no command makes it again" in words(quick(results).document)


def test_another_sampler_is_named_in_python():
    results = lm.simulate(small(), ["more"], draws=64, sampler="latin_hypercube")
    text = words(quick(results, sections=["provenance"]).document)
    assert "lm.report(lm.simulate(plan, ['more'], draws=64, seed=1, sampler='latin_hypercube'))" in text


def test_equal_titles_are_told_apart():
    twins = {"a": {"title": "Same", "money": 11}, "b": {"title": "Same", "money": 12}}
    goals = [{"node": "warm", "at_least": 15, "by": 2028}, {"node": "warm", "at_most": 90, "by": 2028, "id": "not_too_many"}]
    text = words(quick(small(allocations=twins, targets=goals), draws=64).document)
    assert "“Same (a)”" in text
    assert "“Same (b)”" in text
    assert "People sit warm: at most 90 people by 2028" in text


def test_without_draws_the_charts_of_levels_are_left_out():
    results = lm.simulate(small(), draws=64, keep="nothing")
    report = quick(results)
    assert not set(names(report.document)) & {"outlook", "failure"}
    assert "Single draws were not kept" in words(chapter(report.document, "provenance"))


def test_without_the_drawing_package_tables_stand_alone(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "matplotlib" else real(name, *more))
    assert not figures.can_draw()
    document = lm.report(small(), draws=64).document
    drawn = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)]
    assert len(drawn) == 1  # the diagram needs no drawing package
    last = document.chapters[0].blocks[-1]
    assert isinstance(last, Callout)
    assert "pip install 'logicmodel[report]'" in last.text
    assert "What to expect when each target is due" in words(document)


# ------------------------------------------------------------------ limits
def test_many_allocations_are_cut_short_and_counted():
    many = {f"a{place}": {"title": f"Way {place}", "money": 10 + place} for place in range(11)}
    document = quick(small(allocations=many), draws=64).document
    text = words(chapter(document, "summary"))
    assert "the best of 11 allocations" in text
    assert "Two more allocations less likely still." in text
    assert len(tables(chapter(document, "summary").blocks)[0].rows) == 8
    assert "less likely to succeed can be read with “logicmodel simulate PLAN”" in words(chapter(document, "attainment"))
    assert "Six more allocations stand in the plan." in words(chapter(document, "allocations"))


def test_many_steps_of_spending_are_cut_short():
    steady = {"a": {"money": [1, 2, 3, 4, 5, 6, 7, 8]}}
    text = words(chapter(quick(small(allocations=steady, periods={"first": 2027, "count": 8}), draws=64).document, "allocations"))
    assert "1 → 2 → 3 → 4 → 5 → 6 → ..." in text


def test_many_targets_are_drawn_in_part():
    text = words(chapter(scenario("unhcr-malaysia")[1].document, "attainment"))
    assert "The chart shows the first 13 of these targets." in text


def test_effects_that_cannot_be_priced_say_why():
    still = small(links=[{"from": "money", "to": "rooms", "weight": 1}])
    assert "the effect cannot be told apart from zero" in words(chapter(quick(still, draws=64).document, "worth"))


def test_numbers_are_told_without_their_text_forms():
    numbers = {
        "numbers": {"rate": "beta(8, 2)"}, "factors": {"wind": {"value": ["normal(5, 1) each period", 4], "reference": 5}},
        "assumptions": {"calm": {"title": "It stays calm", "holds": 0.8, "each": "period"}, "open": {"title": "Doors open", "holds": 0.9}},
        "links": [
            {"from": "money", "to": "rooms", "weight": "rate", "assumes": ["calm"]}, {"from": "wind", "to": "warm", "weight": 0.1},
            {"from": "rooms", "to": "warm", "curve": "threshold(height=3, at=2)"}, {"from": "open", "to": "warm", "role": "enables"},
        ],
    }
    document = quick(small(**numbers), draws=64).document
    text = words(document)
    assert "0.80 (0.57–0.96) rooms per EUR" in text
    assert "5.0 (3.4–6.6), drawn anew in each period → 4" in text
    assert "anew in each year" in text
    assert "Nothing until there is enough, then the whole effect: at 2, height 3" in text
    assert "beta(" not in text
    assert "“It stays calm” and “Doors open”" in text


def test_an_answer_that_no_chart_shows_is_a_table_alone():
    table = Table("Rows", (), ())
    odd = lm.Answer("horoscope", "What do the stars say?", ({"name": "a"},), {})
    assert figures.figure(odd, table=table) == (table,)
    assert figures.figure(odd) == ()
    assert figures.figure(None, table=table) == (table,)
    assert figures.only(None, name=("a",)) is figures.in_order(None, ["a"]) is None
