"""One IATI activity -> the document of a plan: results, indicators, targets, money."""

from __future__ import annotations

import collections
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from logicmodel.errors import Problem
from logicmodel.files.elements import Element, line_of, local
from logicmodel.files.measurements.row import MEASURED_APART
from logicmodel.files.naming import word_of
from logicmodel.files.proposing import proposed_links
from logicmodel.files.published.calendar import Span, label, periods_of, place, shared
from logicmodel.files.published.codes import CLASSES, LANGUAGE
from logicmodel.files.published.figures import day, figure, missing
from logicmodel.files.published.groups import PLACE, Groups, group_of
from logicmodel.plan.group import group_name

MEASURES: Final = {"1": "number", "2": "percentage", "3": "text", "4": "score", "5": "text"}
MEASURE_WORDS: Final = {"unit": "1", "number": "1", "percentage": "2", "nominal": "3", "ordinal": "4", "qualitative": "5"}
"""What people write instead of a code."""
RESULTS: Final = {"1": "outputs", "2": "outcomes", "3": "outcomes", "9": "outputs"}
RESULT_WORDS: Final = {"output": "1", "outcome": "2", "impact": "3", "other": "9"}
IN_WORDS: Final = frozenset({"target", "actual value"})
SPENT: Final = frozenset({"3", "4", "D", "E"})
"""Transaction types that are spending: disbursement and expenditure."""
KNOWN: Final = frozenset({"iati-identifier", "title", "description", "reporting-org", "activity-date", "result", "budget", "transaction"})
VOCABULARIES: Final = {"9": "SDG", "99": "own list"}

Measured: TypeAlias = tuple[Element, dict[str, str], Span, float, dict[str, Any]]
"""A measured value: its element, group, time, number, and the node and indicator it belongs to."""


