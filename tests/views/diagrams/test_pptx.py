"""Slides: native shapes with all words, connectors glued to the right boxes."""

import io
import sys

import pptx
import pytest

from logicmodel.errors import MissingExtraError
from logicmodel.views.diagrams.columns.layout import arrange
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.pptx import pptx_of, pptx_of_pages
from logicmodel.views.diagrams.styles.classic import Classic

from .stand_ins import SHELTER_CHANCES, Link, Node, Plan, shelter

STYLE = Classic()


def page(plan, chances=None, direction="right"):
    scene = compose(plan, style=STYLE, chances=chances)
    return scene, STYLE, arrange(scene, direction=direction)


def shapes_of(content):
    slide = pptx.Presentation(io.BytesIO(content)).slides[0]
    return {shape.name: shape for shape in slide.shapes}, slide


@pytest.mark.parametrize("direction", ["right", "left", "up"])
def test_every_box_has_its_words_and_every_arrow_its_boxes(direction):
    drawing = page(shelter(), SHELTER_CHANCES, direction)
    shapes, slide = shapes_of(pptx_of(*drawing))
    scene = drawing[0]
    for box in scene.boxes:
        assert shapes[f"node-{box.id}"].text_frame.text.startswith(box.title)
        words = shapes[f"node-{box.id}"]._element.xpath(".//p:cNvPr")[0].get("descr")
        assert box.title in words
    for arrow in scene.arrows:
        line = shapes[f"link-{arrow.id}"]._element
        ends = [line.xpath(f".//a:{end}Cxn/@id")[0] for end in ("st", "end")]
        wanted = [str(shapes[f"node-{name}"].shape_id) for name in (arrow.source, arrow.target)]
        assert ends == wanted
    assert slide.shapes.title.text_frame.text.startswith(scene.title)


def test_chances_notes_and_tags_are_written():
    _, slide = shapes_of(pptx_of(*page(shelter(), SHELTER_CHANCES)))
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for phrase in ("(70–73\u202f%)", "A1", "Landlords", "External factors", "−"):
        assert phrase in words


def test_far_boxes_of_one_column_are_joined_around_the_others():
    nodes = {name: Node("outcome", f"Outcome {name}") for name in "abcd"}
    links = tuple(Link(one, other) for one, other in ("ab", "bc", "cd", "ad"))
    shapes, _ = shapes_of(pptx_of(*page(Plan("P", nodes=nodes, links=links))))
    assert "link-a--d" in shapes


def test_nasty_words_and_no_words():
    nodes = {"a": Node("input", "<b>&\x00\ud800"), "f": Node("factor", "Sun")}
    drawing = page(Plan("", nodes=nodes, links=(Link("f", "a"),)))
    shapes, _ = shapes_of(pptx_of(*drawing))
    assert shapes["node-a"].text_frame.text.startswith("<b>&")
    assert shapes["Title 1"].text_frame.text == "Logic model"


def test_several_pages_are_several_slides_and_always_the_same():
    pages = [page(shelter()), page(Plan("P", nodes={"a": Node("input")}))]
    made = pptx_of_pages(pages)
    assert len(pptx.Presentation(io.BytesIO(made)).slides) == 2
    assert made == pptx_of_pages(pages)


def test_without_the_package_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtraError, match=r"logicmodel\[report\]"):
        pptx_of(*page(shelter()))
