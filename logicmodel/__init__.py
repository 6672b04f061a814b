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
    from logicmodel.analysis.by_variant import by_variant
    from logicmodel.analysis.calibration import calibration_weights
    from logicmodel.analysis.checking.finding import Finding, Fix
    from logicmodel.analysis.checking.settings import Settings, project_settings
    from logicmodel.analysis.checks.check import check
    from logicmodel.analysis.comparison import compare, dominance
    from logicmodel.analysis.conclusion import Conclusion, conclude
    from logicmodel.analysis.contribution.contribution import contribution
    from logicmodel.analysis.contribution.table import contribution_table
    from logicmodel.analysis.discovery.discover import discover
    from logicmodel.analysis.discovery.findings import Discovery
    from logicmodel.analysis.distribution import distribution
    from logicmodel.analysis.effects import effects, late_effects
    from logicmodel.analysis.elicitation import elicitation
    from logicmodel.analysis.estimates import answered
    from logicmodel.analysis.failure import failure
    from logicmodel.analysis.information.flip import flip_values
    from logicmodel.analysis.information.study import study_value
    from logicmodel.analysis.information.value import value_of_information
    from logicmodel.analysis.joint import joint
    from logicmodel.analysis.levels import levels
    from logicmodel.analysis.marginal import marginal
    from logicmodel.analysis.monitoring.actuals import Actuals
    from logicmodel.analysis.monitoring.groups import groups
    from logicmodel.analysis.optimize.frontier import frontier
    from logicmodel.analysis.optimize.least_budget import least_budget
    from logicmodel.analysis.optimize.optimize import optimize
    from logicmodel.analysis.optimize.optimum import Optimum
    from logicmodel.analysis.optimize.portfolio import Portfolio, portfolio
    from logicmodel.analysis.optimize.sweep import sweep
    from logicmodel.analysis.outcome_focus import outcome_focus
    from logicmodel.analysis.questions import questions
    from logicmodel.analysis.reference_classes import reference_classes
    from logicmodel.analysis.regret import regret
    from logicmodel.analysis.sensitivity.sensitivity import given_sensitivity, sensitivity
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
    from logicmodel.files.actuals import read_actuals
    from logicmodel.files.convert import Conversion, convert, convert_many
    from logicmodel.files.edit import edit
    from logicmodel.files.format import Format, formats, read, write
    from logicmodel.files.iati import read_many
    from logicmodel.files.losses import LossGroup, LossWarning, group_losses
    from logicmodel.files.places import located
    from logicmodel.files.questionnaires.reading import Replies, read_answers
    from logicmodel.files.questionnaires.recording import record_answers
    from logicmodel.files.questionnaires.writing import write_questions
    from logicmodel.files.repair import fix
    from logicmodel.files.schema import schema
    from logicmodel.parts.combiners.combiner import Combiner
    from logicmodel.parts.curves.curve import Curve
    from logicmodel.parts.distributions.distribution import Distribution
    from logicmodel.parts.quantity import Quantity
    from logicmodel.plan.override import future, override
    from logicmodel.plan.plan import Plan
    from logicmodel.plan.theories import theories, variant
    from logicmodel.reporting import Report, report
    from logicmodel.views.charts.chart import Chart, chart, picture
    from logicmodel.views.diagrams.diagram import diagram, to_graphviz
    from logicmodel.views.picture import Picture
    from logicmodel.views.sarif import sarif

