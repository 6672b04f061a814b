"""A run on disk comes back to the bit, or is refused."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.errors import FileError

from .examples import meal_plan
from .plans import Maker

ANSWERS: list[Callable[..., Any]] = [
    lm.attainment, lm.joint, lm.effects, lm.late_effects, lm.waterfall, lm.social_return, lm.costs, lm.time_to_target,
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    lm.simulate(meal_plan(), draws=64).save(folder)
    return folder


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def same(one: lm.Results, other: lm.Results) -> None:
    for ours, theirs in ((one.estimates, other.estimates), (one.draws, other.draws)):
        assert ours.keys() == theirs.keys()
        for name, values in ours.items():
            assert values.shape == theirs[name].shape
            assert values.tobytes() == theirs[name].tobytes(), name
    for field in ("allocations", "kept", "late", "seed", "sampler", "replicates", "points", "precision", "reached", "amounts", "notes", "version", "versions"):
        assert getattr(one, field) == getattr(other, field), field


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("keep", [None, "all", "nothing"])
def test_a_run_comes_back_to_the_bit(seed: int, keep: str | None, tmp_path: Path) -> None:
    plan = lm.Plan.from_document(Maker(random.Random(seed)).document())
    results = lm.simulate(plan, draws=32, keep=keep, seed=seed, sampler="latin_hypercube")
    results.save(tmp_path / "deep" / "run")
    back = lm.read_results(tmp_path / "deep" / "run")
    same(results, back)
    assert back.program.rows == lm.compile(back.plan).rows
    for answer in ANSWERS:
        assert repr(answer(back).to_dict()) == repr(answer(results).to_dict())


def test_the_record_explains_itself(saved: Path) -> None:
    record = json.loads((saved / "run.json").read_text())
    assert record["plan"] == {"title": "A warm meal", "digest": meal_plan().digest}
    assert (record["draws"], record["seed"], record["sampler"], record["precision"]) == (64, 1, "sobol", None)
    assert {"python", "numpy", "scipy"} <= set(record["versions"])
    assert record["amounts"]["more"]["cooks"] == [3, 4, 4]
    assert record["document"] == meal_plan().to_document()


def test_saving_twice_replaces_the_first(folder: Path) -> None:
    lm.simulate(meal_plan(), draws=32, seed=5).save(folder)
    assert lm.read_results(folder).seed == 5


def refused(folder: Path) -> str:
    with pytest.raises(FileError) as caught:
        lm.read_results(folder)
    (problem,) = caught.value.problems
    assert problem.source.endswith((".json", ".nc"))
    return problem.message


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    record = json.loads((folder / "run.json").read_text())
    edit(record)
    (folder / "run.json").write_text(json.dumps(record))


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").startswith("cannot be read")


def test_a_damaged_record(folder: Path) -> None:
    text = (folder / "run.json").read_text()
    for damaged, why in (("{", "is not the record of a run"), ("[1]", "of this version"), ('{"logicmodel_run": 99}', "of this version")):
        (folder / "run.json").write_text(damaged)
        assert why in refused(folder)
    (folder / "run.json").write_bytes(text.encode()[:-3] + b"\xff\xfe")
    assert refused(folder) == "is not the record of a run"


@pytest.mark.parametrize("key", ["document", "plan", "allocations", "amounts", "kept"])
def test_a_record_with_a_part_missing_or_wrong(folder: Path, key: str) -> None:
    change(folder, lambda record: record.update({key: 3}))
    assert refused(folder) == "is not the whole record of a run"
    change(folder, lambda record: record.pop(key))
    assert refused(folder) == "is not the whole record of a run"


def test_a_plan_that_was_changed_after_the_run(folder: Path) -> None:
    change(folder, lambda record: record["document"].update(title="Another"))
    assert refused(folder) == "was changed after the run"


def test_a_plan_that_can_never_be_right(folder: Path) -> None:
    change(folder, lambda record: record["document"].update(inputs=3))
    assert refused(folder) == "is not the whole record of a run"


def test_damaged_draws(folder: Path) -> None:
    data = (folder / "draws.nc").read_bytes()
    for damaged in (b"", b"not a file of numbers", data[: len(data) // 2], data[:100] + bytes(2000) + data[2100:]):
        (folder / "draws.nc").write_bytes(damaged)
        assert "cannot be read" in refused(folder)
    (folder / "draws.nc").unlink()
    assert refused(folder) == "cannot be read: No such file or directory"


@pytest.mark.parametrize("other", [
    {"draws": 128}, {"allocations": ["now"], "draws": 64}, {"keep": ["meals"], "draws": 64},
])
def test_draws_of_another_run(folder: Path, tmp_path: Path, other: dict[str, Any]) -> None:
    lm.simulate(meal_plan(), **other).save(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "draws.nc", folder / "draws.nc")
    assert refused(folder) == "belongs to another run than run.json"


def test_draws_of_another_plan(folder: Path, tmp_path: Path) -> None:
    lm.simulate(meal_plan(targets=[]), draws=64).save(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "draws.nc", folder / "draws.nc")
    assert refused(folder) == "belongs to another run than run.json"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="is not a folder that can be made"):
        lm.simulate(meal_plan(), draws=32).save(tmp_path / "file")


def test_labelled_dataset() -> None:
    results = lm.simulate(meal_plan(), draws=64, keep=["meals", "hunger"])
    data = results.to_xarray()
    assert dict(data.sizes) == {
        "allocation": 4, "kept": 2, "period": 3, "draw": 64, "target": 6, "replicate": 16, "quantile": 7,
        "first_period": 4, "node": 8, "outcome": 1, "stage": 5, "link": 1, "number": 7,
    }
    assert data["x"].dims == ("allocation", "kept", "period", "draw")
    meals = data["x"].sel(kept="meals", allocation="now", period="2028")
    np.testing.assert_array_equal(meals, results.draws["x"][0, results.kept.index("meals"), 1])
    assert meals.coords["kept_title"].item() == "Meals served"
    assert meals.coords["kept_unit"].item() == "meals"
    assert data.attrs["title"] == "A warm meal"
    assert data.attrs["digest"] == results.plan.digest
    assert (data.attrs["seed"], data.attrs["sampler"], data.attrs["draws"], data.attrs["currency"]) == (1, "sobol", 64, "EUR")
    assert json.loads(data.attrs["versions"])["python"]
    assert data["met"].attrs["long_name"] == "1 where the target is met"
    by_replicate = data["by_replicate_met"].sel(target="seen", allocation="nothing")
    assert by_replicate.dims == ("replicate",)
    assert float(by_replicate.mean()) == data["met"].sel(target="seen", allocation="nothing").mean()
    assert list(data["first_period"].values) == ["2027", "2028", "2029", "never"]


def test_names_in_results() -> None:
    results = lm.simulate(meal_plan(), draws=32)
    assert results.allocation("nothing") == 3
    assert results.target("fewer") == results.targets.index("fewer")
    assert results.target("meals") == results.targets.index("meals@2028")
    for ask, text in ((lambda: results.allocation("nowt"), "did you mean now"), (lambda: results.target("hunger"), "no target hunger")):
        with pytest.raises(lm.RequestError, match=text):
            ask()
