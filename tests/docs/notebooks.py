"""Run the notebooks of the documentation and store what they show: ``python -m tests.docs.notebooks``.

Stored are the words and tables of every output. Pictures would make the repository heavy and differ with
every version of a font, so each is stored as a line with its title; running the cell draws it again.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import html
import io
import json
import os
import re
import sys
import tempfile
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "how-to"
PAGES = sorted(FOLDER.glob("*.ipynb"))
PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def executed(page: Path) -> list[list[dict[str, Any]]]:
    """Return the outputs of each code cell as a notebook would show them, pictures included."""
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    module = types.ModuleType("notebook_of_the_documentation")
    sys.modules[module.__name__] = module
    try:
        with somewhere():
            return [
                outputs("".join(cell["source"]), f"{page.name}, cell {number}", module.__dict__)
                for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"
            ]
    finally:
        del sys.modules[module.__name__]


@contextlib.contextmanager
def somewhere() -> Iterator[None]:
    """Work in a folder that looks like that of the notebooks, so that what they write stays out of it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        here = Path(place) / "docs" / "how-to"
        here.mkdir(parents=True)
        (Path(place) / "scenarios").symlink_to(ROOT / "scenarios")
        os.chdir(here)
        try:
            yield
        finally:
            os.chdir(before)


def outputs(source: str, where: str, namespace: dict[str, Any]) -> list[dict[str, Any]]:
    """Execute a cell; return what it prints and the value of its last line as IPython formats it."""
    from IPython.core.formatters import DisplayFormatter

    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out, value = io.StringIO(), None
    with contextlib.redirect_stdout(out):
        exec(compile(tree, where, "exec"), namespace)
        if last is not None and not source.rstrip().endswith(";"):
            value = eval(compile(ast.Expression(last.value), where, "eval"), namespace)
    found: list[dict[str, Any]] = []
    if out.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": out.getvalue()})
    if value is not None:
        data, _ = DisplayFormatter().format(value)
        found.append({"data": data, "metadata": {}, "output_type": "execute_result"})
    return found


def stored(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output as it is kept: a line instead of each picture, texts line by line."""
    if "text" in output:
        return output | {"text": output["text"].splitlines(keepends=True)}
    data = {
        kind: PICTURE.sub(named, text).splitlines(keepends=True)
        for kind, text in output["data"].items() if kind in {"text/plain", "text/html"}
    }
    return output | {"data": data}


def named(picture: re.Match[str]) -> str:
    """Return the line that stands for a picture."""
    found = TITLE.search(picture[0])
    title = html.unescape(found[1]) if found else "without a title"
    return f"<em>Picture: {html.escape(' '.join(title.split()))} (run the cell to see it)</em>"


def whole(page: Path) -> dict[str, Any]:
    """Return a notebook with the outputs of this moment."""
    book = json.loads(page.read_text(encoding="utf-8"))
    results = iter(executed(page))
    count = 0
    for number, cell in enumerate(book["cells"]):
        cell["id"] = hashlib.sha256(f"{page.name} {number}".encode()).hexdigest()[:8]
        cell["metadata"] = {}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            count += 1
            shown = [stored(output) for output in next(results)]
            cell["outputs"] = [one | ({"execution_count": count} if "data" in one else {}) for one in shown]
            cell["execution_count"] = count
    return book | {"metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def text_of(book: dict[str, Any]) -> str:
    """Return a notebook as the text of its file."""
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for one in PAGES:
        one.write_text(text_of(whole(one)), encoding="utf-8")
