"""LM322: groups that do not add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final, TypeAlias

from logicmodel import wording
from logicmodel.analysis.checking.finding import Fix
from logicmodel.analysis.checking.words import PERSONS, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.node import Activity, Outcome, Output
from logicmodel.plan.plan import Plan

Kind: TypeAlias = tuple[tuple[str, ...], str | None]
"""By what groups are told apart, and the date of their targets; None for baselines."""
AVERAGES: Final = frozenset({
    "average", "mean", "median", "rate", "ratio", "index", "score", "share", "proportion", "percent", "percentage",
    "moyenne", "moyen", "taux", "indice", "promedio", "media", "tasa", "índice", "durchschnitt", "durchschnittlich", "anteil", "quote",
})
"""Words of figures that are no amounts: those of groups lie around the whole and do not add up to it."""
EVERYBODY: Final = frozenset({"all", "total", "overall", "both"})
"""Names of groups that are the whole."""


class GroupsOffTheWhole(Check):
    """What is planned for groups adds up to what is planned for the whole, and the indicator names by what they are told apart.

    Forty women and fifty men are no hundred people. Either a group is missing, or one of the three figures has
    been changed and the others have not. It is looked at where the figure counts something; percentages and averages of groups do not
    add up. A single group may not be larger than the whole.

    Bad:
        outcomes: {work: {indicators: {jobs: {measure: number, disaggregation: [sex], groups: [{of: {sex: female}, at_least: 40, by: 2030}, {of: {sex: male}, at_least: 50, by: 2030}]}}}}
        targets: [{indicator: jobs, at_least: 100, by: 2030}]

    Good:
        outcomes: {work: {indicators: {jobs: {measure: number, disaggregation: [sex], groups: [{of: {sex: female}, at_least: 40, by: 2030}, {of: {sex: male}, at_least: 60, by: 2030}]}}}}
        targets: [{indicator: jobs, at_least: 100, by: 2030}]
    """

    code: ClassVar[str] = "LM322"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati"})
    source: ClassVar[str] = "IATI 2.03, disaggregated results; USAID ADS 201"
    limits: ClassVar[Mapping[str, float]] = {"off": 0.01}
    """Share of the whole by which the sum of the groups may be off."""

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators whose groups add up to something else, or are told apart by what is not named."""
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                if indicator.groups:
                    yield from self._unnamed(plan, node_id, name, indicator)
                if indicator.groups and _adds_up(node, indicator):
                    yield from self._sums(plan, node_id, name, indicator)

    def _unnamed(self, plan: Plan, node_id: str, name: str, indicator: Indicator) -> Iterator[Finding]:
        named = {part.casefold() for part in indicator.disaggregation}
        used = dict.fromkeys(key for group in indicator.groups for key, value in group.of.items() if not {key.casefold(), value.casefold()} & named)
        if named and used:
            listed = wording.enumerated(list(used))
            path = f"{plan.results[node_id].section}.{node_id}.indicators.{name}.disaggregation"
            fix = Fix(f"add {listed} to the disaggregation of {name}", {path: [*indicator.disaggregation, *used]})
            message = f"its groups are told apart by {listed}, which disaggregation does not name"
            yield self.at_indicator(plan, node_id, name, message, f"add {listed} to disaggregation:", fix)

    def _sums(self, plan: Plan, node_id: str, name: str, indicator: Indicator) -> Iterator[Finding]:
        for (keys, due), values in _parts(indicator).items():
            whole = _baseline(plan, node_id, indicator) if due is None else _target(plan, node_id, indicator, due)
            if whole is None:
                continue
            total, what = sum(values), "the baseline of the whole" if due is None else f"the target of the whole by {due}"
            room = self.set["off"] * abs(whole)
            if total <= whole + room and (len(values) == 1 or total >= whole - room):
                continue
            told = f"the groups by {wording.enumerated(list(keys))} add up to" if len(values) > 1 else f"the only group by {wording.enumerated(list(keys))} is"
            message = f"{told} {wording.amount(total, digits=6)}, while {what} is {wording.amount(whole, digits=6)}"
            remedy = "correct what is wrong, or add the group that is missing" if total < whole else "correct what is wrong; nobody may count in two of these groups"
            yield self.at_indicator(plan, node_id, name, message, remedy)


def _adds_up(node: Activity | Output | Outcome, indicator: Indicator) -> bool:
    """Say whether an indicator counts something: it says so, or its unit names people."""
    unit, words = indicator.unit or node.unit, set(words_of(f"{indicator.title} {indicator.definition} {indicator.unit or node.unit}"))
    counts = indicator.measure == "number" or bool(PERSONS & set(words_of(unit)))
    return indicator.counted and counts and "%" not in unit and not AVERAGES & words


def _parts(indicator: Indicator) -> dict[Kind, list[float]]:
    """Return the values that should add up, by what tells the groups apart and by date."""
    found: dict[Kind, list[float]] = {}
    for group in indicator.groups:
        if EVERYBODY & {value.casefold() for value in group.of.values()}:
            continue
        keys = tuple(sorted(group.of))
        if group.baseline is not None:
            found.setdefault((keys, None), []).append(group.baseline)
        if group.target is not None:
            found.setdefault((keys, group.by), []).append(group.target)
    return found


def _baseline(plan: Plan, node_id: str, indicator: Indicator) -> float | None:
    node = plan.results[node_id]
    if indicator.baseline is not None or len(node.indicators) > 1:
        return indicator.baseline
    return node.baseline.value if isinstance(node.baseline, Fixed) else None


def _target(plan: Plan, node_id: str, indicator: Indicator, due: str) -> float | None:
    """Return the level that is wanted of the whole by a date."""
    mine = (goal for goal in plan.targets if goal.node == node_id and goal.due == due and plan.measured_by(goal) is indicator)
    return next((value for goal in mine for value in (goal.at_least, goal.at_most) if value is not None), None)
