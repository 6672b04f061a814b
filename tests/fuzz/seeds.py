"""What the fuzzing of each reader begins with: real plans in its format, and the samples of its tests."""

from __future__ import annotations

import functools
import tempfile
import warnings
from pathlib import Path

import logicmodel as lm
from logicmodel.files.format import Format, formats
from logicmodel.files.source import Source

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "files" / "samples"
PLANS = ("customer-support", "graduation")


def readers() -> dict[str, Format]:
    """Return the formats by kind."""
    return formats()


@functools.cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return files of a format: scenarios written in it, and samples that it recognises."""
    member = formats()[kind]
    found = []
    if member.writes and member.suffixes[0].startswith("."):  # a folder has no bytes
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore", lm.LossWarning)
            for name in PLANS:
                path = Path(folder) / f"plan{member.suffixes[0]}"
                try:
                    lm.write(lm.read(ROOT / "scenarios" / name / "plan.yaml"), path, kind=kind)
                except lm.LogicModelError:
                    continue
                if path.is_file():
                    found.append(path.read_bytes())
                path.unlink(missing_ok=True)
    for sample in sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else ():
        if sample.suffix in member.suffixes and sample.is_file():
            data = sample.read_bytes()
            if member.recognises(Source(str(sample), data)):
                found.append(data)
    return tuple(found)


def try_to_read(member: Format, data: bytes, folder: str) -> lm.Plan | None:
    """Read bytes as a file of a format; return None where it is refused, as it should be.

    Anything but a plan and a LogicModelError is a fault, and comes out of here.
    """
    source = Source(f"{folder}/plan{member.suffixes[0]}", data)
    losses: list[lm.Problem] = []
    try:
        plan = member.read(source, losses)
    except lm.LogicModelError as error:
        said = str(error)
        plan = None
    else:
        said = "a plan"
    assert said
    if plan is None:
        return None
    assert isinstance(plan, lm.Plan)
    assert all(str(one) for one in losses)
    return plan
