"""The same small model in other packages, and Policy Priority Inference at its usual size.

The packages serve this comparison only: ``pip install squigglepy monaco joblib
policy-priority-inference``. What is not installed is left out, with a message.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

SMALL: dict[str, Any] = {
    "logicmodel": 1,
    "title": "A course and what comes of it",
    "periods": {"first": "2027", "count": 1},
    "inputs": {"trainers": {"unit": "FTE", "price": 60_000}},
    "activities": {"courses": {}},
    "outputs": {"trained": {}, "certified": {}},
    "outcomes": {"employed": {"baseline": 50}, "income": {"baseline": 100}},
    "links": [
        {"from": "trainers", "to": "courses", "weight": "3 to 5"},
        {"from": "courses", "to": "trained", "curve": "saturating(ceiling=600, half_at=40)"},
        {"from": "trained", "to": "certified", "weight": "pert(0.5, 0.7, 0.85)"},
        {"from": "certified", "to": "employed", "weight": "uniform(0.2, 0.5)"},
        {"from": "employed", "to": "income", "weight": "0.1 to 0.4"},
    ],
    "targets": [{"node": "income", "at_least": 112, "by": "2027"}],
    "allocations": {"all": {"trainers": 10}},
}
"""Five links in a chain, one of them a curve: what every one of these packages can do."""
LEAST_INCOME = 112.0


def missing(package: str) -> str | None:
    """Return why a package cannot be used, or None."""
    try:
        with warnings.catch_warnings():
            importlib.import_module(package)
    except ImportError as error:
        return str(error)
    return None


def income(courses: Any, certified: Any, employed: Any, rise: Any) -> Any:
    """Return the last outcome of the small model for drawn weights, numbers or arrays."""
    held = 10.0 * courses
    return 100.0 + rise * (employed * certified * (600.0 * held / (40.0 + held)))


def with_squigglepy(draws: int, seed: int) -> float:
    """Return the probability that the target is met, by squigglepy."""
    sq = importlib.import_module("squigglepy")
    sq.set_seed(seed)
    found = income(
        sq.sample(sq.to(3, 5), n=draws),
        sq.sample(sq.pert(0.5, 0.7, 0.85), n=draws),
        sq.sample(sq.uniform(0.2, 0.5), n=draws),
        sq.sample(sq.to(0.1, 0.4), n=draws),
    )
    return float(np.mean(found >= LEAST_INCOME))


def with_monaco(draws: int, seed: int) -> float:
    """Return the probability that the target is met, by monaco: one case object per draw."""
    mc = importlib.import_module("monaco")
    stats = importlib.import_module("scipy.stats")
    functions = {"preprocess": _monaco_before, "run": income, "postprocess": _monaco_after}
    simulation = mc.Sim("income", draws, functions, seed=seed, verbose=False, debug=True)
    for name, low, high in (("courses", 3, 5), ("rise", 0.1, 0.4)):
        middle, spread = np.log(low * high) / 2, np.log(high / low) / (2 * 1.6448536269514722)
        simulation.addInVar(name, stats.lognorm, {"s": spread, "scale": np.exp(middle)})
    shape = {"a": 1 + 4 * 0.2 / 0.35, "b": 1 + 4 * 0.15 / 0.35, "loc": 0.5, "scale": 0.35}
    simulation.addInVar("certified", stats.beta, shape)
    simulation.addInVar("employed", stats.uniform, {"loc": 0.2, "scale": 0.3})
    simulation.runSim()
    return float(np.mean(np.array(simulation.outvars["income"].nums) >= LEAST_INCOME))


def _monaco_before(case: Any) -> tuple[Any, ...]:
    return tuple(case.invals[n].val for n in ("courses", "certified", "employed", "rise"))


def _monaco_after(case: Any, found: float) -> None:
    case.addOutVal("income", found)


INDICATORS, LINKS, PROGRAMMES, PERIODS = 72, 215, 16, 30
"""The size of the example that Policy Priority Inference ships with."""


def policy_priority_inference(seed: int) -> Callable[[], Any]:
    """Return one run of Policy Priority Inference at the size of its example; data are made up.

    Its time does not depend on the values: the same arrays of the same shapes go through it.
    """
    with warnings.catch_warnings():  # importing it would silence all warnings from then on
        package = importlib.import_module("policy_priority_inference")
    rng = np.random.default_rng(seed)
    start = rng.uniform(0.2, 0.6, INDICATORS)
    network = np.zeros((INDICATORS, INDICATORS))
    network.flat[rng.choice(network.size, LINKS, replace=False)] = rng.uniform(-0.5, 1.0, LINKS)
    steps = rng.uniform(0.001, 0.02, (2, INDICATORS))
    serving = {i: [int(rng.integers(PROGRAMMES))] for i in range(PROGRAMMES, INDICATORS)}
    serving |= {i: [i] for i in range(PROGRAMMES)}
    budget = rng.uniform(5.0, 20.0, (PROGRAMMES, PERIODS))

    def run() -> Any:
        return package.run_ppi(
            start, steps[0], steps[1], np.full(INDICATORS, 0.02), A=network, Bs=budget.copy(),
            B_dict=serving, Imax=np.ones(INDICATORS), Imin=np.zeros(INDICATORS),
            G=np.minimum(start + 0.3, 1.0), R=np.ones(INDICATORS),
        )  # fmt: skip

    return run
