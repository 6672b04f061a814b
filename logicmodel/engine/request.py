"""What is asked of one run: allocations, points, and what is kept. It travels to the workers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.samplers.sampler import Sampler

LEAF = 256
"""Draws whose sum is formed at once; blocks hold whole leaves, so sums do not depend on their size."""
ELEMENTS = 131_072
"""Most numbers in one node's block of (periods, draws): a few such arrays fit the processor's cache."""
MEMORY = 16_777_216
"""Most numbers in the block of all nodes together."""


@dataclasses.dataclass(frozen=True)
class Request:
    """One run of a program."""

    program: Program
    allocations: tuple[str, ...]
    amounts: tuple[Mapping[str, Array], ...]
    """Amounts by input, each (periods,), for every allocation."""
    sampler: Sampler
    seed: int
    replicates: int
    points: int
    """Draws in each replicate, a power of two."""
    keep: tuple[int, ...]
    """Places of the nodes whose draws are kept."""
    keep_targets: bool
    """Whether the levels at the targets are kept for every draw."""
    block: int | None = None
    """Wanted draws in a block; chosen by size where it is None."""
    least_jobs: int = 1
    """Jobs the run is cut into at least, so that several workers have something to do."""

    @property
    def leaf(self) -> int:
        """Draws in a leaf."""
        return min(LEAF, self.points)

    @property
    def width(self) -> int:
        """Draws in a block: a power of two of whole leaves, which may span several replicates."""
        wanted = self.block
        if wanted is None:
            periods, nodes = self.program.periods, max(len(self.program.nodes), 1)
            wanted = min(ELEMENTS // periods, MEMORY // (periods * nodes))
        return max(1 << max(wanted, 1).bit_length() - 1, self.leaf)

    @property
    def together(self) -> int:
        """Replicates that are evaluated in one block: a power of two."""
        most = max(self.replicates // self.least_jobs, 1)
        return max(min(self.width // self.points, 1 << most.bit_length() - 1), 1)

    @property
    def jobs(self) -> tuple[range, ...]:
        """Replicates of each job."""
        step = self.together
        return tuple(
            range(start, min(start + step, self.replicates))
            for start in range(0, self.replicates, step)
        )
