"""The results framework of a whole government: hundreds of programs are read, checked, drawn and carried over."""

from __future__ import annotations

import collections
import re
import time

import pytest

import logicmodel as lm
from tests.files.canada import frame, rows, word


@pytest.fixture(scope="module")
def plan():
    return frame()


def test_every_program_and_result_is_in_the_plan(plan):
    table = rows()
    assert (len(plan.activities), len(plan.outcomes), len(plan.links)) == (692, 397, 1144)
    assert {link.name for link in plan.links} == {f"{word(row['program_id'])}->{word(row['result_id'])}" for row in table}
    assert len({node.theme for node in plan.activities.values()}) == 87
    assert plan.activities[word("HRSD-BGN03")].title == "Canada Pension Plan"


def test_every_rule_looks_at_it_in_good_time(plan):
    start = time.process_time()
    found = collections.Counter(finding.code for finding in lm.check(plan, profile="all"))
    assert time.process_time() - start < 10
    assert found["LM120"] == 397  # results without an indicator
    assert sum(found.values()) < 600


def test_it_is_drawn_whole_and_by_department(plan):
    whole = lm.diagram(plan).svg
    assert set(re.findall(r'data-source="([^"]+)" data-target="([^"]+)"', whole)) == {(link.source, link.target) for link in plan.links}
    assert set(re.findall(r'data-id="([^"]+)"', whole)) >= set(plan.nodes)
    own = frame("HRSD")
    assert (len(own.activities), len(own.outcomes), len(own.links)) == (30, 12, 40)
    assert "Canada Pension Plan" in lm.diagram(own).svg


@pytest.mark.parametrize(("name", "kind"), [("x.graphml", None), ("x.json", "kumu"), ("x_csv", None)])
def test_it_comes_back_unchanged(plan, name, kind, tmp_path):
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / name, kind=kind, losses=losses)
    back = lm.read(tmp_path / name, losses=losses)
    assert losses == []
    assert back.digest == plan.digest


def test_departments_go_out_by_the_programs_they_have(plan, tmp_path):
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.jsonld", losses=losses)
    assert len(lm.group_losses(losses)) < 6
    assert "theme of 692 activities" in "\n".join(line for group in lm.group_losses(losses) for line in group.lines)
