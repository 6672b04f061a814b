"""One way to type a command in this process, and one in a process of its own."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from logicmodel.apps.cli.main import main

ROOT = Path(__file__).parents[3]
SHELTER = ROOT / "scenarios" / "homeless-shelter" / "plan.yaml"


@dataclasses.dataclass(frozen=True)
class Typed:
    status: int
    out: str
    err: str


@pytest.fixture
def typed(capfd, monkeypatch, tmp_path):
    """Type a command in an empty folder, on a page 80 letters wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def type_(*words: object) -> Typed:
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Typed(status, out, err)

    return type_


@pytest.fixture
def starter(typed):
    """Return the name of a starter plan in the folder."""
    assert typed("new").status == 0
    return "plan.yaml"


@pytest.fixture
def plan(request, monkeypatch, tmp_path):
    """Return the name of the file that holds the PLAN of the test's module, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(request.module.PLAN, encoding="utf-8")
    return "plan.yaml"


def flat(text: str) -> str:
    """Return a page as one line, however wide it was."""
    return " ".join(text.split())


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "logicmodel", *(str(word) for word in words)]


def launched(*words: object, cwd: Path, **settings: str) -> Typed:
    """Run a command in a process of its own."""
    environment = os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"} | settings
    done = subprocess.run(command(*words), capture_output=True, text=True, cwd=cwd, env=environment, check=False, encoding="utf-8")
    return Typed(done.returncode, done.stdout, done.stderr)
