"""OpenDocument spreadsheets (ISO/IEC 26300): cells taken in, and tables written."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.elements import Element, local, root_of
from logicmodel.files.forms.cells import Cell, Percent
from logicmodel.files.forms.layout import ACTUALS, LISTS, PLAN, README, sheets
from logicmodel.files.forms.opening import MOST_CELLS, MOST_PARTS, Page, check
from logicmodel.files.forms.reading import KEY, rows_of, sheet_named
from logicmodel.files.forms.tables import PERIOD, Table
from logicmodel.files.source import Source

WHAT: Final = "an OpenDocument spreadsheet (.ods)"
MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
BASE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{BASE}office:1.0}}"
TABLE: Final = f"{{{BASE}table:1.0}}"
TEXT: Final = f"{{{BASE}text:1.0}}"
STYLE: Final = f"{{{BASE}style:1.0}}"
FO: Final = f"{{{BASE}xsl-fo-compatible:1.0}}"
SPACES: Final = {"office": OFFICE, "table": TABLE, "text": TEXT, "style": STYLE, "fo": FO}
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every part, so that the same plan gives the same bytes."""
WIDTHS: Final = {"wide": "6cm", "narrow": "3cm"}


def pages_in(source: Source, problems: list[Problem], losses: list[Problem]) -> dict[str, Page]:
    """Return the sheets of a plan in a spreadsheet by their names; other sheets are lost, and said to be.

    Raises FileError for what is no spreadsheet, and for one that grows out of bounds when it is unpacked.
    """
    check(source, WHAT)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            content = package.read("content.xml")
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        raise source.refusal(f"is not {WHAT}", "open it in a spreadsheet program and save it as .ods, without a password") from None
    found: dict[str, Page] = {}
    room = MOST_CELLS
    for sheet in root_of(Source(source.name, content)).iter(f"{TABLE}table"):
        name = sheet.get(f"{TABLE}name", "")
        known = sheet_named(name)
        if known is None or known in found:
            what = "is no part of a plan and was left out" if known is None else f"was left out: there is a sheet {known} already"
            losses.append(Problem(name, f"the sheet {what}", source=source.name))
        elif known not in {README, LISTS}:
            found[known] = Page(known, {})
            for row, column, value in _cells(sheet, found[known], source.name, problems):
                found[known].cells[row, column] = value
                room -= 1
                if room < 0:
                    raise source.refusal("holds more cells than any plan", "delete the sheets and rows that are no part of the plan")
    if not found:
        raise source.refusal("has no sheet of a plan, such as Plan, Inputs or Links", "'logicmodel convert plan.yaml plan.ods' makes one to start from")
    return found


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
    return text


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


