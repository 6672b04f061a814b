"""Titles instead of ids in what a check says: whoever reads it knows the plan by its words."""

from __future__ import annotations

import collections
import re
from collections.abc import Collection, Mapping

from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan

KINDS = "activity|output|outcome|input|assumption|factor|indicator"
BEFORE = "from|to|that|why|against|for|of|on|measure"
"""Words behind which the id of what a finding is about is no plain word."""
NAMED = re.compile(rf"(?<![\w@])((?:{KINDS}) )?((?:{BEFORE}) )?(\w+)(?![\w:@])")
QUOTED = re.compile(r"(“[^”]*”|'[^']*'(?!\w))")


class Titles:
    """What the nodes and indicators of a plan are called, gathered once for many texts."""

    def __init__(self, plan: Plan) -> None:
        """Gather the titles."""
        self.plan = plan
        self.nodes = {name: _line(node.title) for name, node in plan.nodes.items()}
        indicators: dict[str, set[str]] = {}
        for node in plan.results.values():
            for name, indicator in node.indicators.items():
                indicators.setdefault(name, set()).add(_called(name, indicator))
        self.alone = {name: next(iter(titles)) for name, titles in indicators.items() if len(titles) == 1}
        """Titles of the indicators whose ids mean one thing only."""

    def written(self, text: str, about: Collection[str] = ()) -> str:
        """Return a text with titles where it names nodes or indicators by their ids.

        ``about`` holds the ids that the text is about. An id that could be a plain word (``meals``) is replaced only behind
        the name of its kind ("the output meals"), and one of those in ``about`` also at the beginning or behind "of", "from" and the like.
        """
        results = self.plan.results
        own = {name: _called(name, one) for node in about if node in results for name, one in results[node].indicators.items()}
        titles = collections.ChainMap(self.nodes, own, self.alone)
        parts = QUOTED.split(text)  # what is quoted is a title already, or the user's own words
        for place in range(0, len(parts), 2):
            start = "\0" if place else ""  # only the beginning of the text is one
            parts[place] = NAMED.sub(lambda found: _replaced(found, titles, about), f"{start}{parts[place]}").removeprefix("\0")
        return "".join(parts)


def _replaced(found: re.Match[str], titles: Mapping[str, str], about: Collection[str]) -> str:
    """Return the title instead of an id, where one is meant and there is one."""
    kind, before, name = found[1] or "", found[2] or "", found[3]
    meant = "_" in name or kind or (name in about and (before or not found.start()))
    title = titles.get(name, "") if meant else ""
    return f"{kind}{before}“{title}”" if title else found[0]


def _called(name: str, indicator: Indicator) -> str:
    """Return what an indicator is called; an id is written as words."""
    return _line(indicator.title) or name.replace("_", " ")


def _line(title: str) -> str:
    return " ".join(title.split()).rstrip(".")
