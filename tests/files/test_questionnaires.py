"""Sheets of questions: written, filled in by several people, and merged into the plan's file."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

import logicmodel as lm
from logicmodel.files.questionnaires.columns import COLUMNS, HEAD, NUMBER, QUESTIONS

PLAN = """\
logicmodel: 1
title: =Home visits
periods: {first: 2027, count: 2}   # two years
currency: EUR
inputs:
  nurses: {title: Nurses, unit: nurses}
assumptions:
  ok: {title: "@Clinics refer families"}   # they said so
outputs: {visits: {title: Visits, unit: visits}}
links:
  - {from: nurses, to: visits}
"""
HEADS = list(COLUMNS)
PRICE, HOLDS, WEIGHT = "inputs.nurses.price", "assumptions.ok.holds", "links.nurses->visits.weight"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def fill(tmp_path, plan):
    """Write a sheet and fill it in: cells by number and head."""

    def filled(name, who, cells):
        path = lm.write_questions(lm.read(plan), tmp_path / name)
        book = openpyxl.load_workbook(path)
        sheet = book[QUESTIONS]
        sheet["B4"] = who
        lines = {sheet.cell(row, HEADS.index(NUMBER) + 1).value: row for row in range(HEAD + 2, sheet.max_row + 1)}
        for (number, head), value in cells.items():
            sheet.cell(lines[number], HEADS.index(head) + 1).value = value
        book.save(path)
        return path

    return filled


def test_the_sheet_holds_every_question_and_is_the_same_each_time(plan, tmp_path):
    one, other = (lm.write_questions(lm.read(plan), tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert one.read_bytes() == other.read_bytes()
    sheet = openpyxl.load_workbook(one)[QUESTIONS]
    rows = lm.questions(lm.read(plan)).rows
    assert sheet.max_row == HEAD + 1 + len(rows)
    assert [sheet.cell(HEAD + 2 + place, 1).value for place in range(len(rows))] == [row["question"] for row in rows]
    assert sheet["A1"].value == "=Home visits"
    assert sheet["A1"].data_type == "s"
    assert sheet.protection.sheet
    assert not sheet.cell(HEAD + 2, HEADS.index("Low") + 1).protection.locked
    assert sheet.cell(HEAD + 2, 1).protection.locked


def test_answers_of_several_people_become_experts_in_the_file(plan, fill):
    anna = fill("anna.xlsx", "Anna Weber", {
        (PRICE, "Low"): 50_000, (PRICE, "Likely"): "60,000", (PRICE, "High"): 70_000, (PRICE, "Remarks"): "payroll",
        (HOLDS, "Low"): "60%", (HOLDS, "High"): 0.9, (WEIGHT, "Or in other words"): "300 to 500 per 1000", (WEIGHT, "Remarks"): "=trial",
    })  # fmt: skip
    ben = fill("ben.xlsx", None, {(PRICE, "Likely"): 58_000, (PRICE, "Who answered"): "Ben", (WEIGHT, "Or in other words"): 0.4, (WEIGHT, "Who answered"): "ben"})
    replies = lm.read_answers([anna, ben])
    assert replies.people == ("anna_weber", "ben")
    assert replies.answers[PRICE] == {"anna_weber": (50_000, 60_000, 70_000), "ben": (None, 58_000, None)}
    after = lm.record_answers(plan, replies.answers, remarks=replies.remarks)
    assert set(after.inputs["nurses"].price.experts) == {"anna_weber", "ben"}
    assert "# two years" in plan.read_text()
    assert "# they said so" in plan.read_text()
    text = plan.read_text()
    assert lm.record_answers(plan, replies.answers, remarks=replies.remarks) == after == lm.read(plan)
    assert plan.read_text() == text


def test_the_order_in_which_sheets_come_changes_nothing(plan, fill):
    anna, ben = (fill(f"{who}.xlsx", who, {(PRICE, "Low"): low, (PRICE, "High"): 9}) for who, low in (("anna", 5), ("ben", 6)))
    before = plan.read_text()
    together = lm.record_answers(plan, lm.read_answers([anna, ben]).answers)
    plan.write_text(before)
    for path in (ben, anna):
        one_by_one = lm.record_answers(plan, lm.read_answers(path).answers)
    assert one_by_one == together


def test_an_answer_without_a_name_is_that_of_the_team(plan, fill):
    sheet = fill("team.xlsx", None, {(WEIGHT, "Low"): 3, (WEIGHT, "High"): 8})
    assert lm.read_answers(sheet).answers == {WEIGHT: (3, None, 8)}
    assert str(lm.record_answers(plan, lm.read_answers(sheet).answers).links[0].weight) == "3 to 8"


def test_everything_that_cannot_be_read_is_told_at_once_by_cell(fill, tmp_path):
    bad = fill("bad.xlsx", "Ben", {(PRICE, "Low"): "n/a", (HOLDS, "Low"): 0.2, (HOLDS, "Or in other words"): "x", (WEIGHT, "Low"): 1, (WEIGHT, "Who answered"): "7"})
    one = fill("one.xlsx", None, {(PRICE, "Likely"): 1})
    two = fill("two.xlsx", None, {(PRICE, "Likely"): 2})
    named = fill("named.xlsx", "anna", {(PRICE, "Likely"): 2})
    with pytest.raises(lm.FileError) as refused:
        lm.read_answers([bad, one, two, named, tmp_path / "none.xlsx"])
    told = str(refused.value)
    assert f"{bad}: Questions!D8: “n/a” under Low is not a number" in told
    assert "which of the two is meant" in told
    assert "7 is no name" in told
    assert f"nobody by name has answered otherwise in {one}" in told
    assert "this answer has none" in told
    assert "there is no such file" in told


def test_files_that_are_no_sheets_of_questions_are_refused(tmp_path):
    (tmp_path / "text.xlsx").write_text("hello")
    with pytest.raises(lm.FileError, match="is not an Excel workbook"):
        lm.read_answers(tmp_path / "text.xlsx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a", "x" * 1000)
    (tmp_path / "zip.xlsx").write_bytes(packed.getvalue())
    with pytest.raises(lm.FileError, match="cannot be read as an Excel workbook"):
        lm.read_answers(tmp_path / "zip.xlsx")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(lm.FileError, match="holds no questions"):
        lm.read_answers(tmp_path / "other.xlsx")
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", "x" * 2_000_000)
    with pytest.raises(lm.FileError, match="far larger unpacked"):
        lm.read_answers(tmp_path / "zip.xlsx")


def test_questions_need_a_workbook_and_something_to_ask(plan, tmp_path):
    with pytest.raises(lm.FileError, match=r"ends in \.xlsx"):
        lm.write_questions(lm.read(plan), tmp_path / "q.csv")
    whole = lm.answered(lm.read(plan), {PRICE: 1, HOLDS: 1, WEIGHT: 1})
    with pytest.raises(lm.RequestError, match="nothing is to be asked"):
        lm.write_questions(whole, tmp_path / "q.xlsx")
    assert lm.write_questions(whole, tmp_path / "q.xlsx", WEIGHT, who="chi").exists()
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx")[QUESTIONS]
    assert sheet["B4"].value == "chi"


def test_a_file_that_cannot_hold_the_numbers_is_refused(tmp_path):
    with pytest.raises(lm.FileError, match="logicmodel convert"):
        lm.record_answers(tmp_path / "activity.xml", {})


def test_percentages_keep_the_meaning_that_their_cell_shows(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("outputs:", 'outcomes: {well: {title: Well, unit: "%"}}\noutputs:'), encoding="utf-8")
    base = "outcomes.well.baseline"

    def said(cells, percent=()):
        made = lm.write_questions(lm.read(path), tmp_path / "sheet.xlsx")
        book = openpyxl.load_workbook(made)
        sheet = book[QUESTIONS]
        line = next(row for row in range(HEAD + 2, sheet.max_row + 1) if sheet.cell(row, HEADS.index(NUMBER) + 1).value == base)
        for head, value in cells.items():
            cell = sheet.cell(line, HEADS.index(head) + 1)
            cell.value = value
            cell.number_format = "0%" if head in percent else "General"
        book.save(made)
        return lm.answered(lm.read(path), lm.read_answers(made).answers).outcomes["well"].baseline.text()

    shown = said({"Low": 0.4, "Likely": 0.5, "High": 0.6}, percent={"Low", "Likely", "High"})  # what Excel makes of 40%, 50% and 60%
    assert shown == said({"Low": "40%", "Likely": "50%", "High": "60%"}) == said({"Low": 40, "Likely": 50, "High": 60}) == "quantiles(p5=40, p50=50, p95=60, low=0)"
    assert said({"Low": "40%", "High": "60%"}) == "40 to 60"
    assert said({"Likely": 0.4}, percent={"Likely"}) == said({"Or in other words": 0.4}, percent={"Or in other words"}) == "40"
    with pytest.raises(lm.FileError, match="has 40% beside 60; write all of them with % or none"):
        said({"Low": 0.4, "High": 60}, percent={"Low"})
    assert said({"Likely": "0,125"}) == "0.125"  # not 125
