"""Shares of the variance that a number explains alone, and together with all others."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model, State
from logicmodel.analysis.sensitivity.shares import ends, share, spread
from logicmodel.engine.arrays import Array

PAIRS = 12
"""Second order is worked out among this many numbers, those with the largest total shares."""


@dataclasses.dataclass(frozen=True)
class _Seen:
    """What first order has read already, less its mean, each (aims, draws)."""

    fa: Array
    fb: Array
    fab: Sequence[Array]
    """By driver: the first draws with that driver taken from the second."""
    variance: Array
    """(replicates, aims)."""
    middle: Array
    places: Sequence[int]
    """Places of the readings of the aims."""


class Sobol(Method):
    """First-order and total shares of the variance, by exchanging one number at a time between two sets of draws.

    ``S1`` is the share of the variance that would go if only this number were known; ``ST`` the share that
    would stay if all but this one were known. Of a yes/no outcome they are shares of its variance p (1 - p).
    Numbers that are correlated are taken as one. ``pairs`` holds ``S2``, what two numbers explain together
    beyond what each does alone.

    Sources: Saltelli and others (2010) for ``S1``, Jansen (1999) for ``ST``, Saltelli (2002) for second order;
    intervals over independent replicates, linearised as ratios.
    """

    kind: Literal["sobol"] = "sobol"
    second_order: bool = False
    """Whether pairs of numbers are looked at too."""
    question: ClassVar[str] = "Which uncertain numbers explain how widely the outcome varies?"
    draws: ClassVar[int] = 8192
    least: ClassVar[int] = 1024
    key: ClassVar[str] = "ST"
    together: ClassVar[bool] = True

    def nothing(self, aim: Aim) -> Row:  # noqa: ARG002 - of the contract
        """Return shares of 0."""
        return {f"{name}{end}": 0.0 for name in ("S1", "ST") for end in ("", "_low", "_high")}

    def sets(self, drivers: int) -> int:
        """Return how often all draws are evaluated."""
        return 2 + drivers + (min(PAIRS, drivers) if self.second_order else 0)

    def measure(self, model: Model, aims: Sequence[Aim]) -> Found:
        """Return both shares of every driver, and variance and mean of every aim."""
        a, b = model.sample(2)
        places = [aim.place for aim in aims]
        fa, fb = (model.read(state)[places] for state in (a, b))
        middle = (fa.mean(axis=-1) + fb.mean(axis=-1))[:, None] / 2
        whole = [spread(aim, model.by_replicate(fa[place]), model.by_replicate(fb[place])) for place, aim in enumerate(aims)]
        fa, fb = fa - middle, fb - middle
        variance = _means(model, (fa**2 + fb**2) / 2)
        rows: list[list[Row]] = [[] for _ in aims]
        kept: list[Array] = []
        alone = np.zeros_like(variance)
        for driver in model.drivers:
            fab = model.again(a, model.exchanged(a, b, driver))[places] - middle
            first = _means(model, fb * (fab - fa))
            total = _means(model, (fa - fab) ** 2 / 2)
            alone += first
            for place, aim in enumerate(aims):
                counted = a.draws if aim.of == "met" else None
                row = share("S1", first[:, place], variance[:, place], counted)
                rows[place].append({**row, **share("ST", total[:, place], variance[:, place], counted)})
            if self.second_order:
                kept.append(fab)
        told = (share("alone", alone[:, place], variance[:, place], None) for place in range(len(aims)))
        whole = [one | other for one, other in zip(whole, told, strict=True)]  # what all explain by themselves, added up
        if not self.second_order:
            return Found(rows, whole)
        return Found(rows, whole, _pairs(model, aims, (a, b), rows, _Seen(fa, fb, kept, variance, middle, places)))

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say what would be known if the number were."""
        name, outcome = words.number[row["name"]], words.uncertainty(row)
        alone = wording.chance(*(max(value, 0.0) for value in ends(row, "S1")))
        total = wording.chance(*(max(value, 0.0) for value in ends(row, "ST")))
        if not self.clear(row):
            return f"“{name}” explains no clear part of {outcome}: {total}, counting what it does together with others."
        return f"Alone “{name}” explains {alone} of {outcome}, and {total} counting what it does together with others."

    def pair_sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say what two numbers explain beyond what each does alone."""
        names = f"“{words.number[row['name']]}” and “{words.number[row['other']]}”"
        told = wording.chance(*(max(value, 0.0) for value in ends(row, "S2")))
        if not row["clear"] or row["S2"] < 0:
            return f"{names} do nothing clear together beyond what each does alone."
        return f"Together {names} explain {told} of {words.uncertainty(row)} beyond what each does alone."


def _means(model: Model, rows: Array) -> Array:
    """Return means as (replicates, rows)."""
    return np.asarray(model.by_replicate(rows).mean(axis=-1))


def _pairs(
    model: Model, aims: Sequence[Aim], states: tuple[State, State], rows: Sequence[Sequence[Row]], seen: _Seen
) -> list[Row]:
    """Return what pairs of the strongest drivers do together, for every aim."""
    a, b = states
    best = [max(row["ST"] for row in some) for some in zip(*rows, strict=True)]
    chosen = sorted(sorted(range(len(best)), key=lambda place: -best[place])[:PAIRS])
    fa, fb, fab = seen.fa, seen.fb, seen.fab
    fba = {i: model.again(b, model.exchanged(b, a, model.drivers[i]))[seen.places] - seen.middle for i in chosen}
    alone = {i: _means(model, fb * (fab[i] - fa) + fa * (fba[i] - fb)) / 2 for i in chosen}
    found = []
    for i, j in itertools.combinations(chosen, 2):
        closed = _means(model, (fba[i] * fab[j] + fba[j] * fab[i]) / 2 - fa * fb)
        names = {"name": model.drivers[i].name, "other": model.drivers[j].name}
        for place, aim in enumerate(aims):
            row = share("S2", (closed - alone[i] - alone[j])[:, place], seen.variance[:, place], None)
            clear = not row["S2_low"] <= 0.0 <= row["S2_high"]
            found.append({**names, "target": aim.target, "of": aim.of, **row, "clear": clear})
    found.sort(key=lambda row: (row["target"], -abs(row["S2"])))
    return found
