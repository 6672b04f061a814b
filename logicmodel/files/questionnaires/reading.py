"""What people wrote into sheets of questions."""

from __future__ import annotations

import dataclasses
import io
import itertools
import os
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from logicmodel.analysis.questions import person
from logicmodel.analysis.spoken import spoken
from logicmodel.errors import FileError, LogicModelError, Problem
from logicmodel.files.forms.cells import Percent
from logicmodel.files.forms.opening import check
from logicmodel.files.questionnaires.columns import (
    COLUMNS,
    HIGH,
    LIKELY,
    LOW,
    NUMBER,
    OTHER,
    PERSON,
    QUESTIONS,
    REMARKS,
    WHO,
)
from logicmodel.files.source import Source, take

MOST_ROWS, MOST_COLUMNS = 20_000, 100
GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:[,\u00a0\u202f ']\d{3})+(?:\.\d+)?%?")
NOBODY = ""


@dataclasses.dataclass(frozen=True)
class Replies:
    """What sheets of questions hold."""

    answers: Mapping[str, Any]
    """By number: what was said, or what each person said by name; ``answered`` takes them."""
    remarks: Mapping[str, str]
    """By number: what people wrote beside their answers."""
    people: tuple[str, ...] = ()
    """Who answered, as named in plans."""
    places: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    """File and cell of each answer, by its number and who gave it: ``links.a->b.weight of anna``."""


def read_answers(paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Replies:
    """Return what people answered in one or several workbooks that ``write_questions`` made.

    Empty rows are left out. Where somebody is named, the answer is theirs; without a name it is
    that of the plan's team. Raises FileError with everything that cannot be read, by file and cell.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    said: dict[str, dict[str, Any]] = {}
    heard: dict[tuple[str, str], str] = {}
    places: dict[str, tuple[str, str]] = {}
    remarks: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for path in several:
        try:
            rows = list(_rows(take(path), problems))
        except FileError as error:
            problems += error.problems
            continue
        for row in rows:
            before = said.get(row.number, {})
            if row.answer is not None and row.who in before and before[row.who] != row.answer:
                name = row.who or "nobody by name"
                what = f"{name} has answered otherwise in {heard[row.number, row.who]}"
                problems.append(dataclasses.replace(row.place, message=what, remedy="name who answered, or keep one of the two"))
            elif row.answer is not None:
                said.setdefault(row.number, {})[row.who] = row.answer
                heard[row.number, row.who] = f"{row.place.source} {row.place.where}"
                places[f"{row.number} of {row.who}" if row.who else row.number] = (row.place.source, row.place.where)
            if row.remark:
                remarks.setdefault(row.number, []).append(f"{row.who}: {row.remark}" if row.who else row.remark)
    problems += _mixed(said, heard)
    if problems:
        raise FileError(problems)
    answers = {number: found.get(NOBODY, found) for number, found in said.items()}
    people = dict.fromkeys(who for found in said.values() for who in found if who)
    return Replies(answers, {number: "; ".join(dict.fromkeys(texts)) for number, texts in remarks.items()}, tuple(people), places)


@dataclasses.dataclass(frozen=True)
class _Row:
    number: str
    who: str
    answer: Any
    remark: str
    place: Problem


def _mixed(said: Mapping[str, Mapping[str, Any]], heard: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    """Refuse numbers of which some answers have a name and one has none."""
    for number, found in said.items():
        if NOBODY in found and len(found) > 1:
            file, _, cell = heard[number, NOBODY].rpartition(" ")
            yield Problem(cell, f"others answered {number} by name, this answer has none", "say who answered", source=file)


def _rows(source: Source, problems: list[Problem]) -> Iterator[_Row]:
    """Give the rows of one workbook that hold an answer or a remark; what is wrong joins the problems."""
    sheet = _sheet(source)
    places, head = _heads(source, sheet)
    default = next(
        (text for row in sheet[:head] for one, other in itertools.pairwise(row) if _text(one) == WHO and (text := _text(other))), ""
    )
    for line, cells in enumerate(sheet[head + 1 :], head + 2):
        found = {name: cells[place] if place < len(cells) else None for name, place in places.items()}
        number, remark = _text(found[NUMBER]), _text(found.get(REMARKS))
        if not number or all(_text(found.get(name)) == "" for name in (LOW, LIKELY, HIGH, OTHER, REMARKS)):
            continue
        place = Problem(f"{QUESTIONS}!{_letter(places[LOW])}{line}", "", source=source.name)
        try:
            named = _text(found.get(PERSON)) or default
            yield _Row(number, person(named) if named else NOBODY, _answer(found), remark, place)
        except (LogicModelError, ValueError) as error:
            why = error.problems[0] if isinstance(error, LogicModelError) else Problem("", str(error), "")
            problems.append(dataclasses.replace(place, message=why.message, remedy=why.remedy))


def _answer(found: Mapping[str, Any]) -> Any:
    """Return what the cells of a row say, None where they say nothing; percentages as text, as what 40% is depends on the unit."""
    three = tuple(_number(found.get(name), name) for name in (LOW, LIKELY, HIGH))
    other = found.get(OTHER)
    if _text(other) == "":
        return None if three == (None, None, None) else _percentages(three)
    if three != (None, None, None):
        message = f"has numbers and also “{_text(other)}”; which of the two is meant?"
        raise ValueError(message)
    return other if isinstance(other, int | float) and not isinstance(other, bool | Percent) else _text(other)


def _percentages(three: tuple[float | None, ...]) -> Any:
    """Return low, likely and high as text where they are percentages."""
    given = [value for value in three if value is not None]
    shares = [value for value in given if isinstance(value, Percent)]
    if not shares or (three[0] is None) != (three[2] is None):
        return three
    if any(value and not isinstance(value, Percent) for value in given):
        message = f"has {shares[0]} beside {next(value for value in given if value and not isinstance(value, Percent)):g}; write all of them with % or none"
        raise ValueError(message)
    return (" to " if len(given) == 2 else " ").join(str(Percent(value)) for value in given)


def _number(cell: Any, name: str) -> float | None:
    """Return the number in a cell, also where it stands there as text such as ``1,000`` or ``85%``."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell if isinstance(cell, Percent) else float(cell)
    text = _text(cell)
    if not text:
        return None
    plain = re.sub(r"[,\u00a0\u202f ']", "", text) if GROUPED.fullmatch(text) else text
    plain = spoken(plain) if plain == text else plain
    try:
        return Percent(float(plain[:-1]) / 100) if plain.endswith("%") else float(plain)
    except ValueError:
        message = f"“{text}” under {name} is not a number; write it under “{OTHER}” if it is more than one"
        raise ValueError(message) from None


def _sheet(source: Source) -> list[tuple[Any, ...]]:
    """Return the cells of the sheet of questions; the file is unpacked only where it is of a sane size."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second

    check(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it cannot draw
            book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
            names = [name for name in book.sheetnames if name == QUESTIONS] or book.sheetnames
            rows = book[names[0]].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            return [tuple(_shown(cell) for cell in row) for row in rows]
    except Exception as error:  # noqa: BLE001 - whatever a broken workbook does to its reader
        raise source.refusal(f"cannot be read as an Excel workbook ({type(error).__name__})", "save it as .xlsx") from None


def _shown(cell: Any) -> Any:
    """Return the value of a cell; one that is shown as a percentage stays one, since 40% of what counts in percent is 40."""
    value = cell.value
    percent = isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or "")
    return Percent(value) if percent else value


def _heads(source: Source, sheet: Sequence[Sequence[Any]]) -> tuple[dict[str, int], int]:
    """Return the columns by their heads, and the place of the row of heads."""
    for place, row in enumerate(sheet):
        found = {_text(cell): column for column, cell in enumerate(row) if _text(cell) in COLUMNS}
        if NUMBER in found and LOW in found:
            return found, place
    remedy = "make one with logicmodel elicit PLAN --sheet questions.xlsx"
    raise source.refusal(f"holds no questions (no columns {LOW} and {NUMBER})", remedy)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return str(get_column_letter(column + 1))
