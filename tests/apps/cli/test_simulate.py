"""``logicmodel simulate``: the page, the object for programs, the files."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm

from .conftest import SHELTER, launched

TOP = {"plan", "version", "sampler", "seed", "draws", "replicates", "allocations"}
ALLOCATION = {"name", "cost", "targets", "success", "outputs_met", "outcomes_met", "output_outcome_gap"}
TARGET = {
    "id", "node", "kind", "period", "rule", "value", "probability", "low", "high", "mean", "quantiles", "shortfall", "effect",
}
CHANCE = {"probability", "low", "high"}


def test_json_has_the_promised_keys_and_nothing_else_is_printed(typed):
    done = typed("simulate", SHELTER, "--json", "--draws", 512)
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    assert set(found) >= TOP
    assert set(found["plan"]) >= {"title", "digest"}
    assert found["plan"]["digest"].startswith("sha256:")
    assert (found["sampler"], found["seed"], found["draws"], found["replicates"]) == ("sobol", 1, 512, 16)
    for allocation in found["allocations"]:
        assert set(allocation) >= ALLOCATION
        for target in allocation["targets"]:
            assert set(target) >= TARGET
            assert set(target["quantiles"]) >= {"p5", "p50", "p95"}
        for what in ("success", "outputs_met", "outcomes_met"):
            assert set(allocation[what]) == CHANCE


def test_json_says_null_where_a_plan_has_no_such_thing(typed, tmp_path):
    plan = tmp_path / "bare.json"
    plan.write_text(json.dumps({"logicmodel": 1, "periods": {"first": 2027, "count": 1}, "outcomes": {"a": {"baseline": 1}},
                                "targets": [{"node": "a", "at_least": 0, "by": 2027}]}), encoding="utf-8")
    allocation = json.loads(typed("simulate", plan, "--json").out)["allocations"][0]
    assert allocation["outputs_met"] is None
    assert allocation["output_outcome_gap"] is None
    assert allocation["targets"][0]["probability"] == 1.0


def test_json_is_the_summary_of_the_run(typed, starter):
    found = json.loads(typed("simulate", starter, "--json", "--seed", 7, "--draws", "1_000").out)
    expected = lm.summary(lm.simulate(lm.read(starter), seed=7, draws=1000))
    assert found == json.loads(json.dumps(expected))


def test_page_says_all_there_is_to_say(typed):
    page = typed("simulate", SHELTER, "--draws", 2048).out
    for words in (
        "Harbour County homelessness plan", "Nobody in Harbour County has to sleep rough.",
        "Targets on what is delivered", "Targets on what changes", "The plan as a whole",
        "at least 110,000 meals by 2027", "(at most 1,178", "Success: all targets on outcomes are met",
        "delivered everything, changed nothing", "never meets all its output targets", "Cost and social return",
        "Whole cost of the allocation per unit of its effect", "net present value",
        "2,048 draws in 16 replicates, sampler sobol, seed 1; plan sha256:",
    ):
        assert words in page, words
    assert "\x1b" not in page
    assert all(len(line) <= 80 for line in page.splitlines())
    assert not any(line.endswith(" ") for line in page.splitlines())


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_page_keeps_every_number_at_any_width(typed, starter, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    page = "".join(typed("simulate", starter).out.split())
    for row in lm.attainment(lm.simulate(lm.read(starter))).rows:
        assert "".join(lm.wording.chance(row["probability"], row["low"], row["high"]).split()) in page
        assert lm.wording.spread(row["mean"], row["p5"], row["p95"]).replace(" ", "") .partition("(")[2] in page


def test_page_of_late_effects_and_refusals(typed, starter):
    page = typed("simulate", starter, "--set", "allocations.books_first.books=0", "--set", "allocations.books_first.tutors=0").out
    assert "Still to come after 2029 (in none of the figures above)" in page
    assert "no figure: the effect cannot be told apart from zero" in page


def test_page_of_a_plan_without_targets_or_allocations(typed, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text("logicmodel: 1\nperiods: {first: 2027, count: 1}\noutcomes: {a: {baseline: 1}}\n", encoding="utf-8")
    done = typed("simulate", plan)
    assert done.status == 0
    assert "The plan has no targets" in done.out
    with plan.open("a", encoding="utf-8") as file:
        file.write("targets: [{node: a, between: [0, 2], within: 2027}, {id: more, node: a, change: 5, by: 2027, against: counterfactual}]\n")
    page = typed("simulate", plan).out
    assert "between 0 and 2 in some period up to 2027" in page
    assert "+5 against doing nothing by 2027" in page
    assert "Nothing allocated" in page


def test_allocations_futures_and_changes(typed, starter):
    found = json.loads(typed("simulate", starter, "--json", "--allocation", "tutors_first", "--set", "title=Other").out)
    assert [allocation["name"] for allocation in found["allocations"]] == ["tutors_first"]
    assert found["plan"]["title"] == "Other"
    page = typed("simulate", SHELTER, "--future", "rent_shock", "--allocation", "current", "--draws", 64).out
    assert "In the future rent_shock." in page


def test_workers_change_nothing(typed, starter):
    alone = typed("simulate", starter, "--json", "--draws", 20_000)
    assert typed("simulate", starter, "--json", "--draws", 20_000, "--workers", 3).out == alone.out


@pytest.mark.parametrize("wanted", ["2%", "0.02"])
def test_precision_that_is_met(typed, starter, wanted):
    done = typed("simulate", starter, "--precision", wanted, "--strict", "--json")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["reached"] is True


def test_precision_that_is_not_met(typed, starter):
    words = ("simulate", starter, "--precision", "0.01%", "--max-draws", 4096)
    lax = typed(*words)
    assert lax.status == 0
    assert "The wanted precision of 0.01% was not met with" in " ".join(lax.out.split())
    strict = typed(*words, "--strict", "--json")
    assert strict.status == 1
    assert strict.err == "--precision: the wanted precision of 0.01% was not met with 4,096 draws; raise --max-draws\n"
    assert json.loads(strict.out)["reached"] is False


def test_output_as_folder_summary_and_draws(typed, starter, tmp_path):
    done = typed("simulate", starter, "-o", "run", "--draws", 64, "--keep", "all")
    assert done.status == 0
    assert "Saved to run." in done.out
    back = lm.read_results(tmp_path / "run")
    assert back.count == 64
    assert len(back.kept) == len(lm.read(starter).nodes)
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["summary"]["draws"] == 64
    typed("simulate", starter, "-o", "run.json", "--draws", 64)
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["draws"] == 64
    typed("simulate", starter, "-o", "run.nc", "--draws", 64)
    import xarray as xr

    with xr.open_dataset(tmp_path / "run.nc", engine="h5netcdf") as data:
        assert data.sizes["draw"] == 64


def test_in_a_process_of_its_own(tmp_path):
    done = launched("simulate", SHELTER, "--json", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert len(json.loads(done.out)["allocations"]) == 3


def test_a_plan_without_an_allocation_says_so_and_tells_indicators_apart(typed, tmp_path):
    (tmp_path / "plan.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\ninputs: {money: {price: 1}}\n"
        "outcomes: {stay: {title: Girls stay, baseline: 60, indicators: {a: {title: Girls in grade 8}, b_two: {}}}}\n"
        "links: [{from: money, to: stay, weight: 1}]\n"
        "targets: [{indicator: a, at_least: 75, by: 2027}, {indicator: b_two, at_least: 80, by: 2028, title: The ministry's aim}]\n", encoding="utf-8",
    )
    out = " ".join(typed("simulate", "plan.yaml", "--draws", "256").out.split())
    assert "The plan has no allocation that says how much of its inputs is used" in out
    assert "such as {first: {money: ...}}" in out
    assert "Girls stay (Girls in grade 8): at least 75 by 2027" in out
    assert "Girls stay: the ministry's aim (b two): at least 80 by 2028" in out
