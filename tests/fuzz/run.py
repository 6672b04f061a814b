"""Fuzz the readers for a bounded time: ``python -m tests.fuzz.run [KIND ...] [--seconds 60]``.

Coverage-guided by atheris (libFuzzer), which has to be installed beside the rest: ``pip install atheris``. Each
reader runs in a process of its own; a crash, a hang of ten seconds or more than a gigabyte of memory ends it with the
input that did it in the folder ``--keep``. Exit code 1 says that something was found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.seeds import readers, seeds, try_to_read

LONGEST = 65_536
HANG = 10
MEMORY = 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz each reader and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"readers: {', '.join(readers())}")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "logicmodel-fuzz", help="where inputs that break something are put")
    parser.add_argument("--one", metavar="KIND", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.one:
        return _fuzz(wanted.one, wanted.seconds, wanted.keep)
    broken = []
    for kind in wanted.kinds or readers():
        command = [sys.executable, "-m", "tests.fuzz.run", "--one", kind, "--seconds", str(wanted.seconds), "--keep", str(wanted.keep)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        runs = next((line for line in reversed(done.stderr.splitlines()) if "DONE" in line or "Done" in line), "")
        sys.stdout.write(f"{kind:<16} {'ok' if done.returncode == 0 else 'BROKEN'}  {runs.strip()}\n")
        sys.stdout.flush()
        if done.returncode != 0:
            broken.append(kind)
            sys.stdout.write("\n".join(done.stderr.splitlines()[-25:]) + "\n")
    return 1 if broken else 0


def _fuzz(kind: str, seconds: int, keep: Path) -> int:
    """Fuzz one reader in this process, which libFuzzer ends."""
    import atheris

    member = readers()[kind]
    keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(kind)):
            (Path(folder) / f"seed-{number}").write_bytes(seed)

        def once(data: bytes) -> None:
            try_to_read(member, data, folder)

        settings = [
            "fuzz", folder, f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={HANG}", f"-rss_limit_mb={MEMORY}",
            f"-artifact_prefix={keep}/{kind}-", "-print_final_stats=0",
        ]
        atheris.instrument_all()
        atheris.Setup(settings, once)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
