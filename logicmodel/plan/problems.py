"""From what pydantic reports to problems in the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from logicmodel.errors import Problem, did_you_mean
from logicmodel.kinds import Family
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.budget import Budget, Fund, Limit, Package
from logicmodel.plan.checking import Checking
from logicmodel.plan.decisions import Correlation, Stakeholder, SuccessForm
from logicmodel.plan.element import Element
from logicmodel.plan.group import Group
from logicmodel.plan.indicator import Indicator, MeasurementError, Reference
from logicmodel.plan.link import Evidence, Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.periods import Periods
from logicmodel.plan.target import ChangeForm, Target
from logicmodel.plan.trend import TrendForm
from logicmodel.plan.variants import Addition, Variant

SINGLE: dict[str, type[Element]] = {
    "periods": Periods,
    "budget": Budget,
    "success": SuccessForm,
    "checks": Checking,
}
NAMED: dict[str, type[Element]] = {
    **SECTIONS,
    "stakeholders": Stakeholder,
    "variants": Variant,
}
LISTED: dict[str, type[Element]] = {"links": Link, "targets": Target, "correlations": Correlation}
NESTED: dict[str, type[Element]] = {
    "indicators": Indicator,
    "evidence": Evidence,
    "error": MeasurementError,
    "trend": TrendForm,
    "change": ChangeForm,
    "references": Reference,
    "groups": Group,
    "funds": Fund,
    "limits": Limit,
    "packages": Package,
    "add": Addition,
    "links": Link,
    **{section: node for section, node in SECTIONS.items() if section != "inputs"},
}
BY_NAME = {"indicators", "funds", "limits", "packages", *SECTIONS}
"""Nested fields in which every entry has a name."""
FOLDED = {"trend": {"change", "growth"}, "error": {"sd"}, "change": {"amount"}, "success": {"of"}}
"""Fields of which a plan may write the inner value alone: ``error: 5%`` for ``error: {sd: 5%}``."""
NUMBER, WHOLE, TEXT = "expected a number", "expected a whole number", "expected a text"
MAPPING, LIST, YES_NO = "expected keys with values", "expected a list", "expected true or false"
EXPECTED = {
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": "expected a finite number",
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "int_parsing_size": WHOLE,
    "string_type": TEXT,
    "string_unicode": TEXT,
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "tuple_type": LIST,
    "list_type": LIST,
    "bool_parsing": YES_NO,
    "bool_type": YES_NO,
    "invalid_key": "a key must be a text",
}
REMEDY = re.compile(r"((?:'[^']*'|[^';]|;(?! ))*+); (.*)")
"""Message and remedy; a semicolon inside quotes belongs to what was found."""
LONGEST_NAME = 120
MOST = 20_000
"""Problems that are listed; nobody reads so many, and a hostile file may have a million."""
LIMITS = {
    "missing": "is missing",
    "greater_than_equal": "must be at least {ge}, found {found}",
    "greater_than": "must be above {gt}, found {found}",
    "less_than_equal": "must be at most {le}, found {found}",
    "less_than": "must be below {lt}, found {found}",
    "too_short": "needs at least {min_length} entries, found {actual_length}",
    "too_long": "takes at most {max_length} entries, found {actual_length}",
    "string_too_long": "is longer than {max_length} characters",
}


def problems_of(error: ValidationError, document: Any, keys: Sequence[str]) -> list[Problem]:
    """Return one problem for each thing that is wrong, without repetitions.

    ``keys`` are the keys that may stand at the top of the document.
    """
    found: dict[tuple[str, str], Problem] = {}
    count = error.error_count()
    for line in error.errors(include_url=False)[:MOST]:
        loc = _written(tuple(part for part in line["loc"] if not _mark(part)), document)
        message, remedy = _sentence(line, loc, document, keys)
        problem = Problem(place_of(loc, document), message, remedy, loc=loc)
        found.setdefault((problem.where, problem.message), problem)
    more = [Problem("", f"has {count - MOST:,} problems more, which are not listed", "mend these first")] if count > MOST else []
    return [*found.values(), *more]


def _mark(part: str | int) -> bool:
    return part == "[key]" or str(part).startswith("#")


def _written(loc: tuple[str | int, ...], document: Any) -> tuple[str | int, ...]:
    """Leave out the parts of a location that the document does not spell out."""
    written: list[str | int] = []
    here = document
    for part in loc:
        folded = part in FOLDED.get(str(written[-1]) if written else "", ())
        amounts = part == "amounts" and len(written) == 2 and written[0] == "allocations"
        if (folded and not isinstance(here, Mapping)) or (amounts and part not in here):
            continue
        written.append(part)
        here = _inside(here, part)
    return tuple(written)


def _inside(here: Any, part: str | int) -> Any:
    if isinstance(here, Mapping):
        return here.get(part)
    if isinstance(part, int) and isinstance(here, Sequence) and not isinstance(here, str):
        return here[part] if part < len(here) else None
    return None


def place_of(loc: Sequence[str | int], document: Any) -> str:
    """Write a location as people would: ``outcomes.x.trend``, ``links[a->b].weight``."""
    written = ""
    here = document
    for part in loc:
        here = _inside(here, part)
        if isinstance(part, int):
            name = entry_name(written.rpartition(".")[2], here)
            written += f"[{_short(name) or part}]"
        else:
            written += f".{_short(part)}" if written else _short(part)
    return written


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."


def entry_name(section: str, entry: Any) -> str:
    """Return the name of a link or target given as data; empty where it has none yet."""
    if not isinstance(entry, Mapping):
        return ""
    own, due = entry.get("id"), entry.get("by") or entry.get("within")
    ends = [entry.get("from"), entry.get("to")] if section == "links" else [entry.get("node"), due]
    if section not in {"links", "targets"} or not all(
        isinstance(end, str | int | float) for end in ends
    ):
        return own if isinstance(own, str) else ""
    return (
        own
        if isinstance(own, str) and own
        else ("->" if section == "links" else "@").join(map(str, ends))
    )


def _sentence(
    line: Any, loc: Sequence[str | int], document: Any, keys: Sequence[str]
) -> tuple[str, str]:
    """Return message and remedy for one line of pydantic's report."""
    kind, found, limits = line["type"], line["input"], line.get("ctx") or {}
    if kind == "extra_forbidden":
        return _unknown_key(loc, document, keys)
    if kind == "literal_error":
        return _not_among(re.findall(r"'([^']*)'", str(limits.get("expected", ""))), found)
    if kind in EXPECTED:
        return f"{EXPECTED[kind]}, found {shown(found)}", _form(EXPECTED[kind], loc, found)
    if kind == "string_pattern_mismatch":
        return _no_name(found, str(limits.get("pattern", "")))
    if kind in LIMITS:
        words = LIMITS[kind].format_map(
            {key: shown(value) for key, value in limits.items()} | {"found": shown(found)}
        )
        return words.replace(" 1 entries", " 1 entry"), ""
    words = " ".join(line["msg"].removeprefix("Value error, ").split())
    parts = REMEDY.fullmatch(words)
    if parts is None and words.count("'") % 2:  # an apostrophe, not a quote
        text, _, remedy = words.partition("; ")
        return text, remedy
    return (parts[1], parts[2]) if parts else (words, "")


