"""The first sheet of a plan's workbook: how to fill in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logicmodel.files.forms.layout import sheets
from logicmodel.files.forms.putting import put
from logicmodel.files.workbooks.sheet import FONT, set_page

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

    from logicmodel.plan.plan import Plan

STEPS: Final = (
    "On the sheet Plan, give the plan a name, its currency, the first period and the number of periods.",
    "List what is put in (Inputs), what is done (Activities), what is delivered (Outputs) and what changes (Outcomes), one row for each.",
    "On the sheet Links, say what leads to what and how much: the weight is how much of the one comes from a unit of the other.",
    "On the sheet Targets, say what is to be reached by when; on Allocations, the options for spending the money.",
    "Save the file and run: logicmodel check plan.xlsx, then logicmodel simulate plan.xlsx. Mistakes are told with their cell.",
)
RULES: Final = (
    ("Ids", "Every entry has an id, a word without spaces (rent_support), by which other sheets name it. The name for people stands beside it."),
    ("Columns", "Dark headers come first; a star marks what cannot be left out. Columns with pale headers may stay empty. Point at a header for help."),
    ("Empty cells", "An empty cell means: not known, or as usual. Write 0 only where you mean 0."),
    ("Rows", "Add as many as you like; empty rows and the row that begins with example: are passed over. Headers are protected, without a password."),
    ("Lists", "Several ids in one cell stand apart by commas: guests, landlords."),
    ("Dates", "Periods are written as 2027, 2027-Q1 or 2027-01."),
)
NUMBERS: Final = (
    ("1250", "a number that is certain"),
    ("12 to 18", "uncertain: nine times in ten between the two"),
    ("-3 to -1", "the same, below zero"),
    ("normal(10, 2)", "mean 10, standard deviation 2"),
    ("pert(8, 12, 20)", "least, likeliest, most"),
    ("85%", "a share"),
    ("1% to 3% per period", "a trend: growth per period"),
    ("saturating(ceiling=50, half_at=9000)", "a response curve: more helps less and less, up to the ceiling"),
)


def fill_readme(page: Worksheet, plan: Plan) -> None:
    """Write how to fill in the workbook, with a link to each sheet."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    writer = _Writer(page)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 42, 104
    page.sheet_view.showGridLines = False
    name = plan.title if plan.title.isprintable() else ""
    writer.row("How to fill in this plan", name, Font(name=FONT, bold=True, size=16), Font(name=FONT, size=12, color="FF595959"))
    writer.head("In five steps")
    for number, step in enumerate(STEPS, 1):
        writer.row(f"Step {number}", step)
    writer.head("What to bear in mind")
    for label, words in RULES:
        writer.row(label, words)
    writer.head("How numbers are written")
    for label, words in NUMBERS:
        writer.row(label, words, Font(name="Consolas"))
    writer.head("The sheets")
    for sheet in sheets().values():
        cell = writer.row(sheet.name, sheet.about, Font(name=FONT, color="FF1F5FA8", underline="single"))
        cell.hyperlink = f"#'{sheet.name}'!A1"
        cell.font = Font(name=FONT, color="FF1F5FA8", underline="single")
    for (cell,) in page.iter_rows(min_col=1, max_col=1):
        cell.alignment = Alignment(vertical="top")
    page.protection.sheet = True
    page.sheet_properties.tabColor = "FFE0A84C"
    set_page(page)
    page.page_setup.fitToHeight = 1


class _Writer:
    """Writes one row below the other."""

    def __init__(self, page: Worksheet) -> None:
        self.page, self.last = page, 0

    def row(self, label: str, words: str, first: Font | None = None, second: Font | None = None) -> Cell:
        """Write two cells and return the first."""
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415

        self.last += 1
        for place, (text, font) in enumerate(((label, first), (words, second)), 1):
            cell = self.page.cell(self.last, place)
            put(cell, text or None)
            cell.font = font or Font(name=FONT)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        self.page.row_dimensions[self.last].height = 26 if self.last == 1 else 16 * max(1, -(-len(words) // 112))
        return self.page.cell(self.last, 1)

    def head(self, words: str) -> None:
        """Write a heading with room above it."""
        from openpyxl.styles import Font  # noqa: PLC0415

        self.last += 1
        self.row(words, "", Font(name=FONT, bold=True, size=12, color="FF2F4B6E"))

