"""What a run has found: estimates by replicate and draws, with all that explains them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from logicmodel.display import Display
from logicmodel.engine.arrays import Array
from logicmodel.engine.counterfactual import NOTHING as NOTHING  # noqa: PLC0414 - it is known from here
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    import xarray

    from logicmodel.engine.program import Program


@dataclasses.dataclass(frozen=True, eq=False)
class Results:
    """A run as a value: nothing is ever written into it.

    ``estimates`` holds arrays whose first axis is the replicate and whose second is the allocation,
    the counterfactual last. ``draws`` holds what was kept of every draw, the draw last: ``x``
    (allocation, node, period, draw), and ``level``, ``met``, ``gap``, ``first`` and ``effect``
    (allocation, target, draw), ``cost``, ``spent`` and ``benefit`` (allocation, draw).
    """

    plan: Plan
    program: Program
    allocations: tuple[str, ...]
    estimates: Mapping[str, Array]
    draws: Mapping[str, Array]
    kept: tuple[str, ...]
    """Ids of the nodes whose draws are kept."""
    late: tuple[str, ...]
    """Names of the links through which something may arrive after the last period."""
    seed: int
    sampler: str
    replicates: int
    points: int
    precision: float | None
    reached: bool
    """False where a wanted precision was not met."""
    amounts: Mapping[str, Mapping[str, tuple[float, ...]]]
    """Amount of each input in each period, by allocation."""
    notes: tuple[str, ...]
    version: str
    versions: Mapping[str, str]
    """Versions of Python and of the libraries that computed it."""

    @property
    def count(self) -> int:
        """Number of draws in all."""
        return self.replicates * self.points

    @property
    def exact(self) -> bool:
        """Say whether the plan has nothing uncertain in it."""
        return not self.program.columns

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of the targets, in the order of the estimates."""
        return tuple(step.id for step in self.program.targets)

    def allocation(self, name: str) -> int:
        """Return the place of an allocation by name; ``nothing`` is the counterfactual."""
        names = (*self.allocations, NOTHING)
        if name not in names:
            message = f"there is no allocation {name} in these results"
            raise RequestError(message, remedy=did_you_mean(name, names))
        return names.index(name)

    def target(self, name: str) -> int:
        """Return the place of a target by id; a node's id will do where it has one target only."""
        if name in self.targets:
            return self.targets.index(name)
        nodes = [self.program.nodes[step.node] for step in self.program.targets]
        if nodes.count(name) == 1:
            return nodes.index(name)
        known = [*self.targets, *nodes]
        raise RequestError(f"there is no target {name} in these results", remedy=did_you_mean(name, known))

    def to_xarray(self) -> xarray.Dataset:
        """Return a labelled dataset with units and titles as attributes.

        Dimensions are allocation, period, draw and, for estimates, replicate; draws are there as
        far as they were kept.
        """
        from logicmodel.engine.labelled import dataset  # noqa: PLC0415 - xarray takes a second

        return dataset(self)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write ``run.json`` and ``draws.nc`` into a folder, whole or not at all."""
        from logicmodel.engine.saved import save  # noqa: PLC0415

        save(self, folder)

    def __repr__(self) -> str:
        """Say in a line what was run."""
        names = ", ".join(self.allocations)
        return f"<Results of {self.plan.title or 'a plan'}: {self.count} draws, allocations {names}>"

    def _repr_html_(self) -> str:
        """Show the chances and the diagram in a notebook."""
        return Display.of("results").html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        """Show the run in a notebook as HTML, in a terminal as text."""
        return Display.of("results").bundle(self)
