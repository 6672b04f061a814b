"""The report of a plan: simulate, ask the standard questions, and write the answers for people."""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import datetime as dt
import errno
import html
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.attainment import attainment
from logicmodel.analysis.by_variant import by_variant
from logicmodel.analysis.checks.check import check
from logicmodel.analysis.comparison import compare
from logicmodel.analysis.distribution import distribution
from logicmodel.analysis.effects import late_effects
from logicmodel.analysis.failure import failure
from logicmodel.analysis.joint import joint
from logicmodel.analysis.levels import levels
from logicmodel.analysis.time_to_target import time_to_target
from logicmodel.analysis.worth import costs, social_return, waterfall
from logicmodel.engine.results import NOTHING, Results
from logicmodel.engine.simulate import DRAWS, Amounts, Progress, simulate
from logicmodel.errors import FileError, Problem, RequestError
from logicmodel.plan.completeness import missing_numbers
from logicmodel.plan.override import future as future_of
from logicmodel.plan.override import override
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import variant as variant_of
from logicmodel.views.reports.blocks import Document
from logicmodel.views.reports.ranking import best
from logicmodel.views.reports.report import chosen, document, writer
from logicmodel.views.reports.sections.section import Matter
from logicmodel.writing import REMEDIES, write_bytes

ROOM = 2**29
"""Draws are kept for charts of levels as long as they take no more bytes than this."""
STANDARD: tuple[Callable[[Results], Answer], ...] = (
    attainment, joint, costs, waterfall, social_return, time_to_target, late_effects,
)
"""Questions that any run can answer."""


@dataclasses.dataclass(frozen=True)
class Report:
    """A finished report: it shows itself in notebooks and saves itself in any format."""

    document: Document = dataclasses.field(repr=False)
    missing: tuple[str, ...] = ()
    """Numbers that the plan lacks; then nothing was simulated."""

    def content(self, suffix: str) -> bytes:
        """Return the report as the bytes of a file with that suffix: html, md, pdf, docx.

        Raises RequestError for an unknown suffix and MissingExtraError where a format needs a package
        that is not installed.
        """
        return writer(suffix).content(self.document)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the report in the format of the path's suffix, whole or not at all; return the path."""
        place = Path(path)
        write_bytes(place, self.content(place.suffix))
        return place

    def _repr_html_(self) -> str:
        """Show the report in a notebook, in a frame of its own so that styles stay apart."""
        page = html.escape(self.content("html").decode(), quote=True)
        title = html.escape(self.document.title, quote=True)
        style = "width:100%;height:720px;border:1px solid #ccc"
        return f'<iframe srcdoc="{page}" title="{title}" style="{style}"></iframe>'


def report(  # noqa: PLR0913 - one option for each thing that can be chosen about a report
    subject: Plan | Results,
    path: str | os.PathLike[str] | None = None,
    *,
    results: Results | None = None,
    answers: Sequence[Answer] = (),
    allocations: Sequence[str] | Mapping[str, Amounts] | None = None,
    draws: int | None = None,
    seed: int = 1,
    future: str | None = None,
    variant: str | None = None,
    changes: Mapping[str, Any] | None = None,
    sections: Sequence[str] | None = None,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
    date: dt.date | None = None,
    file: str | os.PathLike[str] = "PLAN",
    further: Sequence[str] = (),
) -> Report:
    """Return the report of a plan or of a run, and write it where a path is given.

    A plan is simulated first, unless its ``results`` are given too; one that lacks numbers gives a report
    that says which. ``answers`` are further ones, such as a sensitivity; they stand in for the
    report's own answer to the same question. ``allocations``, ``draws``, ``seed``, ``executor`` and
    ``progress`` are those of ``simulate``; ``future`` and ``changes`` are applied to the plan before,
    and then it is taken as the theory of change ``variant`` says it.
    ``sections`` picks sections by kind. ``date`` is that of the report, today where it is left out.
    ``file`` is the plan's file as commands in the report name it, and ``further`` what they ask for to get
    the same ``answers``.

    Raises RequestError for unknown formats, sections or settings that do not fit given results, and
    FileError where the file cannot be written; both before anything is simulated where that can be known.
    """
    if path is not None:
        _check_place(Path(path))
    plan, results = _sides(subject, results)
    if results is not None:
        _nothing_to_run(results, allocations, draws, seed, future or variant, changes)
    plan = future_of(plan, future) if future is not None else plan
    plan = override(plan, changes or {})
    plan = plan if variant is None else variant_of(plan, variant)
    chosen(sections)
    missing = [] if results else [str(problem) for problem in missing_numbers(plan)]
    if results is None and not missing:
        keep = _keep(plan, allocations, draws)
        results = simulate(
            plan, allocations, draws=draws, seed=seed, keep=keep, executor=executor, progress=progress
        )
    matter = _matter(plan, results, answers, missing)
    matter = dataclasses.replace(
        matter, date=date or matter.date, future=future, variant=variant, changes=dict(changes or {}), file=os.fsdecode(file),
        further=tuple(further),
    )
    line = f"plan {plan.digest[:19]}" if results is None else wording.provenance(results)
    made = Report(document(matter, provenance=line, sections=sections), tuple(matter.missing))
    if path is not None:
        made.save(path)
    return made


