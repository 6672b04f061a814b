"""From one format into another, with everything that was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.writing import write_text

SHELTER = Path(__file__).parents[2] / "scenarios" / "homeless-shelter" / "plan.yaml"


@pytest.fixture
def titles():
    class Titles(Format):
        kind, suffixes = "titles", (".titles",)

        def read(self, source, losses):
            losses += [Problem("line 2", "is no title", "delete it", source=source.name)] * 4
            return lm.Plan.from_document({"title": source.text().splitlines()[0], "periods": {"first": 2027, "count": 1}})

        def write(self, plan, path, losses):
            losses.append(Problem("links", f"{len(plan.links)} links have no place here"))
            write_text(path, plan.title)

    yield Titles
    del Format.members["titles"]


def test_yaml_and_json_lose_nothing(tmp_path: Path):
    to_json = lm.convert(SHELTER, tmp_path / "plan.json")
    back = lm.convert(tmp_path / "plan.json", tmp_path / "plan.yaml")
    assert to_json.losses == back.losses == ()
    assert lm.read(tmp_path / "plan.yaml") == lm.read(SHELTER) == back.plan


def test_losses_of_both_ways_are_listed(tmp_path: Path, titles):
    found = lm.convert(SHELTER, tmp_path / "plan.titles")
    assert [str(one) for one in found.unwritten] == [f"links: {len(found.plan.links)} links have no place here"]
    back = lm.convert(tmp_path / "plan.titles", tmp_path / "other.yaml")
    assert len(back.unread) == 4
    assert back.losses == back.unread
    assert back.plan.title == found.plan.title


def test_nothing_is_lost_in_silence(tmp_path: Path, titles):
    plan = lm.read(SHELTER)
    with pytest.warns(lm.LossWarning, match="links have no place here"):
        lm.write(plan, tmp_path / "plan.titles")
    with pytest.warns(lm.LossWarning, match=r"line 2: is no title; delete it \(and 3 more like it\); all of it: lm.read"):
        lm.read(tmp_path / "plan.titles")
    listed: list[Problem] = []
    lm.write(plan, tmp_path / "plan.txt", kind="titles", losses=listed)
    assert len(listed) == 1


def test_refusals(tmp_path: Path):
    with pytest.raises(lm.FileError, match="written over the file it is read from"):
        lm.convert(SHELTER, SHELTER)
    with pytest.raises(lm.RequestError, match="no format yam that plans can be written in; did you mean yaml"):
        lm.convert(SHELTER, tmp_path / "plan.x", kind="yam")
    with pytest.raises(lm.FileError, match="cannot be written as"):
        lm.convert(SHELTER, tmp_path / "plan.x")


def test_a_file_of_many_plans_becomes_a_folder(tmp_path: Path):
    one = (Path(__file__).parent / "samples" / "activity.xml").read_text(encoding="utf-8")
    inner = one.partition("<iati-activity ")[2].rpartition("</iati-activities>")[0]
    names = ("A/1", "B-2", "A 1", "")
    text = "".join(f"<iati-activity {inner.replace('XM-EX-1', name)}" for name in names)
    (tmp_path / "many.xml").write_text(f"<iati-activities>{text}</iati-activities>", encoding="utf-8")
    found = lm.convert_many(tmp_path / "many.xml", tmp_path / "plans" / "new")
    assert [path.name for path in found] == ["A-1.yaml", "B-2.yaml", "A-1-3.yaml", "activity-4.yaml"]
    assert all(len(one.unread) == 3 and lm.read(path) == one.plan for path, one in found.items())
