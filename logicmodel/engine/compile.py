"""Plan -> Program: names become places, numbers become operands, links find their order."""

from __future__ import annotations

import dataclasses
import graphlib
import math
from collections.abc import Collection, Mapping, Sequence

from logicmodel.engine.copula import correlated
from logicmodel.engine.program import (
    Contribution,
    FactorStep,
    InputStep,
    Operand,
    Program,
    Response,
    ResultStep,
    TargetStep,
    ValueStep,
)
from logicmodel.engine.registry import Registry
from logicmodel.engine.theories import pooled
from logicmodel.errors import IncompleteError
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.completeness import missing_numbers
from logicmodel.plan.link import Link
from logicmodel.plan.node import Outcome
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.plan.theories import theories
from logicmodel.plan.trend import TrendForm


def compile(plan: Plan) -> Program:  # noqa: A001 - the field's word; it is reached as lm.compile
    """Turn a plan into the steps of its evaluation.

    Raises IncompleteError that lists every number which is still missing.
    """
    missing = missing_numbers(plan)
    if missing:
        raise IncompleteError(missing)
    if plan.variants:
        return _pooled(plan)
    return _Compiler(plan).program()


def _pooled(plan: Plan) -> Program:
    """Compile every theory of change, with the nodes of the plan as written in the same places."""
    told = theories(plan)
    missing = [
        dataclasses.replace(problem, where=f"variants.{theory.name}: {problem.where}", loc=("variants", theory.name))
        for theory in told for problem in missing_numbers(theory.plan)
    ]
    if missing:
        raise IncompleteError(missing)
    claimed = {
        node_id for theory in told for node_id, outcome in theory.plan.outcomes.items() if _is_claimed(outcome)
    }
    return pooled(plan, lambda one, names: _Compiler(one, names, sorted(plan.nodes), claimed).program())


class _Compiler:
    """The state of one compilation: the plan, the places of its nodes and its columns so far."""

    def __init__(
        self, plan: Plan, names: Mapping[str, str] | None = None, first: Sequence[str] = (), claimed: Collection[str] = ()
    ) -> None:
        """Begin with the names of columns that differ, the nodes that come first, and what is claimed anyway."""
        self.plan = plan
        self.nodes = (*first, *sorted(set(plan.nodes).difference(first)))
        self.places = {node_id: place for place, node_id in enumerate(self.nodes)}
        self.registry = Registry(plan, names)
        self.claimed = claimed

    def program(self) -> Program:
        plan = self.plan
        inputs = tuple(self._input(node_id) for node_id in sorted(plan.inputs))
        outside = tuple(self._factor(node_id) for node_id in sorted(plan.factors))
        outside += tuple(self._assumption(node_id) for node_id in sorted(plan.assumptions))
        groups = tuple(tuple(self._result(node_id) for node_id in group) for group in _order(plan))
        targets = tuple(self._target(target) for target in sorted(plan.targets, key=lambda target: target.name))
        values = tuple(
            self._value(node_id, outcome)
            for node_id, outcome in sorted(plan.outcomes.items())
            if node_id in self.claimed or _is_claimed(outcome)
        )
        columns = tuple(self.registry.columns[name] for name in sorted(self.registry.columns))
        return Program(
            plan=plan, columns=columns, correlated=correlated(plan, columns, self.registry.names), inputs=inputs,
            factors=outside, groups=groups, targets=targets, values=values, nodes=self.nodes,
        )

    def _input(self, node_id: str) -> InputStep:
        node, path = self.plan.inputs[node_id], f"inputs.{node_id}"
        price = node.price if node.price is not None else Fixed(value=1)
        return InputStep(
            self.places[node_id], node_id,
            self.registry.operand(f"{path}.delivery", node.delivery),
            self.registry.operand(f"{path}.price", price),
            node.before,
        )

    def _factor(self, node_id: str) -> FactorStep:
        node, path = self.plan.factors[node_id], f"factors.{node_id}"
        labels = self.plan.periods.labels
        if isinstance(node.value, tuple):
            value = tuple(
                self.registry.operand(f"{path}.value.{label}", quantity)
                for label, quantity in zip(labels, node.value, strict=True)
            )
        else:
            value = (self.registry.operand(f"{path}.value", node.value or Fixed(value=0)),)
        reference = self.registry.operand(f"{path}.reference", node.reference)
        return FactorStep(self.places[node_id], node_id, value, reference)

    def _assumption(self, node_id: str) -> FactorStep:
        return FactorStep(self.places[node_id], node_id, (self._holds(node_id),), 1.0)

    def _holds(self, node_id: str) -> Operand:
        node = self.plan.assumptions[node_id]
        holds = node.holds if node.holds is not None else Fixed(value=1)
        return self.registry.event(f"assumptions.{node_id}.holds", holds, node.each)

    def _result(self, node_id: str) -> ResultStep:
        node = self.plan.results[node_id]
        path = f"{node.section}.{node_id}"
        trend = node.trend or TrendForm(change=Fixed(value=0))
        links = self.plan.links_into(node_id)
        operand = self.registry.operand
        return ResultStep(
            place=self.places[node_id], id=node_id,
            baseline=operand(f"{path}.baseline", node.baseline or Fixed(value=0)),
            change=operand(f"{path}.trend.change", trend.change or Fixed(value=0)),
            growth=operand(f"{path}.trend.growth", trend.growth or Fixed(value=0)),
            low=None if node.min is None else operand(f"{path}.min", node.min),
            high=None if node.max is None else operand(f"{path}.max", node.max),
            retain=operand(f"{path}.retain", node.retain),
            noise=self.registry.noise(f"{path}.noise", node.noise),
            combiner=node.combine,
            parameters=self._parameters(f"{path}.combine", node.combine),
            contributions=tuple(self._link(link) for link in links if link.role == "contributes"),
            enablers=tuple(self._link(link) for link in links if link.role == "enables"),
        )

    def _link(self, link: Link) -> Contribution:
        path = f"links.{link.name}"
        weight = link.weight if link.weight is not None else Fixed(value=1)
        response = None
        if link.curve is not None:
            response = Response(link.curve, self._parameters(f"{path}.curve", link.curve))
        return Contribution(
            name=link.name, source=self.places[link.source],
            weight=self.registry.operand(f"{path}.weight", weight), response=response,
            delays=link.delays,
            works=self.registry.event(f"{path}.works", link.works, "draw"),
            assumes=tuple(self._holds(node_id) for node_id in sorted(link.assumes)),
            otherwise=self.registry.operand(f"{path}.otherwise", link.otherwise),
            enables=link.role == "enables",
        )

    def _parameters(self, path: str, part: Curve | Combiner) -> tuple[tuple[str, Operand], ...]:
        return tuple(
            (name, self.registry.operand(f"{path}.{name}", quantity))
            for name, quantity in sorted(part.parameters().items())
        )

    def _target(self, target: Target) -> TargetStep:
        node_id = target.node or ""
        low = target.at_least if target.at_least is not None else -math.inf
        high = target.at_most if target.at_most is not None else math.inf
        if target.between is not None:
            low, high = target.between
        error: Operand = 0.0
        measurement: Operand = 0.0
        relative = running = False
        if target.indicator is not None:
            indicator = self.plan.results[node_id].indicators[target.indicator]
            path = f"{self.plan.results[node_id].section}.{node_id}.indicators.{target.indicator}"
            error = self.registry.operand(f"{path}.error.sd", indicator.error.sd)
            measurement = self.registry.measurement(f"{path}.measurement", indicator.error.sd)
            relative, running = indicator.error.relative, indicator.accumulation == "running_total"
        return TargetStep(
            id=target.name, node=self.places[node_id], kind=self.plan.target_kind(target),
            rule=target.rule, due=self.plan.periods.index(target.due) or 0,
            anywhen=target.within is not None, low=low, high=high,
            change=None if target.change is None else target.change.amount,
            relative=target.change is not None and target.change.relative,
            counterfactual=target.against == "counterfactual",
            running_total=running, error=error, error_relative=relative, measurement=measurement,
            weight=target.weight,
        )

    def _value(self, node_id: str, outcome: Outcome) -> ValueStep:
        path = f"outcomes.{node_id}"
        return ValueStep(
            self.places[node_id], node_id,
            None if outcome.value is None else self.registry.operand(f"{path}.value", outcome.value),
            self.registry.operand(f"{path}.displacement", outcome.displacement),
            self.registry.operand(f"{path}.attributed_to_others", outcome.attributed_to_others),
        )


