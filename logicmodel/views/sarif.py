"""Findings in SARIF 2.1.0, the form in which code hosts show them beside the lines of a file."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from logicmodel.analysis.checking.finding import Finding
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
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(rule: Check) -> dict[str, Any]:
    page = inspect.getdoc(type(rule)) or ""
    short, _, rest = page.partition("\n\n")
    why = rest.partition("\nBad:")[0].strip()
    return {
        "id": rule.code, "name": type(rule).__name__,
        "shortDescription": {"text": " ".join(short.split())}, "fullDescription": {"text": " ".join(why.split()) or short},
        "help": {"text": page}, "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.code, "ruleIndex": place, "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.where}: {finding.message}. Remedy: {finding.remedy}."},
    }
    if finding.source:
        place_in_file: dict[str, Any] = {"artifactLocation": {"uri": PurePath(finding.source).as_posix()}}
        if finding.line is not None:
            place_in_file["region"] = {"startLine": finding.line}
        found["locations"] = [{
            "physicalLocation": place_in_file, "logicalLocations": [{"fullyQualifiedName": finding.where}],
        }]
    return found
