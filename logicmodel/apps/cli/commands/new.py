"""``logicmodel new``."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.page import put, put_json

NEXT = """Wrote {file}: a small plan that runs at once. Next:

  logicmodel show {file}       see what leads to what
  logicmodel check {file}      see what is unwise in it
  logicmodel simulate {file}   see how likely each target is met
  logicmodel diagram {file} -o plan.svg

Then open {file} in any editor and put your own plan in its place.
"""


def new(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="The file to write.")] = Path("plan.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write a plan to start from.

    It is short, explained line by line, and runs at once.
    """
    if file.is_dir():
        file /= "plan.yaml"
    if file.suffix.lower() not in {".yaml", ".yml"}:
        problem = lm.Problem("", "the starter plan is written as YAML", "let the name end in .yaml", source=str(file))
        raise lm.FileError(problem)
    if not force and file.exists():
        problem = lm.Problem("", "is there already", "choose another name, or replace it with --force", source=str(file))
        raise lm.FileError(problem)
    template = importlib.resources.files("logicmodel.apps.cli") / "templates" / "starter.yaml"
    lm.writing.write_text(file, template.read_text(encoding="utf-8").replace("FILE", _quoted(file)))
    if as_json:
        put_json({"written": [str(file)]})
    else:
        put(NEXT.format(file=_quoted(file)))


def _quoted(file: Path) -> str:
    name = str(file)
    return f'"{name}"' if " " in name else name
