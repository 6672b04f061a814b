"""Files and folders written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from logicmodel.errors import FileError, Problem

REMEDIES = {
    errno.ENOSPC: ("the disk is full", "make room or choose another disk"),
    errno.EDQUOT: ("your share of the disk is full", "make room or choose another disk"),
    errno.EACCES: ("you may not write here", "choose a folder of your own"),
    errno.EPERM: ("you may not write here", "choose a folder of your own"),
    errno.EROFS: ("this disk can only be read", "choose a folder on another disk"),
    errno.ENOENT: ("the folder does not exist", "make the folder first"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "check the path"),
    errno.EEXIST: ("is a file, not a folder", "choose another name"),
    errno.EISDIR: ("is a folder, not a file", "add a file name"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
}
TAKES_NONE = ("this folder takes no files", "choose another folder")


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a text as UTF-8, whole or not at all; line ends stay as they are in the text."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        bad = text[error.start]
        message = f"the text holds half a character (U+{ord(bad):04X}), which no file can hold"
        problem = Problem("", message, "delete it", source=os.fsdecode(path))
        raise FileError(problem) from None
    write_bytes(path, data)


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write bytes, whole or not at all: what stood there before stays until all is on the disk.

    Permissions of a file that is replaced are kept. Raises FileError with the reason and a remedy;
    then nothing is changed and nothing is left behind.
    """
    name = os.fsdecode(path)
    try:
        _write(os.path.realpath(name), data)
    except (OSError, ValueError) as error:
        raise _refusal(name, error) from None


def write_folder(path: str | os.PathLike[str], parts: Mapping[str, bytes]) -> None:
    """Write a folder of files, whole or not at all; the folder that stood there is replaced, with the files in it.

    It is for the caller to know that nothing else is lost by that. Raises FileError with the reason and a
    remedy; then nothing is changed and nothing is left behind.
    """
    name = os.fsdecode(path)
    try:
        _swap(Path(os.path.realpath(name)), parts)
    except (OSError, ValueError) as error:
        raise _refusal(name, error) from None


def _swap(home: Path, parts: Mapping[str, bytes]) -> None:
    """Write the files into a folder beside, and put it in the place of the old one."""
    if home.exists() and not home.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    mark = secrets.token_hex(4)
    part, old = (home.with_name(f"{home.name[:180]}.{mark}.{end}") for end in ("part", "old"))
    part.mkdir()
    try:
        for name, data in parts.items():
            _pour(os.open(part / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), data, lasting=True)
        if home.is_dir():
            part.chmod(stat.S_IMODE(home.stat().st_mode))
            home.replace(old)
        try:
            part.replace(home)
        except BaseException:
            if old.is_dir():
                old.replace(home)
            raise
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refusal(name: str, error: OSError | ValueError) -> FileError:
    """Return the error that says why something cannot be written, and what to do."""
    number = error.errno if isinstance(error, OSError) else None
    why = getattr(error, "strerror", None) or str(error)
    message, remedy = REMEDIES.get(number or 0, (why, "check the path"))
    if number == errno.ENOENT and Path(os.path.realpath(name)).parent.is_dir():
        # Folders that the system makes up, such as /proc, say of a new file that it is not there.
        message, remedy = TAKES_NONE
    what = f"cannot be written: {message}"
    return FileError(Problem("", what, remedy, source=name))


def _write(name: str, data: bytes) -> None:
    try:
        mode = Path(name).stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None:
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not os.access(name, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if not stat.S_ISREG(mode):  # a pipe or a device cannot be replaced
            return _pour(os.open(name, os.O_WRONLY), data, lasting=False)
    known = Path(name)
    part = known.with_name(f"{known.name[:180]}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _pour(handle, data, lasting=True)
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))
        part.replace(name)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _pour(handle: int, data: bytes, *, lasting: bool) -> None:
    """Write everything and close; ``lasting`` waits until the disk has it."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if lasting:
            os.fsync(handle)
    finally:
        os.close(handle)
