"""``logicmodel compare``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    AsJson,
    Changes,
    Draws,
    MaxDraws,
    PlanFile,
    Precision,
    SamplerName,
    Seed,
    Strict,
    Workers,
)
from logicmodel.apps.cli.page import put_json, save_json

Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="NAME", show_default=False,
                 help="What the others are held against: an allocation, or nothing. Default: the first one."),
]
Futures = Annotated[
    list[str] | None,
    typer.Option("--future", metavar="NAME", help="Compare in this future; may be repeated. Default: the plan as it is."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="Write the comparison to a file: .xlsx, .csv, .parquet or .json."),
]
REMEDY = "name a file that ends in .xlsx, .csv, .parquet or .json"


def compare(
    plan: PlanFile,
    baseline: Baseline = None,
    allocation: Allocations = None,
    draws: Draws = None,
    precision: Precision = None,
    max_draws: MaxDraws = None,
    seed: Seed = 1,
    sampler: SamplerName = "sobol",
    changes: Changes = None,
    future: Futures = None,
    workers: Workers = 1,
    strict: Strict = False,
    output: Output = None,
    as_json: AsJson = False,
) -> int:
    """Compare allocations: which is better, and by how much?

    All allocations are run on the same draws, so differences are far more precise than the chances.
    """
    from logicmodel.apps.cli import places, request
    from logicmodel.apps.cli.pages.comparison import show

    if output is not None:
        places.check_file(output, [".json"], remedy=REMEDY)
    wanted = request.Run(allocation, draws, precision, max_draws, seed, sampler, workers, ["nothing"])
    asked: list[str | None] = [*future] if future else [None]
    runs = {name: request.simulated(request.planned(plan, changes, name), plan, wanted) for name in asked}
    answers = {name: lm.compare(results, baseline=baseline) for name, results in runs.items()}
    record = _record(answers)
    if output is not None:
        if output.suffix.lower() == ".json":
            save_json(record, output)
        else:
            lm.save_tables(_together(answers), output)
    if as_json:
        put_json(record)
    else:
        show(runs, answers, saved=output)
    return request.strictly(runs.values()) if strict else 0


def _record(answers: Mapping[str | None, lm.Answer]) -> dict[str, Any]:
    """Return the answers as plain data: what they share, then the rows of each future."""
    first = next(iter(answers.values()))
    return {
        "question": first.question,
        "settings": {key: value for key, value in first.settings.items() if key != "digest"},
        "futures": [
            {"future": name, "digest": answer.settings["digest"], "notes": list(answer.notes),
             "rows": [dict(row) for row in answer.rows]}
            for name, answer in answers.items()
        ],
    }


def _together(answers: Mapping[str | None, lm.Answer]) -> lm.Answer:
    """Return one table; where futures were asked for, its first column names the future of a row."""
    first, *others = answers.values()
    if list(answers) == [None]:
        return first
    rows = tuple({"future": name, **row} for name, answer in answers.items() for row in answer.rows)
    notes = dict.fromkeys(f"{name}: {note}" for name, answer in answers.items() for note in answer.notes)
    shared = {key: value for key, value in first.settings.items() if all(one.settings.get(key) == value for one in others)}
    return dataclasses.replace(first, rows=rows, notes=tuple(notes), settings=shared)
