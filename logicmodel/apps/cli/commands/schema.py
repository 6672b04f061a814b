"""``logicmodel schema``."""

from __future__ import annotations

from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import OutputFile
from logicmodel.apps.cli.page import put, put_json, save_json


def schema(
    output: OutputFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; the schema always is.")] = False,
) -> None:
    """Print the JSON Schema of plan files.

    Editors complete and check a plan while it is typed if its first line names the schema:
    "# yaml-language-server: $schema=plan.schema.json".
    """
    if output is None:
        put_json(lm.schema())
        return
    save_json(lm.schema(), output)
    if as_json:
        put_json({"written": [str(output)]})
    else:
        put(f"Wrote {output}.\n")
