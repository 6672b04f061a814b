"""A Miradi project -> a plan: factors of the results chains, links, indicators, objectives, wanted levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.conservation.precision import precision_of
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.elements import Element, line_of, local
from logicmodel.files.measurements.row import MEASURED_APART, measured
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import day, figure, missing
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan

FACTORS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "Strategy": ("activities", {}),
    "Activity": ("activities", {}),
    "Task": ("activities", {}),
    "Output": ("outputs", {}),
    "IntermediateResult": ("outcomes", {"horizon": "immediate"}),
    "ThreatReductionResult": ("outcomes", {"horizon": "intermediate"}),
    "BiophysicalResult": ("outcomes", {"horizon": "intermediate"}),
    "BiodiversityTarget": ("outcomes", {"horizon": "ultimate"}),
    "HumanWelfareTarget": ("outcomes", {"horizon": "ultimate"}),
    "HumanWellbeingTarget": ("outcomes", {"horizon": "ultimate"}),
    "Cause": ("factors", {}),
    "Assumption": ("assumptions", {}),
}
"""Section and fields of a factor by its sort."""
DRAWN: Final = frozenset({"TextBox", "ScopeBox", "GroupBox"})
"""What is only drawn, and says nothing about cause and effect."""
POOLS: Final = frozenset({*FACTORS, "DiagramFactor", "DiagramLink", "ResultsChain", "Indicator", "Objective", "Goal", "Measurement", "FutureStatus", *DRAWN})
WORDED: Final = ("Objective", "Goal")
BREAKS: Final = frozenset({"br", "div", "p", "li"})


class Reading:
    """The reading of one project: its objects by number, and the draft so far."""

    def __init__(self, root: Element, source: Source, losses: list[Problem]) -> None:
        """Read from the top element of a project."""
        self.root, self.source, self.draft = root, source, Draft(source.name, losses)
        self.objects: dict[tuple[str, str], Element] = {}
        for pool in root:
            for one in pool:
                if one.get("Id") and local(pool).endswith("Pool"):
                    self.objects[local(one), one.get("Id")] = one
        self.homes: dict[tuple[str, str], str] = {}
        """Id of the node by sort and number of the factor."""
        self.actuals: list[dict[str, Any]] = []
        """Measurements, as rows of a table of actuals; they are no part of a plan."""
        self.unread: list[Problem] = []
        """Measurements that cannot be read."""
        self.measured = 0

    def plan(self) -> Plan:
        """Return the plan; what has no place in it is noted as lost."""
        self._summary()
        chains = [one for (kind, _), one in self.objects.items() if kind == "ResultsChain"]
        if not chains:
            raise self.source.refusal("holds no results chain", "draw one in Miradi; conceptual models show the present, not a plan")
        for chain in chains:
            self._chain(chain)
        if self.measured:
            told = "1 measurement is" if self.measured == 1 else f"{self.measured} measurements are"
            self.draft.lose("actuals", f"{told} no part of a plan", MEASURED_APART)
        self._count_rest()
        self.draft.timed(*self._times())
        return self.draft.plan()

    def _summary(self) -> None:
        summary = next((one for one in self.root if local(one) == "ProjectSummary"), None)
        if summary is not None:
            self.draft.say(title=text_in(summary, "ProjectName"), description=text_in(summary, "ProjectDescription"))
        for scope in self.root.iterchildren("{*}ProjectSummaryScope"):
            self.draft.say(mission=text_in(scope, "ProjectVision"))
        for planning in self.root.iterchildren("{*}ProjectSummaryPlanning"):
            self.draft.say(currency=text_in(planning, "CurrencyType"))

    def _times(self) -> Iterator[Span]:
        for planning in self.root.iterchildren("{*}ProjectSummaryPlanning"):
            start = day(text_in(planning, "StartDate"))
            end = day(text_in(planning, "ExpectedEndDate")) or day(text_in(planning, "EndDate"))
            if start is not None and end is not None and start <= end:
                yield Span(start, end)

    def _chain(self, chain: Element) -> None:
        """Add the factors and the links of one results chain."""
        title = text_in(chain, "Name")
        for number in numbers_in(chain, "DiagramFactorIds"):
            diagram = self.objects.get(("DiagramFactor", number))
            for wrapped in diagram.iter("{*}WrappedByDiagramFactorId") if diagram is not None else ():
                for key in map(key_of, wrapped):
                    self._factor(key, title)
        for number in numbers_in(chain, "DiagramFactorLinkIds") or numbers_in(chain, "DiagramLinkIds"):
            link = self.objects.get(("DiagramLink", number))
            if link is not None:
                self._link(link)
        self._parts()

    def _factor(self, key: tuple[str, str], theme: str) -> None:
        kind, number = key
        element = self.objects.get(key)
        if element is None:
            element, kind = self.objects.get(("Task", number)), "Task"
        if key in self.homes or key[0] in DRAWN or element is None or kind not in FACTORS:
            return
        section, fields = FACTORS[kind]
        words = "\n".join(filter(None, [text_in(element, "Details"), *self._worded(element)]))
        found = {**fields, "description": words, "theme": theme}
        name = self.draft.node(section, " ".join(text_in(element, "Name").split()) or kind, found)
        self.homes[key] = name
        numbers = numbers_in(element, "IndicatorIds")
        if section in {"activities", "outputs", "outcomes"}:
            for one in numbers:
                indicator = self.objects.get(("Indicator", one))
                if indicator is not None:
                    self._indicator(indicator, section, name)
        elif numbers:
            self._lose(element, f"{section}.{name}", f"its {'indicator was' if len(numbers) == 1 else f'{len(numbers)} indicators were'} left out: only results have some")

    def _worded(self, element: Element) -> Iterator[str]:
        """Give the objectives and goals of a factor as sentences; their numbers are in indicators."""
        for kind in WORDED:
            for number in numbers_in(element, f"{kind}Ids"):
                one = self.objects.get((kind, number))
                if one is not None:
                    yield f"{kind}: {text_in(one, 'Details') or text_in(one, 'Name')}"

    def _indicator(self, element: Element, section: str, node: str) -> None:
        title = " ".join(text_in(element, "Name").split())
        name = self.draft.new_id(title or "indicator")
        where = f"{section}.{node}.indicators.{name}"
        found: dict[str, Any] = {"title": title, "definition": text_in(element, "Details"), "unit": text_in(element, "Unit")}
        baseline = self._baseline(element, where, found)
        self._measured(element, node, name)
        for status in self._wanted(element):
            text, date = text_in(status, "FutureStatusSummary") or text_in(status, "Summary"), day(text_in(status, "FutureStatusDate") or text_in(status, "Date"))
            number = figure(text)
            if number is None or date is None:
                if not missing(text):
                    self._lose(status, where, f"the wanted level '{text}' has no {'number' if number is None else 'date'} and was left out")
                continue
            if text.strip().endswith("%"):
                found |= {"unit": found["unit"] or "%", "measure": "percentage"}
            falling = number < baseline if baseline is not None else number == 0
            if falling:
                found["direction"] = "down"
                self._lose(status, where, f"whether less is better is not said; it was concluded, as {text} is wanted and {'none' if baseline is None else f'{baseline:g}'} was measured", "change direction and target where it is not")
            self.draft.target({"node": node, "indicator": name, "at_most" if falling else "at_least": number}, Span(date, date))
        indicators = self.draft.document[section][node].setdefault("indicators", {})
        indicators[name] = {key: value for key, value in found.items() if value}
        if baseline is not None:
            indicators[name]["baseline"] = baseline

    def _baseline(self, element: Element, where: str, found: dict[str, Any]) -> float | None:
        """Return the last measurement before the project began, else the first of all; count the others."""
        known = [self.objects.get(("Measurement", number)) for number in numbers_in(element, "MeasurementIds")]
        dated = sorted(((text_in(one, "Date"), text_in(one, "MeasurementValue"), one) for one in known if one is not None), key=lambda entry: entry[0])
        self.measured += max(len(dated) - 1, 0)
        start = min((span.start.isoformat() for span in self._times()), default="")
        before = [entry for entry in dated if entry[0] <= start][-1:]
        for date, text, one in before or dated[:1]:
            number = figure(text)
            if number is None:
                if not missing(text):
                    self._lose(one, where, f"the measurement '{text}' is not a number and was left out")
                return None
            found |= {"baseline_date": date, "source": text_in(one, "Detail") or text_in(one, "Details")}
            return number
        return None

    def _measured(self, element: Element, node: str, indicator: str) -> None:
        """Take down every measurement of an indicator, with its date and precision."""
        known = [self.objects.get(("Measurement", number)) for number in numbers_in(element, "MeasurementIds")]
        for one in known:
            if one is None:
                continue
            text, date = text_in(one, "MeasurementValue"), text_in(one, "Date")
            number = figure(text)
            if missing(text):
                continue
            if number is None or day(date) is None:
                remedy = "write the number alone" if number is None else "give it a date"
                self.unread.append(Problem(indicator, f"the measurement '{text}' has no {'number' if number is None else 'date'} and was left out", remedy, source=self.source.name, line=line_of(one)))
                continue
            sd, count = precision_of(one)
            note = text_in(one, "Detail") or text_in(one, "Details") or text_in(one, "Comments")
            self.actuals.append(measured(indicator, date[:10], number, node=node, sd=sd, count=count, source=text_in(one, "Source"), note=note, line=line_of(one)))

    def _wanted(self, element: Element) -> list[Element]:
        """Return where the wanted levels of an indicator stand: in itself, or in objects of their own."""
        numbers = numbers_in(element, "FutureStatusIds")
        found = [self.objects.get(("FutureStatus", number)) for number in numbers]
        return [one for one in found if one is not None] or [element]

    def _link(self, element: Element) -> None:
        ends = [self._end(element, side) for side in ("From", "To")]
        (first, source), (second, target) = ends
        if source is None or target is None:
            drawn = next((kind for kind, _ in (first, second) if kind in DRAWN), "")
            self._lose(element, "links", f"a link from {first[0] or 'nothing'} to {second[0] or 'nothing'} was left out" + ("; links of its members are read" if drawn == "GroupBox" else ""))
            return
        if target in self.draft.document.get("factors", {}) or target in self.draft.document.get("assumptions", {}):
            self._lose(element, f"links.{source}->{target}", "was left out: nothing in a plan acts on factors and assumptions")
            return
        if text_in(element, "IsBidirectionalLink") == "1":
            self._lose(element, f"links.{source}->{target}", "goes both ways; the way back was left out")
        fields: dict[str, Any] = {"because": text_in(element, "Annotation")}
        if text_in(element, "IsUncertainLink") == "1":
            fields["evidence"] = {"strength": "weak", "notes": "Marked as uncertain in Miradi"}
        if source in self.draft.document.get("assumptions", {}):
            fields["role"] = "enables"
        self.draft.link(source, target, line=line_of(element), **fields)

    def _parts(self) -> None:
        """Link the activities that were read to the strategies that they are parts of."""
        for kind, number in [key for key in self.homes if key[0] == "Strategy"]:
            element = self.objects[kind, number]
            for field in ("OrderedActivityIds", "OrderedTaskIds", "ActivityIds"):
                for part in numbers_in(element, field):
                    home = self.homes.get(("Activity", part)) or self.homes.get(("Task", part))
                    if home and not any(link["from"] == home for link in self.draft.document.get("links", [])):
                        self.draft.link(home, self.homes[kind, number], because="A part of the strategy")

    def _end(self, link: Element, side: str) -> tuple[tuple[str, str], str | None]:
        """Return what a link begins or ends at, and its node; None where it is in no results chain."""
        found = [key_of(one) for holder in link.iterchildren(f"{{*}}DiagramLink{side}DiagramFactorId") for factor in holder for one in factor]
        kind, number = found[0] if found else ("", "")
        diagram = self.objects.get(("DiagramFactor", number))
        wrapped = [key_of(one) for holder in (diagram.iter("{*}WrappedByDiagramFactorId") if diagram is not None else ()) for one in holder]
        key = wrapped[0] if wrapped and wrapped[0][0] == kind else (kind, number)
        return key, self.homes.get(key)

    def _lose(self, element: Element, where: str, message: str, remedy: str = "") -> None:
        self.draft.lose(where, message, remedy, line=line_of(element))

    def _count_rest(self) -> None:
        """Note what was not read: objects outside of results chains, and pools that plans know nothing of."""
        counts: dict[str, int] = {}
        for pool in self.root:
            kind = local(pool).removesuffix("Pool")
            if not local(pool).endswith("Pool") or not len(pool):
                continue
            unread = [one for one in pool if kind in FACTORS and (kind, one.get("Id")) not in self.homes and ("Activity", one.get("Id")) not in self.homes]
            if kind in FACTORS and unread:
                self.draft.lose(kind, f"{len(unread)} of these {'stands' if len(unread) == 1 else 'stand'} in no results chain and {'was' if len(unread) == 1 else 'were'} left out")
            elif kind not in POOLS:
                counts[kind] = len(pool)
        for kind, count in counts.items():
            self.draft.lose(kind, f"{count} of these {'was' if count == 1 else 'were'} left out")


def text_in(element: Element, field: str) -> str:
    """Return the text of a field, whose name begins with that of the element; marks of layout are dropped."""
    for child in element.iterchildren(f"{{*}}{local(element)}{field}"):
        parts = [child.text or ""]
        for one in child.iterdescendants():  # newer projects keep their texts as HTML
            parts += ["\n" if local(one) in BREAKS else "", one.text or "", one.tail or ""]
        return re.sub(r"[ \t]*\n\s*", "\n", "".join(parts)).strip()
    return ""


def numbers_in(element: Element, field: str) -> list[str]:
    """Return the numbers of other objects that a field names."""
    return [(one.text or "").strip() for child in element.iterchildren(f"{{*}}{local(element)}{field}") for one in child]


def key_of(element: Element) -> tuple[str, str]:
    """Return sort and number of the object that an element such as ``<StrategyId>`` names."""
    return local(element).removesuffix("Id"), (element.text or "").strip()
