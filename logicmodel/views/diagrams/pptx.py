"""A scene as a PowerPoint slide of native shapes, to be edited: text in boxes, arrows that hold on to them.

The slide looks as the SVG does: what stands around the boxes is traced from the same drawing.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from logicmodel.errors import MissingExtraError
from logicmodel.views.archives import MOMENT, timeless
from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.across import MARGIN
from logicmodel.views.diagrams.columns.geometry import Place, Route
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.drawing import arrows, grounds, headers, legend
from logicmodel.views.diagrams.scene import Kind, Scene
from logicmodel.views.diagrams.slides.connectors import connector, joints_of
from logicmodel.views.diagrams.slides.nodes import node
from logicmodel.views.diagrams.slides.outlines import preset
from logicmodel.views.diagrams.slides.shapes import Form, Frame, Look, Name, Pen, Words
from logicmodel.views.diagrams.slides.tracing import parsed, traced
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.svg import BOTTOM, EMPTY, EMPTY_HEIGHT, FOOT_GAP
from logicmodel.views.letters import held

FONT = b"Arial"
"""A font that every machine has, or one of the same widths; no letter is wider than in the picture."""
WIDEST = 5300.0
"""The widest slide that PowerPoint takes, in pixels (56 inches)."""
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
Drawing = tuple[Scene, Style, Layout]


def pptx_of(scene: Scene, style: Style, layout: Layout) -> bytes:
    """Return a presentation of one slide with the scene on it, as large as its layout.

    Raises MissingExtraError where python-pptx is not installed.
    """
    return pptx_of_pages([(scene, style, layout)])


def pptx_of_pages(pages: Sequence[Drawing]) -> bytes:
    """Return a presentation with a slide for every page; the slides are as large as the largest.

    Raises MissingExtraError where python-pptx is not installed.
    """
    try:
        pptx = importlib.import_module("pptx")
    except ImportError:
        message = "writing slides needs the package python-pptx"
        raise MissingExtraError(message, remedy="pip install 'logicmodel[report]'") from None
    file: Any = pptx.Presentation()
    _set_font(file)
    drawn = [_drawn(style, layout) for _, style, layout in pages]
    width = max(layout.width for _, _, layout in pages)
    height = max(bottom for *_, bottom in drawn)
    shrink = min(1.0, WIDEST / width, WIDEST / height)
    whole = Pen(shrink)
    file.slide_width, file.slide_height = whole.units(width), whole.units(height)
    about = file.core_properties
    about.title, about.author, about.last_modified_by = held(pages[0][0].title)[:255], "", ""
    about.created = about.modified = dt.datetime(*MOMENT)  # noqa: DTZ001 - not a moment that was
    for (scene, style, layout), page in zip(pages, drawn, strict=True):
        slide = file.slides.add_slide(file.slide_layouts[5])
        _put(slide, _forms(scene, style, layout, page, Pen(shrink)))
    saved = io.BytesIO()
    file.save(saved)
    return timeless(saved.getvalue())


def _drawn(style: Style, layout: Layout) -> tuple[ET.Element, float, str, float]:
    """Return the drawn head, where the panels begin, the drawn foot, and the height of the page."""
    head, top = headers.drawn(layout, style)
    inside = layout.height if layout.scene.boxes else EMPTY_HEIGHT
    foot, bottom = legend.drawn(layout, top + inside + FOOT_GAP, style)
    return parsed(head)[0], top, foot, bottom + BOTTOM


def _set_font(file: Any) -> None:
    """Let the theme name the font, so that a team changes it in one place."""
    master = file.slide_masters[0].part
    for relation in master.rels.values():
        if relation.reltype.endswith("/theme"):
            theme = relation.target_part
            theme._blob = theme.blob.replace(b"Calibri", FONT)  # noqa: SLF001 - there is no public way


def _title(scene: Scene, head: ET.Element, layout: Layout, style: Style, pen: Pen) -> Form:
    """Return the slide's own title, and take the drawn one out of what is traced.

    A scene without one gets a title above the page, for screen readers and lists of slides.
    """
    lines = [one for one in head if one.get("font-size") == markup.short(headers.TITLE)]
    for line in lines:
        head.remove(line)
    high = headers.TITLE_STEP * max(1, len(lines))
    words = Words(
        scene.title or "Logic model",
        headers.TITLE,
        style.ink,
        strong=True,
        align="r" if layout.direction == "left" else "l",
        step=headers.TITLE_STEP,
    )
    place = Place(MARGIN, MARGIN - 8.0 if lines else -2 * high, layout.width - 2 * MARGIN, high)
    return pen.shape(
        preset("rect"),
        place,
        Look(),
        words=[words],
        frame=Frame(wraps=True),
        name=Name("Title", number=2, title=True),
    )


def _forms(
    scene: Scene, style: Style, layout: Layout, page: tuple[ET.Element, float, str, float], pen: Pen
) -> list[Form]:
    """Return every shape of a slide, from back to front."""
    head, top, foot, _ = page
    title = _title(scene, head, layout, style, pen)
    kinds = {box.id: box.kind for box in scene.boxes}
    ground = parsed("".join(grounds.drawn(layout, style)))
    forms = [title, *traced(ground, pen, down=top), *traced(head, pen)]
    numbers = {name: next(pen.numbers) for name in layout.places}
    joints = joints_of(layout.routes, layout.places)
    for route in sorted(layout.routes, key=lambda one: -one.arrow.width):
        look = _line(route, kinds[route.arrow.source], style)
        forms.append(connector(route, joints, numbers, look, pen, top))
    for name, place in layout.places.items():
        lowered = Place(place.x, place.y + top, place.width, place.height)
        held_at = [((x, y + top), side) for (x, y), side in joints.points[name]]
        forms += node(layout.faces[name], lowered, held_at, style, pen, number=numbers[name])
    marks = (arrows.marks(one, kinds[one.arrow.source], style) for one in layout.routes)
    forms += traced(parsed("".join(marks)), pen, down=top)
    forms += traced(parsed(foot), pen)
    if not scene.boxes:
        words = markup.text(EMPTY, MARGIN, top + 16.0, size=13.5, fill=style.muted)
        forms += traced(parsed(words), pen)
    return forms


def _line(route: Route, kind: Kind, style: Style) -> Look:
    """Return the colour, the width and the pattern of an arrow."""
    arrow = route.arrow
    dashes = arrow.dashes or ("6 4" if arrow.dashed else "")
    return Look("", arrows.colour_of(route, kind, style), arrow.width, dashes)


def _put(slide: Any, forms: Sequence[Form]) -> None:
    """Put shapes on an empty slide, in place of the title that it comes with."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - an optional package

    tree = slide.shapes._spTree  # noqa: SLF001 - there is no public way
    tree.remove(slide.shapes.title._element)  # noqa: SLF001 - the same
    for shape in parse_xml(f"<p:spTree {SPACES}>{''.join(form.xml for form in forms)}</p:spTree>"):
        tree.append(shape)
