"""What a loss is about, and what cannot be done without it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Final

from logicmodel.plan.decisions import Stakeholder
from logicmodel.plan.element import Element
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.link import Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

MONEY: Final = ("price", "cost", "value", "displacement", "attributed_to_others", "budget", "allocations", "currency", "discount_rate")
EFFECTS: Final = (
    "weight", "curve", "lag", "spread", "works", "role", "assumes", "otherwise", "combine", "baseline", "trend", "min", "max", "retain", "noise",
    "delivery", "before", "holds", "reference", "numbers", "correlations",
)


MODELS: Final[Mapping[str, type[Element]]] = {**SECTIONS, "indicators": Indicator, "links": Link, "targets": Target, "stakeholders": Stakeholder}
FIELDS: Final = {name: frozenset(model.model_fields) for name, model in MODELS.items()}
"""Fields by the things that have them."""


@dataclasses.dataclass(frozen=True)
class Theme:
    """A sort of loss."""

    title: str
    consequence: str = ""


REMEDY: Final = Theme("For you to look at")
"""What says itself what can be done about it."""
PARTS: Final = Theme("Parts of the plan", "whoever reads it does not see them")
GOALS: Final = Theme("Targets", "what is to be reached cannot be judged by it alone")
CAUSES: Final = Theme("Cause and effect", "it can be drawn and checked, but simulations differ or fail")
COSTS: Final = Theme("Money", "costs and allocations come back in part or not at all")
REASONS: Final = Theme("Reasons", "readers do not see why a link is believed")
OPTIONS: Final = Theme("What if", "only the plan as it is meant comes back")
MEASURES: Final = Theme("Measuring", "readers do not see all of how results are measured")
WORDS: Final = Theme("Words", "no result depends on them")
LAST: Final = Theme("Other things")
HOMES: Final = {"targets": GOALS, "success": GOALS, "stakeholders": WORDS}
"""What losses of some things are about, whatever the field."""
FIELDS_OF: Final = {OPTIONS: ("futures", "variants"), COSTS: MONEY, REASONS: ("evidence", "because", "references"), CAUSES: EFFECTS}
THEMES: Final = (REMEDY, PARTS, GOALS, CAUSES, COSTS, REASONS, OPTIONS, MEASURES, WORDS, LAST)
"""The gravest first."""


def theme_of(where: str) -> Theme:
    """Return what a loss at a place in a plan is about; LAST where the place is none of a plan.

    >>> theme_of("links.a->b.weight").title, theme_of("outcomes.x.indicators.y.error").title, theme_of("Submitter").title
    ('Cause and effect', 'Measuring', 'Other things')
    """
    field, things = field_of(where)
    if things == "indicators" or field == "unit":
        return COSTS if field == "cost" else MEASURES
    if things in HOMES:
        return HOMES[things] if things != "stakeholders" or field else PARTS
    if (field, things) == ("value", "factors"):
        return CAUSES
    known = next((theme for theme, fields in FIELDS_OF.items() if (field or things) in fields), None)
    if known is not None:
        return known
    if things in {*SECTIONS, "links"}:
        return WORDS if field else PARTS
    return WORDS if things in Plan.model_fields else LAST


def field_of(where: str) -> tuple[str, str]:
    """Return the field at a place and what it is a field of, without the names on the way.

    >>> field_of("links.weight"), field_of("targets[a@2030]"), field_of("outputs.a.indicators.b"), field_of("budget")
    (('weight', 'links'), ('', 'targets'), ('', 'indicators'), ('', 'budget'))
    """
    steps = re.sub(r"\[[^\]]*\]", "", where).split(".")
    things, last = steps[0], steps[-1] if len(steps) > 1 else ""
    if things in SECTIONS and "indicators" in steps:
        return (last if last in FIELDS["indicators"] else ""), "indicators"
    return (last if last in FIELDS.get(things, ()) else ""), things
