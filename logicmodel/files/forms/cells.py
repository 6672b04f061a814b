"""Values of a plan as cells: text that survives, numbers in full, what is nested as short YAML."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from logicmodel.errors import FileError
from logicmodel.files.composition import compose
from logicmodel.files.forms.columns import Column, Kind
from logicmodel.files.scalars import resolved
from logicmodel.files.styling import ESCAPES, UNPRINTABLE, flow, mapping
from logicmodel.kinds import number_text

Cell: TypeAlias = str | int | float | bool | None
LONGEST: Final = 32_767
"""Letters that a cell holds at most."""
SHORT: Final = 60
"""Letters of nested data that stay on one line."""
HOSTILE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|x005F_")
"""What a workbook or a CSV file would not give back as it was."""
GROUPED: Final = re.compile(r"[-+]?\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?")
NUMBER: Final = r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?%?"
RANGE: Final = re.compile(rf"({NUMBER})\s+to\s+({NUMBER})")
MANY: Final = re.compile(rf"{NUMBER}(?:\s*[,;]\s+{NUMBER})+|{NUMBER}(?:\s*;\s*{NUMBER})+")
SPACES: Final = [chr(code) for code in (9, *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)]
"""White space within lines."""
YES: Final = {"yes", "true", "y", "x", "1", "1.0"}
NO: Final = {"no", "false", "n", "0", "0.0"}


class Percent(float):
    """A number that its cell shows as a percentage: 0.05, shown as 5%."""

    def __str__(self) -> str:
        """Write it as it is shown."""
        return f"{float(self) * 100:.12g}%"


class Typed(str):
    """A number that somebody typed as text with a point before three digits: 110.000."""

    __slots__ = ()


DOUBTFUL: Final = re.compile(r"\s*[-+]?[1-9]\d{0,2}\.\d{3}\s*")


class CellError(ValueError):
    """What is wrong with the content of one cell, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep both apart."""
        super().__init__(message)
        self.message, self.remedy = message, remedy


def written(column: Column, value: Any) -> Cell:
    """Return what a cell of a column holds for a value of the plan's document; None leaves it empty."""
    return None if value is None else WRITERS.get(column.kind, _data)(value)


def _period(value: Any) -> Cell:
    text = str(value)
    return int(text) if re.fullmatch(r"[1-9]\d{3}", text, re.ASCII) else text_cell(text)


def text_cell(text: str) -> str:
    r"""Return a text as it stands in a cell; what a cell would change is written with backslashes.

    >>> text_cell("Café"), text_cell(" a\r"), text_cell('"b"')
    ('Café', '"\\u0020a\\r"', '"b"')
    """
    if text == _trimmed(text) and not HOSTILE.search(text) and _unquoted(text) == text:
        return text
    body = json.dumps(text)[1:-1].replace("\x7f", "\\u007f").replace("x005F_", "\\u0078005F_")
    bare = body.strip(" ")
    before, after = len(body) - len(body.lstrip(" ")), len(body) - len(body.rstrip(" "))
    return '"' + "\\u0020" * before + bare + "\\u0020" * (after if bare else 0) + '"'


def _trimmed(text: str) -> str:
    """Return a text without white space at its ends, but for line breaks at the last."""
    return text.lstrip().rstrip("".join(SPACES))


def _unquoted(text: str) -> str:
    """Return what a text in quotes and with backslashes stands for; any other text as it is."""
    if len(text) > 1 and text[0] == text[-1] == '"' and "\\" in text:
        try:
            return str(json.loads(text))
        except ValueError:
            pass
    return text


def _words(value: Any) -> str:
    simple = all(
        isinstance(one, str) and re.fullmatch(r"[^\s,;\[\]{}\"'](?:[^,;\[\]{}\"\n\t\r]*[^\s,;\[\]{}\"'])?", one)
        and not HOSTILE.search(one)
        for one in value
    )
    return ", ".join(value) if simple else text_cell(flow(list(value)))


def _data(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, list) and len(value) > 1 and all(isinstance(one, int | float) for one in value):
        return ", ".join(number_text(float(one)) for one in value)
    return flow(value)


def _number(value: float) -> Cell:
    """Return a number, as text where a cell would round it: cells keep sixteen digits."""
    return value if float(f"{value:.16g}") == value else repr(value)


def _mapping(value: Mapping[str, Any]) -> str:
    text = flow(value)
    return text if len(text) <= SHORT or not value else "\n".join(mapping(value, 0))


def _pairs(value: Mapping[str, Any]) -> str:
    """Return names with values without their brackets, which stay where white space would be lost at an end."""
    text = flow(value)
    return text[1:-1] if text[1:-1] == text[1:-1].strip() else text


def _any(value: Any) -> Cell:
    if isinstance(value, bool) or value is None:
        return flow(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        plain = value == value.strip() and not HOSTILE.search(value) and _anything(value) == value
        return value if plain and isinstance(_anything(value), str) else flow_text(value)
    return flow(value)


def flow_text(text: str) -> str:
    """Return a text in YAML's double quotes."""
    quoted = UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text.translate(ESCAPES))
    return '"' + quoted.replace("x005F_", "\\x78005F_") + '"'


def read(column: Column, cell: Any, step: str = "year") -> Any:
    """Return the value that a cell stands for in the plan's document; None where it is empty.

    ``step`` (year, quarter or month) tells what a date means in a column of periods. Raises CellError.
    """
    if isinstance(cell, Typed) and column.kind in {"data", "pair", "numbers"}:
        whole = cell.strip()
        raise CellError(f"{whole} may be {whole.replace('.', ',')} or {float(whole):g}", "write it without a sign between thousands, or format the cell as a number")
    if isinstance(cell, str):
        cell = _unquoted(_trimmed(cell)) if column.kind == "text" else cell.strip()
        if column.kind not in {"text", "any"}:
            cell = _unquoted(cell)
    if cell is None or cell == "":
        return None
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return _date(column, cell, step)
    if column.kind == "choice":
        return _choice(column, cell)
    return _quantity(column, cell) if column.kind == "data" else READERS[column.kind](cell)


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    return str(_whole(cell)) if isinstance(cell, float) and not isinstance(cell, Percent) else str(cell)


