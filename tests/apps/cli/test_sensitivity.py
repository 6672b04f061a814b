"""``sensitivity`` and what other commands ask of it: page, JSON, files, charts, diagrams, reports, refusals."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm
from logicmodel.apps.cli import questions, request

from .conftest import flat

PLAN = """\
logicmodel: 1
title: Two ways to teach
periods: {first: 2027, count: 2}
inputs:
  tutors: {title: Tutors, unit: FTE, price: 100}
  flags:  {title: Flags, unit: flags, price: 10}
factors:
  rain: {title: Rain, unit: mm, value: 10 to 20}
assumptions:
  rooms: {title: Schools give rooms, holds: 0.8}
outputs:
  waved: {title: Flags waved, unit: flags}
outcomes:
  readers: {title: Children read, unit: children, baseline: 0}
  swimmers: {title: Children swim, unit: children, baseline: 1 to 3}
links:
  - {from: tutors, to: readers, weight: 8 to 12, assumes: [rooms]}
  - {from: rain, to: readers, weight: -0.5}
  - {from: flags, to: waved, weight: 1 to 2}
targets:
  - {node: readers, at_least: 50, by: 2028}
allocations:
  little: {title: A little, tutors: 1, flags: 5}
  more:   {title: Tutors only, tutors: 6}
