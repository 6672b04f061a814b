"""Every comparison: what is timed, beside what, and how good it should be."""

from __future__ import annotations

import dataclasses
import functools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

import logicmodel as lm
from tests.benchmarks import handwritten, ours, peers, plans
from tests.benchmarks.clock import Times, race

ROOT = Path(__file__).parents[2]
PUBLISHED = 0.0144
"""Seconds a run that were measured for Policy Priority Inference on a quiet machine."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table; ``target`` is the ratio, or the figure itself, to stay below."""

    what: str
    ours: str
    other: str = ""
    ratio: float | None = None
    median_ratio: float | None = None
    target: float | None = None
    larger: bool = False
    """True where the ratio should be above the target."""
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None or self.ratio is None:
            return None
        return self.ratio >= self.target if self.larger else self.ratio <= self.target


@dataclasses.dataclass(frozen=True)
class Effort:
    """How much to run."""

    rounds: int
    """Rounds of a comparison that takes milliseconds; slow ones take fewer."""
    quick: bool
    """Whether to leave out what takes longer than a few seconds."""


Measurement = Callable[[Effort], Iterator[Row]]


def evaluation(effort: Effort) -> Iterator[Row]:
    """Evaluate the same draws by the engine and by the program written by hand."""
    cases: list[tuple[plans.Size, int, float | None]]
    cases = [(plans.TEAM, 8_192, None), (plans.PROGRAMME, 8_192, 1.3)]
    if not effort.quick:
        cases += [
            (plans.PROGRAMME, 65_536, None), (plans.PROGRAMME, 262_144, 0.6),
            (plans.LEVEL, 8_192, None), (plans.LEVEL, 262_144, None),
            (plans.INDICATORS, 8_192, None), (plans.MINISTRY, 16_384, None),
        ]  # fmt: skip
    for size, draws, target in cases:
        document = plans.document(size)
        case = ours.prepared(document, draws)
        by_hand = handwritten.compiled(document, "all")
        found = race(
            {
                "ours": functools.partial(ours.evaluated, case),
                "hand": functools.partial(by_hand, case.values),
            },
            max(3, effort.rounds * 8_000_000 // (draws * size.links * size.periods)),
        )
        what = f"evaluate {size}, {draws:,} draws / by hand"
        note = "" if size.growing else "same amounts in all periods"
        yield _compared(what, found["ours"], found["hand"], target, note=note)


def gradient(effort: Effort) -> Iterator[Row]:
    """Find all margins and their gradient, beside evaluations alone and central differences."""
    sizes = [plans.Size(50, 80, 4), plans.Size(167, 250, 4), plans.Size(500, 750, 4)]
    for size in sizes[:1] if effort.quick else sizes:
        case = ours.sampled(plans.document(size), 2_048)
        runners = (ours.gradient, ours.evaluated_whole, ours.margins, ours.difference_of_one)
        found = race({run.__name__: functools.partial(run, case) for run in runners}, effort.rounds)
        one, count = found["gradient"], len(case.sample.inputs) * size.periods
        what = f"gradient, {len(case.sample.inputs)} inputs x {size.periods}, {case.sample.draws:,} draws"
        yield _compared(f"{what} / evaluating all", one, found["evaluated_whole"], 4.0)
        yield _compared(f"{what} / margins alone", one, found["margins"], 4.0)
        other = found["difference_of_one"]
        yield Row(
            f"{what} / central differences", _seconds(one.least), _seconds(other.least * count),
            other.least * count / one.least, other.median * count / one.median, larger=True,
            note=f"times as fast; theirs is that of one amount, times {count}",
        )  # fmt: skip


def whole(effort: Effort) -> Iterator[Row]:
    """Sample, evaluate and reduce, beside the same by hand with NumPy's generators."""
    cases: list[tuple[plans.Size, int, float | None]]
    cases = [(plans.TEAM, 8_192, None), (plans.PROGRAMME, 8_192, None)]
    if not effort.quick:
        cases += [(plans.PROGRAMME, 131_072, None), (plans.MINISTRY, 16_384, 1.5)]
    for size, draws, limit in cases:
        document = plans.document(size)
        plan, by_hand = lm.Plan.from_document(document), handwritten.compiled(document, "all")
        found = race(
            {
                "ours": functools.partial(lm.simulate, plan, draws=draws),
                "hand": functools.partial(handwritten.full, document, by_hand, draws, 1),
            },
            3 if draws * size.links > 5_000_000 else max(3, effort.rounds // 3),
        )
        what = f"simulate {size}, {draws:,} draws / by hand"
        yield _compared(what, found["ours"], found["hand"], None)
        if limit is not None:
            yield _limited(f"simulate {size}, {draws:,} draws, seconds", found["ours"], limit)


def huge(effort: Effort) -> Iterator[Row]:
    """Read a very large plan from YAML and simulate it."""
    if effort.quick:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(yaml.safe_dump(plans.document(plans.HUGE), sort_keys=False), "utf-8")
        start = time.perf_counter()
        plan = lm.read(path)
        read = time.perf_counter()
        lm.simulate(plan, draws=8_192)
        stop = time.perf_counter()
    note = f"read {read - start:.1f} s, simulate {stop - read:.1f} s"
    what = f"read and simulate {plans.HUGE}, 8,192 draws, seconds"
    yield _limited(what, Times((stop - start,)), 30.0, note=note)


def memory(effort: Effort) -> Iterator[Row]:
    """Compare the peak memory of a long run with that of a short one."""
    short, long = (8_192, 131_072) if effort.quick else (10_000, 1_000_000)
    few, many = (_peak(draws) for draws in (short, long))
    yield Row(
        f"peak memory of {long:,} draws above {short:,}, MiB",
        f"{many:.0f} MiB", f"{few:.0f} MiB", many - few, None, 150.0,
    )  # fmt: skip


def _peak(draws: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(draws)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def workers(effort: Effort) -> Iterator[Row]:
    """Compare two threads with none."""
    sizes = [plans.PROGRAMME] if effort.quick else [plans.PROGRAMME, plans.MINISTRY]
    draws = 16_384 if effort.quick else 65_536
    for size in sizes:
        plan = lm.Plan.from_document(plans.document(size))
        with ThreadPoolExecutor(2) as executor:
            found = race(
                {
                    "one": functools.partial(lm.simulate, plan, draws=draws, keep="nothing"),
                    "two": functools.partial(
                        lm.simulate, plan, draws=draws, keep="nothing", executor=executor
                    ),
                },
                3,
            )
        one, two = found["one"], found["two"]
        load = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        yield Row(
            f"two workers / one, {size}, {draws:,} draws", _seconds(two.least), _seconds(one.least),
            one.least / two.least, one.median / two.median, 1.6, larger=True, note=load,
        )  # fmt: skip


def packages(effort: Effort) -> Iterator[Row]:
    """Compare with the same small model in other packages; ratios are of draws per second."""
    plan = lm.Plan.from_document(peers.SMALL)
    draws = 8_192
    runners = {
        "squigglepy": (functools.partial(peers.with_squigglepy, draws, 1), draws),
        "monaco": (functools.partial(peers.with_monaco, 1_024, 1), 1_024),
    }
    for name, (runner, theirs) in runners.items():
        reason = peers.missing(name)
        if reason:
            yield Row(f"small model / {name}", "", note=f"left out: {reason}")
            continue
        found = race(
            {"ours": lambda: lm.simulate(plan, draws=draws), name: runner},
            max(3, effort.rounds // 5),
        )
        one, other = found["ours"], found[name]
        yield Row(
            f"small model, {draws:,} draws / {name}, {theirs:,} draws", _seconds(one.least),
            _seconds(other.least), other.least / theirs * draws / one.least,
            other.median / theirs * draws / one.median, note="ratio of draws per second",
        )  # fmt: skip


def policy_priority_inference(effort: Effort) -> Iterator[Row]:
    """Compare runs per second with Policy Priority Inference at the size of its example."""
    what = f"{plans.INDICATORS}, 10,000 draws / Policy Priority Inference, one run"
    reason = peers.missing("policy_priority_inference")
    if reason:
        yield Row(what, "", note=f"left out: {reason}")
        return
    plan = lm.Plan.from_document(plans.document(plans.INDICATORS))
    their_run = peers.policy_priority_inference(1)
    draws = lm.simulate(plan, draws=10_000, keep="nothing").count
    found = race(
        {
            "ours": lambda: lm.simulate(plan, draws=10_000, keep="nothing"),
            "theirs": their_run,
        },
        3 if effort.quick else 7,
    )
    one, other = found["ours"], found["theirs"]
    yield Row(
        what, _seconds(one.least), _seconds(other.least), other.least * draws / one.least,
        other.median * draws / one.median, 300.0, larger=True,
        note=f"runs per second; we ran {draws:,}; with its published {PUBLISHED * 1e3:g} ms a run "
        f"{PUBLISHED * draws / one.least:.0f}",
    )  # fmt: skip


def command_line(effort: Effort) -> Iterator[Row]:
    """Time the commands from a cold start."""
    command = Path(sys.executable).with_name("logicmodel")
    scenario = next((ROOT / "scenarios").glob("*/plan.yaml"))
    cases = (
        (("--help",), 0.25),
        (("check", str(scenario)), 0.7),
        (("simulate", str(scenario)), 2.5),
    )
    for arguments, limit in cases:
        words = (command.name, arguments[0], *(["PLAN"] if arguments[1:] else []))
        what = f"{' '.join(words)}, seconds from a cold start"
        seconds = []
        for _ in range(3 if effort.quick else 5):
            start = time.perf_counter()
            done = subprocess.run(
                [command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
            )
            seconds.append(time.perf_counter() - start)
        if done.returncode not in {0, 1} or "Traceback" in done.stderr:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            yield Row(what, "", note=f"left out: exit {done.returncode}, {last[:80]}")
            continue
        yield _limited(what, Times(tuple(seconds)), limit)


def _compared(what: str, one: Times, other: Times, target: float | None, *, note: str = "") -> Row:
    return Row(
        what, _seconds(one.least), _seconds(other.least), one.least / other.least,
        one.median / other.median, target,
        note=f"{note}; " * bool(note)
        + f"processor time {min(one.processor) / min(other.processor):.2f}",
    )  # fmt: skip


def _limited(what: str, found: Times, limit: float, *, note: str = "") -> Row:
    return Row(what, _seconds(found.least), "", found.least, found.median, limit, note=note)


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.2f} ms"


MEASUREMENTS: dict[str, Measurement] = {
    "evaluation": evaluation,
    "gradient": gradient,
    "whole": whole,
    "workers": workers,
    "packages": packages,
    "ppi": policy_priority_inference,
    "cli": command_line,
    "memory": memory,
    "huge": huge,
}
