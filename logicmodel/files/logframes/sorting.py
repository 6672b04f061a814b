"""Results and indicators in the making, as the rows of a logframe tell them one after the other."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.forms.opening import Page
from logicmodel.files.logframes.headers import Head, level_of
from logicmodel.files.logframes.splitting import (
    bare,
    code_of,
    matching,
    number_in,
    pieces,
    shared,
    uncoded,
)
from logicmodel.files.published.calendar import Span
from logicmodel.wording.figures import in_full

FIGURES: Final = ("baseline", "target", "actual", "baseline_date", "target_date")
WORDS: Final = ("source", "method", "frequency", "responsible", "unit", "disaggregation", "definition")
LONG: Final = 80
"""Letters of what is shown of a cell."""


@dataclasses.dataclass
class Measured:
    """One indicator as it was found."""

    words: str
    row: int
    place: str
    figures: list[tuple[str, Span | None, Any, str]] = dataclasses.field(default_factory=list)
    """Key of the column, its date, what the cell holds, and where it stands."""
    texts: dict[str, list[str]] = dataclasses.field(default_factory=dict)

    def say(self, key: str, text: str) -> None:
        """Add a text once."""
        if text not in self.texts.setdefault(key, []):
            self.texts[key].append(text)


@dataclasses.dataclass
class Found:
    """One result as it was found."""

    section: str
    horizon: str
    words: str
    place: str
    code: str = ""
    """The number before its words."""
    measures: list[Measured] = dataclasses.field(default_factory=list)
    assumptions: list[str] = dataclasses.field(default_factory=list)
    means: list[str] = dataclasses.field(default_factory=list)


class Results:
    """The results that were found so far, and those that the present row is about."""

    def __init__(self, page: Page, lost: list[tuple[str, str]]) -> None:
        """Begin without any; what finds no place is added to ``lost``."""
        self.page, self.lost = page, lost
        self.found: list[Found] = []
        self.level: tuple[str, str] = ("outputs", "")
        self.told_level = False
        self.number = ""
        """The number that stands with the level of the row, as in Output 1.2."""
        self.now: list[Found] = []
        """The results of the row, which are several where their cell holds several."""
        self.cell = ""
        self.measures: list[Measured] = []
        """The indicators of the row."""
        self.measured = ""

    def set_level(self, section: str, horizon: str) -> None:
        """Begin a level."""
        self.level, self.told_level = (section, horizon), True
        self.now, self.measures, self.cell, self.measured = [], [], "", ""

    def begin(self, words: list[str], place: str, cell: str = "", *, code: str = "") -> None:
        """Begin the results of a row; ``code`` is the number that stands before the only one."""
        if len(self.found) == 0 and not self.told_level:
            self.lost.append((place, "no level is named here; what stands here was read as outputs"))
            self.told_level = True
        code = (code or self.number) if len(words) == 1 else ""
        self.now = [Found(*self.level, uncoded(text), place, code_of(text) or code) for text in words]
        self.number = ""
        self.found += self.now
        self.cell, self.measures, self.measured = cell or "\n".join(words), [], ""

    def leveled(self, level: tuple[str, str, str], row: int, column: int, code: str) -> None:
        """Take a level that stands in a cell of its own, with or without the words of a result."""
        section, horizon, rest = level
        if (section, horizon) != self.level or not self.told_level:
            self.set_level(section, horizon)
        if rest and rest != self.cell:
            self.begin(pieces(rest), self.page.place(row, column), rest, code=code)
        elif not rest:
            self.number = code

    def result(self, text: str, row: int, column: int, *, alone: bool) -> None:
        """Begin a result, or a level where the cell names nothing but one."""
        level = level_of(text)
        whole = text
        if level:
            if level[:2] != self.level or not self.told_level:
                self.set_level(*level[:2])
            text, self.number = level[2], number_in(text, level[2])
            if not text:
                if not alone and self.cell != whole:
                    self.begin([""], self.page.place(row, column), whole)
                return
        text = self._unasked(text, row, column)
        if self.now and not self.now[0].words and len(self.now) == 1 and (self.now[0].section, self.now[0].horizon) == self.level and not self.now[0].measures:
            first, *others = pieces(text)
            self.now[0].words, self.now[0].code, self.now[0].place = uncoded(first), code_of(first) or self.now[0].code or self.number, self.page.place(row, column)
            self.now += [Found(*self.level, uncoded(one), self.page.place(row, column), code_of(one)) for one in others]
            self.found += self.now[1:]
            self.cell = whole
        elif whole != self.cell or not self.now:
            self.begin(pieces(text), self.page.place(row, column), whole)

    def _unasked(self, text: str, row: int, column: int) -> str:
        """Take the question of a template away from the answer below it."""
        question, line, answer = text.partition("\n")
        if not line or not question.rstrip().endswith("?") or not answer.strip():
            return text
        self.lost.append((self.page.place(row, column), f"the question '{question.strip()[:LONG]}' was left out"))
        return answer.strip()

    def means(self, text: str, row: int, column: int) -> None:
        """Give means to the activity of the row."""
        if not self.now:
            self.lost.append((self.page.place(row, column), f"the means '{text[:LONG]}' belong to no activity"))
            return
        if text not in self.now[0].means:
            self.now[0].means.append(text)
            if len(self.now) > 1:
                self.lost.append((self.page.place(row, column), f"the means stand beside {len(self.now)} activities and were given to the first"))

    def indicators(self, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int) -> None:
        """Find the indicators that the row belongs to; new ones where the row names some."""
        for column in by_key.get("indicator", []):
            text = str(cells[column]).strip()
            if not text or (text == self.measured and self.measures):
                continue
            if not self.now:
                self.begin([""], self.page.place(row, column))
            self.measured = text
            place = self.page.place(row, column)
            told = pieces(text)
            self.measures = []
            for one in told:
                home = self.now[matching([result.code for result in self.now], code_of(one)) or 0]
                self.measures.append(Measured(bare(one), row, place))
                home.measures.append(self.measures[-1])
            codes = [code_of(one) for one in told]
            if len(self.now) > 1 and any(matching([one.code for one in self.now], code) is None for code in codes):
                self.lost.append((place, f"the indicators stand beside {len(self.now)} results; those whose number tells of none of these were given to the first"))

    def fill(self, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int, heads: Mapping[int, Head]) -> None:
        """Give figures and texts of the row to its indicators."""
        for key in (*FIGURES, *WORDS):
            for column in by_key.get(key, []):
                self._give(key, column, cells[column], row, heads[column][1])

    def _give(self, key: str, column: int, value: Any, row: int, span: Span | None) -> None:
        place = self.page.place(row, column)
        count = len(self.measures)
        parts = [value] if count == 1 else shared(value, count)
        if not count:
            if not spread(self.page, row, column):
                self.lost.append((place, f"'{shown(value)[:LONG]}' belongs to no indicator"))
        elif key in WORDS:
            for measure, one in zip(self.measures, parts or [value] * count, strict=True):
                measure.say(key, str(one).strip())
        elif parts is None:
            self.lost.append((place, f"'{shown(value)[:LONG]}' stands beside {count} indicators, and it is not clear to which it belongs; it was left out"))
        else:
            for measure, one in zip(self.measures, parts, strict=True):
                measure.figures.append((key, span, one, place))


def spread(page: Page, row: int, column: int) -> bool:
    """Say whether a cell says the same as the one above: most often both are merged."""
    return (row, column) in page.cells and page.cells.get((row - 1, column)) == page.cells[row, column]


def shown(value: Any) -> str:
    """Return a cell as people see it."""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    return in_full(value) if type(value) in {int, float} else str(value)
