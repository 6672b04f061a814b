"""The limits that stand in the way of more, in people's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import logicmodel as lm

LEVER = re.compile(r"(?P<end>the most of|the least of|nothing of) (?P<input>\S+)(?: in (?P<period>.+))?")
RULE = re.compile(r"budget\.(?P<rule>[\w.]+?)(?: in (?P<period>.+))?")
FUNDS = "budget.funds: money free for all"
AMONG = 4


def obstacles(found: lm.Optimum, plan: lm.Plan, ends: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return the limits that are used up, one line each; periods of the same limit stand together.

    ``ends`` are the bounds of the inputs.
    """
    periods: dict[tuple[str, str], list[str]] = {}
    for name in found.active:
        kind, period = _parted(name)
        if kind[0] != "nothing of":
            periods.setdefault(kind, []).extend([period] if period else [])
    return [
        f"{_words(found, plan, ends, *kind)}{_when(labels, plan)}" for kind, labels in periods.items()
    ]


def unused(found: lm.Optimum, plan: lm.Plan) -> list[str]:
    """Return the titles of the inputs of which there is nothing in any period, though there might be."""
    names = dict.fromkeys(_parted(name)[0][1] for name in found.active if name.startswith("nothing of"))
    return [plan.title_of(name) for name in names if name in plan.inputs and not any(_all(found, name))]


def beyond(found: lm.Optimum) -> set[str]:
    """Return the inputs of which more is not allowed."""
    return {_parted(name)[0][1] for name in found.active if name.startswith("the most of")}


def _parted(name: str) -> tuple[tuple[str, str], str]:
    """Return what a limit is and of what, and its period if it has one."""
    if name.startswith(FUNDS):
        return ("funds", name.removeprefix(FUNDS).strip(" +")), ""
    match = LEVER.fullmatch(name)
    if match is not None:
        return (match["end"], match["input"]), match["period"] or ""
    match = RULE.fullmatch(name)
    return (("rule", match["rule"]), match["period"] or "") if match is not None else (("", name), "")


def _words(found: lm.Optimum, plan: lm.Plan, bounds: Mapping[str, tuple[float, float]], kind: str, what: str) -> str:
    money, currency = lm.wording.money, plan.currency
    if kind in {"the most of", "the least of"}:
        amounts = _all(found, what)
        low, high = bounds.get(what, (min(amounts), max(amounts)))
        end, words = (high, "may be at most") if kind == "the most of" else (low, "must be at least")
        return f"{plan.title_of(what)} {words} {lm.wording.amount(end, plan.nodes[what].unit)}"
    if kind == "funds":
        funds = [plan.budget.funds[name].title or name for name in what.split(" + ") if name in plan.budget.funds]
        return " and ".join(["the money that is not earmarked", *funds]) + " is spent"
    if what == "total":
        return f"the whole budget of {money(found.cost + (found.unspent or 0.0), currency)} is spent"
    if what == "per_period":
        return f"all that may be spent in one {plan.periods.step} is spent"
    limit = plan.budget.limits.get(what.removeprefix("limits."))
    if limit is None:
        return what
    title = limit.title or what.removeprefix("limits.")
    ends = [f"{words} {lm.wording.amount(end)}" for words, end in (("at least", limit.at_least), ("at most", limit.at_most)) if end is not None]
    return f"{title}: {' and '.join(ends)}"


def _when(labels: Sequence[str], plan: lm.Plan) -> str:
    if not labels:
        return ""
    if len(labels) == plan.periods.count:
        return f", in every {plan.periods.step}"
    return f", in {', '.join(labels)}" if len(labels) <= AMONG else f", in {len(labels)} of {plan.periods.count} {plan.periods.step}s"


def _all(found: lm.Optimum, name: str) -> list[float]:
    value: Mapping[str, float | tuple[float, ...]] = found.allocation
    amounts = value.get(name, 0.0)
    return list(amounts) if isinstance(amounts, Sequence) else [float(amounts)]
