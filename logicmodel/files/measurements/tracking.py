"""An indicator tracking table -> a plan: results, indicators, baselines and targets."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any, Final

from logicmodel.errors import FileError, Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.logframes.cells import goals_in, rule_meant
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.headers import heads_of, key_of, level_of, texts_in
from logicmodel.files.measurements.figures import Signs, bound, empty
from logicmodel.files.measurements.heads import (
    Head,
    head_of,
    is_long,
    is_wide,
    period_text,
    span_text,
)
from logicmodel.files.measurements.row import MEASURED_APART
from logicmodel.files.measurements.table import FIGURES, FIRST, Table
from logicmodel.files.published.calendar import Span
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan

UP: Final = frozenset({"up", "increase", "increasing", "higher", "higher is better", "more", "maximize", "maximise", "positive", "rising", "ascending", "yes", "increase desired"})
DOWN: Final = frozenset({"down", "decrease", "decreasing", "lower", "lower is better", "less", "minimize", "minimise", "negative", "falling", "descending", "no", "reduce", "reduction"})
HOLD: Final = frozenset({"hold", "steady", "stable", "same", "maintain", "none", "neutral"})
WORDS: Final = ("unit", "definition", "source", "method", "frequency", "responsible")
USED: Final = frozenset({"indicator", "node", "level", "period", "value", "date", "direction", "baseline", "baseline_date", "target", "target_date", "disaggregation", *WORDS, *FIGURES, "note", "line"})
KEYS: Final = frozenset({"target", "baseline", "direction", "unit"})
"""Columns that make a plan of a table with one row for each value."""
SEVERAL: Final = 2
"""Periods in columns that tell a tracking table from a logframe with its current value."""


def tracked(source: Source) -> Table | None:
    """Return the table of indicators or measured values in a file, None where there is none. Raises FileError for a broken file."""
    tables = _sheets(source) if source.data[:2] == b"PK" else [_text(source)]
    for table in tables:
        lines = list(table.lines)
        try:
            heads, _ = table.heads(lines)
        except FileError:
            continue
        if not _logframed(lines[:FIRST]) and (is_tracking(heads) or is_long(heads)):  # one without targets is refused later, for what it is
            return dataclasses.replace(table, lines=lines)
    return None


def _logframed(lines: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Say whether headers are those of a logframe: results beside assumptions, or a second row of value and date, target and actual."""
    for (_, cells), (_, after) in zip(lines, [*lines[1:], (0, ())], strict=False):
        found = {key for key, _ in heads_of({place: text for place, text in enumerate(cells, 1) if text.strip()}).values()}
        if not found:
            continue
        below = [text for text in after if text.strip() and text not in cells]
        second = below and all(key_of(text) or text.strip().lower() in {"year", "value", "date"} for text in below)
        return bool(second or ({"baseline", "target"} & found and {"assumption"} <= found and {"result", "level"} & found))
    return False


def is_tracking(heads: Sequence[Head]) -> bool:
    """Say whether heads are those of an indicator tracking table."""
    keys = {head.key for head in heads if head.span is None}
    if is_long(heads):
        return bool(keys & KEYS)
    dated = sum(head.key == "value" and head.span is not None for head in heads)
    return is_wide(heads) and (dated >= SEVERAL or (dated > 0 and bool(keys & {"baseline", "target"}))) and not any(
        re.search(r"\b(assumption|risk)s?\b", head.text, re.IGNORECASE) for head in heads
    )


def _text(source: Source) -> Table:
    from logicmodel.files.measurements.texts import csv_table  # noqa: PLC0415 - it reads plans itself

    return csv_table(source)


def _sheets(source: Source) -> list[Table]:
    from logicmodel.files.forms.layout import sheets  # noqa: PLC0415 - only for workbooks
    from logicmodel.files.forms.opening import names_in, pages_of  # noqa: PLC0415
    from logicmodel.files.measurements.sheets import lines_of  # noqa: PLC0415

    names = names_in(source)
    if {"Plan", "Links"} & set(names) & set(sheets()) or not any(head_of(text).key == "indicator" for text in texts_in(source)):
        return []
    problems: list[Problem] = []
    return [
        Table(source.name, lines_of(page), sheet=page.name, problems=[one for one in problems if one.where.startswith(f"{page.name}!")])
        for page in pages_of(source, set(names), problems)
    ]


@dataclasses.dataclass
class _Indicator:
    """One indicator as it was found."""

    title: str
    section: str
    horizon: str
    result: str
    line: int
    said: dict[str, str] = dataclasses.field(default_factory=dict)
    values: list[tuple[Span, float, str]] = dataclasses.field(default_factory=list)
    goals: list[tuple[str, Span | None, Span | None]] = dataclasses.field(default_factory=list)
    """What is wanted, when it is due as far as that is said, and the period of its row."""
    baseline: tuple[str, Span | None] | None = None


