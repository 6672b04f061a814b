"""A run on disk: ``run.json`` explains it, ``draws.nc`` holds its numbers."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.headline import headline
from logicmodel.engine.labelled import DRAWS, ESTIMATES, dataset
from logicmodel.engine.results import Results
from logicmodel.errors import FileError, LogicModelError, Problem
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes, write_text

FORMAT = 1


def save(results: Results, folder: str | os.PathLike[str], *, summary: dict[str, Any] | None = None) -> None:
    """Write a run into a folder; ``summary`` is stored beside it for people who read the file."""
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(Problem("", f"is not a folder that can be made: {error.strerror}", "choose another", source=str(place))) from None
    record = {
        "logicmodel_run": FORMAT,
        "plan": {"title": results.plan.title, "digest": results.plan.digest},
        "seed": results.seed, "sampler": results.sampler, "draws": results.count,
        "replicates": results.replicates, "points": results.points, "precision": results.precision,
        "reached": results.reached, "allocations": list(results.allocations), "kept": list(results.kept),
        "late": list(results.late), "amounts": {k: dict(v) for k, v in results.amounts.items()},
        "version": results.version, "versions": dict(results.versions), "notes": list(results.notes),
        "summary": headline(results) if summary is None else summary, "document": results.plan.to_document(),
    }
    write_bytes(place / "draws.nc", _netcdf(results))
    write_text(place / "run.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def _netcdf(results: Results) -> bytes:
    """Return the labelled dataset as a NetCDF file; older xarray writes that form to real files only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draws.nc"
        dataset(results).to_netcdf(path, engine="h5netcdf")
        return path.read_bytes()


def read_results(folder: str | os.PathLike[str]) -> Results:
    """Bring back a run that was saved with ``results.save(folder)``.

    Raises FileError where the folder holds no run, or one that does not fit together.
    """
    place = Path(folder)
    record = _record(place / "run.json")
    estimates, draws = _arrays(place / "draws.nc")
    try:
        found = _restored(record, estimates, draws)
        digest = record["plan"]["digest"]
    except (KeyError, TypeError, AttributeError, ValueError, LogicModelError):
        raise FileError(Problem("", "is not the whole record of a run", "simulate again", source=str(place / "run.json"))) from None
    if found.plan.digest != digest:
        problem = Problem("document", "was changed after the run", "simulate the plan again", source=str(place / "run.json"))
        raise FileError(problem)
    _check_shapes(found, place / "draws.nc")
    return found


def _restored(record: dict[str, Any], estimates: dict[str, Any], draws: dict[str, Any]) -> Results:
    plan = Plan.from_document(record["document"])
    return Results(
        plan=plan, program=compile_plan(plan), allocations=tuple(record["allocations"]),
        estimates=estimates, draws=draws, kept=tuple(record["kept"]), late=tuple(record["late"]),
        seed=record["seed"], sampler=record["sampler"], replicates=record["replicates"],
        points=record["points"], precision=record["precision"], reached=record["reached"],
        amounts={name: {k: tuple(v) for k, v in amounts.items()} for name, amounts in record["amounts"].items()},
        notes=tuple(record["notes"]), version=record["version"], versions=record["versions"],
    )


def _check_shapes(results: Results, path: Path) -> None:
    """Refuse numbers that belong to another run than the record beside them."""
    count = len(results.allocations) + 1
    right = (
        {"node", "met", "cost"} <= set(results.estimates)
        and all(values.shape[:2] == (results.replicates, count) for values in results.estimates.values())
        and results.estimates["met"].shape[2:] == (len(results.targets),)
        and results.estimates["node"].shape[2:] == (len(results.program.nodes), results.program.periods)
        and all((len(values), values.shape[-1]) == (count, results.count) for values in results.draws.values())
        and results.draws.get("x", np.empty((0, len(results.kept)))).shape[1] == len(results.kept)
    )
    if not right:
        raise FileError(Problem("", "belongs to another run than run.json", "simulate again", source=str(path)))


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = Problem("", f"cannot be read: {error.strerror}", "name the folder of a saved run", source=str(path))
        raise FileError(problem) from None
    except ValueError:
        raise FileError(Problem("", "is not the record of a run", source=str(path))) from None
    if not isinstance(record, dict) or record.get("logicmodel_run") != FORMAT:
        raise FileError(Problem("", "is not the record of a run of this version", "simulate again", source=str(path)))
    return record


def _arrays(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the numbers alone: what they are called and mean is in the record and the plan."""
    import h5py  # noqa: PLC0415

    try:
        with h5py.File(path, "r") as file:
            found = {name: np.asarray(file[name][()], float) for name in file if isinstance(file[name], h5py.Dataset) and file[name].dtype.kind == "f"}
    except (OSError, ValueError, RuntimeError, LookupError) as error:
        number = getattr(error, "errno", None)
        why = os.strerror(number) if number else "it is not a whole NetCDF file"
        raise FileError(Problem("", f"cannot be read: {why}", "simulate again", source=str(path))) from None
    estimates = {name: found[f"by_replicate_{name}"] for name in ESTIMATES if f"by_replicate_{name}" in found}
    return estimates, {name: found[name] for name in DRAWS if name in found}
