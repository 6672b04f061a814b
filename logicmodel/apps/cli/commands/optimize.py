"""``logicmodel optimize``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import logicmodel as lm
from logicmodel.apps.cli import saving, search
from logicmodel.apps.cli.options import AnswerFile, AsJson, Changes, Seed, Variant, Workers, whole
from logicmodel.apps.cli.page import put_json

if TYPE_CHECKING:
    from logicmodel.apps.cli.search import Search

Plans = Annotated[
    list[Path],
    typer.Argument(metavar="PLAN", show_default=False, help="The plan file; several share one --budget."),
]
Maximize = Annotated[
    str,
    typer.Option("--maximize", metavar="WHAT",
                 help="success, the id of a target, effect:NODE, quantile:NODE,0.1, shortfall:NODE or npv."),
]
Budget = Annotated[
    float | None,
    typer.Option("--budget", parser=search.number, metavar="MONEY", show_default=False, help="Most to spend in all. Default: that of the plan."),
]
PerPeriod = Annotated[
    Any, typer.Option("--per-period", parser=search.numbers, metavar="MONEY", show_default=False,
                      help="Most to spend in one period, or a list [A, B, ...]."),
]
Bound = Annotated[
    list[Any] | None,
    typer.Option("--bound", parser=search.bound, metavar="INPUT=LOW:HIGH", help="Least and most of an input per period; may be repeated."),
]
Fix = Annotated[
    list[Any] | None,
    typer.Option("--fix", parser=search.fixture, metavar="INPUT=AMOUNT", help="Leave an input at this amount; may be repeated."),
]
Vary = Annotated[
    str | None,
    typer.Option("--vary", metavar="HOW", show_default=False, help="plan (one amount for all periods) or period (one for each)."),
]
Futures = Annotated[
    list[str] | None,
    typer.Option("--future", metavar="NAME",
                 help="Search in this future; several: make the worst regret small. planned is the plan as it is."),
]
Least = Annotated[
    float | None,
    typer.Option("--least-budget-for", parser=search.chance, metavar="CHANCE", show_default=False,
                 help="Find the least budget with this chance, such as 80%."),
]
Frontier = Annotated[
    int | None,
    typer.Option("--frontier", parser=search.points, metavar="N", show_default=False, help="Find the best for each of N budgets."),
]
Low = Annotated[
    float | None, typer.Option("--from", parser=search.number, metavar="MONEY", show_default=False, help="With --frontier: the least budget."),
]
High = Annotated[
    float | None, typer.Option("--to", parser=search.number, metavar="MONEY", show_default=False, help="With --frontier: the largest budget."),
]
Sweep = Annotated[
    list[Any] | None,
    typer.Option("--sweep", parser=search.axis, metavar="INPUT=LOW:HIGH:STEP",
                 help="Show the chance along one input, or two, all else as it is."),
]
Around = Annotated[
    str | None,
    typer.Option("--allocation", metavar="NAME", show_default=False, help="With --sweep: the allocation around which. Default: the first."),
]
Goal = Annotated[
    str | None,
    typer.Option("--goal", metavar="WHAT", show_default=False,
                 help="With several plans: sum (as many as possible succeed; the default) or all (that all do)."),
]
Draws = Annotated[
    int | None, typer.Option("--draws", parser=whole, metavar="N", show_default=False, help="Draws for the search. Default: 2,048; for --sweep 8,192."),
]
Verify = Annotated[
    int | None, typer.Option("--verify", parser=whole, metavar="N", show_default=False, help="Fresh draws for what is told. Default: 32,768."),
]
SaveAs = Annotated[
    str | None,
    typer.Option("--save-as", metavar="NAME", show_default=False, help="Write the best allocation into the plan file under this name."),
]
Replace = Annotated[bool, typer.Option("--replace", help="With --save-as: replace an allocation of that name.")]


def optimize(
    plans: Plans,
    maximize: Maximize = "success",
    budget: Budget = None,
    per_period: PerPeriod = None,
    bound: Bound = None,
    fix: Fix = None,
    vary: Vary = None,
    future: Futures = None,
    least_budget_for: Least = None,
    frontier: Frontier = None,
    low: Low = None,
    high: High = None,
    sweep: Sweep = None,
    allocation: Around = None,
    goal: Goal = None,
    draws: Draws = None,
    verify: Verify = None,
    seed: Seed = 1,
    changes: Changes = None,
    workers: Workers = 1,
    save_as: SaveAs = None,
    replace: Replace = False,
    variant: Variant = None,
    output: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Search for the best allocation: where should the money go?

    The best one found is verified on fresh draws and held against the plan's own allocations. Limits
    are those under budget: in the plan, unless options replace them.
    """
    wanted = search.Search(
        plans, maximize, budget, per_period, bound or (), fix or (), vary, future or (), least_budget_for, frontier,
        low, high, sweep or (), allocation, goal, draws, verify, seed, changes or (), workers, save_as, replace, variant,
    )
    wanted.check()
    if output is not None:
        saving.check(output, QUESTIONS[wanted.mode])
    plan = search.plan_of(wanted)
    search.suit(wanted, plan)
    search.free(wanted, plan)
    answer = search.answered(wanted, plan)
    if output is not None:
        saving.save(answer, output, tables=_tables(answer) if isinstance(answer, lm.Optimum) else None)
    if save_as is not None:
        assert isinstance(answer, lm.Optimum)
        search.save(wanted, answer)
    if as_json:
        put_json(answer.to_dict())
    else:
        _show(answer, plan, wanted, output)


QUESTIONS = {"best": "optimization", "least": "optimization", "frontier": "frontier", "sweep": "sweep", "portfolio": "portfolio"}
"""What the answer of each kind of search is called."""


def _tables(found: lm.Optimum) -> dict[str, lm.Answer]:
    """Return the parts of an answer as tables: amounts, own allocations, a little more, futures, what else would be lost."""
    value = {
        "objective": found.maximize, **found.verified.to_dict(), "in_sample": found.in_sample.value, "optimism": found.optimism,
        "cost": found.cost, "needs": found.needs, "unspent": found.unspent, "status": found.status, "starts": found.starts, "agreeing": found.agreeing,
        "limits": "; ".join(found.active), "packages": ", ".join(found.packages),
    }
    parts = {"best": (value,), "amounts": found.rows, "own_allocations": found.against, "a_little_more": found.marginal, "futures": found.futures, "other_regrets": found.rivals}
    settings = {**found.settings, "probability": found.probability}
    return {
        name: lm.Answer(name, found.title, tuple(rows), settings, found.notes, found.titles) for name, rows in parts.items() if rows
    }


def _show(answer: lm.Answer, plan: lm.Plan, wanted: Search, saved: Path | None) -> None:
    """Print the page of the answer, and what has been written where."""
    from logicmodel.apps.cli.page import Page

    page = Page()
    if isinstance(answer, lm.Optimum):
        from logicmodel.apps.cli.pages import optimization

        optimization.show(page, answer, plan, least=wanted.least, budget=wanted.budget, bounds=dict(wanted.bounds))
    elif isinstance(answer, lm.Portfolio):
        from logicmodel.apps.cli.pages import portfolio

        portfolio.show(page, answer, search.every(wanted))
    else:
        from logicmodel.apps.cli.pages import curves

        (curves.frontier if answer.question == "frontier" else curves.sweep)(page, answer, plan)
    if wanted.save_as is not None:
        page.text(f"Saved as the allocation {wanted.save_as} in {wanted.files[0]}.")
    if saved is not None:
        page.text(f"Saved to {saved}.")
