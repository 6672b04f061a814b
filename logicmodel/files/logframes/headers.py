"""What the headers of a logframe mean, whatever they are called, and which layout they belong to."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.logframes.dates import date_in
from logicmodel.files.published.calendar import Span
from logicmodel.files.source import Source

KEYS: Final[dict[str, frozenset[str]]] = {
    "indicator": frozenset({"indicator", "indicators", "ovi", "ovis", "kpi", "kpis"}),
    "baseline": frozenset({"baseline", "baselines"}),
    "actual": frozenset({"current", "achieved", "actual", "actuals", "progress", "latest"}),
    "target": frozenset({"target", "targets", "milestone", "milestones"}),
    "source": frozenset({"source", "sources", "verification", "mov", "movs"}),
    "method": frozenset({"method", "methods", "methodology"}),
    "frequency": frozenset({"frequency"}),
    "responsible": frozenset({"responsibility", "responsible", "responsibilities"}),
    "assumption": frozenset({"assumption", "assumptions", "risk", "risks"}),
    "disaggregation": frozenset({"disaggregation", "disaggregated"}),
    "result": frozenset({"result", "results", "objective", "objectives", "logic", "statement", "narrative", "hierarchy", "summary", "activities"}),
    "unit": frozenset({"unit", "units"}),
    "definition": frozenset({"definition", "definitions"}),
    "level": frozenset({"level", "levels"}),
    "means": frozenset({"means"}),
    "cost": frozenset({"cost", "costs"}),
}
"""Words that make a header one of a column; the first column whose word is there is meant."""
FILLERS: Final = frozenset(
    ["data", "value", "values", "and", "of", "the", "a", "year", "years", "date", "dates", "expected", "project", "programme", "program", "performance", "key", "smart", "objectively", "verifiable", "means", "collection", "to", "be", "with", "or", "for", "in", "by", "incl", "including", "reference", "intervention", "chain", "other", "end", "final", "planned", "measure", "measures", "important", "main", "output", "outcome", "outcomes", "outputs", "impact", "n", "no", "number", "person", "party", "description", "name", "information", "intermediate", "external", "factors", "annual", "mid", "term", "team", "reporting", "timeframe", "achievement", "success", "life", "overall", "immediate", "ultimate", "quality"]
)
LEVELS: Final = (
    (r"impacts?|goals?|overall (?:objective|goal|aim)s?|ultimate outcomes?|development (?:goal|objective)s?|long[- ]term outcomes?|vision", "outcomes", "ultimate"),
    (r"immediate outcomes?|short[- ]term outcomes?|intermediate results?|irs?|use of outputs?", "outcomes", "immediate"),
    (
        r"(?:intermediate |medium[- ]term |project )?outcomes?|purposes?|specific objectives?|project (?:purpose|objective)s?|(?:strategic |component )?objectives?|other outcomes?",
        "outcomes", "intermediate",
    ),
    (r"(?:expected )?(?:outputs?|results?)|deliverables?|products?", "outputs", ""),
    (r"(?:key |main )?activit(?:y|ies)|tasks?", "activities", ""),
)
LEVEL: Final = tuple(
    (re.compile(rf"(?:{words})(?:\s*\([^)]*\))*\s*(?:(?:n[o°]?\.?\s*)?[#\d][\d.]*)?\s*(?:\([^)]*\))?(?:\s*[:–]\s*|\s+-\s+|\s*\n\s*|\s*$|(?<=\d)\s+(?=(?-i:[A-Z])))", re.IGNORECASE), section, horizon)
    for words, section, horizon in LEVELS
)
TEXT: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
READ_AT_MOST: Final = 8_000_000
LONGEST_HEADER: Final = 240


def level_of(text: str) -> tuple[str, str, str] | None:
    """Return section and horizon of the level that a text begins with, and the rest of the text.

    >>> level_of("Output 1.2: Meals are served"), level_of("Outputs of farms rise")
    (('outputs', '', 'Meals are served'), None)
    """
    bare = re.sub(r"\(s\)", "s", text.strip(), flags=re.IGNORECASE)
    for pattern, section, horizon in LEVEL:
        if match := pattern.match(bare):
            rest = bare[match.end() :].strip()
            inner = level_of(rest) if rest else None
            return inner if inner and not inner[2] else (section, horizon, rest)
    return None


def key_of(text: Any) -> str | None:
    """Return the column that a header stands for; None for what is no header.

    >>> key_of("Sources and means of verification"), key_of("Target (2027)"), key_of("Meals served")
    ('source', 'target', None)
    """
    if not isinstance(text, str) or len(text) > LONGEST_HEADER:
        return None
    bare = re.sub(r"\([^)]*\)", " ", text.lower().replace("base line", "baseline").replace("*", " "))
    found = date_in(bare)
    words = set(re.findall(r"[a-z]+", found[1] if found else bare))
    for key, names in KEYS.items():
        if words & names and words <= names | FILLERS | KEYS["result"] | KEYS["source"] | KEYS["method"] | KEYS["assumption"]:
            return f"{key}_date" if key in {"baseline", "target"} and words & {"date", "year"} and words <= names | {"date", "year"} else key
    return None


def heads_of(cells: Mapping[int, Any]) -> dict[int, tuple[str, Span | None]]:
    """Return what each column of a row of headers holds, with its date; nothing where it is no such row."""
    found: dict[int, tuple[str, Span | None]] = {}
    for column, value in cells.items():
        key = key_of(value)
        if key is not None:
            dated = date_in(value)
            found[column] = key, dated[0] if dated else None
    keys = {key for key, _ in found.values()}
    measured = "indicator" in keys and keys & {"baseline", "target", "source", "assumption"}
    return found if measured or {"means", "cost"} <= keys else {}


def layout_of(source: Source) -> str:
    """Return the layout of the logframe in a workbook by the words in its cells; empty for no logframe."""
    texts = {" ".join(text.split()) for text in _texts(source)}
    keys = {key for text in texts if (key := key_of(text))}
    small = {text.lower() for text in texts}
    if "indicator" not in keys or not keys & {"baseline", "target", "source", "assumption"}:
        return ""
    if "achieved" in small or any("milestone" in text or "impact weighting" in text for text in small):
        return "logframe_fcdo"
    return "logframe_pmf" if {"responsible", "frequency"} <= keys else "logframe_eu"


def _texts(source: Source) -> list[str]:
    """Return the texts of a workbook without opening it; none where the file is no workbook."""
    found: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            for part in package.namelist():
                if part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet"):
                    with package.open(part) as stream:
                        found += [text.decode("utf-8", "replace") for text in TEXT.findall(stream.read(READ_AT_MOST))]
    except (KeyError, OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return []
    return found
