"""Which rules apply and from where on: by option, by plan, by project, in this order."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from logicmodel.analysis.checking.profiles import BASIC, profile_named
from logicmodel.errors import FileError, Problem
from logicmodel.plan.plan import Plan

PROJECT = "pyproject.toml"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What is asked of the checks beside the plan."""

    profile: str = ""
    """Name of the profile; that of the plan, else ``basic``, where it is empty."""
    ignore: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Reasons by code, for rules that are not to speak at all."""
    limits: Mapping[str, Mapping[str, float]] = dataclasses.field(default_factory=dict)
    """Thresholds by code and name."""

    def on(self, plan: Plan) -> Settings:
        """Return these settings with those of a plan below them.

        Raises RequestError for an unknown profile.
        """
        own = plan.checks
        codes = {*own.limits, *self.limits}
        return Settings(
            profile_named(self.profile or own.profile or BASIC),
            {**self.ignore, **own.ignore},
            {code: {**self.limits.get(code, {}), **own.limits.get(code, {})} for code in codes},
        )


def project_settings(start: str | os.PathLike[str]) -> Settings:
    """Return the table ``[tool.logicmodel]`` of the nearest ``pyproject.toml`` at or above a file.

    Keys are ``profile``, ``ignore`` (reasons by code) and ``limits`` (numbers by code and name). Raises
    FileError where the table cannot be read so.
    """
    place = Path(start).absolute()
    for folder in [place, *place.parents]:
        file = folder / PROJECT
        if file.is_file():
            return _of_file(file)
    return Settings()


def _of_file(file: Path) -> Settings:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("logicmodel", {})
    except (OSError, ValueError) as error:
        raise FileError(Problem("", f"cannot be read: {error}", "mend it", source=str(file))) from None
    problems = list(_problems(table, str(file)))
    if problems:
        raise FileError(problems)
    return Settings(table.get("profile", ""), table.get("ignore", {}), table.get("limits", {}))


def _problems(table: Any, source: str) -> list[Problem]:
    """Return what is wrong with the table."""
    def problem(key: str, remedy: str) -> Problem:
        return Problem(f"tool.logicmodel.{key}".rstrip("."), "is not as expected", remedy, source=source)

    if not isinstance(table, dict):
        return [problem("", "write it as a table")]
    found = [problem(key, "known keys: profile, ignore, limits") for key in table if key not in {"profile", "ignore", "limits"}]
    if not isinstance(table.get("profile", ""), str):
        found.append(problem("profile", "write the name of a profile"))
    ignore = table.get("ignore", {})
    if not isinstance(ignore, dict) or not all(isinstance(reason, str) for reason in ignore.values()):
        found.append(problem("ignore", 'write {LM301 = "the reason"}'))
    limits = table.get("limits", {})
    rows = limits.values() if isinstance(limits, dict) else [None]
    if not all(isinstance(row, dict) and all(isinstance(one, int | float) for one in row.values()) for row in rows):
        found.append(problem("limits", "write {LM318 = {most_per_result = 5}}"))
    return found
