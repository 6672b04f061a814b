"""The published schema and ruleset of IATI, run over files that are written: the rules are data, this is their meaning."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

SAMPLES = Path(__file__).parent / "samples"
RULES = json.loads((SAMPLES / "iati_ruleset.json").read_text(encoding="utf-8"))
LISTED = "NOT_EXISTING_ORG_ID"
"""Mark of rules that need a list of all registered organisations."""


def broken_rules(root) -> set[str]:
    """Return the ids of the rules that a file of activities breaks, and what the schema says against it."""
    found = {f"schema: {error.message}" for error in against_schema(root)}
    for place, kinds in RULES.items():
        if place.startswith("/iati-organisations"):
            continue
        for element in root.getroottree().xpath(place):
            for kind, cases in kinds.items():
                found |= {case["ruleInfo"]["id"] for case in expanded(element, kind, cases["cases"]) if not holds(element, case)}
    return found


@functools.cache
def schema() -> etree.XMLSchema:
    """Return the schema of activities, version 2.03."""
    return etree.XMLSchema(etree.parse(SAMPLES / "iati" / "iati-activities-schema.xsd"))


def against_schema(root) -> list:
    """Return the errors that the schema finds."""
    own = schema()
    own.validate(root)
    return list(own.error_log)


def expanded(element, kind: str, cases) -> Iterator[dict]:
    """Give every case with its kind; a loop is told once for each value it runs over."""
    for case in cases:
        if str(case.get("idCondition", "")).startswith(LISTED):
            continue
        if kind != "loop":
            yield {**case, "kind": kind}
            continue
        for value in {str(one) for one in element.xpath(case["foreach"])}:
            text = json.dumps(case["do"]).replace("$1", value)
            for inner, found in json.loads(text).items():
                yield from expanded(element, inner, found["cases"])


def holds(element, case) -> bool:
    """Say whether a rule holds of an element."""
    if "condition" in case and not element.xpath(case["condition"]):
        return True
    values = [one for path in case.get("paths", []) for one in texts(element, path)]
    meanings = {
        "atleast_one": lambda: bool(values),
        "no_more_than_one": lambda: len(values) <= 1,
        "unique": lambda: len(values) == len(set(values)),
        "no_spaces": lambda: all(one == one.strip() for one in values),
        "regex_matches": lambda: all(re.search(case["regex"], one) for one in values),
        "startswith": lambda: begins(element, case, values),
        "range": lambda: all(case["min"] <= float(one) <= case["max"] for one in values),
        "strict_sum": lambda: not values or abs(sum(map(float, values)) - case["sum"]) < 1e-9,
        "if_then": lambda: not element.xpath(case["if"]) or bool(element.xpath(case["then"])),
        "one_or_all": lambda: one_or_all(element, case),
    }
    return meanings.get(case["kind"], lambda: in_time(element, case["kind"], case))()


def begins(element, case, values) -> bool:
    """Say whether every value begins with one of some others."""
    starts = [one + case.get("separator", "") for path in case["prefix"] for one in texts(element, path)]
    return all(any(one.startswith(start) for start in starts) for one in values)


def one_or_all(element, case) -> bool:
    """Say whether the activity has something once, or every part of it has it."""
    if element.xpath(case["one"]):
        return True
    wanting = {
        "lang": "descendant::narrative[not(@xml:lang)]", "currency": "descendant::value[not(@currency)]", "sector": "transaction[not(sector)]",
    }
    return not element.xpath(wanting[case["all"]]) and (case["all"] != "sector" or not element.xpath("transaction/sector[not(@code)]"))


def in_time(element, kind: str, case) -> bool:
    """Say whether dates stand in their order."""
    if kind == "date_order":
        return all(less <= more for less in days(element, case["less"]) for more in days(element, case["more"]))
    if kind == "date_now":
        return all(day <= dt.datetime.now(dt.UTC).date() for day in days(element, case["date"]))
    assert kind == "time_limit", kind
    return all((end - start).days <= 366 for start in days(element, case["start"]) for end in days(element, case["end"]))


def days(element, path: str) -> list[dt.date]:
    """Return the days at a path; NOW is today."""
    if path == "NOW":
        return [dt.datetime.now(dt.UTC).date()]
    return [dt.date.fromisoformat(one[:10]) for one in texts(element, path)]


def texts(element, path: str) -> list[str]:
    """Return what stands at a path as texts."""
    found = element.xpath(path)
    return [one if isinstance(one, str) else " ".join("".join(one.itertext()).split()) for one in found]
