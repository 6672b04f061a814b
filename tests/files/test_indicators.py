"""Indicator tracking tables become plans, and their values the actuals of these plans."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.indicators import Indicators
from logicmodel.files.source import take

SAMPLES = Path(__file__).parent / "samples"
TABLE = """\
Our monitoring plan,,,,,,,,
,,,,,,,,
Indicator,Unit,Desired direction,Baseline 2025,2026,2027,Target 2028,Source,Colour
Impact: Children do well,,,,,,,,
Children in poverty,%,down,22%,21,19.5%,15,Census,blue
Outcome 1: Children read,,,,,,,,
Reading score,points,increase,480,,500,"at least 520",Survey,
Output 1.1 Books arrive,,,,,,,,
Books handed out,books,sideways,,"1,000",n/a,TBD,Log,
"""


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one).replace(str(path), path.name) for one in losses]


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_with_years_in_columns_is_a_plan(tmp_path):
    plan, losses = read(written(tmp_path / "our_plan.csv", TABLE))
    assert (plan.title, plan.periods.labels) == ("Our plan", ("2026", "2027", "2028"))
    assert {name: node.title for name, node in plan.results.items()} == {"books_arrive": "Books arrive", "children_do_well": "Children do well", "children_read": "Children read"}
    assert {name: node.horizon for name, node in plan.outcomes.items()} == {"children_do_well": "ultimate", "children_read": "intermediate"}
    poverty, score = (next(iter(plan.outcomes[name].indicators.values())) for name in ("children_do_well", "children_read"))
    assert (poverty.unit, poverty.direction, poverty.baseline, poverty.baseline_date, poverty.source) == ("%", "down", 22, "2025", "Census")
    assert (score.direction, score.baseline) == ("up", 480)
    assert [(goal.indicator, goal.at_least, goal.at_most, goal.by) for goal in plan.targets] == [("children_in_poverty", None, 15, "2028"), ("reading_score", 520, None, "2028")]
    assert {link.name for link in plan.links} == {"books_arrive->children_read", "children_read->children_do_well"}
    assert losses == [
        "our_plan.csv:9: Books handed out: the direction 'sideways' is none that is known; up was taken; write up, down or hold",
        "our_plan.csv: actuals: 4 measured values are no part of a plan; hold them against it with logicmodel check --actuals, or read them with lm.read_actuals",
        "our_plan.csv: baseline: 1 indicator has none; the first value was taken; add a column Baseline",
        "our_plan.csv: the column Colour was left out",
    ]


def test_its_values_are_the_actuals_of_that_plan(tmp_path):
    path = written(tmp_path / "our_plan.csv", TABLE)
    plan, _ = read(path)
    found = lm.read_actuals(path, losses=[])
    assert found.check(plan) == ()
    assert [(row["node"], row["period"], row["value"]) for row in found.placed(plan).rows] == [
        ("children_do_well", "2026", 21), ("children_do_well", "2027", 19.5), ("children_read", "2027", 500), ("books_arrive", "2026", 1000),
    ]
    assert found.coverage(plan) == "Values for 3 of 3 indicators, 2026 to 2027."


def test_the_same_as_a_sheet(tmp_path):
    made = openpyxl.Workbook()
    for line in (["Level", "Result", "KPI", 2026, 2027, "Target", "Target year"], ["Outcome", "They read", "Score", 480, 500, 520, 2029], ["Output", "Books", "Books out", None, 30, "many", None]):
        made.active.append(line)
    made.save(tmp_path / "itt.xlsx")
    assert format_of(take(tmp_path / "itt.xlsx")).kind == "indicators"
    assert not Indicators().recognises(take(written(tmp_path / "broken.csv", "indicator,'a\x00\n")))
    with pytest.raises(lm.FileError, match="is no table of indicators"):
        Indicators().read(take(written(tmp_path / "other.csv", "a,b\n1,2\n")), [])
    plan, losses = read(tmp_path / "itt.xlsx")
    assert (list(plan.outcomes), list(plan.outputs)) == (["they_read"], ["books"])
    assert [(goal.at_least, goal.by) for goal in plan.targets] == [(520, "2029")]
    assert "the target 'many' is not a number and was left out" in losses[0]
    assert len(lm.read_actuals(tmp_path / "itt.xlsx", losses=[]).placed(plan).rows) == 3


def test_one_row_for_each_value(tmp_path):
    text = "indicator,unit,direction,target,year,value\nNoise,dB,down,50,2025,61\nNoise,dB,down,50,2026,many\nNoise,dB,down,50,2027,58\n"
    path = written(tmp_path / "long.csv", text)
    plan, losses = read(path)
    (noise,) = plan.outcomes.values()
    assert (noise.title, noise.unit, str(noise.baseline), plan.periods.labels) == ("Noise", "dB", "61", ("2025", "2026", "2027"))
    assert [(goal.at_most, goal.by) for goal in plan.targets] == [(50, "2027")]
    assert any("the value 'many' is not a number" in one for one in losses)
    assert any("1 of these has no date; the last period with values was taken" in one for one in losses)
    assert any("no column says which results are outputs" in one for one in losses)
    with pytest.raises(lm.FileError, match="'many' is not a number"):
        lm.read_actuals(path, losses=[])


def test_targets_beside_values_are_those_of_their_periods_where_they_differ(tmp_path):
    plan, losses = read(written(tmp_path / "a.csv", "indicator,year,value,target\nJobs,2025,10,20\nJobs,2026,15,20\nJobs,2027,18,40\n"))
    assert [(goal.at_least, goal.by) for goal in plan.targets] == [(20, "2025"), (20, "2026"), (40, "2027")]
    assert not any("no date" in one for one in losses)
    plan, losses = read(written(tmp_path / "b.csv", "indicator,year,value,target,target year\nJobs,2025,10,20,2026\nJobs,2026,15,40,2027\n"))
    assert [(goal.at_least, goal.by) for goal in plan.targets] == [(20, "2026"), (40, "2027")]


def test_cells_of_a_sheet_that_cannot_be_read_are_told(tmp_path):
    made = openpyxl.Workbook()
    for line in (["Indicator", "Baseline", 2025, 2026, "Target 2027"], ["Jobs", 1, "=B2*2", 5, 9]):
        made.active.append(line)
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(lm.FileError, match="Sheet!C2: holds a formula whose result was not saved"):
        lm.read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(("text", "told"), [
    ("Indicator,2026,2027\n,,\n", "holds no indicator below its heads"), ("indicator,year,value\na,2027,1\n", "holds measured values and no plan; hold them against a plan"), ("a,b\n1,2\n", "in no format|is no"),
])  # fmt: skip
def test_tables_that_are_no_plan_are_refused(text, told, tmp_path):
    with pytest.raises(lm.FileError, match=told):
        lm.read(written(tmp_path / "x.csv", text), losses=[])


def test_a_target_without_any_date_is_lost(tmp_path):
    _, losses = read(written(tmp_path / "x.csv", "Indicator,Target,2026,2027\nNoise,50,,\nDust,7,2,few\n"))
    assert any("2 of these have no date; the last period with values was taken" in one for one in losses)
    assert any("the value 'few' is not a number" in one for one in losses)


def test_what_stands_in_a_table_in_many_ways(tmp_path):
    text = (
        "Level,Result,Indicator,Baseline,Target 2028,2026,2027,Disaggregation\nActivity,Do it,Meetings,few,,4,6,sex; age\nOutcome,They read,Score,40,50 to 60 points,41,<45,\n"
        "Outcome,They read,Books at home,,at most 3,1%,2%,\n,,Lonely,,,1,2,\n"
    )
    plan, losses = read(written(tmp_path / "x.csv", text))
    (meetings,) = plan.outputs["do_it"].indicators.values()
    assert (meetings.disaggregation, meetings.baseline) == (("sex", "age"), None)
    assert plan.outcomes["they_read"].baseline is None
    assert [one.unit for one in plan.outcomes["they_read"].indicators.values()] == ["", "%"]
    assert plan.outcomes["lonely"].baseline.value == 1
    assert any(goal.at_most == 3 for goal in plan.targets)
    assert any("the baseline 'few' is not a number" in one for one in losses)


def test_real_indicators_of_a_city():
    plan, _ = read(SAMPLES / "new_york.csv")
    indicators = [one for node in plan.outcomes.values() for one in node.indicators.values()]
    assert (len(plan.outcomes), len(indicators), len(plan.targets)) == (7, 45, 4)
    assert {one.direction for one in indicators} == {"up", "down"}
    found = lm.read_actuals(SAMPLES / "new_york.csv", losses=[])
    assert len(found.rows) == len(found.placed(plan).rows) == 334
    assert found.check(plan) == ()
    assert found.coverage(plan) == "Values for 45 of 45 indicators, 2016 to 2023."
    assert lm.check(plan, profile="all")


def test_real_series_of_a_country():
    plan, _ = read(SAMPLES / "germany.csv")
    found = lm.read_actuals(SAMPLES / "germany.csv", losses=[])
    values = {(row["indicator"], row["period"]): row["value"] for row in found.rows}
    assert values["10-1 Ausländische Schulabsolventinnen und Schulabsolventen, foreigns", "2010"] == 87.2
    assert len(found.placed(plan).rows) == len(found.rows) == sum(1 for line in (SAMPLES / "germany.csv").read_text(encoding="utf-8").splitlines()[1:] if line)
    assert found.check(plan) == ()
    assert any(one.value < 0 for one in (node.baseline for node in plan.outcomes.values()))


def test_a_target_below_its_baseline_asks_for_less(tmp_path):
    text = "Indicator,Direction,Baseline 2024,2025,2026,Target 2027,Target 2028\nDays,,30,29,28,25,20\nCases,,100,,,,reduction of 20%\nFloor,up,30,,28,25,20\nBooks,,,50,,40,60\n"
    plan, _ = read(written(tmp_path / "table.csv", text))
    rules = [(goal.node, goal.at_least, goal.at_most, goal.change and goal.change.amount) for goal in plan.targets]
    assert rules == [
        ("days", None, 25, None), ("days", None, 20, None), ("cases", None, None, -0.2), ("floor", 25, None, None), ("floor", 20, None, None),
        ("books", 40, None, None), ("books", 60, None, None),  # without a baseline of its own: the first value proves nothing
    ]
    directions = {name: one.direction for name, node in plan.outcomes.items() for one in node.indicators.values()}
    assert directions == {"days": "down", "cases": "down", "floor": "up", "books": "up"}
