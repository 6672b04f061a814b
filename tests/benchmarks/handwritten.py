"""The program a good analyst would write by hand for one plan: straight lines of NumPy.

Whole arrays over draws, one loop over periods, nothing looked up by name inside it, and nothing
kept but what is asked for. The lines are written out from the plan's document, not from the
compiled program, so that both also check each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Evaluate: TypeAlias = Callable[[Mapping[str, Array]], dict[str, Array]]
"""Drawn values by path -> levels of every outcome in the last period, where its target is due."""

CALL = re.compile(r"(\w+)\((.*)\)")
NUMBER = r"-?[\d.]+"
INTERVAL = re.compile(rf"({NUMBER}) to ({NUMBER})")
Z95 = 1.6448536269514722


def compiled(document: Mapping[str, Any], allocation: str) -> Evaluate:
    """Return the program as a function."""
    names: dict[str, Any] = {"np": np}
    exec(compile(source(document, allocation), "handwritten", "exec"), names)
    evaluate: Evaluate = names["evaluate"]
    return evaluate


def source(document: Mapping[str, Any], allocation: str) -> str:
    """Return the program as text."""
    body = list(_body(document, document["allocations"][allocation]))
    numbers = [f'    {_name(path)} = values["{path}"]' for path in uncertain(document)]
    result = ", ".join(f'"{node}": {node}' for node in document["outcomes"])
    lines = ["def evaluate(values):", *numbers, *body, f"    return {{{result}}}"]
    return "\n".join(lines) + "\n"


def uncertain(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every uncertain number by the path at which it stands."""
    found: dict[str, str] = {}
    for link in document["links"]:
        path = f"links.{link['from']}->{link['to']}"
        numbers = _curve(link) if "curve" in link else {"weight": link["weight"]}
        prefix = "curve." if "curve" in link else ""
        found |= {f"{path}.{prefix}{name}": text for name, text in numbers.items()}
    for node, outcome in document["outcomes"].items():
        found[f"outcomes.{node}.retain"] = outcome.get("retain", 0)
    return {path: text for path, text in found.items() if isinstance(text, str)}


def sampled(document: Mapping[str, Any], draws: int, rng: np.random.Generator) -> dict[str, Array]:
    """Draw every uncertain number with NumPy's own generators."""
    return {path: _sampled(text, draws, rng) for path, text in uncertain(document).items()}


def full(
    document: Mapping[str, Any], evaluate: Evaluate, draws: int, seed: int
) -> dict[str, tuple[float, float, Array]]:
    """Sample, evaluate and reduce: mean, probability and quantiles at every target."""
    levels = evaluate(sampled(document, draws, np.random.default_rng(seed)))
    answers = {}
    for target in document["targets"]:
        last = levels[target["node"]]
        met = float(np.mean(last >= target["at_least"]))
        answers[target["node"]] = (float(np.mean(last)), met, np.quantile(last, (0.05, 0.5, 0.95)))
    return answers


def _sampled(text: str, draws: int, rng: np.random.Generator) -> Array:
    interval = INTERVAL.fullmatch(text)
    if interval:
        low, high = np.log(float(interval[1])), np.log(float(interval[2]))
        return rng.lognormal((low + high) / 2, (high - low) / (2 * Z95), draws)
    call = CALL.fullmatch(text)
    assert call is not None, text
    points = [float(point) for point in call[2].split(",")]
    if call[1] == "uniform":
        return rng.uniform(points[0], points[1], draws)
    low, mode, high = points
    rise, fall = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return low + (high - low) * rng.beta(rise, fall, draws)


def _body(document: Mapping[str, Any], amounts: Mapping[str, Any]) -> Iterator[str]:
    """Write the loop over the periods: one assignment per node, causes before effects."""
    arriving: dict[str, list[Mapping[str, Any]]] = {}
    lags: dict[str, int] = {}
    for link in sorted(document["links"], key=lambda link: f"{link['from']}->{link['to']}"):
        arriving.setdefault(link["to"], []).append(link)
        lags[link["from"]] = max(lags.get(link["from"], 0), link.get("lag", 0))
    outcomes = document["outcomes"]
    results = [*document["activities"], *document["outputs"], *outcomes]
    yield from (f"    {node}_{lag + 1}back = 0.0" for node in lags for lag in range(lags[node]))
    yield f"    for t in range({document['periods']['count']}):"
    for node, amount in amounts.items():
        yield f"        {node} = {amount}" + ("[t]" if isinstance(amount, list) else "")
    for node in results:
        yield from (f"        {line}" for line in _node(node, arriving[node], outcomes))
    for node, longest in lags.items():
        for lag in range(longest, 0, -1):
            yield f"        {node}_{lag}back = {node}" + (f"_{lag - 1}back" if lag > 1 else "")


def _node(node: str, links: list[Mapping[str, Any]], outcomes: Mapping[str, Any]) -> Iterator[str]:
    """Write the lines of one node."""
    terms = [_term(link, outcomes) for link in links]
    if node not in outcomes:
        yield f"{node} = {' + '.join(terms)}"
        return
    outcome, base = outcomes[node], _reference(outcomes[node], "t")
    effect = f"{node}_effect"
    yield f"{effect} = {' + '.join(terms)}"
    if "retain" in outcome:
        yield f"if t: {effect} = {effect} + {_name(f'outcomes.{node}.retain')} * {effect}_before"
    if "min" in outcome:
        yield f"{effect} = np.maximum({effect} + {base}, {outcome['min']}) - {base}"
    if "retain" in outcome:
        yield f"{effect}_before = {effect}"
    yield f"{node} = {effect} + {base}"


def _reference(outcome: Mapping[str, Any], t: str) -> str:
    """Write the level with no plan in the period ``t``."""
    baseline = str(outcome["baseline"])
    return f"({baseline} + {outcome['trend']} * {t})" if "trend" in outcome else baseline


def _term(link: Mapping[str, Any], outcomes: Mapping[str, Any]) -> str:
    """Write one contribution; outcomes act by their departure from the baseline."""
    lag = link.get("lag", 0)
    level = f"{link['from']}_{lag}back" if lag else link["from"]
    base = None
    if link["from"] in outcomes:
        base = _reference(outcomes[link["from"]], f"(t - {lag})" if lag else "t")
    path = f"links.{link['from']}->{link['to']}"
    if "curve" in link:
        numbers = {
            name: _number(f"{path}.curve.{name}", value) for name, value in _curve(link).items()
        }
        response = "{ceiling} * ({x} / ({half_at} + {x}))"
        text = response.format(x=level, **numbers)
        if base is not None:
            text = f"({text} - {response.format(x=base, **numbers)})"
    else:
        weight = _number(f"{path}.weight", link["weight"])
        text = f"{weight} * {level}" if base is None else f"{weight} * ({level} - {base})"
    return f"({text} if t >= {lag} else 0.0)" if lag else text


def _curve(link: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of ``saturating(ceiling=..., half_at=...)``."""
    found = re.fullmatch(r"saturating\(ceiling=(.*), half_at=(.*)\)", link["curve"])
    assert found is not None, link
    return {
        name: float(text) if re.fullmatch(NUMBER, text) else text
        for name, text in zip(("ceiling", "half_at"), found.groups(), strict=True)
    }


def _number(path: str, value: float | str) -> str:
    return _name(path) if isinstance(value, str) else repr(value)


def _name(path: str) -> str:
    """Return the path as a Python name."""
    return re.sub(r"\W+", "_", path)
