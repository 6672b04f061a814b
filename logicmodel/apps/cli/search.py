"""From the options of ``optimize`` to an answer."""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

import logicmodel as lm
from logicmodel.apps.cli import request
from logicmodel.apps.cli.options import whole
from logicmodel.apps.cli.progress import shown

PLANNED = "planned"
"""The future in which the plan is as it is, where it defines none of that name."""


def number(text: Any) -> float:
    """Read a number such as ``5_000_000``, ``5,000,000`` or ``5e6``."""
    try:
        found = float(str(text).replace("_", "").replace(",", ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        message = f"'{text}' is not a number; write for example 2_500_000"
        raise typer.BadParameter(message)
    return found


def numbers(text: Any) -> float | list[float]:
    """Read a number, or a list with one number per period such as ``[4, 5, 6, 6]``."""
    words = str(text).strip()
    if not words.startswith("["):
        return number(words)
    return [number(part) for part in words.strip("[]").split(",") if part.strip()]


def chance(text: Any) -> float:
    """Read a probability: ``80%`` or ``0.8``."""
    words = str(text).strip()
    found = number(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    if not 0 < found < 1:
        message = f"'{words}' is not a probability that can be aimed at; write for example 80% or 0.8"
        raise typer.BadParameter(message)
    return found


def points(text: Any) -> int:
    """Read a number of points on a frontier."""
    return whole(text)


def bound(text: Any) -> tuple[str, tuple[float, float]]:
    """Read ``input=low:high``."""
    name, ends = _pair(text, r"([^:]+):([^:]+)", "input=low:high; write for example caseworkers=4:14")
    return name, (ends[0], ends[1])


def axis(text: Any) -> tuple[str, tuple[float, float, float]]:
    """Read ``input=low:high:step``."""
    name, ends = _pair(text, r"([^:]+):([^:]+):([^:]+)", "input=low:high:step; write for example caseworkers=0:14:1")
    return name, (ends[0], ends[1], ends[2])


def fixture(text: Any) -> tuple[str, float | list[float]]:
    """Read ``input=amount`` or ``input=[amount, amount, ...]``."""
    name, equals, value = str(text).partition("=")
    if not equals or not name.strip() or not value.strip():
        message = f"'{text}' is not input=amount; write for example shelter_beds=15"
        raise typer.BadParameter(message)
    return name.strip(), numbers(value)


def _pair(text: Any, form: str, hint: str) -> tuple[str, list[float]]:
    name, _, value = str(text).partition("=")
    match = re.fullmatch(form, value)
    if not name.strip() or match is None:
        message = f"'{text}' is not {hint}"
        raise typer.BadParameter(message)
    return name.strip(), [number(part) for part in match.groups()]


@dataclasses.dataclass(frozen=True)
class Search:
    """What is asked for: the options by their names."""

    files: Sequence[Path]
    maximize: str = "success"
    budget: float | None = None
    per_period: float | list[float] | None = None
    bounds: Sequence[tuple[str, tuple[float, float]]] = ()
    fixed: Sequence[tuple[str, float | list[float]]] = ()
    vary: str | None = None
    futures: Sequence[str] = ()
    least: float | None = None
    frontier: int | None = None
    low: float | None = None
    high: float | None = None
    sweep: Sequence[tuple[str, tuple[float, float, float]]] = ()
    allocation: str | None = None
    goal: str | None = None
    draws: int | None = None
    verify: int | None = None
    seed: int = 1
    changes: Sequence[tuple[str, Any]] = ()
    workers: int = 1
    save_as: str | None = None
    replace: bool = False
    variant: str | None = None

    @property
    def mode(self) -> str:
        """Return which question is asked."""
        if len(self.files) > 1:
            return "portfolio"
        if self.least is not None:
            return "least"
        return "frontier" if self.frontier is not None else "sweep" if self.sweep else "best"

    def check(self) -> None:
        """Refuse, all at once, options that contradict each other."""
        mode, several = self.mode, len(self.files) > 1
        asked = [name for name, given in (("--least-budget-for", self.least is not None), ("--frontier", self.frontier is not None), ("--sweep", self.sweep)) if given]
        found = [
            ("--allocation", self.allocation is not None and mode != "sweep", "says around which allocation --sweep goes", "add --sweep"),
            ("--from", self.low is not None and mode != "frontier", "is where --frontier begins", "add --frontier"),
            ("--to", self.high is not None and mode != "frontier", "is where --frontier ends", "add --frontier"),
            ("--budget", self.budget is not None and mode == "frontier", "is what --frontier varies", "use --from and --to"),
            ("--replace", self.replace and self.save_as is None, "has no meaning without --save-as", "add --save-as NAME"),
            ("--save-as", self.save_as is not None and mode not in {"best", "least"}, "needs one best allocation of one plan", "leave it out, or ask for the best allocation"),
            ("--future", len(self.futures) > 1 and mode != "best", "can be given once only here", "several ask for the least regret of one plan, without --frontier, --sweep or --least-budget-for"),
            ("--variant", self.variant is not None and len(self.futures) > 1, "cannot be taken in several futures at once", "ask for one future at a time"),
            ("--goal", self.goal is not None and not several, "says what several plans share a budget for", "leave it out"),
            (" and ".join(asked), len(asked) > 1, "exclude each other", "ask for one of them"),
            ("--budget", several and self.budget is None, "is missing: what do the plans share?", "add for example --budget 5_000_000"),
        ]
        found += [
            (name, given, "has no meaning for several plans", "write it into the plans, or ask about one plan")
            for name, given in self._of_one() if several and given
        ]
        found += [
            (name, given, "has no meaning with --sweep, which searches for nothing", "leave it out")
            for name, given in self._of_search() if mode == "sweep" and given
        ]
        problems = [lm.Problem("", message, remedy, source=name) for name, wrong, message, remedy in found if wrong]
        if problems:
            raise lm.RequestError(problems)

    def _of_one(self) -> list[tuple[str, bool]]:
        """Return the options that are about one plan, and whether they are given."""
        return [
            ("--maximize", self.maximize != "success"), ("--per-period", self.per_period is not None), ("--bound", bool(self.bounds)),
            ("--fix", bool(self.fixed)), ("--vary", self.vary is not None), ("--set", bool(self.changes)), ("--future", len(self.futures) == 1), ("--variant", self.variant is not None),
            ("--least-budget-for", self.least is not None), ("--frontier", self.frontier is not None), ("--sweep", bool(self.sweep)),
        ]

    def _of_search(self) -> list[tuple[str, bool]]:
        """Return the options that are about a search, and whether they are given."""
        return [
            ("--budget", self.budget is not None), ("--per-period", self.per_period is not None), ("--bound", bool(self.bounds)),
            ("--fix", bool(self.fixed)), ("--vary", self.vary is not None), ("--verify", self.verify is not None),
        ]


def plan_of(wanted: Search) -> lm.Plan:
    """Return the plan, in its future where one alone is asked for, as one theory says it; all unknown futures are told at once."""
    plan = request.planned(wanted.files[0], wanted.changes)
    problems: list[lm.Problem] = []
    found = plan
    for name in wanted.futures:
        if name == PLANNED and name not in plan.futures:
            continue
        try:
            one = lm.future(plan, name)
        except lm.LogicModelError as error:
            problems += error.problems
        else:
            found = one if len(wanted.futures) == 1 else plan
    if problems:
        raise lm.RequestError(problems)
    return found if wanted.variant is None else lm.variant(found, wanted.variant)


def answered(wanted: Search, plan: lm.Plan) -> lm.Answer:
    """Search, and return the answer; what is refused is told with its option, or its line in the file."""
    words = "Simulating" if wanted.mode == "sweep" else "Searching"
    try:
        with request.workers(wanted.workers) as executor, shown(words, unit="") as progress:
            return _asked(wanted, plan, {"seed": wanted.seed, "executor": executor}, progress)
    except lm.LogicModelError as error:
        raise type(error)(_placed(error, wanted, plan)) from None


def _asked(wanted: Search, plan: lm.Plan, run: dict[str, Any], progress: Callable[[int, int], None] | None) -> lm.Answer:
    given: dict[str, Any] = {key: value for key, value in (("draws", wanted.draws), ("verify", wanted.verify)) if value is not None}
    terms: dict[str, Any] = {
        "maximize": wanted.maximize, "per_period": wanted.per_period, "bounds": dict(wanted.bounds),
        "fixed": dict(wanted.fixed), "vary": wanted.vary, "progress": progress, **run, **given,
    }
    match wanted.mode:
        case "portfolio":
            assert wanted.budget is not None
            return lm.portfolio(every(wanted), wanted.budget, goal=wanted.goal or "sum", progress=progress, **run, **given)
        case "least":
            assert wanted.least is not None
            return lm.least_budget(plan, wanted.least, most=wanted.budget, **terms)
        case "frontier":
            assert wanted.frontier is not None
            return lm.frontier(plan, wanted.frontier, low=wanted.low, high=wanted.high, **terms)
        case "sweep":
            return lm.sweep(plan, dict(wanted.sweep), allocation=wanted.allocation, maximize=wanted.maximize, **run, **given)
    several = wanted.futures if len(wanted.futures) > 1 else ()
    futures = ["" if name == PLANNED and name not in plan.futures else name for name in several]
    return lm.optimize(plan, budget=wanted.budget, futures=futures, **terms)


def every(wanted: Search) -> dict[str, lm.Plan]:
    """Return all plans by name."""
    return named({file: lm.read(file) for file in wanted.files})


def named(plans: Mapping[Path, lm.Plan]) -> dict[str, lm.Plan]:
    """Return plans by names that tell them apart: those of their files, or of their folders."""
    for name_of in (lambda file: file.parent.name if file.stem == "plan" else file.stem, str):
        names = [name_of(file.resolve() if file.stem == "plan" else file) for file in plans]
        if len(set(names)) == len(names):
            return dict(zip(names, plans.values(), strict=True))
    return {str(file): plan for file, plan in plans.items()}


OPTIONS = {
    "maximize": "--maximize", "bounds": "--bound", "fixed": "--fix", "vary": "--vary", "least_budget_for": "--least-budget-for",
    "allocation": "--allocation", "frontier": "--frontier", "draws": "--draws", "verify": "--verify", "sweep": "--sweep", "goal": "--goal", "plans": "the plans",
}


def _placed(error: lm.LogicModelError, wanted: Search, plan: lm.Plan) -> list[lm.Problem]:
    """Name the option that a problem is about; those of the plan get their lines."""
    found = []
    for problem in error.problems:
        head, _, rest = problem.where.partition(" " if problem.where.startswith("sweep") else ".")
        option = OPTIONS.get(head)
        if head == "budget" and not rest and wanted.budget is not None:
            option = "--budget"
        if option is None and not problem.where and problem.message.startswith(("there is no target", "no outcome has")) and wanted.maximize != "success":
            option = "--maximize"
        if option is not None:
            found.append(_plainer(dataclasses.replace(problem, source=option, where=rest), wanted, plan))
        elif problem.where and not problem.source and len(wanted.files) == 1:
            plain = _plainer(problem, wanted, plan)
            found += lm.located([dataclasses.replace(plain, loc=plain.loc or tuple(plain.where.split(".")))], wanted.files[0])
        else:
            found.append(problem)
    return found


def _plainer(problem: lm.Problem, wanted: Search, plan: lm.Plan) -> lm.Problem:
    """Say the same in the words of the plan."""
    if problem.message.startswith("cannot read") and problem.source == "--maximize":
        ids = sorted({name for target in plan.targets for name in (target.name, target.node or "")} - {""})
        close = difflib.get_close_matches(wanted.maximize, [*ids, "success", "npv"], n=2)
        forms = "known: success, npv, the id of a target, effect:ID, quantile:ID,0.1 and shortfall:ID"
        remedy = f"did you mean {' or '.join(close)}?" if close else forms
        return dataclasses.replace(problem, message=f"'{wanted.maximize}' is nothing that could be maximised", remedy=remedy)
    return problem


def suit(wanted: Search, plan: lm.Plan) -> None:
    """Refuse, all at once, amounts that do not suit the plan's periods."""
    given = [("--fix", name, value) for name, value in wanted.fixed]
    given += [("--per-period", "", wanted.per_period)] if wanted.per_period is not None else []
    problems, count = [], plan.periods.count
    for option, name, value in given:
        several = value if isinstance(value, list) else [value] * count
        if len(several) != count:
            problems.append(lm.Problem(name, f"has {len(several)} numbers, the plan has {count} periods", f"give one number, or {count}", source=option))
        elif min(several) < 0:
            problems.append(lm.Problem(name, f"cannot be {min(several):g}", "give amounts from 0 up", source=option))
    if problems:
        raise lm.RequestError(problems)


def free(wanted: Search, plan: lm.Plan) -> None:
    """Refuse, before the search, a name that the answer could not be saved under."""
    name = wanted.save_as
    if name is None:
        return
    if name == "nothing":
        raise lm.RequestError(lm.Problem("", "nothing is the name of the counterfactual", "choose another name", source="--save-as"))
    if name in plan.allocations and not wanted.replace:
        raise lm.RequestError(lm.Problem("", f"the plan has an allocation {name} already", "choose another name, or add --replace", source="--save-as"))
    try:
        lm.override(plan, {f"allocations.{name}": dict.fromkeys(plan.inputs, 0)})
    except lm.LogicModelError as error:
        raise lm.RequestError([dataclasses.replace(problem, source="--save-as") for problem in error.problems]) from None


def save(wanted: Search, found: lm.Optimum) -> None:
    """Write the allocation into the plan's file, which keeps its comments."""
    title = f"Best found for {found.maximize}" + (f" in the future {wanted.futures[0]}" if len(wanted.futures) == 1 else "")
    amounts = {name: written(amount) for name, amount in found.allocation.items()}
    lm.edit(wanted.files[0], {f"allocations.{wanted.save_as}": {"title": title, **amounts}})


def written(amount: float | Sequence[float]) -> float | list[float]:
    """Return an amount to nine digits, never more than it was: floors and ceilings are kept to what limits allow for rounding.

    >>> written(6.858791787), written(2e-10), written([15.000000000000012, 3.9999999999])
    (6.85879179, 0.0, [15.0, 4.0])
    """
    if not isinstance(amount, float | int):
        return [float(written(one)) for one in amount]  # type: ignore[arg-type]
    if abs(amount) < 1e-6:
        return 0.0
    places = 8 - math.floor(math.log10(abs(amount)))
    near = round(amount, places)
    if near - amount > 1e-8 * amount:
        near = math.floor(amount * 10.0**places) / 10.0**places
    return float(f"{near:.12g}")
