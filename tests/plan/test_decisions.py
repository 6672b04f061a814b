"""Allocations, budget, success, correlations, stakeholders."""

import pytest

from .documents import SMALL, built, changed, refused, small

NOT_CERTAIN = "expected one certain number, found '1 to 3'; this is decided or known, not uncertain"


def test_an_allocation_holds_its_words_beside_the_inputs():
    allocation = small().allocations["more"]
    assert allocation.amounts == {"staff": (3, 4, 5, 5), "money": 1000}
    plan = built(
        "allocations",
        "x",
        value={"title": "X", "description": "Y", "staff": "5%", "money": [1, "2_000", 3, 4]},
    )
    assert plan.to_document()["allocations"]["x"] == {
        "title": "X",
        "description": "Y",
        "staff": 0.05,
        "money": [1, 2000, 3, 4],
    }
    assert built("allocations", "x", value={"amounts": {"staff": 1}, "money": 2}).allocations[
        "x"
    ].amounts == {"staff": 1, "money": 2}
    assert built("allocations", "x", value={"staff": None}).allocations["x"].amounts == {}
    assert built("allocations", "x", value=None).allocations["x"].amounts == {}


@pytest.mark.parametrize(
    ("value", "where", "message"),
    [
        ({"staff": "many"}, ".staff", "expected a number, found 'many'"),
        ({"staff": "1 to 3"}, ".staff", NOT_CERTAIN),
        ({"staff": -1}, ".staff", "an amount cannot be negative, found -1"),
        (
            {"staff": [1, 2]},
            ".staff",
            "a list needs one number for each of the 4 periods, found 2; write 4 numbers, or one number for all periods",
        ),
        ({"staff": [1, 2, "x", 4]}, ".staff[2]", "expected a number, found 'x'"),
        ({"staff": {"a": 1}}, ".staff", "expected a number, found keys with values"),
        ({"stuff": 1}, ".stuff", "no input is called stuff; did you mean staff?"),
        (5, "", "expected keys with values, found 5; write it as {input: amount}"),
        ({"title": []}, ".title", "expected a text, found a list"),
    ],
)
def test_allocations_that_cannot_be(value, where, message):
    assert refused(changed("allocations", "base", value=value)) == [
        (f"allocations.base{where}", message)
    ]


def test_names_of_allocations_and_inputs():
    assert refused(changed("allocations", "a b", value={})) == [
        ("allocations.a b", "'a b' cannot be a name here; leave out spaces and dots")
    ]
    assert built("allocations", "2027-plan", value={})
    assert refused(changed("inputs", "title", value={"unit": "x"})) == [
        ("inputs.title", "no input may be called title; choose another id")
    ]


@pytest.mark.parametrize(
    ("value", "where", "message"),
    [
        ({"total": -1}, ".total", "must be at least 0, found -1"),
        ({"total": "1 to 3"}, ".total", NOT_CERTAIN),
        ({"totl": 1}, ".totl", "unknown key totl; did you mean total?"),
        (
            {"per_period": [1, 2]},
            ".per_period",
            "a list needs one number for each of the 4 periods, found 2; write 4 numbers, or one number for all periods",
        ),
        ({"bounds": {"staff": 5}}, ".bounds.staff", "expected two numbers, written as [low, high]"),
        (
            {"bounds": {"staff": [5, 3]}},
            ".bounds.staff",
            "expected the least and the most amount, from 0 up, found [5, 3]",
        ),
        (
            {"bounds": {"staff": [-1, 3]}},
            ".bounds.staff",
            "expected the least and the most amount, from 0 up, found [-1, 3]",
        ),
        (
            {"bounds": {"cars": [1, 3]}},
            ".bounds.cars",
            "no input is called cars; known: money, staff",
        ),
        (
            {"bounds": 3},
            ".bounds",
            "expected keys with values, found 3; write it as {input: [low, high]}",
        ),
        (5, "", "expected keys with values, found 5; write it as {total: ...}"),
    ],
)
def test_budgets_that_cannot_be(value, where, message):
    assert refused(changed("budget", value=value)) == [(f"budget{where}", message)]


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("all outcomes", None),
        ("all outputs", {"of": "outputs"}),
        ("all targets", {"of": "targets"}),
        (None, None),
        (["hours@2028"], {"of": ["hours@2028"]}),
        ({"at_least": 1, "of": "targets"}, {"at_least": 1, "of": "targets"}),
        ({"weight": "60%"}, {"weight": 0.6}),
    ],
)
def test_success_in_all_forms(value, data):
    plan = built("success", value=value)
    assert plan.to_document().get("success") == data
    assert type(plan).from_document(plan.to_document()) == plan


