"""``logicmodel contribution``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    AsJson,
    Changes,
    Future,
    PlanFile,
    Seed,
    Variant,
    at_least_one,
    whole,
)
from logicmodel.apps.cli.page import put_json, save_json

Players = Annotated[
    str, typer.Option("--players", metavar="KIND", help="Among whom it is divided: activities, inputs or links."),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="WHAT", show_default=False,
                 help="What is divided: success, a target's id or node@period; may be repeated. "
                      "Default: the effect on every target of an outcome, and success."),
]
Under = Annotated[
    str | None,
    typer.Option("--allocation", metavar="NAME", show_default=False, help="The allocation. Default: the one likeliest to succeed."),
]
Table = Annotated[
    bool, typer.Option("--table", help="Print the contribution-analysis table: what each link rests on, and where the claim is weakest."),
]
Draws = Annotated[
    int | None,
    typer.Option("--draws", parser=whole, metavar="N", show_default=False, help="Draws in all. Default: 8,192, fewer in large plans."),
]
Top = Annotated[
    int, typer.Option("--top", parser=at_least_one, metavar="N", help="Rows on the page for each target."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="Write the answer to a file: .xlsx, .csv, .parquet or .json; or as a picture: .svg, .png or .pdf."),
]
PICTURES = (".svg", ".png", ".pdf")
REMEDY = "name a file that ends in .xlsx, .csv, .parquet or .json, or for a picture in .svg, .png or .pdf"


def contribution(
    plan: PlanFile,
    players: Players = "activities",
    target: Targets = None,
    allocation: Under = None,
    table: Table = False,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    top: Top = 8,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Tell who contributes what to the effect and to the chance of success.

    Each activity, input or link gets its Shapley share: what it adds, averaged over all orders in which
    they may join. Beside it stands what it brings alone, and what is lost where it alone is left out.
    """
    from logicmodel.apps.cli import request
    from logicmodel.apps.cli.pages import contribution as page
    from logicmodel.apps.cli.progress import shown

    if output is not None:
        _check(output, table=table)
    if table and target is not None and len(target) > 1:
        raise lm.RequestError("--target: the table takes one target", remedy="name one")
    found = request.planned(plan, changes, future, variant)
    try:
        with shown("Simulating", unit="") as progress:
            if table:
                answer = lm.contribution_table(found, allocation=allocation, target=target[0] if target else None, draws=draws, seed=seed)
            else:
                answer = lm.contribution(
                    found, allocation=allocation, players=cast("Any", players), target=target or None, draws=draws, seed=seed, progress=progress,
                )
    except lm.IncompleteError as error:
        raise type(error)(lm.located(error.problems, plan)) from None
    if output is not None:
        _save(answer, output)
    if as_json:
        put_json(answer.to_dict())
    else:
        (page.show_table if table else page.show)(found, answer, top=top, saved=output)


def _check(path: Path, *, table: bool) -> None:
    """Refuse a file that could not be written, and a picture of a table."""
    from logicmodel.apps.cli import places

    if table and path.suffix.lower() in PICTURES:
        problem = lm.Problem("", "there is no picture of this table", "name a file that ends in .xlsx, .csv, .parquet or .json", source=str(path))
        raise lm.RequestError(problem)
    places.check_file(path, [".json", *PICTURES], remedy=REMEDY)


def _save(answer: lm.Answer, path: Path) -> None:
    if path.suffix.lower() in PICTURES:
        lm.picture(answer).save(path)
    elif path.suffix.lower() == ".json":
        save_json(answer.to_dict(), path)
    else:
        answer.save(path)
