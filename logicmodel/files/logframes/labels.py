"""Labels within the rows of a block: planned, achieved, source, weighting; and where their texts stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.logframes.headers import Head

LABEL: Final = re.compile(r"\s*(planned|achieved|actual|sources?|impact weighting.*|risk rating.*|(?:fcdo|dfid) share.*)\s*:?\s*", re.IGNORECASE)


def below(word: str, column: int, cells: Mapping[int, Any], heads: Mapping[int, Head]) -> int:
    """Return the column of the text that belongs to a label in the row above; 0 for none."""
    if not word.startswith("source"):
        return column if column in cells and not LABEL.fullmatch(str(cells[column])) else 0
    taken = {"result", "indicator", "assumption"}
    fits = (place for place in sorted(cells) if place >= column and heads.get(place, ("",))[0] not in taken)
    return next((place for place in fits if not LABEL.fullmatch(str(cells[place]))), 0)


def beside(word: str, column: int, cells: Mapping[int, Any], heads: Mapping[int, Head]) -> list[int]:
    """Return the columns at the right of a label that belong to it: up to the next label."""
    found = []
    taken = set() if word.startswith(("impact", "risk")) else {"assumption", "result"}
    for place in sorted(place for place in cells if place > column):
        if LABEL.fullmatch(str(cells[place])):
            break
        if heads.get(place, ("",))[0] not in taken:
            found.append(place)
    return found


def sideways(column: int, heads: Mapping[int, Head]) -> bool:
    """Say whether a column has labels of rows in it: it stands between indicators and figures."""
    return heads.get(column, ("",))[0] in {"baseline", "target"} and "source" not in {key for key, _ in heads.values()}
