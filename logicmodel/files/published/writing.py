"""A plan -> one IATI 2.03 activity, in the order that the schema asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from logicmodel.analysis.checking.language import language_of
from logicmodel.analysis.checking.spending import expected_price
from logicmodel.errors import Problem
from logicmodel.files.elements import Element
from logicmodel.files.published.calendar import Span, span_of
from logicmodel.files.published.codes import CLASSES, LANGUAGE
from logicmodel.files.published.figures import decimal
from logicmodel.files.workbooks.names import UNKNOWN_TO_XML
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.group import Group
from logicmodel.plan.indicator import Indicator, Reference
from logicmodel.plan.node import Activity, Outcome, Output
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

MEASURES: Final = {"number": "1", "percentage": "2", "score": "4", "text": "5", "yes_no": "5"}
VOCABULARIES: Final = {"SDG": "9"}
UNKNOWN: Final = "XX-UNKNOWN"
TO_COMPLETE: Final = "other participating organisations and the activity's status are not in a plan"


class Writing:
    """The writing of one plan: the elements so far, and what had no place in them."""

    def __init__(self, plan: Plan, losses: list[Problem]) -> None:
        """Write a plan; what IATI cannot hold is added to ``losses``."""
        self.plan, self.losses = plan, losses
        self.span = Span(span_of(plan.periods, plan.periods.labels[0]).start, span_of(plan.periods, plan.periods.labels[-1]).end)

    def document(self) -> bytes:
        """Return the file with the activity."""
        from lxml import etree  # noqa: PLC0415

        root = etree.Element("iati-activities", version="2.03")
        self._activity(root)
        etree.indent(root, "  ")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def lose(self, where: str, message: str, remedy: str = "") -> None:
        """Note something that the format has no place for."""
        self.losses.append(Problem(where, message, remedy))

    def _activity(self, root: Element) -> None:
        plan = self.plan
        attributes = {"default-currency": plan.currency} if re.fullmatch(r"[A-Z]{3}", plan.currency) else {}
        activity = self._add(root, "iati-activity", attributes)
        language = language_of(plan)
        if re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", language):
            activity.set(LANGUAGE, language)
        else:
            self.lose("language", "is no code of a language, which IATI asks for" if language else "is not given, and IATI asks for it", "write language: en, for example")
        codes = {reference.scheme: reference.code for reference in plan.references}
        organisation = codes.get("IATI organisation", UNKNOWN)
        self._add(activity, "iati-identifier").text = self._legal(codes.get("IATI") or f"{organisation}-{plan.digest[7:19]}")
        reporting = self._add(activity, "reporting-org", {"ref": organisation, "type": "10"})
        self._narrative(reporting, plan.organisation or "Unknown organisation")
        self._words(activity, "title", plan.title or "Plan")
        self._words(activity, "description", plan.description or plan.mission or plan.title or "Plan", {"type": "1"})
        self._narrative(self._add(activity, "participating-org", {"role": "4", "ref": organisation}), plan.organisation or "Unknown organisation")
        self._add(activity, "activity-status", {"code": "1"})
        self._add(activity, "activity-date", {"type": "1", "iso-date": self.span.start.isoformat()})
        self._add(activity, "activity-date", {"type": "3", "iso-date": self.span.end.isoformat()})
        if "IATI" not in codes or "IATI organisation" not in codes:
            self.lose("references", "the plan has no IATI identifiers; made-up ones were written", "add references: with the schemes IATI and IATI organisation")
        self.lose("", TO_COMPLETE, "complete them before publishing")
        self._classes(activity)
        self._budgets(activity)
        for section in ("outputs", "outcomes"):
            for name, node in getattr(plan, section).items():
                self._result(activity, section, name, node)
        self._left_out()

    def _classes(self, activity: Element) -> None:
        """Write the countries, regions and sectors among the codes of the plan, each with an equal share."""
        codes = [(reference.scheme, reference.code) for reference in self.plan.references]
        for group in (("recipient-country", "recipient-region"), ("sector",)):
            found = [(name, code) for name in group for scheme, code in codes if scheme == CLASSES[name]]
            shares = equal_shares(len(found))
            for (name, code), share in zip(found, shares, strict=True):
                self._add(activity, name, {"code": code, **({"percentage": share} if len(found) > 1 else {})})
            if len(found) > 1:
                self.lose("references", f"a plan does not say how much goes to each {' or '.join(group)}; equal shares were written", "set them right before publishing")
            if not found:
                self.lose("references", f"IATI asks for at least one {' or '.join(group)}", f"add one to references: with the scheme {CLASSES[group[0]]}")
        for scheme, code in codes:
            if scheme not in {"IATI", "IATI organisation", *CLASSES.values()}:
                self.lose("references", f"the code {code} of {scheme} has no place in an activity")

    def _budgets(self, activity: Element) -> None:
        """Write the cost of the first allocation, period by period."""
        names = list(self.plan.allocations)
        if not names or not re.fullmatch(r"[A-Z]{3}", self.plan.currency):
            if names:
                self.lose("allocations", "money was left out: the plan's currency is no ISO code", "write currency: EUR, for example")
            return
        amounts = self.plan.allocations[names[0]].amounts
        prices = {key: self._price(key) for key in amounts}
        for t, name in enumerate(self.plan.periods.labels):
            money = sum(prices[key] * (value[t] if isinstance(value, tuple) else value) for key, value in amounts.items())
            if money <= 0:
                continue
            budget = self._add(activity, "budget", {"type": "1", "status": "1"})
            span = span_of(self.plan.periods, name)
            self._span(budget, span)
            self._add(budget, "value", {"currency": self.plan.currency, "value-date": span.start.isoformat()}).text = f"{money:.2f}"
        for name in names[1:]:
            self.lose(f"allocations.{name}", "only the first allocation was written, as the budget")
        if any(key != "money" for key in amounts):
            self.lose(f"allocations.{names[0]}", "amounts of inputs were summed up to money")

    def _price(self, name: str) -> float:
        """Return what one unit of an input costs on average; nothing where that is not known."""
        price, each = self.plan.inputs[name].price, expected_price(self.plan, name)
        if each is None:
            self.lose(f"inputs.{name}.price", "is not known, so the budget is without it", "fill it in")
        elif price is not None and not isinstance(price, Fixed):
            self.lose(f"inputs.{name}.price", "is uncertain; its expected value was written")
        return each or 0.0

    def _result(self, activity: Element, section: str, name: str, node: Activity | Output | Outcome) -> None:
        ultimate = isinstance(node, Outcome) and node.horizon == "ultimate"
        result = self._add(activity, "result", {"type": "1" if section == "outputs" else "3" if ultimate else "2", "aggregation-status": "0"})
        self._words(result, "title", node.title or name)
        if node.description:
            self._words(result, "description", node.description)
        codes_here = not any(indicator.references for indicator in node.indicators.values())
        if codes_here:
            self._codes(result, node.references, f"{section}.{name}", "vocabulary-uri")
        elif node.references:
            self.lose(f"{section}.{name}.references", "IATI holds codes of the result or of its indicators, not both")
        goals = [target for target in self.plan.targets if target.node == name]
        indicators: Mapping[str, Indicator | None] = node.indicators or {name: None}
        home = next((key for key, indicator in indicators.items() if _alike(node, indicator)), "")
        if node.baseline is not None and not home:
            self.lose(f"{section}.{name}.baseline", "none of its indicators has its unit, so it was left out")
        for goal in goals:
            if goal.indicator is None and (not home or len(indicators) > 1):
                under = f"was written under its indicator {home}" if home else "none of its indicators has its unit, so it was left out"
                self.lose(f"targets[{goal.name}]", f"is set on the result itself; {under}", "say which indicator it is for")
        for key, indicator in indicators.items():
            mine = [goal for goal in goals if goal.indicator == key or (goal.indicator is None and key == home)]
            title = node.title or name if indicator is None else indicator.title or key
            self._indicator(result, f"{section}.{name}", title, node, indicator, mine)
        self._node_losses(f"{section}.{name}", node)

    def _indicator(
        self, result: Element, where: str, title: str, node: Activity | Output | Outcome, indicator: Indicator | None, goals: Sequence[Target],
    ) -> None:
        measure = indicator.measure if indicator is not None and indicator.measure else "percentage" if node.unit == "%" else "number"
        parts = indicator.groups if indicator is not None else ()
        falling = any(goal.rule == "at_most" for goal in goals) or (indicator is not None and indicator.direction == "down")
        rising = not (falling or (not goals and any(group.at_most is not None for group in parts)))
        found = self._add(result, "indicator", {"measure": MEASURES[measure], "ascending": "1" if rising else "0", "aggregation-status": "0"})
        self._words(found, "title", title)
        if indicator is not None and indicator.definition:
            self._words(found, "description", indicator.definition)
        if indicator is not None:
            self._codes(found, indicator.references, where, "indicator-uri")
        worded = measure in {"text", "yes_no"}
        if not worded:
            self._baseline(found, where, node, indicator)
            self._group_baselines(found, indicator)
        elif parts:
            self.lose(f"{where}.groups", "IATI takes no numbers for a measure in words, so those of groups were left out")
        turned = [goal for goal in goals if not worded and (goal.at_most if rising else goal.at_least) is not None]
        for goal in turned:
            self.lose(f"targets[{goal.name}]", f"asks for at {'most' if rising else 'least'}, and IATI says once for an indicator whether more is better; it was left out", "give it an indicator of its own")
        for label in self.plan.periods.labels:
            due, mine = [goal for goal in goals if goal.due == label and goal not in turned], [] if worded else [group for group in parts if group.by == label]
            if due or mine:
                self._group_targets(self._period(found, where, label, due, text=worded), mine)
        if not worded and any((group.at_most if rising else group.at_least) is not None for group in parts):
            self.lose(f"{where}.groups", "IATI says once for an indicator whether more is better; targets of groups that say otherwise are turned round")

    def _baseline(self, found: Element, where: str, node: Activity | Output | Outcome, indicator: Indicator | None) -> None:
        value = indicator.baseline if indicator is not None else None
        if value is None and (node.baseline is None or not _alike(node, indicator)):
            return
        if value is None and isinstance(node.baseline, Fixed):
            value = node.baseline.value
        elif value is None and node.baseline is not None:
            self.lose(f"{where}.baseline", "is uncertain and was left out")
        if value is None:
            return
        baseline = self._add(found, "baseline", self._measured(value, indicator.baseline_date if indicator is not None else ""))
        if indicator is not None and indicator.source:
            self._words(baseline, "comment", indicator.source)

    def _measured(self, value: float, date: str) -> dict[str, str]:
        """Return the attributes of a baseline."""
        found = {"year": date[:4] if re.match(r"\d{4}", date) else str(self.span.start.year), "value": decimal(value)}
        return {**found, "iso-date": date} if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else found

    def _group_baselines(self, found: Element, indicator: Indicator | None) -> None:
        for group in indicator.groups if indicator is not None else ():
            if group.baseline is not None:
                date = group.baseline_date or (indicator.baseline_date if indicator is not None else "")
                self._group(self._add(found, "baseline", self._measured(group.baseline, date)), group, "" if group.target is not None else group.title)

    def _group_targets(self, period: Element, groups: Sequence[Group]) -> None:
        for group in groups:
            if group.target is not None:
                self._group(self._add(period, "target", {"value": decimal(group.target)}), group, group.title)

    def _group(self, element: Element, group: Group, comment: str) -> None:
        """Say of which group a value is."""
        for name, value in group.of.items():
            self._add(element, "dimension", {"name": name, "value": value})
        if comment:
            self._words(element, "comment", comment)

    def _period(self, found: Element, where: str, label: str, due: Sequence[Target], *, text: bool) -> Element:
        """Return the element of a period with the target of the whole."""
        period = self._add(found, "period")
        self._span(period, span_of(self.plan.periods, label))
        for place, goal in enumerate(due):
            value = goal.at_least if goal.at_least is not None else goal.at_most
            if value is None:
                asked = "a range" if goal.between is not None else "a change"
                self.lose(f"targets[{goal.name}]", f"asks for {asked}, which IATI cannot say", "write at_least or at_most")
            elif place:
                self.lose(f"targets[{goal.name}]", "is a second target of the same indicator and period")
            elif text:
                self.lose(f"targets[{goal.name}]", "IATI takes no number for a measure in words", f"give {where} a measure that is a number")
            else:
                target = self._add(period, "target", {"value": decimal(value)})
                if goal.title:
                    self._words(target, "comment", goal.title)
                if goal.within is not None:
                    self.lose(f"targets[{goal.name}]", "may be met in any period up to its date; IATI says in that period")
        return period

    def _codes(self, element: Element, references: Sequence[Reference], where: str, uri: str) -> None:
        for reference in references:
            number = re.fullmatch(r"IATI vocabulary (\d+)", reference.scheme)
            vocabulary = VOCABULARIES.get(reference.scheme) or (number[1] if number else "99")
            if vocabulary == "99" and reference.scheme != "own list":
                self.lose(f"{where}.references", f"the list {reference.scheme} has no code in IATI; it was written as an own list")
            self._add(element, "reference", {"vocabulary": vocabulary, "code": reference.code, **({uri: reference.uri} if reference.uri else {})})

    def _node_losses(self, where: str, node: Activity | Output | Outcome) -> None:
        """Note the fields of a result that IATI has no place for."""
        kept = {"title", "description", "references", "indicators", "baseline", "horizon"}
        for name in node.model_dump(exclude_defaults=True):
            if name not in kept and not (name == "unit" and node.unit == "%"):
                self.lose(f"{where}.{name}", "has no place in IATI")
        held = {"title", "definition", "direction", "measure", "references", "baseline", "baseline_date", "source", "groups"}
        for key, indicator in node.indicators.items():
            told = {part.casefold() for group in indicator.groups for pair in group.of.items() for part in pair}
            named = {part.casefold() for part in indicator.disaggregation}
            for name in indicator.model_dump(exclude_defaults=True):
                if name not in held and not (name == "disaggregation" and named <= told):
                    self.lose(f"{where}.indicators.{key}.{name}", "has no place in IATI")
                elif name in {"baseline_date", "source"} and indicator.baseline is None and not isinstance(node.baseline, Fixed):
                    self.lose(f"{where}.indicators.{key}.{name}", "has no place in IATI without a baseline")

    def _left_out(self) -> None:
        """Note the parts of the plan that IATI has no place for."""
        for target in self.plan.targets:
            if self.plan.target_kind(target) == "activity":
                self.lose(f"targets[{target.name}]", "is set on an activity, which has no results in IATI")
        for name, count in self._counts():
            if count:
                self.lose(name, f"{count} of these {'has' if count == 1 else 'have'} no place in IATI" if count > 1 else "has no place in IATI")

    def _counts(self) -> Iterator[tuple[str, int]]:
        plan = self.plan
        lists: tuple[tuple[str, Any], ...] = (
            ("links", [link for link in plan.links if not link.inferred]), ("activities", plan.activities), ("factors", plan.factors),
            ("assumptions", plan.assumptions), ("stakeholders", plan.stakeholders), ("numbers", plan.numbers),
            ("futures", plan.futures), ("correlations", plan.correlations),
        )
        yield from ((name, len(entries)) for name, entries in lists)
        document = plan.to_document()
        yield from ((name, 1) for name in ("mission", "discount_rate", "success", "budget", "checks", "variants") if name in document)

    def _add(self, parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
        from lxml import etree  # noqa: PLC0415

        return etree.SubElement(parent, name, {key: self._legal(value) for key, value in (attributes or {}).items()})

    def _words(self, parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """Add words for people; only a title may not be left out where there are none."""
        if self._legal(text).strip() or name == "title":
            self._narrative(self._add(parent, name, attributes), text)

    def _narrative(self, parent: Element, text: str) -> None:
        self._add(parent, "narrative").text = " ".join(self._legal(text).split()) or "Untitled"

    def _span(self, parent: Element, span: Span) -> None:
        self._add(parent, "period-start", {"iso-date": span.start.isoformat()})
        self._add(parent, "period-end", {"iso-date": span.end.isoformat()})

    def _legal(self, text: str) -> str:
        """Return a text without the signs that XML does not know; what was taken out is noted."""
        clean = UNKNOWN_TO_XML.sub("", text)
        if clean != text:
            self.lose("", f"invisible signs were taken out of '{clean[:40]}'")
        return clean


def _alike(node: Activity | Output | Outcome, indicator: Indicator | None) -> bool:
    """Say whether the figures of an indicator can be those of its node: people are no percentages."""
    if indicator is None or not node.unit:
        return True
    return indicator.unit == node.unit or (not indicator.unit and (indicator.measure != "percentage" or node.unit == "%"))


def equal_shares(count: int) -> list[str]:
    """Return percentages that add up to 100 to the last digit.

    >>> equal_shares(3)
    ['33.33', '33.33', '33.34']
    """
    each = 10_000 // max(count, 1)
    cents = [each] * (count - 1) + [10_000 - each * (count - 1)] * (count > 0)
    return [f"{cent / 100:g}" for cent in cents]
