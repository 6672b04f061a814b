"""The JSON Schema of the plan file: what editors use to complete and check while somebody writes."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

from logicmodel.kinds import Family
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.element import ID_PATTERN, Element
from logicmodel.plan.plan import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PORTABLE_ID = (
    r"^[^\x00-\x40\x5b-\x5e\x60\x7b-\x7f][^\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*$"
)
"""Letters, digits, ``_`` and ``-`` of any script; ``\\w`` means only ASCII letters in most editors."""
FAMILIES = {"Distribution": Distribution, "Curve": Curve, "Combiner": Combiner}
NUMBERS = {
    "{}": ("Quantity", "Any number, certain or not."),
    '{"exclusiveMinimum": 0}': ("Positive", "A number above zero, certain or not."),
    '{"minimum": 0}': ("NotNegative", "A number from zero on, certain or not."),
    '{"maximum": 1, "minimum": 0}': ("Share", "A number from 0 to 1, certain or not."),
}
LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
AMOUNT = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a plan file, with a description of every field.

    Whatever occurs in many places (a quantity, a curve, a combiner) is defined once, under
    ``$defs``, and referred to.
    """
    found: dict[str, Any] = json.loads(_written())
    return found


@functools.cache
def _written() -> str:
    found = Plan.model_json_schema(by_alias=True, mode="validation")
    definitions = found.pop("$defs")
    models: list[type[Element]] = [Plan, *_elements(Element)]
    for model in models:
        _describe(model, found if model is Plan else definitions.get(model.__name__, {}))
    hoist = _Hoist(definitions)
    whole = hoist.walk(found)
    definitions = {name: hoist.walk(part) for name, part in definitions.items()}
    _allow_inputs(whole, definitions)
    head = {"$schema": DIALECT, "$id": "urn:logicmodel:plan:1", "title": "Logic model plan"}
    whole = {**head, **{key: value for key, value in whole.items() if key not in head}}
    whole["$defs"] = dict(sorted({**definitions, **hoist.shared}.items()))
    return json.dumps(whole)


def _elements(model: type[Element]) -> Iterator[type[Element]]:
    for inner in model.__subclasses__():
        yield inner
        yield from _elements(inner)


def _describe(model: type[Element], found: dict[str, Any]) -> None:
    """Write the docstrings of the fields into the schema of their model."""
    properties = found.get("properties", {})
    for name, text in model.descriptions().items():
        key = model.model_fields[name].alias or name
        if key in properties:
            properties[key]["description"] = text


class _Hoist:
    """Replaces what is written out again and again by references."""

    def __init__(self, definitions: dict[str, Any]) -> None:
        self.shared: dict[str, Any] = {}
        self.members: dict[str, frozenset[str]] = {}
        for name, contract in FAMILIES.items():
            family: Family | None = getattr(contract, "family", None)
            parts = family.every().values() if family is not None else ()
            refs = [_ref(part.__name__) for part in parts if part.__name__ in definitions]
            self.members[name] = frozenset(refs)
            described = {"title": name, "description": (contract.__doc__ or "").partition("\n")[0]}
            self.shared[name] = {**described, "anyOf": [{"$ref": ref} for ref in sorted(refs)]}

    def walk(self, node: Any, *, names: bool = False) -> Any:
        """Return a copy of a schema; ``names`` says that the keys are names, not keywords."""
        if isinstance(node, list):
            return [self.walk(item) for item in node]
        if not isinstance(node, dict):
            return node
        inside = {"properties", "patternProperties", "$defs"}
        found = {
            key: value
            if key in {"default", "examples", "const", "enum"}
            else self.walk(value, names=not names and key in inside)
            for key, value in node.items()
        }
        return _named(found) if names else self.keywords(found)

    def keywords(self, found: dict[str, Any]) -> dict[str, Any]:
        """Tidy one schema whose inner schemas are done."""
        for word, keyword in LIMITS.items():
            if word in found:
                found[keyword] = found.pop(word)
        if "default" in found:
            _simplify_default(found)
        if found.get("pattern") == ID_PATTERN:
            own = {"type": "string", "maxLength": found["maxLength"], "pattern": PORTABLE_ID}
            self.shared["Id"] = own
            return {"$ref": _ref("Id"), **{key: found[key] for key in found if key not in own}}
        if "patternProperties" in found:
            found.setdefault("additionalProperties", False)
        return self.hoisted(found) if "anyOf" in found else found

    def hoisted(self, node: dict[str, Any]) -> dict[str, Any]:
        choices = node["anyOf"]
        refs = {choice["$ref"] for choice in choices if "$ref" in choice}
        name = next(
            (name for name, members in self.members.items() if refs and refs == members), None
        )
        if name is None:
            return node
        empty = [choice for choice in choices if choice == {"type": "null"}]
        others = [choice for choice in choices if "$ref" not in choice and choice not in empty]
        shared = _ref(self.define(name, others))
        rest = {key: value for key, value in node.items() if key != "anyOf"}
        return {"anyOf": [{"$ref": shared}, *empty], **rest} if empty else {"$ref": shared, **rest}

    def define(self, family: str, others: list[dict[str, Any]]) -> str:
        """Define what a field of a family takes: the mapping form, and text or numbers beside it."""
        number = next((choice for choice in others if choice.get("type") == "number"), None)
        limits = {key: value for key, value in (number or {}).items() if key != "type"}
        name, words = (
            NUMBERS.get(json.dumps(limits, sort_keys=True), ("", ""))
            if number
            else (f"{family}In", "")
        )
        name = name or "QuantityFrom" + "".join(
            f"_{key}_{value}" for key, value in sorted(limits.items())
        )
        described = {"description": words} if words else {}
        self.shared[name] = {**described, "anyOf": [*others, {"$ref": _ref(family)}]}
        return name


def _named(found: dict[str, Any]) -> dict[str, Any]:
    """Return schemas by name without the titles that repeat the names."""
    for part in found.values():
        part.pop("title", None)
    return {PORTABLE_ID if key == ID_PATTERN else key: part for key, part in found.items()}


def _allow_inputs(whole: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Describe an allocation: its words, and the amounts under the names of the inputs."""
    each = {"type": "array", "items": AMOUNT, "description": "One amount per period."}
    definitions["Allocation"] = {
        "title": "Allocation",
        "description": "How much of each input one option spends, in each period.",
        "type": "object",
        "properties": {
            "title": {"type": ["string", "number"], "description": "Name for people."},
            "description": {
                "type": ["string", "number"],
                "description": "What the option stands for.",
            },
        },
        "additionalProperties": {
            "anyOf": [*AMOUNT["anyOf"], each],
            "description": "Amount of an input.",
        },
    }
    section = whole["properties"]["allocations"]
    section["patternProperties"] = {
        pattern: {"$ref": _ref("Allocation")} for pattern in section["patternProperties"]
    }


def _simplify_default(node: dict[str, Any]) -> None:
    """Write a default as a plan would; leave out one that says only that nothing is there."""
    default = node["default"]
    if isinstance(default, dict):
        default = default.get("value", default.get("kind"))
    if default in (None, "", [], {}):
        del node["default"]
    else:
        node["default"] = default


def _ref(name: str) -> str:
    return f"#/$defs/{name}"
