"""How far the outcome moves when one number goes from its 10th to its 90th percentile."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.sensitivity.drivers import Driver
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model, State, Values
from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import VARIANTS
from logicmodel.engine.intervals import difference_interval, mean_interval, probability_interval
from logicmodel.engine.program import Column
from logicmodel.parts.distributions.distribution import Distribution

LOW, HIGH = 0.1, 0.9
EVALUATIONS = 2**18
"""About so many evaluations are made in all where nobody says how many draws."""
EDGE = 1e-9
"""Keeps a coordinate off the step between two values."""


class Tornado(Method):
    """Swings of the expected level and of the probability, one number at a time, the others drawn.

    Each number stands at its 10th and at its 90th percentile in turn, all others are drawn on the same
    draws at both, so a swing is a paired difference. Numbers correlated with it follow by their
    conditional law. A number that is drawn in each period is held where its average normal score is at
    those percentiles. One with few values (an assumption, a link that works or not) stands at its
    smallest and largest value; ``low_chance`` and ``high_chance`` say how likely these are. Where more than
    eight in ten draws of a smooth number are one value, it stands below and above that, or at it.

    Source: Howard (1988), Decision analysis: practice and promise, with expectations for base values.
    """

    kind: Literal["tornado"] = "tornado"
    question: ClassVar[str] = "How far does each uncertain number move the outcome?"
    least: ClassVar[int] = 256
    key: ClassVar[str] = "met_swing"
    both: ClassVar[bool] = True

    def sets(self, drivers: int) -> int:
        """Return how often all draws are evaluated."""
        return 1 + 2 * drivers

    def default(self, drivers: int) -> int:
        """Return so many draws that all swings take about a second."""
        return min(max(1 << (EVALUATIONS // (2 * drivers)).bit_length() - 1, 1024), 8192)

    def measure(self, model: Model, aims: Sequence[Aim]) -> Found:
        """Return the swings of every driver."""
        (state,) = model.sample()
        base = model.read(state)
        twice = State(np.tile(state.u, 2), {name: np.concatenate([one, one], axis=-1) for name, one in state.values.items()})
        rows: list[list[Row]] = [[] for _ in aims]
        for driver in model.drivers:
            ends = _ends(model, state, driver)
            found = [mean for first in range(0, len(ends), 2) for mean in _means(model, twice, ends[first : first + 2])]
            for place, aim in enumerate(aims):
                least, most = 0, len(ends) - 1
                if driver.name == VARIANTS:  # categories have no order of their own, so that of this aim
                    order = np.argsort([one[:, aim.place].mean() for one in found], kind="stable")
                    least, most = int(order[0]), int(order[-1])
                first, last = ends[least], ends[most]
                facts = {
                    "low_value": first.value, "high_value": last.value, "low_chance": first.chance, "high_chance": last.chance,
                }
                rows[place].append({**facts, **_swings(aim, found[least], found[most], state.draws)})
        means = model.by_replicate(base).mean(axis=-1)
        whole = [_outlook(aim, means, state.draws) for aim in aims]
        return Found(rows, whole)

    def nothing(self, aim: Aim) -> Row:
        """Return swings of 0."""
        kinds = [of for of, place in (("level", aim.level), ("met", aim.met)) if place is not None]
        return {f"{of}_swing{end}": 0.0 for of in kinds for end in ("", "_low", "_high")}

    def size(self, row: Mapping[str, Any]) -> float:
        """Return how far the outcome swings."""
        return abs(float(row.get(f"{row['of']}_swing") or 0.0))

    def clear(self, row: Mapping[str, Any]) -> bool:
        """Say whether the swing is surely not nothing."""
        low, high = row.get(f"{row['of']}_swing_low"), row.get(f"{row['of']}_swing_high")
        return low is not None and high is not None and not low <= 0.0 <= high

    def half(self, row: Mapping[str, Any]) -> float:
        """Return the half-width of the swing of a chance."""
        return float(row["met_swing_high"] - row["met_swing_low"]) / 2 if row["of"] == "met" else 0.0

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say what happens when the number is high instead of low."""
        name, of = words.number[row["name"]], row["of"]
        low, high, swing = (row[f"{of}_at_p10"], row[f"{of}_at_p90"], row[f"{of}_swing"])
        ends = (row[f"{of}_swing_low"], row[f"{of}_swing_high"])
        outcome = words.outcome(row)
        if not self.clear(row):
            told = wording.points(swing, *ends) if of == "met" else wording.interval(swing, *ends, words.unit[row["target"]])
            return f"Whether “{name}” is low or high makes no clear difference to {outcome}: {told}."
        way = "rises" if swing > 0 else "falls"
        if of == "met":
            told = wording.points(swing, *ends).replace(" (", ", ").removesuffix(")")
            told = f"from {wording.percent(low)} to {wording.percent(high)} ({told})"
        else:
            near, far = sorted(map(abs, ends))
            size = wording.interval(abs(swing), near, far, words.unit[row["target"]], most=4)
            told = f"by {size}, from {wording.amount(low)} to {wording.amount(high)}"
        return f"If {_instead(row, name, words.categories.get(row['name']))}, {outcome} {way} {told}."


