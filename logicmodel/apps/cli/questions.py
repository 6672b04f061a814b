"""Questions that a command asks by name: what ``report --with`` adds, and what a chart needs."""

from __future__ import annotations

import dataclasses
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import logicmodel as lm
from logicmodel.apps.cli import request
from logicmodel.apps.cli.progress import shown

QUICK = 1024
"""Draws that tell which allocation is likeliest to succeed."""


@dataclasses.dataclass(frozen=True)
class Asked:
    """A plan, and how it is to be asked about."""

    plan: lm.Plan
    file: Path
    run: request.Run = dataclasses.field(default_factory=request.Run)
    target: str | Sequence[str] | None = None
    """What is asked about, where it is not the success of the plan."""

    @cached_property
    def results(self) -> lm.Results:
        """A run of the plan with the draws of its outcomes and targets."""
        return request.simulated(self.plan, self.file, self.run)

    @cached_property
    def allocation(self) -> str | None:
        """The allocation in question: the one that was named, else the likeliest to succeed."""
        return likeliest(self.plan, self.file, self.run.allocations, seed=self.run.seed)


Ask: TypeAlias = Callable[[Asked], Sequence[lm.Answer]]


def likeliest(plan: lm.Plan, file: Path, names: Sequence[str] | None = None, *, seed: int = 1) -> str | None:
    """Return the allocation that is likeliest to succeed, the first among equals; None where there is none."""
    known = list(names or plan.allocations)
    if len(known) < 2 or not plan.targets:
        return known[0] if known else None
    results = request.simulated(plan, file, request.Run(known, QUICK, seed=seed, keep=["nothing"]))
    rows = [row for row in lm.joint(results).rows if row["what"] == "success"]
    return max(rows, key=lambda row: float(row["probability"]))["allocation"] if rows else known[0]


def every(names: Sequence[str], asked: Asked) -> dict[str, Sequence[lm.Answer]]:
    """Return the answers to several questions by name; what a plan gives no ground for is said, and left out."""
    found: dict[str, Sequence[lm.Answer]] = {}
    for name in dict.fromkeys(names):
        try:
            found[name] = ask(name, asked)
        except lm.IncompleteError:
            return {}
        except lm.RequestError as error:
            for problem in error.problems:
                sys.stderr.write(f"--with {name}: left out of the report: {request.as_options(problem)}\n")
    return found


def ask(name: str, asked: Asked) -> Sequence[lm.Answer]:
    """Return the answers to a question; what is refused names the question."""
    try:
        with shown(f"Asking: {name}", unit=""):
            return QUESTIONS[name](asked)
    except lm.IncompleteError as error:
        raise type(error)(lm.located(error.problems, asked.file)) from None


def check(names: Sequence[str], option: str) -> None:
    """Refuse names that are no question, all at once."""
    problems = []
    for name in names:
        if name not in QUESTIONS:
            close = difflib.get_close_matches(name, QUESTIONS, n=2)
            remedy = f"did you mean {' or '.join(close)}?" if close else f"known: {', '.join(QUESTIONS)}"
            problems.append(lm.Problem("", f"{name} is not a question that can be asked here", remedy, source=option))
    if problems:
        raise lm.RequestError(problems)


def charted(kind: str, question: str, asked: Asked) -> lm.Answer:
    """Return the answer that a chart shows."""
    if kind in WAYS:
        method, target = WAYS[kind]
        return lm.sensitivity(
            asked.plan, asked.target or target, method=method, allocation=asked.allocation, draws=asked.run.draws, seed=asked.run.seed
        )
    if question in CHOICES:  # a report has draws of its own, fewer than these need
        return getattr(lm, CHOICES[question])(asked.plan, draws=asked.run.draws, **_choice(asked))  # type: ignore[no-any-return]
    return next(answer for answer in ask(question, asked) if answer.question == question)


WAYS: Mapping[str, tuple[str, str | None]] = {"tornado": ("tornado", None), "indices": ("sobol", None), "heat_map": ("tornado", "all")}
"""For each chart of a sensitivity the method, and what is asked about where nothing is named."""
CHOICES: Mapping[str, str] = {"information": "value_of_information", "flip": "flip_values"}
"""Questions about the choice among allocations, and which function answers each."""


def _sensitivity(asked: Asked) -> Sequence[lm.Answer]:
    """Swings, for people, and shares of the spread; of the success of the plan or of what was named."""
    return [
        lm.sensitivity(asked.plan, asked.target, method=method, allocation=asked.allocation, seed=asked.run.seed)
        for method in ("tornado", "sobol")
    ]


def _contribution(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.contribution(asked.plan, allocation=asked.allocation, seed=asked.run.seed)]


def _information(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.value_of_information(asked.plan, **_choice(asked))]


def _flip(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.flip_values(asked.plan, **_choice(asked))]


def _choice(asked: Asked) -> dict[str, Any]:
    """Return among which allocations is chosen, and what for: success, or the one target that was named."""
    named = [asked.target] if isinstance(asked.target, str) else list(asked.target or ["success"])
    if len(named) > 1:
        raise lm.RequestError("allocations are chosen for one thing at a time", remedy="name one target")
    names = list(asked.run.allocations) if asked.run.allocations else None
    return {"allocations": names, "utility": named[0], "seed": asked.run.seed}


def _discovery(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.discover(asked.results, asked.target if isinstance(asked.target, str) else None, allocation=asked.allocation)]


def _variants(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.by_variant(asked.results)]


def _elicitation(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.elicitation(asked.plan)]


def _marginal(asked: Asked) -> Sequence[lm.Answer]:
    return [lm.marginal(asked.plan, asked.allocation, seed=asked.run.seed)]


QUESTIONS: Mapping[str, Ask] = {
    "sensitivity": _sensitivity,
    "contribution": _contribution,
    "information": _information,
    "flip": _flip,
    "discovery": _discovery,
    "variants": _variants,
    "elicitation": _elicitation,
    "marginal": _marginal,
}
"""What can be asked by name; a new question is one function and one line here."""
