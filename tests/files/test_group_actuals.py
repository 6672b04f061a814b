"""Measured values of groups: kept in the table of actuals, beside those of the whole."""

from __future__ import annotations

import pytest

import logicmodel as lm

PLAN = {
    "periods": {"first": 2027, "count": 2},
    "outcomes": {"work": {"unit": "people", "indicators": {"jobs": {"measure": "number", "groups": [{"of": {"sex": "female"}, "at_least": 4, "by": 2027}]}}}},
}
TABLE = "Indicator,Period,Actual,Group\njobs,2027,10,\njobs,2027,4,sex: female\njobs,2027,6,sex: male\njobs,2028,12,Total\n"


@pytest.fixture
def measured(tmp_path):
    def reading(text: str = TABLE) -> lm.Actuals:
        (tmp_path / "actuals.csv").write_text(text, encoding="utf-8")
        return lm.read_actuals(tmp_path / "actuals.csv")

    return reading


def test_a_table_has_a_column_for_the_group(measured):
    plan, found = lm.Plan.from_document(PLAN), measured()
    assert [(row["period"], row["group"], row["value"]) for row in found.rows] == [
        ("2027", "", 10), ("2027", "sex: female", 4), ("2027", "sex: male", 6), ("2028", "", 12),
    ]
    assert found.check(plan) == ()
    assert [row["value"] for row in found.placed(plan).rows] == [10, 12]
    assert {period: level for period, (level, _) in found.levels(plan)["work"].items()} == {"2027": 10, "2028": 12}


@pytest.mark.parametrize(("line", "told"), [
    ("jobs,2027,4,sex: Female", "has this value of sex: Female for 2027 already in line 3"),
    ("jobs,2027,5,sex: female", "has two values of sex: female for 2027"),
    ("jops,2027,5,sex: female", "is no indicator of the plan"),
    ("jobs,2037,5,sex: female", "2037"),
])
def test_values_of_groups_must_find_their_place_too(line, told, measured):
    (problem,) = measured(TABLE + line + "\n").check(lm.Plan.from_document(PLAN))
    assert told in problem.message
    assert problem.line == 6


def test_a_workbook_keeps_measured_values_of_groups(measured, tmp_path):
    plan = lm.Plan.from_document(PLAN)
    lm.write(plan, tmp_path / "plan.xlsx")
    from openpyxl import load_workbook

    book = load_workbook(tmp_path / "plan.xlsx")
    page = book["Actuals"]
    columns = {cell.value: cell.column for cell in page[2]}
    for key, value in (("indicator", "jobs"), ("period", 2027), ("value", 4), ("group", "sex: female")):
        page.cell(4, columns[key]).value = value
    book.save(tmp_path / "plan.xlsx")
    assert lm.read(tmp_path / "plan.xlsx", losses=[]) == plan
    lm.write(plan, tmp_path / "plan.xlsx")  # what was measured stays
    (row,) = lm.read_actuals(tmp_path / "plan.xlsx").rows
    assert (row["indicator"], row["period"], row["value"], row["group"]) == ("jobs", "2027", 4, "sex: female")
