"""``logicmodel check``."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson, Changes, Future, OutputFile, Variant, whole
from logicmodel.apps.cli.page import put_json, save_json

HAS_ERRORS = 1
RANKS = ("error", "warning", "hint")
Profile = Annotated[
    str, typer.Option("--profile", metavar="NAME", help="The rules: basic, fcdo, iati, kellogg, conservation, evaluability or all. Default: that of the plan, else basic."),
]
Mend = Annotated[bool, typer.Option("--fix", help="Mend in the file what needs no judgement; comments stay.")]
Simulate = Annotated[bool, typer.Option("--simulate", help="Simulate the plan too, for the rules that judge what comes of it.")]
Draws = Annotated[int, typer.Option("--draws", parser=whole, metavar="N", help="With --simulate: draws in all.")]
Form = Annotated[
    Literal["text", "json", "sarif"], typer.Option("--format", help="text, json, or sarif (which code hosts show beside the lines)."),
]
Measured = Annotated[
    Path | None, typer.Option("--actuals", metavar="FILE", show_default=False, help="Hold measured values against the plan too, and say what is odd about them: a table (.csv, .xlsx, .ods), a logframe, IATI, StratML, Miradi."),
]
Plans = Annotated[list[Path], typer.Argument(metavar="PLAN...", help="The plan file, or several.", show_default=False)]


def check(
    plan: Plans, profile: Profile = "", mend: Mend = False, simulate: Simulate = False, draws: Draws = 2048,
    changes: Changes = None, future: Future = None, variant: Variant = None, form: Form = "text", actuals: Measured = None,
    as_json: AsJson = False, output: OutputFile = None,
) -> int:
    """Look for what is unwise in a plan.

    Outputs that serve no outcome, outcomes without a target, targets due before anything can arrive and so on.
    Ends with status 1 where there is a finding of severity error. A node silences a rule for itself
    with "ignore: {LM105: the reason}", a plan with the same under "checks:".
    """
    from logicmodel.apps.cli.request import planned

    if mend and (changes or future or variant):
        raise lm.RequestError("--fix works on the plan as it is in the file", remedy="leave out --set, --future and --variant")
    seen: list[Seen] = []
    left: list[lm.Problem] = []
    values = None if actuals is None else lm.read_actuals(actuals, losses=left)
    for path in plan:
        settings = lm.project_settings(path)
        mended = lm.fix(path, profile=profile, settings=settings)[1] if mend else ()
        subject = planned(path, changes, future, variant)
        results = _simulated(path, subject, draws) if simulate else None
        found = lm.located(lm.check(subject, profile=profile, results=results, actuals=values, settings=settings), path)
        measured = None if values is None else Values(values.coverage(subject), values.notes, left, values.check(subject))
        seen.append(Seen(sorted(found, key=lambda finding: RANKS.index(finding.severity)), mended, lm.outcome_focus(subject), measured))
    _show(seen, "json" if as_json else form, output)
    return HAS_ERRORS if any(finding.severity == "error" for one in seen for finding in one.found) else 0


def _simulated(path: Path, plan: lm.Plan, draws: int) -> lm.Results | None:
    """Return a run of a plan; of one that lacks numbers none, so that all other rules still speak."""
    try:
        return lm.simulate(plan, draws=draws, keep=list(plan.nodes))
    except lm.IncompleteError as error:
        count = f"{lm.wording.counted(len(error.problems), 'number')} {'is' if len(error.problems) == 1 else 'are'} missing"
        sys.stderr.write(f"{path}: checked without simulating, {count}; logicmodel elicit {path} asks for {'it' if len(error.problems) == 1 else 'them'}\n")
        return None


@dataclasses.dataclass(frozen=True)
class Values:
    """What was found about measured values, beside one plan."""

    coverage: str
    """How many indicators have values, and for which periods."""
    notes: Sequence[str]
    left: Sequence[lm.Problem]
    """What the file says besides, and what of it was left out."""
    odd: Sequence[lm.Problem]


@dataclasses.dataclass(frozen=True)
class Seen:
    """What was found in one plan."""

    found: Sequence[lm.Finding]
    mended: Sequence[lm.Finding]
    focus: lm.Answer
    values: Values | None = None


def _show(seen: Sequence[Seen], form: str, output: Path | None) -> None:
    """Print the findings, or write them to a file, in the form that was asked for."""
    from logicmodel.apps.cli.pages.findings import show, show_values

    if form == "text" and output is None:
        for one in seen:
            show(one.found, one.mended, one.focus)
            if one.values is not None:
                show_values(one.values.coverage, one.values.notes, one.values.left, one.values.odd)
        return
    found = [finding for one in seen for finding in one.found]
    if form == "sarif" or (output is not None and output.suffix == ".sarif"):
        record = lm.sarif(found, version=lm.__version__)
    else:
        focus = [dict(row) for one in seen for row in one.focus.rows]
        record = {"findings": [finding.to_dict() for finding in found], "focus": focus}
        values = [one.values for one in seen if one.values is not None]
        odd = [problem for one in values for problem in one.odd]
        record |= {"actuals": [{"where": one.where, "line": one.line, "message": one.message, "remedy": one.remedy} for one in odd]} if odd else {}
        record |= {"coverage": [one.coverage for one in values]} if values else {}
    if output is None:
        put_json(record)
    else:
        save_json(record, output)
