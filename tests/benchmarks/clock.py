"""Timing side by side: what is compared takes turns, so a busy machine slows both alike."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any


@dataclasses.dataclass(frozen=True)
class Times:
    """Seconds of one thing over all rounds."""

    seconds: tuple[float, ...]
    processor: tuple[float, ...] = ()
    """Seconds of processor time, which other programs on the machine disturb less."""

    @property
    def least(self) -> float:
        """The fastest round: the time without disturbance."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """The round in the middle."""
        return statistics.median(self.seconds)


def race(runners: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, Times]:
    """Run everything in turns, after one round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in runners}
    processor: dict[str, list[float]] = {name: [] for name in runners}
    for number in range(rounds + 1):
        for name, runner in runners.items():
            start, start_processor = time.perf_counter(), time.process_time()
            runner()
            if number:
                processor[name].append(time.process_time() - start_processor)
                seconds[name].append(time.perf_counter() - start)
    return {name: Times(tuple(seconds[name]), tuple(processor[name])) for name in runners}
