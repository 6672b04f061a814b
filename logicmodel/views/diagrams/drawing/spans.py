"""Which columns belong together: the room of every phase and of every sphere."""

from __future__ import annotations

from itertools import pairwise

from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.layout import Layout


def grouped(layout: Layout) -> dict[str, Place]:
    """Return the room that the columns of every phase take together."""
    spans: dict[str, Place] = {}
    for column, panel in zip(layout.scene.columns, layout.panels, strict=True):
        if column.phase:
            spans[column.phase] = _joined(spans.get(column.phase, panel), panel)
    return spans


def sphere_spans(layout: Layout) -> list[tuple[str, Place, float | None]]:
    """Return for every sphere its title, its room, and the boundary where it begins.

    The boundary is an x, or a y where the chain runs upwards; the first sphere has none.
    """
    count = len(layout.panels)
    known = sorted(
        ((first, title) for title, first in layout.scene.spheres if 0 <= first < count),
    )
    found = []
    for (first, title), (end, _) in pairwise([*known, (count, "")]):
        if end > first:
            room = layout.panels[first]
            for panel in layout.panels[first:end]:
                room = _joined(room, panel)
            found.append((title, room, edge_before(layout, first) if first else None))
    return found


def edge_before(layout: Layout, column: int) -> float:
    """Return the middle of the gutter before a column: an x, or a y where the chain runs upwards."""
    one, other = layout.panels[column - 1], layout.panels[column]
    match layout.direction:
        case "up":
            return (other.bottom + one.y) / 2
        case "left":
            return (other.right + one.x) / 2
    return (one.right + other.x) / 2


def _joined(one: Place, other: Place) -> Place:
    """Return the smallest rectangle around two."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    return Place(left, top, right - left, bottom - top)
