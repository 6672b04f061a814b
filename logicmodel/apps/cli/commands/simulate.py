"""``logicmodel simulate``."""

from __future__ import annotations

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
    MaxDraws,
    PlanFile,
    Precision,
    SamplerName,
    Seed,
    Strict,
    Variant,
    Workers,
)
from logicmodel.apps.cli.page import put_json, save_json

KNOWN = (".json", ".nc")
REMEDY = (
    "name a folder, or a file that ends in .xlsx (all tables), .csv or .parquet (the chances), "
    ".json (the summary) or .nc (the draws)"
)
TABLES = ("attainment", "joint", "compare", "time_to_target", "effects", "late_effects", "costs", "social_return", "waterfall")
"""The questions whose answers make up a workbook, in the order of its sheets."""
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="NODE", help="Keep the draws of this node for -o; may be repeated; also all, nothing."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="PATH", show_default=False,
                 help="Save the run in a folder, or as a file: .xlsx for all tables, .csv or .parquet for the chances, "
                      ".json for the summary, .nc for the draws (NetCDF)."),
]


def simulate(
    plan: PlanFile,
    allocation: Allocations = None,
    draws: Draws = None,
    precision: Precision = None,
    max_draws: MaxDraws = None,
    seed: Seed = 1,
    sampler: SamplerName = "sobol",
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    by_variant: Annotated[bool, typer.Option("--by-variant", help="Tell also what each theory of change says by itself.")] = False,
    keep: Keep = None,
    workers: Workers = 1,
    strict: Strict = False,
    output: Output = None,
    as_json: AsJson = False,
) -> int:
    """Simulate a plan: how likely is each target to be met?

    Every number comes with its 95 % interval. The same plan, seed and draws give the same numbers.
    """
    from logicmodel.apps.cli import request
    from logicmodel.apps.cli.pages.simulation import show

    if output is not None:
        _check_place(output)
    if max_draws is not None and precision is None:
        raise lm.RequestError("--max-draws has no meaning without --precision", remedy="use --draws, or add --precision")
    wanted = request.Run(allocation, draws, precision, max_draws, seed, sampler, workers, keep)
    results = request.simulated(request.planned(plan, changes, future, variant), plan, wanted)
    theories = lm.by_variant(results) if by_variant else None
    if output is not None:
        _save(results, output)
    if as_json:
        told = {} if theories is None else {"variants": theories.to_dict()}
        put_json({**lm.summary(results), **told})
    else:
        show(results, future=future, variant=variant, theories=theories, saved=output)
    return request.strictly([results]) if strict else 0


def _check_place(path: Path) -> None:
    """Refuse before the run what could not be written after it."""
    from logicmodel.apps.cli import places

    if places.is_folder(path):
        places.check_room(path)
    else:
        places.check_file(path, KNOWN, remedy=REMEDY)


def _save(results: lm.Results, path: Path) -> None:
    from logicmodel.apps.cli import places

    if places.is_folder(path):
        lm.save(results, path, summary=lm.summary(results))
        return
    match path.suffix.lower():
        case ".json":
            save_json(lm.summary(results), path)
        case ".nc":
            data = results.to_xarray().to_netcdf(engine="h5netcdf")
            lm.writing.write_bytes(path, bytes(data))
        case _ if lm.table_format(path).several:
            lm.save_tables(_tables(results), path)
        case _:
            lm.attainment(results).save(path)


def _tables(results: lm.Results) -> list[lm.Answer]:
    """Return every answer that has something to say."""
    alone = len(results.allocations) < 2
    asked = [name for name in TABLES if not (alone and name == "compare")]
    found = [getattr(lm, name)(results) for name in asked]
    return [answer for answer in found if answer.rows] or found[:1]
