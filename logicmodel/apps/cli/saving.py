"""Answers in files: as a table, as a picture, or as the JSON that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli import places
from logicmodel.apps.cli.page import save_json

PICTURES = (".svg", ".png", ".pdf")
TABLE_REMEDY = "name a file that ends in .xlsx, .csv, .parquet or .json"
REMEDY = f"{TABLE_REMEDY}, or for a picture in .svg, .png or .pdf"


def check(path: Path, question: str | None = None) -> None:
    """Refuse before the work what could not be written after it.

    Where a question is named, a picture is refused that no chart would draw of its answer.
    """
    places.check_file(path, [".json", *PICTURES], remedy=REMEDY)
    if question is None or path.suffix.lower() not in PICTURES:
        return
    assert lm.Chart.family is not None
    if not any(question in getattr(kind, "questions", ()) for kind in lm.Chart.family.every().values()):
        raise lm.RequestError(lm.Problem("", "there is no picture of this answer", TABLE_REMEDY, source=str(path)))


def save(
    answer: lm.Answer, path: Path, *, record: Mapping[str, Any] | None = None, tables: Mapping[str, lm.Answer] | None = None,
    pictured: lm.Answer | None = None,
) -> None:
    """Write an answer to a file in the format of its suffix.

    ``record`` is written where JSON is wanted, ``tables`` where a file holds several, ``pictured`` where a
    picture is; each is the answer itself where nothing else is given.
    """
    suffix = path.suffix.lower()
    if suffix in PICTURES:
        lm.picture(answer if pictured is None else pictured).save(path)
    elif suffix == ".json":
        save_json(answer.to_dict() if record is None else record, path)
    elif tables and lm.table_format(path).several:
        lm.save_tables(tables, path)
    else:
        lm.save_tables(answer, path)
