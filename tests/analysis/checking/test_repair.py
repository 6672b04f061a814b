"""Repairs change what they say and nothing else."""

from __future__ import annotations

import pytest

import logicmodel as lm
from logicmodel.analysis.checking.finding import Finding, Fix
from logicmodel.analysis.checking.repair import repaired

TEXT = """\
logicmodel: 1  # the format
periods: {first: 2027, count: 2}
numbers:
  used: 1 to 2    # stays
  spare: 3 to 4   # goes
outcomes:
  # what it is for
  a: {baseline: used}
"""


def test_a_file_is_mended_and_keeps_its_comments(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT, encoding="utf-8")
    plan, mended = lm.fix(file)
    assert [finding.code for finding in mended] == ["LM111"]
    assert list(plan.numbers) == ["used"]
    text = file.read_text(encoding="utf-8")
    assert "spare" not in text
    assert "# what it is for" in text
    assert "used: 1 to 2    # stays" in text
    before = file.stat().st_mtime_ns
    assert lm.fix(file)[1] == []
    assert file.stat().st_mtime_ns == before


def test_a_file_with_anchors_stays_as_it_is(tmp_path):
    file = tmp_path / "plan.yaml"
    text = "logicmodel: 1\nperiods: {first: 2027, count: 2}\nnumbers:\n  spare: &a 3 to 4\n  used: 1 to 2\noutcomes:\n  a: {baseline: *a}\n  b: {baseline: used}\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(lm.FileError, match="anchors"):
        lm.fix(file)
    assert file.read_text(encoding="utf-8") == text


def test_deletions_in_lists_do_not_move_each_other():
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "inputs": {"i": {}}, "outputs": {"a": {}, "b": {}, "c": {}},
        "links": [{"from": "i", "to": name} for name in "abc"],
    })
    findings = [
        Finding("x", "y", "z", fix=Fix("one", removes=(("links", 0), ("links", 2)))),
        Finding("x", "y", "z", fix=Fix("two", changes={"outputs.b.title": "Bees"})),
        Finding("x", "y", "z"),
    ]
    after = repaired(plan, findings)
    assert [link.name for link in after.links] == ["i->b"]
    assert after.outputs["b"].title == "Bees"
    assert repaired(plan, [findings[2]]) is plan
    empty = repaired(plan, [Finding("x", "y", "z", fix=Fix("all", removes=(("outputs", "a"), ("links", 0))))])
    assert "a" not in empty.outputs
    assert findings[0].to_dict()["fix"] == {"title": "one", "changes": {}, "removes": [["links", 0], ["links", 2]]}
