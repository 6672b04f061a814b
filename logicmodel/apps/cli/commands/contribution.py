"""``logicmodel contribution``."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    AnswerFile,
    AsJson,
    Changes,
    Future,
    LikeliestAllocation,
    PlanFile,
    Seed,
    Variant,
    at_least_one,
    whole,
)
from logicmodel.apps.cli.page import put_json

Players = Annotated[
    str, typer.Option("--players", metavar="KIND", help="Among whom it is divided: activities, inputs or links."),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="WHAT", show_default=False,
                 help="What is divided: success, a target's id or node@period; may be repeated. "
                      "Default: the effect on every target of an outcome, and success."),
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


def contribution(
    plan: PlanFile,
    players: Players = "activities",
    target: Targets = None,
    allocation: LikeliestAllocation = None,
    table: Table = False,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    top: Top = 8,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell who contributes what to the effect and to the chance of success.

    Each activity, input or link gets its Shapley share: what it adds, averaged over all orders in which
    they may join. Beside it stands what it brings alone, and what is lost where it alone is left out.
    """
    from logicmodel.apps.cli import request, saving
    from logicmodel.apps.cli.pages import contribution as page
    from logicmodel.apps.cli.progress import shown

    if output is not None:
        saving.check(output, "contribution_table" if table else None)
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
        saving.save(answer, output)
    if as_json:
        put_json(answer.to_dict())
    else:
        (page.show_table if table else page.show)(found, answer, top=top, saved=output)