def _check_place(path: Path) -> None:
    """Refuse before the run what could not be written after it."""
    writer(path.suffix)
    folder = path.absolute().parent
    number = None
    if path.is_dir():
        number = errno.EISDIR
    elif not folder.is_dir():
        number = errno.ENOTDIR if folder.exists() else errno.ENOENT
    elif not os.access(path if path.exists() else folder, os.W_OK):
        number = errno.EACCES
    if number is not None:
        why, remedy = REMEDIES[number]
        raise FileError(Problem("", f"cannot be written: {why}", remedy, source=os.fsdecode(path)))


def _sides(subject: Any, results: Results | None) -> tuple[Plan, Results | None]:
    """Return the plan and the run that a report is about."""
    if isinstance(subject, Results):
        if results is not None:
            raise RequestError("results are given twice", remedy="give them once")
        return subject.plan, subject
    if not isinstance(subject, Plan):
        found = type(subject).__name__
        raise RequestError(f"a report is about a plan or results, not about a {found}", remedy="read the plan with lm.read(path)")
    if results is not None and results.plan.digest != subject.digest:
        raise RequestError("the results are those of another plan", remedy="leave the plan out: lm.report(results)")
    return subject, results


def _nothing_to_run(
    results: Results, allocations: Any, draws: int | None, seed: int, future: str | None,
    changes: Mapping[str, Any] | None,
) -> None:
    """Refuse settings of a run where the run has been made already."""
    given = {
        "allocations": allocations is not None, "draws": draws not in {None, results.count},
        "seed": seed not in {1, results.seed}, "future": future is not None, "changes": bool(changes),
    }
    names = [name for name, there in given.items() if there]
    if names:
        remedy = "give them to simulate, or give the plan instead of the results"
        raise RequestError(f"{', '.join(names)} cannot change results that are there already", remedy=remedy)


def _keep(plan: Plan, allocations: Any, draws: int | None) -> list[str] | None:
    """Return the nodes whose draws charts need, or None (what the engine keeps by itself) if that is much."""
    nodes = list(dict.fromkeys([*plan.outcomes, *(target.node or "" for target in plan.targets)]))
    if isinstance(allocations, str):
        allocations = [allocations]
    count = len(plan.allocations if allocations is None else allocations) + 1
    needed = 8 * (draws or DRAWS) * count * (len(nodes) * plan.periods.count + 5 * len(plan.targets) + 3)
    return nodes if nodes and needed <= ROOM else None


def _matter(plan: Plan, results: Results | None, answers: Sequence[Answer], missing: Sequence[str]) -> Matter:
    found: dict[str, Answer] = {}
    leading: str | None = None
    if results is not None:
        found = _answers(results)
        leading = best(plan, found["joint"].rows, found["attainment"].rows)
        if leading is not None and len(results.allocations) > 1:
            found["best"] = compare(results, baseline=leading)
    for answer in answers:
        digest = answer.settings.get("digest", plan.digest)
        if digest != plan.digest:
            raise RequestError(f"the answer to {answer.question!r} was made from another plan", remedy="ask it of this plan")
        found[answer.question] = answer
    return Matter(
        plan, found, check(plan), missing=missing, given=tuple(answers), best=leading,
        amounts={} if results is None else results.amounts, run={} if results is None else _run(results),
    )


def _answers(results: Results) -> dict[str, Answer]:
    """Ask the standard questions; those about single draws only where draws were kept."""
    asked = [question(results) for question in STANDARD]
    if len(results.allocations) > 1:
        asked.append(compare(results))
    outcomes = [node for node in results.plan.outcomes if node in results.kept]
    if outcomes:
        asked.append(levels(results, outcomes, counterfactual=True))
    if results.targets and "level" in results.draws:
        asked += [distribution(results), failure(results)]
    if results.plan.variants:
        with contextlib.suppress(RequestError):  # too few draws under one theory, or none were kept
            asked.append(by_variant(results))
    return {answer.question: answer for answer in asked} | {"counterfactual": _untouched(results)}


def _untouched(results: Results) -> Answer:
    """Return the chances of the targets with nothing allocated."""
    answer = attainment(results, counterfactual=True)
    rows = tuple(row for row in answer.rows if row["allocation"] == NOTHING)
    return dataclasses.replace(answer, rows=rows)


def _run(results: Results) -> dict[str, Any]:
    return {
        "draws": results.count, "replicates": results.replicates, "seed": results.seed,
        "sampler": results.sampler, "version": results.version, "versions": dict(results.versions),
        "notes": results.notes, "exact": results.exact,
    }
