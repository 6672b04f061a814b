"""How a node is measured."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, PlainSerializer

from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import NotNegative, quantity_data
from logicmodel.plan.element import Certain, Element, Label
from logicmodel.plan.group import Group
from logicmodel.plan.percent import percent_quantity


class MeasurementError(Element):
    """Standard deviation of one measurement around the true value."""

    sd: NotNegative
    """Standard deviation: in the indicator's unit, or as a share of the true value."""
    relative: bool = False
    """True where the deviation is a share of the true value."""


def _read(value: Any) -> Any:
    if isinstance(value, MeasurementError) or (isinstance(value, dict) and "experts" not in value):
        return value
    return {"sd": value, "relative": isinstance(value, str) and "%" in value}


def _write(error: MeasurementError) -> Any:
    if not error.relative:
        return quantity_data(error.sd)
    return percent_quantity(error.sd) or {"sd": quantity_data(error.sd), "relative": True}


ErrorOfMeasurement: TypeAlias = Annotated[
    MeasurementError,
    BeforeValidator(_read, json_schema_input_type=NotNegative | MeasurementError),
    PlainSerializer(_write),
]
"""`5%` is relative to the true value; a plain number is in the indicator's unit."""


class Reference(Element):
    """A code in a public list of indicators or results, such as the SDG indicators."""

    scheme: Label
    """The list: SDG, IRIS+, IATI vocabulary..."""
    code: Label
    """The code in that list."""
    uri: Label = ""
    """Where the entry can be read."""


class Indicator(Element):
    """A simple and reliable means to measure a node (OECD DAC glossary)."""

    title: Label = ""
    """Name for people; the id is used where it is empty."""
    definition: Label = ""
    """What exactly is counted or measured."""
    unit: Label = ""
    """Unit of the measured value; the node's unit where it is empty."""
    direction: Literal["up", "down", "hold"] = "up"
    """Whether more or less of it is better, or the same."""
    accumulation: Literal["level", "per_period", "running_total"] = "level"
    """What one figure stands for: a level, an amount per period, or the total since the start."""
    measure: Literal["number", "percentage", "score", "yes_no", "text"] | None = None
    """What sort of figure it is; `text` is qualitative and has no number."""
    population: Label = ""
    """Who or what is counted; of a percentage, what it is a share of."""
    baseline: Certain | None = None
    """What was measured before the plan, where that differs from the baseline of the node."""
    baseline_date: Label = ""
    """When the baseline was measured: a year or a date."""
    source: Label = ""
    """Means of verification: where the figure comes from."""
    method: Label = ""
    """How it is collected."""
    frequency: Label = ""
    """How often it is collected."""
    responsible: Label = ""
    """Who collects it."""
    disaggregation: tuple[Label, ...] = ()
    """Groups for which it is reported apart."""
    groups: tuple[Group, ...] = ()
    """Planned values of groups: `[{of: {sex: female}, baseline: 10, at_least: 40, by: 2027}]`; records that no simulation uses."""
    error: ErrorOfMeasurement = MeasurementError(sd=Fixed(value=0))
    """Standard deviation of one measurement: `5%` of the true value, or a number in the unit."""
    cost: Certain | None = None
    """Cost of collecting it once, in the plan's currency."""
    references: tuple[Reference, ...] = ()
    """Codes of the same indicator in public lists."""

    @property
    def counted(self) -> bool:
        """Whether its figures are amounts, so that those of groups can add up to the whole."""
        return self.measure in {None, "number"} and self.unit.strip() != "%"
