"""A plan's logframe drawn as a matrix: one row for each indicator, as the EU and PMF layouts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logicmodel.files.logframes.canvas import Canvas
from logicmodel.files.logframes.content import Content, Measure, Statement

if TYPE_CHECKING:
    from openpyxl import Workbook

TITLES = {"logframe_eu": "Logical framework matrix", "logframe_fcdo": "Logical framework", "logframe_pmf": "Performance measurement framework"}


def draw_matrix(content: Content) -> Workbook:
    """Return the workbook of a logframe with a row for each indicator."""
    layout = content.layout
    canvas = Canvas(layout, [width for _, _, width in layout.columns])
    keys = [key for key, _, _ in layout.columns]
    head = draw_front(canvas, content, len(keys))
    for place, (_, title, _) in enumerate(layout.columns, 1):
        canvas.put(head, place, title, "head")
    row = head + 1
    for level, one, several in layout.levels:
        mine = [statement for statement in content.statements if statement.level == level]
        if not mine:
            continue
        if "level" in keys:
            rows = sum(max(len(statement.measures), 1) for statement in mine)
            canvas.put(row, 1, several if len(mine) > 1 else one, "level", rows=rows)
        else:
            canvas.put(row, 1, several if len(mine) > 1 else one, "level", columns=len(keys))
            canvas.starts.append(row)
            row += 1
        for number, statement in enumerate(mine):
            canvas.starts += [row] if number or "level" in keys else []
            row = _draw_statement(canvas, keys, statement, row)
    if content.works:
        _draw_works(canvas, content, row)
    return canvas.finish(head=head, repeat=True, frozen=keys.index("result") + 1)


def draw_front(canvas: Canvas, content: Content, columns: int) -> int:
    """Draw what stands above the table, and return the row of its headers."""
    canvas.put(1, 1, TITLES[content.layout.kind], "title", columns=columns)
    for row, (label, text) in enumerate(content.front, 2):
        canvas.put(row, 1, label, "label")
        canvas.put(row, 2, text, "front", columns=columns - 1)
    return len(content.front) + 3


def _draw_statement(canvas: Canvas, keys: list[str], statement: Statement, row: int) -> int:
    """Draw a result with its indicators, and return the row below."""
    count = max(len(statement.measures), 1)
    for place, key in enumerate(keys, 1):
        if key == "result":
            canvas.put(row, place, statement.words, "result", rows=count)
        elif key == "assumption":
            canvas.put(row, place, bulleted(statement.assumptions), "cell", rows=count)
        elif key != "level":
            for number in range(count):
                measure = statement.measures[number] if statement.measures else None
                value = _cell(measure, key, keys) if measure is not None else None
                style = "figure" if key in {"baseline", "target", "actual"} else "cell"
                canvas.put(row + number, place, value, style, percent=measure is not None and measure.percent)
    return row + count


def _cell(measure: Measure, key: str, keys: list[str]) -> Any:
    """Return what a cell of a column says of an indicator."""
    match key:
        case "indicator":
            return measure.words
        case "baseline":
            return measure.baseline if not measure.baseline_date and isinstance(measure.baseline, int | float) else measure.baseline_words
        case "target":
            return "\n".join(goal.dated for goal in measure.goals)
        case "source":
            return measure.told("source", *(name for name in ("method", "frequency", "responsible") if name not in keys))
    return measure.collected.get(key, "")


def bulleted(lines: tuple[str, ...]) -> str:
    """Return one line as it is, several behind bullets."""
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _draw_works(canvas: Canvas, content: Content, row: int) -> None:
    """Draw the activities with their means and costs."""
    currency = content.plan.currency
    canvas.starts.append(row)
    for place, title, columns in ((1, "", 1), (2, "Key activities", 1), (3, "Means", 2), (5, f"Costs ({currency})" if currency else "Costs", 3), (8, "Assumptions", 1)):
        canvas.put(row, place, title, "head", columns=columns)
    canvas.put(row + 1, 1, "Activities", "level", rows=len(content.works))
    for number, work in enumerate(content.works, row + 1):
        canvas.put(number, 2, work.words, "result")
        canvas.put(number, 3, bulleted(work.means), "cell", columns=2)
        canvas.put(number, 5, work.cost, "figure", columns=3)
        canvas.put(number, 8, bulleted(work.assumptions), "cell")
