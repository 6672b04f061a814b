"""What people call the nodes of a plan, in several traditions: from their word to a section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

IMMEDIATE, INTERMEDIATE, ULTIMATE = ({"horizon": word} for word in ("immediate", "intermediate", "ultimate"))
SORTS: Final[dict[str, tuple[str, Mapping[str, str]]]] = {
    **dict.fromkeys(("input", "resource", "money", "budget", "staff"), ("inputs", {})),
    **dict.fromkeys(("activity", "strategy", "task", "action", "intervention", "initiative", "project", "programme", "program", "process"), ("activities", {})),
    **dict.fromkeys(("output", "product", "service", "deliverable"), ("outputs", {})),
    **dict.fromkeys(("outcome", "result", "change", "objective", "benefit", "purpose", "intermediate outcome", "intermediate result"), ("outcomes", INTERMEDIATE)),
    **dict.fromkeys(("immediate outcome", "short term outcome", "output processing"), ("outcomes", IMMEDIATE)),
    **dict.fromkeys(("impact", "goal", "ultimate outcome", "long term outcome", "target", "overall objective", "vision"), ("outcomes", ULTIMATE)),
    **dict.fromkeys(("factor", "external factor", "influential factor", "context", "driver", "threat", "cause"), ("factors", {})),
    **dict.fromkeys(("assumption", "risk", "condition", "precondition", "enabling condition"), ("assumptions", {})),
}


def sort_of(word: str) -> tuple[str, dict[str, str]] | None:
    """Return section and fields of a node by what it is called; None where the word is unknown.

    >>> sort_of("Activities"), sort_of("long-term outcome"), sort_of("circle")
    (('activities', {}), ('outcomes', {'horizon': 'ultimate'}), None)
    """
    plain = re.sub(r"[\W_]+", " ", word.lower()).strip()
    for tail, end in (("", ""), ("ies", "y"), ("es", ""), ("s", "")):
        found = SORTS.get(plain.removesuffix(tail) + end) if plain.endswith(tail) else None
        if found is not None:
            return found[0], dict(found[1])
    return None
