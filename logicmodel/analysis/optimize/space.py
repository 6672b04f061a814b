"""The allocations that may be chosen: what can be moved, within which limits, at which price."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.errors import Problem, RequestError
from logicmodel.parts.quantity import Named
from logicmodel.plan.plan import Plan
from logicmodel.wording import money

SLACK = 1e-7


@dataclasses.dataclass(frozen=True)
class Lever:
    """One amount that is sought: of an input, in one period or (None) the same in all."""

    input: str
    period: int | None = None


@dataclasses.dataclass(frozen=True)
class Rule:
    """A linear limit on the amounts of the levers: ``low <= row . x <= high``."""

    name: str
    """Where it stands in the plan, such as ``budget.total``."""
    row: Array
    low: float
    high: float
    of: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """What one unit of every input counts for, whether it is sought, fixed or part of a package."""
    period: int | None = None
    """The period it holds in; None for the whole plan."""

    def room(self, x: Array) -> tuple[float, float]:
        """Return how far the amounts are from the lower and from the upper end."""
        value = float(self.row @ x)
        return value - self.low, self.high - value


@dataclasses.dataclass(frozen=True)
class Space:
    """The amounts that can be sought, with some packages chosen."""

    plan: Plan
    levers: tuple[Lever, ...]
    low: Array
    high: Array
    """Bounds of every lever; infinite where only money limits it."""
    money: Array
    """What one unit of every lever costs over the whole plan, in expectation."""
    rules: tuple[Rule, ...]
    steps: Array
    """The step of every lever that comes in whole multiples, 0 for the others."""
    packages: tuple[str, ...]
    """The packages chosen."""
    base: Mapping[str, Array]
    """What fixed inputs and chosen packages give, by input and period."""
    base_cost: float
    prices: Mapping[str, float]
    """Expected price of every input."""

    def amounts(self, x: Array) -> dict[str, Array]:
        """Return the amounts of every input in every period."""
        found = {name: value.copy() for name, value in self.base.items()}
        for lever, amount in zip(self.levers, x, strict=True):
            if lever.period is None:
                found[lever.input] = found[lever.input] + amount
            else:
                found[lever.input][lever.period] += amount
        return found

    def gradient(self, by_input: Mapping[str, Array]) -> Array:
        """Turn derivatives by input and period into derivatives by lever."""
        return np.array([
            float(by_input[lever.input].sum() if lever.period is None else by_input[lever.input][lever.period])
            for lever in self.levers
        ])

    def cost(self, x: Array) -> float:
        """Return the expected cost of the amounts, with the fixed inputs and packages."""
        return self.base_cost + float(self.money @ x)

    @property
    def budget(self) -> float | None:
        """The money there is in all, None without a limit."""
        return next((rule.high + self.base_cost for rule in self.rules if rule.name == "budget.total"), None)

    def point(self, amounts: Mapping[str, Array]) -> Array:
        """Return the levers nearest to given amounts of the inputs: means over the periods where constant."""
        periods = self.plan.periods.count
        x = np.zeros(len(self.levers))
        for place, lever in enumerate(self.levers):
            given = np.broadcast_to(np.asarray(amounts.get(lever.input, 0.0), float), (periods,))
            free = given - self.base[lever.input]
            x[place] = free.mean() if lever.period is None else free[lever.period]
        return np.clip(x, self.low, self.high)

    def fits(self, x: Array) -> bool:
        """Say whether the amounts keep within all bounds and rules."""
        size = 1.0 + np.abs(x)
        inside = bool(np.all(x >= self.low - SLACK * size) and np.all(x <= self.high + SLACK * size))
        return inside and all(
            min(rule.room(x)) >= -SLACK * (1.0 + float(np.abs(rule.row) @ np.abs(x))) for rule in self.rules
        )


@dataclasses.dataclass(frozen=True)
class Terms:
    """What may be chosen for one search; what is None is taken from the plan's ``budget:``."""

    budget: float | None = None
    per_period: float | Sequence[float] | None = None
    bounds: Mapping[str, tuple[float, float]] = dataclasses.field(default_factory=dict)
    fixed: Mapping[str, float | Sequence[float]] = dataclasses.field(default_factory=dict)
    vary: str | None = None
    """``plan``: one amount for all periods; ``period``: one for each."""
    limits: str = "all"
    """``all`` that the plan has, or those of ``money`` alone."""
    free: tuple[str, ...] = ()
    """Inputs that are sought although the plan fixes them; so are those with ``bounds`` here."""


