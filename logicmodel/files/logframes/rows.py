"""The rows of a logframe sheet sorted out: results with their indicators, whatever the layout and however merged."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.forms.cells import Percent
from logicmodel.files.forms.opening import Page
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.headers import heads_of, key_of, level_of
from logicmodel.files.published.calendar import Span
from logicmodel.wording.figures import in_full

FIGURES: Final = ("baseline", "target", "actual", "baseline_date", "target_date")
WORDS: Final = ("source", "method", "frequency", "responsible", "unit", "disaggregation", "definition")
LABEL: Final = re.compile(r"\s*(planned|achieved|actual|sources?|impact weighting.*|risk rating.*|(?:fcdo|dfid) share.*)\s*:?\s*", re.IGNORECASE)
NUMBERED: Final = re.compile(r"(?:(?:output|outcome|impact|objective|goal|purpose)?\s*(?:indicator|ovi)\s*)?#?\d+(?:\.\d+)+[.:)]?\s+(?=(?-i:[A-Z%#]))|(?:output|outcome|impact)?\s*indicator\s*\d*\s*:\s*|\d+[.)]\s+", re.IGNORECASE)
ORDER: Final = re.compile(r"\d+(?:\.\d+)+[.:)]?\s+(?=[A-Z])|\d+[.)]\s+")
"""Numbers before a statement."""


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
    measures: list[Measured] = dataclasses.field(default_factory=list)
    assumptions: list[str] = dataclasses.field(default_factory=list)
    means: list[str] = dataclasses.field(default_factory=list)
    cost: Any = None


class Rows:
    """The sorting of one sheet, row by row."""

    def __init__(self, page: Page) -> None:
        """Sort the rows of a sheet."""
        self.page = page
        self.front: dict[str, str] = {}
        """What stands above the first header: texts by their labels, in small letters."""
        self.found: list[Found] = []
        self.lost: list[tuple[str, str]] = []
        """Where something stands that found no place, and what it is."""
        self.inputs: list[tuple[str, Any, str]] = []
        """Totals of inputs: header, amount, place."""
        self.heads: dict[int, tuple[str, Span | None]] = {}
        self.level = ("outputs", "")
        self.waiting: list[tuple[str, int]] = []
        """Labels whose text stands in the next row, and their columns."""
        self.total: tuple[str, int] | None = None
        self.last_head = 0
        for row, cells in _by_row(page).items():
            self._row(row, cells)

    def _row(self, row: int, cells: dict[int, Any]) -> None:
        heads = heads_of(cells)
        if heads:
            self._header(row, heads, cells)
        elif not self.heads:
            self._front(cells)
        elif self._dates(row, cells) or self._inputs(row, cells):
            return
        else:
            self._data(row, self._labels(row, cells))

    def _front(self, cells: Mapping[int, Any]) -> None:
        """Take down a label and the text beside it."""
        texts = [str(value).strip() for _, value in sorted(cells.items())]
        label, colon, rest = texts[0].partition(":")
        value = " ".join(filter(None, [rest.strip(), *texts[1:]])) if colon else " ".join(texts[1:])
        if value:
            self.front.setdefault(" ".join(label.lower().split()), value)
        else:
            self.front.setdefault("", texts[0])

    def _header(self, row: int, heads: dict[int, tuple[str, Span | None]], cells: Mapping[int, Any]) -> None:
        """Take up new headers; a level that stands among them begins a new result."""
        if "indicator" not in {key for key, _ in heads.values()}:  # of activities: the columns of results stay where they were
            place = next((column for column, (key, _) in self.heads.items() if key == "result"), min(heads))
            heads.setdefault(place, ("result", None))
            self.level = ("activities", "")
        self.waiting, self.total = [], None
        self.heads, self.last_head = heads, row
        if "result" not in {key for key, _ in heads.values()}:
            levels = [(column, level) for column, value in sorted(cells.items()) if column not in heads and (level := level_of(str(value)))]
            free = [column for column in sorted(cells) if column not in heads]
            first = min(column for column, (key, _) in heads.items() if key == "indicator")
            column = levels[0][0] if levels else (free[0] if free and free[0] < first else max(first - 1, 1))
            heads[column] = "result", None
            if levels:
                section, horizon, rest = levels[0][1]
                self.level = section, horizon
                self.found.append(Found(section, horizon, rest, self.page.place(row, column)))

    def _dates(self, row: int, cells: Mapping[int, Any]) -> bool:
        """Take dates in a second row of headers; columns without a header belong to the one at their left."""
        if row != self.last_head + 1:
            return False
        bare = {column: value for column, value in cells.items() if self.page.cells.get((self.last_head, column)) != value}
        dates = {column: date_in(value) or ((None, "") if key_of(value) in FIGURES else None) for column, value in bare.items()}
        if not bare or any(one is None for one in dates.values()):
            return False
        for column, one in dates.items():
            left = max((other for other in self.heads if other <= column), default=0)
            key = key_of(bare[column]) or (self.heads[left][0] if left else "")
            if one is not None and key in FIGURES:
                self.heads[column] = key, one[0]
        return True

    def _inputs(self, row: int, cells: Mapping[int, Any]) -> bool:
        """Take the totals of inputs, which stand below headers of their own."""
        first = str(cells[min(cells)])
        if re.match(r"\s*inputs?\b", first, re.IGNORECASE) and len(cells) > 1:
            self.waiting = []
            column = next((column for column, value in cells.items() if re.match(r"\s*total\b", str(value), re.IGNORECASE)), max(cells))
            self.total = first, column
            return True
        if self.total is None:
            return False
        label, column = self.total
        if column in cells:
            self.inputs.append((label, cells[column], self.page.place(row, column)))
            self.total = None
        return True

    def _labels(self, row: int, cells: dict[int, Any]) -> dict[int, Any]:
        """Take what stands behind a label in the row, and return the cells that remain."""
        kept = dict(cells)
        for word, column in self.waiting:
            if below := self._below(word, column, kept):
                self._labelled(word, str(kept.pop(below)), row, below)
        self.waiting = []
        for column in sorted(cells):
            match = LABEL.fullmatch(str(cells[column])) if column in kept and isinstance(cells[column], str) else None
            if match is None or (self.heads.get(column, ("",))[0] in {*WORDS, "baseline", "target"} and not self._sideways(column)):
                continue
            word = match[1].lower()
            kept.pop(column)
            if word == "planned":
                continue
            beside = self._beside(word, column, kept)
            if word.startswith(("achieved", "actual")):
                for place in beside:
                    if self.heads.get(place, ("",))[0] in FIGURES:
                        self.lost.append((self.page.place(row, place), f"the achieved value {_figure(kept.pop(place))} is no part of a plan"))
            elif beside:
                self._labelled(word, str(kept.pop(beside[0])), row, beside[0])
            else:
                self.waiting.append((word, column))
        return kept

    def _below(self, word: str, column: int, cells: Mapping[int, Any]) -> int:
        """Return the column of the text that belongs to a label in the row above; 0 for none."""
        if not word.startswith("source"):
            return column if column in cells and not LABEL.fullmatch(str(cells[column])) else 0
        taken = {"result", "indicator", "assumption"}
        fits = (place for place in sorted(cells) if place >= column and self.heads.get(place, ("",))[0] not in taken)
        return next((place for place in fits if not LABEL.fullmatch(str(cells[place]))), 0)

    def _beside(self, word: str, column: int, cells: Mapping[int, Any]) -> list[int]:
        """Return the columns at the right of a label that belong to it: up to the next label."""
        found = []
        taken = set() if word.startswith(("impact", "risk")) else {"assumption", "result"}
        for place in sorted(place for place in cells if place > column):
            if LABEL.fullmatch(str(cells[place])):
                break
            if self.heads.get(place, ("",))[0] not in taken:
                found.append(place)
        return found

    def _sideways(self, column: int) -> bool:
        """Say whether a column has labels of rows in it: it stands between indicators and figures."""
        return self.heads.get(column, ("",))[0] in {"baseline", "target"} and "source" not in {key for key, _ in self.heads.values()}

    def _labelled(self, word: str, text: str, row: int, column: int) -> None:
        if word.startswith("source") and self.found and self.found[-1].measures:
            self.found[-1].measures[-1].say("source", text)
        else:
            self.lost.append((self.page.place(row, column), f"the {word} {text} has no place in a plan"))

    def _data(self, row: int, cells: Mapping[int, Any]) -> None:
        """Take one row of a result, of an indicator, or of a level alone."""
        by_key: dict[str, list[int]] = {}
        for column in sorted(cells):
            by_key.setdefault(self.heads.get(column, ("",))[0], []).append(column)
        for column in [*by_key.get("level", []), *by_key.get("", [])]:
            level = level_of(str(cells[column]))
            if level:
                self._level(level, row, column)
            elif column in by_key.get("", []) and self.page.cells.get((row - 1, column)) != cells[column]:
                self.lost.append((self.page.place(row, column), f"'{str(cells[column])[:60]}' stands in a column without a header that is known"))
        for column in by_key.get("result", []):
            self._result(str(cells[column]).strip(), row, column, alone=len(cells) == 1)
        measure = self._indicator(by_key, cells, row)
        for column in by_key.get("assumption", []):
            if not self.found:
                self.found.append(Found(*self.level, "", self.page.place(row, column)))
            if (text := str(cells[column]).strip()) not in self.found[-1].assumptions:
                self.found[-1].assumptions.append(text)
        for key in ("means", "cost"):
            for column in by_key.get(key, []):
                if self.found and key == "means":
                    self.found[-1].means.append(str(cells[column]))
                elif self.found:
                    self.lost.append((self.page.place(row, column), f"the costs {_figure(cells[column])} were left out: a plan has them with its inputs and allocations"))
        self._fill(measure, by_key, cells, row)

    def _level(self, level: tuple[str, str, str], row: int, column: int) -> None:
        section, horizon, rest = level
        if (section, horizon) != self.level:
            self.level = section, horizon
        if rest and self._new(rest):
            self.found.append(Found(section, horizon, rest, self.page.place(row, column)))

    def _new(self, words: str) -> bool:
        return not self.found or self.found[-1].words != words

    def _result(self, text: str, row: int, column: int, *, alone: bool) -> None:
        """Begin a result, or a level where the cell names nothing but one."""
        level = level_of(text)
        if level:
            self.level = level[0], level[1]
            text = level[2]
            if not text:
                if not alone:
                    self.found.append(Found(*self.level, "", self.page.place(row, column)))
                return
        text = ORDER.sub("", text, count=1) if ORDER.match(text) else text
        if self.found and not self.found[-1].words and (self.found[-1].section, self.found[-1].horizon) == self.level:
            self.found[-1].words, self.found[-1].place = text, self.page.place(row, column)
        elif self._new(text):
            self.found.append(Found(*self.level, text, self.page.place(row, column)))

    def _indicator(self, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int) -> Measured | None:
        """Return the indicator that the row belongs to; a new one where the row names one."""
        if not self.found:
            return None
        now = self.found[-1]
        for column in by_key.get("indicator", []):
            words = NUMBERED.sub("", str(cells[column]).strip(), count=1).strip()
            if words and (not now.measures or now.measures[-1].words != words):
                now.measures.append(Measured(words, row, self.page.place(row, column)))
        return now.measures[-1] if now.measures else None

    def _fill(self, measure: Measured | None, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int) -> None:
        """Give figures and texts of the row to its indicator."""
        for key in (*FIGURES, *WORDS):
            for column in by_key.get(key, []):
                place = self.page.place(row, column)
                if measure is None:
                    self.lost.append((place, f"'{str(cells[column])[:60]}' belongs to no indicator"))
                elif key in WORDS:
                    measure.say(key, str(cells[column]).strip())
                elif key == "actual":
                    self.lost.append((place, f"the current value {_figure(cells[column])} is no part of a plan"))
                else:
                    measure.figures.append((key, self.heads[column][1], cells[column], place))


def _by_row(page: Page) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = {}
    for (row, column), value in sorted(page.cells.items()):
        if str(value).strip():
            found.setdefault(row, {})[column] = value
    return found


def _figure(value: Any) -> str:
    return in_full(value) if isinstance(value, int | float) and not isinstance(value, Percent) else str(value)
