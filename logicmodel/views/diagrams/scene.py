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

    def box(self, name: str) -> Box:
        """Return the box with that id; raises KeyError where there is none."""
        for box in self.boxes:
            if box.id == name:
                return box
        raise KeyError(name)
