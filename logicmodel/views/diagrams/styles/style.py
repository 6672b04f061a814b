"""The contract of a style: colours, strokes, and how much of a plan is shown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from logicmodel.kinds import Family, Part


class Inks(BaseModel):
    """The colours of one kind of node: ``deep`` carries white text, ``tint`` dark text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deep: str
    line: str
    tint: str


class Style(Part):
    """How a scene looks. Colours are ``#rrggbb``; no meaning hangs on a colour alone."""

    family: ClassVar[Family | None] = Family("style", "logicmodel.views.diagrams.styles")

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
    inks: dict[str, Inks]
    """Colours by kind of node."""
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
