"""An indicator of an Open SDG platform as a plan: its data as CSV, its description in the meta file beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from logicmodel.errors import FileError, PlanError, Problem
from logicmodel.files.format import Format
from logicmodel.files.naming import word_of
from logicmodel.files.published.figures import figure, missing
from logicmodel.files.source import Source, take
from logicmodel.plan.plan import Plan

METAS: Final = (".md", ".yml", ".yaml")
SERIES: Final = frozenset({"year", "value", "units", "series", "geocode", "observation status", "unit multiplier", "unit measure"})
"""Columns that tell no groups apart."""
FRONT: Final = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
USED: Final = frozenset({
    "indicator_number", "indicator_name", "indicator_available", "graph_title", "computation_units", "source_organisation_1", "source_periodicity_1",
    "computation_definitions", "national_indicator_description", "progress_calculation_options", "indicator", "target_id", "target_number", "sdg_goal",
})


class OpenSdg(Format):
    """Open SDG: the yearly values of one indicator, with target and direction where its meta file has them."""

    kind: ClassVar[str] = "open_sdg"
    title: ClassVar[str] = "Open SDG indicator"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    writes: ClassVar[bool] = False

    def recognises(self, source: Source) -> bool:
        """Say whether the first line names a year and a value."""
        try:
            first = source.text().partition("\n")[0]
        except FileError:
            return False
        return {"year", "value"} <= {name.strip().strip('"').lower() for name in first.split(",")}

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return a plan with one outcome: its last value is the baseline, its target what the meta file asks for."""
        rows = _rows(source)
        meta = _meta(source, losses)
        try:
            return Plan.from_document(_document(source, rows, meta, losses))
        except PlanError as error:
            raise PlanError([Problem(one.where, one.message, one.remedy, source=source.name) for one in error.problems]) from None


def _rows(source: Source) -> list[dict[str, str]]:
    """Return the rows of the table by small letters of their columns, with their lines."""
    text = source.text()
    reader = csv.reader(io.StringIO(text))
    try:
        head = [name.strip().lower() for name in next(reader)]
        if not {"year", "value"} <= set(head):
            raise source.refusal("has no columns Year and Value", "check that this is the data of an Open SDG indicator", 1)
        return [dict(zip(head, row, strict=False)) | {"line": str(reader.line_num)} for row in reader if any(row)]
    except (csv.Error, StopIteration) as error:
        raise source.refusal(f"is no table: {error}", "save it as CSV once more") from None


def _meta(source: Source, losses: list[Problem]) -> Mapping[str, Any]:
    """Return what the meta file of the indicator says; empty where there is none."""
    import yaml  # noqa: PLC0415 - only indicators with a description need it

    path = Path(source.name)
    name = path.stem.removeprefix("indicator_")
    places = [folder / f"{name}{suffix}" for folder in (path.parent, path.parent.parent / "meta") for suffix in METAS]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        losses.append(Problem("", f"there is no meta file {name}.md beside it, so title, unit and target are not known", "put it beside the data", source=source.name))
        return {}
    text = take(found).text()
    front = FRONT.match(text)
    try:
        meta = yaml.safe_load(front[1] if front else text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FileError(Problem("", f"cannot be read: {' '.join(str(error).split())}", "mend its YAML", source=str(found))) from None
    if not isinstance(meta, Mapping):
        raise FileError(Problem("", "is no description of an indicator", "it holds keys and values", source=str(found)))
    left = sorted(str(key) for key, value in meta.items() if key not in USED and value not in (None, "", [], {}))
    if left:
        losses.append(Problem("", f"{len(left)} {'entry' if len(left) == 1 else 'entries'} of the description left out: {', '.join(left[:8])}{', ...' if len(left) > 8 else ''}", source=str(found)))
    return meta


def _document(source: Source, rows: list[dict[str, str]], meta: Mapping[str, Any], losses: list[Problem]) -> dict[str, Any]:
    """Return the plan as plain data."""
    groups = sorted({name for row in rows for name in row if name not in SERIES | {"line"}})
    values = _values(source, rows, groups, losses)
    options = meta.get("progress_calculation_options") or [{}]
    option = options[0] if isinstance(options, list) and isinstance(options[0], Mapping) else {}
    due, wanted = figure(str(option.get("target_year", ""))), figure(str(option.get("target", "")))
    last = max(values)
    first = last + 1
    final = max(int(due) if due is not None else first, first)
    title = _text(meta, "graph_title", "indicator_name") or Path(source.name).stem
    number = _text(meta, "indicator_number", "indicator")
    name = word_of(title) or "indicator"
    falling = str(option.get("direction", "")).lower() == "negative"
    indicator = {
        "title": _text(meta, "indicator_name") or title, "definition": _text(meta, "computation_definitions", "national_indicator_description"),
        "direction": "down" if falling else "up", "baseline": values[last], "baseline_date": str(last), "disaggregation": groups,
        "source": _text(meta, "source_organisation_1"), "frequency": _text(meta, "source_periodicity_1"),
        "references": [{"scheme": "SDG", "code": number}] if number else [],
    }
    document: dict[str, Any] = {
        "logicmodel": 1, "title": title, "periods": {"first": str(first), "count": min(final - first + 1, 200)},
        "outcomes": {name: {
            "title": title, "unit": _text(meta, "computation_units") or next((row["units"] for row in rows if row.get("units")), ""), "baseline": values[last],
            "indicators": {f"{name}_measured": {key: value for key, value in indicator.items() if value not in ("", [])}},
        }},
    }
    if wanted is not None and due is not None and first <= due <= first + 199:
        rule = "at_most" if falling else "at_least"
        document["targets"] = [{"node": name, "indicator": f"{name}_measured", rule: wanted, "by": str(int(due))}]
    elif wanted is not None:
        losses.append(Problem("targets", f"the target {wanted:g} has no year after {last} and was left out", "give it a date", source=source.name))
    if len(values) > 1:
        told = f"{len(values) - 1} earlier value{'s' if len(values) > 2 else ''} of the years {min(values)} to {last} have no place in a plan"
        losses.append(Problem("", told, "keep the file as the history of the indicator", source=source.name))
    return document


def _values(source: Source, rows: list[dict[str, str]], groups: list[str], losses: list[Problem]) -> dict[int, float]:
    """Return the headline value of every year: rows that name no group."""
    found: dict[int, float] = {}
    apart = 0
    for row in rows:
        line = int(row["line"])
        if any(row.get(name, "").strip() for name in groups):
            apart += 1
            continue
        year, value = row.get("year", "").strip(), row.get("value", "")
        number = figure(value)
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            losses.append(Problem("Year", f"'{year}' is no year; the row was left out", "write four digits", source=source.name, line=line))
        elif number is None:
            if not missing(value):
                losses.append(Problem("Value", f"'{value}' is not a number; the row was left out", "write a number", source=source.name, line=line))
        elif int(year) in found:
            losses.append(Problem("Year", f"a second value of {year}, {number:g}, was left out", "tell the series apart", source=source.name, line=line))
        else:
            found[int(year)] = number
    if apart:
        losses.append(Problem("", f"{apart} value{'s' if apart > 1 else ''} of groups left out", "the plan names the groups under disaggregation", source=source.name))
    if not found:
        raise source.refusal("has no value of the whole, only of groups or none at all", "add rows that name no group")
    return found


def _text(meta: Mapping[str, Any], *keys: str) -> str:
    """Return the first of some entries that has text; references to translations count as none."""
    for key in keys:
        value = meta.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text and not re.fullmatch(r"[a-z_]+(?:\.[\w-]+)+", text):
                return text
    return ""
