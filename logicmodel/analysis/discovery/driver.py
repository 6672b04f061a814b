"""The numbers that may explain a miss: what each is called, measured in, and who can do something about it."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from logicmodel import wording
from logicmodel.analysis.numbers import VARIANTS, number_title
from logicmodel.engine.arrays import Array
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theory_title

Role: TypeAlias = Literal["watch", "deliver", "learn", "result", "chance"]
"""``watch``: nothing in the plan moves it, it can be watched; ``deliver``: in the team's own hands; ``learn``: a
belief about what leads to what; ``result``: a level that the plan leads to; ``chance``: chance or error of measurement."""
SHARES = ("delivery", "retain", "otherwise", "displacement", "attributed_to_others", "probability", "growth")
"""Last words of the fields that hold shares."""
CHANCE = (".noise", ".measurement", ".error.sd")
OUTSIDE = ("factors", "assumptions", VARIANTS)
UNITLESS = frozenset({"share", "ratio", "1"})
"""Units that nobody says behind a figure."""
FEW = 12
"""A number with no more values than this is told value by value."""


@dataclasses.dataclass(frozen=True)
class Driver:
    """One number that may explain a miss."""

    name: str
    title: str
    unit: str
    role: Role
    form: Literal["event", "theory", "few", "many"]
    """Something that happens or not, one of several theories, a number with few values, or with many."""
    percent: bool
    places: int
    """Decimals to which limits are told: two digits of the range that nine draws in ten are in."""
    known: tuple[float, ...] = ()
    """The values, where there are few."""
    ends: tuple[float, float] = (0.0, 0.0)
    """The values that 98 % of the draws are between."""

    @property
    def negative(self) -> bool:
        """Say whether it is the weight of a link that lowers what it acts on."""
        return self.name.endswith(".weight") and self.ends[1] <= 0.0

    def rounded(self, value: float) -> float:
        """Return a limit as it is told."""
        return value if self.known else round(value, self.places) + 0.0

    def told(self, value: float, *, unit: bool = True) -> str:
        """Write a value for people."""
        if self.percent:
            return wording.percent(value, max(self.places - 2, 0))
        return wording.to_place(value, self.places, self.unit if unit and self.unit not in UNITLESS else "")


def driver_of(plan: Plan, name: str, values: Array) -> Driver | None:
    """Return what is known about a number; None where it is the same in all draws."""
    known = np.unique(values)
    if len(known) < 2:
        return None
    title, plain = number_title(plan, name), name.partition("@")[0]
    link, field = _place(plan, plain)
    node = plain if plain in plan.nodes else ""
    few = tuple(map(float, known)) if len(known) <= FEW else ()
    event = set(few) == {0.0, 1.0}
    theory = name.startswith(f"{VARIANTS}=")
    low, high, first, last = map(float, np.quantile(values, [0.05, 0.95, 0.01, 0.99]))
    return Driver(
        name, title if not theory else theory_title(plan, name.partition("=")[2]),
        plan.nodes[node].unit if node else _unit(plan, plain, link, field),
        "result" if node else _role(plan, plain, link),
        "theory" if theory else "event" if event else "few" if few else "many",
        field.rpartition(".")[2] in SHARES or bool(link and link.role == "enables" and field == "weight"),
        _places(high - low or last - first or float(known[-1] - known[0])), few, (first, last),
    )


def told_apart(drivers: Sequence[Driver]) -> tuple[Driver, ...]:
    """Return the drivers with the ids of their nodes behind titles that several of them have."""
    count = Counter(driver.title for driver in drivers)
    return tuple(
        driver if count[driver.title] == 1 else dataclasses.replace(driver, title=_with_id(driver.title, driver.name)) for driver in drivers
    )


def _with_id(title: str, name: str) -> str:
    """Put the id of what a number belongs to before the name of its field.

    >>> _with_id("Money → Meals: weight", "links.m->x1.weight"), _with_id("Meals, 2028", "x1@2028")
    ('Money → Meals (m → x1): weight', 'Meals, 2028 (x1)')
    """
    ids = name.partition("@")[0].partition("|")[0]
    section, dot, rest = ids.partition(".")
    ids = (rest.partition(".")[0] or section) if dot else section
    ids = ids.replace("->", " → ")
    whose, colon, field = title.rpartition(": ")
    return f"{whose} ({ids}): {field}" if colon else f"{title} ({ids})"


def _places(width: float) -> int:
    return 1 - math.floor(math.log10(width))


def _place(plan: Plan, name: str) -> tuple[Link | None, str]:
    """Return the link of a number, and its field or that of its node."""
    section, _, rest = name.partition(".")
    if section == "links":
        fitting = [link for link in plan.links if rest.startswith(f"{link.name}.")]
        if fitting:
            link = max(fitting, key=lambda one: len(one.name))
            return link, rest.removeprefix(f"{link.name}.")
    ids = [each for each in plan.nodes if rest.startswith(f"{each}.")]
    return None, rest.removeprefix(max(ids, key=len, default="")).removeprefix(".") if ids else ""


def _unit(plan: Plan, name: str, link: Link | None, field: str) -> str:
    if link is not None:
        source, target = plan.nodes[link.source].unit, plan.nodes[link.target].unit
        if field == "weight" and link.role != "enables":
            return f"{target} per {wording.one(source)}" if source and target and source != target else "" if source == target else target
        return source if field.endswith("half_at") else target if field.endswith("ceiling") else ""
    own = field in {"value", "baseline", "noise", "min", "max", "reference", "trend.change"}
    rest = name.partition(".")[2]
    found = [each for each in plan.nodes if rest == f"{each}.{field}"]
    if not own or not found:
        return ""
    node = plan.nodes[found[0]]
    return plan.currency if field == "value" and node.section == "outcomes" else node.unit


def _role(plan: Plan, name: str, link: Link | None) -> Role:
    section = name.partition(".")[0].partition("=")[0]
    if name.endswith(CHANCE):
        return "chance"
    if section in OUTSIDE or ".trend." in name or name.endswith(".baseline"):
        return "watch"
    if section == "inputs" or (link is not None and plan.nodes[link.target].section in {"activities", "outputs"}):
        return "deliver"
    return "learn"
