"""``information`` from options to a page, a file or a refusal."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm

PLAN = """\
logicmodel: 1
title: Safe or bold
currency: EUR
periods: {first: 2030, count: 1}
inputs:
  a: {title: Safe way, unit: EUR}
  b: {title: Bold way, unit: EUR}
assumptions:
  calm: {title: The weather stays calm, holds: 0.7}
factors:
  moon: {title: Phase of the moon, reference: 0, value: "normal(0, 1)"}
outcomes:
  gain: {title: More is gained, baseline: 0, unit: things, value: 100}
links:
  - {from: a, to: gain, weight: "normal(1, 0.3)"}
  - {from: b, to: gain, weight: "normal(1.2, 0.9)", assumes: [calm]}
targets:
  - {node: gain, at_least: 1, by: 2030}
allocations:
  safe: {title: Play safe, a: 1}
  bold: {title: Be bold, b: 1}
futures:
  storm: {assumptions.calm.holds: 0.1}
"""
SECOND = "links.b->gain.weight"
QUICK = ("--draws", 4096)


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return "plan.yaml"


def test_the_page_says_what_to_find_out_first(typed, plan):
    page = typed("information", plan, *QUICK)
    assert page.status == 0, page.err
    words = " ".join(page.out.split())
    for part in ("Choosing today, you would take", "Knowing everything before choosing", "the choice today", "What knowing one number", "Find out first", "Safe way → More is gained", "draws in 16 replicates"):
        assert part in words
    assert "Phase of the moon" not in words.partition("So what")[0]


def test_one_json_object_holds_the_values(typed, plan):
    record = json.loads(typed("information", plan, *QUICK, "--json", "--utility", "effect:gain").out)
    assert record["question"] == "information"
    assert record["evpi"] > 0
    assert {"name", "value", "floor", "clear", "sentence"} <= set(record["evppi"][0])
    assert [row["value"] for row in record["evppi"] if row["name"] == "factors.moon.value"] == [0]
    assert record["settings"]["objective"] == "effect:gain@2030"


def test_groups_futures_and_changes(typed, plan):
    words = ("information", plan, *QUICK, "--group", f"ways=links.a->gain.weight, {SECOND}", "--future", "storm", "--set", "factors.moon.value=0", "--json")
    record = json.loads(typed(*words).out)
    assert {row["name"] for row in record["evppi"]} == {"ways", "links.a->gain.weight", SECOND, "assumptions.calm.holds"}
    refused = typed("information", plan, *QUICK, "--group", "ways")
    assert refused.status == 2
    assert "NAME=NUMBER" in refused.err


def test_money_shows_the_currency(typed, plan):
    page = typed("information", plan, *QUICK, "--utility", "npv")
    assert "EUR" in page.out
    assert "benefit less cost" in " ".join(page.out.split())


def test_a_study_over_its_sizes(typed, plan):
    words = ("information", plan, *QUICK, "--study", SECOND, "--sd", 2, "--sizes", 4, "--sizes", 40, "--cost-per-unit", 1, "--worth", 50)
    page = typed(*words)
    assert page.status == 0, page.err
    assert "net" in page.out
    assert "best" in page.out
    assert "So what" in page.out
    assert len(json.loads(typed(*words, "--json").out)["rows"]) >= 2
    free = typed("information", plan, *QUICK, "--study", SECOND, "--sd", 2, "--sizes", 4)
    assert "net" not in free.out.partition("So what")[0]


def test_flips(typed, plan):
    page = typed("information", plan, *QUICK, "--flip", "--utility", "effect:gain")
    assert page.status == 0, page.err
    assert "Where another allocation becomes better" in page.out
    none = typed("information", plan, *QUICK, "--flip", "--set", "links.b->gain.weight=0.1", "--set", "links.a->gain.weight=9")
    assert "No number changes the choice" in none.out


def test_a_level_and_a_settled_choice(typed, plan):
    level = typed("information", plan, *QUICK, "--utility", "level:gain")
    assert "things" in level.out
    settled = typed("information", plan, *QUICK, "--set", "links.b->gain.weight=0.1", "--set", "links.a->gain.weight=9")
    assert "would change nothing" in " ".join(settled.out.split())


@pytest.mark.parametrize("name", ["table.csv", "table.json", "chart.svg", "book.xlsx"])
def test_files(typed, plan, tmp_path, name):
    page = typed("information", plan, *QUICK, "-o", name)
    assert page.status == 0, page.err
    assert (tmp_path / name).stat().st_size > 100
    if name.endswith(".json"):
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["evpi"] > 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sd", 1), "has no meaning without --study"), (("--flip", "--study", SECOND, "--sd", 1), "two questions"),
        (("--flip", "--group", f"x={SECOND}"), "leave it out"), (("--allocation", "safe"), "there is no decision"),
        (("--study", SECOND), "sd: is missing"), (("--draws", 100), "too few"), (("-o", "x.docx"), ".xlsx"),
    ],
)
def test_what_cannot_be_asked_is_refused(typed, plan, words, told):
    page = typed("information", plan, *words)
    assert page.status == 2
    assert page.out == ""
    assert told in page.err


def test_the_report_has_a_section_for_it(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    plan = lm.read(tmp_path / "plan.yaml")
    options = {"utility": "effect:gain", "draws": 4096}
    answers = [
        lm.value_of_information(plan, **options), lm.flip_values(plan, **options),
        lm.study_value(plan, SECOND, sd=2, sizes=[4, 40], worth=1000, cost_per_unit=1, **options),
    ]
    page = lm.report(plan, answers=answers, draws=512, sections=["information"]).content("md").decode()
    for words in ("What to find out before funding", "How wrong must an assumption be", "A study of", "Net gain", "Find out first"):
        assert words in page
    unpriced = lm.study_value(plan, SECOND, sd=2, sizes=[4], **options)
    again = lm.report(plan, answers=[unpriced], draws=512, sections=["information"]).content("md").decode()
    assert "Net gain" not in again


def test_the_charts_can_be_asked_for_by_name(typed, plan):
    for kind in ("information", "flip"):
        page = typed("chart", plan, kind, *QUICK, "--target", "gain@2030")
        assert page.status == 0, page.err
        assert len(page.out.splitlines()) > 2
    refused = typed("chart", plan, "study")
    assert refused.status == 2
    assert "information PLAN --study NUMBER" in refused.err
