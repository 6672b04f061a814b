"""``discover`` from options to a page, a file or a refusal."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm

from .conftest import SHELTER

TARGET = ("--target", "homeless_people@2030", "--draws", "512", "--boxes", "1")
NOISE = """\
logicmodel: 1
title: Pure luck
periods: {first: 2027, count: 2}
outcomes:
  songs: {title: More songs, baseline: 0, noise: "normal(0, 1)"}
targets:
  - {node: songs, at_least: 0, by: 2028}
allocations: {}
"""


def test_the_page_tells_boxes_stability_and_what_to_do(typed):
    page = typed("discover", SHELTER, "--target", "homeless_people@2030", "--draws", 1024, "--boxes", 2)
    assert page.status == 0, page.err
    text = " ".join(page.out.split())
    assert text.startswith("Harbour County homelessness plan In which futures is the target missed? Under “Housing first”, “Fewer people are homeless” is missed in 5")
    assert "“Landlords keep accepting tenants with rent support” does not hold" in text
    assert "Box 1 (" in text
    assert "comes back in" in text
    assert "So what" in text
    assert "watch it from the first day" in text
    assert "1,024 draws in 16 replicates" in text
    assert "assumptions." not in text


def test_json_is_the_answer(typed):
    page = typed("discover", SHELTER, *TARGET, "--json", "--without-chance", "--seed", 3)
    record = json.loads(page.out)
    assert record["question"] == "discovery"
    assert len(record["boxes"]) == 1
    assert (record["settings"]["chance"], record["settings"]["seed"], record["settings"]["search_seed"]) == ("without", 3, 3)
    expected = lm.discover(lm.simulate(lm.read(SHELTER), draws=512, seed=3), "homeless_people@2030", chance="without", boxes=1, seed=3)
    assert record["rows"] == json.loads(json.dumps(expected.to_dict()))["rows"]


def test_a_tree_is_printed_level_by_level(typed):
    page = typed(
        "discover", SHELTER, "--target", "homeless_people@2030", "--draws", 1024, "--method", "tree", "--when", "met",
        "--future", "rent_shock", "--set", "factors.rent_index.reference=110",
    )
    assert page.status == 0, page.err
    assert "A short tree" in page.out
    assert "All futures" in page.out
    assert "is met" in page.out


def test_levels_in_a_period_are_asked_for(typed):
    page = typed("discover", SHELTER, *TARGET, "--drivers", "outputs", "--by", "2029")
    assert "2029” is below" in " ".join(page.out.split())


def test_a_saved_run_is_enough(typed, tmp_path):
    assert typed("simulate", SHELTER, "--draws", 512, "-o", "run").status == 0
    page = typed("discover", "run", "--target", "homeless_people@2030", "--boxes", 1, "-o", "boxes.csv")
    assert page.status == 0, page.err
    assert "Saved to boxes.csv." in page.out
    assert (tmp_path / "boxes.csv").read_text(encoding="utf-8").lstrip("\ufeff").startswith("box,name,title,condition")
    refused = typed("discover", "run", "--draws", 64, "--future", "rent_shock")
    assert refused.status == 2
    assert "--draws cannot change a run that is saved" in refused.err
    assert "--future cannot" in refused.err


def test_the_answer_is_drawn_or_stored(typed, tmp_path):
    page = typed("discover", SHELTER, *TARGET, "--allocation", "housing_first", "-o", "boxes.svg")
    assert page.status == 0, page.err
    assert "<svg" in (tmp_path / "boxes.svg").read_text(encoding="utf-8")
    assert typed("discover", SHELTER, *TARGET, "--method", "tree", "-o", "boxes.json").status == 0
    assert json.loads((tmp_path / "boxes.json").read_text(encoding="utf-8"))["boxes"]


def test_where_nothing_stands_out_the_page_says_so(typed, tmp_path):
    (tmp_path / "luck.yaml").write_text(NOISE, encoding="utf-8")
    page = typed("discover", "luck.yaml", "--without-chance", "--draws", 1024)
    assert page.status == 2
    assert "uncertain" in page.err
    text = NOISE.replace("songs: {", "other: {title: Other, baseline: 'uniform(0, 1)'}\n  songs: {")
    (tmp_path / "luck.yaml").write_text(text, encoding="utf-8")
    page = typed("discover", "luck.yaml", "--without-chance", "--draws", 1024)
    assert page.status == 0, page.err
    words = " ".join(page.out.split())
    assert "Nothing stands out from chance" in words
    assert "No signpost can be named" in words


@pytest.mark.parametrize(("words", "said"), [
    (("--when", "mist"), "missed"), (("--allocation", "curent"), "did you mean current"), (("--target", "homeles_people"), "did you mean"),
    (("--boxes", "none"), "whole number"), (("-o", "boxes.txt"), "name a file that ends in"), (("--allocation", "current"), "nothing to tell apart"),
])
def test_refusals_say_what_to_do(typed, words, said):
    page = typed("discover", SHELTER, "--draws", 256, *words)
    assert page.status == 2
    assert said in " ".join(page.err.split())
