"""The page of ``contribution``: who brings how much, why the parts do not simply add up, and what follows."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page

Row = Mapping[str, Any]
BAR, SHORT, WIDE = 10, 8, 100
"""Lengths of a bar on a wide page and on a narrow one, and how wide a page is wide."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
WORDS = {"activities": "activity", "inputs": "input", "links": "link"}
SUCCESS = "success"


def show(plan: lm.Plan, answer: lm.Answer, *, top: int, saved: Path | None = None) -> None:
    """Print the page."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    page.text(_under(plan, answer))
    page.gap()
    page.text(str(answer.settings["headline"]), style="bold")
    single: list[tuple[Row, Row]] = []
    for whole in answer.settings["whole"]:
        rows = [row for row in answer.rows if (row["target"], row["of"]) == (whole["target"], whole["of"])]
        active = sorted((row for row in rows if not row["idle"]), key=lambda row: -abs(row["value"]))
        if len(active) == 1:
            single.append((whole, active[0]))
        else:
            _whole(page, answer, whole, active, top)
    if single:
        _single(page, answer, single)
    idle = _idle(answer)
    if idle:
        page.gap()
        page.text(f"Nothing to any of these: {', '.join(idle)}.", style="dim")
    _advice(page, answer)
    _end(page, answer, saved)


def _under(plan: lm.Plan, answer: lm.Answer) -> str:
    name = str(answer.settings["allocation"])
    title = plan.allocations[name].title or name if name in plan.allocations else name
    if answer.settings.get("chosen"):
        return f"Who contributes what? Under {title}, {answer.settings['chosen']}; name another one with --allocation."
    return f"Who contributes what, under {title}?"


def _whole(page: Page, answer: lm.Answer, whole: Row, rows: Sequence[Row], top: int) -> None:
    """Print what one whole is made of: a line for each player with its bar, and why it is so."""
    page.heading(_heading(answer, whole))
    if not rows:
        page.text("None of them leads there.", indent=2)
        return
    wide = page.width >= WIDE
    most = max((abs(row["value"]) for row in rows), default=0.0) or 1.0
    unit = "points" if whole["of"] != "effect" else str(whole["unit"])
    head = [WORDS[answer.settings["players"]], "", "share", f"brings ({unit})" if unit else "brings"]
    lines = [[str(row["title"]), _bar(row["value"], most, BAR if wide else SHORT), _share(row), _size(row)] for row in rows[:top]]
    if wide:  # on a narrow page the sentences below say it
        head += ["alone", "lost without it"]
        lines = [[*line, _brief(row, "alone"), _brief(row, "without")] for line, row in zip(lines, rows, strict=False)]
    page.table(head, [("", lines)], words=0)
    reasons: dict[str, list[str]] = {}
    for row in rows[:top]:
        reasons.setdefault(str(row["why"]), []).append(f"“{row['title']}”")
    for why, titles in reasons.items():
        if why:
            page.text(f"{lm.wording.enumerated(titles)}{', each' * (len(titles) > 1)}: {why}", indent=2)
    if len(rows) > top:
        page.text(f"Not shown: {len(rows) - top} more that bring less (--top).", style="dim", indent=2)


def _heading(answer: lm.Answer, whole: Row) -> str:
    title = answer.titles["ask"][whole["target"]]
    if whole["of"] == "success":
        return f"Chance of success: {_size(whole)} points in all"
    if whole["of"] == "met":
        return f"Chance of meeting “{title}”: {_size(whole)} points in all"
    value, bracket, ends = _size(whole).partition(" (")
    return f"{title}: {value} {whole['unit']}{bracket}{ends} in all" if whole["unit"] else f"{title}: {_size(whole)} in all"


def _single(page: Page, answer: lm.Answer, found: Sequence[tuple[Row, Row]]) -> None:
    """Print in one table what hangs on one player alone."""
    page.heading("What hangs on one alone")
    lines = []
    for whole, row in found:
        unit = "points" if whole["of"] != "effect" else whole["unit"]
        title = str(answer.titles["ask"][whole["target"]])
        name = title if whole["of"] == "effect" else "Chance of success" if whole["of"] == SUCCESS else f"Chance of meeting “{title}”"
        value, bracket, ends = _size(row).partition(" (")
        lines.append([name, str(row["title"]), f"{value} {unit}{bracket}{ends}".strip()])
    page.table(["", "comes from", "in all"], [("", lines)], words=1)


def _size(row: Row, key: str = "value") -> str:
    """Write a number without its unit, which stands over it."""
    value, low, high = (row[name] for name in (key, f"{key}_low", f"{key}_high"))
    if row["of"] != "effect":
        return lm.wording.points(value, low, high).replace(" points", "")
    return lm.wording.interval(value, low, high, most=4)


def _brief(row: Row, key: str) -> str:
    return _size(row, key).partition(" (")[0]


def _share(row: Row) -> str:
    return lm.wording.part(row["share"], row["share_low"], row["share_high"])


def _bar(value: float, most: float, length: int) -> str:
    """Draw a bar as long as a value next to the largest."""
    size = abs(value) / most * length
    if "utf" not in (sys.stdout.encoding or "").lower():
        return "#" * round(size)
    whole, part = divmod(round(size * 8), 8)
    return "█" * whole + (EIGHTHS[part] if part else "")


def _idle(answer: lm.Answer) -> list[str]:
    """Return the titles of those that lead to nothing that was asked for."""
    titles = {str(row["name"]): str(row["title"]) for row in answer.rows}
    active = {str(row["name"]) for row in answer.rows if not row["idle"]}
    return [title for name, title in titles.items() if name not in active]


def _advice(page: Page, answer: lm.Answer) -> None:
    advice = answer.settings["so_what"]
    if advice:
        page.heading("So what")
        for line in advice:
            page.text(str(line), indent=2)


def _end(page: Page, answer: lm.Answer, saved: Path | None) -> None:
    settings = answer.settings
    page.gap()
    for note in answer.notes:
        if note.startswith("no allocation was named"):
            continue  # said at the top
        page.text(f"{note[0].upper()}{note[1:].removesuffix('.')}.")
    kind, _, digest = str(settings["digest"]).partition(":")
    page.text(
        f"Method {settings['method']}, {settings['draws']:,} draws in {settings['replicates']} replicates, seed {settings['seed']}; "
        f"95 % intervals; plan {kind}:{digest[:12]}; logicmodel {settings['version']}", style="dim",
    )
    if saved is not None:
        page.text(f"Saved to {saved}.")


def show_table(plan: lm.Plan, answer: lm.Answer, *, top: int, saved: Path | None = None) -> None:  # noqa: ARG001 - all links belong to the table
    """Print the contribution-analysis table, link by link along the plan."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    page.text(_under(plan, answer).replace("Who contributes what", "What does the claim to have contributed rest on", 1))
    page.gap()
    page.text(str(answer.settings["headline"]), style="bold")
    (whole,) = answer.settings["whole"]
    page.heading(_heading(answer, whole))
    for row in sorted(answer.rows, key=lambda row: not row["share"]):
        page.gap()
        share = f": {_share(row)} of the whole" if row["share"] is not None and row["share"] else ""
        page.text(f"{row['title']}{share}", style="bold", indent=2)
        for name, words in _facts(row):
            page.text(f"{name}: {words}", indent=4)
    _advice(page, answer)
    _end(page, answer, saved)


def _facts(row: Row) -> list[tuple[str, str]]:
    """Return what is known about a link, what is empty left out."""
    evidence = f"{row['evidence']} ({row['source']})" if row["source"] else str(row["evidence"])
    works = "" if row["works"] >= 1 else f"works with a chance of {lm.wording.percent(row['works'])}"
    facts = [
        ("because", row["mechanism"] or "not said"), ("evidence", evidence), ("against it", row["objection"]), ("assumes", row["assumptions"]),
        ("mechanism", works), ("rivals", row["rivals"]), ("weakest", row["weakest"]),
    ]
    return [(name, str(words)) for name, words in facts if words]
