"""The section on when a plan goes wrong."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.views.reports import figures

SHELTER = Path(__file__).parents[3] / "scenarios" / "homeless-shelter" / "plan.yaml"


@functools.cache
def run() -> lm.Results:
    return lm.simulate(lm.read(SHELTER), draws=1024)


@functools.cache
def answer(method: str = "prim") -> lm.Discovery:
    return lm.discover(run(), "homeless_people@2030", method=method, resamples=10)  # type: ignore[arg-type]


def page(tmp_path: Path, *answers: lm.Answer) -> str:
    lm.report(run(), answers=answers).save(tmp_path / "report.md")
    return (tmp_path / "report.md").read_text(encoding="utf-8").replace("\\", "")


def test_boxes_are_told_drawn_and_followed_by_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "can_draw", lambda: False)
    text = page(tmp_path, answer(), answer("tree"))
    assert "## When it goes wrong" in text
    assert all(box["sentence"] in text for box in answer().boxes)
    assert "What the boxes ask of each number" in text
    assert "#### What to do about it" in text
    assert all(line in text for line in answer().so_what)
    assert answer("tree").boxes[0]["sentence"] in text
    assert answer("tree").boxes[-1]["sentence"] not in text
    assert "What matters most" not in text


def test_where_nothing_stands_out_it_says_so(tmp_path: Path) -> None:
    nothing = lm.Discovery("discovery", "When?", (), {}, ("nothing stands out from chance",), overall="It fails in 40 % of all futures.", so_what=("Keep room.",))
    text = page(tmp_path, nothing)
    assert "It fails in 40 % of all futures." in text
    assert "Nothing stands out from chance." in text
    assert "Keep room." in text


def test_the_section_is_left_out_where_nobody_asked(tmp_path: Path) -> None:
    assert "When it goes wrong" not in page(tmp_path)
