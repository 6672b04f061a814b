"""``logicmodel information``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli.options import (
    Allocations,
    AnswerFile,
    AsJson,
    Changes,
    Draws,
    Future,
    PlanFile,
    Seed,
    Variant,
    at_least_one,
)
from logicmodel.apps.cli.page import put_json

Utility = Annotated[
    str,
    typer.Option("--utility", metavar="WHAT",
                 help="What the allocations are chosen for: success, npv (money), the id of a target, effect:TARGET or level:TARGET."),
]
Group = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="NAME=NUMBER,NUMBER", show_default=False,
                 help="Numbers that would be learnt together; may be repeated."),
]
StudyOf = Annotated[
    str | None,
    typer.Option("--study", metavar="NUMBER", show_default=False, help="Tell what a study of this number (or, as a survey, of a node) is worth."),
]
Sizes = Annotated[
    list[int] | None,
    typer.Option("--sizes", parser=at_least_one, metavar="N", show_default=False,
                 help="With --study: a size of the sample; may be repeated. Default: 10, 30, 100, 300, 1000."),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="With --study: normal (a mean), binomial (successes) or survey (of a node or node.indicator)."),
]
Spread = Annotated[
    float | None, typer.Option("--sd", metavar="X", show_default=False, help="With --study: standard deviation of single observations."),
]
PerUnit = Annotated[float, typer.Option("--cost-per-unit", metavar="MONEY", help="With --study: cost of each observation.")]
Fixed = Annotated[float, typer.Option("--fixed-cost", metavar="MONEY", help="With --study: cost whatever the size.")]
Worth = Annotated[
    float | None,
    typer.Option("--worth", metavar="MONEY", show_default=False,
                 help="With --study: what one point of the chance, or one unit of the utility, is worth."),
]
Decisions = Annotated[float, typer.Option("--decisions", metavar="X", help="With --study: how many decisions like this one it informs.")]
Flip = Annotated[bool, typer.Option("--flip", help="Tell how wrong each assumption must be before another allocation is better.")]


def information(
    plan: PlanFile,
    allocation: Allocations = None,
    utility: Utility = "success",
    group: Group = None,
    study: StudyOf = None,
    sizes: Sizes = None,
    kind: Kind = "normal",
    sd: Spread = None,
    cost_per_unit: PerUnit = 0.0,
    fixed_cost: Fixed = 0.0,
    worth: Worth = None,
    decisions: Decisions = 1.0,
    flip: Flip = False,
    draws: Draws = None,
    seed: Seed = 1,
    changes: Changes = None,
    future: Future = None,
    variant: Variant = None,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Say what to find out before choosing: what is it worth to know each number, or to study one?

    Information is worth something only where it may change which allocation is chosen.
    """
    from logicmodel.apps.cli import request, saving
    from logicmodel.apps.cli.pages.information import show
    from logicmodel.apps.cli.progress import shown

    if output is not None:
        saving.check(output)
    _fitting(study, flip, {
        "--sizes": sizes, "--sd": sd, "--cost-per-unit": cost_per_unit, "--fixed-cost": fixed_cost, "--worth": worth,
        "--kind": None if kind == "normal" else kind, "--decisions": None if decisions == 1 else decisions,
    }, group)
    whole = request.planned(plan, changes, future, variant)
    shared: dict[str, Any] = {"allocations": allocation or None, "utility": utility, "draws": draws, "seed": seed}
    with shown("Simulating") as progress:
        shared["progress"] = progress
        if study is not None:
            more: dict[str, Any] = {"sizes": sizes} if sizes else {}
            found = lm.study_value(
                whole, study, kind=kind, sd=sd, cost_per_unit=cost_per_unit, fixed_cost=fixed_cost,  # type: ignore[arg-type]
                worth=worth, decisions=decisions, **more, **shared,
            )
        elif flip:
            found = lm.flip_values(whole, **shared)
        else:
            found = lm.value_of_information(whole, groups=_groups(group), **shared)
    record = _record(found)
    if output is not None:
        saving.save(found, output, record=record)
    if as_json:
        put_json(record)
    else:
        show(found, whole, saved=output)


def _fitting(study: str | None, flip: bool, of_study: Mapping[str, Any], group: Sequence[str] | None) -> None:  # noqa: FBT001
    """Refuse options that do not go together, all at once."""
    problems = []
    if study is None:
        problems += [lm.Problem(name, "has no meaning without --study", "add --study NUMBER") for name, value in of_study.items() if value]
    if study is not None and flip:
        problems.append(lm.Problem("--flip", "and --study are two questions", "ask one after the other"))
    if group and (study is not None or flip):
        problems.append(lm.Problem("--group", "has no meaning here", "leave it out"))
    if problems:
        raise lm.RequestError(problems)


def _groups(given: Sequence[str] | None) -> dict[str, list[str]]:
    """Read groups of numbers: ``name=number,number``."""
    found: dict[str, list[str]] = {}
    for text in given or []:
        name, equals, members = text.partition("=")
        names = [member.strip() for member in members.split(",") if member.strip()]
        if not equals or not name.strip() or not names:
            raise lm.RequestError(f"--group: '{text}' is not NAME=NUMBER,NUMBER", remedy="write for example rents=factors.rent_index.value,inputs.rent.price")
        found[name.strip()] = names
    return found


def _record(found: lm.Answer) -> dict[str, Any]:
    """Return the answer as plain data: what is asked for first stands at the top."""
    settings = dict(found.settings)
    record: dict[str, Any] = {"question": found.question}
    if found.question == "information":
        record |= {key: settings.pop(key) for key in ("evpi", "evpi_low", "evpi_high")}
        record["evppi"] = [dict(row) for row in found.rows]
    else:
        record["rows"] = [dict(row) for row in found.rows]
    return record | {"settings": settings, "notes": list(found.notes)}
