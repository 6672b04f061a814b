"""LM502: weight too sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.plan import Plan


class WeightTooSure(Check):
    """A weight that nobody has measured has a range.

    A point says that every unit delivered will have exactly this effect. Without strong evidence that is a guess in the
    coat of a fact; and a range of a few percent is hardly better.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed, weight: 0.7}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed, weight: 0.5 to 0.9}]
    """

    code: ClassVar[str] = "LM502"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "kellogg", "conservation"})
    source: ClassVar[str] = "a study of published plans: effects are known to within a fifth at best"
    limits: ClassVar[Mapping[str, float]] = {"least_width": 0.1}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links between results whose weight is a point, or nearly one, without strong evidence."""
        for place, link in enumerate(plan.links):
            strong = link.evidence is not None and link.evidence.strength == "strong"
            weight = link.weight
            if strong or link.role == "enables" or link.source not in plan.results or not isinstance(weight, Distribution):
                continue
            if isinstance(weight, Fixed) and weight.value in {0.0, 1.0, -1.0}:
                continue  # a sum or an identity, not an effect
            width = 0.0 if weight.certain else _width(weight)
            if width < self.set["least_width"]:
                message = f"the weight of the link from {link.source} to {link.target} is {'certain' if width == 0 else 'known to a few percent'} without strong evidence"
                yield self.at_link(plan, place, message, "write a range, such as 0.5 to 0.9, or say what makes you sure under evidence:")


def _width(weight: Distribution) -> float:
    """Return the 90 % interval of a weight as a share of its middle."""
    import numpy as np  # noqa: PLC0415 - plans whose weights are all certain need none

    low, middle, high = weight.ppf(np.array([0.05, 0.5, 0.95]))
    return abs(float((high - low) / middle)) if middle else float("inf")
