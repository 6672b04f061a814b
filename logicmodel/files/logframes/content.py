"""What a logframe says of a plan: results by level with their indicators, numbers and assumptions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

from logicmodel.errors import Problem, listed
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.logframes.cells import LABELS, SAID, joined, rule_meant
from logicmodel.files.logframes.layouts import Layout
from logicmodel.parts.quantity import quantity_data
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.node import Outcome, Output
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.wording.figures import in_full

COLLECTED: Final = ("source", "method", "frequency", "responsible")


@dataclasses.dataclass(frozen=True)
class Goal:
    """One target of an indicator."""

    due: str
    words: str
    number: float | None
    """The number, where the words are nothing but a number."""
    within: bool

    @property
    def dated(self) -> str:
        """The target with its date."""
        return f"{self.words} ({'any time up to ' if self.within else ''}{self.due})"


@dataclasses.dataclass(frozen=True)
class Measure:
    """One indicator of a result, as its cells say it."""

    words: str
    unit: str
    baseline: str | float | None
    baseline_date: str
    goals: tuple[Goal, ...]
    collected: Mapping[str, str]
    """Source, method, frequency and responsible."""

    @property
    def percent(self) -> bool:
        """Whether its figures are percentages."""
        return self.unit.startswith("%")

    @property
    def baseline_words(self) -> str:
        """The baseline with its date."""
        if self.baseline is None:
            return ""
        told = self.baseline if isinstance(self.baseline, str) else f"{in_full(self.baseline)}{'%' if self.percent else ''}"
        return f"{told} ({self.baseline_date})" if self.baseline_date else told

    def told(self, *keys: str) -> str:
        """Return how it is collected: the first of these without a label, the others with theirs."""
        first, *others = keys
        found = [self.collected.get(first, ""), *(f"{LABELS[key]}: {self.collected[key]}" for key in others if key in self.collected)]
        return "\n".join(filter(None, found))


@dataclasses.dataclass(frozen=True)
class Statement:
    """One result."""

    level: str
    words: str
    measures: tuple[Measure, ...]
    assumptions: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Work:
    """One activity with what it takes."""

    words: str
    means: tuple[str, ...]
    cost: float | None
    assumptions: tuple[str, ...]


class Content:
    """A plan as a logframe of some layout says it, and what has no place in it."""

    def __init__(self, plan: Plan, layout: Layout, losses: list[Problem]) -> None:
        """Take a plan apart; what the layout cannot hold is added to ``losses``."""
        self.plan, self.layout, self.losses = plan, layout, losses
        self.rest = Remainder(plan)
        self.said: dict[str, str] = {}
        """The first result with some words."""
        self.moved: list[str] = []
        """Targets of a result that were written for its first indicator."""
        self.front = self._front()
        self.placed = self._assumptions() if layout.assumes else {}
        self.statements = [
            self._statement(level, name) for level, _, _ in layout.levels for name in self._named(level)
        ]
        self.works = [self._work(name) for name in plan.activities] if layout.activities else []
        self.costs = self._money() if layout.inputs or layout.activities else ()
        self._tell()

    def _front(self) -> list[tuple[str, str]]:
        """Return what stands above the table: labels and texts."""
        plan, take = self.plan, self.rest.take
        periods = plan.periods
        take("periods")
        time = periods.labels[0] if periods.count == 1 else f"{periods.labels[0]} to {periods.labels[-1]}"
        pairs = [
            ("Project title", take("title")), ("Organisation", take("organisation")), ("Purpose", take("mission")),
            ("Description", take("description")), ("Duration", time), ("Currency", take("currency")),
        ]
        return [(label, " ".join(str(text).split())) for label, text in pairs if text]

    def _named(self, level: str) -> list[str]:
        if level == "outputs":
            return list(self.plan.outputs)
        return [name for name, node in self.plan.outcomes.items() if (node.horizon or "intermediate") == level]

    def _assumptions(self) -> dict[str, list[str]]:
        """Return the assumptions by the result in whose row they stand: where the links that rest on them begin."""
        shown = [name for level, _, _ in self.layout.levels for name in self._named(level)]
        shown += list(self.plan.activities) if self.layout.activities else []
        found: dict[str, list[str]] = {}
        for name, node in self.plan.assumptions.items():
            resting = [link for link in self.plan.links if name in link.assumes]
            ends = [link.source for link in resting] + [link.target for link in resting] + shown[-1:]
            home = next((end for end in ends if end in shown), None)
            if home is not None:
                found.setdefault(home, []).append(node.title or humanised(name))
                self.rest.take("assumptions", name, "title")
            else:
                self.losses.append(Problem(f"assumptions.{name}", "stands in no row: the plan has no results"))
        return found

    def _statement(self, level: str, name: str) -> Statement:
        section = "outputs" if level == "outputs" else "outcomes"
        node: Output | Outcome = getattr(self.plan, section)[name]
        take = self.rest.take
        words = joined(take(section, name, "title") or humanised(name), take(section, name, "description") or "", {})
        if words in self.said:
            self.losses.append(Problem(f"{section}.{name}.title", f"is the same as that of {self.said[words]}, and readers take both for one", "give them different titles"))
        self.said.setdefault(words, name)
        if section == "outcomes" and take(section, name, "horizon") is None:
            self.losses.append(Problem(f"outcomes.{name}.horizon", "is left open in the plan; a logframe has to choose, and it stands among the intermediate outcomes"))
        goals = [goal for goal in self.plan.targets if goal.node == name]
        bare = not node.indicators and (goals or node.unit or node.baseline is not None)
        indicators = dict(node.indicators) or ({name: Indicator(title=node.title or humanised(name))} if bare else {})
        measures = []
        for place, (key, indicator) in enumerate(indicators.items()):
            mine = [goal for goal in goals if goal.indicator == key or (goal.indicator is None and place == 0)]
            measures.append(self._measure(section, name, key, indicator, mine, heads=place == 0))
        return Statement(level, words, tuple(measures), tuple(self.placed.get(name, ())))

    def _measure(self, section: str, name: str, key: str, indicator: Indicator, goals: Sequence[Target], *, heads: bool) -> Measure:
        """Return the cells of an indicator; the first of a result carries the unit and baseline of the result."""
        node: Output | Outcome = getattr(self.plan, section)[name]
        baseline, unit = self._baseline(section, name, indicator, heads=heads), indicator.unit or (node.unit if heads else "")
        self._take_head(section, name, key, indicator, heads=heads)
        if heads and len(node.indicators) > 1:
            for field, given in (("unit", node.unit and not indicator.unit), ("baseline", baseline is not None and indicator.baseline is None)):
                if given:
                    self.losses.append(Problem(f"{section}.{name}.{field}", "was written for the first of several indicators, and reads as its own"))
        seen = "down" if goals and all(goal.rule == "at_most" for goal in goals) else "up"
        labelled = {
            "definition": " ".join(indicator.definition.split()),
            "unit": unit,
            "accumulation": SAID[indicator.accumulation] if indicator.accumulation != "level" else "",
            "direction": SAID[indicator.direction] if indicator.direction != seen else "",
            "population": indicator.population,
            "disaggregation": ", ".join(indicator.disaggregation),
        }
        words = joined(indicator.title or humanised(key), "", labelled)
        said = indicator.direction if labelled["direction"] else "up"
        sign = "%" if unit.startswith("%") else ""
        told = tuple(dict.fromkeys(self._goal(goal, baseline, sign, said) for goal in goals))
        if len(told) < len(goals):
            self.losses.append(Problem(f"{section}.{name}", "targets that ask the same of the same indicator by the same time were written once"))
        self.moved += [goal.name for goal in goals if goal.indicator is None and node.indicators]
        collected = {field: getattr(indicator, field) for field in COLLECTED if getattr(indicator, field)}
        return Measure(words, unit, baseline, indicator.baseline_date, told, collected)

    def _take_head(self, section: str, name: str, key: str, indicator: Indicator, *, heads: bool) -> None:
        take = self.rest.take
        for field in ("title", "definition", "unit", "direction", "accumulation", "population", "baseline", "baseline_date", "disaggregation", *COLLECTED):
            take(section, name, "indicators", key, field)
        unit = self.plan.nodes[name].unit
        if heads and (not indicator.unit or indicator.unit == unit):
            take(section, name, "unit")

    def _baseline(self, section: str, name: str, indicator: Indicator, *, heads: bool) -> str | float | None:
        """Return the baseline of an indicator; the first one of a result takes that of the result."""
        if indicator.baseline is not None:
            if heads and indicator.baseline == quantity_data_of(getattr(self.plan, section)[name].baseline):
                self.rest.take(section, name, "baseline")
            return indicator.baseline
        data = quantity_data_of(getattr(self.plan, section)[name].baseline) if heads else None
        if isinstance(data, dict):
            return None  # it stays in the remainder, and is told there
        if data is not None:
            self.rest.take(section, name, "baseline")
        return data

    def _goal(self, goal: Target, baseline: Any, sign: str, said: str) -> Goal:
        """Return a target as its cell says it; ``said`` is the direction that the indicator's cell tells."""
        for field in ("node", "indicator", "at_least", "at_most", "between", "change", "against", "by", "within"):
            self.rest.take("targets", goal.name, field)
        if goal.name in {f"{goal.node}@{goal.due}", f"{goal.indicator}@{goal.due}"}:
            self.rest.take("targets", goal.name, "id")
        number = None
        if goal.between is not None:
            text = f"{in_full(goal.between[0])} to {in_full(goal.between[1])}{sign}"
        elif goal.change is not None:
            amount = goal.change.amount
            share = f"{amount * 100:+.12g}%" if goal.change.relative else f"{'+' if amount > 0 else ''}{in_full(amount)}"
            text = f"{share} against the {'baseline' if goal.against == 'baseline' else 'level without the plan'}"
        else:
            value = goal.at_least if goal.at_least is not None else goal.at_most or 0.0
            plain = rule_meant(value, baseline, said) == goal.rule
            text = f"{'' if plain else goal.rule.replace('_', ' ') + ' '}{in_full(value)}{sign}"
            number = value if plain and goal.within is None else None
        return Goal(goal.due, text, number, goal.within is not None)

    def _work(self, name: str) -> Work:
        take = self.rest.take
        words = joined(take("activities", name, "title") or humanised(name), take("activities", name, "description") or "", {})
        first: dict[str, str] = {}
        for link in self.plan.links:
            first.setdefault(link.source, link.target)
        mine = [key for key in self.plan.inputs if first.get(key) == name]
        means = []
        for key in mine:
            given = self.plan.inputs[key]
            self.rest.take("inputs", key, "title")
            self.rest.take("inputs", key, "unit")
            means.append(f"{given.title or humanised(key)}{self._amount_words(key)}")
        costs = [cost for key in mine if (cost := self._cost(key)) is not None]
        return Work(words, tuple(means), sum(costs) if costs else None, tuple(self.placed.get(name, ())))

    def _amount_words(self, key: str) -> str:
        """Return how much of an input there is in each period; money has a column of its own."""
        unit, periods = self.plan.inputs[key].unit, self.plan.periods
        total = self._amounts(key)
        if total is None or unit == self.plan.currency:
            return ""
        chosen = next(iter(self.plan.allocations.values())).amounts[key]
        varies = isinstance(chosen, tuple) and len(set(chosen)) > 1
        amount = float(f"{total / periods.count:.4g}")
        return f": {' '.join(filter(None, [in_full(amount), unit]))} per {periods.step}{' on average' if varies else ''}"

    def _amounts(self, key: str) -> float | None:
        """Return how much of an input the first allocation uses over all periods."""
        chosen = next(iter(self.plan.allocations.values()), None)
        amount = chosen.amounts.get(key) if chosen is not None else None
        if amount is None:
            return None
        return sum(amount) if isinstance(amount, tuple) else amount * self.plan.periods.count

    def _cost(self, key: str) -> float | None:
        amount, price = self._amounts(key), self.plan.inputs[key].price
        data = 1 if price is None else quantity_data(price)
        if amount is None or not isinstance(data, int | float):
            return None
        return amount * data if price is not None or self.plan.inputs[key].unit in {"", self.plan.currency} else None

    def _money(self) -> tuple[float, float] | tuple[()]:
        """Return money and full-time staff (on average) of the first allocation."""
        if not self.plan.allocations:
            return ()
        self.rest.take("allocations", next(iter(self.plan.allocations)))
        name = next(iter(self.plan.allocations))
        self.losses.append(Problem(f"allocations.{name}", "was written as totals over all periods" + (f"; the other {len(self.plan.allocations) - 1} were left out" if len(self.plan.allocations) > 1 else "")))
        for other in list(self.plan.allocations)[1:]:
            self.rest.take("allocations", other)
        staff = sum(self._amounts(key) or 0 for key, node in self.plan.inputs.items() if node.unit.upper() == "FTE")
        return sum(self._cost(key) or 0 for key in self.plan.inputs), staff / self.plan.periods.count

    def _tell(self) -> None:
        """Add what is left of the plan to the losses."""
        if self.moved:
            several = len(self.moved) > 1
            words = f"{len(self.moved)} of these are" if several else "one of these is"
            self.losses.append(Problem("targets", f"{words} set on the result itself and {'were' if several else 'was'} written for its first indicator ({listed(self.moved, most=3)})"))
        count = sum(not link.inferred for link in self.plan.links)
        if count:
            self.losses.append(Problem("links", f"{count} link{'s have' if count > 1 else ' has'} no place in {self.layout.named}; readers of it see only which level leads to which"))
        self.rest.take("links")
        if self.plan.nodes:
            self.losses.append(Problem("ids", f"have no place in {self.layout.named}; readers make new ones of the titles"))
        for section in ("inputs", "activities", "factors", "assumptions"):
            nodes = getattr(self.plan, section)
            if nodes and section == "inputs" and self.layout.inputs and self.costs:
                self.losses.append(Problem(section, "were written as totals of money and staff"))
                self.rest.take(section)
            elif nodes and not self._shown(section):
                self.losses.append(Problem(section, f"{len(nodes)} of these {'have' if len(nodes) > 1 else 'has'} no place in {self.layout.named}"))
                self.rest.take(section)
        self.losses += self.rest.problems(self.layout.named)

    def _shown(self, section: str) -> bool:
        return {"inputs": self.layout.activities, "activities": self.layout.activities, "assumptions": self.layout.assumes}.get(section, False)


def humanised(name: str) -> str:
    """Return an id as people would write it.

    >>> humanised("meals_logged")
    'Meals logged'
    """
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or name


def quantity_data_of(quantity: Any) -> Any:
    """Return a quantity as a plan file would say it; None for none."""
    return None if quantity is None else quantity_data(quantity)
