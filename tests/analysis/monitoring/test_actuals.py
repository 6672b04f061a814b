"""Measured values find their place in a plan, and those that can hardly be right are named."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.analysis.monitoring.actuals import Actuals, period_label
from logicmodel.plan.periods import Periods

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def row(indicator, period, value, **more):
    return {"indicator": indicator, "node": "", "period": period, "value": value, "date": "", "sd": None, "source": "", "line": None, "plan": "", **more}


def actuals(*rows):
    numbered = tuple({**one, "line": place} for place, one in enumerate(rows, 2))
    return Actuals("actuals", "What was measured?", numbered, {"file": "a.csv"})


def told(plan, *rows):
    return [str(one) for one in actuals(*rows).check(plan)]


@pytest.fixture(scope="module")
def plan():
    return lm.Plan.from_document({
        "title": "Homes", "periods": {"first": "2027", "count": 4}, "numbers": {"doubt": "1 to 3"}, "references": [{"scheme": "IATI", "code": "XM-1"}],
        "inputs": {"money": {}},
        "outputs": {"homes": {"indicators": {
            "built": {"accumulation": "running_total", "title": "Homes built", "error": 4}, "visits": {"error": "5%"},
        }}},
        "outcomes": {
            "housed": {"baseline": 40, "unit": "%", "indicators": {"share": {"error": "doubt"}, "story": {"measure": "text"}}},
            "homeless": {"baseline": 1200, "indicators": {"count": {"direction": "down"}}},
            "plain": {"unit": "people"},
        },
        "links": [{"from": "money", "to": "homes"}, {"from": "homes", "to": "housed"}, {"from": "homes", "to": "homeless"}],
        "targets": [
            {"node": "homes", "indicator": "built", "at_least": 60, "by": 2027, "id": "t"}, {"node": "homeless", "at_most": 900, "by": 2030},
            {"node": "plain", "at_least": 5, "by": 2028},
        ],
    })


def test_values_get_node_period_and_error(plan):
    found = actuals(
        row("built", "2027", 50.0), row("Homes BUILT", "2028-12-31", 90.0), row("visits", "2027", -200.0), row("share", "2027", 45.0),
        row("count", "2027", 1100.0, sd=30.0), row("plain", "2027", 7.0), row("built", "2029", 1.0, plan="XM-2"), row("built", "2029", 120.0, plan="XM-1"),
    ).placed(plan)
    assert [(one["node"], one["indicator"], one["period"], one["value"]) for one in found.rows] == [
        ("homes", "built", "2027", 50), ("homes", "built", "2028", 90), ("homes", "visits", "2027", -200), ("housed", "share", "2027", 45),
        ("homeless", "count", "2027", 1100), ("plain", "plain", "2027", 7), ("homes", "built", "2029", 120),
    ]
    assert found.placed(plan) == found
    doubt = plan.numbers["doubt"].expectation()
    assert [one["sd"] for one in found.rows] == pytest.approx([4, 4, 10, doubt, 30, 0, 4])
    assert found.levels(plan) == {
        "homes": {"2027": (-200, 10)}, "housed": {"2027": (45, pytest.approx(doubt))}, "homeless": {"2027": (1100, 30)}, "plain": {"2027": (7, 0)},
    }


def test_what_has_no_place_is_told_with_all_its_lines(plan):
    strange = (row("bilt", "2027", 1.0), row("built", "2047", 1.0), row("share", "2027", 41.0), row("share", "2027", 42.0), row("count", "x", 1.0, node="homes"))
    assert told(plan, *strange) == [
        "a.csv:2: actuals of bilt: is no indicator of the plan; did you mean built?",
        "a.csv:3: actuals of built: 2047 is no period of the plan; its periods run from 2027 to 2030",
        "a.csv:5: actuals of share: has a value for 2027 already in line 4; keep one of the two",
        "a.csv:6: actuals of count: is no indicator of homes; known: built, visits",
        "a.csv:6: actuals of count: x is no period of the plan; its periods run from 2027 to 2030",
    ]
    with pytest.raises(lm.RequestError) as caught:
        actuals(*strange).placed(plan)
    assert len(caught.value.problems) == 5
    assert "of other plans: XM-2" in told(plan, row("built", "2027", 1.0, plan="XM-2"))[0]
    assert told(plan) == []
    once = lm.Plan.from_document({"periods": {"first": "2027", "count": 1}, "outputs": {"a": {}}})
    assert told(once, row("a", "2028", 1.0)) == ["a.csv:2: actuals of a: 2028 is no period of the plan; its only period is 2027"]


def test_an_indicator_of_two_nodes_needs_the_node():
    both = lm.Plan.from_document({
        "periods": {"first": "2027", "count": 1},
        "outputs": {"a": {"indicators": {"n": {"title": "Same"}}}, "b": {"indicators": {"m": {"title": "Same"}}}},
    })
    assert "measures more than one node: a, b; name the node" in told(both, row("same", "2027", 1.0))[0]
    assert actuals(row("same", "2027", 1.0, node="b")).placed(both).rows[0]["indicator"] == "m"


@pytest.mark.parametrize(("rows", "words"), [
    ([("built", "2027", 90), ("built", "2028", 70)], "is a running total, and falls from 90 in 2027 to 70 in 2028"),
    ([("built", "2027", 90), ("built", "2028", 0)], "falls from 90 in 2027 to 0 in 2028"),
    ([("built", "2027", 0)], "is 0 in 2027, while the target is 60"),
    ([("visits", "2027", 1234567), ("visits", "2028", 0)], "is 0 in 2028, while the value of 2027 is 1,234,567"),
    ([("count", "2027", 0), ("count", "2028", 1100)], "is 0 in 2027, while the baseline is 1,200 and the value of 2028 is 1,100"),
    ([("plain", "2028", 0)], "is 0 in 2028, while the target is 5"),
    ([("share", "2027", 120)], "120 % in 2027 is outside of 0 to 100"),
    ([("share", "2027", 0.4), ("share", "2028", 0.45)], "is 0.45 at most, while its baseline is 40 %"),
    ([("story", "2027", 3)], "has a number, while its measure is text"),
])
def test_what_can_hardly_be_right_is_told_once(plan, rows, words):
    found = told(plan, *(row(name, period, float(value)) for name, period, value in rows))
    assert len(found) == 1, found
    assert words in found[0]


def test_good_values_raise_no_doubt(plan):
    good = [("built", "2027", 0.0), ("built", "2028", 0.0)]
    easy = plan.model_copy(update={"targets": ()})
    assert told(easy, *(row(*one) for one in good)) == []
    assert told(plan, *(row("count", period, value) for period, value in (("2027", 1000.0), ("2028", 400.0), ("2029", 0.0)))) == []
    assert told(plan, *(row("visits", period, value) for period, value in (("2027", 0.0), ("2028", 4.0)))) == []


def test_values_copied_from_targets_are_named():
    names = [f"o{number}" for number in range(5)]
    copied = lm.Plan.from_document({
        "periods": {"first": "2027-Q1", "count": 4, "step": "quarter"}, "outputs": {name: {} for name in names},
        "targets": [{"node": name, "at_least" if number % 2 else "at_most": number + 1, "by": "2027"} for number, name in enumerate(names)],
    })
    rows = [row(name, "2027-12-31", number + 1.0) for number, name in enumerate(names)]
    assert told(copied, *rows) == ["a.csv: actuals: all 5 values equal their targets to the last digit; check which of them was copied from the other"]
    assert told(copied, *rows[:4], row("o4", "2027", 6.0)) == []
    assert told(copied, *rows[:4]) == []


@pytest.mark.parametrize(("text", "step", "label"), [
    ("2027-05-31", "quarter", "2027-Q2"), ("2027-Q2", "quarter", "2027-Q2"), ("2027-05-31T10:00", "month", "2027-05"),
    ("2027", "month", "2027-12"), ("2027-05", "year", None), ("2027-02-31", "year", None), ("2028-01-01", "year", None),
])
def test_days_fall_into_periods(text, step, label):
    first, count = {"year": ("2027", 1), "quarter": ("2027-Q1", 4), "month": ("2027-01", 12)}[step]
    assert period_label(text, Periods(first=first, count=count, step=step)) == label


def test_levels_stand_beside_measured_ones(plan):
    ready = lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml")
    results = lm.simulate(ready, draws=64)
    node = next(target.node for target in ready.targets)
    found = lm.levels(results, node, actuals=actuals(row(node, ready.periods.labels[0], 12.0, sd=2.0)))
    assert (found.rows[0]["actual"], found.rows[0]["actual_error"]) == (12, 2)
