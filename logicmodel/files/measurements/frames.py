"""Measured values in tables that are in memory: data frames, and columns by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.errors import RequestError
from logicmodel.files.measurements.sheets import cell_text
from logicmodel.files.measurements.table import Table

NAME = "the table"


def frame_table(data: Any) -> Table:
    """Return the cells of a pandas data frame, or of a mapping from names of columns to their values.

    Rows count from 1. Raises RequestError for columns of unlike lengths, and for several of the same name.
    """
    columns = _columns(data)
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        raise RequestError(f"the columns have different numbers of rows: {', '.join(map(str, sorted(lengths)))}", remedy="give every column as many values")
    rows = zip(*columns.values(), strict=True)
    lines = [(number, [_text(value) for value in row]) for number, row in enumerate(rows, 1)]
    return Table(NAME, [(0, [cell_text(name) for name in columns]), *lines])


def _columns(data: Any) -> dict[Any, Sequence[Any]]:
    if isinstance(data, Mapping):
        single = [str(name) for name, values in data.items() if isinstance(values, str) or not hasattr(values, "__len__")]
        if single:
            raise RequestError(f"{', '.join(single)}: no column of values", remedy="give each column as a list")
        return {name: list(values) for name, values in data.items()}
    if any(name is not None for name in data.index.names):  # what stands left of the columns has a name, so it is one
        data = data.reset_index()
    twice = sorted({str(name) for name in data.columns[data.columns.duplicated()]})
    if twice:
        raise RequestError(f"several columns are called {', '.join(twice)}", remedy="give each column a name of its own")
    return {name: data[name].tolist() for name in data.columns}


def is_table(data: Any) -> bool:
    """Say whether something is a table in memory, not the name of a file.

    >>> is_table({"indicator": []}), is_table("actuals.csv")
    (True, False)
    """
    return isinstance(data, Mapping) or (hasattr(data, "columns") and hasattr(data, "reset_index"))


def _text(value: Any) -> str:
    """Return a value as text; what pandas has for nothing is nothing."""
    return "" if value is None or str(value) in {"<NA>", "NaT", "nan"} else cell_text(value.to_pydatetime() if hasattr(value, "to_pydatetime") else value)
