"""What a diagram asks of a plan: the few attributes it reads, as protocols.

Whatever else a node, link or target may carry (unit, horizon, price, evidence) is looked up by
name and left out where it is missing, so a plan without numbers can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

Chances: TypeAlias = Mapping[str, Sequence[tuple[str, float, float, float]]]
"""By target id: for every allocation its title, probability, and the interval's low and high."""


class NodeShape(Protocol):
    """Anything with a title."""

    @property
    def title(self) -> str:
        """The node's title, perhaps empty."""


class LinkShape(Protocol):
    """An arrow of the model."""

    @property
    def name(self) -> str:
        """The link's name, ``from->to``."""

    @property
    def source(self) -> str:
        """The id of the cause."""

    @property
    def target(self) -> str:
        """The id of the effect."""


class PlanShape(Protocol):
    """A logic model."""

    @property
    def title(self) -> str:
        """The plan's title."""

    @property
    def mission(self) -> str:
        """The purpose it serves, perhaps empty."""

    @property
    def nodes(self) -> Mapping[str, Any]:
        """All nodes by id, each a ``NodeShape``."""

    @property
    def links(self) -> Iterable[Any]:
        """All links, each a ``LinkShape``."""

    @property
    def targets(self) -> Iterable[Any]:
        """All targets, each with ``id`` or ``name``, ``node``, a rule and a date."""

    def kind_of(self, name: str, /) -> str:
        """Say whether a node is an input, activity, output, outcome, factor or assumption."""
