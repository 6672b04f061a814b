"""What does each theory of change say, and how much of the doubt is about the theory itself?"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from logicmodel import wording
from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.draw import VARIANTS
from logicmodel.engine.intervals import (
    conditional_interval,
    jackknife_interval,
    probability_interval,
)
from logicmodel.engine.measure import successes
from logicmodel.engine.results import Results
from logicmodel.engine.trial import drawn_column
from logicmodel.errors import RequestError
from logicmodel.plan.theories import theory_title, weights

POOLED = "pooled"
SUCCESS = "success"
COUNTS = {2: "both theories", 3: "all three theories", 4: "all four theories"}
LEAST = 8
"""Fewest draws in each replicate, on average, from which a chance under one theory is told."""


@dataclasses.dataclass(frozen=True, repr=False)
class TheoryAnswer(Answer):
    """Chances under each theory of change, and what follows from them."""

    so_what: tuple[str, ...] = ()
    """What to do with it, in sentences."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {**super().to_dict(), "so_what": list(self.so_what)}


def by_variant(results: Results) -> TheoryAnswer:
    """Return the chance of every target and of success under each theory of change, and all of them pooled.

    One row per allocation, target (or ``success``) and variant; the variant of the last is ``pooled``.
    ``probability`` is the chance given that the theory holds, from the draws that follow it. ``verdict``
    says whether the allocation is the best under that theory: ``best``, ``not best``, or ``cannot tell``.
    In pooled rows ``structure`` is the share of the variance of met or missed that is due to which theory
    holds (the variance between theories over the whole), and ``level_structure`` that of the level;
    both are corrected for the scatter of draws by the jackknife over replicates.

    Raises RequestError without variants, without kept draws, or with too few of them under one theory.
    """
    plan = results.plan
    if not plan.variants:
        raise RequestError("the plan has no variants", remedy="add other theories of change under variants:")
    if "met" not in results.draws:
        raise RequestError("the draws of these results were not kept", remedy="simulate with fewer draws, or with keep= and the outcomes")
    found = _Runs(results)
    rows = [
        row for name in results.allocations for what in found.hits(name)
        for row in found.rows(name, what)
    ]
    answer = answer_of(results, "variants", "What does each theory of change say?", rows)
    variants = {name: theory_title(plan, name) for name in weights(plan)} | {POOLED: "All theories pooled"}
    titles = {
        **answer.titles, "variant": variants,
        "target": {**answer.titles["target"], SUCCESS: "Success of the plan"},
    }
    notes = tuple(note for note in answer.notes if "not kept" not in note)
    told = [row | {"sentence": _sentence(row, titles)} for row in rows]
    return TheoryAnswer(
        answer.question, answer.title, tuple(told), answer.settings, notes, titles, so_what(told, titles)
    )


