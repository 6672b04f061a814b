"""Which level does each node reach in each period, and how sure is that?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.attainment import wanted
from logicmodel.analysis.monitoring.actuals import Actuals
from logicmodel.analysis.titles import allocation_title
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval
from logicmodel.engine.results import NOTHING, Results
from logicmodel.errors import Problem, RequestError, did_you_mean

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
Measured: TypeAlias = Mapping[str, Mapping[str, float | tuple[float, float]]]
"""Measured levels by node and period: a number, or a number and its standard error."""


def levels(results: Results, nodes: Sequence[str] | str | None = None, *, counterfactual: bool = False, actuals: Measured | Actuals | None = None) -> Answer:
    """Return the level of nodes in every period: mean with its interval, and quantiles of the draws.

    One row per allocation, node and period. ``nodes`` are those with targets by default. ``reference`` is
    the expected level with nothing allocated; with ``counterfactual`` its rows are there too. ``target``, ``rule`` and ``value`` stand in the period in
    which a target on the node is due (the first of them, where several are; none that is set on a running
    total). ``actual`` and ``actual_error`` stand where ``actuals`` (a table that was read, or levels by node and
    period) has them. Raises RequestError for an unknown node or period, and for nodes whose draws were not kept.
    """
    chosen = _chosen(results, nodes)
    measured = _measured(results, actuals.levels(results.plan) if isinstance(actuals, Actuals) else actuals or {})
    due = _due(results)
    names = (*results.allocations, NOTHING) if counterfactual or not results.allocations else results.allocations
    rows = [
        row
        for name in names for node in chosen
        for row in _rows(results, name, node, due, measured.get(node, {}))
    ]
    return answer_of(results, "levels", "Which level is reached, and when?", rows)


def _chosen(results: Results, nodes: Sequence[str] | str | None) -> list[str]:
    """Return the wanted nodes; refuse unknown ones, and those without draws."""
    known = results.program.nodes
    if nodes is None:
        wanted_nodes = list(dict.fromkeys(target.node for target in results.plan.targets if target.node))
        if not wanted_nodes:
            raise RequestError("the plan has no targets whose nodes could be shown", remedy="name nodes, such as levels(results, ['...'])")
    else:
        wanted_nodes = [nodes] if isinstance(nodes, str) else list(dict.fromkeys(nodes))
    unknown = [name for name in wanted_nodes if name not in known]
    if unknown:
        raise RequestError(Problem("nodes", f"no node is called {name}", did_you_mean(name, known)) for name in unknown)
    missing = [name for name in wanted_nodes if name not in results.kept]
    if missing:
        keep = ", ".join(repr(name) for name in dict.fromkeys([*results.kept, *wanted_nodes]))
        problem = Problem("nodes", f"the draws of {', '.join(missing)} were not kept", f"simulate(..., keep=[{keep}])")
        raise RequestError(problem)
    return wanted_nodes


def _measured(results: Results, actuals: Measured) -> dict[str, dict[str, tuple[float, float | None]]]:
    """Return actuals by node and label of the period, each with its error or None."""
    found: dict[str, dict[str, tuple[float, float | None]]] = {}
    problems: list[Problem] = []
    labels = results.plan.periods.labels
    for node, values in actuals.items():
        if node not in results.program.nodes:
            problems.append(Problem("actuals", f"no node is called {node}", did_you_mean(node, results.program.nodes)))
            continue
        for period, value in values.items():
            place = results.plan.periods.index(str(period))
            if place is None:
                problems.append(Problem(f"actuals of {node}", f"{period} is not a period of the plan", did_you_mean(str(period), labels)))
                continue
            pair = (float(value[0]), float(value[1])) if isinstance(value, tuple | list) else (float(value), None)
            found.setdefault(node, {})[labels[place]] = pair
    if problems:
        raise RequestError(problems)
    return found


def _due(results: Results) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the target of a node in a period, those on the node itself before those on an indicator."""
    plain = {target.name: target.indicator is None for target in results.plan.targets}
    steps = sorted(enumerate(results.program.targets), key=lambda item: not plain[item[1].id])
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for place, step in steps:
        where = (results.program.nodes[step.node], results.plan.periods.labels[step.due])
        if not step.running_total and where not in found:
            found[where] = {"target": step.id, "rule": step.rule, "value": wanted(results, place)}
    return found


def _rows(
    results: Results, allocation: str, node: str, due: Mapping[tuple[str, str], Mapping[str, Any]],
    measured: Mapping[str, tuple[float, float | None]],
) -> list[dict[str, Any]]:
    here, place = results.allocation(allocation), results.program.nodes.index(node)
    expected = results.estimates["node"]
    reference = expected[:, results.allocation(NOTHING), place].mean(axis=0)
    mean, low, high = mean_interval(expected[:, here, place])
    quantiles = _quantiles(results, results.draws["x"][here, results.kept.index(node)])
    nowhere = {"target": None, "rule": None, "value": None}
    rows = []
    for t, label in enumerate(results.plan.periods.labels):
        actual, error = measured.get(label, (None, None))
        rows.append({
            "allocation": allocation, "node": node, "kind": results.plan.kind_of(node),
            "allocation_title": allocation_title(results, allocation), "title": results.plan.title_of(node),
            "unit": results.plan.nodes[node].unit, "period": label,
            "mean": float(mean[t]), "low": float(low[t]), "high": float(high[t]),
            **{f"p{round(100 * share)}": float(value) for share, value in zip(SHARES, quantiles[:, t], strict=True)},
            "reference": float(reference[t]),
            **due.get((node, label), nowhere),
            "actual": actual, "actual_error": error,
        })
    return rows


def _quantiles(results: Results, draws: Array) -> Array:
    """Return quantiles (share, period), each the mean of those of the replicates, as attainment has them."""
    parts = draws.reshape(len(draws), results.replicates, results.points)
    return np.asarray(np.quantile(parts, SHARES, axis=-1).mean(axis=-1))
