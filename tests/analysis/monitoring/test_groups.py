"""What is planned for groups stands beside what was measured of them."""

from __future__ import annotations

import pytest

import logicmodel as lm

PLAN = {
    "title": "Work", "periods": {"first": 2027, "count": 3},
    "outcomes": {"work": {"title": "More people have work", "indicators": {
        "jobs": {"title": "People in work", "groups": [
            {"of": {"sex": "female"}, "baseline": 3, "at_least": 4, "by": 2028},
            {"of": {"sex": "female"}, "at_least": 6, "by": 2029},
            {"of": {"sex": "male", "age": "under 25"}, "at_most": 2, "by": 2028},
            {"of": {"district": "north"}, "baseline": 1},
        ]},
        "other": {},
    }}},
}
HEAD = "indicator,period,value,group\n"


@pytest.fixture
def measured(tmp_path):
    def reading(*lines: str) -> lm.Actuals:
        (tmp_path / "actuals.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        return lm.read_actuals(tmp_path / "actuals.csv")

    return reading


def rows(answer):
    return [tuple(row[key] for key in ("group", "period", "baseline", "rule", "wanted", "measured", "met")) for row in answer.rows]


def test_every_group_has_a_row_for_each_of_its_dates():
    answer = lm.groups(lm.Plan.from_document(PLAN))
    assert rows(answer) == [
        ("sex: female", "2028", 3, "at_least", 4, None, None),
        ("sex: female", "2029", 3, "at_least", 6, None, None),
        ("sex: male, age: under 25", "2028", None, "at_most", 2, None, None),
        ("district: north", None, 1, None, None, None, None),
    ]
    assert {(row["node"], row["indicator"]) for row in answer.rows} == {("work", "jobs")}
    assert answer.titles["indicator"]["jobs"] == "People in work"
    assert "file" not in answer.settings


def test_measured_values_find_their_group_however_it_is_written(measured):
    plan = lm.Plan.from_document(PLAN)
    actuals = measured("jobs,2028,9,", "jobs,2028,5,SEX:Female", "jobs,2027,2,female", 'jobs,2028,3,"age: Under 25, sex: male"', "jobs,2027,1,disabled", "other,2027,1,old")
    answer = lm.groups(plan, actuals)
    assert rows(answer) == [
        ("sex: female", "2027", 3, None, None, 2, None),
        ("sex: female", "2028", 3, "at_least", 4, 5, True),
        ("sex: female", "2029", 3, "at_least", 6, None, None),
        ("sex: male, age: under 25", "2028", None, "at_most", 2, 3, False),
        ("district: north", None, 1, None, None, None, None),
        ("disabled", "2027", None, None, None, 1, None),
        ("old", "2027", None, None, None, 1, None),
    ]
    assert str(answer.settings["file"]).endswith("actuals.csv")


def test_values_without_a_place_are_refused_all_at_once(measured):
    with pytest.raises(lm.RequestError) as caught:
        lm.groups(lm.Plan.from_document(PLAN), measured("jops,2028,5,female", "jobs,2050,5,male"))
    assert len(caught.value.problems) == 2


def test_a_plan_without_groups_has_no_rows():
    assert lm.groups(lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outputs": {"a": {"indicators": {"i": {}}}}})).rows == ()
