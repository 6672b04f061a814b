"""The classic columns of a logic model, in colours that all eyes can tell apart."""

from __future__ import annotations

from typing import ClassVar, Literal

from logicmodel.views.diagrams.styles.style import Style


class Classic(Style):
    """Inputs, activities, outputs and outcomes in a row, read from left to right as if ... then.

    Given the answer of ``attainment`` it shows the chance of every target as a number and a bar.
    """

    example: ClassVar = {}

    kind: Literal["classic"] = "classic"
