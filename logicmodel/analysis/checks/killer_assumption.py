"""LM802: an assumption that is unlikely to hold and without which the plan fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel import wording
from logicmodel.analysis.checks.check import Check, Finding, Severity

if TYPE_CHECKING:
    from logicmodel.engine.results import Results


class KillerAssumption(Check):
    """What is unlikely to hold is not what everything hangs on.

    An assumption that is critical and unlikely is a killer: the plan must be built otherwise, so that it stands without it. Judged is
    how far the chance of success falls where the assumption fails, under the allocation that does best.

    Bad:
        inputs: {staff: {price: 1}}
        outcomes: {housed: {baseline: 0}}
        assumptions: {landlords_agree: {holds: 0.3}}
        links: [{from: staff, to: housed, weight: 1 to 2, assumes: [landlords_agree]}]
        targets: [{node: housed, at_least: 4, by: 2030}]
        allocations: {now: {staff: 4}}

    Good:
        inputs: {staff: {price: 1}}
        outcomes: {housed: {baseline: 0}}
        assumptions: {landlords_agree: {holds: 0.9}}
        links: [{from: staff, to: housed, weight: 1 to 2, assumes: [landlords_agree]}]
        targets: [{node: housed, at_least: 4, by: 2030}]
        allocations: {now: {staff: 4}}
    """

    code: ClassVar[str] = "LM802"
    severity: ClassVar[Severity] = "error"
    source: ClassVar[str] = "DFID how-to note on logframes (2011)"
    limits: ClassVar[Mapping[str, float]] = {"unlikely": 0.5, "fall": 0.25}
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the assumptions that mostly fail and take success with them."""
        import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

        from logicmodel.engine.intervals import difference_interval, mean_interval  # noqa: PLC0415
        from logicmodel.engine.measure import successes  # noqa: PLC0415
        from logicmodel.engine.trial import drawn  # noqa: PLC0415

        if "met" not in results.draws or not results.plan.assumptions:
            return
        met = results.draws["met"][:-1] > 0.5
        every = [found for one in met if (found := successes(results.program, one)) is not None]
        if not every:
            return
        success = max(every, key=np.mean).reshape(results.replicates, -1)
        values = drawn(results)
        for node_id in results.plan.assumptions:
            held = values.get(f"assumptions.{node_id}.holds")
            if held is None or held.ndim > 1:  # drawn anew in each period, in one theory of change at least
                continue
            holds = held.reshape(results.replicates, -1) > 0.5
            if holds.all(axis=1).any() or not holds.any(axis=1).all():
                continue  # too few draws on one side to tell
            share = float(holds.mean())
            with_it, without = (
                np.array([np.mean(row[mask]) for row, mask in zip(success, side, strict=True)]) for side in (holds, ~holds)
            )
            fall, low, high = (float(one) for one in difference_interval(with_it - without, results.count))
            surely = float(mean_interval(holds.mean(axis=1))[2])
            if surely < self.set["unlikely"] and low > self.set["fall"]:
                message = f"{node_id} holds with a chance of {share:.0%} only, and success hangs on it: {wording.points(fall, low, min(high, 1.0))}".replace("%", " %")
                remedy = "build the plan so that it can do without, or make it hold first"
                yield self.at_node(results.plan, node_id, message, remedy)
