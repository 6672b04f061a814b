"""A scene as a PowerPoint slide of native shapes: boxes with real text, glued connectors, tags, a key."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
from logicmodel.views.diagrams.columns.geometry import Place, Route
from logicmodel.views.diagrams.columns.layout import Layout
from logicmodel.views.diagrams.columns.marks import HEIGHT, tag_width
from logicmodel.views.diagrams.drawing.boxes import told
from logicmodel.views.diagrams.figures import odds
from logicmodel.views.diagrams.scene import Box, Scene, Tag
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.reports.letters import held

PIXEL = 9525
"""One pixel in the units of a slide."""
MARGIN, TITLE, HEADER, NOTE = 30.0, 64.0, 44.0, 20.0
WIDEST = 5300.0
"""The widest slide that PowerPoint takes, in pixels (56 inches)."""
POINTS = 0.75
NEAR, ASIDE = 60.0, 12.0
"""Boxes of one column nearer than this are joined straight; others by a way this far aside."""
KEY = "Dashed: enables. Minus: lowers what it points to. Thicker: more weight per unit."
MOMENT = (1980, 1, 1, 0, 0, 0)
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
    sizes = [_size(scene, layout) for scene, _, layout in pages]
    width, height = (max(size[side] for size in sizes) for side in (0, 1))
    shrink = min(1.0, WIDEST / width, WIDEST / height)
    file.slide_width, file.slide_height = (round(one * shrink * PIXEL) for one in (width, height))
    about = file.core_properties
    about.title, about.author, about.last_modified_by = held(pages[0][0].title)[:255], "", ""
    about.created = about.modified = dt.datetime(*MOMENT)  # noqa: DTZ001 - not a moment that was
    for scene, style, layout in pages:
        Slide(file.slides.add_slide(file.slide_layouts[5]), style, shrink).draw(
            scene, layout, width
        )
    saved = io.BytesIO()
    file.save(saved)
    return _timeless(saved.getvalue())


def _size(scene: Scene, layout: Layout) -> tuple[float, float]:
    foot = NOTE * (len(scene.notes) + 2)
    return layout.width, MARGIN + TITLE + HEADER + layout.height + foot + MARGIN


def _timeless(packed: bytes) -> bytes:
    """Return the zip archive with the same contents and one fixed moment for all of them."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, MOMENT), old.read(name), compress_type=zipfile.ZIP_DEFLATED
            )
    return again.getvalue()


