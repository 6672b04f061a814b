"""Plans as folders of CSV files: everything comes back, and no folder of other things is replaced."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.files.csv_folder import CsvFolder
from logicmodel.files.forms import folder as folders
from logicmodel.files.forms.layout import sheets
from logicmodel.files.source import Source, take, take_plan
from logicmodel.writing import write_folder
from tests.files.plans import SCENARIOS, returned
from tests.files.test_excel import SMALL

SHELTER = next(path for path in SCENARIOS if path.parent.name == "homeless-shelter")


@pytest.fixture
def plan(tmp_path: Path) -> lm.Plan:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return lm.read(tmp_path / "small.yaml")


@pytest.fixture
def home(tmp_path: Path, plan) -> Path:
    """The folder of the small plan."""
    lm.write(plan, tmp_path / "plan_csv")
    return tmp_path / "plan_csv"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(path: Path) -> list[str]:
    with pytest.raises(lm.LogicModelError) as caught:
        lm.read(path)
    return [str(one).removeprefix(f"{path}: ") for one in caught.value.problems]


# ------------------------------------------------------------------ nothing is lost
@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''", "'tis", "+1", "-1", "- a", "@x", "'", "1;2", '"', "a\nb", " =1", "007", "1,250", "5%", "yes", "'90s", "'90", "''5 to 6"])
def test_texts_come_back_and_never_run(text: str, tmp_path: Path):
    plan = lm.Plan.from_document({"title": text, "description": text, "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"title": text, "unit": text}}})
    assert returned(plan, tmp_path / "plan", "csv_folder") == plan
    held = (tmp_path / "plan" / "Inputs.csv").read_text(encoding="utf-8-sig")
    assert not any(f"{before}{sign}" in held for before in (",", '"', "\n") for sign in "=@")


def test_ids_that_are_names_of_columns_are_no_headers(tmp_path: Path):
    data = {"periods": {"first": 2027, "count": 1}, "inputs": {"price": {"title": "Price"}, "id": {}}, "activities": {"unit": {}, "title": {}}}
    plan = lm.Plan.from_document(data)
    assert returned(plan, tmp_path / "plan", "csv_folder") == plan


def test_excel_sees_that_it_is_utf_8(home: Path):
    assert [path.stem for path in sorted(home.iterdir())] == sorted(sheets())
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in home.iterdir())


# ------------------------------------------------------------------ what people make of it
def test_untidy_files_are_read(home: Path, plan):
    text = (home / "Plan.csv").read_text(encoding="utf-8-sig")
    (home / "Plan.csv").write_text(text.replace(",", ";"), encoding="utf-8")
    (home / "Links.csv").rename(home / "link.CSV")
    (home / "Variants.csv").unlink()
    (home / "Inputs.csv").write_text("Unit\tId\n\nEUR\tmoney\nFTE\tpeople\n", encoding="utf-8")
    (home / "target.csv").write_text("node,by\n", encoding="utf-8")
    (home / "notes.csv").write_text("a,b\n", encoding="utf-8")
    losses: list[lm.Problem] = []
    assert lm.read(home, losses=losses) == plan
    assert [(one.where, one.message) for one in losses] == [
        ("notes.csv", "the file is no part of a plan and was left out"),
        ("target.csv", "the file was left out: there is a sheet Targets already"),
    ]


def test_what_is_wrong_is_told_with_sheet_and_cell(home: Path):
    change(home / "Links.csv", "'-3 to -1", "3 too 1")
    change(home / "Targets.csv", "visits", "visitz")
    assert problems(home) == [
        "Links!C2: links[money->work].weight: cannot read '3 too 1': column 3: expected the end of the text, found 'too'",
        "Targets!A2: targets[visitz@2027-02].node: no node is called visitz; did you mean visits?",
    ]


def test_numbers_put_in_the_place_of_guarded_ones_are_read(home: Path):
    change(home / "Links.csv", "'-3 to -1", "'3 to 4")
    assert str(lm.read(home).links[0].weight) == "3 to 4"


def test_decimal_commas_are_not_guessed(home: Path):
    (home / "Inputs.csv").write_text("id;unit;price\nmoney;EUR;1,500\npeople;FTE;\n", encoding="utf-8")
    assert problems(home) == ["Inputs!C2: 1,500 may be a decimal comma; write it with a point and without signs between thousands"]


@pytest.mark.parametrize(("data", "said"), [
    (b'id,unit\n"money,EUR\n', "is no proper CSV"),
    ("id,unit\nm\u00fcnze,EUR\n".encode("latin-1"), "holds a character that is not UTF-8"),
    (b"id,unit\n" + b"a" * 200_000, "is no proper CSV"),
])
def test_broken_files_are_refused_by_name(home: Path, data: bytes, said: str):
    (home / "Inputs.csv").write_bytes(data)
    with pytest.raises(lm.FileError, match=rf"Inputs\.csv.*{said}"):
        lm.read(home)


def test_folders_without_bounds_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folders, "MOST_CELLS", 20)
    assert problems(home)[0].startswith("holds more cells than any plan")
    monkeypatch.setattr(folders, "LARGEST", 500)
    assert problems(home)[0].startswith("is too large for a plan")


def test_other_folders_are_refused(home: Path, tmp_path: Path):
    assert problems(tmp_path) == ["is a folder, not a file; name the plan file in it"]
    for name in ("Links.csv", "Inputs.csv", "Outputs.csv"):
        (tmp_path / "some").mkdir(exist_ok=True)
        shutil.copy(home / name, tmp_path / "some" / name)
    assert "needs Plan.csv and one more" in problems(tmp_path / "some")[0]
    assert CsvFolder().recognises(take_plan(home))
    assert not CsvFolder().recognises(take(SHELTER))
    shutil.copy(SHELTER, home / "plan.yaml")
    assert "did you mean" in problems(home)[0]


# ------------------------------------------------------------------ whole or not at all
def test_a_set_is_replaced_and_its_actuals_stay(home: Path, plan):
    measured = "indicator,period,value\r\nvisits.book,2027-01,3\r\n"
    (home / "Actuals.csv").write_text(measured, encoding="utf-8", newline="")
    (home / ".DS_Store").write_bytes(b"x")
    home.chmod(0o750)
    lm.write(lm.read(SHELTER), home)
    losses: list[lm.Problem] = []
    assert lm.read(home, losses=losses) == lm.read(SHELTER)
    assert [one.where for one in losses] == ["Actuals"]
    assert (home / "Actuals.csv").read_bytes() == measured.encode()
    assert [row["value"] for row in lm.read_actuals(home).rows] == [3]
    assert sorted(path.name for path in home.parent.iterdir()) == ["plan_csv", "small.yaml"]
    assert os.name == "nt" or home.stat().st_mode & 0o777 == 0o750


def test_an_empty_folder_is_filled(tmp_path: Path, plan):
    (tmp_path / "empty").mkdir()
    lm.write(plan, f"{tmp_path / 'empty'}/")
    assert lm.read(tmp_path / "empty") == plan


@pytest.mark.parametrize("other", ["notes.txt", "other.csv", "Link.csv", ".~lock.Links.csv#", "inner/"])
def test_other_things_are_never_replaced(home: Path, plan, other: str):
    if other.endswith("/"):
        (home / other).mkdir()
    else:
        (home / other).write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in home.iterdir() if path.is_file()}
    with pytest.raises(lm.FileError, match=r"is a folder with other things in it .* is not replaced"):
        lm.write(plan, home, kind="csv_folder")
    assert before == {path: path.read_bytes() for path in home.iterdir() if path.is_file()}


def test_refusals_to_write(tmp_path: Path, plan, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(lm.FileError, match="is a file, not a folder"):
        lm.write(plan, tmp_path / "small.yaml", kind="csv_folder")
    with pytest.raises(lm.FileError, match="the folder does not exist"):
        lm.write(plan, tmp_path / "nowhere" / "plan_csv")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(lm.FileError, match="is the folder you are in"):
        lm.write(plan, "./")
    with pytest.raises(lm.FileError, match="the name has no suffix"):
        lm.write(plan, tmp_path / "plan")


def test_what_fails_changes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch):
    before = sorted((path.name, path.read_bytes()) for path in home.iterdir())
    with pytest.raises(lm.FileError, match="cannot be written"):
        write_folder(home, {"a.csv": b"1", "b/c.csv": b"2"})
    real = Path.replace

    def broken(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError(28, "full")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(lm.FileError, match="the disk is full"):
        write_folder(home, {"a.csv": b"1"})
    assert sorted((path.name, path.read_bytes()) for path in home.iterdir()) == before
    assert sorted(path.name for path in home.parent.iterdir()) == ["plan_csv", "small.yaml"]


def test_disks_that_refuse_are_named(home: Path, plan, monkeypatch: pytest.MonkeyPatch):
    def refused(path: str) -> list[str]:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(folders, "_names", refused)
    assert not folders.is_set(str(home))
    with pytest.raises(lm.FileError, match=r"cannot be read \(denied\)"):
        lm.read(home)
    with pytest.raises(lm.FileError, match=r"cannot be read \(denied\)"):
        lm.write(plan, home)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["Plan.csv", "Inputs.csv", "Links.csv", "Budget.csv"]), st.integers(0, 400), st.integers(0, 40), st.binary(max_size=12) | st.sampled_from([b'"', b"'", b";;;", b"\r", b",{", b"\n=,"]))
def test_mangled_files_give_a_plan_or_a_refusal(home: Path, name: str, start: int, length: int, put: bytes):
    source = take_plan(home)
    data = source.parts[name]
    mangled = Source(source.name, b"", {**source.parts, name: data[:start] + put + data[start + length :]})
    try:
        CsvFolder().read(mangled, [])
        said = source.name
    except lm.LogicModelError as error:
        said = str(error)
    assert said.startswith(source.name)


@pytest.mark.parametrize("text", ["74\u00a0", " a", "a, b: c", "=1", "{x}", '"', "\n", "5%"])
def test_groups_come_back_whatever_they_are_called(text: str, tmp_path: Path):
    groups = [{"of": {text or "x": "1", "sex": f"a{text}"}, "baseline": 3}, {"of": {"sex": f"b{text}", "age": text or "y"}, "at_least": 5, "by": 2027, "title": text}]
    groups = [one for one in groups if all(part.strip() for pair in one["of"].items() for part in pair)]
    plan = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outputs": {"a": {"indicators": {"i": {"groups": groups}}}}})
    assert returned(plan, tmp_path / "x", "csv_folder") == plan


def test_groups_of_nothing_known_are_told_with_their_cells(tmp_path: Path):
    plan = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outputs": {"a": {"indicators": {"i": {"groups": [{"of": {"sex": "f"}, "baseline": 3}]}}}}})
    lm.write(plan, tmp_path / "x", kind="csv_folder")
    (tmp_path / "x" / "Groups.csv").write_text("Of (id),Indicator (id),Group,Baseline\nb,i,sex: f,1\n,i,sex: f,1\na,j,sex: f,1\na,,sex: f,1\na,i,female,1\na,i,sex: f,many\n", encoding="utf-8")
    with pytest.raises(lm.FileError) as caught:
        lm.read(tmp_path / "x")
    assert [str(one).partition("Groups!")[2] for one in caught.value.problems] == [
        "A2: no activity, output or outcome is called b; known: a",
        "A3: which activity, output or outcome the indicator measures is missing; known: a",
        "B4: a has no indicator called j; known: i",
        "B5: the indicator is missing; known: i",
        "C6: expected a name with a value, found 'female'; write them as name: value, name: value",
        "D7: outputs.a.indicators.i.groups[1].baseline: expected a number, found 'many'",
    ]
