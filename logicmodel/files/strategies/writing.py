"""A plan -> a StratML Part 2 performance plan, in the order that the schema of 2016 asks for."""

from __future__ import annotations

import collections
import decimal
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.errors import Problem, listed
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.elements import Element
from logicmodel.files.losses import left
from logicmodel.files.naming import word_of
from logicmodel.files.published.calendar import Span, periods_of, span_of
from logicmodel.files.strategies.reading import ITSELF
from logicmodel.plan.node import Outcome, Result
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

SPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
STAGES: Final = {"input": "Input", "activity": "Input_Processing", "output": "Output", "outcome": "Outcome"}
GOAL: Final = ".goal"
"""End of the identifier of an objective that stands for its goal, after a dot: no id of an indicator begins with one."""


class Writing:
    """The writing of one plan: what is left of it, and where each node goes."""

    def __init__(self, plan: Plan, losses: list[Problem]) -> None:
        """Write a plan; what StratML cannot hold is added to ``losses``."""
        self.plan, self.losses = plan, losses
        self.rest = Remainder(plan)
        self.renamed: list[str] = []
        """Targets that come back with another name."""
        self.goals = [name for name, node in plan.outcomes.items() if node.horizon == "ultimate"]

    def document(self) -> bytes:
        """Return the file."""
        from lxml import etree  # noqa: PLC0415 - a fifth of a second that only XML needs

        root = etree.Element(f"{{{SPACE}}}PerformancePlanOrReport", {"Type": "Performance_Plan"}, nsmap={"stratml": SPACE})
        self._words(root, "Name", self.rest.take("title") or "Plan")
        self._words(root, "Description", self.rest.take("description") or "")
        core = self._add(root, "StrategicPlanCore")
        self._organisation(core)
        mission = self.rest.take("mission")
        if mission:
            self._words(self._add(core, "Mission"), "Description", mission)
        for goal, members in self._placed().items():
            self._goal(core, goal, members)
        self._times(root)
        if self.renamed:
            self.losses.append(Problem("targets.id", left(self.renamed, "StratML")))
        self.losses += self.rest.problems("StratML")
        etree.indent(root, "  ")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _organisation(self, core: Element) -> None:
        element = self._add(core, "Organization")
        self._words(element, "Name", self.rest.take("organisation") or "")
        for name, stakeholder in self.plan.stakeholders.items():
            self._stakeholder(element, stakeholder.title or name, stakeholder.description, stakeholder.role)
            for field in ("title", "description", "role"):
                self.rest.take("stakeholders", name, field)
        self._renamed()

    def _renamed(self) -> None:
        """Note stakeholders that come back with another id, or as one: StratML knows them by their names."""
        titles = {name: stakeholder.title or name for name, stakeholder in self.plan.stakeholders.items()}
        other = [name for name, title in titles.items() if word_of(title) != name]
        if other:
            told = "has an id" if len(other) == 1 else "have ids"
            self.losses.append(Problem("stakeholders.id", f"{len(other)} of these {told} that StratML has no place for; it comes back made of the title ({listed(other, most=3)})"))
        shared = [title for title, count in collections.Counter(titles.values()).items() if count > 1]
        if shared:
            self.losses.append(Problem("stakeholders.title", f"several have the same title and come back as one ({listed(shared, most=3)})", "give each a title of its own"))

    def _stakeholder(self, parent: Element, title: str, description: str, role: str) -> None:
        element = self._add(parent, "Stakeholder")
        self._words(element, "Name", title)
        self._words(element, "Description", description)
        kinds = [word.strip().capitalize() for word in role.split(",")]
        known = len(set(kinds)) == len(kinds) and set(kinds) <= {"Performer", "Beneficiary"} and role == ", ".join(kinds).lower()
        if role:
            part = self._add(element, "Role")
            self._words(part, "Name", "" if known else role)
            for kind in kinds if known else []:
                self._words(part, "RoleType", kind)

    def _placed(self) -> dict[str, list[str]]:
        """Return the nodes below each goal: the first ultimate outcome that their links lead to.

        What leads to no ultimate outcome stands below a goal with the name of the plan.
        """
        leading = collections.defaultdict(list)
        for link in self.plan.links:
            leading[link.target].append(link.source)
        home: dict[str, str] = {goal: goal for goal in self.goals}
        queue = collections.deque(self.goals)
        while queue:
            name = queue.popleft()
            for source in leading[name]:
                if source not in home:
                    home[source] = home[name]
                    queue.append(source)
        placed: dict[str, list[str]] = {goal: [] for goal in self.goals}
        for name, node in self.plan.nodes.items():
            if node.kind in STAGES and name not in placed:
                placed.setdefault(home.get(name, ""), []).append(name)
        return placed or {"": []}

    def _goal(self, core: Element, goal: str, members: list[str]) -> None:
        element = self._add(core, "Goal")
        if goal:
            node = self.plan.outcomes[goal]
            self._head(element, "outcomes", goal, goal)
            for field in ("horizon", "kind"):
                self.rest.take("outcomes", goal, field)
            if node.indicators or node.unit or self._targets_of(goal) or any(link.source == goal for link in self.plan.links):
                objective = self._add(element, "Objective")
                self._words(objective, "Name", node.title or goal)
                self._words(objective, "Identifier", f"{goal}.{GOAL}")
                self._indicators(objective, "outcomes", goal)
        else:
            self._words(element, "Name", self.plan.title or "Plan")
            self._words(element, "Description", "")
            self.losses.append(Problem("", "what leads to no ultimate outcome stands below a goal with the name of the plan", "give outcomes the horizon ultimate, and link what leads to them"))
        for name in members:
            objective = self._add(element, "Objective")
            section = self.plan.nodes[name].section
            self._head(objective, section, name, name)
            self._indicators(objective, section, name)

    def _head(self, element: Element, section: str, name: str, identifier: str) -> None:
        """Write name, description, identifier and the people of a node."""
        node = self.plan.nodes[name]
        self._words(element, "Name", self.rest.take(section, name, "title") or name)
        self._words(element, "Description", self.rest.take(section, name, "description") or "")
        self._words(element, "Identifier", identifier)
        if node.owner:
            self._stakeholder(element, self.rest.take(section, name, "owner"), "", "performer")
        for other in self.rest.take(section, name, "beneficiaries") or []:
            self._stakeholder(element, self.plan.stakeholders[other].title or other, "", "beneficiary")

    def _indicators(self, objective: Element, section: str, name: str) -> None:
        """Write the indicators of a node; the first, or one for the node itself, carries its links."""
        node = self.plan.nodes[name]
        goals = self._targets_of(name)
        own = [goal for goal in goals if goal.indicator is None]
        indicators = node.indicators if isinstance(node, Result) else {}
        stage = STAGES[node.kind]
        if isinstance(node, Outcome) and node.horizon == "immediate":
            stage = "Output_Processing"
        if isinstance(node, Outcome):
            kept = self.rest.take(section, name, "horizon")
            if kept is None and name not in self.goals:
                self.losses.append(Problem(f"outcomes.{name}.horizon", "is not said; it comes back as intermediate"))
        unit = self.rest.take(section, name, "unit") or ""
        if own or unit or not indicators:
            itself = self._indicator(objective, stage, (node.title or name, unit, ""), f"{name}{ITSELF}")
            self._links(itself, name)
            self._instances(itself, own)
        for number, (key, indicator) in enumerate(indicators.items()):
            words = (self._take(name, key, "title") or key, self._take(name, key, "unit") or "", self._take(name, key, "definition") or "")
            kind = "Qualitative" if indicator.measure == "text" else "Quantitative"
            if kind == "Qualitative":
                self._take(name, key, "measure")
            element = self._indicator(objective, stage, words, f"{name}.{key}", kind=kind)
            if number == 0 and not own and not unit:
                self._links(element, name)
            self._instances(element, [goal for goal in goals if goal.indicator == key])
            if words[2]:
                self._words(element, "OtherInformation", words[2])

    def _take(self, node: str, indicator: str, field: str) -> Any:
        return self.rest.take(self.plan.nodes[node].section, node, "indicators", indicator, field)

    def _indicator(self, objective: Element, stage: str, words: tuple[str, str, str], identifier: str, *, kind: str = "Quantitative") -> Element:
        element = self._add(objective, "PerformanceIndicator", {"ValueChainStage": stage, "PerformanceIndicatorType": kind})
        for tag, text in (("MeasurementDimension", words[0]), ("UnitOfMeasurement", words[1]), ("Identifier", identifier)):
            self._words(element, tag, text)
        return element

    def _links(self, element: Element, name: str) -> None:
        """Write what a node contributes to as relationships to something broader."""
        for link in self.plan.links:
            if link.source != name or self.plan.kind_of(link.target) not in STAGES:
                continue
            relation = self._add(element, "Relationship", {"RelationshipType": "Narrower_Than"})
            self._words(relation, "ReferentIdentifier", link.target)
            if link.id:
                self._words(relation, "Name", link.id)
            self._words(relation, "Description", self.rest.take("links", link.name, "because") or "")
            for field in ("id", "from", "to"):
                self.rest.take("links", link.name, field)

    def _targets_of(self, name: str) -> list[Target]:
        """Return the targets of a node that are one number; changes and ranges have no place in StratML."""
        return [target for target in self.plan.targets if target.node == name and (target.at_least, target.at_most) != (None, None)]

    def _instances(self, element: Element, goals: list[Target]) -> None:
        for goal in goals:
            result = self._add(self._add(element, "MeasurementInstance"), "TargetResult")
            span = span_of(self.plan.periods, self._period(goal))
            self._words(result, "StartDate", span.start.isoformat())
            self._words(result, "EndDate", span.end.isoformat())
            number = goal.at_least if goal.at_least is not None else goal.at_most
            self._words(result, "NumberOfUnits", _decimal(number or 0.0))
            if goal.at_most is not None:
                descriptor = self._add(result, "Descriptor")
                self._words(descriptor, "DescriptorName", "rule")
                self._words(descriptor, "DescriptorValue", "at most")
            title = self.rest.take("targets", goal.name, "title")
            if title:
                self._words(result, "Description", title)
            if goal.within:
                self.losses.append(Problem(f"targets.{goal.name}.within", f"may be met at any time up to {goal.within}; it comes back as by {goal.within}"))
            for field in ("node", "indicator", "id", "at_least", "at_most", "by", "within"):
                self.rest.take("targets", goal.name, field)
            if goal.name != f"{goal.indicator or goal.node}@{self._period(goal)}":
                self.renamed.append(goal.name)

    def _period(self, goal: Target) -> str:
        """Return the label of the period that a target is due in."""
        return self.plan.periods.labels[self.plan.periods.index(goal.due) or 0]

    def _times(self, root: Element) -> None:
        labels = self.plan.periods.labels
        element = self._add(root, "AdministrativeInformation")
        self._words(element, "StartDate", span_of(self.plan.periods, labels[0]).start.isoformat())
        self._words(element, "EndDate", span_of(self.plan.periods, labels[-1]).end.isoformat())
        self.rest.take("periods")
        whole = Span(span_of(self.plan.periods, labels[0]).start, span_of(self.plan.periods, labels[-1]).end)
        due = {self._period(target) for name in self.plan.nodes for target in self._targets_of(name)}
        if periods_of([whole, *(span_of(self.plan.periods, label) for label in due)]) != self.plan.periods:
            self.losses.append(Problem("periods", f"that a period is a {self.plan.periods.step} has no place in StratML"))

    def _add(self, parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
        from lxml import etree  # noqa: PLC0415

        return etree.SubElement(parent, f"{{{SPACE}}}{name}", dict(attributes or {}))

    def _words(self, parent: Element, name: str, text: str) -> None:
        self._add(parent, name).text = text


def _decimal(number: float) -> str:
    """Write a number without an exponent, which the schema does not know."""
    return format(decimal.Decimal(repr(number)).normalize(), "f")
