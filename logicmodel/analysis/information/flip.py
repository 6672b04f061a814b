"""How wrong must an assumption be before another allocation is better?"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.information import telling
from logicmodel.analysis.information.binning import Binned, Places
from logicmodel.analysis.information.choice import expected
from logicmodel.analysis.information.decision import Allocations, Decision, Progress, decision_of
from logicmodel.analysis.information.gain import evpi, tables
from logicmodel.analysis.information.pinning import Pin
from logicmodel.analysis.numbers import VARIANTS, number_title
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import half_width
from logicmodel.plan.plan import Plan

MOST = 4
"""Most numbers that a note names."""
STEPS = 12
"""Halvings with which a flip value is sharpened."""


@dataclasses.dataclass(frozen=True)
class Flip:
    """Where one number makes another allocation better."""

    value: float
    upward: bool
    to: int
    """Place of the allocation that is better from there on."""


def flip_values(
    plan: Plan,
    *,
    allocations: Allocations | None = None,
    utility: str = "success",
    draws: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> Answer:
    """Return for each uncertain number how far it must move until another allocation is better in expectation.

    All other numbers stay at their distribution. Which theory of change holds is no number that moves, so it is left out. ``middle`` is the median of the number, ``p5`` and ``p95``
    hold nine in ten of its values. ``flip`` is the nearest value from which on the allocation ``to`` is
    better, None where there is none; ``beyond`` the chance that the number lies past it, ``inside_90`` and
    ``inside`` whether that is within the nine in ten, and within all values it may take. Values outside
    are looked for as far beyond as the nine in ten are wide, with the sign and limits of the number kept.
    A flip is told only where a fresh run with the number held there shows it, outside the error.

    Allocations, utility and errors are those of ``value_of_information``.
    """
    decision = decision_of(plan, allocations, utility, draws=draws, seed=seed, progress=progress)
    pin = Pin(decision)
    rows = [_row(decision, pin, name) for name, values in decision.values.items() if values.ndim == 1 and name != VARIANTS]
    rows.sort(key=lambda row: (row["flip"] is None, -row["beyond"], row["name"]))
    rows = [{**row, "sentence": _sentence(decision, row)} for row in rows]
    settings = {**decision.settings, "headline": [_headline(decision, rows)], "so_what": _so_what(decision, rows)}
    skipped = [number_title(plan, name) for name, values in decision.values.items() if values.ndim > 1]
    notes = (f"drawn anew in each period, so not moved as one: {_some(skipped)}",) if skipped else ()
    return Answer("flip", "How wrong must an assumption be before another allocation is better?", tuple(rows), settings, notes, decision.titles)


def _row(decision: Decision, pin: Pin, name: str) -> dict[str, Any]:
    values = decision.values[name]
    low, middle, high = (float(value) for value in np.quantile(values, [0.05, 0.5, 0.95]))
    least, most = float(values.min()), float(values.max())
    found = None if decision.stakes.none or least == most else _flip(decision, pin, name)
    past = 0.0
    if found is not None:
        past = float((values >= found.value if found.upward else values <= found.value).mean())
    return {
        "name": name, "title": number_title(decision.plan, name), "middle": middle, "p5": low, "p95": high,
        "flip": None if found is None else found.value, "distance": None if found is None else found.value - middle,
        "to": None if found is None else decision.names[found.to], "upward": None if found is None else found.upward, "beyond": past,
        "inside_90": found is not None and low <= found.value <= high, "inside": found is not None and least <= found.value <= most,
        "event": set(np.unique(values[:4096])) <= {0.0, 1.0},
    }


def _flip(decision: Decision, pin: Pin, name: str) -> Flip | None:
    """Return the nearest flip inside the range, or beyond it where the number can be held there."""
    parts = decision.parts(name)
    inside = _inside(decision, pin, name, parts[0])
    if inside is not None or not parts[0].smooth or not pin.free(name):
        return inside
    return _outside(decision, pin, name)


def _inside(decision: Decision, pin: Pin, name: str, number: Binned) -> Flip | None:
    """Return the nearest crossing of the curves that holds when it is looked at again."""
    curve = expected(number, decision.stakes)
    best = np.argmax(curve, axis=0)
    cumulative = np.cumsum(number.shares)
    start = int(np.searchsorted(cumulative, 0.5))
    ends = []
    for upward in (True, False):
        places = range(start, len(best)) if upward else range(start, -1, -1)
        crossing = next((place for place in places if best[place] != decision.chosen), None)
        if crossing is not None:
            ends.append((abs(cumulative[crossing] - cumulative[start]), upward, crossing))
    for _, upward, crossing in sorted(ends):
        found = _held(decision, pin, name, number, curve, crossing, upward=upward)
        if found is not None:
            return found
    return None


def _held(
    decision: Decision, pin: Pin, name: str, number: Binned, curve: Array, crossing: int, *, upward: bool
) -> Flip | None:
    """Return the flip if the other allocation is better past the crossing, outside the error; sharpened where it can be."""
    past = np.arange(crossing, len(number.scores)) if upward else np.arange(crossing + 1)
    gap = curve[:, past].max(axis=0) - curve[decision.chosen, past]
    place = int(past[np.argmax(gap)])
    other = int(np.argmax(curve[:, place]))
    value = float(number.centres[crossing])
    if not pin.free(name):
        return Flip(value, upward, other) if _sure(decision, number, past, other) else None
    if not pin.better(name, float(number.centres[place]), other):
        return None
    if not number.smooth:
        return Flip(value, upward, other)
    nearer = max(crossing - 8, 0) if upward else min(crossing + 8, len(number.centres) - 1)
    return Flip(_sharpened(pin, name, float(number.centres[nearer]), float(number.centres[place]), other), upward, other)


def _sure(decision: Decision, number: Binned, past: Places, other: int) -> bool:
    """Say whether another allocation is better over a range of a number, by replicates."""
    counts, sums = tables(number, decision.stakes)
    whole = np.concatenate([np.zeros_like(sums[:, :1]), sums], axis=1)[:, :, past].sum(axis=2)
    gain = (whole[:, other] - whole[:, decision.chosen]) / np.maximum(counts[:, past].sum(axis=1), 1.0)
    return bool(gain.mean() > half_width(gain))


def _outside(decision: Decision, pin: Pin, name: str) -> Flip | None:
    """Return the nearest flip beyond the range of a number."""
    values = decision.values[name]
    low, high = (float(value) for value in np.quantile(values, [0.05, 0.95]))
    found = []
    for upward, end, far in ((True, float(values.max()), high + (high - low)), (False, float(values.min()), low - (high - low))):
        limit = _limited(values, far)
        if (limit <= end) if upward else (limit >= end):
            continue
        other = pin.best(name, limit)
        if other != decision.chosen and pin.better(name, limit, other):
            value = _sharpened(pin, name, end, limit, other)
            found.append((abs(value - end), Flip(value, upward, other)))
    return min(found, key=lambda each: each[0])[1] if found else None


def _limited(values: Array, far: float) -> float:
    """Keep the sign of a number, and a share between 0 and 1."""
    least, most = float(values.min()), float(values.max())
    if least >= 0:
        far = max(far, 0.0)
    if most <= 0:
        far = min(far, 0.0)
    return min(far, 1.0) if least >= 0 and most <= 1 else far


def _sharpened(pin: Pin, name: str, near: float, far: float, other: int) -> float:
    """Return where the other allocation becomes better, between a value where it is not yet and one where it is."""
    if pin.gain(name, near, other).mean() > 0:
        return near
    for _ in range(STEPS):
        middle = (near + far) / 2
        near, far = (near, middle) if pin.gain(name, middle, other).mean() > 0 else (middle, far)
    return far


def _sentence(decision: Decision, row: dict[str, Any]) -> str:
    title = telling.quoted(row["title"])
    if row["flip"] is None:
        return f"No value of {title} that was looked at makes another allocation better."
    other = telling.quoted(decision.title(row["to"]))
    if row["event"]:
        return f"If {title} {wording.event(row['name'], row['upward'])}, {other} is better: a chance of {wording.percent(row['beyond'])}."
    side = "above" if row["upward"] else "below"
    words = f"If {title} is {side} {wording.amount(row['flip'])} (middle {wording.amount(row['middle'])}), {other} is better"
    if not row["inside"]:
        return f"{words}; that is outside all values the plan gives it."
    where = "inside" if row["inside_90"] else "outside"
    share = wording.percent(row["beyond"]) if row["beyond"] >= 0.01 else "less than 1 %"
    return f"{words}: {where} its range of nine in ten, with a chance of {share}."


def _some(titles: Sequence[str]) -> str:
    """List titles, the first few where there are many."""
    rest = len(titles) - MOST
    return ", ".join(titles) if rest < 2 else f"{', '.join(titles[:MOST])} and {rest} more"


def _headline(decision: Decision, rows: Sequence[dict[str, Any]]) -> str:
    chosen = telling.quoted(decision.title(decision.names[decision.chosen]))
    likely = [row for row in rows if row["inside_90"] or (row["event"] and row["flip"] is not None)]
    if not likely:
        return f"{chosen} stays the best choice whatever single number turns out, within nine in ten of its values."
    count = f"{len(likely)} of {len(rows)} numbers"
    return f"{chosen} is the best choice today; {count} could overturn that alone, inside the range that the plan gives them."


def _so_what(decision: Decision, rows: Sequence[dict[str, Any]]) -> list[str]:
    found = [row for row in rows if row["flip"] is not None and row["inside"]]
    if not found and evpi(decision.stakes).high <= 0:
        chosen = telling.quoted(decision.title(decision.names[decision.chosen]))
        return [f"In none of {decision.count:,} draws would another allocation have been better than {chosen}: doubt about these numbers is no reason to hesitate.", *telling.elsewhere(decision)]
    if not found:
        return ["Doubt about any one number is no reason to hesitate; only several at once could make another allocation better."]
    first = found[0]
    side = "above" if first["upward"] else "below"
    when = f"where it is {side} {wording.amount(first['flip'])}"
    if first["event"]:
        when = f"if it {wording.event(first['name'], first['upward'])}"
    known = f"Before funding, ask those who know best about {telling.quoted(first['title'])}"
    return [f"{known}: {when}, {telling.quoted(decision.title(first['to']))} would be the better choice."]


