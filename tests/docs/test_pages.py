"""Every page runs: its files are written, its commands typed, its Python executed, in order.

A fence ``yaml file=plan.yaml`` is a file; ``console`` holds commands after ``$`` and what they print,
in which ``...`` stands for anything (``console fails`` for a refusal); ``python`` is executed; any other fence is not looked at.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import types
from pathlib import Path

import pytest

from .nearness import SEARCHES, near

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "scenarios").rglob("*.md")])
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SETUP = re.compile(r"-m venv|pip install|poe check")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    module = types.ModuleType("page_of_the_documentation")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    namespace = module.__dict__
    for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
        kind, _, options = fence["info"].partition(" ")
        body = fence["body"]
        where = f"{page.name}:{page.read_text(encoding='utf-8')[: fence.start()].count(chr(10)) + 1}"
        if options.startswith("file="):
            Path(options.removeprefix("file=").strip()).write_text(body, encoding="utf-8")
        elif kind == "console":
            run_console(body, where, fails=options == "fails")
        elif kind == "python":
            run_python(body, where, namespace)


def run_console(body: str, where: str, *, fails: bool = False) -> None:
    """Type each command and hold what it prints against the page."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        while command.endswith("\\"):
            more, _, expected = expected.partition("\n")
            command = command[:-1] + more
        command = command.rpartition("&&")[2].strip()
        if SETUP.search(command):
            continue
        words = shlex.split(command, comments=True)
        if words[0].rpartition("/")[2] == "logicmodel":
            words = [sys.executable, "-m", "logicmodel", *words[1:]]
        done = subprocess.run(words, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"}, check=False)
        printed = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, f"{where}: {command}\n{printed}"
        if expected.strip():
            compare(expected, printed, f"{where}: {command}", searched=SEARCHES.search(command) is not None)


def run_python(body: str, where: str, namespace: dict[str, object]) -> None:
    """Execute a block; lines ``# prints: ...`` after it are what it prints."""
    wanted = [line.removeprefix("# prints: ") for line in body.splitlines() if line.startswith("# prints: ")]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(body, where, "exec"), namespace)
    if wanted:
        compare("\n".join(wanted), out.getvalue(), where, searched=SEARCHES.search(body) is not None)


def compare(expected: str, printed: str, where: str, *, searched: bool = False) -> None:
    """Fail unless the printed text is the expected one; ``...`` matches anything.

    Where something was ``searched``, numbers may differ as far as machines may.
    """
    def words(text: str) -> str:
        return re.sub(r"[ \t]+", " ", "\n".join(line.strip() for line in text.strip().splitlines()))

    pattern = ".*?".join(re.escape(piece) for piece in words(expected).split("..."))
    same = re.fullmatch(pattern, words(printed), re.DOTALL) is not None
    assert same or (searched and near(words(printed), words(expected))), f"{where}\nexpected:\n{expected}\nprinted:\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)", FENCE.sub("", text)):
        assert "://" in link or (page.parent / link).exists(), f"{page.name}: {link}"


def test_a_wrong_page_would_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        compare("0.5 ... end", "0.6 and the end", "here")
    with pytest.raises(AssertionError):
        run_console("$ logicmodel simulate nothing.yaml\n", "here")
    with pytest.raises(ZeroDivisionError):
        run_python("1 / 0", "here", {})
