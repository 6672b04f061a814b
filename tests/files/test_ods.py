"""Plans as OpenDocument spreadsheets: everything comes back, and what others write is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import logicmodel as lm
from logicmodel.files.forms.opendocument import MIME, pages_in
from logicmodel.files.source import take
from tests.files.plans import returned

FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
SHEET = """<table:table table:name="{name}">{rows}</table:table>"""
HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)


def packed(path: Path, content: str, parts: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIME)
        package.writestr("content.xml", content)
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return path


def text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cell if cell.startswith('<') else text(cell) for cell in cells)}</table:table-row>"


FRONT = SHEET.format(name="Plan", rows=row("What", "Value") + row("First period", "2027") + row("Number of periods", "2"))


def test_blanks_tabs_and_lines_come_back(tmp_path: Path):
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "title": "two  blanks,\ta tab\nand a line", "inputs": {"a": {"description": "=1+1"}},
    })
    assert returned(plan, tmp_path / "plan.ods") == plan


def test_what_other_programs_write_is_read(tmp_path: Path):
    percent = '<table:table-cell office:value-type="percentage" office:value="0.05"><text:p>5 %</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="12.5" table:formula="of:=5*2.5"><text:p>12,5</text:p></table:table-cell>'
    merged = text("People  <text:s text:c='2'/>who", 'table:number-rows-spanned="2"')
    empty = "<table:table-cell table:number-columns-repeated='3'/>"
    outputs = row("id", "title", "unit", "baseline") + row("a", merged, "people", number) + row("b", "<table:covered-table-cell/>", "people") + row(
        empty, attributes='table:number-rows-repeated="1048000"')
    outcomes = row("id", "baseline", "trend") + row("c", '<table:table-cell office:value-type="float" office:value="100"/>', percent)
    path = packed(tmp_path / "x.ods", HEAD.format(
        sheets=FRONT + SHEET.format(name="outputs", rows=outputs) + SHEET.format(name="Outcomes", rows=outcomes) + SHEET.format(name="Notes", rows=row("x"))))
    losses: list[lm.Problem] = []
    plan = lm.read(path, losses=losses)
    assert [node.title for node in plan.outputs.values()] == ["People   who"] * 2
    assert plan.outputs["a"].baseline.value == 12.5
    assert plan.outcomes["c"].trend.growth.value == 0.05
    assert [str(one) for one in losses] == [f"{path}: Notes: the sheet is no part of a plan and was left out"]


def test_actuals_stay_when_the_plan_is_written_again(tmp_path: Path):
    plan = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outcomes": {"a": {"indicators": {"m": {}}}}})
    rows = row("indicator", "period", "value") + row("m", "2027", '<table:table-cell office:value-type="float" office:value="3"/>')
    path = packed(tmp_path / "x.ods", HEAD.format(sheets=FRONT + SHEET.format(name="Actuals", rows=rows)))
    lm.write(plan, path, losses=[])
    page = pages_in(take(path), [], [])["Actuals"]
    assert {"m", 3} <= set(page.cells.values())
    losses: list[lm.Problem] = []
    assert lm.read(path, losses=losses) == plan
    assert "1 measured figure is no part of a plan" in str(losses[0])


@pytest.mark.parametrize(("cell", "said"), [
    ('<table:table-cell table:formula="of:=A1"/>', "Outcomes!B2: holds a formula whose result was not saved"),
    ('<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>', "Outcomes!B2: holds the error #DIV/0!"),
    ('<table:table-cell office:value-type="float" office:value="x"/>', "Outcomes!B2: holds a number or date that cannot be read"),
    (text("many"), "Outcomes!B2:"),
])
def test_mistakes_are_told_with_their_cell(cell, said, tmp_path: Path):
    rows = row("id", "baseline") + row("a", cell)
    path = packed(tmp_path / "x.ods", HEAD.format(sheets=FRONT + SHEET.format(name="Outcomes", rows=rows)))
    with pytest.raises(lm.LogicModelError) as caught:
        lm.read(path)
    assert said in str(caught.value)


def test_harmful_and_other_files_are_refused(tmp_path: Path):
    many = row(text("x", 'table:number-columns-repeated="1000"'), attributes='table:number-rows-repeated="400"')
    with pytest.raises(lm.FileError, match="more cells than any plan"):  # each sheet is small enough, and both together are not
        lm.read_actuals(packed(tmp_path / "both.ods", HEAD.format(sheets=SHEET.format(name="A", rows=many) + SHEET.format(name="B", rows=many))))
    bomb = HEAD.format(sheets=FRONT + SHEET.format(name="Inputs", rows=row(text("x", 'table:number-columns-repeated="1000"'), attributes='table:number-rows-repeated="900000"')))
    cases = {
        "holds more cells than any plan": bomb,
        "document type": '<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD.format(sheets=FRONT).partition("?>")[2],
        "not well-formed": "<office",
        "has no sheet of a plan": HEAD.format(sheets=SHEET.format(name="Notes", rows="")),
    }
    for said, content in cases.items():
        with pytest.raises(lm.FileError, match=said):
            lm.read(packed(tmp_path / "x.ods", content), losses=[])
    with pytest.raises(lm.FileError, match="far larger unpacked"):
        lm.read(packed(tmp_path / "x.ods", HEAD.format(sheets=FRONT), {"big.bin": b"0" * 80_000_000}))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", MIME)
    for data in (made.getvalue(), b"nothing"):
        (tmp_path / "x.ods").write_bytes(data)
        with pytest.raises(lm.FileError, match=r"is not an OpenDocument spreadsheet \(.ods\)"):
            lm.read(tmp_path / "x.ods")
