"""``logicmodel experts``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson, Changes, Future, PlanFile, Variant
from logicmodel.apps.cli.page import put_json, save_json

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NUMBER]...", show_default=False,
                   help="Numbers by their paths: links.a->b.weight. Default: all that experts were asked about."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="Write the answers and pools to a file: .xlsx, .csv, .parquet or .json; or as a picture: .svg, .png or .pdf."),
]
PICTURES = (".svg", ".png", ".pdf")
REMEDY = "name a file that ends in .xlsx, .csv, .parquet or .json, or for a picture in .svg, .png or .pdf"


def experts(
    plan: PlanFile,
    numbers: Numbers = None,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Tell what each expert says about a number, and whether they agree.

    A number is asked of experts where the plan says "experts:", for example
    "weight: {experts: {anna: 8 to 20, ben: 5 to 12}}".
    """
    from logicmodel.apps.cli.pages.experts import show
    from logicmodel.apps.cli.places import check_file
    from logicmodel.apps.cli.request import planned

    if output is not None:
        check_file(output, [".json", *PICTURES], remedy=REMEDY)
    found = planned(plan, changes, future, variant)
    answer = lm.elicitation(found, numbers or None)
    if output is not None:
        if output.suffix.lower() in PICTURES:
            lm.picture(answer).save(output)
        elif output.suffix.lower() == ".json":
            save_json(answer.to_dict(), output)
        else:
            answer.save(output)
    if as_json:
        put_json(answer.to_dict())
    else:
        show(found, answer, saved=output)
