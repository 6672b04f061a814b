"""LM803: a link that could be left out without any difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity

if TYPE_CHECKING:
    from logicmodel.engine.results import Results

DRAWS = 256


class LinkNeverBinds(Check):
    """Every link makes a difference in some draw, under some allocation.

    A link whose cutting moves no level anywhere is decoration: nothing is spent on its source, a bottleneck beside it always binds, or a bound
    is always reached. Mostly a number is wrong.

    Bad:
        inputs: {staff: {price: 1}, cars: {price: 1}}
        outcomes: {housed: {baseline: 0, max: 5}}
        links: [{from: staff, to: housed, weight: 10 to 20}, {from: cars, to: housed, weight: 1 to 2}]
        allocations: {now: {staff: 4, cars: 2}}

    Good:
        inputs: {staff: {price: 1}, cars: {price: 1}}
        outcomes: {housed: {baseline: 0, max: 500}}
        links: [{from: staff, to: housed, weight: 10 to 20}, {from: cars, to: housed, weight: 1 to 2}]
        allocations: {now: {staff: 4, cars: 2}}
    """

    code: ClassVar[str] = "LM803"
    severity: ClassVar[Severity] = "hint"
    source: ClassVar[str] = "practice of model review"
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the links whose cutting changes the level of no node that they lead to."""
        import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

        from logicmodel.engine.reading import Reading  # noqa: PLC0415
        from logicmodel.engine.trial import Arm, Trial, points  # noqa: PLC0415

        plan, program = results.plan, results.program
        readings = [Reading("node", node=name, period=t) for name in sorted({link.target for link in plan.links}) for t in range(program.periods)]
        if not readings or not results.allocations:
            return
        trial = Trial(program, readings)
        values = trial.draw(points(program, count=DRAWS, seed=results.seed))
        amounts = [{key: np.array(value) for key, value in results.amounts[name].items()} for name in results.allocations]
        whole = trial.read(values, [Arm(one) for one in amounts], draws=DRAWS)
        for place, link in enumerate(plan.links):
            mine = [number for number, reading in enumerate(readings) if reading.node == link.target]
            cut = trial.read(values, [Arm(one, frozenset({link.name})) for one in amounts], draws=DRAWS)
            if np.array_equal(cut[:, mine], whole[:, mine]):
                message = f"cutting the link from {link.source} to {link.target} changes nothing in any of {DRAWS} draws"
                yield self.at_link(plan, place, message, "check the numbers around it, or take it out")
