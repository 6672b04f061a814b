"""The contract of a format, the open set of formats, and the front door: ``read`` and ``write``."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import pkgutil
from pathlib import Path
from typing import Any, ClassVar

from logicmodel.errors import FileError, Problem, RequestError, did_you_mean
from logicmodel.files.losses import tell
from logicmodel.files.source import SHEETS, Source, take_plan
from logicmodel.files.tree import Node
from logicmodel.plan.plan import Plan

PACKAGE = "logicmodel.files"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of office programs begin that are no zip."""


class Format:
    """A way to keep a plan in a file: one class a file, joined to the others by being defined.

    A member's module is named after its ``kind`` and must import quickly: what is heavy is imported
    where it is used.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    """What people call it."""
    suffixes: ClassVar[tuple[str, ...]] = ()
    """Ends of file names, with the dot, in small letters."""
    reads: ClassVar[bool] = True
    """False where plans can only be written in it; then reading refuses, and says what to do."""
    writes: ClassVar[bool] = True
    """False where plans can only be read from it."""
    explains: ClassVar[bool] = False
    """True where it can say what is wrong with a file of its suffix that no format recognises."""
    members: ClassVar[dict[str, type[Format]]] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        """Join the formats."""
        super().__init_subclass__(**settings)
        if cls.kind:
            Format.members[cls.kind] = cls

    def recognises(self, source: Source) -> bool:  # noqa: ARG002 - the contract
        """Say from the content whether the file is of this format."""
        return False

    def sure(self, source: Source) -> bool:  # noqa: ARG002 - the contract
        """Say at a glance whether a file with this format's own suffix is in it, and no other need be asked."""
        return True

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan in a file; errors carry the file's name and the place in it.

        What the file says and a plan cannot hold is added to ``losses``, one sentence for each.
        """
        raise NotImplementedError

    def tree(self, source: Source) -> Node | None:  # noqa: ARG002 - the contract
        """Return where everything stands in the file; None for formats without lines."""
        return None

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan to a file, whole or not at all.

        What the plan says and the format cannot hold is added to ``losses``, one sentence for each.
        """
        raise NotImplementedError


def formats() -> dict[str, Format]:
    """Return every format by kind, those of other packages included."""
    package = importlib.import_module(PACKAGE)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{PACKAGE}.{module.name}")
    for point in importlib.metadata.entry_points(group="logicmodel"):
        point.load()
    return {kind: Format.members[kind]() for kind in sorted(Format.members)}


def read(path: str | os.PathLike[str], *, losses: list[Problem] | None = None) -> Plan:
    """Return the plan that a file holds, or a folder with a CSV file for each sheet.

    The format follows from the suffix, else from the content. What the file says and a plan cannot
    hold is added to ``losses``; without a list to take it, a LossWarning counts it.

    Raises FileError for a file that cannot be read as a plan, and PlanError for a plan that can never be
    right, with all problems by file and line.
    """
    source = take_plan(path)
    lost: list[Problem] = []
    plan = format_of(source).read(source, lost)
    tell(lost, losses, f"{source.name}: ", "lm.read(path, losses=[])")
    return plan


def format_of(source: Source) -> Format:
    """Return the format of a file, from its suffix, else from its content."""
    home = next((member for member in _by_suffix(source.suffix) if f".{member.kind}" == source.suffix), None)
    if home is not None and home.sure(source):
        return home
    candidates = [member for member in formats().values() if source.suffix in member.suffixes]
    if len(candidates) == 1:
        return candidates[0]
    for candidate in candidates or formats().values():
        if candidate.kind != getattr(home, "kind", "") and candidate.recognises(source):
            return candidate
    if home is not None:
        return home
    for candidate in candidates:
        if candidate.explains:
            return candidate
    if source.data.startswith(OLD_OFFICE):
        raise source.refusal("is a workbook of the time before .xlsx, or has a password", "open it in a spreadsheet program and save it as .xlsx, without a password")
    if source.suffix == ".csv":
        source.text()  # says what keeps it from being text
    raise _unknown(source.name, source.suffix, writing=False)


def write(
    plan: Plan, path: str | os.PathLike[str], *, kind: str | None = None, losses: list[Problem] | None = None
) -> None:
    """Write a plan to a file whose suffix tells the format, whole or not at all.

    Where a YAML file stands there already, only what differs is changed in it: comments, order and
    layout stay. ``kind`` names the format where several share a suffix. What the plan says and the format
    cannot hold is added to ``losses``; without a list to take it, a LossWarning counts it. A name that ends
    in a slash or in _csv becomes a folder with a CSV file for each sheet.

    Raises FileError with the reason, and RequestError for an unknown kind.
    """
    name = os.fsdecode(path)
    lost: list[Problem] = []
    _writer(name, kind).write(plan, name, lost)
    tell(lost, losses, f"{name}: ", "lm.write(plan, path, losses=[])")


def _writer(name: str, kind: str | None) -> Format:
    """Return the format to write to a file of this name: the one asked for, else the first of its suffix."""
    if kind is not None:
        known = {member.kind: member for member in formats().values() if member.writes}
        if kind not in known:
            raise RequestError(f"there is no format {kind} that plans can be written in", remedy=did_you_mean(kind, known))
        return known[kind]
    suffix = SHEETS if _folder_of_sheets(name) else Path(name).suffix.lower()
    for candidate in _by_suffix(suffix):
        if candidate.writes:
            return candidate
    raise _unknown(name, suffix, writing=True)


def _folder_of_sheets(name: str) -> bool:
    """Say whether a name means a folder with a CSV file for each sheet."""
    if name.endswith(("/", os.sep)) or name.lower().endswith(SHEETS.rstrip("/")):
        return True
    if not os.path.isdir(name):  # noqa: PTH112 - says no to names that can be no path
        return False
    from logicmodel.files.forms.folder import is_set  # noqa: PLC0415 - only for folders

    return is_set(name)


def _by_suffix(suffix: str) -> list[Format]:
    if suffix and suffix[1:].isidentifier() and importlib.util.find_spec(f"{PACKAGE}.{suffix[1:]}"):
        importlib.import_module(f"{PACKAGE}.{suffix[1:]}")
        found = [member() for member in Format.members.values() if suffix in member.suffixes]
        if found:
            return sorted(found, key=lambda member: member.kind != suffix[1:])
    return [member for member in formats().values() if suffix in member.suffixes]


def _unknown(name: str, suffix: str, *, writing: bool) -> FileError:
    known = list(dict.fromkeys(
        suffix
        for member in formats().values()
        if (member.writes if writing else member.reads)
        for suffix in member.suffixes
    ))
    if writing:
        message = f"plans cannot be written as {suffix}" if suffix else "the name has no suffix"
    else:
        message = "is in no format that a plan can be read from"
        titles = [member.title or member.kind for member in formats().values() if suffix in member.suffixes]
        if titles:
            remedy = f"of the {suffix} files these can be read: {', '.join(titles)}"
            return FileError(Problem("", message, remedy, source=name))
    hint = did_you_mean(suffix, known)
    remedy = hint if hint.startswith("did") else f"known formats: {', '.join(known)}"
    return FileError(Problem("", message, remedy, source=name))
