"""The swimlanes of a scene: which lane every item of the grid stands in."""

from __future__ import annotations

from logicmodel.views.diagrams.columns.grid import Grid
from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.diagrams.scene import Scene

LANE_PAD, LANE_GAP = 16.0, 8.0
TITLE_ROOM, TITLE_PAD = 124.0, 12.0
TITLE, TITLE_STEP = 12.5, 16.5
MOST_LINES = 5


def lanes_of(scene: Scene, grid: Grid) -> tuple[int, ...]:
    """Return the lane of every item: a box's own, and for a passing arrow one on its way.

    A box without a lane, or with one that the scene does not name, stands in the last lane.
    """
    number = {title: place for place, title in enumerate(scene.lanes)}
    home = {box.id: number.get(box.lane, len(scene.lanes) - 1) for box in scene.boxes}
    found = [home[name] for name in grid.boxes] + [0] * (len(grid.layer) - len(grid.boxes))
    for _, chain in grid.chains:
        start, end, steps = found[chain[0]], found[chain[-1]], len(chain) - 1
        for step, item in enumerate(chain[1:-1], start=1):
            found[item] = round(start + (end - start) * step / steps)
    return tuple(found)


def title_height(title: str) -> float:
    """Return the height that the title of a lane needs beside the lane."""
    lines = wrapped(title, TITLE_ROOM - 2 * TITLE_PAD, TITLE, weight="strong", most=MOST_LINES)
    return len(lines) * TITLE_STEP + 2 * TITLE_PAD
