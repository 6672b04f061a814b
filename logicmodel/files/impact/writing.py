"""A plan -> a graph of linked data: organisation, impact model, nodes, indicators, targets, risks."""

from __future__ import annotations

import collections
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from logicmodel.errors import Problem
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.naming import word_of
from logicmodel.files.published.calendar import span_of
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.link import Link
from logicmodel.plan.node import Result
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.wording import wanted

NAMED: Final = ("definedBy", "forOrganization", "forOutcome", "forTheme", "hasStakeholder", "hasBeneficialStakeholder", "hasImpactModel", "hasImpactRisk", "hasIndicator",
                "hasInput", "hasActivity", "hasOutput", "hasOutcome", "canProduce", "canEnable", "hasBaseline", "hasTarget")
WORDED: Final = ("hasDescription", "hasComment", "hasMitigation", "hasPurpose", "unitDescription")
CONTEXT: Final[dict[str, Any]] = {
    "cids": "https://ontology.commonapproach.org/cids#",
    "i72": "http://ontology.eil.utoronto.ca/ISO21972/iso21972#",
    "oep": "http://www.w3.org/2001/sw/BestPractices/OEP/SimplePartWhole/part.owl#",
    "org": "http://ontology.eil.utoronto.ca/tove/organization#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"cids:{name}", "@type": "@id"} for name in NAMED},
    **{name: {"@id": f"cids:{name}", "@type": "xsd:string"} for name in WORDED},
    "hasName": {"@id": "org:hasName", "@type": "xsd:string"},
    "hasLegalName": {"@id": "org:hasLegalName", "@type": "xsd:string"},
    "hasIdentifier": {"@id": "org:hasIdentifier", "@type": "xsd:string"},
    "partOf": {"@id": "oep:partOf", "@type": "@id"},
    "value": {"@id": "i72:value", "@type": "@id"},
    "hasNumericalValue": {"@id": "i72:hasNumericalValue", "@type": "xsd:string"},
    "startedAtTime": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}
"""What the names in the file stand for, as in the context of CIDS 3: nothing has to be fetched to read it."""
UNITS: Final = {"percentage": "%", "score": "score", "yes_no": "yes or no", "text": "words"}
"""What an indicator without a unit is counted in, by its measure; others are numbers."""
TYPES: Final = {"input": "Input", "activity": "Activity", "output": "Output", "outcome": "Outcome"}


