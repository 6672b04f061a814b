"""What stands in one cell of a logframe: words with labels, numbers with dates; written and read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.forms.cells import Percent
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.vocabulary import NOTHING, folded
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import figure
from logicmodel.files.published.figures import missing as missing_in_files

LABELS: Final = {
    "definition": "Definition", "unit": "Unit", "accumulation": "Figures", "direction": "Wanted", "population": "Population", "disaggregation": "Disaggregated by",
    "method": "Method", "frequency": "Frequency", "responsible": "Responsible",
}
"""Fields of an indicator that stand on a line of their own, after their label."""
SAID: Final = {
    "per_period": "per period", "running_total": "running total", "level": "level",
    "up": "more", "down": "less", "hold": "the same",
}
MEANT: Final = {text: word for word, text in SAID.items()}
BULLET: Final = re.compile(r"^\s*(?:[•▪·*–-]|\(?\d+[.)]|[a-z]\))\s+")
RULES: Final = (
    ("at_most", re.compile(r"^(?:≤|<=|<|at most|no more than|not more than|max(?:imum)?(?: of)?|up to|less than|fewer than|below|au plus|moins de|jusqu'a|como maximo|maximo|menos de|hasta|no maximo|hochstens|weniger als|unter)\s*", re.IGNORECASE)),
    ("at_least", re.compile(r"^(?:≥|>=|>|at least|no less than|not less than|min(?:imum)?(?: of)?|more than|above|over|au moins|plus de|al menos|por lo menos|como minimo|minimo|mas de|pelo menos|mais de|mindestens|mehr als|uber)\s*", re.IGNORECASE)),
)
NUMBER: Final = r"[-+]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d{1,3})?"
POINTS: Final = r"(?:percentage points?|%[- ]?points?|pp|p\.p\.|points? de pourcentage|puntos? porcentuales|pontos? percentuais|prozentpunkte?)"
CHANGE: Final = re.compile(
    rf"(?P<word>increase[sd]?|reduc\w+|decrease[sd]?|decline[sd]?|fall|augmentation|aumento|hausse|baisse|diminution|disminucion)?\s*(?:of|by|de|en)?\s*(?:an? additional\s*)?(?P<number>{NUMBER})\s*(?:(?P<points>{POINTS})|(?P<percent>%|per ?cent\b))?\s*"
    r"(?P<after>(?:increase|more|reduction|decrease|less|fewer|higher|lower|de plus|de moins|mas|menos)\b)?\s*(?:(?P<link>against|from|over|above|below|than|on|compared (?:with|to))\s+(?:the\s+)?(?P<against>baseline|level without the plan))?",
    re.IGNORECASE,
)
FROM_TO: Final = re.compile(
    rf"\bfrom\s+(?P<first>{NUMBER})\s*(?P<sign>%?)\s*(?:\((?P<when>[^()]*)\)|in (?P<year>\d{{4}}))?\s*to\s+(?:at least\s+|at most\s+)?(?P<last>{NUMBER})\s*(?P<other>%?)", re.IGNORECASE
)
"""What is to move from one level to another."""
BETWEEN: Final = re.compile(rf"(?:between\s+)?({NUMBER})\s*%?\s*(?:to|and|–|-)\s*({NUMBER})\s*(%?)", re.IGNORECASE)
PLAIN: Final = re.compile(rf"({NUMBER})\s*(%|per ?cent(?:age)?\b)?", re.IGNORECASE)
DOWNWARD: Final = ("reduc", "decreas", "declin", "fall", "less", "fewer", "lower", "baisse", "dimin", "dismin", "moins", "menos", "below")
CHANGING: Final = re.compile(r"increas|reduc|decreas|declin|\b(?:more|less|fewer|higher|lower|baseline|without the plan)\b|augment|aument|hausse|baisse|dimin|dismin|de plus|de moins", re.IGNORECASE)
"""Words of a change, also where "at least" stands before its number."""
PARTS: Final = re.compile(r"\n|;(?![^()]*\))|\||,\s+(?=(?:19|20)\d\d\b\s*[:=–-])|(?<=\d\)),\s+(?=[\d<>≤≥])")
"""What stands between the targets of a cell, but not within brackets."""


@dataclasses.dataclass(frozen=True)
class Goal:
    """One number of a baseline or target cell."""

    asked: Mapping[str, Any]
    """The rule of the target: ``{"at_least": 12}`` where the cell names it, else ``{"value": 12}``."""
    span: Span | None
    within: bool = False
    rest: str = ""
    """Words after the number: most often the unit."""
    percent: bool = False
    first: Goal | None = None
    """The baseline, where the words say from where to where."""


def missing(text: str) -> bool:
    """Say whether a text stands for no number at all."""
    return missing_in_files(text) or folded(text).strip(" .*") in NOTHING or folded(text).strip() in NOTHING


def joined(first: str, more: str, labelled: Mapping[str, str]) -> str:
    """Return the text of a cell: what it is, what exactly after an empty line, then fields after their labels."""
    lines = [f"{LABELS[key]}: {' '.join(text.split())}" for key, text in labelled.items() if text]
    return "\n".join(filter(None, [" ".join(first.split()) + (f"\n\n{more}" if more else ""), *lines]))


def parted(text: str) -> tuple[str, str, dict[str, str]]:
    r"""Return what a cell says first, what it adds after an empty line, and its labelled fields.

    >>> parted("Meals\nDefinition: Plates in\na year\nUnit: plates")
    ('Meals', '', {'definition': 'Plates in a year', 'unit': 'plates'})
    """
    known = {title.lower(): key for key, title in LABELS.items()} | {"disaggregation": "disaggregation"}
    kept: list[str] = []
    fields: dict[str, str] = {}
    last = ""
    for line in re.split(rf"\n|;\s+(?=(?:{'|'.join(LABELS.values())}):)", text.strip()):
        label, colon, value = line.partition(":")
        key = known.get(label.strip().lower())
        if key and colon:
            fields[key], last = value.strip(), key
        elif last == "definition" and line.strip():
            fields[last] += f" {line.strip()}"
        else:
            kept.append(line.strip())
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", "\n".join(kept).strip())]
    return blocks[0], "\n".join(blocks[1:]), fields


def listed_lines(text: str) -> list[str]:
    r"""Return the entries of a cell: by bullets or numbers where it has them, else by lines that begin anew.

    >>> listed_lines("• a\n  and b\n• c")
    ['a and b', 'c']
    """
    lines = [line for line in text.split("\n") if line.strip()]
    bullets = any(BULLET.match(line) for line in lines)
    found: list[str] = []
    for line in lines:
        if not found or (BULLET.match(line) if bullets else not line.strip()[0].islower()):
            found.append(BULLET.sub("", line).strip())
        else:
            found[-1] += f" {line.strip()}"
    return found


def rule_meant(value: float, baseline: Any, direction: str) -> str:
    """Return the rule that a bare number stands for: at most where less is wanted or the baseline is higher."""
    if isinstance(baseline, int | float) and baseline != value:
        return "at_most" if baseline > value else "at_least"
    return "at_most" if direction == "down" else "at_least"


def goals_in(cell: Any) -> tuple[list[Goal], list[str]]:
    """Return the numbers in a cell with their dates, and the pieces that are none."""
    if isinstance(cell, Percent):
        return [Goal({"value": figure(str(cell))}, None, percent=True)], []
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return [Goal({"value": float(cell)}, None)], []
    text = re.sub(r"[^\S\n]{3,}", " ", str(cell).strip())  # long runs of blanks take patterns for ever
    if isinstance(cell, dt.date) or ((dated := date_in(text)) and not dated[1] and len(text) > len("2027")):
        return [], [f"{text:.10}"]
    parts = [part.strip() for part in PARTS.split(text) if part.strip()]
    if any(not re.search(r"\d", part) for part in parts) and not any(missing(part) for part in parts):
        parts = [" ".join(parts)]
    found: list[Goal] = []
    strange: list[str] = []
    for part in parts:
        goal = _goal(part)
        if goal is not None:
            found.append(goal)
        elif not missing(part):
            strange.append(part)
    return found, strange


def _goal(part: str) -> Goal | None:
    span, bare = _dated(BULLET.sub("", part) if not re.match(r"\s*-\d", part) else part)
    within = bool(re.search(r"any time up to", part, re.IGNORECASE))
    if (moved := moved_in(part)) is not None:
        return moved
    rule = ""
    for name, pattern in RULES:
        if match := pattern.match(folded(bare)):
            rule, bare = name, bare[match.end() :]
    if match := BETWEEN.match(bare):
        low, high = figure(match[1]), figure(match[2])
        if low is not None and high is not None and low < high:
            return Goal({"between": [low, high]}, span, within, bare[match.end() :].strip(), bool(match[3]))
    if (changed := _change(bare)) is not None and (not rule or CHANGING.search(folded(bare))):
        if rule == "at_most":
            return None  # a change has no upper limit here
        return dataclasses.replace(changed, span=span, within=within)
    match = PLAIN.match(bare)
    number = figure(match[1]) if match else None
    if match is None or number is None:
        return None
    return Goal({rule or "value": number}, span, within, bare[match.end() :].strip(" .,"), bool(match[2]))


def moved_in(text: str) -> Goal | None:
    """Return the target in words such as "from 12% (2024) to 30% by 2027", with the baseline; None for other words."""
    match = FROM_TO.search(text)
    first, last = (figure(match[1]), figure(match["last"])) if match else (None, None)
    if match is None or first is None or last is None or first == last:
        return None
    percent = bool(match["sign"] or match["other"])
    when = date_in(match["when"] or match["year"] or "")
    rest = text[match.end() :]
    span, rest = _dated(f"0 {re.sub(r'(?i) by (?:the )?end of (?:the )?(?:project|programme|action)', '', rest)}")
    return Goal(
        {"at_least" if last > first else "at_most": last}, span, rest=rest.removeprefix("0").strip(" .,"), percent=percent,
        first=Goal({"value": first}, when[0] if when else None, percent=percent),
    )


def _change(text: str) -> Goal | None:
    """Return the change that a text asks for; None where it asks for a level."""
    match = CHANGE.match(folded(text).strip(" ."))
    number = figure(match["number"]) if match else None
    if match is None or not number or not (match["word"] or match["after"] or match["against"] or match["points"]):
        return None
    word = f"{match['word'] or ''} {match['after'] or ''} {match['link'] or ''}".lower()
    amount = -abs(number) if any(one in word for one in DOWNWARD) else number
    held = {"against": "counterfactual"} if match["against"] and "without" in match["against"].lower() else {}
    rest = text.strip(" .")[match.end() :].strip(" .,")
    return Goal({"change": f"{amount:.12g}%" if match["percent"] else amount} | held, None, rest=rest, percent=bool(match["points"]))


def _dated(text: str) -> tuple[Span | None, str]:
    """Return the date that a text gives for its number, and the text without it."""
    for bracket in re.finditer(r"\(([^()]*)\)", text):
        if found := date_in(bracket[1]):
            return found[0], " ".join((text[: bracket.start()] + text[bracket.end() :]).split())
    before, colon, after = text.partition(":")
    if colon and (found := date_in(before)) and not re.search(r"\d", found[1]):
        return found[0], after.strip()
    words = re.search(r"\b(?:by|in|until|till|before|end of|end|d'ici(?: a)?|en|avant|para|hasta|ate|em|bis)\b\s+(?:the end of\s+|end of\s+|end\s+|fin\s+|(?:el )?final de\s+|ende\s+)?(.*)$", folded(text), re.IGNORECASE)
    if words and (found := date_in(words[1])) and re.search(r"\d", text[: words.start()]):
        return found[0], f"{text[: words.start()]}{found[1]}".strip()
    return None, text
