"""What would have happened anyway, and what is the plan's own effect?"""

from __future__ import annotations

from typing import Any

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.engine.intervals import mean_interval
from logicmodel.engine.results import NOTHING, Results
from logicmodel.plan.theories import every_link


def effects(results: Results) -> Answer:
    """Return the level of every node with and without the plan, and the difference.

    One row per allocation, node and period: ``level`` and ``effect`` with their intervals, and
    ``counterfactual``, the expected level of the same draws with nothing allocated.
    """
    node = results.estimates["node"]
    nothing = results.allocation(NOTHING)
    rows: list[dict[str, Any]] = []
    for name in results.allocations:
        here = results.allocation(name)
        for place, node_id in enumerate(results.program.nodes):
            for t, label in enumerate(results.plan.periods.labels):
                level = mean_interval(node[:, here, place, t])
                effect = mean_interval(node[:, here, place, t] - node[:, nothing, place, t])
                rows.append({
                    "allocation": name, "node": node_id, "kind": results.plan.kind_of(node_id),
                    "unit": results.plan.nodes[node_id].unit, "period": label,
                    "level": float(level[0]), "level_low": float(level[1]), "level_high": float(level[2]),
                    "counterfactual": float(node[:, nothing, place, t].mean()),
                    "effect": float(effect[0]), "effect_low": float(effect[1]), "effect_high": float(effect[2]),
                })
    return answer_of(results, "effects", "What does the plan change against doing nothing?", rows)


def late_effects(results: Results) -> Answer:
    """Return what the plan still brings about after the last period, by allocation and link.

    Amounts are in the target's unit and less what arrives with nothing allocated too. Each link is
    counted by itself, before its target combines, bounds or retains anything.
    """
    nothing = results.estimates["later"][:, results.allocation(NOTHING)]
    rows: list[dict[str, Any]] = []
    links = every_link(results.plan)
    for name in results.allocations:
        for place, link_name in enumerate(results.late):
            mean, low, high = mean_interval(
                results.estimates["later"][:, results.allocation(name), place] - nothing[:, place]
            )
            if mean != 0:
                node = links[link_name].target
                rows.append({
                    "allocation": name, "link": link_name, "node": node,
                    "unit": results.plan.nodes[node].unit,
                    "amount": float(mean), "low": float(low), "high": float(high),
                })
    return answer_of(results, "late_effects", "What arrives only after the last period?", rows)
