"""What the section on contributions says, held against the answers it is made from."""

from __future__ import annotations

import functools
from typing import Any

import logicmodel as lm
from logicmodel.views.reports import tables
from logicmodel.views.reports.blocks import Bullets, Table

from .plans import ROOT, chapter, names, quick, words


@functools.cache
def shelter() -> lm.Results:
    return lm.simulate(lm.read(ROOT / "scenarios" / "homeless-shelter" / "plan.yaml"), draws=128)


@functools.cache
def shares() -> lm.Answer:
    return lm.contribution(shelter().plan, allocation="housing_first", draws=256)


@functools.cache
def claims() -> lm.Answer:
    return lm.contribution_table(shelter().plan, allocation="housing_first", draws=256)


def made(*answers: Any) -> Any:
    return chapter(quick(shelter(), answers=answers, sections=["contribution"]).document, "contribution")


def test_without_an_answer_there_is_no_section() -> None:
    assert names(quick(shelter(), sections=["summary", "contribution"]).document) == ["summary"]


def test_shares_are_drawn_and_told_with_what_follows() -> None:
    section = made(shares())
    table = next(block for block in section.blocks if isinstance(block, Table))
    cells = [tables.plain(cell.text) for row in table.rows for cell in row.cells]
    row = shares().where(name="run_shelter", target="success", of="success")
    assert lm.wording.part(row["share"], row["share_low"], row["share_high"]) in cells
    assert (row["why"] or "cannot be told from nothing") in cells
    bullets = next(block for block in section.blocks if isinstance(block, Bullets))
    assert list(bullets.items) == shares().settings["so_what"]
    assert shares().settings["headline"] in words(section)


def test_what_hangs_on_one_alone_stands_in_a_group_of_its_own() -> None:
    plan = lm.read(ROOT / "scenarios" / "unhcr-malaysia" / "plan.yaml")
    answer = lm.contribution(plan, players="inputs", draws=256)
    section = chapter(quick(lm.simulate(plan, draws=128), answers=[answer], sections=["contribution"]).document, "contribution")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert "What hangs on one alone" in {row.group for row in table.rows}


def test_the_table_tells_what_each_link_rests_on() -> None:
    section = made(claims())
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) == len(shelter().plan.links)
    assert table.rows[0].group.startswith("Carries a share of the effect on “Fewer people are homeless”")
    assert table.rows[-1].group == "Carries nothing of it"
    text = words(section)
    assert "from outside: Rent level" in text
    assert "Look for evidence, or measure, where most rests on least" in text


def test_both_stand_in_a_whole_report() -> None:
    report = quick(shelter(), answers=[shares(), claims()])
    assert names(report.document).count("contribution") == 1
    assert "drivers" not in names(report.document)
