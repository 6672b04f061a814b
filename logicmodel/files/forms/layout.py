"""The sheets of a plan: their names, what goes into each, their columns, and an example of a row."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Final

from logicmodel.files.forms.columns import Column, columns_of
from logicmodel.plan.budget import Limit, Package
from logicmodel.plan.decisions import Correlation, Stakeholder
from logicmodel.plan.element import Element
from logicmodel.plan.group import Group
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.link import Link
from logicmodel.plan.node import Activity, Assumption, Factor, Input, Outcome, Output
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.plan.variants import Variant

README, LISTS, ACTUALS, PLAN = "Read me", "Lists", "Actuals", "Plan"
ID: Final = Column("id", "Id", "A word of letters, digits, _ and - by which other sheets name it.", "text", required=True)
NESTED_IN_PLAN: Final = ("periods", "success", "checks")
"""Fields of the plan whose own fields have a row each on the sheet Plan."""


@dataclasses.dataclass(frozen=True)
class Sheet:
    """One sheet: a table with a row for each entry."""

    name: str
    section: str
    """The key of the plan that it holds."""
    about: str
    """What goes into it, in a sentence."""
    columns: tuple[Column, ...]
    example: Mapping[str, str | float] = dataclasses.field(default_factory=dict)
    """A row as it might be, by column."""

    def column(self, key: str) -> Column:
        """Return the column of a field."""
        return next(one for one in self.columns if one.key == key)


@functools.cache
def sheets() -> dict[str, Sheet]:
    """Return the sheets by name, in the order in which they are filled in."""
    found = [
        _front(),
        _named("Inputs", Input, "What is put in: money, people, materials.",
               {"id": "tutors", "title": "Paid tutors", "unit": "FTE", "price": 42_000, "delivery": "pert(0.8, 0.95, 1)"}),
        _named("Activities", Activity, "What is done with the inputs.", {"id": "tutoring", "title": "Tutor children in small groups", "unit": "hours"}),
        _named("Outputs", Output, "What is delivered and can be counted.", {"id": "children_tutored", "title": "Children tutored", "unit": "children"}),
        _named("Outcomes", Outcome, "What changes: the point of the plan.",
               {"id": "reading_score", "title": "Children read better", "unit": "points", "baseline": 470, "trend": "-2 to -0.5", "retain": 0.6}),
        _named("Factors", Factor, "What acts from outside, and the plan cannot move.",
               {"id": "rent", "title": "Rent level", "unit": "index", "reference": 100, "value": "normal(106, 4)"}),
        _named("Assumptions", Assumption, "What must hold, though nobody here can make it so.",
               {"id": "rooms", "title": "Schools lend us their rooms", "holds": "85%", "mitigation": "Agreement with the town"}),
        _links(),
        _indicators(),
        _targets(),
        _groups(),
        Sheet("Allocations", "allocations", "The options: how much of each input every option takes, one row for each option and input.", ALLOCATIONS,
              {"allocation": "tutors_first", "title": "Tutors first", "input": "tutors", "every": 3}),
        Sheet("Budget", "budget", "Limits of what may be spent, one row for each rule.", _budget_columns(), {"rule": "total", "amount": 430_000}),
        Sheet("Futures", "futures", "Named futures: values that replace others, by path; one row for each value.", FUTURES,
              {"future": "rent_shock", "path": "factors.rent.value", "value": "normal(118, 5)"}),
        Sheet("Correlations", "correlations", "Numbers that tend to be high or low together.", columns_of(Correlation, required=("between", "rank")),
              {"between": "factors.rent.value, links.tutors->tutoring.weight", "rank": -0.5}),
        _named("Stakeholders", Stakeholder, "Who has a part in the plan, or gains by it.", {"id": "children", "title": "Children and parents", "role": "beneficiary"},
               titles={"weight": "Weight of their gains"}),
        Sheet("Numbers", "numbers", "Uncertain numbers with a name, each one draw wherever it is used.", NUMBERS, {"id": "inflation", "value": "2% to 5%"}),
        _named("Variants", Variant, "Other theories of change: how the world may work instead.",
               {"id": "no_transfer", "title": "Tutoring does not raise scores", "weight": "20%", "remove": "children_tutored->reading_score"},
               titles={"weight": "Probability"}),
        Sheet(ACTUALS, "", "What was measured since: one row for each indicator and period. It is no part of the plan and is read by itself.", ACTUALS_COLUMNS),
    ]
    return {sheet.name: sheet for sheet in found}


def _named(name: str, model: type[Element], about: str, example: Mapping[str, str | float], titles: Mapping[str, str] | None = None) -> Sheet:
    """Return the sheet of entries that have an id and the fields of an element."""
    columns = columns_of(model, leaving_out=("indicators",), titles=titles)
    return Sheet(name, name.lower(), about, (ID, *columns), example)


def _links() -> Sheet:
    columns = columns_of(
        Link, flat=("evidence",), leading=("from", "to", "weight", "curve", "lag", "works", "assumes", "otherwise", "role", "because"),
        required=("from", "to"), refers={"from": "nodes", "to": "results"}, titles={"id": "Name of the link"},
    )
    about = "What leads to what, and how much: one row for each arrow."
    return Sheet("Links", "links", about, columns, {"from": "tutors", "to": "tutoring", "weight": "900 to 1_200", "because": "Hours that a tutor teaches in a year"})


def _indicators() -> Sheet:
    node = Column("node", "Of (id)", "The activity, output or outcome that it measures.", "text", refers="results", required=True)
    example = {"node": "reading_score", "id": "reading_test", "definition": "Mean score of the yearly test", "frequency": "yearly", "error": "3%"}
    return Sheet("Indicators", "indicators", "How activities, outputs and outcomes are measured.", (node, ID, *columns_of(Indicator, leaving_out=("groups",))), example)


def _targets() -> Sheet:
    columns = columns_of(
        Target, leading=("node", "at_least", "at_most", "between", "change", "by", "within", "indicator", "weight", "title"),
        refers={"node": "results", "indicator": "indicators", "by": "periods", "within": "periods"},
        titles={"weight": "Importance", "id": "Id", "node": "Of (id)"},
    )
    about = "What is to be reached by when: one of at least, at most, between and change, and one of by and within."
    return Sheet("Targets", "targets", about, columns, {"node": "reading_score", "at_least": 475, "by": 2029})


def _groups() -> Sheet:
    of = Column("node", "Of (id)", "The activity, output or outcome that the indicator measures.", "text", refers="results", required=True)
    indicator = Column("indicator", "Indicator (id)", "The indicator that is told apart by groups.", "text", refers="indicators", required=True)
    columns = columns_of(Group, leading=("of", "baseline", "at_least", "at_most", "by"), required=("of",), refers={"by": "periods"}, titles={"of": "Group"})
    columns = tuple(dataclasses.replace(one, kind="pairs") if one.key == "of" else one for one in columns)
    about = "What is planned for women and men, the young, a district...: one row for each group, and for each of its dates. These are records; what is simulated is the whole."
    example: dict[str, str | float] = {"node": "reading_score", "indicator": "reading_test", "of": "sex: female", "baseline": 468, "at_least": 474, "by": 2029}
    return Sheet("Groups", "groups", about, (of, indicator, *columns), example)


def _front() -> Sheet:
    """Return the sheet Plan, whose fields stand below each other."""
    found: list[Column] = []
    for column in columns_of(Plan, leaving_out=[section for section in Plan.model_fields if _apart(section)], leading=FRONT_FIRST, flat=NESTED_IN_PLAN):
        changes = FRONT.get(column.key, {})
        found.append(dataclasses.replace(column, **changes))  # type: ignore[arg-type]
    return Sheet(PLAN, "", "The plan as a whole: its name, its money, its periods.", tuple(found))


def _apart(field: str) -> bool:
    """Say whether a field of the plan has a sheet of its own, or goes without saying."""
    return field == "logicmodel" or field in {
        "stakeholders", "inputs", "activities", "outputs", "outcomes", "factors", "assumptions", "numbers", "links", "targets",
        "allocations", "budget", "futures", "variants", "correlations",
    }


FRONT_FIRST: Final = (
    "title", "description", "mission", "organisation", "language", "currency", "discount_rate", "periods.first", "periods.count", "periods.step",
)
FRONT: Final[dict[str, dict[str, object]]] = {
    "title": {"title": "Name of the plan"},
    "periods.first": {"title": "First period", "required": True},
    "periods.count": {"title": "Number of periods", "required": True},
    "periods.step": {"title": "Length of a period"},
    "success.of": {"title": "Success: which targets count"},
    "success.at_least": {"title": "Success: number that must be met"},
    "success.weight": {"title": "Success: share that must be met"},
    "checks.profile": {"title": "Checks: set of rules"},
    "checks.ignore": {"title": "Checks: left out, and why"},
    "checks.limits": {"title": "Checks: thresholds"},
}
ALLOCATIONS: Final = (
    Column("allocation", "Option (id)", "A word by which the option is named.", "text", required=True),
    Column("title", "Name", "Name for people; once for each option is enough.", "text"),
    Column("description", "Description", "What the option stands for; once for each option is enough.", "text"),
    Column("input", "Input (id)", "The input that this row gives an amount of.", "text", refers="inputs"),
    Column("every", "In every period", "Amount in each period, in the unit of the input; leave it empty to give one for each period.", "data"),
)
"""The columns of allocations; one for each period follows."""
FUTURES: Final = (
    Column("future", "Future (id)", "A word by which the future is named.", "text", required=True),
    Column("path", "Path of the value", "Which value is replaced: factors.rent.value, links.a->b.weight.", "text"),
    Column("value", "New value", "What stands there in this future.", "any"),
)
NUMBERS: Final = (ID, Column("value", "Value", "A number, a text such as 12 to 18, or a distribution.", "data", required=True))
ACTUALS_COLUMNS: Final = (
    Column("indicator", "Indicator (id)", "What was measured.", "text", refers="indicators", required=True),
    Column("period", "Period", "The period that the figure stands for.", "text", refers="periods", required=True),
    Column("value", "Value", "The figure; leave the row out where nothing was measured, and write 0 only where 0 was found.", "data", required=True),
    Column("date", "Date", "When it was measured.", "text"),
    Column("sd", "Standard deviation", "How far the figure may be off; the error of the indicator where it is left out.", "data"),
    Column("source", "Source", "Where the figure comes from.", "text"),
    Column("group", "Group", "The part that was measured, such as sex: female; empty for the whole.", "text"),
)
RULES: Final = ("total", "per_period", "bounds", "fixed", "step", "fund", "limit", "package", "vary")


def _budget_columns() -> tuple[Column, ...]:
    return (
        Column("rule", "Rule", "total: most in all. per period: most in one period. bounds: least and most of an input. fixed: an input that keeps its amount. "
               "step: an input that comes in whole multiples. fund: money for some inputs only. limit: another resource. package: bought whole or not at all. "
               "vary: whether one amount is sought for the plan, or one for each period (in the column Each).", "choice", RULES, required=True),
        Column("name", "Input or id", "The input of bounds, fixed and step; a word of your own for fund, limit and package.", "text"),
        Column("title", "Name for people", "Of fund, limit and package.", "text"),
        Column("amount", "Amount", "Of total, per period, fixed, step and fund; numbers apart by commas stand for the periods.", "data"),
        Column("at_least", "At least", "Of bounds and limit.", "data"),
        Column("at_most", "At most", "Of bounds and limit.", "data"),
        Column("inputs", "Inputs", "Of a fund: the inputs it may pay for. Of a limit or package: input: amount, input: amount.", "text"),
        Column("each", "Each", f"Of a limit: {Limit.descriptions()['each']} Of vary: plan or period.", "choice", ("period", "plan")),
        Column("choice", "Choice", f"Of a package: {Package.descriptions()['choice']}", "choice", ("open", "must", "must_not")),
        Column("requires", "Requires", Package.descriptions()["requires"], "words"),
        Column("excludes", "Excludes", Package.descriptions()["excludes"], "words"),
    )