def _unknown_key(loc: Sequence[str | int], document: Any, keys: Sequence[str]) -> tuple[str, str]:
    key = str(loc[-1])
    if not key.strip():
        return "a key is empty", "write a key before the colon"
    if key.isdecimal():
        remedy = "write decimals with a point and thousands with _ or nothing: 12.5, 46_000"
        return f"{key} is no key, but perhaps the end of a number with a comma in it", remedy
    head, colon, tail = key.partition(":")
    if colon and tail:
        return f"unknown key {key}", f"is a space missing after the colon? write '{head}: {tail}'"
    known = known_keys(loc[:-1], document) if len(loc) > 1 else keys
    return f"unknown key {key}", did_you_mean(key, known) if known else ""


def _not_among(choices: Sequence[str], found: Any) -> tuple[str, str]:
    if not choices:  # a number, as in the version of the format
        return (
            f"this program reads format 1, found {shown(found)}",
            "install a newer logicmodel, or write 1",
        )
    listed = f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]
    hint = did_you_mean(found, choices) if isinstance(found, str) else ""
    return f"must be {listed}, found {shown(found)}", hint if hint.startswith("did") else ""


def _no_name(found: Any, pattern: str) -> tuple[str, str]:
    if "\\s." in pattern:
        return f"{shown(found)} cannot be a name here", "leave out spaces and dots"
    remedy = "use letters, digits, _ and -, beginning with a letter"
    return f"{shown(found)} cannot be a name here", remedy


