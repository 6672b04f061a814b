"""The XML of the shapes of a slide, with their sizes in pixels: outlines, words, groups."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from typing import Literal

from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.markup import escaped
from logicmodel.views.diagrams.scripts import is_rtl
from logicmodel.views.letters import held

PIXEL = 9525
"""One pixel in the units of a slide."""
POINTS = 0.75
CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs of direction, which a slide states for whole paragraphs."""
Align = Literal["l", "ctr", "r"]


@dataclasses.dataclass(frozen=True)
class Form:
    """A finished shape and the room it takes, in pixels."""

    xml: str
    place: Place


@dataclasses.dataclass(frozen=True)
class Look:
    """How a shape is filled and outlined; an empty colour is none."""

    fill: str = ""
    line: str = ""
    width: float = 1.0
    dashes: str = ""
    opacity: float = 1.0
    round_ends: bool = False
    head: str = ""
    """The size of the arrow head at the end of a line; nothing for no head."""


@dataclasses.dataclass(frozen=True)
class Words:
    """A paragraph of one look; the size of its letters is in pixels."""

    text: str
    size: float
    ink: str
    strong: bool = False
    align: Align = "l"
    step: float = 0.0
    """The height of a line; nothing for the font's own."""
    spacing: float = 0.0


@dataclasses.dataclass(frozen=True)
class Frame:
    """How words stand in a shape: how far from its edges, at the top or in the middle."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    middle: bool = False
    wraps: bool = False


@dataclasses.dataclass(frozen=True)
class Name:
    """What a shape is called, what it says to those who cannot see it, and its number."""

    text: str = ""
    told: str = ""
    number: int | None = None
    """Nothing for the next free one."""
    title: bool = False
    """Whether it is the title of its slide."""


class Pen:
    """Writes shapes and numbers them; ``shrink`` is the size of a pixel where a page is too large."""

    def __init__(self, shrink: float) -> None:
        """Begin with the first free number: 1 is the page, 2 its title."""
        self.shrink = shrink
        self.numbers = itertools.count(3)

    def units(self, pixels: float) -> int:
        """Return a length in the units of a slide."""
        return round(pixels * self.shrink * PIXEL)

    def shape(
        self,
        geometry: str,
        place: Place,
        look: Look,
        *,
        words: Sequence[Words] = (),
        frame: Frame | None = None,
        name: Name | None = None,
    ) -> Form:
        """Return a shape with words in it."""
        name = name or Name()
        body = self.words(words, frame or Frame(middle=True))
        alone = words and not look.fill and not look.line and not name.title
        bare = '<p:cNvSpPr txBox="1"/>' if alone else "<p:cNvSpPr/>"
        holder = '<p:nvPr><p:ph type="title"/></p:nvPr>' if name.title else "<p:nvPr/>"
        xml = (
            f"<p:sp><p:nvSpPr>{self.named(name)}{bare}{holder}</p:nvSpPr><p:spPr>"
            f"{self.transform(place)}{geometry}{self._painted(look)}</p:spPr>{body}</p:sp>"
        )
        return Form(xml, place)

    def named(self, name: Name) -> str:
        """Return the number, the name and the words of a shape for screen readers."""
        number = next(self.numbers) if name.number is None else name.number
        called = _said(name.text or f"shape {number}")
        return f'<p:cNvPr id="{number}" name="{called}" descr="{_said(name.told)}"/>'

    def transform(self, place: Place, turn: str = "", prefix: str = "a") -> str:
        """Return where a shape stands; ``turn`` are its attributes for turning and mirroring."""
        x, y, wide, high = (
            self.units(one) for one in (place.x, place.y, place.width, place.height)
        )
        inside = f'<a:off x="{x}" y="{y}"/><a:ext cx="{max(0, wide)}" cy="{max(0, high)}"/>'
        if prefix == "p":
            inside += inside.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        return f"<a:xfrm{turn}>{inside}</a:xfrm>"

    def stroke(self, look: Look) -> str:
        """Return the outline of a shape, or a line with its head."""
        if not look.line:
            return "<a:ln><a:noFill/></a:ln>"
        dash = _dash(look.dashes)
        cap = ' cap="rnd"' if look.round_ends else ""
        size = look.head
        head = f'<a:tailEnd type="triangle" w="{size}" len="{size}"/>' if size else ""
        return (
            f'<a:ln w="{self.units(look.width)}"{cap}>{_solid(look.line, look.opacity)}{dash}'
            f"<a:round/>{head}</a:ln>"
        )

    def _painted(self, look: Look) -> str:
        fill = _solid(look.fill, look.opacity) if look.fill else "<a:noFill/>"
        return fill + self.stroke(look)

    def words(self, words: Sequence[Words], frame: Frame) -> str:
        """Return the body of a shape's text."""
        left, top, right = (self.units(one) for one in (frame.left, frame.top, frame.right))
        wrap, anchor = "square" if frame.wraps else "none", "ctr" if frame.middle else "t"
        inside = "".join(map(self._paragraph, words)) or "<a:p/>"
        return (
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="0"'
            f' anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{inside}</p:txBody>'
        )

    def _paragraph(self, one: Words) -> str:
        rtl = is_rtl(one.text)
        align = "r" if rtl and one.align == "l" else one.align
        step = self._points(one.step)
        line = f'<a:lnSpc><a:spcPts val="{step}"/></a:lnSpc>' if one.step else ""
        spaced = f' spc="{self._points(one.spacing)}"' if one.spacing else ""
        text = escaped(held(one.text.translate(CONTROLS)).replace("\n", " "))
        return (
            f'<a:p><a:pPr algn="{align}" rtl="{int(rtl)}">{line}</a:pPr><a:r>'
            f'<a:rPr sz="{max(100, self._points(one.size))}" b="{int(one.strong)}"{spaced}>'
            f"{_solid(one.ink)}</a:rPr><a:t>{text}</a:t></a:r></a:p>"
        )

    def _points(self, pixels: float) -> int:
        """Return a height of letters in hundredths of a point."""
        return round(100 * POINTS * pixels * self.shrink)

    def group(self, forms: Iterable[Form], name: str) -> list[Form]:
        """Return shapes as one that moves as a whole; nothing where there are none."""
        inside = list(forms)
        if len(inside) < 2:
            return inside
        place = around([form.place for form in inside])
        xml = (
            f"<p:grpSp><p:nvGrpSpPr>{self.named(Name(name))}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{self.transform(place, prefix='p')}</p:grpSpPr>"
            f"{''.join(form.xml for form in inside)}</p:grpSp>"
        )
        return [Form(xml, place)]


def around(places: Sequence[Place]) -> Place:
    """Return the smallest rectangle around several."""
    x, y = min(one.x for one in places), min(one.y for one in places)
    right, bottom = max(one.right for one in places), max(one.bottom for one in places)
    return Place(x, y, right - x, bottom - y)


def _said(words: str) -> str:
    return escaped(held(words).replace("\n", " "))


def _solid(colour: str, opacity: float = 1.0) -> str:
    alpha = f'<a:alpha val="{round(100_000 * opacity)}"/>' if opacity < 1.0 else ""
    value = colour.removeprefix("#").upper()
    return f'<a:solidFill><a:srgbClr val="{value}">{alpha}</a:srgbClr></a:solidFill>'


def _dash(pattern: str) -> str:
    """Return the dash of a slide that is nearest to a pattern of strokes and gaps."""
    if not pattern:
        return ""
    stroke = float(pattern.replace(",", " ").split()[0])
    kind = "sysDot" if stroke <= 2.0 else "dash" if stroke >= 5.0 else "sysDash"
    return f'<a:prstDash val="{kind}"/>'
