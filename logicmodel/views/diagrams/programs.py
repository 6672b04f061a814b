"""Running Graphviz: the system's ``dot``, else one inside this process, else the pure one."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import sysconfig
import threading
from collections.abc import Callable

from logicmodel.errors import MissingExtraError
from logicmodel.views.diagrams.markup import FAMILY

# pygraphviz is not declared safe for threads by its authors.
_ONE_AT_A_TIME = threading.Lock()
SECONDS = 120


def svg_by_dot(source: str) -> str:
    """Return the SVG that Graphviz draws from DOT text.

    Raises MissingExtraError where no Graphviz is found.
    """
    for found in (_system, _pygraphviz, _pure):
        run = found()
        if run is not None:
            return _bare(run(source))
    raise MissingExtraError(
        "the engine dot needs Graphviz, and none is installed",
        remedy="install Graphviz (https://graphviz.org/download), or pip install pygraphviz, "
        "or pip install graphviz-pure; the engine columns needs nothing",
    )


def _system() -> Callable[[str], str] | None:
    program = shutil.which("dot")
    return None if program is None else lambda source: _run(program, source)


def _pygraphviz() -> Callable[[str], str] | None:
    return _in_process if importlib.util.find_spec("pygraphviz") else None


def _pure() -> Callable[[str], str] | None:
    """Look for graphviz-pure on the path, and beside the running Python."""
    beside = sysconfig.get_path("scripts")
    program = shutil.which("graphviz-pure") or shutil.which("graphviz-pure", path=beside)
    return None if program is None else lambda source: _run(program, source)


def _run(program: str, source: str) -> str:
    command = [program, "-Kdot", "-Tsvg"]
    done = subprocess.run(  # noqa: S603 - a program found on the path, data by standard input
        command, input=source.encode(), capture_output=True, check=True, timeout=SECONDS
    )
    return done.stdout.decode()


def _in_process(source: str) -> str:
    pygraphviz = importlib.import_module("pygraphviz")
    with _ONE_AT_A_TIME:
        drawn: bytes = pygraphviz.AGraph(string=source).draw(format="svg", prog="dot")
    return drawn.decode()


def _bare(svg: str) -> str:
    """Return the SVG without the lines before its root, to stand inside HTML, in the shipped font."""
    root = svg[svg.index("<svg") :].replace("<svg ", '<svg role="img" ', 1)
    return re.sub(r'font-family="[^"]*"', f'font-family="{FAMILY}"', root)
