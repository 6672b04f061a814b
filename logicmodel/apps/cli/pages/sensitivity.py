"""The page of ``sensitivity``: what the result hangs on, how much, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page

Row = Mapping[str, Any]
TOLD, BRIEF = 3, 5
"""Rows that are told in sentences, and rows of a table where there are several targets."""
BAR, SHORT, WIDE = 14, 9, 100
"""Lengths of a bar on a wide page and on a narrow one, and how wide a page is wide."""
EIGHTHS = " ▏▎▍▌▋▊▉█"


def show(plan: lm.Plan, answer: lm.Answer, *, top: int, paths: bool, saved: Path | None = None) -> None:
    """Print the page."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    page.text(_under(plan, answer))
    targets = list(dict.fromkeys(str(row["target"]) for row in answer.rows))
    for target in targets:
        page.gap()
        page.text(lm.conclude(answer, target).headline, style="bold")
        page.gap()
        _table(page, answer, target, top=min(top, BRIEF) if len(targets) > 1 else top, paths=paths)
    if len(targets) == 1:
        _sentences(page, answer)
        _pairs(page, answer)
        _advice(page, lm.conclude(answer).advice)
    _end(page, answer, saved)


def _under(plan: lm.Plan, answer: lm.Answer) -> str:
    name = str(answer.settings.get("allocation", ""))
    title = plan.allocations[name].title or name if name in plan.allocations else name
    why = answer.settings.get("chosen")
    if not why:
        return f"Which uncertain numbers matter most, under {title}?"
    return f"Which uncertain numbers matter most? Under {title}, {why}; name another one with --allocation."


def _table(page: Page, answer: lm.Answer, target: str, *, top: int, paths: bool) -> None:
    """Print numbers, their size with its interval, and a bar."""
    measures = lm.conclude(answer, target).measures
    both = measures[0].form == "share" or (page.width >= WIDE and not measures[0].column.endswith("_swing"))
    measures = measures[: 2 if both else 1]
    rows = sorted((row for row in answer.rows if row["target"] == target), key=lambda row: -abs(measures[0].value(row) or 0.0))
    shown = rows[:top]
    most = max((abs(measures[0].value(row) or 0.0) for row in rows), default=0.0) or 1.0
    moving = [row for row in shown if row.get("acts", True)] or list(shown[:1])
    lines = [
        [str(row["title"]), *(one.told(row).replace(" points", "") for one in measures), _bar(measures[0].value(row), most, BAR if page.width >= WIDE else SHORT)]
        for row in moving
    ]
    units = {"points": "points", "amount": _unit(answer, target), "change": _unit(answer, target)}
    head = ["", *(f"{one.title} ({units[one.form]})" if units.get(one.form) else one.title for one in measures), ""]
    page.table(head, [("", lines)], words=0)
    if paths:
        page.text("Their paths, for --set:", style="dim", indent=2)
        for row in moving:
            page.line(f"  {row['name']}")
    left = len([row for row in rows if row.get("acts", True)]) - len(moving)
    idle = len(rows) - len([row for row in rows if row.get("acts", True)])
    words = [f"{left} more that matter less (--top)" if left > 0 else "", f"{idle} that do nothing here" if idle else ""]
    told = "; ".join(filter(None, words))
    if told:
        page.text(f"Not shown: {told}.", style="dim", indent=2)


def _unit(answer: lm.Answer, target: str) -> str:
    """Return the unit of a level; of a chance there is none."""
    levels = any(row["of"] == "level" for row in answer.rows if row["target"] == target)
    return str(answer.titles.get("unit", {}).get(target.partition("@")[0], "")) if levels else ""


def _bar(value: float | None, most: float, length: int) -> str:
    """Draw a bar as long as a value next to the largest."""
    size = abs(value or 0.0) / most * length
    if "utf" not in (sys.stdout.encoding or "").lower():
        return "#" * round(size)
    whole, part = divmod(round(size * 8), 8)
    return "█" * whole + (EIGHTHS[part] if part else "")


def _sentences(page: Page, answer: lm.Answer) -> None:
    """Tell the most important numbers in a sentence each."""
    rows = [row for row in answer.rows if row.get("acts", True) and row.get("clear", True)][:TOLD]
    if rows:
        page.gap()
        page.numbered([(str(place), "", str(row["sentence"])) for place, row in enumerate(rows, 1)])


def _pairs(page: Page, answer: lm.Answer) -> None:
    """Print what numbers do in pairs, where it was asked for."""
    pairs = getattr(answer, "pairs", ())
    if not pairs:
        return
    page.heading("In pairs: beyond what each does by itself")
    clear = [row for row in pairs if row.get("clear")]
    for row in clear[:BRIEF]:
        share = lm.wording.chance(*(max(float(row[f"S2{end}"]), 0.0) for end in ("", "_low", "_high")))
        first, second = (answer.titles["number"].get(row[key], row[key]) for key in ("name", "other"))
        page.text(f"“{first}” and “{second}”: {share} of the uncertainty.", indent=2)
    if not clear:
        page.text("No pair does anything together that could be told from nothing.", indent=2)


def _advice(page: Page, advice: Sequence[str]) -> None:
    if advice:
        page.heading("So what")
        for line in advice:
            page.text(line, indent=2)


def _end(page: Page, answer: lm.Answer, saved: Path | None) -> None:
    settings = answer.settings
    page.gap()
    for note in answer.notes:
        if "not kept" not in note and not note.startswith("no allocation was named"):
            page.text(f"{note[0].upper()}{note[1:].removesuffix('.')}.")
    kind, _, digest = str(settings["digest"]).partition(":")
    page.text(
        f"Method {str(settings['method']).partition('(')[0]}, {settings['draws']:,} draws in {settings['replicates']} replicates, "
        f"seed {settings['seed']}; 95 % intervals; plan {kind}:{digest[:12]}; logicmodel {settings['version']}", style="dim",
    )
    if saved is not None:
        page.text(f"Saved to {saved}.")
