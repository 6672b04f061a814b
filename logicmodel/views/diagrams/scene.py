"""What a picture shows, before anybody decides where: boxes in columns, arrows, tags and chances.

A scene knows nothing of plans and nothing of pixels. Every engine draws the same scene.
"""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["input", "activity", "output", "outcome", "factor"]
Sign: TypeAlias = Literal[-1, 0, 1]


@dataclasses.dataclass(frozen=True)
class Column:
    """One stage of the model: its header, the sentence under it, and the phase it belongs to."""

    title: str
    kind: Kind
    caption: str = ""
    phase: str = ""


@dataclasses.dataclass(frozen=True)
class Chance:
    """The probability that one allocation meets a target, with its interval."""

    title: str
    probability: float
    low: float
    high: float
    word: str = ""
    """The chance in a calibrated word, with its sign."""
    gauge: Gauge | None = None


@dataclasses.dataclass(frozen=True)
class Gauge:
    """The level to be expected against where it starts and what is wanted, on one scale."""

    text: str
    low: float
    mean: float
    high: float
    start: float | None
    wanted: tuple[float | None, float | None]
    """The least and the most level that meets the target; None where there is no such bound."""
    scale: tuple[float, float]
    """The levels at the left and the right end."""


@dataclasses.dataclass(frozen=True)
class Fact:
    """A line on a box that a style adds, and a bar under it where it tells a share."""

    text: str
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclasses.dataclass(frozen=True)
class Badge:
    """A target, in words, and how likely each allocation meets it (nothing where not simulated)."""

    target: str
    text: str
    chances: tuple[Chance, ...] = ()


@dataclasses.dataclass(frozen=True)
class Tag:
    """A short sign on a box or an arrow that points to a note, such as ``A1``."""

    id: str
    text: str
    link: str = ""
    """The id of the link that the tag stands for, where it stands for one."""


@dataclasses.dataclass(frozen=True)
class Note:
    """A line of the list under the picture: what a tag stands for."""

    id: str
    text: str
    title: str
    detail: str = ""


@dataclasses.dataclass(frozen=True)
class Box:
    """One node: where ``column`` is None it stands in the band of external factors."""

    id: str
    title: str
    kind: Kind
    column: int | None
    subtitle: str = ""
    badges: tuple[Badge, ...] = ()
    tags: tuple[Tag, ...] = ()
    lane: str = ""
    """The title of its swimlane, where the scene has lanes."""
    shape: Literal["card", "hexagon", "oval"] = "card"
    facts: tuple[Fact, ...] = ()
    """What a style tells about the node."""
    fill: float = 0.0
    """How strongly the box is tinted, 0 to 1."""
    tabs: bool = False
    """Whether the targets hang under the box as a tab instead of standing in it."""


@dataclasses.dataclass(frozen=True)
class Arrow:
    """One link: ``width`` in pixels, ``label`` drawn beside it, ``title`` told on pointing at it."""

    id: str
    source: str
    target: str
    width: float = 1.6
    sign: Sign = 0
    dashed: bool = False
    label: str = ""
    title: str = ""
    evidence: str = ""
    tags: tuple[Tag, ...] = ()
    dashes: str = ""
    """The pattern of the line as lengths of strokes and gaps; overrides ``dashed``."""
    detail: tuple[tuple[str, str], ...] = ()
    """What is said about it, by subject: weight, because, assumes."""
    words: tuple[str, ...] = ()
    """What the signs that a style puts on it mean."""


@dataclasses.dataclass(frozen=True)
class Key:
    """A line of the legend that a style adds: a sign and what it means."""

    words: str
    sign: Literal["line", "label", "box", "fill", "gauge", "bar", "text"] = "text"
    text: str = ""
    width: float = 1.8
    dashes: str = ""
    kind: Kind = "activity"
    shape: Literal["card", "hexagon", "oval"] = "card"


@dataclasses.dataclass(frozen=True)
class Scene:
    """Everything a picture shows. ``weighed`` says that the widths of arrows carry a meaning."""

    title: str
    description: str = ""
    columns: tuple[Column, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    notes: tuple[Note, ...] = ()
    weighed: bool = False
    lanes: tuple[str, ...] = ()
    """The titles of the swimlanes, from top to bottom; empty where there are none."""
    spheres: tuple[tuple[str, int], ...] = ()
    """The title of each sphere (control, influence, concern) and its first column."""
    hidden: int = 0
    """How many boxes a focus leaves out."""
    key: tuple[Key, ...] = ()
    """What the signs of the style mean."""
    caption: str = ""
    """What one sees, in one sentence."""

    def box(self, name: str) -> Box:
        """Return the box with that id; raises KeyError where there is none."""
        for box in self.boxes:
            if box.id == name:
                return box
        raise KeyError(name)
