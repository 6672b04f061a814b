"""The figures of an indicator in a logframe: its baseline, its targets, those of groups, and what was achieved."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, Final

from logicmodel.errors import Problem, listed
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.logframes.cells import Goal, goals_in, missing, moved_in, rule_meant
from logicmodel.files.logframes.dates import PATTERNS, date_in
from logicmodel.files.logframes.notation import Notation
from logicmodel.files.logframes.sorting import Measured, shown
from logicmodel.files.logframes.splitting import groups_in, told_in
from logicmodel.files.measurements.row import measured as measured_value
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import day

LONG: Final = 300
"""Days: what is longer is a year."""
NOTATION: Final = re.compile(r"[a-z]\w*\(.*\)|[-+.\d%e]+ to [-+.\d%e]+", re.DOTALL)
"""A baseline in the words of plan files: ``8 to 12``, ``normal(5, 1)``."""
AS_PERCENT: Final = re.compile(r"\((?:percentage|percent|%)\)\s*$|^%\s|^percent(?:age)? ", re.IGNORECASE)
"""Words of an indicator whose figures are percentages."""
YEAR: Final = "write the year behind it in brackets: 340 (2027)"


@dataclasses.dataclass
class _Taker:
    """An indicator to which targets are given."""

    fields: dict[str, Any]
    base: dict[str, str]
    """What its targets begin with: the result, and the indicator where it is not the result itself."""
    groups: list[dict[str, Any]]
    rules: set[str] = dataclasses.field(default_factory=set)


class Figures:
    """What the cells of indicators say in numbers, put into a draft."""

    def __init__(self, draft: Draft, notation: Notation, last: Callable[[], Span | None]) -> None:
        """Begin; ``last`` gives the time at which targets without a date are due."""
        self.draft, self.notation, self.last = draft, notation, last
        self.actuals: list[dict[str, Any]] = []
        """What was achieved, as rows of a table of actuals; it is no part of a plan."""
        self.unread: list[Problem] = []
        """Achieved values that cannot be read."""
        self.undated: dict[str, list[str]] = {}
        """Where targets without a date stand, by the year that was taken."""
        self.grouped: list[tuple[list[dict[str, Any]], dict[str, str], str, float, dict[str, Any]]] = []
        """Targets of groups, which are due when their whole is: entries, group, rule, number, target."""

    def tell(self) -> None:
        """Note which targets have no date of their own, all of one year together."""
        for year, places in self.undated.items():
            told = f"{len(places)} targets have no date; the end of {year} was taken ({listed(places, most=6)})" if len(places) > 1 else f"a target has no date; the end of {year} was taken"
            self.draft.lose("targets" if len(places) > 1 else places[0], told, YEAR)

    def words(self, measured: Measured) -> str:
        """Return the words of an indicator; figures that stand among them are taken where it has no others."""
        if any(key in {"baseline", "target"} for key, *_ in measured.figures):
            return measured.words
        words, told = told_in(measured.words)
        moved = None if told else moved_in(self.notation.plain(measured.words)[0])
        for key, text in told.items():
            if key == "source":
                measured.say(key, text)
            else:
                measured.figures.append((key, None, text, measured.place))
        if moved is not None:
            measured.figures.append(("target", None, measured.words, measured.place))
        return words

    def read(self, measured: Measured, words: str, fields: dict[str, Any], base: dict[str, str]) -> None:
        """Read baseline and targets; numbers without a date take that of the column, else the end of the project."""
        due = next((found[0] for key, _, value, _ in measured.figures if key == "target_date" and (found := date_in(value))), None)
        groups: list[dict[str, Any]] = []
        if AS_PERCENT.search(words) and not fields.get("unit"):
            fields["unit"] = "%"
        for key, span, value, place in measured.figures:
            if key == "baseline":
                self._baseline(value, span, place, fields, groups)
            elif key == "baseline_date":
                fields["baseline_date"] = told_date(value) or fields.get("baseline_date", "")
            elif key == "target_date" and not date_in(value) and not missing(str(value)):
                self.draft.lose(place, f"'{shown(value)}' is no date and was left out")
            elif key == "actual":
                self._reached(value, span, place, base)
        taker = _Taker(fields, base, groups)
        for key, span, value, place in measured.figures:
            if key == "target":
                for goal in self._goals(value, place):
                    self._goal(goal, goal.span or span or due, place, taker)
        if "direction" not in fields and taker.rules == {"at_most"}:
            fields["direction"] = "down"
        if groups:
            fields["groups"] = groups
            fields["disaggregation"] = list(dict.fromkeys([*fields.get("disaggregation", []), "sex"]))

    def settle(self) -> None:
        """Date the targets of groups, when the periods of the targets of their wholes are known."""
        kept = self.draft.document.get("targets", [])
        for entries, of, rule, number, target in self.grouped:
            due = target.get("by", target.get("within"))
            if not any(target is one for one in kept) or not isinstance(due, str):
                continue
            own = next((entry for entry in entries if entry["of"] == of and entry.get("by") in {None, due}), None)
            if own is None:
                own = {"of": of}
                entries.append(own)
            own |= {rule: number, "by": due}

    # ------------------------------------------------------------------ targets
    def _goals(self, value: Any, place: str) -> list[Goal]:
        goals, strange = goals_in(self._plain(value, place))
        for text in strange:
            self.draft.lose(place, f"the target '{text[:80]}' is not a number and was left out")
        return goals

    def _plain(self, value: Any, place: str) -> Any:
        """Return a cell with its numbers as plans write them."""
        if not isinstance(value, str):
            return value
        text, doubts = self.notation.plain(value)
        for doubt in doubts:
            self.draft.lose(place, doubt, "check it, and write numbers without signs between thousands")
        return text

    def _goal(self, goal: Goal, span: Span | None, place: str, taker: _Taker) -> None:
        """Add one target, and those of the groups that stand behind it."""
        fields, base = taker.fields, taker.base
        if goal.first is not None and "baseline" not in fields:
            fields["baseline"] = goal.first.asked["value"]
            if goal.first.span is not None:
                fields.setdefault("baseline_date", str(goal.first.span.end.year))
        asked = dict(goal.asked)
        if "value" in asked:
            number = asked.pop("value")
            asked = {rule_meant(number, fields.get("baseline"), str(fields.get("direction", "up"))): number}
        parted = groups_in(goal.rest) if base.get("indicator") and asked.keys() & {"at_least", "at_most"} else []
        if goal.percent and not fields.get("unit"):
            fields["unit"] = "%"
        if goal.rest and not parted:
            self._rest(goal.rest, place, fields, unit="change" not in asked and not goal.percent)
        taker.rules.add("at_most" if "at_most" in asked or str(asked.get("change", "")).startswith("-") else "at_least")
        target = self._target(base, asked, goal, span, place)
        if target is not None:
            rule = next(iter(asked))
            self.grouped += [(taker.groups, of, rule, number, target) for of, number in parted]

    def _target(self, base: dict[str, str], asked: dict[str, Any], goal: Goal, span: Span | None, place: str) -> dict[str, Any] | None:
        if span is None:
            span = self.last()
            told = next(iter(goal.asked.values()))
            told = f"{told:g}" if isinstance(told, float) else told
            if span is None:
                self.draft.lose(place, f"the target {told} has no date and was left out", YEAR)
                return None
            if any({**base, **asked}.items() <= target.items() and due.end.year == span.end.year for target, due in self.draft.due):
                return None  # the end of the project stands in a column of its own, and says the same again
            self.undated.setdefault(f"{span.end:%Y}", []).append(place)
        count = len(self.draft.document.get("targets", []))
        self.draft.target({**base, **asked}, span)
        target: dict[str, Any] = self.draft.document["targets"][count]
        if goal.within:
            target["within"] = True
        return target

    def _rest(self, text: str, place: str, fields: dict[str, Any], *, unit: bool) -> None:
        """Take the words behind a number as the unit where none is given, else note them."""
        if unit and not fields.get("unit") and not re.search(r"[\d()]|^/|\b(?:out of|de|sur|of)\b", text):
            fields["unit"] = text
        elif text != fields.get("unit"):
            self.draft.lose(place, f"'{text[:80]}' behind the number was left out")

    # ------------------------------------------------------------------ baselines and actual values
    def _baseline(self, value: Any, span: Span | None, place: str, fields: dict[str, Any], groups: list[dict[str, Any]]) -> None:
        if "baseline" in fields:
            if not missing(str(value)):
                self.draft.lose(place, f"a second baseline, {shown(value)}, was left out")
            return
        if isinstance(value, str) and NOTATION.fullmatch(value.strip()):
            fields["baseline"] = value.strip()
            return
        goals, strange = goals_in(self._plain(value, place))
        if strange or len(goals) > 1 or (goals and "value" not in goals[0].asked):
            self.draft.lose(place, f"the baseline '{shown(value)[:80]}' is not one number and was left out")
            return
        for goal in goals:
            fields["baseline"] = goal.asked["value"]
            when = goal.span or span
            date = date_words(str(value)) if goal.span else ""
            if when is not None and "baseline_date" not in fields:
                fields["baseline_date"] = date or (str(when.end.year) if when.days > 1 else when.end.isoformat())
            if goal.percent and not fields.get("unit"):
                fields["unit"] = "%"
            if parted := groups_in(goal.rest):
                groups += [{"of": of, "baseline": number} for of, number in parted]
            elif goal.rest:
                self._rest(goal.rest, place, fields, unit=not goal.percent)

    def _reached(self, value: Any, span: Span | None, place: str, base: dict[str, str]) -> None:
        """Take down one number that was achieved, with its date."""
        if isinstance(value, str) and missing(value):
            return
        goals, strange = goals_in(self.notation.plain(value)[0] if isinstance(value, str) else value)
        when = goals[0].span or span if goals else None
        if not goals and not strange:
            return
        if strange or len(goals) > 1 or "value" not in goals[0].asked:
            self.unread.append(Problem(place, f"the achieved value '{shown(value)[:80]}' is not one number and was left out", "write the number alone, and its year in brackets", source=self.draft.name))
        elif when is None:
            self.unread.append(Problem(place, f"the achieved value {shown(value)} has no date and was left out", YEAR, source=self.draft.name))
        else:
            period = str(when.end.year) if when.days > LONG else when.end.isoformat()
            line = int(re.sub(r".*?(\d+)$", r"\1", place))
            self.actuals.append(measured_value(base.get("indicator", base["node"]), period, goals[0].asked["value"], node=base["node"], line=line))


def told_date(value: Any) -> str:
    """Return the date in a cell as plans write it; its text where it is none, nothing where it says nothing."""
    found = date_in(value)
    text = str(value).strip()
    if found is None:
        return "" if missing(text) else text
    return date_words(text) or (found[0].end.isoformat() if found[0].days == 1 else text)


def date_words(text: str) -> str:
    """Return the date in a text as it is written; a day in the form of the calendar."""
    if day(text):
        return text.strip()[:10]
    for _, pattern in PATTERNS:
        if match := pattern.search(text):
            return match[0]
    return ""