def prices(plan: Plan) -> dict[str, float]:
    """Return the expected price of every input; a plan holds none below 0."""
    found = {}
    for name, item in plan.inputs.items():
        price = plan.numbers.get(item.price.name) if isinstance(item.price, Named) else item.price
        assert not isinstance(price, Named)
        found[name] = 1.0 if price is None else float(price.expectation())
    return found


class Frame:
    """Everything about the limits of a plan that does not depend on the packages chosen."""

    def __init__(self, plan: Plan, terms: Terms) -> None:
        """Take the plan's own limits, replaced by those of the terms where given."""
        self.plan, self.terms = plan, terms
        self.periods = plan.periods.count
        self.price = prices(plan)
        loose = {*terms.free, *terms.bounds}
        self.fixed = {**{name: value for name, value in plan.budget.fixed.items() if name not in loose}, **terms.fixed}
        self.bounds = {
            **{name: pair for name, pair in plan.budget.bounds.items() if name not in terms.fixed}, **terms.bounds
        }
        self.total = plan.budget.total if terms.budget is None else terms.budget
        self.per_period = plan.budget.per_period if terms.per_period is None else terms.per_period
        in_packages = {name for package in plan.budget.packages.values() for name in package.amounts}
        self.sought = tuple(
            name for name in plan.inputs
            if name not in self.fixed and (name in self.bounds or name in terms.free or name not in in_packages)
        )
        if not self.sought and not plan.budget.packages:
            raise RequestError("there is nothing to seek: every input is fixed", remedy="leave an input free")
        vary = terms.vary or plan.budget.vary
        if terms.limits == "money":
            self.bounds = {name: pair for name, pair in self.bounds.items() if not self.price[name]}
        each = range(self.periods) if vary == "period" else (None,)
        self.levers = tuple(Lever(name, period) for name in self.sought for period in each)
        shares = [self.periods if lever.period is None else 1 for lever in self.levers]
        self.money = np.array([self.price[lever.input] * n for lever, n in zip(self.levers, shares, strict=True)])

    def space(self, packages: tuple[str, ...] = ()) -> Space:
        """Return the space with some packages chosen."""
        base = self._base(packages)
        spent = sum((self.price[name] * value for name, value in base.items()), np.zeros(self.periods))
        ends = [self.bounds.get(lever.input, (0.0, math.inf)) for lever in self.levers]
        rules = (*self._money_rules(spent),)
        if self.terms.limits == "all":
            rules = (*rules, *self._fund_rules(base), *self._limit_rules(base))
        high = np.array([end[1] for end in ends], dtype=float)
        return Space(
            plan=self.plan, levers=self.levers, low=np.array([end[0] for end in ends], dtype=float), high=high,
            money=self.money, rules=rules, packages=packages, base=base, base_cost=float(np.sum(spent)), prices=self.price,
            steps=np.array([self.plan.budget.steps.get(lever.input, 0.0) for lever in self.levers]),
        )

    def _in_time(self, value: float | Sequence[float] | Array) -> Array:
        return np.broadcast_to(np.asarray(value, float), (self.periods,)).copy()

    def _base(self, packages: tuple[str, ...]) -> dict[str, Array]:
        base = {name: np.zeros(self.periods) for name in self.plan.inputs}
        for name, value in self.fixed.items():
            base[name] = base[name] + self._in_time(value)
        for package in packages:
            for name, value in self.plan.budget.packages[package].amounts.items():
                base[name] = base[name] + self._in_time(value)
        return base

    def _row(self, weights: Mapping[str, float], period: int | None = None) -> Array:
        """Return what one unit of each lever adds to a weighted sum, in one period or over all."""
        row = np.zeros(len(self.levers))
        for place, lever in enumerate(self.levers):
            weight = weights.get(lever.input, 0.0)
            if period is None:
                row[place] = weight * (self.periods if lever.period is None else 1)
            elif lever.period in (None, period):
                row[place] = weight
        return row

    def _money_rules(self, spent: Array) -> list[Rule]:
        rules = []
        if self.total is not None:
            rules.append(Rule("budget.total", self._row(self.price), -math.inf, self.total - float(spent.sum()), self.price))
        if self.per_period is not None:
            limits = self._in_time(self.per_period)
            constant = all(lever.period is None for lever in self.levers)
            room = limits - spent
            periods = [int(np.argmin(room))] if constant else range(self.periods)
            labels = self.plan.periods.labels
            rules += [
                Rule(f"budget.per_period in {labels[t]}", self._row(self.price, t), -math.inf, float(room[t]), self.price, t)
                for t in periods
            ]
        return rules

    def _fund_rules(self, base: Mapping[str, Array]) -> list[Rule]:
        """Say that what only some funds may pay for costs no more than these and the free money together.

        Money can be assigned if and only if this holds for every set of funds (Hall's condition).
        """
        funds = self.plan.budget.funds
        if not funds:
            return []
        if self.total is None:
            raise RequestError("earmarked funds need budget.total", remedy="say how much money there is in all")
        free = self.total - sum(fund.amount for fund in funds.values())
        if free < -SLACK * max(1.0, self.total):
            held, total = (money(value, self.plan.currency) for value in (self.total - free, self.total))
            message = f"the funds hold {held}, more than the whole budget of {total}, which they are part of"
            raise RequestError(Problem("budget.funds", message, "raise the budget, or lower a fund"))
        rules = []
        for size in range(len(funds)):
            for chosen in itertools.combinations(funds, size):
                payers = {name: {f for f in funds if name in funds[f].inputs} for name in self.plan.inputs}
                mine = {name: self.price[name] for name in payers if payers[name] <= set(chosen)}
                most = free + sum(funds[fund].amount for fund in chosen)
                taken = sum(price * float(base[name].sum()) for name, price in mine.items())
                name = "budget.funds: money free for all" + "".join(f" + {fund}" for fund in chosen)
                rules.append(Rule(name, self._row(mine), -math.inf, most - taken, mine))
        return rules

    def _limit_rules(self, base: Mapping[str, Array]) -> list[Rule]:
        rules = []
        labels = self.plan.periods.labels
        for title, limit in self.plan.budget.limits.items():
            taken = sum((weight * base[name] for name, weight in limit.of.items()), np.zeros(self.periods))
            low = -math.inf if limit.at_least is None else limit.at_least
            high = math.inf if limit.at_most is None else limit.at_most
            name = f"budget.limits.{title}"
            if limit.each == "plan":
                whole = float(taken.sum())
                rules.append(Rule(name, self._row(limit.of), low - whole, high - whole, limit.of))
                continue
            rules += [
                Rule(f"{name} in {labels[t]}", self._row(limit.of, t), low - float(taken[t]), high - float(taken[t]), limit.of, t)
                for t in range(self.periods)
            ]
        return rules


def choices(plan: Plan) -> list[tuple[str, ...]]:
    """Return every set of packages that may be chosen, the smallest first.

    Raises RequestError where the rules between the packages leave no set.
    """
    packages = plan.budget.packages
    open_ones = [name for name, package in packages.items() if package.choice == "open"]
    must = [name for name, package in packages.items() if package.choice == "must"]
    if len(open_ones) > 12:
        raise RequestError(
            Problem("budget.packages", f"{len(open_ones)} packages are open, at most 12 can be enumerated",
                    "say must or must_not for some")
        )
    found = []
    for size in range(len(open_ones) + 1):
        for some in itertools.combinations(open_ones, size):
            chosen = {*must, *some}
            allowed = all(
                set(packages[name].requires) <= chosen and not set(packages[name].excludes) & chosen
                for name in chosen
            )
            if allowed:
                found.append(tuple(name for name in packages if name in chosen))
    if not found:
        raise RequestError(
            Problem("budget.packages", f"no choice fits: {', '.join(must)} must be chosen",
                    "look at requires and excludes of these packages")
        )
    return found
