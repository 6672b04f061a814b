"""What every style claims: that it draws everything, and that its signs mean what they say."""

import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.errors import RequestError
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.styles.evidence import DASHES, DOTS, LEAP
from logicmodel.views.diagrams.styles.style import Style

SCENARIOS = Path(__file__).parents[3] / "scenarios"
KINDS = Style.family.kinds()


@pytest.fixture(scope="module")
def plan():
    return lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")


@pytest.fixture(scope="module")
def results(plan):
    return lm.simulate(plan, draws=128, keep="nothing")


@pytest.fixture(scope="module")
def chances(results):
    return lm.attainment(results)


def drawn(plan, kind, chances):
    answers = {"chance": chances, "drivers": {"links.placements->housed_households.weight": 0.4}}
    return diagram(plan, style=kind, answer=answers.get(kind))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_strokes_stand_out(kind):
    style = Style.family.named(kind)()
    for inks in style.inks.values():
        assert contrast("#ffffff", inks.deep) >= 4.5
        for paper in (style.paper, inks.tint):
            assert contrast(inks.line, paper) >= 3
            assert contrast(style.lowers, paper) >= 3


def blended(under, over, share):
    pairs = zip(bytes.fromhex(under[1:]), bytes.fromhex(over[1:]), strict=True)
    return "#" + bytes(round(one + (other - one) * share) for one, other in pairs).hex()


def extent(shape):
    """Return the left, top, right and lower edge of a filled rectangle, circle or path."""
    if shape.tag.endswith("rect"):
        x, y, wide, high = (float(shape.get(name)) for name in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high
    if shape.tag.endswith("circle"):
        x, y, r = (float(shape.get(name)) for name in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    corners = [
        (float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", shape.get("d"))
    ]
    return (*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True)))


def faint(svg):
    """Return every text whose colour differs too little from what is painted under it, and how many were read."""
    painted, found, read = [], [], 0

    def walk(one, down):
        nonlocal read
        moved = re.match(r"translate\((-?[\d.]+) (-?[\d.]+)\)$", one.get("transform", ""))
        if "rotate" in one.get("transform", "") or "matrix" in one.get("transform", ""):
            return
        down += float(moved[2]) if moved else 0.0
        name, fill = one.tag.rsplit("}")[-1], one.get("fill", "")
        if name in {"rect", "circle", "path"} and fill.startswith("#"):
            left, top, right, lower = extent(one)
            painted.append(
                (left, top + down, right, lower + down, fill, float(one.get("opacity", 1)))
            )
        if name == "text":
            read += 1
            x, y = float(one.get("x")), float(one.get("y")) + down - float(one.get("font-size")) / 3
            x += {"end": -3.0}.get(one.get("text-anchor"), 3.0)
            ground = "#ffffff"
            for left, top, right, lower, colour, opacity in painted:
                if left <= x <= right and top <= y <= lower:
                    ground = blended(ground, colour, opacity)
            if contrast(fill, ground) < 4.5:
                found.append(("".join(one.itertext()), fill, ground))
        for child in one:
            walk(child, down)

    walk(ET.fromstring(svg), 0.0)
    return found, read


def test_faint_text_is_found():
    rect = '<rect x="0" y="0" width="50" height="20" fill="#777777"/>'
    text = '<text x="2" y="15" font-size="12" fill="#666666">x</text>'
    assert faint(f"<svg>{rect}{text}</svg>") == ([("x", "#666666", "#777777")], 1)
    assert faint(f"<svg>{text}</svg>") == ([], 1)


@pytest.mark.parametrize("lanes", [None, "theme"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_out_from_what_is_under_it(plan, chances, kind, lanes):
    answers = {"drivers": {"links.placements->housed_households.weight": 0.4}}
    takes = "attainment" in Style.family.named(kind).takes and kind != "drivers"
    answer = chances if takes else answers.get(kind)
    found, read = faint(diagram(plan, style=kind, answer=answer, lanes=lanes).svg)
    assert found == []
    assert read > 50


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


def test_money_is_conserved_as_wide_as_it_is_much_and_what_simulate_says(plan, results):
    costs = {row["allocation"]: row for row in lm.costs(results).rows}
    for name in plan.allocations:
        scene = diagram(plan, style="money", allocation=name).scene
        total = float(results.estimates["cost"][:, results.allocation(name)].mean())
        assert costs[name]
        assert f"{total:,.0f}" in scene.caption
        width = dict.fromkeys(plan.nodes, 0.0), dict.fromkeys(plan.nodes, 0.0)
        for arrow in scene.arrows:
            if plan.kind_of(arrow.source) != "factor":
                width[0][arrow.target] += arrow.width
                width[1][arrow.source] += arrow.width
        for node in (*plan.activities, *plan.outputs):
            assert math.isclose(width[0][node], width[1][node], rel_tol=1e-9)


def test_money_that_feeds_no_outcome_is_marked():
    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 2},
            "currency": "USD",
            "inputs": {"i": {"price": 10}, "j": {}},
            "outputs": {"o": {}, "p": {}},
            "outcomes": {"x": {}},
            "links": [{"from": "i", "to": "o"}, {"from": "i", "to": "p"}, {"from": "p", "to": "x"}],
            "allocations": {"now": {"i": [3, 5], "j": 7}},
        }
    )
    boxes = {
        box.id: [fact.text for fact in box.facts]
        for box in diagram(plan, style="money").scene.boxes
    }
    assert boxes["i"][0].startswith("USD 80")
    assert boxes["o"] == [boxes["p"][0], "⚠ money ends here"]
    assert boxes["o"][0].startswith("USD 40")
    assert boxes["j"] == ["USD 14 (15\u202f%)", "⚠ money ends here"]
    assert len(boxes["x"]) == 1


