"""Which allocation is looked at where nobody names one: the likeliest to succeed."""

from __future__ import annotations

import dataclasses

import numpy as np

from logicmodel.engine.results import Results
from logicmodel.engine.simulate import simulate
from logicmodel.plan.plan import Plan

QUICK = 1024
"""Draws that tell which allocation is the likeliest to succeed."""


@dataclasses.dataclass(frozen=True)
class Likeliest:
    """The allocation that is taken, and why."""

    name: str
    why: str
    """``the likeliest to succeed``, or what else made it the choice; empty where it is the only one."""

    def note(self, plan: Plan) -> tuple[str, ...]:
        """Return what to say of it, nothing where there was no choice."""
        title = " ".join((plan.allocations[self.name].title or self.name).split())
        return (f"no allocation was named, so “{title}” is looked at: {self.why}",) if self.why else ()


def likeliest(plan: Plan, *, seed: int = 1) -> Likeliest | None:
    """Return the allocation of a plan that is likeliest to succeed, as a quick run tells; None where there is none."""
    names = tuple(plan.allocations)
    if len(names) < 2 or not plan.targets:
        return _first(names)
    return likeliest_of(simulate(plan, draws=QUICK, seed=max(seed, 0), keep="nothing"))


def likeliest_of(results: Results) -> Likeliest | None:
    """Return the allocation of a run that is likeliest to succeed, the first among equals; None where it has none."""
    names = results.allocations
    if "success" not in results.estimates or len(names) < 2:
        return _first(names)
    chances = results.estimates["success"][:, : len(names)].mean(axis=0)
    if np.ptp(chances) == 0:
        return Likeliest(names[0], "the first one, as all are equally likely to succeed")
    return Likeliest(names[int(chances.argmax())], "the likeliest to succeed")


def _first(names: tuple[str, ...]) -> Likeliest | None:
    return Likeliest(names[0], "the first one of the plan" if len(names) > 1 else "") if names else None
