"""LM114: experts who disagree about a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checking.finding import Finding, Severity
from logicmodel.analysis.checks.check import Check
from logicmodel.parts.distributions.experts import Experts
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities


class ExpertsDisagree(Check):
    """Experts who are pooled speak of the same thing.

    Where the 90 % intervals of two experts do not overlap, or most of the variance of the pool lies between
    them, they have most likely answered different questions: another place, another group, another unit.
    A pool hides that. Talk, ask again, and pool what is left. A hint comes where they differ less, but
    so much that the way of pooling changes what the number is said to be.

    Bad:
        factors:
          rent: {value: {experts: {anna: 800 to 1_000, ben: 1_400 to 1_800}}}

    Good:
        factors:
          rent: {value: {experts: {anna: 800 to 1_300, ben: 900 to 1_400}}}
    """

    code: ClassVar[str] = "LM114"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "O'Hagan and others (2006), Uncertain Judgements"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the numbers about which the experts are far apart, or which hang on the way of pooling."""
        asked = {path: part for path, part in quantities(plan).items() if isinstance(part, Experts)}
        if asked:
            yield from self._judged(plan, asked)

    def _judged(self, plan: Plan, asked: Mapping[str, Experts]) -> Iterator[Finding]:
        from logicmodel.analysis import disagreement, elicitation  # noqa: PLC0415 - most plans have no experts and need no numpy

        for path, part in asked.items():
            verdict = disagreement.disagreement_of(part).verdict
            loc, where = _place(plan, path)
            if verdict == "apart":
                *first, last = elicitation.reasons(part)
                message = f"the experts disagree: {', '.join(first)}{', and ' if first else ''}{last}"
                yield self.finding(loc, where, message, elicitation.remedy(part))
            elif verdict == "pool matters":
                remedy = "run the plan with both, pool: linear and pool: quantiles"
                yield self.finding(loc, where, elicitation.ways(part), remedy, severity="hint")


def _place(plan: Plan, path: str) -> tuple[tuple[str | int, ...], str]:
    """Return where a number stands in the document, as keys and as a text."""
    section, _, rest = path.partition(".")
    for place, link in enumerate(plan.links if section == "links" else ()):
        if rest.startswith(f"{link.name}."):
            field = rest.removeprefix(f"{link.name}.")
            return (section, place, *field.split(".")), f"links[{link.name}].{field}"
    return (section, *rest.split(".")), path