@pytest.mark.parametrize(
    ("value", "where", "message"),
    [
        (
            "all outcome",
            "",
            "expected 'all outcomes', 'all outputs', 'all targets', a list of target ids or a mapping with of, at_least, weight",
        ),
        (
            {"of": "outcome"},
            ".of",
            "must be outcomes, outputs or targets, found 'outcome'; did you mean outcomes?",
        ),
        (["hours"], "[0]", "no target is called hours; did you mean hours@2028?"),
        ({"of": ["hours"]}, ".of[0]", "no target is called hours; did you mean hours@2028?"),
        (
            {"at_least": 2},
            ".at_least",
            "asks for 2 targets, but only 1 count; lower at_least or change of",
        ),
        ({"at_least": 0}, ".at_least", "must be at least 1, found 0"),
        ({"weight": 2}, ".weight", "must be at most 1, found 2"),
        (5, "", "expected keys with values, found 5; write it as {at_least: ...}"),
    ],
)
def test_success_that_cannot_be(value, where, message):
    assert refused(changed("success", value=value)) == [(f"success{where}", message)]


CERTAIN = "links.jobs->skills.weight is certain, so nothing can go together with it; did you mean links.hours->skills.works or links.staff->teach.weight?"


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"rank": 2}, ".rank", "must be at most 1, found 2"),
        ({"between": ["factors.jobs.value"]}, ".between", "needs at least 2 entries, found 1"),
        (
            {"between": "factors.jobs.value"},
            ".between",
            "expected a list, found 'factors.jobs.value'; write [factors.jobs.value]",
        ),
        (
            {"between": ["factors.jobs.value", "factors.job.value"]},
            ".between[1]",
            "factors.job.value is not a number of the plan; did you mean factors.jobs.value?",
        ),
        ({"between": ["factors.jobs.value", "links.jobs->skills.weight"]}, ".between[1]", CERTAIN),
        (
            {"between": ["factors.jobs.value", "factors.jobs.value"]},
            "",
            "a number is named twice; name different numbers",
        ),
    ],
)
def test_correlations_that_cannot_be(fields, where, message):
    base = {"between": ["factors.jobs.value", "links.staff->teach.weight"], "rank": 0.3}
    ((place, text),) = refused(changed("correlations", value=[{**base, **fields}]))
    assert place == f"correlations[0]{where}"
    assert text.startswith(message.partition("?")[0]) or text == message


def test_how_often_two_numbers_are_drawn_must_agree():
    data = changed("factors", "jobs", "value", value="normal(100, 5) each period")
    assert refused(data) == [
        (
            "correlations[0]",
            "a number drawn once cannot be correlated with one drawn in each period; draw both in the same way",
        )
    ]
    data["assumptions"]["calm"]["each"] = "period"
    data["correlations"][0]["between"][1] = "assumptions.calm.holds"
    from logicmodel.plan.plan import Plan

    assert Plan.from_document(data)
    data["outcomes"]["skills"]["noise"] = "normal(0, 1)"
    data["correlations"][0]["between"][1] = "outcomes.skills.noise"
    assert Plan.from_document(data)


def test_stakeholders():
    assert refused(changed("stakeholders", "people", value={"weight": -1})) == [
        ("stakeholders.people.weight", "must be at least 0, found -1")
    ]
    assert refused(changed("outcomes", "skills", "beneficiaries", value=["folk"])) == [
        ("outcomes.skills.beneficiaries[0]", "no stakeholder is called folk; known: people")
    ]
    assert refused(changed("outcomes", "skills", "beneficiaries", value="people")) == [
        ("outcomes.skills.beneficiaries", "expected a list, found 'people'; write [people]")
    ]
    assert small().stakeholders["people"].weight == 1
    assert SMALL["stakeholders"]
