"""The sheet Budget: one row for each rule."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Final

from logicmodel.errors import did_you_mean
from logicmodel.files.forms.columns import Kind
from logicmodel.files.forms.layout import RULES, Sheet
from logicmodel.files.forms.tables import Found, Line, Losses, Row

SECTIONS: Final = {"bounds": "bounds", "fixed": "fixed", "step": "steps", "fund": "funds", "limit": "limits", "package": "packages"}
"""The part of the budget that a rule with a name belongs to."""
USED: Final = {
    "total": {"amount"}, "per_period": {"amount"}, "vary": {"each"}, "bounds": {"name", "at_least", "at_most"}, "fixed": {"name", "amount"},
    "step": {"name", "amount"}, "fund": {"name", "title", "amount", "inputs"}, "limit": {"name", "title", "inputs", "at_most", "at_least", "each"},
    "package": {"name", "title", "inputs", "choice", "requires", "excludes"},
}
"""The columns that each rule uses."""
INPUTS: Final[dict[str, tuple[str, Kind]]] = {"fund": ("inputs", "words"), "limit": ("of", "pairs"), "package": ("amounts", "pairs")}
"""The field behind the column Inputs, and what it holds."""


def budget_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return a row for each rule of the budget."""
    return [
        losses.line(f"budget.{rule}", [_column(sheet, rule, key) for key in entry], {"rule": rule, **entry})
        | {"rule": rule}
        for rule, entry in _entries(document.get("budget", {}))
    ]


def _entries(budget: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in RULES:
        if rule not in SECTIONS:
            if rule in budget:
                yield rule, {"each" if rule == "vary" else "amount": budget[rule]}
            continue
        for name, value in budget.get(SECTIONS[rule], {}).items():
            if rule == "bounds":
                yield rule, {"name": name, "at_least": value[0], "at_most": value[1]}
            elif rule in INPUTS:
                field = INPUTS[rule][0]
                yield rule, {"name": name, **{"inputs" if key == field else key: inner for key, inner in value.items()}}
            else:
                yield rule, {"name": name, "amount": value}


def _column(sheet: Sheet, rule: str, key: str) -> Any:
    column = sheet.column(key)
    return dataclasses.replace(column, kind=INPUTS[rule][1]) if key == "inputs" and rule in INPUTS else column


def gather_budget(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read the rules of the budget."""
    budget: dict[str, Any] = {}
    for row in rows:
        place = row.place("rule")
        rule = found.value(row, sheet.column("rule"), ("budget", "#", place))
        if rule not in USED:
            what = "the rule is missing" if rule is None else f"there is no rule {rule}"
            found.problem(place, what, did_you_mean(str(rule or ""), RULES))
            continue
        for key in row.cells.keys() - USED[rule] - {"rule"}:
            if row.cells[key] is not None and key in {column.key for column in sheet.columns}:
                found.problem(row.place(key), f"the rule {rule} has no {sheet.column(key).title.lower()}", "delete it, or choose another rule")
        if rule in SECTIONS:
            _rule(row, rule, sheet, budget, found)
        elif rule in budget:
            found.problem(place, f"{rule} is given twice", "keep one of the rows")
        else:
            key = "each" if rule == "vary" else "amount"
            found.places["budget", rule] = row.place(key)
            budget[rule] = found.value(row, sheet.column(key), ("budget", rule))
    if budget:
        found.document["budget"] = budget


def _rule(row: Row, rule: str, sheet: Sheet, budget: dict[str, Any], found: Found) -> None:
    """Read a rule that has a name."""
    section = budget.setdefault(SECTIONS[rule], {})
    name = found.named(row, sheet.column("name"), ("budget", SECTIONS[rule]), section)
    if name is None:
        return
    loc = ("budget", SECTIONS[rule], name)
    fields = {"inputs": INPUTS.get(rule, ("",))[0]}
    entry = {
        fields.get(key, key): found.value(row, _column(sheet, rule, key), (*loc, fields.get(key, key)))
        for key in sorted(USED[rule] - {"name"})
    }
    if rule == "bounds":
        section[name] = [entry["at_least"], entry["at_most"]]
        for place, key in enumerate(("at_least", "at_most")):
            if entry[key] is None:
                found.problem(row.place(key), f"the {key.replace('_', ' ')} of {name} is missing", "write the least and the most")
            found.places[*loc, place] = row.place(key)
    elif rule in INPUTS:
        section[name] = {key: value for key, value in entry.items() if value is not None}
    else:
        section[name] = entry["amount"]
        found.places[loc] = row.place("amount")
        if entry["amount"] is None:
            found.problem(row.place("amount"), f"the amount of {name} is missing", "write a number")
