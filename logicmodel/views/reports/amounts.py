"""Money in the tables of a report."""

from __future__ import annotations

from typing import Any

from logicmodel import wording
from logicmodel.views.reports import naming, tables
from logicmodel.views.reports.blocks import Text
from logicmodel.views.reports.sections.section import Matter


def money(matter: Matter, row: Any, key: str) -> Text:
    """Write an amount of money of an answer with its interval."""
    if row is None or row.get(key) is None:
        return tables.muted("n/a")
    ends = row[f"{key}_low"], row[f"{key}_high"]
    return tables.parted(wording.money(row[key], naming.tidy(matter.plan.currency), *ends))
