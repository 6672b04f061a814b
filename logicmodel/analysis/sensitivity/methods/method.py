"""The contract of a method of sensitivity: what it measures of every driver, and the sentence about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeAlias

from logicmodel.analysis.sensitivity.model import Model, Values
from logicmodel.engine.arrays import Array
from logicmodel.kinds import Family, Part

Row: TypeAlias = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Aim:
    """What is asked about: a target, success or a node, by its level, by whether it is met, or both."""

    target: str
    of: str
    """``met`` or ``level``: what drivers are ordered by, and what shares are shares of."""
    level: int | None = None
    """Place of the reading of the level."""
    met: int | None = None
    """Place of the reading of whether it is met, 1 or 0."""

    @property
    def place(self) -> int:
        """Place of the reading that drivers are ordered by."""
        found = self.met if self.of == "met" else self.level
        assert found is not None
        return found


@dataclasses.dataclass(frozen=True)
class Words:
    """How things are called in sentences."""

    number: Mapping[str, str]
    """What people call each driver, by name."""
    target: Mapping[str, str]
    """What is read as a target is met: "the chance of success"."""
    decided: Mapping[str, str]
    """What may be met or not: "success"."""
    level: Mapping[str, str]
    """What the level of each target is called: "“Rough sleepers” in 2030"."""
    unit: Mapping[str, str]
    categories: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    """What the values 0, 1, ... of a number stand for, by driver, where they are no amounts."""

    def outcome(self, row: Mapping[str, Any]) -> str:
        """Return what a row is about."""
        return (self.target if row["of"] == "met" else self.level)[row["target"]]

    def uncertainty(self, row: Mapping[str, Any]) -> str:
        """Return what the shares of a row are shares of."""
        if row["of"] == "met":
            return f"the uncertainty about {self.decided[row['target']]}"
        return f"the uncertainty about {self.level[row['target']].removeprefix('the expected level of ')}"


@dataclasses.dataclass(frozen=True)
class Found:
    """What a method has found: numbers of each driver by aim, and what it says about each aim as a whole."""

    rows: Sequence[Sequence[Row]]
    """By aim, then by driver."""
    whole: Sequence[Row] = ()
    """By aim: variance, mean and such."""
    pairs: Sequence[Row] = ()


class Method(Part):
    """A way to measure how much each uncertain number matters."""

    family: ClassVar[Family | None] = Family("method", "logicmodel.analysis.sensitivity.methods")
    question: ClassVar[str] = "Which uncertain numbers matter most?"
    draws: ClassVar[int] = 8192
    """Draws it takes by default."""
    least: ClassVar[int] = 1024
    """Fewest draws from which its intervals mean something."""
    kind: str
    key: ClassVar[str] = "share"
    """The column that drivers are ordered by, by its size."""
    together: ClassVar[bool] = False
    """Whether correlated numbers are taken as one."""
    both: ClassVar[bool] = False
    """Whether it tells of the level and of the chance at once."""
    from_runs: ClassVar[bool] = False
    """Whether plain draws are enough for it, such as those of a run."""
    divides: ClassVar[bool] = False
    """Whether what correlated numbers have in common is divided, so that it matters which numbers are measured."""
    only_met: ClassVar[bool] = False
    """Whether it is about meeting a target and nothing else."""

    def sets(self, drivers: int) -> int:  # noqa: ARG002 - of the contract
        """Return how often all draws are evaluated for so many drivers."""
        return 1

    def default(self, drivers: int) -> int:  # noqa: ARG002 - of the contract
        """Return how many draws are taken where nobody says."""
        return self.draws

    def measure(self, model: Model, aims: Sequence[Aim]) -> Found:
        """Return what every driver of the model does to every aim."""
        (state,) = model.sample()
        return self.from_draws(model, aims, state.values, model.read(state))

    def from_draws(self, model: Model, aims: Sequence[Aim], values: Values, outcomes: Array) -> Found:
        """Return what plain draws tell; ``outcomes`` are (readings, draws)."""
        raise NotImplementedError

    def nothing(self, aim: Aim) -> Row:  # noqa: ARG002 - of the contract
        """Return the numbers of a driver that can do nothing."""
        return dict.fromkeys((self.key, f"{self.key}_low", f"{self.key}_high"), 0.0)

    def size(self, row: Mapping[str, Any]) -> float:
        """Return how important a driver is, for the order."""
        return abs(float(row.get(self.key) or 0.0))

    def clear(self, row: Mapping[str, Any]) -> bool:
        """Say whether the interval shows that the driver does something at all."""
        low, high = row.get(f"{self.key}_low"), row.get(f"{self.key}_high")
        return low is not None and high is not None and not low <= 0.0 <= high

    def half(self, row: Mapping[str, Any]) -> float:
        """Return the half-width of a share or chance that a row tells; 0 where it tells of something else."""
        return float(row[f"{self.key}_high"] - row[f"{self.key}_low"]) / 2 if self.key in {"S1", "ST", "share"} else 0.0

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say in one plain sentence what a row tells."""
        raise NotImplementedError

    def pair_sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say in one plain sentence what two numbers do together."""
        raise NotImplementedError
