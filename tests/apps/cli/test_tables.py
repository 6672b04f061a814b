"""``simulate -o`` and ``compare -o`` write tables, or refuse before the run."""

from __future__ import annotations

import csv
import io
import json
import os

import openpyxl
import pytest

import logicmodel as lm


def test_simulate_writes_a_workbook_of_all_answers(typed, starter, tmp_path):
    done = typed("simulate", starter, "-o", "run.xlsx", "--draws", 256)
    assert done.status == 0
    assert "Saved to run.xlsx." in done.out
    book = openpyxl.load_workbook(tmp_path / "run.xlsx")
    assert book.sheetnames == ["attainment", "joint", "comparison", "time_to_target", "effects", "late_effects", "costs", "About"]
    results = lm.simulate(lm.read(starter), draws=256)
    found = [row[0] for row in book["effects"].iter_rows(min_row=2, values_only=True)]
    assert found == [row["allocation"] for row in lm.effects(results).rows]


def test_a_workbook_without_a_second_allocation_or_targets(typed, starter, tmp_path):
    typed("simulate", starter, "-o", "run.XLSX", "--draws", 64, "--allocation", "tutors_first")
    assert "comparison" not in openpyxl.load_workbook(tmp_path / "run.XLSX").sheetnames
    (tmp_path / "bare.yaml").write_text("logicmodel: 1\nperiods: {first: 2027, count: 1}\n", encoding="utf-8")
    assert typed("simulate", "bare.yaml", "-o", "bare.xlsx").status == 0
    assert openpyxl.load_workbook(tmp_path / "bare.xlsx").sheetnames == ["attainment", "About"]


def test_simulate_writes_the_chances_as_one_table(typed, starter, tmp_path):
    import pandas as pd

    wanted = lm.attainment(lm.simulate(lm.read(starter), draws=256)).rows
    for suffix in ("csv", "parquet"):
        assert typed("simulate", starter, "-o", f"run.{suffix}", "--draws", 256).status == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "run.csv").read_text(encoding="utf-8-sig"))))
    assert [float(row["probability"]) for row in rows] == [row["probability"] for row in wanted]
    assert pd.read_parquet(tmp_path / "run.parquet")["probability"].tolist() == [row["probability"] for row in wanted]


def test_compare_writes_tables(typed, starter, tmp_path):
    for suffix in ("xlsx", "csv", "json"):
        done = typed("compare", starter, "-o", f"c.{suffix}", "--draws", 256)
        assert done.status == 0
        assert f"Saved to c.{suffix}." in done.out
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").sheetnames == ["comparison", "dominance", "About"]
    assert (tmp_path / "c.csv").read_text(encoding="utf-8-sig").startswith("allocation,baseline,what")
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["question"] == "comparison"


def test_compare_names_the_futures_in_the_table(typed, tmp_path):
    from .conftest import SHELTER

    assert typed("compare", SHELTER, "-o", "c.csv", "--draws", 64, "--future", "rent_shock").status == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    assert next(iter(rows[0])) == "future"
    assert {row["future"] for row in rows} == {"rent_shock"}


@pytest.mark.parametrize("command", ["simulate", "compare"])
def test_what_cannot_be_written_is_refused_before_the_run(typed, starter, monkeypatch, tmp_path, command):
    def never(*_args, **_more):
        raise AssertionError("the run began")

    monkeypatch.setattr(lm, "simulate", never)
    (tmp_path / "locked.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or not str(path).endswith("locked.csv"))
    done = typed(command, starter, "-o", "locked.csv")
    assert (done.status, done.err) == (2, "locked.csv: cannot be written: you may not write here; choose a folder of your own\n")
    monkeypatch.setattr(lm.table_format("x.parquet").__class__, "needs", "no_such_package")
    done = typed(command, starter, "-o", "run.parquet")
    assert done.status == 2
    assert "needs the package no_such_package; pip install 'logicmodel[tables]'" in done.err
    assert typed(command, starter, "-o", "run.docx").status == 2


def test_a_folder_nobody_may_write_is_refused(typed, starter, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    done = typed("simulate", starter, "-o", "run")
    assert (done.status, done.err) == (2, "run: cannot be written: you may not write here; choose a folder of your own\n")
