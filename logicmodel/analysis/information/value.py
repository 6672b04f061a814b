"""What is it worth to know more before choosing among allocations?"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.information import telling
from logicmodel.analysis.information.binning import Binned
from logicmodel.analysis.information.choice import Choice, choice_of
from logicmodel.analysis.information.decision import (
    Allocations,
    Decision,
    Progress,
    decision_of,
    known_number,
    learnable,
)
from logicmodel.analysis.information.floor import Floor
from logicmodel.analysis.information.gain import Value, evpi, knowing
from logicmodel.analysis.information.joint import Together, knowing_together
from logicmodel.analysis.numbers import VARIANTS, number_title
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan

SHARED = 0.95
"""Numbers whose ranks are more correlated than this are the same information."""
NONE = Value(0.0, 0.0, 0.0)


def value_of_information(
    plan: Plan,
    *,
    allocations: Allocations | None = None,
    utility: str = "success",
    groups: Mapping[str, Sequence[str]] | None = None,
    draws: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> Answer:
    """Return what knowing each uncertain number before choosing an allocation is worth, the most valuable first.

    The decision is the choice among ``allocations`` (names, or amounts by name; an ``Optimum`` may stand
    among either; all of the plan by default), ``utility`` what is to be had: "success", the id of a target, "effect:TARGET",
    "level:TARGET" or "npv" (money: discounted net benefit less what is spent). ``value`` is the expected
    gain from perfect information on that number alone (EVPPI) with its 95 % interval: in points of
    probability as a share, in money, or in the target's unit. ``floor`` is what a number that tells
    nothing would seem to be worth; where a value is not ``clear`` of that and of nothing it is told as 0
    with the end it may reach. ``changes`` is how often the choice would change, ``instead`` and ``when`` to
    what and where. ``groups`` names numbers that would be learnt together; their values do not add up.
    The settings hold the value of knowing everything (``evpi``), which no other exceeds.

    The method is non-parametric regression on the draws (Strong, Oakley and Brennan 2014), fitted to other
    replicates than those it is judged on. Raises RequestError for fewer than two allocations, unknown
    names, or too few draws.
    """
    decision = decision_of(plan, allocations, utility, draws=draws, seed=seed, progress=progress)
    every = _groups(decision, groups or {})
    whole = evpi(decision.stakes)
    ranking = Ranking(decision, whole, Floor(decision.stakes, decision.now, seed=seed), Together(decision.stakes, decision.now, seed=seed))
    rows = [ranking.number(name) for name in decision.values]
    for name, members in sorted(every.items(), key=lambda each: len(each[1])):  # so that a group may lean on those inside it
        rows.append(ranking.group(name, members, rows))
    rows.sort(key=lambda row: (not row["clear"], -row["value"], -row["value_high"]))
    rows = [{**row, "sentence": telling.sentence(decision, row)} for row in rows]
    settings = {
        **decision.settings, "evpi": whole.value, "evpi_low": whole.low, "evpi_high": whole.high,
        "headline": telling.headline(decision, whole), "so_what": telling.so_what(decision, whole, rows),
    }
    notes = _notes(decision, whole, rows)
    titles = {**decision.titles, "number": {row["name"]: row["title"] for row in rows}}
    return Answer("information", "What is it worth to know more before choosing?", tuple(rows), settings, notes, titles)


def _groups(decision: Decision, groups: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the groups; all of their names are checked at once."""
    problems = []
    for name, members in groups.items():
        if isinstance(members, str) or not members:
            raise RequestError(f"the group {name} holds no list of numbers", remedy="give the names of uncertain numbers")
        if name in decision.values:
            raise RequestError(f"a group cannot be called {name}", remedy="that is a number of the plan; choose another name")
        for member in members:
            try:
                known_number(decision, member)
            except RequestError as error:
                problems += list(error.problems)
    if problems:
        raise RequestError(problems)
    return {name: list(dict.fromkeys(members)) for name, members in groups.items()}


