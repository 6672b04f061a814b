"""A file is written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from logicmodel.errors import FileError
from logicmodel.files.format import read, write
from logicmodel.writing import write_bytes, write_text

from .plans import SAMPLE


def only(folder, *names):
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "één\r\n")
    assert path.read_bytes() == "één\r\n".encode()
    write_bytes(str(path), b"\0\1")
    assert path.read_bytes() == b"\0\1"
    only(tmp_path, "a.txt")


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_permissions_and_links_stay(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "b.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "cannot be written"),
        (errno.EROFS, "only be read"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, call, number, words):
    path = tmp_path / "plan.yaml"
    path.write_bytes(SAMPLE.read_bytes())
    plan = read(path).model_copy(update={"title": "New"})

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path if call == "replace" else os, call, fail)
    with pytest.raises(FileError, match=words) as caught:
        write(plan, path)
    monkeypatch.undo()
    assert caught.value.problems[0].source == str(path)
    assert caught.value.problems[0].remedy
    assert path.read_bytes() == SAMPLE.read_bytes()
    only(tmp_path, "plan.yaml")


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "a.txt", "x")
    only(tmp_path)


def test_short_writes_are_completed(tmp_path, monkeypatch):
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: whole(handle, bytes(data[:3])))
    write_text(tmp_path / "a.txt", "0123456789")
    assert (tmp_path / "a.txt").read_text() == "0123456789"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "is a folder"),
        ("nowhere/a.yaml", "the folder does not exist"),
        ("file/a.yaml", "is a file, not a folder"),
        ("x" * 400, "the name is too long"),
        ("a\0b", "cannot be written"),
    ],
)
def test_places_that_cannot_be_written(tmp_path, name, words):
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileError, match=words):
        write_text(os.path.join(tmp_path, name), "x")  # noqa: PTH118 - the name may be impossible
    only(tmp_path, "file")


def test_a_folder_that_takes_no_files(tmp_path, monkeypatch):
    def refuse(*_):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    monkeypatch.setattr(os, "open", refuse)  # as /proc does
    with pytest.raises(FileError, match="this folder takes no files; choose another folder"):
        write_text(tmp_path / "a.txt", "x")


def test_a_file_that_may_not_be_changed(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="you may not write here"):
        write_text(path, "new")
    assert path.read_text() == "old"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")  # noqa: PTH110
def test_a_device_that_is_full():
    with pytest.raises(FileError, match="the disk is full"):
        write_text("/dev/full", "x")
    write_text("/dev/null", "x")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116


def test_half_a_character_cannot_be_written(tmp_path):
    with pytest.raises(FileError, match=r"U\+D800"):
        write_text(tmp_path / "a.txt", "a\ud800")
    only(tmp_path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan", "no suffix"),
        ("plan.yamll", "did you mean"),
        ("plan.docm", "known formats: "),
    ],
)
def test_the_suffix_tells_the_format(tmp_path, name, words):
    with pytest.raises(FileError) as caught:
        write(read(SAMPLE), tmp_path / name)
    assert words in str(caught.value)
    only(tmp_path)
