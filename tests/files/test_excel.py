"""Plans as workbooks: everything comes back, and people's untidy sheets are read."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

import logicmodel as lm
from logicmodel.files.excel import Excel
from logicmodel.files.forms.columns import plain
from logicmodel.files.forms.layout import sheets
from logicmodel.files.forms.opening import Page, pages_of
from logicmodel.files.forms.workbook import plan_in_pages
from logicmodel.files.source import Source, take

NEW_YEAR, MONTH_END, FEBRUARY = (dt.datetime(2027, month, day) for month, day in ((1, 1), (1, 31), (2, 1)))  # noqa: DTZ001 - cells have no time zones
FIRST = 4
"""The row of the first entry."""
SMALL = """\
title: Small
periods: {first: 2027-01, count: 2, step: month}
inputs: {money: {unit: EUR}, people: {unit: FTE}}
activities: {work: {}}
outputs: {visits: {indicators: {book: {unit: visits, error: 5%}}}}
outcomes: {health: {baseline: 5, trend: 1% to 3% per period}}
links: [{from: money, to: work, weight: -3 to -1}, {from: work, to: visits, weight: 2}, {from: visits, to: health}]
targets: [{node: visits, at_least: 3, by: 2027-02}, {node: health, change: -5%, by: 2027-02}]
allocations: {small: {title: Small, money: [1, 2], people: 3}, none: {title: Nothing}}
budget: {total: 10, bounds: {money: [0, 5]}}
futures: {bad: {"links.money->work.weight": 1}, empty: {}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small plan and its workbook."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    lm.convert(folder / "plan.yaml", folder / "plan.xlsx")
    return lm.read(folder / "plan.yaml"), (folder / "plan.xlsx").read_bytes()


@pytest.fixture(scope="module")
def pages(small):
    """The pages of the workbook of the small plan, by sheet."""
    return {page.name: page for page in pages_of(Source("plan.xlsx", small[1]), set(sheets()), [])}


@pytest.fixture
def book(tmp_path, small):
    """A workbook of the small plan, a way to change its cells, and a way to read it back."""

    class Book:
        path = tmp_path / "plan.xlsx"
        losses: list[lm.Problem]

        def __init__(self):
            self.plan, data = small
            self.path.write_bytes(data)
            self.book = load_workbook(self.path)

        def read(self):
            self.book.save(self.path)
            self.losses = []
            return lm.read(self.path, losses=self.losses)

        def fails(self):
            with pytest.raises(lm.LogicModelError) as caught:
                self.read()
            return [str(one).removeprefix(f"{self.path}: ") for one in caught.value.problems]

        def set(self, **cells):
            for place, value in cells.items():
                sheet, _, cell = place.partition("_")
                self.book[sheet][cell] = value

    return Book()


# ------------------------------------------------------------------ nothing is lost
def test_a_text_that_no_cell_holds_is_a_loss(tmp_path: Path):
    plan = lm.Plan.from_document({"title": "x", "description": "\x07" * 9_000, "periods": {"first": 2027, "count": 1}})
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "plan.xlsx", losses=losses)
    assert [str(one) for one in losses] == ["plan.description: is longer than the 32,767 letters that a cell holds, and was left out; shorten it"]
    assert lm.read(tmp_path / "plan.xlsx").title == "x"


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, book):
    lm.write(book.plan, tmp_path / "other.xlsx")
    assert (tmp_path / "other.xlsx").read_bytes() == book.path.read_bytes()


# ------------------------------------------------------------------ how it looks
def test_headers_explain_and_are_protected(book):
    links = book.book["Links"]
    assert links["A1"].value == "From *"
    assert links["C1"].comment.text == "Target units per source unit; for an enabling link how essential it is, 1 by default.\nField: weight"
    assert links.protection.sheet
    assert links["A1"].protection.locked
    assert not links["C4"].protection.locked
    assert not links.column_dimensions["C"].protection.locked
    assert links.row_dimensions[2].hidden
    assert links.row_dimensions[3].hidden
    assert links.freeze_panes == "C4"
    assert not book.book["Numbers"].row_dimensions[3].hidden
    lists = {str(one.sqref): one.formula1 for one in links.data_validations.dataValidation}
    assert lists["A4:A2000"] == "=known_nodes"
    assert '"none,weak,moderate,strong"' in lists.values()
    assert book.book["Lists"].sheet_state == "hidden"


