"""Values of groups in an activity: what is told apart by dimensions and by places."""

from __future__ import annotations

from typing import Any, Final

from logicmodel.files.elements import Element, local

PLACE: Final = "location"
"""By what a value is told apart that names a place of the activity instead of a dimension."""
UNNAMED, UNSTATED = "group", "not stated"
"""What stands for a dimension without a name, and for one without a value."""


def group_of(element: Element) -> dict[str, str]:
    """Return by what a baseline, target or actual value is told apart, with the group; nothing for one of the whole.

    Several values of one dimension are one group of them all.
    """
    found: dict[str, str] = {}
    for child in element:
        kind = local(child)
        if kind in {"dimension", PLACE}:
            name = PLACE if kind == PLACE else child.get("name", "").strip() or UNNAMED
            value = child.get("ref" if kind == PLACE else "value", "").strip() or UNSTATED
            found[name] = f"{found[name]} and {value}" if name in found else value
    return found


class Groups:
    """The planned values of the groups of one indicator, as they are read."""

    def __init__(self) -> None:
        """Begin without a group."""
        self.names: dict[str, None] = {}
        """By what groups are told apart, in the order of their first appearance."""
        self.order: list[dict[str, Any]] = []
        self.found: dict[frozenset[tuple[str, str]], list[dict[str, Any]]] = {}

    def entries(self, date: str) -> list[dict[str, Any]]:
        """Return the groups as a plan has them, in the order in which they came.

        ``date`` is that of the baseline of the whole, which baselines of groups need not repeat.
        """
        for entry in self.order:
            if entry.get("baseline_date") == date:
                del entry["baseline_date"]
        return self.order

    def baseline(self, of: dict[str, str], value: float, date: str, title: str) -> bool:
        """Add a baseline; False where the group has one already."""
        own = self._own(of)
        if any("baseline" in entry for entry in own):
            return False
        self._add(own, {"of": of, "baseline": value, **({"baseline_date": date} if date else {}), **({"title": title} if title else {})})
        return True

    def target(self, of: dict[str, str], rule: str, value: float, due: str, title: str) -> bool:
        """Add a target, to the baseline of the group where it can stand beside it; False where the period has one already."""
        own = self._own(of)
        if any(entry.get("by") == due for entry in own):
            return False
        if not own or "title" in own[0] or "by" in own[0]:
            self._add(own, {"of": of})
        own[-1].update({rule: value, "by": due, **({"title": title} if title else {})})
        return True

    def _add(self, own: list[dict[str, Any]], entry: dict[str, Any]) -> None:
        own.append(entry)
        self.order.append(entry)

    def _own(self, of: dict[str, str]) -> list[dict[str, Any]]:
        self.names.update(dict.fromkeys(of))
        return self.found.setdefault(frozenset(of.items()), [])
