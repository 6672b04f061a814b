"""How far targets were reached before: percentiles of actual divided by target, and of changes since the baseline, by class of results."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("reference_classes.json")
"""Percentiles and where they come from, worked out by tests/parts/reference_classes/derive.py."""


@dataclasses.dataclass(frozen=True)
class ReferenceClass:
    """What happened to many comparable targets."""

    name: str
    title: str
    count: int
    """Results that it rests on."""
    operations: int
    """Organisations or country operations that reported them."""
    first: int
    last: int
    """Years of the results."""
    reached: float
    """Share of them that reached the target."""
    percentiles: tuple[float, ...]
    """Percentiles 0 to 100 of actual divided by target, or of the share of the planned change that came about.

    The last is that of 99, as the top is mostly errors; that of 0 is that of 1 for changes, which may have been for the worse."""
    source: Mapping[str, str]
    """Title, licence, attribution, where it is from and what was changed."""

    @property
    def of_change(self) -> bool:
        """Whether it is of changes since a baseline, as effects are; the others are of levels or amounts."""
        return self.name.endswith("_change")


@functools.cache
def classes() -> Mapping[str, ReferenceClass]:
    """Return every reference class by name."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: ReferenceClass(
            name=name,
            source=data["sources"][found["source"]],
            percentiles=tuple(found["percentiles"]),
            **{key: value for key, value in found.items() if key not in {"source", "percentiles"}},
        )
        for name, found in data["classes"].items()
    }
