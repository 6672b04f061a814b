"""Findings in SARIF 2.1.0, the form in which code hosts show them beside the lines of a file."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from logicmodel.analysis.checking.finding import Finding
from logicmodel.analysis.checking.profiles import ALL
from logicmodel.analysis.checks.check import Check, checks

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final[Mapping[str, str]] = {"error": "error", "warning": "warning", "hint": "note"}


def sarif(findings: Sequence[Finding], *, version: str = "") -> dict[str, Any]:
    """Return findings as one SARIF log (OASIS 2020): plain data, to be written as JSON.

    Places are files and lines as the findings carry them; ``version`` is that of this package.
    """
    rules = checks()
    used = sorted({finding.code for finding in findings})
    driver: dict[str, Any] = {"name": "logicmodel", "rules": [_rule(rules[code]) for code in used]}
    if version:
        driver["version"] = version
    results = [_result(finding, used.index(finding.code)) for finding in findings]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _rule(rule: Check) -> dict[str, Any]:
    page = inspect.getdoc(type(rule)) or ""
    short, _, rest = page.partition("\n\n")
    why, _, plans = rest.partition("\nBad:")
    why = why.strip()
    bad, _, good = plans.partition("Good:")
    shown = "\n\n".join(
        f"{name}:\n\n```yaml\n{textwrap.dedent(part.strip(chr(10))).rstrip()}\n```"
        for name, part in (("Bad", bad), ("Good", good))
        if part
    )
    return {
        "id": rule.code,
        "name": type(rule).__name__,
        "shortDescription": {"text": " ".join(short.split())},
        "fullDescription": {"text": " ".join(why.split()) or short},
        "help": {
            "text": page,
            "markdown": f"{short}\n\n{why}\n\n{shown}\n\nSource: {rule.source}".rstrip(),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": sorted(rule.profiles - {ALL})},
    }


def _result(finding: Finding, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.where}: {finding.message}. Remedy: {finding.remedy}"},
    }
    if finding.source:
        place_in_file: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.source)}}
        if finding.line is not None:
            place_in_file["region"] = {"startLine": finding.line}
        found["locations"] = [
            {
                "physicalLocation": place_in_file,
                "logicalLocations": [{"fullyQualifiedName": finding.where}],
            }
        ]
    return found


def _uri(source: str) -> str:
    """Return the address of a file: below the working folder as a relative one, which code hosts look for, else in full."""
    path = Path(source)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_uri()
    return quote(path.as_posix())
