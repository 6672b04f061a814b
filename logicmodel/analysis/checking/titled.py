"""Titles instead of ids in what a check says: whoever reads it knows the plan by its words."""

from __future__ import annotations

import re
from collections.abc import Collection

from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan

KINDS = "activity|output|outcome|input|assumption|factor|indicator"
BEFORE = "from|to|that|why|against|for|of|on|measure"
"""Words behind which the id of what a finding is about is no plain word."""
QUOTED = re.compile(r"(“[^”]*”|'[^']*'(?!\w))")


def titled(plan: Plan, text: str, *, about: Collection[str] = ()) -> str:
    """Return a text with titles where it names nodes or indicators by their ids.

    ``about`` holds the ids that the text is about. An id that could be a plain word (``meals``) is replaced only behind
    the name of its kind ("the output meals"), and one of those in ``about`` also at the beginning or behind "of", "from" and the like.
    """
    titles = _titles(plan, about)

    def written(found: re.Match[str]) -> str:
        kind, before, name = found[1] or "", found[2] or "", found[3]
        meant = "_" in name or kind or (name in about and (before or not found.start()))
        title = titles.get(name, "") if meant else ""
        return f"{kind}{before}“{title}”" if title else found[0]

    parts = QUOTED.split(text)  # what is quoted is a title already, or the user's own words
    pattern = re.compile(rf"(?<![\w@])((?:{KINDS}) )?((?:{BEFORE}) )?(\w+)(?![\w:@])")
    for place in range(0, len(parts), 2):
        parts[place] = pattern.sub(written, parts[place]) if not place else pattern.sub(written, f"\0{parts[place]}")[1:]
    return "".join(parts)


def _titles(plan: Plan, about: Collection[str]) -> dict[str, str]:
    """Return titles by id; an id that several indicators share has that of the node in question, or none."""
    found = {name: _line(node.title) for name, node in plan.nodes.items()}
    indicators: dict[str, set[str]] = {}
    for node in plan.results.values():
        for name, indicator in node.indicators.items():
            indicators.setdefault(name, set()).add(_called(name, indicator))
    own = {name: _called(name, one) for node in about if node in plan.results for name, one in plan.results[node].indicators.items()}
    alone = {name: next(iter(titles)) for name, titles in indicators.items() if len(titles) == 1}
    return {**alone, **own, **found}


def _called(name: str, indicator: Indicator) -> str:
    """Return what an indicator is called; an id is written as words."""
    return _line(indicator.title) or name.replace("_", " ")


def _line(title: str) -> str:
    return " ".join(title.split()).rstrip(".")