HOMES = {
    "Actuals": "analysis.monitoring.actuals",
    "Answer": "analysis.answer",
    "Chart": "views.charts.chart",
    "Combiner": "parts.combiners.combiner",
    "Conclusion": "analysis.conclusion",
    "Conversion": "files.convert",
    "Curve": "parts.curves.curve",
    "Discovery": "analysis.discovery.findings",
    "Distribution": "parts.distributions.distribution",
    "FileError": "errors",
    "Finding": "analysis.checking.finding",
    "Fix": "analysis.checking.finding",
    "Format": "files.format",
    "IncompleteError": "errors",
    "LogicModelError": "errors",
    "LossGroup": "files.losses",
    "LossWarning": "files.losses",
    "MissingExtraError": "errors",
    "Optimum": "analysis.optimize.optimum",
    "Picture": "views.picture",
    "Plan": "plan.plan",
    "PlanError": "errors",
    "Portfolio": "analysis.optimize.portfolio",
    "Problem": "errors",
    "Program": "engine.program",
    "Quantity": "parts.quantity",
    "Replies": "files.questionnaires.reading",
    "Report": "reporting",
    "RequestError": "errors",
    "Results": "engine.results",
    "Settings": "analysis.checking.settings",
    "TableFormat": "analysis.tables",
    "answered": "analysis.estimates",
    "attainment": "analysis.attainment",
    "by_variant": "analysis.by_variant",
    "calibration_weights": "analysis.calibration",
    "chart": "views.charts.chart",
    "check": "analysis.checks.check",
    "compare": "analysis.comparison",
    "compile": "engine.compile",
    "conclude": "analysis.conclusion",
    "contribution": "analysis.contribution.contribution",
    "contribution_table": "analysis.contribution.table",
    "convert": "files.convert",
    "convert_many": "files.convert",
    "costs": "analysis.worth",
    "diagram": "views.diagrams.diagram",
    "discover": "analysis.discovery.discover",
    "distribution": "analysis.distribution",
    "dominance": "analysis.comparison",
    "edit": "files.edit",
    "effects": "analysis.effects",
    "elicitation": "analysis.elicitation",
    "failure": "analysis.failure",
    "fix": "files.repair",
    "flip_values": "analysis.information.flip",
    "formats": "files.format",
    "frontier": "analysis.optimize.frontier",
    "future": "plan.override",
    "given_sensitivity": "analysis.sensitivity.sensitivity",
    "group_losses": "files.losses",
    "groups": "analysis.monitoring.groups",
    "joint": "analysis.joint",
    "late_effects": "analysis.effects",
    "least_budget": "analysis.optimize.least_budget",
    "levels": "analysis.levels",
    "located": "files.places",
    "marginal": "analysis.marginal",
    "optimize": "analysis.optimize.optimize",
    "outcome_focus": "analysis.outcome_focus",
    "override": "plan.override",
    "picture": "views.charts.chart",
    "portfolio": "analysis.optimize.portfolio",
    "project_settings": "analysis.checking.settings",
    "questions": "analysis.questions",
    "read": "files.format",
    "read_actuals": "files.actuals",
    "read_answers": "files.questionnaires.reading",
    "read_many": "files.iati",
    "read_results": "engine.saved",
    "record_answers": "files.questionnaires.recording",
    "reference_classes": "analysis.reference_classes",
    "regret": "analysis.regret",
    "report": "reporting",
    "sarif": "views.sarif",
    "save": "engine.saved",
    "save_tables": "analysis.tables",
    "schema": "files.schema",
    "sensitivity": "analysis.sensitivity.sensitivity",
    "simulate": "engine.simulate",
    "social_return": "analysis.worth",
    "study_value": "analysis.information.study",
    "summary": "analysis.summary",
    "sweep": "analysis.optimize.sweep",
    "table_format": "analysis.tables",
    "theories": "plan.theories",
    "time_to_target": "analysis.time_to_target",
    "to_graphviz": "views.diagrams.diagram",
    "value_of_information": "analysis.information.value",
    "variant": "plan.theories",
    "waterfall": "analysis.worth",
    "wording": "wording",
    "write": "files.format",
    "write_questions": "files.questionnaires.writing",
    "writing": "writing",
}
"""Where each public name lives; it is imported when it is first used. A module may be a name itself."""

__all__ = [
    "Actuals",
    "Answer",
    "Chart",
    "Combiner",
    "Conclusion",
    "Conversion",
    "Curve",
    "Discovery",
    "Distribution",
    "FileError",
    "Finding",
    "Fix",
    "Format",
    "IncompleteError",
    "LogicModelError",
    "LossGroup",
    "LossWarning",
    "MissingExtraError",
    "Optimum",
    "Picture",
    "Plan",
    "PlanError",
    "Portfolio",
    "Problem",
    "Program",
    "Quantity",
    "Replies",
    "Report",
    "RequestError",
    "Results",
    "Settings",
    "TableFormat",
    "__version__",
    "answered",
    "attainment",
    "by_variant",
    "calibration_weights",
    "chart",
    "check",
    "compare",
    "compile",
    "conclude",
    "contribution",
    "contribution_table",
    "convert",
    "convert_many",
    "costs",
    "diagram",
    "discover",
    "distribution",
    "dominance",
    "edit",
    "effects",
    "elicitation",
    "failure",
    "fix",
    "flip_values",
    "formats",
    "frontier",
    "future",
    "given_sensitivity",
    "group_losses",
    "groups",
    "joint",
    "late_effects",
    "least_budget",
    "levels",
    "located",
    "marginal",
    "optimize",
    "outcome_focus",
    "override",
    "picture",
    "portfolio",
    "project_settings",
    "questions",
    "read",
    "read_actuals",
    "read_answers",
    "read_many",
    "read_results",
    "record_answers",
    "reference_classes",
    "regret",
    "report",
    "sarif",
    "save",
    "save_tables",
    "schema",
    "sensitivity",
    "simulate",
    "social_return",
    "study_value",
    "summary",
    "sweep",
    "table_format",
    "theories",
    "time_to_target",
    "to_graphviz",
    "value_of_information",
    "variant",
    "waterfall",
    "wording",
    "write",
    "write_questions",
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
