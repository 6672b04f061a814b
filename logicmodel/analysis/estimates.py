"""What people say about a number, as a plan can hold it: low, likely and high become a distribution."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from logicmodel.analysis.questions import bounds, in_percent, person, units_of
from logicmodel.analysis.spoken import spoken
from logicmodel.analysis.theory_numbers import changes_in_theory, place_of
from logicmodel.errors import Problem, RequestError
from logicmodel.kinds import number_text
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.experts import Experts
from logicmodel.parts.quantity import Named, QuantityIn
from logicmodel.plan.override import override
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities
from logicmodel.text import Interval, Number, TextError, parse

Said: TypeAlias = float | str | Sequence[float | None]
"""A number, a text form, or low, likely and high (None where nothing was said)."""
READ = QuantityIn().read
NUMBER = r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s?%?"
SEVERAL = re.compile(rf"({NUMBER})(?:\s*[;/]\s*|,\s+)({NUMBER})(?:(?:\s*[;/]\s*|,\s+)({NUMBER}))?")
THREE = re.compile(rf"({NUMBER})\s+({NUMBER})\s+({NUMBER})")
PER = re.compile(rf"(.*\S)\s+per\s+({NUMBER})", re.DOTALL)
DASHED = re.compile(r"(\d[\d_]*(?:\.\d+)?%?)\s*[-\N{EN DASH}]\s*(\d[\d_]*(?:\.\d+)?%?)")


def answered(
    plan: Plan, answers: Mapping[str, Said | Mapping[str, Said]], *, remarks: Mapping[str, str] | None = None
) -> Plan:
    """Return a plan with what people said about its numbers, by path.

    An answer is a number, a text form (``"8 to 20"``, ``"pert(8, 12, 20)"``), or low, likely and high:
    ``(8, 12, 20)``. Of these, one value in twenty lies below the low one, as many above the high one, and half
    of them below the likely one. What several people say, by their names, joins the ``experts:`` of the number.
    ``remarks`` about links are added to the notes of their evidence; see ``unplaced`` for others. Raises RequestError
    and PlanError with everything that does not fit, by path.
    """
    return override(plan, answer_changes(plan, answers, remarks=remarks))


def answer_changes(
    plan: Plan, answers: Mapping[str, Said | Mapping[str, Said]], *, remarks: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the changes that answers make in a plan, as ``override`` and ``edit`` take them."""
    known = quantities(plan)
    changes: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, answer in answers.items():
        try:
            place = place_of(plan, number)
            now = quantities(place.plan).get(place.number) if place.theory else known.get(number)
            value = _value(plan, number, answer, now)
            changes |= changes_in_theory(plan, place, value, changes) if place.theory else {number: value}
        except RequestError as error:
            problems += error.problems
    if problems:
        raise RequestError(problems)
    return changes | _noted(plan, remarks or {})


def unplaced(plan: Plan, remarks: Iterable[str]) -> list[str]:
    """Return the numbers of which remarks have no place in a plan: those that belong to no link."""
    links = [f"links.{link.name}." for link in plan.links]
    return [number for number in remarks if not number.startswith(tuple(links))]


def _value(plan: Plan, number: str, answer: Any, now: Distribution | Named | None) -> Any:
    """Return what a plan has to hold at a number."""
    least, most = bounds(plan, number)
    answer = _in_plain_words(plan, number, answer, {word for word in (plan.currency, *units_of(plan, number)) if word})
    if not isinstance(answer, Mapping):
        if isinstance(now, Experts):
            names = ", ".join(now.experts)
            raise RequestError(Problem(number, f"was asked of {names}, each by name", "say whose answer this is"))
        return _estimate(number, answer, least, most)
    if not answer:
        raise RequestError(Problem(number, "nobody has answered", "give what each person says by name"))
    said = {person(name): _estimate(f"{number} of {name}", one, least, most) for name, one in answer.items()}
    for name, one in said.items():
        _refuse_names(f"{number} of {name}", one)
    if not isinstance(now, Experts):
        return {"experts": said}
    data = dict(now.data()) if isinstance(now.data(), Mapping) else {}
    data["experts"] = {**data["experts"], **said}
    for key in ("weights", "calibration"):
        if key in data:  # whoever is new counts as much as the others on average
            mean = math.fsum(data[key].values()) / len(data[key])
            data[key] = dict.fromkeys(said, mean) | data[key]
    return data


