"""The front door of reports: what is simulated, what is refused, what is written."""

from __future__ import annotations

import concurrent.futures
import os
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel import reporting
from logicmodel.views.reports import figures
from tests.views.reports.plans import names, small, words


@pytest.fixture(autouse=True)
def plainly(monkeypatch):
    """Leave the charts out: they are tested elsewhere and take most of the time."""
    monkeypatch.setattr(figures, "can_draw", lambda: False)


@pytest.fixture
def unused(monkeypatch):
    """Fail where anything is simulated."""
    monkeypatch.setattr(reporting, "simulate", lambda *_, **__: pytest.fail("simulated in vain"))


def test_a_plan_and_its_results_give_the_same_report():
    results = lm.simulate(small(), draws=128, seed=3)
    made = [lm.report(small(), draws=128, seed=3), lm.report(results), lm.report(small(), results=results)]
    assert len({words(report.document) for report in made}) == 1
    assert made[0] == lm.report(results, seed=3, draws=128)


def test_executor_and_progress_reach_the_run():
    told = []
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        report = lm.report(small(), draws=128, executor=executor, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (128, 128)
    assert report == lm.report(small(), draws=128)


def test_a_report_is_written_where_it_is_asked_for(tmp_path):
    report = lm.report(small(), tmp_path / "report.md", draws=64)
    assert (tmp_path / "report.md").read_bytes() == report.content("md") == report.content(".MD")
    assert report.save(tmp_path / "again.md").read_bytes() == report.content("md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.md", "report.md"]


@pytest.mark.usefixtures("unused")
@pytest.mark.parametrize(("name", "said"), [
    ("report.mdd", "a report cannot be written as .mdd; did you mean md"),
    ("report.xyz", "a report cannot be written as .xyz; use one of: .*.md"),
    ("report", "the name of the report has no suffix; end it in one of: .*.md"),
])
def test_unknown_formats_are_refused_before_the_run(tmp_path, name, said):
    with pytest.raises(lm.RequestError, match=said):
        lm.report(small(), tmp_path / name)


@pytest.mark.usefixtures("unused")
def test_what_cannot_be_written_is_refused_before_the_run(tmp_path):
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "file").write_text("")
    for place, said in (
        ("folder.md", "is a folder"), ("gone/report.md", "the folder does not exist"), ("file/report.md", "is a file, not a folder"),
    ):
        with pytest.raises(lm.FileError, match=f"cannot be written: .*{said}"):
            lm.report(small(), tmp_path / place)
    with pytest.raises(lm.RequestError, match="'sumary' is not a section"):
        lm.report(small(), tmp_path / "report.md", sections=["sumary"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.md"]


@pytest.mark.usefixtures("unused")
def test_a_locked_folder_is_refused_before_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(lm.FileError, match="you may not write here"):
        lm.report(small(), tmp_path / "report.md")


@pytest.mark.usefixtures("unused")
def test_settings_that_do_not_fit_results_are_refused():
    results = lm.simulate(small(), draws=64)
    with pytest.raises(lm.RequestError, match="allocations, draws, seed, future, changes cannot change results"):
        lm.report(results, allocations=["some"], draws=128, seed=2, future="x", changes={"title": "y"})
    with pytest.raises(lm.RequestError, match="results are given twice"):
        lm.report(results, results=results)
    with pytest.raises(lm.RequestError, match="the results are those of another plan"):
        lm.report(small(title="Another"), results=results)
    with pytest.raises(lm.RequestError, match="not about a str; read the plan with"):
        lm.report("plan.yaml")


def test_future_and_changes_are_applied_in_this_order():
    plan = small(futures={"cold": {"outcomes.warm.baseline": 1}})
    report = lm.report(plan, draws=64, future="cold", changes={"outcomes.warm.unit": "guests"})
    text = words(report.document)
    assert "at least 15 guests by 2028" in text
    assert "Future: cold" in text
    assert "Changed: outcomes.warm.unit: guests" in text
    with pytest.raises(lm.RequestError, match="future hot"):
        lm.report(plan, future="hot")


def test_draws_are_kept_only_where_there_is_room(monkeypatch):
    assert reporting._keep(small(), None, None) == ["warm", "rooms"]
    assert reporting._keep(small(), "some", 2**30) is None
    assert reporting._keep(small(outcomes=None, outputs=None, links=None, targets=None), None, None) is None
    assert "outlook" in names(lm.report(small(), draws=64).document)


def test_a_report_shows_itself_in_a_frame_of_its_own(monkeypatch):
    report = lm.report(small(title='A "plan" & <more>'), draws=64)
    monkeypatch.setattr(reporting.Report, "content", lambda *_: b'<p class="x">page & more</p>')
    shown = report._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;p class=&quot;x&quot;&gt;page &amp; more&lt;/p&gt;" title="A &quot;plan&quot;')


def test_an_incomplete_plan_is_not_simulated(tmp_path, unused):
    draft = small(links=[{"from": "money", "to": "rooms"}])
    report = lm.report(draft, tmp_path / "draft.md")
    assert report.missing == ("links.money->rooms: how much “Money” adds to “Rooms heated” (the weight in rooms per EUR) is missing; add weight:, such as 0.2 to 0.5, or curve:",)
    assert "weight \\(rooms" not in Path(tmp_path / "draft.md").read_text(encoding="utf-8")
    assert report.document.provenance.startswith("plan sha256:")
