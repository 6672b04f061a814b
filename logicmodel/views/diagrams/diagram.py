"""The diagram of a plan: a value that shows itself in notebooks and saves itself as any picture."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from pydantic_core import PydanticCustomError

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.doubts import doubted
from logicmodel.views.diagrams.focus import focused
from logicmodel.views.diagrams.focus import pages as pages_of
from logicmodel.views.diagrams.mermaid import mermaid_of
from logicmodel.views.diagrams.plan_shape import Chances, PlanShape
from logicmodel.views.diagrams.programs import svg_by_dot
from logicmodel.views.diagrams.prose import prose
from logicmodel.views.diagrams.scene import Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.svg import arranged, svg_of
from logicmodel.views.diagrams.telling import Telling
from logicmodel.views.picture import Picture
from logicmodel.writing import write_bytes

if TYPE_CHECKING:
    import graphviz

    from logicmodel.analysis.answer import Answer

ENGINES = ("columns", "dot")
SUFFIXES = ("svg", "png", "pdf", "dot", "gv", "mmd", "txt", "pptx")
Given: TypeAlias = "Answer | Mapping[str, Any] | Sequence[Answer | Mapping[str, Any]] | None"


@dataclasses.dataclass(frozen=True)
class Diagram:
    """A drawn scene. ``svg`` is the picture as text."""

    scene: Scene
    style: Style
    svg: str = dataclasses.field(repr=False)
    pages: tuple[Diagram, ...] = dataclasses.field(default=(), repr=False)
    """Pictures of parts of the plan that follow this one in a PDF."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture in the format of the path's suffix, whole or not at all; return the path.

        Known are svg, png, pdf (needs typst), dot and gv (Graphviz text), mmd (Mermaid),
        txt (sentences) and pptx (needs python-pptx). Raises
        RequestError for another suffix and FileError where the file cannot be written.
        """
        place = Path(path)
        write_bytes(place, self.content(place.suffix.removeprefix(".")))
        return place

    def content(self, suffix: str) -> bytes:
        """Return the picture as the bytes of a file with that suffix."""
        match suffix.lower():
            case "svg":
                return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.svg}\n'.encode()
            case "png":
                from logicmodel.views.diagrams.raster import png_of  # noqa: PLC0415 - slow to load

                width, height = self._size
                return png_of(self.svg, pixels=width * height, text=self._text)
            case "pdf":
                from logicmodel.views.diagrams.pdf import (  # noqa: PLC0415 - seldom needed
                    book_of,
                    pdf_of,
                )

                if self.pages:
                    svgs = [page.svg for page in (self, *self.pages)]
                    return book_of(*svgs, title=self.scene.title or "Logic model")
                width, height = self._size
                title = self.scene.title or "Logic model"
                return pdf_of(self.svg, width=width, height=height, title=title, text=self._text)
            case "dot" | "gv":
                return str(graph_of(self.scene, self.style).source).encode()
            case "mmd":
                return mermaid_of(self.scene, self.style).encode()
            case "txt":
                return self.text.encode()
            case "pptx":
                # A format of its own, slow to load and seldom needed.
                slides = importlib.import_module("logicmodel.views.diagrams.pptx")
                pages = [
                    (one.scene, one.style, arranged(one.scene, one.style))
                    for one in (self, *self.pages)
                ]
                return bytes(slides.pptx_of_pages(pages))
        found = (
            f"a picture cannot be saved as {suffix!r}" if suffix else "the file name has no suffix"
        )
        raise RequestError(
            found, remedy=f"use one of: {', '.join('.' + known for known in SUFFIXES)}"
        )

    @property
    def text(self) -> str:
        """The whole picture in sentences, a paragraph a line."""
        return prose(self.scene)

    @property
    def picture(self) -> Picture:
        """The picture with its words; its ids do not clash with those of other pictures."""
        width, height = self._size
        return Picture(
            svg=prefixed(self.svg),
            width=width,
            height=height,
            title=self.scene.title or "Logic model",
            caption=self.scene.caption,
            text=self.text,
            letters=self._text,
        )

    @property
    def _size(self) -> tuple[float, float]:
        """Return the width and height of the picture in pixels."""
        found = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', self.svg)
        return (float(found[1]), float(found[2])) if found else (1200.0, 800.0)

    @property
    def _text(self) -> str:
        """Return every letter that is drawn."""
        return "".join(re.findall(r"<text[^>]*>([^<]*)<", self.svg))

    def _repr_html_(self) -> str:
        """Show the picture in a notebook, never wider than its cell."""
        sized = re.compile(r'(<svg\b[^>]*?) width="[^"]*"( height="[^"]*")?')
        fitting = sized.sub(r'\1 style="width:100%;height:auto"', prefixed(self.svg), count=1)
        width, _ = self._size
        return f'<div class="logicmodel-diagram" style="max-width:{width:.0f}px">{fitting}</div>'

    def _repr_mimebundle_(
        self,
        include: Any = None,  # noqa: ARG002 - the notebook protocol
        exclude: Any = None,  # noqa: ARG002 - the same
    ) -> dict[str, str]:
        """Show the picture in a notebook: HTML around SVG, as JupyterLab shows only the HTML.

        ``include`` and ``exclude`` are part of the protocol; both forms are cheap, so both are given.
        """
        words = f"Diagram of {self.scene.title or 'a plan'}: {len(self.scene.boxes)} boxes"
        return {"text/html": self._repr_html_(), "text/plain": words}


def diagram(  # noqa: PLR0913 - keyword-only options with defaults
    plan: PlanShape,
    *,
    style: str | Style = "classic",
    answer: Given = None,
    engine: str = "columns",
    only: str | None = None,
    depth: int | None = None,
    lanes: str | None = None,
    allocation: str | None = None,
    per_page: int | None = None,
) -> Diagram:
    """Return the diagram of a plan, with what the answers say about its targets, links and nodes.

    ``style`` is one of the styles by kind: ``classic``, ``chance``, ``evidence``, ``drivers``,
    ``money``, ``chain``, ``print``. ``answer`` is what ``attainment(results)`` returned, another
    answer that the style takes, several of them, or a mapping of a target's id to rows of allocation
    title, probability, low and high. ``only`` draws what leads to one node, ``depth`` at most so many
    links away; ``lanes`` gathers the boxes by ``theme``, ``owner`` or ``stakeholder``; ``allocation``
    names the one that is shown; ``per_page`` adds a page for every end of the chain, of at most so
    many boxes where that is possible, to be saved as PDF or slides.
    ``engine`` is ``columns``, the own drawing, or ``dot`` for Graphviz.
    Raises RequestError for what is unknown, and where the style lacks the answer it needs;
    MissingExtraError where ``dot`` is asked for without Graphviz.
    """
    look = named_style(style) if isinstance(style, str) else style
    whole = doubted(plan)
    shown = whole if only is None and depth is None else focused(whole, only=only, depth=depth)
    scene = composed(shown, look, answer, allocation=allocation, lanes=lanes)
    match engine:
        case "columns":
            drawn = svg_of(scene, look)
        case "dot":
            drawn = svg_by_dot(graph_of(scene, look).source)
        case _:
            hint = did_you_mean(engine, ENGINES)
            raise RequestError(f"{engine!r} is not an engine for diagrams", remedy=hint)
    parts = [] if per_page is None else pages_of(shown, most=per_page)
    others = [composed(part, look, answer, allocation=allocation, lanes=lanes) for part in parts]
    book = tuple(Diagram(scene=one, style=look, svg=svg_of(one, look)) for one in others)
    return Diagram(scene=scene, style=look, svg=drawn, pages=book)


def composed(
    plan: PlanShape,
    style: Style,
    answer: Given,
    *,
    allocation: str | None = None,
    lanes: str | None = None,
) -> Scene:
    """Return the scene of a plan in a style, with the answers that the style takes."""
    answers = given(answer)
    check(style, answers)
    if allocation is not None and getattr(plan, "allocations", None) is not None:
        Telling(plan, {}, allocation=allocation).chosen()
    chances = chances_of(plan, answers, allocation)
    return compose(
        plan, style=style, chances=chances, answers=answers, allocation=allocation, lanes=lanes
    )


def prefixed(svg: str) -> str:
    """Return the SVG with ids that are its own: each begins with a short digest of the picture.

    >>> prefixed('<g id="a" aria-labelledby="a"/>')
    '<g id="d4a125-a" aria-labelledby="d4a125-a"/>'
    """
    mark = "d" + hashlib.sha256(svg.encode()).hexdigest()[:5]
    return re.sub(r'( (?:id|aria-labelledby|aria-describedby)=")', rf"\1{mark}-", svg)


def named_style(kind: str) -> Style:
    """Return the style of that kind with its own colours; raises RequestError where there is none."""
    family = Style.family
    try:
        found = family.named(kind) if family is not None else Style
    except PydanticCustomError as error:
        raise RequestError(error.message()) from None
    return cast("Style", found())


def to_graphviz(
    plan: PlanShape, *, style: str | Style = "classic", answer: Given = None
) -> graphviz.Digraph:
    """Return the diagram as a ``graphviz.Digraph``, to be changed or rendered by Graphviz itself."""
    look = named_style(style) if isinstance(style, str) else style
    return graph_of(composed(doubted(plan), look, answer), look)


def graph_of(scene: Scene, style: Style) -> graphviz.Digraph:
    """Return a scene as a ``graphviz.Digraph``."""
    from logicmodel.views.diagrams import dot  # noqa: PLC0415 - slow to load and seldom needed

    return dot.to_graphviz(scene, style)


def given(answer: Given) -> tuple[Any, ...]:
    """Return the answers as a tuple: one, several, or a mapping."""
    if answer is None:
        return ()
    one = isinstance(answer, Mapping) or hasattr(answer, "question")
    return (answer,) if one else tuple(cast("Sequence[Any]", answer))


def check(style: Style, answers: tuple[Any, ...]) -> None:
    """Refuse answers that a style does not show, and a style without what it needs."""
    kind = str(getattr(style, "kind", ""))
    for one in answers:
        if not isinstance(one, Mapping) and one.question not in style.takes:
            known = " or ".join(style.takes) or "none"
            raise RequestError(
                f"a diagram in the style {kind} cannot show the answer to {one.question!r}",
                remedy=style.remedy or f"it takes the answer of: {known}",
            )
    wanted = set(style.takes) - {"attainment"} or set(style.takes)
    fits = any(isinstance(one, Mapping) or one.question in wanted for one in answers)
    if style.needs and not fits:
        raise RequestError(f"the style {kind} needs {style.needs}", remedy=style.remedy)


def chances_of(
    plan: PlanShape, answers: tuple[Any, ...], allocation: str | None = None
) -> Chances | None:
    """Return the chances of targets, under the titles of the allocations; of one, if it is named."""
    titles = getattr(plan, "allocations", None) or {}
    found: dict[str, Any] = {}
    for answer in answers:
        if isinstance(answer, Mapping):
            found |= {
                name: rows for name, rows in answer.items() if not isinstance(rows, float | int)
            }
            continue
        for row in answer.rows if answer.question == "attainment" else ():
            if allocation not in (None, row["allocation"]):
                continue
            name = row["allocation"]
            known = answer.titles.get("allocation", {}).get(name, name)
            title = getattr(titles.get(name), "title", "") or known
            chance = (title, row["probability"], row["low"], row["high"])
            found.setdefault(row["target"], []).append(chance)
    return found or None
