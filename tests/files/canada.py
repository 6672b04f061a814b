"""The departmental results of a government turned into one plan: programs, and the results they lead to."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import logicmodel as lm

TABLE = Path(__file__).parent / "samples" / "canada.csv.gz"


def rows() -> list[dict[str, str]]:
    """Return the rows of the table: one for each program and result that it leads to."""
    with gzip.open(TABLE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def frame(department: str = "") -> lm.Plan:
    """Return the plan of one department, or of all."""
    mine = [row for row in rows() if row["program_id"].startswith(f"{department}-" if department else "")]
    activities = {word(row["program_id"]): {"title": row["program"], "theme": theme(row)} for row in mine}
    outcomes = {word(row["result_id"]): {"title": row["result"], "theme": theme(row), "horizon": "ultimate"} for row in mine}
    links = [{"from": word(row["program_id"]), "to": word(row["result_id"])} for row in mine]
    return lm.Plan.from_document({
        "title": f"Departmental results {department}".strip(), "language": "en", "organisation": "Government of Canada",
        "periods": {"first": 2024, "count": 1}, "activities": activities, "outcomes": outcomes, "links": links,
    })


def theme(row: dict[str, str]) -> str:
    """Return the department of a row."""
    return row["program_id"].partition("-")[0]


def word(code: str) -> str:
    """Return a code as an id of a plan."""
    return code.lower().replace("-", "_")
