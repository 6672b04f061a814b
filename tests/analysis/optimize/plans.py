"""Small plans with known best allocations: one outcome, to which every input contributes in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import logicmodel as lm

Document = dict[str, Any]
QUICK: Document = {"draws": 256, "verify": 512}
"""Few draws, for what does not hang on their number."""
CERTAIN: Document = {"draws": 64, "verify": 64}
"""As good as any for plans without uncertain numbers."""
GAUSSIAN = ("normal(3, 1.5)", "normal(2, 0.5)", "normal(2.5, 1)")
"""Effects per euro of three inputs; an outcome of 18 is asked for where they are used."""


def document(links: Mapping[str, Document], *, count: int = 1, at_least: float = 1.0, **more: Any) -> Document:
    """One outcome y; ``links`` holds by input how it acts on it. ``more`` replaces sections of the plan."""
    return {
        "periods": {"first": 2027, "count": count}, "currency": "EUR",
        "inputs": {name: {"unit": "EUR"} for name in links},
        "outcomes": {"y": {"baseline": 0}},
        "links": [{"from": name, "to": "y"} | link for name, link in links.items()],
        "targets": [{"id": "goal", "node": "y", "at_least": at_least, "by": 2027 + count - 1}],
    } | more  # fmt: skip


def plan_of(links: Mapping[str, Document], **more: Any) -> lm.Plan:
    """Return the plan of ``document``."""
    return lm.Plan.from_document(document(links, **more))


def curves(*texts: str) -> dict[str, Document]:
    """Inputs a, b, c... with response curves."""
    return {chr(ord("a") + place): {"curve": text} for place, text in enumerate(texts)}


def weights(*texts: str | float) -> dict[str, Document]:
    """Inputs a, b, c... with effects in proportion to the amount."""
    return {chr(ord("a") + place): {"weight": text} for place, text in enumerate(texts)}


def gaussian(**budget: Any) -> lm.Plan:
    """Return the plan in which three inputs with normal effects are to reach 18 together."""
    return plan_of(weights(*GAUSSIAN), at_least=18, budget={"total": 10} | budget)


def total(amount: float | Sequence[float], periods: int = 1) -> float:
    """Return the sum over the periods of an amount as an allocation holds it."""
    return float(sum(amount)) if isinstance(amount, Sequence) else float(amount * periods)
