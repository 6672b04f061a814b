"""``logicmodel chart``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    Variant,
    Workers,
)

if TYPE_CHECKING:
    from logicmodel.apps.cli.questions import Asked

Kind = Annotated[
    str,
    typer.Argument(metavar="KIND", show_default=False,
                   help="attainment, fan, distribution, difference, waterfall, gap, time_to_target, tornado, indices or heat_map; "
                        "also marginal, contribution, information, flip and others."),
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
SINGLE = ("levels", "distribution")
"""Questions about single draws."""
ASKED = {
    "attainment": "attainment", "comparison": "compare", "joint": "joint", "waterfall": "waterfall",
    "time_to_target": "time_to_target",
}
"""Which function answers each question about all draws; those about single draws are asked by themselves."""
ELSEWHERE = {
    "optimization": "logicmodel optimize PLAN -o FILE draws it", "frontier": "logicmodel optimize PLAN --frontier N -o FILE draws it",
    "sweep": "logicmodel optimize PLAN --sweep INPUT=LOW:HIGH:STEP -o FILE draws it",
    "regret": "logicmodel compare PLAN --future NAME --future NAME -o FILE draws it",
    "study": "logicmodel information PLAN --study NUMBER -o FILE draws it",
}
"""What to do about charts of questions that other commands ask."""


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
    variant: Variant = None,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Draw a chart of what a plan leads to; without -o tell it in words."""
    from logicmodel.apps.cli import questions, request
    from logicmodel.apps.cli.page import Page, put_json

    part = lm.Chart.named(kind)
    if output is not None and output.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise lm.RequestError(f"-o: {output} is not the name of a picture", remedy="use one of: .svg, .png, .pdf")
    question = _question(part)
    found = request.planned(plan, changes, future, variant)
    keep = _kept(found, node) if question in SINGLE else ["nothing"]
    run = request.Run(allocation, draws, seed=seed, workers=workers, keep=keep)
    if question in ASKED or question in SINGLE:
        results = request.simulated(found, plan, run)
        answer = _answer(results, question, node, target)
        drawn = part(**_options(results, part, node, target))
    else:
        answer, drawn = _asked(kind, question, questions.Asked(found, plan, run, target or None), node), part()
        if answer.rows and not drawn.fits(answer):
            raise lm.RequestError(f"the chart {kind} does not show an answer of this form", remedy="name several targets with --target, or take another chart")
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


def _question(part: type[lm.Chart]) -> str:
    """Return the question a chart answers; refuse one that this command cannot ask."""
    from logicmodel.apps.cli import questions

    question = part.questions[0]
    if question in ASKED or question in SINGLE or question in questions.QUESTIONS:
        return question
    raise lm.RequestError(f"this command cannot ask {question!r}", remedy=ELSEWHERE.get(question, "use lm.picture in Python"))


def _asked(kind: str, question: str, asked: Asked, nodes: Sequence[str] | None) -> lm.Answer:
    """Return the answer to a question that is more than reading a run."""
    from logicmodel.apps.cli import questions, request

    if nodes:
        raise lm.RequestError("--node has no meaning for this chart", remedy="leave it out")
    try:
        return questions.charted(kind, question, asked)
    except lm.IncompleteError:
        raise
    except lm.RequestError as error:
        raise type(error)([request.as_options(problem) for problem in error.problems]) from None


def _kept(plan: lm.Plan, nodes: Sequence[str] | None) -> list[str]:
    """Return the nodes whose draws the chart needs."""
    return list(nodes) if nodes else sorted({target.node for target in plan.targets if target.node}) or ["nothing"]


def _answer(results: lm.Results, question: str, nodes: Sequence[str] | None, targets: Sequence[str] | None) -> lm.Answer:
    if question == "levels":
        return lm.levels(results, nodes or None)
    if question == "distribution":
        return lm.distribution(results, targets or None)
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
