"""StratML plans and reports become plans and plans become StratML; what does not survive is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import logicmodel as lm
from tests.files.outlines import outlines

SAMPLE = Path(__file__).parent / "samples" / "strategy.stratml"
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))
GOAL = ["Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation"]
ORDER = {
    "PerformancePlanOrReport": ["Name", "Description", "OtherInformation", "StrategicPlanCore", "AdministrativeInformation", "Submitter"],
    "StrategicPlanCore": ["Organization", "Vision", "Mission", "Value", "Goal"],
    "Organization": ["Name", "Acronym", "Identifier", "Description", "Stakeholder"],
    "Goal": [*GOAL, "Objective"],
    "Objective": [*GOAL, "PerformanceIndicator"],
    "Stakeholder": ["Name", "Description", "Role"],
    "Role": ["Name", "Description", "RoleType"],
    "PerformanceIndicator": [
        "SequenceIndicator", "MeasurementDimension", "UnitOfMeasurement", "Identifier", "Relationship", "MeasurementInstance", "OtherInformation",
    ],
    "Relationship": ["Identifier", "ReferentIdentifier", "Name", "Description"],
    "MeasurementInstance": ["TargetResult", "ActualResult"],
    "TargetResult": ["StartDate", "EndDate", "NumberOfUnits", "Descriptor", "Description"],
    "Mission": ["Description", "Identifier"],
    "Descriptor": ["DescriptorName", "DescriptorValue"],
    "AdministrativeInformation": ["Identifier", "StartDate", "EndDate", "PublicationDate", "Source"],
}
"""The order in which the schema of 2016 asks for the elements."""


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one).partition(f"{path}:")[2] for one in losses]


def test_a_report_is_a_plan():
    plan, losses = read(SAMPLE)
    assert (plan.title, plan.organisation, plan.mission) == ("A town that reads", "Town library", "Everybody reads.")
    assert plan.periods.labels == ("2027", "2028")
    assert list(plan.nodes) == ["librarians", "read_aloud", "borrowed", "children_read_well"]
    assert plan.outcomes["children_read_well"].horizon == "ultimate"
    assert plan.outcomes["children_read_well"].owner == "School board"
    assert plan.activities["read_aloud"].unit == "hours"
    assert plan.activities["read_aloud"].description == "Every Friday.\nEvery week of the year."
    assert plan.activities["read_aloud"].beneficiaries == ("children",)
    assert plan.stakeholders["friends_of_the_library"].role == "Donor"
    assert plan.outputs["borrowed"].indicators["taste"].measure == "text"
    assert {link.name: (link.because, link.inferred) for link in plan.links} == {
        "read_aloud->borrowed": ("They want more.", False), "librarians->borrowed": ("", False), "borrowed->children_read_well": ("", True),
    }
    assert [(target.name, target.at_least, target.at_most) for target in plan.targets] == [
        ("reading_score@2028", 1200.0, None), ("loans@2027", None, 40000.0),
    ]
    assert losses == [
        "8: stakeholders.children: the name of a role, 'Readers', was left out",
        "25: outcomes.children_read_well.indicators.reading_score: the target 9 has no end date and was left out",
        "26: outcomes.children_read_well.indicators.reading_score: the target 'many' is not a number and was left out",
        "28: outcomes.children_read_well.indicators.reading_score: the actual result 'Better than ever.' is no part of a plan",
        "45: outputs.borrowed: has indicators of the stages Output and Outcome; it was read by the first",
        "63: inputs.librarians: inputs have no indicators; Posts was left out",
        " links.read_aloud->borrowed: a second link between the same two was left out",
        "40: links.read_aloud: is a peer of borrowed, which is no link",
        "41: links.read_aloud: is related to elsewhere, which is not in the file",
        " targets.reading_score@2028: a second target for the same period was left out",
        "4: PerformancePlanOrReport/OtherInformation: 1 of these was left out",
        "7: Organization/Acronym: 1 of these was left out",
        "13: Value/Name: 1 of these was left out",
        "67: Submitter/Surname: 1 of these was left out",
        " actuals: 1 actual result is no part of a plan; hold them against it with logicmodel check --actuals, or read them with lm.read_actuals",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=outlines())
def test_there_and_back_again(plan, tmp_path):
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.stratml", losses=losses)
    told = {one.where for one in losses}
    assert told <= {"", "periods"}
    back, lost = read(tmp_path / "x.stratml")
    assert lost == []
    assert "periods" in told or back.digest == plan.digest
    assert back.model_copy(update={"periods": plan.periods, "targets": ()}).digest == plan.model_copy(update={"targets": ()}).digest
    in_order(etree.parse(tmp_path / "x.stratml").getroot())


def in_order(root):
    for element in root.iter():
        name = etree.QName(element).localname
        names = [etree.QName(child).localname for child in element]
        places = [ORDER[name].index(child) for child in names]
        assert places == sorted(places), name
    identifiers = [element.text for element in root.iter("{*}Identifier")]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_real_plans_say_what_they_lose(path, tmp_path):
    plan = lm.read(path)
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", kind="stratml", losses=losses)
    back, _ = read(tmp_path / "x.xml")
    kept = {name for name, node in plan.nodes.items() if node.kind not in {"factor", "assumption"}}
    assert set(back.nodes) == kept
    assert {link.name for link in back.links} <= {link.name for link in plan.links}
    lost = {one.where for one in losses}
    assert "links.weight" in lost or not any(link.weight for link in plan.links)
    assert all(str(one).strip() for one in losses)
    in_order(etree.parse(tmp_path / "x.xml").getroot())


def test_names_that_readers_could_mistake_come_back(tmp_path):
    plan = lm.Plan.from_document({
        "title": "P", "periods": {"first": "2027", "count": 2},
        "stakeholders": {
            "kids": {"title": "Children", "role": "Beneficiary, performer"}, "donors": {"title": "donors", "role": "Performer"}, "town": {"role": "performer, beneficiary"},
            "d2": {"title": "donors"}, "three": {"title": "Three", "role": "performer, performer"},
        },
        "outcomes": {
            "a": {"title": "A", "horizon": "ultimate", "unit": "kg", "beneficiaries": ["kids"], "indicators": {"goal": {"measure": "text"}, "itself": {"unit": "%"}}},
            "b": {"title": "B", "horizon": "immediate", "indicators": {"itself_2": {"title": "B"}}},
        },
        "links": [{"from": "b", "to": "a", "id": "z"}, {"from": "b", "to": "a", "id": "y", "because": "Why"}],
        "targets": [{"indicator": "itself", "at_least": 1e-7, "by": "2028"}, {"node": "a", "at_most": 1e20, "by": "2027"}],
    })
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.stratml", losses=losses)
    assert [str(one) for one in losses] == [
        "stakeholders.id: 2 of these have ids that StratML has no place for; it comes back made of the title (kids, d2)",
        "stakeholders.title: several have the same title and come back as one (donors); give each a title of its own",
        "targets.id: 1 of these has no place in StratML (a@2028)",
    ]
    back, _ = read(tmp_path / "x.stratml")
    assert {name: entry.role for name, entry in back.stakeholders.items()} == {
        "children": "Beneficiary, performer", "donors": "Performer", "town": "performer, beneficiary", "three": "performer, performer",
    }
    assert {(one.name, one.at_least, one.at_most) for one in back.targets} == {("itself@2028", 1e-7, None), ("a@2027", None, 1e20)}
    kept = {"stakeholders": {}, "targets": (), "outcomes": {name: node.model_copy(update={"beneficiaries": ()}) for name, node in plan.outcomes.items()}}
    again = {"stakeholders": {}, "targets": (), "outcomes": {name: node.model_copy(update={"beneficiaries": ()}) for name, node in back.outcomes.items()}}
    assert back.outcomes["a"].beneficiaries == ("children",)
    assert back.model_copy(update=again).digest == plan.model_copy(update=kept).digest
    in_order(etree.parse(tmp_path / "x.stratml").getroot())


def test_what_is_no_stratml_is_refused(tmp_path):
    path = tmp_path / "x.stratml"
    path.write_text("<other/>")
    with pytest.raises(lm.FileError, match="neither PerformancePlanOrReport nor StrategicPlan"):
        lm.read(path)
    path.write_text('<!DOCTYPE x [<!ENTITY a "b">]><PerformancePlanOrReport/>')
    with pytest.raises(lm.FileError, match="document type"):
        lm.read(path)


def test_targets_within_a_time_come_back_as_by(tmp_path):
    plan = lm.Plan.from_document({
        "title": "P", "periods": {"first": "2027", "count": 2}, "outcomes": {"a": {"unit": "people"}},
        "targets": [{"node": "a", "at_least": 5, "within": "2028"}, {"node": "a", "change": "-20%", "by": "2028", "id": "c"}],
    })
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.stratml", losses=losses)
    told = "\n".join(map(str, losses))
    assert "comes back as by 2028" in told
    assert "targets: 1 of these has no place in StratML (c)" in told
    assert "comes back as intermediate" in told
    assert "stands below a goal with the name of the plan" in told
    back, _ = read(tmp_path / "x.stratml")
    assert back.periods == plan.periods
    assert list(back.nodes) == ["a"]


def test_goals_need_neither_names_nor_identifiers(tmp_path):
    path = tmp_path / "x.stratml"
    goal = "<Goal><Description>Rivers are clean.</Description><Objective><Name>Plant trees</Name></Objective><Objective/></Goal>"
    path.write_text(f"<StrategicPlan><StrategicPlanCore>{goal}{goal}</StrategicPlanCore></StrategicPlan>")
    plan, losses = read(path)
    assert list(plan.outcomes) == ["rivers_are_clean", "plant_trees", "item", "rivers_are_clean_2", "plant_trees_2", "item_2"]
    assert [link.name for link in plan.links] == [
        "plant_trees->rivers_are_clean", "item->rivers_are_clean", "plant_trees_2->rivers_are_clean_2", "item_2->rivers_are_clean_2",
    ]
    assert len(losses) == 1
    assert "the present year was taken" in losses[0]


def test_less_than_was_measured_before_is_doubted(tmp_path):
    def told(*actuals):
        results = [("Actual", value, year) for value, year in actuals] + [("Target", 20, 2028), ("Target", 15, 2029)]
        instances = "".join(
            f"<MeasurementInstance><{kind}Result><NumberOfUnits>{value}</NumberOfUnits><StartDate>{year}-01-01</StartDate>"
            f"<EndDate>{year}-12-31</EndDate></{kind}Result></MeasurementInstance>" for kind, value, year in results
        )
        path = tmp_path / "plan.stratml"
        path.write_text(
            '<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"><Name>City</Name><StrategicPlanCore><Goal><Name>Safe</Name>'
            '<Objective><Name>Slower cars</Name><PerformanceIndicator ValueChainStage="Outcome"><MeasurementDimension>Too fast</MeasurementDimension>'
            f"{instances}</PerformanceIndicator></Objective></Goal></StrategicPlanCore></PerformancePlanOrReport>", encoding="utf-8",
        )
        losses = []
        assert [target.at_least for target in lm.read(path, losses=losses).targets] == [20, 15]
        return [one.message for one in losses if "less is better" in one.message]

    assert told((40, 2025), (38, 2026)) == ["whether less is better is not said; at least 20 was read, and 38 was measured before"]
    assert told((40, 2025), (18, 2026)) == told((40, 2028)) == told() == []
