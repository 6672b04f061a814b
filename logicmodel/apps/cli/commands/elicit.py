"""``logicmodel elicit``."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson, PlanFile
from logicmodel.apps.cli.page import put_json

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NUMBER]...", show_default=False,
                   help="Numbers by their paths, to be asked about again: links.a->b.weight. Default: all that are missing."),
]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", show_default=False,
                 help="Who answers: the answers join what others say (experts:). Asks also what others were asked."),
]
Sheet = Annotated[
    Path | None,
    typer.Option("--sheet", metavar="FILE", show_default=False, help="Write the questions to an Excel workbook (.xlsx) in place of asking."),
]
Sheets = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="FILE", show_default=False,
                 help="Take in the answers of such a workbook; may be repeated. Answers by name become experts:."),
]


def elicit(
    plan: PlanFile,
    numbers: Numbers = None,
    who: Who = None,
    sheet: Sheet = None,
    sheets: Sheets = None,
    as_json: AsJson = False,
) -> None:
    """Ask for the numbers that a plan still lacks, and write the answers into it.

    One question after the other, in plain words. An answer is low, likely and high (8 12 20), a range
    (8 to 20), a number or any distribution; Enter skips, q stops. Each answer is saved at once, with all
    comments kept, so you may stop at any time and go on later. With --json the questions are printed.
    """
    from logicmodel.apps.cli.pages.questions import ask, written
    from logicmodel.apps.cli.request import planned

    if sheet is not None and sheets:
        raise lm.RequestError("--sheet writes questions and --from takes answers in", remedy="use one of them")
    if sheet is not None:
        found = lm.write_questions(lm.read(plan), sheet, numbers or None, who=who or "")
        written(plan, found)
    elif sheets:
        _take_in(plan, sheets, as_json=as_json)
    elif as_json:
        put_json(lm.questions(planned(plan), numbers or None, who=who).to_dict())
    else:
        ask(plan, lm.questions(planned(plan), numbers or None, who=who), who)


def _take_in(plan: Path, sheets: list[Path], *, as_json: bool) -> None:
    """Write what sheets say into the plan."""
    from logicmodel.apps.cli.pages.questions import merged

    replies = lm.read_answers(sheets)
    before = lm.read(plan)
    known = {number: _now(before, number) for number in replies.answers}
    try:
        after = lm.record_answers(plan, replies.answers, remarks=replies.remarks)
    except lm.LogicModelError as error:
        raise type(error)([_in_its_cell(problem, replies) for problem in error.problems]) from None
    if as_json:
        put_json({
            "answered": {number: row["now"] for number in replies.answers for row in lm.questions(after, number).rows},
            "people": list(replies.people),
            "remarks": dict(replies.remarks),
            "missing": [row["number"] for row in lm.questions(after).rows],
        })
    else:
        merged(plan, after, replies, known)


def _in_its_cell(problem: lm.Problem, replies: lm.Replies) -> lm.Problem:
    """Return what is wrong with an answer with the file and the cell it stands in."""
    found = replies.places.get(problem.where)
    return problem if found is None else dataclasses.replace(problem, source=found[0], where=found[1])


def _now(plan: lm.Plan, number: str) -> str:
    """Return what a plan says about a number; a number that is not in it is refused later, by its name."""
    try:
        return str(lm.questions(plan, number).rows[0]["now"])
    except lm.RequestError:
        return ""
