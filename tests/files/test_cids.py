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
        "jobs": {},
    },
    "assumptions": {"calm": {"title": "No strike", "mitigation": "Talk", "holds": 0.9}},
    "factors": {"rain": {}},
    "links": [
        {"from": "money", "to": "lend"}, {"from": "lend", "to": "loans", "weight": 3}, {"from": "lend", "to": "read"}, {"from": "loans", "to": "read"},
        {"from": "read", "to": "jobs", "role": "enables"}, {"from": "rain", "to": "read"},
    ],
    "targets": [
        {"indicator": "score", "at_least": 8, "by": "2028", "title": "Better"}, {"indicator": "cards", "at_most": 5, "by": "2027", "id": "few"},
        {"node": "jobs", "change": "10%", "by": "2028", "id": "more"},
    ],
}


def written(plan, path):
    losses: list[lm.Problem] = []
    lm.write(plan, path, losses=losses)
    found = json.loads(path.read_text())
    return found, {one["@id"].removeprefix("urn:x-logicmodel:"): one for one in found["@graph"]}, [str(one) for one in losses]


def test_a_plan_is_linked_data(tmp_path):
    _, graph, losses = written(lm.Plan.from_document(PLAN), tmp_path / "x.jsonld")
    urn = "urn:x-logicmodel:"
    assert graph["organization:self"]["hasLegalName"] == "Library"
    assert graph["model:plan"] | {"@id": "", "@type": ""} == {
        "@id": "", "@type": "", "hasName": "Reading", "hasPurpose": "All read", "forOrganization": f"{urn}organization:self",
        "hasActivity": [f"{urn}activity:lend"], "hasOutcome": [f"{urn}outcome:read", f"{urn}outcome:jobs"], "hasImpactRisk": [f"{urn}risk:calm"],
        "startedAtTime": "2027-01-01T00:00:00Z", "endedAtTime": "2028-12-31T00:00:00Z",
    }
    assert graph["activity:lend"]["hasInput"] == [f"{urn}input:money"]
    assert graph["activity:lend"]["hasOutput"] == [f"{urn}output:loans"]
    assert graph["activity:lend"]["hasOutcome"] == [f"{urn}outcome:read"]
    assert graph["output:loans"]["canProduce"] == [f"{urn}outcome:read"]
    assert graph["outcome:read"]["canEnable"] == [f"{urn}outcome:jobs"]
    assert graph["outcome:read"]["hasBeneficialStakeholder"] == [f"{urn}stakeholder:kids"]
    score = graph["indicator:read.score"]
    assert (score["forOutcome"], score["unit_of_measure"], score["hasDescription"]) == ([f"{urn}outcome:read"], "points", "Test")
    assert score["hasBaseline"] == {"@type": "i72:Measure", "numerical_value": "7.5", "unit_of_measure": "points"}
    (target,) = score["hasTarget"]
    assert (target["hasName"], target["hasComment"], target["value"]["numerical_value"], target["endedAtTime"]) == (
        "Better", "At least", "8", "2028-12-31T00:00:00Z",
    )
    assert graph["indicator:loans.cards"]["hasTarget"][0]["hasComment"] == "At most"
    assert graph["risk:calm"]["hasMitigation"] == "Talk"
    assert losses == [
        "factors: 1 of these has no place in CIDS (rain)", "assumptions.holds: 1 of these has no place in CIDS (calm)",
        "links.weight: 1 of these has no place in CIDS (lend->loans)", "links: 1 of these has no place in CIDS (rain->read)",
        "targets: 1 of these has no place in CIDS (more)",
    ]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_names_and_references_are_in_the_file(path, tmp_path):
    found, _, losses = written(lm.read(path), tmp_path / "x.jsonld")
    context, names = found["@context"], {one["@id"] for one in found["@graph"]}
    assert len(names) == len(found["@graph"])
    for one in found["@graph"]:
        assert {key for key in one if not key.startswith("@")} <= set(context)
        for key, value in one.items():
            if isinstance(context.get(key), dict) and context[key]["@type"] == "@id":
                told = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
                assert set(told) <= names, key
    assert any(one.startswith("links") for one in losses)


def test_it_is_not_read(tmp_path):
    written(lm.Plan.from_document({"periods": {"first": "2027", "count": 1}}), tmp_path / "x.jsonld")
    with pytest.raises(lm.FileError, match="keep the plan as YAML beside it"):
        lm.read(tmp_path / "x.jsonld")