class Slide:
    """One slide that is being drawn; places are pixels, from the upper edge of the panels."""

    def __init__(self, slide: Any, style: Style, shrink: float) -> None:
        """Take the empty slide."""
        self.slide, self.style, self.shrink = slide, style, shrink
        self.shapes: dict[str, Any] = {}

    def draw(self, scene: Scene, layout: Layout, width: float) -> None:
        """Draw everything, from back to front."""
        self._title(scene, width)
        top = MARGIN + TITLE + (HEADER if layout.direction != "up" else 0.0)
        for column, panel in zip(scene.columns, layout.panels, strict=True):
            self._panel(column.title, column.kind, panel, top, upward=layout.direction == "up")
        if layout.band is not None:
            frame = self._box(
                "rounded", layout.band, top, self.style.inks["factor"].tint, self.style.rule
            )
            self._say(
                frame,
                [("External factors", 14.0, True, self.style.inks["factor"].deep)],
                upper=True,
            )
        for name, place in layout.places.items():
            self._node(layout.faces[name].box, place, top)
        for route in layout.routes:
            self._connector(route, layout, top)
        self._notes(scene, top + layout.height + NOTE, width)

    def _at(self, *pixels: float) -> list[int]:
        return [round(one * self.shrink * PIXEL) for one in pixels]

    def _box(self, form: str, place: Place, top: float, fill: str, line: str) -> Any:
        """Add a shape without shadow."""
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415 - an optional package

        forms = {
            "rounded": MSO_SHAPE.ROUNDED_RECTANGLE,
            "header": MSO_SHAPE.PENTAGON,
            "hexagon": MSO_SHAPE.HEXAGON,
            "oval": MSO_SHAPE.OVAL,
        }
        x, y, wide, high = self._at(place.x, top + place.y, place.width, place.height)
        shape = self.slide.shapes.add_shape(forms[form], x, y, wide, high)
        _flat(shape)
        if form == "rounded":
            shape.adjustments[0] = min(0.5, 7.0 / max(1.0, min(place.width, place.height)))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(fill)
        shape.line.color.rgb = _colour(line)
        shape.line.width = self._at(1.3)[0]
        return shape

    def _say(
        self, shape: Any, lines: list[tuple[str, float, bool, str]], *, upper: bool = False
    ) -> None:
        """Write lines, each with its size in pixels, whether it is strong, and its colour."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415 - an optional package
        from pptx.util import Pt  # noqa: PLC0415 - the same

        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP if upper else MSO_ANCHOR.MIDDLE
        frame.margin_left, frame.margin_right = self._at(10.0, 4.0)
        frame.margin_top = frame.margin_bottom = self._at(3.0)[0]
        for place, (words, size, strong, ink) in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = held(words)
            run.font.name, run.font.bold = fonts.FAMILY, strong
            run.font.size = Pt(max(1.0, round(size * POINTS * self.shrink, 1)))
            run.font.color.rgb = _colour(ink)

    def _title(self, scene: Scene, width: float) -> None:
        title = self.slide.shapes.title
        title.left, title.top, title.width, title.height = self._at(
            MARGIN, MARGIN / 2, width - 2 * MARGIN, TITLE
        )
        lines = [(scene.title or "Logic model", 23.0, True, self.style.ink)]
        if scene.description:
            lines.append((scene.description, 12.0, False, self.style.muted))
        self._say(title, lines)

    def _panel(self, title: str, kind: Any, panel: Place, top: float, *, upward: bool) -> None:
        """Draw the ground of a column and its header, which stands beside it where the chain runs up."""
        inks = self.style.inks[kind]
        self._box("rounded", panel, top, inks.tint, inks.tint).name = f"ground {title}"
        place = (
            Place(MARGIN, panel.y, max(40.0, panel.x - MARGIN - 8.0), panel.height)
            if upward
            else Place(panel.x, -HEADER, panel.width, HEADER - 8.0)
        )
        head = self._box("rounded" if upward else "header", place, top, inks.deep, inks.deep)
        self._say(head, [(title, 13.0, True, "#ffffff")])

    def _node(self, box: Box, place: Place, top: float) -> None:
        """Draw a box with its title, unit, targets and chances; tags hang on its lower edge."""
        from pptx.enum.dml import MSO_LINE_DASH_STYLE  # noqa: PLC0415 - an optional package

        inks, style = self.style.inks[box.kind], self.style
        form = box.shape if box.shape in {"hexagon", "oval"} else "rounded"
        shape = self._box(form, place, top, style.paper, inks.line)
        if box.kind == "factor":
            shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        lines = [(box.title, 12.5, True, style.ink)]
        if box.subtitle:
            lines.append((box.subtitle, 10.5, False, style.muted))
        for badge in box.badges:
            lines.append((f"◎ {badge.text}", 10.5, True, inks.deep))
            for chance in badge.chances:
                share, told_ = odds(chance.probability, chance.low, chance.high)
                lines.append((f"{chance.title}  {share} {told_}".rstrip(), 10.5, False, style.ink))
        room, needed = place.height - 6.0, sum(size * 1.25 for _, size, _, _ in lines)
        fit = min(1.0, room / needed)
        self._say(shape, [(words, size * fit, strong, ink) for words, size, strong, ink in lines])
        self._named(shape, f"node-{box.id}", told(box))
        self.shapes[box.id] = shape
        right = place.right - 8.0
        for tag in reversed(box.tags):
            right -= self._tag(tag, right - tag_width(tag.text) / 2, place.bottom, top)

    def _tag(self, tag: Tag, x: float, y: float, top: float) -> float:
        """Draw a tag around its centre; return the room it takes."""
        return self._sign(
            tag.text, x, y, top, self.style.tag_fill, self.style.tag_line, self.style.tag_ink
        )

    def _sign(  # noqa: PLR0917 - a place and three colours
        self, words: str, x: float, y: float, top: float, fill: str, line: str, ink: str
    ) -> float:
        width = tag_width(words) + 4.0
        shape = self._box(
            "rounded", Place(x - width / 2, y - HEIGHT / 2, width, HEIGHT), top, fill, line
        )
        self._say(shape, [(words, 9.5, True, ink)])
        shape.text_frame.word_wrap = False
        shape.text_frame.margin_left = self._at(4.0)[0]
        shape.text_frame.margin_top = shape.text_frame.margin_bottom = 0
        return width + 3.0

    def _connector(self, route: Route, layout: Layout, top: float) -> None:
        """Draw an arrow that stays with its boxes when they are moved, and the marks on it."""
        from pptx.enum.dml import MSO_LINE_DASH_STYLE  # noqa: PLC0415 - an optional package
        from pptx.enum.shapes import MSO_CONNECTOR  # noqa: PLC0415 - the same

        arrow, style = route.arrow, self.style
        one, other = layout.places[arrow.source], layout.places[arrow.target]
        begin, end = _sides(one, other)
        level = begin in {1, 3} and abs(one.middle - other.middle) < 1.0
        form = MSO_CONNECTOR.STRAIGHT if level else MSO_CONNECTOR.ELBOW
        line = self.slide.shapes.add_connector(form, 0, 0, 0, 0)
        line.begin_connect(self.shapes[arrow.source], begin)
        line.end_connect(self.shapes[arrow.target], end)
        kind = layout.faces[arrow.source].box.kind
        ink = style.lowers if arrow.sign < 0 else style.inks[kind].line
        if begin == end:
            _aside(line, round(ASIDE * self.shrink * PIXEL))
        _flat(line)
        line.line.color.rgb = _colour(ink)
        line.line.width = self._at(arrow.width)[0]
        if arrow.dashed:
            line.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        _head(line)
        self._named(line, f"link-{arrow.id}", arrow.title or arrow.id)
        for mark in route.marks:
            if mark.lowers:
                self._sign("−", mark.x, mark.y, top, style.paper, ink, ink)
            x = mark.x - mark.width / 2
            for tag in mark.tags:
                x += self._tag(tag, x + tag_width(tag.text) / 2, mark.y, top)
            if mark.text:
                middle = x + tag_width(mark.text) / 2
                self._sign(mark.text, middle, mark.y, top, style.paper, style.rule, style.muted)

    def _notes(self, scene: Scene, y: float, width: float) -> None:
        """Write the assumptions and the key under the drawing."""
        lines = [
            (
                f"{note.text}  {note.title}" + (f" ({note.detail})" if note.detail else ""),
                11.5,
                False,
                self.style.ink,
            )
            for note in scene.notes
        ]
        lines.append((KEY, 10.5, False, self.style.muted))
        box = self.slide.shapes.add_textbox(
            *self._at(MARGIN - 10.0, y, width - 2 * MARGIN, NOTE * len(lines))
        )
        self._say(box, lines, upper=True)

    @staticmethod
    def _named(shape: Any, name: str, words: str) -> None:
        """Give a shape its name and its alternative text."""
        properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - there is no public way
        properties.set("name", held(name))
        properties.set("descr", held(words))


def _sides(one: Place, other: Place) -> tuple[int, int]:
    """Return which sides to join: 0 is the upper one, 1 left, 2 the lower one, 3 right."""
    if other.x >= one.right:
        return 3, 1
    if other.right <= one.x:
        return 1, 3
    if abs(other.y - one.bottom) > NEAR and abs(one.y - other.bottom) > NEAR:
        return 1, 1
    return (2, 0) if other.y >= one.bottom else (0, 2)


def _colour(written: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415 - an optional package

    return RGBColor.from_string(  # type: ignore[no-untyped-call]
        written.removeprefix("#").upper()
    )


def _head(line: Any) -> None:
    """Put an arrow head on the end of a connector."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - an optional package
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415 - the same

    properties = line.line._get_or_add_ln()  # noqa: SLF001 - there is no public way
    properties.append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))


def _flat(shape: Any) -> None:
    """Take away the shadow that the theme gives to a shape or connector."""
    for effect in shape._element.xpath(".//a:effectRef"):  # noqa: SLF001 - there is no public way
        effect.set("idx", "0")


def _aside(line: Any, distance: int) -> None:
    """Let a connector between two left sides run to the left of both."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - an optional package
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415 - the same

    size = line._element.spPr.xfrm.find(  # noqa: SLF001 - there is no public way
        "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"
    )
    wide = max(PIXEL, int(size.get("cx")))
    size.set("cx", str(wide))
    shape = line._element.spPr.xpath("a:prstGeom")[0]  # noqa: SLF001 - the same
    for old in shape.xpath("a:avLst"):
        shape.remove(old)
    share = round(-100_000 * distance / wide)
    shape.append(
        parse_xml(f'<a:avLst {nsdecls("a")}><a:gd name="adj1" fmla="val {share}"/></a:avLst>')
    )
