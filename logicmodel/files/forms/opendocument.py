"""OpenDocument spreadsheets (ISO/IEC 26300): cells taken in."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.elements import Element, local, root_of
from logicmodel.files.forms.cells import DOUBTFUL, Percent, Typed
from logicmodel.files.forms.layout import ACTUALS, LISTS, README, sheets
from logicmodel.files.forms.opening import MOST_CELLS, MOST_PARTS, Page, check
from logicmodel.files.forms.reading import rows_of, sheet_named
from logicmodel.files.forms.tables import Table
from logicmodel.files.forms.unpacking import BROKEN
from logicmodel.files.source import Source

WHAT: Final = "an OpenDocument spreadsheet (.ods)"
MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
BASE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{BASE}office:1.0}}"
TABLE: Final = f"{{{BASE}table:1.0}}"
TEXT: Final = f"{{{BASE}text:1.0}}"


def pages_in(source: Source, problems: list[Problem], losses: list[Problem]) -> dict[str, Page]:
    """Return the sheets of a plan in a spreadsheet by their names; other sheets are lost, and said to be.

    Raises FileError for what is no spreadsheet, and for one that grows out of bounds when it is unpacked.
    """
    found: dict[str, Page] = {}
    count = 0
    for name, sheet in _sheets(source):
        known = sheet_named(name)
        if known is None or known in found:
            what = "is no part of a plan and was left out" if known is None else f"was left out: there is a sheet {known} already"
            losses.append(Problem(name, f"the sheet {what}", source=source.name))
        elif known not in {README, LISTS}:
            found[known] = _page(known, sheet, source, problems, count)
            count += len(found[known].cells)
    if not found:
        raise source.refusal("has no sheet of a plan, such as Plan, Inputs or Links", "'logicmodel convert plan.yaml plan.ods' makes one to start from")
    return found


def sheets_in(source: Source, problems: list[Problem]) -> list[Page]:
    """Return every sheet of a spreadsheet, whatever it holds; raises what ``pages_in`` raises."""
    found: list[Page] = []
    for name, sheet in _sheets(source):
        found.append(_page(name, sheet, source, problems, sum(len(page.cells) for page in found)))
    return found


def _sheets(source: Source) -> Iterator[tuple[str, Element]]:
    """Give the sheets of a spreadsheet with their names, once its size is known to be sane."""
    check(source, WHAT)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            content = package.read("content.xml")
    except BROKEN:
        raise source.refusal(f"is not {WHAT}", "open it in a spreadsheet program and save it as .ods, without a password") from None
    for sheet in root_of(Source(source.name, content)).iter(f"{TABLE}table"):
        yield sheet.get(f"{TABLE}name", ""), sheet


def _page(name: str, sheet: Element, source: Source, problems: list[Problem], count: int) -> Page:
    """Return the cells of a sheet; ``count`` is how many there are on the sheets before."""
    page = Page(name, {})
    for row, column, value in _cells(sheet, page, source.name, problems):
        page.cells[row, column] = value
        if count + len(page.cells) > MOST_CELLS:
            raise source.refusal("holds more cells than any plan", "delete the sheets and rows that are no part of the plan")
    return page


def measured_in(source: Source, tables: Mapping[str, Table], losses: list[Problem]) -> dict[str, Table]:
    """Return the sheet of measured figures in a spreadsheet that is about to be replaced, if there is one."""
    pages = pages_in(source, [], [])
    if ACTUALS not in pages:
        return {}
    rows = rows_of(pages[ACTUALS], sheets()[ACTUALS], (), [], losses, source.name)
    return {ACTUALS: Table(tables[ACTUALS].columns, tuple(dict(row.cells) for row in rows))}


def _cells(sheet: Element, page: Page, source: str, problems: list[Problem]) -> Iterator[tuple[int, int, Any]]:
    """Give row, column and value of every cell that holds something; what repeats is given as often as it does."""
    row = 1
    for line in sheet.iter(f"{TABLE}table-row"):
        times = _times(line, "rows")
        column = 1
        for cell in line:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            width = _times(cell, "columns")
            value = _value(cell, page.place(row, column), source, problems)
            if value is not None and value != "":
                down = max(times, min(_whole(cell.get(f"{TABLE}number-rows-spanned")), MOST_PARTS))
                yield from ((row + down_by, column + place, value) for down_by in range(down) for place in range(width))
            column += width
        row += times


def _times(element: Element, what: str) -> int:
    return _whole(element.get(f"{TABLE}number-{what}-repeated"))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) else 1


def _value(cell: Element, place: str, source: str, problems: list[Problem]) -> Any:
    """Return what a cell holds; a formula counts as the value that was computed last."""
    kind, text = cell.get(f"{OFFICE}value-type"), _text(cell)
    if cell.get(f"{TABLE}formula") is not None and (kind is None or re.match(r"#|Err:", text)):
        what = f"holds the error {text}" if text else "holds a formula whose result was not saved"
        problems.append(Problem(place, what, "mend the formula, or write the value", source=source))
        return None
    try:
        if kind in {"float", "currency", "percentage"}:
            number = float(cell.get(f"{OFFICE}value", ""))
            return Percent(number) if kind == "percentage" else int(number) if number == int(number) and abs(number) < 1e15 else number
        if kind == "date":
            return dt.datetime.fromisoformat(cell.get(f"{OFFICE}date-value", ""))
    except (ValueError, OverflowError):
        problems.append(Problem(place, "holds a number or date that cannot be read", "write it again", source=source))
        return None
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return Typed(text) if DOUBTFUL.fullmatch(text) else text


def _text(element: Element) -> str:
    """Return the text of a cell: paragraphs as lines, and blanks as many as there are."""
    return "\n".join("".join(_pieces(child)) for child in element if local(child) == "p")


def _pieces(element: Element) -> Iterator[str]:
    yield _drawn(element.text)
    for child in element:
        name = local(child)
        if name == "s":
            yield " " * min(_whole(child.get(f"{TEXT}c")), 10_000)
        elif name in {"tab", "line-break"}:
            yield "\t" if name == "tab" else "\n"
        elif name not in {"annotation", "note"}:
            yield from _pieces(child)
        yield _drawn(child.tail)


def _drawn(text: str | None) -> str:
    """Return a text as it is drawn: blanks and line breaks in the file are one blank together."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")
