"""From what pydantic reports to problems in the plan's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from logicmodel.errors import Problem, did_you_mean
from logicmodel.plan.decisions import Budget, Correlation, Stakeholder, SuccessForm
from logicmodel.plan.element import Element
from logicmodel.plan.indicator import Indicator, MeasurementError, Reference
from logicmodel.plan.link import Evidence, Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.periods import Periods
from logicmodel.plan.target import ChangeForm, Target
from logicmodel.plan.trend import TrendForm

SINGLE: dict[str, type[Element]] = {"periods": Periods, "budget": Budget, "success": SuccessForm}
NAMED: dict[str, type[Element]] = {**SECTIONS, "stakeholders": Stakeholder}
LISTED: dict[str, type[Element]] = {"links": Link, "targets": Target, "correlations": Correlation}
NESTED: dict[str, type[Element]] = {
    "indicators": Indicator, "evidence": Evidence, "error": MeasurementError, "trend": TrendForm,
    "change": ChangeForm, "references": Reference,
}
PLAIN = {
    "missing": "is missing",
    "float_type": "expected a number",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_parsing": "expected a number",
    "string_type": "expected a text",
    "dict_type": "expected a mapping of names to values",
    "model_type": "expected a mapping of keys to values",
    "model_attributes_type": "expected a mapping of keys to values",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "string_pattern_mismatch": "is not usable as a name here; use letters, digits, _ and -, starting with a letter",
}


def problems_of(error: ValidationError, document: Any, keys: Sequence[str]) -> list[Problem]:
    """Return one problem for each thing that is wrong, without repetitions.

    ``keys`` are the keys that may stand at the top of the document.
    """
    found: dict[tuple[str, str], Problem] = {}
    for line in error.errors(include_url=False):
        loc = tuple(
            part for part in line["loc"] if part != "[key]" and not str(part).startswith("#")
        )
        message, remedy = _sentence(line["type"], line["msg"], loc, keys)
        problem = Problem(place_of(loc, document), message, remedy, loc=loc)
        found.setdefault((problem.where, problem.message), problem)
    return list(found.values())


def place_of(loc: Sequence[str | int], document: Any) -> str:
    """Write a location as people would: ``outcomes.x.trend``, ``links[a->b].weight``."""
    written = ""
    here = document
    for part in loc:
        if isinstance(part, int):
            entry = here[part] if isinstance(here, Sequence) and not isinstance(here, str) and part < len(here) else None
            written += f"[{_name(written, entry) or part}]"
            here = entry
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
            written += f".{part}" if written else part
    return written


def _name(section: str, entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return ""
    if section == "links" and entry.get("from") and entry.get("to"):
        return str(entry.get("id") or f"{entry['from']}->{entry['to']}")
    if section == "targets" and (entry.get("node") or entry.get("id")):
        return str(entry.get("id") or f"{entry['node']}@{entry.get('by') or entry.get('within')}")
    return ""


def _sentence(
    kind: str, message: str, loc: Sequence[str | int], keys: Sequence[str]
) -> tuple[str, str]:
    if kind == "extra_forbidden":
        known = known_keys(loc[:-1]) if len(loc) > 1 else keys
        return f"unknown key {loc[-1]}", did_you_mean(str(loc[-1]), known)
    text, _, remedy = message.removeprefix("Value error, ").partition("; ")
    plain = PLAIN.get(kind)
    if plain:
        text, _, remedy = plain.partition("; ")
    return text.replace("Input should be", "must be", 1), remedy


def known_keys(loc: Sequence[str | int]) -> list[str]:
    """Return the keys that may stand at a location inside one of the sections."""
    model: type[Element] | None = None
    for part in loc:
        table = SINGLE | NAMED | LISTED if model is None else NESTED
        model = table.get(str(part), model)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]
