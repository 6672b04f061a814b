"""Profiles: which rules speak, named after those who ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from logicmodel.errors import Problem, RequestError, did_you_mean

BASIC: Final = "basic"
ALL: Final = "all"
PROFILES: Mapping[str, str] = {
    BASIC: "What any plan should have: a whole chain, outcomes with targets, options within the budget.",
    "fcdo": "What a logframe of the British aid ministry asks for: milestones, assumptions, risks, few outputs.",
    "iati": "What can be published as IATI 2.03 results: measures, baselines, periods, values.",
    "kellogg": "What the Kellogg Foundation's guide asks for: if-then reading, SMART targets, outside factors.",
    "conservation": "What the Conservation Standards ask of a results chain: steps, evidence, threats, objectives.",
    "evaluability": "Whether the theory can be evaluated: reasons, assumptions, evidence, contribution.",
    ALL: "Every rule there is.",
}
EVERYWHERE: Final = frozenset(PROFILES)
"""The profiles of a rule that no plan can do without."""


def profile_named(name: str) -> str:
    """Return the name of a profile, or raise RequestError with what was meant."""
    if name not in PROFILES:
        remedy = did_you_mean(name, PROFILES) or f"choose from {', '.join(PROFILES)}"
        raise RequestError(Problem("profile", f"there is no profile called {name}", remedy))
    return name
