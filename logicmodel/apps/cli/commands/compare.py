"""``logicmodel compare``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    AnswerFile,
    AsJson,
    Changes,
    Draws,
    MaxDraws,
    PlanFile,
    Precision,
    SamplerName,
    Seed,
    Strict,
    Variant,
    Workers,
)
from logicmodel.apps.cli.page import put_json

if TYPE_CHECKING:
    from logicmodel.apps.cli.pages.comparison import Further

Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="NAME", show_default=False,
                 help="What the others are held against: an allocation, or nothing. Default: the first one."),
]
Futures = Annotated[
    list[str] | None,
    typer.Option("--future", metavar="NAME",
                 help="Compare in this future; several also tell the regret. planned is the plan as it is, the default."),
]
Marginal = Annotated[
    bool, typer.Option("--marginal", help="Tell also what a little more of each input would buy."),
]
PLANNED = "planned"
"""The future in which the plan is as it is, where it defines none of that name."""


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
    variant: Variant = None,
    marginal: Marginal = False,
    workers: Workers = 1,
    strict: Strict = False,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> int:
    """Compare allocations: which is better, and by how much?

    All allocations are run on the same draws, so differences are far more precise than the chances.
    """
    from logicmodel.apps.cli import request, saving
    from logicmodel.apps.cli.pages.comparison import Further, show

    if output is not None:
        saving.check(output)
    wanted = request.Run(allocation, draws, precision, max_draws, seed, sampler, workers, ["nothing"])
    whole = request.planned(plan, changes)
    if variant is not None and len(future or ()) > 1:
        raise lm.RequestError("--variant cannot be taken in several futures at once", remedy="compare in one future at a time")
    asked = _asked(whole, future)
    runs = {name: request.simulated(_said(_in(whole, name), variant), plan, wanted) for name in asked}
    answers = {name: lm.compare(results, baseline=baseline) for name, results in runs.items()}
    first = next(iter(runs.values()))
    more = Further(
        {name: lm.dominance(results) for name, results in runs.items() if len(results.allocations) > 1},
        _regret(whole, runs) if len(runs) > 1 and len(first.allocations) > 1 else None,
        [lm.marginal(first.plan, name, seed=seed) for name in first.allocations] if marginal else [],
    )
    record = _record(answers, more)
    if output is not None:
        table = _together(answers)
        saving.save(table, output, record=record, tables=_tables(table, more), pictured=more.regret)
    if as_json:
        put_json(record)
    else:
        show(runs, answers, more, saved=output)
    return request.strictly(runs.values()) if strict else 0


def _asked(plan: lm.Plan, names: Sequence[str] | None) -> list[str | None]:
    """Return the futures that are asked for, None being the plan as it is; unknown ones are told all at once."""
    asked: list[str | None] = [None if name == PLANNED and name not in plan.futures else name for name in names or [PLANNED]]
    problems: list[lm.Problem] = []
    for name in dict.fromkeys(asked):
        try:
            _in(plan, name)
        except lm.LogicModelError as error:
            problems += error.problems
    if problems:
        raise lm.RequestError(problems)
    return list(dict.fromkeys(asked))


def _in(plan: lm.Plan, future: str | None) -> lm.Plan:
    return plan if future is None else lm.future(plan, future)


def _said(plan: lm.Plan, variant: str | None) -> lm.Plan:
    return plan if variant is None else lm.variant(plan, variant)


def _regret(plan: lm.Plan, runs: Mapping[str | None, lm.Results]) -> lm.Answer | None:
    """Return the regret over the futures on the same draws; None where nothing counts as success."""
    first = next(iter(runs.values()))
    if "success" not in first.estimates:
        return None
    return lm.regret(
        plan, first.allocations, [name or "" for name in runs], draws=first.count, seed=first.seed, sampler=first.sampler
    )


def _tables(table: lm.Answer, more: Further) -> dict[str, lm.Answer]:
    """Return all tables of the comparison that have something to say."""
    every = {"comparison": table, "dominance": _together(more.dominance) if more.dominance else None, "regret": more.regret}
    every |= {f"more_of_{answer.settings['allocation']}": answer for answer in more.marginal}
    return {name: answer for name, answer in every.items() if answer is not None and answer.rows}


def _record(answers: Mapping[str | None, lm.Answer], more: Further) -> dict[str, Any]:
    """Return the answers as plain data: what they share, then the rows of each future."""
    first = next(iter(answers.values()))
    return {
        "question": first.question,
        "settings": {key: value for key, value in first.settings.items() if key != "digest"},
        "futures": [
            {"future": name, "digest": answer.settings["digest"], "notes": list(answer.notes),
             "rows": [dict(row) for row in answer.rows],
             "dominance": [dict(row) for row in more.dominance[name].rows] if name in more.dominance else []}
            for name, answer in answers.items()
        ],
        "regret": [dict(row) for row in more.regret.rows] if more.regret is not None else [],
        "marginal": [{"allocation": answer.settings["allocation"], **row} for answer in more.marginal for row in answer.rows],
    }


def _together(answers: Mapping[str | None, lm.Answer]) -> lm.Answer:
    """Return one table; where futures were asked for, its first column names the future of a row."""
    first, *others = answers.values()
    if list(answers) == [None]:
        return first
    rows = tuple({"future": name or PLANNED, **row} for name, answer in answers.items() for row in answer.rows)
    notes = dict.fromkeys(f"{name or PLANNED}: {note}" for name, answer in answers.items() for note in answer.notes)
    shared = {key: value for key, value in first.settings.items() if all(one.settings.get(key) == value for one in others)}
    return dataclasses.replace(first, rows=rows, notes=tuple(notes), settings=shared)
