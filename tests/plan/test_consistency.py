"""Faults between the parts of a plan are found beside faults of single fields, without echoes."""

import copy

import pytest

from logicmodel.plan.consistency import consistency
from logicmodel.plan.cycles import lagless_cycle
from logicmodel.plan.plan import Plan

from .documents import SMALL, built, changed, refused


@pytest.mark.parametrize(
    ("way", "value", "where", "message"),
    [
        (
            ("outputs", "teach"),
            {},
            "outputs.teach",
            "the id teach is used under activities too; every node needs an id of its own",
        ),
        (
            ("links", 0, "to"),
            "tech",
            "links[staff->tech].to",
            "no node is called tech; did you mean teach?",
        ),
        (
            ("links", 0, "from"),
            "stuff",
            "links[stuff->teach].from",
            "no node is called stuff; did you mean staff?",
        ),
        (
            ("links", 1, "assumes"),
            ["clam"],
            "links[teach->hours].assumes[0]",
            "no assumption is called clam; did you mean calm?",
        ),
        (
            ("links", 1, "assumes"),
            "calm",
            "links[teach->hours].assumes",
            "expected a list, found 'calm'; write [calm]",
        ),
        (
            ("links", 3, "to"),
            "money",
            "links[jobs->money].to",
            "money is an input, which nothing in the plan can act on; links end at activities, outputs or outcomes",
        ),
        (
            ("links", 3, "to"),
            "calm",
            "links[jobs->calm].to",
            "calm is an assumption, which nothing in the plan can act on; links end at activities, outputs or outcomes",
        ),
        (
            ("links", 0, "from"),
            "calm",
            "links[calm->teach].from",
            "calm is an assumption, which cannot contribute an amount; name it under assumes: of the links that rest on it, or write role: enables",
        ),
        (
            ("links", 3),
            {"from": "staff", "to": "teach", "weight": 1},
            "links[staff->teach]",
            "another link is called staff->teach already (the 1st in the list); give each an id of its own",
        ),
        (
            ("factors", "jobs", "value"),
            [1, 2, 3],
            "factors.jobs.value",
            "a list needs one number for each of the 4 periods, found 3; write 4 numbers, or one number for all periods",
        ),
        (
            ("inputs", "staff", "price"),
            "wage",
            "inputs.staff.price",
            "expected a number, found 'wage'; did you mean rate?",
        ),
        (
            ("assumptions", "calm", "holds"),
            "likely",
            "assumptions.calm.holds",
            "expected a number, found 'likely'",
        ),
        (
            ("outcomes", "skills", "min"),
            "zero",
            "outcomes.skills.min",
            "expected a number, found 'zero'",
        ),
    ],
)
def test_single_faults(way, value, where, message):
    data = changed(*way, value=value)
    data["futures"] = {}
    data["correlations"] = []
    ((place, text),) = refused(data)
    assert place == where
    assert text.startswith(message.partition("; did")[0])


def test_links_built_in_python_are_looked_through_too():
    data = changed("links", 0, value={"source": "nobody", "target": "teach", "weight": 1})
    data["correlations"] = []
    assert refused(data)[0] == (
        "links[0].from",
        "no node is called nobody; known: calm, hours, jobs, money, skills, staff, teach",
    )


def test_a_cycle_needs_time():
    back = {"from": "hours", "to": "teach", "weight": 0.1}
    data = changed("links", value=[*SMALL["links"], back])
    assert refused(data) == [
        (
            "links[hours->teach]",
            "the links hours -> teach -> hours form a cycle in which nothing takes time; give one of them a lag of at least 1",
        )
    ]
    for late in ({"lag": 1}, {"lag": "1"}, {"spread": [0, 1]}):
        assert built("links", value=[*SMALL["links"], {**back, **late}])
    assert [
        where
        for where, _ in refused(
            changed("links", value=[*SMALL["links"], {**back, "spread": [0.5, 0.5]}])
        )
    ] == ["links[hours->teach]"]


def test_cycles_are_found_wherever_they_are_and_told_from_their_first_node():
    assert lagless_cycle({"b": {"a"}, "c": {"b"}, "a": {"c"}, "d": {"a"}}) == ["a", "b", "c", "a"]
    assert lagless_cycle({"b": {"a"}, "c": {"a", "b"}}) == []
    long = {f"n{place + 1}": {f"n{place}"} for place in range(20_000)}
    assert lagless_cycle(long) == []
    assert len(lagless_cycle({**long, "n0": {"n20000"}})) == 20_002


@pytest.mark.parametrize(
    "section", ["inputs", "activities", "outcomes", "assumptions", "stakeholders", "numbers"]
)
@pytest.mark.parametrize("value", [5, "x", [1]])
def test_a_section_of_the_wrong_kind_has_no_echoes(section, value):
    found = refused(changed(section, value=value))
    assert [where for where, _ in found] == [section]
    assert found[0][1].startswith("expected keys with values, found")


def test_field_faults_and_faults_between_parts_come_together():
    data = changed(
        "links", 0, value={"from": "staff", "to": "tech", "weight": "5 to 3", "lag": "soon"}
    )
    data["correlations"] = []
    assert sorted(where for where, _ in refused(data)) == [
        "links[staff->tech].lag",
        "links[staff->tech].to",
        "links[staff->tech].weight",
    ]


@pytest.mark.parametrize(
    "junk",
    [
        None,
        5,
        "x",
        [],
        [None],
        [[]],
        {},
        {"a": None},
        {"a": []},
        {"": {}},
        [{"from": []}],
        [{"node": {}}],
        {5: 5},
    ],
)
def test_it_passes_over_whatever_has_the_wrong_type(junk):
    assert consistency({}) == []
    for key in Plan.model_fields:
        data = {**copy.deepcopy(SMALL), key: junk}
        for fault in consistency(data):
            assert fault.message
    assert isinstance(consistency(dict.fromkeys(Plan.model_fields, junk)), list)
