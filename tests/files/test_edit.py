"""Editing a file in place keeps its comments, or refuses."""

from __future__ import annotations

import pytest

import logicmodel as lm

TEXT = """\
logicmodel: 1
periods: {first: 2027, count: 2}   # two years
outcomes:
  a: {title: A, baseline: 1}       # the first
  b: {title: B, baseline: 2}
"""


def test_comments_stay(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT)
    lm.edit(path, {"outcomes.a.baseline": 3})
    assert path.read_text() == TEXT.replace("baseline: 1", "baseline: 3")


def test_what_cannot_keep_its_comments_is_refused_and_stays(tmp_path):
    path = tmp_path / "plan.yaml"
    anchored = TEXT.replace("a: {title: A, baseline: 1}", "a: &same {title: A, baseline: 1}").replace("b: {title: B, baseline: 2}", "b: *same")
    path.write_text(anchored)
    with pytest.raises(lm.FileError, match="anchors"):
        lm.edit(path, {"outcomes.a.baseline": 3})
    assert path.read_text() == anchored
