"""A run as a labelled dataset that explains itself."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import xarray as xr

from logicmodel.engine.measure import STAGES
from logicmodel.engine.replicate import QUANTILES
from logicmodel.engine.results import NOTHING, Results

ESTIMATES: dict[str, tuple[str, ...]] = {
    "met": ("target",), "level": ("target",), "gap": ("target",), "effect": ("target",),
    "quantiles": ("target", "quantile"), "first": ("target", "first_period"), "node": ("node", "period"),
    "cost": (), "spent": (), "benefit": (), "units": ("outcome", "stage"), "money": ("outcome", "stage"),
    "later": ("link",), "net_quantiles": ("quantile",), "net_positive": (), "outcomes_met": (),
    "outputs_met": (), "all_met": (), "in_vain": (), "success": (), "number_met": ("number",),
}
DRAWS: dict[str, tuple[str, ...]] = {
    "x": ("kept", "period"), "level": ("target",), "met": ("target",), "gap": ("target",),
    "first": ("target",), "effect": ("target",), "cost": (), "spent": (), "benefit": (),
}
MEANINGS = {
    "x": "level of the node", "level": "level at the target", "met": "1 where the target is met",
    "gap": "distance to the target where it is missed", "effect": "level less level with nothing allocated",
    "first": "place of the first period in which the rule holds", "node": "expected level",
    "cost": "cost", "spent": "discounted cost", "benefit": "discounted worth of the net change",
}


def dataset(results: Results) -> xr.Dataset:
    """Return draws (dimension ``draw``) and estimates by replicate (prefix ``by_replicate_``)."""
    plan = results.plan
    coordinates: dict[str, Any] = {
        "allocation": [*results.allocations, NOTHING],
        "period": list(plan.periods.labels),
        "target": list(results.targets),
        "node": list(results.program.nodes),
        "kept": list(results.kept),
        "outcome": [step.id for step in results.program.values],
        "stage": list(STAGES),
        "quantile": list(QUANTILES),
        "link": list(results.late),
        "first_period": [*plan.periods.labels, "never"],
        "number": list(range(len(results.targets) + 1)),
        "replicate": list(range(results.replicates)),
    }
    found: dict[str, tuple[tuple[str, ...], Any, dict[str, str]]] = {}
    for name, values in results.draws.items():
        dims = ("allocation", *DRAWS[name], "draw")
        found[name] = (dims, values, {"long_name": MEANINGS.get(name, name)})
    for name, values in results.estimates.items():
        dims = ("replicate", "allocation", *ESTIMATES[name])
        found[f"by_replicate_{name}"] = (dims, values, {"long_name": MEANINGS.get(name, name)})
    used = {dim for dims, _, _ in found.values() for dim in dims}
    data = xr.Dataset(found, coords={name: values for name, values in coordinates.items() if name in used})
    for dim in ("node", "kept"):
        if dim in data.coords:
            ids = [str(value) for value in data[dim].values]
            data = data.assign_coords({
                f"{dim}_title": (dim, np.array([plan.title_of(node_id) for node_id in ids], dtype=object)),
                f"{dim}_unit": (dim, np.array([plan.nodes[node_id].unit for node_id in ids], dtype=object)),
            })
    data.attrs = attributes(results)
    return data


def attributes(results: Results) -> dict[str, Any]:
    """Return what made the run, as attributes that a file can hold."""
    return {
        "title": results.plan.title, "digest": results.plan.digest, "seed": results.seed,
        "sampler": results.sampler, "draws": results.count, "replicates": results.replicates,
        "version": results.version, "versions": json.dumps(dict(results.versions)),
        "currency": results.plan.currency, "notes": json.dumps(list(results.notes)),
    }
