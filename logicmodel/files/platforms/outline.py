"""The series of an indicator and its description -> a plan as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.measurements.row import MEASURED_APART
from logicmodel.files.naming import word_of
from logicmodel.files.platforms.progress import Option, chosen, options_of
from logicmodel.files.platforms.series import Series, series_of
from logicmodel.files.source import Source
from logicmodel.wording import counted

LONGEST: Final = 200
"""Periods of a plan at most."""


class Outline:
    """The series that count, and the plan that is made of them."""

    def __init__(self, source: Source, rows: Sequence[Mapping[str, str]], meta: Mapping[str, Any], losses: list[Problem]) -> None:
        """Choose the series; raises FileError where the table has no values."""
        self.source, self.meta, self.losses = source, meta, losses
        self.known = series_of(source, rows, losses)
        self.found = chosen(self.known, options_of(meta))
        if not self.found:
            raise source.refusal("has no value of the whole, only of groups or none at all", "add rows that name no group")
        self.title = text_in(meta, "graph_title", "indicator_name") or Path(source.name).stem
        self.first = max(one.last for one, _ in self.found) + 1
        """The first year of the plan."""

    def document(self) -> dict[str, Any]:
        """Return the plan: an outcome for each series of the whole, or of a group that the description names."""
        outcomes: dict[str, Any] = {}
        targets: list[dict[str, Any]] = []
        for one, option in self.found:
            title = self.title if len(self.found) == 1 else f"{self.title}: {self._named(one)}"
            name = word_of(title) or "indicator"
            name = name if name not in outcomes else f"{name}_{len(outcomes) + 1}"
            outcomes[name] = self._outcome(title, name, one, option)
            targets += self._target(name, option)
            self._tell(one, option)
        self._count(outcomes)
        final = max([self.first, *(int(target["by"]) for target in targets)])
        periods = {"first": str(self.first), "count": final - self.first + 1}
        return {"logicmodel": 1, "title": self.title, "periods": periods, "outcomes": outcomes, **({"targets": targets} if targets else {})}

    def _lose(self, where: str, message: str, remedy: str = "") -> None:
        self.losses.append(Problem(where, message, remedy, source=self.source.name))

    def _named(self, one: Series) -> str:
        """Return what tells a series from the others that were found."""
        names = [one.name, ", ".join(group for _, group in one.groups)]
        alike = [other for other, _ in self.found if (other.name, other.groups) == (one.name, one.groups)]
        return ", ".join(filter(None, [*names, one.unit if len(alike) > 1 or not any(names) else ""])) or "all"

    def _below(self, one: Series) -> list[Series]:
        """Return the groups of a series of the whole that are no outcomes themselves."""
        taken = [other for other, _ in self.found]
        return [other for other in self.known if not one.groups and (other.name, other.unit) == (one.name, one.unit) and other not in taken]

    def _outcome(self, title: str, name: str, one: Series, option: Option | None) -> dict[str, Any]:
        """Return a series as an outcome with an indicator: its last value is the baseline, those of groups stand below it."""
        meta, value, below = self.meta, one.values[one.last], self._below(one)
        number = text_in(meta, "indicator_number", "indicator")
        down = option is not None and option.direction != "positive"
        indicator = {
            "title": text_in(meta, "indicator_name") or title, "definition": text_in(meta, "computation_definitions", "national_indicator_description"),
            "direction": "down" if down else "up", "baseline": value, "baseline_date": str(one.last),
            "disaggregation": sorted({column for other in below for column, _ in other.groups}),
            "source": text_in(meta, "source_organisation_1") or self._source("organisation"),
            "frequency": text_in(meta, "source_periodicity_1") or self._source("periodicity"),
            "population": ", ".join(group for _, group in one.groups), "references": [{"scheme": "SDG", "code": number}] if number else [],
            "groups": [{"of": dict(other.groups), "baseline": other.values[one.last]} for other in below if one.last in other.values],
        }
        unit = "" if len({other.unit for other, _ in self.found}) > 1 else text_in(meta, "computation_units")
        limit = {} if option is None or option.limit is None else {"min" if down else "max": option.limit}
        return {
            "title": title, "unit": unit or one.unit, "baseline": value, **limit,
            "indicators": {f"{name}_measured": {key: value for key, value in indicator.items() if value not in ("", [])}},
        }

    def _target(self, name: str, option: Option | None) -> list[dict[str, Any]]:
        """Return the target of a series, if it has one that lies ahead."""
        if option is None or option.target is None:
            return []
        if not self.first <= option.year < self.first + LONGEST:
            told = f"the target {option.target:g} for {option.year} has no year after {self.first - 1} and was left out"
            self._lose(f"outcomes.{name}", told, "give it a date")
            return []
        rule = "at_least" if option.direction == "positive" else "at_most"
        return [{"node": name, "indicator": f"{name}_measured", rule: option.target, "by": str(option.year)}]

    def _tell(self, one: Series, option: Option | None) -> None:
        """Note what was concluded about a series, and what of it a plan has no place for."""
        named = f" of {self._named(one)}" if len(self.found) > 1 else ""
        if option is None:
            self._lose("direction", f"whether more{named} is better is not said; it was read so", "set direction: down where less is better")
        elif not option.direction:
            self._lose("direction", f"whether less{named} is better is not said; it was read so, as platforms do", "set direction: up, and at_least in the target, where more is better")
        if option is not None and option.base is not None:
            self._lose("", f"that progress{named} counts from {option.base} has no place in a plan")
        if len(one.values) > 1:
            *earlier, _ = sorted(one.values)
            years = f"of {earlier[0]}" if len(earlier) == 1 else f"of the years {earlier[0]} to {earlier[-1]}"
            told = f"{counted(len(earlier), 'earlier value')}{named} {years} {'has' if len(earlier) == 1 else 'have'} no place in a plan"
            self._lose("", told, MEASURED_APART)

    def _count(self, outcomes: Mapping[str, Any]) -> None:
        """Note how many values of groups were left out: those of earlier years, and of series that have no whole."""
        taken = [one for one, _ in self.found]
        apart = sum(len(one.values) for one in self.known if one not in taken)
        apart -= sum(len(indicator.get("groups", [])) for node in outcomes.values() for indicator in node["indicators"].values())
        if apart:
            self._lose("", f"{apart} value{'s' if apart > 1 else ''} of groups left out", "the plan has those of the last year")

    def _source(self, key: str) -> str:
        """Return a field of the first source that the description lists."""
        sources = self.meta.get("sources")
        return text_in(sources[0], key) if isinstance(sources, list) and sources and isinstance(sources[0], Mapping) else ""


def text_in(meta: Mapping[str, Any], *keys: str) -> str:
    """Return the first of some entries that has text; references to translations count as none."""
    for key in keys:
        value = meta.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text and not re.fullmatch(r"[a-z_]+(?:\.[\w-]+)+", text):
                return text
    return ""
