"""Every repair that a rule offers mends what it says, keeps comments, and does not quarrel with the others."""

from __future__ import annotations

import pytest

import logicmodel as lm

TEXT = """\
# A draft with everything a machine can mend.
logicmodel: 1
periods: {first: 2027, count: 4}   # four years
numbers:
  used: 1 to 2       # stays
  spare: 3 to 4      # goes
  idle: 5 to 6       # goes too
outcomes:
  # what it is for
  housed:
    baseline: used
    indicators:
      leases: {direction: down}                      # turned up
      rents: {direction: down}                       # kept between two targets
      people: {measure: number, disaggregation: [age], groups: [{of: {sex: female}, at_least: 4, by: 2030}]}
targets:
  - {id: a, indicator: leases, at_least: 40, by: 2028}   # the first
  - {id: b, indicator: leases, at_least: 40, by: 2028}   # the same once more
  - {id: c, indicator: rents, at_most: 900, by: 2030}
  - {id: d, indicator: rents, at_least: 400, by: 2030}
  - {id: e, indicator: leases, at_least: 60, by: 2030}   # the last
"""


def test_all_repairs_at_once_mend_what_they_say(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT, encoding="utf-8")
    offered = {finding.code for finding in lm.check(lm.read(file), profile="all") if finding.fix}
    plan, mended = lm.fix(file, profile="all")
    assert {finding.code for finding in mended} == offered == {"LM111", "LM307", "LM311", "LM322"}
    assert not offered & {finding.code for finding in lm.check(lm.read(file), profile="all") if finding.fix}
    assert lm.read(file) == plan
    assert [target.name for target in plan.targets] == ["a", "c", "d", "e"]
    indicators = plan.outcomes["housed"].indicators
    assert [one.direction for one in indicators.values()] == ["up", "hold", "up"]
    assert indicators["people"].disaggregation == ("age", "sex")
    text = file.read_text(encoding="utf-8")
    kept = ["# A draft with", "# four years", "# stays", "# what it is for", "# turned up", "# kept between", "# the first", "# the last"]
    assert [comment for comment in kept if comment not in text] == []
    assert "# goes" not in text


@pytest.mark.parametrize("success", ["[a, b]", "{at_least: 2, of: targets}", "{weight: 0.5, of: targets}"])
def test_a_target_that_success_names_or_counts_is_not_deleted(tmp_path, success):
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT + f"success: {success}\n", encoding="utf-8")
    plan, mended = lm.fix(file, profile="all")
    assert "LM311" not in {finding.code for finding in mended}
    assert [target.name for target in plan.targets] == list("abcde")
