"""``optimize`` from options to a page, a file, a saved allocation or a refusal."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest

import logicmodel as lm
from logicmodel.apps.cli import search
from logicmodel.apps.cli.pages import optimization

from .conftest import SHELTER, flat

PLAN = """\
logicmodel: 1
title: Two ways to teach
currency: EUR
# this comment stays
periods: {first: 2027, count: 3}
inputs:
  tutors: {title: Tutors, unit: FTE, price: 100}
  books:  {title: Books, unit: books, price: 10}
  flags:  {title: Flags, unit: flags, price: 10}
outcomes:
  readers: {title: Children read, unit: children, baseline: 0, value: 50}
links:
  - {from: tutors, to: readers, weight: 8 to 12}
  - {from: books, to: readers, curve: "saturating(40, 20)", works: 0.9}
targets:
  - {node: readers, at_least: 60, by: 2029}
allocations:
  little: {title: A little of each, tutors: 2, books: 10, flags: 5}   # and this one
  teach:  {title: Tutors only, tutors: 6}
budget: {total: 1_800, bounds: {tutors: [1, 8], books: [0, 60]}}
futures:
  strike: {inputs.tutors.delivery: 0.3 to 0.7}
"""
QUICK = ("--draws", 512, "--verify", 2048)


# ------------------------------------------------------------------ the best allocation
def test_the_page_says_what_is_best_in_plain_words_first(typed, plan):
    done = typed("optimize", plan, *QUICK)
    assert (done.status, done.err) == (0, "")
    words = flat(done.out)
    found = lm.optimize(lm.read(plan), draws=512, verify=2048)
    value = lm.wording.in_words(found.verified.value, found.verified.low, found.verified.high)
    assert words.startswith(f"Two ways to teach Spend EUR {found.cost:,.0f} as below: success is {value}, against ")
    assert "under Tutors only, the best of the plan's own allocations." in words
    assert "“Now” is A little of each, the plan's first allocation." in words
    assert "fresh draws that the search has not seen" in words
    assert "starts from different places ended here." in words
    assert "The whole budget of EUR 1,800 is spent." in words
    assert "Nothing goes to Flags." in words
    assert "more over the whole plan would buy" in words
    assert all(len(line) <= 80 for line in done.out.splitlines())


def test_json_holds_what_a_program_needs(typed, plan):
    found = json.loads(typed("optimize", plan, "--json", *QUICK).out)
    assert {"allocation", "cost", "in_sample", "verified", "optimism", "starts", "agreeing", "status"} <= set(found)
    assert found["verified"]["low"] <= found["verified"]["probability"] <= found["verified"]["high"]
    assert found["optimism"] == pytest.approx(found["in_sample"]["probability"] - found["verified"]["probability"])
    assert found["cost"] <= 1800 * (1 + 1e-6)


def test_limits_come_from_options(typed, plan):
    done = typed("optimize", plan, "--json", *QUICK, "--budget", "1_500", "--bound", "tutors=2:3", "--fix", "flags=1", "--per-period", "[500,500,500]")
    found = json.loads(done.out)
    assert found["cost"] <= 1500 * (1 + 1e-6)
    assert 2 - 1e-6 <= found["allocation"]["tutors"] <= 3 + 1e-6
    assert found["allocation"]["flags"] == 1
    page = flat(typed("optimize", plan, *QUICK, "--bound", "tutors=2:3", "--budget", "5e3").out)
    assert "Tutors may be at most 3 FTE." in page
    assert "beyond its limit" in page


def test_amounts_by_period_warn_of_years_that_nothing_is_due_in(typed, plan):
    page = flat(typed("optimize", plan, *QUICK, "--vary", "period").out)
    assert "By year" in page
    assert "More than half of some inputs goes to one year:" in page
    assert "--vary plan" in page


def test_other_objectives_are_told_in_their_own_terms(typed, plan):
    assert "“Children read” (at least 60 children by 2029) is" in flat(typed("optimize", plan, *QUICK, "--maximize", "readers").out)
    assert "the expected effect on “Children read” is" in flat(typed("optimize", plan, *QUICK, "--maximize", "effect:readers").out)
    assert "in all but 25 % of draws “Children read” reaches" in flat(typed("optimize", plan, *QUICK, "--maximize", "quantile:readers,0.25").out)
    assert "in the worst 10 % of draws “Children read” misses its target on average by" in flat(
        typed("optimize", plan, *QUICK, "--maximize", "shortfall:readers").out)
    assert "the expected net present value is EUR" in flat(typed("optimize", plan, *QUICK, "--maximize", "npv").out)


def test_several_futures_are_told_with_their_regret(typed, plan):
    page = flat(typed("optimize", plan, *QUICK, "--future", "planned", "--future", "strike").out)
    assert "In each future" in page
    assert "as planned" in page
    assert "best for it alone does better by" in page
    alone = json.loads(typed("optimize", plan, "--json", *QUICK, "--future", "strike").out)
    assert alone["futures"] == []


@pytest.mark.parametrize(("lead", "words"), [
    (-0.01, "The search has not flattered itself."), (0.002, "The optimism of the search of 0.2 points is no more than chance explains."),
    (0.2, "The optimism of the search of 20.0 points is more than chance explains: believe the first number."),
])
def test_optimism_is_told(plan, lead, words):
    found = lm.optimize(lm.read(plan), draws=64, verify=2048)
    verified = found.verified
    inside = dataclasses.replace(verified, value=verified.value + lead, low=verified.low + lead, high=verified.high + lead)
    assert optimization._optimism(dataclasses.replace(found, in_sample=inside)).strip() == words


def test_least_budget(typed, plan):
    page = flat(typed("optimize", plan, "--least-budget-for", "60%", *QUICK).out)
    assert "is the least budget found for a chance of 60 %: success is" in page


# ------------------------------------------------------------------ saving
def test_the_best_is_written_into_the_plan_and_comments_stay(typed, plan, tmp_path):
    poor = flat(typed("optimize", plan, *QUICK, "--budget", 301).out)
    assert "and none of the plan's own allocations can be paid for." in poor
    done = typed("optimize", plan, *QUICK, "--save-as", "best")
    assert "Saved as the allocation best in plan.yaml." in done.out
    text = (tmp_path / plan).read_text(encoding="utf-8")
    assert "# this comment stays" in text
    assert "# and this one" in text
    saved = lm.read(plan).allocations["best"]
    assert saved.title == "Best found for success"
    assert sum(saved.amounts[name] * price * 3 for name, price in (("tutors", 100), ("books", 10), ("flags", 10))) <= 1800
    again = typed("optimize", plan, *QUICK, "--save-as", "best")
    assert again.err == "--save-as: the plan has an allocation best already; choose another name, or add --replace\n"
    assert typed("optimize", plan, *QUICK, "--budget", 900, "--save-as", "best", "--replace").status == 0
    assert lm.read(plan).allocations["best"].amounts["tutors"] < saved.amounts["tutors"]
    assert "* more than the budget" in flat(typed("optimize", plan, *QUICK, "--budget", 900).out)


@pytest.mark.parametrize(("amount", "expected"), [
    (6.858791787, 6.85879179), (2e-10, 0.0), (15.000000000000012, 15.0), (3.9999999999, 4.0), (0.0, 0.0), (1_234_567.9, 1_234_567.9),
    ((1.0, 2.0000000009), [1.0, 2.0]),
])
def test_amounts_are_rounded_so_that_limits_hold(amount, expected):
    assert search.written(amount) == expected


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_answers_are_saved(typed, plan, tmp_path, suffix):
    done = typed("optimize", plan, *QUICK, "-o", f"x.{suffix}")
    assert f"Saved to x.{suffix}." in done.out
    assert (tmp_path / f"x.{suffix}").stat().st_size > 100
    if suffix == "xlsx":
        from openpyxl import load_workbook

        names = load_workbook(tmp_path / "x.xlsx").sheetnames
        assert {"best", "amounts", "own_allocations", "a_little_more"} <= set(names)


def test_pictures(typed, plan, tmp_path, monkeypatch):
    assert typed("optimize", plan, *QUICK, "--frontier", 3, "-o", "f.svg").status == 0
    assert "<svg" in (tmp_path / "f.svg").read_text(encoding="utf-8")[:500]
    monkeypatch.setattr("logicmodel.apps.cli.commands.optimize.QUESTIONS", {"best": "what nobody draws"})
    assert "there is no picture of this answer" in typed("optimize", plan, *QUICK, "-o", "b.svg").err


# ------------------------------------------------------------------ frontier, sweep, portfolio
def test_frontier(typed, plan):
    page = flat(typed("optimize", plan, *QUICK, "--frontier", 4, "--from", 600, "--to", 6000).out)
    assert "From EUR 600 to EUR 6,000 the best rises from" in page
    assert "more money hardly helps" in page
    assert "of that on" in page
    low = flat(typed("optimize", plan, *QUICK, "--frontier", 2, "--from", 300, "--to", 330).out)
    assert "more money changes nothing that could be seen" in low
    rising = flat(typed("optimize", plan, *QUICK, "--frontier", 3, "--from", 900, "--to", 1500).out)
    assert "it is still rising at the end" in rising
    npv = flat(typed("optimize", plan, *QUICK, "--frontier", 3, "--maximize", "npv").out)
    assert "net present value" in npv


def test_sweep(typed, plan):
    page = typed("optimize", plan, "--draws", 1024, "--sweep", "tutors=0:8:2", "--allocation", "teach")
    assert (page.status, page.err) == (0, "")
    assert "Within the limits it is" in page.out
    assert "here" in page.out
    assert "outside the limits" in page.out
    flags = flat(typed("optimize", plan, "--draws", 1024, "--sweep", "flags=0:8:2").out)
    assert "It makes no difference that could be seen" in flags
    two = typed("optimize", plan, "--draws", 1024, "--sweep", "tutors=0:8:2", "--sweep", "books=0:60:20").out
    assert "Across: Books (books)" in two
    assert "*: outside the limits" in flat(two)
    many = typed("optimize", plan, "--draws", 64, "--maximize", "effect:readers", "--sweep", "tutors=0:2:1", "--sweep", "books=0:60:2").out
    assert "Tutors 0: 0:" in many


def test_portfolio(typed, plan, tmp_path):
    (tmp_path / "b").mkdir()
    shutil.copy(tmp_path / plan, tmp_path / "b" / "plan.yaml")
    done = typed("optimize", plan, "b/plan.yaml", "--budget", 3000, "--draws", 256, "--verify", 1024)
    assert (done.status, done.err) == (0, "")
    words = flat(done.out)
    assert "Of 2 plans" in words
    assert "are expected to succeed with EUR 3,000 shared as below" in words
    assert "Tutors" in words
    found = json.loads(typed("optimize", plan, "b/plan.yaml", "--budget", 30_000, "--goal", "all", "--draws", 256, "--verify", 1024, "--json").out)
    assert [row["plan"] for row in found["rows"]] == [tmp_path.name, "b"]
    rich = flat(typed("optimize", plan, "b/plan.yaml", "--budget", 30_000, "--draws", 256, "--verify", 1024).out)
    assert "are left: within the plans' limits more money would not help" in rich


def test_plans_of_the_same_name_are_told_apart(tmp_path):
    paths = [tmp_path / "a" / "x.yaml", tmp_path / "b" / "x.yaml"]
    assert list(search.named(dict.fromkeys(paths, lm.read(SHELTER)))) == [str(path) for path in paths]


# ------------------------------------------------------------------ refusals
REFUSALS = [
    ("--budget 100", "--budget: the limits cannot all be kept: the budget is EUR 100; Tutors must be at least 1 FTE (EUR 300); raise the budget to EUR 300 or more, or loosen one of the others"),
    ("--set budget.total=100", "plan.yaml:20: budget: the limits cannot all be kept: the budget is EUR 100; Tutors must be at least 1 FTE (EUR 300); raise the budget to EUR 300 or more, or loosen one of the others"),
    ("--budget much", "logicmodel optimize: --budget: 'much' is not a number; write for example 2_500_000"),
    ("--bound tutor=1:2 --fix book=3",
     "--bound: no input is called tutor; did you mean tutors?\n--fix: no input is called book; did you mean books?"),
    ("--bound tutors=4", "logicmodel optimize: --bound: 'tutors=4' is not input=low:high; write for example caseworkers=4:14"),
    ("--bound tutors=4:2", "--bound: tutors: the least and the most must be numbers from 0 up, found 4 and 2; write them in order"),
    ("--fix tutors", "logicmodel optimize: --fix: 'tutors' is not input=amount; write for example shelter_beds=15"),
    ("--fix tutors=-1 --per-period [1,2]",
     "--fix: tutors: cannot be -1; give amounts from 0 up\n--per-period: has 2 numbers, the plan has 3 periods; give one number, or 3"),
    ("--maximize reader", "--maximize: 'reader' is nothing that could be maximised; did you mean readers or readers@2029?"),
    ("--maximize zzz", "--maximize: 'zzz' is nothing that could be maximised; known: success, npv, the id of a target, effect:ID, quantile:ID,0.1 and shortfall:ID"),
    ("--maximize quantile:reader,0.1", "--maximize: there is no target reader; did you mean readers@2029?"),
    ("--draws 1 --verify 5", "--draws: too few draws: 1; take from 32 to 1,048,576\n--verify: too few draws: 5; take from 32 to 1,073,741,824"),
    ("--fix tutors=1 --bound tutors=2:3", "--fix: tutors: cannot be fixed and have bounds too; leave one of them out"),
    ("--frontier 3 --from 4e3 --to 300", "--frontier: there is no room between EUR 4,000 and EUR 300; raise the largest budget"),
    ("--vary month", "--vary: 'month' is not a way to vary amounts; choose plan or period"),
    ("--least-budget-for 80", "logicmodel optimize: --least-budget-for: '80' is not a probability that can be aimed at; write for example 80% or 0.8"),
    ("--frontier 1", "--frontier: 1 is not a usable number of points; choose from 2 to 200"),
    ("--frontier 3 --budget 5", "--budget: is what --frontier varies; use --from and --to"),
    ("--from 3 --replace", "--from: is where --frontier begins; add --frontier\n--replace: has no meaning without --save-as; add --save-as NAME"),
    ("--frontier 3 --sweep tutors=0:1:1", "--frontier and --sweep: exclude each other; ask for one of them"),
    ("--frontier 3 --save-as x", "--save-as: needs one best allocation of one plan; leave it out, or ask for the best allocation"),
    ("--sweep tutors=0:1:1 --vary period", "--vary: has no meaning with --sweep, which searches for nothing; leave it out"),
    ("--sweep tutor=0:1:1", "--sweep: no input is called tutor; did you mean tutors?"),
    ("--sweep tutors=0:1:1 --allocation lttle", "--allocation: there is no allocation lttle; did you mean little?"),
    ("--future strikes --future storm", "future strikes: is not defined in the plan; did you mean strike?\nfuture storm: is not defined in the plan; known: strike"),
    ("--save-as nothing", "--save-as: nothing is the name of the counterfactual; choose another name"),
    ("plan.yaml", "--budget: is missing: what do the plans share?; add for example --budget 5_000_000"),
    ("plan.yaml --budget 5 --vary plan", "--vary: has no meaning for several plans; write it into the plans, or ask about one plan"),
    ("-o x.docx", "x.docx: cannot be written as .docx; name a file that ends in .xlsx, .csv, .parquet or .json, or for a picture in .svg, .png or .pdf"),
]


@pytest.mark.parametrize(("words", "expected"), REFUSALS, ids=[words for words, _ in REFUSALS])
def test_refusal(typed, plan, words, expected):
    done = typed("optimize", plan, *words.split())
    assert done.status == 2
    assert done.out == ""
    assert done.err == f"{expected}\n"


def test_a_name_that_cannot_be_one_is_refused_before_the_search(typed, plan):
    done = typed("optimize", plan, "--save-as", "a b")
    assert done.status == 2
    assert done.err.startswith("--save-as: allocations.a b: 'a b' cannot be a name here")


def test_a_chance_out_of_reach_names_the_best_there_is(typed, plan):
    done = typed("optimize", plan, "--least-budget-for", "95%", "--bound", "tutors=1:2", "--bound", "books=0:5", *QUICK)
    assert done.status == 2
    assert done.err.startswith("--least-budget-for: a probability of 95 % cannot be had")
