"""Sheets with a row for each entry: nodes, links, targets, indicators and the like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from logicmodel.errors import did_you_mean
from logicmodel.files.forms.layout import Sheet
from logicmodel.files.forms.tables import Found, Line, Losses, Row

RESULTS = ("activities", "outputs", "outcomes")


def named_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return the rows of entries that have an id."""
    section = document.get(sheet.section, {})
    return [losses.line(f"{sheet.section}.{name}", sheet.columns, {**entry, "id": name}) for name, entry in section.items()]


def gather_named(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read entries that have an id."""
    section: dict[str, Any] = {}
    first, *others = sheet.columns
    for row in rows:
        name = found.named(row, first, (sheet.section,), section)
        if name is not None:
            section[name] = found.record(row, others, (sheet.section, name))
    if section:
        found.document[sheet.section] = section


def listed_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return the rows of entries in a list."""
    entries = document.get(sheet.section, [])
    return [losses.line(f"{sheet.section}[{place}]", sheet.columns, entry) for place, entry in enumerate(entries)]


def gather_listed(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read entries of a list."""
    entries = [found.record(row, sheet.columns, (sheet.section, place)) for place, row in enumerate(rows)]
    if entries:
        found.document[sheet.section] = entries


def number_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return the rows of uncertain numbers that have a name."""
    section = document.get(sheet.section, {})
    return [losses.line(f"{sheet.section}.{name}", sheet.columns, {"id": name, "value": value}) for name, value in section.items()]


def gather_numbers(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read uncertain numbers that have a name."""
    section: dict[str, Any] = {}
    first, second = sheet.columns
    for row in rows:
        name = found.named(row, first, (sheet.section,), section)
        if name is None:
            continue
        section[name] = found.value(row, second, (sheet.section, name))
        if row.cells.get(second.key) is None:
            found.problem(row.place(second.key), f"the value of {name} is missing", "write a number, or a text such as 12 to 18")
    if section:
        found.document[sheet.section] = section


def indicator_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return the rows of indicators, in the order of what they measure."""
    return [
        losses.line(f"{section}.{node}.indicators.{name}", sheet.columns, {**indicator, "node": node, "id": name})
        for section in RESULTS
        for node, entry in document.get(section, {}).items()
        for name, indicator in entry.get("indicators", {}).items()
    ]


def gather_indicators(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read indicators into the nodes that they measure, which have been read before."""
    homes = {node: (section, entry) for section in RESULTS for node, entry in found.document.get(section, {}).items()}
    of, first, *others = sheet.columns
    for row in rows:
        node = found.value(row, of, ("indicators", row.place(of.key)))
        if node not in homes:
            what = "which activity, output or outcome it measures is missing" if node is None else f"no activity, output or outcome is called {node}"
            found.problem(row.place(of.key), what, did_you_mean(str(node or ""), homes))
            continue
        section, entry = homes[node]
        indicators = entry.setdefault("indicators", {})
        name = found.named(row, first, (section, node, "indicators"), indicators)
        if name is not None:
            indicators[name] = found.record(row, others, (section, node, "indicators", name))


def group_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return the rows of what is planned for groups, in the order of what they are a part of."""
    return [
        losses.line(f"{section}.{node}.indicators.{name}.groups[{place}]", sheet.columns, {**group, "node": node, "indicator": name})
        for section in RESULTS
        for node, entry in document.get(section, {}).items()
        for name, indicator in entry.get("indicators", {}).items()
        for place, group in enumerate(indicator.get("groups", ()))
    ]


def gather_groups(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read what is planned for groups into the indicators, which have been read before."""
    homes = {node: (section, entry) for section in RESULTS for node, entry in found.document.get(section, {}).items()}
    of, which, *others = sheet.columns
    for row in rows:
        node, name = (found.value(row, one, ("groups", one.key, row.place(one.key))) for one in (of, which))
        section, entry = homes.get(node, ("", {}))
        indicators = entry.get("indicators", {})
        if name in indicators:
            groups = indicators[name].setdefault("groups", [])
            groups.append(found.record(row, others, (section, node, "indicators", name, "groups", len(groups))))
        elif node not in homes:
            what = "which activity, output or outcome the indicator measures is missing" if node is None else f"no activity, output or outcome is called {node}"
            found.problem(row.place(of.key), what, did_you_mean(str(node or ""), homes))
        else:
            what = "the indicator is missing" if name is None else f"{node} has no indicator called {name}"
            found.problem(row.place(which.key), what, did_you_mean(str(name or ""), indicators) or "name it on the sheet Indicators first")
