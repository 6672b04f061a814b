"""The page of ``check``: a line for each finding, in the form editors understand."""

from __future__ import annotations

from collections.abc import Sequence

import logicmodel as lm
from logicmodel.apps.cli.page import Page

MANY, EACH = 200, 10
"""With more findings than so many, only the first few of each rule are printed."""
STYLES = {"error": "red", "warning": "yellow", "hint": "cyan"}


def show(
    found: Sequence[lm.Finding], mended: Sequence[lm.Finding] = (), focus: lm.Answer | None = None, odd: Sequence[lm.Problem] = ()
) -> None:
    """Print the findings, how many there are of each severity, and how far the plan looks at outcomes."""
    page = Page()
    for finding in mended:
        title = finding.fix.title if finding.fix else ""
        page.line(f"mended {finding.code}: {finding.where}: {title}", style="green")
    most = _most(found)
    groups = _by_rule(found)
    for (_, code), few in groups.items():
        for finding in few[:most]:
            page.line(str(finding), style=STYLES[finding.severity])
        if len(few) > most:
            page.line(f"... and {len(few) - most:,} more of {code}", style="dim")
    if any(len(few) > most for few in groups.values()):
        page.text("All of them: --format json.", style="dim")
    counts = {name: sum(finding.severity == name for finding in found) for name in STYLES}
    summed = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items() if count)
    page.text(f"Found {summed}." if summed else "No findings.", style="bold")
    mendable = sum(finding.fix is not None for finding in found)
    if mendable:
        page.text(f"{mendable} of them can be mended by a machine: add --fix.")
    words = told(focus) if focus is not None else []
    if words:
        page.text(" ".join(words))
    if odd:
        page.text(f"Odd about the measured values: {len(odd)} thing{'s' if len(odd) > 1 else ''}.", style="bold")
    for problem in odd:
        page.line(str(problem), style="yellow")


def _by_rule(found: Sequence[lm.Finding]) -> dict[tuple[str, str], list[lm.Finding]]:
    groups: dict[tuple[str, str], list[lm.Finding]] = {}
    for finding in found:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    return groups


def _most(found: Sequence[lm.Finding]) -> int:
    """Return how many findings of one rule are printed: all of them, unless nobody would read that far."""
    return len(found) if len(found) <= MANY else EACH


def told(focus: lm.Answer) -> list[str]:
    """Return what to say about outputs and outcomes: a sentence on targets, one on the money of all allocations."""
    targets = [row["sentence"] for row in focus.rows if row["what"] == "targets" and row["share"] is not None]
    money = [row for row in focus.rows if row["what"] == "money" and row["share"] is not None]
    shares = ", ".join(f"{row['title'].removeprefix('Money under ')} {lm.wording.percent(row['share'])}" for row in money)
    return targets + ([f"Money on the way to an outcome with a target: {shares}."] if shares else [])
