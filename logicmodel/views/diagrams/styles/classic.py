"""The classic columns of a logic model, in colours that all eyes can tell apart."""

from __future__ import annotations

from typing import ClassVar, Literal

from logicmodel.views.diagrams.styles.style import Inks, Style


class Classic(Style):
    """Inputs, activities, outputs and outcomes in a row, read from left to right.

    The colours are those of Okabe and Ito (2008, *Color Universal Design*), darkened where white
    text stands on them so that its contrast is at least 4.5:1.
    """

    example: ClassVar = {}

    kind: Literal["classic"] = "classic"
    inks: dict[str, Inks] = {  # noqa: RUF012 - a field of a frozen value
        "input": Inks(deep="#8a5a00", line="#e69f00", tint="#fef7e8"),
        "activity": Inks(deep="#00609a", line="#3d9fd8", tint="#eef7fd"),
        "output": Inks(deep="#00694d", line="#009e73", tint="#ebf8f4"),
        "outcome": Inks(deep="#8c3f6d", line="#c4689b", tint="#fcf2f8"),
        "factor": Inks(deep="#46525e", line="#7b8794", tint="#f7f8f9"),
    }
    """Colours by kind of node."""
