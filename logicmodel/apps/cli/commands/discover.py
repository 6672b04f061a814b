"""``logicmodel discover``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    AnswerFile,
    AsJson,
    Changes,
    Draws,
    Future,
    Seed,
    Variant,
    Workers,
    at_least_one,
)
from logicmodel.apps.cli.page import put_json

if TYPE_CHECKING:
    from logicmodel.apps.cli import request

Source = Annotated[
    Path, typer.Argument(metavar="PLAN", show_default=False, help="The plan file, or the folder of a run that simulate has saved."),
]
Target = Annotated[
    str | None, typer.Option("--target", metavar="ID", show_default=False, help="The id of a target, or success, which is the default."),
]
Allocation = Annotated[
    str | None,
    typer.Option("--allocation", metavar="NAME", show_default=False, help="The allocation. Default: the one most likely to meet the target."),
]
When = Annotated[str, typer.Option("--when", metavar="WHEN", help="missed, or met to ask for the futures in which it goes well.")]
Method = Annotated[str, typer.Option("--method", metavar="HOW", help="prim (boxes) or tree (at most three questions).")]
Drivers = Annotated[
    str,
    typer.Option("--drivers", metavar="WHICH", help="numbers (the uncertain ones), outputs (levels of what leads to the target) or both."),
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="PERIOD", show_default=False, help="With outputs: their levels in this period. Default: when the target is due."),
]
Without = Annotated[
    bool, typer.Option("--without-chance", help="Leave out what nobody can know beforehand: noise and errors of measurement."),
]
Boxes = Annotated[int, typer.Option("--boxes", parser=at_least_one, metavar="N", help="Look for at most so many boxes.")]


def discover(
    plan: Source,
    target: Target = None,
    allocation: Allocation = None,
    when: When = "missed",
    method: Method = "prim",
    drivers: Drivers = "numbers",
    by: By = None,
    without_chance: Without = False,
    boxes: Boxes = 3,
    draws: Draws = None,
    seed: Seed = 1,
    future: Future = None,
    changes: Changes = None,
    variant: Variant = None,
    workers: Workers = 1,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Find the circumstances in which the plan fails: when does it go wrong?

    Boxes of futures are looked for on half of the draws and measured on the other half, with how often
    the target is missed inside, and whether the same box comes back on other draws.
    """
    from logicmodel.apps.cli import request, saving
    from logicmodel.apps.cli.pages.discovery import show

    if output is not None:
        saving.check(output)
    wanted: dict[str, Any] = {"when": when, "method": method, "drivers": drivers, "by": by, "boxes": boxes, "seed": seed}
    wanted["chance"] = "without" if without_chance else "with"
    run = request.Run(None if allocation is None else [allocation], draws, seed=seed, workers=workers)
    results = _run(plan, run, future, changes, variant)
    answer = lm.discover(results, target, allocation=allocation, **wanted)
    if output is not None:
        saving.save(answer, output)
    if as_json:
        put_json(answer.to_dict())
    else:
        show(results, answer, saved=output)


def _run(source: Path, wanted: request.Run, future: str | None, changes: list[Any] | None, variant: str | None) -> lm.Results:
    """Return the run of a plan, or the one that a folder holds."""
    from logicmodel.apps.cli import request

    if source.is_dir():
        options = (("--draws", wanted.draws), ("--future", future), ("--set", changes), ("--variant", variant))
        given = [name for name, value in options if value]
        if given:
            problems = [lm.Problem("", f"{name} cannot change a run that is saved", "name the plan file", source=str(source)) for name in given]
            raise lm.RequestError(problems)
        return lm.read_results(source)
    return request.simulated(request.planned(source, changes, future, variant), source, wanted)
