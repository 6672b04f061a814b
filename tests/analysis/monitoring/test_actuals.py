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
        "a.csv:5: actuals of share: has two values for 2027: 41 in line 4, 42 here; keep one of the two",
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


def test_titles_of_nodes_and_indicators_are_names_too():
    plan = lm.Plan.from_document({
        "periods": {"first": "2027", "count": 1},
        "outputs": {"a": {"title": "Homes north", "indicators": {"n": {"title": "Homes built"}}}, "b": {"title": "Homes south", "indicators": {"m": {"title": "Homes built"}}}, "c": {"title": "Wells"}},
    })
    found = actuals(row("homes  BUILT", "2027", 1.0, node="Homes South"), row("wells", "2027", 2.0), row("n", "2027", 3.0)).placed(plan)
    assert [(one["node"], one["indicator"]) for one in found.rows] == [("b", "m"), ("c", "c"), ("a", "n")]
    assert told(plan, row("Homes bult", "2027", 1.0)) == ["a.csv:2: actuals of Homes bult: is no indicator of the plan; did you mean m?"]
    assert "did you mean c?" in told(plan, row("Wels", "2027", 1.0))[0]


def test_what_a_sample_says_depends_on_its_size(plan):
    found = actuals(row("share", "2027", 50.0, n=96), row("share", "2028", 50.0, n=96, sd=2.0), row("visits", "2027", 200.0, n=50), row("share", "2029", 0.0, n=10)).placed(plan)
    assert [one["sd"] for one in found.rows] == pytest.approx([5, 2, 10, 9.4], rel=0.01)


def test_values_from_before_the_plan_are_its_history(plan):
    found = actuals(row("built", "2024", 5.0), row("built", "2026-12-31", 8.0), row("visits", "2027-Q1", 1.0), row("count", "2026-13", 1.0), row("plain", "2027-2029", 2.0))
    assert [str(one) for one in found.check(plan)] == [
        "a.csv: actuals: 2 values of 2024 to 2026 are from before the plan, which begins in 2027, and were left out; begin periods: earlier if they belong to it",
        "a.csv:4: actuals of visits: 2027-Q1 is a quarter, and the plan counts in years; give one figure for each year",
        "a.csv:5: actuals of count: 2026-13 is no period of the plan; its periods run from 2027 to 2030",
        "a.csv:6: actuals of plain: 2027-2029 covers several years; write the one that the value stands for, such as 2029",
    ]
    one = actuals(row("built", "2026", 5.0), row("built", "2027", 6.0)).placed(plan)
    assert (len(one.rows), one.notes) == (1, ("1 value of 2026 is from before the plan, which begins in 2027, and was left out",))
    assert one.placed(plan).notes == one.notes


def test_what_is_covered_is_told(plan):
    assert actuals(row("built", "2027", 5.0), row("visits", "2029", 5.0), row("plain", "2028", 1.0)).coverage(plan) == (
        "Values for 2 of 4 indicators and 1 result itself, 2027 to 2029; none for share, count."
    )
    assert actuals(row("built", "2028", 5.0)).coverage(plan) == "Values for 1 of 4 indicators, 2028; none for visits, share, count."
    assert actuals(row("x", "2028", 5.0)).coverage(plan) == "No value has a place in the plan, which has 4 indicators."


def test_the_same_value_twice_is_no_conflict(plan):
    assert told(plan, row("built", "2027", 70.0), row("built", "2027-05-01", 70.0)) == ["a.csv:3: actuals of built: has this value for 2027 already in line 2; delete one of the two"]


@pytest.mark.parametrize(("rows", "words"), [
    ([("pupils", "2027", 130_000)], "is 130,000 in 2027, while the target of 2028 is 1,200; look the figure up, and its unit: thousands?"),
    ([("pupils", "2027", -4)], "is −4 in 2027, and nothing else is below 0"),
    ([("level", "2027", 12)], "12 in 2027 is above 10, the most that “Level” can be (max)"),
    ([("level", "2027", -1)], "−1 in 2027 is below 0, the least that “Level” can be (min)"),
    ([("rate", "2027", 45), ("rate", "2028", 50)], "is 50, while the target of 2028 is 0.6; write shares as the plan does: 0.85, not 85"),
    ([("part", "2027", 0.4)], "is 0.4 at most, while the target of 2028 is 60 %; write percentages as 85, not as 0.85"),
])  # fmt: skip
def test_what_is_far_from_possible_is_told(rows, words):
    plan = lm.Plan.from_document({
        "periods": {"first": "2027", "count": 2},
        "outcomes": {
            "pupils": {"baseline": 900}, "level": {"title": "Level", "baseline": 4, "min": 0, "max": 10}, "rate": {"baseline": 0.5, "unit": "share"},
            "part": {"unit": "%"},
        },
        "targets": [{"node": "pupils", "at_least": 1200, "by": 2028}, {"node": "rate", "at_least": 0.6, "by": 2028}, {"node": "part", "at_least": 60, "by": 2028}],
    })
    found = told(plan, *(row(name, period, float(value)) for name, period, value in rows))
    assert len(found) == 1, found
    assert words in found[0]


def test_a_zero_is_real_where_little_is_expected(plan):
    assert told(plan, row("visits", "2027", 2.0), row("visits", "2028", 0.0), row("visits", "2029", 1.0)) == []
    assert "is 0 in 2028" in told(plan, row("visits", "2027", 20.0), row("visits", "2028", 0.0), row("visits", "2029", 12.0))[0]


def test_quarters_and_years_in_a_plan_of_months():
    months = Periods(first="2027-01", count=12, step="month")
    assert [period_label(text, months) for text in ("2027-Q2", "2027", "2027-07-14")] == ["2027-06", "2027-12", "2027-07"]


def test_the_amount_of_a_year_is_none_of_a_quarter():
    document = {
        "logicmodel": 1, "periods": {"first": "2027-Q1", "count": 8, "step": "quarter"},
        "outputs": {"meals": {"indicators": {"served": {"accumulation": "per_period"}, "waiting": {}}}},
    }
    plan = lm.Plan.from_document(document)
    text = "is an amount per quarter, and 2027 is a year; the figure was taken for 2027-Q4 alone; give one figure for each quarter"
    rows = lm.read_actuals({"indicator": ["served", "waiting"], "2027": [400, 20], "2028": [None, None]})
    assert [str(one) for one in rows.check(plan)] == [f"the table:1: actuals of served: {text}"]
    quarters = lm.read_actuals({"indicator": ["served"], "quarter": ["Q4 2027"], "value": [110]})
    assert quarters.check(plan) == ()