class Tracking:
    """The reading of one table: the draft so far, and what was found."""

    def __init__(self, table: Table, losses: list[Problem]) -> None:
        """Read from a table that is known to be one of indicators."""
        self.table, self.draft = table, Draft(table.name, losses)
        heads, self.lines = table.heads(list(table.lines))
        if not is_tracking(heads):
            raise FileError(Problem(table.sheet, "holds measured values and no plan", "hold them against a plan: logicmodel check PLAN --actuals FILE, or lm.read_actuals", source=table.name))
        self.heads = heads
        texts = (cells[place] for _, cells in self.lines for place, head in enumerate(heads) if head.key in {*FIGURES, "target", "baseline"} and place < len(cells))
        self.signs = table.signs = Signs.seen_in(texts, comma=table.comma)
        self.found: dict[tuple[str, str], _Indicator] = {}
        self.level: tuple[str, str] | None = None
        self.result = ""
        self.undated = 0

    def plan(self) -> Plan:
        """Return the plan; what has no place in it is noted as lost. Raises FileError with all cells that cannot be read."""
        if self.table.problems:
            raise FileError(self.table.problems)
        for number, cells in self.lines:
            self._line(number, cells)
        if not self.found:
            raise FileError(Problem(self.table.sheet, "holds no indicator below its heads", "write one row for each indicator", source=self.table.name))
        spans = [span for one in self.found.values() for span, _, _ in one.values]
        last = max(spans, key=lambda span: span.end) if spans else None
        nodes: dict[tuple[str, str], str] = {}
        for one in self.found.values():
            self._place(one, nodes, last)
        self._tell(len(spans))
        self.draft.say(title=re.sub(r"[_-]+", " ", re.split(r"[/\\]", self.table.name)[-1].rpartition(".")[0]).strip().capitalize() or "Indicators")
        self.draft.timed(*spans)
        self.draft.propose()
        return self.draft.plan()

    def _line(self, number: int, cells: Sequence[str]) -> None:
        """Take one row: an indicator, one value of it, or a level or result that the rows below belong to."""
        said: dict[str, str] = {}
        for head, cell in zip(self.heads, cells, strict=False):
            if head.key and head.span is None:
                said.setdefault(head.key, cell.strip())
        words = said.get("indicator", "")
        rest = [cell for head, cell in zip(self.heads, cells, strict=False) if cell.strip() and cell.strip() != words]
        level = level_of(words or (rest[0] if len(rest) == 1 else ""))
        if (not rest and level is not None) or (not words and len(rest) == 1 and level is not None):
            self.level, self.result = level[:2], level[2]
            return
        if words:
            self._take(number, cells, said)

    def _take(self, number: int, cells: Sequence[str], said: dict[str, str]) -> None:
        title = " ".join(said["indicator"].split())
        result = " ".join(said.get("node", "").split())
        named = level_of(result)
        level = level_of(said.get("level", "")) or named
        result = named[2] if named else result
        section, horizon = level[:2] if level else self.level or ("outcomes", "")
        if section == "activities":
            section = "outputs"  # what is measured of an activity is what comes out of it
        one = self.found.setdefault((result or self.result, title), _Indicator(title, section, horizon, result or self.result, number))
        for key, text in said.items():
            if text:
                one.said.setdefault(key, text)
        for head, cell in zip(self.heads, cells, strict=False):
            if head.span is not None and cell.strip():
                self._figure(one, head.key, head.span, cell.strip(), number)
        dated = date_in(period_text(said.get("period") or said.get("date", ""))) if is_long(self.heads) else None
        if dated is not None:
            self._figure(one, "value", dated[0], said.get("value", ""), number)
        for key in ("target", "baseline"):
            if not empty(said.get(key, "")):
                due = date_in(period_text(said.get(f"{key}_date", "")))
                self._figure(one, key, due[0] if due else None, said[key], number, dated[0] if dated else None)

    def _figure(self, one: _Indicator, key: str, span: Span | None, text: str, number: int, row: Span | None = None) -> None:
        """Take one figure, due or measured at a time; ``row`` is the period of a row with a value of its own."""
        if empty(text):
            return
        if key == "target":
            one.goals.append((text, span, row))
        elif key == "baseline" and one.baseline is None:
            one.baseline = text, span
        elif key == "value" and span is not None and not bound(text):
            value = self.signs.number(text)
            if value is not None:
                one.values.append((span, value, text))
            else:
                self.draft.lose(one.title, f"the value '{text[:40]}' is not a number and was left out", "write the figure alone", line=number)

    def _place(self, one: _Indicator, nodes: dict[tuple[str, str], str], last: Span | None) -> None:
        """Add the indicator to the node of its result, and its targets to the plan."""
        words = one.result or one.title
        key = (one.section, words)
        if key not in nodes:
            nodes[key] = self.draft.node(one.section, words, {"horizon": one.horizon if one.section == "outcomes" else ""})
            self.draft.document[one.section][nodes[key]].setdefault("title", words)
        node = nodes[key]
        holder = self.draft.document[one.section][node]
        name = self.draft.new_id(one.title)
        fields: dict[str, Any] = {"title": one.title, **{key: one.said.get(key, "") for key in WORDS}}
        texts = [text for _, _, text in one.values]
        if not fields["unit"] and texts and all(text.endswith("%") for text in texts):
            fields["unit"] = "%"
        fields["direction"] = self._direction(one)
        fields["disaggregation"] = [part.strip() for part in re.split(r"[,;]", one.said.get("disaggregation", "")) if part.strip()]
        fields |= self._baseline(one)
        self._targets(one, {"node": node, "indicator": name}, fields, last)
        indicators = holder.setdefault("indicators", {})
        indicators[name] = {key: value for key, value in fields.items() if value not in ("", None, [])}
        for field in ("unit", "baseline") if one.section == "outcomes" else ("unit",):
            if len(indicators) > 1:
                holder.pop(field, None)
            elif field in indicators[name]:  # of its only indicator
                holder[field] = indicators[name][field]

    def _direction(self, one: _Indicator) -> str:
        text = one.said.get("direction", "").casefold()
        if text and text not in UP | DOWN | HOLD:
            self.draft.lose(one.title, f"the direction '{text[:40]}' is none that is known; up was taken", "write up, down or hold", line=one.line)
        return "down" if text in DOWN else "hold" if text in HOLD else ""

    def _baseline(self, one: _Indicator) -> dict[str, Any]:
        """Return the baseline of an indicator with its date: that of its column, else the first value."""
        if one.baseline is not None:
            text, span = one.baseline
            value = self.signs.number(text)
            if value is None:
                self.draft.lose(one.title, f"the baseline '{text[:40]}' is not a number and was left out", "write the figure alone", line=one.line)
                return {}
            return {"baseline": value, "baseline_date": span_text(span) if span else period_text(one.said.get("baseline_date", ""))}
        if not one.values:
            return {}
        span, value, _ = min(one.values, key=lambda entry: entry[0].end)
        return {"baseline": value, "baseline_date": span_text(span)}

    def _targets(self, one: _Indicator, owner: dict[str, str], fields: dict[str, Any], last: Span | None) -> None:
        falling: set[bool] = set()
        several = len({text for text, span, _ in one.goals if span is None}) > 1  # then each is that of its row, not that of the end
        for text, span, row in dict.fromkeys((text, span, row if several else None) for text, span, row in one.goals):
            number = self.signs.number(text)
            goals = goals_in(text)[0] if number is None else []
            asked = dict(goals[0].asked) if goals else {"value": number} if number is not None else {}
            own = span or (goals[0].span if goals else None) or row
            due = own or last
            if not asked or due is None:
                self.draft.lose(one.title, f"the target '{text[:60]}' {'has no date' if asked else 'is not a number'} and was left out", "write the figure, and its year into the head of the column", line=one.line)
                continue
            self.undated += own is None
            if "value" in asked:
                value = asked.pop("value")
                stated = bool(one.said.get("direction")) or one.baseline is None
                asked = {rule_meant(value, None if stated else fields.get("baseline"), fields["direction"]): value}
            falling.add("at_most" in asked or str(asked.get("change", "")).startswith("-"))
            self.draft.target({**owner, **asked}, due)
        if falling == {True} and not one.said.get("direction"):
            fields["direction"] = "down"

    def _tell(self, values: int) -> None:
        """Say what the table holds besides, and what was concluded."""
        draft = self.draft
        if values:
            draft.lose("actuals", f"{values:,} measured value{'s are' if values > 1 else ' is'} no part of a plan", MEASURED_APART)
        if undated := self.undated:
            draft.lose("targets", f"{undated} of these {'have' if undated > 1 else 'has'} no date; the last period with values was taken", "write the year into the head of the column: Target 2030")
        first = sum(one.baseline is None and bool(one.values) for one in self.found.values())
        if first:
            draft.lose("baseline", f"{first} indicator{'s have' if first > 1 else ' has'} none; the first value was taken", "add a column Baseline")
        if not any(one.said.get("level") or level_of(one.said.get("node", "")) for one in self.found.values()) and self.level is None:
            draft.lose("outcomes", "no column says which results are outputs; all were read as outcomes", "add a column Level: output, outcome, impact")
        names = [head.text for head in self.heads if head.text and head.key not in USED]
        if names:
            draft.lose("", f"the column{'s' if len(names) > 1 else ''} {', '.join(names)} {'were' if len(names) > 1 else 'was'} left out")
