"""Plans as JSON: the same tree as in YAML, for programs."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import Format
from logicmodel.files.scalars import LONGEST_INTEGER, Written
from logicmodel.files.source import Source, json_text
from logicmodel.files.tree import DEEPEST, MOST_VALUES, Node, append, plan_in, put, too_many, twice
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_text

TOKEN = re.compile(
    r'[\s,]*(?:("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|([{}\[\]])|([^\s{}\[\],:"]+))', re.DOTALL
)
OPENING = re.compile(rb'\s*\{\s*"logicmodel"')
WORDS: dict[str, bool | float | None] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}


COMPLAINTS = {
    "Extra data": ("the plan ends here, and something follows", "keep one plan in a file"),
    "Unterminated string": ("the quote that begins here is not closed", "add the closing quote"),
    "Invalid control character": (
        "a line break or a tab stands inside quotes",
        r"close the quote before it, or write \n or \t",
    ),
}
STRANGE = {
    "": ("the text ends before the last bracket is closed", "add what is missing at the end"),
    "'": ("is not JSON: texts stand in double quotes", "write it so, or save the plan as YAML"),
    "/": ("is not JSON: it has no comments", "delete it, or save the plan as YAML"),
    "#": ("is not JSON: it has no comments", "delete it, or save the plan as YAML"),
}


class Json(Format):
    """JSON: one mapping with the keys of the YAML form."""

    kind: ClassVar[str] = "json"
    title: ClassVar[str] = "JSON"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def recognises(self, source: Source) -> bool:
        """Say whether the content is a JSON mapping."""
        try:
            return isinstance(compose(source.text(), source.name)[0].data, dict)
        except FileError:
            return False

    def sure(self, source: Source) -> bool:
        """Say whether the file begins as plans do when they are written here."""
        return OPENING.match(source.data) is not None

    def read(self, source: Source, losses: list[Problem]) -> Plan:  # noqa: ARG002 - it holds everything
        """Return the plan; problems carry the line."""
        root, problems = compose(source.text(), source.name)
        return plan_in(root, problems, source)

    def tree(self, source: Source) -> Node | None:
        """Return where everything stands in the text."""
        return compose(source.text(), source.name)[0]

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:  # noqa: ARG002 - it holds everything
        """Write the plan, indented by two."""
        write_text(path, json_text(plan.to_document()))


def compose(text: str, source: str) -> tuple[Node, list[Problem]]:
    """Return the tree of a JSON text, and the problems that did not stop the reading.

    Raises FileError with the line where the text is not JSON or is nested too deeply.
    """
    try:
        json.loads(text, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        message, remedy, line = _explained(error)
        raise FileError(Problem("", message, remedy, source=source, line=line)) from None
    except RecursionError:
        pass  # the composer does not recurse, and says on which line it goes too deep
    return _Composer(text, source).compose()


class _Composer:
    """One pass over the tokens of a text that is known to be JSON."""

    def __init__(self, text: str, source: str) -> None:
        self.text, self.source = text.rstrip(), source  # blanks that no token follows would be looked at again from each of them
        self.problems: dict[Problem, None] = {}
        self.line, self.counted, self.values = 1, 0, 0
        self.stack: list[tuple[Node, tuple[str, int, int] | None]] = []
        self.key: tuple[str, int, int] | None = None
        self.root = Node(None, 1, 0, 0)

    def compose(self) -> tuple[Node, list[Problem]]:
        for match in TOKEN.finditer(self.text):
            quoted, colon, mark, word = match.groups()
            place = match.start(1 if quoted is not None else 3 if mark else 4)
            self.line += self.text.count("\n", self.counted, place)
            self.counted = place
            if mark:
                self.mark(mark, place)
            elif colon:
                self.key = (_text(quoted), self.line, place)
            elif quoted is not None:
                self.add(Node(_text(quoted), self.line, place, match.end(), '"'))
            else:
                self.add(Node(_value(word), self.line, place, match.end()))
        return self.root, list(self.problems)

    def mark(self, mark: str, place: int) -> None:
        if mark in "{[":
            if len(self.stack) >= DEEPEST:
                raise _too_deep(self.source, self.line)
            node = Node({} if mark == "{" else [], self.line, place, place, mark)
            self.stack.append((node, self.key))
            self.key = None
        elif mark in "}]":
            node, self.key = self.stack.pop()
            node.end = place + 1
            self.add(node)

    def add(self, node: Node) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise too_many(self.source, self.line)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1][0]
        if self.key is None:
            append(parent, node)
            return
        key, node.line, node.key_start = self.key
        self.key = None
        if key in parent.entries:
            problem = twice(key, parent.entries[key].line, node.line, self.source)
            self.problems[problem] = None
        else:
            put(parent, key, node)


def _text(quoted: str) -> str:
    return str(json.loads(quoted)) if "\\" in quoted else quoted[1:-1]


def _value(word: str) -> Any:
    if word in WORDS:
        return WORDS[word]
    if word.lstrip("-").isdigit() and len(word) < LONGEST_INTEGER:
        return int(word)
    number = Written(word)
    return float(number) if repr(float(number)) == word else number


def _too_deep(source: str, line: int) -> FileError:
    message = f"more than {DEEPEST} brackets inside each other"
    return FileError(Problem("", message, "no plan needs that", source=source, line=line))


def _explained(error: json.JSONDecodeError) -> tuple[str, str, int]:
    """Say in plain words what JSON's own reader complains about, and on which line."""
    found = error.doc[error.pos : error.pos + 1]
    before = error.doc[: error.pos].rstrip()
    if (found in {"}", "]"} and before.endswith(",")) or "trailing comma" in error.msg:
        message = "a comma stands before the closing bracket"
        return message, "take it away", before.count("\n") + 1
    for beginning, (message, remedy) in COMPLAINTS.items():
        if error.msg.startswith(beginning):
            return message, remedy, error.lineno
    if found in STRANGE:
        message, remedy = STRANGE[found]
        return message, remedy, error.lineno
    what = error.msg[0].lower() + error.msg[1:]
    message = f"is not JSON: {what}, found '{found.strip()}'"
    return message, "check commas, quotes and brackets here", error.lineno