def _whole(cell: float) -> int | float | str:
    return int(cell) if cell == int(cell) else cell


def _date(column: Column, cell: Any, step: str) -> str:
    if isinstance(cell, dt.date) and column.kind == "period":
        quarter = (cell.month - 1) // 3 + 1
        return {"month": f"{cell:%Y-%m}", "quarter": f"{cell.year}-Q{quarter}"}.get(step, str(cell.year))
    if isinstance(cell, dt.date) and column.kind == "text":
        whole = not isinstance(cell, dt.datetime) or cell.time() == dt.time()
        return f"{cell:%Y-%m-%d}" if whole else f"{cell:%Y-%m-%d %H:%M:%S}"
    raise CellError("the spreadsheet has made a date or a time of it", "format the cell as text and write it once more")


def _choice(column: Column, cell: Any) -> str:
    text = _text(cell)
    known = {choice.replace("_", "").casefold(): choice for choice in column.choices}
    return known.get(re.sub(r"[\s_-]+", "", text).casefold(), text)


def _flag(cell: Any) -> bool:
    text = str(cell).strip().casefold()
    if text not in YES | NO:
        raise CellError(f"expected yes or no, found '{text[:40]}'", "write yes, or leave it empty")
    return text in YES


def _listed(text: str) -> list[Any]:
    """Return the entries of a list: between brackets as YAML, else apart by commas, semicolons or lines."""
    if text.startswith("["):
        found = _yaml(text)
        return found if isinstance(found, list) else [found]
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def _pair(cell: Any) -> Any:
    if isinstance(cell, str) and (match := RANGE.fullmatch(cell)):
        return [match[1], match[2]]
    found = _anything(cell)
    if not isinstance(found, list) or len(found) != 2:
        raise CellError(f"expected two numbers, found '{str(cell)[:40]}'", "write them as 10 to 20")
    return found


def _numbers(cell: Any) -> list[Any]:
    found = _anything(cell)
    return found if isinstance(found, list) else [found]


def _keys(cell: Any) -> Any:
    text = str(cell)
    found = _yaml(text if text.startswith(("{", "[")) or "\n" in text else f"{{{text}}}")
    if not isinstance(found, Mapping):
        raise CellError("expected names with values", "write them as name: value, name: value")
    return found


def _named(cell: Any) -> Any:
    """Return names with values, none of which may be missing."""
    found = _keys(cell)
    if None in found.values():
        raise CellError(f"expected a name with a value, found '{str(cell)[:40]}'", "write them as name: value, name: value")
    return found


def _quantity(column: Column, cell: Any) -> Any:
    if isinstance(cell, Percent):
        per = {"trend": " per period", "error": "", "change": ""}.get(column.key)
        return float(cell) if per is None else f"{cell}{per}"
    if not isinstance(cell, str):
        return cell
    if cell.startswith(("{", "[")):
        return _yaml(cell)
    if MANY.fullmatch(cell) or GROUPED.fullmatch(cell):
        return _anything(cell)
    return cell


def _anything(cell: Any) -> Any:
    """Return what a cell holds where anything may stand: numbers, words of YAML, nested data, else text."""
    if not isinstance(cell, str):
        return cell
    if cell.startswith(("{", "[", '"')):
        return _yaml(cell)
    if GROUPED.fullmatch(cell):
        return resolved(re.sub(r"[,\s]", "", cell))
    if MANY.fullmatch(cell):
        return [_percent(part.strip()) for part in re.split(r"[,;]", cell)]
    return resolved(cell)


def _percent(text: str) -> Any:
    return text if text.endswith("%") else resolved(text)


def _yaml(text: str) -> Any:
    try:
        root, problems = compose(text, "")
    except FileError as error:
        first = error.problems[0]
        raise CellError(f"cannot be read: {first.message}", first.remedy) from None
    if problems:
        raise CellError(problems[0].message, problems[0].remedy)
    return None if root is None else root.data


def lost(cell: Cell) -> bool:
    """Say whether a cell cannot hold a text because it is too long."""
    return isinstance(cell, str) and len(cell) > LONGEST


WRITERS: Final[dict[Kind, Callable[[Any], Cell]]] = {
    "text": lambda value: text_cell(str(value)),
    "choice": str,
    "period": _period,
    "flag": lambda value: "yes" if value else "no",
    "words": _words,
    "pair": lambda value: " to ".join(number_text(float(end)) for end in value),
    "numbers": lambda value: ", ".join(number_text(float(one)) for one in value),
    "mapping": _mapping,
    "pairs": _pairs,
    "any": _any,
}
"""How values become cells, by what the column holds; what is missing here is written as a number or a text."""
READERS: Final[dict[Kind, Callable[[Any], Any]]] = {
    "text": _text,
    "period": lambda cell: _text(cell) if isinstance(cell, str | bool) else _whole(cell),
    "flag": _flag,
    "words": lambda cell: _listed(cell) if isinstance(cell, str) else [_text(cell)],
    "pair": _pair,
    "numbers": _numbers,
    "mapping": _keys,
    "pairs": _named,
    "any": lambda cell: _anything(str(cell) if isinstance(cell, Percent) else cell),
}
"""How cells become values, by what the column holds; choices and quantities have to know their column."""