def _form(expected: str, loc: Sequence[str | int], found: Any) -> str:
    """Show how the expected form is written."""
    simple = isinstance(found, str | int | float) and not isinstance(found, bool)
    if expected == LIST and simple:
        return f"write [{found}]" if len(str(found)) < 40 else "put it between [ and ]"
    if expected == MAPPING:
        return f"write it as {_example(loc)}"
    if expected == TEXT and isinstance(found, bool):
        return "put it in quotes"
    return ""


def _example(loc: Sequence[str | int]) -> str:
    """Show in short how a mapping at a location begins."""
    if not loc:
        return "title: ..., periods: ..."
    section, below = loc[0], len(loc) - 1
    forms = {
        "allocations": ("name: {input: amount}", "{input: amount}", "{title: ...}"),
        "futures": ("name: {path: value}", "{path: value}"),
        "variants": ("name: {weight: 30%, changes: {path: value}}", "{weight: 30%, changes: {path: value}}"),
        "numbers": ("name: value",),
    }
    if section in forms:
        return forms[str(section)][min(below, len(forms[str(section)]) - 1)]
    if "bounds" in loc:
        return "{input: [low, high]}"
    if loc[-1] == "of":
        return "{sex: female}"
    if (section in NAMED and not below) or loc[-1] == "indicators":
        return "name: {title: ...}"
    keys = known_keys(loc)
    return f"{{{keys[0]}: ...}}" if keys else "{name: ...}"


def shown(value: Any) -> str:
    """Show what was found, in few words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        value = value.replace("\n", " ")
        return f"'{value if len(value) <= 40 else value[:37] + '...'}'"
    if isinstance(value, int | float):
        return f"{value:g}" if abs(value) < 1e6 or isinstance(value, float) else _whole(value)
    return "keys with values" if isinstance(value, Mapping) else "a list"


def _whole(value: int) -> str:
    return str(value) if abs(value) < 10**30 else "a number of many digits"


def known_keys(loc: Sequence[str | int], document: Any = None) -> list[str]:
    """Return the keys that may stand at a location inside one of the sections."""
    model, value = _model_at(loc)
    if value is not None:
        model = _part_at(loc[:value], document)
    return (
        [] if model is None else [field.alias or name for name, field in model.model_fields.items()]
    )


def _model_at(loc: Sequence[str | int]) -> tuple[type[BaseModel] | None, int | None]:
    """Return the element at a location, and how far it is to the value that stands in it, if any."""
    section = str(loc[0]) if loc else ""
    start = 1 if section in SINGLE else 2
    model = (SINGLE | NAMED | LISTED).get(section) if len(loc) >= start else None
    skip = False
    for place, part in enumerate(loc[start:] if model is not None else (), start):
        if skip or isinstance(part, int):
            skip = False
        elif part in NESTED:
            model, skip = NESTED[part], part in BY_NAME
        else:
            return model, place + 1
    return model, None


def _part_at(loc: Sequence[str | int], document: Any) -> type[BaseModel] | None:
    """Return the distribution, curve or combiner that stands at a location, if one does."""
    here = document
    for part in loc:
        here = _inside(here, part)
    kind = None
    if isinstance(here, Mapping):
        kind = here.get("kind", "experts" if "experts" in here else None)
    if isinstance(here, str):
        call = re.match(r"\s*(\w+)\s*\(", here)
        kind = call and call[1]
    for contract in (Distribution, Curve, Combiner):
        family: Family | None = contract.family
        if isinstance(kind, str) and family is not None and kind in family.kinds():
            return family.find(kind)
    return None
