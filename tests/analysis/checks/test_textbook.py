"""Plans as good textbooks write them: their own school finds nothing, and no school an error."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.analysis.checking.profiles import PROFILES

PLANS = sorted((Path(__file__).parent / "textbook").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_good_plans_are_left_in_peace(path):
    plan = lm.read(path)
    run = lm.simulate(plan, draws=256, keep=list(plan.nodes))
    assert [str(finding) for finding in lm.check(plan, results=run)] == []
    elsewhere = lm.check(plan, profile="all", results=run)
    assert [str(finding) for finding in elsewhere if finding.severity == "error"] == []
    assert len(elsewhere) <= 15  # what one school asks for and another does not
    assert [finding for finding in elsewhere if finding.code.startswith("LM2")] == []  # good titles


def test_every_profile_has_its_textbook():
    assert {lm.read(path).checks.profile for path in PLANS} == set(PROFILES)
