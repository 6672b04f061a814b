"""The sheet that explains the others: what was asked, what made the answers, what to bear in mind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.columns import columns_of
from logicmodel.files.workbooks.sheet import FONT, set_page, write

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "About"
LABEL_WIDTH, TEXT_WIDTH, LINE = 26, 104, 15
"""Letters in the two columns, and the height of a line in points."""
WORDS = {
    "chance": "a probability: 100% is certain",
    "points": "a difference of two probabilities: +10% are ten percentage points",
    "money": "money",
}

NAMED = {"allocation": "Allocations", "target": "Targets", "node": "Nodes"}


def fill_about(sheet: Worksheet, answers: Mapping[str, Answer]) -> None:
    """Write what made the answers (once where all share it), notes, what columns mean, and names in full."""
    rows: list[tuple[str, Any]] = []
    heads = []
    first = next(iter(answers.values()))
    shared = {key: value for key, value in first.settings.items()
              if all(answer.settings.get(key) == value for answer in answers.values())}
    rows.append((str(first.settings.get("plan") or "Answers"), ""))
    rows += [(key.replace("_", " "), value) for key, value in shared.items() if key != "plan"]
    for name, answer in answers.items():
        rows.append(("", ""))
        heads.append(len(rows) + 1)
        rows.append((name, answer.title))
        rows += [(key.replace("_", " "), value) for key, value in answer.settings.items() if key not in shared]
        rows += [("note", note) for note in answer.notes]
        rows += meanings(answer)
    for heading, called in names(answers).items():
        heads.append(len(rows) + 2)
        rows += [("", ""), (heading, ""), *called]
    _fill(sheet, rows, heads)


def meanings(answer: Answer) -> list[tuple[str, str]]:
    """Say what the columns of numbers hold, and which are the ends of which interval."""
    columns = columns_of(answer)
    interval = answer.settings.get("interval", "95 % interval")
    found = []
    for column in columns:
        told = [WORDS[column.measure]] if column.measure in WORDS and column.owner is None else []
        if column.low is not None:
            told.append(f"{column.low} and {column.high} are the ends of its {interval}")
        quantiles = [one.name for one in columns if one.owner == column.name and one.name not in {column.low, column.high}]
        if quantiles:
            told.append(f"{', '.join(quantiles)} are its percentiles over the draws")
        if told:
            found.append((column.name, "; ".join(told)))
    return found


def names(answers: Mapping[str, Answer]) -> dict[str, list[tuple[str, str]]]:
    """Return what the ids of allocations, targets and nodes stand for, as far as answers name them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, heading in NAMED.items():
        titles = {name: title for answer in answers.values() for name, title in answer.titles.get(kind, {}).items()}
        rules = {name: rule for answer in answers.values() for name, rule in answer.titles.get("rule", {}).items()}
        told = {name: f"{title}: {rules[name]}" if kind == "target" and name in rules else title for name, title in titles.items()}
        used = {str(row.get(column)) for answer in answers.values() for row in answer.rows for column in (kind, "outcome", "what")}
        rows = [(name, text) for name, text in told.items() if text != name and name in used]
        found |= {heading: rows} if rows else {}
    return found


def _fill(sheet: Worksheet, rows: list[tuple[str, Any]], heads: list[int]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABEL_WIDTH, TEXT_WIDTH
    sheet.sheet_view.showGridLines = False
    for number, (label, value) in enumerate(rows, 1):
        for place, part in enumerate((label, value), 1):
            cell = sheet.cell(number, place)
            write(cell, part)
            cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=number > 1)
            if number == 1:
                cell.font = Font(name=FONT, bold=True, size=14)
            elif number in heads:
                cell.font = Font(name=FONT, bold=True)
            elif place == 1:
                cell.font = Font(name=FONT, color="FF595959")
        lines = max(-(-len(str(value)) // (TEXT_WIDTH + 8)), -(-len(label) // LABEL_WIDTH), 1)
        sheet.row_dimensions[number].height = LINE * (lines if number > 1 else 1.5)
    set_page(sheet)