class Writing:
    """The writing of one plan: what is left of it, and the graph so far."""

    def __init__(self, plan: Plan, losses: list[Problem]) -> None:
        """Write a plan; what CIDS cannot hold is added to ``losses``."""
        self.plan, self.losses, self.rest = plan, losses, Remainder(plan)
        self.graph: list[dict[str, Any]] = []
        self.indicators: list[str] = []
        self.themes: dict[str, None] = {}
        self.named = word_of(plan.title or plan.organisation) or "plan"
        self.leading: dict[str, list[tuple[str, str, Link]]] = collections.defaultdict(list)
        """Field, identifier of the other end and the link itself, by the node that says it."""
        for link in plan.links:
            self._lead(link)

    def document(self) -> dict[str, Any]:
        """Return context and graph."""
        people = [self._stakeholder(name) for name in self.plan.stakeholders]
        nodes = [self._node(name) for name, node in self.plan.nodes.items() if node.kind in TYPES]
        risks = [self._risk(name) for name in self.plan.assumptions]
        model = self._model([one["@id"] for one in risks])
        organisation = _full({
            "@type": "cids:Organization", "@id": self._id("organization"), "hasLegalName": self.rest.take("organisation") or "",
            "hasImpactModel": model["@id"], "hasStakeholder": [one["@id"] for one in people],
            "hasOutcome": [self._id("outcome", name) for name in self.plan.outcomes], "hasIndicator": self.indicators,
        })
        if not self.plan.organisation:
            self.losses.append(Problem("organisation", "CIDS asks for the legal name of the organisation", "add organisation: to the plan"))
        self._ask()
        self.losses += self.rest.problems("CIDS")
        themes = [{"@type": "cids:Theme", "@id": self._id("theme", name), "hasName": name} for name in self.themes]
        return {"@context": CONTEXT, "@graph": [organisation, model, *people, *nodes, *self.graph, *risks, *themes]}

    def _model(self, risks: list[str]) -> dict[str, Any]:
        return _full({
            "@type": "cids:ImpactModel", "@id": self._id("model"), "hasName": self.rest.take("title") or "Plan",
            "hasDescription": self.rest.take("description"), "hasPurpose": self.rest.take("mission"), "forOrganization": self._id("organization"),
            "hasActivity": [self._id("activity", name) for name in self.plan.activities],
            "hasOutcome": [self._id("outcome", name) for name in self.plan.outcomes], "hasImpactRisk": risks, **self._time(),
        })

    def _ask(self) -> None:
        """Note what the tiers above the basic one ask for, and no plan says."""
        asked = ["the day on which the model and its targets were made (dateCreated)"]
        asked += ["the catchment area of stakeholders (hasCatchmentArea)"] if self.plan.stakeholders else []
        bare = sum(one["@type"] == "cids:Indicator" and "hasBaseline" not in one for one in self.graph)
        asked += [f"the baseline of {bare} indicator{'s' if bare > 1 else ''}"] if bare else []
        self.losses.append(Problem("", f"written for the basic tier of CIDS; the essential tier also asks for {', '.join(asked)}", "add them where a funder asks for that tier"))

    def _node(self, name: str) -> dict[str, Any]:
        node = self.plan.nodes[name]
        take = self.rest.take
        found: dict[str, Any] = {
            "@type": f"cids:{TYPES[node.kind]}", "@id": self._id(node.kind, name), "hasName": take(node.section, name, "title") or name,
            "hasDescription": take(node.section, name, "description"), "forOrganization": self._id("organization"),
            "partOf": self._id("model") if node.kind == "outcome" else None,
            "hasBeneficialStakeholder": [self._id("stakeholder", one) for one in take(node.section, name, "beneficiaries") or []],
            **self._links(name),
        }
        if node.kind == "outcome" and node.theme:
            self.themes[node.theme] = None
            found["forTheme"] = self._id("theme", take(node.section, name, "theme"))
        if isinstance(node, Result):
            own = [self._itself(name)] if self._goals(name, None) else []
            found["hasIndicator"] = own + [self._indicator(name, key) for key in node.indicators]
        return _full(found)

    def _lead(self, link: Link) -> None:
        """Note what a link makes its nodes say: what one takes, delivers, can produce or can enable."""
        plan = self.plan
        ends = (plan.kind_of(link.source), plan.kind_of(link.target))
        if not set(ends) <= set(TYPES):
            return
        if ends == ("input", "activity"):
            self.leading[link.target].append(("hasInput", self._id("input", link.source), link))
            return
        produces = link.role == "contributes" and ends[1] == "outcome"  # outcomes alone can be produced; anything can be enabled
        plain = "canProduce" if produces else "canEnable"
        field = {("activity", "output"): "hasOutput", ("activity", "outcome"): "hasOutcome"}.get(ends, plain)
        self.leading[link.source].append((field, self._id(ends[1], link.target), link))

    def _links(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for field, other, link in self.leading[name]:
            if other not in found.setdefault(field, []):
                found[field].append(other)
            for part in ("from", "to", *(("role",) if field.startswith("can") else ())):
                self.rest.take("links", link.name, part)
        return found

    def _indicator(self, node: str, key: str) -> str:
        """Add an indicator with baseline and targets to the graph, and return its identifier."""
        section = self.plan.nodes[node].section
        indicator = self.plan.results[node].indicators[key]

        def take(field: str) -> Any:
            return self.rest.take(section, node, "indicators", key, field)

        fields = {
            "hasName": take("title") or key, "hasDescription": take("definition"), "hasIdentifier": key,
            "definedBy": None if indicator.references else self._id("organization"),
        }
        unit = take("unit") or self.rest.take(section, node, "unit") or self.plan.nodes[node].unit
        fields["unitDescription"] = unit or UNITS.get(take("measure") or "", "number")
        return self._measured(f"{node}.{key}", node, fields, unit, take("baseline"), self._goals(node, key))

    def _itself(self, node: str) -> str:
        """Add an indicator for what is asked of a node itself."""
        entry = self.plan.results[node]
        unit = self.rest.take(entry.section, node, "unit") or entry.unit
        baseline = entry.baseline
        level = self.rest.take(entry.section, node, "baseline") and float(baseline.value) if isinstance(baseline, Fixed) else None
        fields = {"hasName": entry.title or node, "hasIdentifier": node, "definedBy": self._id("organization"), "unitDescription": unit or "number"}
        return self._measured(node, node, fields, unit, level, self._goals(node, None))

    def _goals(self, node: str, indicator: str | None) -> list[Target]:
        """Return the targets of a node or of one of its indicators that are one number."""
        return [goal for goal in self.plan.targets if (goal.node, goal.indicator) == (node, indicator) and (goal.at_least, goal.at_most) != (None, None)]

    def _measured(self, key: str, node: str, fields: Mapping[str, Any], unit: str, baseline: float | None, goals: list[Target]) -> str:
        name = self._id("indicator", key)
        self.indicators.append(name)
        self.graph.append(_full({
            "@type": "cids:Indicator", "@id": name, **fields, "forOrganization": self._id("organization"),
            "forOutcome": [self._id("outcome", node)] if node in self.plan.outcomes else [],
            "hasBaseline": None if baseline is None else self._measure(f"{key}.baseline", baseline),
            "hasTarget": [self._target(goal, fields["hasName"], unit) for goal in goals],
        }))
        return name

    def _target(self, goal: Target, indicator: str, unit: str) -> str:
        """Add a target to the graph, and return its identifier."""
        periods = self.plan.periods
        span = span_of(periods, periods.labels[periods.index(goal.due) or 0])
        number = goal.at_least if goal.at_least is not None else goal.at_most or 0.0
        words = wanted(goal, unit, number)
        title = self.rest.take("targets", goal.name, "title") or f"{indicator}: {words}"
        for field in ("node", "indicator", "id", "at_least", "at_most", "by", "within"):
            self.rest.take("targets", goal.name, field)
        name = self._id("target", goal.name)
        self.graph.append({
            "@type": "cids:Target", "@id": name, "hasName": title, "hasComment": f"{words[:1].upper()}{words[1:]}",
            "value": self._measure(f"target.{goal.name}", number),
            "startedAtTime": f"{span.start.isoformat()}T00:00:00Z", "endedAtTime": f"{span.end.isoformat()}T00:00:00Z",
        })
        return name

    def _risk(self, name: str) -> dict[str, Any]:
        """Return the risk that an assumption does not hold."""
        take = self.rest.take
        return _full({
            "@type": "cids:ImpactRisk", "@id": self._id("risk", name), "hasName": f"Does not hold: {take('assumptions', name, 'title') or name}",
            "hasDescription": take("assumptions", name, "description"), "hasMitigation": take("assumptions", name, "mitigation"),
        })

    def _stakeholder(self, name: str) -> dict[str, Any]:
        take = self.rest.take
        gains = any(name in node.beneficiaries for node in self.plan.results.values())
        return _full({
            "@type": "cids:BeneficialStakeholder" if gains else "cids:Stakeholder", "@id": self._id("stakeholder", name),
            "hasName": take("stakeholders", name, "title") or name, "hasDescription": take("stakeholders", name, "description"),
            "forOrganization": self._id("organization"),
        })

    def _time(self) -> dict[str, str]:
        labels = self.plan.periods.labels
        self.rest.take("periods")
        first, last = span_of(self.plan.periods, labels[0]), span_of(self.plan.periods, labels[-1])
        return {"startedAtTime": f"{first.start.isoformat()}T00:00:00Z", "endedAtTime": f"{last.end.isoformat()}T00:00:00Z"}

    def _id(self, kind: str, name: str = "") -> str:
        """Return an identifier that is a URI and begins with the name of the plan, so that those of two plans differ."""
        steps = [self.named, kind, name] if name else [self.named, kind]
        return "urn:x-logicmodel:" + ":".join(quote(step, safe="") for step in steps)

    def _measure(self, key: str, number: float) -> str:
        """Add a measure to the graph, and return its identifier; the standard asks for numbers as texts."""
        name = self._id("measure", key)
        self.graph.append({"@type": "i72:Measure", "@id": name, "hasNumericalValue": f"{number:.15g}"})
        return name


def _full(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [])}
