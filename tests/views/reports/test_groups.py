"""The logical framework tells what is planned for groups beside the whole."""

from __future__ import annotations

import logicmodel as lm

from .plans import cells, chapter, tables

PLAN = {
    "periods": {"first": 2027, "count": 2},
    "inputs": {"money": {}},
    "outcomes": {
        "work": {
            "title": "More people have work", "unit": "people", "baseline": 10,
            "indicators": {
                "jobs": {"measure": "number", "groups": [
                    {"of": {"sex": "female"}, "baseline": 4, "at_least": 40, "by": 2027}, {"of": {"sex": "male"}, "baseline": 6, "at_least": 60, "by": 2027},
                    {"of": {"sex": "female"}, "title": "Women", "at_least": 50, "by": 2028},
                ]},
                "other": {},
            },
        },
    },
    "links": [{"from": "money", "to": "work", "weight": 1}],
    "targets": [{"indicator": "jobs", "at_least": 100, "by": 2027}, {"node": "work", "at_least": 90, "by": 2027, "id": "truth"}],
    "allocations": {"now": {"money": 95}},
}


def test_baselines_and_targets_of_groups_stand_beside_those_of_the_whole():
    report = lm.report(lm.Plan.from_document(PLAN), draws=64)
    (row,) = (row for row in cells(tables(chapter(report.document, "logframe").blocks)[0]) if row[0] == "More people have work")
    assert row[2] == "10 people\nof these: female 4, male 6"
    assert row[3] == "at least 100 people by 2027, measured by jobs; of these: female 40, male 60\nat least 90 people by 2027\nof these: Women 50 by 2028"
