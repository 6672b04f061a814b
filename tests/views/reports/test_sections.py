"""What the sections of a report say, held against the answers they are made from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.util
import re

import pytest

import logicmodel as lm
from logicmodel.views.reports import figures
from logicmodel.views.reports.blocks import Callout, Figure, Paragraph, Table
from logicmodel.views.reports.report import chosen
from logicmodel.views.reports.sections.section import Section

from .plans import (
    ROOT,
    SCENARIOS,
    cells,
    chapter,
    names,
    plain,
    quick,
    scenario,
    small,
    tables,
    words,
)

ORDER = [
    "summary", "model", "allocations", "attainment", "outlook", "time", "gap", "failure", "worth", "logframe",
    "assumptions", "evidence", "quality", "method", "provenance",
]
SIMULATED = {"attainment", "outlook", "time", "gap", "failure", "worth", "method"}


# ------------------------------------------------------------------ which sections
def test_sections_are_named_after_their_files_and_have_their_own_places():
    found = chosen(None)
    assert [section.kind for section in found if section.kind in ORDER] == ORDER  # others need answers from elsewhere
    assert len({section.place for section in found}) == len(found)
    assert all(section.title and type(section).__module__.endswith(f".{section.kind}") for section in found)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenarios_have_all_sections_in_order(name):
    assert names(scenario(name)[1].document) == ORDER


def test_sections_can_be_picked():
    report = quick(small(), sections=["worth", "summary"], draws=64)
    assert names(report.document) == ["summary", "worth"]
    assert names(quick(small(), sections="logframe", draws=64).document) == ["logframe"]
    with pytest.raises(lm.RequestError, match="'sumary' is not a section; did you mean summary"):
        quick(small(), sections=["sumary"])


def test_a_section_of_ones_own_joins_in(monkeypatch):
    monkeypatch.setattr(Section.family, "members", dict(Section.family.members))

    class Greeting(Section):
        kind: str = "greeting"
        place = 5
        title = "Good day"

        def blocks(self, matter):
            return [Paragraph(f"This is {matter.plan.title}.")]

    document = quick(small(), draws=64).document
    assert names(document)[:2] == ["greeting", "summary"]
    assert words(chapter(document, "greeting")).startswith("This is Warm rooms.\n")


# ------------------------------------------------------------------ summary
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
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_chance_stands_in_the_table_of_targets(name):
    results, report = scenario(name)
    text = words(chapter(report.document, "attainment"))
    for row in lm.attainment(results, counterfactual=True).rows:
        assert lm.wording.chance(row["probability"], row["low"], row["high"]) in text
    table = chapter(report.document, "attainment").blocks[1]
    assert isinstance(table, Table)
    assert len(table.rows) == len(results.plan.targets)
    kinds = [row.group for row in table.rows]
    assert kinds == sorted(kinds, key=["What is to change", "What is to be delivered"].index)


def test_bars_are_the_numbers_beside_them():
    results, report = scenario("homeless-shelter")
    table = chapter(report.document, "attainment").blocks[1]
    row = lm.attainment(results).where(allocation="housing_first", target="homeless_people@2030")
    cell = table.rows[0].cells[1]
    assert (cell.bar.probability, cell.bar.low, cell.bar.high) == (row["probability"], row["low"], row["high"])
    assert cell.tone == "middling"


def test_levels_and_costs_are_those_of_the_answers():
    results, report = scenario("homeless-shelter")
    levels = lm.attainment(results)
    for row in levels.rows:
        if row["kind"] == "outcome" and row["target"] != "homeless_people@2030":
            assert lm.wording.spread(row["mean"], row["p5"], row["p95"], row["unit"]) in words(chapter(report.document, "attainment"))
    text = words(chapter(report.document, "worth"))
    for row in lm.social_return(results).rows:
        assert lm.wording.interval(row["ratio"], row["ratio_low"], row["ratio_high"]) in text
    for row in lm.costs(results).rows:
        if row["target"] in {"homeless_people@2030", "sleeping_rough@2030"}:
            assert lm.wording.money(row["per_unit"], "USD", row["per_unit_low"], row["per_unit_high"]) in text
    assert "Three outcomes without a price count for nothing here." in text


def test_differences_are_those_of_the_comparison():
    results, report = scenario("customer-support")
    text = words(chapter(report.document, "allocations"))
    for row in lm.compare(results).rows:
        if row["what"] != "cost":
            assert lm.wording.points(row["difference"], row["low"], row["high"]).replace(" points", "") in text
            assert row["verdict"] in text


def test_failure_shows_the_obstacles_of_the_best_allocation():
    results, report = scenario("homeless-shelter")
    rows = [row for row in lm.failure(results).rows if row["allocation"] == "housing_first"]
    first = max(rows, key=lambda row: row["alone"])
    table = tables(chapter(report.document, "failure").blocks)[0]
    assert len(table.rows) == len(rows)
    told = cells(table)[0]
    assert told[0].startswith(results.plan.title_of(first["node"]))
    assert told[1:] == [lm.wording.chance(first[key], first[f"{key}_low"], first[f"{key}_high"]) for key in ("missed", "among", "alone")]
    some = words(chapter(scenario("unhcr-malaysia")[1].document, "failure"))
    assert "Success does not need every target" in some
    assert "One target that would change least is left out." in some


def test_time_shows_a_few_periods_and_the_last_of_them():
    results, report = scenario("customer-support")
    table = tables(chapter(report.document, "time").blocks)[0]
    labels = [column.title for column in table.columns[1:]]
    assert len(labels) <= 6
    assert labels[-1] == "By 2028-Q4"
    row = lm.time_to_target(results).where(allocation="fix_the_causes", target="retention@2028-Q4", period="2028-Q4")
    assert cells(table)[0][-1] == lm.wording.chance(row["probability"], row["low"], row["high"])
    assert "What arrives after 2028-Q4" in words(chapter(report.document, "time"))


def test_a_report_of_many_targets_stays_readable():
    document = scenario("unhcr-malaysia")[1].document
    pictures = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)]
    assert len(pictures) <= 9
    assert max(len(table.rows) for chapter in document.chapters for table in tables(chapter.blocks)) <= 45
    assert re.search(r"more outcomes are not drawn here", words(document))
    assert "Meeting all of one kind at once" in words(document) or "meeting all of one kind at once" in words(document)


# ------------------------------------------------------------------ the plan itself
def test_logframe_has_every_result_under_its_level():
    results, report = scenario("homeless-shelter")
    table = tables(chapter(report.document, "logframe").blocks)[0]
    assert table.wide
    groups = dict.fromkeys(row.group for row in table.rows)
    assert list(groups) == ["Ultimate outcomes", "Intermediate outcomes", "Immediate outcomes", "Outputs", "Activities"]
    rows = {row[0]: row for row in cells(table)}
    assert set(rows) == {results.plan.title_of(name) for name in results.plan.results}
    people = rows["Fewer people are homeless"]
    assert "1,240 people" in people[2]
    assert "−5 % against the baseline by 2030 (at most 1,178 people)" in people[3]
    assert "County count" in people[4]
    assert rows["Find homes and sign leases"][5] == "Landlords keep accepting tenants with rent support (80 %)"
    assert rows["Manage cases intensively"][1] == "Inputs: Caseworkers."


def test_assumptions_say_what_rests_on_them():
    text = words(chapter(scenario("homeless-shelter")[1].document, "assumptions"))
    assert "Find homes and sign leases → Households placed in a home (45 % left without it)" in text
    assert "106.0 (99.4–112.6) index" in text
    assert "landlords leave (landlords_leave): “Landlords keep accepting tenants with rent support” holds with a chance of 30 %" in text
    assert "rent shock (rent_shock): “Rent level” is 118.0 index (109.8–126.2)" in text


def test_a_future_that_changes_something_else_is_told_as_it_stands():
    futures = {"dear": {"discount_rate": 0.08, "outcomes.warm.baseline": "2 to 3"}}
    text = words(chapter(quick(small(futures=futures), draws=64).document, "assumptions"))
    assert "dear: discount_rate = 0.08; the baseline of “People sit warm” is 2.47 people (2.00–3.00)" in text


@pytest.mark.parametrize("title", ["Cosy", "More people sit warm"])
def test_a_future_that_changes_words_shows_its_path(title):
    futures = {"named": {"outcomes.warm.title": title}}
    text = words(chapter(quick(small(futures=futures), draws=64).document, "assumptions"))
    assert f"named: outcomes.warm.title = {title}" in text


def test_evidence_begins_with_the_weakest_and_speaks_plainly():
    results, report = scenario("homeless-shelter")
    part = chapter(report.document, "evidence")
    table = tables(part.blocks)[0]
    assert list(dict.fromkeys(row.group for row in table.rows)) == ["Weak evidence", "Moderate evidence", "Strong evidence"]
    assert len(table.rows) == len(results.plan.links)
    text = words(part)
    assert "Fast at first, levelling off at the ceiling: ceiling " in text
    assert "saturating(" not in text
    assert "beta(" not in text
    assert "works with a chance of 93 %" in text


def test_evidence_of_many_links_is_cut_short_and_says_so():
    part = chapter(scenario("unhcr-malaysia")[1].document, "evidence")
    assert len(tables(part.blocks)[0].rows) == 30
    assert "14 more links on stronger evidence" in words(part)


def test_quality_lists_findings_with_their_remedy():
    results, report = scenario("homeless-shelter")
    text = words(chapter(report.document, "quality"))
    found = lm.check(results.plan)
    assert found
    for finding in found:
        assert finding.code in text
        assert finding.remedy[1:].rstrip(".") in text
    assert "The outcome “Guests eat a proper meal every day” has no target." in text
    assert "Outcomes with a target: 3 of 4" in text
    assert "nothing to mend" in words(chapter(scenario("unhcr-malaysia")[1].document, "quality"))


def test_quality_speaks_in_titles_and_shows_where_targets_and_money_sit():
    document = scenario("health-district")[0].plan.to_document()
    plan = lm.Plan.from_document({**document, "checks": {"profile": "kellogg"}})
    part = chapter(lm.report(plan).document, "quality")
    text = words(part)
    assert "Checked by the rules of the profile “kellogg”." in text
    assert "The indicator “visit book” does not say who collects it. Add responsible." in " ".join(text.split())
    assert ":." not in text
    assert "Radio and village meetings → Women seek care early in pregnancy" in text
    focus = tables(part.blocks)[0]
    assert {row.group for row in focus.rows} == {"Counted in the plan", "Money on the way to an outcome with a target, and beside it"}
    assert [focus.rows[5].cells[0].text, focus.rows[5].cells[3].text] == ["“Births first”", "100 %"]
    bare = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "assumptions": {"a": {}}})
    bare_text = words(chapter(lm.report(bare).document, "quality"))
    assert "How much sits on" not in bare_text
    assert "Nothing rests" in bare_text or "No link rests on" in bare_text


def test_provenance_says_how_to_make_it_again():
    plan = lm.read(ROOT / "scenarios" / "homeless-shelter" / "plan.yaml")
    report = quick(plan, draws=64, seed=5, allocations=["current"], future="rent_shock",
                       changes={"discount_rate": 0.02}, date=dt.date(2027, 3, 1), sections=["provenance"])
    text = words(report.document)
    assert "logicmodel report PLAN --draws 64 --seed 5 --allocation current --future rent_shock --set discount_rate=0.02" in text
    changed = lm.override(lm.future(plan, "rent_shock"), {"discount_rate": 0.02})
    assert changed.digest in text
    assert "1 March 2027" in text
    assert report.document.date == dt.date(2027, 3, 1)
    assert report.document.provenance.startswith("64 draws in 16 replicates, sampler sobol, seed 5")
    named = quick(plan, draws=64, sections=["provenance"], file="my plan.yaml")
    assert "logicmodel report 'my plan.yaml' --draws 64 --seed 1" in words(named.document)


# ------------------------------------------------------------------ further answers
def driven(**row):
    settings = {"digest": small().digest}
    return lm.Answer("sensitivity", "Which numbers matter?", (row,), settings, ("seen with 64 draws",))


def test_given_answers_appear_as_drivers_with_names_for_people():
    given = [
        driven(name="links.rooms->warm.weight", ST=0.7, ST_low=0.6, ST_high=0.8),
        driven(name="inputs.money.delivery", share=0.2, low=0.1, high=0.3),
        driven(name="warm", value=12.0, low=11.0, high=13.0), driven(name="rooms", ST=0.1), driven(name="other", ST=None),
        driven(fixed=True, size=2.5, note=None),
    ]
    text = words(chapter(quick(small(), draws=64, answers=given).document, "drivers"))
    assert "Rooms heated → People sit warm: weight" in text
    assert "70 % (60–80 %)" in text
    assert "Money: delivery" in text
    assert "20 % (10–30 %)" in text
    assert "12 (11–13)" in text
    assert "Seen with 64 draws." in text
    assert "2.5" in text
    assert "drivers" not in names(quick(small(), draws=64).document)


def test_a_given_answer_stands_in_for_the_reports_own():
    results = lm.simulate(small(), draws=64)
    answer = lm.attainment(results)
    odd = dataclasses.replace(answer, rows=tuple(row | {"probability": 0.123, "low": 0.12, "high": 0.13} for row in answer.rows))
    assert "12.3 % (12.0–13.0 %)" in words(chapter(quick(results, answers=[odd]).document, "attainment"))
    strange = dataclasses.replace(answer, settings={"digest": "sha256:other"})
    with pytest.raises(lm.RequestError, match="the answer to 'attainment' was made from another plan"):
        quick(results, answers=[strange])


# ------------------------------------------------------------------ plans that lack things
def test_a_plan_without_numbers_says_which_are_missing():
    draft = small(links=[{"from": "money", "to": "rooms"}, {"from": "rooms", "to": "warm"}])
    report = quick(draft)
    assert not set(names(report.document)) & SIMULATED
    assert len(report.missing) == 2
    text = words(chapter(report.document, "summary"))
    assert "Two numbers are still missing" in text
    assert "links.money->rooms: weight (rooms per EUR) is missing" in text
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
