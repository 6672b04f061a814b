"""All arrows of a layout together: which kind of way each takes, and where it leaves and arrives."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property

from logicmodel.views.diagrams.columns import ports, routing, ways
from logicmodel.views.diagrams.columns.across import Across
from logicmodel.views.diagrams.columns.geometry import Place, Route
from logicmodel.views.diagrams.columns.grid import Grid
from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.scene import Arrow


@dataclasses.dataclass(frozen=True)
class Wiring:
    """Boxes in their places, and the arrows that are to be led between them."""

    grid: Grid
    layers: Layers
    planned: tuple[ways.Way, ...]
    centre: list[float]
    places: Mapping[str, Place]
    across: Across
    levels_top: float

    def routes(self) -> list[Route]:
        """Lead every arrow."""
        routes = [routing.loop(arrow, self.places) for arrow in self._loops]
        routes += [routing.drop(arrow, self.places) for arrow in self._drops]
        routes += [routing.arc(arrow, self._ends, self.places) for arrow in self._arcs]
        routes += [self._forward(arrow, chain) for arrow, chain in self.grid.chains]
        return routes + ways.way_routes(
            list(self.planned), self._ends, self.places, self.across, self.levels_top
        )

    def _forward(self, arrow: Arrow, chain: tuple[int, ...]) -> Route:
        """Lead an arrow to a later layer, level through those between."""
        depth = self.layers.depth[arrow.source]
        steps = [
            (self.across.lefts[layer], self.across.right(layer), self.centre[item])
            for layer, item in enumerate(chain[1:-1], start=depth + 1)
        ]
        arrival = self.across.lefts[self.layers.depth[arrow.target]]
        return routing.forward(arrow, steps, self._ends, self.places, arrival)

    @cached_property
    def _loops(self) -> list[Arrow]:
        """Return the arrows from a box to itself."""
        return [arrow for arrow in self.layers.beside if arrow.source == arrow.target]

    @cached_property
    def _drops(self) -> list[Arrow]:
        """Return the arrows to the next box of the same layer, one for each pair of boxes."""
        return list(self.grid.drops(self.layers.beside).values())

    @cached_property
    def _arcs(self) -> list[Arrow]:
        """Return the arrows to another box of the same layer that go around what is between."""
        others = {arrow.id for arrow in (*self._loops, *self._drops)}
        return [arrow for arrow in self.layers.beside if arrow.id not in others]

    @cached_property
    def _ends(self) -> routing.Ends:
        """Return the height of both ends of every arrow that starts and ends at the side of a box."""
        wishes = routing.forward_ports(self.grid, self.centre)
        wishes += ways.way_ports(list(self.planned), self.places)
        for arrow in self._arcs:
            wishes += routing.arc_ports(arrow, self.places)
        return ports.heights(wishes, self.places)
