"""Faults between the parts of a budget, found on plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from logicmodel.errors import did_you_mean

Loc: TypeAlias = tuple[str | int, ...]


def spending_faults(
    budget: Mapping[str, Any], inputs: Mapping[str, Any] | None
) -> Iterator[tuple[Loc, str, str]]:
    """Give place, message and remedy of each fault; ``inputs`` is None where they cannot be looked up."""
    if inputs is not None:
        for loc, name in _named_inputs(budget):
            if name not in inputs:
                yield loc, f"no input is called {name}", did_you_mean(name, inputs)
    yield from _packages(budget)
    fixed, bounds = _mapping(budget, "fixed"), _mapping(budget, "bounds")
    for name in fixed:
        if name in bounds or name in _mapping(budget, "steps"):
            other = "bounds" if name in bounds else "steps"
            message = f"{name} is fixed and cannot have {other} too"
            yield ("fixed", str(name)), message, "leave it out in one of them"


def amounts_in_time(budget: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every value that may be a list with one number per period, with its place."""
    yield ("per_period",), budget.get("per_period")
    for name, value in _mapping(budget, "fixed").items():
        yield ("fixed", str(name)), value
    for package, entry in _mapping(budget, "packages").items():
        for name, value in _mapping(entry, "amounts").items():
            yield ("packages", str(package), "amounts", str(name)), value


def _mapping(data: Any, key: str) -> Mapping[str, Any]:
    """Return what stands under a key where it is a mapping, else nothing."""
    found = data.get(key) if isinstance(data, Mapping) else getattr(data, key, None)
    return found if isinstance(found, Mapping) else {}


def _named_inputs(budget: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Give every place in which an input is named."""
    for section in ("bounds", "fixed", "steps"):
        for name in _mapping(budget, section):
            yield (section, str(name)), str(name)
    for section, key in (("limits", "of"), ("packages", "amounts")):
        for title, entry in _mapping(budget, section).items():
            for name in _mapping(entry, key):
                yield (section, str(title), key, str(name)), str(name)
    for title, fund in _mapping(budget, "funds").items():
        for place, name in enumerate(_names(fund, "inputs")):
            yield ("funds", str(title), "inputs", place), name


def _names(data: Any, key: str) -> list[str]:
    found = data.get(key) if isinstance(data, Mapping) else getattr(data, key, None)
    return [str(name) for name in found] if isinstance(found, list | tuple) else []


def _packages(budget: Mapping[str, Any]) -> Iterator[tuple[Loc, str, str]]:
    """Find unknown packages, and those that require or exclude themselves."""
    packages = _mapping(budget, "packages")
    for title, entry in packages.items():
        for key in ("requires", "excludes"):
            for place, name in enumerate(_names(entry, key)):
                loc = ("packages", str(title), key, place)
                if name not in packages:
                    yield loc, f"no package is called {name}", did_you_mean(name, packages)
                elif name == title:
                    yield loc, f"{name} cannot be its own condition", "leave it out"
