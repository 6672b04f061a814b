"""Plans taken from one format into another, with a list of what was lost on the way."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import read, write
from logicmodel.files.iati import read_many
from logicmodel.plan.plan import Plan

LONGEST = 60
"""Letters of an identifier in the name of a file: in any script they are fewer bytes than file systems take."""


@dataclasses.dataclass(frozen=True)
class Conversion:
    """What came of a conversion."""

    plan: Plan
    """The plan as it was read."""
    unread: tuple[Problem, ...]
    """What the first file says and a plan cannot hold."""
    unwritten: tuple[Problem, ...]
    """What the plan says and the second format cannot hold."""

    @property
    def losses(self) -> tuple[Problem, ...]:
        """All that was lost, in the order in which it was."""
        return self.unread + self.unwritten


def convert(
    source: str | os.PathLike[str], destination: str | os.PathLike[str], *, kind: str | None = None
) -> Conversion:
    """Read a plan from one file, write it to another in the format of its name, and say what was lost.

    ``kind`` names the format to write where several share a suffix. Raises what ``read`` and ``write``
    raise, and FileError where both are the same file.
    """
    if os.path.abspath(source) == os.path.abspath(destination):  # noqa: PTH100 - of names, not of files
        problem = Problem("", "would be written over the file it is read from", "name another file", source=os.fsdecode(destination))
        raise FileError(problem)
    unread: list[Problem] = []
    unwritten: list[Problem] = []
    plan = read(source, losses=unread)
    write(plan, destination, kind=kind, losses=unwritten)
    return Conversion(plan, tuple(unread), tuple(unwritten))


def convert_many(
    source: str | os.PathLike[str], folder: str | os.PathLike[str], *, suffix: str = ".yaml"
) -> dict[Path, Conversion]:
    """Write every activity of an IATI file to a file of its own in a folder, named after its identifier.

    Returns what came of each by its file. Raises what ``read_many`` and ``write`` raise, and FileError for a
    file without activities; what was written before stays.
    """
    place = Path(folder)
    found: dict[Path, Conversion] = {}
    unread: list[Problem] = []
    for number, (identifier, plan) in enumerate(read_many(source, losses=unread), 1):
        place.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", identifier)[:LONGEST].strip(".-") or f"activity-{number}"
        path = place / f"{name}{suffix}"
        if path in found:
            path = place / f"{name}-{number}{suffix}"
        unwritten: list[Problem] = []
        write(plan, path, losses=unwritten)
        found[path] = Conversion(plan, tuple(unread), tuple(unwritten))
        unread.clear()
    if not found:
        remedy = f"name a file to write, or a folder such as {place}_csv for the sheets of one plan"
        raise FileError(Problem("", "holds no IATI activity", remedy, source=os.fsdecode(source)))
    return found
