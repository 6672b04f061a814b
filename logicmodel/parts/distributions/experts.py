"""What several people say about one number, pooled."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, NonNegativeFloat, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from logicmodel import wording
from logicmodel.errors import did_you_mean
from logicmodel.kinds import Part, arguments_by_name, number_text
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.plain import as_number
from logicmodel.parts.pooling import averaged, averaged_atoms, inverted, mixed
from logicmodel.parts.quantity import InnerIn
from logicmodel.parts.steps import Steps
from logicmodel.parts.table import Table
from logicmodel.parts.weights import shares_of
from logicmodel.text import Call

NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")
"""Names of experts are as those of nodes, so that the text form can hold them."""


class AnswerIn(InnerIn):
    """Annotation for what one expert says: as any distribution, or quantiles as a mapping."""

    def read(self, value: Any) -> Distribution:
        """Turn it into a distribution; ``{p10: 5, p50: 12, p90: 20}`` needs no kind."""
        if isinstance(value, Mapping) and not {"kind", "experts"} & set(value):
            value = {"kind": "quantiles", **value}
        return super().read(value)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Offer a number, a text, or a mapping with a kind or with quantiles."""
        return {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "object"}]}


class Experts(Distribution):
    """The pool of what several people say: ``{experts: {anna: 8 to 20, ben: 5 to 12}}``.

    Text form: ``experts({anna: 8 to 20, ben: {p10: 5, p50: 12, p90: 20}}, pool=quantiles)``.
    ``linear`` averages their distribution functions: one of them is right (Stone 1961).
    ``quantiles`` averages their values at each probability, which keeps the shape they share and
    is narrower where they disagree (Lichtendahl, Grushka-Cockayne and Winkler 2013).
    """

    positional: ClassVar[tuple[str, ...]] = ("experts",)
    example: ClassVar = {
        "experts": {"anna": "8 to 20", "ben": "quantiles(p10=5, p50=12, p90=20)"},
        "weights": {"anna": 2.0, "ben": 1.0},
    }

    kind: Literal["experts"] = "experts"
    experts: Annotated[
        dict[str, Annotated[Distribution, AnswerIn()]], Field(min_length=1, max_length=100)
    ]
    """What each person says, by name: any distribution, or quantiles such as `{p10: 5, p90: 20}`."""
    pool: Literal["linear", "quantiles"] = "linear"
    """Whether distribution functions (`linear`) or `quantiles` are averaged."""
    weights: dict[str, NonNegativeFloat] | None = None
    """How much each person counts; all the same where it is left out."""
    calibration: dict[str, NonNegativeFloat] | None = None
    """In place of weights: how well each person did on questions whose answers are known."""

    @model_validator(mode="before")
    @classmethod
    def _read_weights(cls, data: Any) -> Any:
        """Read weights that a file gives as text, such as ``50%``."""
        if not isinstance(data, Mapping):
            return data
        found = dict(data)
        for key in ("weights", "calibration"):
            if isinstance(found.get(key), Mapping):
                found[key] = {name: as_number(value) for name, value in found[key].items()}
        return found

    @model_validator(mode="after")
    def _one_weight_each(self) -> Self:
        for name in self.experts:
            if not NAME.fullmatch(name):
                text = (
                    "{name} cannot be the name of an expert; use letters, digits, _ and -, "
                    "beginning with a letter"
                )
                raise PydanticCustomError("experts", text, {"name": repr(name)})
        if self.weights is not None and self.calibration is not None:
            text = "give either weights or calibration, not both; calibration is weights from seed questions"
            raise PydanticCustomError("experts", text)
        if (given := self._given()) is not None:
            self._check_weights("weights" if self.calibration is None else "calibration", given)
        return self

    def _given(self) -> dict[str, float] | None:
        return self.weights if self.calibration is None else self.calibration

    def _check_weights(self, word: str, given: Mapping[str, float]) -> None:
        for name in given:
            if name not in self.experts:
                text = "{word} names {name}, who is not among the experts; {hint}"
                fields = {"word": word, "name": name, "hint": did_you_mean(name, self.experts)}
                raise PydanticCustomError("experts", text, fields)
        missing = [name for name in self.experts if name not in given]
        if missing:
            text = "{word} says nothing of {names}; write 0 for who should not count"
            raise PydanticCustomError("experts", text, {"word": word, "names": ", ".join(missing)})
        if not sum(given.values()) > 0:
            text = "at least one of the {word} must be above 0"
            raise PydanticCustomError("experts", text, {"word": word})

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``experts({name: distribution, ...}, pool=, weights={name: weight, ...})``."""
        return cls.model_validate(arguments_by_name(call, cls.positional))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Ask for the experts, by which the mapping form is told from the others."""
        found = handler(schema)
        handler.resolve_ref_schema(found)["required"] = ["experts"]
        return found

    def shares(self) -> dict[str, float]:
        """Return how much each expert counts; the shares add up to 1."""
        given = self._given() or dict.fromkeys(self.experts, 1.0)
        found = shares_of([given[name] for name in self.experts])
        return dict(zip(self.experts, found, strict=True))

    def cases(self) -> list[tuple[Distribution, float]]:
        """Return what the experts who count say, with their shares."""
        shares = self.shares()
        return [(part, shares[name]) for name, part in self.experts.items() if shares[name] > 0]

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, of a linear pool through a table right to 1e-9 in probability."""
        if self.pool == "quantiles":
            return averaged(self.cases(), np.asarray(u, float))
        return _quantiles(self).ppf(u)

    def few(self, u: Array) -> Array:
        """Return quantiles at a few probabilities, without waiting for a table to be built."""
        if self.pool == "quantiles":
            return self.ppf(u)
        return inverted([part for part, _ in self.cases()], self.cdf, np.asarray(u, float))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        if self.pool == "quantiles":
            return super().cdf(x)
        total = np.zeros(np.shape(x))
        for part, share in self.cases():
            total = total + share * part.cdf(x)
        return np.minimum(total, 1.0)

    def support(self) -> tuple[float, float]:
        """Return the ends: the outermost ones of a linear pool, else the averages."""
        ends = [(*part.support(), share) for part, share in self.cases()]
        if self.pool == "linear":
            return min(low for low, _, _ in ends), max(high for _, high, _ in ends)
        # Added up in the order of averaged(), so that rounding cannot put a quantile outside.
        return sum(share * low for low, _, share in ends), sum(
            share * high for _, high, share in ends
        )

    def atoms(self) -> Sequence[float]:
        """Return the values that carry probability."""
        if self.pool == "quantiles":
            return averaged_atoms(self.cases())
        return sorted({value for part, _ in self.cases() for value in part.atoms()})

    def expectation(self) -> float:
        """Return the weighted mean of the expected values, which both pools have."""
        return math.fsum(share * part.expectation() for part, share in self.cases())

    def said(self) -> Mapping[str, Distribution]:
        """Return what each person says, so that a bound that is broken names who broke it."""
        return self.experts

    def data(self) -> dict[str, Any]:
        """Return the mapping form that a plan file has: a line for each person."""
        found: dict[str, Any] = {
            "experts": {name: _written(part) for name, part in self.experts.items()}
        }
        if "pool" in self.model_fields_set:
            found["pool"] = self.pool
        for key in ("weights", "calibration"):
            if (given := getattr(self, key)) is not None:
                found[key] = {name: _number(given[name]) for name in self.experts}
        if "each" in self.model_fields_set:
            found["each"] = self.each
        return found

    def spoken(self) -> str:
        """Return the pool in a few words: ``4 experts pooled: 630 (480–1,100)``."""
        low, middle, high = (float(value) for value in self.few(np.array([0.05, 0.5, 0.95])))
        count = len(self.experts)
        told = wording.spread(middle, low, high)
        return f"one expert: {told}" if count == 1 else f"{count} experts pooled: {told}"

    def _text(self) -> str:
        said = ", ".join(f"{name}: {part}" for name, part in self.experts.items())
        options = [f"pool={self.pool}"] if "pool" in self.model_fields_set else []
        for key in ("weights", "calibration"):
            if (given := getattr(self, key)) is not None:
                pairs = ", ".join(f"{name}: {number_text(given[name])}" for name in self.experts)
                options.append(f"{key}={{{pairs}}}")
        return f"experts({', '.join([f'{{{said}}}', *options])})"

    def __hash__(self) -> int:
        """Agree with equality, for which the order of the experts does not matter."""
        shares = frozenset(self.shares().items())
        return hash((frozenset(self.experts.items()), shares, self.pool, self.each))


def _written(part: Distribution) -> Any:
    return _number(part.support()[0]) if part.certain else part.text()


def _number(value: float) -> float | int:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


@functools.lru_cache(maxsize=256)
def _quantiles(part: Experts) -> Table | Steps:
    return mixed([case for case, _ in part.cases()], part.cdf, part.atoms())
