"""Logframes in three layouts: plans written and read again, messy sheets read, every loss listed."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.logframes.cells import goals_in
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.headers import key_of, level_of
from logicmodel.files.source import take
from tests.files.plans import SCENARIOS

LAYOUTS = ("logframe_eu", "logframe_fcdo", "logframe_pmf")
KEPT = ("definition", "direction", "accumulation", "population", "source", "method", "frequency", "responsible", "disaggregation", "baseline_date")


def written(plan, path, kind):
    losses: list[lm.Problem] = []
    lm.write(plan, path, kind=kind, losses=losses)
    return [str(one) for one in losses]


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one) for one in losses]


def results(plan):
    return {**plan.outputs, **plan.outcomes}


def goals(plan, name):
    found = {(goal.due, goal.within is None, goal.at_least, goal.at_most, goal.between, goal.change, goal.against) for goal in plan.targets if goal.node == name}
    return sorted(found, key=str)


def sheet(path, rows, merged=(), name="Logframe"):
    """Write rows to a workbook as somebody would have typed them."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    return path


@pytest.mark.parametrize("kind", LAYOUTS)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_results_come_back(path, kind, tmp_path):
    plan = lm.read(path)
    losses = written(plan, tmp_path / "l.xlsx", kind)
    assert format_of(take(tmp_path / "l.xlsx")).kind == kind
    again, unread = read(tmp_path / "l.xlsx")
    assert (again.title, again.mission, again.periods, again.currency) == (plan.title, plan.mission, plan.periods, plan.currency)
    names = {node.title: name for name, node in results(again).items()}
    assert set(names) == {node.title for node in results(plan).values()}
    for name, node in results(plan).items():
        other = results(again)[names[node.title]]
        assert (other.kind, other.description, getattr(other, "horizon", None), other.baseline) == (node.kind, " ".join(node.description.split()), getattr(node, "horizon", None), node.baseline)
        assert goals(again, names[node.title]) == goals(plan, name)
        for indicator, one in zip(node.indicators.values(), other.indicators.values(), strict=True):
            assert [getattr(one, key) for key in KEPT] == [getattr(indicator, key) for key in KEPT]
            assert (one.unit or other.unit) == (indicator.unit or node.unit)
    if kind != "logframe_pmf":
        assert {node.title for node in again.assumptions.values()} == {node.title for node in plan.assumptions.values()}
        assert {name for link in again.links for name in link.assumes} == set(again.assumptions)
    assert all(link.inferred and link.weight is None for link in again.links)
    assert not [one for one in unread if "target" in one]
    assert any(one.startswith("links: ") for one in losses)
    assert any(one.startswith("ids: ") for one in losses)


FULL = """
logicmodel: 1
title: Water
periods: {first: 2027-Q1, count: 8, step: quarter}
inputs: {money: {unit: EUR}, people: {unit: FTE, price: 1000}}
activities: {dig: {title: Dig wells, description: By hand}}
outputs:
  wells:
    title: "=Wells work"
    description: Wells that give water all year
    unit: wells
    indicators:
      counted: {title: Wells counted, unit: wells, baseline: 3, baseline_date: 2026-10-01, population: villages, direction: hold}
      yields: {unit: l/s, direction: down}
outcomes:
  health: {title: Fewer fall ill, unit: cases, baseline: 8 to 12}
  wealth: {title: Time is won, horizon: ultimate, unit: h}
assumptions: {rain: {title: It rains}, peace: {}}
links:
  - {from: money, to: dig, weight: 1}
  - {from: people, to: dig, weight: 1}
  - {from: dig, to: wells, weight: 1, assumes: [rain]}
  - {from: wells, to: health, weight: -1, assumes: [rain, peace]}
targets:
  - {node: wells, indicator: counted, at_least: 2, by: 2028-Q1}
  - {node: wells, indicator: counted, between: [4, 6.5], by: 2028-Q4}
  - {node: wells, indicator: yields, at_most: 4, within: 2028-Q4, id: slow}
  - {node: health, change: "-20%", by: 2028-Q4, against: counterfactual}
  - {node: wealth, change: 1500, by: 2027-Q4}
allocations:
  one: {money: [1, 2, 3, 4, 5, 6, 7, 8], people: 2}
  two: {money: 1}
currency: EUR
"""


