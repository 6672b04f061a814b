"""Groups of an indicator: what they say, and what is refused."""

from __future__ import annotations

import pytest

from logicmodel.plan.group import Group
from logicmodel.plan.indicator import Indicator

from .documents import built, changed, refused

WOMEN = {"of": {"sex": "female"}}


def told(*groups):
    """Where and why groups are refused, below the indicator."""
    found = refused(
        changed("outcomes", "skills", "indicators", value={"test": {"groups": list(groups)}})
    )
    return [(where.removeprefix("outcomes.skills.indicators.test."), text) for where, text in found]


def test_a_group_has_a_baseline_a_target_or_both():
    groups = [
        {**WOMEN, "baseline": "1_000", "at_least": 40, "by": 2028},
        {"of": {"sex": "male", "age": 30}, "at_most": "5%", "by": "2029"},
    ]
    plan = built("outcomes", "skills", "indicators", value={"test": {"groups": groups}})
    women, men = plan.outcomes["skills"].indicators["test"].groups
    assert (women.name, women.baseline, women.target, women.by) == ("sex: female", 1000, 40, "2028")
    assert (men.name, men.baseline, men.target, men.by) == (
        "sex: male, age: 30",
        None,
        0.05,
        "2029",
    )
    assert plan.to_document()["outcomes"]["skills"]["indicators"]["test"]["groups"][0] == {
        **WOMEN,
        "baseline": 1000,
        "at_least": 40,
        "by": "2028",
    }


@pytest.mark.parametrize(
    ("group", "where", "message"),
    [
        (
            {"of": {}, "baseline": 1},
            "groups[0]",
            "a group needs by what it is told apart and which one it is; write of: {sex: female}",
        ),
        (
            {"of": {"sex": " "}, "baseline": 1},
            "groups[0]",
            "a group needs by what it is told apart and which one it is; write of: {sex: female}",
        ),
        (
            {"of": "female", "baseline": 1},
            "groups[0].of",
            "expected keys with values, found 'female'; write it as {sex: female}",
        ),
        ({"baseline": 1}, "groups[0].of", "is missing"),
        (WOMEN, "groups[0]", "a group needs a baseline, at_least or at_most"),
        (
            {**WOMEN, "at_least": 1, "at_most": 2, "by": 2028},
            "groups[0]",
            "a group has at_least or at_most, not both",
        ),
        (
            {**WOMEN, "at_least": 1},
            "groups[0]",
            "the target of a group needs its date: by a period",
        ),
        (
            {**WOMEN, "baseline": 1, "by": 2028},
            "groups[0]",
            "a date without a target; write at_least or at_most, or leave by out",
        ),
        (
            {**WOMEN, "at_least": "5 to 8", "by": 2028},
            "groups[0].at_least",
            "expected one certain number, found '5 to 8'; this is decided or known, not uncertain",
        ),
        (
            {**WOMEN, "at_lest": 1},
            "groups[0].at_lest",
            "unknown key at_lest; did you mean at_least or at_most?",
        ),
        (
            {**WOMEN, "at_least": 1, "by": 2040},
            "groups[0].by",
            "2040 is not a period of the plan, which runs from 2027 to 2030; choose one of its periods or raise periods.count",
        ),
        (3, "groups[0]", "expected keys with values, found 3; write it as {of: ...}"),
    ],
)
def test_refusals(group, where, message):
    assert told(group)[0] == (where, message)


def test_a_group_says_a_thing_once_in_whatever_order_its_parts_stand():
    both, turned = {"sex": "female", "age": 30}, {"age": "30", "sex": "female"}
    assert told({"of": both, "baseline": 1}, {"of": turned, "baseline": 2}) == [
        ("groups[1]", "age: 30, sex: female has a baseline already; keep one of the two")
    ]
    assert told(
        {"of": both, "at_least": 1, "by": 2028}, {"of": turned, "at_most": 2, "by": "2028"}
    ) == [("groups[1]", "age: 30, sex: female has a target by 2028 already; keep one of the two")]
    groups = [
        {"of": both, "at_least": 1, "by": 2028},
        {"of": both, "at_least": 2, "by": 2029},
        {"of": both, "baseline": 2},
    ]
    assert built("outcomes", "skills", "indicators", value={"test": {"groups": groups}})


def test_groups_made_in_python_are_held_against_the_plan_too():
    indicator = Indicator(
        groups=(
            Group(of={"sex": "female"}, baseline=1),
            Group(of={"sex": "female"}, baseline=2, at_least=3, by="2050"),
        )
    )
    found = refused(changed("outcomes", "skills", "indicators", value={"test": indicator}))
    assert [where.rpartition(".groups")[2] for where, _ in found] == ["[1].by", "[1]"]


def test_a_theory_of_change_is_held_to_the_same():
    added = {
        "outcomes": {
            "x": {"indicators": {"i": {"groups": [{**WOMEN, "at_least": 3, "by": 2050}]}}}
        },
        "links": [{"from": "hours", "to": "x", "weight": 1}],
    }
    ((where, text),) = refused(changed("variants", value={"v": {"weight": 0.3, "add": added}}))
    assert where == "variants.v.add.outcomes.x.indicators.i.groups[0].by"
    assert text.startswith("2050 is not a period")


def test_a_target_finds_the_indicator_whose_groups_are_a_part_of_it():
    plan = built(
        "targets",
        value=[
            {"node": "skills", "at_least": 5, "by": 2028},
            {"node": "hours", "at_least": 5, "by": 2028},
        ],
    )
    assert plan.measured_by(plan.targets[0]) is plan.outcomes["skills"].indicators["test"]
    assert plan.measured_by(plan.targets[1]) is None
    two = built("outcomes", "skills", "indicators", value={"test": {}, "other": {}})
    assert two.measured_by(two.targets[1]) is two.outcomes["skills"].indicators["test"]
    assert two.measured_by(two.targets[1].model_copy(update={"indicator": None})) is None


def test_groups_are_a_list():
    found = refused(changed("outcomes", "skills", "indicators", value={"test": {"groups": 3}}))
    assert found == [
        ("outcomes.skills.indicators.test.groups", "expected a list, found 3; write [3]")
    ]
