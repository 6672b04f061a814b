"""Measured values are read from tables, sheets and files as people keep them, and their errors with them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import logicmodel as lm
from logicmodel.files.forms.spreadsheet import spreadsheet
from logicmodel.files.forms.tables import Table as Form
from logicmodel.files.measurements.heads import head_of, period_text

SAMPLES = Path(__file__).parent / "samples"


def read(path, text=None, name="actuals.csv"):
    if text is not None:
        path = path / name
        path.write_text(text, encoding="utf-8")
    losses: list[lm.Problem] = []
    found = lm.read_actuals(path, losses=losses)
    return found, [str(one).replace(str(path), Path(path).name) for one in losses]


def problems(path, text):
    (path / "actuals.csv").write_text(text, encoding="utf-8")
    with pytest.raises(lm.FileError) as caught:
        lm.read_actuals(path / "actuals.csv", losses=[])
    return [str(one).replace(f"{path}/", "") for one in caught.value.problems]


def book(path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def short(found):
    return [(row["indicator"], row["period"], row["value"]) for row in found.rows]


@pytest.mark.parametrize(("head", "cells", "sd"), [
    ("SE", "2", 2), ("Std. Error", "5%", 2.5), ("+/-", "1.96", 1), ("±", "± 3.92", 2), ("Margin of error (90%)", "1.6449", 1), ("95% CI", "46.08 - 53.92", 2),
    ("Confidence interval", "[46.08; 53.92]", 2), ("CI low,CI high", "46.08,53.92", 2), ("90% CI lower,90% CI upper", "48.3551,51.6449", 1), ("SD", "4", 4),
    ("SD,n", "8,16", 2), ("SE,n", "3,16", 3), ("lower bound,upper bound", ",", None), ("SD", "n/a", None),
    ("CI (80%)", "47.4369 - 52.5631", 2), ("80% CI", "47.4369 - 52.5631", 2), ("± (68%)", "1.98892", 2), ("± (SE)", "2", 2), ("±SD", "2", 2), ("Error,n", "2,400", 2),
])  # fmt: skip
def test_the_error_comes_from_whatever_the_table_says(head, cells, sd, tmp_path):
    found, losses = read(tmp_path, f"Indicator,Year,Actual,{head}\nshare,2027,50,{cells}\n")
    assert losses == []
    assert found.rows[0]["sd"] == (None if sd is None else pytest.approx(sd, rel=1e-3))


def test_a_range_is_no_interval_of_an_error(tmp_path):
    found, losses = read(tmp_path, "Indicator,Year,Actual,Min,Max\nshare,2027,50,0,100\n")
    assert found.rows[0]["sd"] is None
    assert losses == ["actuals.csv: the columns Min, Max were left out"]


def test_one_date_tells_the_order_of_the_others(tmp_path):
    text = "indicator,date,value\na,01/02/2027,1\na,02/{}/2027,2\n"
    assert short(read(tmp_path, text.format("15"))[0]) == [("a", "2027-01-02", 1), ("a", "2027-02-15", 2)]
    assert short(read(tmp_path, text.format("03"))[0]) == [("a", "2027-02-01", 1), ("a", "2027-03-02", 2)]


def test_percentage_points_are_told_from_shares_of_the_value(tmp_path):
    found, _ = read(tmp_path, "KPI,Period,Achieved,Standard error,Sample size\nshare,FY2027,85%,3%,400\nhomes,FY2027,200,3%,\n")
    assert [(row["sd"], row["n"]) for row in found.rows] == [(3, 400), (6, None)]


@pytest.mark.parametrize(("text", "told"), [
    ("indicator,year,value,low,high\na,2027,50,40,\nb,2027,50,60,70\n", [
        "actuals.csv:2: one end of the interval is missing; fill it in, or empty both",
        "actuals.csv:3: the value 50 lies outside of its interval, 60 to 70; look the three figures up",
    ]),
    ("indicator,year,value,ci,n\na,2027,50,wide,0\n", ["actuals.csv:2: 'wide' is no interval; write both ends: 40 to 52"]),
    ("indicator,year,value,sd,n\na,2027,50,2,0\n", ["actuals.csv:2: the number of observations 0 is below 1; write how many were asked or measured"]),
    ("Indicator,2027,2028\n,1,2\n", ["actuals.csv:2: values without an indicator; fill the cell in"]),
    ("indicator;year;value\n" + "".join(f"a;20{place};1,23{place}\n" for place in range(10, 18)), [
        "actuals.csv:2: '1,2310' and 7 other figures can be read in two ways (also 3, 4, 5, 6, ...); write thousands without a sign between them, and fractions with a point",
    ]),
])  # fmt: skip
def test_errors_that_cannot_be_are_told(text, told, tmp_path):
    assert problems(tmp_path, text.replace(",231", ",23")) == [one.replace("1,2310", "1,230") for one in told]


def test_what_is_no_value_is_left_out_aloud(tmp_path):
    found, losses = read(tmp_path, "Indicator,Period,Value,Weather\na,Q1 2027,<5,rain\na,2027-Q2,..,\na,March 2028,≥ 90%,\na,31.12.2027,1 234,\n")
    assert short(found) == [("a", "2027-12-31", 1234)]
    assert found.notes == ("line 3 has no value and was left out",)
    assert losses[0] == "actuals.csv: the column Weather was left out"
    assert losses[1].startswith("actuals.csv:2: '<5' says only what the value is below or above; it was left out; write what it may be")
    assert losses[2].startswith("actuals.csv:4: '≥ 90%' says only")


def test_decimal_commas_count_where_the_file_is_consistent(tmp_path):
    found, _ = read(tmp_path, "indicator;year;value\na;2027;1,234\na;2028;0,5\na;2029;1.234\n")
    assert [row["value"] for row in found.rows] == [1.234, 0.5, 1234]
    found, _ = read(tmp_path, 'indicator,year,value\na,2027,"12,5"\na,2028,"1,234"\n')
    assert [row["value"] for row in found.rows] == [12.5, 1.234]
    found, _ = read(tmp_path, "indicator;year;value\na;2027;1,234\na;2028;1,234,567\n")
    assert [row["value"] for row in found.rows] == [1234, 1234567]


def test_periods_in_columns(tmp_path):
    found, losses = read(tmp_path, "\nOur indicators,,,\nResult,Indicator,Baseline 2026,Actual 2027,Target 2027,2028\nHomes,Built,3,12,15,n/a\n,Kept,,,,80%\n")
    assert [(row["node"], *one) for row, one in zip(found.rows, short(found), strict=True)] == [("Homes", "Built", "2027", 12), ("", "Kept", "2028", 80)]
    assert found.notes == ("cells F4, D5 have no value and were left out",)
    assert losses == ["actuals.csv: the columns Baseline 2026, Target 2027 were left out; the plan says what it wants to reach"]


def test_years_above_and_targets_and_actuals_below(tmp_path):
    rows = [["Indicator", 2027, None, "Q1 2028", None], [None, "Target", "Actual", "Target", "Actual"], ["Built", 10, 8, 4, 5]]
    found, losses = read(book(tmp_path / "a.xlsx", Notes=[["x"]], Tracking=rows))
    assert short(found) == [("Built", "2027", 8), ("Built", "2028-Q1", 5)]
    assert losses[0] == "a.xlsx: Notes: the sheet was left out"


def test_a_plain_sheet_and_its_faults(tmp_path):
    rows = [["Monitoring report"], [], ["Indicator", "Date", "Value", "n"], ["Built", dt.date(2027, 6, 30), 8.5, 40], ["Built", dt.date(2028, 6, 30), "many", None]]
    with pytest.raises(lm.FileError, match="Data!C5: 'many' is not a number"):
        lm.read_actuals(book(tmp_path / "a.xlsx", Data=rows))
    found, _ = read(book(tmp_path / "a.xlsx", Data=rows[:4]))
    assert (short(found), found.rows[0]["n"], found.rows[0]["date"]) == ([("Built", "2027-06-30", 8.5)], 40, "2027-06-30")


def test_opendocument_spreadsheets(tmp_path):
    plan = lm.read(Path(__file__).parents[2] / "scenarios" / "homeless-shelter" / "plan.yaml")
    lm.write(plan, tmp_path / "plan.ods", losses=[])
    assert lm.read_actuals(tmp_path / "plan.ods").rows == ()
    from logicmodel.files.forms.layout import sheets

    form = Form(tuple(sheets()["Actuals"].columns), ({"indicator": "meals_logged", "period": 2027, "value": 12},))
    (tmp_path / "filled.ods").write_bytes(spreadsheet({"Actuals": form}))
    found, _ = read(tmp_path / "filled.ods")
    assert short(found) == [("meals_logged", "2027", 12)]
    assert found.placed(plan).rows[0]["node"] == "meals_served"
    (tmp_path / "broken.ods").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(lm.FileError, match="OpenDocument"):
        lm.read_actuals(tmp_path / "broken.ods")


def test_the_folder_of_a_plan_in_any_spelling(tmp_path):
    (tmp_path / "ACTUALS.csv").write_text("indicator,period,value\na,2027,1\n", encoding="utf-8")
    found, _ = read(tmp_path)
    assert (short(found), Path(found.name).name) == ([("a", "2027", 1)], "ACTUALS.csv")


def test_tables_in_memory():
    frame = pd.DataFrame({"indicator": ["a", "a", None], "date": pd.to_datetime(["2027-03-31", "2028-03-31", None]), "value": [1.5, float("nan"), None]})
    found = lm.read_actuals(frame)
    assert (short(found), found.notes, found.name) == ([("a", "2027-03-31", 1.5)], ("line 2 has no value and was left out",), "the table")
    assert short(lm.read_actuals(frame.iloc[:1].set_index("indicator"))) == short(found)
    assert short(lm.read_actuals({"indicator": ["a", "b"], 2027: [1, 2]})) == [("a", "2027", 1), ("b", "2027", 2)]
    with pytest.raises(lm.RequestError, match="different numbers of rows: 1, 2"):
        lm.read_actuals({"indicator": ["a"], "value": [1, 2]})
    with pytest.raises(lm.RequestError, match="several columns are called value"):
        lm.read_actuals(pd.DataFrame([["a", 2027, 1, 2]], columns=["indicator", "year", "value", "value"]))
    for endless in ("1e999", float("inf")):
        with pytest.raises(lm.FileError, match="is not a number"):
            lm.read_actuals({"indicator": ["a"], "year": [2027], "value": [endless]})
    with pytest.raises(lm.RequestError, match="value: no column of values"):
        lm.read_actuals({"indicator": ["a"], "value": 3})


LOGFRAMES = {
    "eu": [
        ["", "Results chain", "Indicator", "Baseline (2026)", "Target (2028)", "Current value (2027)", "Sources", "Assumptions"],
        ["Outcome", "Children read", "Reading score", 40, 60, 51, "Survey", "Schools open"],
        ["Outcome", "Children read", "Children with books", "10%", "50%", "n/a", "Survey", ""],
        ["Output", "Books arrive", "Books", 0, 500, "340 (2027)", "Log", ""],
    ],
    "fcdo": [
        ["OUTCOME 1", "Outcome indicator 1.1", "", "Baseline (2026)", "Milestone 1 (2027)", "Target (2028)", "Assumptions"],
        ["Children read", "Reading score", "Planned", 40, 50, 60, "Schools open"],
        ["", "", "Achieved", 41, 51, "", ""],
        ["", "", "Source", "Survey", "", "", ""],
    ],
}


@pytest.mark.parametrize(("layout", "values"), [("eu", [51, 340]), ("fcdo", [51])])
def test_what_logframes_say_was_achieved(layout, values, tmp_path):
    path = book(tmp_path / "logframe.xlsx", Logframe=LOGFRAMES[layout])
    lost: list[lm.Problem] = []
    plan = lm.read(path, losses=lost)
    assert any("no part of a plan; " in str(one) and "lm.read_actuals" in str(one) for one in lost)
    found, _ = read(path)
    assert [row["value"] for row in found.rows] == values
    assert [row["period"] for row in found.placed(plan).rows] == ["2027"] * len(values)


def test_a_logframe_saved_as_csv(tmp_path):
    text = "\n".join(";".join(str(cell) for cell in row) for row in LOGFRAMES["eu"])
    found, _ = read(tmp_path, text, "logframe.csv")
    plan = lm.read(tmp_path / "logframe.csv", losses=[])
    assert [row["value"] for row in found.placed(plan).rows] == [51, 340]


def test_achieved_values_without_a_date_are_lost_aloud(tmp_path):
    rows = [["", "Results chain", "Indicator", "Baseline", "Target (2028)", "Current value", "Sources"], ["Outcome", "Children read", "Score", 40, 60, 51, ""], ["Outcome", "They stay", "Stay", 1, 2, "many", ""]]
    found, losses = read(book(tmp_path / "x.xlsx", Logframe=rows))
    assert found.rows == ()
    assert losses[0] == "x.xlsx: Logframe!F2: the achieved value 51 has no date and was left out; write the year behind it in brackets: 340 (2027)"
    assert "'many' is not one number" in losses[1]


def test_a_stratml_report(tmp_path):
    found, losses = read(SAMPLES / "strategy.stratml")
    assert [(row["indicator"], row["node"], row["period"], row["value"]) for row in found.rows] == [("reading_score", "children_read_well", "2026-12-31", 800)]
    assert "the actual result 'Better than ever.'" in losses[0]
    assert found.check(lm.read(SAMPLES / "strategy.stratml", losses=[])) != ()


PRECISE = (
    "<MeasurementSampleSize>16</MeasurementSampleSize><MeasurementSamplePrecision>{}</MeasurementSamplePrecision>"
    "<MeasurementSamplePrecisionType>{}</MeasurementSamplePrecisionType></Measurement>"
)


@pytest.mark.parametrize(("size", "kind", "sd"), [
    ("8", "StandardDeviation", 2), ("2", "StandardError", 2), ("±3.92", "ConfidenceInterval95Percent", 2), ("3", "ConfidenceIntervalOther", None), ("", "SD", None),
])  # fmt: skip
def test_measurements_of_a_miradi_project_with_their_precision(size, kind, sd, tmp_path):
    text = (SAMPLES / "project.xml").read_text(encoding="utf-8")
    held = "<MeasurementMeasurementValue>20%</MeasurementMeasurementValue></Measurement>"
    assert held in text
    found, losses = read(tmp_path, text.replace(held, held.removesuffix("</Measurement>") + PRECISE.format(size, kind)), "project.xml")
    row = next(row for row in found.rows if row["value"] == 20)
    assert (row["date"], row["n"], row["sd"]) == ("2026-06-01", 16, None if sd is None else pytest.approx(sd, rel=1e-3))
    assert "the measurement 'a lot' has no number" in losses[0]
    plan = lm.read(tmp_path / "project.xml", losses=[])
    assert row["indicator"] in plan.results[row["node"]].indicators


def test_a_zipped_miradi_project(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.xmpz2", "w") as packed:
        packed.writestr("project.xml", (SAMPLES / "project.xml").read_bytes())
    assert len(read(tmp_path / "p.xmpz2")[0].rows) == len(read(SAMPLES / "project.xml")[0].rows) > 0


def test_the_history_of_an_open_sdg_indicator(tmp_path):
    (tmp_path / "meta").mkdir()
    found, losses = read(tmp_path, "Year,Sex,Value\n2015,,10\n2016,,11\n2016,Female,9\n2017,,..\n2018,,<5\n", "indicator_1-1-1.csv")
    assert [row[1:] for row in short(found)] == [("2015", 10), ("2016", 11)]
    assert losses.pop().startswith("indicator_1-1-1.csv:4: 1 value of a group was left out")
    assert losses == [f"indicator_1-1-1.csv:{line}: Value: '{text}' is not a number; the row was left out; write a number" for line, text in ((5, ".."), (6, "<5"))]
    plan = lm.read(tmp_path / "indicator_1-1-1.csv", losses=[])
    (problem,) = found.check(plan)
    assert problem.message == "2 values of 2015 to 2016 are from before the plan, which begins in 2017, and were left out"
    assert found.placed(plan).rows == ()
    assert found.placed(plan).notes == (problem.message,)


def test_a_sheet_without_measured_values_is_refused(tmp_path):
    with pytest.raises(lm.FileError, match="has no sheet called Actuals, and none with columns for indicator, period and value"):
        lm.read_actuals(book(tmp_path / "x.xlsx", Data=[["a", "b"], [1, 2]]))
    with pytest.raises(lm.FileError, match="there is no such file"):
        lm.read_actuals(tmp_path / "nothing")


@pytest.mark.parametrize(("text", "period"), [
    ("FY 2027", "2027"), ("2026/27", "2027"), ("Q3 2027", "2027-Q3"), ("12/31/2027", "2027-12-31"), ("1 March 2027", "2027-03-01"), ("soon", "soon"), ("2027.0", "2027"), ("2027-13", "2027-13"),
])  # fmt: skip
def test_periods_as_people_write_them(text, period):
    assert period_text(text) == period


def test_heads_as_people_write_them():
    said = {"Indicator (id)*": "indicator", "ACTUAL_VALUE": "value", "Reporting period": "period", "Means of verification": "source", "Budget 2027": "", "2027 actual": "value", "99% CI": "interval"}
    assert {text: head_of(text).key for text in said} == said


def test_the_table_shows_only_what_it_holds():
    text = str(lm.read_actuals({"indicator": ["a"], "year": [2027], "value": [1234.5]}))
    assert "indicator" in text
    assert "1,234" in text
    assert "plan" not in text
    assert list(lm.read_actuals({"indicator": ["a"], "year": [2027], "value": [1]}).to_frame()["value"]) == [1]


def test_a_saved_table_reads_again(tmp_path):
    found, _ = read(tmp_path, "indicator,year,value,sd,n,note,group\na,2027,5,1,4,said so,sex: female\n")
    for suffix in ("csv", "xlsx"):
        found.save(tmp_path / f"again.{suffix}")
    again, losses = read(tmp_path / "again.csv")
    assert losses == []
    assert again.rows == found.rows
    assert io.BytesIO((tmp_path / "again.xlsx").read_bytes()).read(2) == b"PK"
