"""Is a study worth its cost, and how large should it be?"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.information import sampling, telling
from logicmodel.analysis.information.binning import Binned
from logicmodel.analysis.information.decision import Allocations, Decision, Progress, decision_of
from logicmodel.analysis.information.floor import Floor
from logicmodel.analysis.information.gain import Value, evpi, knowing, others, tables
from logicmodel.analysis.information.stepping import stepped
from logicmodel.analysis.information.subject import Subject, subject_of
from logicmodel.analysis.information.utility import MONEY
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import half_width
from logicmodel.errors import Problem, RequestError
from logicmodel.plan.plan import Plan

Kind: TypeAlias = Literal["normal", "binomial", "survey"]
SIZES = (10, 30, 100, 300, 1000)
TRIED = 24
"""Sizes between the smallest and the largest that are tried for the best one."""


@dataclasses.dataclass(frozen=True)
class Price:
    """What a study costs, and what a gain is worth."""

    per_unit: float = 0.0
    fixed: float = 0.0
    gain: float | None = None
    """Money for one unit of the utility; None where nobody has said."""

    def cost(self, size: int) -> float:
        """Return the cost of a study of that size."""
        return self.fixed + self.per_unit * size


def study_value(  # noqa: PLR0913 - one option for each thing a study is described by
    plan: Plan,
    number: str,
    *,
    sizes: Sequence[int] = SIZES,
    kind: Kind = "normal",
    sd: float | None = None,
    cost_per_unit: float = 0.0,
    fixed_cost: float = 0.0,
    worth: float | None = None,
    decisions: float = 1.0,
    allocations: Allocations | None = None,
    utility: str = "success",
    draws: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> Answer:
    """Return what a study of one number is worth before choosing an allocation, for each sample size.

    ``kind`` says what is seen: "normal", the mean of ``sizes`` observations that scatter around the number
    with standard deviation ``sd``; "binomial", successes in so many trials, the number being the chance
    of each; "survey", a sample of an indicator (``number`` is a node or node.indicator), which tells the
    baseline, or the level in the first period where that is certain. ``value`` is the expected value of
    sample information (EVSI) for one decision, as in ``value_of_information``. It counts for as many
    ``decisions`` like this one as the study informs. ``worth`` is the money that one point of
    probability, or one unit of the utility, is worth to those who pay; money needs none. ``net`` is the
    worth less ``fixed_cost`` and ``cost_per_unit`` for each of the sample (expected net benefit of sampling).
    The best size is one of the rows; the settings say whether any size is worth it.

    Raises RequestError as ``value_of_information`` does, and for a study that cannot be.
    """
    found = sorted(set(sizes))
    _check(found, kind, sd, {"cost_per_unit": cost_per_unit, "fixed_cost": fixed_cost, "worth": worth, "decisions": decisions})
    decision = decision_of(plan, allocations, utility, draws=draws, seed=seed, progress=progress)
    subject = subject_of(decision, number, kind, sd)
    price = Price(cost_per_unit, fixed_cost, _gain(decision, worth, decisions))
    perfect, floor, clear = _perfect(decision, subject.number)
    study = Study(decision, subject, price, perfect, clear=clear)
    rows = [study.row(size) for size in found]
    best = study.best(found)
    if best is not None and best not in found:
        rows = sorted([*rows, study.row(best)], key=lambda row: int(row["size"]))
    rows = [{**row, "best": row["size"] == best, "sentence": study.sentence(row)} for row in rows]
    settings = {
        **decision.settings, "number": number, "title": subject.title, "kind": kind, "sd": sd, "evppi": perfect.value,
        "evppi_low": perfect.low, "evppi_high": perfect.high, "floor": floor, "clear": clear, "cost_per_unit": cost_per_unit,
        "fixed_cost": fixed_cost, "worth": worth, "decisions": decisions, "best": best,
        "headline": [study.headline()], "so_what": study.so_what(rows),
    }
    titles = {**decision.titles, "number": {**decision.titles["number"], number: subject.title}}
    return Answer("study", f"What is a study of “{subject.title}” worth?", tuple(rows), settings, subject.notes, titles)


def _check(sizes: Sequence[int], kind: str, sd: float | None, amounts: Mapping[str, float | None]) -> None:
    problems = []
    if not sizes or sizes[0] < 1 or any(size != int(size) for size in sizes):
        problems.append(Problem("sizes", "are not sample sizes", "give whole numbers from 1 on"))
    if kind not in get_args(Kind):
        problems.append(Problem("kind", f"'{kind}' is not known", f"known: {', '.join(get_args(Kind))}"))
    if kind == "normal" and sd is None:
        problems.append(Problem("sd", "is missing", "say how far single observations scatter (their standard deviation)"))
    if sd is not None and not sd > 0:
        problems.append(Problem("sd", f"{sd:g} is no spread", "give a number above 0"))
    for name, value in amounts.items():
        if value is not None and not 0 <= value < float("inf"):
            problems.append(Problem(name, f"{value:g} is not usable", "give 0 or more"))
    if problems:
        raise RequestError(problems)


def _gain(decision: Decision, worth: float | None, decisions: float) -> float | None:
    """Return the money for one unit of utility over all decisions."""
    if decision.utility.text == MONEY:
        if worth is not None:
            raise RequestError("worth: the utility is money already", remedy="leave worth out")
        return decisions
    return None if worth is None else decisions * worth * (100.0 if decision.utility.probability else 1.0)


def _perfect(decision: Decision, number: Binned) -> tuple[Value, float, bool]:
    """Return what knowing the number perfectly is worth, the floor, and whether it is clear of that."""
    raw = knowing(number, decision.stakes).above(decision.now)
    floor = Floor(decision.stakes, decision.now, seed=decision.seed).of(number)
    most = evpi(decision.stakes).value
    if raw.value > floor and raw.low > 0:
        return raw.within(0.0, most), floor, True
    return Value(0.0, 0.0, min(max(raw.high, floor, 0.0), most)), floor, False


def _round(size: float) -> int:
    """Return a size to two digits: nobody plans a sample of 449."""
    return int(float(f"{size:.2g}"))


class Study:
    """A study of one number in any size."""

    def __init__(self, decision: Decision, subject: Subject, price: Price, perfect: Value, *, clear: bool) -> None:
        """Fit the curves of all draws, and of all but each replicate, from which the error is told."""
        self.decision, self.subject, self.price = decision, subject, price
        self.perfect, self.clear = perfect, clear
        stakes, number = decision.stakes, subject.number
        counts, sums = tables(number, stakes)
        squares = (stakes.differences**2).sum(axis=2).T
        each = np.arange(stakes.replicates)
        parts = [np.concatenate([part.sum(axis=0)[None], others(part, each)]) for part in (counts, sums, squares)]
        curve = stepped(number, *parts)
        self.expected: Array = np.concatenate([np.zeros_like(curve[:, :1]), curve], axis=1)
        first, shares = self.expected[0], number.shares
        self.whole = float(first.max(axis=0) @ shares - (first @ shares).max())

    def value(self, size: int) -> Value:
        """Return the value of a study: a part of that of knowing the number, and never above it.

        The part is that of the curves, which is far less uncertain than the value itself; its error comes
        from the jackknife over replicates. What knowing it is worth is taken as the mean of the value that
        was judged and of what the curves say, which round off steps; how far they are apart adds to the error.
        """
        if not self.clear:
            return self.perfect
        parts = self.parts(size, self.expected)
        count = len(parts) - 1
        single = count * parts[0] - (count - 1) * parts[1:]  # the pseudo-values of Tukey
        by_part, by_curve = float(parts[0]) * self.perfect.value, float(parts[0]) * self.whole
        middle, apart = (by_part + by_curve) / 2, abs(by_part - by_curve) / 2
        half = (self.perfect.high - self.perfect.low) / 2
        error = math.hypot(parts[0] * half, half_width(single) * self.perfect.value, apart)
        return Value(middle, middle - error, middle + error).within(0.0, self.perfect.high)

    def parts(self, size: int, expected: Array) -> Array:
        """Return the part of the value of knowing the number that a study reaches, for each set of curves."""
        number = self.subject.number
        attained = sampling.worth(expected, number, *self.subject.results(size))
        whole = expected.max(axis=1) @ number.shares - (expected @ number.shares).max(axis=1)
        return np.asarray(np.minimum(attained / np.maximum(whole, 1e-300), 1.0))

    def net(self, value: float, size: int) -> float:
        """Return the worth of a gain less the cost of the study."""
        return value * (self.price.gain or 0.0) - self.price.cost(size)

    def row(self, size: int) -> dict[str, Any]:
        """Return the row of one size."""
        found, priced = self.value(size), self.price.gain is not None
        whole = self.perfect.value
        nets = [self.net(end, size) if priced else None for end in (found.value, found.low, found.high)]
        return {
            "size": int(size), "value": found.value, "value_low": found.low, "value_high": found.high,
            "share": found.value / whole if whole > 0 else 0.0, "benefit": found.value * self.price.gain if self.price.gain is not None else None,
            "cost": self.price.cost(size), "net": nets[0], "net_low": nets[1], "net_high": nets[2],
        }

    def best(self, sizes: Sequence[int]) -> int | None:
        """Return the size with the largest net benefit, None where no size is worth its cost."""
        if self.price.gain is None or not self.clear:
            return None
        between = (_round(size) for size in np.geomspace(sizes[0], sizes[-1], TRIED))
        tried = sorted({*sizes, *(size for size in between if sizes[0] <= size <= sizes[-1])})
        middle = (self.perfect.value + self.whole) / 2
        nets = {size: self.net(float(self.parts(size, self.expected[:1])[0]) * middle, size) for size in tried}
        best = max(nets, key=lambda size: nets[size])
        return best if nets[best] > 0 else None

    def headline(self) -> str:
        """Say what the best possible study of the number is worth."""
        if not self.clear:
            return f"Even perfect knowledge of {telling.quoted(self.subject.title)} would gain nothing that can be told from chance."
        return f"Perfect knowledge of {telling.quoted(self.subject.title)} {telling.better(self.decision, telling.told(self.decision, self.perfect))}; a study reaches a part of that."

    def sentence(self, row: dict[str, Any]) -> str:
        """Say what a study of one size is worth."""
        if not self.clear:
            return f"A study of {row['size']:,} would gain nothing that can be told from chance."
        worth = telling.told(self.decision, Value(row["value"], row["value_low"], row["value_high"]))
        words = f"A study of {row['size']:,} would add {worth}, {wording.percent(row['share'])} of what perfect knowledge would"
        if row["net"] is None:
            return f"{words}."
        return f"{words}; after its cost of {self._money(row['cost'])} it leaves {self._money(row['net'], row['net_low'], row['net_high'])}."

    def so_what(self, rows: Sequence[dict[str, Any]]) -> list[str]:
        """Say whether to do the study, and how large."""
        if not self.clear:
            return ["Do not study it for this choice: it is not worth it at any size."]
        if self.price.gain is None:
            unit = "one point of the chance" if self.decision.utility.probability else "one unit more"
            return [f"Say what {unit} is worth in money to weigh this against the cost of the study."]
        best = next((row for row in rows if row["best"]), None)
        if best is None:
            return ["The study is not worth it at any size looked at: it costs more than it can gain."]
        net = self._money(best["net"], best["net_low"], best["net_high"])
        words = f"Take a sample of about {best['size']:,}: after its cost of {self._money(best['cost'])} it leaves a net gain of {net}."
        unsure = [" That gain cannot be told from nothing."] if best["net_low"] <= 0 else []
        last = [" A still larger sample may be better."] if best is rows[-1] else []
        return ["".join([words, *unsure, *last])]

    def _money(self, value: float, low: float | None = None, high: float | None = None) -> str:
        return wording.money(value, self.decision.plan.currency, low, high)
