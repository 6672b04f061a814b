"""Which uncertain number matters for which target."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.importance import (
    Measure,
    Row,
    clear,
    measures_of,
    rows_of,
    targets_of,
    title_of,
)
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.ladder import head_height, put_head
from logicmodel.views.plotting.scale import EASE, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 590.0
LABELS, CELL, LEAST, LINES, NUMBERED = 196.0, 29.0, 34.0, 5, 7
"""Width of the names, height and least width of a cell, lines over a column, from how many columns on they are numbered."""
FAINT, LIGHT = 0.02, 0.77
"""Parts of the largest below which a cell stays empty, and above which light letters stand out more than dark ones."""


class HeatMap(Chart):
    """Numbers down, targets across; the darker a cell, the more of that target hangs on that number."""

    questions: ClassVar = ("sensitivity",)
    place: ClassVar = 5
    example: ClassVar = {}

    kind: Literal["heat_map"] = "heat_map"
    targets: tuple[str, ...] | None = None
    """What is shown, of that which the answer is about; all where it is left out."""
    top: int = 20
    """Most numbers."""

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer is about several targets."""
        return len(targets_of(answer)) > 1

    def title(self, answer: Answer) -> str:
        """Name the number that comes first most often."""
        grid = self._grid(answer)
        firsts = [best for best in (grid.first(target) for target in grid.targets) if best]
        if not firsts:
            return "No target hangs on a number that could be told from chance"
        most = max(dict.fromkeys(firsts), key=firsts.count)
        count = firsts.count(most)
        if count == 1 and len(grid.targets) > 1:
            return "Every target hangs on something else most"
        return f"“{grid.titles[most]}” matters most for {count} of {len(grid.targets)} targets"

    def caption(self, answer: Answer) -> str:
        """Tell for the first targets what matters most."""
        grid = self._grid(answer)
        told = []
        for target in grid.targets[:3]:
            best = grid.first(target)
            if best:
                told.append(
                    f"{_name(answer, target)}: “{grid.titles[best]}” {grid.told(best, target)}"
                )
        rest = f": {'; '.join(told)}" if told else ""
        return f"For each target {grid.measure.meaning}{rest}."

    def words(self, answer: Answer) -> str:
        """Tell for every target what matters, the most important first."""
        grid = self._grid(answer)
        lines = []
        for target in grid.targets:
            names = sorted(
                (name for name in grid.names if grid.shown(name, target)),
                key=lambda name: -grid.size(name, target),
            )
            told = [f"{grid.titles[name]} {grid.told(name, target)}" for name in names]
            lines.append(
                f"{_name(answer, target)}: {'; '.join(told) or 'nothing that can be told'}."
            )
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with numbers and targets."""
        grid = self._grid(answer)
        width = max(WIDTH, 2 * MARGIN + LABELS + 10.0 + LEAST * len(grid.targets))
        high = head_height(self.title(answer), self._note(answer), width) + MARGIN
        return width / 72, (
            high + _top(answer, grid, width) + CELL * len(grid.names) + _foot(grid)
        ) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the cells."""
        grid = self._grid(answer)
        stage = Stage(axes, self.size(answer))
        y = put_head(stage, self.title(answer), self._note(answer))
        left = MARGIN + LABELS + 10.0
        cell = (stage.width - MARGIN - left) / len(grid.targets)
        high = _top(answer, grid, stage.width)
        for place, target in enumerate(grid.targets):
            bottom = y + high - 6.0
            lines = _head(answer, grid, target, cell)
            for number, line in enumerate(reversed(lines)):
                base = bottom - number * LINE * theme.SMALL
                stage.text(
                    left + (place + 0.5) * cell,
                    base,
                    line,
                    size=theme.SMALL,
                    align="center",
                    room=cell - 2.0,
                )
        y += high
        for name in grid.names:
            words = wrapped(grid.titles[name], LABELS / EASE, theme.SMALL, most=2)
            base = y + (CELL - LINE * theme.SMALL * len(words)) / 2
            for line in words:
                stage.text(MARGIN, base + theme.SMALL, line, size=theme.SMALL)
                base += LINE * theme.SMALL
            for place, target in enumerate(grid.targets):
                _put_cell(stage, grid, (name, target), (left + place * cell, y), cell)
            y += CELL
        _put_foot(stage, answer, grid, y + 12.0)
        return axes

    def _grid(self, answer: Answer) -> Grid:
        targets = naming.chosen(self.targets, targets_of(answer), "target called")
        measure = next(one for one in measures_of(answer))
        cells = {
            (str(row["name"]), target): row
            for target in targets
            for row in rows_of(answer, target, measure)
        }
        titles = {str(row["name"]): title_of(answer, row) for row in answer.rows}
        whole = Grid(measure, targets, [], cells, titles)
        sums = {name: sum(whole.size(name, target) for target in targets) for name in titles}
        shown = [name for name in titles if any(whole.shown(name, target) for target in targets)]
        names = sorted(shown, key=lambda name: -sums[name])[: self.top]
        return dataclasses.replace(whole, names=names or list(titles)[:1])

    def _note(self, answer: Answer) -> str:
        grid = self._grid(answer)
        meaning = grid.measure.meaning
        unit = (
            ", in percent"
            if grid.measure.form == "share"
            else ", in points"
            if grid.measure.form == "points"
            else ""
        )
        return (
            f"{meaning[:1].upper()}{meaning[1:]}{unit}; ± half of the 95 % interval; "
            "empty cells cannot be told from nothing, or hardly matter"
        )


