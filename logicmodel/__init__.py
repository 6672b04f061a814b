"""A planning and simulation engine for logic models.

import logicmodel as lm

plan = lm.read("plan.yaml")
results = lm.simulate(plan)
lm.attainment(results)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from logicmodel import wording, writing
    from logicmodel.analysis.answer import Answer
    from logicmodel.analysis.attainment import attainment
    from logicmodel.analysis.checks.check import Finding, check
    from logicmodel.analysis.comparison import compare, dominance
    from logicmodel.analysis.distribution import distribution
    from logicmodel.analysis.effects import effects, late_effects
    from logicmodel.analysis.failure import failure
    from logicmodel.analysis.joint import joint
    from logicmodel.analysis.levels import levels
    from logicmodel.analysis.marginal import marginal
    from logicmodel.analysis.optimize.frontier import frontier
    from logicmodel.analysis.optimize.least_budget import least_budget
    from logicmodel.analysis.optimize.optimize import optimize
    from logicmodel.analysis.optimize.optimum import Optimum
    from logicmodel.analysis.optimize.portfolio import Portfolio, portfolio
    from logicmodel.analysis.optimize.sweep import sweep
    from logicmodel.analysis.regret import regret
    from logicmodel.analysis.summary import summary
    from logicmodel.analysis.tables import TableFormat, save_tables, table_format
    from logicmodel.analysis.time_to_target import time_to_target
    from logicmodel.analysis.worth import costs, social_return, waterfall
    from logicmodel.engine.compile import compile  # noqa: A004
    from logicmodel.engine.program import Program
    from logicmodel.engine.results import Results
    from logicmodel.engine.saved import read_results, save
    from logicmodel.engine.simulate import simulate
    from logicmodel.errors import (
        FileError,
        IncompleteError,
        LogicModelError,
        MissingExtraError,
        PlanError,
        Problem,
        RequestError,
    )
    from logicmodel.files.edit import edit
    from logicmodel.files.format import read, write
    from logicmodel.files.places import located
    from logicmodel.files.schema import schema
    from logicmodel.parts.combiners.combiner import Combiner
    from logicmodel.parts.curves.curve import Curve
    from logicmodel.parts.distributions.distribution import Distribution
    from logicmodel.parts.quantity import Quantity
    from logicmodel.plan.override import future, override
    from logicmodel.plan.plan import Plan
    from logicmodel.reporting import Report, report
    from logicmodel.views.charts.chart import Chart, chart, picture
    from logicmodel.views.diagrams.diagram import diagram, to_graphviz
    from logicmodel.views.picture import Picture

HOMES = {
    "Answer": "analysis.answer",
    "Chart": "views.charts.chart",
    "Combiner": "parts.combiners.combiner",
    "Curve": "parts.curves.curve",
    "Distribution": "parts.distributions.distribution",
    "FileError": "errors",
    "Finding": "analysis.checks.check",
    "IncompleteError": "errors",
    "LogicModelError": "errors",
    "MissingExtraError": "errors",
    "Optimum": "analysis.optimize.optimum",
    "Picture": "views.picture",
    "Plan": "plan.plan",
    "PlanError": "errors",
    "Portfolio": "analysis.optimize.portfolio",
    "Problem": "errors",
    "Program": "engine.program",
    "Quantity": "parts.quantity",
    "Report": "reporting",
    "RequestError": "errors",
    "Results": "engine.results",
    "TableFormat": "analysis.tables",
    "attainment": "analysis.attainment",
    "chart": "views.charts.chart",
    "check": "analysis.checks.check",
    "compare": "analysis.comparison",
    "compile": "engine.compile",
    "costs": "analysis.worth",
    "diagram": "views.diagrams.diagram",
    "distribution": "analysis.distribution",
    "dominance": "analysis.comparison",
    "edit": "files.edit",
    "effects": "analysis.effects",
    "failure": "analysis.failure",
    "frontier": "analysis.optimize.frontier",
    "future": "plan.override",
    "joint": "analysis.joint",
    "late_effects": "analysis.effects",
    "least_budget": "analysis.optimize.least_budget",
    "levels": "analysis.levels",
    "located": "files.places",
    "marginal": "analysis.marginal",
    "optimize": "analysis.optimize.optimize",
    "override": "plan.override",
    "picture": "views.charts.chart",
    "portfolio": "analysis.optimize.portfolio",
    "read": "files.format",
    "read_results": "engine.saved",
    "regret": "analysis.regret",
    "report": "reporting",
    "save": "engine.saved",
    "save_tables": "analysis.tables",
    "schema": "files.schema",
    "simulate": "engine.simulate",
    "social_return": "analysis.worth",
    "summary": "analysis.summary",
    "sweep": "analysis.optimize.sweep",
    "table_format": "analysis.tables",
    "time_to_target": "analysis.time_to_target",
    "to_graphviz": "views.diagrams.diagram",
    "waterfall": "analysis.worth",
    "wording": "wording",
    "write": "files.format",
    "writing": "writing",
}
"""Where each public name lives; it is imported when it is first used. A module may be a name itself."""

__all__ = [
    "Answer",
    "Chart",
    "Combiner",
    "Curve",
    "Distribution",
    "FileError",
    "Finding",
    "IncompleteError",
    "LogicModelError",
    "MissingExtraError",
    "Optimum",
    "Picture",
    "Plan",
    "PlanError",
    "Portfolio",
    "Problem",
    "Program",
    "Quantity",
    "Report",
    "RequestError",
    "Results",
    "TableFormat",
    "__version__",
    "attainment",
    "chart",
    "check",
    "compare",
    "compile",
    "costs",
    "diagram",
    "distribution",
    "dominance",
    "edit",
    "effects",
    "failure",
    "frontier",
    "future",
    "joint",
    "late_effects",
    "least_budget",
    "levels",
    "located",
    "marginal",
    "optimize",
    "override",
    "picture",
    "portfolio",
    "read",
    "read_results",
    "regret",
    "report",
    "save",
    "save_tables",
    "schema",
    "simulate",
    "social_return",
    "summary",
    "sweep",
    "table_format",
    "time_to_target",
    "to_graphviz",
    "waterfall",
    "wording",
    "write",
    "writing",
]


def __getattr__(name: str) -> Any:
    """Import a public name at its first use."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("logicmodel")
    home = HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = importlib.import_module(f"{__name__}.{home}")
    found = module if home == name else getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
