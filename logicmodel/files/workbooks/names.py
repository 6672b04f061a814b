"""Names that a workbook accepts: of sheets, of tables, of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from logicmodel.files.plain import LOST

LONGEST_NAME = 31
LONGEST_TEXT = 32_767
"""Letters that a cell holds at most."""
FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
UNKNOWN_TO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CODES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def legal(text: str) -> str:
    r"""Return text as a cell can hold it: letters that XML does not know are marked, long text is cut.

    >>> legal("a\x07b") == "a\N{REPLACEMENT CHARACTER}b", len(legal("x" * 40_000))
    (True, 32767)
    """
    clean = UNKNOWN_TO_XML.sub(LOST, text)
    # Spreadsheets read _x0041_ as a letter by its number; an underscore by number before it is plain.
    clean = CODES.sub("_x005F_", clean)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - 1] + "…"


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a legal name for each sheet: no two alike, at most 31 letters.

    >>> sheet_names(["costs", "Costs", "a/b", "", "History"])
    ['costs', 'Costs 2', 'a-b', 'Sheet', 'History_']
    """
    used = {name.casefold() for name in taken}
    found = []
    for text in wanted:
        clean = " ".join(FORBIDDEN.sub("-", UNKNOWN_TO_XML.sub("", text)).split()).strip("' ") or "Sheet"
        name = _free(clean + "_" * (clean.casefold() == "history"), used)
        used.add(name.casefold())
        found.append(name)
    return found


def _free(clean: str, used: set[str]) -> str:
    name, count = clean[:LONGEST_NAME].rstrip("' "), 1
    while name.casefold() in used:
        count += 1
        tail = f" {count}"
        name = clean[: LONGEST_NAME - len(tail)].rstrip("' ") + tail
    return name


def header_names(columns: Iterable[str]) -> list[str]:
    """Return the headers of a table: none empty, no two alike but for capitals, one line each.

    >>> header_names(["p5", "P5", ""])
    ['p5', 'P5 2', 'column']
    """
    used: set[str] = set()
    found = []
    for text in columns:
        clean = " ".join(legal(text).split())[:250] or "column"
        name, count = clean, 1
        while name.casefold() in used:
            count += 1
            name = f"{clean} {count}"
        used.add(name.casefold())
        found.append(name)
    return found


def table_names(sheets: Iterable[str]) -> list[str]:
    """Return the names of the tables on sheets: letters, digits and underscores, never like a cell's.

    >>> table_names(["costs", "R1", "comparison rent"])
    ['t_costs', 't_R1', 't_comparison_rent']
    """
    used: set[str] = set()
    found = []
    for sheet in sheets:
        clean = "t_" + re.sub(r"\W", "_", sheet)
        name, count = clean, 1
        while name.casefold() in used:
            count += 1
            name = f"{clean}_{count}"
        used.add(name.casefold())
        found.append(name)
    return found
