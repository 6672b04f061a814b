"""``--variant`` means the same in every command that takes a plan."""

from __future__ import annotations

import json

import pytest

import logicmodel as lm

PLAN = """\
logicmodel: 1
periods: {first: 2027, count: 2}
inputs: {staff: {unit: FTE, price: 1}}
activities: {visits: {title: Visit families, unit: visits}}
outputs: {plans: {title: Plans agreed, unit: plans}}
outcomes: {healthy: {title: Families are healthy, unit: families, baseline: 10}}
links:
  - {from: staff, to: visits, weight: 2 to 3}
  - {from: visits, to: plans, weight: 1 to 2}
  - {from: plans, to: healthy, weight: 1 to 2}
targets: [{node: healthy, at_least: 30, by: 2028}]
allocations: {now: {staff: 5}, more: {staff: 6}}
budget: {total: 12}
variants:
  doubtful: {title: Plans are not kept, weight: 0.4, changes: {links.plans->healthy.weight: 0.1 to 0.2}}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "compare", "contribution", "discover", "information", "sensitivity", "show", "simulate"])
def test_a_variant_is_taken_and_an_unknown_one_refused(typed, file, command):
    assert typed(command, file, "--variant", "as_planned").status == 0
    done = typed(command, file, "--variant", "doubtfull")
    assert done.status == 2
    assert "did you mean doubtful" in done.err


def test_a_report_of_one_theory_has_its_chances(typed, file):
    for name in ("doubtful", "as_planned"):
        done = typed("report", file, "--variant", name, "-o", f"{name}.md", "--draws", "512", "--section", "attainment")
        assert done.status == 0, done.err
        row = lm.attainment(lm.simulate(lm.variant(lm.read(file), name), draws=512)).rows[0]
        told = lm.wording.chance(row["probability"], row["low"], row["high"]).partition(" (")[0]
        assert told in (file.parent / f"{name}.md").read_text(encoding="utf-8")
    with pytest.raises(lm.RequestError, match="cannot change results"):
        lm.report(lm.simulate(lm.read(file), draws=64), variant="doubtful")


def test_a_plan_is_not_mended_in_one_theory_alone(typed, file):
    done = typed("check", file, "--fix", "--variant", "doubtful")
    assert done.status == 2
    assert "leave out --set, --future and --variant" in done.err


def test_several_plans_are_checked_at_once(typed, file):
    (file.parent / "other.yaml").write_text(PLAN.replace("visits: {title", "visit: {title"), encoding="utf-8")
    (file.parent / "bare.yaml").write_text("logicmodel: 1\nperiods: {first: 2027, count: 2}\noutcomes: {a: {}}\n", encoding="utf-8")
    done = typed("check", file, "bare.yaml", "--json")
    found = json.loads(done.out)
    assert {finding["code"] for finding in found["findings"]} >= {"LM101"}
    assert [row["what"] for row in found["focus"]].count("targets") == 2
    assert typed("check", file, "other.yaml").status == 2
    written = typed("check", file, "bare.yaml", "--format", "sarif", "-o", "out.sarif")
    assert written.status == 1
    assert json.loads((file.parent / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert typed("check", "bare.yaml", "-o", "out.json").out == ""
    assert json.loads((file.parent / "out.json").read_text(encoding="utf-8"))["findings"]


def test_a_search_in_one_theory_finds_what_is_best_there(typed, file):
    text = PLAN.replace("budget: {total: 12}", "budget: {total: 12}\nfutures: {a: {links.staff->visits.weight: 1}, b: {links.staff->visits.weight: 2}}")
    file.write_text(text, encoding="utf-8")
    quick = ["--draws", "256", "--verify", "1024", "--json"]
    chances = {}
    for name in ("as_planned", "doubtful"):
        done = typed("optimize", file, "--variant", name, *quick)
        assert done.status == 0, done.err
        chances[name] = json.loads(done.out)["verified"]["probability"]
    assert chances["doubtful"] < 0.01 < chances["as_planned"]
    for command in ("optimize", "compare"):
        done = typed(command, file, "--variant", "doubtful", "--future", "a", "--future", "b")
        assert done.status == 2
        assert "cannot be taken in several futures at once" in done.err


def test_measured_values_are_held_against_the_plan(typed, file):
    (file.parent / "actuals.csv").write_text("indicator,period,value\nhealthy,2027,12\nhealthy,2027,13\nnowhere,2028,1\n", encoding="utf-8")
    done = typed("check", file, "--actuals", "actuals.csv")
    assert "Values for" in done.out
    assert "2 things are odd about the measured values:" in done.out
    assert "actuals.csv:4:" in done.out
    record = json.loads(typed("check", file, "--actuals", "actuals.csv", "--json").out)
    assert len(record["actuals"]) == 2
    assert record["coverage"][0].startswith("Values for")
    (file.parent / "actuals.csv").write_text("indicator,period,value\nhealthy,2027,12\nhealthy,2028,<5\nhealthy,2028,n/a\n", encoding="utf-8")
    page = " ".join(typed("check", file, "--actuals", "actuals.csv").out.split())
    assert "Nothing is odd about them." in page
    assert "Line 4 has no value and was left out." in page
    assert "actuals.csv:3: '<5' says only what the value is below or above" in page
