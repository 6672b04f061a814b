"""Plans as linked data of the Common Impact Data Standard (CIDS), for funders that collect it."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.files.impact.writing import Writing
from logicmodel.files.source import Source, json_text
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_text


class Cids(Format):
    """CIDS 3 as JSON-LD, with its context in the file; only written."""

    kind: ClassVar[str] = "cids"
    title: ClassVar[str] = "CIDS (JSON-LD)"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonld",)
    reads: ClassVar[bool] = False

    def read(self, source: Source, losses: list[Problem]) -> Plan:  # noqa: ARG002 - the contract
        """Refuse: what CIDS holds of a plan is too little to make one of it."""
        raise source.refusal("is written for others to read, and cannot be read as a plan", "keep the plan as YAML beside it")

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan as one graph of linked data."""
        write_text(path, json_text(Writing(plan, losses).document()))
