"""A small document, and ways to change and refuse it."""

import copy

import pytest

from logicmodel.errors import PlanError
from logicmodel.plan.plan import Plan

SMALL = {
    "periods": {"first": 2027, "count": 4},
    "stakeholders": {"people": {"title": "People"}},
    "inputs": {"money": {"unit": "EUR"}, "staff": {"unit": "FTE", "price": 50_000}},
    "activities": {"teach": {"title": "Teach"}},
    "outputs": {"hours": {"unit": "hours"}},
    "outcomes": {
        "skills": {
            "unit": "people",
            "baseline": 10,
            "beneficiaries": ["people"],
            "indicators": {"test": {"error": "5%"}},
        }
    },
    "factors": {"jobs": {"value": "normal(100, 5)", "reference": 100}},
    "assumptions": {"calm": {"holds": 0.8}},
    "numbers": {"rate": "0.2 to 0.3"},
    "links": [
        {"from": "staff", "to": "teach", "weight": "3 to 5"},
        {"from": "teach", "to": "hours", "weight": "rate", "assumes": ["calm"]},
        {"from": "hours", "to": "skills", "curve": "saturating(50, 20)", "lag": 1, "works": 0.9},
        {"from": "jobs", "to": "skills", "weight": 1},
    ],
    "targets": [
        {"node": "hours", "at_least": 5, "by": 2028},
        {"indicator": "test", "change": "20%", "by": 2030},
    ],
    "allocations": {
        "base": {"title": "Base", "staff": 2},
        "more": {"staff": [3, 4, 5, 5], "money": 1000},
    },
    "budget": {"total": 900_000, "bounds": {"staff": [0, 6]}},
    "futures": {"slump": {"factors.jobs.value": 80}},
    "correlations": [{"between": ["factors.jobs.value", "links.staff->teach.weight"], "rank": 0.3}],
}


def changed(*way, value):
    """The small document with another value at one place."""
    data = copy.deepcopy(SMALL)
    here = data
    for key in way[:-1]:
        here = here[key] if isinstance(here, list) else here.setdefault(key, {})
    here[way[-1]] = value
    return data


def built(*way, value):
    """The plan of the small document with another value at one place."""
    return Plan.from_document(changed(*way, value=value))


def refused(data):
    """Where and why a document is refused, one pair for each problem."""
    with pytest.raises(PlanError) as caught:
        Plan.from_document(data)
    for problem in caught.value.problems:
        assert problem.loc or not problem.where
    return [
        (problem.where, "; ".join(filter(None, [problem.message, problem.remedy])))
        for problem in caught.value.problems
    ]


def small():
    """The plan of the small document."""
    return Plan.from_document(SMALL)
