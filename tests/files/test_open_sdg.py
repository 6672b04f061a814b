"""Indicators of Open SDG platforms become plans with one outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm

DATA = """Year,Sex,Units,Value
2018,,%,12.5
2019,,%,11
2019,,%,10.5
2020,,%,n/a
2021,,%,"9.8"
2021,Female,%,9.1
2021,Male,%,10.4
20x1,,%,4
2022,,%,low
"""
META = """---
indicator_number: 4.1.2
indicator_name: Young people who leave school
graph_title: Early school leavers
computation_units: percent of pupils
source_organisation_1: Statistics office
reporting_status: complete
progress_calculation_options:
  - {direction: negative, target: 5, target_year: 2030}
---
Text below.
"""


@pytest.fixture
def site(tmp_path: Path):
    def write(data: str = DATA, meta: str | None = META, name: str = "meta/4-1-2.md") -> Path:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "meta").mkdir(exist_ok=True)
        path = tmp_path / "data" / "indicator_4-1-2.csv"
        path.write_text(data, encoding="utf-8")
        if meta is not None:
            (tmp_path / name).write_text(meta, encoding="utf-8")
        return path

    return write


def test_an_indicator_is_an_outcome_with_its_target(site):
    losses: list[lm.Problem] = []
    plan = lm.read(site(), losses=losses)
    (node,) = plan.outcomes.values()
    assert (node.title, node.unit, float(node.baseline.value)) == ("Early school leavers", "percent of pupils", 9.8)
    (indicator,) = node.indicators.values()
    assert (indicator.direction, indicator.baseline, indicator.baseline_date, indicator.disaggregation) == ("down", 9.8, "2021", ("sex",))
    assert [(one.scheme, one.code) for one in indicator.references] == [("SDG", "4.1.2")]
    assert {group.name: group.baseline for group in indicator.groups} == {"sex: Female": 9.1, "sex: Male": 10.4}
    assert [(target.at_most, target.by) for target in plan.targets] == [(5.0, "2030")]
    assert plan.periods.labels[0] == "2022"
    told = [one.message for one in losses]
    assert told == [
        "1 entry of the description left out: reporting_status",
        "a second value of 2019, 10.5, was left out", "'20x1' is no year; the row was left out", "'low' is not a number; the row was left out",
        "2 earlier values of the years 2018 to 2019 have no place in a plan",
    ]
    assert [one.line for one in losses][1:4] == [4, 9, 10]
    assert "<svg" in lm.diagram(plan).svg


def test_without_a_description_the_data_speak_alone(site):
    losses: list[lm.Problem] = []
    plan = lm.read(site("Year,Value\n2020,4\n", meta=None), losses=losses)
    assert list(plan.outcomes) == ["indicator_4_1_2"]
    assert not plan.targets
    assert "there is no meta file 4-1-2.md" in str(losses[0])


SERIES = """Year,Series,Units,Geography,Gender,line,Value
2019,Fatal,persons,,,,90
2020,Fatal,persons,,,,80
2020,Fatal,persons,Canada,Male,,70
2020,Fatal,persons,Canada,Female,,10
2019,Fatal,persons,Canada,Female,,12
2020,Fatal,%,,,,8
2021,Lost time,persons,,,,500
2020,Lost time,persons,,,x,3
2020,Other,persons,Canada,,,1
"""
WANTED = """indicator_name: Claims of workers
computation_units: claims
auto_progress_calculation: true
sources: [{organisation: Board of workers, periodicity: yearly}]
progress_calculation_options:
  - {series: Lost time, direction: positive, limit: 900, base_year: 2014}
  - group:
    - series: Fatal
      unit: persons
      disaggregation: [{field: Geography, value: canada}, {field: Gender, value: Female}]
      target: 5
    - {series: Fatal, unit: persons, direction: negative, target: 0, limit: 0, target_year: 2028}
