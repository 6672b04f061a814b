"""Whether a plan is written in English: rules about wording are silent in other languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from logicmodel.plan.plan import Plan

FUNCTION_WORDS: Mapping[str, str] = {
    "en": "the of and to in for with on by are is from at their who that be has have not more an as or",
    "de": "der die das und für mit auf von den im ist sind werden ein eine zu dem des nicht bei durch",
    "fr": "le la les des du et pour dans avec sur une un aux par est sont qui au ou leur",
    "es": "el la los las de del y para en con por una un al que se es son su más",
    "pt": "o os as de do da dos das e para em com por uma um ao que se são mais não",
    "it": "il lo la gli le di del della e per in con una un al che si sono più dei",
    "nl": "de het een en van voor met op in zijn te dat die bij door niet meer aan",
}
FEW = 3
"""With fewer function words than these in all, the letters alone tell: Latin ones count as English."""


def english(plan: Plan) -> bool:
    """Say whether a plan is in English: by its ``language``, else by its small words and letters."""
    found = language_of(plan)
    if found:
        return found.lower().partition("-")[0] in {"en", "english"}
    words = _words(plan)
    latin: int = sum(word.isascii() for word in words)
    return 10 * latin >= 9 * len(words)


def language_of(plan: Plan) -> str:
    """Return the language of a plan: its ``language``, else that of most of its small words; empty where there are few."""
    if plan.language:
        return plan.language
    words = _words(plan)
    scores = {name: _count(words, known) for name, known in FUNCTION_WORDS.items()}
    return max(scores, key=lambda name: scores[name]) if sum(scores.values()) >= FEW else ""


def _words(plan: Plan) -> list[str]:
    found: list[str] = re.findall(r"[^\W\d_]+", " ".join(_texts(plan)).lower())
    return found


def _count(words: list[str], known: str) -> int:
    listed = frozenset(known.split())
    return sum(word in listed for word in words)


def _texts(plan: Plan) -> list[str]:
    nodes = [text for node in plan.nodes.values() for text in (node.title, node.description)]
    return [plan.title, plan.mission, plan.description, *nodes]
