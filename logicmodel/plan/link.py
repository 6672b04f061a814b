"""A link: what one node contributes to another, how much, how late and how surely."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import OneOf
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import Quantity, Share
from logicmodel.plan.element import Element, Id, Label, Whole

LONGEST_LAG = 600


class Evidence(Element):
    """Why the link is believed."""

    strength: Literal["none", "weak", "moderate", "strong"] | None = None
    """How strong the evidence is."""
    basis: Label = ""
    """What it rests on: rough guess, expert knowledge, external research, on-site research."""
    source: Label = ""
    """Where it can be read."""
    notes: Label = ""
    """Anything to add."""
    against: Label = ""
    """What speaks against it."""
    answer: Label = ""
    """Why it is believed all the same."""


class Link(Element):
    """A contribution from one node to another."""

    source: Annotated[Id, Field(alias="from")]
    """The node that acts."""
    target: Annotated[Id, Field(alias="to")]
    """The node acted on."""
    id: Id | None = None
    """A name of its own; needed where two links join the same two nodes."""
    weight: Quantity | None = None
    """Target units per source unit; for an enabling link how essential it is, 1 by default."""
    curve: Annotated[Curve, OneOf(Curve)] | None = None
    """A response curve in the target's unit, instead of a weight."""
    lag: Annotated[Whole, Field(ge=0, le=LONGEST_LAG)] = 0
    """Whole periods until it acts."""
    spread: tuple[Annotated[float, Field(ge=0, le=1)], ...] = ()
    """Shares that land after `lag`, one period later, two later...; they sum to 1."""
    works: Share = Fixed(value=1)
    """Probability that the mechanism exists at all."""
    assumes: tuple[Id, ...] = ()
    """Assumptions that must all hold for the link to act in full."""
    otherwise: Share = Fixed(value=0)
    """Share of the contribution that is left where an assumption fails."""
    role: Literal["contributes", "enables"] = "contributes"
    """Whether it adds to the target, or multiplies what the others add."""
    because: Label = ""
    """Why this should happen, in a sentence."""
    evidence: Evidence | None = None
    """Why it is believed."""
    inferred: bool = False
    """True where a reader of a foreign format proposed the link."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.source == self.target and self.shortest_lag == 0:
            text = "{id} acts on itself at once; give the link a lag of at least 1"
            raise PydanticCustomError("cycle", text, {"id": self.source})
        if self.role == "contributes" and self.weight is not None and self.curve is not None:
            raise PydanticCustomError(
                "link", "give either weight or curve, not both; a curve has its own size"
            )
        if self.spread and abs(sum(self.spread) - 1) > 1e-9:
            text = "spread must sum to 1, it sums to {total}"
            raise PydanticCustomError("spread", text, {"total": f"{sum(self.spread):.6g}"})
        return self

    @property
    def name(self) -> str:
        """The name of the link in columns, tables and pictures: its id, else ``from->to``."""
        return self.id or f"{self.source}->{self.target}"

    @property
    def delays(self) -> tuple[tuple[int, float], ...]:
        """Pairs of delay in periods and share that arrives then."""
        shares = self.spread or (1.0,)
        return tuple((self.lag + place, share) for place, share in enumerate(shares) if share > 0)

    @property
    def shortest_lag(self) -> int:
        """The smallest delay with which anything arrives."""
        return min((delay for delay, _ in self.delays), default=self.lag)
