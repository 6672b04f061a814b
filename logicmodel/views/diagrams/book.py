"""A large plan as a book: an overview, then a page for everything that leads to one end."""

from __future__ import annotations

import os
from pathlib import Path

from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.focus import PAGE_BOXES, pages
from logicmodel.views.diagrams.pdf import book_of
from logicmodel.views.diagrams.plan_shape import Chances, PlanShape
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.writing import write_bytes


def diagram_book(
    plan: PlanShape,
    path: str | os.PathLike[str],
    *,
    style: str | Style = "classic",
    answer: Answer | Chances | None = None,
    most: int = PAGE_BOXES,
) -> Path:
    """Write the diagram of a plan as a PDF of several pages, and return the path.

    The first page shows the whole; each of the others what leads to one ultimate outcome, at most
    ``most`` boxes where that is possible. Raises RequestError where the path does not end in .pdf,
    MissingExtraError where typst is not installed.
    """
    place = Path(path)
    if place.suffix.lower() != ".pdf":
        raise RequestError(f"a book of diagrams is a PDF, not {place.name}", remedy="use .pdf")
    shown = [plan, *pages(plan, most=most)]
    drawn = [diagram(part, style=style, answer=answer).svg for part in shown]
    write_bytes(place, book_of(*drawn, title=plan.title or "Logic model"))
    return place
