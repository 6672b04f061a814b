"""LM804: much of what an activity brings about arrives after the last period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity

if TYPE_CHECKING:
    from logicmodel.engine.results import Results


class EffectAfterTheEnd(Check):
    """What the plan brings about arrives while the plan looks.

    Where most of what passes a link arrives after the last period, the money is spent inside the plan and the change is counted by nobody.

    Bad:
        inputs: {trees: {price: 1}}
        outcomes: {shade: {baseline: 0}}
        links: [{from: trees, to: shade, weight: 1 to 2, lag: 3}]
        allocations: {now: {trees: 10}}

    Good:
        inputs: {trees: {price: 1}}
        outcomes: {shade: {baseline: 0}}
        links: [{from: trees, to: shade, weight: 1 to 2, lag: 1}]
        allocations: {now: {trees: 10}}
    """

    code: ClassVar[str] = "LM804"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "Davies, evaluability (2013)"
    limits: ClassVar[Mapping[str, float]] = {"share": 0.5}
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the links of which more arrives late than in time, under the first allocation."""
        import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

        from logicmodel.engine.evaluate import Block  # noqa: PLC0415
        from logicmodel.engine.trial import drawn  # noqa: PLC0415

        if not results.allocations or not results.late:
            return
        plan, program = results.plan, results.program
        amounts = {key: np.array(value) for key, value in results.amounts[results.allocations[0]].items()}
        block = Block(program, drawn(results), results.count)
        levels = block.evaluate(amounts)
        places = {link.name: place for place, link in enumerate(plan.links)}
        for step in program.steps:
            for link in step.contributions:
                if link.name not in results.late:
                    continue
                late = float(np.mean(np.abs(block.later(link, levels))))
                arrived = np.zeros((program.periods, block.draws))
                block._add(link, levels, arrived, 0, program.periods)  # noqa: SLF001 - the engine's own sum of one link
                in_time = float(np.mean(np.abs(arrived).sum(axis=0)))
                if late > 0 and late > self.set["share"] * (late + in_time):
                    share = late / (late + in_time)
                    message = f"{share:.0%} of what passes {link.name} arrives after {plan.periods.labels[-1]}".replace("%", " %")
                    yield self.at_link(plan, places[link.name], message, "let the plan run longer, spend sooner, or shorten the lag if it is too long")