@dataclasses.dataclass(frozen=True)
class Grid:
    """The cells by number and target."""

    measure: Measure
    targets: list[str]
    names: list[str]
    cells: dict[tuple[str, str], Row]
    titles: dict[str, str]

    @property
    def numbered(self) -> bool:
        """Say whether columns have numbers, and their names stand below."""
        return len(self.targets) >= NUMBERED

    def size(self, name: str, target: str) -> float:
        """Return how much a number matters for a target, next to the largest there."""
        row = self.cells.get((name, target))
        return (
            abs(self.measure.value(row) or 0.0) / self.largest(target) if row is not None else 0.0
        )

    def largest(self, target: str) -> float:
        """Return what the darkest cell of a column stands for; shares are compared over all columns."""
        mine = [
            abs(self.measure.value(row) or 0.0)
            for (_, other), row in self.cells.items()
            if other == target or self.measure.form in {"share", "points", "correlation"}
        ]
        return max(mine, default=0.0) or 1.0

    def shown(self, name: str, target: str) -> bool:
        """Say whether a cell is filled."""
        row = self.cells.get((name, target))
        return row is not None and clear(row, self.measure) and self.size(name, target) >= FAINT

    def first(self, target: str) -> str:
        """Return the number that matters most for a target, nothing where none can be told."""
        names = [name for name, other in self.cells if other == target and self.shown(name, target)]
        return max(names, key=lambda name: self.size(name, target), default="")

    def told(self, name: str, target: str) -> str:
        """Write a cell with its interval."""
        return self.measure.told(self.cells[name, target])

    def brief(self, name: str, target: str) -> str:
        """Write a cell as short as it goes."""
        words = self.measure.brief(self.cells[name, target])
        return words.removesuffix(" %").removesuffix(" points")

    def half(self, name: str, target: str) -> str:
        """Write half the width of the interval of a cell with the decimals of its number; nothing where it has none."""
        low, high = self.measure.ends(self.cells[name, target])
        if self.measure.form in {"amount", "change"}:
            return f"±{wording.amount((high - low) / 2, digits=2)}" if high > low else ""
        size = (high - low) / 2 * (1 if self.measure.form == "correlation" else 100)
        places = len(self.brief(name, target).partition(".")[2])
        while size > 0 and round(size, places) == 0:
            places += 1
        return f"±{size:.{places}f}" if size > 0 else ""


def _name(answer: Answer, target: str) -> str:
    if target == "success":
        return "Success"
    node, _, period = target.partition("@")
    title = answer.titles.get("target", {}).get(target) or answer.titles.get("node", {}).get(
        node, node
    )
    return f"{title}, {period}" if period else str(title)


def _head(answer: Answer, grid: Grid, target: str, cell: float) -> list[str]:
    if grid.numbered:
        return [str(grid.targets.index(target) + 1)]
    return list(wrapped(_name(answer, target), (cell - 8.0) / EASE, theme.SMALL, most=LINES))


def _top(answer: Answer, grid: Grid, width: float) -> float:
    cell = (width - 2 * MARGIN - LABELS - 10.0) / len(grid.targets)
    return (
        LINE * theme.SMALL * max(len(_head(answer, grid, target, cell)) for target in grid.targets)
        + 8.0
    )


def _foot(grid: Grid) -> float:
    return 12.0 + LINE * theme.SMALL * -(-len(grid.targets) // 2) if grid.numbered else 0.0


def _put_foot(stage: Stage, answer: Answer, grid: Grid, y: float) -> None:
    """Write what the numbers of the columns stand for, in two columns."""
    if not grid.numbered:
        return
    half, wide = -(-len(grid.targets) // 2), (stage.width - 2 * MARGIN) / 2
    for place, target in enumerate(grid.targets):
        column, row = divmod(place, half)
        words = f"{place + 1}  {_name(answer, target)}"
        stage.text(
            MARGIN + column * wide, y + LINE * theme.SMALL * row + 4.0, words, size=theme.SMALL, colour=theme.MUTED, room=wide - 10.0
        )  # fmt: skip


def _put_cell(
    stage: Stage, grid: Grid, key: tuple[str, str], place: tuple[float, float], cell: float
) -> None:
    """Draw a cell as dark as it matters, with its number."""
    x, y = place
    if not grid.shown(*key):
        stage.swatch(x + 1.0, y + 1.0, cell - 2.0, CELL - 2.0, theme.light(theme.MUTED, 0.06))
        return
    size = grid.size(*key)
    stage.swatch(
        x + 1.0, y + 1.0, cell - 2.0, CELL - 2.0, theme.light(theme.hue(0), 0.08 + 0.87 * size)
    )
    colour = theme.PAPER if size > LIGHT else theme.INK
    lines = [grid.brief(*key), grid.half(*key)]
    if not lines[1] or widest(lines[1:], theme.SMALL) > cell - 4.0:
        lines.pop()
    base = y + CELL / 2 + 0.36 * theme.SMALL - LINE * theme.SMALL * (len(lines) - 1) / 2
    for line in lines:
        stage.text(
            x + cell / 2, base, line, size=theme.SMALL, colour=colour, align="center", room=cell - 2.0
        )  # fmt: skip
        base += LINE * theme.SMALL
