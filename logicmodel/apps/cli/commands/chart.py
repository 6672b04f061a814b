"""``logicmodel chart``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    AsJson,
    Changes,
    Draws,
    Future,
    PlanFile,
    Seed,
    Workers,
)

Kind = Annotated[
    str,
    typer.Argument(metavar="KIND", show_default=False,
                   help="attainment, fan, distribution, difference, waterfall, gap or time_to_target."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False, help="The picture: its name ends in .svg, .png or .pdf."),
]
Nodes = Annotated[
    list[str] | None,
    typer.Option("--node", metavar="ID", show_default=False,
                 help="Show this node (fan) or outcome (waterfall); may be repeated. Default: all with targets."),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="ID", show_default=False, help="Show this target; may be repeated. Default: all."),
]
ASKED = {
    "attainment": "attainment", "comparison": "compare", "joint": "joint", "waterfall": "waterfall",
    "time_to_target": "time_to_target",
}
"""Which function answers each question; those about single draws are asked by themselves."""


def chart(
    plan: PlanFile,
    kind: Kind,
    output: Output = None,
    node: Nodes = None,
    target: Targets = None,
    allocation: Allocations = None,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Draw a chart of what a plan leads to; without -o tell it in words."""
    from logicmodel.apps.cli import request
    from logicmodel.apps.cli.page import Page, put_json

    part = lm.Chart.named(kind)
    if output is not None and output.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise lm.RequestError(f"-o: {output} is not the name of a picture", remedy="use one of: .svg, .png, .pdf")
    question = part.questions[0]
    found = request.planned(plan, changes, future)
    keep = _kept(found, node) if question in {"levels", "distribution"} else ["nothing"]
    results = request.simulated(found, plan, request.Run(allocation, draws, seed=seed, workers=workers, keep=keep))
    answer = _answer(results, question, node, target)
    drawn = part(**_options(results, part, node, target))
    if not answer.rows:
        raise lm.RequestError(f"{plan}: there is nothing to draw for {kind}", remedy="see logicmodel check, or choose another kind")
    record: dict[str, Any] = {"kind": kind, "question": question, "title": drawn.title(answer), "caption": drawn.caption(answer)}
    if output is not None:
        record["written"] = [str(lm.picture(answer, kind=drawn).save(output))]
    words = drawn.words(answer)
    if as_json:
        put_json(record | {"words": words.splitlines()})
        return
    page = Page()
    page.title(record["title"])
    page.text(record["caption"])
    if output is not None:
        page.line(f"Wrote {output}.")
        return
    page.gap()
    for line in words.splitlines():
        page.text(line)


def _kept(plan: lm.Plan, nodes: Sequence[str] | None) -> list[str]:
    """Return the nodes whose draws the chart needs."""
    return list(nodes) if nodes else sorted({target.node for target in plan.targets if target.node}) or ["nothing"]


def _answer(results: lm.Results, question: str, nodes: Sequence[str] | None, targets: Sequence[str] | None) -> lm.Answer:
    if question == "levels":
        return lm.levels(results, nodes or None)
    if question == "distribution":
        return lm.distribution(results, targets or None)
    if question not in ASKED:
        raise lm.RequestError(f"this command cannot ask {question!r}", remedy="use lm.picture in Python")
    return getattr(lm, ASKED[question])(results)  # type: ignore[no-any-return]


def _options(
    results: lm.Results, part: type[lm.Chart], nodes: Sequence[str] | None, targets: Sequence[str] | None
) -> dict[str, tuple[str, ...]]:
    """Return --node and --target as options of the chart; refuse those it does not have."""
    fields = part.model_fields
    found: dict[str, tuple[str, ...]] = {}
    for option, given, names in (("--node", nodes, ("nodes", "outcomes")), ("--target", targets, ("targets", "what"))):
        if not given:
            continue
        field = next((name for name in names if name in fields), None)
        if field is None:
            raise lm.RequestError(f"{option} has no meaning for this chart", remedy="leave it out")
        found[field] = tuple(results.targets[results.target(name)] for name in given) if option == "--target" else tuple(given)
    return found