"""
QUICK = ("--draws", 1024)


def test_the_page_leads_with_what_the_result_hangs_on(typed, plan):
    done = typed("sensitivity", plan, *QUICK)
    assert (done.status, done.err) == (0, "")
    words = flat(done.out)
    assert "Under Tutors only, the likeliest to succeed; name another one with --allocation." in words
    assert "The chance of success hangs above all on" in words
    assert "“Schools give rooms” holds (chance 80 %) and does not fail" in words
    assert "So what Look first at" in words
    assert "█" in done.out
    assert "links." not in done.out
    assert "Not shown: 2 that do nothing here." in words
    assert "Method tornado, 1,024 draws in 16 replicates, seed 1; 95 % intervals" in words


def test_a_named_allocation_paths_and_top(typed, plan):
    done = typed("sensitivity", plan, *QUICK, "--allocation", "more", "--top", 1, "--paths")
    words = flat(done.out)
    assert "Which uncertain numbers matter most, under Tutors only?" in words
    assert "1. If" in words
    assert "Not shown: 2 more that matter less (--top); 2 that do nothing here." in words
    assert done.out.count("assumptions.rooms.holds") + done.out.count("links.tutors->readers.weight") == 1


@pytest.mark.parametrize("method", ["rank", "morris", "sobol", "shapley", "given", "target"])
def test_every_method_has_a_page(typed, plan, method):
    done = typed("sensitivity", plan, "--method", method, *QUICK)
    assert (done.status, done.err) == (0, "")
    assert f"Method {method}, " in done.out
    assert "So what" in done.out


def test_wide_pages_show_a_second_measure(typed, plan, monkeypatch):
    assert "partial" not in typed("sensitivity", plan, "--method", "rank", *QUICK).out
    monkeypatch.setenv("COLUMNS", "120")
    assert "partial" in typed("sensitivity", plan, "--method", "rank", *QUICK).out


def test_pairs_are_told_where_they_are_asked_for(typed, plan):
    done = typed("sensitivity", plan, "--method", "sobol", "--second-order", "--draws", 4096)
    assert "In pairs: beyond what each does by itself" in done.out
    assert "“Schools give rooms” and “Tutors → Children read: weight”:" in flat(done.out)


def test_pairs_that_do_nothing_are_not_listed(capsys, monkeypatch):
    from types import SimpleNamespace

    from logicmodel.apps.cli.page import Page
    from logicmodel.apps.cli.pages import sensitivity as page

    monkeypatch.setenv("COLUMNS", "120")
    page._pairs(Page(), SimpleNamespace(pairs=[{"name": "a", "other": "b", "S2": 0.001, "clear": False}], titles={}))
    assert "No pair does anything together that could be told from nothing." in capsys.readouterr().out


def test_several_targets_stand_below_each_other(typed, plan):
    done = typed("sensitivity", plan, "--target", "success", "--target", "swimmers@2027", "--target", "readers@2027", *QUICK)
    words = flat(done.out)
    assert "The chance of success hangs" in words
    assert "The level of “Children swim” in 2027 hangs above all on one number: “Children swim: baseline”." in words
    assert "swing (children)" in words
    assert "So what" not in words


def test_json_has_what_programs_need(typed, plan):
    done = typed("sensitivity", plan, "--method", "sobol", "--json", *QUICK)
    record = json.loads(done.out)
    assert (record["question"], record["method"], record["target"], record["of"], record["allocation"]) == ("sensitivity", "sobol", "success", "met", "more")
    first = record["indices"][0]
    assert {"name", "title", "S1", "S1_low", "S1_high", "ST", "ST_low", "ST_high", "sentence"} <= set(first)
    assert first["ST_low"] <= first["ST"] <= first["ST_high"]
    assert record["headline"].startswith("The chance of success hangs")
    assert record["advice"]
    assert record["settings"]["seed"] == 1
    assert lm.override(lm.read("plan.yaml"), {first["name"]: 1}) is not None


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "svg", "png"])
def test_the_answer_goes_into_a_file(typed, plan, tmp_path, suffix):
    done = typed("sensitivity", plan, *QUICK, "-o", f"s.{suffix}")
    assert (done.status, done.err) == (0, "")
    assert f"Saved to s.{suffix}." in done.out
    assert (tmp_path / f"s.{suffix}").stat().st_size > 200


@pytest.mark.parametrize(("words", "said"), [
    (("--target", "reader"), "there is no target or node reader; did you mean readers"),
    (("--allocation", "mor"), "allocation mor: is not defined in the plan; did you mean more?"),
    (("--allocation", "little"), "so no number can be said to decide it"),
    (("--method", "sobl"), "--method: 'sobl' is not a method; did you mean sobol?"),
    (("--of", "levl"), "--of level"),
    (("--draws", "10"), "--draws: 10 draws"),
    (("--top", "0"), "0 is too small"),
    (("--future", "war"), "future war"),
    (("--set", "factors.rian.value=3"), "--set: factors.rian.value"),
    (("-o", "s.gif"), "name a file that ends in"),
    (("--second-order",), "--method sobol"),
])
def test_refusals_say_what_is_meant(typed, plan, tmp_path, words, said):
    done = typed("sensitivity", plan, *QUICK, *words) if "--draws" not in words else typed("sensitivity", plan, *words)
    assert done.status == 2
    assert said in done.err
    assert "='" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_missing_numbers_are_named_with_their_lines(typed, plan, tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN.replace("weight: 8 to 12, ", ""), encoding="utf-8")
    for words in (("sensitivity", plan), ("diagram", plan, "--style", "drivers"), ("chart", plan, "tornado")):
        done = typed(*words)
        assert done.status == 2
        assert "plan.yaml:17: links.tutors->readers: how much “Tutors” adds to “Children read” (the weight" in done.err


def test_bars_are_plain_where_letters_are(typed, plan, monkeypatch):
    from logicmodel.apps.cli.pages import sensitivity as page

    monkeypatch.setattr(page.sys, "stdout", type("Plain", (), {"encoding": "ascii"}))
    assert page._bar(-1.0, 2.0, 8) == "####"


# ------------------------------------------------------------------ other commands
@pytest.mark.parametrize(("kind", "options"), [("tornado", ()), ("indices", ()), ("heat_map", ("--target", "success", "--target", "swimmers@2027"))])
def test_charts_ask_by_themselves(typed, plan, tmp_path, kind, options):
    done = typed("chart", plan, kind, "-o", "c.svg", "--json", *options, *QUICK)
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["question"] == "sensitivity"
    assert "Schools give rooms" in (tmp_path / "c.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "said"), [
    (("frontier",), "logicmodel optimize PLAN --frontier N -o FILE draws it"),
    (("response",), "logicmodel optimize PLAN --sweep INPUT=LOW:HIGH:STEP -o FILE draws it"),
    (("regret",), "logicmodel compare PLAN --future NAME"),
    (("tornado", "--node", "readers"), "--node has no meaning for this chart"),
    (("tornado", "--target", "reader"), "did you mean readers"),
    (("heat_map",), "name several targets with --target"),
])
def test_charts_of_other_commands_are_pointed_to(typed, plan, words, said):
    done = typed("chart", plan, *words)
    assert done.status == 2
    assert said in done.err


def test_a_chart_of_a_target_under_an_allocation(typed, plan):
    done = typed("chart", plan, "tornado", "--target", "swimmers@2028", "--allocation", "little", *QUICK)
    assert "The level of “Children swim” in 2028 moves most with “Children swim: baseline”" in flat(done.out)


def test_a_diagram_asks_for_its_drivers(typed, plan):
    done = typed("diagram", plan, "--style", "drivers", "--text", *QUICK)
    assert (done.status, done.err) == (0, "")
    assert "Where the uncertainty about success under Tutors only comes from; most of all" in done.out
    assert "share" in done.out
    certain = typed("diagram", plan, "--style", "drivers", "--allocation", "little", "--text", *QUICK)
    assert certain.status == 0
    assert "the levels of the targets are drawn instead" in certain.err
    refused = typed("diagram", plan, "--style", "drivers", "--draws", "10")
    assert refused.status == 2
    assert "--draws: 10 draws" in refused.err


def test_a_diagram_of_drivers_without_targets_or_outcomes(typed, plan, tmp_path):
    head, _, tail = PLAN.partition("targets:")
    (tmp_path / "plan.yaml").write_text(head + tail[tail.index("allocations:"):], encoding="utf-8")
    assert typed("diagram", plan, "--style", "drivers", "--text", *QUICK).status == 0
    refused = typed("diagram", plan, "--style", "chance")
    assert "it has no targets, so there are no chances to draw; add targets:" in refused.err
    bare = PLAN.partition("outcomes:")[0] + "links: [{from: flags, to: waved, weight: 1 to 2}]\n"
    (tmp_path / "plan.yaml").write_text(bare, encoding="utf-8")
    refused = typed("diagram", plan, "--style", "drivers")
    assert refused.status == 2
    assert "there is no outcome whose uncertainty could be drawn" in refused.err


def test_a_report_takes_further_questions(typed, plan, tmp_path):
    done = typed("report", plan, "--with", "sensitivity", "--section", "sensitivity", "-o", "r.md", "--draws", 256)
    assert (done.status, done.err) == (0, "")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "# What the result hangs on" in text
    assert "What follows" in text
    wrong = typed("report", plan, "--with", "sensitivty", "--with", "xyz", "-o", "s.md")
    assert wrong.status == 2
    assert "--with: sensitivty is not a question that can be asked here; did you mean sensitivity?" in wrong.err
    assert "--with: xyz is not a question that can be asked here; known: sensitivity" in wrong.err
    assert not (tmp_path / "s.md").exists()


def test_a_report_says_what_it_could_not_answer(typed, plan, tmp_path):
    done = typed("report", plan, "--with", "sensitivity", "--allocation", "little", "--section", "summary", "-o", "r.md", "--draws", 256)
    assert done.status == 0
    assert done.err.startswith("--with sensitivity: left out of the report: success: ")
    (tmp_path / "plan.yaml").write_text(PLAN.replace("weight: 8 to 12, ", ""), encoding="utf-8")
    draft = typed("report", plan, "--with", "sensitivity", "-o", "d.md")
    assert draft.status == 0
    assert draft.err.count("\n") == 1


@pytest.mark.parametrize("name", questions.QUESTIONS)
def test_every_question_is_answered_or_refused_in_words(plan, tmp_path, name):
    asked = questions.Asked(lm.read(plan), tmp_path / plan, request.Run(draws=1024))
    try:
        found = questions.ask(name, asked)
    except lm.RequestError:
        assert name in {"variants", "elicitation", "information", "discovery", "contribution", "flip"}  # nothing of the kind in this plan
        return
    assert all(isinstance(answer, lm.Answer) for answer in found)
    assert found[0].question == name


def test_the_likeliest_allocation_is_taken_where_none_is_named(plan, tmp_path):
    found = lm.read(plan)
    assert questions.likeliest(found, tmp_path / plan) == "more"
    assert questions.likeliest(found, tmp_path / plan, ["little"]) == "little"
    bare = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}})
    assert questions.likeliest(bare, tmp_path / plan) is None
