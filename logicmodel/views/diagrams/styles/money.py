"""The money of one allocation on its way through the plan, as wide as it is much."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.views.diagrams.figures import percent
from logicmodel.views.diagrams.flows import Flows, flows
from logicmodel.views.diagrams.scene import Arrow, Box, Fact, Key, Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling

SCALES = (
    (1e9, " bn"),
    (1e6, "m"),
    (1e3, "k"),
)


FAINT, DOTTED = 0.8, "1 3"
"""How an arrow is drawn that carries no money."""


class Money(Style):
    """What an allocation spends over the whole time, and what the money is spent on in the end.

    Amounts times expected prices, straight from the plan. Each node passes its money on, divided
    evenly among what it feeds: an accounting view of what is paid for, not of what it achieves.
    """

    example: ClassVar = {}
    takes: ClassVar[tuple[str, ...]] = ()

    kind: Literal["money"] = "money"
    thickest: float = 15.0
    labels_up_to: int = 200

    def dressed(self, scene: Scene, telling: Telling) -> Scene:
        """Return the scene with amounts on boxes and arrows."""
        name = telling.chosen()
        flow = flows(telling, name)
        currency = str(getattr(telling.plan, "currency", ""))
        most = max(flow.along.values(), default=0.0) or 1.0
        title = getattr(telling.plan.allocations[name], "title", "") or name  # type: ignore[attr-defined]
        total = wording.money(flow.total, currency)
        key = [
            Key(
                "money over the whole time: as wide as it is much", "line", width=self.thickest / 2
            ),
            Key("every node passes its money on, divided evenly among what it feeds", "text", "÷"),
        ]
        if any(flow.along.get(arrow.id, 0.0) <= 0 for arrow in scene.arrows):
            key.append(Key("carries no money", "line", width=FAINT, dashes=DOTTED))
        if flow.ends:
            key.append(Key("money ends here: it feeds no outcome", "text", "⚠"))
        if flow.unknown:
            key.append(Key(f"price unknown: {', '.join(flow.unknown)}", "text", "?"))
        return dataclasses.replace(
            scene,
            boxes=tuple(_box(box, flow, currency) for box in scene.boxes),
            arrows=tuple(self._arrow(arrow, flow, most, currency) for arrow in scene.arrows),
            weighed=False,
            key=(*scene.key, *key),
            caption=f"{title}: where its {total} go over the whole time.",
        )

    def _arrow(self, arrow: Arrow, flow: Flows, most: float, currency: str) -> Arrow:
        money = flow.along.get(arrow.id, 0.0)
        if money <= 0:
            return dataclasses.replace(arrow, width=FAINT, dashes=DOTTED, dashed=False, label="")
        return dataclasses.replace(
            arrow,
            width=self.thickest * money / most,
            label=brief(money),
            dashed=False,
            title=f"{arrow.title}; {wording.money(money, currency)}",
            words=(*arrow.words, f"{wording.money(money, currency)} go this way"),
        )


def _box(box: Box, flow: Flows, currency: str) -> Box:
    money = flow.through.get(box.id, 0.0)
    if box.id in flow.unknown:
        return dataclasses.replace(box, facts=(*box.facts, Fact("price unknown")))
    if money <= 0:
        return box
    share = money / flow.total
    facts = [Fact(f"{wording.money(money, currency)} ({percent(share)})", share)]
    if box.id in flow.ends:
        facts.append(Fact("⚠ money ends here"))
    return dataclasses.replace(box, facts=(*box.facts, *facts), badges=())


def brief(money: float) -> str:
    """Write money shortly, for the label of an arrow.

    >>> brief(2_160_000), brief(540_000), brief(12)
    ('2.16m', '540k', '12')
    """
    for size, letter in SCALES:
        if money >= size * 0.9995:
            return f"{wording.amount(money / size)}{letter}"
    return wording.amount(money)
