"""The contract of a style: colours, strokes, and how much of a plan is shown."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from logicmodel.kinds import Family, Part
from logicmodel.views.diagrams.scene import Scene
from logicmodel.views.diagrams.telling import Telling


class Inks(BaseModel):
    """The colours of one kind of node: ``deep`` carries white text, ``tint`` dark text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deep: str
    line: str
    tint: str


class Style(Part):
    """How a scene looks. Colours are ``#rrggbb``; no meaning hangs on a colour alone."""

    family: ClassVar[Family | None] = Family("style", "logicmodel.views.diagrams.styles")

    takes: ClassVar[tuple[str, ...]] = ("attainment",)
    """The questions whose answers it can show."""
    needs: ClassVar[str] = ""
    """What it cannot do without, in words; nothing where it needs no answer."""
    remedy: ClassVar[str] = ""
    """How to get what it needs."""

    paper: str = "#ffffff"
    """Colour behind everything."""
    ink: str = "#1b2733"
    """Colour of titles."""
    muted: str = "#52606d"
    """Colour of units, captions and notes."""
    rule: str = "#cbd2d9"
    """Colour of thin lines that separate."""
    lowers: str = "#b3440b"
    """Colour of arrows that lower their target; they also carry a minus sign."""
    tag_ink: str = "#513c06"
    """Colour of the letters of a tag."""
    tag_line: str = "#8d6b00"
    """Colour of the outline of a tag."""
    tag_fill: str = "#fff3c4"
    """Colour of a tag."""
    track: str = "#e4e7eb"
    """Colour of the empty part of a bar."""
    inks: dict[str, Inks] = {  # noqa: RUF012 - a field of a frozen value
        "input": Inks(deep="#8a5a00", line="#b87f00", tint="#fef7e8"),
        "activity": Inks(deep="#00609a", line="#2a8cc4", tint="#eef7fd"),
        "output": Inks(deep="#00694d", line="#008f68", tint="#ebf8f4"),
        "outcome": Inks(deep="#8c3f6d", line="#b95a8e", tint="#fcf2f8"),
        "factor": Inks(deep="#46525e", line="#75818d", tint="#f7f8f9"),
    }
    """Colours by kind of node: those of Okabe and Ito (2008, *Color Universal Design*), darkened where
    white text stands on them so that its contrast is at least 4.5:1, and lines to at least 3:1."""
    thinnest: float = 1.2
    """Width of the weakest arrow, in pixels."""
    thickest: float = 6.0
    """Width of the strongest arrow into a box, in pixels."""
    plain: float = 1.8
    """Width of an arrow that has nothing to be compared with, in pixels."""
    phases: bool = True
    """Whether the headers are gathered into planned work and intended results."""
    labels_up_to: int = 60
    """Largest number of arrows at which their labels are still drawn."""
    halos_up_to: int = 160
    """Largest number of arrows at which crossings are set apart by a white edge."""
    direction: Literal["right", "left", "up"] = "right"
    """Which way the chain runs."""
    hatches: dict[str, Literal["solid", "stripes", "dots", "double", "none"]] = {}  # noqa: RUF012 - frozen
    """Pattern of the left edge by kind of node, for pictures without colour; solid otherwise."""

    def dressed(self, scene: Scene, telling: Telling) -> Scene:  # noqa: ARG002 - for members
        """Return the scene with what this style shows beside boxes, arrows and targets."""
        return scene
