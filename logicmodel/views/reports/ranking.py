"""Which allocation is most likely to succeed, and how it stands against the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.plan.plan import Plan
from logicmodel.views.reports.naming import row_of, rows_of
from logicmodel.views.reports.sections.section import Matter

GOALS = ("success", "outcomes_met", "all_met")
"""What allocations are ranked by: the first of these that the plan has targets for."""
WIDE = 0.2
"""Least difference between delivering and changing that a report points out."""


def best(
    plan: Plan, joint: Sequence[Mapping[str, Any]], attainment: Sequence[Mapping[str, Any]]
) -> str | None:
    """Return the allocation most likely to succeed; among equals the one with more targets met.

    Targets count by their weight, those on outcomes first. None where there is nothing to rank.
    """
    names = list(dict.fromkeys(row["allocation"] for row in joint if row["what"] in GOALS))
    names = [name for name in names if name in plan.allocations] or names

    def rank(name: str) -> tuple[float, float, float]:
        goal = next(
            found["probability"]
            for what in GOALS
            if (found := row_of(joint, allocation=name, what=what)) is not None
        )
        met = [
            sum(
                row["weight"] * row["probability"]
                for row in attainment
                if row["allocation"] == name and (row["kind"] == "outcome") == outcome
            )
            for outcome in (True, False)
        ]
        return goal, met[0], met[1]

    return max(names, key=rank, default=None)


def chance_of(matter: Matter, name: str, what: str) -> Mapping[str, Any] | None:
    """Return the row of a joint chance of an allocation, None where the plan has no such targets."""
    row = row_of(rows_of(matter, "joint"), allocation=name, what=what)
    return row if row is not None and row["probability"] is not None else None


def goal(matter: Matter) -> str | None:
    """Return what allocations are ranked by: success, or the next of its kind; None without targets."""
    there = {row["what"] for row in rows_of(matter, "joint")}
    return next((what for what in GOALS if what in there), None)


def ranked(matter: Matter, names: Sequence[str]) -> list[str]:
    """Return allocations by their chance of success, the best first."""
    what = goal(matter)
    if what is None:
        return list(names)

    def rank(name: str) -> tuple[bool, float]:
        row = chance_of(matter, name, what)
        return name == matter.best, row["probability"] if row else 0.0

    return sorted(names, key=rank, reverse=True)


def in_vain(matter: Matter, names: Sequence[str]) -> list[str]:
    """Return the allocations that are far more likely to deliver than to change anything."""
    gaps = {name: chance_of(matter, name, "output_outcome_gap") for name in names}
    return [name for name, gap in gaps.items() if gap is not None and gap["low"] > WIDE]
