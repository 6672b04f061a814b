"""Where in a file the things stand that a check or a run complains about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import format_of
from logicmodel.files.source import take_plan
from logicmodel.files.tree import placed

Located = TypeVar("Located", bound=Problem)


def located(problems: Sequence[Located], path: str | os.PathLike[str]) -> list[Located]:
    """Return problems or findings with the file's name and their lines, in the order of the lines.

    They come back as they are where the format has no lines or the file cannot be read any more.
    """
    try:
        source = take_plan(path)
        root = format_of(source).tree(source)
    except FileError:
        root = None
    return list(problems) if root is None else placed(problems, root, source.name)
