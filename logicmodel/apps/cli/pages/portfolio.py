"""The page of ``optimize`` for several plans: how they best share a budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page


def show(page: Page, found: lm.Portfolio, plans: Mapping[str, lm.Plan]) -> None:
    """Print the split of the money, and what comes of each plan."""
    settings, currency = found.settings, next(iter(plans.values())).currency
    page.title("Several plans, one budget")
    page.gap()
    every = lm.wording.in_words(*_three(found.together))
    page.text(
        f"Of {len(found.rows)} plans {lm.wording.interval(*_three(found.expected))} are expected to succeed with "
        f"{lm.wording.money(settings['budget'], currency)} shared as below; that all do is {every}.",
        style="bold",
    )
    page.gap()
    lines = [
        [str(row["title"] or row["plan"]), lm.wording.money(round(row["cost"]), ""),
         lm.wording.chance(row["probability"], row["low"], row["high"]), f"{_met(row)} of {row['of']}"]
        for row in found.rows
    ]
    page.table(["", f"gets{f', {currency}' if currency else ''}", "chance (95 % interval)", "targets met"], [("", lines)], words=0)
    page.text(f"Targets met, over all plans: {lm.wording.interval(*_three(found.targets))} expected.", style="dim", indent=2)
    if settings["unspent"] > 1e-3 * settings["budget"]:
        page.text(f"{lm.wording.money(settings['unspent'], currency)} are left: within the plans' limits more money would not help.", indent=2)
    for row in found.rows:
        page.heading(f"{row['title'] or row['plan']}")
        plan = plans[str(row["plan"])]
        told = [
            f"{plan.title_of(name)} {_amount(amount)} {plan.nodes[name].unit}".strip()
            for name, amount in found.allocations[str(row["plan"])].items() if _amount(amount) != "0"
        ]
        page.text(f"{', '.join(told) or 'nothing'}, each {plan.periods.step}.", indent=2)
    page.gap()
    page.text(
        f"Chances on {settings['draws']:,} fresh draws, seed {settings['seed']}; the plans are taken as independent of each other; "
        f"logicmodel {settings['version']}", style="dim",
    )


def _met(row: Mapping[str, Any]) -> str:
    """Write how many targets are expected to be met; what is next to nothing is told as less than a hundredth."""
    if row["targets_high"] < 0.01:
        return "< 0.01"
    return str(lm.wording.interval(row["targets"], row["targets_low"], row["targets_high"], most=3))


def _three(value: Mapping[str, float]) -> tuple[float, float, float]:
    return value["value"], value["low"], value["high"]


def _amount(amount: float | tuple[float, ...]) -> str:
    if isinstance(amount, tuple):
        return f"[{', '.join(_amount(one) for one in amount)}]"
    return str(lm.wording.amount(amount if abs(amount) > 1e-6 else 0.0))
