"""What the sections of a report say, held against the answers they are made from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest

import logicmodel as lm
from logicmodel.views.reports.blocks import Figure, Paragraph, Table
from logicmodel.views.reports.report import chosen
from logicmodel.views.reports.sections.section import Section

from .plans import (
    ROOT,
    SCENARIOS,
    cells,
    chapter,
    names,
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
