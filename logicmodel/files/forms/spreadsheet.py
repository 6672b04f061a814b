"""OpenDocument spreadsheets (ISO/IEC 26300) of a plan's tables: widths, help, lists of choices, pages to print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from logicmodel.files.elements import Element
from logicmodel.files.forms.cells import Cell
from logicmodel.files.forms.columns import Column
from logicmodel.files.forms.layout import PLAN
from logicmodel.files.forms.opendocument import BASE, MIME, OFFICE, TABLE, TEXT
from logicmodel.files.forms.opening import letters
from logicmodel.files.forms.reading import KEY
from logicmodel.files.forms.tables import PERIOD, Table

STYLE: Final = f"{{{BASE}style:1.0}}"
FO: Final = f"{{{BASE}xsl-fo-compatible:1.0}}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
SPACES: Final = {"office": OFFICE, "table": TABLE, "text": TEXT, "style": STYLE, "fo": FO, "dc": DC}
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every part, so that the same plan gives the same bytes."""
PAPER: Final = "#2f4b6e"
LINE: Final = "0.5pt solid #d5dce6"
LETTER: Final = 0.21
"""Centimetres of a letter."""
NARROWEST, WIDEST, SPARE = 2.4, 9.0, 60
"""Centimetres of columns, and empty rows with lists to choose from."""
LISTED: Final = {"inputs": "[$Inputs.$A$3:.$A$2000]", "indicators": "[$Indicators.$B$3:.$B$2000]"}
"""Ids of one sheet, which cells offer to choose from."""
LOOKS: Final = {
    "head": ({"font-weight": "bold", "color": "#ffffff"}, {"fo:background-color": PAPER, "fo:border-right": "0.5pt solid #ffffff", "style:cell-protect": "protected"}),
    "field": ({"color": "#666666", "font-size": "8pt"}, {"style:cell-protect": "protected"}),
    "label": ({"font-weight": "bold"}, {"fo:background-color": "#f3f6fa", "fo:border-bottom": LINE, "style:cell-protect": "protected"}),
    "help": ({"color": "#666666"}, {"fo:border-bottom": LINE, "style:cell-protect": "protected"}),
    "body": ({}, {"fo:border-bottom": LINE, "fo:border-right": LINE, "style:cell-protect": "none"}),
    "number": ({}, {"fo:border-bottom": LINE, "fo:border-right": LINE, "style:cell-protect": "none", "style:text-align-source": "fix"}),
}
"""Letters and cells of what stands in the sheets."""
STYLES: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles xmlns:office="{BASE}office:1.0" xmlns:style="{BASE}style:1.0" xmlns:fo="{BASE}xsl-fo-compatible:1.0" '
    f'xmlns:table="{BASE}table:1.0" xmlns:text="{BASE}text:1.0" office:version="1.3"><office:styles><style:default-style style:family="table-cell">'
    '<style:table-cell-properties style:cell-protect="none"/><style:text-properties fo:font-family="Calibri, Carlito, sans-serif" fo:font-size="10pt"/></style:default-style></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
    'fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-top="1.2cm" fo:margin-bottom="1.2cm" style:scale-to-X="1" style:scale-to-Y="0" style:print="objects charts drawings"/>'
    '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style>'
    '<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="page"><style:header><text:p><text:sheet-name>?</text:sheet-name></text:p></style:header>'
    "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
)


