"""The layouts of logframes: their columns, their levels, and their words for both."""

from __future__ import annotations

import dataclasses
from typing import Final


@dataclasses.dataclass(frozen=True)
class Layout:
    """What sets one layout apart from the others."""

    kind: str
    title: str
    """What stands above the sheet."""
    sheet: str
    columns: tuple[tuple[str, str, float], ...]
    """Key, header and width in letters of every column."""
    levels: tuple[tuple[str, str, str], ...]
    """Level, its name for one result and its name for several, in the order of the sheet."""
    paper: str
    """Colour of the headers, dark enough for white letters."""
    tint: str
    """Colour behind the names of levels."""
    assumes: bool = True
    """Whether assumptions have a place."""
    activities: bool = False
    """Whether activities, means and costs have a place."""
    inputs: bool = False
    """Whether inputs have a place, summed up to money and people."""

    @property
    def named(self) -> str:
        """The layout in a sentence."""
        return f"the {self.title[0].lower()}{self.title[1:]}" if self.title[:2] not in {"EU", "FC"} else f"the {self.title}"


EU: Final = Layout(
    "logframe_eu", "EU logical framework matrix", "Logframe",
    (
        ("level", "Level", 15), ("result", "Results chain", 32), ("indicator", "Indicator", 36),
        ("baseline", "Baseline\n(value and reference year)", 14), ("target", "Target\n(value and reference year)", 16),
        ("actual", "Current value\n(reference year)", 14), ("source", "Sources and means of verification", 28), ("assumption", "Assumptions", 32),
    ),
    (
        ("ultimate", "Impact\n(overall objective)", "Impacts\n(overall objectives)"), ("intermediate", "Outcome\n(specific objective)", "Outcomes\n(specific objectives)"),
        ("immediate", "Immediate outcome", "Immediate outcomes"), ("outputs", "Output", "Outputs"),
    ),
    paper="FF1F3F7A", tint="FFDCE6F5", activities=True,
)
FCDO: Final = Layout(
    "logframe_fcdo", "FCDO logframe", "Logframe",
    (("result", "", 34), ("indicator", "", 38), ("planned", "", 11), ("baseline", "Baseline", 14), ("assumption", "Assumptions", 34)),
    (
        ("ultimate", "Impact", "Impact"), ("intermediate", "Outcome", "Outcome"), ("immediate", "Immediate outcome", "Immediate outcome"), ("outputs", "Output", "Output"),
    ),
    paper="FF12436D", tint="FFDDEBF2", inputs=True,
)
PMF: Final = Layout(
    "logframe_pmf", "Performance measurement framework", "PMF",
    (
        ("result", "Expected results", 32), ("indicator", "Indicators", 36), ("baseline", "Baseline data", 14), ("target", "Targets", 17),
        ("source", "Data sources", 21), ("method", "Data collection methods", 21), ("frequency", "Frequency", 13), ("responsible", "Responsibility", 18),
    ),
    (
        ("ultimate", "Ultimate outcome", "Ultimate outcomes"), ("intermediate", "Intermediate outcome", "Intermediate outcomes"),
        ("immediate", "Immediate outcome", "Immediate outcomes"), ("outputs", "Output", "Outputs"),
    ),
    paper="FF8C1D2F", tint="FFF5E1E3", assumes=False,
)
MARKDOWN: Final = dataclasses.replace(EU, kind="logframe_md", title="Markdown logframe")
