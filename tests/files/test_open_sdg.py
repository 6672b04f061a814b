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
    assert [(target.at_most, target.by) for target in plan.targets] == [(5.0, "2030")]
    assert plan.periods.labels[0] == "2022"
    told = [one.message for one in losses]
    assert told == [
        "1 entry of the description left out: reporting_status",
        "a second value of 2019, 10.5, was left out", "'20x1' is no year; the row was left out", "'low' is not a number; the row was left out",
        "2 values of groups left out", "2 earlier values of the years 2018 to 2021 have no place in a plan",
    ]
    assert [one.line for one in losses][1:4] == [4, 9, 10]
    assert "<svg" in lm.diagram(plan).svg


def test_without_a_description_the_data_speak_alone(site):
    losses: list[lm.Problem] = []
    plan = lm.read(site("Year,Value\n2020,4\n", meta=None), losses=losses)
    assert list(plan.outcomes) == ["indicator_4_1_2"]
    assert not plan.targets
    assert "there is no meta file 4-1-2.md" in str(losses[0])


@pytest.mark.parametrize(("option", "told"), [("target: 7", "has no year"), ("{target: 7, target_year: 2019}", "has no year after 2020"), ("target_year: 2030", "")])
def test_a_target_needs_its_year(option, told, site):
    losses: list[lm.Problem] = []
    line = option if option.startswith("{") else f"{{{option}}}"
    meta = f"indicator_name: indicators.4-1-2-title\nprogress_calculation_options: [{line}]\n"
    plan = lm.read(site("Year,Value\n2020,4\n", meta, "data/4-1-2.yml"), losses=losses)
    assert not plan.targets
    assert any(told in str(one) for one in losses) == bool(told)
    assert next(iter(plan.outcomes.values())).title == "indicator_4-1-2"


@pytest.mark.parametrize(("data", "meta", "why"), [
    ("Year,Sex,Value\n2020,F,4\n", META, "has no value of the whole"),
    ("Year,Value\n", META, "has no value of the whole"),
    ("Year,Value\n2020,4\n", "a: [", "cannot be read"),
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
