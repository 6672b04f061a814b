"""A plan -> a graph of linked data: organisation, impact model, nodes, indicators, targets, risks."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from logicmodel.errors import Problem
from logicmodel.files.drafts.remainder import Remainder
from logicmodel.files.published.calendar import span_of
from logicmodel.plan.node import Result
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

NAMED: Final = ("forOrganization", "forOutcome", "hasStakeholder", "hasBeneficialStakeholder", "hasImpactModel", "hasImpactRisk", "hasIndicator",
                "hasInput", "hasActivity", "hasOutput", "hasOutcome", "canProduce", "canEnable", "hasBaseline", "hasTarget")
WORDED: Final = ("hasDescription", "hasComment", "hasMitigation", "hasPurpose")
CONTEXT: Final[dict[str, Any]] = {
    "cids": "https://ontology.commonapproach.org/cids#",
    "i72": "http://ontology.eil.utoronto.ca/ISO21972/iso21972#",
    "org": "http://ontology.eil.utoronto.ca/tove/organization#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"cids:{name}", "@type": "@id"} for name in NAMED},
    **{name: {"@id": f"cids:{name}", "@type": "xsd:string"} for name in WORDED},
    "hasName": {"@id": "org:hasName", "@type": "xsd:string"},
    "hasLegalName": {"@id": "org:hasLegalName", "@type": "xsd:string"},
    "value": {"@id": "i72:value", "@type": "@id"},
    "unit_of_measure": {"@id": "i72:unit_of_measure", "@type": "xsd:string"},
    "numerical_value": {"@id": "i72:numerical_value", "@type": "xsd:string"},
    "startedAtTime": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}
"""What the names in the file stand for: nothing has to be fetched to read it."""
TYPES: Final = {"input": "Input", "activity": "Activity", "output": "Output", "outcome": "Outcome"}


class Writing:
    """The writing of one plan: what is left of it, and the graph so far."""

    def __init__(self, plan: Plan, losses: list[Problem]) -> None:
        """Write a plan; what CIDS cannot hold is added to ``losses``."""
        self.plan, self.losses, self.rest = plan, losses, Remainder(plan)
        self.graph: list[dict[str, Any]] = []
        self.indicators: list[str] = []

    def document(self) -> dict[str, Any]:
        """Return context and graph."""
        nodes = [self._node(name) for name, node in self.plan.nodes.items() if node.kind in TYPES]
        risks = [self._risk(name) for name in self.plan.assumptions]
        people = [self._stakeholder(name) for name in self.plan.stakeholders]
        organisation = _full({
            "@type": "cids:Organization", "@id": _id("organization", "self"), "hasLegalName": self.rest.take("organisation") or "",
            "hasImpactModel": _id("model", "plan"), "hasStakeholder": [one["@id"] for one in people],
            "hasOutcome": [_id("outcome", name) for name in self.plan.outcomes], "hasIndicator": self.indicators,
        })
        if not organisation.get("hasLegalName"):
            self.losses.append(Problem("organisation", "CIDS asks for the legal name of the organisation", "add organisation: to the plan"))
        model = _full({
            "@type": "cids:ImpactModel", "@id": _id("model", "plan"), "hasName": self.rest.take("title") or "Plan",
            "hasDescription": self.rest.take("description"), "hasPurpose": self.rest.take("mission"), "forOrganization": _id("organization", "self"),
            "hasActivity": [_id("activity", name) for name in self.plan.activities], "hasOutcome": [_id("outcome", name) for name in self.plan.outcomes],
            "hasImpactRisk": [one["@id"] for one in risks], **self._time(),
        })
        self.losses += self.rest.problems("CIDS")
        return {"@context": CONTEXT, "@graph": [organisation, model, *people, *nodes, *self.graph, *risks]}

    def _node(self, name: str) -> dict[str, Any]:
        node = self.plan.nodes[name]
        take = self.rest.take
        found: dict[str, Any] = {
            "@type": f"cids:{TYPES[node.kind]}", "@id": _id(node.kind, name), "hasName": take(node.section, name, "title") or name,
            "hasDescription": take(node.section, name, "description"), "forOrganization": _id("organization", "self"),
            "hasBeneficialStakeholder": [_id("stakeholder", one) for one in take(node.section, name, "beneficiaries") or []],
            **self._links(name),
        }
        if isinstance(node, Result):
            found["hasIndicator"] = [self._indicator(name, key) for key in node.indicators]
        return _full(found)

    def _links(self, name: str) -> dict[str, list[str]]:
        """Return what a node takes, delivers and can produce or enable."""
        plan, found = self.plan, dict[str, list[str]]()
        for link in plan.links:
            ends = (plan.kind_of(link.source), plan.kind_of(link.target))
            if not set(ends) <= set(TYPES) or name not in (link.source, link.target):
                continue
            if ends == ("input", "activity"):
                field, holder, other = "hasInput", link.target, (ends[0], link.source)
            else:
                plain = "canProduce" if link.role == "contributes" else "canEnable"
                field = {("activity", "output"): "hasOutput", ("activity", "outcome"): "hasOutcome"}.get(ends, plain)
                holder, other = link.source, (ends[1], link.target)
            if holder == name:
                found.setdefault(field, []).append(_id(*other))
                for part in ("from", "to", "role"):
                    self.rest.take("links", link.name, part)
        return found

    def _indicator(self, node: str, key: str) -> str:
        """Add an indicator with baseline and targets to the graph, and return its identifier."""
        section = self.plan.nodes[node].section
        indicator = self.plan.results[node].indicators[key]

        def take(field: str) -> Any:
            return self.rest.take(section, node, "indicators", key, field)

        name, unit = _id("indicator", f"{node}.{key}"), take("unit") or self.plan.nodes[node].unit
        goals = [goal for goal in self.plan.targets if goal.indicator == key and goal.node == node]
        baseline = take("baseline")
        self.indicators.append(name)
        self.graph.append(_full({
            "@type": "cids:Indicator", "@id": name, "hasName": take("title") or key, "hasDescription": take("definition"),
            "forOrganization": _id("organization", "self"), "forOutcome": [_id("outcome", node)] if section == "outcomes" else [],
            "unit_of_measure": unit, "hasBaseline": None if baseline is None else _measure(baseline, indicator.unit),
            "hasTarget": [self._target(goal) for goal in goals if (goal.at_least, goal.at_most) != (None, None)],
        }))
        return name

    def _target(self, goal: Target) -> dict[str, Any]:
        periods = self.plan.periods
        span = span_of(periods, periods.labels[periods.index(goal.due) or 0])
        number = goal.at_least if goal.at_least is not None else goal.at_most
        words = "At least" if goal.at_least is not None else "At most"
        title = self.rest.take("targets", goal.name, "title")
        for field in ("node", "indicator", "id", "at_least", "at_most", "by", "within"):
            self.rest.take("targets", goal.name, field)
        return _full({
            "@type": "cids:Target", "@id": _id("target", goal.name), "hasName": title, "hasComment": words, "value": _measure(number),
            "startedAtTime": f"{span.start.isoformat()}T00:00:00Z", "endedAtTime": f"{span.end.isoformat()}T00:00:00Z",
        })

    def _risk(self, name: str) -> dict[str, Any]:
        """Return the risk that an assumption does not hold."""
        take = self.rest.take
        return _full({
            "@type": "cids:ImpactRisk", "@id": _id("risk", name), "hasName": f"Does not hold: {take('assumptions', name, 'title') or name}",
            "hasDescription": take("assumptions", name, "description"), "hasMitigation": take("assumptions", name, "mitigation"),
        })

    def _stakeholder(self, name: str) -> dict[str, Any]:
        take = self.rest.take
        return _full({
            "@type": "cids:Stakeholder", "@id": _id("stakeholder", name), "hasName": take("stakeholders", name, "title") or name,
            "hasDescription": take("stakeholders", name, "description"),
        })

    def _time(self) -> dict[str, str]:
        labels = self.plan.periods.labels
        self.rest.take("periods")
        first, last = span_of(self.plan.periods, labels[0]), span_of(self.plan.periods, labels[-1])
        return {"startedAtTime": f"{first.start.isoformat()}T00:00:00Z", "endedAtTime": f"{last.end.isoformat()}T00:00:00Z"}


def _id(kind: str, name: str) -> str:
    """Return an identifier that is a URI.

    >>> _id("outcome", "wärme")
    'urn:x-logicmodel:outcome:w%C3%A4rme'
    """
    return f"urn:x-logicmodel:{kind}:{quote(name, safe='')}"


def _measure(number: float | None, unit: str = "") -> dict[str, str]:
    """Return a measure; the standard asks for numbers as texts."""
    text = f"{number:.15g}"
    return {"@type": "i72:Measure", "numerical_value": text, **({"unit_of_measure": unit} if unit else {})}


def _full(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [])}
