"""How well each link is supported: dashes and dots for the evidence, and a sign on every leap."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Literal

from logicmodel.views.diagrams.scene import Arrow, Key, Scene
from logicmodel.views.diagrams.stages import horizon
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling

DOTS = {"strong": "●●●", "moderate": "●●○", "weak": "●○○", "": "○○○"}
DASHES = {"strong": "", "moderate": "14 4", "weak": "6 4", "": "2 4"}
WORDS = {
    "strong": "strong evidence",
    "moderate": "moderate evidence",
    "weak": "weak evidence",
    "": "no evidence given",
}
LEAP = "⚠"
ENABLES = "×"
RANKS = {"input": 0, "activity": 1, "output": 2, "outcome": 3}


class Evidence(Style):
    """Evidence by the pattern of the line and by dots on it; unsupported leaps are marked.

    A leap is a link that has neither evidence nor a reason (``because``), or one that skips a
    level: from an input past the activities, from an activity past the outputs, or from an output
    straight to an ultimate outcome where the plan has earlier outcomes.
    """

    example: ClassVar = {}

    kind: Literal["evidence"] = "evidence"
    labels_up_to: int = 200

    def dressed(self, scene: Scene, telling: Telling) -> Scene:
        """Return the scene with the evidence on every arrow."""
        arrows = tuple(_arrow(arrow, telling) for arrow in scene.arrows)
        leaps = sum(LEAP in arrow.label for arrow in arrows)
        used = {strength_of(arrow) for arrow in arrows if arrow.label}
        key = [
            Key(WORDS[strength], "line", DOTS[strength], 1.8, DASHES[strength])
            for strength in DOTS
            if strength in used
        ]
        if any(arrow.label.startswith("+ ") for arrow in arrows):
            key.append(Key("raises what it points to", "label", "+"))
        if leaps:
            key.append(Key("leap: no reason given, or a level is skipped", "label", LEAP))
        if any("inferred" in arrow.label for arrow in arrows):
            key.append(Key("proposed while reading the file, not stated", "label", "inferred"))
        if any(ENABLES in arrow.label for arrow in arrows):
            key.append(Key("makes the others work, without adding to it", "label", ENABLES))
        told = {0: "", 1: "; 1 link is a leap"}.get(leaps, f"; {leaps} links are leaps")
        caption = f"How strong the evidence for each link is{told}."
        return dataclasses.replace(scene, arrows=arrows, key=(*scene.key, *key), caption=caption)


def strength_of(arrow: Arrow) -> str:
    """Return the strength of the evidence of an arrow; none and not stated are the same."""
    return arrow.evidence if arrow.evidence in DOTS else ""


def _arrow(arrow: Arrow, telling: Telling) -> Arrow:
    link = telling.links[arrow.id]
    if telling.plan.kind_of(link.source) == "assumption":
        return arrow
    strength = strength_of(arrow)
    words = ["+"] if arrow.sign > 0 else []
    words += [DOTS[strength]]
    words += [LEAP] if leap(link, telling.plan) else []
    words += [ENABLES] if arrow.dashed else []
    words += ["inferred"] if getattr(link, "inferred", False) else []
    words += [arrow.label] if arrow.label else []
    told = ["a leap"] if leap(link, telling.plan) else []
    told += ["proposed, not stated"] if getattr(link, "inferred", False) else []
    told += [] if strength else [WORDS[""]]
    return dataclasses.replace(
        arrow,
        label=" ".join(words),
        dashes=DASHES[strength],
        dashed=False,
        title="; ".join([arrow.title, *told]),
        words=(*arrow.words, *told),
    )


def leap(link: Any, plan: Any) -> bool:
    """Say whether a link is a leap: unsupported, or past a level."""
    strength = getattr(getattr(link, "evidence", None), "strength", None)
    if strength in (None, "none") and not getattr(link, "because", ""):
        return True
    start, end = RANKS.get(plan.kind_of(link.source)), RANKS.get(plan.kind_of(link.target))
    if start is None or end is None:
        return False
    if start == RANKS["output"] and horizon(plan, link.target) == "ultimate":
        return any(horizon(plan, name) in {"immediate", "intermediate"} for name in plan.nodes)
    return end - start > 1
