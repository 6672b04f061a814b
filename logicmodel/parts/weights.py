"""Weights: how much each of several cases counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, TypeAlias

from pydantic import Field, NonNegativeFloat
from pydantic_core import PydanticCustomError

Weights: TypeAlias = Annotated[tuple[NonNegativeFloat, ...], Field(min_length=1)]
"""Numbers from zero on, of which only the proportions matter."""


def check_weights(cases: Sequence[object], weights: Sequence[float], *, word: str) -> None:
    """Refuse weights that are not one a case, or all zero."""
    if len(cases) != len(weights):
        text = "every one of the {cases} {word} needs its weight, found {weights} weights"
        fields = {"word": word, "cases": len(cases), "weights": len(weights)}
        raise PydanticCustomError("weights", text, fields)
    if not sum(weights) > 0:
        raise PydanticCustomError("weights", "at least one weight must be above 0")


def shares_of(weights: Sequence[float]) -> tuple[float, ...]:
    """Return the weights divided by their sum.

    >>> shares_of([1, 3])
    (0.25, 0.75)
    """
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)
