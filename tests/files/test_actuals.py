"""Measured values come from CSV files, workbooks and published files into one table."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import logicmodel as lm

SAMPLE = Path(__file__).parent / "samples" / "activity.xml"


def written(folder, text, name="actuals.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def book(folder, *lines, sheet="Actuals", formats=()):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for line in lines:
        made.active.append(line)
    for cell, form in formats:
        made.active[cell].number_format = form
    held = io.BytesIO()
    made.save(held)
    return written(folder, held.getvalue(), "plan.xlsx")


def short(found):
    return [(row["indicator"], row["period"], row["value"], row["date"], row["sd"], row["source"], row["line"]) for row in found.rows]


def problems(path):
    with pytest.raises(lm.FileError) as caught:
        lm.read_actuals(path)
    return [str(one).replace(str(path), path.name) for one in caught.value.problems]


def test_a_table_in_a_csv_file(tmp_path):
    path = written(tmp_path, '\ufeffindicator,period,value,date,sd,source\nbuilt,2027,"1,234",2027-12-31,5%,survey\n\nbuilt,2028,n/a,,,\nbuilt, 2029 ,-3.5,,2,\n')
    found = lm.read_actuals(path)
    assert short(found) == [("built", "2027", 1234, "2027-12-31", pytest.approx(61.7), "survey", 2), ("built", "2029", -3.5, "", 2, "", 5)]
    assert found.notes == ("line 4 has no value and was left out",)
    assert found.settings == {"file": str(path)}
    assert "1,234" in str(found)


def test_tables_from_elsewhere(tmp_path):
    text = "Indicator (id);Measured on;Actual;Error;Node ID\nbuilt;2027-03-31;12,5;0,5;homes\nbuilt;2028-03-31;1.234,5;;\n"
    found = lm.read_actuals(written(tmp_path, text))
    assert [(row["period"], row["value"], row["sd"], row["node"]) for row in found.rows] == [("2027-03-31", 12.5, 0.5, "homes"), ("2028-03-31", 1234.5, None, "")]
    assert "can be read in two ways" in problems(written(tmp_path, text.replace("12,5", "1,234").replace("0,5", "").replace("1.234,5", "7")))[0]
    assert lm.read_actuals(written(tmp_path, text.replace(";", "\t").replace(",", ".").replace("1.234.5", "7"))).rows[1]["value"] == 7
    path = written(tmp_path, 'indicator,period,value,weather\na,2027,1,"a\nb"\nb,2028,,x\nc,2029,,\n')
    losses: list[lm.Problem] = []
    found = lm.read_actuals(path, losses=losses)
    assert found.notes == ("lines 4, 5 have no value and were left out",)
    assert [one.message for one in losses] == ["the column weather was left out"]
    with pytest.warns(lm.LossWarning, match="weather"):
        lm.read_actuals(path)


@pytest.mark.parametrize(("text", "told"), [
    ("indicator,period,value,sd\n,2027,1,\na,,2,\na,2027,many,-1\n", [
        "actuals.csv:2: a value without an indicator; fill the cell in", "actuals.csv:3: a value without a period; fill the cell in",
        "actuals.csv:4: 'many' is not a number; write the figure alone; its unit belongs to the indicator",
        "actuals.csv:4: the standard deviation -1 is negative; write 0 or more, or 5% for a share of the value",
    ]),
    ("indikator,period,value\na,2027,1\n", ["actuals.csv: has no column called indicator; did you mean indikator?"]),
    ("name\na\n", ["actuals.csv: has no column called indicator or period or value; write a first line with: indicator,period,value,date,sd,source"]),
    ("\n\n.\n" + "x\n" * 30, ["actuals.csv: has no column called indicator or period or value; write a first line with: indicator,period,value,date,sd,source"]),
    ('indicator,period,value\na,2027,"1\n', ["actuals.csv:2: is no table (unexpected end of data); save it as CSV once more"]),
    (" <x/>", ["actuals.csv: holds no activity; check that this is a file of IATI activities"]),
])
def test_what_cannot_be_read_is_told_with_its_line(text, told, tmp_path):
    assert problems(written(tmp_path, text)) == told


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(lm.FileError, match="no such file"):
        lm.read_actuals(tmp_path / "actuals.csv")
    with pytest.raises(lm.FileError, match="is a folder"):
        lm.read_actuals(tmp_path)
    with pytest.raises(lm.FileError, match="no such file"):
        list(lm.read_many(tmp_path / "x.xml"))


def test_the_sheet_of_a_workbook(tmp_path):
    path = book(
        tmp_path, ["What was measured"], ["Indicator (id)", "Period", "Value", "Standard deviation"], ["indicator", "period", "value", "sd"],
        ["built", 2027, 12.5, 0.05], ["share", 2028.0, 0.85, None], ["built", 2028, None, None], [], ["visits", "2029-Q1", "1,250", 1],
        sheet="actuals ", formats=[("D4", "0%"), ("C5", "0.0%")],
    )
    found = lm.read_actuals(path)
    assert short(found) == [
        ("built", "2027", 12.5, "", pytest.approx(0.625), "", 4), ("share", "2028", 85, "", None, "", 5), ("visits", "2029-Q1", 1250, "", 1, "", 8),
    ]
    assert found.notes == ("line 6 has no value and was left out",)


def test_cells_that_cannot_be_read_are_told_by_their_place(tmp_path):
    path = book(tmp_path, ["indicator", "date", "value"], ["a", "2027-01-01", "=1+1"], ["", "2027-01-01", "x"])
    assert problems(path) == [
        "plan.xlsx: Actuals!C2: holds a formula whose result was not saved; open and save the file in a spreadsheet program, or write the value",
        "plan.xlsx: Actuals!A3: a value without an indicator; fill the cell in",
        "plan.xlsx: Actuals!C3: 'x' is not a number; write the figure alone; its unit belongs to the indicator",
    ]
    assert "has no sheet called Actuals" in problems(book(tmp_path, ["indicator"], sheet="Other"))[0]
    assert problems(book(tmp_path)) == ["plan.xlsx: Actuals: holds no table of actuals; write a first line with: indicator,period,value,date,sd,source"]
    assert "Excel workbook" in problems(written(tmp_path, b"PK broken", "plan.xlsx"))[0]


def test_dates_in_cells_are_days(tmp_path):
    found = lm.read_actuals(book(tmp_path, ["indicator", "date", "value"], ["a", dt.date(2027, 3, 31), 4]))
    assert (found.rows[0]["date"], found.rows[0]["period"]) == ("2027-03-31", "2027-03-31")


def test_published_values_go_with_the_plan_of_the_same_file():
    plan, found = lm.read(SAMPLE, losses=[]), lm.read_actuals(SAMPLE)
    assert short(found) == [("meals", "2021", 900, "2021-12-31", None, "", 14)]
    assert found.rows[0]["plan"] == "XM-EX-1"
    assert found.check(plan) == ()
    assert found.placed(plan).rows[0]["sd"] == 0


def test_published_values_that_cannot_be_used_are_lost_aloud(tmp_path):
    text = SAMPLE.read_text(encoding="utf-8").replace('<actual value="900"', '<actual value="many"')
    losses: list[lm.Problem] = []
    assert lm.read_actuals(written(tmp_path, text, "x.xml"), losses=losses).rows == ()
    assert "the actual value 'many' is not a number" in losses[0].message


def test_a_table_that_was_saved_can_be_read_again(tmp_path):
    found = lm.read_actuals(SAMPLE)
    found.save(tmp_path / "actuals.csv")
    again = lm.read_actuals(tmp_path / "actuals.csv")
    assert [{**row, "line": 0} for row in again.rows] == [{**row, "line": 0} for row in found.rows]


@given(st.text(max_size=200), st.sampled_from(["indicator,period,value\n", "indicator;period;value\n", ""]))
def test_no_text_breaks_the_reader(folder, text, head):
    path = folder / "a.csv"
    path.write_bytes((head + text).encode("utf-8", "surrogatepass"))
    try:
        found = lm.read_actuals(path, losses=[])
    except lm.FileError:
        return
    assert all(isinstance(row["value"], float) and row["indicator"] and row["period"] for row in found.rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("actuals")


def test_the_workbook_of_a_plan_has_a_sheet_to_fill_in(tmp_path):
    plan = lm.read(Path(__file__).parents[2] / "scenarios" / "homeless-shelter" / "plan.yaml")
    lm.write(plan, tmp_path / "plan.xlsx", losses=[])
    assert lm.read_actuals(tmp_path / "plan.xlsx").rows == ()
    made = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    for place, value in enumerate(["meals_logged", 2027, 12], 1):
        made["Actuals"].cell(3, place).value = value
    made.save(tmp_path / "plan.xlsx")
    (found,) = lm.read_actuals(tmp_path / "plan.xlsx").placed(plan).rows
    assert (found["node"], found["period"], found["value"]) == ("meals_served", "2027", 12)
