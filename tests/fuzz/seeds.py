"""What the fuzzing of each reader begins with: real plans in its format, and the samples of its tests."""

from __future__ import annotations

import functools
import io
import tempfile
import warnings
from pathlib import Path

import logicmodel as lm
from logicmodel.files.format import Format, formats
from logicmodel.files.source import Source

from .mutating import packed

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "files" / "samples"
PLANS = ("customer-support", "graduation")
SERIES = "Year,Units,Sex,Value\n2018,%,,12.5\n2018,%,female,11\n2019,%,,13\n2020,%,,n/a\n2021,%,,15.25\n"
ACTUALS = 'indicator,period,value,date,sd,source,node\nbuilt,2027,"1,234",2027-12-31,5%,survey,homes\n\nbuilt,2028,n/a,,,,\nbuilt,2029,-3.5,,2,,\n'
MENDABLE = """\
logicmodel: 1
title: Home visits     # they said so
periods: {first: 2027, count: 2}
currency: EUR
inputs:
  nurses: {title: Nurses, unit: nurses, price: 40_000}
outputs:
  visits: {title: "Visits", unit: visits}
  # kept
outcomes:
  health: &one
    title: Health
    unit: people
    indicators:
      ill: {title: "People who fall ill", unit: people, baseline: 30, direction: up}   # less is better
links:
  - {from: nurses, to: visits, weight: 8 to 20}
  - from: visits
    to: health
    weight: 2
targets:
  - {node: health, indicator: ill, at_most: 10, by: 2028}
  - {id: again, node: health, indicator: ill, at_most: 10, by: 2028}
numbers:
  idle: 12 to 18   # nobody needs it
  used: 3
"""


def readers() -> dict[str, Format]:
    """Return the formats by kind."""
    return formats()


def scenario(name: str) -> Path:
    """Return the file of a scenario's plan."""
    return ROOT / "scenarios" / name / "plan.yaml"


@functools.cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return files of a format: scenarios written in it, and samples that it recognises; a folder as a zip of its files."""
    member = formats()[kind]
    found = []
    suffix = member.suffixes[0]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", lm.LossWarning)
        for name in PLANS if member.writes else ():
            path = Path(folder) / f"{name}{suffix.rstrip('/')}"
            try:
                lm.write(lm.read(scenario(name)), path, kind=kind)
            except lm.LogicModelError:
                continue
            if path.is_dir():
                found.append(packed({part.name: part.read_bytes() for part in sorted(path.iterdir())}))
            else:
                found.append(path.read_bytes())
    found += _own(kind, found)
    for sample in sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else ():
        if sample.suffix in member.suffixes and sample.is_file():
            data = sample.read_bytes()
            if member.recognises(Source(str(sample), data)):
                found.append(data)
    return tuple(found)


def _own(kind: str, written: list[bytes]) -> list[bytes]:
    """Return what no scenario and no sample gives: small workbooks, zipped projects, series of values."""
    if kind == "excel":
        return [lean(data) for data in written]
    if kind == "miradi":
        return [packed({"project.xml": (SAMPLES / "project.xml").read_bytes(), "schema/version.txt": b"1"})]
    return [SERIES.encode()] if kind == "open_sdg" else []


def lean(data: bytes) -> bytes:
    """Return the cells of a workbook without looks and lists, which take a reader ten times as long."""
    import openpyxl

    full, bare = openpyxl.load_workbook(io.BytesIO(data)), openpyxl.Workbook()
    bare.remove(bare.active)
    for sheet in full.worksheets:
        if sheet.title not in {"Read me", "Lists", "Welcome"}:
            other = bare.create_sheet(sheet.title)
            for row in sheet.iter_rows(values_only=True):
                other.append(row)
    made = io.BytesIO()
    bare.save(made)
    return made.getvalue()


def workbook(*lines: tuple[object, ...], sheet: str = "Actuals") -> bytes:
    """Return a workbook with one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in lines:
        book.active.append(line)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
