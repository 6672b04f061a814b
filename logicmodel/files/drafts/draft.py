"""A plan in the making: plain data, free ids, dates that become periods, and what was lost."""

from __future__ import annotations

import collections
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.errors import PlanError, Problem
from logicmodel.files.naming import word_of
from logicmodel.files.proposing import proposed_links
from logicmodel.files.published.calendar import Span, label, periods_of, place
from logicmodel.plan.element import ID_PATTERN
from logicmodel.plan.plan import Plan

LONGEST_OWN: Final = 120
STAMP: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|_?[0-9a-fA-F]{24,}")
"""Ids that machines give: unique, and nothing that people would want to type."""
SHORTEST: Final = 28
"""Days; what is shorter is a date by which something is due, and says nothing about the length of periods."""


class Draft:
    """What a reader of a foreign file knows so far; sections are filled as in a plan file."""

    def __init__(self, name: str, losses: list[Problem]) -> None:
        """Start with nothing; ``name`` is that of the file."""
        self.name, self.losses = name, losses
        self.document: dict[str, Any] = {"logicmodel": 1}
        self.ids: set[str] = set()
        self.counts: dict[str, int] = {}
        """How many ids have been made of the same words."""
        self.joined: set[tuple[str, str, str]] = set()
        """Ends and own ids of the links so far."""
        self.reached: set[str] = set()
        """Where some link that acts at once leads."""
        self.leading: dict[str, set[str]] = collections.defaultdict(set)
        """Where links that act at once lead, by the node they come from."""
        self.due: list[tuple[dict[str, Any], Span]] = []
        """Targets that wait for the time axis, and the time they are due."""

    def lose(self, where: str, message: str, remedy: str = "", line: int | None = None) -> None:
        """Note something that has no place in a plan."""
        self.losses.append(Problem(where, message, remedy, source=self.name, line=line))

    def say(self, **words: str) -> None:
        """Set texts of the plan itself; empty ones are left out."""
        self.document |= {key: text for key, text in words.items() if text}

    def new_id(self, words: str, own: str = "") -> str:
        """Return an id that is free: the file's own where it can be one, else made of the words."""
        if own not in self.ids and len(own) <= LONGEST_OWN and re.match(ID_PATTERN, own) and not STAMP.fullmatch(own):
            self.ids.add(own)
            return own
        found = word_of(words) or "item"
        name, count = found, self.counts.get(found, 1)
        while name in self.ids:
            count += 1
            name = f"{found}_{count}"
        self.counts[found] = count
        self.ids.add(name)
        return name

    def node(self, section: str, words: str, fields: Mapping[str, Any], own: str = "") -> str:
        """Add a node and return its id; empty fields are left out."""
        name = self.new_id(words, own)
        title = {"title": words} if words and words != name else {}
        self.document.setdefault(section, {})[name] = title | {key: value for key, value in fields.items() if value not in ("", None, [], {})}
        return name

    def link(self, source: str, target: str, *, line: int | None = None, **fields: Any) -> None:
        """Add a link once; a second between the same two needs an id of its own, else it is noted as lost.

        One that closes a circle of links that act at once is given a lag of one period.
        """
        links = self.document.setdefault("links", [])
        key = (source, target, str(fields.get("id") or ""))
        where = f"links.{source}->{target}"
        if key in self.joined:
            if not fields.get("inferred"):
                self.lose(where, "a second link between the same two was left out", line=line)
            return
        found = {"from": source, "to": target, **{key: value for key, value in fields.items() if value not in ("", None, [], {})}}
        if not found.get("lag") and not found.get("spread"):
            if self._reaches(target, source):
                self.lose(where, "closes a circle; it was given a lag of one period", "say how long it takes", line=line)
                found["lag"] = 1
            else:
                self.leading[source].add(target)
                self.reached.add(target)
        self.joined.add(key)
        links.append(found)

    def _reaches(self, start: str, end: str) -> bool:
        """Say whether links that act at once lead from one node to another."""
        if end not in self.reached and start != end:
            return False
        seen, queue = {start}, [start]
        while queue:
            name = queue.pop()
            if name == end:
                return True
            new = self.leading[name] - seen
            seen |= new
            queue += new
        return False

    def target(self, fields: Mapping[str, Any], span: Span) -> None:
        """Add a target that is due at the end of a span."""
        target = {key: value for key, value in fields.items() if value not in ("", None)}
        self.document.setdefault("targets", []).append(target)
        self.due.append((target, span))

    def timed(self, *others: Span) -> None:
        """Set the time axis that holds all targets and other spans, and the period of each target."""
        periods = periods_of([*others, *(_year(span) if span.days < SHORTEST else span for _, span in self.due)])
        self.document["periods"] = periods.model_dump(exclude_defaults=True)
        if not others and not self.due:
            self.lose("periods", "the file has no dates; the present year was taken", "set periods: in the plan")
        taken: set[tuple[str, str]] = set()
        for target, span in self.due:
            due = label(place(span.end, periods.step), periods.step)
            key = (str(target.get("indicator") or target.get("node")), due)
            if key in taken or due not in periods.labels:
                self.lose(f"targets.{key[0]}@{due}", "a second target for the same period was left out")
                self.document["targets"] = [one for one in self.document["targets"] if one is not target]
                continue
            taken.add(key)
            target.setdefault("id", f"{key[0]}@{due}")
            target["by"] = due

    def propose(self) -> None:
        """Join nodes without links, level by level, marked as inferred."""
        self.document["links"] = [*self.document.get("links", []), *proposed_links(self.document)]

    def plan(self) -> Plan:
        """Return the plan.

        Raises PlanError with the file's name where what the file says can never be a plan.
        """
        try:
            return Plan.from_document({key: value for key, value in self.document.items() if value not in ([], {})})
        except PlanError as error:
            raise PlanError([Problem(one.where, one.message, one.remedy, source=self.name) for one in error.problems]) from None


def _year(span: Span) -> Span:
    """Return the year in which a span ends."""
    return Span(dt.date(span.end.year, 1, 1), dt.date(span.end.year, 12, 31))
