"""Funds, rules, steps and packages of a budget as they are read and refused."""

import pytest

from logicmodel.plan.plan import Plan

from .documents import built, changed, refused

FULL = {
    "total": "900_000",
    "per_period": [300_000, "50%", 0, 1],
    "bounds": {"staff": [0, 6]},
    "fixed": {"money": [1, 2, 3, 4]},
    "steps": {"staff": 0.5},
    "funds": {"health": {"title": "For health", "amount": 1000, "inputs": ["staff"]}},
    "limits": {
        "rooms": {"of": {"staff": 1, "money": 0.001}, "at_most": 40},
        "share": {"title": "Share", "of": {"staff": 1}, "at_least": 2, "at_most": 2, "each": "plan"},
    },
    "packages": {
        "van": {"title": "Van", "amounts": {"staff": [1, 1, 0, 0]}, "requires": ["camp"]},
        "camp": {"amounts": {"staff": 1, "money": 5}, "choice": "must", "excludes": ["tent"]},
        "tent": {"amounts": {"money": 2}, "choice": "must_not"},
    },
    "vary": "period",
}


def test_a_full_budget_reads_back_as_itself():
    plan = built("budget", value=FULL)
    budget = plan.budget
    assert budget.total == 900_000
    assert budget.per_period == (300_000, 0.5, 0, 1)
    assert budget.fixed == {"money": (1, 2, 3, 4)}
    assert budget.funds["health"].inputs == ("staff",)
    assert budget.limits["rooms"].each == "period"
    assert budget.limits["rooms"].at_least is None
    assert budget.packages["van"].choice == "open"
    assert budget.packages["camp"].excludes == ("tent",)
    document = plan.to_document()
    assert document["budget"]["packages"]["van"] == {
        "title": "Van",
        "amounts": {"staff": [1, 1, 0, 0]},
        "requires": ["camp"],
    }
    assert Plan.from_document(document) == plan


def test_nothing_said_means_nothing_limited():
    budget = built("budget", value={}).budget
    assert budget.total is None
    assert budget.per_period is None
    assert budget.vary == "plan"
    sections = (budget.bounds, budget.fixed, budget.steps, budget.funds, budget.limits, budget.packages)
    assert not any(sections)


@pytest.mark.parametrize(
    ("value", "where", "message"),
    [
        ({"fixed": {"stuff": 1}}, ".fixed.stuff", "no input is called stuff; did you mean staff?"),
        ({"steps": {"cars": 1}}, ".steps.cars", "no input is called cars; known: money, staff"),
        ({"steps": {"staff": 0}}, ".steps.staff", "must be above 0, found 0"),
        (
            {"fixed": {"staff": 1}, "bounds": {"staff": [0, 2]}},
            ".fixed.staff",
            "staff is fixed and cannot have bounds too; leave it out in one of them",
        ),
        (
            {"fixed": {"staff": 1}, "steps": {"staff": 2}},
            ".fixed.staff",
            "staff is fixed and cannot have steps too; leave it out in one of them",
        ),
        (
            {"fixed": {"staff": [1, 2]}},
            ".fixed.staff",
            "a list needs one number for each of the 4 periods, found 2; write 4 numbers, or one number for all periods",
        ),
        ({"fixed": {"staff": -1}}, ".fixed.staff", "an amount cannot be negative, found -1"),
        ({"funds": {"f": {"amount": -1, "inputs": ["staff"]}}}, ".funds.f.amount", "must be at least 0, found -1"),
        ({"funds": {"f": {"amount": 1, "inputs": []}}}, ".funds.f.inputs", "needs at least 1 entry, found 0"),
        (
            {"funds": {"f": {"amount": 1, "inputs": ["staf"]}}},
            ".funds.f.inputs[0]",
            "no input is called staf; did you mean staff?",
        ),
        ({"limits": {"r": {"of": {"staff": 1}}}}, ".limits.r", "a limit needs at_most or at_least, or both"),
        (
            {"limits": {"r": {"of": {"staff": 1}, "at_most": 1, "at_least": 2}}},
            ".limits.r",
            "at_least must not be above at_most (2 > 1)",
        ),
        (
            {"limits": {"r": {"of": {"mony": 1}, "at_most": 1}}},
            ".limits.r.of.mony",
            "no input is called mony; did you mean money?",
        ),
        ({"limits": {"r": {"of": {}, "at_most": 1}}}, ".limits.r.of", "needs at least 1 entry, found 0"),
        (
            {"packages": {"p": {"amounts": {"vans": 1}}}},
            ".packages.p.amounts.vans",
            "no input is called vans; known: money, staff",
        ),
        (
            {"packages": {"p": {"amounts": {"staff": [1, 2, 3]}}}},
            ".packages.p.amounts.staff",
            "a list needs one number for each of the 4 periods, found 3; write 4 numbers, or one number for all periods",
        ),
        (
            {"packages": {"p": {"amounts": {"staff": 1}, "requires": ["q"]}}},
            ".packages.p.requires[0]",
            "no package is called q; known: p",
        ),
        (
            {"packages": {"p": {"amounts": {"staff": 1}, "excludes": ["p"]}}},
            ".packages.p.excludes[0]",
            "p cannot be its own condition; leave it out",
        ),
        (
            {"packages": {"p": {"amounts": {"staff": 1}, "choice": "maybe"}}},
            ".packages.p.choice",
            "must be open, must or must_not, found 'maybe'",
        ),
        ({"vary": "year"}, ".vary", "must be plan or period, found 'year'"),
        ({"limit": {}}, ".limit", "unknown key limit; did you mean limits?"),
    ],
)
def test_budgets_that_cannot_be(value, where, message):
    assert refused(changed("budget", value=value)) == [(f"budget{where}", message)]


def test_all_faults_at_once():
    value = {
        "fixed": {"a": 1},
        "steps": {"b": 1},
        "packages": {"p": {"amounts": {"c": 1}, "requires": ["p", "q"]}},
    }
    assert [where for where, _ in refused(changed("budget", value=value))] == [
        "budget.fixed.a",
        "budget.steps.b",
        "budget.packages.p.amounts.c",
        "budget.packages.p.requires[0]",
        "budget.packages.p.requires[1]",
    ]
