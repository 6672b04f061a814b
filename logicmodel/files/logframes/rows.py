"""The rows of a logframe sorted by what they say: results, indicators and their figures, however laid out and however merged."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.forms.opening import Page, letters
from logicmodel.files.logframes.front import Front, spans_in
from logicmodel.files.logframes.headers import Head, counted, heads_of, level_of, under
from logicmodel.files.logframes.labels import LABEL, below, beside, sideways
from logicmodel.files.logframes.sorting import FIGURES, LONG, WORDS, Found, Results, shown, spread
from logicmodel.files.logframes.splitting import LONG_CODE, number_in, pieces
from logicmodel.files.logframes.vocabulary import folded
from logicmodel.files.published.calendar import Span

NOTE: Final = re.compile(r"\s*(?:\*|note\b|notes\b|nb\b|n\.b\.|source:|\(\*\)|¹|nota\b|remarque)", re.IGNORECASE)
RESOURCES: Final = re.compile(r"(?:(?P<cost>costs?|couts?|costos?|presupuesto|budget|kosten)|means|moyens|medios|recursos|mittel|resources)\s*:\s*")


class Rows:
    """The sorting of one sheet, row by row."""

    def __init__(self, page: Page) -> None:
        """Sort the rows of a sheet."""
        self.page = page
        self.front = Front()
        self.lost: list[tuple[str, str]] = []
        """Where something stands that found no place, and what it is."""
        self.results = Results(page, self.lost)
        self.strange: dict[int, list[str]] = {}
        """What stands in columns without a header that is known, by column."""
        self.inputs: list[tuple[str, Any, str, str]] = []
        """Totals of inputs: header, amount, place, and the result in whose block they stand."""
        self.heads: dict[int, Head] = {}
        self.titles: dict[int, str] = {}
        """The headers as they are written."""
        self.waiting: list[tuple[str, int]] = []
        """Labels whose text stands in the next row, and their columns."""
        self.total: tuple[str, int] | None = None
        self.later: list[tuple[str, int, int]] = []
        """Means that were found before their activity."""
        self.last_head = 0
        for row, cells in by_row(page).items():
            self._row(row, cells)
        self._finish()

    @property
    def found(self) -> list[Found]:
        """The results that were found."""
        return self.results.found

    @property
    def start(self) -> dt.date:
        """The first day of the project, the first of this year where the sheet does not say."""
        spans = self.front.time()[0]
        return min(one.start for one in spans) if spans else dt.date(dt.datetime.now(dt.UTC).year, 1, 1)

    def _row(self, row: int, cells: dict[int, Any]) -> None:
        if self._second(row, cells):
            return
        heads = heads_of(cells)
        if heads:
            self._header(row, heads, cells)
        elif not self.heads:
            self.front.row(cells, self.page.place(row, min(cells)))
        elif self._inputs(row, cells) or self._alone(row, cells):
            return
        else:
            self._data(row, self._labels(row, cells))

    # ------------------------------------------------------------------ headers
    def _header(self, row: int, heads: dict[int, Head], cells: Mapping[int, Any]) -> None:
        """Take up new headers; a level that stands among them begins a new result."""
        before, self.titles = self.heads, {column: " ".join(str(value).split()) for column, value in cells.items()}
        self._above()
        if "indicator" not in {key for key, _ in heads.values()}:  # of activities: the columns of results stay where they were
            free = [column for column in sorted(cells) if column not in heads and column < min(heads)]
            place = next((column for column, (key, _) in before.items() if key == "result"), free[-1] if free else min(heads))
            heads.setdefault(place, ("result", None))
            self.results.set_level("activities", "")
        self.total = None
        self.heads, self.last_head = heads, row
        self.waiting = [(match[1].lower(), column) for column, value in cells.items() if column not in heads and (match := LABEL.fullmatch(str(value)))]
        if "result" not in {key for key, _ in heads.values()}:
            self._unnamed(row, cells, before)

    def _unnamed(self, row: int, cells: Mapping[int, Any], before: Mapping[int, Head]) -> None:
        """Find the column of results where no header names it: in blocks, a level stands in its place."""
        heads = self.heads
        first = min((column for column, (key, _) in heads.items() if key == "indicator"), default=0)
        levels = [(column, level) for column, value in sorted(cells.items()) if column not in heads and (level := level_of(str(value)))]
        labels = {column for _, column in self.waiting}
        if levels:
            column, (section, horizon, rest) = levels[0]
            heads[column] = "result", None
            self.results.set_level(section, horizon)
            self.results.begin([rest], self.page.place(row, column), code=number_in(str(cells[column]), rest))
        elif labels or any(column < first and key == "result" for column, (key, _) in before.items()):
            heads |= {column: head for column, head in before.items() if head[0] == "result" and column not in heads}
        elif first > 1 and first - 1 not in heads:
            free = [column for column in sorted(cells) if column not in heads and column < first]
            heads[free[0] if free else first - 1] = "result", None
        heads |= {column: head for column, head in before.items() if head[0] == "assumption" and column not in heads and "assumption" not in {key for key, _ in heads.values()}}

    def _above(self) -> None:
        """Take results that stand above the table."""
        for (section, horizon), words, place in self.front.results:
            self.results.set_level(section, horizon)
            self.results.begin([words], place)
        self.front.results = []

    def _second(self, row: int, cells: Mapping[int, Any]) -> bool:
        """Take a second row of headers: dates, value and year, target and actual, years that are counted."""
        if not self.heads or row != self.last_head + 1:
            return False
        own = {column: value for column, value in cells.items() if self.page.cells.get((self.last_head, column)) != value}
        found: dict[int, Head] = {}
        for column, value in own.items():
            above = self._over(column)
            key, span = self.heads.get(above, ("", None))
            head = under(value, key if key in FIGURES else "", self.start)
            if head is None:
                return False
            found[column] = head[0], head[1] or span
        if not found or all(key not in FIGURES for key, _ in found.values()):
            return False
        if any(counted(own[column]) for column in found) and not self.front.time()[0]:
            self.lost.append((self.page.place(row, min(found)), f"years are counted here, and the sheet does not say from when; the first was taken as {self.start.year}; write Duration: {self.start.year} to ... above the table"))
        self._end(found, own)
        self.heads |= found
        self.titles |= {column: f"{self.titles.get(column, '')} {value}".strip() for column, value in own.items()}
        self.last_head = 0 if any(spans_in(str(value)) for value in own.values()) else row
        return True

    def _end(self, found: Mapping[int, Head], own: Mapping[int, Any]) -> None:
        """Date the column of what is to be reached at the end, which stands beside years that are counted."""
        counts = [span for column, (_, span) in found.items() if span is not None and counted(own[column])]
        if counts and not self.front.time()[0]:
            year = max(span.end.year for span in counts) + 1
            for column, (key, span) in self.heads.items():
                if column > max(found) - 1 and column not in found and key == "target" and span is None:
                    self.heads[column] = key, Span(dt.date(year, 1, 1), dt.date(year, 12, 31))

    def _over(self, column: int) -> int:
        """Return the column of the header that stands over one: its own, or the one it is merged with."""
        if column in self.titles:
            return column
        left = max((other for other in self.titles if other < column), default=0)
        reach = self.page.wide.get((self.last_head, left), left)
        return left if reach >= column or reach == left else 0

    # ------------------------------------------------------------------ rows of another sort
    def _inputs(self, row: int, cells: Mapping[int, Any]) -> bool:
        """Take the totals of inputs, which stand below headers of their own."""
        first = str(cells[min(cells)])
        if re.match(r"\s*inputs?\b", first, re.IGNORECASE) and len(cells) > 1:
            self.waiting = []
            column = next((column for column, value in cells.items() if re.match(r"\s*total\b", str(value), re.IGNORECASE)), 0)
            column = column or next((column for column in sorted(cells) if column > min(cells) and "share" not in str(cells[column]).lower()), max(cells))
            self.total = first, column
            return True
        if self.total is None:
            return False
        label, column = self.total
        if column in cells:
            self.inputs.append((label, cells[column], self.page.place(row, column), self.found[-1].section if self.found else ""))
            self.total = None
        return True

    def _alone(self, row: int, cells: Mapping[int, Any]) -> bool:
        """Take a row with one text in it: a level, a result where these have no column, or a note."""
        if len(cells) != 1:
            return False
        ((column, value),) = cells.items()
        text = str(value).strip()
        key = self.heads.get(column, ("",))[0]
        level = level_of(text)
        named = any(one == "result" for one, _ in self.heads.values())
        if level is None and NOTE.match(text):
            self.lost.append((self.page.place(row, column), f"the note '{text[:LONG]}' was left out"))
        elif level is not None and key not in {"indicator", *WORDS, *FIGURES}:
            self.results.set_level(*level[:2])
            if level[2]:
                self.results.begin(pieces(level[2]), self.page.place(row, column), code=number_in(text, level[2]))
        elif (not named and self.page.wide.get((row, column), column) > column) or (not named and key in {"indicator", "code", ""} and self._heading(row, column, text)):
            section = level if level is not None else (*self.results.level, text)
            self.results.set_level(*section[:2])
            self.results.begin([section[2]] if section[2] else [], self.page.place(row, column), code=number_in(text, section[2]))
        else:
            return False
        return True

    def _heading(self, row: int, column: int, text: str) -> bool:
        """Say whether a text alone in the column of indicators is a result, not an indicator without figures."""
        after = {place for line, place in self.page.cells if line == row + 1}
        return level_of(text) is not None or (len(after) > 1 and column in after)

    def _labels(self, row: int, cells: dict[int, Any]) -> dict[int, Any]:
        """Take what stands behind a label in the row, and return the cells that remain."""
        kept = dict(cells)
        for word, column in self.waiting:
            if place := below(word, column, kept, self.heads):
                self._labelled(word, str(kept.pop(place)), row, place)
        self.waiting = []
        for column in sorted(cells):
            match = LABEL.fullmatch(str(cells[column])) if column in kept and isinstance(cells[column], str) else None
            if match is None or (self.heads.get(column, ("",))[0] in {*WORDS, "baseline", "target"} and not sideways(column, self.heads)):
                continue
            word = match[1].lower()
            kept.pop(column)
            if word == "planned":
                continue
            places = beside(word, column, kept, self.heads)
            if word.startswith(("achieved", "actual")):
                for place in places:
                    if self.heads.get(place, ("",))[0] in FIGURES:
                        self._achieved(kept.pop(place), row, place)
            elif places:
                self._labelled(word, str(kept.pop(places[0])), row, places[0])
            else:
                self.waiting.append((word, column))
        return kept

    def _achieved(self, value: Any, row: int, column: int) -> None:
        """Take what was achieved in the time of a column; below the baseline stands the baseline once more."""
        key, span = self.heads[column]
        if self.results.measures and key != "baseline":
            self.results.measures[-1].figures.append(("actual", span, value, self.page.place(row, column)))
        else:
            self.lost.append((self.page.place(row, column), f"the achieved value {shown(value)} is no part of a plan"))

    def _labelled(self, word: str, text: str, row: int, column: int) -> None:
        if word.startswith("source") and self.results.measures:
            self.results.measures[-1].say("source", text)
        else:
            self.lost.append((self.page.place(row, column), f"the {word} {text} has no place in a plan"))

    # ------------------------------------------------------------------ rows of results and indicators
    def _data(self, row: int, cells: Mapping[int, Any]) -> None:
        """Take one row of a result, of an indicator, or of a level alone."""
        by_key: dict[str, list[int]] = {}
        if self.results.level[0] == "activities" or any(level_of(str(value)) == ("activities", "", "") for value in cells.values()):
            cells = self._resources(row, cells)
        for column in sorted(cells):
            by_key.setdefault(self.heads.get(column, ("",))[0], []).append(column)
        self._leveled(by_key, cells, row)
        for column in by_key.get("result", []):
            self.results.result(str(cells[column]).strip(), row, column, alone=len(cells) == 1)
        for text, line, column in self.later:
            self.results.means(text, line, column)
        self.later = []
        self.results.indicators(by_key, cells, row)
        for column in by_key.get("assumption", []):
            if not self.results.now:
                self.results.begin([""], self.page.place(row, column))
            for one in self.results.now:
                if (text := str(cells[column]).strip()) not in one.assumptions:
                    one.assumptions.append(text)
        self._resourced(by_key, cells, row)
        self.results.fill(by_key, cells, row, self.heads)

    def _leveled(self, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int) -> None:
        """Take levels; what else stands in columns without a place in a plan is strange."""
        for column in [*by_key.get("level", []), *by_key.get("", [])]:
            level = level_of(str(cells[column])) if column not in self.titles or self.heads.get(column, ("",))[0] == "level" else None
            if level:
                self.results.leveled(level, row, column, number_in(str(cells[column]), level[2]))
            elif not spread(self.page, row, column):
                self.strange.setdefault(column, []).append(str(cells[column]))
        for column in by_key.get("code", []):
            self.strange.setdefault(column, []).append(str(cells[column]))

    def _resourced(self, by_key: Mapping[str, list[int]], cells: Mapping[int, Any], row: int) -> None:
        """Take means and costs that stand in columns of their own."""
        for column in by_key.get("means", []):
            self.results.means(str(cells[column]), row, column)
        for column in by_key.get("cost", []):
            if not spread(self.page, row, column):
                self.lost.append((self.page.place(row, column), f"the costs {shown(cells[column])} were left out: a plan has them with its inputs and allocations"))

    def _resources(self, row: int, cells: Mapping[int, Any]) -> dict[int, Any]:
        """Take means and costs that stand behind a label beside an activity, and return the other cells."""
        kept = dict(cells)
        for column, value in cells.items():
            match = RESOURCES.match(folded(str(value)))
            if match is None or self.heads.get(column, ("",))[0] in {"result", "means", "cost"}:
                continue
            text = str(kept.pop(column))[match.end() :].strip()
            if match["cost"]:
                self.lost.append((self.page.place(row, column), f"the costs {text} were left out: a plan has them with its inputs and allocations"))
            else:
                self.later.append((text, row, column))
        return kept

    # ------------------------------------------------------------------ what is left
    def _finish(self) -> None:
        """Say what found no place: strange columns, comments, what is hidden; take away long numbers before results."""
        self._above()
        page = self.page
        for column, texts in sorted(self.strange.items()):
            title = self.titles.get(column, "")
            told = ", ".join(dict.fromkeys(f"'{text[:LONG]}'" for text in texts[:3])) + (", ..." if len(texts) > 3 else "")
            named = f"the column '{title[:LONG]}'" if title else "this column, which has no header,"
            self.lost.append((f"{page.name}!{letters(column)}".lstrip("!"), f"{named} has no place in a plan; left out: {told}"))
        for (row, column), text in sorted(page.remarks.items()):
            self.lost.append((page.place(row, column), f"the comment '{text[:LONG]}' was left out"))
        for name in sorted(page.hidden - {"sheet"}):
            self.lost.append((f"{page.name}!{name.split()[1]}", f"the {name} is hidden in the sheet; what stands there was treated like all the rest"))
        long = [one for one in self.found if LONG_CODE.match(one.words)]
        if len(long) > 2:
            for one in long:
                match = LONG_CODE.match(one.words)
                one.code, one.words = one.words[:4], one.words[match.end() if match else 0 :]


def by_row(page: Page) -> dict[int, dict[int, Any]]:
    """Return the cells of a sheet that hold something, by row."""
    found: dict[int, dict[int, Any]] = {}
    for (row, column), value in sorted(page.cells.items()):
        if str(value).strip() and folded(str(value)).strip() != "\u00a0":
            found.setdefault(row, {})[column] = value
    return found
