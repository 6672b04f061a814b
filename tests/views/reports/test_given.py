"""Answers that were made elsewhere: each in the section that is about it, said once, and asked for again by the command."""

from __future__ import annotations

import functools

import pytest

import logicmodel as lm
from logicmodel.views.reports.blocks import Bullets, Figure, Table
from logicmodel.views.reports.page.words import worded
from logicmodel.views.reports.sections.section import Section

from .plans import chapter, names, quick, small, words


@functools.cache
def answers() -> dict[str, lm.Answer]:
    plan = small()
    return {
        "information": lm.value_of_information(plan, draws=4096),
        "flip": lm.flip_values(plan, draws=4096),
        "marginal": lm.marginal(plan, next(iter(plan.allocations)), draws=512),
    }


def test_no_answer_is_shown_in_two_sections():
    document = quick(small(), answers=list(answers().values()), draws=64).document
    assert "drivers" not in names(document)
    assert {"information", "optimum"} <= set(names(document))
    claimed = [question for part in Section.family.every().values() for question in part.questions]
    assert len(claimed) == len(set(claimed))


def test_what_follows_is_said_once():
    both = quick(small(), answers=[answers()["information"], answers()["information"]], draws=64).document
    said = [item for block in chapter(both, "information").blocks if isinstance(block, Bullets) for item in block.items]
    assert said
    assert len(said) == len(set(said))


def test_a_little_more_of_each_input_is_a_table_of_gains():
    blocks = chapter(quick(small(), answers=[answers()["marginal"]], draws=64).document, "optimum").blocks
    table = next(block.table if isinstance(block, Figure) else block for block in blocks if isinstance(block, Figure | Table))
    rows = [row for row in answers()["marginal"].rows if row["step"] == "money"]
    assert {row.cells[0].text for row in table.rows} == {row["title"] for row in rows}
    assert [column.title for column in table.columns] == ["A little more of", "In each period", "Costs", "Adds"]


def test_the_command_asks_for_the_answers_again(tmp_path):
    report = lm.report(small(), answers=[answers()["flip"]], draws=64, further=["flip"], file="plan.yaml")
    assert "logicmodel report plan.yaml --draws 64 --seed 1 --with flip" in words(chapter(report.document, "provenance"))
    alone = quick(small(), answers=[answers()["flip"]], draws=64)
    assert "what was asked in Python beside them stands as it was given" in words(chapter(alone.document, "provenance"))


def test_the_command_names_the_theory():
    plan = small()
    document = plan.to_document()
    link = plan.links[0].name
    document["variants"] = {"other": {"weight": "30%", "changes": {f"links.{link}.weight": 0.1}}}
    report = lm.report(lm.Plan.from_document(document), variant="other", draws=64)
    assert "--variant other" in words(chapter(report.document, "provenance"))
    assert "other" in words(chapter(report.document, "provenance"))


@pytest.mark.parametrize(("text", "html"), [
    ("42 % (41.7–42.7 %) of all", '42\xa0% <span class="whole">(41.7–42.7\xa0%)</span> of all'),
    ("−5 % (−6–−4)", '−5\xa0% <span class="whole">(−6–−4)</span>'),
    ("(2,141,000,000–2,149,000,000)", "(2,141,000,000–2,149,000,000)"),
    ("a–b & 2027", "a–b &amp; 2027"),
])
def test_short_ranges_stay_on_one_line(text, html):
    assert worded(text) == html


def test_long_paths_break_at_their_joints():
    path = "links[emergencies_referred->maternal_deaths].weight"
    assert worded(path).split("<wbr>") == ["links[emergencies_referred-&gt;", "maternal_deaths].", "weight"]
    assert "<wbr>" not in worded("one.two and three.four")
