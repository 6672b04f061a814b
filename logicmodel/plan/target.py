"""A target: a level to reach, by a period."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.plan.element import Certain, Element, Id, Label, Pair
from logicmodel.plan.percent import percent


class ChangeForm(Element):
    """A wanted change: a share of the level it is held against, or an amount."""

    amount: Certain
    """The change; its sign says whether the level should rise or fall."""
    relative: bool = False
    """True where the amount is a share."""


def _read(value: Any) -> Any:
    if isinstance(value, dict | ChangeForm):
        return value
    return {"amount": value, "relative": isinstance(value, str) and "%" in value}


def _write(change: ChangeForm) -> Any:
    if not change.relative:
        return change.amount
    return percent(change.amount) or {"amount": change.amount, "relative": True}


Change: TypeAlias = Annotated[
    ChangeForm,
    BeforeValidator(_read, json_schema_input_type=float | str | ChangeForm),
    PlainSerializer(_write),
]
"""`-20%` is relative; a plain number is in the node's unit."""
RULES = ("at_least", "at_most", "between", "change")


class Target(Element):
    """A level that a node, or an indicator of it, shall reach by a period."""

    node: Id | None = None
    """The node it is set on; found through the indicator where it is left out."""
    indicator: Id | None = None
    """The indicator it is set on: what will be measured, with its error, instead of the truth."""
    id: Annotated[str, Field(pattern=r"^[^\s.]+$", max_length=200)] | None = None
    """A name of its own; `node@period` where it is left out."""
    title: Label = ""
    """Name for people."""
    at_least: Certain | None = None
    """Met from this level on."""
    at_most: Certain | None = None
    """Met up to this level."""
    between: Pair | None = None
    """Met from the first to the second level."""
    change: Change | None = None
    """Met at this change, or a larger one in the same direction: `-20%`, `150`."""
    against: Literal["baseline", "counterfactual"] = "baseline"
    """What a change is held against: the baseline, or the level with nothing allocated."""
    by: Label | None = None
    """Period in which it is to be met."""
    within: Label | None = None
    """Last period; it may be met in any period up to it."""
    weight: Annotated[Certain, Field(gt=0)] = 1.0
    """Importance relative to the other targets."""
    was: Certain | None = None
    """The level it asked for before it was changed."""
    changed_because: Label = ""
    """Why it was changed."""

    @model_validator(mode="after")
    def _one_rule_one_date(self) -> Self:
        rules = [rule for rule in RULES if getattr(self, rule) is not None]
        if len(rules) != 1:
            text = "a target needs exactly one of at_least, at_most, between, change; found {found}"
            raise PydanticCustomError("target", text, {"found": ", ".join(rules) or "none"})
        if (self.by is None) == (self.within is None):
            raise PydanticCustomError(
                "target", "a target needs its date: either by or within a period"
            )
        if self.node is None and self.indicator is None:
            raise PydanticCustomError(
                "target", "a target needs the node or the indicator it is set on"
            )
        if self.between is not None and self.between[0] >= self.between[1]:
            text = "the low end must be below the high end ({low} >= {high})"
            fields = {"low": f"{self.between[0]:g}", "high": f"{self.between[1]:g}"}
            raise PydanticCustomError("order", text, fields)
        if self.change is not None and self.change.amount == 0:
            raise PydanticCustomError(
                "target", "a change of 0 is no direction; write at_least or at_most"
            )
        return self

    @property
    def due(self) -> str:
        """The label of the period it is due in."""
        return self.by or self.within or ""

    @property
    def name(self) -> str:
        """The id of the target: its own, else ``node@period``."""
        return self.id or f"{self.node}@{self.due}"

    @property
    def rule(self) -> str:
        """The kind of rule: at_least, at_most or between; a change is one of the first two."""
        if self.change is not None:
            return "at_least" if self.change.amount > 0 else "at_most"
        return next(rule for rule in RULES if getattr(self, rule) is not None)
