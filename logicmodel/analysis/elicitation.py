"""What did each expert say about a number, what does the pool make of it, and do they agree?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.disagreement import (
    Disagreement,
    density,
    disagreement_of,
    interval,
    overlap,
    pooled,
    quantiles,
    smooth,
)
from logicmodel.analysis.numbers import number_titles
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.parts.arrays import np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.experts import Experts
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities as numbers_of

QUANTILES = (5, 25, 50, 75, 95)
POOLS: tuple[Literal["linear", "quantiles"], ...] = ("linear", "quantiles")
NAMES = {"linear": "linear pool", "quantiles": "quantile average"}
STEPS, MOST = 200, 2
"""Places in a shape, and pairs of experts that a sentence names."""
IN_UNIT = ("baseline", "value", "noise", "min", "max", "reference", "trend.change")
"""Fields of a node that are in its own unit."""


@dataclasses.dataclass(frozen=True)
class Shape:
    """The density of what somebody says, for charts."""

    number: str
    expert: str
    """Name of the expert; empty for a pool."""
    pool: str
    """``linear`` or ``quantiles``; empty for an expert."""
    x: tuple[float, ...]
    density: tuple[float, ...]


@dataclasses.dataclass(frozen=True, repr=False)
class Elicitation(Answer):
    """What experts said about the numbers of a plan, and their pools."""

    advice: tuple[str, ...] = ()
    """What to do about it: a sentence or two for each number that the experts do not agree about."""
    shapes: tuple[Shape, ...] = dataclasses.field(default=(), compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, with the advice."""
        return {**super().to_dict(), "advice": list(self.advice)}


def elicitation(plan: Plan, numbers: Sequence[str] | str | None = None) -> Elicitation:
    """Return what each expert says about each number that was asked of experts, and their pool.

    ``numbers`` are paths such as ``links.a->b.weight``; all of them by default. One row per expert, one for
    the pool that the plan uses (``what`` is "pool") and one for the other way of pooling, with the
    quantiles ``p5`` to ``p95`` and the ``weight``. ``overlap`` is the probability that an expert has in common
    with the pool of the others (0 to 1). On the row of the pool it is the smallest of these; ``between`` is
    the share of the variance that lies between the experts, ``humps`` counts those of the linear pool
    (None where single values carry probability) and ``verdict`` is "agree", "pool matters" (the two ways of
    pooling differ at P10 or P90), "apart" or "one expert". Raises RequestError for a number that has no experts.
    """
    known = asked_numbers(plan)
    names = [numbers] if isinstance(numbers, str) else list(known if numbers is None else numbers)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RequestError(f"no experts were asked about {', '.join(unknown)}", remedy=did_you_mean(unknown[0], known))
    if not known:
        remedy = "write for example weight: {experts: {anna: 8 to 20, ben: 5 to 12}}"
        raise RequestError("no number of the plan was asked of experts", remedy=remedy)
    found = number_titles(plan, names)
    rows = [row for name in names for row in _rows(name, found[name], _unit(plan, name), known[name])]
    people = {expert: expert_title(expert) for name in names for expert in known[name].experts}
    settings = {"plan": plan.title, "digest": plan.digest}
    told = [advised for name in names for advised in _advice(found[name], known[name])]
    return Elicitation(
        "elicitation", "What do the experts say, and do they agree?", tuple(rows), settings,
        titles={"number": found, "expert": people, "plan": {"title": plan.title, "currency": plan.currency}},
        advice=tuple(told), shapes=tuple(shape for name in names for shape in _shapes(name, known[name])),
    )


def asked_numbers(plan: Plan) -> dict[str, Experts]:
    """Return the numbers of a plan that experts were asked about, by path."""
    return {name: part for name, part in numbers_of(plan).items() if isinstance(part, Experts)}


def expert_title(name: str) -> str:
    """Return what an expert is called.

    >>> expert_title("dr_weber")
    'Dr Weber'
    """
    return " ".join(word[:1].upper() + word[1:] for word in name.split("_"))


def _unit(plan: Plan, name: str) -> str:
    """Return the unit of a number where it is that of its node."""
    section, _, rest = name.partition(".")
    node_id, _, field = rest.partition(".")
    node = plan.nodes.get(node_id)
    own = any(field == known or field.startswith(f"{known}.") for known in IN_UNIT)
    return node.unit if node is not None and node.section == section and own else ""


def _rows(name: str, title: str, unit: str, part: Experts) -> Iterator[dict[str, Any]]:
    head: dict[str, Any] = {"number": name, "title": title, "unit": unit}
    shares, least = part.shares(), 1.0
    for expert, said in part.experts.items():
        rest = {other: shares[other] for other in part.experts if other != expert and shares[other] > 0}
        shared = None
        if rest:
            whole = sum(rest.values())
            shared = overlap([(said, 1.0)], [(part.experts[other], share / whole) for other, share in rest.items()])
            least = min(least, shared) if shares[expert] > 0 else least
        row = head | {"what": "expert", "expert": expert, "pool": ""} | _quantiles(said)
        row |= {"weight": shares[expert], "overlap": shared, "between": None, "humps": None, "verdict": ""}
        yield row | {"sentence": _expert_sentence(row)}
    apart = disagreement_of(part)
    for pool in sorted(POOLS, key=lambda pool: pool != part.pool):
        row = head | {"what": "pool" if pool == part.pool else "other pool", "expert": "", "pool": pool}
        row |= _quantiles(pooled(part, pool)) | {"weight": None, "overlap": least if apart.count > 1 else None}
        row |= {"between": apart.between, "humps": apart.humps or None, "verdict": apart.verdict}
        yield row | {"sentence": _pool_sentence(row, apart)}


