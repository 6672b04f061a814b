"""A plan's logframe drawn as blocks: planned above achieved for every indicator, as the FCDO layout has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logicmodel.files.logframes.canvas import Canvas
from logicmodel.files.logframes.content import Content, Measure, Statement
from logicmodel.files.logframes.drawing import bulleted, draw_front

if TYPE_CHECKING:
    from openpyxl import Workbook

DATE_WIDTH, FIRST = 15.0, 5
"""Letters in a column of milestones or targets, and the first of these columns."""


def draw_blocks(content: Content) -> Workbook:
    """Return the workbook of a logframe with a block for each result."""
    labels = content.plan.periods.labels
    dates = sorted({goal.due for statement in content.statements for measure in statement.measures for goal in measure.goals}, key=labels.index)
    dates = dates or [labels[-1]]
    (*before, assumed) = [width for _, _, width in content.layout.columns]
    canvas = Canvas(content.layout, [*before, *[DATE_WIDTH] * len(dates), assumed])
    row = head = draw_front(canvas, content, len(canvas.widths))
    for level, name, _ in content.layout.levels:
        mine = [statement for statement in content.statements if statement.level == level]
        for number, statement in enumerate(mine, 1):
            row = _Block(canvas, dates, name, f" {number}" if len(mine) > 1 or level == "outputs" else "").draw(statement, row)
    if content.costs:
        _draw_inputs(canvas, content, row)
    return canvas.finish(head=head, repeat=False)


class _Block:
    """The drawing of one result."""

    def __init__(self, canvas: Canvas, dates: list[str], name: str, number: str) -> None:
        self.canvas, self.dates, self.name, self.number = canvas, dates, name, number
        self.last = FIRST + len(dates)
        """The column of assumptions."""

    def draw(self, statement: Statement, row: int) -> int:
        """Draw the block, and return the row below it."""
        count = max(len(statement.measures), 1)
        self.canvas.starts.append(row)
        rated = statement.level == "outputs"
        self.canvas.put(row, 1, f"{self.name}{self.number}".upper(), "head_left")
        self.canvas.put(row + 1, 1, statement.words, "result", rows=4 * count - 1)
        self.canvas.put(row, self.last, "Assumptions", "head")
        self.canvas.put(row + 1, self.last, bulleted(statement.assumptions), "cell", rows=4 * count - 1)
        for place in range(count):
            mark = self.number.strip()
            number = f" {mark}.{place + 1}" if mark else f" {place + 1}"
            self._measure(statement.measures[place] if statement.measures else None, f"{self.name} indicator{number}", row + 4 * place)
        row += 4 * count
        if rated:
            self.canvas.put(row, 1, "Impact weighting (%)", "level")
            self.canvas.put(row, 2, None, "cell")
            self.canvas.put(row, 3, "Risk rating", "level", columns=2)
            self.canvas.put(row, FIRST, None, "cell", columns=self.last - FIRST + 1)
        return row + rated

    def _measure(self, measure: Measure | None, title: str, row: int) -> None:
        """Draw one indicator: its headers, then planned, achieved and source."""
        put = self.canvas.put
        for place, head in ((2, title), (3, ""), (4, "Baseline")):
            put(row, place, head, "head")
        put(row + 1, 2, measure.words if measure is not None else "", "cell", rows=3)
        for number, word in enumerate(("Planned", "Achieved", "Source"), 1):
            put(row + number, 3, word, "level")
        if measure is not None and isinstance(measure.baseline, int | float) and not measure.baseline_date:
            put(row + 1, 4, measure.baseline, "figure", percent=measure.percent)
        else:
            put(row + 1, 4, measure.baseline_words if measure is not None else "", "figure")
        put(row + 2, 4, None, "figure")
        for number, date in enumerate(self.dates):
            final = number == len(self.dates) - 1
            put(row, FIRST + number, f"Target\n({date})" if final else f"Milestone {number + 1}\n({date})", "head")
            self._goal(measure, date, row + 1, FIRST + number)
            put(row + 2, FIRST + number, None, "figure")
        told = measure.told("source", "method", "frequency", "responsible") if measure is not None else ""
        put(row + 3, 4, told.replace("\n", "; ") if len(self.dates) > 1 else told, "cell", columns=self.last - 4)

    def _goal(self, measure: Measure | None, date: str, row: int, column: int) -> None:
        """Draw the target that is due at a date."""
        due = [goal for goal in measure.goals if goal.due == date] if measure is not None else []
        if measure is not None and len(due) == 1 and due[0].number is not None:
            self.canvas.put(row, column, due[0].number, "figure", percent=measure.percent)
        else:
            self.canvas.put(row, column, "\n".join(goal.dated if goal.within else goal.words for goal in due), "figure")


def _draw_inputs(canvas: Canvas, content: Content, row: int) -> None:
    """Draw the inputs as totals; who gives how much is for people to fill in."""
    money, staff = content.costs  # type: ignore[misc]  # drawn only where there are some
    canvas.starts.append(row)
    last, currency = len(canvas.widths), content.plan.currency
    for name, unit, total in (("INPUTS", currency or "money", money), ("INPUTS", "FTE", staff)):
        if not total:
            continue
        heads = ((1, f"{name} ({unit})", 1), (2, f"FCDO ({unit})", 1), (3, f"Government ({unit})", 2), (FIRST, f"Other ({unit})", last - FIRST), (last, f"Total ({unit})", 1))
        for place, head, columns in heads:
            canvas.put(row, place, head, "head_left" if place == 1 else "head", columns=columns)
            canvas.put(row + 1, place, total if place == last else None, "figure", columns=columns)
        canvas.put(row + 1, 1, "All years" if unit != "FTE" else "Average of the years", "cell")
        row += 2
    canvas.put(row, 1, "FCDO share (%)", "level")
    canvas.put(row, 2, None, "cell")