def test_texts_are_never_formulas(tmp_path: Path, book):
    plan = lm.Plan.from_document({"title": "=1+1", "mission": "@x", "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"title": "+1"}}})
    lm.write(plan, tmp_path / "risky.xlsx")
    found = load_workbook(tmp_path / "risky.xlsx")
    cells = [found["Plan"]["B2"], found["Plan"]["B4"], found["Inputs"]["B4"], book.book["Links"]["C4"]]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert all(cell.quotePrefix for cell in cells)


def test_no_header_means_two_columns():
    for sheet in sheets().values():
        names: dict[str, str] = {}
        for column in sheet.columns:
            for word in {plain(column.title), plain(column.key)}:
                assert names.setdefault(word, column.key) == column.key, (sheet.name, word)


# ------------------------------------------------------------------ read as people leave them
def test_untidy_sheets_are_read(book):
    links, inputs = book.book["Links"], book.book["Inputs"]
    links.title, links["A1"], links["B2"] = "LINKS ", " from ", None
    book.set(Inputs_B4="Money,\nall of it", Inputs_D4="1,250.50", Inputs_E4=0.85, Plan_B8="5%", Outcomes_D4="  5 ")
    inputs["E4"].number_format = "0%"
    book.book["Outcomes"]["E4"] = 0.02
    book.book["Outcomes"]["E4"].number_format = "0.0%"
    book.book["Targets"]["F4"] = FEBRUARY
    links["K9"], links["L4"] = "   ", " Moderate "
    book.book["Stakeholders"]["A4"] = "example: someone"
    plan = book.read()
    assert book.losses == []
    assert (plan.inputs["money"].title, str(plan.inputs["money"].price), str(plan.inputs["money"].delivery)) == ("Money,\nall of it", "1250.5", "0.85")
    assert plan.to_document()["outcomes"]["health"]["trend"] == "2% per period"
    assert (plan.targets[0].by, plan.discount_rate) == ("2027-02", 0.05)
    assert plan.links[0].evidence.strength == "moderate"
    assert plan.stakeholders == {}


def test_a_plain_workbook_without_fields_is_read(tmp_path: Path):
    made = Workbook()
    made.active.title = "plan"
    for row in (("First period", 2027), ("Number of periods", 2.0)):
        made.active.append(row)
    inputs = made.create_sheet("Input")
    inputs.append(("Our inputs",))
    inputs.append(())
    inputs.append(("ID", "name", "Unit", "price"))
    inputs.append(("money", True, "EUR", 1))
    made.create_sheet("Outputs").append(("id", "title"))
    made["Outputs"].append(("a", 5.0))
    indicators = made.create_sheet("Indicators")
    for row in (("Of (id)", "Id", "Direction", "Disaggregation"), ("a", "one", "Up", 2), (None, "two", "down", "men; women")):
        indicators.append(row)
    indicators.merge_cells("A2:A3")
    made.save(tmp_path / "plan.xlsx")
    plan = lm.read(tmp_path / "plan.xlsx")
    assert plan.inputs["money"].title == "TRUE"
    assert plan.outputs["a"].title == "5"
    assert plan.outputs["a"].indicators["two"].disaggregation == ("men", "women")
    assert plan.outputs["a"].indicators["one"].disaggregation == ("2",)


def test_what_is_no_part_of_a_plan_is_told(book):
    book.book.create_sheet("Notes & more")["A1"] = "x"
    book.book.create_sheet("Link")
    book.set(Links_Z1="Remarks", Links_Z5="call Ann", Inputs_Z5=1, Inputs_Z4=2, Plan_A40="Contact", Plan_B40="Ann", Plan_B41="Ben")
    book.set(Actuals_A4="book", Actuals_B4="2027-01", Actuals_C4=3)
    assert book.read() == book.plan
    assert [str(one).removeprefix(f"{book.path}: ") for one in book.losses] == [
        "Notes & more: the sheet is no part of a plan and was left out",
        "Link: the sheet was left out: there is a sheet Links already",
        "Plan!B40: Contact is no field of a plan, and was left out",
        "Plan!B41: this row is no field of a plan, and was left out",
        "Inputs!Z2: this column is no part of a plan; 2 cells left out",
        "Links!Z2: the column Remarks is no part of a plan; 1 cell left out",
        "Actuals: 1 measured figure is no part of a plan and stays where it is; lm.read_actuals reads them",
    ]


def test_actuals_stay_when_the_plan_is_written_again(book):
    book.set(Actuals_A4="book", Actuals_B4="2027-01", Actuals_C4=0.85, Actuals_D4=MONTH_END)
    book.book["Actuals"]["C4"].number_format = "0%"
    book.book.create_sheet("Notes")["A1"] = "x"
    book.read()
    losses: list[lm.Problem] = []
    lm.write(book.plan, book.path, losses=losses)
    sheet = load_workbook(book.path)["Actuals"]
    assert [sheet.cell(FIRST, column).value for column in (1, 2, 3, 4)] == ["book", "2027-01", 0.85, MONTH_END]
    assert "%" in sheet["C4"].number_format
    assert [(one.where, one.message) for one in losses] == [("Notes", "the sheet stood in the workbook that was replaced, and was not kept")]
    book.path.write_bytes(b"no workbook")
    lm.write(book.plan, book.path)
    assert lm.read(book.path) == book.plan


# ------------------------------------------------------------------ what is wrong
def test_everything_wrong_is_told_with_its_cell(book):
    book.set(
        Plan_B8="much", Inputs_A5="money", Outputs_A5="new one", Links_B4="wrok", Links_C5="2 too 3", Links_C6="=1/2", Links_G6="#N/A", Indicators_A5="book", Indicators_A6=None, Indicators_B6="x",
        Targets_B5=NEW_YEAR, Allocations_E5="lots",
    )
    assert book.fails() == [
        "Plan!B8: discount_rate: expected a number, found 'much'",
        "Inputs!A5: money is given twice, first in Inputs!A4; give one of them another id",
        "Outputs!A5: outputs.new one: 'new one' cannot be a name here; use letters, digits, _ and -, beginning with a letter",
        "Links!B4: links[money->wrok].to: no node is called wrok; did you mean work?",
        "Links!C5: links[work->visits].weight: cannot read '2 too 3': column 3: expected the end of the text, found 'too'",
        "Links!C6: holds a formula whose result was not saved; open and save the file in a spreadsheet program, or write the value",
        "Links!G6: holds the error #N/A; mend the formula, or write the value",
        "Indicators!A5: no activity, output or outcome is called book; known: health, new one, visits, work",
        "Indicators!A6: which activity, output or outcome it measures is missing; known: health, new one, visits, work",
        "Targets!B5: the spreadsheet has made a date or a time of it; format the cell as text and write it once more",
        "Allocations!E5: allocations.small.people: expected a number, found 'lots'",
        "Allocations!E5: allocations.small.people: no input is called people; known: money",
    ]


@pytest.mark.parametrize(("cells", "said"), [
    ({"Plan_B9": None, "Plan_B10": None}, ["Plan!B9: periods.first: is missing", "Plan!B10: periods.count: is missing"]),
    ({"Plan_A40": "currency", "Plan_B40": "EUR"}, None),
    ({"Plan_A40": "title", "Plan_B40": "Other"}, ["Plan!B40: Name of the plan is given twice; keep one of the rows"]),
    ({"Inputs_A4": None, "Inputs_B4": "x"}, ["Inputs!A4: the id is missing; write a word of letters, digits and _ that no other row has"]),
    ({"Numbers_A4": "n"}, ["Numbers!B4: the value of n is missing; write a number, or a text such as 12 to 18"]),
    ({"Numbers_B4": 3}, ["Numbers!A4: the id is missing; write a word of letters, digits and _ that no other row has"]),
    ({"Links_S4": "perhaps"}, ["Links!S4: expected yes or no, found 'perhaps'; write yes, or leave it empty"]),
    ({"Links_O4": "{a"}, ["Links!O4: cannot be read: the bracket { opened here is not closed, or a comma is missing; add } or the comma; put texts that hold a comma, colon or bracket in quotes"]),
    ({"Inputs_L4": "[1]"}, ["Inputs!L4: expected names with values; write them as name: value, name: value"]),
    ({"Targets_D4": "5"}, ["Targets!D4: expected two numbers, found '5'; write them as 10 to 20"]),
    ({"Allocations_A4": None}, ["Allocations!A4: the option that this row belongs to is missing; write the same word in every row of an option"]),
    ({"Allocations_B5": "Other"}, ["Allocations!B5: the name of small is another one in Allocations!B4; write it once"]),
    ({"Allocations_D5": None}, ["Allocations!D5: the input of this amount is missing; write its id"]),
    ({"Allocations_D5": "money"}, ["Allocations!D5: money is given twice for the option small; keep one of the rows"]),
    ({"Allocations_E5": None}, ["Allocations!E5: the amount of people is missing; write a number; 0 for nothing"]),
    ({"Allocations_E4": 5}, ["Allocations!E4: an amount stands here and in the columns of the periods; keep one of them"]),
    ({"Allocations_G4": None}, ["Allocations!G4: the amount for 2027-02 is missing; write a number; 0 for nothing"]),
    ({"Allocations_G4": -1}, ["Allocations!G4: allocations.small.money[1]: an amount cannot be negative, found -1"]),
    ({"Futures_A4": None}, ["Futures!A4: the future that this row belongs to is missing; write the same word in every row of a future"]),
    ({"Futures_B4": None}, ["Futures!B4: the path of this value is missing; write it as factors.rent.value"]),
    ({"Futures_C4": None}, ["Futures!C4: the value of links.money->work.weight is missing; write what it is in this future"]),
    ({"Futures_A6": "bad", "Futures_B6": "links.money->work.weight", "Futures_C6": 1}, ["Futures!B6: links.money->work.weight is given twice in the future bad; keep one of the rows"]),
    ({"Budget_A4": "totl"}, ["Budget!A4: there is no rule totl; did you mean total?"]),
    ({"Budget_A4": None}, ["Budget!A4: the rule is missing; known: bounds, fixed, fund, limit, package, per_period, step, total and 1 more"]),
    ({"Budget_A5": "total", "Budget_B5": None, "Budget_E5": None, "Budget_F5": None}, ["Budget!A5: total is given twice; keep one of the rows"]),
    ({"Budget_B4": "money"}, ["Budget!B4: the rule total has no input or id; delete it, or choose another rule"]),
    ({"Budget_B5": None}, ["Budget!B5: the input or id is missing; write a word of letters, digits and _ that no other row has"]),
    ({"Budget_F5": None}, ["Budget!F5: the at most of money is missing; write the least and the most"]),
    ({"Budget_A6": "step", "Budget_B6": "money"}, ["Budget!D6: the amount of money is missing; write a number"]),
    ({"Budget_F5": -1}, ["Budget!B5: budget.bounds.money: expected the least and the most amount, from 0 up, found [0, -1]"]),
])
def test_one_thing_wrong(pages, cells, said):
    changed = {name: Page(name, dict(page.cells)) for name, page in pages.items()}
    for place, value in cells.items():
        name, _, cell = place.partition("_")
        row, column = coordinate_to_tuple(cell)
        changed[name].cells[row, column] = value
        if value is None:
            del changed[name].cells[row, column]
    if said is None:
        assert plan_in_pages(changed, Source("plan.xlsx", b""), [], []).currency == "EUR"
        return
    with pytest.raises(lm.LogicModelError) as caught:
        plan_in_pages(changed, Source("plan.xlsx", b""), [], [])
    found = [str(one).removeprefix("plan.xlsx: ") for one in caught.value.problems]
    assert found[: len(said)] == said


def test_formulas_count_as_what_they_last_gave(book):
    book.book.save(book.path)
    altered(book.path, "xl/worksheets/sheet3.xml", lambda data: data.replace(b"</row></sheetData>", b'<c r="D5"><f>1/0</f><v>4</v></c></row></sheetData>'))
    assert str(lm.read(book.path).inputs["people"].price) == "4"


# ------------------------------------------------------------------ files that mean harm, or nothing
def altered(path: Path, name: str, change) -> None:
    """Change one part of a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    path.write_bytes(made.getvalue())


@pytest.mark.parametrize(("name", "change", "said"), [
    ("docProps/app.xml", lambda data: data + b" " * 30_000_000, "is far larger unpacked than any plan"),
    ("xl/worksheets/sheet3.xml", lambda data: data.replace(b"<worksheet", b"<!DOCTYPE a><worksheet"), "has a document type inside"),
    ("xl/worksheets/sheet3.xml", lambda data: data.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'), "has merged cells or links over more cells"),
    ("xl/worksheets/sheet3.xml", lambda data: data.replace(b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="&#65;1"/></hyperlinks>'), "has merged cells or links over more cells"),
    ("xl/worksheets/sheet3.xml", lambda data: data[:200], "is not an Excel workbook"),
])
def test_harmful_workbooks_are_refused(book, name, change, said):
    altered(book.path, name, change)
    with pytest.raises(lm.FileError, match=said):
        lm.read(book.path)


def test_other_workbooks_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book):
    path = tmp_path / "other.xlsx"
    for content in (b"PK\x03\x04 broken", b"text"):
        path.write_bytes(content)
        assert not Excel().recognises(take(path))
        with pytest.raises(lm.FileError):
            lm.read(path)
        with pytest.raises(lm.FileError, match="is not an Excel workbook"):
            Excel().read(take(path), [])
    Workbook().save(path)
    with pytest.raises(lm.FileError, match="has no sheet of a plan"):
        Excel().read(take(path), [])
    assert Excel().recognises(take(book.path))
    monkeypatch.setattr("logicmodel.files.forms.opening.MOST_CELLS", 200)
    with pytest.raises(lm.FileError, match="holds more cells than any plan"):
        lm.read(book.path)


def test_sheets_without_headers_or_periods(tmp_path: Path):
    made = Workbook()
    made.active.title = "Links"
    made.active["A1"] = 3
    made.create_sheet("Outputs")
    made.save(tmp_path / "plan.xlsx")
    with pytest.raises(lm.FileError) as caught:
        Excel().read(take(tmp_path / "plan.xlsx"), [])
    said = [str(one).partition("xlsx: ")[2] for one in caught.value.problems]
    assert said[1] == "Links!A1: no headers are found in the first 12 rows; name the columns there: From, To..."
    assert said[0].startswith("Plan: periods: is missing; write the first period")


# ------------------------------------------------------------------ what teams do to workbooks
def test_numbers_that_may_be_two_numbers_are_not_guessed(book):
    book.set(Targets_B4="110.000", Inputs_B4="1.250", Targets_F5="2027-02 ")
    assert book.fails() == ["Targets!B4: 110.000 may be 110,000 or 110; write it without a sign between thousands, or format the cell as a number"]


def test_a_column_without_its_header_is_told_once(book):
    book.set(Links_B1=None, Links_B2=None)
    assert book.fails() == ["Links!A2: no column is called To; name the column in the row of the headers again"]


def test_examples_are_passed_over_wherever_their_column_stands(book):
    plan = book.plan
    book.book["Links"].move_range("A1:A9", cols=30)
    assert book.read() == plan


def test_sheets_that_are_gone_are_told(book):
    del book.book["Allocations"]
    plan = book.read()
    assert plan.allocations == {}
    assert [(one.where, one.message) for one in book.losses] == [("Allocations", "the sheet is not there any more; the plan was read without it")]
    del book.book["Plan"]
    assert [one.partition(";")[0] for one in book.fails()] == ["Plan: periods: is missing"]


def test_what_only_follows_is_not_told(book):
    book.set(Plan_B9="2027-2030")
    assert len(book.fails()) == 1
