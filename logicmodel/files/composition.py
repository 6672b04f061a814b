"""YAML text to a tree of nodes, from the events of the parser.

The parser's own composer is not used: it takes the last of two equal keys in silence, builds what
tags ask for, and follows nesting until the stack ends. Here nothing is ever constructed from a tag.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import yaml

from logicmodel.errors import FileError, Problem
from logicmodel.files.scalars import resolved
from logicmodel.files.shield import shield
from logicmodel.files.syntax import explained
from logicmodel.files.tree import (
    DEEPEST,
    MOST_VALUES,
    NO_ENTRIES,
    Node,
    append,
    put,
    too_many,
    twice,
)

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_COPIED = 200_000
"""Values that aliases may add to those written out."""
CORE = "tag:yaml.org,2002:"
HARMLESS = {
    None,
    "!",
    *(CORE + word for word in ("str", "int", "float", "bool", "null", "map", "seq")),
}


def compose(text: str, source: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text, and the problems that did not stop the reading.

    The tree is None where the text holds nothing but comments. Raises FileError where the text is
    not YAML, holds several documents, is nested too deeply or grows too much by its aliases.
    """
    composer = _Composer(text, source)
    try:
        composer.compose()
    except yaml.YAMLError as error:
        line, message, remedy = explained(error, text)
        composer.problems[Problem("", message, remedy, source=source, line=line)] = None
        raise FileError(composer.problems) from None
    return composer.root, list(composer.problems)


@dataclasses.dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet, and the key whose value is awaited."""

    node: Node
    anchor: str | None
    key: str | None = None
    line: int = 0
    start: int = 0
    merges: bool = False
    """True while the value of a merge key is awaited."""
    refused: bool = False
    """True while the value of a key that is no text is awaited."""
    merged: list[Node] = dataclasses.field(default_factory=list)


class _Composer:
    """One reading of one text: the tree so far, and the problems met on the way."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.shield = shield(text)
        self.problems: dict[Problem, None] = {}
        self.anchors: dict[str, Node | None] = {}
        self.copied = self.documents = self.values = 0
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def compose(self) -> None:
        handlers = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.begin,
            yaml.SequenceStartEvent: self.begin,
            yaml.MappingEndEvent: self.finish,
            yaml.SequenceEndEvent: self.finish,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        loader = LOADER(self.shield.text)
        try:
            while (event := loader.get_event()) is not None:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        finally:
            loader.dispose()

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.stop(event, "a second document begins here (---)", "keep one plan in a file")

    def scalar(self, event: Any) -> None:
        text: str = event.value
        if not text.isascii():
            text = self.shield.restore(text)
        tag, style = event.tag, event.style or ""
        if tag not in HARMLESS:
            self.report_tag(event)
        plain = event.implicit[0] if tag is None else tag not in {"!", CORE + "str"}
        start, end = event.start_mark, event.end_mark.index
        if style in {"|", ">"}:  # the mark stands behind the line breaks that follow
            end = start.index + len(self.shield.text[start.index : end].rstrip())
        node = Node(resolved(text) if plain else text, start.line + 1, start.index, end, style)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.add(node, text)

    def begin(self, event: Any) -> None:
        if len(self.stack) >= DEEPEST:
            raise self.too_deep(event)
        if event.tag not in HARMLESS:
            self.report_tag(event)
        start = event.start_mark
        style = "flow" if event.flow_style else "block"
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        node = Node(data, start.line + 1, start.index, start.index, style)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(node, event.anchor))

    def finish(self, event: Any) -> None:
        done = self.stack.pop()
        node = done.node
        if node.style == "flow":
            node.end = event.end_mark.index
        for other in done.merged:
            self.grow(event, other)
            for key, inner in other.entries.items():
                if key not in node.entries:
                    put(node, key, inner.again(inner.line, inner.start, inner.end, "borrowed"))
        if done.anchor is not None:
            self.anchors[done.anchor] = node
        self.add(node, None)

    def alias(self, event: Any) -> None:
        node = self.anchors.get(event.anchor)
        place = event.start_mark
        if node is None:
            inside = event.anchor in self.anchors
            message = f"*{event.anchor} " + (
                "holds itself" if inside else "stands for nothing above it"
            )
            remedy = f"write &{event.anchor} before a value above, or put a text that begins with * in quotes"
            raise self.stop(event, message, "write the value out" if inside else remedy)
        self.grow(event, node)
        if len(self.stack) + node.depth > DEEPEST:
            raise self.too_deep(event)
        here = node.again(place.line + 1, place.index, event.end_mark.index, "alias")
        self.add(here, str(node.data) if node.depth == 0 else None)

    def grow(self, event: Any, node: Node) -> None:
        """Count what an alias or a merge key copies."""
        self.copied += node.size
        if self.copied > MOST_COPIED:
            message = "the file grows too much by its aliases (*name)"
            raise self.stop(event, message, "write the values out")

    def add(self, node: Node, text: str | None) -> None:
        """Put a finished value where it belongs; ``text`` is what a scalar was written as."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise too_many(self.source, node.line)
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        parent, key = top.node, top.key
        if parent.entries is NO_ENTRIES:
            append(parent, node)
        elif key is None:
            if text is None:
                message = "a key must be one word or text"
                self.note(node.line, message, "check the brackets and the indentation")
            top.key, top.refused = text or "", text is None
            top.line, top.start, top.merges = node.line, node.start, text == "<<" and not node.style
        else:
            top.key = None
            if top.merges:
                self.merge(top, node)
            elif top.refused:
                parent.end = max(parent.end, node.end)
            elif key in parent.entries:
                first = parent.entries[key].line
                self.problems[twice(key, first, top.line, self.source)] = None
            else:
                node.line, node.key_start = top.line, top.start
                put(parent, key, node)

    def merge(self, top: _Open, node: Node) -> None:
        others = node.items if isinstance(node.data, list) else [node]
        top.node.end = max(top.node.end, node.end)
        top.merged += others
        if not all(isinstance(other.data, dict) for other in others):
            self.note(
                node.line, "<<: takes the name of a mapping, such as *defaults", "check the name"
            )

    def report_tag(self, event: Any) -> None:
        tag = str(event.tag)
        shown = "!!" + tag.removeprefix(CORE) if tag.startswith(CORE) else tag
        self.note(event.start_mark.line + 1, f"the tag {shown[:60]} is not obeyed", "leave it out")

    def note(self, line: int, message: str, remedy: str) -> None:
        self.problems[Problem("", message, remedy, source=self.source, line=line)] = None

    def stop(self, event: Any, message: str, remedy: str) -> FileError:
        self.note(event.start_mark.line + 1, message, remedy)
        return FileError(self.problems)

    def too_deep(self, event: Any) -> FileError:
        message = f"more than {DEEPEST} brackets or indents inside each other"
        return self.stop(event, message, "no plan needs that")
