"""``logicmodel diagram``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    Changes,
    Draws,
    Future,
    PlanFile,
    Seed,
    Variant,
    Workers,
)
from logicmodel.apps.cli.page import put, put_json

Picture = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="The picture: its name ends in .svg, .png, .pdf, .pptx, .dot, .mmd (Mermaid) or .txt."),
]
if TYPE_CHECKING:
    from logicmodel.apps.cli import request

UNSIMULATED = ("evidence", "drivers", "money")
"""Styles that show no chances unless they are asked for, so nothing need be simulated for them."""
PAGE_BOXES = 40
"""How many boxes a page shows at most, where that is possible."""


def diagram(
    plan: PlanFile,
    output: Picture = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="Without -o: mmd, dot or svg, printed as text.")] = "mmd",
    only: Annotated[str | None, typer.Option("--only", metavar="NODE", show_default=False, help="Only what leads to this node.")] = None,
    depth: Annotated[int | None, typer.Option("--depth", metavar="N", show_default=False, help="At most so many links away.")] = None,
    lanes: Annotated[str | None, typer.Option("--lanes", metavar="BY", show_default=False, help="Swimlanes by theme, owner or stakeholder.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the picture as sentences.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="With -o FILE.pdf: an overview, and a page per end outcome.")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="NAME", help="columns, or dot (Graphviz).")] = "columns",
    style: Annotated[str, typer.Option("--style", metavar="NAME", help="classic, chance, evidence, drivers, money, chain or print.")] = "classic",
    chances: Annotated[
        bool | None,
        typer.Option("--chances/--no-chances", show_default=False,
                     help="Show how likely each target is met. Default: where the plan has all its numbers."),
    ] = None,
    allocation: Allocations = None,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    workers: Workers = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written, or the picture's text, as JSON.")] = False,
) -> None:
    """Draw a plan as a picture, with how likely each target is met."""
    from logicmodel.apps.cli import request

    found = request.planned(plan, changes, future, variant)
    wanted = request.Run(allocation, draws, seed=seed, workers=workers, keep=["nothing"])
    answers = [_shares(found, plan, wanted)] if style == "drivers" else []
    answers += _chances(found, plan, wanted, style=style, chances=chances)
    shown = allocation[0] if allocation and style == "money" else None
    picture = lm.diagram(
        found, style=style, engine=engine, answer=answers or None, only=only, depth=depth, lanes=lanes, allocation=shown,
        per_page=PAGE_BOXES if pages else None,
    )
    if pages:
        _check_pdf(output)
    if output is not None:
        written = picture.save(output)
        if as_json:
            put_json({"written": [str(written)]})
        else:
            put(f"Wrote {written}.\n")
        return
    if text:
        form = "txt"
    elif form not in {"mmd", "dot", "svg"}:
        raise lm.RequestError(f"--format: {form} is not printed as text", remedy="choose mmd, dot or svg, or write a file with -o")
    words = picture.content(form).decode()
    if as_json:
        put_json({"format": form, "text": words})
    else:
        put(words.rstrip("\n") + "\n")


def _chances(plan: lm.Plan, file: Path, wanted: request.Run, *, style: str, chances: bool | None) -> list[lm.Answer]:
    """Return how likely each target is met, where the picture shows it and the plan has its numbers."""
    from logicmodel.apps.cli import request

    if style == "chance" and not plan.targets:
        raise lm.RequestError(f"{file}: it has no targets, so there are no chances to draw", remedy="add targets: to the plan, or take another --style")
    if not plan.targets or not (chances or style == "chance" or (chances is None and style not in UNSIMULATED)):
        return []
    try:
        return [lm.attainment(request.simulated(plan, file, wanted))]
    except lm.IncompleteError as error:
        if chances or style == "chance":
            raise
        _tell_missing(file, len(error.problems))
        return []


def _shares(plan: lm.Plan, file: Path, wanted: request.Run) -> lm.Answer:
    """Return what the result hangs on: success, or where that is certain the levels of the targets on outcomes."""
    from logicmodel.apps.cli import questions, request

    under = questions.likeliest(plan, file, wanted.allocations, seed=wanted.seed)
    levels = [target.name for target in plan.targets if plan.target_kind(target) == "outcome"] or [target.name for target in plan.targets]
    levels = levels or [f"{node}@{plan.periods.labels[-1]}" for node in plan.outcomes]
    if not levels:
        raise lm.RequestError(f"{file}: there is no outcome whose uncertainty could be drawn", remedy="add outcomes: or targets: to the plan")

    def asked(targets: list[str] | None, of: str | None) -> lm.Answer:
        return lm.sensitivity(plan, targets, of=of, method="shapley", allocation=under, draws=wanted.draws, seed=wanted.seed)

    try:
        if plan.targets:
            try:
                return asked(None, None)
            except lm.RequestError as error:
                if any(problem.where != "success" for problem in error.problems):
                    raise
                sys.stderr.write(f"{file}: {error.problems[0].message}; the levels of the targets are drawn instead\n")
        return asked(levels, "level")
    except lm.IncompleteError as error:
        raise type(error)(lm.located(error.problems, file)) from None
    except lm.RequestError as error:
        raise type(error)([request.as_options(problem) for problem in error.problems]) from None


def _tell_missing(plan: Path | str, count: int) -> None:
    """Say why the picture shows no chances."""
    missing = "1 number is missing" if count == 1 else f"{count} numbers are missing"
    sys.stderr.write(f"{plan}: drawn without chances, {missing}; see logicmodel check {plan}\n")


def _check_pdf(output: Path | None) -> None:
    """Refuse pages that are to go anywhere but into a PDF."""
    if output is None or output.suffix.lower() != ".pdf":
        raise lm.RequestError("--pages writes a PDF", remedy="name it with -o, such as -o plan.pdf")
