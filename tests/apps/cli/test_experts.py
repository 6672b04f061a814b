"""``logicmodel experts``: the page, the files and the refusals."""

from __future__ import annotations

import json

import pytest

PLAN = """\
logicmodel: 1
title: Home visits
periods: {first: 2027, count: 2}
inputs: {nurses: {title: Nurses, unit: nurses}}
outcomes: {health: {title: Healthy families, unit: families, baseline: {experts: {anna: 400 to 520, ben: 420 to 540}}}}
links:
  - from: nurses
    to: health
    weight: {experts: {anna: 5 to 7, ben: 5 to 8, chi: 9 to 12}, weights: {anna: 2, ben: 1, chi: 1}}
"""
PAGE = """\
Home visits
What do the experts say, and do they agree?

Healthy families: baseline (families)
                    counts       median (90 % interval)  middle half
  Anna              50 %         456 (400–520)           432–481
  Ben               50 %         476 (420–540)           452–501
  Linear pool       in the plan  466 (408–532)           441–492
  Quantile average  not used     466 (410–530)           442–491
  The linear pool says 466 families (408–532); 7 % of the variance is
  disagreement between the experts.

So what
  The experts agree well enough: either pool says much the same, so go on with
  the plan.
"""


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return "plan.yaml"


def test_the_page_has_a_table_a_sentence_and_what_follows(typed, plan):
    assert typed("experts", plan, "outcomes.health.baseline").out == PAGE
    page = typed("experts", plan).out
    assert "Nurses → Healthy families: weight" in page
    assert "the 90 % interval of Chi (9.0–12.0) overlaps" in " ".join(page.split())


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.xlsx", "out.svg", "out.png"])
def test_tables_and_pictures_are_written(typed, plan, tmp_path, name):
    done = typed("experts", plan, "-o", name)
    assert done.status == 0
    assert f"Saved to {name}." in done.out
    assert (tmp_path / name).stat().st_size > 500


def test_json_is_one_object(typed, plan):
    found = json.loads(typed("experts", plan, "--json", "--set", "links.nurses->health.weight.experts.chi=5 to 8").out)
    assert found["question"] == "elicitation"
    assert found["advice"] == []
    assert next(row for row in found["rows"] if row["expert"] == "chi")["p95"] == pytest.approx(8)


@pytest.mark.parametrize(("words", "wrong"), [
    (("links.x",), "no experts were asked about links.x"), (("-o", "out.doc"), "cannot be written as .doc"),
    (("--set", "links.nurses->health.weight=3", "--set", "outcomes.health.baseline=3"), "no number of the plan was asked of experts"),
])  # fmt: skip
def test_wrong_words_are_refused(typed, plan, words, wrong):
    done = typed("experts", plan, *words)
    assert done.status == 2
    assert wrong in done.err
    assert not done.out