class _Runs:
    """The draws of a run, dealt out to the theories that they follow."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.weights = weights(results.plan)
        self.which: Integers = drawn_column(results, VARIANTS).astype(int)
        self.shares = {name: self.means((self.which == place).astype(float)) for place, name in enumerate(self.weights)}
        self.counts = {name: int((self.which == place).sum()) for place, name in enumerate(self.weights)}
        few = [name for name, count in self.counts.items() if count < LEAST * results.replicates]
        if few:
            least = min(self.weights[name] for name in few)
            wanted = results.replicates << math.ceil(math.log2(LEAST / least))
            raise RequestError(
                f"too few draws follow {' and '.join(few)}", remedy=f"take at least {wanted:,} draws"
            )

    def means(self, values: Array) -> Array:
        """Return the mean in every replicate: the draws of one replicate stand together."""
        return np.asarray(values.reshape(self.results.replicates, self.results.points).mean(axis=1))

    def hits(self, name: str) -> dict[str, Array]:
        """Return by target, and of success where there is such a thing, in which draws it is met."""
        results = self.results
        met = results.draws["met"][results.allocation(name)] > 0.5
        found = {target: met[place].astype(float) for place, target in enumerate(results.targets)}
        whole = successes(results.program, met)
        return found if whole is None else {**found, SUCCESS: whole.astype(float)}

    def rows(self, name: str, what: str) -> list[dict[str, Any]]:
        """Return the rows of one allocation and target: each theory, and all of them pooled."""
        results, hit = self.results, self.hits(name)[what]
        others = {other: self.hits(other)[what] for other in results.allocations if other != name}
        rows = []
        for place, (variant, weight) in enumerate(self.weights.items()):
            here = (self.which == place).astype(float)
            ends = conditional_interval(
                self.means(hit * here), self.shares[variant], self.counts[variant], exact=False
            )
            verdict = self.verdict(hit, others, here)
            rows.append(self.row(name, what, variant, weight, ends, verdict))
        ends = probability_interval(self.means(hit), results.count, exact=results.exact)
        pooled = self.row(name, what, POOLED, 1.0, ends, self.verdict(hit, others, np.ones_like(hit)))
        rows.append(pooled | self.structure("structure", hit))
        if what != SUCCESS:
            level = results.draws["level"][results.allocation(name), results.targets.index(what)]
            rows[-1] |= self.structure("level_structure", level)
        return rows

    @staticmethod
    def row(
        name: str, what: str, variant: str, weight: float, ends: tuple[Any, Any, Any], verdict: str
    ) -> dict[str, Any]:
        chance, low, high = map(number, ends)
        return {
            "allocation": name, "target": what, "variant": variant, "weight": weight,
            "probability": chance, "low": low, "high": high, "verdict": verdict,
        }

    def verdict(self, hit: Array, others: Mapping[str, Array], here: Array) -> str:
        """Say whether an allocation is the best in some draws, as far as they can tell."""
        if not others:
            return ""
        count = int(here.sum())
        ahead = [
            conditional_interval(self.means((hit - other) * here), self.means(here), count, difference=True)
            for other in others.values()
        ]
        if all(low > 0 for _, low, _ in ahead):
            return "best"
        return "not best" if any(high < 0 for _, _, high in ahead) else "cannot tell"

    def structure(self, column: str, values: Array) -> dict[str, float | None]:
        """Return the share of a variance that is due to which theory holds, with its interval."""
        sums = np.stack(
            [self.means(part) for part in (values, values**2)]
            + [self.means(values * (self.which == place)) for place in range(len(self.weights))]
            + list(self.shares.values())
        )
        found = jackknife_interval(sums, _between(len(self.weights)))
        ends = [None if value is None else min(max(value, 0.0), 1.0) for value in map(number, found)]
        return dict(zip((column, f"{column}_low", f"{column}_high"), ends, strict=True))


def _between(count: int) -> Callable[[Array], Array]:
    """Return the share of the variance between theories, from means of the whole and of each theory."""

    def share(means: Array) -> Array:
        mean, square, parts, shares = means[0], means[1], means[2 : 2 + count], means[2 + count :]
        total = square - mean**2
        with np.errstate(divide="ignore", invalid="ignore"):
            between = (parts**2 / shares).sum(axis=0) - mean**2
            return np.where(total > 1e-12 * np.maximum(square, 1e-300), between / total, np.nan)

    return share


def _sentence(row: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> str:
    chance = wording.chance(row["probability"], row["low"], row["high"])
    allocation, target = titles["allocation"][row["allocation"]], titles["target"][row["target"]]
    if row["variant"] != POOLED:
        return f"{allocation}, {target}: {chance} under “{titles['variant'][row['variant']]}”."
    text = f"{allocation}, {target}: {chance} over all theories"
    share = row.get("structure")
    if share is None:
        return f"{text}."
    told = wording.part(share, row["structure_low"], row["structure_high"])
    return f"{text}; {told} of the variance is doubt about the theory."


def so_what(rows: list[dict[str, Any]], titles: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Say which allocation is best under each theory, whether the choice hangs on it, and what then to do."""
    what = SUCCESS if any(row["target"] == SUCCESS for row in rows) else next((row["target"] for row in rows), "")
    mine = [row for row in rows if row["target"] == what]
    theories = [row["variant"] for row in mine if row["allocation"] == mine[0]["allocation"] and row["variant"] != POOLED]
    return tuple(text for text in (_choice(mine, theories, titles), _doubt(mine, titles)) if text)


def _choice(rows: list[dict[str, Any]], theories: list[str], titles: Mapping[str, Mapping[str, str]]) -> str:
    names = list(dict.fromkeys(row["allocation"] for row in rows))
    if len(names) < 2:
        return ""
    may = {
        theory: [row["allocation"] for row in rows if row["variant"] == theory and row["verdict"] != "not best"]
        for theory in theories
    }
    every = COUNTS.get(len(theories), f"all {len(theories)} theories")
    title = titles["allocation"]
    always = [name for name in names if all(name in found for found in may.values())]
    if all(len(found) == 1 for found in may.values()) and always:
        return f"{title[always[0]]} is best under {every}: the choice does not hang on which of them is right."
    if always:
        told = " or ".join(title[name] for name in always)
        return f"{told} may be best under {every}, but that cannot be told everywhere at this precision: as far as the draws can tell, the choice does not hang on the theory."
    parts = [
        f"{' or '.join(title[name] for name in found)} if {_quoted(titles['variant'][theory])}"
        for theory, found in may.items()
    ]
    pooled = [row["allocation"] for row in rows if row["variant"] == POOLED and row["verdict"] != "not best"]
    told = " or ".join(title[name] for name in pooled)
    return f"The choice hangs on the theory: best is {'; '.join(parts)}. Weighed together, it is {told}. Find out which theory holds before spending what cannot be taken back."


def _quoted(title: str) -> str:
    return f"“{title}” holds"


def _doubt(rows: list[dict[str, Any]], titles: Mapping[str, Mapping[str, str]]) -> str:
    """Say where the theory matters most, in the chance and in its share of the variance."""
    pooled = [row for row in rows if row["variant"] == POOLED and row.get("structure") is not None]
    if not pooled:
        return ""
    most = max(pooled, key=lambda row: float(row["structure"]))
    mine = [row for row in rows if row["allocation"] == most["allocation"] and row["variant"] != POOLED]
    least, best = (pick(mine, key=lambda row: float(row["probability"])) for pick in (min, max))
    name = titles["allocation"][most["allocation"]]
    if least["high"] >= best["low"]:
        return "The theories give chances that cannot be told apart at this precision: arguing about them changes little."
    told = wording.part(most["structure"], most["structure_low"], most["structure_high"])
    low, high = (wording.chance(row["probability"], row["low"], row["high"]) for row in (least, best))
    text = f"The theory matters most for {name}: {low} if {_quoted(titles['variant'][least['variant']])}, {high} if {_quoted(titles['variant'][best['variant']])}"
    of = "success" if most["target"] == SUCCESS else f"whether “{titles['target'][most['target']]}” is met"
    return f"{text}; that is {told} of the variance of {of}, the rest comes from uncertain numbers."

