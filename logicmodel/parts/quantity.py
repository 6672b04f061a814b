"""Anywhere a number may stand: a number, a text form, a distribution, or the name of a number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from logicmodel.kinds import OneOf, Part, number_text
from logicmodel.parts.distributions.bernoulli import Bernoulli
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.distributions.lognormal import Lognormal
from logicmodel.text import Call, EachPeriod, Interval, Name, Node, Number, Pairs, TextError, parse

LARGEST = 10**300
"""What a float holds with room to spare; a whole number in a file may be larger."""


class Named(Part):
    """A number defined once under ``numbers:`` and used by its name; it is one draw everywhere."""

    kind: Literal["named"] = "named"
    name: str
    """The id under `numbers:`."""
    discrete: ClassVar[bool] = False
    each: ClassVar[Literal["draw", "period"]] = "draw"

    def text(self) -> str:
        """Write the name."""
        return self.name


def quantity_of(
    node: Node, *, each: Literal["draw", "period"] = "draw", stated: bool = False
) -> Distribution | Named:
    """Turn a parsed value into a distribution, or into the name of a number.

    ``stated`` says that ``each`` was written: noise is drawn in each period unless it says otherwise.
    """
    if isinstance(node, EachPeriod):
        return quantity_of(node.value, each="period", stated=True)
    if isinstance(node, Number):
        return Fixed(value=node.value)
    if isinstance(node, Interval):
        interval = Lognormal(p5=node.low.value, p95=node.high.value)
        return interval.model_copy(update={"each": each}) if stated else interval
    if isinstance(node, Name):
        if each == "period":
            text = "write 'each period' where the number {name} is defined, not where it is used"
            raise PydanticCustomError("text", text, {"name": node.text})
        return Named(name=node.text)
    if isinstance(node, Call):
        part = _DISTRIBUTION.family.named(node.name).from_call(node)
        if isinstance(part, Distribution):
            return part.model_copy(update={"each": each}) if stated else part
    raise PydanticCustomError("text", "expected a number or a distribution")


_DISTRIBUTION = OneOf(Distribution)


class QuantityIn:
    """Annotation for a quantity whose whole range must lie between two bounds."""

    def __init__(
        self, low: float = -math.inf, high: float = math.inf, *, above: bool = False
    ) -> None:
        """Set the bounds; ``above`` says that the lower bound itself is not allowed."""
        self.low, self.high, self.above = low, high, above

    def read(self, value: Any) -> Distribution | Named:
        """Turn what stands in a plan into a distribution and hold it against the bounds."""
        quantity = self._read(value)
        if isinstance(quantity, Distribution):
            for name, said in quantity.said().items():
                self._check(said, f" of {name}" if name else "")
        return quantity

    def _read(self, value: Any) -> Distribution | Named:
        if isinstance(value, Distribution | Named):
            return value
        if isinstance(value, bool):
            raise PydanticCustomError(
                "quantity", "expected a number, found true or false; quote it?"
            )
        if isinstance(value, int | float):
            if isinstance(value, int) and abs(value) > LARGEST:
                raise PydanticCustomError("quantity", "the number is too large")
            if not math.isfinite(value):
                raise PydanticCustomError(
                    "quantity", "expected a finite number, found {value}", {"value": str(value)}
                )
            return Fixed(value=float(value))
        if isinstance(value, str):
            try:
                expression = parse(value)
            except TextError as error:
                fields = {"text": value[:60], "why": str(error)}
                raise PydanticCustomError("text", "cannot read '{text}': {why}", fields) from None
            return quantity_of(expression.node, each=expression.each, stated=expression.stated)
        if isinstance(value, Number | Interval | Name | Call | Pairs | EachPeriod):
            return quantity_of(value)
        if isinstance(value, Mapping):
            part = _DISTRIBUTION.read(_with_kind(value))
            if isinstance(part, Distribution):
                return part
        text = "expected a number, or a text such as '12 to 18' or 'normal(10, 2)'"
        raise PydanticCustomError("quantity", text)

    def _check(self, quantity: Distribution, whose: str) -> None:
        low, high = quantity.support()
        too_low = low < self.low or (self.above and low <= self.low and _can_be(quantity, low))
        if not too_low and high <= self.high:
            return
        if math.isinf(self.high):
            wanted = ("above " if self.above else "at least ") + number_text(self.low)
        elif math.isinf(self.low):
            wanted = f"at most {number_text(self.high)}"
        else:
            wanted = f"from {number_text(self.low)} to {number_text(self.high)}"
        if quantity.certain:
            text = "must be {wanted}, found {found}"
            if self.high == 1 and 2 <= low <= 100:
                text += "; write {found}% if a percentage is meant"
            fields = {"wanted": wanted, "found": f"{quantity}{whose}"}
            raise PydanticCustomError("range", text, fields)
        if too_low and low == self.low:
            text = "must be {wanted}, but {found} can be {low}; choose a shape that cannot"
            fields = {"wanted": wanted, "found": f"{quantity}{whose}", "low": number_text(low)}
            raise PydanticCustomError("range", text, fields)
        text = (
            "must be {wanted}, but {found}{whose} can be {reached}; "
            "choose a shape with these bounds or write truncate({found}{bounds})"
        )
        bounds = "".join(
            f", {name}={number_text(bound)}"
            for name, bound in (("low", self.low), ("high", self.high))
            if math.isfinite(bound)
        )
        reached = f"below {number_text(self.low)}" if too_low else f"above {number_text(self.high)}"
        fields = {
            "wanted": wanted,
            "found": str(quantity),
            "whose": whose,
            "reached": reached,
            "bounds": bounds,
        }
        raise PydanticCustomError("range", text, fields)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Read from any form; write the shortest one."""
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(quantity_data)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Offer a number, a text or the mapping form of any distribution."""
        found = _DISTRIBUTION.__get_pydantic_json_schema__(schema, handler)
        number: dict[str, Any] = {"type": "number"}
        if math.isfinite(self.low):
            number["exclusiveMinimum" if self.above else "minimum"] = self.low
        if math.isfinite(self.high):
            number["maximum"] = self.high
        found["anyOf"][0]["examples"] = ["12 to 18", "normal(10, 2)", "pert(8, 12, 20)"]
        return {"anyOf": [number, *found["anyOf"]]}


def _can_be(quantity: Distribution, low: float) -> bool:
    """Say whether the smallest value itself has a probability."""
    atoms = quantity.atoms()
    return low in atoms if atoms else quantity.certain or quantity.discrete


def _with_kind(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return a mapping with its kind, which goes without saying where it names experts."""
    return {"kind": "experts", **value} if "experts" in value and "kind" not in value else value


