"""Files of graphs taken in by the library for networks, whose complaints become refusals."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

from logicmodel.files.source import Source


def taken(source: Source, what: str, read: Callable[[io.BytesIO], Any]) -> Any:
    """Return the graph in a file; ``what`` is the name of its format.

    Raises FileError for whatever the library cannot make a graph of.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of types that it guesses
            return read(io.BytesIO(source.data))
    except Exception as error:  # noqa: BLE001 - a broken file may break it anywhere
        why = "" if isinstance(error, RuntimeError | RecursionError) else f" ({' '.join(str(error).split())})"
        raise source.refusal(f"is no {what} that can be read{why}", "export it once more") from None
