"""Measured values by indicator and period, and their place in a plan."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.monitoring.plausibility import suspicious
from logicmodel.errors import Problem, RequestError, did_you_mean, listed
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.periods import Periods
from logicmodel.plan.plan import Plan

COLUMNS: Final = ("indicator", "node", "period", "value", "date", "sd", "source", "line", "plan")
IATI: Final = "IATI"
"""Scheme of the codes by which plans in published files are told apart."""


@dataclasses.dataclass(frozen=True, repr=False)
class Actuals(Answer):
    """What was measured: one row for each indicator (or node) and period.

    Columns: ``indicator`` (or the id of a node), ``node``, ``period``, ``value``, ``date``, ``sd`` (standard
    deviation of the measurement, None where the file does not say), ``source`` (where the figure comes from),
    ``line`` (of the file) and ``plan`` (identifier of the plan, where a file holds several).
    """

    def check(self, plan: Plan) -> tuple[Problem, ...]:
        """Return everything that is odd about the values, beside a plan, in the order of the lines.

        First what cannot be placed (unknown indicators and periods, values that stand there twice), then
        what can hardly be right: running totals that fall, zeros that seem to mean "missing", percentages
        above 100, values that all equal their targets.
        """
        rows, problems = self._place(plan)
        return tuple(sorted([*problems, *suspicious(plan, rows, self.name)], key=lambda one: (one.line or 0)))

    def placed(self, plan: Plan) -> Actuals:
        """Return the values of a plan with their node, the label of their period and their standard deviation.

        Where the file gives no ``sd`` it is that of the indicator, of the measured value where it is relative;
        on a node itself it is 0. Rows of other plans are left out. Raises RequestError with every row that
        has no place in the plan.
        """
        rows, problems = self._place(plan)
        if problems:
            raise RequestError(problems)
        return dataclasses.replace(self, rows=tuple(rows))

    def levels(self, plan: Plan) -> dict[str, dict[str, tuple[float, float]]]:
        """Return level and standard deviation by node and period, as charts of levels want them.

        Running totals are no levels and are left out. Raises RequestError as ``placed`` does.
        """
        found: dict[str, dict[str, tuple[float, float]]] = {}
        for row in self.placed(plan).rows:
            indicator = indicators_of(plan).get((row["node"], row["indicator"]))
            if indicator is None or indicator.accumulation != "running_total":
                found.setdefault(row["node"], {}).setdefault(row["period"], (row["value"], row["sd"]))
        return found

    @property
    def name(self) -> str:
        """Name of the file that the values were read from."""
        return str(self.settings.get("file", ""))

    def _place(self, plan: Plan) -> tuple[list[dict[str, Any]], list[Problem]]:
        """Return the rows that have a place in the plan, and what is wrong with the others."""
        rows: list[dict[str, Any]] = []
        problems: list[Problem] = []
        first: dict[tuple[str, str, str], int | None] = {}
        own = [row for row in self.rows if not row["plan"] or row["plan"] in codes_of(plan)]
        if self.rows and not own:
            names = sorted({str(row["plan"]) for row in self.rows})
            mine = listed(sorted(codes_of(plan)))
            remedy = f"take the file with those of {mine}" if mine else "add the code of this plan to its references: with the scheme IATI"
            problems.append(Problem("actuals", f"all values are of other plans: {listed(names)}", remedy, source=self.name))
        for row in own:
            found, faults = self._placed_row(plan, row)
            key = (found["node"], found["indicator"], found["period"])
            if not faults and key in first:
                where = f" in line {first[key]}" if first[key] else ""
                faults = [self._problem(row, f"has a value for {found['period']} already{where}", "keep one of the two")]
            elif not faults:
                first[key] = row["line"]
                rows.append(found)
            problems += faults
        return rows, problems

    def _placed_row(self, plan: Plan, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        faults: list[Problem] = []
        homes, found = _homes(plan, row), {**row}
        if len(homes) > 1:
            nodes = ", ".join(node for node, _ in homes)
            faults.append(self._problem(row, f"measures more than one node: {nodes}", "name the node in a column called node"))
        elif homes:
            found["node"], found["indicator"] = homes[0]
        elif row["indicator"] in plan.results and row["node"] in {"", row["indicator"]}:
            found["node"] = row["indicator"]
        else:
            owner = row["node"]
            known = [name for node, name in indicators_of(plan) if owner in {"", node}] + ([] if owner else list(plan.results))
            faults.append(self._problem(row, f"is no indicator of {owner or 'the plan'}", did_you_mean(row["indicator"], known)))
        label = period_label(row["period"], plan.periods)
        if label is None:
            faults.append(self._problem(row, f"{row['period']} is no period of the plan", _axis(plan.periods)))
        else:
            found["period"] = label
        if not faults and row["sd"] is None:
            found["sd"] = _error(plan, indicators_of(plan).get((found["node"], found["indicator"])), row["value"])
        return found, faults

    def _problem(self, row: Mapping[str, Any], message: str, remedy: str) -> Problem:
        return Problem(f"actuals of {row['indicator']}", message, remedy, source=self.name, line=row["line"])


def indicators_of(plan: Plan) -> dict[tuple[str, str], Indicator]:
    """Return the indicators of a plan by node and id."""
    return dict(_indicators(plan))


def _indicators(plan: Plan) -> Iterator[tuple[tuple[str, str], Indicator]]:
    for node_id, node in plan.results.items():
        for name, indicator in node.indicators.items():
            yield (node_id, name), indicator


def _homes(plan: Plan, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return node and id of the indicators that a row may be about: by their id, else by their title."""
    known = {key: indicator for key, indicator in indicators_of(plan).items() if row["node"] in {"", key[0]}}
    words = row["indicator"].casefold()
    return [key for key in known if key[1] == row["indicator"]] or [
        key for key, indicator in known.items() if indicator.title and indicator.title.casefold() == words
    ]


def codes_of(plan: Plan) -> set[str]:
    """Return the identifiers under which a plan is published."""
    return {reference.code for reference in plan.references if reference.scheme == IATI}


def period_label(text: str, periods: Periods) -> str | None:
    """Return the label of the period that a text or a day stands for; None where the plan has no such period."""
    place = periods.index(text)
    if place is None and re.fullmatch(r"\d{4}-\d\d-\d\d.*", text):
        try:
            day = dt.date.fromisoformat(text[:10])
        except ValueError:
            return None
        tails = {"year": "", "quarter": f"-Q{(day.month + 2) // 3}", "month": f"-{day.month:02d}"}
        place = periods.index(f"{day.year:04d}{tails[periods.step]}")
    return None if place is None else periods.labels[place]


def _axis(periods: Periods) -> str:
    """Say which periods there are."""
    first, last = periods.labels[0], periods.labels[-1]
    return f"its only period is {first}" if first == last else f"its periods run from {first} to {last}"


def _error(plan: Plan, indicator: Indicator | None, value: float) -> float:
    """Return the standard deviation of one measurement; of a share, that share of what was measured."""
    if indicator is None:
        return 0.0
    sd: Distribution | Named = indicator.error.sd
    number = plan.numbers.get(sd.name) if isinstance(sd, Named) else sd
    size = number.expectation() if isinstance(number, Distribution) else 0.0
    return size * abs(value) if indicator.error.relative else size
