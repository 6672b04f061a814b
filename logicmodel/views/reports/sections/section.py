"""The contract of a section, and the matter from which sections are made."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.checking.finding import Finding
from logicmodel.kinds import Family, Part
from logicmodel.plan.plan import Plan
from logicmodel.views.reports.blocks import Block


@dataclasses.dataclass(frozen=True)
class Matter:
    """What a report is made from: a plan and the answers that exist about it."""

    plan: Plan
    answers: Mapping[str, Answer]
    """By question: attainment, joint, comparison, levels, ...; empty where nothing was simulated."""
    findings: Sequence[Finding]
    """What the checks have found."""
    missing: Sequence[str] = ()
    """Numbers that the plan still lacks, as sentences; then nothing could be simulated."""
    date: dt.date = dataclasses.field(default_factory=dt.date.today)
    given: Sequence[Answer] = ()
    """Answers that were made elsewhere, such as a sensitivity; a question may stand here repeatedly."""
    best: str | None = None
    """The allocation that is most likely to succeed, where there is one."""
    amounts: Mapping[str, Mapping[str, tuple[float, ...]]] = dataclasses.field(default_factory=dict)
    """Amount of each input in each period, by allocation."""
    run: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Facts of the run: draws, replicates, seed, sampler, versions, whether it is exact; or nothing."""
    future: str | None = None
    """The named future that the plan is taken in."""
    variant: str | None = None
    """The theory of change that the plan is taken as."""
    further: Sequence[str] = ()
    """What a command asks for to get the answers that were made elsewhere."""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Values that were replaced, by path."""
    file: str = "PLAN"
    """The name of the plan's file, for commands; PLAN where it is not known."""


class Section(Part):
    """One section of a report. Without blocks it does not appear."""

    family: ClassVar[Family | None] = Family("section", "logicmodel.views.reports.sections")

    place: ClassVar[int] = 100
    """Where it stands among the others: from small to large."""
    title: ClassVar[str] = ""
    questions: ClassVar[frozenset[str]] = frozenset()
    """Questions whose answers, where they were given, it shows; all others stand under what matters most."""

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return what the section shows, nothing where what it needs does not exist."""
        raise NotImplementedError
