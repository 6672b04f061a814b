"""Plans from Miradi projects: results chains, their links, indicators and wanted levels."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.conservation.archive import is_zip, project_in
from logicmodel.files.conservation.reading import Reading
from logicmodel.files.elements import root_of, top_name
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan


class Miradi(Format):
    """Miradi: a zipped project (.xmpz2, .xmpz) or its XML; only read."""

    kind: ClassVar[str] = "miradi"
    title: ClassVar[str] = "Miradi"
    suffixes: ClassVar[tuple[str, ...]] = (".xmpz2", ".xmpz", ".xml")
    writes: ClassVar[bool] = False

    def recognises(self, source: Source) -> bool:
        """Say whether the file is a conservation project, zipped or not."""
        return top_name(project_in(source) if is_zip(source) else source) == "ConservationProject"

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan of all results chains in the project together."""
        project = project_in(source) if is_zip(source) else source
        if top_name(project) not in {"ConservationProject", ""}:
            raise source.refusal("is no Miradi project: its top element is not ConservationProject", "check the suffix")
        return Reading(root_of(project), source, losses).plan()
