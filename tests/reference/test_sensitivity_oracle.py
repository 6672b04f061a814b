"""Shares of the variance in a real plan beside those that SALib finds."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm

SCENARIO = Path(__file__).parents[2] / "scenarios" / "graduation" / "plan.yaml"
ORACLE = {
    "outcomes.graduates.trend.growth": (0.4044, 0.4045),
    "outcomes.graduates.noise": (0.3053, 0.3019),
    "outcomes.students_on_track.noise": (0.1575, 0.1594),
    "links.students_supported->students_on_track.weight": (0.0735, 0.0764),
    "assumptions.schools_share_rooms.holds": (0.0143, 0.0184),
    "links.students_on_track->graduates.weight": (0.0103, 0.0141),
    "assumptions.mentors_stay.holds": (0.0071, 0.0121),
    "links.tutors->tutoring.weight": (0.0047, 0.0073),
}
"""First-order and total shares by SALib 1.6.0: ``SALib.sample.sobol.sample(problem, 2048, calc_second_order=False,
seed=3)`` in the unit cube with a group for each column, read by ``Trial.at`` and analysed by
``SALib.analyze.sobol.analyze``; its half-widths are at most .04 (first order) and .026 (total)."""


def test_shares_are_those_of_salib() -> None:
    document = lm.read(SCENARIO).to_document()
    document.pop("correlations")  # SALib draws independent numbers
    plan = lm.Plan.from_document(document)
    last = plan.periods.labels[-1]
    answer = lm.sensitivity(plan, f"graduates@{last}", of="level", allocation=next(iter(plan.allocations)), draws=4096)
    assert [row["name"] for row in answer.rows[:8]] == list(ORACLE)
    found = {row["name"]: (row["S1"], row["ST"]) for row in answer.rows}
    for name, (first, total) in ORACLE.items():
        assert found[name][0] == pytest.approx(first, abs=0.012)
        assert found[name][1] == pytest.approx(total, abs=0.008)
