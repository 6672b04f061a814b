"""What goes wrong, said so that it can be mended: where, what was found, and the remedy."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Sequence


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its place in the plan, the sentence about it and the remedy.

    ``source`` and ``line`` are filled by the readers of files; a plan built in Python has neither.
    """

    where: str
    message: str
    remedy: str = ""
    source: str = ""
    line: int | None = None
    loc: tuple[str | int, ...] = dataclasses.field(default=(), compare=False, repr=False)
    """Keys and places from the top of the document down to the fault."""

    def __str__(self) -> str:
        """Write ``file:line: where: what, remedy``, leaving out what is not known."""
        place = self.source if self.line is None else f"{self.source or 'line'}:{self.line}"
        what = f"{self.message}; {self.remedy}" if self.remedy else self.message
        return ": ".join(part for part in (place, self.where, what) if part)


class LogicModelError(Exception):
    """Everything this library refuses, with all the problems found, not just the first."""

    def __init__(self, problems: str | Problem | Iterable[Problem], *, remedy: str = "") -> None:
        """Take the problems, or one sentence (and its remedy) that stands for the only one."""
        if isinstance(problems, str):
            problems = Problem("", problems, remedy)
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[LogicModelError], tuple[tuple[Problem, ...]]]:
        """Travel whole between processes."""
        return type(self), (self.problems,)


class PlanError(LogicModelError):
    """A plan that can never be right: unknown names, impossible values, a cycle without a lag."""


class FileError(LogicModelError):
    """A file that cannot be read as what it claims to be, or cannot be written."""


class IncompleteError(LogicModelError):
    """A plan that may be drawn and checked, but lacks numbers the simulation needs."""


class RequestError(LogicModelError):
    """A question that cannot be answered as it was put: an unknown name, an impossible setting."""


class MissingExtraError(LogicModelError):
    """A feature whose optional package is not installed; the message says what to install."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known words come closest to a wrong one, or which there are.

    >>> did_you_mean("saturting", ["saturating", "hill"])
    'did you mean saturating?'
    """
    names = sorted({str(name) for name in known})
    close = difflib.get_close_matches(word, names, n=2, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"known: {listed(names)}" if names else "none is defined"


def listed(names: Sequence[str], most: int = 8) -> str:
    """Join names for a sentence, cutting a long list short.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return ", ".join(names)
