"""``logicmodel sensitivity``."""

from __future__ import annotations

from typing import Annotated, Any

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

Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="WHAT", show_default=False,
                 help="What is explained: success, a target's id, node@period, or all; may be repeated. Default: success."),
]
Way = Annotated[
    str,
    typer.Option("--method", metavar="NAME",
                 help="tornado (swings), rank (correlations), morris (screening), sobol or shapley (shares of the spread), "
                      "given (shares from one plain run) or target (what separates met from missed)."),
]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="WHAT", show_default=False, help="Of a target: met (whether it is met, the default) or level."),
]
Draws = Annotated[
    int | None, typer.Option("--draws", parser=whole, metavar="N", show_default=False, help="Draws. Default: what the method needs."),
]
SecondOrder = Annotated[
    bool, typer.Option("--second-order", help="With --method sobol: also what numbers do in pairs."),
]
Top = Annotated[
    int, typer.Option("--top", parser=at_least_one, metavar="N", help="Numbers on the page."),
]
Paths = Annotated[
    bool, typer.Option("--paths", help="Print also the path of each number, as --set takes it."),
]


def sensitivity(
    plan: PlanFile,
    target: Targets = None,
    method: Way = "tornado",
    of: Of = None,
    allocation: LikeliestAllocation = None,
    draws: Draws = None,
    seed: Seed = 1,
    second_order: SecondOrder = False,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    top: Top = 10,
    paths: Paths = False,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell which uncertain numbers drive the result.

    The default, tornado, tells in plain numbers how far the chance moves when one number is low or
    high. --method sobol tells how much of the spread each one makes, alone and with others.
    """
    from logicmodel.apps.cli import request, saving
    from logicmodel.apps.cli.pages.sensitivity import show
    from logicmodel.apps.cli.progress import shown

    if output is not None:
        saving.check(output)
    found = request.planned(plan, changes, future, variant)
    try:
        with shown("Simulating", unit="") as progress:
            answer = lm.sensitivity(
                found, _targets(target), method=method, allocation=allocation, of=of, draws=draws, seed=seed,
                second_order=second_order, progress=progress,
            )
    except lm.IncompleteError as error:
        raise type(error)(lm.located(error.problems, plan)) from None
    except lm.RequestError as error:
        raise type(error)([request.as_options(problem) for problem in error.problems]) from None
    record = _record(answer)
    if output is not None:
        saving.save(answer, output, record=record)
    if as_json:
        put_json(record)
    else:
        show(found, answer, top=top, paths=paths, saved=output)


def _targets(names: list[str] | None) -> str | list[str] | None:
    return names[0] if names and len(names) == 1 else names or None


def _record(answer: lm.Answer) -> dict[str, Any]:
    """Return the answer as plain data: what was asked, what it comes to, then the numbers, the most important first."""
    found = answer.to_dict()
    settings = found.pop("settings")
    rows = found.pop("rows")
    told = [lm.conclude(answer, name) for name in dict.fromkeys(row["target"] for row in rows)] if rows else []
    return {
        "question": found.pop("question"), **{key: settings[key] for key in ("method", "target", "of", "allocation") if key in settings},
        "headline": told[0].headline if told else "", "advice": list(told[0].advice) if told else [],
        "indices": rows, **found, "settings": settings,
    }
