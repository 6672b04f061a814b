"""What stands on a box: lines of text, bars and thin rules, measured against the box's width."""

from __future__ import annotations

import dataclasses
from typing import Literal

from logicmodel.views.diagrams.figures import odds
from logicmodel.views.diagrams.lettering import Weight, shortened, width_of, wrapped
from logicmodel.views.diagrams.scene import Badge, Box, Chance, Fact, Gauge

LEFT, RIGHT, TOP, BOTTOM = 15.0, 12.0, 11.0, 11.0
TITLE, TITLE_STEP = 13.0, 17.0
SMALL, SMALL_STEP = 11.0, 15.0
BAR = 6.0
MOST_CHANCES = 6
MOST_ASKED = 5
"""Lines of a target: the name of its indicator may take three, and what it asks for must still be seen."""
WORDS, LEAST_SCALE, SCALE_GAP = 0.64, 56.0, 10.0
"""Share of a line that words take beside a bar or gauge, the least room of those, and the gap between."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of text by its baseline, relative to the box; ``end`` sets it to end at x."""

    text: str
    x: float
    y: float
    size: float
    weight: Weight = "regular"
    ink: Literal["ink", "muted", "deep"] = "ink"
    end: bool = False


@dataclasses.dataclass(frozen=True)
class Bar:
    """The bar of a chance, relative to the box."""

    x: float
    y: float
    width: float
    chance: Chance


@dataclasses.dataclass(frozen=True)
class Dial:
    """The gauge of a level, relative to the box."""

    x: float
    y: float
    width: float
    gauge: Gauge


@dataclasses.dataclass(frozen=True)
class Face:
    """Everything on one box, and the height that it needs."""

    box: Box
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    rules: tuple[float, ...] = ()
    aims: tuple[tuple[float, float], ...] = ()
    """Where a target sign stands: its centre."""
    dials: tuple[Dial, ...] = ()
    mirrored: bool = False
    """Whether it is read from right to left: the accent stands at the right."""


def face(box: Box, width: float, least: float = 0.0) -> Face:
    """Set a box: the title in the middle of the height where nothing hangs below it."""
    room = width - LEFT - RIGHT
    heading = _heading(box, room)
    height = TOP + sum(step for _, step in heading) + BOTTOM
    below = _Below(width, height - (6.0 if box.facts else 2.0), box.subtitle)
    for fact in box.facts:
        below.fact(fact)
    for badge in box.badges:
        below.add(badge)
    hangs = bool(box.badges or box.facts)
    full = max(below.y + 5.0 if hangs else height, least)
    down = TOP if hangs else (full - sum(step for _, step in heading)) / 2
    lines: list[Line] = []
    for line, step in heading:
        lines.append(dataclasses.replace(line, y=down + step * 0.5 + line.size * 0.36))
        down += step
    return Face(
        box,
        width,
        full,
        (*lines, *below.lines),
        tuple(below.bars),
        tuple(below.rules),
        tuple(below.aims),
        tuple(below.dials),
    )


def _heading(box: Box, room: float) -> list[tuple[Line, float]]:
    """Return the title and the unit, each line with the height it takes."""
    titles = wrapped(box.title, room, TITLE, weight="strong", most=4)
    found = [(Line(text, LEFT, 0, TITLE, "strong"), TITLE_STEP) for text in titles]
    if box.subtitle:
        small = shortened(box.subtitle, room, SMALL)
        found.append((Line(small, LEFT, 0, SMALL, "regular", "muted"), SMALL_STEP))
    return found


