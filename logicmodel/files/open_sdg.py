"""An indicator of an Open SDG platform as a plan: its data as CSV, its description in the meta file beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from logicmodel.errors import FileError, PlanError, Problem
from logicmodel.files.composition import compose
from logicmodel.files.format import Format
from logicmodel.files.platforms.outline import Outline
from logicmodel.files.platforms.progress import OPTIONS
from logicmodel.files.platforms.series import LINE, Series
from logicmodel.files.source import Source, take
from logicmodel.plan.plan import Plan

METAS: Final = (".md", ".yml", ".yaml")
FRONT: Final = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
USED: Final = frozenset({
    "indicator_number", "indicator_name", "indicator_available", "graph_title", "computation_units", "source_organisation_1", "source_periodicity_1",
    "computation_definitions", "national_indicator_description", OPTIONS, "auto_progress_calculation", "indicator", "target_id", "target_number",
    "sdg_goal", "sources",
})


class OpenSdg(Format):
    """Open SDG: the yearly values of one indicator, with target and direction where its meta file has them."""

    kind: ClassVar[str] = "open_sdg"
    title: ClassVar[str] = "Open SDG indicator"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    writes: ClassVar[bool] = False

    def recognises(self, source: Source) -> bool:
        """Say whether the first line names a year and a value."""
        try:
            first = next(iter(source.text().splitlines()), "")
        except FileError:
            return False
        return {"year", "value"} <= {name.strip().strip('"').lower() for name in first.split(",")}

    def histories(self, source: Source, losses: list[Problem]) -> list[tuple[str, str, Series]]:
        """Return every series that ``read`` makes an outcome of, with the ids of that outcome and its indicator."""
        rows, meta = _rows(source), _meta(source, [])
        outline = Outline(source, rows, meta, losses)
        outcomes = outline.document()["outcomes"]
        return [(name, next(iter(node["indicators"])), one) for (name, node), (one, _) in zip(outcomes.items(), outline.found, strict=True)]

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return a plan with an outcome for each series: its last value is the baseline, its target what the meta file asks for."""
        rows = _rows(source)
        meta = _meta(source, losses)
        try:
            return Plan.from_document(Outline(source, rows, meta, losses).document())
        except PlanError as error:
            raise PlanError([Problem(one.where, one.message, one.remedy, source=source.name) for one in error.problems]) from None


def _rows(source: Source) -> list[dict[str, str]]:
    """Return the rows of the table by small letters of their columns, with their lines."""
    text = source.text()
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [name.strip().lower() for name in next(reader, [])]
        if not {"year", "value"} <= set(head):
            raise source.refusal("has no columns Year and Value", "check that this is the data of an Open SDG indicator", 1)
        return [dict(zip(head, row, strict=False)) | {LINE: str(reader.line_num)} for row in reader if any(row)]
    except csv.Error as error:
        raise source.refusal(f"is no table: {error}", "save it as CSV once more") from None


def _meta(source: Source, losses: list[Problem]) -> Mapping[str, Any]:
    """Return what the meta file of the indicator says; empty where there is none."""
    path = Path(source.name)
    name = path.stem.removeprefix("indicator_")
    places = [folder / f"{name}{suffix}" for folder in (path.parent, path.parent.parent / "meta") for suffix in METAS]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        losses.append(Problem("", f"there is no meta file {name}.md beside it, so title, unit and target are not known", "put it beside the data", source=source.name))
        return {}
    text = take(found).text()
    front = FRONT.match(text)
    above = "\n" * text.count("\n", 0, front.start(1)) if front else ""  # so that lines are those of the file
    root, problems = compose(above + (front[1] if front else text), str(found))
    losses += problems
    meta = None if root is None else root.data
    if not isinstance(meta, Mapping):
        raise FileError(Problem("", "is no description of an indicator", "it holds keys and values", source=str(found)))
    left = sorted(str(key) for key, value in meta.items() if key not in USED and value not in (None, "", [], {}))
    if left:
        losses.append(Problem("", f"{len(left)} {'entry' if len(left) == 1 else 'entries'} of the description left out: {', '.join(left[:8])}{', ...' if len(left) > 8 else ''}", source=str(found)))
    return meta
