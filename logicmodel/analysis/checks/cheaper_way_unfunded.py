"""LM603: money on a way that misses its target, beside a cheaper one that gets nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from logicmodel import wording
from logicmodel.analysis.checking.spending import expected_price
from logicmodel.analysis.checking.ways import leading_to
from logicmodel.analysis.checks.check import Check, Finding, Severity

if TYPE_CHECKING:
    from logicmodel.engine.arrays import Array
    from logicmodel.engine.results import Results

DRAWS, REPLICATES = 64, 8
"""Two ways are compared on the same draws, so that few are enough."""


class CheaperWayUnfunded(Check):
    """A way that would bring more for the same money is not left without any.

    Where a target is rather missed than met under the best allocation, some of its money is moved, in thought, to an input that also
    leads there and gets nothing under any allocation. If the level comes nearer to the target in nine of ten draws of the uncertain
    numbers at least, that input deserves an allocation of its own.

    Bad:
        inputs: {shelter: {price: 10}, vouchers: {price: 1}}
        outcomes: {housed: {baseline: 0}}
        links: [{from: shelter, to: housed, weight: 1 to 2}, {from: vouchers, to: housed, weight: 1 to 2}]
        targets: [{node: housed, at_least: 400, by: 2030}]
        allocations: {now: {shelter: 100}}

    Good:
        inputs: {shelter: {price: 1}, vouchers: {price: 10}}
        outcomes: {housed: {baseline: 0}}
        links: [{from: shelter, to: housed, weight: 1 to 2}, {from: vouchers, to: housed, weight: 1 to 2}]
        targets: [{node: housed, at_least: 400, by: 2030}]
        allocations: {now: {shelter: 100}}
    """

    code: ClassVar[str] = "LM603"
    severity: ClassVar[Severity] = "hint"
    source: ClassVar[str] = "practice of cost-effectiveness: money follows the cheaper way"
    limits: ClassVar[Mapping[str, float]] = {"chance": 0.5, "moved": 0.2, "sure": 0.9}
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the inputs without money to which moving some of it brings a missed target nearer."""
        import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

        from logicmodel.analysis.attainment import attainment  # noqa: PLC0415

        plan = results.plan
        rows = [row for row in attainment(results).rows if row["allocation"] in results.amounts]
        for place, target in enumerate(plan.targets):
            best = max((row for row in rows if row["target"] == target.name), key=lambda row: row["probability"], default=None)
            if best is None or best["high"] >= self.set["chance"]:
                continue
            told = wording.whole_chance(best["probability"], best["low"], best["high"])
            for key, moved in self._moves(results, results.amounts[best["allocation"]], target.node or "").items():
                gains = _gains(results, target.name, best["allocation"], moved)
                if (gains > 0).mean() >= self.set["sure"]:
                    unit = plan.nodes[target.node or ""].unit
                    share = f"{self.set['moved']:.0%}".replace("%", " %")
                    low, high = np.quantile(gains, (0.05, 0.95))
                    nearer = wording.spread(float(gains.mean()), float(low), float(high), unit)
                    message = f"met with a chance of {told} only, while {key} gets nothing: {share} of the money moved there would bring the level nearer by {nearer}"
                    yield self.at_target(plan, place, message, f"add an allocation that funds {key}, or say under ignore: why that is out of the question")

    def _moves(self, results: Results, amounts: Mapping[str, Any], node: str) -> dict[str, Mapping[str, Array]]:
        """Return the amounts after some money has gone to each input that leads to a node and gets nothing."""
        import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

        plan = results.plan
        before = leading_to(plan, [node])
        considered = {key for other in results.amounts.values() for key, value in other.items() if np.any(value)}
        prices = {key: expected_price(plan, key) or 0.0 for key in plan.inputs if key in before}
        funded = {key: np.array(amounts[key], float) for key in prices if key in amounts and np.any(amounts[key]) and prices[key] > 0}
        freed = sum((self.set["moved"] * prices[key] * one for key, one in funded.items()), np.zeros(plan.periods.count))
        found: dict[str, Mapping[str, Array]] = {}
        for key, price in prices.items():
            most = plan.budget.bounds.get(key, (0.0, float("inf")))[1]
            if key in considered or price <= 0 or not np.any(freed) or most <= 0 or key in plan.budget.fixed:
                continue
            kept = {name: np.array(value, float) * (1.0 - self.set["moved"] if name in funded else 1.0) for name, value in amounts.items()}
            found[key] = {**kept, key: np.minimum(freed / price, most)}
        return found


def _gains(results: Results, target: str, allocation: str, moved: Mapping[str, Array]) -> Array:
    """Return by how much moving money brings the level nearer to a target, for each draw."""
    import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

    from logicmodel.engine.reading import Reading  # noqa: PLC0415
    from logicmodel.engine.trial import Arm, Trial, points  # noqa: PLC0415

    program = results.program
    trial = Trial(program, [Reading("margin", target=target)])
    arms = [Arm({key: np.array(value, float) for key, value in results.amounts[allocation].items()}), Arm(moved)]
    gains = []
    for replicate in range(REPLICATES):
        values = trial.draw(points(program, count=DRAWS, seed=results.seed, replicate=replicate))
        before, after = trial.read(values, arms, draws=DRAWS)[:, 0]
        gains.append(after - before)
    return np.concatenate(gains)
