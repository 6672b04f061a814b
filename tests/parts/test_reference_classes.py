"""Reference classes: worked out from the data a second way, and usable as numbers of a plan."""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
from pathlib import Path

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.parts.quantity import QuantityIn
from logicmodel.parts.reference_classes import FILE, classes

HERE = Path(__file__).parent / "reference_classes"
WHOLE = os.environ.get("LOGICMODEL_UNHCR_RESULTS", "")
READ = QuantityIn().read


@pytest.fixture(scope="module")
def derive():
    spec = importlib.util.spec_from_file_location("derive_reference_classes", HERE / "derive.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_percentiles_of_a_slice_are_those_of_the_standard_library(derive):
    rows = derive.read(HERE / "slice.csv")
    found = derive.derive(rows)["classes"]
    assert list(found) == list(classes())
    for result, one in (("1", "output"), ("2", "outcome")):
        for measure, unit in (("1", "number"), ("2", "percentage")):
            kept = {
                tuple(row.values()) for row in rows
                if row["result_type"] == result and row["measure"] == measure and row["actual"] and row["target"] and float(row["target"]) > 0
            }  # fmt: skip
            values = [float(row[-1]) / float(row[-2]) for row in kept]
            own = found[f"unhcr_{one}_{unit}"]
            assert own["count"] == len(values) > 20
            expected = [min(values), *statistics.quantiles(values, n=100, method="inclusive")]
            assert own["percentiles"] == pytest.approx([*expected, expected[-1]], rel=1e-4)
            assert own["reached"] == pytest.approx(np.mean(np.array(values) >= 1), abs=1e-4)
            levels = np.array([[float(part) for part in row[-3:]] for row in kept if row[-3]]).reshape(-1, 3)
            base, target, actual = levels[(levels[:, 1] != levels[:, 0]) & (abs(levels[:, 1] - levels[:, 0]) >= 0.1 * abs(levels[:, :2]).max(axis=1))].T
            if one == "outcome":
                changes = found[f"unhcr_outcome_{unit}_change"]
                cuts = statistics.quantiles((actual - base) / (target - base), n=100, method="inclusive")
                assert changes["count"] == len(base) > 10
                assert changes["percentiles"] == pytest.approx([cuts[0], *cuts, cuts[-1]], rel=1e-4, abs=1e-9)


def test_rows_that_tell_nothing_or_come_later_are_left_out(derive):
    rows = derive.read(HERE / "slice.csv")
    good = next(row for row in rows if row["actual"] and row["target"] and float(row["target"]) > 0)
    others = [{"year": "2021"}, {"actual": ""}, {"target": ""}, {"target": "0"}, {"measure": "5"}, {"result_type": "3"}, {}]
    found = derive.ratios([good, *({**good, **change} for change in others)])
    assert {len(values) for values in found.values()} == {1}


def test_changes_leave_out_the_baseline_and_are_not_divided_by_next_to_nothing(derive):
    row = {"year": "2019", "operation": "A", "result_type": "2", "measure": "2", "baseline": "60", "target": "70", "actual": "62"}
    found = derive.ratios([row, {**row, "target": "64"}, {**row, "baseline": ""}, {**row, "target": "50", "actual": "50"}])
    assert [value for value, _ in found["unhcr_outcome_percentage"]] == [62 / 70, 62 / 64, 62 / 70, 1.0]
    assert [value for value, _ in found["unhcr_outcome_percentage_change"]] == [0.2, 1.0]


def test_what_is_added_to_an_outcome_is_offered_as_a_change():
    plan = lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": "2027", "count": 1}, "inputs": {"staff": {"price": 1}}, "outputs": {"visits": {}},
        "outcomes": {"well": {"unit": "%", "baseline": 60}}, "links": [{"from": "staff", "to": "visits"}, {"from": "visits", "to": "well"}],
    })  # fmt: skip
    assert [row["classes"] for row in lm.questions(plan).rows] == [("unhcr_output_number",), ("unhcr_outcome_percentage_change",)]


