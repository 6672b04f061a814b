"""The grammar of the text forms: ``12``, ``5%``, ``12 to 18``, ``pert(8, 12, high=20)``.

    expression = value [ "each" "period" ]
    value      = number [ "to" number ] | name | name "(" [ argument { "," argument } ] ")" | pairs
    argument   = [ name "=" ] expression [ ":" expression ]
    pairs      = "{" name ":" expression { "," name ":" expression } "}"
    number     = [ "-" | "+" ] digits [ "." digits ] [ "e" digits ] [ "%" ]

A text is only ever turned into the small values below; nothing in it is executed.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Any, Literal, TypeAlias

TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?:\s*%)?)"
    r"|(?P<name>p\d+\.\d+|[^\W\d](?:\w|-(?!>))*(?:->[^\W\d](?:\w|-(?!>))*)?)"
    r"|(?P<mark>[(),=:{}]))"
)
LEADING_ZERO = re.compile(r"[-+]?0[\d_]")
DEEPEST = 20
LONGEST = 200_000
REMEMBERED = 500
"""Texts up to this length are parsed once."""


HINTS = {
    "number": " (nothing is calculated here)",
    "mark": " (write decimals with a point, thousands as 68_000)",
}
"""What a token that should not be there often comes from."""


class TextError(ValueError):
    """A text that the grammar does not accept, with the column and what was expected there."""


@dataclasses.dataclass(frozen=True)
class Number:
    """A plain number; ``percent`` says that it was written with a percent sign."""

    value: float
    percent: bool
    column: int

    def plain(self) -> float:
        """Return the value."""
        return self.value


@dataclasses.dataclass(frozen=True)
class Interval:
    """``low to high``: the 5th and the 95th percentile."""

    low: Number
    high: Number

    def plain(self) -> Interval:
        """Return the interval itself: what it means is not the grammar's business."""
        return self


@dataclasses.dataclass(frozen=True)
class Name:
    """A word that stands for something defined elsewhere."""

    text: str
    column: int

    def plain(self) -> str:
        """Return the word."""
        return self.text


@dataclasses.dataclass(frozen=True)
class Pairs:
    """``{name: value, ...}``."""

    items: tuple[tuple[str, Node], ...]

    def plain(self) -> dict[str, Any]:
        """Return a mapping of plain values."""
        return {name: value.plain() for name, value in self.items}


@dataclasses.dataclass(frozen=True)
class Argument:
    """One argument of a call: a value, perhaps named, perhaps with a weight after a colon."""

    value: Node
    name: str | None = None
    weight: Node | None = None


@dataclasses.dataclass(frozen=True)
class Call:
    """``name(argument, ...)``."""

    name: str
    arguments: tuple[Argument, ...]
    column: int

    def plain(self) -> Call:
        """Return the call itself: what it means is not the grammar's business."""
        return self


@dataclasses.dataclass(frozen=True)
class EachPeriod:
    """A value inside a call that is drawn anew in each period."""

    value: Node

    def plain(self) -> EachPeriod:
        """Return the value with its mark."""
        return self


Node: TypeAlias = Number | Interval | Name | Call | Pairs | EachPeriod


@dataclasses.dataclass(frozen=True)
class Expression:
    """A whole text form: its value, and how often it is drawn."""

    node: Node
    each: Literal["draw", "period"]
    stated: bool = False
    """True where ``each ...`` was written, not left to the default."""


def parse(text: str) -> Expression:
    """Read one text form, or raise a TextError with the column and what was expected.

    >>> parse("12 to 18 each period").each
    'period'
    """
    if len(text) > LONGEST:
        message = f"longer than {LONGEST} characters"
        raise TextError(message)
    return _remembered(text) if len(text) <= REMEMBERED else _Reader(text).expression()


@functools.lru_cache(maxsize=4096)
def _remembered(text: str) -> Expression:
    return _Reader(text).expression()


