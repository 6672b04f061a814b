"""A document as it stands in a text: plain data, and where in the text each piece of it is."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Sequence
from typing import Any, TypeVar

from logicmodel.errors import FileError, PlanError, Problem
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan

DEEPEST = 40
"""Most collections inside each other."""
MOST_VALUES = 600_000
"""Keys and values; a plan of 10,000 links has about 200,000."""


class Node:
    """One value of a document: its data, its place, and the nodes inside it.

    A large file makes hundreds of thousands of them, so this is a plain class with slots.
    """

    __slots__ = (
        "data",
        "depth",
        "end",
        "entries",
        "items",
        "key_start",
        "line",
        "size",
        "start",
        "style",
    )

    def __init__(self, data: Any, line: int, start: int, end: int, style: str = "") -> None:
        """Make the node of a value; a mapping or list is empty and takes in others later."""
        self.data = data
        self.line = line
        """Line of its key where it has one, else of its first character."""
        self.start = start
        """Place of the first character in the text."""
        self.end = end
        """Place after the last character, comments and white space behind it not counted."""
        self.style = style
        """``flow`` for ``{...}`` and ``[...]``, ``block`` for indented lines, ``alias``, ``borrowed``
        by a merge key, else the quote or ``|`` or ``>`` of a text."""
        self.key_start = -1
        """Place of the first character of its key; -1 where it has none."""
        self.size = 1
        """Number of values in it, itself included, each use of an alias counted."""
        self.depth = 0
        """Number of collections inside each other, itself included."""
        self.entries: dict[str, Node] = NO_ENTRIES
        """What stands under each key, where the value is a mapping."""
        self.items: list[Node] = NO_ITEMS
        """What stands in order, where the value is a list."""
        if isinstance(data, dict):
            self.entries, self.depth = {}, 1
        elif isinstance(data, list):
            self.items, self.depth = [], 1

    def again(self, line: int, start: int, end: int, style: str) -> Node:
        """Return the same value as it stands at another place, by an alias or a merge key."""
        node = Node(None, line, start, end, style)
        node.data, node.entries, node.items = self.data, self.entries, self.items
        node.size, node.depth = self.size, self.depth
        return node


NO_ENTRIES: dict[str, Node] = {}
NO_ITEMS: list[Node] = []


def put(parent: Node, key: str, node: Node) -> None:
    """Add an entry to a mapping."""
    parent.entries[key] = node
    parent.data[key] = node.data
    _grow(parent, node)


def append(parent: Node, node: Node) -> None:
    """Add an item to a list."""
    parent.items.append(node)
    parent.data.append(node.data)
    _grow(parent, node)


def _grow(parent: Node, node: Node) -> None:
    parent.size += node.size
    if node.depth >= parent.depth:
        parent.depth = node.depth + 1
    if node.end > parent.end and node.style != "borrowed":
        parent.end = node.end


def innermost(root: Node, loc: Sequence[str | int]) -> Node:
    """Return the innermost piece on the way to a location.

    Parts that are not in the text (a missing key, the name of a form) are passed over.
    """
    node = root
    for part in loc:
        if isinstance(part, str) and part in node.entries:
            node = node.entries[part]
        elif isinstance(part, int) and 0 <= part < len(node.items):
            node = node.items[part]
    return node


Located = TypeVar("Located", bound=Problem)


def placed(problems: Sequence[Located], root: Node, source: str) -> list[Located]:
    """Return the problems with file and line, in the order in which they stand in the file."""
    found: list[tuple[int, int, Located]] = []
    for problem in problems:
        node = innermost(root, problem.loc)
        if problem.line is None:
            known = dataclasses.replace(problem, source=source, line=node.line)
            found.append((node.line, max(node.key_start, node.start), known))
        else:
            found.append((problem.line, 0, problem))
    return [problem for _, _, problem in sorted(found, key=operator.itemgetter(0, 1))]


def twice(key: str, first: int, second: int, source: str) -> Problem:
    """Return the problem of a key that stands twice in one mapping."""
    message = f"{key} is given twice, first on line {first}"
    return Problem("", message, "keep one of them", source=source, line=second)


def too_many(source: str, line: int) -> FileError:
    """Return the error of a file with more values than can be read in seconds."""
    message = f"has more than {MOST_VALUES:,} keys and values, which no plan has"
    return FileError(Problem("", message, "check that this is the right file", source=source, line=line))


def plan_in(root: Node | None, problems: list[Problem], source: Source) -> Plan:
    """Build the plan from a tree, or raise all problems in the order of the lines."""
    if root is None or root.data is None:
        remedy = "write a plan into it; 'logicmodel new' makes one to start from"
        raise source.refusal("the file holds no plan, only white space or comments", remedy, 1)
    if not isinstance(root.data, dict):
        found = "a list" if isinstance(root.data, list) else "a single text"
        remedy = "begin with 'logicmodel: 1', then title:, periods:, inputs: and so on"
        message = f"expected keys such as title: and outcomes: at the top, found {found}"
        raise FileError(
            [*problems, Problem("", message, remedy, source=source.name, line=root.line)]
        )
    try:
        plan = Plan.from_document(root.data)
    except PlanError as error:
        every = placed([*problems, *error.problems], root, source.name)
        raise (FileError if problems else PlanError)(every) from None
    if problems:
        raise FileError(placed(problems, root, source.name))
    return plan