@dataclasses.dataclass(frozen=True, eq=False)
class Ranking:
    """What every number is worth in one decision."""

    decision: Decision
    whole: Value
    floors: Floor
    together: Together

    @property
    def settled(self) -> bool:
        """Say whether no draw asks for another allocation than the one chosen now."""
        return self.whole.high <= 0.0

    def number(self, name: str) -> dict[str, Any]:
        """Return the row of one number."""
        parts = self.decision.parts(name)
        title = number_title(self.decision.plan, name)
        if not parts or self.settled:
            return self._row(name, title, "number", NONE, 0.0, Choice.same())
        if len(parts) > 1:
            return self._several(name, title, "number", parts)
        part = parts[0]
        found = knowing(part, self.decision.stakes).above(self.decision.now)
        theories = [theory.name for theory in self.decision.program.theories] if name == VARIANTS else []
        return self._row(name, title, "number", found, self.floors.of(part), choice_of(self.decision, name, part, theories))

    def group(self, name: str, members: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the row of several numbers that are learnt together: worth no less than any of them, or than a group of some."""
        parts = [part for member in members for part in self.decision.parts(member)]
        if not parts or self.settled:
            row = self._row(name, name, "group", NONE, 0.0, Choice.same())
        else:
            row = self._several(name, name, "group", parts)
        inside = (each for each in rows if set(each.get("members", each["name"]).split(", ")) <= set(members))
        best = max(inside, key=lambda each: float(each["value"]))
        if best["value"] > row["value"]:
            row |= {key: best[key] for key in ("value", "value_low", "value_high", "share", "clear", "flips", "changes", "instead")}
        return row | {"members": ", ".join(members), "learnable": all(map(learnable, members))}

    def _several(self, name: str, title: str, kind: str, parts: Sequence[Binned]) -> dict[str, Any]:
        found = knowing_together(parts, self.decision.stakes)
        value = found.above(self.decision.now)
        return self._row(name, title, kind, value, self.together.floor(parts), Choice(found.changes(self.decision.chosen), None, ""))

    def _row(self, name: str, title: str, kind: str, found: Value, floor: float, choice: Choice) -> dict[str, Any]:
        """Return a row; what is not clear of the floor is worth nothing that could be told."""
        most = self.whole.value
        clear = bool(found.value > floor and found.low > 0)
        told = found.within(0.0, most) if clear else Value(0.0, 0.0, min(max(found.high, floor, 0.0), most))
        flips = clear and choice.changes > 0
        other = self.decision.names[choice.instead] if choice.instead is not None and flips else None
        return {
            "name": name, "title": title, "kind": kind, "value": told.value, "value_low": told.low, "value_high": told.high,
            "floor": floor, "clear": clear, "share": told.value / most if most > 0 else 0.0, "flips": flips,
            "changes": choice.changes if flips else 0.0, "instead": other, "when": choice.when if flips else "",
            "learnable": learnable(name),
        }


def _notes(decision: Decision, whole: Value, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    notes = []
    best = decision.utilities.mean(axis=2)
    if decision.utility.probability and (not best.any() or best.min() == 1.0):
        notes.append(f"{'never' if not best.any() else 'always'} met under every allocation, in all {decision.count:,} draws")
    if any(row["kind"] == "group" for row in rows):
        notes.append("the value of a group may fall short of the truth where its numbers act only together")
    if decision.tied and whole.high > 0:
        notes.append("the best allocations cannot be told apart, so which of them is taken now hardly matters")
    notes += [
        f"{one} and {other} move together (rank correlation {rank:.2f}): what is learnt about one tells the other, so their values cannot be added"
        for one, other, rank in _shared(decision)
    ]
    return tuple(notes)


def _shared(decision: Decision) -> list[tuple[str, str, float]]:
    """Return pairs of numbers that are the same information, by title."""
    found = []
    for group in decision.program.correlated:
        names = [name for name in group.columns if decision.values[name].ndim == 1]
        ranks = {name: np.argsort(np.argsort(decision.values[name][:8192])) for name in names}
        for one, other in itertools.combinations(names, 2):
            rank = float(np.corrcoef(ranks[one], ranks[other])[0, 1])
            if abs(rank) > SHARED:
                found.append((number_title(decision.plan, one), number_title(decision.plan, other), rank))
    return found
