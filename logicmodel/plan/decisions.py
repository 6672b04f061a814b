"""What is decided: allocations of resources, the budget, and what counts as success."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, Tag
from pydantic_core import PydanticCustomError

from logicmodel.plan.element import BY_FORM, EVERY, ONE, Certain, Element, Id, Label, Whole

WORDS = ("title", "description")
"""Keys of an allocation that are not inputs; no input may be called so."""


def _amount(value: float) -> float:
    if value < 0:
        raise PydanticCustomError(
            "amount", "an amount cannot be negative, found {value}", {"value": f"{value:g}"}
        )
    return value


Amount: TypeAlias = Annotated[Certain, AfterValidator(_amount)]
AmountInTime: TypeAlias = Annotated[
    Annotated[Amount, Tag(ONE)] | Annotated[tuple[Amount, ...], Tag(EVERY)], BY_FORM
]
"""One amount for every period, or a list with one amount per period."""


class AllocationForm(Element):
    """How much of each input one option spends, in each period."""

    title: Label = ""
    """Name for people; the id is used where it is empty."""
    description: Label = ""
    """What the option stands for."""
    amounts: dict[Id, AmountInTime] = Field(default_factory=dict)
    """Amount per input: one number for every period, or a list with one number per period."""


def _fold(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    amounts = {
        key: amount
        for key, amount in value.items()
        if key not in {*WORDS, "amounts"} and amount is not None
    }
    given = value.get("amounts")
    if isinstance(given, Mapping):
        amounts = {**given, **amounts}
    return {key: value[key] for key in WORDS if key in value} | {"amounts": amounts}


def _unfold(allocation: AllocationForm) -> dict[str, Any]:
    words = {key: text for key in WORDS if (text := getattr(allocation, key))}
    return words | {
        key: list(amount) if isinstance(amount, tuple) else amount
        for key, amount in allocation.amounts.items()
    }


Allocation: TypeAlias = Annotated[
    AllocationForm,
    BeforeValidator(_fold, json_schema_input_type=dict[str, str | float | list[float]]),
    PlainSerializer(_unfold),
]
"""`{title: ..., INPUT: amount, INPUT: [amount per period]}`."""


class SuccessForm(Element):
    """What counts as success of the plan as a whole."""

    at_least: Annotated[Whole, Field(ge=1)] | None = None
    """Number of the targets that must be met; all of them where it is left out."""
    weight: Annotated[Certain, Field(gt=0, le=1)] | None = None
    """Share of the total weight of the targets that must be met, instead of a number."""
    of: Annotated[
        Annotated[Literal["outcomes", "outputs", "targets"], Tag(ONE)]
        | Annotated[tuple[str, ...], Tag(EVERY)],
        BY_FORM,
    ] = "outcomes"
    """Which targets count: `outcomes`, `outputs`, `targets` (all), or a list of target ids."""


def _success(value: Any) -> Any:
    if isinstance(value, str):
        words = value.split()
        if len(words) == 2 and words[0] == "all" and words[1] in {"outcomes", "outputs", "targets"}:
            return {"of": words[1]}
        text = "expected 'all outcomes', 'all outputs', 'all targets', a list of target ids or a mapping with of, at_least, weight"
        raise PydanticCustomError("success", text)
    return {"of": value} if isinstance(value, list | tuple) else value


Success: TypeAlias = Annotated[
    SuccessForm, BeforeValidator(_success, json_schema_input_type=str | list[str] | SuccessForm)
]


class Correlation(Element):
    """Numbers that tend to be high or low together."""

    between: Annotated[tuple[str, ...], Field(min_length=2)]
    """Names of uncertain numbers: `factors.rent.value`, `links.a->b.weight`."""
    rank: Annotated[Certain, Field(ge=-1, le=1)]
    """Spearman rank correlation of every two of them."""


class Stakeholder(Element):
    """Somebody who has a part in the plan or gains by it."""

    title: Label = ""
    """Name for people."""
    description: Label = ""
    """Who they are."""
    role: Label = ""
    """Performer, beneficiary, funder, partner..."""
    weight: Annotated[Certain, Field(ge=0)] = 1.0
    """Weight of their gains where results are weighed."""
