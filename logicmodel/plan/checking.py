"""How a plan wants to be checked."""

from __future__ import annotations

from pydantic import Field

from logicmodel.plan.element import Certain, Element, Id, Label


class Checking(Element):
    """Which checks apply to this plan, and from where on they speak up."""

    profile: Label = ""
    """The set of rules: basic, fcdo, iati, kellogg, conservation, evaluability, or all."""
    ignore: dict[Id, Label] = Field(default_factory=dict)
    """Checks that do not apply to this plan at all: code and the reason why."""
    limits: dict[Id, dict[Id, Certain]] = Field(default_factory=dict)
    """Thresholds of single rules: `{LM318: {most_per_result: 5}}`."""
