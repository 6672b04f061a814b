"""Plans that are only shape: what a diagram reads, without the rest of the library."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

STAGES = ("input", "activity", "output", "outcome")


@dataclasses.dataclass(frozen=True)
class Node:
    """A node of any kind."""

    kind: str
    title: str = ""
    unit: str = ""
    horizon: str | None = None
    holds: float | None = None


@dataclasses.dataclass(frozen=True)
class Weight:
    """A distribution that knows its mean and its text."""

    value: float
    words: str = ""

    def mean(self) -> float:
        """Return the mean."""
        return self.value

    def __str__(self) -> str:
        """Return the text form."""
        return self.words or str(self.value)


@dataclasses.dataclass(frozen=True)
class Link:
    """A link of any kind."""

    source: str
    target: str
    weight: Weight | None = None
    lag: int = 0
    role: str = "contributes"
    works: float = 1.0
    assumes: tuple[str, ...] = ()
    curve: Any = None
    evidence: Any = None

    @property
    def name(self) -> str:
        """Return the name of the link."""
        return f"{self.source}->{self.target}"


@dataclasses.dataclass(frozen=True)
class Target:
    """A target with one bound."""

    id: str
    node: str
    text: str = ""
    at_least: float | None = None
    at_most: float | None = None
    by: str | int = ""


@dataclasses.dataclass(frozen=True)
class Plan:
    """A plan of stand-ins."""

    title: str = ""
    mission: str = ""
    nodes: Mapping[str, Node] = dataclasses.field(default_factory=dict)
    links: tuple[Link, ...] = ()
    targets: tuple[Target, ...] = ()

    def kind_of(self, name: str) -> str:
        """Return the kind of a node."""
        return self.nodes[name].kind


def shelter() -> Plan:
    """Return the plan of ten nodes from the design notes, complete with everything a link may have."""
    nodes = {
        "caseworkers": Node("input", "Caseworkers", "FTE"),
        "meals_fund": Node("input", "Meals budget", "USD"),
        "case_management": Node("activity", "Manage cases intensively", "households"),
        "kitchen": Node("activity", "Run the kitchen every evening"),
        "meals_served": Node("output", "Meals served", "meals"),
        "placements": Node("output", "Households placed in housing", "households"),
        "stability": Node(
            "outcome", "Households stay housed for a year", "households", "intermediate"
        ),
        "homeless_people": Node("outcome", "Fewer people are homeless", "people", "ultimate"),
        "landlords": Node("assumption", "Landlords keep accepting vouchers", holds=0.8),
        "vouchers": Node(
            "assumption", "Voucher funding is renewed every year by the state", holds=0.9
        ),
        "rent_index": Node("factor", "Rent level", "index"),
    }
    links = (
        Link("caseworkers", "case_management", Weight(15, "12 to 18")),
        Link("caseworkers", "kitchen", Weight(2)),
        Link("meals_fund", "kitchen", Weight(8)),
        Link("kitchen", "meals_served", Weight(0.25, "0.2 to 0.3")),
        Link("case_management", "placements", Weight(0.4, "beta(8, 12)"), assumes=("landlords",)),
        Link("placements", "stability", Weight(0.8), assumes=("vouchers",), lag=1),
        Link("placements", "homeless_people", Weight(-1.5, "-1.9 to -1.2"), lag=1, works=0.9),
        Link("stability", "homeless_people", Weight(-0.6)),
        Link("meals_served", "stability", role="enables"),
        Link("rent_index", "homeless_people", Weight(4, "2 to 6")),
    )
    targets = (
        Target("meals_served@2027", "meals_served", at_least=90_000, by=2027),
        Target("homeless_people@2030", "homeless_people", at_most=950, by=2030),
    )
    mission = "Nobody in Harbour County has to sleep rough."
    return Plan("Harbour County homelessness plan", mission, nodes, links, targets)


SHELTER_CHANCES = {
    "meals_served@2027": [("Meals first", 0.93, 0.92, 0.94), ("Housing first", 0.12, 0.11, 0.13)],
    "homeless_people@2030": [
        ("Meals first", 0.31, 0.29, 0.33),
        ("Housing first", 0.714, 0.70, 0.728),
    ],
}

WORDS = (
    "Volunteers trained",
    "Case notes kept",
    "Families reached",
    "School attendance",
    "Tutors",
    "Funding",
    "Mentors matched with a pupil",
    "Parents take part in evenings",
    "Reading level",
    "Counselling",
    "Fewer pupils drop out",
    "Partnership with schools",
    "Outreach",
    "Graduation",
    "College entry",
    "Skills of teachers improve",
    "Data system",
    "Community meetings held",
    "Trust",
    "Transport vouchers",
)


def plan_of(
    count: int, links: int, *, seed: int = 1, horizons: bool = True, extras: bool = True
) -> Plan:
    """Return a plan of that size: mostly steps to the next stage, some skips, some inside a stage."""
    chance = random.Random(seed)
    stages = ["input", "activity", "output", "immediate", "intermediate", "ultimate"]
    if not horizons:
        stages = stages[:4]
    groups: list[list[str]] = [[] for _ in stages]
    nodes: dict[str, Node] = {}
    for place in range(count):
        stage = place * len(stages) // count
        name = f"n{place}"
        words = f"{WORDS[place % len(WORDS)]}" + ("" if place < len(WORDS) else f" {place}")
        horizon = stages[stage] if stage > 2 and horizons else None
        nodes[name] = Node(
            STAGES[min(stage, 3)], words, chance.choice(["people", "hours", "", "%"]), horizon
        )
        groups[stage].append(name)
    found: dict[tuple[str, str], Link] = {}
    while len(found) < links:
        here = chance.randrange(len(groups))
        kind = chance.random()
        step = 1 if kind < 0.8 else 2 if kind < 0.9 else 0 if kind < 0.96 else 3
        if here + step >= len(groups):
            continue
        ends = chance.choice(groups[here]), chance.choice(groups[here + step])
        if ends[0] != ends[1]:
            weight = Weight(chance.uniform(-0.3, 1.0) if extras else 1.0)
            lag = 1 if chance.random() < 0.1 else 0
            found[ends] = Link(*ends, weight, lag=lag)
    return Plan(f"A plan of {count} nodes", "", nodes, tuple(found.values()))
