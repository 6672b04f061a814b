"""Everything that takes in files of people, each as something to be fed with bytes.

A target returns quietly where the bytes are refused with a LogicModelError, as they should be. Anything else comes
out of it, and is a fault.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import shutil
import tempfile
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import logicmodel as lm
from logicmodel.apps.cli.main import main
from logicmodel.files.format import Format
from logicmodel.files.source import Source

from .mutating import unpacked
from .seeds import ACTUALS, MENDABLE, SAMPLES, readers, scenario, seeds, workbook

ZIPPED: Final = {".xlsx", ".ods", ".xmpz2", "_csv/"}
XML: Final = {".xml", ".stratml", ".graphml", ".gexf"}
USED: Final = 8
"""Of so many plans that are read, one is checked, drawn and written too."""
HEAD: Final = b"\n"
"""What stands between the suffix of a file and its content, where a command is fed."""


@dataclasses.dataclass(frozen=True)
class Target:
    """One thing to be fed."""

    name: str
    shape: str
    """What the bytes are, so that they can be changed where it hurts: text, json, xml or zip."""
    seeds: Callable[[], tuple[bytes, ...]]
    feed: Callable[[bytes, str], object]
    """Take in bytes; the other value is a folder to write in."""


def targets() -> dict[str, Target]:
    """Return every target by name: the formats that are read, and what else reads files."""
    found = {kind: _format(kind, member) for kind, member in readers().items() if member.reads}
    others = (
        Target("actuals_csv", "text", lambda: (ACTUALS.encode(), ACTUALS.replace(",", ";").encode()), _actuals(".csv")),
        Target("actuals_xlsx", "zip", _actuals_seeds, _actuals(".xlsx")),
        Target("actuals_ods", "zip", lambda: seeds("ods"), _actuals(".ods")),
        Target("actuals_xml", "xml", lambda: (*seeds("iati"), *seeds("stratml")[-1:]), _actuals(".xml")),
        Target("answers", "zip", _answers_seeds, _answers),
        Target("many", "xml", lambda: (_several(), *seeds("iati")), _many),
        Target("fix", "text", lambda: (MENDABLE.encode(), *(scenario(name).read_bytes() for name in ("customer-support",))), _fix),
        Target("command", "file", _command_seeds, _command),
    )
    return found | {target.name: target for target in others}


def _format(kind: str, member: Format) -> Target:
    suffix = member.suffixes[0]
    shape = "zip" if suffix in ZIPPED else "xml" if suffix in XML else "json" if suffix == ".json" else "text"
    return Target(kind, shape, lambda: seeds(kind), lambda data, folder: try_to_read(member, data, folder))


def try_to_read(member: Format, data: bytes, folder: str) -> lm.Plan | None:
    """Read bytes as a file of a format, and use the plan; return None where it is refused."""
    source = Source(f"{folder}/plan{member.suffixes[0]}", data)
    if member.kind == "csv_folder":
        with contextlib.suppress(Exception):  # no zip: then it is a folder of one strange file
            source = Source(f"{folder}/plan", b"", unpacked(data))
    losses: list[lm.Problem] = []
    plan, refusal = None, None
    try:
        plan = member.read(source, losses)
    except lm.LogicModelError as error:
        refusal = error
    if refusal is not None:
        assert refusal.problems
        assert all(problem.message for problem in refusal.problems)
        return None
    assert isinstance(plan, lm.Plan)
    assert all(str(one) for one in losses)
    if zlib.crc32(data) % USED == 0:
        use(plan, folder)
    return plan


def use(plan: lm.Plan, folder: str) -> None:
    """Do with a plan what people do first: look what is unwise, draw it, write it and read it again."""
    path = Path(folder) / "used.yaml"
    path.unlink(missing_ok=True)
    with contextlib.suppress(lm.LogicModelError):
        assert all(finding.message for finding in lm.check(plan, profile="all"))
    with contextlib.suppress(lm.LogicModelError):
        assert lm.diagram(plan).svg
    lm.write(plan, path)
    again = lm.read(path)
    assert again == plan, "a plan that was read, written and read again is another one"


def _actuals(suffix: str) -> Callable[[bytes, str], object]:
    def feed(data: bytes, folder: str) -> None:
        path = Path(folder) / f"measured{suffix}"
        path.write_bytes(data)
        losses: list[lm.Problem] = []
        with contextlib.suppress(lm.LogicModelError):
            found = lm.read_actuals(path, losses=losses)
            assert str(found)
            assert all(str(one) for one in losses)

    return feed


def _actuals_seeds() -> tuple[bytes, ...]:
    lines = (("Indicator", "Period", "Value", "Date", "SD"), ("built", 2027, 12.5, "2027-12-31", "5%"), ("built", "2028", "1,234", None, 2))
    return (workbook(*lines), workbook(("note",), *lines, sheet="actuals"))


def _answers(data: bytes, folder: str) -> None:
    path = Path(folder) / "answers.xlsx"
    path.write_bytes(data)
    with contextlib.suppress(lm.LogicModelError):
        replies = lm.read_answers(path)
        plan = Path(folder) / "asked.yaml"
        plan.write_text(MENDABLE, encoding="utf-8")
        lm.record_answers(plan, replies.answers, remarks=replies.remarks)
        lm.read(plan)


def _answers_seeds() -> tuple[bytes, ...]:
    import openpyxl

    with tempfile.TemporaryDirectory() as folder:
        plan, path = Path(folder) / "plan.yaml", Path(folder) / "questions.xlsx"
        plan.write_text(MENDABLE.replace("    weight: 2\n", "").replace(", weight: 8 to 20", ""), encoding="utf-8")
        lm.write_questions(lm.read(plan), path, who="Ann")
        book = openpyxl.load_workbook(path)
        for row, cells in enumerate(((1, 2, 3, None), (None, None, None, "8 to 20"), (None, 5, None, None)), 8):
            for column, cell in enumerate(cells, 4):
                book.active.cell(row, column).value = cell
        book.save(path)
        return (path.read_bytes(),)


def _several() -> bytes:
    """Return a file with two activities."""
    data = (SAMPLES / "activity.xml").read_bytes()
    start, stop = data.index(b"<iati-activity "), data.index(b"</iati-activities>")
    return data[:stop] + data[start:stop].replace(b"<iati-identifier>", b"<iati-identifier>2-", 1) + data[stop:]


def _many(data: bytes, folder: str) -> None:
    path = Path(folder) / "many.xml"
    path.write_bytes(data)
    losses: list[lm.Problem] = []
    with contextlib.suppress(lm.LogicModelError):
        for identifier, plan in lm.read_many(path, losses=losses):
            assert isinstance(identifier, str)
            if zlib.crc32(data) % USED == 0:
                use(plan, folder)


def _fix(data: bytes, folder: str) -> None:
    """Mend a file: what comes of it can be read, and has nothing left to be mended in the same way."""
    path = Path(folder) / "mended.yaml"
    path.write_bytes(data)
    with contextlib.suppress(lm.LogicModelError):
        plan, _ = lm.fix(path, profile="all")
        assert lm.read(path) == plan


def _command(data: bytes, folder: str) -> None:
    """Type a command with a file, which never ends in a traceback."""
    suffix, _, content = data.partition(HEAD)
    home = Path(folder) / "typed"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    name = suffix.decode("ascii", "ignore")
    path = home / f"plan{name if name in SUFFIXES else '.txt'}"
    path.write_bytes(content)
    (home / "own.yaml").write_text(MENDABLE, encoding="utf-8")
    words = COMMANDS[zlib.crc32(data) % len(COMMANDS)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        status = main([word.format(file=path, own=home / "own.yaml", out=home / "out") for word in words])
    assert status in {0, 1, 2}, f"{words} ended with {status}:\n{said.getvalue()}"
    assert "Traceback" not in said.getvalue(), said.getvalue()
    assert said.getvalue() or status == 0, f"{words} ended with {status} and said nothing"


COMMANDS: Final = (
    ("check", "{file}", "--profile", "all"), ("check", "{file}", "--format", "sarif"), ("check", "{file}", "--fix"), ("check", "{own}", "--actuals", "{file}"),
    ("show", "{file}"), ("diagram", "{file}", "-o", "{out}.svg"), ("elicit", "{own}", "--from", "{file}"), ("elicit", "{file}", "--json"),
    *(("convert", "{file}", f"{{out}}{suffix}") for suffix in (".yaml", ".json", ".xlsx", ".ods", ".xml", ".stratml", ".graphml", "_csv", "/")),
    ("convert", "{file}", "{out}.xlsx", "--format", "logframe_eu"), ("convert", "{file}", "{out}.xlsx", "--format", "logframe_fcdo"),
)
SUFFIXES: Final = (".yaml", ".yml", ".json", ".xlsx", ".ods", ".xml", ".stratml", ".graphml", ".gexf", ".xmpz2", ".csv", ".txt", "")


def _command_seeds() -> tuple[bytes, ...]:
    found = [(".yaml", MENDABLE.encode())]
    for kind, member in readers().items():
        if member.reads and kind != "csv_folder":
            found += [(member.suffixes[0], data) for data in seeds(kind)[-2:]]
    found += [(".xlsx", data) for data in (*_actuals_seeds(), *_answers_seeds())] + [(".csv", ACTUALS.encode())]
    return tuple(suffix.encode() + HEAD + data for suffix, data in found)

