"""Tables as Parquet: typed columns for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.tables import TableFormat
from logicmodel.files.plain import plain, plain_text


class Parquet(TableFormat):
    """Columns with types; question, title, settings and notes are in the metadata of the file.

    They are there twice: under ``logicmodel``, and where pandas looks for ``DataFrame.attrs``, so that
    ``pandas.read_parquet(path).attrs`` has them. Written with pyarrow, which every reader of Parquet in
    Python knows: pandas gives up on the smaller fastparquet.
    """

    kind: Literal["parquet"] = "parquet"
    needs: ClassVar[str] = "pyarrow"

    def content(self, answers: Mapping[str, Answer]) -> bytes:
        """Return the one answer."""
        import pyarrow as pa  # noqa: PLC0415 - heavy and optional
        import pyarrow.parquet  # noqa: PLC0415

        (answer,) = answers.values()
        types = {"float": pa.float64(), "int": pa.int64(), "bool": pa.bool_(), "str": pa.string()}
        names = [plain_text(name) for name in answer.columns]
        columns = [_column(answer, name) for name in answer.columns]
        arrays = [pa.array(values, types[kind]) for kind, values in columns]
        about = plain({key: value for key, value in answer.to_dict().items() if key != "rows"})
        attributes = {"question": about["question"], "title": about["title"], **about["settings"], "notes": about["notes"]}
        metadata = {"logicmodel": json.dumps(about, ensure_ascii=False), "PANDAS_ATTRS": json.dumps(attributes)}
        table = pa.table(dict(zip(names, arrays, strict=True))).replace_schema_metadata(metadata)
        place = io.BytesIO()
        pyarrow.parquet.write_table(table, place)
        return place.getvalue()


def _column(answer: Answer, name: str) -> tuple[str, list[Any]]:
    """Return the type of a column and its values; what has no common type becomes text."""
    values = [row.get(name) for row in answer.rows]
    kinds = {type(value).__name__ for value in values if value is not None}
    if kinds == {"int", "float"}:
        kinds = {"float"}
    if len(kinds) == 1 and kinds < {"float", "int", "bool", "str"} and kinds != {"str"}:
        return kinds.pop(), values
    if not kinds:
        return "str", values
    return "str", [None if value is None else plain_text(value) for value in values]
