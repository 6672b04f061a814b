"""A finished picture: SVG with its words, which saves itself and shows itself in notebooks."""

from __future__ import annotations

import dataclasses
import html
import os
import re
from pathlib import Path
from typing import Any

from logicmodel.errors import RequestError
from logicmodel.writing import write_bytes

SUFFIXES = ("svg", "png", "pdf")
_BELOW = 'style="font-size:0.9em;color:#52606d;margin:0.3em 0 0.8em"'
_SIZED = re.compile(r'(<svg\b[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"')


@dataclasses.dataclass(frozen=True)
class Picture:
    """One picture as SVG. Sizes are in pixels of 1/96 inch."""

    svg: str = dataclasses.field(repr=False)
    """One ``svg`` element with ``viewBox``, ``role="img"``, ``title`` and ``desc``; its ids are its own."""
    width: float
    height: float
    title: str
    """Short name, used as the alternative text."""
    caption: str = ""
    """What one sees, in one sentence."""
    text: str = dataclasses.field(default="", repr=False)
    """The whole content in words, for those who cannot see it; paragraphs are separate lines."""
    letters: str = dataclasses.field(default="", repr=False)
    """Every letter that is drawn: decides which fonts a renderer needs."""

    def content(self, suffix: str) -> bytes:
        """Return the picture as the bytes of a file with that suffix: svg, png or pdf.

        Raises RequestError for another suffix, MissingExtraError where PDF needs typst.
        """
        match suffix.lower():
            case "svg":
                return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.svg}\n'.encode()
            case "png":
                from logicmodel.views.diagrams.raster import png_of  # noqa: PLC0415 - slow to load

                return png_of(self.svg, pixels=self.width * self.height, text=self.letters)
            case "pdf":
                from logicmodel.views.diagrams.pdf import pdf_of  # noqa: PLC0415 - seldom needed

                return pdf_of(
                    self.svg,
                    width=self.width,
                    height=self.height,
                    title=self.title,
                    text=self.letters,
                )
        found = (
            f"a picture cannot be saved as {suffix!r}" if suffix else "the file name has no suffix"
        )
        raise RequestError(
            found, remedy=f"use one of: {', '.join('.' + known for known in SUFFIXES)}"
        )

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture in the format of the path's suffix, whole or not at all; return the path."""
        place = Path(path)
        write_bytes(place, self.content(place.suffix.removeprefix(".")))
        return place

    def _repr_html_(self) -> str:
        """Show the picture with its caption in a notebook, never wider than its cell."""
        fitting = _SIZED.sub(r'\1\2 style="width:100%;height:auto"', self.svg, count=1)
        below = (
            f"<figcaption {_BELOW}>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        )
        style = f"margin:0;max-width:min(100%,{self.width:.0f}px)"
        return f'<figure class="logicmodel-picture" style="{style}">{fitting}{below}</figure>'

    def _repr_mimebundle_(
        self,
        include: Any = None,  # noqa: ARG002 - the notebook protocol
        exclude: Any = None,  # noqa: ARG002 - the same
    ) -> dict[str, str]:
        """Show the picture in a notebook, and its words where only text is shown."""
        words = "\n".join(part for part in (self.title, self.caption, self.text) if part)
        return {"text/html": self._repr_html_(), "text/plain": words}
