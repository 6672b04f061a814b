"""Findings as code hosts read them."""

from __future__ import annotations

import json

import logicmodel as lm


def test_places_levels_and_rules_are_there(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("logicmodel: 1\nperiods: {first: 2027, count: 2}\noutcomes:\n  a: {}\nassumptions:\n  c: {}\n", encoding="utf-8")
    found = lm.located(lm.check(lm.read(file)), file)
    log = lm.sarif(found, version="1.2")
    assert json.loads(json.dumps(log)) == log
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["version"] == "1.2"
    for finding, result in zip(found, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == {"error": "error", "warning": "warning", "hint": "note"}[finding.severity]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == file.as_posix()
        assert place["region"]["startLine"] == finding.line
    assert {rule["shortDescription"]["text"][-1] for rule in rules} == {"."}
    bare = lm.sarif(lm.check(lm.read(file)))
    assert "locations" not in bare["runs"][0]["results"][0]
    assert "version" not in bare["runs"][0]["tool"]["driver"]