def spreadsheet(tables: Mapping[str, Table]) -> bytes:
    """Return the spreadsheet of a plan's tables; the same tables give the same bytes."""
    from lxml import etree  # noqa: PLC0415 - only where it is written

    spaces = {name: uri[1:-1] for name, uri in SPACES.items()}
    root = etree.Element(f"{OFFICE}document-content", {f"{OFFICE}version": "1.3"}, nsmap=spaces)
    styles = etree.SubElement(root, f"{OFFICE}automatic-styles")
    body = etree.SubElement(etree.SubElement(root, f"{OFFICE}body"), f"{OFFICE}spreadsheet")
    writer = _Writer(styles, etree.SubElement(body, f"{TABLE}content-validations"))
    for name, table in tables.items():
        sheet = etree.SubElement(body, f"{TABLE}table", {f"{TABLE}name": name, f"{TABLE}style-name": "sheet", f"{TABLE}protected": "true"})
        if name == PLAN:
            writer.front(sheet, table)
        else:
            writer.sheet(sheet, table)
    if not len(writer.validations):
        body.remove(writer.validations)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    parts = {"content.xml": content, "styles.xml": STYLES.encode(), "settings.xml": _settings(tables).encode()}
    entries = "".join(f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>' for part in parts)
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{BASE}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>{entries}</manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype", MOMENT), MIME.encode(), zipfile.ZIP_STORED)
        for part, data in {"META-INF/manifest.xml": manifest.encode(), **parts}.items():
            package.writestr(zipfile.ZipInfo(part, MOMENT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _settings(tables: Mapping[str, Table]) -> str:
    """Return the settings that keep the headers and the first column of every sheet in sight."""
    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    views = "".join(
        f'<config:config-item-map-entry config:name="{name}">'
        + item("HorizontalSplitMode", "short", 2) + item("VerticalSplitMode", "short", 2)
        + item("HorizontalSplitPosition", "int", 1) + item("VerticalSplitPosition", "int", 1 if name == PLAN else 2)
        + item("PositionRight", "int", 1) + item("PositionBottom", "int", 1 if name == PLAN else 2) + "</config:config-item-map-entry>"
        for name in tables
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings xmlns:office="{BASE}office:1.0" xmlns:config="{BASE}config:1.0" office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )


class _Writer:
    """Writes sheets; looks and lists of choices are made where they are first needed."""

    def __init__(self, styles: Element, validations: Element) -> None:
        self.styles, self.validations = styles, validations
        self.widths: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        for name, (writing, cell) in LOOKS.items():
            style = self._style(name, "table-cell")
            self._add(style, f"{STYLE}table-cell-properties", {f"{FO}wrap-option": "wrap", f"{STYLE}vertical-align": "top", f"{FO}padding": "0.06cm", **{_spaced(key): value for key, value in cell.items()}})
            if name == "number":
                self._add(style, f"{STYLE}paragraph-properties", {f"{FO}text-align": "end"})
            self._add(style, f"{STYLE}text-properties", {f"{FO}{key}": value for key, value in writing.items()})
        table = self._style("sheet", "table")
        table.set(f"{STYLE}master-page-name", "Default")
        self._add(table, f"{STYLE}table-properties", {f"{TABLE}display": "true"})

    def _style(self, name: str, family: str) -> Element:
        return self._add(self.styles, f"{STYLE}style", {f"{STYLE}name": name, f"{STYLE}family": family})

    def _add(self, parent: Element, tag: str, attributes: Mapping[str, str]) -> Element:
        from lxml import etree  # noqa: PLC0415 - only where it is written

        return etree.SubElement(parent, tag, dict(attributes))

    def front(self, sheet: Element, table: Table) -> None:
        """Write the sheet Plan: title, value, meaning and field of what is said about the plan as a whole."""
        self._columns(sheet, [6.0, 9.0, 10.0, 3.4])
        self._row(self._add(sheet, f"{TABLE}table-header-rows", {}), ["What", "Value", "Meaning", "Field"], ["head"] * 4)
        line = table.lines[0]
        for column in table.columns:
            self._row(sheet, [column.title, line.get(column.key), column.help, column.key], ["label", "body", "help", "help"], lists=["", self._list(column), "", ""])
        assert KEY == 4

    def sheet(self, sheet: Element, table: Table) -> None:
        """Write a sheet of entries: titles with their help, fields, a line for each entry, and empty ones to fill in."""
        columns = table.columns
        self._columns(sheet, [_width(column, [line.get(column.key) for line in table.lines]) for column in columns])
        heads = self._add(sheet, f"{TABLE}table-header-rows", {})
        titles = [column.title + (" *" if column.required else "") for column in columns]
        self._row(heads, list(titles), ["head"] * len(columns), notes=[_help(column) for column in columns])
        self._row(sheet, [column.key.removeprefix(PERIOD) for column in columns], ["field"] * len(columns))
        lists, looks = [self._list(column) for column in columns], ["number" if column.measured else "body" for column in columns]
        for line in table.lines:
            self._row(sheet, [line.get(column.key) for column in columns], looks, lists=lists)
        name, last = sheet.get(f"{TABLE}name"), letters(len(columns))
        sheet.set(f"{TABLE}print-ranges", f"{name}.A1:{name}.{last}{len(table.lines) + 3}")
        self._row(sheet, [None] * len(columns), looks, lists=lists).set(f"{TABLE}number-rows-repeated", str(SPARE))

    def _columns(self, sheet: Element, widths: Sequence[float]) -> None:
        for width in widths:
            text = f"{width:.1f}cm"
            if text not in self.widths:
                self.widths[text] = f"column{len(self.widths) + 1}"
                self._add(self._style(self.widths[text], "table-column"), f"{STYLE}table-column-properties", {f"{STYLE}column-width": text})
            self._add(sheet, f"{TABLE}table-column", {f"{TABLE}style-name": self.widths[text]})

    def _list(self, column: Column) -> str:
        """Return the name of the list of what a cell may hold; empty where it may hold anything."""
        words = column.choices or (("yes", "no") if column.kind == "flag" else ())
        asked = ";".join(f'"{word}"' for word in words) or LISTED.get(column.refers, "")
        if not asked:
            return ""
        if asked not in self.lists:
            self.lists[asked] = f"list{len(self.lists) + 1}"
            one = self._add(self.validations, f"{TABLE}content-validation", {
                f"{TABLE}name": self.lists[asked], f"{TABLE}condition": f"of:cell-content-is-in-list({asked})", f"{TABLE}allow-empty-cell": "true", f"{TABLE}display-list": "unsorted",
            })
            self._add(one, f"{TABLE}error-message", {f"{TABLE}message-type": "stop" if words else "warning", f"{TABLE}display": "true"})
        return self.lists[asked]

    def _row(self, sheet: Element, values: Sequence[Cell], looks: Sequence[str], *, lists: Sequence[str] = (), notes: Sequence[str] = ()) -> Element:
        row = self._add(sheet, f"{TABLE}table-row", {})
        for place, (value, look) in enumerate(zip(values, looks, strict=True)):
            listed = {f"{TABLE}content-validation-name": lists[place]} if lists and lists[place] else {}
            cell = self._add(row, f"{TABLE}table-cell", {f"{TABLE}style-name": look, **listed, **_typed(value)})
            if notes:
                note = self._add(cell, f"{OFFICE}annotation", {})
                for line in notes[place].split("\n"):
                    _paragraph(self._add(note, f"{TEXT}p", {}), line)
            for paragraph in _lines(value):
                _paragraph(self._add(cell, f"{TEXT}p", {}), paragraph)
        return row


def _spaced(name: str) -> str:
    """Return a name with its space in full.

    >>> _spaced("fo:border")
    '{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}border'
    """
    space, _, rest = name.partition(":")
    return f"{SPACES[space]}{rest}"


def _typed(value: Cell) -> dict[str, str]:
    """Return what says of which sort a value is, and the value where it is no text."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {f"{OFFICE}value-type": "boolean", f"{OFFICE}boolean-value": str(value).lower()}
    if isinstance(value, int | float):
        return {f"{OFFICE}value-type": "float", f"{OFFICE}value": repr(value)}
    return {f"{OFFICE}value-type": "string"}


def _lines(value: Cell) -> Iterator[str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}"
    elif value is not None and not isinstance(value, bool):
        yield from str(value).split("\n")


def _help(column: Column) -> str:
    """Return the help that hangs on a header."""
    choices = f"\nOne of: {', '.join(column.choices)}." if column.choices else ""
    return f"{column.help}{choices}"


def _width(column: Column, values: Sequence[Cell]) -> float:
    """Return the width, in centimetres, that shows most of what a column holds."""
    longest = max((len(line) for value in values if value is not None for line in str(value).split("\n")), default=0)
    words = max(len(word) for word in column.title.split())
    return min(max(longest * LETTER + 0.5, words * LETTER + 0.6, NARROWEST), WIDEST)


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
