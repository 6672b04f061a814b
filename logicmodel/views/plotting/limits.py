"""What people call the limits that a search ran into."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

END = re.compile(
    r"(?P<end>the most of|the least of|nothing of) (?P<input>\S+)(?: in (?P<period>.+))?"
)
ENDS = {
    "the most of": "the ceiling of {}",
    "the least of": "the floor of {}",
    "nothing of": "nothing is spent on {}",
}


def told(names: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    """Return limits in words, each once; those that hold in several periods together.

    ``titles`` are those of inputs, funds and limits by id. What gets nothing comes last, as that is no limit.

    >>> told(["nothing of radio", "budget.per_period in 2027", "budget.per_period in 2028"], {"radio": "Radio"})
    ['the budget of 2 periods', 'nothing is spent on Radio']
    """
    found: dict[str, list[str]] = {}
    for name in names:
        words, period = _words(name, titles)
        found.setdefault(words, []).extend([period] if period else [])
    ordered = sorted(found, key=lambda words: words.startswith("nothing"))
    return [_when(words, found[words]) for words in ordered]


def _words(name: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """Return a limit in words, and the period it holds in."""
    match = END.fullmatch(name)
    if match:
        key = match["input"]
        return ENDS[match["end"]].format(titles.get(key, key)), match["period"] or ""
    head, _, period = name.partition(" in ")
    if head == "budget.total":
        return "the whole budget", ""
    if head == "budget.per_period":
        return "the budget", period
    if head.startswith("budget.funds"):
        funds = [titles.get(part, part) for part in head.partition(" + ")[2].split(" + ") if part]
        return "money that is not earmarked" + "".join(f", and {fund}" for fund in funds), ""
    key = head.removeprefix("budget.limits.")
    return titles.get(key, key.replace("_", " ")), period


def _when(words: str, periods: Sequence[str]) -> str:
    if not periods:
        return words
    joint = "of" if words == "the budget" else "in"
    return f"{words} {joint} {periods[0] if len(periods) == 1 else f'{len(periods)} periods'}"
