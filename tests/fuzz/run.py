"""Fuzz the readers for a bounded time: ``python -m tests.fuzz.run [KIND ...] [--seconds 60]``.

Coverage-guided by atheris (libFuzzer), which has to be installed beside the rest: ``pip install atheris``. Each
reader runs in a process of its own; a crash, a hang of ten seconds or more than a gigabyte of memory ends it with the
input that did it in the folder ``--keep``. Exit code 1 says that something was found; ``--again FILE`` feeds it once
more. Most inputs are changed inside, behind checksums and between tags: see ``mutating``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

LONGEST = 262_144
HANG = 10
MEMORY = 1024
RAW = 0.15
"""Share of inputs whose bytes are changed without looking at what they are."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz each reader and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="readers; default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "logicmodel-fuzz", help="where inputs that break something are put")
    parser.add_argument("--again", type=Path, metavar="FILE", help="feed the reader with this file alone")
    parser.add_argument("--one", metavar="KIND", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.one:
        return _fuzz(wanted.one, wanted.seconds, wanted.keep)
    from tests.fuzz.targets import targets

    unknown = [kind for kind in wanted.kinds if kind not in targets()]
    if unknown:
        parser.error(f"no reader is called {', '.join(unknown)}; known: {', '.join(targets())}")
    if wanted.again:
        with tempfile.TemporaryDirectory() as folder:
            for kind in wanted.kinds or targets():
                targets()[kind].feed(wanted.again.read_bytes(), folder)
        return 0
    return 1 if [kind for kind in wanted.kinds or targets() if not _stands(kind, wanted.seconds, wanted.keep)] else 0


def _stands(kind: str, seconds: int, keep: Path) -> bool:
    """Fuzz one reader in a process of its own, tell how it went, and say whether nothing broke."""
    command = [sys.executable, "-m", "tests.fuzz.run", "--one", kind, "--seconds", str(seconds), "--keep", str(keep)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    lines = done.stderr.splitlines()
    covered = next((word for line in reversed(lines) if "cov:" in line for word in [line.partition("cov: ")[2].split()[0]]), "?")
    runs = next((line.partition("Done ")[2].split()[0] for line in reversed(lines) if line.startswith("Done ")), "?")
    sys.stdout.write(f"{kind:<16} {'ok' if done.returncode == 0 else 'BROKEN':<8} {runs:>8} inputs, coverage {covered}\n")
    if done.returncode != 0:
        sys.stdout.write("\n".join([*done.stdout.splitlines()[-15:], *lines[-5:]]) + "\n")
    sys.stdout.flush()
    return done.returncode == 0


def _fuzz(kind: str, seconds: int, keep: Path) -> int:
    """Fuzz one reader in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["logicmodel"]):
        from tests.fuzz.mutating import mutated
        from tests.fuzz.targets import targets

        target = targets()[kind]
        starts = target.seeds()
        with tempfile.TemporaryDirectory() as folder:  # what is imported late is imported here
            for start in starts:
                target.feed(start, folder)
    keep.mkdir(parents=True, exist_ok=True)
    corpus = keep / f"corpus-{kind}"
    corpus.mkdir(exist_ok=True)
    for number, start in enumerate(starts):
        (corpus / f"seed-{number}").write_bytes(start)

    def change(data: bytes, room: int, seed: int) -> bytes:
        dice = random.Random(seed)
        if dice.random() < RAW:
            return bytes(atheris.Mutate(data, room))
        return mutated(target.shape, data, dice)[:room]

    with tempfile.TemporaryDirectory() as folder:
        settings = [
            "fuzz", str(corpus), f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={HANG}", f"-rss_limit_mb={MEMORY}",
            f"-artifact_prefix={keep}/{kind}-", "-print_final_stats=0",
        ]
        atheris.Setup(settings, lambda data: target.feed(data, folder), custom_mutator=change)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
