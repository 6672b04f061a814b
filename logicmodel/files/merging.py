"""A plan written into a YAML file that is there already: only what differs is touched.

The old file and the new plan are compared as documents; every difference becomes an edit of the
text at the place where it stands. So comments, order and layout of everything else stay to the byte.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.errors import LogicModelError
from logicmodel.files.composition import compose
from logicmodel.files.styling import Grouped, entry, flow, item, scalar
from logicmodel.files.tree import Node
from logicmodel.plan.plan import Plan


def merged(text: str, plan: Plan) -> str | None:
    """Return the text with the plan's differences written into it.

    None where the text holds no plan, or where it is put together in a way (anchors, merge keys)
    that single edits cannot follow; then the caller writes the plan anew.
    """
    try:
        before, root = _plan_in(text)
        result = _Edits(text).document(root, before.to_document(), plan.to_document())
        after, _ = _plan_in(result)
    except (LogicModelError, _AwkwardError):
        return None
    return result if after == plan else None


def _plan_in(text: str) -> tuple[Plan, Node]:
    root, problems = compose(text, "")
    if root is None or problems:
        raise _AwkwardError
    return Plan.from_document(root.data), root


class _AwkwardError(Exception):
    """This piece cannot be edited in part; the one around it must be written anew."""


@dataclasses.dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


_ABSENT = object()


class _Edits:
    """The edits of one text, found from the outside in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[_Edit] = []

    def document(self, root: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        self.value(root, old, new)
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        pieces, done = [], 0
        for edit in sorted(self.edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < done:
                raise _AwkwardError
            pieces += [self.text[done : edit.start], edit.text.replace("\n", line_end)]
            done = edit.end
        return "".join([*pieces, self.text[done:]])

    def value(self, node: Node, old: Any, new: Any) -> None:
        """Add the edits that turn one value into another, or raise _AwkwardError."""
        if old == new:
            return
        if node.style == "flow":
            self.edits.append(_Edit(node.start, node.end, self.flow(node, old, new)))
        elif node.style == "block" and isinstance(old, Mapping) and isinstance(new, Mapping):
            self.mapping(node, old, new)
        elif node.style == "block" and isinstance(old, list) and isinstance(new, list):
            self.sequence(node, old, new)
        else:
            raise _AwkwardError

    def attempt(self, node: Node, old: Any, new: Any) -> bool:
        """Add the edits of a value and say so; leave none behind where that fails."""
        known = len(self.edits)
        try:
            self.value(node, old, new)
        except _AwkwardError:
            del self.edits[known:]
            return False
        return True

    def mapping(self, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        indent = self.column(node.start)
        kept = [
            key
            for key, inner in node.entries.items()
            if inner.key_start >= 0 and (key in new or key not in old)
        ]
        if not kept or any(
            inner.key_start < 0 and key in old and key not in new
            for key, inner in node.entries.items()
        ):
            raise _AwkwardError
        for key, inner in node.entries.items():
            if inner.key_start < 0 or old.get(key, _ABSENT) == new.get(key, _ABSENT):
                continue
            if key not in new:
                self.remove(inner.key_start, inner.end)
            elif not self.attempt(inner, old.get(key), new[key]):
                self.anew(key, inner, new[key], indent)
        lines = []
        for key in new:
            missing = key not in node.entries or node.entries[key].key_start < 0
            if missing and old.get(key, _ABSENT) != new[key]:
                written = entry(key, new[key], indent)
                lines += ["", *written] if indent == 0 and len(written) > 1 else written
        self.insert(node.entries[kept[-1]].end, lines)

    def anew(self, key: str, node: Node, new: Any, indent: int) -> None:
        """Write one entry anew: only its value where both fit on the line."""
        lines = entry(key, self.alike(node, new), indent)
        head = self.text[node.key_start : node.start]
        start, text = node.key_start, "\n".join(lines).lstrip(" ")
        if len(lines) == 1 and head.endswith(" ") and "\n" not in head:
            start, text = node.start, text.removeprefix(scalar(key, flow=False) + ": ")
        self.edits.append(_Edit(start, node.end, text))

    def sequence(self, node: Node, old: list[Any], new: list[Any]) -> None:
        pairs = _matched(old, new)
        if len(node.items) != len(old) or not pairs:
            raise _AwkwardError
        indent = self.dash(node.items[0])
        for place, inner in enumerate(node.items):
            if place not in pairs:
                self.remove(self.text.rfind("-", 0, inner.start), inner.end)
            elif not self.attempt(inner, old[place], new[pairs[place]]):
                text = "\n".join(item(new[pairs[place]], indent))
                self.edits.append(
                    _Edit(inner.start, inner.end, text.lstrip(" ").removeprefix("- "))
                )
        self.add_items(node, pairs, new, indent)

    def add_items(self, node: Node, pairs: dict[int, int], new: list[Any], indent: int) -> None:
        """Insert the new items of a list behind those that they follow."""
        first = self.text.rfind("\n", 0, node.items[min(pairs)].start) + 1
        lines = [line for one in new[: min(pairs.values())] for line in item(one, indent)]
        if lines:
            self.edits.append(_Edit(first, first, "\n".join(lines) + "\n"))
        ends = [*sorted(pairs.values())[1:], len(new)]
        for (place, twin), end in zip(sorted(pairs.items()), ends, strict=True):
            lines = [line for one in new[twin + 1 : end] for line in item(one, indent)]
            self.insert(node.items[place].end, lines)

    def flow(self, node: Node, old: Any, new: Any) -> str:
        """Return the text that a value between brackets becomes."""
        if old == new:
            return self.text[node.start : node.end]
        if (
            node.style == "flow"
            and isinstance(old, Mapping)
            and isinstance(new, Mapping)
            and node.entries
        ):
            return self.flow_mapping(node, old, new)
        if (
            node.style == "flow"
            and isinstance(old, list)
            and isinstance(new, list)
            and len(old) == len(new) == len(node.items)
        ):
            pairs = [
                (inner, self.flow(inner, *both))
                for inner, *both in zip(node.items, old, new, strict=True)
            ]
            return self.replaced(node, [(inner.start, inner.end, text) for inner, text in pairs])
        return flow(self.alike(node, new))

    def flow_mapping(self, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        own = [(key, inner) for key, inner in node.entries.items() if inner.key_start >= 0]
        gaps = [node.start, *(inner.end for _, inner in own)]
        pieces: list[str] = []
        for begin, (key, inner) in zip(gaps, own, strict=False):
            if key in old and key not in new:
                continue
            pieces.append(self.text[begin if pieces else node.start : inner.key_start])
            if not pieces[1:]:  # what stands first goes directly behind the bracket
                pieces = [self.text[node.start : own[0][1].key_start]]
            pieces.append(self.text[inner.key_start : inner.start])
            changed = key in new and old.get(key, _ABSENT) != new[key]
            pieces.append(
                self.flow(inner, old.get(key), new[key])
                if changed
                else self.text[inner.start : inner.end]
            )
        if not pieces or len(own) < len(node.entries):
            return flow(new)
        known = {key for key, _ in own}
        pieces += [f", {flow({key: new[key]})[1:-1]}" for key in new if key not in known]
        return "".join([*pieces, self.text[gaps[-1] : node.end]])

    def replaced(self, node: Node, parts: list[tuple[int, int, str]]) -> str:
        pieces, done = [], node.start
        for start, end, text in parts:
            pieces += [self.text[done:start], text]
            done = end
        return "".join([*pieces, self.text[done : node.end]])

    def alike(self, node: Node, new: Any) -> Any:
        """Return a new whole number with digits grouped where the old one had them."""
        whole = (
            isinstance(new, int | float) and not isinstance(new, bool) and float(new).is_integer()
        )
        if whole and "_" in self.text[node.start : node.end] and abs(new) < 1e15:
            return Grouped(int(new))
        return new

    def remove(self, start: int, end: int) -> None:
        """Take away whole lines, with the comment behind the last one."""
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():
            raise _AwkwardError
        self.edits.append(_Edit(line, self.next_line(end), ""))

    def insert(self, after: int, lines: list[str]) -> None:
        """Add lines below the one that holds a place."""
        if not lines:
            return
        place = self.next_line(after)
        text = "\n".join(lines)
        ended = place > 0 and self.text[place - 1] == "\n"
        self.edits.append(_Edit(place, place, f"{text}\n" if ended else f"\n{text}\n"))

    def next_line(self, place: int) -> int:
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found + 1

    def column(self, place: int) -> int:
        return place - self.text.rfind("\n", 0, place) - 1

    def dash(self, inner: Node) -> int:
        line = self.text.rfind("\n", 0, inner.start) + 1
        head = self.text[line : inner.start]
        if head.strip() != "-":
            raise _AwkwardError
        return head.index("-")


def _matched(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Return which old item lives on as which new one; empty where their order has changed."""
    named_old, named_new = _names(old), _names(new)
    if named_old is None or named_new is None:
        return {place: place for place in range(len(old))} if len(old) == len(new) else {}
    pairs = {place: named_new[name] for name, place in named_old.items() if name in named_new}
    return pairs if list(pairs.values()) == sorted(pairs.values()) else {}


def _names(items: list[Any]) -> dict[str, int] | None:
    """Return the place of every link or target by its name, or None for other lists."""
    names: dict[str, int] = {}
    for place, one in enumerate(items):
        if not isinstance(one, Mapping) or not {"from", "node"} & set(one):
            return None
        ends = (
            f"{one['from']}->{one['to']}"
            if "from" in one
            else f"{one['node']}@{one.get('by') or one.get('within')}"
        )
        names[str(one.get("id") or ends)] = place
    return names if len(names) == len(items) else None
