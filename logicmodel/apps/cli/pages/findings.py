"""The page of ``check``: a line for each finding, in the form editors understand."""

from __future__ import annotations

from collections.abc import Sequence

import logicmodel as lm
from logicmodel.apps.cli.page import Page

STYLES = {"error": "red", "warning": "yellow", "hint": "cyan"}


def show(found: Sequence[lm.Finding]) -> None:
    """Print the findings, and how many there are of each severity."""
    page = Page()
    for finding in found:
        page.line(str(finding), style=STYLES[finding.severity])
    counts = {name: sum(finding.severity == name for finding in found) for name in STYLES}
    told = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items() if count)
    page.text(f"Found {told}." if told else "No findings.", style="bold")
