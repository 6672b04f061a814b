"""Named changes to a plan: ``path = value``, the form of futures and of ``--set``."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from logicmodel.errors import PlanError, Problem, RequestError, did_you_mean
from logicmodel.plan.problems import LISTED, NAMED, SINGLE, problems_of

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan

SCALARS = ("title", "description", "mission", "currency", "discount_rate", "success")


def override(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Return a plan in which the values at the given paths are replaced.

    A path is written as in tables: ``factors.rent.value``, ``links.a->b.weight``,
    ``targets.homeless_people@2030.at_most``, ``allocations.current.meals_fund``, ``budget.total``.
    Raises RequestError for a path that leads nowhere and PlanError for a value that does not fit.
    """
    if not changes:
        return plan
    document = copy.deepcopy(plan.to_document())
    problems: list[Problem] = []
    for path, value in changes.items():
        try:
            _set(document, path, value)
        except RequestError as error:
            problems.extend(error.problems)
    if problems:
        raise RequestError(problems)
    return type(plan).from_document(document)


def future(plan: Plan, name: str) -> Plan:
    """Return the plan as it is in one of its named futures."""
    if name not in plan.futures:
        raise RequestError(Problem(f"future {name}", "is not defined in the plan", did_you_mean(name, plan.futures)))
    return override(plan, plan.futures[name])


def check_change(plan: Plan, document: dict[str, Any], path: str, value: Any) -> None:
    """Raise the error that one change would meet, without building the whole plan again."""
    section, keys = _split(document, path)
    changed = copy.deepcopy(_element(document, section, keys[0] if keys else None))
    if section in SCALARS:
        return
    model = {**SINGLE, **NAMED, **LISTED}.get(section)
    rest = keys if section in SINGLE else keys[1:]
    if model is None or not rest:
        return
    _put(changed, rest, value, path)
    try:
        model.model_validate(changed)
    except ValidationError as error:
        raise PlanError(problems_of(error, changed, list(model.model_fields))) from None


def _set(document: dict[str, Any], path: str, value: Any) -> None:
    section, keys = _split(document, path)
    if section in SCALARS:
        document[section] = value
    elif section == "numbers":
        document[section][keys[0]] = value
    elif section in SINGLE:
        _put(document.setdefault(section, {}), keys, value, path)
    else:
        _put(_element(document, section, keys[0]), keys[1:], value, path)


def _split(document: dict[str, Any], path: str) -> tuple[str, list[str]]:
    """Return section and keys of a path; the first key is a name that exists."""
    section, _, rest = path.partition(".")
    known = [*SCALARS, *SINGLE, *NAMED, *LISTED, "numbers", "allocations"]
    if section not in known:
        raise RequestError(Problem(path, f"a plan has no part called {section}", did_you_mean(section, known)))
    if section in SCALARS:
        return section, []
    if section in SINGLE:
        return section, rest.split(".")
    names = _names(document, section)
    name = max((name for name in names if rest == name or rest.startswith(f"{name}.")), key=len, default=None)
    if name is None:
        first = rest.partition(".")[0]
        raise RequestError(Problem(path, f"nothing under {section} is called {first}", did_you_mean(first, names)))
    inner = rest.removeprefix(name).removeprefix(".")
    if not inner and section != "numbers":
        remedy = f"add the field after a dot, for example {section}.{name}.title"
        raise RequestError(Problem(path, "names a part of the plan, not a value in it", remedy))
    return section, [name, *inner.split(".")] if inner else [name]


def _names(document: dict[str, Any], section: str) -> dict[str, Any]:
    entries = document.get(section, {})
    if isinstance(entries, Mapping):
        return dict(entries)
    names: dict[str, Any] = {}
    for entry in entries:
        if section == "links":
            names[entry.get("id") or f"{entry['from']}->{entry['to']}"] = entry
        elif section == "targets":
            names[entry.get("id") or f"{entry.get('node')}@{entry.get('by') or entry.get('within')}"] = entry
        else:
            names[str(len(names))] = entry
    return names


def _element(document: dict[str, Any], section: str, name: str | None) -> Any:
    if name is None or section in SINGLE:
        return document.get(section, {})
    return _names(document, section)[name]


def _put(element: Any, keys: list[str], value: Any, path: str) -> None:
    """Set a value inside nested mappings and lists, making mappings where there are none."""
    here = element
    for key in keys[:-1]:
        if isinstance(here, list) and key.isdigit() and int(key) < len(here):
            here = here[int(key)]
            continue
        if not isinstance(here, dict):
            raise RequestError(Problem(path, f"{key} is not a mapping here", "replace the whole value instead"))
        if not isinstance(here.get(key), dict | list):
            here[key] = {}
        here = here[key]
    if isinstance(here, dict):
        here[keys[-1]] = value
    elif isinstance(here, list) and keys[-1].isdigit() and int(keys[-1]) < len(here):
        here[int(keys[-1])] = value
    else:
        raise RequestError(Problem(path, "leads to no value", "replace the whole list instead"))
