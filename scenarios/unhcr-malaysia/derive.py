"""Work out the numbers of plan.yaml from history.csv alone, and hold the plan against them.

`python derive.py` prints every number and says where plan.yaml differs; README.md says in words what is done here.
"""

from __future__ import annotations

import csv
import itertools
import math
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LAST, PLAN = 2020, 2021
OPEN_2020 = 0.21  # 1 January to 17 March, before the movement control order: 77 of 366 days
OPEN_2021 = 0.4  # assumed: the middle of what the plan expects for 2021
LOSS = 0.5  # assumed: without the operation an outcome loses half a typical yearly swing
HALTED = ("registered", "decisions", "resettlement_forms", "detention_interventions")
# Assumed: which outputs feed which outcome, and with what share of the loss they make good.
FEEDS: dict[str, dict[str, float]] = {
    "registration_rate": {"registered": 1.0},
    "procedure_access": {"decisions": 0.6, "registered": 0.4},
    "decision_days": {"decisions": 1.0},
    "submitted_share": {"resettlement_forms": 0.8, "fraud_training": 0.2},
    "departed_share": {"resettlement_forms": 1.0},
    "free_movement": {"detention_interventions": 0.7, "registered": 0.3},
    "early_childhood_rate": {"early_learners": 1.0},
    "primary_rate": {"primary_pupils": 0.8, "early_learners": 0.2},
    "secondary_rate": {"secondary_pupils": 1.0},
    "primary_health_access": {"partner_clinics": 0.6, "health_workers": 0.4},
    "hospital_access": {"partner_clinics": 0.5, "health_workers": 0.5},
    "hiv_services_access": {"art_patients": 1.0},
    "nationality_granted": {"stateless_assisted": 1.0},
}
# Assumed: the history holds good and bad years; how much of a link acts in the average one.
GATES = {"free_movement": 0.6 + 0.4 * 0.4, "departed_share": 0.6 + 0.4 * 0.5}
DOWN = ("decision_days",)
Series = dict[int, dict[str, float]]