def _instead(row: Mapping[str, Any], name: str, categories: Sequence[str] | None) -> str:
    if categories:
        low, high = (categories[round(row[end])] for end in ("low_value", "high_value"))
        return f"“{high}” holds (chance {wording.percent(row['high_chance'])}) instead of “{low}”"
    low, high = wording.amount(row["low_value"]), wording.amount(row["high_value"])
    if row["low_chance"] is None:
        return f"“{name}” is at its 90th percentile ({high}) instead of its 10th ({low})"
    chance = f"(chance {wording.percent(row['high_chance'])})"
    if (row["low_value"], row["high_value"]) != (0.0, 1.0):
        return f"“{name}” is {high} {chance} instead of {low}"
    if row["name"].startswith("assumptions."):
        return f"“{name}” holds {chance} and does not fail"
    for verb in ("works", "holds"):
        if name.endswith(f": whether it {verb}"):
            return f"“{name.removesuffix(f': whether it {verb}')}” {verb} {chance} and does not fail"
    return f"“{name}” happens {chance} instead of not"


@dataclasses.dataclass(frozen=True)
class _End:
    """One place at which a number is held."""

    values: Values
    value: float
    """Where it stands, on average."""
    chance: float | None
    """How likely that is, where single values carry probability."""


def _ends(model: Model, state: State, driver: Driver) -> list[_End]:
    """Return the driver held low and held high; a category held at each."""
    column = driver.one
    if column.each == "draw" and column.probability is not None:
        chance = float(state.values[column.probability].mean())
        sides = ((0.0, 1.0 - chance), (1.0, chance))
        return [_End(model.changed(state, {column.name: np.full(state.draws, end)}), end, share) for end, share in sides]
    u = model.coordinate(state, column)
    found = []
    for low, high, share in _places(column):
        values = model.moved(state, column, low + (high - low) * u)
        found.append(_End(values, float(values[column.name].mean()), share))
    return found


def _places(column: Column) -> list[tuple[float, float, float | None]]:
    """Return the parts of 0..1 in which a number is low and high, and how likely each is where it is one value."""
    smooth: list[tuple[float, float, float | None]] = [(LOW, LOW, None), (HIGH, HIGH, None)]
    distribution = column.distribution
    if distribution is None or column.each == "period":
        return smooth
    low, high = distribution.ppf(np.array([LOW, HIGH]))
    atoms = distribution.atoms()
    if not _single_values(distribution, atoms):
        return smooth if low != high else _beside(distribution, float(low))
    if len(atoms) < 2 or (low != high and len(atoms) > 2 and column.name != VARIANTS):
        return smooth
    edges = [0.0, *(float(edge) for edge in distribution.cdf(np.array(atoms[:-1]))), 1.0]
    parts: list[tuple[float, float, float | None]] = [
        (start + EDGE * (stop - start), stop - EDGE * (stop - start), stop - start)
        for start, stop in itertools.pairwise(edges)
    ]
    return parts if column.name == VARIANTS else [parts[0], parts[-1]]


def _single_values(distribution: Distribution, atoms: Sequence[float]) -> bool:
    """Say whether a number takes single values only; a mixture may have a smooth part beside them."""
    if not len(atoms):
        return False
    up_to = distribution.cdf(np.array(atoms))
    below = distribution.cdf(np.nextafter(np.array(atoms), -np.inf))
    return bool(abs(float((up_to - below).sum()) - 1.0) < 1e-6)


def _beside(distribution: Distribution, value: float) -> list[tuple[float, float, float | None]]:
    """Return the parts of 0..1 below and above the one value that both percentiles have; that value where one is empty."""
    below, up_to = (float(distribution.cdf(np.array([at]))[0]) for at in (np.nextafter(value, -np.inf), value))
    inside = [(start, stop) for start, stop in ((0.0, below), (below, up_to), (up_to, 1.0)) if stop - start > 2 * EDGE]
    parts: list[tuple[float, float, float | None]] = [
        (start + EDGE * (stop - start), stop - EDGE * (stop - start), stop - start) for start, stop in inside
    ]
    return [parts[0], parts[-1]]


def _means(model: Model, twice: State, ends: Sequence[_End]) -> list[Array]:
    """Return the means by replicate at one end or two, read at once, each (replicates, readings)."""
    pair = (ends[0], ends[-1])
    both = {name: np.concatenate([end.values[name] for end in pair], axis=-1) for name in ends[0].values}
    found = np.split(model.again(twice, both), 2, axis=-1)
    return [model.by_replicate(one).mean(axis=-1) for one in found[: len(ends)]]


def _swings(aim: Aim, low: Array, high: Array, draws: int) -> Row:
    """Return level and chance at both ends, and their paired differences."""
    row: Row = {}
    for of, place in (("level", aim.level), ("met", aim.met)):
        if place is None:
            continue
        one, other = low[:, place], high[:, place]
        if of == "met":
            told = (probability_interval(one, draws), probability_interval(other, draws))
            swing = difference_interval(other - one, draws) if (other != one).any() else mean_interval(other - one)
            swing = (swing[0], np.maximum(swing[1], -1.0), np.minimum(swing[2], 1.0))
        else:
            told, swing = (mean_interval(one), mean_interval(other)), mean_interval(other - one)
        for name, ends in ((f"{of}_at_p10", told[0]), (f"{of}_at_p90", told[1]), (f"{of}_swing", swing)):
            row |= {name: float(ends[0]), f"{name}_low": float(ends[1]), f"{name}_high": float(ends[2])}
    return row


def _outlook(aim: Aim, means: Array, draws: int) -> Row:
    """Return what is expected while all numbers are drawn."""
    row: Row = {}
    for of, place in (("level", aim.level), ("met", aim.met)):
        if place is not None:
            told = probability_interval(means[:, place], draws) if of == "met" else mean_interval(means[:, place])
            row |= {of: float(told[0]), f"{of}_low": float(told[1]), f"{of}_high": float(told[2])}
    return row
