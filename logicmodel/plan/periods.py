"""The time axis of a plan: its periods and their labels."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.plan.element import Element, Label, Whole

MOST_PERIODS = 600
PATTERNS = {
    "year": (re.compile(r"(\d{4})", re.ASCII), 1, "2027"),
    "quarter": (re.compile(r"(\d{4})-?Q([1-4])", re.ASCII), 4, "2027-Q1"),
    "month": (re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII), 12, "2027-01"),
}


def _few(count: int) -> int:
    if count > MOST_PERIODS:
        text = "a plan has at most {most} periods, found {count}; choose a longer step"
        found = count if count < 10**9 else "far more"
        raise PydanticCustomError("periods", text, {"most": MOST_PERIODS, "count": found})
    return count


class Periods(Element):
    """The periods t = 0 .. count-1 of the plan."""

    first: Label
    """Label of the first period: `2027`, `2027-Q1` or `2027-01`."""
    count: Annotated[Whole, AfterValidator(_few), Field(ge=1)]
    """Number of periods."""
    step: Literal["year", "quarter", "month"] = "year"
    """Length of a period."""

    @model_validator(mode="after")
    def _first_fits_step(self) -> Self:
        pattern, _, example = PATTERNS[self.step]
        if not pattern.fullmatch(self.first):
            text = "first '{first}' is not the label of a {step}; write for example {example}"
            raise PydanticCustomError(
                "period", text, {"first": self.first, "step": self.step, "example": example}
            )
        return self

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of every period, in order."""
        pattern, per_year, _ = PATTERNS[self.step]
        match = pattern.fullmatch(self.first)
        parts = [int(part) for part in match.groups()] if match else [0]
        start = parts[0] * per_year + (parts[1] - 1 if len(parts) > 1 else 0)
        return tuple(self._label(*divmod(start + t, per_year)) for t in range(self.count))

    def _label(self, year: int, place: int) -> str:
        tails = {"year": "", "quarter": f"-Q{place + 1}", "month": f"-{place + 1:02d}"}
        return f"{year:04d}{tails[self.step]}"

    @property
    def per_year(self) -> int:
        """Number of periods in a year."""
        return PATTERNS[self.step][1]

    def index(self, label: str) -> int | None:
        """Return the place of a period by its label; a year means its last period. None if outside."""
        wanted = (
            label.strip().upper().replace("Q", "-Q").replace("--", "-")
            if "q" in label.lower()
            else label.strip()
        )
        if wanted in self.labels:
            return self.labels.index(wanted)
        if re.fullmatch(r"\d{4}", wanted):
            ends = {"quarter": f"{wanted}-Q4", "month": f"{wanted}-12"}
            last = ends.get(self.step)
            return self.labels.index(last) if last in self.labels else None
        return None