class _Reader:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.place = 0
        self.depth = 0

    def expression(self) -> Expression:
        node = self.value()
        stated = self.peek() == ("name", "each")
        each = self.each()
        kind, _ = self.peek()
        if kind != "end":
            raise self.expected("the end of the text" + HINTS.get(kind, ""))
        return Expression(node, each, stated)

    def each(self) -> Literal["draw", "period"]:
        if self.peek() != ("name", "each"):
            return "draw"
        self.place += 1
        if self.peek()[1] not in {"period", "draw"}:
            raise self.expected("'period' or 'draw' after 'each'")
        return "period" if self.take()[1] == "period" else "draw"

    def inner(self) -> Node:
        node = self.value()
        return EachPeriod(node) if self.each() == "period" else node

    def value(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.expected(f"at most {DEEPEST} brackets inside each other")
        kind, word, column = self.tokens[self.place]
        if kind == "number":
            node: Node = self.number_or_interval()
        elif kind == "name":
            self.place += 1
            node = self.call(word, column) if self.peek() == ("mark", "(") else Name(word, column)
        elif word == "{":
            node = self.pairs()
        else:
            raise self.expected("a number or a name such as normal(mean, sd)")
        self.depth -= 1
        return node

    def number_or_interval(self) -> Number | Interval:
        low = self.number()
        if self.peek() != ("name", "to"):
            return low
        self.place += 1
        if self.peek()[0] != "number":
            raise self.expected("a number after 'to'")
        high = self.number()
        if low.percent != high.percent:
            message = f"column {low.column}: write both ends with % or neither"
            raise TextError(message)
        return Interval(low, high)

    def number(self) -> Number:
        _, word, column = self.take()
        percent = word.endswith("%")
        value = float(word.rstrip("%").strip().replace("_", ""))
        if value in {float("inf"), float("-inf")}:
            message = f"column {column}: the number is too large"
            raise TextError(message)
        return Number(value / 100 if percent else value, percent, column)

    def call(self, name: str, column: int) -> Call:
        self.place += 1
        arguments: list[Argument] = []
        while self.peek() != ("mark", ")"):
            arguments.append(self.argument())
            if self.peek() == ("mark", ","):
                self.place += 1
            elif self.peek() != ("mark", ")"):
                raise self.expected("',' or ')'")
        self.place += 1
        return Call(name, tuple(arguments), column)

    def argument(self) -> Argument:
        name = None
        if self.peek()[0] == "name" and self.peek(1) == ("mark", "="):
            name = self.take()[1]
            self.place += 1
        value = self.inner()
        weight = None
        if name is None and self.peek() == ("mark", ":"):
            self.place += 1
            weight = self.inner()
        return Argument(value, name, weight)

    def pairs(self) -> Pairs:
        self.place += 1
        items: list[tuple[str, Node]] = []
        while self.peek() != ("mark", "}"):
            if self.peek()[0] != "name" or self.peek(1) != ("mark", ":"):
                raise self.expected("'name: value'")
            _, name, column = self.take()
            if name in dict(items):
                message = f"column {column}: {name} is given twice"
                raise TextError(message)
            self.place += 1
            items.append((name, self.inner()))
            if self.peek() == ("mark", ","):
                self.place += 1
            elif self.peek() != ("mark", "}"):
                raise self.expected("',' or '}'")
        self.place += 1
        return Pairs(tuple(items))

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        kind, word, _ = self.tokens[min(self.place + ahead, len(self.tokens) - 1)]
        return kind, word

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def expected(self, what: str) -> TextError:
        kind, word, column = self.tokens[self.place]
        found = "the text ends" if kind == "end" else f"found '{word}'"
        return TextError(f"column {column}: expected {what}, {found}")


def _tokens(text: str) -> list[tuple[str, str, int]]:
    """Cut a text into kind, word and column of every token, with an end token."""
    tokens: list[tuple[str, str, int]] = []
    text = text.rstrip()
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            column = len(text) - len(text[place:].lstrip()) + 1
            message = f"column {column}: '{text[column - 1]}' does not belong here"
            raise TextError(message)
        kind = str(match.lastgroup)
        word, column, place = match.group(kind), match.start(kind) + 1, match.end()
        if kind == "number":
            _check_number(word, column, text[place : place + 1])
        tokens.append((kind, word, column))
    tokens.append(("end", "", len(text) + 1))
    return tokens


def _check_number(word: str, column: int, following: str) -> None:
    """Refuse a number that runs into something else, or that a comma has cut off."""
    if following.isalnum() or following in {"_", "."}:
        column += len(word)
        message = f"column {column}: expected a space after {word}, found '{following}'"
        raise TextError(message)
    if LEADING_ZERO.match(word):
        remedy = "write 1_000 for a thousand"
        message = f"column {column}: no number starts with 0 like {word}; {remedy}"
        raise TextError(message)
