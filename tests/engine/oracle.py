"""The semantics read aloud: one draw, one node, one period at a time, in plain Python numbers.

Written from the text of the semantics, not from the engine, and slow on purpose: every level is
looked up through the one before it.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.parts.quantity import Named
from logicmodel.plan.plan import Plan

Values = Mapping[str, float | Sequence[float]]


class Oracle:
    """One draw of a plan under one allocation."""

    def __init__(self, plan: Plan, values: Values, amounts: Mapping[str, Sequence[float]]) -> None:
        self.plan, self.values, self.amounts = plan, values, amounts
        self.periods = plan.periods.count
        self.x = functools.cache(self._x)
        self.r = functools.cache(self._r)
        self.e = functools.cache(self._e)

    # numbers -----------------------------------------------------------------------------------
    def number(self, path: str, quantity: Any, t: int) -> float:
        if isinstance(quantity, Named):
            path = f"numbers.{quantity.name}"
            quantity = self.plan.numbers[quantity.name]
        if quantity.certain:
            return quantity.support()[0]
        value = self.values[path]
        return value[t] if isinstance(value, Sequence) else value

    def event(self, path: str, probability: Any, t: int) -> float:
        if not isinstance(probability, Named) and probability.certain and probability.support()[0] in {0, 1}:
            return probability.support()[0]
        if isinstance(probability, Named):
            number = self.plan.numbers[probability.name]
            if number.certain and number.support()[0] in {0, 1}:
                return number.support()[0]
        value = self.values[path]
        return value[t] if isinstance(value, Sequence) else value

    # nodes -------------------------------------------------------------------------------------
    def _x(self, node_id: str, t: int) -> float:
        node = self.plan.nodes[node_id]
        path = f"{node.section}.{node_id}"
        if node.kind == "input":
            if t < 0:
                return node.before[t] if -t <= len(node.before) else 0.0
            amount = self.amounts.get(node_id)
            return 0.0 if amount is None else amount[t] * self.number(f"{path}.delivery", node.delivery, t)
        if t < 0:
            return self.r(node_id, t)
        if node.kind == "factor":
            if isinstance(node.value, tuple):
                label = self.plan.periods.labels[t]
                return self.number(f"{path}.value.{label}", node.value[t], t)
            return self.number(f"{path}.value", node.value, t)
        if node.kind == "assumption":
            return self.event(f"{path}.holds", node.holds, t)
        return self.clamp(node_id, self.r(node_id, t) + self.e(node_id, t) + self.number(f"{path}.noise", node.noise, t), t)

    def _r(self, node_id: str, t: int) -> float:
        node = self.plan.nodes[node_id]
        path = f"{node.section}.{node_id}"
        t = max(t, 0)  # before the plan everything rests where it starts
        if node.kind == "input":
            return 0.0
        if node.kind == "factor":
            return self.number(f"{path}.reference", node.reference, t)
        if node.kind == "assumption":
            return 1.0
        level = self.number(f"{path}.baseline", node.baseline, t) if node.baseline is not None else 0.0
        if node.trend is not None and node.trend.growth is not None:
            for s in range(1, t + 1):
                level *= 1 + self.number(f"{path}.trend.growth", node.trend.growth, s)
        if node.trend is not None and node.trend.change is not None:
            for s in range(1, t + 1):
                level += self.number(f"{path}.trend.change", node.trend.change, s)
        return self.clamp(node_id, level + self.rest(node_id, t), t)

    def _e(self, node_id: str, t: int) -> float:
        if t < 0:
            return 0.0
        node = self.plan.results[node_id]
        retained = self.number(f"{node.section}.{node_id}.retain", node.retain, t) * self.e(node_id, t - 1) if t else 0.0
        reference = self.r(node_id, t)
        return self.clamp(node_id, reference + retained + self.arriving(node_id, t), t) - reference

    def clamp(self, node_id: str, value: float, t: int) -> float:
        node = self.plan.results[node_id]
        path = f"{node.section}.{node_id}"
        if node.min is not None:
            value = max(value, self.number(f"{path}.min", node.min, t))
        if node.max is not None:
            value = min(value, self.number(f"{path}.max", node.max, t))
        return value

    # links -------------------------------------------------------------------------------------
    def arriving(self, node_id: str, t: int) -> float:
        """C_i[t]: the combined contributions less what the combination gives at rest."""
        links = self.plan.links_into(node_id)
        adding = [link for link in links if link.role == "contributes"]
        total = 0.0
        if adding:
            arrived = [self.contribution(link, t) for link in adding]
            total = self.combined(node_id, arrived, [link.source for link in adding], t) - self.rest(node_id, t)
        for link in links:
            if link.role == "enables":
                total *= self.enabling(link, t)
        return total

    def gate(self, link: Any, t: int) -> float:
        path = f"links.{link.name}"
        works = self.event(f"{path}.works", link.works, t)
        nodes = self.plan.assumptions
        if all(self.event(f"assumptions.{one}.holds", nodes[one].holds, t) for one in link.assumes):
            return works
        return works * self.number(f"{path}.otherwise", link.otherwise, t)

    def response(self, link: Any, x: float, t: int) -> float:
        path = f"links.{link.name}"
        if link.curve is None:
            return x if link.role == "enables" else x * self.number(f"{path}.weight", link.weight, t)
        p = {name: self.number(f"{path}.curve.{name}", q, t) for name, q in link.curve.parameters().items()}
        return curve(link.curve, x, p)

    def contribution(self, link: Any, t: int) -> float:
        total = 0.0
        for place, share in enumerate(link.spread or (1.0,)):
            s = t - link.lag - place
            x, r = self.x(link.source, s), self.r(link.source, s)
            total += share * (self.response(link, x, t) - self.response(link, r, t))
        return self.gate(link, t) * total

    def enabling(self, link: Any, t: int) -> float:
        v = sum(
            share * self.response(link, self.x(link.source, t - link.lag - place), t)
            for place, share in enumerate(link.spread or (1.0,))
        )
        v = min(max(self.gate(link, t) * v, 0.0), 1.0)
        weight = 1.0 if link.weight is None else self.number(f"links.{link.name}.weight", link.weight, t)
        return 1 - weight * (1 - v)

    def combined(self, node_id: str, c: Sequence[float], sources: Sequence[str], t: int) -> float:
        node = self.plan.results[node_id]
        path = f"{node.section}.{node_id}.combine"
        p = {name: self.number(f"{path}.{name}", q, t) for name, q in node.combine.parameters().items()}
        return combined(node.combine, c, p, sources)

    def rest(self, node_id: str, t: int) -> float:
        node = self.plan.results[node_id]
        if node.combine.kind != "noisy_or":
            return 0.0
        return self.number(f"{node.section}.{node_id}.combine.leak", node.combine.leak, t)


def curve(part: Any, x: float, p: Mapping[str, float]) -> float:
    positive = max(x, 0.0)
    match part.kind:
        case "linear":
            return p["slope"] * x
        case "saturating":
            return p["ceiling"] * positive / (p["half_at"] + positive)
        case "exponential":
            return p["ceiling"] * (1 - math.exp(-positive / p["scale"]))
        case "hill":
            power = positive ** p["slope"]
            return p["ceiling"] * power / (p["half_at"] ** p["slope"] + power)
        case "logistic":
            at, start = (1 / (1 + math.exp((p["midpoint"] - y) / p["width"])) for y in (positive, 0.0))
            return p["ceiling"] * (at - start) / (1 - start)
        case "power":
            return p["scale"] * positive ** p["elasticity"]
        case "threshold":
            return p["height"] if x >= p["at"] else 0.0
        case "piecewise":
            return _piecewise([(level, p[f"points.{n}.y"]) for n, (level, _) in enumerate(part.points)], x)
    raise AssertionError(part.kind)


def _piecewise(points: list[tuple[float, float]], x: float) -> float:
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in itertools.pairwise(points):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return points[-1][1]


def combined(part: Any, c: Sequence[float], p: Mapping[str, float], sources: Sequence[str]) -> float:
    match part.kind:
        case "sum":
            return sum(c)
        case "minimum":
            return min(c)
        case "maximum":
            return max(c)
        case "product":
            return math.prod(c)
        case "noisy_or":
            return 1 - (1 - p["leak"]) * math.prod(1 - min(max(one, 0.0), 1.0) for one in c)
        case "ces":
            return _ces([max(one, 0.0) for one in c], p, sources)
        case "overlap":
            return _overlap(part, c, p, sources)
    raise AssertionError(part.kind)


def _ces(c: list[float], p: Mapping[str, float], sources: Sequence[str]) -> float:
    shares = [p.get(f"shares.{source}", 1.0) for source in sources]
    shares = [share / sum(shares) for share in shares]
    rho = p["rho"]
    if rho <= 0 and min(c) == 0:
        return 0.0
    if rho == 0:
        return math.prod(one**share for one, share in zip(c, shares, strict=True))
    top = max(c) or 1.0
    return top * sum(share * (one / top) ** rho for one, share in zip(c, shares, strict=True)) ** (1 / rho)


def _overlap(part: Any, c: Sequence[float], p: Mapping[str, float], sources: Sequence[str]) -> float:
    """Sum over the population of the strongest effect on each person, 1 for all where none is given."""
    n = p["of"]
    groups = [
        (p.get(f"effects.{source}", 1.0), min(max(one, 0.0), n)) for one, source in zip(c, sources, strict=True)
    ]
    groups.sort(key=lambda group: -abs(group[0]))
    total, covered = 0.0, 0.0
    for effect, size in groups:
        match part.how:
            case "additive":
                fresh = min(size, n - covered)
            case "nested":
                fresh = max(size - covered, 0.0)
            case _:
                fresh = size * (1 - covered / n)
        total, covered = total + effect * fresh, covered + fresh
    return total


# targets, worth ----------------------------------------------------------------------------------
class Verdict:
    """One target under one allocation in one draw."""

    def __init__(self, target: Any, here: Oracle, nothing: Oracle) -> None:
        plan = here.plan
        node = plan.nodes[target.node]
        self.due = plan.periods.index(target.due)
        indicator = node.indicators[target.indicator] if target.indicator else None
        levels = [here.x(target.node, t) for t in range(here.periods)]
        without = [nothing.x(target.node, t) for t in range(here.periods)]
        if indicator is not None and indicator.accumulation == "running_total":
            levels, without = ([sum(path[: t + 1]) for t in range(here.periods)] for path in (levels, without))
        if indicator is not None:
            path = f"{node.section}.{target.node}.indicators.{target.indicator}"
            levels = [y + self.error(here, path, indicator, y, t) for t, y in enumerate(levels)]
        totals = indicator is not None and indicator.accumulation == "running_total"
        starts = [here.r(target.node, 0) * (t + 1 if totals else 1) for t in range(here.periods)]
        gaps = [self.distance(target, y, starts[t], without[t]) for t, y in enumerate(levels)]
        hits = [gap <= 0 for gap in gaps]
        margins = [abs(self.signed(target, y, starts[t], without[t])) for t, y in enumerate(levels)]
        if target.within is not None:
            ranked = sorted(gap for gap in gaps[: self.due + 1] if gap > 0)
            margins += [high - low for low, high in itertools.pairwise(ranked)]
        self.close = min(margins)
        """How close a comparison was that decides about the target; rounding decides about ties."""
        self.first = hits.index(True) if True in hits else here.periods
        best = self.due
        if target.within is not None:
            best = min(range(self.due + 1), key=lambda t: gaps[t])
        self.level, self.met, self.gap = levels[best], hits[best], gaps[best]
        span = range(0 if totals else self.due, self.due + 1)
        self.effect = sum(here.x(target.node, t) - nothing.x(target.node, t) for t in span)

    @staticmethod
    def error(here: Oracle, path: str, indicator: Any, y: float, t: int) -> float:
        size = here.number(f"{path}.error.sd", indicator.error.sd, t)
        if not isinstance(indicator.error.sd, Named) and indicator.error.sd.certain and size == 0:
            return 0.0
        z = here.values[f"{path}.measurement"]
        return (size * abs(y) if indicator.error.relative else size) * z[t]

    def distance(self, target: Any, y: float, start: float, without: float) -> float:
        return max(self.signed(target, y, start, without), 0.0)

    @staticmethod
    def signed(target: Any, y: float, start: float, without: float) -> float:
        """Distance to the target, negative where it is met with something to spare."""
        if target.at_least is not None:
            return target.at_least - y
        if target.at_most is not None:
            return y - target.at_most
        if target.between is not None:
            return max(target.between[0] - y, y - target.between[1])
        held = start if target.against == "baseline" else without
        wanted = held + target.change.amount * (abs(held) if target.change.relative else 1)
        return wanted - y if target.change.amount > 0 else y - wanted


def success(plan: Plan, met: Mapping[str, bool]) -> bool | None:
    """Whether the plan succeeds by its own rule."""
    rule = plan.success
    kinds = {"outcomes": {"outcome"}, "outputs": {"activity", "output"}}
    chosen = [
        target for target in plan.targets
        if (target.name in rule.of if isinstance(rule.of, tuple)
            else rule.of == "targets" or plan.target_kind(target) in kinds[rule.of])
    ]
    if not chosen:
        return None
    if rule.weight is not None:
        share = sum(t.weight for t in chosen if met[t.name]) / sum(t.weight for t in chosen)
        return share >= rule.weight - 1e-12
    wanted = len(chosen) if rule.at_least is None else min(rule.at_least, len(chosen))
    return sum(met[t.name] for t in chosen) >= wanted


def money(here: Oracle, nothing: Oracle) -> dict[str, float]:
    """Cost, discounted cost, and discounted worth of the net change."""
    plan = here.plan
    cost = spent = benefit = 0.0
    for t in range(here.periods):
        start, end = ((1 + plan.discount_rate) ** (-(t + late) / plan.periods.per_year) for late in (0, 1))
        for name, amounts in here.amounts.items():
            node = plan.inputs[name]
            price = 1.0 if node.price is None else here.number(f"inputs.{name}.price", node.price, t)
            cost += amounts[t] * price
            spent += amounts[t] * price * start
        for name, outcome in plan.outcomes.items():
            if outcome.value is not None:
                net = here.x(name, t) - nothing.x(name, t)
                net *= 1 - here.number(f"outcomes.{name}.displacement", outcome.displacement, t)
                net *= 1 - here.number(f"outcomes.{name}.attributed_to_others", outcome.attributed_to_others, t)
                benefit += net * here.number(f"outcomes.{name}.value", outcome.value, t) * end
    return {"cost": cost, "spent": spent, "benefit": benefit}
