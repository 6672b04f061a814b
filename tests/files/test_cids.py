"""Plans as CIDS linked data: every name is in the context, every reference is in the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import logicmodel as lm

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))
PLAN = {
    "title": "Reading", "organisation": "Library", "mission": "All read", "periods": {"first": "2027", "count": 2},
    "stakeholders": {"kids": {"title": "Children"}},
    "inputs": {"money": {}}, "activities": {"lend": {}}, "outputs": {"loans": {"indicators": {"cards": {}}}},
    "outcomes": {
        "read": {"title": "Children read", "beneficiaries": ["kids"], "indicators": {"score": {"unit": "points", "baseline": 7.5, "definition": "Test"}}},
        "jobs": {"unit": "posts", "baseline": 600},
    },
    "assumptions": {"calm": {"title": "No strike", "mitigation": "Talk", "holds": 0.9}},
    "factors": {"rain": {}},
    "links": [
        {"from": "money", "to": "lend"}, {"from": "lend", "to": "loans", "weight": 3}, {"from": "lend", "to": "read"}, {"from": "loans", "to": "read"},
        {"from": "read", "to": "jobs", "role": "enables"}, {"from": "rain", "to": "read"},
        {"from": "jobs", "to": "loans", "lag": 1},
    ],
    "targets": [
        {"indicator": "score", "at_least": 8, "by": "2028", "title": "Better"}, {"indicator": "cards", "at_most": 5, "by": "2027", "id": "few"},
        {"node": "jobs", "change": "10%", "by": "2028", "id": "more"}, {"node": "jobs", "at_least": 900, "within": "2028", "id": "work"},
    ],
}


EXACTLY = {
    "cids:Organization": {"hasLegalName"}, "cids:Outcome": {"hasName", "forOrganization", "partOf"}, "cids:Theme": {"hasName"},
    "cids:Indicator": {"hasName", "forOrganization", "unitDescription", "hasIdentifier"}, "i72:Measure": {"hasNumericalValue"},
    "cids:Target": {"hasName", "hasComment", "value", "startedAtTime", "endedAtTime"},
    "cids:Stakeholder": {"hasName", "forOrganization"}, "cids:BeneficialStakeholder": {"hasName", "forOrganization"},
    "cids:ImpactModel": {"hasName", "forOrganization"},
}
"""What the shapes of CIDS 3 ask for exactly once, by class; of the tiers above the basic one only what a plan can say."""
CLASSES = {
    "value": {"i72:Measure"}, "hasBaseline": {"i72:Measure"}, "forOrganization": {"cids:Organization"}, "definedBy": {"cids:Organization"},
    "hasTarget": {"cids:Target"}, "hasIndicator": {"cids:Indicator"}, "partOf": {"cids:ImpactModel"}, "canProduce": {"cids:Outcome"},
    "forTheme": {"cids:Theme"}, "forOutcome": {"cids:Outcome"}, "hasBeneficialStakeholder": {"cids:BeneficialStakeholder"},
}
"""Classes that references lead to."""


def written(plan, path):
    losses: list[lm.Problem] = []
    lm.write(plan, path, losses=losses)
    found = json.loads(path.read_text())
    return found, {short(one["@id"]): one for one in found["@graph"]}, [str(one) for one in losses]


def short(identifier):
    return ":".join(identifier.split(":")[3:])


def test_a_plan_is_linked_data(tmp_path):
    _, graph, losses = written(lm.Plan.from_document(PLAN), tmp_path / "x.jsonld")
    assert graph["organization"]["@id"] == "urn:x-logicmodel:reading:organization"
    assert graph["organization"]["hasLegalName"] == "Library"
    model = {key: [short(one) for one in value] if isinstance(value, list) else value for key, value in graph["model"].items()}
    assert model == {
        "@type": "cids:ImpactModel", "@id": "urn:x-logicmodel:reading:model", "hasName": "Reading", "hasPurpose": "All read",
        "forOrganization": "urn:x-logicmodel:reading:organization", "hasActivity": ["activity:lend"], "hasOutcome": ["outcome:read", "outcome:jobs"],
        "hasImpactRisk": ["risk:calm"], "startedAtTime": "2027-01-01T00:00:00Z", "endedAtTime": "2028-12-31T00:00:00Z",
    }
    said = {(name, field, short(one)) for name, entry in graph.items() for field in ("hasInput", "hasOutput", "hasOutcome", "canProduce", "canEnable")
            for one in entry.get(field, []) if name not in {"model", "organization"}}
    assert said == {
        ("activity:lend", "hasInput", "input:money"), ("activity:lend", "hasOutput", "output:loans"), ("activity:lend", "hasOutcome", "outcome:read"),
        ("output:loans", "canProduce", "outcome:read"), ("outcome:read", "canEnable", "outcome:jobs"), ("outcome:jobs", "canEnable", "output:loans"),
    }
    assert short(graph["outcome:read"]["hasBeneficialStakeholder"][0]) == "stakeholder:kids"
    assert graph["risk:calm"]["hasMitigation"] == "Talk"
    assert losses == [
        ("written for the basic tier of CIDS; the essential tier also asks for the day on which the model and its targets were made (dateCreated), "
        "the catchment area of stakeholders (hasCatchmentArea), the baseline of 1 indicator; add them where a funder asks for that tier"),
        "factors: 1 of these has no place in CIDS (rain)", "assumptions.holds: 1 of these has no place in CIDS (calm)",
        "links.weight: 1 of these has no place in CIDS (lend->loans)", "links: 1 of these has no place in CIDS (rain->read)",
        "links.lag: 1 of these has no place in CIDS (jobs->loans)",
        "targets: 1 of these has no place in CIDS (more)",
    ]


def test_indicators_and_nodes_have_baselines_and_targets(tmp_path):
    _, graph, _ = written(lm.Plan.from_document(PLAN), tmp_path / "x.jsonld")
    score = graph["indicator:read.score"]
    assert (short(score["forOutcome"][0]), score["unitDescription"], score["hasDescription"]) == ("outcome:read", "points", "Test")
    assert graph[short(score["hasBaseline"])]["hasNumericalValue"] == "7.5"
    target = graph[short(score["hasTarget"][0])]
    assert (target["hasName"], target["hasComment"], target["endedAtTime"]) == ("Better", "At least 8 points by 2028", "2028-12-31T00:00:00Z")
    assert graph[short(target["value"])]["hasNumericalValue"] == "8"
    assert graph["target:few"]["hasName"] == "cards: at most 5 by 2027"
    assert (graph["indicator:jobs"]["unitDescription"], graph["target:work"]["hasComment"]) == ("posts", "At least 900 posts in some period up to 2028")
    assert graph[short(graph["indicator:jobs"]["hasBaseline"])]["hasNumericalValue"] == "600"
    assert graph["indicator:loans.cards"]["unitDescription"] == "number"
    assert "forOutcome" not in graph["indicator:loans.cards"]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_what_the_shapes_ask_for_is_in_the_file(path, tmp_path):
    plan = lm.read(path)
    found, _, losses = written(plan.model_copy(update={"organisation": "We"}), tmp_path / "x.jsonld")
    context, graph = found["@context"], {one["@id"]: one for one in found["@graph"]}
    assert len(graph) == len(found["@graph"])
    for one in graph.values():
        assert {key for key in one if not key.startswith("@")} <= set(context)
        assert all(isinstance(one.get(field), str) and one[field] for field in EXACTLY.get(one["@type"], ())), one["@id"]
        for key, value in one.items():
            if isinstance(context.get(key), dict) and context[key]["@type"] == "@id":
                told = value if isinstance(value, list) else [value]
                assert set(told) <= set(graph), key
                assert len(set(told)) == len(told), key
                assert {graph[other]["@type"] for other in told} <= CLASSES.get(key, {graph[other]["@type"] for other in told}), key
    goals = [goal for goal in plan.targets if (goal.at_least, goal.at_most) != (None, None)]
    assert sum(one["@type"] == "cids:Target" for one in graph.values()) == len(goals)
    assert any(one.startswith("links") for one in losses)


def test_a_plan_without_an_organisation_is_told_to_name_one(tmp_path):
    _, graph, losses = written(lm.Plan.from_document({**PLAN, "organisation": "", "title": ""}), tmp_path / "x.jsonld")
    assert "hasLegalName" not in graph["organization"]
    assert losses[0] == "organisation: CIDS asks for the legal name of the organisation; add organisation: to the plan"
    assert graph["model"]["@id"] == "urn:x-logicmodel:plan:model"


def test_it_is_not_read(tmp_path):
    written(lm.Plan.from_document({"periods": {"first": "2027", "count": 1}}), tmp_path / "x.jsonld")
    with pytest.raises(lm.FileError, match="keep the plan as YAML beside it"):
        lm.read(tmp_path / "x.jsonld")
