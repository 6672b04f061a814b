"""``logicmodel experts``."""

from __future__ import annotations

from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import AnswerFile, AsJson, Changes, Future, PlanFile, Variant
from logicmodel.apps.cli.page import put_json

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NUMBER]...", show_default=False,
                   help="Numbers by their paths: links.a->b.weight. Default: all that experts were asked about."),
]


def experts(
    plan: PlanFile,
    numbers: Numbers = None,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell what each expert says about a number, and whether they agree.

    A number is asked of experts where the plan says "experts:", for example
    "weight: {experts: {anna: 8 to 20, ben: 5 to 12}}".
    """
    from logicmodel.apps.cli import saving
    from logicmodel.apps.cli.pages.experts import show
    from logicmodel.apps.cli.request import planned

    if output is not None:
        saving.check(output)
    found = planned(plan, changes, future, variant)
    answer = lm.elicitation(found, numbers or None)
    if output is not None:
        saving.save(answer, output)
    if as_json:
        put_json(answer.to_dict())
    else:
        show(found, answer, saved=output)