def spreadsheet(tables: Mapping[str, Table]) -> bytes:
    """Return the spreadsheet of a plan's tables; the same tables give the same bytes."""
    from lxml import etree  # noqa: PLC0415 - only where it is written

    spaces = {name: uri[1:-1] for name, uri in SPACES.items()}
    root = etree.Element(f"{OFFICE}document-content", {f"{OFFICE}version": "1.3"}, nsmap=spaces)
    _styles(etree.SubElement(root, f"{OFFICE}automatic-styles"))
    body = etree.SubElement(etree.SubElement(root, f"{OFFICE}body"), f"{OFFICE}spreadsheet")
    for name, table in tables.items():
        sheet = etree.SubElement(body, f"{TABLE}table", {f"{TABLE}name": name})
        if name == PLAN:
            _front(sheet, table)
        else:
            _sheet(sheet, table)
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{BASE}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part, data, packing in (
            ("mimetype", MIME.encode(), zipfile.ZIP_STORED), ("META-INF/manifest.xml", manifest.encode(), zipfile.ZIP_DEFLATED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
        ):
            package.writestr(zipfile.ZipInfo(part, MOMENT), data, packing)
    return made.getvalue()


def _styles(parent: Element) -> None:
    """Add the looks of headers, of field names, and of wide and narrow columns."""
    from lxml import etree  # noqa: PLC0415

    looks: dict[str, dict[str, str]] = {"head": {"font-weight": "bold", "color": "#ffffff"}, "field": {"color": "#666666", "font-size": "8pt"}, "body": {}}
    for name, letters in looks.items():
        style = etree.SubElement(parent, f"{STYLE}style", {f"{STYLE}name": name, f"{STYLE}family": "table-cell"})
        ground = {f"{FO}background-color": "#2f4b6e"} if name == "head" else {}
        etree.SubElement(style, f"{STYLE}table-cell-properties", {f"{FO}wrap-option": "wrap", f"{STYLE}vertical-align": "top", **ground})
        etree.SubElement(style, f"{STYLE}text-properties", {f"{FO}{key}": value for key, value in letters.items()})
    for name, width in WIDTHS.items():
        style = etree.SubElement(parent, f"{STYLE}style", {f"{STYLE}name": name, f"{STYLE}family": "table-column"})
        etree.SubElement(style, f"{STYLE}table-column-properties", {f"{STYLE}column-width": width})


def _front(sheet: Element, table: Table) -> None:
    """Write the sheet Plan: title, value, meaning and field of what is said about the plan as a whole."""
    _columns(sheet, ["narrow", "wide", "wide", "narrow"])
    _row(sheet, ["What", "Value", "Meaning", "Field"], "head")
    line = table.lines[0]
    for column in table.columns:
        _row(sheet, [column.title, line.get(column.key), column.help, column.key])
    assert KEY == 4


def _sheet(sheet: Element, table: Table) -> None:
    """Write a sheet of entries: titles, fields, then a line for each entry."""
    _columns(sheet, ["wide" if column.key in {"title", "description", "because"} else "narrow" for column in table.columns])
    _row(sheet, [column.title for column in table.columns], "head")
    _row(sheet, [column.key.removeprefix(PERIOD) for column in table.columns], "field")
    for line in table.lines:
        _row(sheet, [line.get(column.key) for column in table.columns])


def _columns(sheet: Element, styles: list[str]) -> None:
    from lxml import etree  # noqa: PLC0415

    for style in styles:
        etree.SubElement(sheet, f"{TABLE}table-column", {f"{TABLE}style-name": style})


def _row(sheet: Element, values: list[Cell], style: str = "body") -> None:
    from lxml import etree  # noqa: PLC0415

    row = etree.SubElement(sheet, f"{TABLE}table-row")
    for value in values:
        look = {f"{TABLE}style-name": style}
        if value is None:
            etree.SubElement(row, f"{TABLE}table-cell", look)
        elif isinstance(value, bool):
            etree.SubElement(row, f"{TABLE}table-cell", {**look, f"{OFFICE}value-type": "boolean", f"{OFFICE}boolean-value": str(value).lower()})
        elif isinstance(value, int | float):
            cell = etree.SubElement(row, f"{TABLE}table-cell", {**look, f"{OFFICE}value-type": "float", f"{OFFICE}value": repr(value)})
            etree.SubElement(cell, f"{TEXT}p").text = f"{value:g}"
        else:
            cell = etree.SubElement(row, f"{TABLE}table-cell", {**look, f"{OFFICE}value-type": "string"})
            for paragraph in str(value).split("\n"):
                _paragraph(etree.SubElement(cell, f"{TEXT}p"), paragraph)


def _paragraph(element: Element, text: str) -> None:
    """Write a line; blanks that would be drawn together are written as such."""
    from lxml import etree  # noqa: PLC0415

    last: Any = None
    for piece in re.split(r"(^ +|  +| +$|\t)", text):
        if not piece:
            continue
        if piece == "\t" or (piece.isspace() and piece.strip(" ") == "" and (len(piece) > 1 or text.startswith(piece) or text.endswith(piece))):
            last = etree.SubElement(element, f"{TEXT}tab") if piece == "\t" else etree.SubElement(element, f"{TEXT}s", {f"{TEXT}c": str(len(piece))})
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
