"""Named changes to a plan: ``path = value``, the form of futures and of ``--set``."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from logicmodel.errors import PlanError, Problem, RequestError, did_you_mean
from logicmodel.parts.quantity import Named
from logicmodel.plan.consistency import unknown_number
from logicmodel.plan.problems import LISTED, NAMED, SINGLE, entry_name, problems_of
from logicmodel.plan.quantities import quantity_fields
from logicmodel.text import Number, TextError, parse

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan

SCALARS = ("title", "description", "mission", "currency", "discount_rate")


def override(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Return a plan in which the values at the given paths are replaced.

    A path is written as in tables: ``factors.rent.value``, ``links.a->b.weight``,
    ``targets.homeless_people@2030.at_most``, ``allocations.current.meals_fund``, ``budget.total``.
    A whole allocation may be given too, also a new one: ``{"allocations.best": {"meals_fund": 3}}``.
    Raises RequestError for a path that leads nowhere and PlanError for a value that does not fit.
    """
    return changed(plan, plan.to_document(), changes) if changes else plan


def changed(plan: Plan, document: Mapping[str, Any], changes: Mapping[str, Any]) -> Plan:
    """Return the plan of a document with some values replaced; the document stays as it is."""
    return type(plan).from_document(replaced(document, changes))


def replaced(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a document with some values replaced.

    All paths are those of the document as it was, so the order of the changes does not matter. A
    number that is set to one value has no longer anything to go together with, so it leaves the
    correlations.
    """
    copied = copy.deepcopy(dict(document))
    problems: list[Problem] = []
    places: list[tuple[Any, list[str], str]] = []
    for path in changes:
        try:
            places.append((*_place(copied, path, changes[path]), path))
        except RequestError as error:
            problems.extend(error.problems)
    for element, keys, path in () if problems else places:
        try:
            _put(element, keys, changes[path], path)
        except RequestError as error:
            problems.extend(error.problems)
    if problems:
        raise RequestError(problems)
    settled = {path for path, value in changes.items() if _settled(value)}
    loosened(copied, settled.__contains__)
    return copied


def _settled(value: Any) -> bool:
    """Say whether a value leaves nothing open in one number: a figure, or a list in its place."""
    if not isinstance(value, str):
        return not isinstance(value, Mapping)
    try:
        return isinstance(parse(value).node, Number)
    except TextError:
        return False


def loosened(document: dict[str, Any], gone: Callable[[str], bool]) -> None:
    """Take numbers out of the correlations of a document."""
    kept = []
    for correlation in document.get("correlations", []):
        between = [name for name in correlation["between"] if not gone(name)]
        if len(between) == len(correlation["between"]):
            kept.append(correlation)
        elif len(between) > 1:
            kept.append({**correlation, "between": between})
    if "correlations" in document:
        document["correlations"] = kept


def future(plan: Plan, name: str) -> Plan:
    """Return the plan as it is in one of its named futures; it has no futures of its own."""
    if name not in plan.futures:
        hint = did_you_mean(name, plan.futures)
        raise RequestError(Problem(f"future {name}", "is not defined in the plan", hint))
    document = plan.to_document()
    del document["futures"]
    return changed(plan, document, plan.futures[name])


def judged(plan: Plan, document: dict[str, Any], path: str, value: Any) -> bool:
    """Say whether one change is known to be right by itself; only numbers are.

    False means that only the whole changed plan can tell. Raises the error that the change meets.
    """
    section, keys = _split(document, path)
    model = {**NAMED, **LISTED}.get(section)
    if model is None or keys[1] not in quantity_fields(model) or isinstance(value, list | tuple):
        return False
    element = copy.deepcopy(_element(document, section, keys[0]))
    _put(element, keys[1:], value, path)
    try:
        read = model.model_validate(element)
    except ValidationError as error:
        raise PlanError(
            [
                dataclasses.replace(problem, where=path)
                for problem in problems_of(error, element, list(model.model_fields))
            ]
        ) from None
    found = getattr(read, keys[1], None)
    if isinstance(found, Named) and found.name not in plan.numbers:
        raise PlanError(Problem(path, *unknown_number(found.name, plan.numbers)))
    return True


def _place(document: dict[str, Any], path: str, value: Any) -> tuple[Any, list[str]]:
    """Return the element that a path leads to, and the keys inside it; a whole allocation may be new."""
    section, _, name = path.partition(".")
    if section == "allocations" and name and "." not in name and isinstance(value, Mapping):
        return document.setdefault(section, {}), [name]
    section, keys = _split(document, path)
    if not keys:
        return document, [section]
    if section in SINGLE or section == "numbers":
        return document.setdefault(section, {}), keys
    return _element(document, section, keys[0]), keys[1:]


def _split(document: Mapping[str, Any], path: str) -> tuple[str, list[str]]:
    """Return section and keys of a path; the first key is a name that exists."""
    section, _, rest = path.partition(".")
    known = [*SCALARS, *SINGLE, *NAMED, *LISTED, "numbers", "allocations"]
    if section not in known:
        hint = did_you_mean(section, known)
        raise RequestError(Problem(path, f"a plan has no part called {section or 'nothing'}", hint))
    if section in SCALARS or (section == "success" and not rest):
        if rest:
            raise RequestError(
                Problem(path, f"{section} is a single value", f"write {section} alone")
            )
        return section, []
    if section in SINGLE:
        if not rest:
            example = "count" if section == "periods" else "total"
            raise _too_short(path, f"{section}.{example}")
        return section, rest.split(".")
    names = _names(document, section)
    fitting = (name for name in names if rest == name or rest.startswith(f"{name}."))
    name = max(fitting, key=len, default=None)
    if name is None:
        first = rest.partition(".")[0]
        hint = did_you_mean(rest if section == "links" else first, names)
        raise RequestError(
            Problem(path, f"nothing under {section} is called {first or 'nothing'}", hint)
        )
    inner = rest.removeprefix(name).removeprefix(".")
    if not inner and section != "numbers":
        raise _too_short(path, f"{section}.{name}.title")
    return section, [name, *inner.split(".")] if inner else [name]


def _too_short(path: str, example: str) -> RequestError:
    remedy = f"add the field after a dot, for example {example}"
    return RequestError(Problem(path, "names a part of the plan, not a value in it", remedy))


def _names(document: Mapping[str, Any], section: str) -> dict[str, Any]:
    entries = document.get(section, {})
    if isinstance(entries, Mapping):
        return dict(entries)
    return {entry_name(section, entry) or str(place): entry for place, entry in enumerate(entries)}


def _element(document: Mapping[str, Any], section: str, name: str) -> Any:
    return _names(document, section)[name]


def _put(element: Any, keys: list[str], value: Any, path: str) -> None:
    """Set a value inside nested mappings and lists, making mappings where there are none."""
    here = element
    for key in keys[:-1]:
        if isinstance(here, list) and key.isdigit() and int(key) < len(here):
            here = here[int(key)]
            continue
        if not isinstance(here, dict):
            raise RequestError(
                Problem(path, f"{key} is not a mapping here", "replace the whole value instead")
            )
        if not isinstance(here.get(key), dict | list):
            here[key] = {}
        here = here[key]
    if isinstance(here, dict):
        here[keys[-1]] = value
    elif isinstance(here, list) and keys[-1].isdigit() and int(keys[-1]) < len(here):
        here[int(keys[-1])] = value
    else:
        raise RequestError(Problem(path, "leads to no value", "replace the whole list instead"))
