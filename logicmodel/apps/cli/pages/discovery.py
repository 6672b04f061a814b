"""The page of ``discover``: in which futures the plan fails, whether that is sure, and what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page

LEGEND = (
    "Of all futures: how many keep to the condition. By chance: how likely so dense a box would be if the condition meant nothing "
    "(quasi-p). Comes back in: the share of half-samples in which the search finds it again."
)
SHARES, NARROW = 46, 34
"""Width of the columns with the shares of a tree, and the least width of the one before them."""


def show(results: lm.Results, answer: lm.Discovery, *, saved: Path | None = None) -> None:
    """Print the base rate, then the boxes or the tree with what is known of them, then what to do."""
    page = Page()
    page.title(results.plan.title or "A plan without a title", answer.title)
    page.gap()
    page.text(answer.overall)
    if not answer.found:
        page.gap()
        page.text(f"{answer.notes[-1][:1].upper()}{answer.notes[-1][1:]}.")
    elif answer.branches:
        _tree(page, answer)
    else:
        for number, box in enumerate(answer.boxes, 1):
            _box(page, answer, box, [row for row in answer.rows if row["box"] == number])
        page.gap()
        page.text(LEGEND, style="dim", indent=2)
        if len(answer.boxes) > 1:
            _together(page, answer)
    page.heading("So what")
    for line in answer.so_what:
        page.text(f"- {line}", indent=2)
    page.gap()
    for note in answer.notes if answer.found else ():
        page.text(f"{note[:1].upper()}{note[1:]}.")
    page.text(lm.wording.provenance(results), style="dim")
    if saved is not None:
        page.text(f"Saved to {saved}.")


def _box(page: Page, answer: lm.Discovery, box: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print one box: its sentence, and what is known of each condition."""
    sure = "stable" if box["stable"] else "not stable"
    page.heading(f"Box {box['box']} ({sure})" if len(answer.boxes) > 1 else f"One box ({sure})")
    page.text(box["sentence"], indent=2)
    page.gap()
    lines = [
        [_capital(row["condition"]), lm.wording.percent(row["within"]), _chance(row["quasi_p"]), lm.wording.percent(row["reproduced"])]
        for row in rows
    ]
    page.table(["condition", "of all futures", "by chance", "comes back in"], [("", lines)], words=0)


def _together(page: Page, answer: lm.Discovery) -> None:
    """Print what all boxes hold together."""
    whole = answer.together
    page.heading("All boxes together")
    page.text(
        f"{_capital(answer.subject)} {answer.verb} in {_share(whole, 'density')} of the futures in any of them; they are "
        f"{_share(whole, 'support')} of all futures, and hold {_share(whole, 'coverage')} of all {answer.cases}.",
        indent=2,
    )


def _tree(page: Page, answer: lm.Discovery) -> None:
    """Print the tree, a line for each branch under the one it belongs to."""
    page.heading("A short tree: one question after the other")
    depths: dict[int, int] = {}
    lines = []
    for branch in answer.branches:
        above = branch["above"]
        depth = depths[branch["branch"]] = 0 if above is None else depths[above] + 1
        words = "All futures" if above is None else _capital(branch["condition"])
        lines.append([_indented(words, depth, max(page.width - SHARES, NARROW)), _share(branch, "density"), lm.wording.percent(branch["support"])])
    page.table(["", answer.verb, "of all futures"], [("", lines)], words=0)
    best = answer.boxes[0]
    page.gap()
    page.text(best["sentence"], indent=2)


def _indented(words: str, depth: int, width: int) -> str:
    """Return the words of a branch as deep as it stands, in lines that fit."""
    margin = "   " * depth
    lines = textwrap.wrap(words, width, initial_indent=margin, subsequent_indent=f"{margin}  ", break_on_hyphens=False)
    return "\n".join(lines)


def _share(row: Mapping[str, Any], name: str) -> str:
    return str(lm.wording.whole_chance(row[name], row[f"{name}_low"], row[f"{name}_high"]))


def _chance(value: float) -> str:
    return "< 0.1 %" if value < 0.001 else str(lm.wording.percent(value, 1))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