@pytest.mark.parametrize("kind", LAYOUTS)
def test_all_sorts_of_targets_come_back(kind, tmp_path):
    (tmp_path / "p.yaml").write_text(FULL)
    plan = lm.read(tmp_path / "p.yaml")
    losses = written(plan, tmp_path / "l.xlsx", kind)
    again, _ = read(tmp_path / "l.xlsx")
    wells = again.outputs["wells_work"]
    assert (wells.title, wells.description) == ("=Wells work", "Wells that give water all year")
    assert (wells.indicators["wells_counted"].baseline, wells.indicators["wells_counted"].baseline_date) == (3, "2026-10-01")
    assert wells.indicators["wells_counted"].direction == "hold"
    assert [(goal.indicator, goal.due, goal.at_least, goal.at_most, goal.between, goal.within) for goal in again.targets if goal.node == "wells_work"] == [
        ("wells_counted", "2028-Q1", 2.0, None, None, None), ("wells_counted", "2028-Q4", None, None, (4.0, 6.5), None),
        ("yields", "2028-Q4", None, 4.0, None, "2028-Q4"),
    ]
    assert str(again.outcomes["fewer_fall_ill"].baseline) == str(plan.outcomes["health"].baseline)
    (ill,) = (goal for goal in again.targets if goal.node == "fewer_fall_ill")
    assert (ill.indicator, ill.against, ill.change) == (None, "counterfactual", plan.targets[3].change)
    assert next(goal for goal in again.targets if goal.node == "time_is_won").change == plan.targets[4].change
    assert any(one.startswith("outcomes.health.horizon: is left open") for one in losses)
    if kind == "logframe_fcdo":
        assert again.allocations["planned"].amounts == {"money": (36 + 2 * 8 * 1000) / 8, "staff": 2}
    if kind == "logframe_eu":
        assert set(again.inputs) == {"money", "people"}
        assert [link.assumes for link in again.links if link.source == "dig_wells"] == [("it_rains",)]


WORDS = st.text(alphabet="abXY Oo;:|()%-=+.,019\n'é≥", min_size=1, max_size=30).filter(str.strip)
FIGURES = st.integers(-1_000_000, 1_000_000) | st.floats(-1e6, 1e6).map(lambda value: round(value, 3) + 0.0)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split())), st.lists(st.tuples(FIGURES, FIGURES), min_size=3, max_size=3), st.sampled_from(LAYOUTS))
def test_any_words_and_numbers_come_back(titles, figures, kind):
    rules = ("at_least", "at_most", "change")
    document = {
        "periods": {"first": 2027, "count": 2},
        "outcomes": {f"n{place}": {"title": title, "horizon": "ultimate", "baseline": figures[place][0], "unit": "m"} for place, title in enumerate(titles)},
        "targets": [{"node": f"n{place}", rules[place]: figures[place][1] or 1, "by": 2028} for place, _ in enumerate(titles)],
    }
    with tempfile.TemporaryDirectory() as folder:
        lm.write(lm.Plan.from_document(document), f"{folder}/l.xlsx", kind=kind, losses=[])
        plan = lm.read(f"{folder}/l.xlsx", losses=[])
    assert [node.title for node in plan.outcomes.values()] == [" ".join(title.split()) for title in titles]
    assert [node.baseline.value for node in plan.outcomes.values()] == [figures[place][0] for place, _ in enumerate(titles)]
    asked = [goal.change.amount if goal.change is not None else getattr(goal, rules[place]) for place, goal in enumerate(plan.targets)]
    assert asked == [figures[place][1] or 1 for place, _ in enumerate(titles)]


def test_what_a_sheet_cannot_tell_apart_is_listed(tmp_path):
    text = """
logicmodel: 1
periods: {first: 2027, count: 2}
outputs: {a: {title: Same}, b: {title: Same, unit: meals, baseline: 4, indicators: {i: {baseline: 4}, j: {title: J}}}}
targets: [{node: b, at_least: 5, by: 2028}, {node: b, indicator: i, at_least: 5, by: 2028, id: t}]
assumptions: {x: {title: X}}
"""
    (tmp_path / "p.yaml").write_text(text)
    losses = written(lm.read(tmp_path / "p.yaml"), tmp_path / "l.xlsx", "logframe_eu")
    told = "\n".join(losses)
    for words in ("outputs.b.title: is the same as that of a", "outputs.b: targets that ask the same", "outputs.b.unit: was written for the first of several", "targets: one of these is set on the result itself"):
        assert words in told, words
    (tmp_path / "q.yaml").write_text("logicmodel: 1\nperiods: {first: 2027, count: 2}\nassumptions: {x: {title: X}}\n")
    assert any("stands in no row" in one for one in written(lm.read(tmp_path / "q.yaml"), tmp_path / "l.xlsx", "logframe_fcdo"))


def test_text_is_never_a_formula(tmp_path):
    (tmp_path / "p.yaml").write_text(FULL)
    written(lm.read(tmp_path / "p.yaml"), tmp_path / "l.xlsx", "logframe_eu")
    cells = [cell for row in load_workbook(tmp_path / "l.xlsx").worksheets[0].iter_rows() for cell in row]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert [(cell.data_type, cell.quotePrefix) for cell in risky] == [("s", True)]


