"""An answer: a small frozen table with the settings that made it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from logicmodel.analysis.titles import titles
from logicmodel.display import Display

if TYPE_CHECKING:
    import pandas as pd

    from logicmodel.engine.results import Results


@dataclasses.dataclass(frozen=True, repr=False)
class Answer:
    """One question answered: a tidy table, one row for each thing asked about.

    Columns called ``low`` and ``high`` (or ending so) are the ends of 95 % intervals.
    """

    question: str
    """The question in one word: attainment, comparison, ..."""
    title: str
    """The question as a sentence."""
    rows: tuple[Mapping[str, Any], ...]
    settings: Mapping[str, Any]
    """What made the answer: plan digest, seed, sampler, draws..."""
    notes: tuple[str, ...] = ()
    titles: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    """What people call the things that columns name: ``titles["allocation"][id]``, as in ``analysis.titles``."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order of first appearance."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row))

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a pandas data frame; the settings are in its ``attrs``."""
        import pandas as pd  # noqa: PLC0415 - half a second that only frames need

        frame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        frame.attrs.update({"question": self.question, **self.settings})
        return frame

    def to_dict(self) -> dict[str, Any]:
        """Return question, settings, notes and rows as plain data."""
        return {
            "question": self.question,
            "title": self.title,
            "settings": dict(self.settings),
            "notes": list(self.notes),
            "rows": [dict(row) for row in self.rows],
        }

    def where(self, **wanted: Any) -> Mapping[str, Any]:
        """Return the one row whose columns have the given values, or raise a LookupError."""
        found = [row for row in self.rows if all(row.get(name) == value for name, value in wanted.items())]
        if len(found) != 1:
            message = f"{len(found)} rows of the answer have {wanted}"
            raise LookupError(message)
        return found[0]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the table to a file, whole or not at all; return the path.

        The suffix tells the format: ``.csv``, ``.json``, ``.parquet`` (needs pyarrow) or ``.xlsx``. Raises
        FileError for another suffix and where the file cannot be written.
        """
        from logicmodel.analysis.tables import save_tables  # noqa: PLC0415 - it needs answers itself

        return save_tables(self, path)

    def __repr__(self) -> str:
        """Say in a line what was asked and how much was answered."""
        return f"<Answer {self.question}: {len(self.rows)} rows, {len(self.columns)} columns>"

    def __str__(self) -> str:
        """Write the table for a terminal."""
        return Display.of("answer").plain(self)

    def _repr_html_(self) -> str:
        """Show the table, and the chart where there is one, in a notebook."""
        return Display.of("answer").html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        """Show the answer in a notebook as HTML, in a terminal as text."""
        return Display.of("answer").bundle(self)


def answer_of(
    results: Results, question: str, title: str, rows: Sequence[Mapping[str, Any]], *, notes: Sequence[str] = ()
) -> Answer:
    """Return an answer with the settings of the run it was read from."""
    settings = {
        "plan": results.plan.title,
        "digest": results.plan.digest,
        "version": results.version,
        "sampler": results.sampler,
        "seed": results.seed,
        "draws": results.count,
        "replicates": results.replicates,
        "interval": "95 % t interval over independent replicates",
    }
    if results.plan.currency:
        settings["currency"] = results.plan.currency
    return Answer(question, title, tuple(rows), settings, (*results.notes, *notes), titles(results))


def number(value: Any) -> float | None:
    """Return a plain float, or None where there is nothing to say.

    >>> number(float("nan")) is None
    True
    """
    plain = float(value)
    return plain if plain == plain and abs(plain) != float("inf") else None  # noqa: PLR0124 - NaN
