"""The schema that editors use says what the reader says."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from logicmodel.errors import PlanError
from logicmodel.files.format import read
from logicmodel.files.schema import schema
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.plan import Plan

from .plans import SAMPLE, SCENARIOS, document

VALIDATOR = Draft202012Validator(schema())


def objections(data):
    return [f"{list(error.path)}: {error.message[:80]}" for error in VALIDATOR.iter_errors(data)]


def test_is_a_schema_of_sane_size():
    Draft202012Validator.check_schema(schema())
    assert len(json.dumps(schema())) < 100_000
    assert schema()["$schema"].endswith("2020-12/schema")
    assert schema()["$id"]
    schema()["title"] = "spoilt"
    assert schema()["title"] == "Logic model plan"


@pytest.mark.parametrize("path", [SAMPLE, *SCENARIOS], ids=lambda path: path.parent.name)
def test_accepts_plans_as_they_are_written_by_people_and_by_us(path):
    assert objections(document(path.read_text(encoding="utf-8"))) == []
    assert objections(json.loads(json.dumps(read(path).to_document()))) == []


def mappings(data, above=()):
    if isinstance(data, dict):
        yield above
    pairs = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, inner in pairs:
        yield from mappings(inner, (*above, key))


def free(way):
    """Say whether any name may be a key here: sections of named things, allocations, futures."""
    named = {
        "stakeholders",
        "inputs",
        "activities",
        "outputs",
        "outcomes",
        "assumptions",
        "factors",
        "allocations",
        "futures",
    }
    inside = (
        len(way) == 1 or way[:1] in {("allocations",), ("futures",)} or way[-1:] == ("indicators",)
    )
    return (way[:1] and way[0] in named and inside) or way == ("budget", "bounds")


@pytest.mark.parametrize("way", [way for way in mappings(document()) if not free(way)], ids=str)
def test_refuses_unknown_keys_everywhere(way):
    data = copy.deepcopy(document())
    here = data
    for key in way:
        here = here[key]
    here["nobody_knows"] = 1
    assert objections(data)
    with pytest.raises(PlanError):
        Plan.from_document(data)


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("periods", "step"), "week"),
        (("periods", "count"), 0),
        (("inputs", "a b"), {}),
        (("inputs", "caseworkers", "price"), -1),
        (("links", 0, "lag"), -1),
        (("links", 0, "lag"), 1.5),
        (("links", 0, "works"), 2),
        (("links", 0, "weight"), [1]),
        (("links", 0, "weight"), {"kind": "nrmal"}),
        (("links", 0, "from"), 5),
        (("targets", 0, "weight"), 0),
        (("allocations", "a.b"), {}),
        (("allocations", "current", "caseworkers"), -1),
        (("outcomes", "homeless_people", "horizon"), "soon"),
        (("budget", "bounds", "caseworkers"), [1]),
        (("success",), 5),
        (("logicmodel",), 2),
    ],
)
def test_refuses_what_the_reader_refuses(way, value):
    data = copy.deepcopy(document())
    here = data
    for key in way[:-1]:
        here = here[key]
    here[way[-1]] = value
    assert objections(data)
    with pytest.raises(PlanError):
        Plan.from_document(data)


@pytest.mark.parametrize(
    "value",
    [
        5,
        "5 to 8",
        "normal(1, 2)",
        {"kind": "pert", "low": 8, "mode": 12, "high": 20},
        {"kind": "mixture", "of": ["1 to 2", 3], "weights": [1, 2]},
    ],
)
def test_numbers_take_all_forms(value):
    data = document()
    data["links"][0]["weight"] = value
    assert objections(data) == []
    Plan.from_document(data)


def test_names_of_any_script_are_accepted():
    data = document()
    data["outcomes"]["élèves_ausgebildet-2"] = {"title": "x"}
    assert objections(data) == []
    Plan.from_document(data)


def properties(node):
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == "properties":
                yield from inner.items()
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def test_every_field_is_described():
    bare = {
        name
        for name, field in properties(schema())
        if not field.get("description") and name != "kind"
    }
    assert bare == set()


def test_every_member_of_every_family_is_offered():
    definitions = schema()["$defs"]
    for contract in (Distribution, Curve, Combiner):
        offered = {
            choice["$ref"].rpartition("/")[2] for choice in definitions[contract.__name__]["anyOf"]
        }
        assert offered == {part.__name__ for part in contract.family.every().values()}
        assert {definitions[name]["properties"]["kind"]["const"] for name in offered} == set(
            contract.family.kinds()
        )
