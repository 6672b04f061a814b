"""The pages of ``information``: what to find out before choosing, a study over its sizes, and flip values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page

Row = Mapping[str, Any]
MOST = 10
"""Most numbers in the table; the others are told in a line."""


def show(found: lm.Answer, plan: lm.Plan, *, saved: Path | None = None) -> None:
    """Print the answer, what follows from it, and what made it."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    page.text(found.title)
    page.gap()
    for words in found.settings["headline"]:
        page.text(words, style="bold")
    if found.question == "flip":
        _flips(page, found)
    else:
        (_numbers if found.question == "information" else _sizes)(page, found, plan)
    page.heading("So what")
    for words in found.settings["so_what"]:
        page.text(words, indent=2)
    page.gap()
    for note in found.notes:
        page.text(f"{note[0].upper()}{note[1:]}.")
    settings = found.settings
    page.text(
        f"{settings['draws']:,} draws in {settings['replicates']} replicates, sampler {settings['sampler']}, seed {settings['seed']}; "
        f"plan {settings['digest'][:19]}; logicmodel {settings['version']}", style="dim",
    )
    if saved is not None:
        page.text(f"Saved to {saved}.")


def _numbers(page: Page, found: lm.Answer, plan: lm.Plan) -> None:
    _allocations(page, found, plan)
    sure = [row for row in found.rows if row["clear"]]
    if not sure:
        return
    page.heading("What knowing one number before choosing would add")
    lines = [
        [row["title"], told(found, row), lm.wording.percent(row["share"]), lm.wording.percent(row["changes"]) if row["changes"] >= 0.005 else "< 1 %",
         "" if row["learnable"] else "chance"]
        for row in sure[:MOST]
    ]
    page.table(["", "adds", "of all", "changes the choice", ""], [("", lines)], words=0)
    rest = len(found.rows) - len(lines)
    if rest:
        page.text(f"{rest} more {'adds' if rest == 1 else 'add'} {'less' if len(sure) > MOST else 'nothing that can be told from chance'}.", style="dim", indent=2)
    for row in sure[:3]:
        page.gap()
        page.text(row["sentence"], indent=2)


def _allocations(page: Page, found: lm.Answer, plan: lm.Plan) -> None:
    """Print what is expected of each allocation."""
    page.gap()
    lines = []
    for row in found.settings["allocations"]:
        remark = "the choice today" if row["name"] == found.settings["chosen"] else ""
        if row["name"] in found.settings["tied"]:
            remark = "cannot be told apart"
        lines.append([row["title"], _level(found, plan, row), remark])
    page.table(["", "expected", ""], [("", lines)], words=0)


def _level(found: lm.Answer, plan: lm.Plan, row: Row) -> str:
    value, low, high = row["value"], row["low"], row["high"]
    if found.settings["probability"]:
        return lm.wording.chance(value, low, high)
    if found.settings["objective"] == "npv":
        return lm.wording.money(value, plan.currency, low, high)
    return lm.wording.interval(value, low, high, found.settings["unit"])


def told(found: lm.Answer, row: Row) -> str:
    """Write the value of a row with its interval."""
    money = found.settings["objective"] == "npv"
    return lm.wording.gained(
        row["value"], row["value_low"], row["value_high"], probability=found.settings["probability"],
        currency=found.settings.get("currency", "") if money else "", unit="" if money else found.settings["unit"],
    )


def _sizes(page: Page, found: lm.Answer, plan: lm.Plan) -> None:
    priced = found.rows[0]["net"] is not None
    page.gap()
    lines = []
    for row in found.rows:
        line = [f"{row['size']:,}", told(found, row), lm.wording.percent(row["share"])]
        if priced:
            net = lm.wording.money(row["net"], plan.currency, row["net_low"], row["net_high"])
            line += [lm.wording.money(round(row["cost"]), plan.currency), net, "best" if row["best"] else ""]
        lines.append(line)
    head = ["sample", "adds", "of knowing it"] + (["costs", "net", ""] if priced else [])
    page.table(head, [("", lines)])


def _flips(page: Page, found: lm.Answer) -> None:
    rows = [row for row in found.rows if row["flip"] is not None]
    titles = found.titles["allocation"]
    if rows:
        page.heading("Where another allocation becomes better, all other numbers at their distribution")
        lines = [
            [row["title"], _where(row), titles[row["to"]], _inside(row)]
            for row in rows[:MOST]
        ]
        page.table(["", "flips", "then better", "inside its range?"], [("", lines)], words=0)
    rest = len(found.rows) - len(rows)
    if rest:
        some = "No number" if not rows else f"{rest} more {'does' if rest == 1 else 'do'} not"
        page.text(f"{some} {'changes' if not rows else 'change'} the choice at any value that was looked at.", style="dim", indent=2)


def _where(row: Row) -> str:
    if row["event"]:
        return f"if it {lm.wording.event(row['name'], row['upward'])}"
    return f"{'above' if row['upward'] else 'below'} {lm.wording.amount(row['flip'])} (middle {lm.wording.amount(row['middle'])})"


def _inside(row: Row) -> str:
    if not row["inside"]:
        return "outside all values"
    share = lm.wording.percent(row["beyond"]) if row["beyond"] >= 0.01 else "< 1 %"
    return f"{'inside' if row['inside_90'] or row['event'] else 'in the tails'} ({share})"
