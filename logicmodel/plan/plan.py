"""The plan: a directed graph from inputs to outcomes, with its targets, options and futures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from logicmodel.display import Display
from logicmodel.errors import LogicModelError, PlanError, Problem
from logicmodel.parts.quantity import Quantity
from logicmodel.plan.budget import Budget
from logicmodel.plan.checking import Checking
from logicmodel.plan.consistency import Fault, consistency
from logicmodel.plan.decisions import (
    Allocation,
    Correlation,
    Stakeholder,
    Success,
    SuccessForm,
)
from logicmodel.plan.deep import deep_faults
from logicmodel.plan.element import Certain, Element, Id, Label
from logicmodel.plan.indicator import Indicator, Reference
from logicmodel.plan.link import Link
from logicmodel.plan.node import (
    SECTIONS,
    Activity,
    Assumption,
    Factor,
    Input,
    Node,
    Outcome,
    Output,
)
from logicmodel.plan.periods import Periods
from logicmodel.plan.problems import problems_of
from logicmodel.plan.target import Target
from logicmodel.plan.theories import told
from logicmodel.plan.variants import Variant


class Plan(Element):
    """A logic model with uncertain numbers: what is put in, what it leads to, what is to be reached."""

    logicmodel: Literal[1] = 1
    """Version of the format."""
    title: Label = ""
    """Name of the plan."""
    description: Label = ""
    """What it is about."""
    mission: Label = ""
    """What it is for in the end."""
    organisation: Label = ""
    """Who makes it."""
    references: tuple[Reference, ...] = ()
    """Codes of the same plan in public registers."""
    language: Label = ""
    """Language of the words for people: `en`, `de`...; found from the words where it is left out."""
    currency: Label = ""
    """Currency of all money in the plan."""
    discount_rate: Certain = 0.0
    """Yearly rate at which later money counts less: `3.5%`."""
    periods: Periods
    """The time axis."""
    stakeholders: dict[Id, Stakeholder] = Field(default_factory=dict)
    """Who has a part in it or gains by it."""
    inputs: dict[Id, Input] = Field(default_factory=dict)
    """What is put in."""
    activities: dict[Id, Activity] = Field(default_factory=dict)
    """What is done."""
    outputs: dict[Id, Output] = Field(default_factory=dict)
    """What is delivered."""
    outcomes: dict[Id, Outcome] = Field(default_factory=dict)
    """What changes."""
    factors: dict[Id, Factor] = Field(default_factory=dict)
    """What acts from outside."""
    assumptions: dict[Id, Assumption] = Field(default_factory=dict)
    """What must hold."""
    numbers: dict[Id, Quantity] = Field(default_factory=dict)
    """Uncertain numbers with a name, each one draw wherever it is used."""
    links: tuple[Link, ...] = ()
    """What contributes to what."""
    targets: tuple[Target, ...] = ()
    """What is to be reached by when."""
    success: Success = SuccessForm()
    """What counts as success of the whole; all outcome targets by default."""
    allocations: dict[Annotated[str, Field(pattern=r"^[^\s.]+$")], Allocation] = Field(
        default_factory=dict
    )
    """Options: who gets how much of each input."""
    budget: Budget = Budget()
    """Limits of what may be spent."""
    futures: dict[Id, dict[str, Any]] = Field(default_factory=dict)
    """Named futures: values that replace others, by path."""
    variants: dict[Id, Variant] = Field(default_factory=dict)
    """Other theories of change, with weights: how the world may work instead."""
    correlations: tuple[Correlation, ...] = ()
    """Numbers that go together."""
    checks: Checking = Checking()
    """Which checks apply, and from where on they speak up."""

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report the faults of single fields and those between them together."""
        details: list[InitErrorDetails] = []
        plan = None
        try:
            plan = handler(data)
        except ValidationError as error:
            details = [_again(line) for line in error.errors(include_url=False)]
        if isinstance(data, Mapping):
            details += [_detail(fault) for fault in consistency(data)]
        if plan is not None and not details:
            plan = plan.model_copy(update={"targets": _placed_targets(plan)})
            details = [_detail(fault) for fault in deep_faults(plan)]
        if plan is None or details:
            raise ValidationError.from_exception_data("plan", details)
        return plan

    @classmethod
    def from_document(cls, document: Any) -> Plan:
        """Build a plan from plain data (what a YAML or JSON file holds), or raise a PlanError."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            raise PlanError(problems_of(error, document, list(cls.model_fields))) from None
        except RecursionError:
            message = "the document is nested too deeply to be a plan"
            raise PlanError(Problem("", message, "check what built it")) from None

    def to_document(self) -> dict[str, Any]:
        """Return the plan as plain data, without what is at its default."""
        document: dict[str, Any] = {"logicmodel": self.logicmodel}
        document.update(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))
        return document

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the plan's content; the order of the file does not change it."""
        document = self.to_document()
        for section in ("links", "targets", "correlations"):
            entries = document.get(section, [])
            document[section] = _in_order(entries)
        for variant in document.get("variants", {}).values():
            for holder, key in ((variant, "remove"), (variant.get("add", {}), "links")):
                if key in holder:
                    holder[key] = _in_order(holder[key])
        text = json.dumps(document, sort_keys=True, ensure_ascii=False)
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """All nodes by id, along the chain from inputs to outcomes."""
        order = ("inputs", "factors", "assumptions", "activities", "outputs", "outcomes")
        return {
            node_id: node for section in order for node_id, node in getattr(self, section).items()
        }

    @cached_property
    def results(self) -> dict[str, Activity | Output | Outcome]:
        """Activities, outputs and outcomes by id: the nodes that contributions arrive at."""
        return {**self.activities, **self.outputs, **self.outcomes}

    @cached_property
    def told(self) -> dict[str, Plan | LogicModelError]:
        """The plan as each theory of change says it, the plan as written first; empty without variants.

        An error stands only in a plan whose faults are still being looked for.
        """
        return told(self)

    def kind_of(self, node_id: str) -> str:
        """Return input, factor, assumption, activity, output or outcome."""
        return self.nodes[node_id].kind

    def title_of(self, node_id: str) -> str:
        """Return the title of a node, or its id where it has none."""
        return self.nodes[node_id].title or node_id

    def measured_by(self, target: Target) -> Indicator | None:
        """Return the indicator that a target is set on, or the only one of its node; None where there is none."""
        node = self.results.get(target.node or "")
        indicators = {} if node is None else node.indicators
        only = next(iter(indicators)) if len(indicators) == 1 else ""
        return indicators.get(target.indicator or only)

    def links_into(self, node_id: str) -> tuple[Link, ...]:
        """Return the links that arrive at a node, by name."""
        return self._arriving.get(node_id, ())

    @cached_property
    def _arriving(self) -> dict[str, tuple[Link, ...]]:
        arriving: dict[str, list[Link]] = {}
        for link in sorted(self.links, key=lambda link: link.name):
            arriving.setdefault(link.target, []).append(link)
        return {node_id: tuple(links) for node_id, links in arriving.items()}

    def target_kind(self, target: Target) -> str:
        """Return the kind of the node a target is set on."""
        return self.kind_of(target.node or "")

    def __repr__(self) -> str:
        """Say in a line what it is about."""
        counts = f"{len(self.nodes)} nodes, {len(self.links)} links, {len(self.targets)} targets"
        return f"<Plan {self.title or 'without a title'}: {counts}>"

    def __str__(self) -> str:
        """Say the same when it is printed: the whole content would fill pages."""
        return repr(self)

    def _repr_html_(self) -> str:
        """Show the diagram in a notebook."""
        return Display.of("plan").html(self)

    def _repr_mimebundle_(
        self,
        include: Any = None,  # noqa: ARG002 - the notebook protocol
        exclude: Any = None,  # noqa: ARG002 - the same
    ) -> dict[str, str]:
        """Show the plan in a notebook as HTML, in a terminal as text."""
        return Display.of("plan").bundle(self)


def _placed_targets(plan: Plan) -> tuple[Target, ...]:
    """Return the targets with their node filled in where only the indicator was named."""
    homes = {name: node_id for node_id, node in plan.results.items() for name in node.indicators}
    return tuple(
        target
        if target.node is not None
        else target.model_copy(update={"node": homes.get(target.indicator or "")})
        for target in plan.targets
    )


def _in_order(entries: list[Any]) -> list[Any]:
    return sorted(entries, key=lambda entry: json.dumps(entry, sort_keys=True))


def _again(line: Any) -> InitErrorDetails:
    """Repeat an error that pydantic has found, in the form in which it can be raised once more."""
    message = str(line["msg"])
    context = {key: value for key, value in line.get("ctx", {}).items() if key != "error"}
    kind = PydanticCustomError(line["type"], message.removeprefix("Value error, "), context)
    return InitErrorDetails(type=kind, loc=line["loc"], input=line["input"])


def _detail(fault: Fault) -> InitErrorDetails:
    message = f"{fault.message}; {fault.remedy}" if fault.remedy else fault.message
    return InitErrorDetails(type=PydanticCustomError("plan", message), loc=fault.loc, input=None)


__all__ = ["SECTIONS", "Plan"]