class _Below:
    """Collects the targets under a title, from top to bottom."""

    def __init__(self, width: float, y: float, unit: str) -> None:
        self.width, self.room, self.y = width, width - LEFT - RIGHT, y
        self.unit = unit
        self.lines: list[Line] = []
        self.bars: list[Bar] = []
        self.rules: list[float] = []
        self.aims: list[tuple[float, float]] = []
        self.dials: list[Dial] = []

    def fact(self, fact: Fact) -> None:
        """Add a line that a style tells, with its bar where it is a share."""
        for text in wrapped(fact.text, self.room, SMALL, weight="strong", most=3):
            self.lines.append(Line(text, LEFT, self.y + 10.0, SMALL, "strong", "deep"))
            self.y += SMALL_STEP
        if fact.share is not None:
            low = fact.share if fact.low is None else fact.low
            high = fact.share if fact.high is None else fact.high
            chance = Chance("", fact.share, low, high)
            self.bars.append(Bar(LEFT, self.y + 1.0, self.room, chance))
            self.y += BAR + 6.0
        self.y += 3.0

    def add(self, badge: Badge) -> None:
        """Add one target and its chances."""
        self.rules.append(self.y)
        self.y += 6.0
        self.aims.append((LEFT + 5.0, self.y + 7.5))
        for text in wrapped(badge.text, self.room - 16.0, SMALL, weight="strong", most=MOST_ASKED):
            self.lines.append(Line(text, LEFT + 16.0, self.y + 11.5, SMALL, "strong", "deep"))
            self.y += SMALL_STEP
        self.y += 3.0
        for chance in badge.chances[:MOST_CHANCES]:
            self._chance(chance)
        more = len(badge.chances) - MOST_CHANCES
        if more > 0:
            self.lines.append(
                Line(f"and {more} more", LEFT, self.y + 10.0, SMALL, "regular", "muted")
            )
            self.y += SMALL_STEP
        self.y += 3.0

    def _chance(self, chance: Chance) -> None:
        """Add a line ``title 71 % (70-72 %)`` and its bar; a long title takes a line of its own."""
        share, told = odds(chance.probability, chance.low, chance.high)
        told = f" {told}" if told else ""
        right = self.width - RIGHT
        taken = width_of(share, SMALL, weight="strong") + width_of(told, SMALL)
        if width_of(chance.title, SMALL) > self.room - taken - 8.0:
            title = shortened(chance.title, self.room, SMALL)
            self.lines.append(Line(title, LEFT, self.y + 10.0, SMALL))
            self.y += 14.0
        else:
            self.lines.append(Line(chance.title, LEFT, self.y + 10.0, SMALL))
        inner = right - width_of(told, SMALL)
        self.lines.append(Line(share, inner, self.y + 10.0, SMALL, "strong", "ink", end=True))
        if told:
            self.lines.append(
                Line(told.strip(), right, self.y + 10.0, SMALL, "regular", "muted", end=True)
            )
        if chance.word:
            self._words(chance)
        else:
            self.bars.append(Bar(LEFT, self.y + 15.0, self.room, chance))
            self.y += 15.0 + BAR + 7.0

    def _words(self, chance: Chance) -> None:
        """Add the chance in a word with its bar beside it, and under it the level with its gauge."""
        text = max(self.room * WORDS, width_of(chance.word, SMALL, weight="strong"))
        text = min(text, self.room - LEAST_SCALE - SCALE_GAP)
        left, wide = LEFT + text + SCALE_GAP, self.room - text - SCALE_GAP
        word = shortened(chance.word, text, SMALL, weight="strong")
        self.lines.append(Line(word, LEFT, self.y + 24.0, SMALL, "strong", "deep"))
        self.bars.append(Bar(left, self.y + 17.0, wide, chance))
        self.y += 14.0
        if chance.gauge is not None:
            self.dials.append(Dial(left, self.y + 15.5, wide, chance.gauge))
            for told in wrapped(self._level(chance.gauge.text), text, SMALL, most=3):
                self.lines.append(Line(told, LEFT, self.y + 24.0, SMALL, "regular", "muted"))
                self.y += 14.0
        self.y += 20.0

    def _level(self, text: str) -> str:
        """Return a level without the unit where the box names the same one under its title."""
        return text.replace(f" {self.unit}", "", 1) if self.unit else text
