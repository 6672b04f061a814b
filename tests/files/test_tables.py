"""Answers written as tables come back with every value, and nothing in them is ever run."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import time
import zipfile
from pathlib import Path
from typing import ClassVar, Literal

import openpyxl
import pytest

import logicmodel as lm
from logicmodel.analysis.answer import Answer
from logicmodel.files.tables.parquet import Parquet
from logicmodel.files.workbooks.names import (
    LONGEST_TEXT,
    header_names,
    legal,
    sheet_names,
    table_names,
)
from tests.engine.examples import meal_plan

TRICKY = ("=1+1", "+1 234", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "näive 人 €", 'quo"te, comma', "two\nlines", "x" * 40_000, "")
ROWS = tuple(
    {"name": text, "probability": 1 / (number + 3), "low": 0.1, "high": 0.4, "count": number, "flag": number % 2 == 0,
     "amount": [0.1, 12.5, 1234.5, 950.0, 1e-9, -7e8, 0.0, 2.5, None, 1.0][number],
     "pair": [1, 2.5] if number % 2 else 7.0, "nothing": None}
    for number, text in enumerate(TRICKY)
)
ANSWER = Answer("demo", "What <is> it?", ROWS, {"plan": "A plan & more", "seed": 1, "interval": "95 % interval"}, ("Mind = heart",))
ODD = Answer("odd", "Odd numbers", ({"a": math.nan}, {"a": math.inf}, {"a": -math.inf}, {"a": 1.0}), {})
EMPTY = Answer("empty", "Nothing", (), {})


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=256)


def sheet_of(path: Path, name: str = "demo") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path)[name]


def test_the_path_comes_back_and_nothing_else_is_written(tmp_path: Path) -> None:
    for suffix in ("csv", "json", "parquet", "xlsx"):
        assert ANSWER.save(tmp_path / f"a.{suffix.upper()}") == tmp_path / f"a.{suffix.upper()}"
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_the_same_answer_gives_the_same_bytes(tmp_path: Path, results: lm.Results, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = lm.attainment(results)
    first = answer.save(tmp_path / f"a.{suffix}").read_bytes()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1e6)
    assert answer.save(tmp_path / f"b.{suffix}").read_bytes() == first


def test_csv_holds_every_value_in_full_precision(tmp_path: Path) -> None:
    data = ANSWER.save(tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfname,probability,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [float(row["probability"]) for row in rows] == [row["probability"] for row in ROWS]
    assert [row["pair"] for row in rows[:2]] == ["7.0", "[1, 2.5]"]
    assert {row["nothing"] for row in rows} == {""}
    assert {row["flag"] for row in rows} == {"true", "false"}
    assert [row["name"] for row in rows[5:]] == list(TRICKY[5:])
    assert data.count(b"\r\n") == len(ROWS) + 1


def test_csv_text_is_never_a_formula(tmp_path: Path) -> None:
    text = ANSWER.save(tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"][0] for row in rows[:5]] == ["'"] * 5
    unit = Answer("u", "", ({"=x": "-", "n": -1.5},), {}).save(tmp_path / "u.csv").read_text(encoding="utf-8-sig")
    assert unit.splitlines() == ["'=x,n", "-,-1.5"]


def test_csv_of_numbers_that_are_none(tmp_path: Path) -> None:
    assert ODD.save(tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == ["a", '""', "inf", "-inf", "1.0"]
    assert EMPTY.save(tmp_path / "e.csv").read_text(encoding="utf-8-sig") == ""


def test_pandas_reads_the_csv(tmp_path: Path, results: lm.Results) -> None:
    import pandas as pd

    answer = lm.effects(results)
    frame = pd.read_csv(answer.save(tmp_path / "a.csv"), dtype={"period": str}, keep_default_na=False)
    pd.testing.assert_frame_equal(frame, answer.to_frame(), rtol=1e-14)


def test_parquet_keeps_types_values_and_what_made_them(tmp_path: Path, results: lm.Results) -> None:
    import pandas as pd

    answer = lm.effects(results)
    frame = pd.read_parquet(answer.save(tmp_path / "a.parquet"))
    pd.testing.assert_frame_equal(frame, answer.to_frame(), check_exact=True)
    assert frame.attrs["digest"] == results.plan.digest
    assert (frame.attrs["question"], frame.attrs["seed"]) == ("effects", 1)


def test_parquet_of_mixed_and_odd_columns(tmp_path: Path) -> None:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(ANSWER.save(tmp_path / "a.parquet"))
    about = json.loads(table.schema.metadata[b"logicmodel"])
    assert about == {"question": "demo", "title": ANSWER.title, "settings": dict(ANSWER.settings), "notes": ["Mind = heart"]}
    assert table["name"].to_pylist() == list(TRICKY)
    assert table["pair"].to_pylist()[:2] == ["7.0", "[1, 2.5]"]
    assert [str(table.schema.field(name).type) for name in ("count", "flag", "amount", "nothing")] == ["int64", "bool", "double", "string"]
    assert table["amount"].to_pylist() == [row["amount"] for row in ROWS]
    odd = pyarrow.parquet.read_table(ODD.save(tmp_path / "o.parquet"))["a"].to_pylist()
    assert math.isnan(odd[0])
    assert odd[1:] == [math.inf, -math.inf, 1.0]
    assert pyarrow.parquet.read_table(EMPTY.save(tmp_path / "e.parquet")).num_rows == 0
    whole = Answer("w", "", ({"a": 1}, {"a": 2.5}), {})
    assert pyarrow.parquet.read_table(whole.save(tmp_path / "w.parquet"))["a"].to_pylist() == [1.0, 2.5]


def test_json_is_the_answer_as_plain_data(tmp_path: Path, results: lm.Results) -> None:
    answer = lm.attainment(results)
    found = json.loads(answer.save(tmp_path / "a.json").read_text(encoding="utf-8"))
    assert found == json.loads(json.dumps(answer.to_dict()))
    odd = json.loads(ODD.save(tmp_path / "o.json").read_text(encoding="utf-8"))
    assert odd["rows"] == [{"a": None}, {"a": None}, {"a": None}, {"a": 1.0}]
    two = json.loads(lm.save_tables([answer, ODD], tmp_path / "t.json").read_text(encoding="utf-8"))
    assert set(two) == {"attainment", "odd"}


def test_half_characters_and_strange_values_are_written_all_the_same(tmp_path: Path) -> None:
    strange = Answer("s", "", ({"a": "x\ud800y", "b": Path("p"), "c": {"k": (1, None)}},), {})
    for suffix in ("csv", "json", "parquet", "xlsx"):
        assert strange.save(tmp_path / f"s.{suffix}").stat().st_size > 10
    assert sheet_of(tmp_path / "s.xlsx", "s")["A2"].value == "x\N{REPLACEMENT CHARACTER}y"
    assert sheet_of(tmp_path / "s.xlsx", "s")["C2"].value == '{"k": [1, null]}'


def test_sheet_holds_every_value(tmp_path: Path) -> None:
    sheet = sheet_of(ANSWER.save(tmp_path / "a.xlsx"))
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == ANSWER.columns
    columns = dict(zip(head, zip(*rows, strict=True), strict=True))
    for name in ("count", "flag", "nothing"):
        assert list(columns[name]) == [row[name] for row in ROWS], name
    for name in ("probability", "amount"):  # a workbook keeps sixteen digits
        assert list(columns[name]) == [row[name] if row[name] is None else pytest.approx(row[name], rel=1e-15) for row in ROWS]
    assert columns["name"][:8] == TRICKY[:8]
    assert len(columns["name"][8]) == LONGEST_TEXT
    assert columns["name"][9] is None
    assert columns["pair"][:2] == (7, "[1, 2.5]")


def test_sheet_text_is_never_a_formula(tmp_path: Path) -> None:
    sheet = sheet_of(ANSWER.save(tmp_path / "a.xlsx"))
    for row in range(2, 7):
        assert sheet.cell(row, 1).data_type == "s"
        assert sheet.cell(row, 1).quotePrefix
    assert not sheet.cell(7, 1).quotePrefix
    about = openpyxl.load_workbook(Answer("=a", "=b", ({"=c": 1},), {"=d": "=e"}, ("=f",)).save(tmp_path / "b.xlsx"))
    assert all(cell.data_type in {"s", "n"} for page in about for row in page.iter_rows() for cell in row)


def test_sheet_is_a_table_with_formats_for_people(tmp_path: Path, results: lm.Results) -> None:
    answers = [lm.attainment(results), lm.compare(results), lm.joint(results), lm.costs(results)]
    book = openpyxl.load_workbook(lm.save_tables(answers, tmp_path / "a.xlsx"))
    assert book.sheetnames == ["attainment", "comparison", "joint", "costs", "About"]
    sheet = book["attainment"]
    assert sheet.tables["t_attainment"].ref == sheet.dimensions
    assert sheet.tables["t_attainment"].autoFilter is not None
    assert sheet.freeze_panes == "C2"
    formats = {head.value: cell.number_format for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert formats["probability"] == formats["low"] == "0.00%"
    assert formats["allocation"] == "General"
    assert book["costs"]["B2"].number_format == "#,##0"
    by_what = {row[2].value: row[5].number_format for row in book["comparison"].iter_rows(min_row=2)}
    assert by_what["cost"] == "#,##0"
    assert by_what["success"].startswith("+0.00%")
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert min(widths) >= 9
    assert max(widths) <= 48


def test_about_says_what_made_the_answers(tmp_path: Path, results: lm.Results) -> None:
    book = openpyxl.load_workbook(lm.save_tables([lm.attainment(results), ANSWER], tmp_path / "a.xlsx"))
    text = {str(key): str(value) for key, value in book["About"].iter_rows(values_only=True, max_col=2)}
    assert text["attainment"] == "How likely is each target to be met?"
    assert text["digest"] == results.plan.digest
    assert text["note"] == "Mind = heart"
    assert "low and high are the ends of its 95 % interval" in text["probability"]
    assert "p5, p10, p25, p50, p75, p90, p95 are its percentiles" in text["mean"]
    assert text["meals@2028"] == "Meals served: at least 30,000 meals by 2028"
    assert text["hunger"] == "Fewer people are hungry"
    assert "Nothing allocated" not in text.values()


def test_workbook_of_nothing_and_of_odd_numbers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(lm.save_tables([EMPTY, ODD], tmp_path / "a.xlsx"))
    assert book["empty"]["A1"].value == "This answer has no rows."
    assert [cell.value for cell in book["odd"]["A"]] == ["a", None, "∞", "-∞", 1]


def test_sheets_of_the_same_question_are_told_apart(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(lm.save_tables([ODD, ODD, ODD], tmp_path / "a.xlsx"))
    assert book.sheetnames == ["odd", "odd 2", "odd 3", "About"]
    book = openpyxl.load_workbook(lm.save_tables({"About": ODD, "a/b[1]": ODD, "y" * 40: ODD}, tmp_path / "b.xlsx"))
    assert book.sheetnames == ["About 2", "a-b-1-", "y" * 31, "About"]


def test_names_are_legal() -> None:
    many = sheet_names(["long" * 10] * 12 + ["'quoted'", "history", " \x07 ", "a:b"])
    assert len({name.casefold() for name in many}) == len(many)
    assert all(0 < len(name) <= 31 for name in many)
    assert many[-4:] == ["quoted", "history_", "Sheet", "a-b"]
    assert header_names(["a", "A", "a\nb", "", "x" * 400]) == ["a", "A 2", "a b", "column", "x" * 250]
    assert table_names(["a b", "a_b", "人"]) == ["t_a_b", "t_a_b_2", "t_人"]
    assert legal("_x0041_ and \x00\ufffe") == "_x005F_x0041_ and \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"


def test_no_part_of_a_workbook_knows_the_time(tmp_path: Path) -> None:
    with zipfile.ZipFile(ANSWER.save(tmp_path / "a.xlsx")) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"dcterms" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.xls", "tables cannot be written as .xls; did you mean xlsx?"),
        ("a.foo", "tables cannot be written as .foo; known formats: .csv, .json, .parquet, .xlsx"),
        ("a", "the name has no suffix; known formats: .csv, .json, .parquet, .xlsx"),
        ("nowhere/a.csv", "cannot be written: the folder does not exist; make the folder first"),
    ],
)
def test_refusals(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(lm.FileError) as caught:
        ODD.save(tmp_path / name)
    assert str(caught.value).endswith(words)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_one_table_a_file(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(lm.FileError, match=rf"a \.{suffix} file holds one table only; .* ends in \.json or \.xlsx"):
        lm.save_tables([ODD, ANSWER], tmp_path / f"a.{suffix}")
    assert lm.save_tables([ODD], tmp_path / f"a.{suffix}").exists()
    with pytest.raises(lm.RequestError, match="no answers to save"):
        lm.save_tables([], tmp_path / "a.xlsx")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Parquet, "needs", "no_such_package")
    with pytest.raises(lm.MissingExtraError, match=r"writing \.parquet needs the package no_such_package; pip install 'logicmodel\[tables\]'"):
        ODD.save(tmp_path / "a.parquet")


def test_a_failed_write_leaves_what_stood_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ODD.save(tmp_path / "a.xlsx")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(lm.FileError, match="the disk is full"):
        ANSWER.save(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_format_defined_elsewhere_joins(tmp_path: Path) -> None:
    class Lines(lm.TableFormat):
        kind: Literal["lines"] = "lines"
        several: ClassVar[bool] = True

        def content(self, answers: dict[str, Answer]) -> bytes:
            return "\n".join(answers).encode()

    try:
        assert lm.save_tables([ODD, EMPTY], tmp_path / "a.lines").read_text() == "odd\nempty"
    finally:
        del lm.TableFormat.family.members["lines"]
