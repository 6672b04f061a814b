"""A logframe sheet -> a plan: results, indicators, baselines, targets, assumptions, and what was lost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from logicmodel.errors import FileError, Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.forms.opening import names_in, pages_of
from logicmodel.files.logframes.cells import MEANT, Goal, goals_in, listed_lines, parted, rule_meant
from logicmodel.files.logframes.dates import PATTERNS, date_in
from logicmodel.files.logframes.headers import heads_of
from logicmodel.files.logframes.rows import Found, Measured, Rows, _by_row
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import day, figure, missing
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan

FRONT: Final = {
    "title": ("project title", "title of the project", "title", "project name", "project", "programme", "program", "programme title", "name", "action", "title of the action"),
    "organisation": ("organisation", "organization", "implementing organisation", "executing agency", "applicant", "partner"),
    "mission": ("purpose", "mission"),
    "description": ("description", "summary"),
    "currency": ("currency",),
}
LONG, SHORT = 300, 28
"""Days: what is longer is a year, what is shorter a day."""
TIMES: Final = ("duration", "period", "project duration", "implementation period", "timeframe", "dates", "project period")
NOTATION: Final = re.compile(r"[a-z]\w*\(.*\)|[-+.\d%e]+ to [-+.\d%e]+", re.DOTALL)
"""A baseline in the words of plan files: ``8 to 12``, ``normal(5, 1)``."""


def read_logframe(source: Source, losses: list[Problem]) -> Plan:
    """Return the plan in a logframe; links are proposed by level.

    Raises FileError for a workbook without one, and with all cells that cannot be read.
    """
    problems: list[Problem] = []
    names = names_in(source)
    pages = pages_of(source, set(names), problems)
    sheets = [(page, Rows(page)) for page in pages if any(heads_of(cells) for cells in _by_row(page).values())]
    full = [(page, rows) for page, rows in sheets if rows.found]
    if not full:
        raise source.refusal("has no logframe: no row of headers with indicators beside baselines, targets or sources", "name the columns Results, Indicator, Baseline, Target, Source, Assumptions")
    page, rows = full[0]
    wrong = [one for one in problems if one.where.startswith(f"{page.name}!")]
    if wrong:
        raise FileError(wrong)
    draft = Draft(source.name, losses)
    for other in names:
        if other != page.name:
            draft.lose(other, "only one sheet is read, and this one was left out")
    return Reading(rows, draft).plan()


class Reading:
    """The making of a plan of what was found on a sheet."""

    def __init__(self, rows: Rows, draft: Draft) -> None:
        """Make it in a draft."""
        self.rows, self.draft = rows, draft
        self.time = self._time()
        self.assumed: dict[str, list[str]] = {}
        """Assumptions by the result in whose row they stand."""

    def plan(self) -> Plan:
        """Return the plan."""
        draft = self.draft
        self._front()
        for found in self.rows.found:
            self._result(found)
        for where, message in self.rows.lost:
            draft.lose(where, message)
        self._inputs()
        draft.timed(*self._axis())
        draft.propose()
        for link in draft.document["links"]:
            if link["from"] in self.assumed:
                link["assumes"] = list(dict.fromkeys(self.assumed[link["from"]]))
        self._allocate()
        return draft.plan()

    def _front(self) -> None:
        front = dict(self.rows.front)
        said: dict[str, str] = {}
        for key, labels in FRONT.items():
            for label in labels:
                if label in front:
                    said.setdefault(key, front.pop(label))
        heading = front.pop("", "")
        self.draft.say(**said or ({"title": heading} if heading else {}))
        for label, text in front.items():
            if label not in TIMES:
                self.draft.lose(label, f"'{text[:80]}' has no place in a plan")

    def _time(self) -> list[Span]:
        """Return the spans from the beginning to the end of the project, as the sheet says it at the top."""
        for label, text in self.rows.front.items():
            if label in TIMES:
                spans = []
                rest = text
                while found := date_in(rest):
                    spans.append(found[0])
                    rest = found[1]
                if len(spans) > 1 or (spans and not re.search(r"month|year", rest, re.IGNORECASE)):
                    return spans
                self.draft.lose(label, f"'{text[:80]}' is no time from one date to another and was left out")
        return []

    def _axis(self) -> list[Span]:
        """Return the time of the project; where years or single days stand in the sheet, all dates become years."""
        draft = self.draft
        spans = [*self.time, *(span for _, span in draft.due)]
        if not any(span.days > LONG or span.days < SHORT for span in spans):
            return self.time
        coarse = sum((span.end.month, span.end.day) != (12, 31) for _, span in draft.due)
        if coarse:
            draft.lose("targets", f"{coarse} of these {'are' if coarse > 1 else 'is'} due within a year; the plan has whole years", "set periods: with step: quarter or month, and the dates of the targets")
        draft.due = [(target, _year(span)) for target, span in draft.due]
        return [_year(span) for span in self.time]

    def _result(self, found: Found) -> None:
        words, more, labelled = parted(found.words)
        if not words:
            if not found.measures and not found.assumptions and not found.means:
                return
            words = found.measures[0].words.split("\n")[0] if found.measures else "Result"
            self.draft.lose(found.place, f"a result without words was called '{words[:60]}'")
        more = "\n".join(filter(None, [more, *labelled.values()]))
        fields = {"description": more, "horizon": found.horizon if found.section == "outcomes" else ""}
        name = self.draft.node(found.section, words, fields)
        node = self.draft.document[found.section][name]
        node.setdefault("title", words)
        for measured in found.measures:
            self._measure(measured, found.section, name, node, only=len(found.measures) == 1)
        for text in (line for one in found.assumptions for line in listed_lines(one)):
            if not missing(text):
                self._assumption(name, text)
        for text in (line for one in found.means for line in listed_lines(one)):
            title = re.split(r":\s|,\s(?=\d)", text)[0].strip()
            key = self.draft.node("inputs", title, {"description": "" if title == text else text})
            self.draft.link(key, name, inferred=True)

    def _assumption(self, name: str, text: str) -> None:
        known = self.draft.document.get("assumptions", {})
        key = next((one for one, node in known.items() if node.get("title") == text), None)
        if key is None:
            key = self.draft.node("assumptions", text, {})
            self.draft.document["assumptions"][key]["title"] = text
        self.assumed.setdefault(name, []).append(key)

    def _measure(self, measured: Measured, section: str, node: str, holder: dict[str, Any], *, only: bool) -> None:
        words, more, labelled = parted(measured.words)
        itself = only and words == holder["title"]
        name = node if itself else self.draft.new_id(words)
        where = f"{section}.{node}" if itself else f"{section}.{node}.indicators.{name}"
        fields: dict[str, Any] = {"title": words, "definition": "\n".join(filter(None, [labelled.pop("definition", ""), more]))}
        for key, texts in measured.texts.items():
            first, rest, others = parted("\n\n".join(texts))
            labelled |= others
            labelled[key] = "; ".join(filter(None, [first, *rest.split("\n")]))
        for key in ("accumulation", "direction"):
            if key in labelled and labelled[key].lower() not in MEANT:
                self.draft.lose(measured.place, f"'{labelled.pop(key)}' says nothing about the {key} that is known")
            elif key in labelled:
                labelled[key] = MEANT[labelled[key].lower()]
        if groups := labelled.pop("disaggregation", ""):
            fields["disaggregation"] = [one.strip() for one in re.split(r"[,;]", groups) if one.strip()]
        fields |= labelled
        self._figures(measured, fields, {"node": node} if itself else {"node": node, "indicator": name})
        kept = {key: value for key, value in fields.items() if value not in ("", None, [])}
        if itself:
            holder |= {key: kept.pop(key) for key in ("unit", "baseline") if key in kept}
            kept.pop("title")
            for key in kept:
                self.draft.lose(f"{where}.{key}", "belongs to an indicator, and the result has none apart from itself")
            return
        if only:
            holder |= {key: kept.pop(key) for key in ("unit", "baseline") if key in kept}
        if isinstance(kept.get("baseline"), str):
            kept.pop("baseline")
            self.draft.lose(f"{where}.baseline", "is uncertain, which only the baseline of a result can be; it was left out")
        holder.setdefault("indicators", {})[name] = kept

    def _figures(self, measured: Measured, fields: dict[str, Any], base: dict[str, str]) -> None:
        """Read baseline and targets; numbers without a date take that of the column, else the end of the project."""
        due = next((found[0] for key, _, value, _ in measured.figures if key == "target_date" and (found := date_in(value))), None)
        for key, span, value, place in measured.figures:
            if key == "baseline":
                self._baseline(value, span, place, fields)
            elif key == "baseline_date":
                fields.setdefault("baseline_date", _told(value))
        goals = [(goal, goal.span or span or due, place) for key, span, value, place in measured.figures if key == "target" for goal in self._goals(value, place)]
        baseline, said = fields.get("baseline"), str(fields.get("direction", "up"))
        rules = []
        for goal, span, place in goals:
            asked = dict(goal.asked)
            if "value" in asked:
                number = asked.pop("value")
                asked = {rule_meant(number, baseline, said): number}
            if goal.percent and not fields.get("unit"):
                fields["unit"] = "%"
            elif goal.rest and "change" not in asked:
                self._rest(goal.rest, place, fields)
            rules.append("at_most" if "at_most" in asked or str(asked.get("change", "")).startswith("-") else "at_least")
            self._target(base, asked, goal, span, place)
        if rules and "direction" not in fields and set(rules) == {"at_most"}:
            fields["direction"] = "down"

    def _target(self, base: dict[str, str], asked: dict[str, Any], goal: Goal, span: Span | None, place: str) -> None:
        if span is None:
            spans = [*self.time, *(one for _, one in self.draft.due)]
            if not spans:
                told = next(iter(goal.asked.values()))
                self.draft.lose(place, f"the target {told} has no date and was left out", "write the year behind it in brackets")
                return
            span = max(spans, key=lambda one: one.end)
            self.draft.lose(place, f"a target has no date; the end of {span.end:%Y} was taken", "write the year behind it in brackets")
        count = len(self.draft.document.get("targets", []))
        self.draft.target({**base, **asked}, span)
        if goal.within:
            self.draft.document["targets"][count]["within"] = True

    def _goals(self, value: Any, place: str) -> list[Goal]:
        goals, strange = goals_in(value)
        for text in strange:
            self.draft.lose(place, f"the target '{text[:80]}' is not a number and was left out")
        return goals

    def _rest(self, text: str, place: str, fields: dict[str, Any]) -> None:
        """Take the words behind a number as the unit where none is given, else note them."""
        if not fields.get("unit") and not re.search(r"[\d()]", text):
            fields["unit"] = text
        elif text != fields.get("unit"):
            self.draft.lose(place, f"'{text[:80]}' behind the number was left out")

    def _baseline(self, value: Any, span: Span | None, place: str, fields: dict[str, Any]) -> None:
        if "baseline" in fields:
            self.draft.lose(place, f"a second baseline, {value}, was left out")
            return
        if isinstance(value, str) and NOTATION.fullmatch(value.strip()):
            fields["baseline"] = value.strip()
            return
        goals, strange = goals_in(value)
        if strange or len(goals) > 1 or (goals and "value" not in goals[0].asked):
            self.draft.lose(place, f"the baseline '{str(value)[:80]}' is not one number and was left out")
            return
        for goal in goals:
            fields["baseline"] = goal.asked["value"]
            when = goal.span or span
            date = _date_words(str(value)) if goal.span else ""
            if when is not None and "baseline_date" not in fields:
                fields["baseline_date"] = date or (str(when.end.year) if when.days > 1 else when.end.isoformat())
            if goal.percent and not fields.get("unit"):
                fields["unit"] = "%"
            elif goal.rest:
                self._rest(goal.rest, place, fields)

    def _inputs(self) -> None:
        """Add the totals of inputs: money, and people."""
        self.totals: dict[str, float] = {}
        for label, value, place in self.rows.inputs:
            number = figure(str(value))
            unit = next(iter(re.findall(r"\(([^()]*)\)", label)), "")
            staff = bool(re.search(r"FTE|staff|\bHR\b", label, re.IGNORECASE))
            if number is None or number < 0:
                self.draft.lose(place, f"the inputs '{value}' are not a number and were left out")
                continue
            name = self.draft.node("inputs", "Staff" if staff else "Money", {"unit": "FTE" if staff else unit or "money"})
            if not staff and re.fullmatch(r"[A-Z]{3}|[£$€]", unit):
                self.draft.document.setdefault("currency", unit)
            self.totals[name] = number if staff else -number

    def _allocate(self) -> None:
        """Spread money over the periods; staff is an average already."""
        count = self.draft.document["periods"]["count"]
        amounts = {name: total if total > 0 else -total / count for name, total in self.totals.items()}
        if amounts:
            self.draft.document["allocations"] = {"planned": {"title": "As in the logframe", **amounts}}
            if any(total < 0 for total in self.totals.values()) and count > 1:
                self.draft.lose("allocations.planned", "the logframe has money as one total; it was spread evenly over the periods")
        for target in self.draft.document.get("targets", []):
            if target.get("within") is True:
                target["within"] = target.pop("by")


def _told(value: Any) -> str:
    found = date_in(value)
    return _date_words(str(value)) or (found[0].end.isoformat() if found and found[0].days == 1 else str(value).strip())


def _date_words(text: str) -> str:
    """Return the date in a text as it is written; a day in the form of the calendar."""
    if day(text):
        return text.strip()[:10]
    for _, pattern in PATTERNS:
        if match := pattern.search(text):
            return match[0]
    return ""


def _year(span: Span) -> Span:
    """Return the year in which a span ends."""
    return Span(dt.date(span.end.year, 1, 1), dt.date(span.end.year, 12, 31))
