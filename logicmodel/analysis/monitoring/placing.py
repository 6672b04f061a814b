"""Where measured values belong in a plan: which indicator, which period, and how far they may be off."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from logicmodel.errors import did_you_mean
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.periods import Periods
from logicmodel.plan.plan import Plan

IATI: Final = "IATI"
"""Scheme of the codes by which plans in published files are told apart."""
PERCENT: Final = frozenset({"%", "percent", "per cent"})
ALIKE: Final = 0.75
"""How much two titles must have in common for one to be meant by the other."""
MOMENT: Final = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2]))(?:-(\d\d).*)?)?", re.ASCII)
Key = tuple[str, str]
"""Ids of a node and of its indicator."""


class Homes:
    """The indicators and nodes of a plan, to be found by their ids or titles."""

    def __init__(self, plan: Plan) -> None:
        """Take down what everything is called."""
        self.indicators = indicators_of(plan)
        self.nodes = dict.fromkeys(plan.results)
        self._by_name: dict[str, list[Key]] = {}
        self._by_title: dict[str, list[Key]] = {}
        self._nodes: dict[str, list[str]] = {}
        for key, indicator in self.indicators.items():
            self._by_name.setdefault(key[1], []).append(key)
            self._by_title.setdefault(plain(indicator.title), []).append(key)
        for name, node in plan.results.items():
            self._nodes.setdefault(plain(node.title), []).append(name)

    def of(self, indicator: str, node: str) -> list[Key]:
        """Return node and id of what a row may be about: an indicator by its id, else by its title, else a node itself."""
        owners = {node} if node in self.nodes else {*self._nodes.get(plain(node), ())}
        for found in (self._by_name.get(indicator, []), self._by_title.get(plain(indicator), [])):
            here = [key for key in found if not node or key[0] in owners]
            if here:
                return here
        names = [indicator] if indicator in self.nodes else self._nodes.get(plain(indicator), [])
        return [(name, name) for name in names if not node or name in owners]

    def near(self, indicator: str, node: str) -> str:
        """Return what may have been meant by a name that is not known, as a question or a list."""
        known = [name for owner, name in self.indicators if node in {"", owner}] + ([] if node else list(self.nodes))
        titles = {plain(one.title): key[1] for key, one in self.indicators.items() if one.title and node in {"", key[0]}}
        titles |= {} if node else {title: names[0] for title, names in self._nodes.items() if title not in titles}
        hint = did_you_mean(indicator, known)
        if hint.startswith("did") or not titles:
            return hint
        close = difflib.get_close_matches(plain(indicator), titles, n=1, cutoff=ALIKE)
        return f"did you mean {titles[close[0]]}?" if close else hint


def plain(text: str) -> str:
    """Return a title without capitals and white space that do not matter; no title is like another.

    >>> plain(" Children  in school ")
    'children in school'
    """
    return " ".join(text.split()).casefold() or "\0"


def indicators_of(plan: Plan) -> dict[Key, Indicator]:
    """Return the indicators of a plan by node and id."""
    return dict(_indicators(plan))


def _indicators(plan: Plan) -> Iterator[tuple[Key, Indicator]]:
    for node_id, node in plan.results.items():
        for name, indicator in node.indicators.items():
            yield (node_id, name), indicator


def codes_of(plan: Plan) -> set[str]:
    """Return the identifiers under which a plan is published."""
    return {reference.code for reference in plan.references if reference.scheme == IATI}


def period_label(text: str, periods: Periods) -> str | None:
    """Return the label of the period that a text or a day stands for; None where the plan has no such period.

    A year means its last period, and a quarter its last month, where the plan's periods are shorter.
    """
    place = periods.index(text)
    match = MOMENT.fullmatch(text)
    if place is None and match is not None:
        year, quarter, month, number = match.groups()
        if number is not None and _is_day(text):
            tails = {"year": "", "quarter": f"-Q{(int(month) + 2) // 3}", "month": f"-{month}"}
            place = periods.index(year + tails[periods.step])
        elif quarter is not None and periods.step == "month":
            place = periods.index(f"{year}-{3 * int(quarter):02d}")
    return None if place is None else periods.labels[place]


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def is_before(text: str, periods: Periods) -> bool:
    """Say whether a period or day lies before the first period of a plan."""
    found, first = MOMENT.fullmatch(text), MOMENT.fullmatch(periods.labels[0])
    return found is not None and first is not None and _end(found) < _start(first)


def _start(match: re.Match[str]) -> tuple[int, int]:
    year, quarter, month, _ = match.groups()
    return int(year), 3 * int(quarter) - 2 if quarter else int(month or 1)


def _end(match: re.Match[str]) -> tuple[int, int]:
    year, quarter, month, _ = match.groups()
    return int(year), 3 * int(quarter) if quarter else int(month or 12)


def no_period(text: str, periods: Periods) -> tuple[str, str]:
    """Return message and remedy for a text that is no period of a plan."""
    match = MOMENT.fullmatch(text)
    coarse = match is not None and match[4] is None and periods.step != "month" and (match[3] or (match[2] and periods.step == "year"))
    if match is not None and coarse and period_label(match[1], periods) is not None:
        what = "quarter" if match[2] else "month"
        return f"{text} is a {what}, and the plan counts in {periods.step}s", f"give one figure for each {periods.step}"
    first, last = periods.labels[0], periods.labels[-1]
    if several := re.fullmatch(r"(\d{4})\s*[-/\N{EN DASH}]\s*(\d{4})", text, re.ASCII):
        return f"{text} covers several years", f"write the one that the value stands for, such as {several[2]}"
    return f"{text} is no period of the plan", f"its only period is {first}" if first == last else f"its periods run from {first} to {last}"


def too_long(text: str, label: str, step: str, indicator: Indicator | None) -> tuple[str, str] | None:
    """Return message and remedy for the amount of a year or quarter that was taken for that of its last, shorter period."""
    if indicator is None or indicator.accumulation != "per_period" or re.fullmatch(r"\d{4}(?:-?Q[1-4])?", text) is None or text == label:
        return None
    if len(label) <= len(text) or (step == "quarter" and "Q" in text):
        return None
    return f"is an amount per {step}, and {text} is a {'quarter' if 'Q' in text else 'year'}; the figure was taken for {label} alone", f"give one figure for each {step}"


def is_percentage(plan: Plan, node: str, indicator: Indicator | None) -> bool:
    """Say whether values are percentages, by the measure or the unit."""
    unit = (indicator.unit if indicator is not None else "") or plan.results[node].unit
    return (indicator is not None and indicator.measure == "percentage") or unit.casefold() in PERCENT


def error_of(plan: Plan, node: str, indicator: Indicator | None, row: Mapping[str, Any]) -> float:
    """Return the standard deviation of a measured value that comes without one.

    For a percentage among n observations it is that of the sample; else it is the error of the indicator.
    """
    value, count = float(row["value"]), row.get("n")
    if count and is_percentage(plan, node, indicator) and 0 <= value <= 100:
        return error_of_share(value, float(count))
    if indicator is None:
        return 0.0
    sd: Distribution | Named = indicator.error.sd
    number = plan.numbers.get(sd.name) if isinstance(sd, Named) else sd
    size = number.expectation() if isinstance(number, Distribution) else 0.0
    return size * abs(value) if indicator.error.relative else size


def error_of_share(percent: float, count: float) -> float:
    """Return the standard error of a percentage found among so many, in percentage points.

    Two of four more are thought to have it (Agresti and Coull 1998), so that 0 % of 10 is not taken for certain.

    >>> round(error_of_share(50, 96), 1), round(error_of_share(0, 10), 1)
    (5.0, 9.4)
    """
    share = (percent / 100 * count + 2) / (count + 4)
    return 100 * math.sqrt(share * (1 - share) / (count + 4))
