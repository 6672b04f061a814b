"""``logicmodel convert``: files, folders of sheets, folders of plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import logicmodel as lm

SAMPLES = Path(__file__).parents[2] / "files" / "samples"


@pytest.mark.parametrize("name", ["plan_csv", "plan_csv/", "sheets", "sheets/"])
def test_a_plan_becomes_a_folder_of_sheets_and_comes_back(typed, starter, name):
    done = typed("convert", starter, name)
    assert done.status == 0
    assert "nothing was lost" in done.out
    assert typed("convert", name, "again.yaml").status == 0
    assert lm.read("again.yaml") == lm.read(starter) == lm.read(name)
    assert typed("check", name).status == typed("check", starter).status
    assert typed("convert", starter, name).status == 0


def test_a_folder_with_other_things_stays_as_it_is(typed, starter):
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    for name in ("mine", "mine/", "."):
        done = typed("convert", starter, name)
        assert done.status == 2
        assert "is not replaced" in done.err or "the folder you are in" in done.err
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_activities_become_a_folder_of_plans_or_of_sheets(typed):
    source = SAMPLES / "activity.xml"
    done = typed("convert", source, "plans", "--json")
    (record,) = json.loads(done.out)["plans"]
    assert Path(record["written"]).parent == Path("plans")
    assert typed("convert", source, "plan_csv", "--json").status == 0
    assert lm.read("plan_csv") == lm.read(record["written"])


def test_a_file_without_activities_makes_no_folder(typed):
    done = typed("convert", SAMPLES / "strategy.stratml", "plan.xml", "--format", "stratml")
    assert done.status == 0
    done = typed("convert", "plan.xml", "plans")
    assert done.status == 2
    assert "holds no IATI activity" in done.err
    assert "plans_csv" in done.err
    assert not Path("plans").exists()