def test_money_of_an_unknown_allocation_is_refused(plan):
    with pytest.raises(RequestError, match="did you mean balanced"):
        diagram(plan, style="money", allocation="balance")
    bare = plan.model_copy(update={"allocations": {}})
    with pytest.raises(RequestError, match="no allocation"):
        diagram(bare, style="money")


def test_evidence_is_told_by_dashes_and_by_dots(plan):
    for arrow in diagram(plan, style="evidence").scene.arrows:
        link = next(one for one in plan.links if f"{one.source}--{one.target}" == arrow.id)
        assert arrow.dashes == DASHES[link.evidence.strength]
        assert DOTS[link.evidence.strength] in arrow.label
        assert (LEAP in arrow.label) == (arrow.id == "bed_nights--sleeping_rough")


def test_inputs_of_unknown_price_are_named_and_not_counted():
    class Unknown:
        kind = "unknown"

    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 2},
            "currency": "USD",
            "inputs": {"i": {"price": 10}, "j": {"title": "Jeeps", "price": 3}},
            "outcomes": {"x": {}},
            "links": [{"from": "i", "to": "x"}, {"from": "j", "to": "x"}],
            "allocations": {"now": {"i": 3, "j": 7}},
        }
    )
    unpriced = plan.inputs["j"].model_copy(update={"price": Unknown()})
    odd = plan.model_copy(update={"inputs": {**plan.inputs, "j": unpriced}})
    scene = diagram(odd, style="money").scene
    assert [fact.text for fact in scene.box("j").facts] == ["price unknown"]
    assert any("price unknown: j" in key.words for key in scene.key)
    assert "USD 60" in scene.caption


def test_links_without_reason_past_a_level_and_inferred_ones_are_marked():
    plan = lm.Plan.from_document(
        {
            "periods": {"first": "2027", "count": 1},
            "activities": {"a": {}},
            "outputs": {"o": {}},
            "outcomes": {"x": {}},
            "links": [
                {"from": "a", "to": "o", "inferred": True},
                {"from": "a", "to": "x", "because": "so it is", "role": "enables"},
                {"from": "o", "to": "x", "because": "so it is"},
            ],
        }
    )
    labels = {arrow.id: arrow.label for arrow in diagram(plan, style="evidence").scene.arrows}
    assert labels == {
        "a--o": f"○○○ {LEAP} inferred",
        "a--x": f"○○○ {LEAP} ×",
        "o--x": "○○○",
    }


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


