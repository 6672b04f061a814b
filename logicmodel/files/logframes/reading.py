"""A logframe -> a plan: results, indicators, baselines, targets, assumptions, and what was lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from logicmodel.errors import Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.logframes.cells import MEANT, listed_lines, missing, parted
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.figuring import LONG, Figures
from logicmodel.files.logframes.notation import Notation
from logicmodel.files.logframes.numbering import Coded, numbered_links
from logicmodel.files.logframes.pages import sheets_of
from logicmodel.files.logframes.rows import Rows
from logicmodel.files.logframes.sorting import FIGURES, Found, Measured, shown
from logicmodel.files.logframes.vocabulary import GENERIC, folded
from logicmodel.files.measurements.row import MEASURED_APART
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import figure
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan

SHORT, MONTH = 28, 31
"""Days: what is shorter is a day; and of a month."""


def read_logframe(source: Source, losses: list[Problem]) -> Plan:
    """Return the plan in a logframe; links are proposed by level.

    Raises FileError for a file without one, and with all cells that cannot be read.
    """
    return _reading(source, losses).plan()


def achieved(source: Source, losses: list[Problem]) -> list[dict[str, Any]]:
    """Return what the logframe says was achieved, as rows of a table of actuals; none where it says nothing.

    Cells that hold no single number, or no date, are added to ``losses``. Raises what ``read_logframe`` raises.
    """
    reading = _reading(source, [])
    reading.plan()
    losses += reading.figures.unread
    return reading.figures.actuals


def _reading(source: Source, losses: list[Problem]) -> Reading:
    """Return the reading of the sheets that hold a logframe."""
    return Reading(sheets_of(source, losses), Draft(source.name, losses))


class Reading:
    """The making of a plan of what was found on sheets."""

    def __init__(self, sheets: list[Rows], draft: Draft) -> None:
        """Make it in a draft."""
        self.sheets, self.draft = sheets, draft
        self.time = self._time()
        self.dates = [*self.time, *self._dates()]
        self.assumed: dict[str, list[str]] = {}
        """Assumptions by the result in whose row they stand."""
        self.figures = Figures(draft, Notation(self._texts()), self._last)
        self.totals: dict[str, float] = {}
        self.coded: list[Coded] = []
        """Results with the numbers that stand before them."""

    def plan(self) -> Plan:
        """Return the plan."""
        draft = self.draft
        self._front()
        for rows in self.sheets:
            for found in rows.found:
                self._result(found)
            for where, message in rows.lost:
                draft.lose(where, message)
        if count := len(self.figures.actuals):
            told = f"{count} achieved value{'s are' if count > 1 else ' is'} no part of a plan"
            draft.lose("actuals", told, MEASURED_APART)
        draft.losses += self.figures.unread
        self.figures.tell()
        self._inputs()
        draft.timed(*self._axis(), *self._measured())
        self.figures.settle()
        for source, target in numbered_links(self.coded):
            draft.link(source, target, inferred=True)
        draft.propose()
        for link in draft.document["links"]:
            if link["from"] in self.assumed:
                link["assumes"] = list(dict.fromkeys(self.assumed[link["from"]]))
        self._allocate()
        return draft.plan()

    # ------------------------------------------------------------------ title and time
    def _front(self) -> None:
        said: dict[str, str] = {}
        for rows in self.sheets:
            fields, rest = rows.front.fields()
            for key, text in fields.items():
                if said.setdefault(key, text) != text and not GENERIC.fullmatch(folded(text)):
                    rest.append((rows.page.name, text))
            for where, text in rest:
                self.draft.lose(where, f"'{text[:80]}' has no place in a plan")
        self.draft.say(**said)

    def _time(self) -> list[Span]:
        """Return the spans from the beginning to the end of the project, as the sheets say it at the top."""
        for rows in self.sheets:
            spans, lost = rows.front.time()
            for where, message in lost:
                self.draft.lose(where, message)
            if spans:
                return spans
        return []

    def _dates(self) -> Iterator[Span]:
        """Give the dates of all targets, in cells and in headers."""
        for _, span, value, key in self._cells():
            if key in {"target", "target_date"}:
                found = date_in(value) if not isinstance(value, float | int) or key == "target_date" else None
                yield from (one for one in (found[0] if found else None, span) if one is not None)

    def _cells(self) -> Iterator[tuple[str, Span | None, Any, str]]:
        for rows in self.sheets:
            for found in rows.found:
                for measured in found.measures:
                    yield from ((place, span, value, key) for key, span, value, place in measured.figures)

    def _texts(self) -> Iterator[str]:
        return (value for _, _, value, key in self._cells() if key in FIGURES and isinstance(value, str))

    def _last(self) -> Span | None:
        """Return the time at which targets without a date are due: the end of the project, else the last date of all."""
        spans = [*self.dates, *(span for _, span in self.draft.due)]
        return max(spans, key=lambda one: one.end) if spans else None

    def _axis(self) -> list[Span]:
        """Return the time of the project; where years or single days stand in the sheet, all dates become years."""
        draft = self.draft
        due = [span for _, span in draft.due]
        spans = [*self.time, *due]
        yearly = len({span.end.month for span in due}) == 1 < len({span.end.year for span in due}) and all(span.days <= MONTH for span in spans)
        if not yearly and not any(span.days > LONG or span.days < SHORT for span in spans):
            return self.time
        coarse = sum((span.end.month, span.end.day) != (12, 31) for span in due)
        if coarse:
            draft.lose("targets", f"{coarse} of these {'are' if coarse > 1 else 'is'} due within a year; the plan has whole years", "set periods: with step: quarter or month, and the dates of the targets")
        draft.due = [(target, _year(span)) for target, span in draft.due]
        return [_year(span) for span in self.time]

    # ------------------------------------------------------------------ results
    def _measured(self) -> list[Span]:
        """Return the years in which something was achieved: a plan whose time they are no part of could not be followed."""
        years = {int(row["period"][:4]) for row in self.figures.actuals}
        return [Span(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in sorted(years)] if self.draft.due or self.time else []

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
        self.coded.append(Coded(name, found.section, fields["horizon"], found.code, words))
        for measured in found.measures:
            self._measure(measured, found.section, name, node, only=len(found.measures) == 1)
        for text in (line for one in found.assumptions for line in listed_lines(one)):
            if not missing(text) and not text.endswith(":"):
                self._assumption(name, text)
        for text in (part for one in found.means for line in listed_lines(one) for part in (re.split(r",\s(?=\d)", line) if ": " not in line else [line])):
            title = text.partition(": ")[0].strip(" :")
            if title and not missing(title):
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
        words, more, labelled = parted(self.figures.words(measured))
        itself = only and words == holder["title"]
        name = node if itself else self.draft.new_id(words)
        where = f"{section}.{node}" if itself else f"{section}.{node}.indicators.{name}"
        fields: dict[str, Any] = {"title": words, "definition": "\n".join(filter(None, [labelled.pop("definition", ""), more]))}
        fields |= self._labelled(measured, labelled)
        self.figures.read(measured, words, fields, {"node": node} if itself else {"node": node, "indicator": name})
        kept = {key: value for key, value in fields.items() if value not in ("", None) and (value != [] or key == "groups")}
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

    def _labelled(self, measured: Measured, labelled: dict[str, str]) -> dict[str, Any]:
        """Return the fields that stand behind labels and in columns of words."""
        fields: dict[str, Any] = {}
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
        if re.fullmatch(r"per ?cent(?:age)?s?|%|pourcentage|porcentaje", labelled.get("unit", ""), re.IGNORECASE):
            labelled["unit"] = "%"
        if labelled.get("unit", "").lower() in {"number", "#", "nombre", "numero", "número", "no.", "anzahl"}:
            labelled.pop("unit")
        return fields | labelled

    # ------------------------------------------------------------------ inputs
    def _inputs(self) -> None:
        """Add the totals of inputs: money, and people; what is given for one output alone is part of the whole."""
        found = [(label, value, place, section) for rows in self.sheets for label, value, place, section in rows.inputs]
        for kind in (False, True):
            own = [one for one in found if bool(re.search(r"FTE|staff|\bHR\b", one[0], re.IGNORECASE)) == kind]
            whole = [one for one in own if one[3] != "outputs"]
            chosen = own if len(own) < 2 or not whole else whole[:1]
            amount = 0.0
            unit = ""
            for label, value, place, _ in own:
                number = figure(str(value))
                unit = unit or next(iter(re.findall(r"\(([^()]*)\)", label)), "")
                if number is None or number < 0:
                    self.draft.lose(place, f"the inputs '{shown(value)}' are not a number and were left out")
                elif any(place == one[2] for one in chosen):
                    amount += number
                else:
                    self.draft.lose(place, f"the inputs {shown(value)} of one output were left out: the total of all is taken")
            if amount:
                self._input(amount, unit, staff=kind)

    def _input(self, amount: float, unit: str, *, staff: bool) -> None:
        name = self.draft.node("inputs", "Staff" if staff else "Money", {"unit": "FTE" if staff else unit or "money"})
        if not staff and re.fullmatch(r"[A-Z]{3}|[£$€]", unit):
            self.draft.document.setdefault("currency", unit)
        self.totals[name] = amount if staff else -amount

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


def _year(span: Span) -> Span:
    """Return the year in which a span ends."""
    return Span(dt.date(span.end.year, 1, 1), dt.date(span.end.year, 12, 31))


