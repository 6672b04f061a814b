"""Plans as Kumu blueprints, and maps drawn in Kumu as plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.source import take
from tests.engine.plans import plans

SHELTER = Path(__file__).parents[2] / "scenarios" / "homeless-shelter" / "plan.yaml"
BLUEPRINT = {
    "elements": [
        {"label": "Grants", "type": "Resource"}, {"label": "Train teachers", "type": "Activity", "description": "Every summer", "tags": ["school"]},
        {"label": "Children learn", "type": "Impact"}, {"label": "?", "type": "Loop"},
    ],
    "connections": [
        {"from": "Grants", "to": "Train teachers", "direction": "directed", "label": "Pays for it"},
        {"from": "Train teachers", "to": "Children learn", "direction": "mutual"},
        {"from": "Nobody", "to": "Children learn"},
    ],
    "loops": [1], "maps": [],
}
EXPORTED = {
    "version": 1, "_id": "prj",
    "elements": [
        {"_id": "elem-1", "attributes": {"label": "Advice", "element type": "Output", "tags": []}},
        {"_id": "elem-2", "attributes": {"label": "Fewer evictions", "element type": "Outcome"}},
    ],
    "connections": [
        {"_id": "conn-1", "direction": "directed", "delayed": True, "reversed": True, "from": "elem-1", "to": "elem-2", "attributes": {"connection": "helps"}},
    ],
}
LOOPS = {
    "elements": [{"_id": f"elem-{name}", "attributes": {"label": name, "element type": "Outcome", "tags": ["x"]}} for name in "abcde"],
    "connections": [
        {"_id": f"conn-{number}", "direction": "directed", "delayed": False, "reversed": False, "from": f"elem-{ends[0]}", "to": f"elem-{ends[1]}",
         "attributes": {"connection type": sign, "tags": []}}
        for number, (ends, sign) in enumerate([("ab", "+"), ("bc", "-"), ("cd", "\N{MINUS SIGN}"), ("de", "strong")])
    ],
}


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one).partition(f"{path}: ")[2] for one in losses]


def saved(path, data):
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_random_plans_come_back(plan, tmp_path):
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.json", kind="kumu", losses=losses)
    back, lost = read(tmp_path / "x.json")
    assert losses == lost == []
    assert back.digest == plan.digest


def test_a_blueprint_says_what_kumu_asks_for(tmp_path):
    plan = lm.read(SHELTER)
    lm.write(plan, tmp_path / "x.json", kind="kumu")
    found = json.loads((tmp_path / "x.json").read_text())
    assert {one["id"]: (one["label"], one["type"]) for one in found["elements"]} == {
        name: (plan.title_of(name), plan.kind_of(name).capitalize()) for name in plan.nodes
    }
    names = {one["id"] for one in found["elements"]}
    assert all({one["from"], one["to"]} <= names and one["direction"] == "directed" for one in found["connections"])
    assert len(found["connections"]) == len(plan.links)


def test_a_blueprint_of_people_is_a_plan(tmp_path):
    plan, losses = read(saved(tmp_path / "x.json", BLUEPRINT))
    assert {name: (node.kind, node.description) for name, node in plan.nodes.items()} == {
        "grants": ("input", ""), "train_teachers": ("activity", "Every summer"), "item": ("activity", ""), "children_learn": ("outcome", ""),
    }
    assert plan.outcomes["children_learn"].horizon == "ultimate"
    assert {link.name: link.because for link in plan.links} == {"grants->train_teachers": "Pays for it", "train_teachers->children_learn": ""}
    assert losses == [
        "links.Train teachers->Children learn: is mutual; it was read in one direction",
        "connections: one between Nobody and Children learn was left out: there is no element Nobody",
        "loops: is no part of a plan and was left out",
        "activities.train_teachers.tags: is no field of a plan and was left out",
        "activities.item.type: is no field of a plan and was left out",
        "1 node does not say what it is (?); what nothing leads to was read as an activity, anything else as an outcome; give each an attribute kind",
        "periods: the file has no dates; the present year was taken; set periods: in the plan",
    ]


def test_an_exported_map_is_a_plan(tmp_path):
    plan, losses = read(saved(tmp_path / "x.json", EXPORTED))
    assert [(node.kind, node.title) for node in plan.nodes.values()] == [("output", "Advice"), ("outcome", "Fewer evictions")]
    (link,) = plan.links
    assert (link.name, link.lag) == ("advice->fewer_evictions", 1)
    told = "\n".join(losses)
    for words in ("it was given a lag of one period", "give it a negative weight", "connection: is no field"):
        assert words in told, words


def test_the_signs_of_a_map_of_causes_are_told(tmp_path):
    plan, losses = read(saved(tmp_path / "x.json", LOOPS))
    assert [link.name for link in plan.links] == ["a->b", "b->c", "c->d", "d->e"]
    opposite = "has the opposite effect in Kumu; give it a negative weight"
    assert losses[:3] == [f"links.elem-b->elem-c: {opposite}", f"links.elem-c->elem-d: {opposite}", "links.elem-d->elem-e: is of the type 'strong', which was left out"]
    told = [line for group in lm.group_losses([lm.Problem(*one.split(": ", 1)) for one in losses]) for line in group.lines]
    assert len(told) < len(losses)


def test_json_is_told_apart_by_what_is_in_it(tmp_path):
    plan = lm.read(SHELTER)
    lm.write(plan, tmp_path / "plan.json")
    assert (tmp_path / "plan.json").read_text().startswith('{\n  "logicmodel": 1')
    assert format_of(take(tmp_path / "plan.json")).kind == "json"
    by_hand = saved(tmp_path / "by_hand.json", {"title": "x", "periods": {"first": "2027", "count": 1}})
    assert format_of(take(by_hand)).kind == "json"
    assert lm.read(by_hand).title == "x"
    assert format_of(take(saved(tmp_path / "kumu.json", BLUEPRINT))).kind == "kumu"
    with pytest.raises(lm.FileError, match="is not JSON"):
        lm.read(saved(tmp_path / "broken.json", '{"elements": [}'))
    with pytest.raises(lm.FileError, match="brackets inside each other"):
        lm.read(saved(tmp_path / "deep.json", "[" * 200_000 + "]" * 200_000))


@pytest.mark.parametrize("data", [{"elements": ["A"]}, {"elements": [], "connections": "none"}])
def test_what_is_no_blueprint_is_refused(data, tmp_path):
    with pytest.raises(lm.FileError, match="is no blueprint"):
        lm.read(saved(tmp_path / "x.json", data))


def test_the_name_of_a_map_is_the_title_of_the_plan(tmp_path):
    (tmp_path / "map.json").write_text(json.dumps({**EXPORTED, "name": "Advice map"}), encoding="utf-8")
    losses = []
    assert lm.read(tmp_path / "map.json", losses=losses).title == "Advice map"
    assert "name" not in {one.where for one in losses}
