"""Every rule against its cases, its own page, and the house rules of a check."""

from __future__ import annotations

import dataclasses
import inspect
import textwrap
import time
from pathlib import Path

import pytest
import yaml

import logicmodel as lm
from logicmodel.analysis.checks.chain_of_chances import _likeliest
from logicmodel.analysis.checks.check import Check, checks
from logicmodel.plan.plan import Plan

CASES = Path(__file__).parent / "cases"
RULES = checks()
HEAD = {"logicmodel": 1, "periods": {"first": 2027, "count": 4}}


def plan_of(document: dict) -> Plan:
    return Plan.from_document({**HEAD, **{key: part for key, part in document.items() if key != "actuals"}})


def measured(document: dict) -> lm.Actuals:
    """Return the values of a case: {indicator: {period: value}}."""
    columns = ("indicator", "node", "period", "value", "date", "sd", "source", "line", "plan", "group")
    rows = [
        dict(zip(columns, (name, "", str(period), float(value), "", None, "", None, "", ""), strict=True))
        for name, values in document.get("actuals", {}).items() for period, value in values.items()
    ]
    return lm.Actuals("actuals", "Measured", tuple(rows), {"file": "actuals.csv"})


def found_by(code, case_plan, draws=256):
    """Return what one rule finds: in the plan, in a run of it, or beside what was measured."""
    rule, plan = RULES[code], plan_of(case_plan)
    if rule.compares:
        return list(rule.compare(plan, measured(case_plan)))
    if not rule.simulates:
        return list(rule.look(plan))
    return list(rule.judge(lm.simulate(plan, draws=draws)))


def cases():
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_rule_finds_what_it_should_and_nothing_else(code, case):
    plan = plan_of(case["plan"])
    run = lm.simulate(plan, draws=case.get("draws", 256), keep=list(plan.nodes)) if RULES[code].simulates else None
    found = [finding for finding in lm.check(plan, profile="all", results=run, actuals=measured(case["plan"])) if finding.code == code]
    wheres = [finding.where for finding in found]
    if code == "LM107":  # written by the list of missing numbers
        wheres = [where.replace("links.", "links[", 1) + "]" if where.startswith("links.") else where for where in wheres]
    assert wheres == case["found"]


@pytest.mark.parametrize("code", RULES)
def test_rule_has_cases_and_a_page_with_a_bad_and_a_good_plan(code):
    assert (CASES / f"{code}.yaml").exists()
    text = inspect.getdoc(type(RULES[code])) or ""
    _, bad, good = (textwrap.dedent(part) for part in text.replace("Good:", "Bad:").split("Bad:"))
    assert [finding.code for finding in found_by(code, yaml.safe_load(bad))], "the bad plan is not found"
    assert not found_by(code, yaml.safe_load(good)), "the good plan is found"


@pytest.mark.parametrize("code", RULES)
def test_rule_says_where_what_and_what_to_do(code):
    for case in yaml.safe_load((CASES / f"{code}.yaml").read_text(encoding="utf-8")):
        for finding in found_by(code, case["plan"]):
            assert finding.where
            assert not finding.message[0].isupper() or finding.message.split()[0] in str(case["plan"])
            assert finding.remedy
            assert not finding.message.endswith(".")
            assert finding.loc


def test_findings_come_with_errors_first():
    plan = plan_of({"inputs": {"a": {}}, "outcomes": {"b": {}}, "assumptions": {"c": {}}})
    ranks = ["error", "warning", "hint"]
    severities = [finding.severity for finding in lm.check(plan)]
    assert severities == sorted(severities, key=ranks.index)
    assert set(severities) == set(ranks)


def test_a_name_of_an_allocation_does_not_borrow_the_excuse_of_a_node():
    plan = plan_of({
        "inputs": {"money": {"price": 1, "ignore": {"LM109": "not about allocations"}}},
        "allocations": {"money": {"money": 10}}, "budget": {"total": 1},
    })
    assert "LM109" in [finding.code for finding in lm.check(plan)]


