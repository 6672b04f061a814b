"""What is planned for a part of those whom an indicator is about: women, the young, a district."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self, TypeAlias

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from logicmodel.plan.element import Certain, Element, Label
from logicmodel.plan.periods import Periods

Loc: TypeAlias = tuple[str | int, ...]
RULES = ("at_least", "at_most")


class Group(Element):
    """Planned values of one group of those an indicator is about: a baseline, a target by a period, or both.

    They are records. The engine predicts the whole, so a target of a group has no probability, does not
    count towards success, and changes no number of a simulation.
    """

    of: dict[Label, Label]
    """The group: by what it is told apart, and which one it is: `{sex: female, age: under 25}`."""
    title: Label = ""
    """Name for people, or a remark; the values of `of` are used where it is empty."""
    baseline: Certain | None = None
    """What was measured in the group before the plan."""
    baseline_date: Label = ""
    """When it was measured, where that differs from the baseline of the indicator."""
    at_least: Certain | None = None
    """Level that the group shall reach."""
    at_most: Certain | None = None
    """Level that the group shall not exceed."""
    by: Label | None = None
    """Period in which the level is to be met; a baseline alone needs none."""

    @model_validator(mode="after")
    def _told_apart_and_dated(self) -> Self:
        if not self.of or any(not part.strip() for pair in self.of.items() for part in pair):
            text = "a group needs by what it is told apart and which one it is; write {form}"
            raise PydanticCustomError("group", text, {"form": "of: {sex: female}"})
        rules = [rule for rule in RULES if getattr(self, rule) is not None]
        if len(rules) > 1:
            raise PydanticCustomError("group", "a group has at_least or at_most, not both")
        if not rules and self.baseline is None:
            raise PydanticCustomError("group", "a group needs a baseline, at_least or at_most")
        if rules and self.by is None:
            raise PydanticCustomError("group", "the target of a group needs its date: by a period")
        if not rules and self.by is not None:
            text = "a date without a target; write at_least or at_most, or leave by out"
            raise PydanticCustomError("group", text)
        return self

    @property
    def target(self) -> float | None:
        """The level that is wanted of it, None where it only has a baseline."""
        return self.at_most if self.at_least is None else self.at_least

    @property
    def name(self) -> str:
        """The group in words, as tables of actuals have it: ``sex: female, age: under 25``."""
        return group_name(self.of)


def group_name(of: Mapping[str, str]) -> str:
    """Return the words for a group.

    >>> group_name({"sex": "female", "age": "under 25"})
    'sex: female, age: under 25'
    """
    return ", ".join(f"{dimension}: {value}" for dimension, value in of.items())


def group_faults(
    groups: Sequence[Mapping[str, Any]], periods: Periods | None
) -> Iterator[tuple[Loc, str, str]]:
    """Give place, message and remedy of each fault between the groups of an indicator and the periods.

    A group has one baseline, and one target in each period; in what order its parts are named does not matter.
    """
    seen: set[tuple[frozenset[tuple[str, str]], str]] = set()
    for place, group in enumerate(groups):
        of, due = group.get("of"), group.get("by")
        dated = isinstance(due, str | int | float)
        if dated and periods is not None and periods.index(str(due)) is None:
            labels = periods.labels
            message = f"{str(due)[:40]} is not a period of the plan, which runs from {labels[0]} to {labels[-1]}"
            yield (place, "by"), message, "choose one of its periods or raise periods.count"
        if not isinstance(of, Mapping):
            continue
        named = {str(key): str(value) for key, value in of.items()}
        own = frozenset(named.items())
        given = ["a baseline"] if group.get("baseline") is not None else []
        given += [f"a target by {due}"] if dated else []
        for value in given:
            if (own, value) in seen:
                message = f"{group_name(named)[:80]} has {value} already"
                yield (place,), message, "keep one of the two"
            seen.add((own, value))