def _in_plain_words(plan: Plan, where: str, answer: Any, units: AbstractSet[str]) -> Any:
    """Return an answer, or those of several people, as plans can have it; raises RequestError for what means nothing or two things."""
    if isinstance(answer, Mapping):
        return {name: _in_plain_words(plan, f"{where} of {name}", one, units) for name, one in answer.items()}
    if not isinstance(answer, str):
        return answer
    if "(" not in answer and in_percent(plan, where.partition(" of ")[0]):
        answer = answer.replace("%", "")
    try:
        text = spoken(answer, units)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise RequestError(Problem(where, message, hint)) from None
    if (re.fullmatch(r"[^\W\d]\w*", text) and text not in plan.numbers) or ("(" not in text and _several(text) is None and not _parsed(text)):
        raise RequestError(Problem(where, f"“{answer.strip()[:60]}” cannot be read as one to three numbers", "write for example 8 12 20, or 8 to 20, or 12"))
    return text


def _parsed(text: str) -> bool:
    try:
        parse(text)
    except TextError:
        return False
    return True


def _refuse_names(where: str, value: Any) -> None:
    """Refuse the name of another number where a person has to say something."""
    if isinstance(value, str) and re.fullmatch(r"[^\W\d]\w*", value):
        raise RequestError(Problem(where, f"{value} is no number", "write for example 8 to 20"))


def _estimate(where: str, answer: Any, least: float, most: float) -> float | str:
    """Return one answer as a number or a text form."""
    values: list[float | None] | None
    if isinstance(answer, str):
        values = _several(answer)
        if values is None:
            return answer.strip()
    else:
        try:
            values = [None if value is None else float(value) for value in (answer if isinstance(answer, Sequence) else [answer])]
        except (TypeError, ValueError):
            raise RequestError(Problem(where, f"{str(answer)[:60]} is no answer", "give a number, a text such as 8 to 20, or low, likely and high")) from None
    try:
        match values:
            case [likely]:
                low, high = None, None
            case [low, high]:
                likely = None
            case [low, likely, high]:
                pass
            case _:
                raise RequestError(Problem(where, f"takes up to three numbers, found {len(values)}", "give low, likely and high"))
        return estimate(low, likely, high, least=least, most=most)
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        raise RequestError(Problem(where, message, remedy)) from None


def _several(text: str) -> list[float | None] | None:
    """Return the one to three numbers that a text holds in the way people write them, else None.

    >>> _several("8, 12, 20"), _several("8-20"), _several("60% 70% 80%"), _several("300 to 500 per 1000")
    ([8.0, 12.0, 20.0], [8.0, 20.0], [0.6, 0.7, 0.8], [0.3, 0.5])
    >>> _several("-2 to 5"), _several("1,000"), _several("normal(8, 2)")
    ([-2.0, 5.0], None, None)
    """
    share = PER.fullmatch(text.strip())
    if share is not None:
        values, whole = _several(share[1]), _several(share[2])
        if values is None or whole is None or len(whole) > 1 or not (whole[0] or 0) > 0:
            return None
        return [None if value is None else value / (whole[0] or 1) for value in values]
    return _listed(text)


