"""All headline figures of a run as one record: what ``simulate --json`` prints and a saved run holds."""

from __future__ import annotations

from typing import Any

from logicmodel.analysis.attainment import attainment
from logicmodel.analysis.effects import late_effects
from logicmodel.analysis.joint import joint
from logicmodel.analysis.worth import costs, social_return
from logicmodel.engine.results import Results


def summary(results: Results) -> dict[str, Any]:
    """Return the summary of a run as plain data; null stands where a plan has no such thing."""
    targets, whole = attainment(results), joint(results)
    price, returns, late = costs(results), social_return(results), late_effects(results)
    return {
        "plan": {"title": results.plan.title, "digest": results.plan.digest},
        "version": results.version,
        "sampler": results.sampler,
        "seed": results.seed,
        "draws": results.count,
        "replicates": results.replicates,
        "precision": results.precision,
        "reached": results.reached,
        "notes": list(results.notes),
        "allocations": [
            _allocation(name, targets.rows, whole.rows, price.rows, returns.rows, late.rows)
            for name in dict.fromkeys(row["allocation"] for row in (*targets.rows, *price.rows))
        ],
    }


def _allocation(name: str, *tables: Any) -> dict[str, Any]:
    targets, whole, price, returns, late = (
        [row for row in rows if row["allocation"] == name] for rows in tables
    )
    chances = {row["what"]: {key: row[key] for key in ("probability", "low", "high")} for row in whole}
    gap = chances.get("output_outcome_gap")
    return {
        "name": name,
        **{key: price[0][key] if price else 0.0 for key in ("cost", "cost_low", "cost_high")},
        "targets": [_target(row, price) for row in targets],
        "success": chances.get("success"),
        "outputs_met": chances.get("outputs_met"),
        "outcomes_met": chances.get("outcomes_met"),
        "output_outcome_gap": gap["probability"] if gap else None,
        "output_outcome_gap_low": gap["low"] if gap else None,
        "output_outcome_gap_high": gap["high"] if gap else None,
        "missed_given_delivered": chances.get("missed_given_delivered"),
        "return": {key: value for key, value in returns[0].items() if key != "allocation"} if returns else None,
        "late_effects": [{key: value for key, value in row.items() if key != "allocation"} for row in late],
    }


def _target(row: Any, price: Any) -> dict[str, Any]:
    keys = ("node", "kind", "period", "rule", "value", "probability", "low", "high", "mean", "mean_low", "mean_high")
    found = {"id": row["target"]} | {key: row[key] for key in keys}
    found["quantiles"] = {key: row[key] for key in ("p5", "p10", "p25", "p50", "p75", "p90", "p95")}
    for key in ("shortfall", "effect"):
        found |= {name: row[name] for name in (key, f"{key}_low", f"{key}_high")}
    item: dict[str, Any] = next((dict(one) for one in price if one.get("target") == row["target"]), {})
    ends = ("", "_low", "_high")
    return found | {f"cost_per_unit{end}": item.get(f"per_unit{end}") for end in ends}