def test_rules_about_measured_values_wait_for_them():
    document = yaml.safe_load((CASES / "LM702.yaml").read_text(encoding="utf-8"))[0]["plan"]
    plan, values = plan_of(document), measured(document)
    assert "LM702" in {finding.code for finding in lm.check(plan, actuals=values)}
    assert "LM702" not in {finding.code for finding in lm.check(plan)}
    elsewhere = dataclasses.replace(values, rows=tuple({**row, "indicator": "unknown"} for row in values.rows))
    assert "LM702" not in {finding.code for finding in lm.check(plan, actuals=elsewhere)}


def test_an_empty_plan_is_no_reason_to_fail():
    assert [finding.code for finding in lm.check(plan_of({}))] == ["LM106"]


def test_a_finding_prints_as_a_line_for_editors_and_as_plain_data():
    finding = dataclasses.replace(lm.check(plan_of({"assumptions": {"peace": {}}}))[-1], source="plan.yaml", line=7)
    assert finding.code in str(finding)
    assert str(finding).startswith("plan.yaml:7: ")
    assert list(finding.to_dict()) == ["code", "severity", "where", "line", "message", "remedy"]


def test_two_rules_cannot_share_a_code():
    with pytest.raises(TypeError, match="LM101 is taken"):
        type("Other", (Check,), {"code": "LM101"})


def test_another_rule_joins_by_being_defined():
    class TooLong(Check):
        code = "XX901"

        def look(self, plan):
            if len(plan.nodes) > 1:
                yield self.finding(("outcomes",), "outcomes", "too long", "shorten it")

    try:
        found = lm.check(plan_of({"outcomes": {"a": {}, "b": {}}}))
        assert "XX901" in [finding.code for finding in found]
    finally:
        del Check.members["XX901"]


def test_lines_are_found_in_the_file(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("logicmodel: 1\nperiods: {first: 2027, count: 2}\noutcomes:\n  a: {}\n  b: {}\n", encoding="utf-8")
    found = lm.located(lm.check(lm.read(file)), file)
    assert {finding.where: finding.line for finding in found if finding.code == "LM101"} == {"outcomes.a": 4, "outcomes.b": 5}
    file.unlink()
    assert lm.located(lm.check(plan_of({})), file)[0].line is None


def test_ways_that_part_and_meet_again_and_again_take_no_time():
    """Were the first way followed to its end before the second, each fork would double the work."""
    document = {"inputs": {"n0": {}}, "outcomes": {}, "links": [], "targets": [{"node": "n40", "at_least": 1, "by": "2028"}], "allocations": {"now": {"n0": 1}}}
    for place in range(40):
        document["outcomes"] |= {f"{name}{place + 1}": {} for name in "nab"}
        for name, works, lag in (("a", 1, 0), ("b", 1 - 2.0 ** -(place + 1), 1)):
            document["links"].append({"from": f"n{place}", "to": f"{name}{place + 1}", "works": works, "lag": lag})
            document["links"].append({"from": f"{name}{place + 1}", "to": f"n{place + 1}"})
    found = lm.check(plan_of(document), profile="all")
    assert not {"LM108", "LM601"} & {finding.code for finding in found}
    assert _likeliest(plan_of(document))["n40"] == 1


def test_large_plans_are_checked_in_no_time():
    """Nothing may look at the whole plan once more for each finding, node or target."""
    document = {"outputs": {}, "outcomes": {}, "links": [], "targets": []}
    for place in range(700):
        document["outputs"][f"o{place}"] = {"title": f"Teachers of school {place} are trained", "indicators": {f"i{place}": {"title": f"Teachers trained in {place}"}}}
        document["outcomes"][f"c{place}"] = {"title": f"Pupils of school {place} read better"}
        document["links"].append({"from": f"o{place}", "to": f"c{place}"})
        document["targets"].append({"indicator": f"i{place}", "at_least": 5, "by": "2028"})
    plan, start = plan_of(document), time.process_time()
    assert len(lm.check(plan, profile="all", actuals=measured({"actuals": {f"i{place}": {"2027": 4} for place in range(700)}}))) > 700
    assert time.process_time() - start < 5
