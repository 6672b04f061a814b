"""A compiled plan: columns to draw and steps to compute, in order. It prints as equations."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, TypeAlias

from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.plan import Plan


@dataclasses.dataclass(frozen=True)
class Column:
    """One uncertain number: a row of the unit cube, or one row per period."""

    name: str
    """The path at which the number stands in the plan."""
    distribution: Distribution | None
    """What the row is turned into; None for an event with an uncertain probability."""
    each: Literal["draw", "period"] = "draw"
    probability: str | None = None
    """Name of the column that holds the probability of this event."""


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A number that is looked up among the drawn columns, by name."""

    column: str


@dataclasses.dataclass(frozen=True)
class Chosen:
    """A number on which theories of change differ: the theory that holds in a draw decides."""

    options: tuple[float | Drawn, ...]
    """The number under each theory."""


Operand: TypeAlias = float | Drawn | Chosen
"""A number known now, drawn later, or chosen by the theory that holds."""


@dataclasses.dataclass(frozen=True)
class Response:
    """A curve with its parameters."""

    curve: Curve
    parameters: tuple[tuple[str, Operand], ...]


@dataclasses.dataclass(frozen=True)
class Contribution:
    """One link, ready to compute."""

    name: str
    source: int
    weight: Operand
    response: Response | None
    delays: tuple[tuple[int, float], ...]
    works: Operand
    assumes: tuple[Operand, ...]
    otherwise: Operand
    enables: bool


@dataclasses.dataclass(frozen=True)
class InputStep:
    """An input: its amounts are a decision; what arrives is amount times delivery."""

    place: int
    id: str
    delivery: Operand
    price: Operand
    before: tuple[float, ...]


@dataclasses.dataclass(frozen=True)
class FactorStep:
    """A factor or an assumption: a level that nothing in the plan moves."""

    place: int
    id: str
    value: tuple[Operand, ...]
    """One operand for all periods, or one per period."""
    reference: Operand


@dataclasses.dataclass(frozen=True)
class ResultStep:
    """An activity, output or outcome."""

    place: int
    id: str
    baseline: Operand
    change: Operand
    growth: Operand
    low: Operand | None
    high: Operand | None
    retain: Operand
    noise: Operand
    combiner: Combiner
    parameters: tuple[tuple[str, Operand], ...]
    contributions: tuple[Contribution, ...]
    enablers: tuple[Contribution, ...]

    @property
    def links(self) -> tuple[Contribution, ...]:
        """All incoming links."""
        return self.contributions + self.enablers


@dataclasses.dataclass(frozen=True)
class TargetStep:
    """A target, ready to be held against levels."""

    id: str
    node: int
    kind: str
    rule: str
    due: int
    anywhen: bool
    """True where it may be met in any period up to the due one."""
    low: float
    """Least level; minus infinity where there is none, or where a change is wanted."""
    high: float
    """Most level."""
    change: float | None
    relative: bool
    counterfactual: bool
    running_total: bool
    error: Operand
    error_relative: bool
    measurement: Operand
    """Standard normal deviation of each measurement."""
    weight: float


@dataclasses.dataclass(frozen=True)
class ValueStep:
    """An outcome on its way from gross to net change, and its worth where it has one."""

    node: int
    id: str
    value: Operand | None
    displacement: Operand
    others: Operand


@dataclasses.dataclass(frozen=True)
class Correlated:
    """Columns that are drawn together, with the lower triangular factor of their correlations."""

    columns: tuple[str, ...]
    factor: tuple[tuple[float, ...], ...]


@dataclasses.dataclass(frozen=True)
class Theory:
    """One theory of change: the plan as it says it, compiled.

    Its nodes have the places they have in the program that holds it; further ones come after them.
    Its columns are among those of that program.
    """

    name: str
    weight: float
    program: Program


