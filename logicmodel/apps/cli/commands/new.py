"""``logicmodel new``."""

from __future__ import annotations

import datetime as dt
import importlib.resources
from pathlib import Path
from typing import Annotated, Literal

import typer

import logicmodel as lm
from logicmodel.apps.cli.page import put, put_json

NEXT = """Wrote {file}: a small plan that runs at once. Next:

  logicmodel show {file}       see what leads to what
  logicmodel check {file}      see what is unwise in it
  logicmodel simulate {file}   see how likely each target is met
  logicmodel diagram {file} -o plan.svg

Then open {file} in {program} and put your own plan in its place.
"""
EMPTY = """Wrote {file}: a plan with nothing in it yet. Fill it in in {program}, then:

  logicmodel check {file}      see what is missing or unwise
"""
PROGRAMS = {".yaml": "any editor", ".yml": "any editor", ".xlsx": "a spreadsheet program"}
"""What each kind of file is edited in."""


def new(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="The file to write: .yaml, or .xlsx for a workbook to fill in.")] = Path("plan.yaml"),
    template: Annotated[Literal["starter", "empty"], typer.Option("--template", help="A small plan that runs at once, or a form with nothing in it.")] = "starter",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write a plan to start from.

    It is short, explained line by line, and runs at once.
    """
    if file.is_dir():
        file /= "plan.yaml"
    suffix = file.suffix.lower()
    if suffix not in PROGRAMS:
        problem = lm.Problem("", "a new plan is written as YAML or as an Excel workbook", "let the name end in .yaml or .xlsx", source=str(file))
        raise lm.FileError(problem)
    if not force and file.exists():
        problem = lm.Problem("", "is there already", "choose another name, or replace it with --force", source=str(file))
        raise lm.FileError(problem)
    _write(file, template)
    if as_json:
        put_json({"written": [str(file)]})
    else:
        put((NEXT if template == "starter" else EMPTY).format(file=_quoted(file), program=PROGRAMS[suffix]))


def _write(file: Path, template: str) -> None:
    """Write the template; the starter as YAML with its comments."""
    starter = importlib.resources.files("logicmodel.apps.cli") / "templates" / "starter.yaml"
    if template == "empty":
        lm.write(lm.Plan.from_document({"periods": {"first": str(dt.datetime.now().astimezone().year + 1), "count": 3}}), file)
    elif file.suffix.lower() == ".xlsx":
        with importlib.resources.as_file(starter) as path:
            lm.write(lm.read(path), file)
    else:
        lm.writing.write_text(file, starter.read_text(encoding="utf-8").replace("FILE", _quoted(file)))


def _quoted(file: Path) -> str:
    name = str(file)
    return f'"{name}"' if " " in name else name
