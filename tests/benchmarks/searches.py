"""Other ways to search for the best allocation, all on the same frozen draws with the sharp objective.

CMA-ES and NSGA-II serve this comparison only: ``pip install cma pymoo``. What is not installed is left
out, with a message. Every way is given the even split to begin with and may spend the whole budget.
"""

from __future__ import annotations

import dataclasses
import importlib
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logicmodel.analysis.optimize.frozen import Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import objective_of
from logicmodel.analysis.optimize.space import Frame, Space, Terms
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.plan.plan import Plan

Array = NDArray[np.float64]


@dataclasses.dataclass
class Task:
    """A plan whose money is to be shared out, on frozen draws."""

    space: Space
    objective: Objective
    frozen: Frozen
    budget: float
    most: int
    """Evaluations that population methods may use."""

    @classmethod
    def of(cls, plan: Plan, maximize: str, draws: int) -> Task:
        """Return the task of a plan with a budget and nothing else that limits it."""
        space = Frame(plan, Terms()).space()
        assert space.budget is not None
        most = min(max(1_500, 150 * len(space.levers)), 3_000)
        frozen = Frozen(compile_plan(plan), draws=draws, seed=1)
        return cls(space, objective_of(maximize, plan), frozen, space.budget, most)

    @property
    def count(self) -> int:
        """Number of amounts."""
        return len(self.space.levers)

    def amounts(self, shares: Array) -> Array:
        """Return amounts that cost the given shares of the budget."""
        return np.asarray(shares * self.budget / self.space.money)

    def split(self, weights: Array) -> Array:
        """Return amounts that spend the whole budget in proportion to weights."""
        weights = np.abs(weights)
        return self.amounts(weights / max(float(weights.sum()), 1e-12))

    def value(self, x: Array) -> float:
        """Return the objective as it is: a share of draws, or a mean."""
        return self.objective.value(self.frozen.see(self.space.amounts(x)))


Search = Callable[[Task], Array]


def slsqp(task: Task) -> Array:
    """Sequential quadratic programming on the sharp objective, gradients by differences."""
    from scipy.optimize import minimize

    even = np.full(task.count, 1.0 / task.count)
    done = minimize(
        lambda z: -task.value(task.amounts(np.clip(z, 0.0, 1.0))), even, method="SLSQP", bounds=[(0.0, 1.0)] * task.count,
        constraints=[{"type": "ineq", "fun": lambda z: 1.0 - z.sum()}],
    )  # fmt: skip
    return task.amounts(
        np.clip(done.x, 0.0, 1.0) / max(float(np.clip(done.x, 0.0, 1.0).sum()), 1.0)
    )


def cma_es(task: Task) -> Array:
    """Adapt a normal distribution over the weights of a split."""
    cma = importlib.import_module("cma")
    options = {"bounds": [0, 1], "maxfevals": task.most, "verbose": -9, "seed": 1}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = cma.fmin2(
            lambda z: -task.value(task.split(np.asarray(z))),
            np.full(task.count, 0.5),
            0.25,
            options,
        )
    return task.split(np.asarray(done[0]))


def differential_evolution(task: Task) -> Array:
    """Differential evolution over the weights of a split."""
    from scipy.optimize import differential_evolution as evolve

    size = 15 if task.count <= 20 else 5
    rounds = max(1, task.most // (size * task.count) - 1)
    done = evolve(
        lambda z: -task.value(task.split(z)), [(0.0, 1.0)] * task.count, seed=1, maxiter=rounds, popsize=size,
        polish=False, tol=0.0, x0=np.full(task.count, 0.5),
    )  # fmt: skip
    return task.split(done.x)


def nsga_2(task: Task) -> Array:
    """Evolve the whole frontier of cost against value; the best within the budget is taken."""
    ElementwiseProblem = importlib.import_module("pymoo.core.problem").ElementwiseProblem  # noqa: N806 - a class
    algorithm = importlib.import_module("pymoo.algorithms.moo.nsga2").NSGA2(pop_size=60)
    minimize = importlib.import_module("pymoo.optimize").minimize

    class Split(ElementwiseProblem):  # type: ignore[misc, valid-type] # the package has no types
        def __init__(self) -> None:
            super().__init__(
                n_var=task.count,
                n_obj=2,
                n_ieq_constr=1,
                xl=0.0,
                xu=np.full(task.count, min(1.0, 6.0 / task.count)),
            )

        def _evaluate(self, z: Array, out: dict[str, Any], *_: Any, **__: Any) -> None:
            out["F"] = [float(z.sum()), -task.value(task.amounts(z))]
            out["G"] = [float(z.sum()) - 1.0]

    done = minimize(Split(), algorithm, ("n_eval", 2 * task.most), seed=1, verbose=False)
    if done.X is None:
        return task.split(np.ones(task.count))
    fitting = np.atleast_2d(done.X)
    return task.amounts(fitting[int(np.argmin(np.atleast_2d(done.F)[:, 1]))])


SEARCHES: dict[str, Search] = {
    "SLSQP on the sharp objective": slsqp, "CMA-ES": cma_es, "differential evolution": differential_evolution, "NSGA-II": nsga_2,
}  # fmt: skip
NEEDS = {"CMA-ES": "cma", "NSGA-II": "pymoo"}
