"""The page of ``show`` tells what is planned for groups below what is planned for the whole."""

from __future__ import annotations

GROUPED = """\
logicmodel: 1
periods: {first: 2027, count: 2}
outcomes:
  work:
    title: More people have work
    unit: people
    indicators:
      jobs:
        measure: number
        groups:
          - {of: {sex: female}, at_least: 40, by: 2027}
          - {of: {sex: male}, at_least: 60, by: 2027}
          - {of: {age: under 25}, baseline: 5, at_least: 30, by: 2028}
  reading:
    unit: "%"
    indicators:
      share: {title: Share who read, measure: percentage, groups: [{of: {sex: female}, at_least: 70, by: 2028}]}
targets:
  - {indicator: jobs, at_least: 100, by: 2027}
"""


def test_groups_stand_below_the_target_of_the_whole_and_those_without_one_by_themselves(typed, tmp_path):
    (tmp_path / "plan.yaml").write_text(GROUPED, encoding="utf-8")
    done = typed("show", "plan.yaml")
    assert (done.status, done.err) == (0, "")
    lines = [line.strip() for line in done.out.splitlines()]
    first = lines.index("More people have work: at least 100 people by 2027, as measured by jobs")
    assert lines[first + 1 : first + 7] == [
        "of these: female 40, male 60", "", "Groups without a target of the whole",
        "jobs, by 2028, of these: under 25 = 30", "Share who read, by 2028, by group: female 70 %",
        "Values of groups are kept on record; what is simulated is the whole.",
    ]


def test_a_plan_without_groups_says_nothing_of_them(typed, starter):
    assert "on record" not in typed("show", starter).out
