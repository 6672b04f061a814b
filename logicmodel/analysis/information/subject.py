"""What a study looks at: a number of the plan, or the level of a node as an indicator shows it."""

from __future__ import annotations

import dataclasses

import numpy as np

from logicmodel.analysis.information import sampling
from logicmodel.analysis.information.binning import Binned, binned
from logicmodel.analysis.information.decision import Decision, known_number, learnable
from logicmodel.analysis.numbers import number_title
from logicmodel.engine.arrays import Array
from logicmodel.engine.reading import Reading
from logicmodel.engine.trial import Arm, Trial
from logicmodel.errors import Problem, RequestError, did_you_mean

BINS = 128
"""Bins of a number that is studied: the work grows with their square."""
SHARES = {"%": 100.0, "per cent": 100.0, "percent": 100.0, "share": 1.0}
"""Units in which a level is a share of people, and what the whole is: the error of a sample follows from it."""


@dataclasses.dataclass(frozen=True, eq=False)
class Subject:
    """A number that is studied, and how single observations scatter around it."""

    title: str
    number: Binned
    spread: Array | None
    """(bins,): standard deviation of one observation; None where successes are counted."""
    notes: tuple[str, ...] = ()

    def results(self, size: int) -> tuple[Array, Array]:
        """Return the probabilities of the results a sample of that size may have, and the posteriors."""
        if self.spread is None:
            return sampling.of_successes(self.number, size)
        return sampling.of_mean(self.number, self.spread / np.sqrt(size))


def subject_of(decision: Decision, name: str, kind: str, sd: float | None) -> Subject:
    """Return what is studied; raises RequestError for what no study can tell."""
    if kind == "survey":
        return _surveyed(decision, name, sd)
    values = decision.values[known_number(decision, name)]
    title = number_title(decision.plan, name)
    if values.ndim > 1:
        raise RequestError(f"{name} is drawn anew in each period", remedy="no study before the decision can tell it")
    if not learnable(name):
        raise RequestError(f"{name} is chance that shows only after the decision", remedy="no study before the decision can tell it")
    number = binned(values, bins=BINS)
    if kind == "normal":
        return Subject(title, number, np.full(len(number.centres), float(sd or 0.0)))
    if number.centres[0] < 0 or number.centres[-1] > 1:
        raise RequestError(f"{name} is not a share between 0 and 1, so there is nothing to count", remedy='take kind="normal"')
    if set(number.centres) <= {0.0, 1.0}:
        raise RequestError(f"{name} holds or does not, so a single case would settle it", remedy="its value of information is what a study may cost")
    return Subject(title, number, None)


def _surveyed(decision: Decision, name: str, sd: float | None) -> Subject:
    """Return the level that a survey of an indicator shows today."""
    plan = decision.plan
    node, _, indicator = name.partition(".")
    if node not in plan.nodes:
        raise RequestError(Problem(name, "is not a node of the plan", did_you_mean(node, plan.nodes)))
    known = getattr(plan.nodes[node], "indicators", {})
    if indicator and indicator not in known:
        raise RequestError(Problem(name, f"{node} has no indicator {indicator}", did_you_mean(indicator, known)))
    level, note = _level(decision, node)
    if np.ptp(level) == 0:
        raise RequestError(f"where {node} stands today is certain in the plan, so a survey tells nothing", remedy="give its baseline a range")
    number = binned(level, bins=BINS)
    unit = plan.nodes[node].unit
    whole = SHARES.get(unit.strip().lower())
    if sd is None and whole is None:
        raise RequestError(f"sd is missing: how far single answers on {node} scatter", remedy="give their standard deviation")
    share = np.clip(number.centres / (whole or 1.0), 1e-6, 1 - 1e-6)
    spread = (whole or 1.0) * np.sqrt(share * (1 - share)) if sd is None else np.full(len(share), sd)
    title = " ".join((getattr(known.get(indicator), "title", "") or plan.title_of(node)).split())
    return Subject(f"{title}: {note}", number, spread)


def _level(decision: Decision, node: str) -> tuple[Array, str]:
    """Return the baseline in every draw, or the level of the first period with nothing allocated."""
    for section in ("activities", "outputs", "outcomes"):
        found = decision.values.get(f"{section}.{node}.baseline")
        if found is not None and found.ndim == 1:
            return found, "baseline"
    trial = Trial(decision.program, [Reading("node", node=node, period=0)])
    read = trial.read(decision.values, [Arm({})], draws=decision.count)
    return read[0, 0], f"level in {decision.plan.periods.labels[0]}"
