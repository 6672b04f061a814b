"""``logicmodel report``."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    AsJson,
    Changes,
    Draws,
    Future,
    PlanFile,
    Seed,
    Variant,
    Workers,
)
from logicmodel.apps.cli.page import put, put_json

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="The report: its name ends in .html, .pdf, .docx or .md. Default: NAME-report.html here, NAME being that of the plan."),
]
Sections = Annotated[
    list[str] | None,
    typer.Option("--section", metavar="NAME", help="Only this section, such as summary or logframe; may be repeated. Default: all."),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="QUESTION",
                 help="Answer this too: sensitivity, contribution, information, flip, discovery, variants, elicitation or marginal; may be repeated."),
]


def report(
    plan: PlanFile,
    output: Output = None,
    allocation: Allocations = None,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    section: Sections = None,
    further: With = None,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Write the report of a plan: how likely it is to succeed, why, and on what evidence.

    A plan that lacks numbers gives a report that says which.
    """
    from logicmodel.apps.cli import questions, request
    from logicmodel.apps.cli.progress import shown

    found = request.planned(plan, changes, future, variant)
    place = output if output is not None else Path(f"{_name(plan)}-report.html")
    questions.check(further or (), "--with")
    asked = questions.Asked(found, plan, request.Run(allocation, draws, seed=seed, workers=workers))
    answers = questions.every(further or (), asked)
    with request.workers(workers) as executor, shown("Simulating") as progress:
        made = lm.report(
            lm.read(plan, losses=[]), place, allocations=allocation or None, draws=draws, seed=seed, future=future, variant=variant,
            changes=dict(changes or ()), sections=section or None, answers=list(itertools.chain(*answers.values())), executor=executor, progress=progress,
            file=plan.name if plan.is_absolute() else plan, further=list(answers),
        )
    if made.missing:
        count = "1 number is" if len(made.missing) == 1 else f"{len(made.missing)} numbers are"
        sys.stderr.write(f"{plan}: nothing was simulated, {count} missing; see logicmodel check {plan}\n")
    if as_json:
        put_json({"written": [str(place)], "sections": [chapter.name for chapter in made.document.chapters]})
    else:
        put(f"Wrote {place}.\n")


def _name(plan: Path) -> str:
    """Return what a plan is called by its file; plan.yaml says nothing, so then by its folder."""
    return plan.absolute().parent.name or "plan" if plan.stem == "plan" else plan.stem
