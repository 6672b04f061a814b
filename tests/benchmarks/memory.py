"""Print the peak memory of one run in MiB: ``python -m tests.benchmarks.memory DRAWS``.

A process of its own, because a peak cannot be taken back. The high-water mark of the address space
is read, because ``ru_maxrss`` also counts what the parent held when it started this process.
"""

from __future__ import annotations

import sys
from pathlib import Path

import logicmodel as lm
from tests.benchmarks import plans


def peak() -> float:
    """Return the most memory this process has held so far, in MiB."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM"):
            return float(line.split()[1]) / 1024
    message = "the peak of memory is only known on Linux"
    raise OSError(message)


def main() -> None:
    """Run the plan of 40 nodes with the draws given on the command line."""
    plan = lm.Plan.from_document(plans.document(plans.PROGRAMME))
    lm.simulate(plan, draws=int(sys.argv[1]))
    sys.stdout.write(f"{peak()}\n")


if __name__ == "__main__":
    main()