def _is_claimed(outcome: Outcome) -> bool:
    """Say whether the way from gross to net change is worth computing draw by draw."""
    shares = (outcome.displacement, outcome.attributed_to_others)
    return outcome.value is not None or any(share != Fixed(value=0) for share in shares)


def _order(plan: Plan) -> list[list[str]]:
    """Return the result nodes in groups: causes before effects, nodes in a loop together."""
    at_once: dict[str, set[str]] = {node_id: set() for node_id in sorted(plan.results)}
    ever: dict[str, set[str]] = {node_id: set() for node_id in sorted(plan.results)}
    for link in plan.links:
        if link.source in plan.results:
            ever[link.target].add(link.source)
            if link.shortest_lag == 0:
                at_once[link.target].add(link.source)
    loops = _loops(ever)
    group_of = {node_id: place for place, group in enumerate(loops) for node_id in group}
    between: Mapping[int, set[int]] = {place: set() for place in range(len(loops))}
    for node_id, sources in ever.items():
        between[group_of[node_id]].update(group_of[s] for s in sources if group_of[s] != group_of[node_id])
    return [
        _sorted_inside(loops[place], at_once)
        for place in graphlib.TopologicalSorter(between).static_order()
    ]


def _loops(sources: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components; single nodes where there is no cycle at all."""
    try:
        graphlib.TopologicalSorter(sources).prepare()
    except graphlib.CycleError:
        import networkx as nx  # noqa: PLC0415 - a fifth of a second that only plans with loops need

        graph = nx.DiGraph([(source, node) for node, many in sources.items() for source in many])
        graph.add_nodes_from(sources)
        return sorted(sorted(group) for group in nx.strongly_connected_components(graph))
    return [[node_id] for node_id in sources]


def _sorted_inside(group: list[str], at_once: Mapping[str, set[str]]) -> list[str]:
    if len(group) == 1:
        return group
    inside = {node_id: sorted(at_once[node_id] & set(group)) for node_id in group}
    return list(graphlib.TopologicalSorter(inside).static_order())
