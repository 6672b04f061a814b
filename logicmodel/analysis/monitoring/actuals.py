"""Measured values by indicator and period, and their place in a plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Final

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.monitoring.placing import (
    IATI,
    Homes,
    codes_of,
    error_of,
    indicators_of,
    is_before,
    no_period,
    period_label,
    too_long,
)
from logicmodel.analysis.monitoring.plausibility import suspicious
from logicmodel.errors import Problem, RequestError, listed
from logicmodel.plan.plan import Plan

COLUMNS: Final = ("indicator", "node", "period", "value", "date", "sd", "source", "line", "plan", "group", "n", "note")
__all__ = ["COLUMNS", "IATI", "Actuals", "codes_of", "indicators_of", "period_label"]


@dataclasses.dataclass(frozen=True, repr=False)
class Actuals(Answer):
    """What was measured: one row for each indicator (or node) and period.

    Columns: ``indicator`` (or the id of a node), ``node``, ``period``, ``value``, ``date``, ``sd`` (standard
    deviation of the measured value around the true one, None where the file does not say), ``source`` (where the figure
    comes from), ``line`` (of the file), ``plan`` (identifier of the plan, where a file holds several), ``group`` (the part
    of the whole that was measured, such as ``sex: female``; empty for the whole itself), ``n`` (how many were asked
    or measured, None where the file does not say) and ``note``.

    Values of groups are kept beside those of the whole. They must find their indicator and period too, but
    what is predicted, updated and judged is the whole, so ``placed`` and ``levels`` leave them out.
    """

    def check(self, plan: Plan) -> tuple[Problem, ...]:
        """Return everything that is odd about the values, beside a plan, in the order of the lines.

        First what cannot be placed (unknown indicators and periods, two values for the same period), then
        what can hardly be right: running totals that fall, zeros that seem to mean "missing", percentages
        outside of 0 to 100 or written as shares of 1, values outside of the bounds of their node or a hundred times as
        large as all others, and amounts of a year that were taken for those of its last quarter or month.
        """
        rows, problems, _ = self._place(plan)
        return tuple(sorted([*problems, *suspicious(plan, _whole(rows), self.name), *self._too_long(plan)], key=lambda one: (one.line or 0)))

    def coverage(self, plan: Plan) -> str:
        """Return in a sentence how many indicators of a plan have values, for which periods, and which have none."""
        rows = _whole(self._place(plan)[0])
        asked = {key: indicator for key, indicator in indicators_of(plan).items() if indicator.measure != "text"}
        have = {(row["node"], row["indicator"]) for row in rows}
        nodes = sum(key not in asked for key in have)
        parts = [f"{len(have & set(asked))} of {wording.counted(len(asked), 'indicator')}"] if asked else []
        parts += [wording.counted(nodes, "result") + (" itself" if nodes == 1 else " themselves" if asked else "")] if nodes else []
        if not rows:
            return f"No value has a place in the plan, which has {wording.counted(len(asked), 'indicator')}."
        places = sorted({plan.periods.index(row["period"]) or 0 for row in rows})
        first, last = plan.periods.labels[places[0]], plan.periods.labels[places[-1]]
        told = f"Values for {' and '.join(parts)}, {first}" + (f" to {last}" if last != first else "")
        without = [indicator.title or key[1] for key, indicator in asked.items() if key not in have]
        return f"{told}; none for {listed(without, 5)}." if without else f"{told}."

    def placed(self, plan: Plan) -> Actuals:
        """Return the values of a plan with their node, the label of their period and their standard deviation.

        Where the file gives no ``sd`` it is that of a sample of ``n`` for percentages, else that of the indicator, of the
        measured value where it is relative; on a node itself it is 0. Rows of other plans, of groups and from before
        the plan are left out; a note counts the last. Raises RequestError with every row that has no place in the plan.
        """
        rows, before = self._sound(plan)
        notes = self.notes if before is None or before.message in self.notes else (*self.notes, before.message)
        return dataclasses.replace(self, rows=tuple(_whole(rows)), notes=notes)

    def placed_groups(self, plan: Plan) -> tuple[Mapping[str, Any], ...]:
        """Return the values of groups, placed as ``placed`` does those of the whole; it raises the same."""
        return tuple(row for row in self._sound(plan)[0] if row.get("group"))

    def fitting(self, plan: Plan) -> tuple[Mapping[str, Any], ...]:
        """Return the values that have a place in the plan, as ``placed`` does; those that have none are left out."""
        return tuple(_whole(self._place(plan)[0]))

    def levels(self, plan: Plan) -> dict[str, dict[str, tuple[float, float]]]:
        """Return level and standard deviation by node and period, as charts of levels want them.

        Running totals are no levels and are left out. Raises RequestError as ``placed`` does.
        """
        found: dict[str, dict[str, tuple[float, float]]] = {}
        known = indicators_of(plan)
        for row in self.placed(plan).rows:
            indicator = known.get((row["node"], row["indicator"]))
            if indicator is None or indicator.accumulation != "running_total":
                found.setdefault(row["node"], {}).setdefault(row["period"], (row["value"], row["sd"]))
        return found

    @property
    def name(self) -> str:
        """Name of the file that the values were read from."""
        return str(self.settings.get("file", ""))

    def _sound(self, plan: Plan) -> tuple[list[dict[str, Any]], Problem | None]:
        """Return all rows with their places, and which are only from before the plan; raises RequestError where any has no place."""
        rows, problems, before = self._place(plan)
        wrong = [one for one in problems if one is not before]
        if wrong:
            raise RequestError(wrong)
        return rows, before

    def _place(self, plan: Plan) -> tuple[list[dict[str, Any]], list[Problem], Problem | None]:
        """Return the rows that have a place in the plan, those of groups too, what is wrong with the others, and which are only from before it."""
        rows: list[dict[str, Any]] = []
        problems: list[Problem] = []
        first: dict[tuple[str, str, str, str], Mapping[str, Any]] = {}
        old: list[Mapping[str, Any]] = []
        codes = codes_of(plan)
        own = [row for row in self.rows if not row["plan"] or row["plan"] in codes]
        if self.rows and not own:
            problems.append(self._of_others(plan))
        homes = Homes(plan)
        for row in own:
            found, faults = self._placed_row(plan, row, homes)
            group = row.get("group", "")
            key = (found["node"], found["indicator"], found["period"], group.casefold())
            if not faults and is_before(row["period"], plan.periods):
                old.append(row)
            elif not faults and key in first:
                problems.append(self._twice(found, first[key], group))
            elif not faults:
                first[key] = row
                rows.append(found)
            problems += faults
        before = self._before(plan, old)
        return rows, [*([before] if before else []), *problems], before

    def _of_others(self, plan: Plan) -> Problem:
        names = sorted({str(row["plan"]) for row in self.rows})
        mine = listed(sorted(codes_of(plan)))
        remedy = f"take the file with those of {mine}" if mine else "add the code of this plan to its references: with the scheme IATI"
        return Problem("actuals", f"all values are of other plans: {listed(names)}", remedy, source=self.name)

    def _twice(self, row: Mapping[str, Any], other: Mapping[str, Any], group: str) -> Problem:
        """Say that a second value stands for the same period."""
        where, whose = f" in line {other['line']}" if other["line"] else "", f" of {group}" if group else ""
        if row["value"] == other["value"]:
            return self._problem(row, f"has this value{whose} for {row['period']} already{where}", "delete one of the two")
        one, two = (wording.amount(one["value"], digits=12) for one in (other, row))
        return self._problem(row, f"has two values{whose} for {row['period']}: {one}{where}, {two} here", "keep one of the two")

    def _before(self, plan: Plan, rows: list[Mapping[str, Any]]) -> Problem | None:
        """Say which values are from before the plan; they are no mistake."""
        if not rows:
            return None
        times = sorted({str(row["period"])[:4] for row in rows})
        when = times[0] if len(times) == 1 else f"{times[0]} to {times[-1]}"
        told = f"{wording.counted(len(rows), 'value')} of {when} {'are' if len(rows) > 1 else 'is'} from before the plan, which begins in {plan.periods.labels[0]}, and {'were' if len(rows) > 1 else 'was'} left out"
        return Problem("actuals", told, "begin periods: earlier if they belong to it", source=self.name)

    def _placed_row(self, plan: Plan, row: Mapping[str, Any], homes: Homes) -> tuple[dict[str, Any], list[Problem]]:
        faults: list[Problem] = []
        known, found = homes.of(row["indicator"], row["node"]), {**row}
        if len(known) > 1:
            nodes = ", ".join(node for node, _ in known)
            faults.append(self._problem(row, f"measures more than one node: {nodes}", "name the node in a column called node"))
        elif known:
            found["node"], found["indicator"] = known[0]
        else:
            owner = row["node"]
            faults.append(self._problem(row, f"is no indicator of {owner or 'the plan'}", homes.near(row["indicator"], owner)))
        label = period_label(row["period"], plan.periods)
        if label is not None:
            found["period"] = label
        elif not is_before(row["period"], plan.periods):
            faults.append(self._problem(row, *no_period(row["period"], plan.periods)))
        if not faults and row["sd"] is None:
            found["sd"] = error_of(plan, found["node"], homes.indicators.get((found["node"], found["indicator"])), row)
        return found, faults

    def _too_long(self, plan: Plan) -> list[Problem]:
        """Say which amounts are of a longer time than the period in which they are placed."""
        homes, own = Homes(plan), codes_of(plan) | {""}
        problems = []
        for row in self.rows:
            found, faults = self._placed_row(plan, row, homes)
            told = too_long(row["period"], found["period"], plan.periods.step, homes.indicators.get((found["node"], found["indicator"])))
            if told and not faults and row["plan"] in own:
                problems.append(self._problem(row, *told))
        return problems

    def _problem(self, row: Mapping[str, Any], message: str, remedy: str) -> Problem:
        return Problem(f"actuals of {row['indicator']}", message, remedy, source=self.name, line=row["line"])


def _whole(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that are not about a group."""
    return [row for row in rows if not row.get("group")]
