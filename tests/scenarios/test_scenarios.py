"""Every scenario gives the answer that stands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import logicmodel as lm

from . import golden

each_scenario = pytest.mark.parametrize("scenario", golden.SCENARIOS, ids=lambda path: path.name)


@each_scenario
def test_scenario_gives_the_expected_answer(scenario: Path) -> None:
    expected = json.loads((scenario / "expected.json").read_text(encoding="utf-8"))
    same(json.loads(json.dumps(golden.answer(scenario))), expected, scenario.name)


def same(found: Any, expected: Any, where: str) -> None:
    """Fail unless two documents agree: numbers to nine digits, all else exactly."""
    if isinstance(expected, dict):
        assert list(found) == list(expected), where
        for key, value in expected.items():
            same(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for place, value in enumerate(expected):
            same(found[place], value, f"{where}[{place}]")
    elif isinstance(expected, float) and isinstance(found, float | int):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12), where
    else:
        assert found == expected, where


def test_a_wrong_answer_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        same({"p": 0.5}, {"p": 0.5000001}, "here")
    with pytest.raises(AssertionError):
        same({"p": 0.5}, {"p": 0.5, "q": None}, "here")


@each_scenario
def test_scenario_has_nothing_left_to_do(scenario: Path) -> None:
    text = (scenario / "README.md").read_text(encoding="utf-8")
    assert "PENDING" not in text
    assert not [finding for finding in lm.check(lm.read(scenario / "plan.yaml")) if finding.severity == "error"]


@each_scenario
def test_scenario_survives_a_round_trip(scenario: Path, tmp_path: Path) -> None:
    plan = lm.read(scenario / "plan.yaml")
    for name in ("plan.yaml", "plan.json"):
        lm.write(plan, tmp_path / name)
        assert lm.read(tmp_path / name) == plan
        assert lm.read(tmp_path / name).digest == plan.digest


def test_the_shelter_delivers_everything_and_changes_nothing() -> None:
    results = lm.simulate(lm.read(golden.ROOT / "scenarios/homeless-shelter/plan.yaml"))
    table = lm.joint(results)
    current = {row["what"]: row["probability"] for row in table.rows if row["allocation"] == "current"}
    assert current["outputs_met"] > 0.9
    assert current["missed_given_delivered"] > 0.99
