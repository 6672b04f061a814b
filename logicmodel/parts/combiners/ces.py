"""Ingredients that replace one another in part: one knob from a bottleneck to a sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import NEAR, Combiner
from logicmodel.parts.named_sources import about_sources
from logicmodel.parts.quantity import Positive, Quantity


class Ces(Combiner):
    """Constant elasticity of substitution: (sum of share * c^rho)^(1/rho).

    rho 1 is the weighted mean (each replaces the other), 0 is Cobb-Douglas (product of c^share),
    towards minus infinity the smallest counts alone. Shares are divided by their sum; without
    ``shares`` all are equal, so equal contributions of 10 give 10. Negative contributions count as
    0. Text form: ``ces(-1)``, ``ces(-1, shares={a: 0.5, b: 0.5})``.
    Source: Arrow, Chenery, Minhas and Solow (1961).
    """

    positional: ClassVar[tuple[str, ...]] = ("rho",)
    example: ClassVar = {"rho": -1}

    kind: Literal["ces"] = "ces"
    rho: Quantity
    """How well one ingredient replaces another: 1 fully, 0 in part, -5 hardly."""
    shares: Annotated[dict[str, Positive], Field(min_length=1)] | None = None
    """Weight of each contributing node, by its id."""

    def parameters(self) -> dict[str, Quantity]:
        """Return rho and the shares, named ``shares.id``."""
        shares = (self.shares or {}).items()
        return {"rho": self.rho, **{f"shares.{source}": share for source, share in shares}}

    def check_sources(self, sources: Sequence[str]) -> list[str]:
        """Say which shares name nothing, and which are missing."""
        return [] if self.shares is None else about_sources("shares", self.shares, sources)

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the combination, computed from the largest (rho > 0) or smallest contribution.

        With r that contribution, ln C = ln r + ln(1 + sum of share * expm1(rho * ln(c / r))) / rho,
        in which nothing cancels or overflows for any rho.
        """
        shares = self._shares(p, sources)
        rho = np.asarray(p["rho"], float)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            logs = [np.log(np.maximum(contribution, 0.0)) for contribution in contributions]
            least, most = logs[0], logs[0]
            for log in logs[1:]:
                least, most = np.minimum(least, log), np.maximum(most, log)
            reference = np.where(rho > 0, most, least)
            change, flat = np.zeros(np.shape(reference)), np.zeros(np.shape(reference))
            for share, log in zip(shares, logs, strict=True):
                change = change + share * np.expm1(rho * (log - reference))
                flat = flat + share * (log - reference)
            near_zero = np.abs(rho) < 1e-200
            slope = np.where(near_zero, flat, np.log1p(change) / np.where(near_zero, 1.0, rho))
            return np.where(reference == -np.inf, 0.0, np.exp(reference + slope))

    def _shares(self, p: Mapping[str, Array], sources: Sequence[str]) -> list[Array]:
        """Return the shares of the sources, adding up to 1."""
        if self.shares is None:
            return [np.asarray(1.0 / len(sources))] * len(sources)
        given = [np.asarray(p[f"shares.{source}"], float) for source in sources]
        total = given[0]
        for share in given[1:]:
            total = total + share
        return [share / total for share in given]

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint times share * (C / c)^(1 - rho); 0 for contributions below 0.

        For a contribution nearer to 0 than a millionth of the largest, it is the derivative there,
        since at 0 it may be infinite. Where none is above 0, it is that of raising all together.
        """
        shares, rho = self._shares(p, sources), np.asarray(p["rho"], float)
        most = contributions[0]
        for contribution in contributions[1:]:
            most = np.maximum(most, contribution)
        least = np.where(most > 0.0, NEAR * most, 1.0)
        near = [np.less(one, least) for one in contributions]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            whole = self.combine(contributions, p, sources)
            slopes = [(whole / one) ** (1.0 - rho) for one in contributions]
            if any(few.any() for few in near):
                raised = [np.where(one < 0.0, 0.0, np.maximum(one, least)) for one in contributions]
                steep = (self.combine(raised, p, sources) / least) ** (1.0 - rho)
                slopes = [np.where(few, steep, one) for few, one in zip(near, slopes, strict=True)]
        return [
            np.where(one < 0.0, 0.0, adjoint * share * slope)
            for share, slope, one in zip(shares, slopes, contributions, strict=True)
        ]

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination; it does not know the sources, so shares stand in order."""
        shares = [value for name, value in p.items() if name.startswith("shares.")]
        with_shares = f", shares {' : '.join(shares)}" if shares else ""
        return f"ces({', '.join(terms)}, rho={p['rho']}{with_shares})"
