"""The SVG: well formed, complete, safe, readable by people who do not see it."""

import dataclasses
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.figures import odds
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.svg import svg_of

from .stand_ins import SHELTER_CHANCES, Link, Node, Plan, Target, Weight, plan_of, shelter

STYLE = Classic()
SVG = "{http://www.w3.org/2000/svg}"


def drawn(plan, chances=None):
    return svg_of(compose(plan, style=STYLE, chances=chances), STYLE)


def texts(svg):
    return [node.text for node in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_node_and_link_has_its_id_once():
    plan = shelter()
    ids = [node.get("id") for node in ET.fromstring(drawn(plan)).iter() if node.get("id")]
    ids = [name for name in ids if name.startswith(("node-", "link-"))]
    wanted = [f"node-{name}" for name in plan.nodes]
    wanted += [f"link-{link.source}--{link.target}" for link in plan.links]
    assert sorted(ids) == sorted(wanted)


def test_the_picture_speaks_to_screen_readers():
    root = ET.fromstring(drawn(shelter()))
    assert root.get("role") == "graphics-document"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Harbour County homelessness plan"
    told = root[1].text
    assert "Outputs: Meals served (meals), target: at least 90,000 by 2027" in told
    assert "External factors: Rent level" in told


def test_classes_tell_kind_and_effect():
    root = ET.fromstring(drawn(shelter()))
    classes = {node.get("id"): node.get("class") for node in root.iter() if node.get("id")}
    assert classes["node-caseworkers"] == "node input"
    assert classes["node-landlords"] == "note assumption"
    assert classes["link-placements--homeless_people"] == "link lowers"
    assert classes["link-meals_served--stability"] == "link enables"


def test_chances_are_written_out_beside_their_bars():
    words = texts(drawn(shelter(), SHELTER_CHANCES))
    assert {"Housing first", "71\u202f%", "(70–73\u202f%)"} <= set(words)
    root = ET.fromstring(drawn(shelter(), SHELTER_CHANCES))
    bars = [node for node in root.iter() if node.get("class") == "chance"]
    assert len([bar for bar in bars if bar.get("data-allocation")]) == 4


def test_more_chances_than_fit_are_counted():
    rows = [(f"Option {place}", 0.5, 0.4, 0.6) for place in range(9)]
    words = texts(drawn(shelter(), {"homeless_people@2030": rows}))
    assert "and 3 more" in words


def test_an_unknown_chance_is_drawn_as_such():
    nan = float("nan")
    words = texts(drawn(shelter(), {"homeless_people@2030": [("Now", nan, nan, nan)]}))
    assert "n/a" in words
    assert odds(nan, nan, nan) == ("n/a", "")


def test_the_font_list_begins_with_the_shipped_font():
    assert ET.fromstring(drawn(shelter())).get("font-family") == "Inter, sans-serif"


def test_the_legend_explains_only_what_is_there():
    words = " ".join(texts(drawn(shelter(), SHELTER_CHANCES)))
    for phrase in ("thicker", "lowers", "enables", "later", "assumption", "target", "probability"):
        assert phrase in words
    plain = Plan("P", nodes={"a": Node("input"), "x": Node("outcome")}, links=(Link("a", "x"),))
    assert "HOW TO READ IT" not in texts(drawn(plain))


def test_lowering_is_shown_by_a_sign_not_by_colour_alone():
    root = ET.fromstring(drawn(shelter()))
    assert len([node for node in root.iter() if node.get("class") == "sign"]) == 3


@pytest.mark.parametrize(
    "words", ["<script>&\"'</script>", "a\x00b\x07\x1b", "\ud800", "]]>", "&amp;"]
)
def test_no_text_of_a_plan_becomes_markup(words):
    nodes = {
        "a": Node("input", words, words),
        "x": Node("outcome", words),
        "s": Node("assumption", words),
    }
    link = Link("a", "x", Weight(1, words), assumes=("s",))
    plan = Plan(words, words, nodes, (link,), (Target(words, "x", text=words),))
    svg = drawn(plan, {words: [(words, 0.5, 0.4, 0.6)]})
    root = ET.fromstring(svg.encode())
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg",
        "g",
        "title",
        "desc",
        "rect",
        "path",
        "text",
        "circle",
    }
    assert "<script" not in svg


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_any_id_and_any_title_give_well_formed_xml(name, title):
    nodes = {name: Node("input", title), name + "x": Node("outcome", title)}
    ET.fromstring(drawn(Plan(title, title, nodes, (Link(name, name + "x"),))).encode())


def test_the_same_plan_always_gives_the_same_text():
    assert drawn(plan_of(60, 90)) == drawn(plan_of(60, 90))


@pytest.mark.parametrize(
    "plan",
    [
        Plan("Nothing"),
        Plan(""),
        Plan("One", nodes={"a": Node("input")}),
        Plan("Sun", nodes={"f": Node("factor", "Sun")}),
        Plan("Only a note", nodes={"s": Node("assumption", "It holds")}),
        Plan("Lonely", nodes={"a": Node("input"), "x": Node("outcome"), "f": Node("factor")}),
    ],
)
def test_small_plans_are_drawn(plan):
    root = ET.fromstring(drawn(plan))
    assert float(root.get("width")) >= 720
    assert float(root.get("height")) > 60


def test_an_empty_plan_says_so():
    assert "Nothing to draw yet: the plan has no nodes." in texts(drawn(Plan("Nothing")))


def test_long_and_foreign_titles_stay_inside_their_boxes():
    long = "Caseworkers with many years of experience in intensive case management " * 4
    nodes = {
        "a": Node("input", long),
        "b": Node("activity", "Домохозяйства, размещённые в постоянном жилье"),
        "c": Node("output", "提供的餐食数量在冬季增加" * 3),
        "d": Node("outcome", "عدد أقل من الناس بلا مأوى"),
    }
    svg = drawn(Plan(long, long, nodes))
    assert any(text.endswith("…") for text in texts(svg))
    assert "Домохозяйства," in " ".join(texts(svg))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_all_text_has_enough_contrast():
    style = Classic()
    pairs = [(style.ink, style.paper), (style.muted, style.paper), (style.tag_ink, style.tag_fill)]
    for inks in style.inks.values():
        pairs += [("#ffffff", inks.deep), (inks.deep, style.paper), (style.muted, inks.tint)]
    assert min(contrast(*pair) for pair in pairs) >= 4.5


def test_a_style_without_phases_or_labels_draws_less():
    plain = Classic(phases=False, labels_up_to=0, halos_up_to=0)
    svg = svg_of(compose(shelter(), style=plain), plain)
    assert "PLANNED WORK" not in svg
    assert ">+1<" not in svg
    assert len(svg) < len(drawn(shelter()))


def test_text_is_never_wider_than_the_page():
    svg = drawn(dataclasses.replace(shelter(), title="Title " * 60, mission="Mission " * 200))
    width = float(ET.fromstring(svg).get("width"))
    for found in re.findall(r'<text x="([\d.]+)"', svg):
        assert float(found) <= width


def test_an_assumption_tied_to_a_node_sits_on_its_box():
    nodes = {"x": Node("outcome"), "s": Node("assumption"), "t": Node("assumption")}
    svg = drawn(Plan("P", nodes=nodes, links=(Link("s", "x"), Link("t", "x"))))
    ids = {node.get("id") for node in ET.fromstring(svg).iter()}
    assert {"node-s", "node-t", "link-s--x", "link-t--x"} <= ids
    assert texts(svg).count("A1") == 3