def test_shares_of_one_link_or_node_add_up(plan):
    rows = [
        {
            "name": "links.placements->housed_households.weight",
            "ST": 0.25,
            "ST_low": 0.2,
            "ST_high": 0.3,
        },
        {
            "name": "links.placements->housed_households.works",
            "ST": 0.25,
            "ST_low": 0.2,
            "ST_high": 0.3,
        },
        {"name": "factors.rent_index.value", "share": 0.2, "low": 0.1, "high": 0.3},
        {"name": "assumptions.landlords_cooperate.holds", "share": 0.125},
        {"name": "numbers.reach", "share": 0.1},
    ]
    answer = lm.Answer("sensitivity", "?", tuple(rows), {})
    scene = diagram(plan, style="drivers", answer=[answer]).scene
    arrows = {arrow.id: arrow for arrow in scene.arrows}
    assert arrows["placements--housed_households"].label == "50\u202f%"
    assert arrows["placements--housed_households"].width == 9
    fact = scene.box("rent_index").facts[0]
    assert (fact.share, fact.low, fact.high) == (0.2, 0.1, 0.3)
    assert "share 12" in scene.notes[0].detail
    assert any("reach 10" in key.words for key in scene.key)


def test_rows_of_several_targets_are_averaged_for_one_allocation(plan):
    base = {"name": "factors.rent_index.value"}
    rows = [
        {**base, "allocation": "current", "target": "a", "ST": 0.4},
        {**base, "allocation": "current", "target": "b", "ST": 0.2},
        {**base, "allocation": "balanced", "target": "a", "ST": 0.9},
    ]
    answer = lm.Answer("contribution", "?", tuple(rows), {})
    scene = diagram(plan, style="drivers", answer=answer).scene
    assert math.isclose(scene.box("rent_index").facts[0].share, 0.3)


@pytest.mark.parametrize("rows", [[{"name": "x"}], [{"ST": 0.5}]])
def test_rows_without_name_or_share_are_refused(plan, rows):
    with pytest.raises(RequestError, match="ST"):
        diagram(plan, style="drivers", answer=lm.Answer("sensitivity", "?", tuple(rows), {}))
    with pytest.raises(RequestError, match="not a number"):
        diagram(plan, style="drivers", answer={"x": "much"})


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


def test_real_sensitivities_say_what_is_uncertain_and_leave_out_what_cannot_be_told(plan):
    answer = lm.sensitivity(plan, method="shapley", allocation="housing_first", draws=1024)
    scene = diagram(plan, style="drivers", answer=answer).scene
    assert scene.caption.startswith(
        "Where the uncertainty about success under Housing first comes from; most of all"
    )
    shares = [fact.low for box in scene.boxes for fact in box.facts if fact.low is not None]
    assert shares
    assert all(low > 0 for low in shares)
    both = lm.sensitivity(plan, "all", method="shapley", allocation="housing_first", draws=1024)
    assert diagram(plan, style="drivers", answer=both).scene.caption.startswith(
        "Where the uncertainty comes from"
    )


def test_numbers_drawn_together_get_equal_parts_and_most_have_a_place(plan):
    rows = [
        {
            "name": "factors.rent_index.value + numbers.reach",
            "S1": 0.4,
            "S1_low": 0.3,
            "S1_high": 0.5,
        }
    ]
    rows += [{"name": f"numbers.n_{place}", "S1": 0.01 * (place + 1)} for place in range(4)]
    scene = diagram(
        plan, style="drivers", answer=lm.Answer("sensitivity", "?", tuple(rows), {})
    ).scene
    fact = scene.box("rent_index").facts[0]
    assert (fact.share, fact.low, fact.high) == (0.2, 0.15, 0.25)
    (rest,) = (key.words for key in scene.key if key.words.startswith("not on the picture"))
    assert rest.startswith("not on the picture: reach 20")
    assert rest.endswith("and 2 more")