"""


def test_several_series_are_several_outcomes(site):
    losses: list[lm.Problem] = []
    plan = lm.read(site(SERIES, WANTED), losses=losses)
    found = {node.title: (node.unit, float(node.baseline.value), next(iter(node.indicators.values()))) for node in plan.outcomes.values()}
    assert {title: (unit, level, one.direction, one.population, len(one.groups)) for title, (unit, level, one) in found.items()} == {
        "Claims of workers: Fatal, persons": ("persons", 80.0, "down", "", 1), "Claims of workers: Fatal, %": ("%", 8.0, "up", "", 0),
        "Claims of workers: Lost time": ("persons", 500.0, "up", "", 0), "Claims of workers: Fatal, Canada, Female": ("persons", 10.0, "down", "Canada, Female", 0),
    }
    assert all((one.source, one.frequency) == ("Board of workers", "yearly") for _, _, one in found.values())
    assert [(plan.title_of(goal.node), goal.at_most, goal.by) for goal in plan.targets] == [
        ("Claims of workers: Fatal, persons", 0.0, "2028"), ("Claims of workers: Fatal, Canada, Female", 5.0, "2030"),
    ]
    limits = {node.title.rpartition(": ")[2]: (node.min and float(node.min.value), node.max and float(node.max.value)) for node in plan.outcomes.values()}
    assert limits == {"Fatal, persons": (0.0, None), "Fatal, %": (None, None), "Lost time": (None, 900.0), "Fatal, Canada, Female": (None, None)}
    assert [one.message for one in losses] == [
        "1 earlier value of Fatal, persons of 2019 has no place in a plan",
        "whether more of Fatal, % is better is not said; it was read so", "that progress of Lost time counts from 2014 has no place in a plan",
        "whether less of Fatal, Canada, Female is better is not said; it was read so, as platforms do",
        "1 earlier value of Fatal, Canada, Female of 2019 has no place in a plan", "2 values of groups left out",
    ]


def test_measured_values_of_several_series_keep_their_indicator(site):
    path = site(SERIES, WANTED)
    plan = lm.read(path, losses=[])
    found = lm.read_actuals(path, losses=[])
    assert {(plan.title_of(row["node"]).rpartition(": ")[2], row["period"], row["value"]) for row in found.rows} == {
        ("Fatal, persons", "2019", 90.0), ("Fatal, persons", "2020", 80.0), ("Fatal, %", "2020", 8.0), ("Lost time", "2021", 500.0),
        ("Fatal, Canada, Female", "2019", 12.0), ("Fatal, Canada, Female", "2020", 10.0),
    }


@pytest.mark.parametrize(("option", "due", "told"), [
    ("target: 7", "2030", ""), ("{target: 7, target_year: 2019}", "", "has no year after 2020"), ("target_year: 2030", "", ""),
    ("{target: 7, target_year: 9999}", "", "has no year after 2020"), ("7", "", ""),
])
def test_a_target_is_due_in_2030_or_in_its_year(option, due, told, site):
    losses: list[lm.Problem] = []
    line = option if option.startswith("{") or option == "7" else f"{{{option}}}"
    meta = f"indicator_name: indicators.4-1-2-title\nprogress_calculation_options: [{line}]\n"
    plan = lm.read(site("Year,Value\n2020,4\n", meta, "data/4-1-2.yml"), losses=losses)
    assert [(goal.at_most, goal.by) for goal in plan.targets] == ([(7.0, due)] if due else [])
    assert any("has no year" in str(one) for one in losses) == bool(told)
    assert any("is better is not said" in str(one) for one in losses)
    assert next(iter(plan.outcomes.values())).title == "indicator_4-1-2"


@pytest.mark.parametrize(("data", "meta", "why"), [
    ("Year,Sex,Value\n2020,F,4\n", META, "has no value of the whole"),
    ("Year,Value\n", META, "has no value of the whole"),
    ("Year,Value\n2020,4\n", "a: [", "the text ends before all brackets are closed"),
    ("Year,Value\n2020,4\n", "- a\n", "is no description"),
    ('Year,Value\n2020,"4\n' + "x" * 140_000 + '"\n', META, "is no table"),
])
def test_refusals(data, meta, why, site):
    with pytest.raises(lm.FileError, match=why):
        lm.read(site(data, meta), losses=[])


def test_other_tables_are_no_plans(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(lm.FileError):
        lm.read(path)
