"""The nodes of a plan: inputs, activities, outputs, outcomes, external factors, assumptions."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import OneOf
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.combiners.sum import Sum
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import NotNegative, Quantity, Share
from logicmodel.plan.element import BY_FORM, EVERY, ONE, Certain, Element, Id, Label
from logicmodel.plan.indicator import Indicator, Reference
from logicmodel.plan.trend import Trend


class Node(Element):
    """What all nodes have: words for people."""

    kind: ClassVar[str] = ""
    section: ClassVar[str] = ""
    title: Label = ""
    """Name for people; the id is used where it is empty."""
    description: Label = ""
    """What it is, in a sentence or two."""
    unit: Label = ""
    """Unit of its quantity: people, meals, FTE, %, index..."""
    theme: Label = ""
    """Group or swimlane it belongs to."""
    owner: Label = ""
    """Who answers for it."""
    sphere: Literal["control", "influence", "concern"] | None = None
    """How far the team can move it: control, influence or concern."""
    references: tuple[Reference, ...] = ()
    """Codes of the same result in public lists."""
    ignore: dict[Id, Label] = Field(default_factory=dict)
    """Checks that do not apply here: code and the reason why."""


class Input(Node):
    """Money, people or materials put in. Its quantity is what an allocation gives it."""

    kind: ClassVar[str] = "input"
    section: ClassVar[str] = "inputs"
    price: NotNegative | None = None
    """Currency per unit; 1 when the unit is the plan's currency."""
    delivery: NotNegative = Fixed(value=1)
    """Share of the allocated amount that arrives."""
    before: tuple[Certain, ...] = ()
    """Amounts of the periods before the plan starts, the latest last."""


LevelInTime: TypeAlias = Annotated[
    Annotated[Quantity, Tag(ONE)] | Annotated[tuple[Quantity, ...], Tag(EVERY)], BY_FORM
]
"""A quantity for all periods, or a list with one quantity per period."""


class Factor(Node):
    """An external factor: it acts, and the plan cannot move it."""

    kind: ClassVar[str] = "factor"
    section: ClassVar[str] = "factors"
    value: LevelInTime | None = None
    """Its level: once for all periods, or a list with one value per period."""
    reference: Quantity = Fixed(value=0)
    """The level at which it has no effect; only the departure from it acts."""


class Assumption(Node):
    """A condition outside the plan's control that links may rest on."""

    kind: ClassVar[str] = "assumption"
    section: ClassVar[str] = "assumptions"
    holds: Share | None = None
    """Probability that it holds."""
    each: Literal["draw", "period"] = "draw"
    """Whether it holds or fails once for the whole plan, or anew in each period."""
    mitigation: Label = ""
    """What is done to make it hold."""
    watch: Label = ""
    """What shows early that it is failing."""


class Result(Node):
    """What activities, outputs and outcomes share: a reference path and incoming contributions."""

    baseline: Quantity | None = None
    """Level with no plan in the first period; 0 for activities and outputs."""
    trend: Trend | None = None
    """How the level moves with no plan: `0.5`, `2% per period`, `1% to 3% per period`."""
    min: Quantity | None = None
    """Smallest possible level."""
    max: Quantity | None = None
    """Largest possible level."""
    retain: Share = Fixed(value=0)
    """Share of the effect that carries over to the next period: 0 a flow, 1 a stock."""
    noise: Quantity = Fixed(value=0)
    """What moves the level from period to period without a known cause: `normal(0, 20)`."""
    combine: Annotated[Combiner, OneOf(Combiner)] = Sum()
    """How contributions act together: `sum`, `minimum`, `noisy_or(leak=0.05)`..."""
    beneficiaries: tuple[Id, ...] = ()
    """Stakeholders who gain by it."""
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    """How it is measured."""

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if (
            isinstance(self.min, Fixed)
            and isinstance(self.max, Fixed)
            and self.min.value >= self.max.value
        ):
            text = "min must be below max ({low} >= {high})"
            raise PydanticCustomError("order", text, {"low": str(self.min), "high": str(self.max)})
        return self


class Activity(Result):
    """What is done with the inputs."""

    kind: ClassVar[str] = "activity"
    section: ClassVar[str] = "activities"


class Output(Result):
    """The products, goods and services that result."""

    kind: ClassVar[str] = "output"
    section: ClassVar[str] = "outputs"


class Outcome(Result):
    """A change in the lives of people, in an organisation or in nature."""

    kind: ClassVar[str] = "outcome"
    section: ClassVar[str] = "outcomes"
    horizon: Literal["immediate", "intermediate", "ultimate"] | None = None
    """How far along the chain: immediate, intermediate, or ultimate (impact)."""
    value: Quantity | None = None
    """Worth of one unit for one period, in the plan's currency; negative where less is better."""
    displacement: Share = Fixed(value=0)
    """Share of the effect that only moved the problem elsewhere."""
    attributed_to_others: Share = Fixed(value=0)
    """Share of the effect that others brought about."""


NODE_TYPES: tuple[type[Node], ...] = (Input, Factor, Assumption, Activity, Output, Outcome)
SECTIONS: dict[str, type[Node]] = {model.section: model for model in NODE_TYPES}
