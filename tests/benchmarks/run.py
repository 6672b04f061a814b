"""Print one table of all comparisons: ``python -m tests.benchmarks.run [--quick] [--json FILE]``.

Best and median of each comparison are taken side by side, in turns. Exit code 1 says that a target
was missed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
os.environ |= dict.fromkeys(ONE_THREAD, "1")  # before NumPy is loaded

from tests.benchmarks.explanations import explanations  # noqa: E402
from tests.benchmarks.formats import formats  # noqa: E402
from tests.benchmarks.measurements import MEASUREMENTS as OTHERS  # noqa: E402
from tests.benchmarks.measurements import Effort, Row  # noqa: E402
from tests.benchmarks.optimising import optimize  # noqa: E402
from tests.benchmarks.sensitivities import sensitivity  # noqa: E402

MEASUREMENTS = {**OTHERS, "optimize": optimize, "sensitivity": sensitivity, "explanations": explanations, "formats": formats}

HEAD = ("what", "this engine", "other", "ratio", "median", "target", "reached")
FORM = "{:<62} {:>11} {:>11} {:>8} {:>8} {:>8} {:>7}  {}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="leave out what takes long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows here too")
    wanted = parser.parse_args(arguments)
    effort = Effort(rounds=10 if wanted.quick else 30, quick=wanted.quick)
    sys.stdout.write(FORM.format(*HEAD, "note"))
    rows = list(
        _printed(row for name in wanted.only or MEASUREMENTS for row in MEASUREMENTS[name](effort))
    )
    if wanted.json:
        data = [dataclasses.asdict(row) | {"reached": row.reached} for row in rows]
        wanted.json.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    return 1 if any(row.reached is False for row in rows) else 0


def _printed(rows: Iterable[Row]) -> Iterable[Row]:
    words = {None: "", True: "yes", False: "NO"}
    for row in rows:
        bound = "" if row.target is None else f"{'≥' if row.larger else '≤'} {row.target:g}"
        line = FORM.format(
            row.what, row.ours, row.other, _figure(row.ratio), _figure(row.median_ratio), bound,
            words[row.reached], row.note,
        )  # fmt: skip
        sys.stdout.write(line)
        sys.stdout.flush()
        yield row


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


if __name__ == "__main__":
    sys.exit(main())
