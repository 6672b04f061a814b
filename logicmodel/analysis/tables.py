"""Answers as tables in files: the contract of a format, and ``save_tables``."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from logicmodel.errors import FileError, MissingExtraError, Problem, RequestError, did_you_mean
from logicmodel.kinds import Family, Part
from logicmodel.writing import write_bytes

if TYPE_CHECKING:
    from logicmodel.analysis.answer import Answer

Answers: TypeAlias = "Answer | Sequence[Answer] | Mapping[str, Answer]"


class TableFormat(Part):
    """A format of tables. Its kind is the suffix of the file, without the dot.

    Members stand in ``logicmodel.files.tables``; a class defined in a notebook joins them.
    """

    family: ClassVar[Family | None] = Family("table format", "logicmodel.files.tables")

    several: ClassVar[bool] = False
    """Whether one file holds several tables."""
    needs: ClassVar[str] = ""
    """The optional package it is written with, if there is one."""

    def content(self, answers: Mapping[str, Answer]) -> bytes:
        """Return the bytes of a file with these answers by name; one only, unless it holds ``several``."""
        raise NotImplementedError


def table_format(path: str | os.PathLike[str], *, several: bool = False) -> TableFormat:
    """Return the format that the suffix of a path asks for, ready to write.

    Ask before long work: raises FileError for a suffix of no format, or of one that cannot hold
    ``several`` tables, and MissingExtraError where its package is not installed.
    """
    place = Path(path)
    family = cast("Family", TableFormat.family)
    kind = place.suffix.lower().removeprefix(".")
    member = family.find(kind) if kind else None
    if member is None:
        message = f"tables cannot be written as .{kind}" if kind else "the name has no suffix"
        hint = did_you_mean(kind, family.kinds())
        known = ", ".join(f".{name}" for name in family.kinds())
        remedy = hint if hint.startswith("did") else f"known formats: {known}"
        raise FileError(Problem("", message, remedy, source=str(place)))
    found = cast("TableFormat", member())
    if several and not found.several:
        able = [name for name, part in family.every().items() if cast("type[TableFormat]", part).several]
        message = f"a .{kind} file holds one table only"
        remedy = f"save each answer by itself, or all in one file that ends in .{' or .'.join(able)}"
        raise FileError(Problem("", message, remedy, source=str(place)))
    if found.needs and importlib.util.find_spec(found.needs) is None:
        raise MissingExtraError(f"writing .{kind} needs the package {found.needs}", remedy="pip install 'logicmodel[tables]'")
    return found


def save_tables(answers: Answers, path: str | os.PathLike[str]) -> Path:
    """Write answers to one file in the format of its suffix, whole or not at all; return the path.

    ``.xlsx`` and ``.json`` hold several answers, each under its name: the key of a mapping, else the
    question. ``.csv`` and ``.parquet`` hold one. Raises FileError and MissingExtraError as
    ``table_format`` does, FileError where the file cannot be written, and RequestError without answers.
    """
    named = _named(answers)
    if not named:
        raise RequestError("there are no answers to save", remedy="give at least one, such as attainment(results)")
    place = Path(path)
    write_bytes(place, table_format(place, several=len(named) > 1).content(named))
    return place


def _named(answers: Answers) -> dict[str, Answer]:
    """Return the answers by name; a question that is answered again gets a number."""
    if isinstance(answers, Mapping):
        return dict(answers)
    found: dict[str, Answer] = {}
    for answer in answers if isinstance(answers, Sequence) else [answers]:
        name, count = answer.question, 1
        while name in found:
            count += 1
            name = f"{answer.question} {count}"
        found[name] = answer
    return found
