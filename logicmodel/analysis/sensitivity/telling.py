"""From what a method found to the answer: rows in order, sentences, notes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.analysis.numbers import number_title
from logicmodel.analysis.sensitivity.aims import words_of
from logicmodel.analysis.sensitivity.drivers import JOINED, Driver
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results
from logicmodel.plan.plan import Plan

WIDE = 0.1
"""Half-width of a share from which more draws are recommended."""
TOGETHER = " together with "
NOTHING = "does nothing here (exactly 0)"


@dataclasses.dataclass(frozen=True, repr=False)
class Sensitivity(Answer):
    """The answer to which numbers matter, most important first for each target."""

    pairs: tuple[Mapping[str, Any], ...] = ()
    """Second order: what two numbers do together beyond what each does alone, where it was asked for."""

    def to_dict(self) -> dict[str, Any]:
        """Return question, settings, notes, rows and pairs as plain data."""
        found = super().to_dict()
        return {**found, "pairs": [dict(row) for row in self.pairs]} if self.pairs else found


@dataclasses.dataclass(frozen=True)
class Study:
    """What was asked, before it is told."""

    method: Method
    program: Program
    aims: Sequence[Aim]
    everything: Sequence[Driver]
    """All drivers of the plan."""
    drivers: Sequence[Driver]
    """Those that were measured."""
    lead: Sequence[frozenset[str]]
    """By aim: the columns that can move it."""
    notes: tuple[str, ...] = ()

    def answer(self, run: Results, found: Found, settings: Mapping[str, Any]) -> Sensitivity:
        """Return the answer; ``run`` holds what plan and allocation are called."""
        plan = self.program.plan
        titles = {driver.name: driver_title(plan, driver.name) for driver in self.everything}
        titles |= {column.name: number_title(plan, column.name) for column in self.program.columns}
        words = words_of(self.program, self.aims, {name: title.replace(TOGETHER, f"”{TOGETHER}“") if JOINED in name else title for name, title in titles.items()})
        rows = []
        for place, aim in enumerate(self.aims):
            told = self._of_aim(place, aim, found.rows[place], titles)
            rows += [{**row, "sentence": self._sentence(row, words)} for row in told]
        answer = answer_of(run, "sensitivity", self.method.question, rows)
        whole = {
            aim.target: {key: number(value) for key, value in one.items()}
            for aim, one in zip(self.aims, found.whole, strict=False)
        }
        first = whole.get(self.aims[0].target, {}) if len(self.aims) == 1 else {}
        about: dict[str, Any] = {
            "method": self.method.kind, "target": ", ".join(aim.target for aim in self.aims),
            "of": self.aims[0].of, **first, "outcomes": whole,
        }
        return Sensitivity(
            answer.question, answer.title, answer.rows, {**answer.settings, **settings, **about},
            self._notes(answer.notes, rows), {**answer.titles, "number": titles, "name": titles},
            tuple(self._pair(row, words) for row in found.pairs),
        )

    def _notes(self, before: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
        plan = self.program.plan
        joined = [_listed([number_title(plan, column.name) for column in driver.columns]) for driver in self.everything if len(driver.columns) > 1]
        told = [
            f"{titles} are correlated, so they are taken as one; only the method shapley divides their share" for titles in joined
        ]
        half = max((self.method.half(row) for row in rows), default=0.0)
        if half > WIDE:
            told.append(f"some intervals reach {wording.percent(half)} to either side; four times the draws halve them")
        return (*(note for note in before if "not kept" not in note), *self.notes, *told)

    def _pair(self, row: Row, words: Words) -> Row:
        """Return what two numbers do together, with what they are called and a sentence."""
        names = {"name": row["name"], "title": words.number[row["name"]], "other": row["other"]}
        names["other_title"] = words.number[row["other"]]
        return {**names, **row, "sentence": self.method.pair_sentence(row, words)}

    def _of_aim(self, place: int, aim: Aim, measured: Sequence[Row], titles: Mapping[str, str]) -> list[Row]:
        """Return the rows of one aim, the most important number first, those that do nothing last."""
        by_name = {driver.name: row for driver, row in zip(self.drivers, measured, strict=True)}
        rows, idle = [], []
        for driver in self.everything:
            head = {"name": driver.name, "title": titles[driver.name], "target": aim.target, "of": aim.of}
            row = by_name.get(driver.name)
            if row is None or not any(column.name in self.lead[place] for column in driver.columns):
                idle.append({**head, **self.method.nothing(aim), "acts": False, "clear": True})
            else:
                rows.append({**head, **row, "acts": True, "clear": self.method.clear({**head, **row})})
        rows.sort(key=self.method.size, reverse=True)
        return rows + sorted(idle, key=lambda row: row["title"])

    def _sentence(self, row: Row, words: Words) -> str:
        if not row["acts"]:
            return f"“{row['title']}” {NOTHING}: nothing leads from it to what is asked about."
        return self.method.sentence(row, words)


def driver_title(plan: Plan, name: str) -> str:
    """Return what a driver is called, all its numbers by their titles where there are several."""
    return TOGETHER.join(number_title(plan, each) for each in name.split(JOINED))


def _listed(titles: Sequence[str]) -> str:
    return wording.enumerated([f"“{title}”" for title in titles])
