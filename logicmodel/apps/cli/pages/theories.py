"""What each theory of change says: a part of the page of ``simulate``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Group, Page

POOLED = "pooled"


def pool(plan: lm.Plan) -> str:
    """Say in a line which theories of change the draws follow, and how often each; empty where there is one only."""
    told = [f"{theory.title} {lm.wording.percent(theory.weight)}" for theory in lm.theories(plan)]
    return f"Pooled over {len(told)} theories of change: {'; '.join(told)}." if told else ""


def show(page: Page, answer: lm.Answer) -> None:
    """Print the chances under each theory, target by target, and what to do about it."""
    page.heading("What each theory of change says")
    titles = answer.titles
    groups: list[Group] = []
    for target in dict.fromkeys(row["target"] for row in answer.rows):
        for name in dict.fromkeys(row["allocation"] for row in answer.rows):
            mine = [row for row in answer.rows if (row["target"], row["allocation"]) == (target, name)]
            groups.append((f"{titles['target'][target]}: {titles['allocation'][name]}", [_line(row, titles) for row in mine]))
    page.table(["", "chance (95 % interval)", "", "doubt about the theory"], groups)
    page.text(
        "Doubt about the theory: share of the variance of met or missed that would go if it were known which theory holds.",
        style="dim", indent=2,
    )
    page.heading("So what")
    for text in getattr(answer, "so_what", ()):
        page.text(text, indent=2)


def _line(row: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> list[str]:
    chance = lm.wording.chance(row["probability"], row["low"], row["high"])
    verdict = {"best": "best", "cannot tell": "perhaps best"}.get(row["verdict"], "")
    if row["variant"] != POOLED:
        return [titles["variant"][row["variant"]], chance, verdict, ""]
    share = row.get("structure")
    told = "" if share is None else lm.wording.part(share, row["structure_low"], row["structure_high"])
    return [titles["variant"][POOLED], chance, verdict, told]