def test_the_file_of_the_package_says_where_it_is_from():
    for one in classes().values():
        assert one.source["licence"] == "CC BY 4.0"
        assert "Legoupil" in one.source["attribution"]
        assert len(one.percentiles) == 101
        assert list(one.percentiles) == sorted(one.percentiles)
        assert one.last <= 2020
        assert one.count > 400
        above = 1 - READ(f"reference_class({one.name})").cdf(np.array([np.nextafter(1.0, 0)]))[0]
        assert above == pytest.approx(one.reached, abs=0.011)


@pytest.mark.skipif(not Path(WHOLE).is_file(), reason="LOGICMODEL_UNHCR_RESULTS does not name the whole table")
def test_the_file_of_the_package_is_what_the_whole_table_gives(derive):
    assert derive.derive(derive.read(Path(WHOLE))) == json.loads(FILE.read_text(encoding="utf-8"))


def test_the_file_can_be_written_anew(derive, tmp_path, monkeypatch):
    monkeypatch.setattr(derive, "SHIPPED", tmp_path / "out.json")
    derive.main(HERE / "slice.csv")
    written = json.loads((tmp_path / "out.json").read_text())
    assert written == derive.derive(derive.read(HERE / "slice.csv"))


def test_what_was_planned_is_multiplied():
    plain, planned, negative = (READ(f"reference_class(unhcr_output_number{more})") for more in ("", ", times=0.35", ", times=-2"))
    u = np.linspace(0.01, 0.99, 9)
    assert planned.ppf(u) == pytest.approx(0.35 * plain.ppf(u))
    assert negative.ppf(u) == pytest.approx(-2 * plain.ppf(1 - u))
    assert planned.expectation() == pytest.approx(0.35 * plain.expectation())
    assert {0.0, 1.0} <= set(plain.atoms())
    assert plain.cdf(np.array([-1.0, 1e9])).tolist() == [0.0, 1.0]
    assert lm.wording.quantity(planned).startswith("as in UNHCR outputs counted in numbers of 0.35 planned: 0.2")


@pytest.mark.parametrize(("text", "told"), [
    ("reference_class(unhcr_output)", "did you mean unhcr_output_number"),
    ("reference_class(unhcr_output_number, times=0)", "times must not be 0"),
])  # fmt: skip
def test_classes_that_are_not_known_are_refused(text, told):
    with pytest.raises(ValueError, match=told):
        READ(text)


def test_the_classes_are_listed_with_what_they_rest_on():
    answer = lm.reference_classes()
    assert [row["name"] for row in answer.rows] == list(classes())
    row = answer.where(name="unhcr_output_number")
    assert READ(row["text"]).ppf(np.array([0.05, 0.5, 0.95])) == pytest.approx([row["p5"], row["p50"], row["p95"]])
    assert f"{row['count']:,} results" in row["sentence"]
    assert row["licence"] in str(answer)


def test_a_plan_simulates_with_a_reference_class_for_delivery_and_effect():
    plan = lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": "2027", "count": 1}, "currency": "EUR",
        "inputs": {"staff": {"unit": "FTE", "price": 1, "delivery": "truncate(reference_class(unhcr_output_number), high=1)"}},
        "outcomes": {"jobs": {"baseline": 0}},
        "links": [{"from": "staff", "to": "jobs", "weight": {"kind": "reference_class", "name": "unhcr_outcome_number", "times": 5}}],
        "targets": [{"node": "jobs", "at_least": 10, "by": 2027}], "allocations": {"a": {"staff": 2}},
    })  # fmt: skip
    # 5 a head and 2 heads reach 10 only where effect x delivery is at least 1.
    chance = lm.attainment(lm.simulate(plan, draws=1024)).rows[0]["probability"]
    assert 0.1 < chance < 0.43
