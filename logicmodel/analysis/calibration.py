"""How much should each expert count, going by questions whose answers are known?"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import Problem, RequestError
from logicmodel.parts.arrays import Array, np, special

OVERSHOOT = 0.1
FEWEST = 8
"""With fewer questions the scores say next to nothing."""
JUDGED = ((0.3, "is well calibrated"), (0.05, "is somewhat off"), (0.0, "is badly calibrated"))
"""What to call a p-value from so much on."""
NAME = re.compile(r"p(\d{1,2}(?:\.\d+)?)")
Answers = Mapping[str, Mapping[str, Mapping[str, float]]]


def calibration_weights(
    answers: Answers, truths: Mapping[str, float], *, cutoff: float = 0.0, overshoot: float = OVERSHOOT
) -> Answer:
    """Return how much each expert should count, by how well they did on questions whose answers are known.

    ``answers`` holds quantiles by expert and question, ``{"anna": {"q1": {"p5": 2, "p50": 4, "p95": 9}}}``, the
    same quantiles and questions for all; ``truths`` the true values by question. One row per expert, the
    heaviest first: ``calibration`` is the p-value that the truths fall between the quantiles as often as
    the expert says (0 to 1), ``information`` how narrow the answers are against an even spread over all that
    anybody said and ``overshoot`` more at either end, ``weight`` their product, scaled to add up to 1: what
    ``calibration:`` in a plan takes. Experts whose calibration is below ``cutoff`` get none. ``inside`` is how many
    truths lie between the outermost quantiles, ``expected`` how many should.

    Raises RequestError for answers that are missing or out of order, and where nobody gets any weight.
    Source: Cooke (1991), Experts in Uncertainty: the classical model with global weights.
    """
    shares = _checked(answers, truths, cutoff, overshoot)
    names, questions = list(answers), list(truths)
    stated = np.array([[list(_sorted(answers[name][one]).values()) for one in questions] for name in names], float)
    true = np.array([truths[one] for one in questions], float)
    expected = np.diff(np.concatenate([[0.0], shares, [1.0]]))
    # The bin of a truth is the number of quantiles below it: one that is hit belongs to what lies below it.
    bins = (true[None, :, None] > stated).sum(axis=2)
    counts = np.stack([np.bincount(row, minlength=len(expected)) for row in bins])
    calibration = np.array([p_value(row, expected) for row in counts])
    information = _information(stated, true, expected, overshoot)
    weights = np.where(calibration >= cutoff, calibration * information, 0.0)
    if not weights.sum() > 0:
        raise RequestError("no expert gets any weight", remedy="lower the cutoff, or pool with equal weights")
    weights = weights / weights.sum()
    inside = counts[:, 1:-1].sum(axis=1)
    rows = [
        _row({
            "expert": names[place], "questions": len(questions), "inside": int(inside[place]),
            "expected": float(expected[1:-1].sum()) * len(questions), "calibration": float(calibration[place]),
            "information": float(information[place]), "weight": float(weights[place]),
        })
        for place in np.argsort(-weights, kind="stable")
    ]
    settings = {"questions": len(questions), "cutoff": cutoff, "overshoot": overshoot}
    few = f"only {len(questions)} questions: with fewer than {FEWEST} the scores cannot tell experts apart; equal weights are as good"
    return Answer(
        "calibration", "How much should each expert count?", tuple(rows), settings, (few,) if len(questions) < FEWEST else ()
    )


def p_value(counts: Array, expected: Array) -> float:
    """Return the probability of a fit as bad as this, or worse, from an expert who is right about the shares.

    2 N I(s, p) is asymptotically chi-squared with one degree of freedom less than there are bins; I is the
    relative information of the shares found with respect to those expected.
    """
    total = counts.sum()
    found = counts / total
    information = float(special.rel_entr(found, expected).sum())
    return float(special.chdtrc(len(expected) - 1, 2.0 * float(total) * information))


def _information(stated: Array, true: Array, expected: Array, overshoot: float) -> Array:
    """Return the mean information of each expert with respect to an even spread over each question's range."""
    low = np.minimum(stated[:, :, 0].min(axis=0), true)
    high = np.maximum(stated[:, :, -1].max(axis=0), true)
    room = overshoot * (high - low)
    ends = [np.broadcast_to(end[None, :, None], (*stated.shape[:2], 1)) for end in (low - room, high + room)]
    widths = np.diff(np.concatenate([ends[0], stated, ends[1]], axis=2), axis=2)
    whole = (high - low + 2 * room)[None, :, None]
    return np.asarray((expected * np.log(expected * whole / widths)).sum(axis=2).mean(axis=1))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row of an expert with a sentence about it."""
    should = wording.amount(row["expected"])
    told = f"{row['inside']} of {row['questions']} truths lay in the stated range, {should} should have"
    judged = next(words for least, words in JUDGED if row["calibration"] >= least)
    return row | {"sentence": f"{row['expert']} {judged}: {told}; counts for {wording.percent(row['weight'])}."}


def _sorted(said: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(said.items(), key=lambda pair: float(pair[0][1:])))


def _checked(answers: Answers, truths: Mapping[str, float], cutoff: float, overshoot: float) -> Array:
    """Return the probabilities of the quantiles, or raise all that is wrong with the answers."""
    if not answers or not truths:
        raise RequestError("there is nothing to go by", remedy="give the answers of the experts, and the true values")
    if not 0 <= cutoff <= 1 or not overshoot > 0:
        raise RequestError("cutoff must be from 0 to 1, and overshoot above 0", remedy="leave them at their defaults")
    first = next(iter(next(iter(answers.values())).values()), {})
    names = list(_sorted(first)) if first and all(_is_share(name) for name in first) else []
    if not names:
        raise RequestError("the quantiles are not named", remedy="write them as {'p5': 2, 'p50': 4, 'p95': 9}")
    problems = [
        Problem(f"{expert}, {question}", *found)
        for expert, mine in answers.items()
        for question in dict.fromkeys([*truths, *mine])
        if (found := _wrong(mine, question, truths, names)) is not None
    ]
    problems += [Problem(question, "the true value is not a number") for question, one in truths.items() if not math.isfinite(one)]
    if problems:
        raise RequestError(problems)
    return np.array([float(name[1:]) / 100 for name in names])


def _is_share(name: str) -> bool:
    match = NAME.fullmatch(name)
    return match is not None and float(match[1]) > 0


def _wrong(
    mine: Mapping[str, Mapping[str, float]], question: str, truths: Mapping[str, float], names: Sequence[str]
) -> tuple[str, str] | None:
    """Say what is wrong with one answer, and what to do; None where it is as it should be."""
    if question not in truths:
        return "there is no true value for this question", "give it among the truths, or leave the answer out"
    said = mine.get(question)
    if said is None:
        return "there is no answer", "all experts need to answer the same questions; leave out a question or an expert"
    if set(said) != set(names):
        return f"the quantiles must be {', '.join(names)}, as in the first answer", ""
    values = [said[name] for name in names]
    if not all(math.isfinite(value) for value in values) or any(a >= b for a, b in itertools.pairwise(values)):
        return f"the quantiles must rise, found {', '.join(wording.amount(value) for value in values)}", ""
    return None
