"""The plan as a value: documents there and back, digest, look-ups."""

import copy
import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from logicmodel.errors import PlanError
from logicmodel.plan.percent import percent
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities

from .documents import SMALL, built, changed, refused, small


def test_there_and_back():
    plan = small()
    document = plan.to_document()
    assert Plan.from_document(document) == plan
    assert Plan.from_document(json.loads(json.dumps(document))) == plan
    assert Plan.from_document(document).to_document() == document
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_defaults_are_left_out_of_a_document():
    assert Plan.from_document(
        {"periods": {"first": 2027, "count": 1}, "outcomes": {"a": {"min": None}}}
    ).to_document() == {
        "logicmodel": 1,
        "periods": {"first": "2027", "count": 1},
        "outcomes": {"a": {}},
    }


def test_a_plan_is_frozen():
    with pytest.raises(ValidationError):
        small().title = "x"


def test_keys_with_nothing_behind_them_count_as_left_out():
    data = {
        "periods": {"first": 2027, "count": 1, "step": None},
        "title": None,
        "inputs": None,
        "activities": {"a": None, "b": {"title": None}},
        "links": [{"from": "a", "to": "b", "weight": None, "evidence": None}],
    }
    plan = Plan.from_document(data)
    assert set(plan.activities) == {"a", "b"}
    assert plan.links[0].weight is None


@pytest.mark.parametrize("data", [None, 5, "x", [], [1], {}])
def test_what_is_no_plan_at_all(data):
    with pytest.raises(PlanError) as caught:
        Plan.from_document(data)
    assert all(problem.message for problem in caught.value.problems)


def test_a_document_nested_without_end():
    deep = {"kind": "mixture", "of": [1], "weights": [1]}
    for _ in range(5000):
        deep = {"kind": "mixture", "of": [deep], "weights": [1]}
    with pytest.raises(PlanError):
        built("links", 0, "weight", value=deep)


@pytest.mark.parametrize(
    ("way", "value", "where", "message"),
    [
        (("titel",), "x", "titel", "unknown key titel; did you mean title?"),
        (("title",), [1], "title", "expected a text, found a list"),
        (
            ("logicmodel",),
            2,
            "logicmodel",
            "this program reads format 1, found 2; install a newer logicmodel, or write 1",
        ),
        (
            ("discount_rate",),
            "normal(1, 2)",
            "discount_rate",
            "expected one certain number, found 'normal(1, 2)'; this is decided or known, not uncertain",
        ),
        (
            ("inputs", "staff", "prise"),
            1,
            "inputs.staff.prise",
            "unknown key prise; did you mean price?",
        ),
        (
            ("inputs", "staff"),
            5,
            "inputs.staff",
            "expected keys with values, found 5; write it as {title: ...}",
        ),
        (
            ("inputs", "staff", "before"),
            5,
            "inputs.staff.before",
            "expected a list, found 5; write [5]",
        ),
        (
            ("inputs", "staff", "sphere"),
            "contrl",
            "inputs.staff.sphere",
            "must be control, influence or concern, found 'contrl'; did you mean control or concern?",
        ),
        (
            ("inputs", "staff", "price"),
            True,
            "inputs.staff.price",
            "expected a number, found true or false; quote it?",
        ),
        (
            ("inputs", "staff", "price"),
            {"kind": "nrmal"},
            "inputs.staff.price",
            "'nrmal' is not a distribution; did you mean normal or lognormal?",
        ),
        (("inputs", "staff", "price"), "pert(1, 2)", "inputs.staff.price.high", "is missing"),
        (
            ("outcomes", "skills", "horizon"),
            "long",
            "outcomes.skills.horizon",
            "must be immediate, intermediate or ultimate, found 'long'",
        ),
        (
            ("outcomes", "skills", "combine"),
            "mininum",
            "outcomes.skills.combine",
            "'mininum' is not a combiner; did you mean minimum?",
        ),
        (
            ("outcomes", "skills", "indicators", "test", "definitoin"),
            "x",
            "outcomes.skills.indicators.test.definitoin",
            "unknown key definitoin; did you mean definition?",
        ),
        (
            ("outcomes", "skills", "indicators", "test", "error"),
            -1,
            "outcomes.skills.indicators.test.error",
            "must be at least 0, found -1",
        ),
        (
            ("outcomes", "skills", "indicators"),
            [1],
            "outcomes.skills.indicators",
            "expected keys with values, found a list; write it as name: {title: ...}",
        ),
        (
            ("outcomes", "skills", "references"),
            [{"code": 3}],
            "outcomes.skills.references[0].scheme",
            "is missing",
        ),
        (("outcomes", "skills", "max"), 10, "outcomes.skills", "min must be below max (10 >= 10)"),
        (
            ("outcomes", "error"),
            {"kind": "x"},
            "outcomes.error.kind",
            "unknown key kind; known: attributed_to_others, baseline, beneficiaries, combine, description, displacement, horizon, ignore and 13 more",
        ),
        (("links",), {}, "links", "expected a list, found keys with values"),
        (
            ("futures",),
            [],
            "futures",
            "expected keys with values, found a list; write it as name: {path: value}",
        ),
        (
            ("numbers",),
            [],
            "numbers",
            "expected keys with values, found a list; write it as name: value",
        ),
        (
            ("numbers", "a b"),
            1,
            "numbers.a b",
            "'a b' cannot be a name here; use letters, digits, _ and -, beginning with a letter",
        ),
        (
            ("numbers", "rate"),
            [1],
            "numbers.rate",
            "expected a number, or a text such as '12 to 18' or 'normal(10, 2)'",
        ),
    ],
)
def test_refusals(way, value, where, message):
    data = changed(*way, value=value)
    if way[-1] == "max":
        data["outcomes"]["skills"]["min"] = 10
    assert (where, message) in refused(data)


