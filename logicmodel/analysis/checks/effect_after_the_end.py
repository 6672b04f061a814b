"""LM804: much of what an activity brings about arrives after the last period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.theories import theory_title

if TYPE_CHECKING:
    from logicmodel.engine.evaluate import Block, Levels
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
        """Give the links of which more arrives late than in time, whatever is allocated, in any theory of change."""
        places = {link.name: place for place, link in enumerate(results.plan.links)}
        end = results.plan.periods.labels[-1]
        for name, (share, theory) in _late_shares(results).items():
            if share > self.set["share"]:
                under = f" if “{theory_title(results.plan, theory)}” holds" if theory else ""
                message = f"{share:.0%} of what passes {name} arrives after {end}{under}".replace("%", " %")
                remedy = "let the plan run longer, spend sooner, or shorten the lag if it is too long"
                if name in places:
                    yield self.at_link(results.plan, places[name], message, remedy)
                else:
                    yield self.finding(("variants", theory), f"variants.{theory}", message, remedy)


def _late_shares(results: Results) -> dict[str, tuple[float, str]]:
    """Return for each link the share that arrives after the end, and the theory of change in which that is most.

    It is that of the allocation under which the least is late; links that nothing passes are left out. The
    theory is empty in a plan without variants.
    """
    import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

    from logicmodel.engine.split import SplitBlock, block_of  # noqa: PLC0415
    from logicmodel.engine.trial import drawn  # noqa: PLC0415

    least: dict[tuple[str, str], float] = {}
    block = block_of(results.program, drawn(results), results.count)
    for amounts in results.amounts.values():
        levels = block.evaluate({key: np.array(value) for key, value in amounts.items()})
        parts = [(one.name, one.block, one.levels) for one in block.shares] if isinstance(block, SplitBlock) else [("", block, levels)]
        for theory, part, own in parts:
            for link, late, in_time in _passed(part, own):
                if late + in_time > 0:
                    least[link, theory] = min(least.get((link, theory), 1.0), late / (late + in_time))
    worst: dict[str, tuple[float, str]] = {}
    for (link, theory), share in least.items():
        worst[link] = max(worst.get(link, (0.0, "")), (share, theory))
    return worst


def _passed(block: Block, levels: Levels) -> Iterator[tuple[str, float, float]]:
    """Give the links that take time: how much passes them too late, and how much in time, on average over draws."""
    import numpy as np  # noqa: PLC0415 - plans that are not simulated need no numbers

    periods = block.program.periods
    for link in (link for step in block.program.steps for link in step.contributions if any(delay for delay, _ in link.delays)):
        arrived = np.zeros((periods, block.draws))
        block.add(link, levels, arrived, 0, periods)
        yield link.name, float(np.mean(np.abs(block.later(link, levels)))), float(np.mean(np.abs(arrived).sum(axis=0)))
