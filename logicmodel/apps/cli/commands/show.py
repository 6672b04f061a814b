"""``logicmodel show``."""

from __future__ import annotations

from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson, Changes, Future, PlanFile, Variant
from logicmodel.apps.cli.page import put_json


def show(
    plan: PlanFile,
    tree: Annotated[bool, typer.Option("--tree", help="Only what leads to what.")] = False,
    equations: Annotated[bool, typer.Option("--equations", help="Only the equations of the simulation.")] = False,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    as_json: AsJson = False,
) -> None:
    """Show what leads to what in a plan, and its equations.

    Each link with how much it brings, how late, how surely and on what evidence. The equations of a long plan are shown with --equations only.
    """
    from logicmodel.apps.cli.pages import plan as page
    from logicmodel.apps.cli.request import planned

    found = planned(plan, changes, future, variant)
    try:
        lines, missing = [line.strip() for line in str(lm.compile(found)).splitlines()], []
    except lm.IncompleteError as error:
        lines, missing = [], lm.located(error.problems, plan)
    if as_json:
        put_json({
            "plan": {"title": found.title, "digest": found.digest}, "document": found.to_document(),
            "equations": lines or None, "missing": [str(problem) for problem in missing],
        })
        return
    page.show(found, lines, missing, only_tree=tree, only_equations=equations)