def _quantiles(part: Distribution) -> dict[str, Any]:
    values = quantiles(part, [share / 100 for share in QUANTILES])
    return {f"p{share}": value for share, value in zip(QUANTILES, values, strict=True)}


def _expert_sentence(row: dict[str, Any]) -> str:
    who = expert_title(row["expert"])
    counts = f"counts for {wording.percent(row['weight'])}" if row["weight"] > 0 else "does not count"
    if row["p5"] == row["p95"]:
        return f"{who} says {wording.amount(row['p50'], row['unit'])} for certain and {counts}."
    return f"{who} expects about {_told(row)} and {counts}."


def _pool_sentence(row: dict[str, Any], apart: Disagreement) -> str:
    if row["what"] == "other pool":
        return f"The {NAMES[row['pool']]} would say {_told(row)}."
    said = f"The {NAMES[row['pool']]} says {_told(row)}"
    if apart.count == 1:
        return f"{said}: what the one expert says."
    return f"{said}; {wording.percent(apart.between)} of the variance is disagreement between the experts."


def _told(row: dict[str, Any]) -> str:
    return wording.spread(row["p50"], row["p5"], row["p95"], row["unit"])


def _advice(title: str, part: Experts) -> Iterator[str]:
    """Give what to do about one number; nothing where the experts agree."""
    found = disagreement_of(part)
    if found.verdict == "one expert":
        yield f"{title}: only one person counts; ask at least two more, each alone, before anyone hears the others."
    elif found.verdict == "apart":
        yield f"{title}: {'; '.join(reasons(part))}. {remedy(part)[:1].upper()}{remedy(part)[1:]}."
    elif found.verdict == "pool matters":
        yield f"{title}: {ways(part)}. Run the plan with both pools, and say which one the result rests on."


def reasons(part: Experts) -> list[str]:
    """Return what shows that experts are far apart, in words."""
    found = disagreement_of(part)
    alone = [name for name in part.experts if found.count > 2 and _apart(found, name) == found.count - 1]
    told = [f"the 90 % interval of {_with_range(part, name)} overlaps with that of nobody else" for name in alone]
    pairs = [pair for pair in found.apart if not set(pair) & set(alone)]
    for one, other in pairs[:MOST]:
        told.append(f"the 90 % intervals of {_with_range(part, one)} and {_with_range(part, other)} do not overlap")
    rest = len(pairs) - MOST
    if rest > 0:
        told.append(f"nor do those of {rest} other pair{'s' if rest > 1 else ''}")
    told.append(f"{wording.percent(found.between)} of the variance of the pool lies between the experts")
    return told


def _apart(found: Disagreement, name: str) -> int:
    return sum(name in pair for pair in found.apart)


def _with_range(part: Experts, name: str) -> str:
    return f"{expert_title(name)} ({_range(*interval(part.experts[name]))})"


def remedy(part: Experts) -> str:
    """Say what to do where experts are far apart."""
    humps = disagreement_of(part).humps
    hint = f"; a linear pool of them has {'two' if humps == 2 else humps} humps" if humps > 1 else ""
    return f"talk before you pool: ask what each of them has in mind, then ask again{hint}"


def ways(part: Experts) -> str:
    """Say what both ways of pooling make of the experts."""
    found = disagreement_of(part)
    ends = [" and ".join(wording.amount(end) for end in pair) for pair in (found.linear, found.quantiles)]
    return f"the way of pooling matters: 80 % of the linear pool lies between {ends[0]}, of the quantile average between {ends[1]}"


def _range(low: float, high: float) -> str:
    """Write both ends of an interval to the same place."""
    written = wording.spread((low + high) / 2, low, high)
    return written.partition("(")[2].removesuffix(")") or written


def _shapes(name: str, part: Experts) -> Iterator[Shape]:
    """Give the densities on common places; none for what has values that carry probability."""
    pools = {pool: pooled(part, pool) for pool in POOLS}
    everyone: list[Distribution] = [*part.experts.values(), *pools.values()]
    ends = [end for one in everyone for end in quantiles(one, (0.01, 0.99))]
    if not max(ends) > min(ends):
        return
    edges = np.linspace(min(ends), max(ends), STEPS + 1)
    x = tuple(((edges[1:] + edges[:-1]) / 2).tolist())
    for expert, said in part.experts.items():
        if smooth(said):
            yield Shape(name, expert, "", x, tuple(density(said, edges).tolist()))
    for pool, whole in pools.items():
        if smooth(whole):
            yield Shape(name, "", pool, x, tuple(density(whole, edges).tolist()))
