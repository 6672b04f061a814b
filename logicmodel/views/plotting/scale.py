"""Scales: the range that an axis shows, and ticks that people can read."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence

from logicmodel import wording
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.plotting import theme

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
"""Thousands are written out; from millions on ticks are short."""
EASE = 1.03
"""Letters fitted to the dots of a screen take a little more room than the font says."""


@dataclasses.dataclass(frozen=True)
class Scale:
    """What an axis runs over, and where it is marked."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    zero: float | None = None
    """Where bars begin, drawn as a line; None where there is no such place."""


SHARES = Scale(0.0, 1.0, tuple((part / 4, f"{25 * part} %") for part in range(5)), zero=0.0)
"""Probabilities."""


def scale_of(
    values: Iterable[float | None], *, most: int = 5, pad: float = 0.06, zero: bool | None = None
) -> Scale:
    """Return a scale that holds all finite values.

    Zero is on it where ``zero`` says so, or, where nothing is said, if the values come near it.
    """
    found = [float(value) for value in values if value is not None and math.isfinite(value)]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    near = low > 0 and low < 0.35 * high
    below = high < 0 and high > 0.35 * low
    if zero or (zero is None and (near or below)):
        low, high = min(low, 0.0), max(high, 0.0)
    size = max(abs(low), abs(high))
    if high - low <= 1e-9 * size or high == low:
        half = 0.1 * size or 1.0
        low, high = low - half, high + half
    room = pad * (high - low)
    start = low if low == 0 else low - room
    end = high if high == 0 else high + room
    return Scale(start, end, ticks(start, end, most=most), zero=0.0 if start <= 0 <= end else None)


def ticks(low: float, high: float, *, most: int = 5) -> tuple[tuple[float, str], ...]:
    """Return at most ``most`` round places between two ends, with their words.

    >>> ticks(0, 2_400_000, most=4)
    ((0.0, '0'), (1000000.0, '1 m'), (2000000.0, '2 m'))
    """
    rough = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (*STEPS, 20.0) if size * power >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    places = [first + n for n in range(most + 2) if (first + n) * step <= high + 1e-9 * step]
    values = [place * step + 0.0 for place in places]
    return tuple(zip(values, tick_words(values, step), strict=True))


def tick_words(values: Sequence[float], step: float) -> list[str]:
    """Write the values of ticks, all to the same place."""
    largest = max((abs(value) for value in values), default=0.0)
    factor, word = next(((size, f" {name}") for size, name in LARGE if largest >= size), (1.0, ""))
    if largest >= 1e15 or 0 < largest < 1e-5:
        return [wording.amount(value) for value in values]
    places = max(0, -math.floor(math.log10(step / factor) + 1e-9))
    places += round(step / factor * 10**places, 6) != round(step / factor * 10**places)
    return [
        "0" if value == 0 else f"{value / factor:,.{places}f}{word}".replace("-", wording.MINUS)
        for value in values
    ]


def widest(words: Iterable[str], size: float) -> float:
    """Return the width of the widest of some words, in points, as programs draw it at worst."""
    return EASE * max((width_of(word, size) for word in words), default=0.0)


def thinned(labels: Sequence[str], room: float, *, size: float = theme.SMALL) -> list[int]:
    """Return the places of labels that fit side by side into the room: the first, the last, some between.

    >>> thinned(["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"], 100.0)
    [0, 3]
    """
    count = len(labels)
    fitting = max(int(room // (widest(labels, size) + 8.0)), 1)
    every = -(-count // fitting)
    if every == 1:
        return list(range(count))
    if fitting == 1:
        return [count - 1]
    every = next((step for step in range(every, 2 * every) if (count - 1) % step == 0), every)
    return [place for place in range(0, count, every) if place <= count - 1 - every] + [count - 1]


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places apart until they are a gap away from each other, inside the ends as far as there is room.

    >>> apart([10.0, 10.0, 50.0], 8.0, 0.0, 60.0)
    [6.0, 14.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    groups: list[tuple[float, list[int]]] = []
    for place in order:
        middle, members = wanted[place], [place]
        while groups and middle - groups[-1][0] < gap * (len(members) + len(groups[-1][1])) / 2:
            other, before = groups.pop()
            middle = (other * len(before) + middle * len(members)) / (len(before) + len(members))
            members = before + members
        half = gap * (len(members) - 1) / 2
        middle = min(max(middle, low + half), max(high - half, low + half))
        groups.append((middle, members))
    found = [0.0] * len(wanted)
    for middle, members in groups:
        for number, place in enumerate(members):
            found[place] = middle + gap * (number - (len(members) - 1) / 2)
    return found
