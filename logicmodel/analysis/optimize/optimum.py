"""The answer of a search: what to spend where, how sure that is, and what stands in the way of more."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.analysis.answer import Answer

FOUND = "found"
DISAGREE = "starts disagree"
UNMOVED = "did not move"
FLAT = "nothing to choose"
UNCONFIRMED = "fresh draws do not confirm it"
MEANINGS = {
    FOUND: "most starts ended here",
    DISAGREE: "starts from other places ended elsewhere: there may be something better",
    UNMOVED: "no start led anywhere else: this is where the search began",
    FLAT: "every allocation that was tried is equally good",
    UNCONFIRMED: "the searched draws made it look better than chance and choice explain: search on more draws",
}
"""What the status of a search says. None of them is called success: that is the plan's business."""


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def to_dict(self, *, name: str = "value") -> dict[str, float]:
        """Return the three numbers as plain data."""
        return {name: self.value, "low": self.low, "high": self.high}


@dataclasses.dataclass(frozen=True)
class Relaxed:
    """What would be best if only the money were limited: no floors, ceilings, funds or other limits."""

    value: Estimate
    """The objective on the same fresh draws."""
    gain: Estimate
    """The paired difference to the optimum within the limits: what these cost."""
    allocation: Mapping[str, float | tuple[float, ...]]
    packages: tuple[str, ...]
    cost: float
    dropped: tuple[str, ...]
    """Names of the limits that were active and are left out."""

    def to_dict(self, *, name: str = "value") -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "allocation": plain(self.allocation), "packages": list(self.packages), "cost": self.cost,
            name: self.value.to_dict(name=name), "gain": self.gain.to_dict(name="gain"), "dropped": list(self.dropped),
        }


def plain(allocation: Mapping[str, float | tuple[float, ...]]) -> dict[str, Any]:
    """Return an allocation as plain data."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in allocation.items()}


@dataclasses.dataclass(frozen=True)
class Optimum(Answer):
    """The best allocation that was found. The rows hold the amounts, one for each input and period."""

    maximize: str = "success"
    """The objective in its text form."""
    probability: bool = True
    """Whether the objective is a probability."""
    allocation: Mapping[str, float | tuple[float, ...]] = dataclasses.field(default_factory=dict)
    """Amounts by input, as an allocation of a plan holds them."""
    packages: tuple[str, ...] = ()
    cost: float = 0.0
    """Expected cost."""
    needs: float = 0.0
    """The least budget into which it fits: more than the cost where an earmarked fund is not used up."""
    unspent: float | None = None
    """What is left of the budget, None without one."""
    in_sample: Estimate = Estimate(0.0, 0.0, 0.0)
    """The objective on the draws that were searched on; with several futures the negative of the largest regret."""
    verified: Estimate = Estimate(0.0, 0.0, 0.0)
    """The same on fresh draws."""
    starts: int = 0
    agreeing: int = 0
    status: str = FOUND
    active: tuple[str, ...] = ()
    """Names of the limits that stand in the way of more."""
    marginal: tuple[Mapping[str, Any], ...] = ()
    """What a little more of each input brings: ``more`` of it over all periods, evenly, by whole steps of
    ``step_size`` in each where it comes in steps, for ``cost``. ``gain`` is what was measured; ``per_unit`` and
    ``per_money`` are that divided by ``more`` and by ``cost``, all with the ends of their intervals."""
    against: tuple[Mapping[str, Any], ...] = ()
    """The plan's own allocations on the same fresh draws, with the paired difference."""
    futures: tuple[Mapping[str, Any], ...] = ()
    """With several futures: the value and the regret in each, on fresh draws."""
    rivals: tuple[Mapping[str, Any], ...] = ()
    """With several futures: the same for what is best in one of them alone, and for the plan's own allocations."""
    bunched: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """By period the inputs of which more than half is bought in it."""
    relaxed: Relaxed | None = None
    """The best without the limits, where one other than money is active; None with several futures."""

    @property
    def optimism(self) -> float:
        """How much better the searched draws made it look: the optimiser's curse."""
        return self.in_sample.value - self.verified.value

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        name = "probability" if self.probability else "value"
        return {
            **super().to_dict(),
            "maximize": self.maximize,
            "allocation": plain(self.allocation),
            "packages": list(self.packages),
            "cost": self.cost,
            "needs": self.needs,
            "unspent": self.unspent,
            "in_sample": self.in_sample.to_dict(name=name),
            "verified": self.verified.to_dict(name=name),
            "optimism": self.optimism,
            "starts": self.starts,
            "agreeing": self.agreeing,
            "status": self.status,
            "active": list(self.active),
            "marginal": [dict(row) for row in self.marginal],
            "against": [dict(row) for row in self.against],
            "futures": [dict(row) for row in self.futures],
            "rivals": [dict(row) for row in self.rivals],
            "bunched": {period: list(names) for period, names in self.bunched.items()},
            "relaxed": None if self.relaxed is None else self.relaxed.to_dict(name=name),
        }
