"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
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
        number = error.errno if isinstance(error, OSError) else None
        why = getattr(error, "strerror", None) or str(error)
        message, remedy = REMEDIES.get(number or 0, (why, "check the path"))
        if number == errno.ENOENT and Path(os.path.realpath(name)).parent.is_dir():
            # Folders that the system makes up, such as /proc, say of a new file that it is not there.
            message, remedy = TAKES_NONE
        what = f"cannot be written: {message}"
        raise FileError(Problem("", what, remedy, source=name)) from None


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
