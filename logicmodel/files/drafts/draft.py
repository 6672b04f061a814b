"""A plan in the making: plain data, free ids, dates that become periods, and what was lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.errors import PlanError, Problem
from logicmodel.files.proposing import proposed_links
from logicmodel.files.published.calendar import Span, label, periods_of, place
from logicmodel.plan.element import ID_PATTERN
from logicmodel.plan.plan import Plan

WORD: Final = re.compile(r"[^\W_]+")
LONGEST_ID: Final = 40
LONGEST_OWN: Final = 120
STAMP: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|_?[0-9a-fA-F]{24,}")
"""Ids that machines give: unique, and nothing that people would want to type."""


class Draft:
    """What a reader of a foreign file knows so far; sections are filled as in a plan file."""

    def __init__(self, name: str, losses: list[Problem]) -> None:
        """Start with nothing; ``name`` is that of the file."""
        self.name, self.losses = name, losses
        self.document: dict[str, Any] = {"logicmodel": 1}
        self.ids: set[str] = set()
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
        found = "_".join(WORD.findall(words.lower()))[:LONGEST_ID].strip("_") or "item"
        found = found if not found[0].isdigit() else f"n_{found}"
        name, count = found, 2
        while name in self.ids:
            name, count = f"{found}_{count}", count + 1
        self.ids.add(name)
        return name

    def node(self, section: str, words: str, fields: Mapping[str, Any], own: str = "") -> str:
        """Add a node and return its id; empty fields are left out."""
        name = self.new_id(words, own)
        title = {"title": words} if words and words != name else {}
        self.document.setdefault(section, {})[name] = title | {key: value for key, value in fields.items() if value not in ("", None, [], {})}
        return name

    def link(self, source: str, target: str, **fields: Any) -> None:
        """Add a link once; the second of the same ends is noted as lost."""
        links = self.document.setdefault("links", [])
        if any((one["from"], one["to"]) == (source, target) for one in links):
            if not fields.get("inferred"):
                self.lose(f"links.{source}->{target}", "a second link between the same two was left out")
            return
        links.append({"from": source, "to": target, **{key: value for key, value in fields.items() if value not in ("", None, [], {})}})

    def target(self, fields: Mapping[str, Any], span: Span) -> None:
        """Add a target that is due at the end of a span."""
        target = {key: value for key, value in fields.items() if value not in ("", None)}
        self.document.setdefault("targets", []).append(target)
        self.due.append((target, span))

    def timed(self, *others: Span) -> None:
        """Set the time axis that holds all targets and other spans, and the period of each target."""
        periods = periods_of([*others, *(span for _, span in self.due)])
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

    def plan(self) -> Plan:
        """Return the plan; nodes without links are joined level by level, marked as inferred.

        Raises PlanError with the file's name where what the file says can never be a plan.
        """
        links = [*self.document.get("links", []), *proposed_links(self.document)]
        found = {**self.document, "links": links}
        try:
            return Plan.from_document({key: value for key, value in found.items() if value not in ([], {})})
        except PlanError as error:
            raise PlanError([Problem(one.where, one.message, one.remedy, source=self.name) for one in error.problems]) from None
