"""The progress bar: on a terminal, for long runs only."""

from __future__ import annotations

import io
import sys
import time

from logicmodel.apps.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_terminal_no_bar():
    with progress.shown("Simulating") as tell:
        assert tell is None


def test_a_short_run_shows_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress.shown("Simulating") as tell:
        assert tell is not None
        tell(1, 2)
    assert terminal.getvalue() == ""


def test_a_long_run_shows_how_far_it_is_and_cleans_up(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress.shown("Simulating") as tell:
        assert tell is not None
        tell(512, 8192)
        time.sleep(0.5)
        tell(4096, 8192)
        time.sleep(0.3)
    assert "Simulating" in terminal.getvalue()
    assert "4,096 of 8,192 draws" in terminal.getvalue()
