"""Real results of a large organisation come in whole, and go out again."""

from __future__ import annotations

import collections

import pytest
from lxml import etree

import logicmodel as lm
from tests.files.published_rules import broken_rules
from tests.files.unhcr import by_population, published, rows


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("unhcr") / "activities.xml"
    found.write_bytes(published())
    return found


@pytest.fixture(scope="module")
def plans(path):
    return dict(lm.read_many(path, losses=[]))


def test_every_row_is_an_indicator_with_its_numbers(plans):
    table = collections.defaultdict(list)
    for row in rows():
        table[row["iati_identifier"]].append(row)
    assert set(plans) == set(table)
    for identifier, plan in plans.items():
        indicators = [indicator for node in plan.results.values() for indicator in node.indicators.values()]
        mine = table[identifier]
        assert len(indicators) == len(mine)
        baselines = sorted(one.baseline for one in indicators if one.baseline is not None)
        assert baselines == sorted(float(row["baseline"]) for row in mine if row["baseline"])
        goals = sorted(goal.at_least if goal.at_least is not None else goal.at_most for goal in plan.targets)
        assert goals == sorted(float(row["target"]) for row in mine if row["target"])
        assert len(plan.outputs) == len({row["result_title"] for row in mine if row["result_type"] == "1"})
        assert sum(one.horizon == "ultimate" for one in plan.outcomes.values()) == len({row["result_title"] for row in mine if row["result_type"] == "3"})
        assert all(link.inferred for link in plan.links)


def test_actual_values_find_their_indicators(path, plans):
    actuals = lm.read_actuals(path)
    assert sorted(row["value"] for row in actuals.rows) == sorted(float(row["actual"]) for row in rows() if row["actual"])
    assert {row["plan"] for row in actuals.rows} <= set(plans)
    for identifier, plan in plans.items():
        mine = [row for row in actuals.rows if row["plan"] == identifier]
        if mine:
            assert len(actuals.placed(plan).rows) == len(mine)
            assert 0 < sum("is 0 in" in one.message for one in actuals.check(plan)) <= sum(row["value"] == 0 for row in mine)
        else:
            assert "all values are of other plans" in actuals.check(plan)[0].message


def test_plans_can_be_checked_and_drawn_and_say_what_is_missing(plans):
    for plan in plans.values():
        assert {finding.code for finding in lm.check(plan, profile="iati")}
        with pytest.raises(lm.IncompleteError, match="weight"):
            lm.simulate(plan, draws=64)
    smallest = min(plans.values(), key=lambda plan: len(plan.nodes))
    assert "<svg" in lm.diagram(smallest).svg


def test_plans_go_out_by_the_published_rules(plans, tmp_path):
    for plan in plans.values():
        lm.write(plan, tmp_path / "x.xml", losses=[])
        assert broken_rules(etree.parse(tmp_path / "x.xml").getroot()) == set()
        back = lm.read(tmp_path / "x.xml", losses=[])
        assert back.targets == plan.targets
        assert {name: node.indicators for name, node in back.results.items()} == {name: node.indicators for name, node in plan.results.items()}
        assert back.links == plan.links


def test_the_table_keeps_the_published_rules_itself(path):
    assert broken_rules(etree.parse(path).getroot()) == set()


def test_populations_are_groups_of_one_indicator(tmp_path):
    (tmp_path / "x.xml").write_bytes(by_population())
    losses: list[lm.Problem] = []
    plans = dict(lm.read_many(tmp_path / "x.xml", losses=losses))
    assert not [one for one in losses if one.where.endswith((".target", ".baseline"))]
    groups = [(identifier, group) for identifier, plan in plans.items() for node in plan.results.values() for one in node.indicators.values() for group in one.groups]
    table = [row for row in rows() if row["baseline"] or row["target"]]
    assert sorted((identifier, group.of["population"], group.baseline, group.target) for identifier, group in groups if group.baseline is not None and group.target is not None) == sorted(
        (row["iati_identifier"], row["population"] or "all", float(row["baseline"]), float(row["target"])) for row in table if row["baseline"] and row["target"]
    )
    assert len(groups) == len(table)
    assert not any(plan.targets for plan in plans.values())
    several = [one for plan in plans.values() for node in plan.results.values() for one in node.indicators.values() if len(one.groups) > 1]
    assert len(several) == 3
    assert {one.disaggregation for one in several} == {("population",)}
    actuals = lm.read_actuals(tmp_path / "x.xml")
    assert sorted((row["group"], row["value"]) for row in actuals.rows) == sorted((f"population: {row['population'] or 'all'}", float(row["actual"])) for row in rows() if row["actual"])
    for plan in plans.values():
        assert not [one for one in lm.check(plan, profile="all") if one.code == "LM322"]
        lm.write(plan, tmp_path / "y.xml", losses=[])
        back = lm.read(tmp_path / "y.xml", losses=[])
        assert {name: node.indicators for name, node in back.results.items()} == {name: node.indicators for name, node in plan.results.items()}
