"""What went wrong, as lines for people and an exit status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import logicmodel as lm

UNUSABLE, BUG = 2, 70
MOST = 20
"""Missing numbers that are named."""


def explained(error: Exception) -> tuple[list[str], int]:
    """Return the lines for standard error and the exit status."""
    if isinstance(error, lm.IncompleteError):
        return _incomplete(error.problems), UNUSABLE
    if isinstance(error, lm.LogicModelError):
        return [clean(str(problem)) for problem in error.problems], UNUSABLE
    known = _known(error)
    if known:
        return [clean(known)], UNUSABLE
    what = clean(f"{type(error).__name__}: {error}")
    return [f"logicmodel: this is a fault of the program, please report it: {what}",
            "logicmodel: set LOGICMODEL_DEBUG=1 to see where it happened"], BUG


def _incomplete(problems: Sequence[lm.Problem]) -> list[str]:
    """Say which numbers are missing, and who asks for them; of many only the first."""
    lines = [clean(str(problem)) for problem in problems[:MOST]]
    if len(problems) > MOST:
        lines.append(f"... and {len(problems) - MOST:,} more")
    file = clean(problems[0].source) or "PLAN"
    asks = "asks for it in plain words" if len(problems) == 1 else f"asks for these {len(problems):,} numbers in plain words"
    return [*lines, f"logicmodel elicit {file} {asks}, and saves the answers in the plan"]


def _known(error: Exception) -> str:
    """Say what is wrong where the cause lies outside of this program."""
    if hasattr(error, "format_message"):
        return _usage(error)
    if isinstance(error, MemoryError):
        return "not enough memory: ask for fewer --draws, or --keep nothing"
    if isinstance(error, RecursionError):
        return "the plan is nested too deeply: write it with fewer levels inside each other"
    if isinstance(error, OSError):
        where = error.filename or "standard output"
        return f"{where}: cannot be read or written: {error.strerror or error}"
    return ""


def clean(text: str) -> str:
    """Return the text on one line, without characters that steer a terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in " ".join(text.splitlines()))


def _usage(error: Any) -> str:
    """Say what is wrong with the words of the command line."""
    command = getattr(getattr(error, "ctx", None), "command_path", "logicmodel")
    option = getattr(error, "option_name", "")
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            close = sorted(getattr(error, "possibilities", None) or ())
            hint = f"did you mean {' or '.join(close)}?" if close else f"see {command} --help"
            return f"{command}: there is no option {option}; {hint}"
        case "BadOptionUsage":
            return f"{command}: {option} needs a value; see {command} --help"
        case "MissingParameter":
            name = getattr(parameter, "metavar", None) or getattr(parameter, "name", "a value")
            return f"{command}: {name} is missing; see {command} --help"
    if parameter is not None:
        name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.name
        return f"{command}: {name}: {error.message}"
    message = str(error.format_message()).rstrip(".")
    return f"{command}: {message[:1].lower()}{message[1:]}; see {command} --help"
