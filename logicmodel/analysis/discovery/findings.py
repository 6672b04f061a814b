"""The answer of a discovery: boxes of futures, what is in them, and whether they come back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.analysis.answer import Answer


@dataclasses.dataclass(frozen=True, repr=False)
class Discovery(Answer):
    """Boxes of futures in which the target is missed (or met), a row for each number that a box restricts."""

    base: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """How often it happens over all futures: value, low, high."""
    subject: str = ""
    """Who misses or meets what: “The plan”, or the title of a target."""
    verb: str = ""
    """What it does, such as “fails” or “is missed”."""
    cases: str = ""
    """What the single futures are called in which it does: “failures”, “misses”."""
    overall: str = ""
    """The base rate as a sentence."""
    boxes: tuple[Mapping[str, Any], ...] = ()
    """One for each box: sentence, density, coverage, support, lift, ``outside`` and whether it is stable."""
    together: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Support and coverage of all boxes together, and the density outside them all."""
    trajectory: tuple[Mapping[str, Any], ...] = ()
    """The boxes that peeling went through, measured on draws that it did not see."""
    branches: tuple[Mapping[str, Any], ...] = ()
    """With a tree: every branch with what is asked there, from the root on."""
    so_what: tuple[str, ...] = ()
    """What to do with it, in sentences."""

    @property
    def found(self) -> bool:
        """Say whether any box stands out from chance."""
        return bool(self.boxes)

    @property
    def stable(self) -> bool:
        """Say whether every box that was found comes back under resampling."""
        return all(box["stable"] for box in self.boxes)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {
            **super().to_dict(),
            "base": dict(self.base),
            "overall": self.overall,
            "boxes": [dict(box) for box in self.boxes],
            "together": dict(self.together),
            "trajectory": [dict(step) for step in self.trajectory],
            "branches": [dict(branch) for branch in self.branches],
            "so_what": list(self.so_what),
        }
