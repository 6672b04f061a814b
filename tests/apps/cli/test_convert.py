"""``logicmodel convert``: files, folders of sheets, folders of plans."""

from __future__ import annotations

import json
import re
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


def test_many_losses_are_grouped_on_a_page_and_listed_in_json(typed):
    shelter = Path(__file__).parents[3] / "scenarios" / "homeless-shelter" / "plan.yaml"
    done = typed("convert", shelter, "plan.stratml")
    lines = done.out.splitlines()
    assert done.status == 0
    assert len(lines) < 40
    assert lines[0] == "plan.stratml cannot hold:"
    heads = [line.strip().partition(":")[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert heads == ["For you to look at", "Parts of the plan", "Targets", "Cause and effect", "Money", "Reasons", "What if", "Measuring", "Words"]
    words = " ".join(done.out.split())
    assert "it can be drawn and checked, but simulations differ or fail" in words
    assert re.search(r"weight of \d+ links, ", words)
    assert "it holds all of this. --json lists every place." in words
    record = json.loads(typed("convert", shelter, "plan.stratml", "--json").out)
    assert len(record["losses"]) > 30
    assert {one["when"] for one in record["losses"]} == {"writing"}


def test_groups_of_many_lines_are_cut_short(typed):
    links = [{"from": f"n{number}", "to": f"n{number + 1}", "direction": way} for number, way in enumerate(["mutual", "undirected"] * 6)]
    for number, link in enumerate(links):
        link["direction"] = f"{link['direction']} {chr(97 + number)}"
    Path("map.json").write_text(json.dumps({"elements": [{"id": f"n{number}", "label": f"N{number}"} for number in range(13)], "connections": links}), encoding="utf-8")
    done = typed("convert", "map.json", "map.yaml")
    assert "What of map.json was left out or had to be guessed:" in done.out
    assert "- and 4 more; --json lists all" in done.out


def test_the_help_names_all_formats(typed):
    done = typed("convert", "--help")
    for kind, one in lm.formats().items():
        (line,) = (line for line in done.out.splitlines() if line.startswith(f"  {kind} "))
        assert one.suffixes[0] in line
    assert "only written" in done.out
    assert "only read" in done.out


def test_one_of_a_thing_is_told_as_one(typed, tmp_path):
    (tmp_path / "small.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\noutputs: {meals: {}}\noutcomes: {fed: {}}\nlinks:\n- {from: meals, to: fed}\n"
        "targets:\n- {node: fed, at_least: 3, by: 2028}\n", encoding="utf-8",
    )
    assert "Wrote again.json: 2 nodes, 1 link, 1 target; nothing was lost." in typed("convert", "small.yaml", "again.json").out
