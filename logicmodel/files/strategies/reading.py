"""A StratML plan or report -> a plan: goals, objectives, stakeholders, indicators, targets."""

from __future__ import annotations

import collections
import re
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.drafts.draft import Draft
from logicmodel.files.elements import Element, line_of, local
from logicmodel.files.measurements.row import MEASURED_APART, measured
from logicmodel.files.published.calendar import Span
from logicmodel.files.published.figures import day, figure, missing
from logicmodel.plan.element import ID_PATTERN
from logicmodel.plan.plan import Plan

STAGES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "Input": ("inputs", {}),
    "Input_Processing": ("activities", {}),
    "Output": ("outputs", {}),
    "Output_Processing": ("outcomes", {"horizon": "immediate"}),
    "Outcome": ("outcomes", {"horizon": "intermediate"}),
}
"""Section and fields of an objective by the stage of its first indicator."""
ITSELF: Final = "..itself"
"""End of the identifier of an indicator that stands for the node itself: its unit, targets and links."""
ROLES: Final = ("Beneficiary", "Performer")


class Reading:
    """The reading of one file: the draft so far, and which elements were understood."""

    def __init__(self, root: Element, name: str, losses: list[Problem]) -> None:
        """Read from the top element; ``name`` is that of the file."""
        self.root, self.draft = root, Draft(name, losses)
        self.seen: set[Element] = set()
        self.homes: dict[str, str] = {}
        """Id of the node by identifier in the file."""
        self.relations: list[tuple[str, Element]] = []
        self.below: list[tuple[str, str]] = []
        """Objective and goal that it stands below."""
        self.stakeholders: dict[str, str] = {}
        self.actuals: list[dict[str, Any]] = []
        """Measured values, as rows of a table of actuals; they are no part of a plan."""

    def plan(self) -> Plan:
        """Return the plan; everything that was not understood is noted as lost."""
        draft = self.draft
        draft.say(title=self.words(self.root, "Name"), description=self.words(self.root, "Description"))
        self._core(next((child for child in self.root if local(child) == "StrategicPlanCore"), self.root))
        for source, relation in self.relations:
            self._relation(source, relation)
        leading = {link["from"] for link in draft.document.get("links", [])}
        for objective, goal in self.below:
            if objective not in leading:
                draft.link(objective, goal, inferred=True)
        draft.timed(*self._times())
        self._count_rest()
        if count := len(self.actuals):
            told = f"{count} actual result{'s are' if count > 1 else ' is'} no part of a plan"
            draft.lose("actuals", told, MEASURED_APART)
        return draft.plan()

    def words(self, element: Element, name: str) -> str:
        """Return the text of a child, which then counts as understood."""
        for child in element.iterchildren(f"{{*}}{name}"):
            self.seen.add(child)
            if child.text and child.text.strip():
                return re.sub(r"\s*\n\s*", "\n", child.text.strip())
        return ""

    def lose(self, element: Element, where: str, message: str) -> None:
        """Note something that has no place in a plan, with its line."""
        self.draft.lose(where, message, line=line_of(element))

    def _core(self, core: Element) -> None:
        for number, organisation in enumerate(core.iterchildren("{*}Organization")):
            if number == 0:
                self.draft.say(organisation=self.words(organisation, "Name"))
            for one in organisation.iterchildren("{*}Stakeholder"):
                self._stakeholder(one)
        for mission in core.iterchildren("{*}Mission"):
            self.draft.say(mission=self.words(mission, "Description"))
        for goal in core.iterchildren("{*}Goal"):
            self._goal(goal)

    def _goal(self, goal: Element) -> None:
        title = self.words(goal, "Name")
        made_up = title == self.draft.document.get("title") and not self.words(goal, "Identifier")
        name = "" if made_up else self._node("outcomes", goal, title, {"horizon": "ultimate"})
        for objective in goal.iterchildren("{*}Objective"):
            own = self.words(objective, "Name")
            indicators = list(objective.iterchildren("{*}PerformanceIndicator"))
            if name and own and own == title:  # the goal itself, which can have indicators only this way
                self._home(objective, name)
                self._indicators("outcomes", name, own, indicators)
                continue
            stages = [one.get("ValueChainStage", "") for one in indicators]
            section, fields = STAGES.get(stages[0] if stages else "", STAGES["Outcome"])
            node = self._node(section, objective, own, fields)
            for other in dict.fromkeys(stages[1:]):
                if other != stages[0]:
                    self.lose(objective, f"{section}.{node}", f"has indicators of the stages {stages[0]} and {other}; it was read by the first")
            self._indicators(section, node, own, indicators)
            self.below += [(node, name)] if name else []

    def _node(self, section: str, element: Element, title: str, fields: dict[str, Any]) -> str:
        description = self.words(element, "Description")
        identifier = self.words(element, "Identifier")
        people: dict[str, list[str]] = {role: [] for role in ROLES}
        for one in element.iterchildren("{*}Stakeholder"):
            self._part(one, people)
        own = {"description": description, "owner": ", ".join(people["Performer"])}
        gain = {} if section == "inputs" else {"beneficiaries": people["Beneficiary"]}
        name = self.draft.node(section, title or description[:80], fields | own | gain, identifier)
        self.homes[identifier or name] = name
        self.seen.update(element.iterchildren("{*}Name", "{*}Description", "{*}Identifier", "{*}SequenceIndicator"))
        return name

    def _home(self, element: Element, node: str) -> None:
        self.homes[self.words(element, "Identifier")] = node
        self.seen.update(element.iterchildren("{*}SequenceIndicator"))

    def _part(self, stakeholder: Element, people: dict[str, list[str]]) -> None:
        """Note who has a part in a goal or objective; those without a role count as performers."""
        title = self.words(stakeholder, "Name")
        roles = [kind.text for role in stakeholder.iterchildren("{*}Role") for kind in role.iterchildren("{*}RoleType")]
        self.seen.update(stakeholder.iter("{*}RoleType"))
        if not title:
            return
        if "Beneficiary" in roles:
            people["Beneficiary"].append(self._stakeholder(stakeholder))
        if "Performer" in roles or "Beneficiary" not in roles:
            people["Performer"].append(title)

    def _stakeholder(self, element: Element) -> str:
        """Return the id of a stakeholder, added where it is new; empty for one without a name."""
        title = self.words(element, "Name")
        if not title:
            return ""
        roles = list(element.iterchildren("{*}Role"))
        self.seen.update(kind for role in roles for kind in role.iterchildren("{*}RoleType"))
        if title not in self.stakeholders:
            kinds = dict.fromkeys((kind.text or "").lower() for role in roles for kind in role.iterchildren("{*}RoleType"))
            named = [self.words(role, "Name") for role in roles]
            told = ", ".join(filter(None, kinds)) or ", ".join(filter(None, named))
            name = self.draft.new_id(title)
            if any(kinds) and any(named):
                self.lose(element, f"stakeholders.{name}", f"the name of a role, '{', '.join(filter(None, named))}', was left out")
            fields = {"title": title, "description": self.words(element, "Description"), "role": told}
            self.draft.document.setdefault("stakeholders", {})[name] = {key: text for key, text in fields.items() if text}
            self.stakeholders[title] = name
        return self.stakeholders[title]

    def _indicators(self, section: str, node: str, title: str, elements: list[Element]) -> None:
        found: dict[str, Any] = {}
        holder = self.draft.document[section][node]
        for element in elements:
            qualitative = "Qualitative" in (element.get("IndicatorType"), element.get("PerformanceIndicatorType"))
            dimension, unit = self.words(element, "MeasurementDimension"), self.words(element, "UnitOfMeasurement")
            identifier = self.words(element, "Identifier")
            self.relations += [(node, one) for one in element.iterchildren("{*}Relationship")]
            self.homes.setdefault(identifier, node)
            if identifier.endswith(ITSELF) or (dimension == title and not qualitative and "." not in identifier):
                holder |= {"unit": unit} if unit else {}
                worded = self._targets(element, {"node": node}, f"{section}.{node}")
                told = "\n".join(filter(None, [holder.get("description", ""), self.words(element, "OtherInformation"), *worded]))
                holder |= {"description": told} if told else {}
            elif section == "inputs":
                self.lose(element, f"inputs.{node}", f"inputs have no indicators; {dimension or 'one without a name'} was left out")
                self.seen.update(element.iter())
            else:
                name = self.draft.new_id(dimension or title, identifier.rpartition(".")[2])
                fields = {"title": dimension if dimension != name else "", "unit": unit, "measure": "text" if qualitative else ""}
                worded = self._targets(element, {"node": node, "indicator": name}, f"{section}.{node}.indicators.{name}")
                fields["definition"] = "\n".join(filter(None, [self.words(element, "OtherInformation"), *worded]))
                found[name] = {key: text for key, text in fields.items() if text}
        if found:
            holder["indicators"] = found

    def _targets(self, element: Element, base: dict[str, str], where: str) -> list[str]:
        """Add the targets of an indicator; return what those without a number say in words."""
        worded: list[str] = []
        actuals, targets = len(self.actuals), len(self.draft.due)
        for instance in element.iterchildren("{*}MeasurementInstance"):
            for result in instance.iterchildren("{*}TargetResult"):
                self._target(result, base, where, worded)
            for result in instance.iterchildren("{*}ActualResult"):
                self._actual(result, base, where)
        self._doubt(element, where, self.actuals[actuals:], self.draft.due[targets:])
        return worded

    def _doubt(self, element: Element, where: str, actuals: list[dict[str, Any]], targets: list[tuple[dict[str, Any], Span]]) -> None:
        """Note where more was measured before the first target than any target asks for: less may be better."""
        wanted = [target["at_least"] for target, _ in targets if "at_least" in target]
        if not wanted or len(wanted) < len(targets):
            return
        start = min(span.start for _, span in targets).isoformat()
        known = [row["value"] for row in actuals if row["date"] < start]
        if known and min(known) > max(wanted):
            told = f"whether less is better is not said; at least {wanted[0]:g} was read, and {known[-1]:g} was measured before"
            self.draft.lose(where, told, "write at_most, and direction: down, where less is better", line=line_of(element))

    def _target(self, result: Element, base: dict[str, str], where: str, worded: list[str]) -> None:
        text, words = self.words(result, "NumberOfUnits"), self.words(result, "Description")
        start, end = day(self.words(result, "StartDate")), day(self.words(result, "EndDate"))
        number = figure(text)
        if number is None:
            worded += [words] if words else []
            if not missing(text):
                self.lose(result, where, f"the target '{text}' is not a number and was left out")
            return
        if end is None:
            self.lose(result, where, f"the target {number:g} has no end date and was left out")
            return
        rule = next((self.words(one, "DescriptorValue") for one in result.iterchildren("{*}Descriptor") if self.words(one, "DescriptorName") == "rule"), "")
        target = {**base, "title": words, "at_most" if rule == "at most" else "at_least": number}
        self.draft.target(target, Span(min(start or end, end), end))

    def _actual(self, result: Element, base: dict[str, str], where: str) -> None:
        """Take down a measured value; what has no number or no date is lost."""
        text, words = self.words(result, "NumberOfUnits"), self.words(result, "Description")
        start, date = self.words(result, "StartDate"), self.words(result, "EndDate")
        number, when = figure(text), date or start
        if number is not None and day(when) is not None:
            self.actuals.append(measured(base.get("indicator", base["node"]), when[:10], number, node=base["node"], note=words, line=line_of(result)))
        elif text or words:
            told = f"{text} ({date})" if text and date else text or f"'{words[:60]}'"
            self.lose(result, where, f"the actual result {told} is no part of a plan")

    def _relation(self, source: str, element: Element) -> None:
        """Turn a relationship to another node into a link."""
        kind = element.get("RelationshipType", "Narrower_Than")
        because = self.words(element, "Description")
        told = [(one.text or "").strip() for one in element.iterchildren("{*}ReferentIdentifier")] or [self.words(element, "Identifier")]
        self.seen.update(element.iterchildren("{*}ReferentIdentifier", "{*}Identifier"))
        named = self.words(element, "Name")
        for other in filter(None, told):
            if other not in self.homes:
                self.lose(element, f"links.{source}", f"is related to {other}, which is not in the file")
            elif kind == "Peer_To" or self.homes[other] == source:
                self.lose(element, f"links.{source}", f"is a peer of {other}, which is no link")
            else:
                ends = (source, self.homes[other]) if kind == "Narrower_Than" else (self.homes[other], source)
                self.draft.link(*ends, because=because, id=named if re.fullmatch(ID_PATTERN, named) else "")

    def _times(self) -> list[Span]:
        """Return the time that the file says it is about."""
        for element in self.root.iterchildren("{*}AdministrativeInformation"):
            start, end = day(self.words(element, "StartDate")), day(self.words(element, "EndDate"))
            if start is not None and end is not None and start <= end:
                return [Span(start, end)]
        return []

    def _count_rest(self) -> None:
        """Note the texts that were not understood, by where they stand."""
        counts: collections.Counter[str] = collections.Counter()
        first: dict[str, Element] = {}
        for element in self.root.iter():
            if element not in self.seen and element.text and element.text.strip():
                parent = element.getparent()
                where = f"{local(parent)}/{local(element)}" if parent is not None else local(element)
                counts[where] += 1
                first.setdefault(where, element)
        for where, count in counts.items():
            self.lose(first[where], where, f"{count} of these {'was' if count == 1 else 'were'} left out")
