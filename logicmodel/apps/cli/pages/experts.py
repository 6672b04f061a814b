"""The page of ``experts``: what each says about a number, the pool, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page

POOLS = {"linear": "Linear pool", "quantiles": "Quantile average"}


def show(plan: lm.Plan, answer: lm.Answer, *, saved: Path | None = None) -> None:
    """Print a table for each number, with a sentence below it, and last what to do."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    page.text(answer.title)
    for number in dict.fromkeys(row["number"] for row in answer.rows):
        rows = [row for row in answer.rows if row["number"] == number]
        unit = f" ({rows[0]['unit']})" if rows[0]["unit"] else ""
        page.heading(f"{rows[0]['title']}{unit}")
        page.table(["", "counts", "median (90 % interval)", "middle half"], [("", [_line(row, answer.titles["expert"]) for row in rows])])
        page.text(next(row["sentence"] for row in rows if row["what"] == "pool"), indent=2)
    page.heading("So what")
    advice = getattr(answer, "advice", ())
    for sentence in advice:
        page.text(sentence, indent=2)
    if not advice:
        page.text("The experts agree well enough: either pool says much the same, so go on with the plan.", indent=2)
    if saved is not None:
        page.gap()
        page.text(f"Saved to {saved}.")


def _line(row: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    half = lm.wording.spread(row["p50"], row["p25"], row["p75"])
    half = half.partition("(")[2].removesuffix(")") or half
    told = [lm.wording.spread(row["p50"], row["p5"], row["p95"]), half]
    if row["what"] == "expert":
        return [titles[row["expert"]], lm.wording.percent(row["weight"]), *told]
    return [POOLS[row["pool"]], "in the plan" if row["what"] == "pool" else "not used", *told]
