"""``contribution`` from options to a page, a file or a refusal."""

from __future__ import annotations

import json

import pytest

from .conftest import SHELTER, flat

QUICK = ("--draws", 256)


def test_the_page_says_who_brings_most_then_everything_then_so_what(typed, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = typed("contribution", SHELTER, *QUICK)
    assert (done.status, done.err) == (0, "")
    words = flat(done.out)
    assert "Who contributes what? Under Housing first, the likeliest to succeed" in words
    assert words.index("“Manage cases intensively” brings") < words.index("Fewer people sleep rough: −") < words.index("So what")
    assert "Nothing to any of these: Cook and serve meals." in words
    assert "each: Alone next to nothing" in words
    assert "lost without it" not in words
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_wide_page_shows_more_columns_and_plain_letters_will_do(typed, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = typed("contribution", SHELTER, *QUICK, "--allocation", "housing_first", "--target", "success", "--players", "inputs")
    words = flat(done.out)
    assert "alone lost without it" in words
    assert "Who contributes what, under Housing first?" in words
    assert "Chance of success: +" in words


def test_links_are_cut_off_after_the_largest(typed):
    done = typed("contribution", SHELTER, *QUICK, "--players", "links", "--target", "sleeping_rough@2030", "--top", 3)
    words = flat(done.out)
    assert "Not shown: 7 more that bring less (--top)." in words
    assert "Chance of meeting “Fewer people sleep rough”" in words


def test_what_hangs_on_one_alone_is_one_table(typed, tmp_path):
    done = typed("contribution", SHELTER, *QUICK, "--players", "inputs", "--target", "food_security@2030", "--allocation", "current")
    words = flat(done.out)
    assert "What hangs on one alone" in words
    assert "One target hangs on “Meals budget” alone." in words


def test_the_table_tells_each_link(typed):
    done = typed("contribution", SHELTER, *QUICK, "--table")
    assert done.status == 0
    words = flat(done.out)
    assert "What does the claim to have contributed rest on?" in words
    assert "rivals: from outside: Rent level" in words
    assert "mechanism: works with a chance of 93 %" in words
    assert words.index("Rent support → Find homes and sign leases: 17 %") < words.index("Meals budget → Cook and serve meals because")


def test_json_is_one_object_and_files_are_written(typed, tmp_path):
    done = typed("contribution", SHELTER, *QUICK, "--target", "success", "--json", "-o", tmp_path / "out.json")
    record = json.loads(done.out)
    assert record == json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert record["settings"]["players"] == "activities"
    assert sum(row["value"] for row in record["rows"]) == pytest.approx(record["settings"]["whole"][0]["value"])
    for name in ("out.csv", "out.svg"):
        done = typed("contribution", SHELTER, *QUICK, "--target", "success", "-o", tmp_path / name)
        assert done.out.rstrip().endswith(f"{name}.")
        assert (tmp_path / name).stat().st_size > 500
    done = typed("contribution", SHELTER, *QUICK, "--table", "--json", "-o", tmp_path / "table.csv")
    assert json.loads(done.out)["question"] == "contribution_table"
    assert "rent_support->find_homes" in (tmp_path / "table.csv").read_text(encoding="utf-8")


def test_futures_and_changes_are_taken(typed):
    one, other = (
        json.loads(typed("contribution", SHELTER, *QUICK, "--allocation", "housing_first", "--target", "success", "--json", *more).out)["settings"]
        for more in ((), ("--future", "landlords_leave", "--set", "factors.rent_index.value=118"))
    )
    assert other["whole"][0]["value"] < one["whole"][0]["value"]


@pytest.mark.parametrize(("options", "told"), [
    (("--players", "people"), "nothing is divided among people"),
    (("--target", "homeless"), "there is no target or node homeless"),
    (("--draws", 40), "too few draws"),
    (("-o", "picture.gif"), "cannot be written as .gif"),
    (("--table", "-o", "picture.svg"), "there is no picture of this answer"),
    (("--table", "--target", "success", "--target", "homeless_people@2030"), "takes one target"),
])
def test_what_cannot_be_asked_is_refused_in_a_line(typed, options, told):
    done = typed("contribution", SHELTER, *options)
    assert done.status == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_missing_numbers_are_told_with_their_lines(typed, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text("logicmodel: 1\nperiods: {first: 2027, count: 1}\noutcomes:\n  y: {}\n", encoding="utf-8")
    done = typed("contribution", plan)
    assert done.status == 2
    assert "plan.yaml:4" in done.err
