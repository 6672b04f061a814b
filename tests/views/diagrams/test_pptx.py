"""Slides: native shapes with all words, connectors glued to the right boxes."""

import io
import sys
import zipfile

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from logicmodel.errors import MissingExtraError
from logicmodel.views.diagrams.columns.layout import arrange
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.pptx import pptx_of, pptx_of_pages
from logicmodel.views.diagrams.scene import Arrow, Box, Column, Scene
from logicmodel.views.diagrams.slides.shapes import PIXEL
from logicmodel.views.diagrams.styles.chain import Chain
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.styles.print import Print
from logicmodel.views.diagrams.svg import arranged

from .stand_ins import SHELTER_CHANCES, Link, Node, Plan, shelter

STYLE = Classic()


def page(plan, chances=None, direction="right"):
    scene = compose(plan, style=STYLE, chances=chances)
    return scene, STYLE, arrange(scene, direction=direction)


def flat(shapes):
    """Return the shapes of a slide and of its groups."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield shape
            yield from flat(shape.shapes)
        else:
            yield shape


def shapes_of(content, number=0):
    slide = pptx.Presentation(io.BytesIO(content)).slides[number]
    return {shape.name: shape for shape in flat(slide.shapes)}, slide


def words_of(shapes):
    return "\n".join(shape.text_frame.text for shape in shapes.values() if shape.has_text_frame)


def ends_of(line):
    """Return the number of the box and the joint at both ends of a connector."""
    found = [line._element.xpath(f".//a:{end}Cxn")[0] for end in ("st", "end")]
    return [(int(one.get("id")), int(one.get("idx"))) for one in found]


def joint(card, index):
    """Return where a joint of a card stands on the slide."""
    guides = {one.get("name"): one.get("fmla").split()[2] for one in card._element.xpath(".//a:gd")}
    across, down = (int(guides[f"{axis}{index}"]) / 100_000 for axis in "xy")
    return card.left + across * card.width, card.top + down * card.height


@pytest.mark.parametrize("direction", ["right", "left", "up"])
def test_every_box_has_its_words_and_every_arrow_its_boxes(direction):
    drawing = page(shelter(), SHELTER_CHANCES, direction)
    shapes, slide = shapes_of(pptx_of(*drawing))
    scene = drawing[0]
    for box in scene.boxes:
        assert shapes[f"node-{box.id}"].text_frame.text.startswith(box.title)
        words = shapes[f"node-{box.id}"]._element.xpath(".//p:cNvPr")[0].get("descr")
        assert box.title in words
    joined = 0
    for arrow in scene.arrows:
        line = shapes[f"link-{arrow.id}"]
        if line.shape_type == MSO_SHAPE_TYPE.FREEFORM:
            continue
        joined += 1
        cards = [shapes[f"node-{name}"] for name in (arrow.source, arrow.target)]
        ends = ends_of(line)
        assert [number for number, _ in ends] == [card.shape_id for card in cards]
        for (x, y), (card, (_, index)) in zip(
            ((line.begin_x, line.begin_y), (line.end_x, line.end_y)),
            zip(cards, ends, strict=True),
            strict=True,
        ):
            if direction != "up":  # A turned frame has its corners elsewhere.
                assert joint(card, index) == pytest.approx((x, y), abs=PIXEL)
    assert joined > len(scene.arrows) / 2
    assert slide.shapes.title.text_frame.text == scene.title


def test_arrows_of_one_side_do_not_meet_in_one_point():
    shapes, _ = shapes_of(pptx_of(*page(shelter(), SHELTER_CHANCES)))
    lines = [
        one
        for name, one in shapes.items()
        if name.startswith("link-") and one.shape_type != MSO_SHAPE_TYPE.FREEFORM
    ]
    arrivals = [ends_of(line)[1] for line in lines]
    assert len(set(arrivals)) == len(arrivals)


def test_numbers_of_shapes_are_never_used_twice():
    content = pptx_of(*page(shelter(), SHELTER_CHANCES))
    slide = pptx.Presentation(io.BytesIO(content)).slides[0]
    numbers = slide.shapes._spTree.xpath(".//p:cNvPr/@id")
    assert len(set(numbers)) == len(numbers)


def test_headers_chances_notes_tags_and_the_key_are_written():
    shapes, _ = shapes_of(pptx_of(*page(shelter(), SHELTER_CHANCES)))
    words = words_of(shapes)
    for phrase in (
        "(70–73\u202f%)",
        "A1",
        "Landlords",
        "External factors",
        "what we do",
        "PLANNED WORK",
    ):
        assert phrase in words
    for drawn in ("rests on that assumption", "lowers what it points to", "probability of meeting"):
        assert drawn in words


def test_the_key_tells_only_what_is_shown():
    nodes = {"a": Node("input", "Money"), "b": Node("outcome", "Change")}
    shapes, _ = shapes_of(pptx_of(*page(Plan("P", nodes=nodes, links=(Link("a", "b"),)))))
    assert "lowers" not in words_of(shapes)
    assert "assumption" not in words_of(shapes)


def test_a_bar_is_as_long_as_its_chance():
    _, slide = shapes_of(pptx_of(*page(shelter(), SHELTER_CHANCES)))
    bars = [one for one in flat(slide.shapes) if one.name == "chance"]
    lengths = [[part.width for part in bar.shapes] for bar in bars]
    chances = [row[1] for rows in SHELTER_CHANCES.values() for row in rows]
    drawn = sorted(parts[1] / parts[0] for parts in lengths if len(parts) == 3)
    assert any(share == pytest.approx(chance, abs=0.01) for chance in chances for share in drawn)


def column_of(links):
    """Return the page of one column of three outputs."""
    boxes = tuple(Box(name, f"Output {name}", "output", 0) for name in "abc")
    arrows = tuple(Arrow(f"{one}{other}", one, other) for one, other in links)
    scene = Scene("P", columns=(Column("Outputs", "output"),), boxes=boxes, arrows=arrows)
    return scene, STYLE, arrange(scene)


def test_far_boxes_of_one_column_are_joined_around_the_others():
    shapes, _ = shapes_of(pptx_of(*column_of(["ab", "bc", "ac", "bb"])))
    between = shapes["node-b"]
    for name in ("link-ac", "link-bb"):
        around = shapes[name]
        assert around.shape_type == MSO_SHAPE_TYPE.FREEFORM
        assert around.left + around.width > between.left + between.width + 10 * PIXEL
        assert around._element.xpath(".//a:tailEnd/@type") == ["triangle"]
    down = shapes["link-ab"]
    assert down._element.xpath(".//a:prstGeom/@prst") == ["straightConnector1"]
    assert (down.begin_y, down.end_y) == pytest.approx(
        (shapes["node-a"].top + shapes["node-a"].height, between.top), abs=PIXEL
    )


def test_words_from_right_to_left_are_set_so():
    nodes = {
        "a": Node("input", "\u05db\u05e1\u05e3"),
        "b": Node("outcome", "\u05e9\u05d9\u05e0\u05d5\u05d9"),
    }
    shapes, _ = shapes_of(
        pptx_of(*page(Plan("P", nodes=nodes, links=(Link("a", "b"),)), None, "left"))
    )
    paragraph = shapes["node-a"]._element.xpath(".//a:pPr")[0]
    assert (paragraph.get("algn"), paragraph.get("rtl")) == ("r", "1")
    assert shapes["node-a"].text_frame.text == "\u05db\u05e1\u05e3"


@pytest.mark.parametrize("style", [Print(), Chain()])
def test_other_styles_are_drawn_too(style):
    scene = compose(shelter(), style=style, chances=SHELTER_CHANCES)
    shapes, _ = shapes_of(pptx_of(scene, style, arranged(scene, style)))
    assert {f"node-{box.id}" for box in scene.boxes} <= set(shapes)


def test_the_font_is_the_one_of_the_theme():
    packed = zipfile.ZipFile(io.BytesIO(pptx_of(*page(shelter()))))
    theme = next(packed.read(name) for name in packed.namelist() if "/theme/theme" in name)
    assert b'typeface="Arial"' in theme
    assert b"Calibri" not in theme
    assert b"<a:latin" not in packed.read("ppt/slides/slide1.xml")


def test_a_plan_without_boxes_says_so():
    shapes, slide = shapes_of(pptx_of(*page(Plan("P"))))
    assert "Nothing to draw yet" in words_of(shapes)
    assert slide.shapes.title.text_frame.text == "P"


def test_nasty_words_and_no_words():
    nodes = {"a": Node("input", "<b>&\x00\ud800"), "f": Node("factor", "Sun")}
    drawing = page(Plan("", nodes=nodes, links=(Link("f", "a"),)))
    shapes, _ = shapes_of(pptx_of(*drawing))
    assert shapes["node-a"].text_frame.text.startswith("<b>&")
    assert shapes["Title"].text_frame.text == "Logic model"


def test_several_pages_are_several_slides_and_always_the_same():
    pages = [page(shelter()), page(Plan("P", nodes={"a": Node("input")}))]
    made = pptx_of_pages(pages)
    assert len(pptx.Presentation(io.BytesIO(made)).slides) == 2
    assert made == pptx_of_pages(pages)


def test_without_the_package_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtraError, match=r"logicmodel\[report\]"):
        pptx_of(*page(shelter()))
