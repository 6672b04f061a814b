"""How likely each target is met, in numbers and calibrated words, and what level to expect."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.diagrams.figures import target_name
from logicmodel.views.diagrams.scene import Box, Chance, Gauge, Key, Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling

PROBABLE, IMPROBABLE = 0.66, 0.33


class Chances(Style):
    """Every target with its chance under each allocation, and the expected level on a gauge.

    It needs the answer of ``attainment``. The words are those of ``wording.likelihood``; the sign
    before them says probable (✓), open (≈) or improbable (✗). The gauge spans the 5th to the 95th
    percentile of the level, with the start, the expected level and the levels that meet the target.
    """

    example: ClassVar = {}
    needs: ClassVar[str] = "the chances of the targets"
    remedy: ClassVar[str] = "give it answer=lm.attainment(results)"

    kind: Literal["chance"] = "chance"

    def dressed(self, scene: Scene, telling: Telling) -> Scene:
        """Return the scene with words and gauges at every chance."""
        found = _levels(telling)
        boxes = tuple(_box(box, found, telling) for box in scene.boxes)
        gauged = any(c.gauge for box in boxes for b in box.badges for c in b.chances)
        shown = any(badge.chances for box in boxes for badge in box.badges)
        key = [Key("probable: met in at least 66 of 100 cases", "text", "✓")] if shown else []
        key += [Key("open", "text", "≈"), Key("improbable: at most 33", "text", "✗")] * shown
        if gauged:
            words = "level: range of 90 in 100 cases, expected (dot), start (tick), what meets the target (shade)"
            key.append(Key(words, "gauge"))
        caption = "How likely each target is to be met, and the level to expect."
        return dataclasses.replace(scene, boxes=boxes, key=(*scene.key, *key), caption=caption)


def _levels(telling: Telling) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the rows by target and title of the allocation."""
    titles = getattr(telling.plan, "allocations", None) or {}
    found = {}
    for row in telling.rows("attainment"):
        title = getattr(titles.get(row["allocation"]), "title", "") or row["allocation"]
        found[row["target"], title] = row
    return found


def _box(box: Box, levels: Mapping[tuple[str, str], Mapping[str, Any]], telling: Telling) -> Box:
    start = telling.mean(getattr(telling.plan.nodes[box.id], "baseline", None))
    on_node = {
        target_name(target)
        for target in telling.plan.targets
        if getattr(target, "indicator", None) is None
    }
    badges = []
    for badge in box.badges:
        rows = [levels.get((badge.target, chance.title)) for chance in badge.chances]
        begin = start if badge.target in on_node else None
        scale = _scale([row for row in rows if row is not None], begin)
        told = [
            _told(chance, row, begin, scale)
            for chance, row in zip(badge.chances, rows, strict=True)
        ]
        badges.append(dataclasses.replace(badge, chances=tuple(told)))
    return dataclasses.replace(box, badges=tuple(badges))


def _scale(rows: list[Mapping[str, Any]], start: float | None) -> tuple[float, float] | None:
    """Return the ends of the scale that all levels of a target share."""
    values = [
        row[name] for row in rows for name in ("p5", "p95", "mean") if row.get(name) is not None
    ]
    values += [level for row in rows for level in bounds(row) if level is not None]
    if len(values) < 2:
        return None
    values += [start] if start is not None else []
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or 1.0
    return low - room, high + room


def bounds(row: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return the least and the most level that meets the target of a row."""
    value = row.get("value")
    if value is None:
        return None, None
    if isinstance(value, list | tuple):
        return value[0], value[1]
    return (value, None) if row.get("rule") == "at_least" else (None, value)


def _told(
    chance: Chance,
    row: Mapping[str, Any] | None,
    start: float | None,
    scale: tuple[float, float] | None,
) -> Chance:
    """Return a chance with its word and, where the level is known, its gauge."""
    word = f"{sign_of(chance.probability)} {wording.likelihood(chance.probability)}"
    if row is None or scale is None or row.get("p5") is None:
        return dataclasses.replace(chance, word=word)
    text = wording.spread(row["mean"], row["p5"], row["p95"], row.get("unit", ""))
    gauge = Gauge(text, row["p5"], row["mean"], row["p95"], start, bounds(row), scale)
    return dataclasses.replace(chance, word=word, gauge=gauge)


def sign_of(probability: float) -> str:
    """Return the sign for probable, open or improbable.

    >>> sign_of(0.9), sign_of(0.5), sign_of(0.1)
    ('✓', '≈', '✗')
    """
    if probability >= PROBABLE:
        return "✓"
    return "✗" if probability <= IMPROBABLE else "≈"
