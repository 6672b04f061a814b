"""A file's content, taken in only after it is known to be there, readable and of a sane size."""

from __future__ import annotations

import codecs
import dataclasses
import itertools
import json
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from logicmodel.errors import FileError, Problem, did_you_mean

LARGEST = 20_000_000
"""Bytes; a plan of 10,000 links takes about 1,500,000."""
SHEETS = "_csv/"
"""How the name of a folder ends that holds a CSV file for each sheet of a plan."""
PLANS = ("plan.yaml", "plan.yml", "plan.json", "plan.xlsx")
"""Files that are looked for in a folder."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def json_text(value: object) -> str:
    r"""Return JSON, indented by two, that this project reads again: what a text file may not hold is spelled out.

    >>> json_text("a\u2028b")
    '"a\\u2028b"\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


@dataclasses.dataclass(frozen=True)
class Source:
    """The name of a file as the reader knows it, and its bytes."""

    name: str
    data: bytes = dataclasses.field(repr=False)
    parts: Mapping[str, bytes] = dataclasses.field(default_factory=dict, repr=False)
    """The files in it by name, where it is a folder of sheets."""

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot, in small letters; that of all folders of sheets is the same."""
        return SHEETS if self.parts else Path(self.name).suffix.lower()

    def text(self) -> str:
        """Return the content as text: UTF-8, or UTF-16 and UTF-32 that say so with a mark.

        Raises FileError for anything else, with the line where it stops being text.
        """
        encoding, data = "utf-8", self.data
        for mark, name in MARKS:
            if data.startswith(mark):
                encoding, data = name, data[len(mark) :]
                break
        if encoding == "utf-8" and b"\0" in data:
            remedy = "give a plan as text, or a known format with its own suffix"
            raise self.refusal("is not a text file", remedy)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"holds a character that is not {encoding[:6].upper().rstrip('-')}"
            raise self.refusal(message, "save the file as UTF-8", line) from None
        strange = CONTROL.search(text)
        if strange:
            line = text.count("\n", 0, strange.start()) + 1
            message = f"holds the invisible character U+{ord(strange.group()):04X}"
            raise self.refusal(message, "delete it", line)
        return text

    def refusal(self, message: str, remedy: str = "", line: int | None = None) -> FileError:
        """Return the error that says what is wrong with this file, to be raised."""
        return FileError(Problem("", message, remedy, source=self.name, line=line))


def take_plan(path: str | os.PathLike[str]) -> Source:
    """Return the content of a file or of a folder of sheets, or raise a FileError that says why it cannot be had."""
    name = os.fsdecode(path)
    if os.path.isdir(name):  # noqa: PTH112 - says no to names that can be no path
        from logicmodel.files.forms.folder import source_in  # noqa: PLC0415 - only for folders

        found = source_in(name)
        if found is not None:
            return found
    return take(name)


def take(path: str | os.PathLike[str]) -> Source:
    """Return the content of a file, or raise a FileError that says why it cannot be had."""
    name = os.fsdecode(path)
    source = Source(name, b"")
    try:
        found = Path(name).stat()
        if stat.S_ISDIR(found.st_mode):
            raise source.refusal("is a folder, not a file", _inside(name))
        if found.st_size > LARGEST:
            raise _too_large(source, found.st_size)
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        if Path(name).is_symlink():
            raise source.refusal("leads to a file that is not there", "name the file itself, or mend the link") from None
        raise source.refusal("there is no such file", _beside(name)) from None
    except PermissionError:
        remedy = "ask for the right to read the file, or copy it to a place of your own"
        raise source.refusal("you may not read this file", remedy) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise source.refusal(f"cannot be read ({why})", "check the name and the disk") from None
    if len(data) > LARGEST:
        raise _too_large(source, len(data))
    if not data.strip():
        remedy = "write a plan into it; 'logicmodel new' makes one to start from"
        raise source.refusal("the file is empty", remedy)
    return Source(name, data)


def _too_large(source: Source, size: int) -> FileError:
    message = f"is too large for a plan ({size / 1e6:.0f} MB; the most is {LARGEST / 1e6:.0f} MB)"
    return source.refusal(message, "check that this is the right file")


def _inside(folder: str) -> str:
    """Propose the plan that lies in a folder."""
    for name in PLANS:
        if (Path(folder) / name).is_file():
            return f"did you mean {Path(folder) / name}?"
    if any(Path(folder).glob("*.csv")):
        return "name the plan file in it; a folder of sheets needs Plan.csv and one more, such as Links.csv"
    return "name the plan file in it"


def _beside(name: str) -> str:
    """Propose a file with a similar name in the same folder."""
    folder = Path(name).parent
    try:
        names = [entry.name for entry in itertools.islice(folder.iterdir(), 1000)]
    except (OSError, ValueError):
        return f"there is no folder {folder} either"
    hint = did_you_mean(Path(name).name, names)
    return hint if hint.startswith("did") else "check the name and the folder"
