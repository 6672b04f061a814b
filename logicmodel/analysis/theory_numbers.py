"""Numbers that only another theory of change has, by paths such as ``variants.direct.links.a->b.weight``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final

from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theories, theory_title, variant
from logicmodel.plan.variants import AS_PLANNED

PREFIX: Final = "variants."


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a number stands: in the plan as written, or in a theory of change."""

    plan: Plan
    """The plan as written, or as the theory says it."""
    number: str
    """The path of the number in it."""
    theory: str = ""
    """Name of the variant; empty for the plan as written."""
    title: str = ""


def place_of(plan: Plan, number: str) -> Place:
    """Return where a number stands.

    >>> place_of(Plan.model_validate(dict(periods={"first": "2027", "count": 1})), "factors.rent.value").theory
    ''
    """
    name, _, inner = number.removeprefix(PREFIX).partition(".")
    if not number.startswith(PREFIX) or name not in plan.variants or not inner:
        return Place(plan, number)
    return Place(variant(plan, name), inner, name, theory_title(plan, name))


def others(plan: Plan) -> Iterator[Place]:
    """Give the theories of change of a plan that are not the plan as written."""
    for theory in theories(plan):
        if theory.name != AS_PLANNED:
            yield Place(theory.plan, "", theory.name, theory.title)


def changes_in_theory(plan: Plan, place: Place, value: Any, before: dict[str, Any]) -> dict[str, Any]:
    """Return the change that gives a number of a theory its value; ``before`` are changes made already.

    It is made where the theory adds the node or link, else among the values that it replaces. Raises
    RequestError where the theory has no such number.
    """
    form = plan.variants[place.theory]
    here = f"{PREFIX}{place.theory}"
    section, _, rest = place.number.partition(".")
    if section == "links":
        for count, link in enumerate(form.add.links):
            if rest.startswith(f"{link.name}."):
                return {f"{here}.add.links.{count}.{rest.removeprefix(f'{link.name}.')}": value}
    elif rest.partition(".")[0] in getattr(form.add, section, {}):
        return {f"{here}.add.{place.number}": value}
    if not rest:
        raise RequestError(f"{place.number}: no number of “{place.title}” stands there")
    known = before.get(f"{here}.changes", form.changes)
    return {f"{here}.changes": {**known, place.number: value}}