def _listed(text: str) -> list[float | None] | None:
    try:
        expression = parse(text)
    except TextError:
        pass
    else:
        match expression.node:
            case _ if expression.stated:
                return None
            case Number(value=value):
                return [value]
            case Interval(low=low, high=high):
                return [low.value, high.value]
    found = next((match for form in (SEVERAL, THREE, DASHED) if (match := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    values: list[float | None] = []
    for part in found.groups():
        try:
            node = None if part is None else parse(part).node
        except TextError:
            return None
        if isinstance(node, Number):
            values.append(node.value)
    return values


def estimate(
    low: float | None, likely: float | None, high: float | None, *, least: float = -math.inf, most: float = math.inf
) -> float | str:
    """Return low, likely and high as a number or as the text form of a distribution.

    They are the 5th, 50th and 95th percentiles. What lies wholly on one side of zero stays there, as with
    ``8 to 20``; ``least`` and ``most`` are the bounds of the number. Raises ValueError with the remedy.

    >>> estimate(8, 12, 20), estimate(8, None, 20), estimate(None, 12, None), estimate(-2, 1, 5)
    ('quantiles(p5=8, p50=12, p95=20, low=0)', '8 to 20', 12, 'quantiles(p5=-2, p50=1, p95=5)')
    >>> estimate(0.6, None, 0.9, least=0, most=1), estimate(0, 2, 5)
    ('quantiles(p5=0.6, p95=0.9, low=0, high=1)', 'truncate(quantiles(p5=0, p50=2, p95=5), low=0)')
    """
    stated = [value for value in (low, likely, high) if value is not None]
    if not all(map(math.isfinite, stated)):
        raise ValueError("holds a number without an end; give one that can be written down")
    if not stated:
        raise ValueError("says nothing; give low, likely and high")
    if min(stated) < least or max(stated) > most:
        ends = f"at least {number_text(least)}" if math.isinf(most) else f"from {number_text(least)} to {number_text(most)}"
        hint = f"write {number_text(max(stated))}% if a percentage is meant" if most == 1 < max(stated) <= 100 else "check the unit"
        raise ValueError(f"must be {ends}, found {', '.join(map(number_text, stated))}; {hint}")
    if len(set(stated)) == 1 and (likely is not None or None not in {low, high}):
        return _plain(stated[0])
    if low is None or high is None:
        raise ValueError("one end is missing; give low and high, or the likely value alone if it is certain")
    if any(one >= other for one, other in itertools.pairwise(stated)):
        raise ValueError(f"must rise from low to high, found {', '.join(map(number_text, stated))}; check the order")
    text = _shape(low, likely, high, least, most)
    told = ", ".join(map(number_text, stated))
    try:
        part = READ(text)
    except (PydanticCustomError, ValidationError):
        raise ValueError(f"no smooth shape goes through {told}; move the likely value towards the middle, or give low and high alone") from None
    if isinstance(part, Distribution) and not math.isfinite(part.expectation()):
        raise ValueError(f"so much above {number_text(high)} is left possible by {told} that there is no average; give low and high alone, or ends that are closer")
    return text


def _shape(low: float, likely: float | None, high: float, least: float, most: float) -> str:
    """Return the text form of a shape through two or three percentiles that respects the bounds."""
    floor = least if math.isfinite(least) else 0.0 if low >= 0 else None
    ceiling = most if math.isfinite(most) else 0.0 if high <= 0 else None
    if likely is None and math.isinf(most) and low * high > 0:
        return f"{number_text(low)} to {number_text(high)}"
    ends = {"low": floor, "high": ceiling}
    written = {key: number_text(end) for key, end in ends.items() if end is not None}
    middle = {} if likely is None else {"p50": number_text(likely)}
    stated = {"p5": number_text(low), **middle, "p95": number_text(high)}
    if low == floor or high == ceiling:  # a percentile on the bound itself: the shape is cut there
        inner = f"quantiles({_named(stated)})" if middle else f"normal({_named(stated)})"
        return f"truncate({inner}, {_named(written)})"
    return f"quantiles({_named(stated | written)})"


def _named(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _plain(value: float) -> float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _noted(plan: Plan, remarks: Mapping[str, str]) -> dict[str, str]:
    """Return the changes that add remarks about links to the notes of their evidence."""
    changes: dict[str, str] = {}
    for link in plan.links:
        said = [text for number, text in remarks.items() if number.startswith(f"links.{link.name}.") and text]
        old = link.evidence.notes if link.evidence is not None else ""
        new = [text for text in said if text not in old]
        if new:
            changes[f"links.{link.name}.evidence.notes"] = "; ".join([*([old] if old else []), *new])
    return changes
