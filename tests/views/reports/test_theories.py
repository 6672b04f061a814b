"""The section on theories of change."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.views.reports import figures
from tests.analysis.test_by_variant import normal_plan


def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subject: lm.Plan | lm.Results) -> str:
    monkeypatch.setattr(figures, "can_draw", lambda: False)
    lm.report(subject).save(tmp_path / "report.md")
    return (tmp_path / "report.md").read_text(encoding="utf-8").replace("\\", "")


def test_theories_are_named_and_what_follows_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = normal_plan(variants={"other": {
        "title": "The quick way works", "description": "Seen elsewhere", "weight": 0.3,
        "changes": {"links.slow->jobs.weight": "normal(8, 1)", "links.quick->jobs.weight": "normal(11, 1)"},
    }})
    results = lm.simulate(plan, draws=2048)
    text = page(tmp_path, monkeypatch, results)
    assert "## Theories of change" in text
    assert "“As planned” holds in 70 %" in text
    assert "- The quick way works (30 %): Seen elsewhere" in text
    assert "Chances under each theory of change" in text
    assert all(line in text for line in lm.by_variant(results).so_what)


def test_without_draws_only_the_theories_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page(tmp_path, monkeypatch, lm.simulate(normal_plan(), draws=256, keep="nothing"))
    assert "- The quick way works (30 %)" in text
    assert "Chances under each theory" not in text


def test_a_plan_with_one_theory_has_no_such_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Theories of change" not in page(tmp_path, monkeypatch, lm.variant(normal_plan(), "as_planned"))