class Activity:
    """The reading of one activity: what it says so far, and what was lost."""

    def __init__(self, element: Element, name: str, losses: list[Problem]) -> None:
        """Read from the element of an activity; ``name`` is that of the file."""
        self.element, self.name, self.losses = element, name, losses
        self.language = element.get(LANGUAGE, "")
        self.ids: set[str] = set()
        self.counts: dict[str, int] = {}
        self.measured: list[Measured] = []
        """Measured values that were seen; they are no part of a plan."""
        self.spans = {one: span_in(one) for one in element.iter("period", "budget")}
        self.periods = periods_of(list(self._spans()))

    def document(self) -> dict[str, Any]:
        """Return the plan as plain data."""
        found: dict[str, Any] = {"logicmodel": 1, "title": self._words(self.element, "title") or self.identifier}
        description = self._words(self.element, "description")
        found |= {"description": description} if description else {}
        found |= {"language": self.language} if self.language else {}
        organisation = self._words(self.element, "reporting-org")
        found |= {"organisation": organisation} if organisation else {}
        found["references"] = self._references()
        found["periods"] = self.periods.model_dump(exclude_defaults=True)
        found |= self._money()
        found["targets"] = []
        for result in self._children(self.element, "result"):
            self._result(result, found)
        links = proposed_links(found)
        found |= {"links": links} if links else {}
        self._count_unknown()
        if self.measured:
            told = "1 actual value is" if len(self.measured) == 1 else f"{len(self.measured)} actual values are"
            self.lose(self.element, "actuals", f"{told} no part of a plan", MEASURED_APART)
        return {key: value for key, value in found.items() if value not in ([], {})}

    @functools.cached_property
    def identifier(self) -> str:
        """The identifier of the activity."""
        return identifier_of(self.element)

    def lose(self, element: Element, where: str, message: str, remedy: str = "") -> None:
        """Note something that has no place in a plan."""
        self.losses.append(Problem(where, message, remedy, source=self.name, line=line_of(element)))

    def _references(self) -> list[dict[str, str]]:
        found = [{"scheme": "IATI", "code": self.identifier}] if self.identifier else []
        organisations = [element.get("ref", "") for element in self._children(self.element, "reporting-org")]
        found += [{"scheme": "IATI organisation", "code": code} for code in organisations if code]
        for name, scheme in CLASSES.items():
            elements = self._classes(name)
            if len({element.get("percentage") for element in elements}) > 1:
                shares = ", ".join(f"{element.get('code')} {element.get('percentage', '?')} %" for element in elements)
                self.lose(elements[0], name, f"the shares were left out: {shares}")
            found += [{"scheme": scheme, "code": element.get("code", "")} for element in elements]
        return found

    def _classes(self, name: str) -> list[Element]:
        """Return the countries, regions or sectors of the activity that have a code of the usual list."""
        return [one for one in self._children(self.element, name) if one.get("code") and one.get("vocabulary", "1") in {"", "1"}]

    def _spans(self) -> Iterator[Span]:
        """Give the times of indicators and budgets, else those of the activity itself."""
        found = [one for one in self.spans.values() if one is not None]
        dates = [day(element.get("iso-date", "")) for element in self._children(self.element, "activity-date")]
        known = sorted(one for one in dates if one is not None)
        if not found and known:
            found = [Span(known[0], known[-1])] if (known[-1] - known[0]).days > 100 else [Span(dt.date(known[0].year, 1, 1), dt.date(known[-1].year, 12, 31))]
        yield from found

    def _result(self, result: Element, found: dict[str, Any]) -> None:
        """Add one result with its indicators and targets."""
        kind = _code(result.get("type", ""), RESULT_WORDS)
        title = self._words(result, "title")
        section = RESULTS.get(kind, "outputs")
        name = self._new_id(title or "result")
        where = f"{section}.{name}"
        if kind not in RESULTS or kind == "9":
            words = f"has the type {kind or 'none'}" if kind != "9" else "is of the type other"
            self.lose(result, where, f"{words}; it was read as an output", "move it where it belongs")
        node: dict[str, Any] = {"title": title}
        description = self._words(result, "description")
        node |= {"description": description} if description else {}
        if section == "outcomes":
            node["horizon"] = "ultimate" if kind == "3" else "intermediate"
        references = self._codes(result)
        node |= {"references": references} if references else {}
        indicators: dict[str, Any] = {}
        for element in self._children(result, "indicator"):
            self._indicator(element, section, name, indicators, found["targets"])
        if indicators:
            node["indicators"] = indicators
            self._head(node, indicators)
        if self._children(result, "document-link"):
            self.lose(result, where, "links to documents were left out")
        found.setdefault(section, {})[name] = node

    def _head(self, node: dict[str, Any], indicators: dict[str, Any]) -> None:
        """Give the node the baseline and unit of its indicator where it has only one."""
        if len(indicators) > 1:
            return
        (only,) = indicators.values()
        if only.get("measure") == "percentage":
            node["unit"] = "%"
        if "baseline" in only:
            node["baseline"] = only["baseline"]

    def _indicator(
        self, element: Element, section: str, node: str, indicators: dict[str, Any], targets: list[dict[str, Any]]
    ) -> None:
        title = self._words(element, "title")
        name = self._new_id(title or "indicator")
        where = f"{section}.{node}.indicators.{name}"
        measure = _code(element.get("measure", ""), MEASURE_WORDS)
        found: dict[str, Any] = {"title": title, "measure": MEASURES.get(measure, "number")}
        if measure not in MEASURES:
            self.lose(element, where, f"the measure {measure or 'none'} is unknown; it was read as a number")
        if measure == "3":
            self.lose(element, where, "the measure nominal was read as text")
        definition = self._words(element, "description")
        found |= {"definition": definition} if definition else {}
        rising = element.get("ascending", "1").lower() in {"1", "true"}
        found |= {} if rising else {"direction": "down"}
        references = self._codes(element)
        found |= {"references": references} if references else {}
        groups = Groups()
        self._baseline(element, where, found, groups)
        self._targets(element, where, {"node": node, "indicator": name}, targets, groups, rising=rising)
        found |= {"disaggregation": list(groups.names)} if groups.names else {}
        entries = groups.entries(found.get("baseline_date", ""))
        found |= {"groups": entries} if entries else {}
        indicators[name] = found

    def _baseline(self, element: Element, where: str, found: dict[str, Any], groups: Groups) -> None:
        whole = []
        for one, of in self._apart(self._children(element, "baseline"), f"{where}.baseline"):
            if not of:
                whole.append(one)
            elif (number := self._number(one, f"{where}.baseline", f"baseline of {group_name(of)},")) is not None:
                date = one.get("iso-date") or one.get("year") or ""
                if not groups.baseline(of, number, date, self._words(one, "comment")):
                    self.lose(one, f"{where}.baseline", f"a second baseline of {group_name(of)}, {number:g}, was left out")
        for one in whole[1:]:
            self.lose(one, f"{where}.baseline", f"a second baseline, {one.get('value', '')}, was left out")
        for one in whole[:1]:
            number = self._number(one, f"{where}.baseline", "baseline")
            found |= {"baseline": number} if number is not None else {}
            date = one.get("iso-date") or one.get("year") or ""
            found |= {"baseline_date": date} if date else {}
            comment = self._words(one, "comment")
            found |= {"source": comment} if comment else {}

    def _targets(
        self, element: Element, where: str, owner: dict[str, Any], targets: list[dict[str, Any]], groups: Groups, *, rising: bool
    ) -> None:
        """Add the targets of every period, those of groups to ``groups``, and take down what was measured."""
        taken: set[str] = set()
        for period in self._children(element, "period"):
            span = self.spans[period] if period in self.spans else span_in(period)
            values: dict[str, list[Element]] = {"target": [], "actual": []}
            for one in period:
                if (kind := local(one)) in values:
                    values[kind].append(one)
            for one, of in self._apart(values["actual"], f"{where}.actual"):
                self._actual(one, of, span, where, owner)
                groups.names.update(dict.fromkeys(of))
            whole = []
            for one, of in self._apart(values["target"], f"{where}.target"):
                if of:
                    self._group(one, of, span, where, groups, rising=rising)
                else:
                    whole.append(one)
            if whole:
                self._target(whole, span, where, owner, taken, targets, rising=rising)

    def _apart(self, elements: list[Element], where: str) -> Iterator[tuple[Element, dict[str, str]]]:
        """Give values with the group of each; one that stands alone is that of the whole, even where it names its place."""
        for element in elements:
            of = group_of(element) if len(element) else {}
            if of and len(elements) == 1 and of.keys() == {PLACE} and not self._children(element, "dimension"):
                self.lose(element, where, f"its place, {of[PLACE]}, was left out, since there is no value of another")
                of = {}
            yield element, of

    def _group(self, element: Element, of: dict[str, str], span: Span | None, where: str, groups: Groups, *, rising: bool) -> None:
        """Add the target of a group."""
        what = f"target of {group_name(of)}"
        number = self._number(element, f"{where}.target", f"{what},")
        if number is None:
            return
        if span is None:
            self.lose(element, f"{where}.target", f"the {what}, {number:g}, has no readable dates and was left out")
            return
        due = label(place(span.end, self.periods.step), self.periods.step)
        kept = due in self.periods.labels and groups.target(of, "at_least" if rising else "at_most", number, due, self._words(element, "comment"))
        if not kept:
            self.lose(element, f"{where}.target", f"a second {what} in {due}, {number:g}, was left out")

    def _target(
        self, whole: list[Element], span: Span | None, where: str, target: dict[str, Any], taken: set[str],
        targets: list[dict[str, Any]], *, rising: bool,
    ) -> None:
        number = self._number(whole[0], f"{where}.target", "target")
        if number is None:
            return
        if span is None:
            self.lose(whole[0], f"{where}.target", f"the target {number:g} has no readable dates and was left out")
            return
        due = label(place(span.end, self.periods.step), self.periods.step)
        if due in taken or due not in self.periods.labels:
            self.lose(whole[0], f"{where}.target", f"a second target in {due}, {number:g}, was left out")
            return
        taken.add(due)
        for one in whole[1:]:
            self.lose(one, f"{where}.target", f"a second target in {due}, {one.get('value', '')}, was left out")
        title = self._words(whole[0], "comment")
        own = {"id": f"{target['indicator']}@{due}", **({"title": title} if title else {})}
        targets.append({**target, **own, "at_least" if rising else "at_most": number, "by": due})

    def _actual(self, element: Element, of: dict[str, str], span: Span | None, where: str, owner: dict[str, Any]) -> None:
        """Take down a measured value of the whole, or of a group."""
        number = self._number(element, f"{where}.actual", "actual value")
        if number is None:
            return
        if span is None:
            self.lose(element, f"{where}.actual", f"the actual value {number:g} has no readable dates and was left out")
            return
        self.measured.append((element, of, span, number, owner))

    @property
    def actuals(self) -> list[dict[str, Any]]:
        """The measured values as rows of a table of actuals, once the activity was read."""
        return [
            {
                **owner, "period": label(place(span.end, self.periods.step), self.periods.step), "value": number, "date": span.end.isoformat(),
                "sd": None, "source": self._words(element, "comment"), "line": line_of(element), "plan": self.identifier,
                "group": group_name(of) if of else "",
            }
            for element, of, span, number, owner in self.measured
        ]

    def _number(self, element: Element, where: str, what: str) -> float | None:
        """Return the value of a baseline or target; what is no number is noted."""
        text = element.get("value", "")
        number = figure(text)
        if number is None and not missing(text):
            self.lose(element, where, f"the {what} '{text}' is not a number and was left out", "write the number into the plan")
        elif number is None and what in IN_WORDS and (words := self._words(element, "comment")):
            self.lose(element, where, f"the {what} has words and no number, and was left out: '{words}'")
        return number

    def _money(self) -> dict[str, Any]:
        """Return one input for all money, with what is budgeted and what was spent as allocations."""
        currency = self.element.get("default-currency", "")
        budgets, spent = [0.0] * self.periods.count, [0.0] * self.periods.count
        for element in self._children(self.element, "budget"):
            span = span_in(element)
            self._add(element, span, budgets, currency)
        for element in self._children(self.element, "transaction"):
            kinds = {one.get("code", "") for one in self._children(element, "transaction-type")}
            date = next((day(one.get("iso-date", "")) for one in self._children(element, "transaction-date")), None)
            if kinds & SPENT:
                self._add(element, Span(date, date) if date is not None else None, spent, currency)
            else:
                self.lose(element, "allocations", f"a transaction of the type {', '.join(sorted(kinds)) or 'none'} is no spending and was left out")
        allocations = {
            name: {"title": title, "money": amounts if self.periods.count > 1 else amounts[0]}
            for name, title, amounts in (("budgeted", "As budgeted", budgets), ("spent", "As spent", spent)) if any(amounts)
        }
        if not allocations:
            return {"currency": currency} if currency else {}
        unit = currency or "money"
        return {"currency": unit, "inputs": {"money": {"title": "Money", "unit": unit}}, "allocations": allocations}

    def _add(self, element: Element, span: Span | None, amounts: list[float], currency: str) -> None:
        """Add an amount of money to the periods that it falls into, by days."""
        for value in self._children(element, "value"):
            number = figure(value.text or "")
            if number is None or number < 0 or span is None:
                self.lose(value, "allocations", f"the amount '{value.text or ''}' cannot be placed in time, or is no amount, and was left out")
            elif value.get("currency", currency) != currency:
                self.lose(value, "allocations", f"the amount {number:g} in {value.get('currency')}, not in {currency}, was left out")
            else:
                shares = shared(span, self.periods)
                if sum(shares) < 0.999:
                    self.lose(value, "allocations", f"the amount {number:g} lies (partly) outside of the plan's periods")
                for t, share in enumerate(shares):
                    amounts[t] += number * share if share in {0.0, 1.0} else round(number * share, 2)  # nobody budgets parts of a cent

    def _codes(self, element: Element) -> list[dict[str, str]]:
        """Return the codes of the same result or indicator in public lists."""
        found = []
        for one in self._children(element, "reference"):
            vocabulary = one.get("vocabulary", "")
            entry = {"scheme": VOCABULARIES.get(vocabulary, f"IATI vocabulary {vocabulary}".strip()), "code": one.get("code", "")}
            uri = one.get("indicator-uri") or one.get("vocabulary-uri") or ""
            found.append(entry | ({"uri": uri} if uri else {}))
        return found

    def _words(self, element: Element, name: str) -> str:
        """Return the narrative of a child in the language of the activity, else the first one."""
        for child in self._children(element, name):
            narratives = self._children(child, "narrative")
            own = [one for one in narratives if one.get(LANGUAGE, self.language) == self.language] or narratives
            text = (own[0].text if own else child.text) or ""
            return " ".join(text.split())
        return ""

    def _new_id(self, words: str) -> str:
        """Return an id that is free, made of the words."""
        found = word_of(words) or "n"
        name, count = found, self.counts.get(found, 1)
        while name in self.ids:
            count += 1
            name = f"{found}_{count}"
        self.counts[found] = count
        self.ids.add(name)
        return name

    @staticmethod
    def _children(element: Element, name: str) -> list[Element]:
        return list(element.iterchildren(f"{{*}}{name}")) if len(element) else []

    def _count_unknown(self) -> None:
        """Note the parts of an activity that a plan has no place for, by name."""
        kept = {child for name in CLASSES for child in self._classes(name)}
        unknown = [child for child in self.element if local(child) not in KNOWN and child not in kept]
        for name, count in sorted(collections.Counter(local(child) for child in unknown).items()):
            first = next(child for child in unknown if local(child) == name)
            self.lose(first, name, "was left out" if count == 1 else f"{count} of these were left out")


def _code(text: str, words: Mapping[str, str]) -> str:
    """Return the code that a text is or means."""
    return words.get(text.strip().lower(), text)


def identifier_of(element: Element) -> str:
    """Return the identifier of an activity."""
    found = next((child.text or "" for child in element if local(child) == "iati-identifier"), "")
    return " ".join(found.split())


def span_in(element: Element) -> Span | None:
    """Return the time of a period or budget; None where it has none that can be read."""
    start, end = (
        day(child.get("iso-date", "")) if child is not None else None
        for child in (next(element.iterchildren(f"{{*}}period-{end}"), None) for end in ("start", "end"))
    )
    return Span(start, end) if start is not None and end is not None and start <= end else None

