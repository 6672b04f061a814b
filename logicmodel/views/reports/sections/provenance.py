"""Provenance: what made the report, and how to make it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import naming
from logicmodel.views.reports.blocks import Block, Heading, Paragraph, Span, Terms, Text
from logicmodel.views.reports.sections.section import Matter, Section


class Provenance(Section):
    """Digest, seed, draws and versions, and the command that gives the same figures."""

    kind: Literal["provenance"] = "provenance"
    place: ClassVar[int] = 160
    title: ClassVar[str] = "Where these figures come from"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the facts of the run and the command."""
        facts: list[tuple[str, Text]] = [
            ("Plan", naming.tidy(matter.plan.title) or "without a title"),
            ("Digest of the plan", (Span(matter.plan.digest, code=True),)),
            ("Report made on", wording.day(matter.date)),
        ]
        if matter.future:
            facts.append(("Future", matter.future))
        if matter.variant:
            facts.append(("Theory of change", matter.variant))
        facts += [(f"Changed: {path}", str(value)) for path, value in matter.changes.items()]
        facts += _run(matter.run)
        found: list[Block] = [Terms(tuple(facts))]
        notes = [naming.sentence(note) for note in matter.run.get("notes", ())]
        found += [Paragraph(" ".join(notes))] if notes else []
        return [*found, *_again(matter)] if matter.run else found


def _again(matter: Matter) -> list[Block]:
    """Say how to make the figures again."""
    names = naming.allocations(matter)
    if any(name not in matter.plan.allocations for name in names if name != naming.NOTHING):
        text = "The allocations were given in Python and do not stand in the plan, so no command makes it again."
        return [Heading("To make it again"), Paragraph(text)]
    text = "With the same version, the same plan and these settings give the same figures to the last digit:"
    if matter.given and not matter.further:
        text = f"{text[:-1]}; what was asked in Python beside them stands as it was given:"
    return [
        Heading("To make it again"),
        Paragraph(text),
        Paragraph((Span(_command(matter), code=True),)),
    ]


def _run(run: Mapping[str, Any]) -> list[tuple[str, Text]]:
    if not run:
        return []
    libraries = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    return [
        ("Draws", f"{run['draws']:,} in {run['replicates']} replicates"),
        ("Sampler", str(run["sampler"])),
        ("Seed", str(run["seed"])),
        ("Version", f"logicmodel {run['version']}"),
        ("Computed with", libraries),
    ]


def _command(matter: Matter) -> str:
    """Return the command line, or Python for what that cannot say."""
    run, plan = matter.run, matter.plan
    names = [name for name in naming.allocations(matter) if name in plan.allocations]
    some = names if names != list(plan.allocations) else []
    if run["sampler"] != "sobol":
        chosen = f", {some}" if some else ""
        return (
            f"lm.report(lm.simulate(plan{chosen}, draws={run['draws']}, seed={run['seed']}, "
            f"sampler={run['sampler']!r}))"
        )
    words = [
        f"logicmodel report {shlex.quote(matter.file)}",
        f"--draws {run['draws']}",
        f"--seed {run['seed']}",
    ]
    words += [f"--allocation {shlex.quote(name)}" for name in some]
    words += [f"--future {shlex.quote(matter.future)}"] if matter.future else []
    words += [f"--variant {shlex.quote(matter.variant)}"] if matter.variant else []
    words += [f"--set {shlex.quote(f'{path}={value}')}" for path, value in matter.changes.items()]
    words += [f"--with {shlex.quote(name)}" for name in matter.further]
    return " ".join(words)
