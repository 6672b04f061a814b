"""A progress bar on a terminal, for runs that take longer than a second."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextlib.contextmanager
def shown(words: str, *, unit: str = "draws") -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to be told what is done and to do; the bar vanishes at the end.

    Without a unit the share that is done is shown.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(words, unit)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield bar.tell
    finally:
        timer.cancel()
        bar.stop()


class _Bar:
    """A bar that begins late and may be told about progress from the start."""

    def __init__(self, words: str, unit: str = "draws") -> None:
        self.words, self.unit = words, unit
        self.lock = threading.Lock()
        self.done, self.total = 0, 1
        self.over = False
        self.bar: Progress | None = None

    def start(self) -> None:
        from rich import progress  # noqa: PLC0415 - only for long runs
        from rich.console import Console  # noqa: PLC0415

        columns = (
            progress.TextColumn("{task.description}"), progress.BarColumn(),
            progress.TextColumn("{task.fields[draws]}"), progress.TimeElapsedColumn(),
            progress.TextColumn("left"), progress.TimeRemainingColumn(),
        )
        with self.lock:
            if not self.over:
                self.bar = progress.Progress(*columns, console=Console(stderr=True), transient=True)
                total = self.total if self.done else None  # until the first news the bar only pulses
                self.bar.add_task(self.words, total=total, completed=self.done, draws=self._draws())
                self.bar.start()

    def tell(self, done: int, total: int) -> None:
        with self.lock:
            self.done, self.total = done, total
            if self.bar is not None:
                self.bar.update(self.bar.task_ids[0], completed=done, total=total, draws=self._draws())

    def stop(self) -> None:
        with self.lock:
            self.over = True
            if self.bar is not None:
                self.bar.stop()

    def _draws(self) -> str:
        if not self.done:
            return ""
        return f"{self.done:,} of {self.total:,} {self.unit}" if self.unit else f"{100 * self.done // self.total} %"
