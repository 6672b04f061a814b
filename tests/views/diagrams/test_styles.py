"""What every style claims: that it draws everything, and that its signs mean what they say."""

import re
import xml.etree.ElementTree as ET

import pytest

import logicmodel as lm
from logicmodel.errors import RequestError
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.styles.style import Style

KINDS = Style.family.kinds()


def drawn(plan, kind, chances):
    answers = {"chance": chances, "drivers": {"links.placements->housed_households.weight": 0.4}}
    return diagram(plan, style=kind, answer=answers.get(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_style_draws_all_boxes_that_can_be_reached(plan, chances, kind):
    picture = drawn(plan, kind, chances)
    root = ET.fromstring(picture.svg)
    reached = [one for one in root.iter() if one.get("tabindex") == "0"]
    found = {
        kind: [one for one in reached if kind in one.get("class").split()]
        for kind in ("node", "link")
    }
    assert len(found["node"]) == len(picture.scene.boxes) == 16
    assert len(found["link"]) == len(picture.scene.arrows) == len(reached) - 16
    assert all(one.get("role") == "img" and one.get("aria-label") for one in reached)
    assert root.get("role") == "graphics-document"
    for suffix in ("mmd", "gv", "txt"):
        assert "Meals served" in picture.content(suffix).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_plans_with_no_node_and_with_one_are_drawn(kind):
    empty = {"title": "T", "periods": {"first": "2027", "count": 1}, "allocations": {"now": {}}}
    for more in ({}, {"outcomes": {"x": {"title": "Only one"}}}):
        plan = lm.Plan.from_document({**empty, **more})
        answer = {} if kind in {"chance", "drivers"} else None
        assert diagram(plan, style=kind, answer=answer).svg.startswith("<svg")


def test_ids_of_two_pictures_do_not_clash(plan):
    one, other = diagram(plan).picture.svg, diagram(plan, style="print").picture.svg
    found = [re.findall(r' id="([^"]+)"', svg) for svg in (one, other)]
    assert len(set(found[0])) == len(found[0])
    assert not set(found[0]) & set(found[1])
    title = re.search(r'aria-labelledby="([^"]+)"', one)[1]
    assert title in found[0]


def test_chances_are_told_in_words_with_the_level(plan, chances):
    box = diagram(plan, style="chance", answer=chances).scene.box("housed_households")
    for chance in box.badges[0].chances:
        assert lm.wording.likelihood(chance.probability) in chance.word
        gauge = chance.gauge
        assert gauge.scale[0] < gauge.low <= gauge.mean <= gauge.high < gauge.scale[1]
        assert gauge.wanted == (80, None)
        assert gauge.start == 0
    one = diagram(plan, style="chance", answer=chances, allocation="balanced").scene
    assert [c.title for c in one.box("housed_households").badges[0].chances] == [
        "A bit of everything"
    ]


def test_styles_say_what_they_lack(plan, chances):
    with pytest.raises(RequestError, match=r"lm.attainment\(results\)"):
        diagram(plan, style="chance")
    with pytest.raises(RequestError, match="sensitivity or contribution"):
        diagram(plan, style="drivers")
    with pytest.raises(RequestError, match="sensitivity or contribution"):
        diagram(plan, style="drivers", answer=chances)
    wrong = lm.Answer("sensitivity", "?", (), {})
    with pytest.raises(RequestError, match="sensitivity"):
        diagram(plan, style="classic", answer=wrong)


def test_a_chain_has_shapes_tabs_and_indicators(plan):
    scene = diagram(plan, style="chain").scene
    assert scene.box("run_shelter").shape == "hexagon"
    assert scene.box("homeless_people").shape == "oval"
    assert scene.box("placements").shape == "card"
    assert scene.box("placements").facts[0].text == "▲ move ins"


def test_lanes_and_spheres(plan):
    assert diagram(plan, lanes="theme").scene.lanes == ("Meals", "Shelter", "Housing")
    assert diagram(plan, lanes="stakeholder").scene.lanes == ("People without a home",)
    with pytest.raises(RequestError, match="did you mean owner"):
        diagram(plan, lanes="owners")
    document = {
        "periods": {"first": "2027", "count": 1},
        "outputs": {"o": {"sphere": "control"}},
        "outcomes": {"x": {"horizon": "immediate"}, "y": {"horizon": "ultimate"}},
    }
    spheres = diagram(lm.Plan.from_document(document)).scene.spheres
    assert [first for _, first in spheres] == [0, 1, 2]
    assert diagram(plan).scene.spheres == ()
    with pytest.raises(RequestError, match="no node names its theme"):
        diagram(lm.Plan.from_document(document), lanes="theme")


GAINS = {
    "periods": {"first": "2027", "count": 1},
    "stakeholders": {"w": {"title": "Women"}, "c": {"title": "Children"}},
    "inputs": {"i": {"title": "Money"}},
    "activities": {"a": {"title": "Teach"}, "b": {"title": "Visit"}},
    "outputs": {"o": {}, "p": {}, "q": {}},
    "outcomes": {
        "x": {"beneficiaries": ["c", "w"]},
        "y": {"beneficiaries": ["w"]},
        "z": {"title": "After y"},
        "alone": {},
    },
    "links": [
        {"from": one, "to": other, **more}
        for one, other, more in (
            ("i", "a", {}),
            ("i", "b", {}),
            ("a", "o", {}),
            ("a", "p", {}),
            ("b", "q", {}),
            ("o", "x", {}),
            ("p", "x", {}),
            ("q", "y", {}),
            ("y", "z", {}),
            ("z", "b", {"lag": 1}),
        )
    ],
}


def test_boxes_stand_in_the_lane_that_most_of_their_paths_lead_to():
    scene = diagram(lm.Plan.from_document(GAINS), lanes="stakeholder").scene
    lanes = {box.id: box.lane for box in scene.boxes}
    assert lanes == {
        **dict.fromkeys(("i", "a", "o", "p", "x"), "Children"),
        **dict.fromkeys(("b", "q", "y", "z"), "Women"),
        "alone": "Other",
    }
    assert scene.lanes[-1] == "Other"
    assert [fact.text for fact in scene.box("x").facts] == ["also: Women"]
    assert any("names no stakeholder" in key.words for key in scene.key)


def test_pages_have_the_lanes_of_the_whole_plan():
    picture = diagram(lm.Plan.from_document(GAINS), lanes="stakeholder", per_page=9)
    whole = {box.id: box.lane for box in picture.scene.boxes}
    assert len(picture.pages) > 1
    for page in picture.pages:
        assert {box.id: box.lane for box in page.scene.boxes}.items() <= whole.items()
        assert set(page.scene.lanes) == {box.lane for box in page.scene.boxes}


def test_boxes_tell_their_chances_and_levels_to_those_who_cannot_see_them(plan, chances):
    picture = diagram(plan, style="chance", answer=chances, allocation="balanced")
    root = ET.fromstring(picture.svg)
    told = next(one for one in root.iter() if one.get("id") == "node-bed_nights").get("aria-label")
    chance = picture.scene.box("bed_nights").badges[0].chances[0]
    assert lm.wording.likelihood(chance.probability) in told
    assert f"expected {chance.gauge.text}" in told
    assert "✗" not in told
    assert told.partition("target: ")[2] in picture.text


def test_a_part_says_how_much_is_left_out_and_pages_make_a_book(plan):
    part = diagram(plan, only="food_security")
    assert part.scene.hidden == 12
    assert "12 more boxes" in part.text
    pytest.importorskip("typst")
    assert b"/Count 4" in diagram(plan, style="money", per_page=40).content("pdf")


def test_the_text_reads_as_if_then(plan, chances):
    text = diagram(plan, answer=chances).text
    line = next(line for line in text.splitlines() if line.startswith("If “Find homes"))
    assert line.startswith(
        "If “Find homes and sign leases” rises, then the level of “Households placed in a home” "
        "(households) rises, weight 0.9 to 0.99 for each unit (leases)"
    )
    assert "this assumes: Landlords keep accepting" in line
    assert text.index("If “Meals budget”") < text.index("If “Meals served”")
    assert "Assumption A1" in text