def test_message_and_remedy_are_told_apart():
    with pytest.raises(PlanError) as caught:
        built("links", 0, "weight", value="normal(10; 2)")
    (problem,) = caught.value.problems
    assert problem.message.startswith("cannot read 'normal(10; 2)': column 10")
    with pytest.raises(PlanError) as caught:
        built("links", 0, "works", value="30")
    (problem,) = caught.value.problems
    assert problem.remedy == "write 30% if a percentage is meant"


def test_look_ups():
    plan = small()
    assert list(plan.nodes) == ["money", "staff", "jobs", "calm", "teach", "hours", "skills"]
    assert list(plan.results) == ["teach", "hours", "skills"]
    assert [plan.kind_of(name) for name in plan.nodes] == [
        "input",
        "input",
        "factor",
        "assumption",
        "activity",
        "output",
        "outcome",
    ]
    assert (plan.title_of("teach"), plan.title_of("hours")) == ("Teach", "hours")
    assert [link.name for link in plan.links_into("skills")] == ["hours->skills", "jobs->skills"]
    assert plan.links_into("staff") == ()


def test_quantities_have_the_paths_at_which_they_stand():
    found = {path: str(quantity) for path, quantity in quantities(small()).items()}
    assert found["links.staff->teach.weight"] == "3 to 5"
    assert found["links.hours->skills.curve.half_at"] == "20"
    assert found["links.teach->hours.weight"] == "rate"
    assert found["numbers.rate"] == "0.2 to 0.3"
    assert found["outcomes.skills.indicators.test.error.sd"] == "0.05"
    assert found["assumptions.calm.holds"] == "0.8"


def test_quantities_in_time_are_named_by_period():
    data = changed("factors", "jobs", "value", value=["1 to 2", 3, 4, 5])
    data["correlations"], data["futures"] = [], {}
    found = quantities(Plan.from_document(data))
    assert {path: str(found[path]) for path in found if path.startswith("factors.jobs.value")} == {
        "factors.jobs.value.2027": "1 to 2",
        "factors.jobs.value.2028": "3",
        "factors.jobs.value.2029": "4",
        "factors.jobs.value.2030": "5",
    }


def shuffled(value, order):
    """The same content in another order: keys everywhere, and links, targets and correlations."""
    if isinstance(value, dict):
        keys = order.sample(list(value), len(value))
        return {key: shuffled(value[key], order) for key in keys}
    return value


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_order(order):
    data = shuffled(copy.deepcopy(SMALL), order)
    for section in ("links", "targets"):
        order.shuffle(data[section])
    assert Plan.from_document(data).digest == small().digest


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("title",), "x"),
        (("links", 0, "weight"), "4 to 5"),
        (("targets", 0, "at_least"), 6),
        (("allocations", "base", "staff"), 3),
        (("futures",), {}),
    ],
)
def test_the_digest_depends_on_everything_else(way, value):
    assert built(*way, value=value).digest != small().digest
    assert small().digest.startswith("sha256:")


@given(st.floats(-10, 10, allow_nan=False))
def test_percent_reads_back(share):
    text = percent(share)
    assert text is None or float(text[:-1]) / 100 == share