def quantity_data(quantity: Distribution | Named) -> float | str | dict[str, Any]:
    """Write a quantity as a plan file would: a number, else what the distribution says."""
    if isinstance(quantity, Fixed):
        value = quantity.value
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    return quantity.data() if isinstance(quantity, Distribution) else quantity.text()


Quantity: TypeAlias = Annotated[Distribution | Named, QuantityIn()]
"""Any number, certain or not."""
Positive: TypeAlias = Annotated[Distribution | Named, QuantityIn(0, above=True)]
"""A number above zero, certain or not."""
NotNegative: TypeAlias = Annotated[Distribution | Named, QuantityIn(0)]
"""A number from zero on, certain or not."""
Share: TypeAlias = Annotated[Distribution | Named, QuantityIn(0, 1)]
"""A number from 0 to 1, certain or not."""


class InnerIn(QuantityIn):
    """Annotation for a distribution inside another one, which must be spelled out there."""

    def read(self, value: Any) -> Distribution:
        """Turn what stands there into a distribution; a name would be a draw of its own."""
        quantity = self._read(value)
        if isinstance(quantity, Named):
            text = "expected a distribution here, found the name {name}; write its distribution out"
            raise PydanticCustomError("quantity", text, {"name": quantity.name})
        if quantity.each == "period":
            text = "write 'each period' at the end of the whole, not inside it"
            raise PydanticCustomError("quantity", text)
        return quantity

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Offer a number, a text or a mapping, without listing the members once more."""
        mapping = {"type": "object", "required": ["kind"]}
        return {"anyOf": [{"type": "number"}, {"type": "string"}, mapping]}


Inner: TypeAlias = Annotated[Distribution, InnerIn()]
"""A distribution inside another distribution."""


def quantities_of(part: Part) -> dict[str, Distribution | Named]:
    """Return the quantities that are fields of a part, by the names of the fields."""
    values = {name: getattr(part, name) for name in type(part).model_fields}
    return {
        name: value for name, value in values.items() if isinstance(value, Distribution | Named)
    }


__all__ = [
    "Bernoulli",
    "Inner",
    "Named",
    "NotNegative",
    "Positive",
    "Quantity",
    "QuantityIn",
    "Share",
    "quantities_of",
]
