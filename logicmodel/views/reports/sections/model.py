"""The model: a picture of what leads to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.picture import Picture
from logicmodel.views.reports import naming
from logicmodel.views.reports.blocks import Block, Figure, Paragraph
from logicmodel.views.reports.figures import only
from logicmodel.views.reports.sections.section import Matter, Section

PARTS = (
    ("inputs", "input", "inputs"),
    ("activities", "activity", "activities"),
    ("outputs", "output", "outputs"),
    ("outcomes", "outcome", "outcomes"),
    ("factors", "external factor", "external factors"),
    ("assumptions", "assumption", "assumptions"),
)


class Model(Section):
    """The diagram of the plan, with the chances of its targets where there are any."""

    kind: Literal["model"] = "model"
    place: ClassVar[int] = 20
    title: ClassVar[str] = "What leads to what"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return what the plan is about and its picture."""
        plan = matter.plan
        if not plan.nodes:
            return [Paragraph("The plan has no inputs, activities, outputs or outcomes yet.")]
        counts = [
            naming.count(len(getattr(plan, part)), one, many)
            for part, one, many in PARTS
            if getattr(plan, part)
        ]
        text = (
            f"The plan covers {naming.span(plan)}. It connects {naming.listed(counts)} by "
            f"{naming.count(len(plan.links), 'link')}. Read the picture from left to right: what is "
            "put in, what is done with it, what is delivered, what changes."
        )
        if matter.best is not None:
            best = naming.quoted(naming.allocation(matter, matter.best))
            text += f" The chances in it are those under {best}."
        description = naming.tidy(plan.description)
        about = [Paragraph(description)] if description else []
        return [*about, Paragraph(text), Figure(_picture(matter), wide=True)]


def _picture(matter: Matter) -> Picture:
    """Draw the plan; the chances are those of the best allocation."""
    plan = matter.plan
    answer = only(matter.answers.get("attainment"), allocation=(matter.best,))
    answer = answer if answer is not None and answer.rows else None
    drawn = diagram(plan, style="chance" if answer else "classic", answer=answer)
    return drawn.picture
