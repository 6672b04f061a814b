"""Links: delays, roles, and what cannot be."""

import pytest

from logicmodel.plan.link import Link

from .documents import built, changed, refused


@pytest.mark.parametrize(
    ("fields", "delays", "shortest"),
    [
        ({}, ((0, 1.0),), 0),
        ({"lag": 2}, ((2, 1.0),), 2),
        ({"lag": "2"}, ((2, 1.0),), 2),
        ({"spread": [0.2, 0.5, 0.3]}, ((0, 0.2), (1, 0.5), (2, 0.3)), 0),
        ({"lag": 1, "spread": [0, 0.5, 0.5]}, ((2, 0.5), (3, 0.5)), 2),
    ],
)
def test_delays(fields, delays, shortest):
    link = Link.model_validate({"from": "a", "to": "b", **fields})
    assert (link.delays, link.shortest_lag) == (delays, shortest)


def test_name_and_both_ways_of_writing_the_ends():
    assert Link(source="a", target="b").name == "a->b"
    assert Link.model_validate({"from": "a", "to": "b", "id": "c"}).name == "c"
    assert Link(source="a", target="b") == Link.model_validate({"from": "a", "to": "b"})


BASE = {"from": "hours", "to": "skills"}


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        (
            {"weight": 1, "curve": "saturating(1, 2)"},
            "",
            "give either weight or curve, not both; a curve has its own size",
        ),
        ({"spread": [0.5, 0.4]}, "", "spread must sum to 1, it sums to 0.9"),
        ({"spread": [2]}, ".spread[0]", "must be at most 1, found 2"),
        ({"spread": 0.5}, ".spread", "expected a list, found 0.5; write [0.5]"),
        ({"lag": 700}, ".lag", "must be at most 600, found 700"),
        ({"lag": -1}, ".lag", "must be at least 0, found -1"),
        ({"lag": True}, ".lag", "expected a whole number, found true"),
        (
            {"works": 90},
            ".works",
            "must be from 0 to 1, found 90; write 90% if a percentage is meant",
        ),
        (
            {"works": "normal(0.5, 0.2)"},
            ".works",
            "must be from 0 to 1, but normal(0.5, 0.2) can be below 0; choose a shape with these bounds or write truncate(normal(0.5, 0.2), low=0, high=1)",
        ),
        (
            {"role": "enable"},
            ".role",
            "must be contributes or enables, found 'enable'; did you mean enables?",
        ),
        (
            {"curve": "saturting(1, 2)"},
            ".curve",
            "'saturting' is not a curve; did you mean saturating?",
        ),
        ({"curve": "saturating(1)"}, ".curve.half_at", "is missing"),
        (
            {"curve": "saturating(1, half=2)"},
            ".curve.half",
            "unknown key half; did you mean half_at?",
        ),
        (
            {"weight": {"kind": "normal", "meen": 1, "sd": 2}},
            ".weight.meen",
            "unknown key meen; did you mean mean?",
        ),
        (
            {"weight:3": None},
            ".weight:3",
            "unknown key weight:3; is a space missing after the colon? write 'weight: 3'",
        ),
        ({"weight": "normal(1, 2", "000)": None}, ".000)", "unknown key 000)"),
        ({"": 1}, ".", "a key is empty; write a key before the colon"),
        (
            {"000": None},
            ".000",
            "000 is no key, but perhaps the end of a number with a comma in it; write decimals with a point and thousands with _ or nothing: 12.5, 46_000",
        ),
        (
            {"evidence": "strong"},
            ".evidence",
            "expected keys with values, found 'strong'; write it as {strength: ...}",
        ),
        (
            {"evidence": {"strength": "storng"}},
            ".evidence.strength",
            "must be none, weak, moderate or strong, found 'storng'; did you mean strong?",
        ),
        ({"because": [1]}, ".because", "expected a text, found a list"),
        ({"because": True}, ".because", "expected a text, found true; put it in quotes"),
        ({"because": "x" * 20_001}, ".because", "is longer than 20000 characters"),
        ({"because": "a\ud800"}, ".because", "holds half a character (U+D800); delete it"),
        ({"inferred": "maybe"}, ".inferred", "expected true or false, found 'maybe'"),
    ],
)
def test_refusals(fields, where, message):
    found = refused(changed("links", 2, value={**BASE, **fields}))
    place, text = found[-1]
    assert place == f"links[hours->skills]{where}"
    assert text.startswith(message)


def test_a_link_needs_both_ends():
    assert refused(changed("links", 2, value={"from": "hours"})) == [("links[2].to", "is missing")]
    assert refused(changed("links", 2, value={})) == [
        ("links[2].from", "is missing"),
        ("links[2].to", "is missing"),
    ]
    assert refused(changed("links", 2, value="hours -> skills")) == [
        ("links[2]", "expected keys with values, found 'hours -> skills'; write it as {from: ...}")
    ]


def test_a_node_may_act_on_itself_later():
    assert refused(changed("links", 2, value={"from": "hours", "to": "hours", "weight": 1})) == [
        ("links[hours->hours]", "hours acts on itself at once; give the link a lag of at least 1")
    ]
    assert built("links", 2, value={"from": "hours", "to": "hours", "weight": 1, "lag": 1})
