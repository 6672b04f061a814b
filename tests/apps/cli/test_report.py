"""report."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm

from .conftest import SHELTER

DRAFT = """\
logicmodel: 1
periods: {first: 2027, count: 2}
outputs: {meals: {title: Meals}}
outcomes: {health: {baseline: 5}}
links: [{from: meals, to: health}]
"""


def test_report_writes_a_file_and_says_so(typed, tmp_path):
    done = typed("report", SHELTER, "-o", "board.md", "--draws", 64)
    assert (done.status, done.out, done.err) == (0, "Wrote board.md.\n", "")
    assert (tmp_path / "board.md").read_text(encoding="utf-8").startswith("# Harbour County homelessness plan\n")


def test_report_takes_its_name_from_the_plan(typed, tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(lm, "report", lambda _plan, path, **_: written.append(path.name) or lm.Report(None))
    typed("report", SHELTER)
    (tmp_path / "spring.yaml").write_text(DRAFT, encoding="utf-8")
    typed("report", "spring.yaml")
    assert written == ["homeless-shelter-report.html", "spring-report.html"]


def test_report_passes_its_options_on(typed, tmp_path):
    done = typed(
        "report", SHELTER, "-o", "r.md", "--draws", 64, "--seed", 7, "--allocation", "current", "--allocation", "balanced", "--workers", 2,
        "--future", "rent_shock", "--set", "title=Another title", "--section", "provenance", "--section", "summary", "--json",
    )
    assert json.loads(done.out) == {"written": ["r.md"], "sections": ["summary", "provenance"]}
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert text.startswith("# Another title\n")
    assert "`logicmodel report plan.yaml --draws 64 --seed 7 --allocation current --allocation balanced --future rent_shock --set 'title=Another title'`" in text


def test_report_of_a_draft_says_what_is_missing(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(DRAFT, encoding="utf-8")
    done = typed("report", "draft.yaml", "-o", "draft.md")
    assert (done.status, done.out) == (0, "Wrote draft.md.\n")
    assert done.err == "draft.yaml: nothing was simulated, 1 number is missing; see logicmodel check draft.yaml\n"
    assert "links.meals-\\>health: how much" in (tmp_path / "draft.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "said"), [
    (("-o", "report.odt"), "a report cannot be written as .odt; use one of"),
    (("-o", "gone/report.md"), "gone/report.md: cannot be written: the folder does not exist; make the folder first"),
    (("-o", "r.md", "--section", "methods"), "'methods' is not a section; did you mean method?"),
    (("-o", "r.md", "--future", "rent_shok"), "future rent_shok: is not defined in the plan; did you mean rent_shock?"),
    (("-o", "r.md", "--set", "titel=x"), "--set: titel: a plan has no part called titel; did you mean title?"),
    (("-o", "r.md", "--allocation", "curent"), "allocation curent: is not defined in the plan; did you mean current?"),
])
def test_report_refuses_what_it_cannot_do(typed, tmp_path, words, said):
    done = typed("report", SHELTER, *words)
    assert done.status == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_report_names_the_questions_that_were_answered(typed, tmp_path):
    done = typed("report", SHELTER, "--with", "marginal", "--with", "variants", "--section", "provenance", "-o", "r.md", "--draws", 64)
    assert done.status == 0
    assert done.err.startswith("--with variants: left out of the report: ")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "--draws 64 --seed 1 --with marginal`" in text
