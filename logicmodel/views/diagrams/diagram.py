"""The diagram of a plan: a value that shows itself in notebooks and saves itself as any picture."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import PydanticCustomError

from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.dot import to_graphviz as graph_of
from logicmodel.views.diagrams.mermaid import mermaid_of
from logicmodel.views.diagrams.plan_shape import Chances, PlanShape
from logicmodel.views.diagrams.programs import svg_by_dot
from logicmodel.views.diagrams.scene import Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.svg import svg_of
from logicmodel.writing import write_bytes

if TYPE_CHECKING:
    import graphviz

ENGINES = ("columns", "dot")
SUFFIXES = ("svg", "png", "pdf", "dot", "gv", "mmd")


@dataclasses.dataclass(frozen=True)
class Diagram:
    """A drawn scene. ``svg`` is the picture as text."""

    scene: Scene
    style: Style
    svg: str = dataclasses.field(repr=False)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture in the format of the path's suffix, whole or not at all; return the path.

        Known are svg, png, pdf (needs typst), dot and gv (Graphviz text), mmd (Mermaid). Raises
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
                from logicmodel.views.diagrams.pdf import pdf_of  # noqa: PLC0415 - seldom needed

                width, height = self._size
                title = self.scene.title or "Logic model"
                return pdf_of(self.svg, width=width, height=height, title=title, text=self._text)
            case "dot" | "gv":
                return str(graph_of(self.scene, self.style).source).encode()
            case "mmd":
                return mermaid_of(self.scene, self.style).encode()
        found = (
            f"a picture cannot be saved as {suffix!r}" if suffix else "the file name has no suffix"
        )
        raise RequestError(
            found, remedy=f"use one of: {', '.join('.' + known for known in SUFFIXES)}"
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
        fitting = sized.sub(r'\1 style="width:100%;height:auto"', self.svg, count=1)
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


def diagram(
    plan: PlanShape,
    *,
    style: str | Style = "classic",
    answer: Answer | Chances | None = None,
    engine: str = "columns",
) -> Diagram:
    """Return the diagram of a plan, with the chances of its targets where an answer is given.

    ``answer`` is what ``attainment(results)`` returned, or a mapping of a target's id to rows of
    allocation title, probability, low and high.
    ``engine`` is ``columns``, the own drawing, or ``dot`` for Graphviz. Raises RequestError for an
    unknown style or engine, MissingExtraError where ``dot`` is asked for without Graphviz.
    """
    look = named_style(style) if isinstance(style, str) else style
    scene = compose(plan, style=look, chances=chances_of(plan, answer))
    match engine:
        case "columns":
            drawn = svg_of(scene, look)
        case "dot":
            drawn = svg_by_dot(graph_of(scene, look).source)
        case _:
            hint = did_you_mean(engine, ENGINES)
            raise RequestError(f"{engine!r} is not an engine for diagrams", remedy=hint)
    return Diagram(scene=scene, style=look, svg=drawn)


def named_style(kind: str) -> Style:
    """Return the style of that kind with its own colours; raises RequestError where there is none."""
    family = Style.family
    try:
        found = family.named(kind) if family is not None else Style
    except PydanticCustomError as error:
        raise RequestError(error.message()) from None
    return cast("Style", found())


def to_graphviz(
    plan: PlanShape, *, style: str | Style = "classic", answer: Answer | Chances | None = None
) -> graphviz.Digraph:
    """Return the diagram as a ``graphviz.Digraph``, to be changed or rendered by Graphviz itself."""
    look = named_style(style) if isinstance(style, str) else style
    return graph_of(compose(plan, style=look, chances=chances_of(plan, answer)), look)


def chances_of(plan: PlanShape, answer: Answer | Chances | None) -> Chances | None:
    """Return the chances of an attainment answer by target, under the titles of the allocations."""
    if not isinstance(answer, Answer):
        return answer
    if answer.question != "attainment":
        raise RequestError(
            f"a diagram shows the chances of targets, not the answer to {answer.question!r}",
            remedy="give it the answer of attainment(results)",
        )
    titles = getattr(plan, "allocations", {})
    found: dict[str, list[tuple[str, float, float, float]]] = {}
    for row in answer.rows:
        allocation = titles.get(row["allocation"])
        title = getattr(allocation, "title", "") or row["allocation"]
        chance = (title, row["probability"], row["low"], row["high"])
        found.setdefault(row["target"], []).append(chance)
    return found
