"""Findings as code hosts read them."""

from __future__ import annotations

import dataclasses
import json

import yaml

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
        assert place["artifactLocation"]["uri"] == file.as_uri()
        assert place["region"]["startLine"] == finding.line
    assert {rule["shortDescription"]["text"][-1] for rule in rules} == {"."}
    bare = lm.sarif(lm.check(lm.read(file)))
    assert "locations" not in bare["runs"][0]["results"][0]
    assert "version" not in bare["runs"][0]["tool"]["driver"]


def test_addresses_are_relative_to_the_working_folder_and_legal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = [dataclasses.replace(lm.check(lm.Plan.from_document({"periods": {"first": 2027, "count": 2}}))[0], source=name, line=1) for name in ("a b/plan.yaml", str(tmp_path / "ü.yaml"))]
    results = lm.sarif(found)["runs"][0]["results"]
    assert [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results] == ["a%20b/plan.yaml", "%C3%BC.yaml"]


def test_a_rule_explains_itself_with_its_plans():
    (rule,) = lm.sarif([dataclasses.replace(lm.check(lm.Plan.from_document({"periods": {"first": 2027, "count": 2}}))[0])])["runs"][0]["tool"]["driver"]["rules"]
    text = rule["help"]["markdown"]
    bad, good = (yaml.safe_load(part.split("```")[0]) for part in text.split("```yaml\n")[1:])
    assert bad["outcomes"] == good["outcomes"]
    assert len(good["targets"]) > len(bad["targets"])
    assert rule["properties"]["tags"] == ["basic", "conservation", "evaluability", "fcdo", "iati", "kellogg"]
