"""Tables as JSON: question, settings, notes and rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.tables import TableFormat
from logicmodel.files.plain import plain


class Json(TableFormat):
    """What ``answer.to_dict()`` returns; several answers stand under their names.

    JSON knows neither infinity nor "not a number": both become null.
    """

    kind: Literal["json"] = "json"
    several: ClassVar[bool] = True

    def content(self, answers: Mapping[str, Answer]) -> bytes:
        """Return one object: the answer, or the answers by name."""
        found = {name: plain(answer.to_dict()) for name, answer in answers.items()}
        whole = next(iter(found.values())) if len(found) == 1 else found
        return (json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
