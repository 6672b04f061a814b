"""Paths that lead to values, and those that do not; futures."""

import pytest

from logicmodel.errors import PlanError, RequestError
from logicmodel.plan.override import future, override
from logicmodel.plan.plan import Plan

from .documents import changed, refused, small


@pytest.mark.parametrize(
    ("path", "value", "way"),
    [
        ("title", "New", ("title",)),
        ("discount_rate", "5%", ("discount_rate",)),
        ("factors.jobs.value", 80, ("factors", "jobs", "value")),
        ("factors.jobs.value", [1, 2, 3, 4], ("factors", "jobs", "value")),
        ("links.staff->teach.weight", 4, ("links", 0, "weight")),
        ("links.hours->skills.curve", "saturating(1, 2)", ("links", 2, "curve")),
        ("targets.hours@2028.at_least", 7, ("targets", 0, "at_least")),
        ("targets.skills@2030.change", "30%", ("targets", 1, "change")),
        ("allocations.base.staff", 3, ("allocations", "base", "staff")),
        ("allocations.base.money", 3, ("allocations", "base", "money")),
        ("allocations.more.staff.1", 9, ("allocations", "more", "staff", 1)),
        ("budget.total", 5, ("budget", "total")),
        ("budget.bounds.staff", [1, 2], ("budget", "bounds", "staff")),
        ("periods.count", 5, ("periods", "count")),
        ("success", "all targets", ("success",)),
        ("success.at_least", 1, ("success", "at_least")),
        ("numbers.rate", 0.5, ("numbers", "rate")),
        ("correlations.0.rank", 0.1, ("correlations", 0, "rank")),
        (
            "outcomes.skills.indicators.test.error",
            3,
            ("outcomes", "skills", "indicators", "test", "error"),
        ),
        (
            "outcomes.skills.indicators.count.unit",
            "x",
            ("outcomes", "skills", "indicators", "count", "unit"),
        ),
        ("inputs.staff.price", None, ("inputs", "staff", "price")),
    ],
)
def test_good_paths(path, value, way):
    if path == "periods.count":
        with pytest.raises(PlanError, match="each of the 5 periods"):
            override(small(), {path: value})
        return
    if "indicators.count" in path:
        data = changed("outcomes", "skills", "indicators", "count", value={"unit": "x"})
    else:
        data = changed(*way, value=value)
    if path in {"factors.jobs.value", "links.staff->teach.weight"}:
        data["correlations"] = []
    assert override(small(), {path: value}) == Plan.from_document(data)


def test_nothing_to_change_gives_the_same_plan():
    plan = small()
    assert override(plan, {}) is plan
    before = plan.digest
    override(plan, {"title": "x"})
    assert plan.digest == before


@pytest.mark.parametrize(
    ("path", "message", "remedy"),
    [
        ("", "a plan has no part called nothing", ""),
        ("factor.jobs.value", "a plan has no part called factor", "did you mean factors?"),
        ("factors.job.value", "nothing under factors is called job", "did you mean jobs?"),
        ("factors", "nothing under factors is called nothing", "known: jobs"),
        (
            "factors.jobs",
            "names a part of the plan, not a value in it",
            "add the field after a dot, for example factors.jobs.title",
        ),
        ("links.staff->tech.weight", "nothing under links is called staff->tech", "did you mean"),
        ("links.staff->teach", "names a part of the plan, not a value in it", "add the field"),
        (
            "targets.hours@2029.at_least",
            "nothing under targets is called hours@2029",
            "did you mean hours@2028",
        ),
        ("title.x", "title is a single value", "write title alone"),
        ("budget", "names a part of the plan, not a value in it", "for example budget.total"),
        ("periods", "names a part of the plan, not a value in it", "for example periods.count"),
        ("numbers.ratio", "nothing under numbers is called ratio", "did you mean rate?"),
        ("allocations.more.staff.9", "leads to no value", "replace the whole list instead"),
        (
            "allocations.more.staff.x.y",
            "x is not a mapping here",
            "replace the whole value instead",
        ),
        ("futures.slump.x", "a plan has no part called futures", "known"),
    ],
)
def test_paths_that_lead_nowhere(path, message, remedy):
    with pytest.raises(RequestError) as caught:
        override(small(), {path: 1})
    (problem,) = caught.value.problems
    assert (problem.where, problem.message) == (path, message)
    assert remedy in problem.remedy


