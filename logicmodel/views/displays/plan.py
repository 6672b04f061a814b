"""A plan in a notebook: its diagram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from logicmodel.display import Display
from logicmodel.plan.plan import Plan
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.tables.charted import framed

COUNTED = {
    "inputs": ("input", "inputs"),
    "activities": ("activity", "activities"),
    "outputs": ("output", "outputs"),
    "outcomes": ("outcome", "outcomes"),
    "links": ("link", "links"),
    "targets": ("target", "targets"),
    "allocations": ("allocation", "allocations"),
}


class PlanDisplay(Display):
    """The diagram in its classic style; in a terminal what the plan consists of."""

    kind: Literal["plan"] = "plan"

    def html(self, value: Plan) -> str:
        """Return the diagram."""
        return framed(diagram(value).svg)

    def plain(self, value: Plan) -> str:
        """Return title, mission, periods and how much there is of everything, with the ids."""
        first, last = value.periods.labels[0], value.periods.labels[-1]
        about = [value.title or "A plan without a title", value.mission]
        about.append(
            f"{first} to {last}, {len(value.periods.labels)} periods" if first != last else first
        )
        return "\n".join([*(line for line in about if line), *_parts(value)])


def _parts(plan: Plan) -> Iterator[str]:
    for section, (one, several) in COUNTED.items():
        found = getattr(plan, section)
        if found:
            named = ", ".join(item if isinstance(item, str) else item.name for item in found)
            if section == "links":
                named = ""
            yield f"{len(found):>4} {one if len(found) == 1 else several}" + (
                f": {named}" if named else ""
            )
