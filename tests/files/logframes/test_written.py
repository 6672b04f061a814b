"""Logframes in three layouts: plans written and read again, every loss listed."""

from __future__ import annotations

import io
import tempfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.source import take
from tests.files.logframes.sheets import LAYOUTS, goals, read, results, written
from tests.files.plans import SCENARIOS

KEPT = ("definition", "direction", "accumulation", "population", "source", "method", "frequency", "responsible", "disaggregation", "baseline_date")


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
