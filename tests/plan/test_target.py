"""Targets: one rule, one date, and a name."""

import pytest

from .documents import SMALL, built, changed, refused, small


@pytest.mark.parametrize(
    ("fields", "rule", "data"),
    [
        ({"at_least": 5}, "at_least", {"at_least": 5}),
        ({"at_most": "5%"}, "at_most", {"at_most": 0.05}),
        ({"between": [5, "1_000"]}, "between", {"between": [5, 1000]}),
        ({"change": "-20%"}, "at_most", {"change": "-20%"}),
        ({"change": 150}, "at_least", {"change": 150}),
        ({"change": {"amount": 0.1, "relative": True}}, "at_least", {"change": "10%"}),
        (
            {"change": {"amount": 1 / 3, "relative": True}, "against": "counterfactual"},
            "at_least",
            {"change": {"amount": 1 / 3, "relative": True}, "against": "counterfactual"},
        ),
    ],
)
def test_rules(fields, rule, data):
    plan = built("targets", value=[{"node": "skills", "by": 2030, **fields}])
    (target,) = plan.targets
    assert target.rule == rule
    assert (target.name, target.due, plan.target_kind(target)) == ("skills@2030", "2030", "outcome")
    assert plan.to_document()["targets"] == [{"node": "skills", "by": "2030", **data}]


def test_names_and_dates():
    plan = built("targets", value=[{"id": "top", "node": "hours", "at_least": 1, "within": 2029}])
    (target,) = plan.targets
    assert (target.name, target.due, plan.target_kind(target)) == ("top", "2029", "output")


def test_the_node_of_an_indicator_is_filled_in():
    assert small().targets[1].node == "skills"
    assert small().targets[1].name == "skills@2030"


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        (
            {"at_least": 5, "at_most": 6},
            "",
            "a target needs exactly one of at_least, at_most, between, change; found at_least, at_most",
        ),
        ({}, "", "a target needs exactly one of at_least, at_most, between, change; found none"),
        (
            {"at_least": 5, "within": 2030},
            "",
            "a target needs its date: either by or within a period",
        ),
        ({"between": [6, 5]}, "", "the low end must be below the high end (6 >= 5)"),
        ({"between": [5]}, ".between", "expected two numbers, written as [low, high]"),
        ({"between": 5}, ".between", "expected two numbers, written as [low, high]"),
        ({"change": 0}, "", "a change of 0 is no direction; write at_least or at_most"),
        ({"change": "up"}, ".change", "expected a number, found 'up'"),
        (
            {"at_least": "5 to 8"},
            ".at_least",
            "expected one certain number, found '5 to 8'; this is decided or known, not uncertain",
        ),
        (
            {"at_least": "normal(1"},
            ".at_least",
            "cannot read 'normal(1': column 9: expected ',' or ')', the text ends",
        ),
        ({"at_least": float("nan")}, ".at_least", "expected a finite number, found nan"),
        ({"at_least": 10**400}, ".at_least", "the number is too large"),
        ({"at_least": True}, ".at_least", "expected a number, found true or false"),
        ({"at_least": 5, "weight": 0}, ".weight", "must be above 0, found 0"),
        (
            {"at_least": 5, "by": 2031},
            ".by",
            "2031 is not a period of the plan, which runs from 2027 to 2030; choose one of its periods or raise periods.count",
        ),
        (
            {"at_least": 5, "by": 2030.5},
            ".by",
            "2030.5 is not a period of the plan, which runs from 2027 to 2030; choose one of its periods or raise periods.count",
        ),
        (
            {"at_least": 5, "node": "skill"},
            ".node",
            "no node is called skill; did you mean skills?",
        ),
        (
            {"at_least": 5, "node": "calm"},
            ".node",
            "calm is an assumption, which has no level; set the target on a result",
        ),
        (
            {"at_least": 5, "indicator": "tset"},
            ".indicator",
            "no indicator is called tset; did you mean test?",
        ),
        (
            {"at_least": 5, "node": "hours", "indicator": "test"},
            ".indicator",
            "hours has no indicator called test",
        ),
    ],
)
def test_refusals(fields, where, message):
    data = changed("targets", value=[{"node": "skills", "by": 2030, **fields}])
    name = f"{fields.get('node', 'skills')}@{fields.get('by', 2030)}"
    ((place, text),) = refused(data)
    assert place == f"targets[{name}]{where}"
    assert text.startswith(message)


def test_a_target_is_set_on_something():
    assert refused(changed("targets", value=[{"at_least": 5, "by": 2030}])) == [
        ("targets[0]", "a target needs the node or the indicator it is set on")
    ]
    assert refused(
        changed("targets", value=[{"node": "skills", "id": "a b", "at_least": 5, "by": 2030}])
    )[0] == ("targets[a b].id", "'a b' cannot be a name here; leave out spaces and dots")


def test_names_are_unique():
    twice = [*SMALL["targets"], {"node": "skills", "at_least": 1, "by": 2030}]
    assert refused(changed("targets", value=twice)) == [
        (
            "targets[skills@2030]",
            "another target is called skills@2030 already (the 2nd in the list); give each an id of its own",
        )
    ]


def test_an_indicator_on_two_nodes_needs_the_node():
    data = changed("outputs", "hours", value={"indicators": {"test": {}}})
    assert refused(data) == [
        (
            "targets[1].indicator",
            "several nodes have an indicator called test: hours, skills; name the node too",
        )
    ]
