"""The limits within which allocations are sought: money, bounds, funds, other resources, packages."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.plan.decisions import AmountInTime
from logicmodel.plan.element import Certain, Element, Id, Label, Pair


def _least_and_most(pair: tuple[float, float]) -> tuple[float, float]:
    if not 0 <= pair[0] <= pair[1]:
        text = "expected the least and the most amount, from 0 up, found [{low}, {high}]"
        fields = {"low": f"{pair[0]:g}", "high": f"{pair[1]:g}"}
        raise PydanticCustomError("bounds", text, fields)
    return pair


class Fund(Element):
    """Money that may be spent on some inputs only. It is a part of the budget's total."""

    title: Label = ""
    """Name for people."""
    amount: Annotated[Certain, Field(ge=0)]
    """How much there is of it in all, in the plan's currency."""
    inputs: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The inputs it may pay for."""


class Limit(Element):
    """A linear rule on amounts, such as staff to be had: the weighted sum of some inputs keeps within it."""

    title: Label = ""
    """Name for people."""
    of: Annotated[dict[Id, Certain], Field(min_length=1)]
    """How much of it one unit of each input takes."""
    at_most: Certain | None = None
    """Most that may be taken."""
    at_least: Certain | None = None
    """Least that must be taken."""
    each: Literal["period", "plan"] = "period"
    """Whether it holds in every period, or for the sum over all periods."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_most is None and self.at_least is None:
            raise PydanticCustomError("limit", "a limit needs at_most or at_least, or both")
        if self.at_most is not None and self.at_least is not None and self.at_least > self.at_most:
            text = "at_least must not be above at_most ({low} > {high})"
            fields = {"low": f"{self.at_least:g}", "high": f"{self.at_most:g}"}
            raise PydanticCustomError("order", text, fields)
        return self


class Package(Element):
    """Something that is bought whole or not at all: a clinic, a vehicle with its driver, a campaign."""

    title: Label = ""
    """Name for people."""
    amounts: Annotated[dict[Id, AmountInTime], Field(min_length=1)]
    """What comes with it: one number for every period, or a list with one number per period."""
    choice: Literal["open", "must", "must_not"] = "open"
    """Whether it may, must or must not be chosen."""
    requires: tuple[Id, ...] = ()
    """Packages without which it cannot be chosen."""
    excludes: tuple[Id, ...] = ()
    """Packages that cannot be chosen beside it."""


class Budget(Element):
    """Limits within which allocations are sought."""

    total: Annotated[Certain, Field(ge=0)] | None = None
    """Most that may be spent in all, in the plan's currency."""
    per_period: AmountInTime | None = None
    """Most that may be spent in one period, or a list with one limit per period."""
    bounds: dict[Id, Annotated[Pair, AfterValidator(_least_and_most)]] = Field(default_factory=dict)
    """Least and most of an input per period."""
    fixed: dict[Id, AmountInTime] = Field(default_factory=dict)
    """Inputs that are not sought but keep this amount."""
    steps: dict[Id, Annotated[Certain, Field(gt=0)]] = Field(default_factory=dict)
    """Inputs that come in whole multiples of a step: `{vans: 1}`."""
    funds: dict[Id, Fund] = Field(default_factory=dict)
    """Earmarked parts of the total."""
    limits: dict[Id, Limit] = Field(default_factory=dict)
    """Other rules: staff, rooms, shares."""
    packages: dict[Id, Package] = Field(default_factory=dict)
    """What is bought whole or not at all; an input that stands in a package and not in bounds comes by packages only."""
    vary: Literal["plan", "period"] = "plan"
    """Whether one amount is sought for all periods, or one for each period."""