def read(path: Path) -> tuple[dict[str, Series], dict[int, tuple[float, float]]]:
    """Return the result series by node and year, and (budget, spend) by year; no spend yet is nan."""
    nodes: dict[str, Series] = {}
    money: dict[int, tuple[float, float]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year = int(row["year"])
            if row["record"] == "finance":
                money[year] = (float(row["budget_usd"]), float(row["spend_usd"] or "nan"))
                continue
            cells = ("baseline", "target", "actual", "result_type")
            nodes.setdefault(row["node"], {})[year] = {k: float(row[k]) for k in cells if row[k]}
            nodes[row["node"]][year]["extent"] = float(row["indicator"].startswith("Extent"))
    return nodes, money


def neat(value: float, digits: int = 3) -> float:
    """Round to significant digits."""
    return float(f"{value:.{digits}g}")


def text(value: float) -> str:
    """Write a number without a needless point or an exponent."""
    return str(int(value)) if value == int(value) else f"{value:.10f}".rstrip("0")


def root_mean_square(values: list[float]) -> float:
    """Return the root of the mean of the squares."""
    return math.sqrt(sum(value * value for value in values) / len(values))


def geometric_mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def delivered(series: Series) -> dict[int, float]:
    """Return the actuals by year; a zero becomes half of the smallest other year, so that it has a logarithm."""
    actual = {year: cells["actual"] for year, cells in series.items() if "actual" in cells}
    smallest = min(value for value in actual.values() if value > 0)
    return {year: value or smallest / 2 for year, value in sorted(actual.items())}


def expected(series: Series, year: int, *, known: int) -> float:
    """Return the forecast of an output: between the last actual and the target times its usual share."""
    past = {y: value for y, value in delivered(series).items() if y < min(year, known + 1)}
    usual = geometric_mean([value / series[y]["target"] for y, value in past.items()])
    return math.sqrt(past[max(past)] * series[year]["target"] * usual)


def misses(series: Series, *, known: int) -> list[float]:
    """Return the logarithms of actual / forecast, each forecast made from the years before it."""
    actual = delivered(series)
    years = [year for year in range(2018, known + 1) if year in actual]
    return [math.log(actual[year] / expected(series, year, known=known)) for year in years]


def output_numbers(nodes: dict[str, Series]) -> tuple[dict[str, Any], dict[str, float]]:
    """Return the numbers of the outputs, and the expected level of each."""
    series = {node: s for node, s in nodes.items() if s[PLAN]["result_type"] == 1}
    known = {node: 2019 if node in HALTED else LAST for node in series}
    pooled = root_mean_square([miss for node, s in series.items() for miss in misses(s, known=known[node])])
    found: dict[str, Any] = {}
    level: dict[str, float] = {}
    for node, s in series.items():
        actual = delivered(s)
        own = root_mean_square(misses(s, known=known[node]))
        spread = math.sqrt((own**2 + pooled**2) / 2)
        centre = level[node] = expected(s, PLAN, known=known[node])
        low, high = (neat(centre * math.exp(sign * 1.645 * spread)) for sign in (-1, 1))
        cap = neat(1.5 * max(*actual.values(), s[PLAN]["target"]), 2)
        found[f"numbers.{node}_level"] = f"truncate({text(low)} to {text(high)}, high={text(cap)})"
        found[f"targets.{node}.at_least"] = s[PLAN]["target"]
        if node in HALTED:
            before = [value for year, value in actual.items() if year < LAST]
            dependence = (1 - actual[LAST] * len(before) / sum(before)) / (1 - OPEN_2020)
            found[f"links.open_year->{node}.weight"] = neat(min(dependence, 1), 2)
            level[node] *= 1 - min(dependence, 1) * (1 - OPEN_2021)
    return found, level


def outcome_numbers(nodes: dict[str, Series], level: dict[str, float]) -> dict[str, Any]:
    """Return the numbers of the outcomes and of the links that feed them."""
    moves: dict[str, list[float]] = {}
    for node in FEEDS:
        levels = [nodes[node][2016]["baseline"], *delivered(nodes[node]).values()]
        moves[node] = [after - before for before, after in itertools.pairwise(levels)]
    kinds = {n: "days" if n in DOWN else "extent" if nodes[n][PLAN]["extent"] else "percent" for n in FEEDS}
    pooled = {kind: root_mean_square([m for n in FEEDS if kinds[n] == kind for m in moves[n]]) for kind in set(kinds.values())}
    extents = [m for n in FEEDS if kinds[n] == "extent" for m in moves[n]]
    still = neat(sum(m == 0 for m in extents) / len(extents), 2)
    found: dict[str, Any] = {}
    for node, feeds in FEEDS.items():
        swing = math.sqrt((root_mean_square(moves[node]) ** 2 + pooled[kinds[node]] ** 2) / 2)
        sign = -1 if node in DOWN else 1
        loss, noise = neat(LOSS * swing), neat(math.sqrt(1 - LOSS**2) * swing)
        found[f"outcomes.{node}.baseline"] = delivered(nodes[node])[LAST]
        found[f"outcomes.{node}.trend"] = -sign * loss
        if kinds[node] == "extent":
            wide = neat(noise / math.sqrt(1 - still))
            found[f"outcomes.{node}.noise"] = f"mixture(normal(0, 0.5): {text(still)}, normal(0, {text(wide)}): {text(neat(1 - still, 2))})"
        else:
            found[f"outcomes.{node}.noise"] = f"normal(0, {text(noise)})"
        found[f"targets.{node}.{'at_most' if sign < 0 else 'at_least'}"] = nodes[node][PLAN]["target"]
        for source, share in feeds.items():
            ends = sorted(sign * neat(factor * share * loss / level[source] / GATES.get(node, 1), 2) for factor in (0.5, 1.6))
            found[f"links.{source}->{node}.weight"] = f"{text(ends[0])} to {text(ends[1])}"
    return found


def derive(path: Path = HERE / "history.csv") -> dict[str, Any]:
    """Return every derived number of the plan, by its place in the plan."""
    nodes, money = read(path)
    shares = {year: spend / budget for year, (budget, spend) in money.items() if year <= LAST}
    changes = [math.log(shares[year] / shares[year - 1]) for year in range(2017, LAST + 1)]
    swing = root_mean_square(changes)
    found: dict[str, Any] = {"numbers.funding": f"{text(neat(math.exp(-1.645 * swing), 2))} to {text(neat(math.exp(1.645 * swing)))}"}
    found["budget.total"] = money[PLAN][0]
    found["money of as_2020"] = round(shares[LAST] * money[PLAN][0] / 1e6, 2)
    outputs, level = output_numbers(nodes)
    return found | outputs | outcome_numbers(nodes, level)


def carried(plan: dict[str, Any], place: str) -> Any:
    """Return what the plan has at a place, None where the place is not one of the plan."""
    section, *rest = place.split(".", 1)
    if section == "links":
        ends, field = rest[0].rsplit(".", 1)
        return next((link.get(field) for link in plan["links"] if f"{link['from']}->{link['to']}" == ends), None)
    if section == "targets":
        node, rule = rest[0].split(".")
        return next((target.get(rule) for target in plan["targets"] if target["node"] == node), None)
    if not rest:
        return sum(amount[-1] for amount in plan["allocations"]["as_2020"].values() if isinstance(amount, list))
    value: Any = plan[section]
    for key in rest[0].split("."):
        value = value[key]
    return value


def main() -> int:
    """Print each number beside the plan's; return 1 if one differs."""
    plan = yaml.safe_load((HERE / "plan.yaml").read_text(encoding="utf-8"))
    wrong = 0
    for place, value in derive().items():
        found = carried(plan, place)
        same = abs(found - value) < 0.02 if isinstance(value, float) and isinstance(found, float | int) else str(found) == str(value)
        wrong += not same
        print(f"{place:48} {value!s:58} {'' if same else f'plan.yaml has {found}'}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