def test_all_bad_paths_are_told_together():
    with pytest.raises(RequestError) as caught:
        override(small(), {"a.b": 1, "factors.x.value": 1, "title": "ok"})
    assert [problem.where for problem in caught.value.problems] == ["a.b", "factors.x.value"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("factors.jobs.value", "normal(1, -1)", "must be above 0"),
        ("factors.jobs.valu", 1, "unknown key valu; did you mean value?"),
        ("links.staff->teach.to", "nobody", "no node is called nobody"),
        ("allocations.base.staff", -1, "an amount cannot be negative"),
        ("links.staff->teach.weight", "wage", "expected a number, found 'wage'; did you mean"),
    ],
)
def test_values_that_do_not_fit(path, value, message):
    with pytest.raises(PlanError) as caught:
        override(small(), {path: value})
    assert message.partition("; did")[0] in str(caught.value)


def test_changes_do_not_depend_on_their_order():
    data = changed(
        "links",
        2,
        value={
            "from": "hours",
            "to": "teach",
            "lag": 2,
            "curve": "saturating(50, 20)",
            "works": 0.9,
        },
    )
    wanted = Plan.from_document(data)
    both = {"links.hours->skills.to": "teach", "links.hours->skills.lag": 2}
    assert override(small(), both) == override(small(), dict(reversed(both.items()))) == wanted


def test_a_number_that_is_set_leaves_its_correlations():
    plan = Plan.from_document(
        changed(
            "correlations",
            0,
            "between",
            value=["factors.jobs.value", "links.staff->teach.weight", "numbers.rate"],
        )
    )
    assert override(plan, {"factors.jobs.value": "90"}).correlations[0].between == (
        "links.staff->teach.weight",
        "numbers.rate",
    )
    assert override(plan, {"factors.jobs.value": "80 to 90"}).correlations == plan.correlations
    assert (
        override(plan, {"factors.jobs.value": {"kind": "normal", "mean": 1, "sd": 2}}).correlations
        == plan.correlations
    )
    assert override(plan, {"factors.jobs.value": 90, "numbers.rate": 0.2}).correlations == ()
    assert len(plan.correlations) == 1


def test_futures_are_named_changes():
    plan = small()
    assert str(future(plan, "slump").factors["jobs"].value) == "80"
    assert future(plan, "slump").futures == {}
    with pytest.raises(RequestError, match="did you mean slump"):
        future(plan, "slum")


@pytest.mark.parametrize(
    ("changes", "where", "message"),
    [
        (5, "futures.x", "expected keys with values, found 5; write it as {path: value}"),
        (
            {"factor.jobs.value": 5},
            "futures.x.factor.jobs.value",
            "a plan has no part called factor; did you mean factors?",
        ),
        (
            {"factors.jobs.value": "abc"},
            "futures.x.factors.jobs.value",
            "expected a number, found 'abc'; write a number, or define abc under numbers:",
        ),
        (
            {"factors.jobs.value": "normal(1, -2)"},
            "futures.x.factors.jobs.value",
            "must be above 0, found -2",
        ),
        (
            {"factors.jobs.valu": 5},
            "futures.x.factors.jobs.valu",
            "unknown key valu; did you mean value?",
        ),
        (
            {"factors.jobs.value": [1, 2]},
            "futures.x.factors.jobs.value",
            "a list needs one number for each of the 4 periods, found 2; write 4 numbers, or one number for all periods",
        ),
        (
            {"assumptions.calm.holds": 3},
            "futures.x.assumptions.calm.holds",
            "must be from 0 to 1, found 3; write 3% if a percentage is meant",
        ),
        (
            {"links.staff->teach.weight": "wage"},
            "futures.x.links.staff->teach.weight",
            "expected a number, found 'wage'; did you mean rate?",
        ),
        (
            {"allocations.base.staff": "x"},
            "futures.x.allocations.base.staff",
            "expected a number, found 'x'",
        ),
        ({"budget.total": -1}, "futures.x.budget.total", "must be at least 0, found -1"),
        (
            {"links.hours->skills.to": "teach", "links.hours->skills.lag": 0},
            "futures.x",
            "links[hours->teach]: the links hours -> teach -> hours form a cycle in which nothing takes time; give one of them a lag of at least 1",
        ),
        ({"title.x": 1}, "futures.x.title.x", "title is a single value; write title alone"),
    ],
)
def test_futures_that_cannot_be(changes, where, message):
    ((place, text),) = refused(changed("futures", "x", value=changes))
    assert place == where
    assert text.startswith(message.partition("; did")[0])


def test_a_future_is_judged_as_a_whole():
    together = {"periods.count": 5, "targets.skills@2030.by": 2031, "allocations.more.staff": 3}
    assert (
        future(
            Plan.from_document(changed("futures", "longer", value=together)), "longer"
        ).periods.count
        == 5
    )


def test_a_fault_of_the_plan_is_not_told_again_for_every_future():
    data = changed("correlations", 0, "between", value=["factors.jobs.value", "nothing"])
    data["futures"]["other"] = {"budget.total": 5}
    assert [where for where, _ in refused(data)] == ["correlations[0].between[1]"]