@dataclasses.dataclass(frozen=True, eq=False)
class Program:
    """Everything the evaluation needs; it holds no draws and no allocation."""

    plan: Plan
    columns: tuple[Column, ...]
    correlated: tuple[Correlated, ...]
    inputs: tuple[InputStep, ...]
    factors: tuple[FactorStep, ...]
    groups: tuple[tuple[ResultStep, ...], ...]
    """Steps in order; the steps of one group act on each other and advance period by period."""
    targets: tuple[TargetStep, ...]
    values: tuple[ValueStep, ...]
    nodes: tuple[str, ...]
    """Ids of all nodes by place."""
    theories: tuple[Theory, ...] = ()
    """The theories of change of a plan with variants, as planned first. Each draw follows one of them;
    the steps here are then those as planned, but for inputs, targets and values, where numbers are chosen."""

    @property
    def periods(self) -> int:
        """Number of periods."""
        return self.plan.periods.count

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Name of every row of the unit cube; a column drawn in each period has a row for each."""
        labels = self.plan.periods.labels
        return tuple(
            name
            for column in self.columns
            for name in (
                [column.name] if column.each == "draw" else [f"{column.name}@{label}" for label in labels]
            )
        )

    @cached_property
    def spans(self) -> dict[str, slice]:
        """Rows of the unit cube that belong to every column."""
        spans, row = {}, 0
        for column in self.columns:
            size = 1 if column.each == "draw" else self.periods
            spans[column.name] = slice(row, row + size)
            row += size
        return spans

    @cached_property
    def certain(self) -> frozenset[int]:
        """Places of the nodes whose levels are the same in all draws."""
        places = {step.place for step in self.inputs if not isinstance(step.delivery, Drawn)}
        for outside in self.factors:
            if not any(isinstance(op, Drawn) for op in (*outside.value, outside.reference)):
                places.add(outside.place)
        for group in self.groups:
            inside = {step.place for step in group}
            sources = {link.source for step in group for link in step.links}
            if sources <= places | inside and not any(_drawn(step) for step in group):
                places |= inside
        return frozenset(places)

    @cached_property
    def steady(self) -> frozenset[int]:
        """Places of the nodes that stay at a level once all that acts on them does."""
        each_period = {column.name for column in self.columns if column.each == "period"}
        each_period |= {column.name for column in self.columns if column.probability in each_period}

        def once(operands: Iterable[Operand]) -> bool:
            return not any(isinstance(op, Drawn) and op.column in each_period for op in operands)

        steps = (
            step for step in self.steps
            if step.change == step.growth == step.retain == step.noise == 0.0 and once(_operands(step))
        )
        return frozenset(
            [step.place for step in self.inputs if once([step.delivery])]
            + [step.place for step in self.factors if len(step.value) == 1 and once((*step.value, step.reference))]
            + [step.place for step in steps]
        )

    @property
    def room(self) -> int:
        """How many nodes' levels an evaluation writes; with theories, those of each and those put together."""
        return len(self.nodes) + max((len(theory.program.nodes) for theory in self.theories), default=0)

    @cached_property
    def late(self) -> tuple[Contribution, ...]:
        """Links through which something may arrive after the last period; of variants too, one of each name."""
        programs = [theory.program for theory in self.theories] or [self]
        found: dict[str, Contribution] = {}
        for step in itertools.chain.from_iterable(program.steps for program in programs):
            for link in step.contributions if step.place < len(self.nodes) else ():
                if any(delay for delay, _ in link.delays):
                    found.setdefault(link.name, link)
        return tuple(found.values())

    @property
    def steps(self) -> tuple[ResultStep, ...]:
        """All result steps in order."""
        return tuple(step for group in self.groups for step in group)

    def __str__(self) -> str:
        """Write the program as a numbered list of equations in the plan's own words."""
        from logicmodel.engine.equations import equations  # noqa: PLC0415 - it reads this class

        return "\n".join(f"{number:>3}. {line}" for number, line in enumerate(equations(self), 1))


def _operands(step: ResultStep) -> Iterator[Operand]:
    """Yield every number of a step and of the links that lead to it."""
    yield from (step.baseline, step.change, step.growth, step.retain, step.noise)
    yield from (bound for bound in (step.low, step.high) if bound is not None)
    yield from (operand for _, operand in step.parameters)
    for link in step.links:
        yield from (link.weight, link.works, *link.assumes, link.otherwise)
        if link.response is not None:
            yield from (operand for _, operand in link.response.parameters)


def _drawn(step: ResultStep) -> bool:
    return any(isinstance(operand, Drawn) for operand in _operands(step))
