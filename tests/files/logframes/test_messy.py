"""Logframes that people have changed: headers moved, cells merged, numbers and dates in every form."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from openpyxl import load_workbook

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.source import take
from tests.files.logframes.sheets import LAYOUTS, read, sheet

EU_MESSY = [
    ["Logical framework for the project", None],
    ["Title of the action", "Clean water for Lota"],
    ["Duration:", "01/01/2025 to 31/12/2027"],
    ["Donor", "Some fund"],
    [],
    [None, "Intervention logic", "Objectively verifiable indicators of achievement (OVI)", "Base line", "Milestones", None, "Final target", "Current value", "Sources and means of verification", "Assumptions / risks", "Remarks"],
    [None, None, None, None, 2025, "2026", "Dec 2027"],
    ["Overall objective: Impact", "Children are healthy", "1. Cases of diarrhoea per 1,000 children", "120 (2023)", None, 100, "≤ 80 cases", None, "Clinic records"],
    [],
    ["Specific objective(s):\nOutcome(s)", "Households drink\nsafe water", "Households with safe water", "12 % (2024)", "40%", "60 %", "85% of households", "15%", "Survey", "- Wells are kept up\n- No drought\n  for two years"],
    [None, None, "Litres used a day", "n/a", "TBD", None, "20"],
    ["Outputs"],
    ["Op 1.1", "Output 1.1: Wells are dug", "Wells", "0", "1,000", "2.500", "1 500 (by June 2027)", None, None, "No drought\nfor two years", "ask Ana"],
    [None, "Output 1.2 Committees work", "Committees that meet monthly", None, None, None, "at least 30"],
    [None, "Activities", "Means", None, "Costs", None, None, None, None, "Assumptions"],
    [None, "1.1.1 Dig wells", "Drilling rig, 2 teams", None, 50000],
]


def test_a_messy_eu_matrix_is_read(tmp_path):
    path = sheet(tmp_path / "eu.xlsx", EU_MESSY, ["E6:F6", "A10:A11", "B10:B11", "A13:A14"])
    assert format_of(take(path)).kind in LAYOUTS
    plan, losses = read(path)
    assert (plan.title, plan.periods.labels) == ("Clean water for Lota", ("2025", "2026", "2027"))
    assert {name: node.horizon for name, node in plan.outcomes.items()} == {"children_are_healthy": "ultimate", "households_drink_safe_water": "intermediate"}
    assert [node.title for node in plan.outputs.values()] == ["Wells are dug", "Committees work"]
    assert [node.title for node in plan.activities.values()] == ["Dig wells"]
    healthy = plan.outcomes["children_are_healthy"]
    (cases,) = healthy.indicators.values()
    assert (cases.title, cases.baseline_date, cases.direction, cases.source) == ("Cases of diarrhoea per 1,000 children", "2023", "down", "Clinic records")
    assert str(healthy.baseline) == "120"
    first, second = plan.outcomes["households_drink_safe_water"].indicators.values()
    assert (first.unit, first.baseline, first.baseline_date, second.baseline) == ("%", 12, "2024", None)
    asked = {goal.name: (goal.at_least, goal.at_most) for goal in plan.targets}
    assert asked == {
        "cases_of_diarrhoea_per_1_000_children@2026": (None, 100), "cases_of_diarrhoea_per_1_000_children@2027": (None, 80),
        "households_with_safe_water@2025": (40, None), "households_with_safe_water@2026": (60, None), "households_with_safe_water@2027": (85, None),
        "litres_used_a_day@2027": (20, None), "wells@2025": (1000, None), "wells@2026": (2500, None), "wells@2027": (1500, None),
        "committees_that_meet_monthly@2027": (30, None),
    }
    assert {node.title for node in plan.assumptions.values()} >= {"Wells are kept up", "No drought for two years"}
    told = "\n".join(losses)
    for words in ("'donor: Some fund'", "the achieved value 15% has no date", "of households", "ask Ana", "the costs 50,000"):
        assert words in told
    assert [node.title for node in plan.assumptions.values()] == ["Wells are kept up", "No drought for two years"]
    assert "LM107" in {one.code for one in lm.check(plan)}


FCDO_MESSY = [
    ["PROJECT NAME", "Girls' schooling"],
    ["IMPACT", "Impact Indicator 1", None, "Baseline", "Milestone 1 (2025)", "Milestone 2", "Target (2028)", None],
    ["Girls earn more", "Women's income", "Planned", "100", None, "120 (2026)", "150 USD", None],
    [None, None, "Achieved", None, "104", None, None, None],
    [None, None, None, "Source", None, None, None, None],
    [None, None, None, "Labour survey", None, None, None, None],
    ["OUTCOME", "Outcome Indicator 1", None, "Baseline", "Milestone 1 (2025)", "Milestone 2 (2026)", "Target (2028)", "Assumptions"],
    ["Girls finish school", "Completion rate", "Planned", "45%", "50%", "55%", "70%", "Teachers are paid"],
    [None, None, "Achieved"],
    [None, "Outcome Indicator 2", None, "Baseline", "Milestone 1 (2025)", "Milestone 2 (2026)", "Target (2028)"],
    [None, "Drop-outs", "Planned", "3,000", "2,500", None, "1,000"],
    [None, None, "Source", "School census"],
    ["INPUTS (£)", "DFID (£)", "Govt (£)", "Other (£)", "Total (£)", "DFID SHARE (%)"],
    [None, "400,000", None, None, "500,000", "80%"],
    ["OUTPUT 1", "Output Indicator 1.1", None, "Baseline", "Milestone 1 (2025)", "Milestone 2 (2026)", "Target (2028)", "Assumptions"],
    ["Stipends are paid", "Girls with stipends", "Planned", 0, 500, 900, 1200],
    ["IMPACT WEIGHTING (%)", None, None, "Source", "Bank records"],
    ["60%", None, None, None, None, None, "RISK RATING", "Medium"],
]


def test_a_messy_fcdo_logframe_is_read(tmp_path):
    path = sheet(tmp_path / "fcdo.xlsx", FCDO_MESSY, ["A8:A12", "B3:B6", "B8:B9"])
    assert format_of(take(path)).kind == "logframe_fcdo"
    plan, losses = read(path)
    assert plan.title == "Girls' schooling"
    assert [(node.title, node.horizon) for node in plan.outcomes.values()] == [("Girls earn more", "ultimate"), ("Girls finish school", "intermediate")]
    income = plan.outcomes["girls_earn_more"]
    assert (income.unit, str(income.baseline), income.indicators["women_s_income"].source) == ("USD", "100", "Labour survey")
    rate, drop = plan.outcomes["girls_finish_school"].indicators.values()
    assert (rate.title, rate.unit, rate.baseline, drop.title, drop.baseline, drop.source, drop.direction) == ("Completion rate", "%", 45, "Drop-outs", 3000, "School census", "down")
    asked = {goal.name: goal.at_least or goal.at_most for goal in plan.targets}
    assert asked == {
        "women_s_income@2026": 120, "women_s_income@2028": 150, "completion_rate@2025": 50, "completion_rate@2026": 55, "completion_rate@2028": 70,
        "drop_outs@2025": 2500, "drop_outs@2028": 1000, "girls_with_stipends@2025": 500, "girls_with_stipends@2026": 900, "girls_with_stipends@2028": 1200,
    }
    assert plan.outputs["stipends_are_paid"].indicators["girls_with_stipends"].source == "Bank records"
    assert sum(plan.allocations["planned"].amounts.values()) * plan.periods.count == pytest.approx(500_000)
    told = "\n".join(losses)
    for words in ("1 achieved value is no part of a plan", "risk rating Medium", "60"):
        assert words in told


PMF_MESSY = [
    ["Performance Measurement Framework"],
    ["Expected Results", "Performance Indicators", "Baseline Data", "Targets (by 2026)", "Data Sources", "Data Collection Methods", "Frequency", "Responsibility"],
    ["ULTIMATE OUTCOME"],
    ["1000 Women live better", "% of women who say so", 0.4, 0.55, "Women", "Interviews", "Yearly", "M&E officer"],
    ["INTERMEDIATE OUTCOMES"],
    ["Women sell more", "Sales (CAD)\nDisaggregated by: age; region", dt.date(2024, 1, 1), "increase of 10%", "Books"],
    ["IMMEDIATE OUTCOMES"],
    ["Women know markets", "Test score", "55 (N=30)", "between 60 and 70"],
    ["OUTPUTS"],
    ["Trainings are held", "Trainings", 0, "12 trainings (2025); 24 trainings"],
    [None, "Women trained (f/m)", None, "about many"],
]


def test_a_messy_pmf_is_read(tmp_path):
    path = sheet(tmp_path / "pmf.xlsx", PMF_MESSY)
    book = load_workbook(path)
    for place in ("C4", "D4"):
        book.worksheets[0][place].number_format = "0%"
    book.create_sheet("Notes")["A1"] = "Ask Ana"
    book.save(path)
    assert format_of(take(path)).kind == "logframe_pmf"
    plan, losses = read(path)
    assert plan.title == "Performance Measurement Framework"
    better = plan.outcomes["women_live_better"] if "women_live_better" in plan.outcomes else next(iter(plan.outcomes.values()))
    (said,) = better.indicators.values()
    assert (better.unit, str(better.baseline), said.method, said.frequency, said.responsible) == ("%", "40", "Interviews", "Yearly", "M&E officer")
    assert [node.horizon for node in plan.outcomes.values()] == ["ultimate", "intermediate", "immediate"]
    by = {goal.name: goal for goal in plan.targets}
    assert by["of_women_who_say_so@2026"].at_least == pytest.approx(55)
    assert (by["sales_cad@2026"].change.amount, by["sales_cad@2026"].change.relative) == (0.1, True)
    assert by["test_score@2026"].between == (60, 70)
    assert (by["trainings@2025"].at_least, by["trainings@2026"].at_least) == (12, 24)
    assert plan.outcomes["women_sell_more"].indicators["sales_cad"].disaggregation == ("age", "region")
    told = "\n".join(losses)
    for words in ("Notes: the sheet holds no logframe", "'about many' is not a number", "not one number"):
        assert words in told


def test_formulas_and_errors_are_told(tmp_path):
    rows = [["Results", "Indicator", "Baseline", "Target (2027)"], ["Output: Wells", "Wells", "=1+1", "#REF!"]]
    path = sheet(tmp_path / "f.xlsx", rows)
    with pytest.raises(lm.FileError) as caught:
        lm.read(path)
    assert [one.where for one in caught.value.problems] == ["Logframe!C2", "Logframe!D2"]


def test_targets_without_dates(tmp_path):
    path = sheet(tmp_path / "d.xlsx", [["Results", "Indicator", "Baseline", "Target"], ["Output: Wells", "Wells", 1, 5]])
    plan, losses = read(path)
    assert not plan.targets
    assert any("has no date and was left out" in one for one in losses)
    path = sheet(tmp_path / "e.xlsx", [["Results", "Indicator", "Target"], ["Output: Water", "Wells", "5 (2027)"], [None, "Pumps", "5"]])
    plan, losses = read(path)
    assert [goal.name for goal in plan.targets] == ["wells@2027", "pumps@2027"]
    assert any("the end of 2027 was taken" in one for one in losses)


def test_odd_rows_are_told_or_mended(tmp_path):
    rows = [
        ["Project: Odd", None], ["Duration", "36 months"], ["Note"],
        ["Level", "Result", "Indicator", "Unit", "Baseline", "Baseline year", "Baseline (2024)", "Target", "Target date", "Assumption"],
        [None, None, None, None, None, None, None, None, None, "Peace"],
        ["Output", None, "Wells\nFigures: strange\nWanted: less", "wells", "3 to 5", 2023, 4, "9 pumps", "31/12/2027", "n/a"],
        [None, None, "Pumps", None, "1, maybe 2", None, None, "3 (of 7)"],
        ["Outcome", "Health", "Health\nMethod: Survey", None, "12 cases (2023-06-30)", None, None, "5 or less by 2028"],
        [None, None, None, None, "20%", None, None, None],
        ["Activities", "Dig", None, None, "7"],
        ["Inputs (EUR)", None, None, "Total (EUR)"], [None, None, None, "some"],
        ["Inputs (FTE)", None, None, "Total (FTE)"], [None, None, None, "2.5"],
    ]
    plan, losses = read(sheet(tmp_path / "o.xlsx", rows))
    assert plan.title == "Odd"
    assert [(node.title, str(node.baseline)) for node in plan.outcomes.values()] == [("Health", "12")]
    wells = plan.outputs["wells"].indicators["wells_2"]
    assert (wells.unit, wells.baseline_date, wells.direction, wells.baseline) == ("wells", "2023", "down", None)
    assert {goal.name for goal in plan.targets} == {"wells_2@2027", "pumps@2028", "health@2028"}
    assert plan.allocations["planned"].amounts == {"staff": 2.5}
    told = "\n".join(losses)
    for words in (
        "duration: '36 months' is no time", "a result without words was called 'Wells'", "says nothing about the accumulation", "a second baseline, 4",
        "is uncertain, which only", "'maybe 2' behind the number", "'pumps' behind the number", "'(of 7)' behind the number",
        "outcomes.health.method: belongs to an indicator", "a second baseline, 20%", "the inputs 'some' are not a number", "'7' belongs to no indicator",
    ):
        assert words in told, words


def test_what_is_no_logframe(tmp_path):
    path = sheet(tmp_path / "n.xlsx", [["Name", "Amount"], ["Rent", 5]])
    with pytest.raises(lm.FileError):
        lm.read(path)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(lm.FileError, match="not an Excel workbook"):
        lm.read(tmp_path / "broken.xlsx")
    from logicmodel.files.logframe_eu import LogframeEu

    with pytest.raises(lm.FileError, match="has no logframe"):
        LogframeEu().read(take(path), [])


def test_a_bomb_is_refused(tmp_path):
    path = sheet(tmp_path / "b.xlsx", [["Results", "Indicator", "Baseline", "Target"], ["Output: Wells", "Wells", 1, 5]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", b" " * 2_000_000)
    with pytest.raises(lm.FileError, match="far larger unpacked"):
        lm.read(path)


def test_what_belongs_to_nothing_is_told(tmp_path):
    rows = [
        ["Title: Wells", None, "Purpose", "Water for all"], ["Period: 2026 - 2028"],
        ["Results", "Indicator", "Baseline", "Target", "By when", "Means of verification"],
        ["Output: Wells", None, 4], [None, "1. Wells dug\n2. Wells repaired", "5; 6", "7 (2027)\n8 (2028)", None, "Log\nSurvey"],
        ["Output: Pumps", "Pumps", "none", "some day", "soon"], [None, "Pumps that work", "from 3 to 5", "12 (twelve)", "2027"],
        ["Activities", "Means", None, "Costs"], [None, "a drill", None, 5], ["A1. Dig\nA2. Repair", "- a drill: big\n- 2 vans, 3 people", None, "n/a"],
    ]
    plan, losses = read(sheet(tmp_path / "n.xlsx", rows))
    told = "\n".join(losses)
    assert (plan.title, plan.mission, plan.periods.labels) == ("Wells", "Water for all", ("2026", "2027", "2028"))
    assert {goal.name: goal.at_least for goal in plan.targets} == {"wells_dug@2027": 7, "wells_repaired@2028": 8, "pumps_that_work@2027": 12}
    assert [one.source for one in plan.outputs["wells"].indicators.values()] == ["Log", "Survey"]
    for words in (
        "'4' belongs to no indicator", "'5; 6' stands beside 2 indicators", "the target 'some day' is not a number", "'(twelve)' behind the number",
        "the means 'a drill' belong to no activity", "the means stand beside 2 activities",
    ):
        assert words in told, words
