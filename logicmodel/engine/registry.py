"""The columns of a program while it is being compiled."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

from logicmodel.engine.program import Column, Drawn, Operand
from logicmodel.parts.distributions.bernoulli import Bernoulli
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.normal import Normal
from logicmodel.parts.quantity import Named
from logicmodel.plan.plan import Plan


class Registry:
    """Hands out operands: a certain number as itself, an uncertain one as a column by its path."""

    def __init__(self, plan: Plan, names: Mapping[str, str] | None = None) -> None:
        """Serve a plan; ``names`` are those of the columns that are not called by their path."""
        self.plan = plan
        self.names = names or {}
        self.columns: dict[str, Column] = {}

    def operand(self, path: str, quantity: Distribution | Named) -> Operand:
        """Return the operand of a quantity; the name of a number leads to that number's column."""
        if isinstance(quantity, Named):
            return self.operand(f"numbers.{quantity.name}", self.plan.numbers[quantity.name])
        if quantity.certain:
            return quantity.support()[0]
        return self._drawn(Column(path, quantity, quantity.each))

    def noise(self, path: str, quantity: Distribution | Named) -> Operand:
        """Return the operand of a disturbance: drawn in each period unless it says ``each draw``."""
        if isinstance(quantity, Named):
            return self.operand(path, quantity)
        if quantity.certain:
            return quantity.support()[0]
        once = "each" in quantity.model_fields_set and quantity.each == "draw"
        return self._drawn(Column(path, quantity, "draw" if once else "period"))

    def event(self, path: str, probability: Distribution | Named, each: Literal["draw", "period"]) -> Operand:
        """Return the operand of an event: 1 where it happens, else 0."""
        chance = self.operand(f"{path}.probability", probability)
        if isinstance(chance, Drawn):
            return self._drawn(Column(path, None, each, probability=chance.column))
        if chance in {0.0, 1.0}:
            return chance
        return self._drawn(Column(path, Bernoulli(p=chance), each))

    def measurement(self, path: str, error: Distribution | Named) -> Operand:
        """Return the standard normal deviation of each period's measurement."""
        if isinstance(error, Distribution) and error.certain and error.support()[0] == 0:
            return 0.0
        return self._drawn(Column(path, Normal(mean=0, sd=1), "period"))

    def _drawn(self, column: Column) -> Drawn:
        name = self.names.get(column.name, column.name)
        if name != column.name:
            column = dataclasses.replace(column, name=name)
        self.columns.setdefault(name, column)
        return Drawn(name)
