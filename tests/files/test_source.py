"""A file that cannot be read is refused at once, with its name, the reason and a remedy."""

import codecs
import os
import time

import pytest

from logicmodel.errors import FileError
from logicmodel.files.format import read
from logicmodel.files.source import LARGEST, take

PLAN = "logicmodel: 1\ntitle: Naïve – für alle\nperiods: {first: 2027, count: 2}\n"


def refused(path):
    with pytest.raises(FileError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert problem.source == os.fsdecode(path)
    assert problem.remedy
    return problem


def test_missing_file_is_compared_with_its_neighbours(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN)
    problem = refused(tmp_path / "paln.yaml")
    assert (problem.message, problem.remedy) == ("there is no such file", "did you mean plan.yaml?")


def test_missing_folder_is_named(tmp_path):
    assert "no folder" in refused(tmp_path / "nowhere" / "plan.yaml").remedy


def test_folder_points_to_the_plan_in_it(tmp_path):
    assert refused(tmp_path).remedy == "name the plan file in it"
    (tmp_path / "plan.yaml").write_text(PLAN)
    problem = refused(tmp_path)
    assert problem.message == "is a folder, not a file"
    assert problem.remedy == f"did you mean {tmp_path / 'plan.yaml'}?"


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", int)() == 0, reason="root may read everything"
)
def test_unreadable_file(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    path.chmod(0)
    assert refused(path).message == "you may not read this file"


def test_denied_permission_whoever_runs_the_tests(tmp_path, monkeypatch):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)

    def deny(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", deny)
    assert refused(path).message == "you may not read this file"


@pytest.mark.parametrize(
    "content", ["", " \n\n\t \n", "# a comment\n# another\n", "---\n", "null\n", "---\n...\n"]
)
def test_a_file_without_a_plan_says_how_to_begin(tmp_path, content):
    path = tmp_path / "plan.yaml"
    path.write_text(content)
    assert "logicmodel new" in refused(path).remedy


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04\x14\0\0\0", bytes(range(256)), b"title: a\0b\n", os.urandom(5000) + b"\0"],
)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_binary_files_are_not_text(tmp_path, content, suffix):
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(content)
    assert refused(path).message == "is not a text file"


def test_bytes_that_are_not_utf8_are_placed(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"logicmodel: 1\ntitle: Caf\xe9\n")
    problem = refused(path)
    assert (problem.line, problem.message, problem.remedy) == (
        2,
        "holds a character that is not UTF-8",
        "save the file as UTF-8",
    )


@pytest.mark.parametrize(
    "character", ["\x07", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\uffff"]
)
def test_invisible_characters_are_placed(tmp_path, character):
    path = tmp_path / "plan.yaml"
    path.write_text(f"logicmodel: 1\n\ntitle: a{character}b\n", encoding="utf-8")
    problem = refused(path)
    assert problem.line == 3
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_marked_encodings_and_all_line_ends(tmp_path, mark, encoding, ends):
    path = tmp_path / "plan.yaml"
    path.write_bytes(mark + PLAN.replace("\n", ends).encode(encoding))
    assert read(path).title == "Naïve – für alle"


def test_half_a_utf16_character(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le")[:-1])
    assert "not UTF-16" in refused(path).message


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".xlsx", ""])
def test_fifty_megabytes_are_refused_quickly(tmp_path, suffix):
    path = tmp_path / f"plan{suffix}"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    start = time.perf_counter()
    problem = refused(path)
    assert time.perf_counter() - start < 30
    assert problem.message == "is too large for a plan (50 MB; the most is 20 MB)"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")  # noqa: PTH110
def test_endless_devices_are_read_no_further_than_the_limit():
    with pytest.raises(FileError, match="too large"):
        take("/dev/zero")
    assert LARGEST == 20_000_000


def test_names_that_no_system_takes():
    assert "cannot be read" in refused("a\0b.yaml").message
    assert refused("x" * 5000 + ".yaml")


def test_the_suffix_may_be_missing_or_unknown(tmp_path):
    for name, content in [
        ("plan", PLAN),
        ("plan.txt", PLAN),
        ("plan.PLAN", '{"logicmodel": 1, "periods": {"first": 2027, "count": 1}}'),
    ]:
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert read(tmp_path / name).periods.first == "2027"
    (tmp_path / "plan.YML").write_text(PLAN, encoding="utf-8")
    assert read(str(tmp_path / "plan.YML")).title
    (tmp_path / "letter.txt").write_text("Dear all, this is no plan.")
    problem = refused(tmp_path / "letter.txt")
    assert problem.message == "is in no format that a plan can be read from"
    assert ".yaml" in problem.remedy
    assert ".json" in problem.remedy