def test_the_sheet_is_set_up_to_be_printed(tmp_path):
    plan = lm.read(SCENARIOS[0])
    for kind in LAYOUTS:
        written(plan, tmp_path / f"{kind}.xlsx", kind)
        page = load_workbook(tmp_path / f"{kind}.xlsx").worksheets[0]
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
        assert page.merged_cells.ranges
        heads = [cell for row in page.iter_rows() for cell in row if cell.value in {"Baseline data", "Baseline", "Baseline\n(value and reference year)"}]
        assert {(cell.font.color.rgb, cell.alignment.wrap_text) for cell in heads} == {("FFFFFFFF", True)}
        assert all(page.row_dimensions[cell.row].height for cell in heads)


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
        "litres_used_a_day@2027": (20, None), "wells@2025": (1000, None), "wells@2026": (2.5, None), "wells@2027": (1500, None),
        "committees_that_meet_monthly@2027": (30, None),
    }
    assert {node.title for node in plan.assumptions.values()} >= {"Wells are kept up", "No drought for two years"}
    told = "\n".join(losses)
    for words in ("donor: 'Some fund'", "the current value 15", "of households", "ask Ana", "the costs 50,000"):
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
    for words in ("the achieved value 104", "risk rating Medium", "60"):
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
    for words in ("Notes: only one sheet", "'about many' is not a number", "not one number"):
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
    assert {goal.name for goal in plan.targets} == {"wells_2@2027", "pumps@2027", "health@2028"}
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


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    plan = lm.read(SCENARIOS[0])
    for name in ("a.xlsx", "b.xlsx"):
        written(plan, tmp_path / name, "logframe_eu")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert zipfile.is_zipfile(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))


def test_a_markdown_logframe(tmp_path):
    (tmp_path / "p.yaml").write_text(FULL.replace("Fewer fall ill", "Fewer | fall *ill*"))
    plan = lm.read(tmp_path / "p.yaml")
    losses = written(plan, tmp_path / "l.md", None)
    lines = (tmp_path / "l.md").read_text().splitlines()
    (row,) = (line for line in lines if "fall" in line)
    assert r"Fewer \| fall \*ill\*" in row
    assert row.replace(r"\|", "").count("|") == 8
    assert any(line.startswith("| Dig wells<br>By hand |") for line in lines)
    assert any(one.startswith("links: ") for one in losses)
    with pytest.raises(lm.FileError, match="can only be written"):
        lm.read(tmp_path / "l.md")


@pytest.mark.parametrize(("text", "span"), [
    ("31/12/2027", ("2027-12-31", "2027-12-31")), ("31 Dec 2027", ("2027-12-31", "2027-12-31")), ("June 2027", ("2027-06-01", "2027-06-30")),
    ("2027-Q2", ("2027-04-01", "2027-06-30")), ("Q2 2027", ("2027-04-01", "2027-06-30")), ("2027-03", ("2027-03-01", "2027-03-31")),
    ("FY 2024/25", ("2025-01-01", "2025-12-31")), ("Target 2027", ("2027-01-01", "2027-12-31")), (dt.date(2027, 5, 1), ("2027-05-01", "2027-05-01")),
    ("31/02/2027", ("2027-01-01", "2027-12-31")), ("12,027", None), ("none", None),
])
def test_dates(text, span):
    found = date_in(text)
    assert (found and (found[0].start.isoformat(), found[0].end.isoformat())) == span


@pytest.mark.parametrize(("cell", "asked"), [
    (12, [{"value": 12.0}]), ("1,000", [{"value": 1000.0}]), ("85%", [{"value": 85.0}]), ("at most 5 (2027)", [{"at_most": 5.0}]),
    ("> 3", [{"at_least": 3.0}]), ("2026: 5; 2027: 6", [{"value": 5.0}, {"value": 6.0}]), ("10-20 %", [{"between": [10.0, 20.0]}]),
    ("reduction of 20%", [{"change": "-20%"}]), ("5 fewer", [{"change": -5.0}]), ("n/a", []), ("many", []), ("500 by end of 2027", [{"value": 500.0}]),
    ("• 5 (2026)\n• 6 (2027)", [{"value": 5.0}, {"value": 6.0}]),
])
def test_figures(cell, asked):
    assert [dict(goal.asked) for goal in goals_in(cell)[0]] == asked


def test_headers_and_levels():
    assert [key_of(text) for text in ("OVI", "Baseline year", "Targets 2027", "MoV", "Data collection methods", "Risks", "Unit of measure", "Wells are dug", 5)] == [
        "indicator", "baseline_date", "target", "source", "method", "assumption", "unit", None, None,
    ]
    assert level_of("Impact on health rises") is None
    assert level_of("Goal") == ("outcomes", "ultimate", "")
    assert level_of("Purpose: All read") == ("outcomes", "intermediate", "All read")
    assert level_of("Output 1.1 - Books") == ("outputs", "", "Books")
