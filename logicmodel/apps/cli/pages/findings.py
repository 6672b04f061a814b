"""The page of ``check``: a line for each finding, in the form editors understand."""

from __future__ import annotations

from collections.abc import Sequence

import logicmodel as lm
from logicmodel.apps.cli.page import Page

MANY, EACH = 200, 10
"""With more findings than so many, only the first few of each rule are printed."""
STYLES = {"error": "red", "warning": "yellow", "hint": "cyan"}


def show(
    found: Sequence[lm.Finding], mended: Sequence[lm.Finding] = (), focus: lm.Answer | None = None
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


def show_values(coverage: str, notes: Sequence[str], left: Sequence[lm.Problem], odd: Sequence[lm.Problem]) -> None:
    """Print what measured values cover, what of their file was not read, and what is odd about them."""
    page = Page()
    page.gap()
    page.text(coverage, style="bold")
    for note in notes:
        page.text(f"{note[:1].upper()}{note[1:]}.", style="dim")
    for problem in left[:MANY]:
        page.line(str(problem), style="dim")
    if odd:
        page.text(f"{lm.wording.counted(len(odd), 'thing')} {'is' if len(odd) == 1 else 'are'} odd about the measured values:")
    for problem in odd[:MANY]:
        page.line(str(problem), style="yellow")
    if len(odd) > MANY:
        page.text(f"... and {len(odd) - MANY:,} more; all of them: --format json.", style="dim")
    if not odd:
        page.text("Nothing is odd about them.")


def _by_rule(found: Sequence[lm.Finding]) -> dict[tuple[str, str], list[lm.Finding]]:
    groups: dict[tuple[str, str], list[lm.Finding]] = {}
    for finding in found:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    return groups


def _most(found: Sequence[lm.Finding]) -> int:
    """Return how many findings of one rule are printed: all of them, unless nobody would read that far."""
    return len(found) if len(found) <= MANY else EACH


def told(focus: lm.Answer) -> list[str]:
    """Return what to say about outputs and outcomes: a sentence on targets and evidence, one on the money of all allocations."""
    shares = {row["what"]: lm.wording.percent(row["share"]) for row in focus.rows if row["share"] is not None and row["what"] != "money"}
    found = []
    if "targets" in shares:
        evidence = f"; of the links with evidence, {shares['evidence']} lead to them" if "evidence" in shares else ""
        found.append(f"Of the targets, {shares['targets']} sit on outcomes{evidence}.")
    money = [row for row in focus.rows if row["what"] == "money" and row["share"] is not None]
    each = ", ".join(f"{row['title'].removeprefix('Money under ')} {lm.wording.percent(row['share'])}" for row in money)
    return found + ([f"Money on the way to an outcome with a target: {each}."] if each else [])
