"""The plan that tests of styles draw, with its run and its chances."""

from pathlib import Path

import pytest

import logicmodel as lm

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@pytest.fixture(scope="module")
def plan():
    return lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")


@pytest.fixture(scope="module")
def results(plan):
    return lm.simulate(plan, draws=128, keep="nothing")


@pytest.fixture(scope="module")
def chances(results):
    return lm.attainment(results)
