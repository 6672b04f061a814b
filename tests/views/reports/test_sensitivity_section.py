"""What the section on sensitivities says, held against the answers it is made from."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import logicmodel as lm
from logicmodel.views.reports.blocks import Bullets, Figure, Heading, Paragraph, Table

from .plans import ROOT, chapter, names, quick, words


@functools.cache
def shelter() -> lm.Results:
    return lm.simulate(lm.read(ROOT / "scenarios" / "homeless-shelter" / "plan.yaml"), draws=128)


@functools.cache
def asked(method: str, target: str | None = None) -> lm.Answer:
    draws = 256 if method == "tornado" else 1024
    return lm.sensitivity(shelter().plan, target, method=method, allocation="housing_first", draws=draws)


def blocks(*answers: Any) -> tuple[Any, ...]:
    return chapter(quick(shelter(), answers=answers, sections=["sensitivity"]).document, "sensitivity").blocks


def test_without_an_answer_there_is_no_section() -> None:
    assert names(quick(shelter(), sections=["summary", "sensitivity"]).document) == ["summary"]


def test_it_leads_with_what_the_result_hangs_on_and_ends_with_what_follows() -> None:
    made = blocks(asked("tornado"), asked("sobol"))
    told, whole = lm.conclude(asked("tornado")), lm.conclude(asked("sobol"))
    assert made[0] == Paragraph(f"Under “Housing first”: {told.headline[:1].lower()}{told.headline[1:]}", lead=True)
    assert told.slight == told.advice[-len(told.slight):] != whole.slight
    assert Bullets((*told.advice[:-len(told.slight)], *whole.slight)) in made, "what hardly matters is told by total shares"
    assert Bullets(told.advice) in blocks(asked("tornado"))
    assert [block.text for block in made if isinstance(block, Heading)] == [asked("sobol").title, "What follows"]
    _, table = (block for block in made if isinstance(block, Table))
    first = asked("sobol").rows[0]
    assert [column.title for column in table.columns] == ["Number", "In all", "By itself"]
    assert table.rows[0].cells[0].text == first["title"]
    assert table.note.startswith(f"{len(asked('sobol').rows) - 12} numbers that matter less or not at all are left out. ")


def test_several_targets_are_a_map_with_the_first_number_of_each() -> None:
    answer = asked("tornado", "all")
    (table,) = (block for block in blocks(answer) if isinstance(block, Table))
    assert len(table.rows) == len({row["target"] for row in answer.rows})
    assert table.rows[0].cells[0].text == "Success"


def test_notes_are_told_and_other_sections_leave_it_alone() -> None:
    answer = dataclasses.replace(asked("tornado"), notes=("one target was left out",))
    report = quick(shelter(), answers=[answer], sections=["sensitivity", "drivers"])
    assert names(report.document) == ["sensitivity"]
    assert "One target was left out." in words(chapter(report.document, "sensitivity"))


def test_charts_stand_before_their_tables() -> None:
    report = lm.report(shelter(), answers=[asked("tornado")], sections=["sensitivity"])
    (figure,) = (block for block in chapter(report.document, "sensitivity").blocks if isinstance(block, Figure))
    assert figure.picture.title.startswith("The chance of success moves most with")
    assert figure.table is not None


def test_an_answer_of_another_make_is_left_to_the_general_section() -> None:
    rows = ({"name": "factors.rent_index.value", "target": "success", "importance": 0.4},)
    answer = lm.Answer("sensitivity", "How much does it matter", rows, {})
    assert names(quick(shelter(), answers=[answer], sections=["sensitivity", "drivers"]).document) == ["drivers"]
