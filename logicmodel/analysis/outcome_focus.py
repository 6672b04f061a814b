"""How far does the plan look at outcomes, and how far only at what it delivers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.checking.spending import expected_price
from logicmodel.analysis.checking.ways import leading_to
from logicmodel.errors import listed
from logicmodel.plan.node import Outcome
from logicmodel.plan.plan import Plan

Count: TypeAlias = tuple[str, str, float, float, str | None]
"""What is counted, its words, how much of it sits on outputs and on outcomes, and under which allocation."""
TITLE: Final = "How much of the plan sits on outputs, and how much on outcomes?"


def outcome_focus(plan: Plan) -> Answer:
    """Return counts of what sits on activities and outputs, and of what sits on outcomes.

    One row for each of: targets, their weight, indicators, indicators with a source, links with evidence
    (by the node they lead to), and the money of every allocation: under ``outcomes`` what is spent on
    inputs from which a path leads to an outcome with a target, under ``outputs`` the rest. ``share`` is
    that of the outcomes, None where there is nothing to share. ``sentence`` says it in words. Money counts at
    expected prices; a note names the inputs whose price is not known, which are left out.
    """
    rows = [_row(*entry) for entry in (*_counts(plan), *_money(plan))]
    settings: dict[str, Any] = {"plan": plan.title, "digest": plan.digest}
    if plan.currency:
        settings["currency"] = plan.currency
    used = dict.fromkeys(key for form in plan.allocations.values() for key in form.amounts)
    unknown = [key for key in used if expected_price(plan, key) is None]
    notes = (f"money is without {listed(unknown)}: no price is given",) if unknown else ()
    return Answer("focus", TITLE, tuple(rows), settings, notes)


def _counts(plan: Plan) -> Sequence[Count]:
    """Return what is counted: name, words, on outputs, on outcomes, allocation."""
    early = {**plan.activities, **plan.outputs}
    on_outcomes = [target for target in plan.targets if plan.target_kind(target) == "outcome"]
    on_outputs = [target for target in plan.targets if plan.target_kind(target) != "outcome"]
    here, there = ([one for node in group for one in node.indicators.values()] for group in (early.values(), plan.outcomes.values()))
    backed = [link for link in plan.links if link.evidence is not None and link.evidence.strength not in {None, "none"}]
    to_outcomes = sum(isinstance(plan.nodes[link.target], Outcome) for link in backed)
    return [
        ("targets", "targets", len(on_outputs), len(on_outcomes), None),
        ("weight", "weight of the targets", sum(one.weight for one in on_outputs), sum(one.weight for one in on_outcomes), None),
        ("indicators", "indicators", len(here), len(there), None),
        ("sources", "indicators with a source", sum(bool(one.source) for one in here), sum(bool(one.source) for one in there), None),
        ("evidence", "links with evidence", len(backed) - to_outcomes, to_outcomes, None),
    ]


def _money(plan: Plan) -> Sequence[Count]:
    """Return for every allocation what is spent on the way to an outcome with a target, and beside it."""
    aimed = {target.node or "" for target in plan.targets if plan.target_kind(target) == "outcome"}
    leading = leading_to(plan, aimed)
    found: list[Count] = []
    for name, form in plan.allocations.items():
        costs = {key: _cost(plan, key, amount) for key, amount in form.amounts.items()}
        there = sum(cost for key, cost in costs.items() if key in leading)
        found.append(("money", f"money under {form.title or name}", sum(costs.values()) - there, there, name))
    return found


def _cost(plan: Plan, name: str, amount: float | tuple[float, ...]) -> float:
    return (expected_price(plan, name) or 0.0) * (sum(amount) if isinstance(amount, tuple) else amount * plan.periods.count)


def _row(what: str, words: str, outputs: float, outcomes: float, allocation: str | None) -> Mapping[str, Any]:
    whole = outputs + outcomes
    share = outcomes / whole if whole else None
    told = f"Of the {words}, {share:.0%} sit on outcomes" if share is not None else f"There are no {words}"
    if what == "money":
        told = f"Of the {words}, {share:.0%} are on the way to an outcome with a target" if share is not None else f"There is no {words}"
    return {
        "what": what, "title": words[:1].upper() + words[1:], "allocation": allocation,
        "outputs": outputs, "outcomes": outcomes, "share": share, "sentence": told.replace("%", " %") + ".",
    }
