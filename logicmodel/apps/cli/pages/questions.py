"""The pages of ``elicit``: one question after the other, and what came of sheets of questions."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page, legible, put

STOP, SKIP, HELP, BACK = {"q", "quit", "stop", "exit"}, {"", "s", "skip"}, {"?", "h", "help"}, {"b", "back"}
IGNORANCE = re.compile(r"(?:(?:i|we|nobody)(?:'d)?\s+)?(?:don'?t|do(?:es)? not|can'?t|cannot|no)\s*(?:really\s+)?(?:know|idea|tell|say)s?|nobody knows|not (?:known|sure)|unknown|unsure|no idea|i?dk")
"""What people say who do not know, in small letters."""
PROMPT = "  > "
HOW = (
    "Answer with low, likely and high: 8 12 20. One value in twenty is lower than the low one, one in twenty higher than the "
    "high one, and half are lower than the likely one. Or with a range (8 to 20), one number if it is certain (12, 80%), an "
    "amount for many (300 to 500 per 1000), or any distribution of the manual, such as pert(8, 12, 20)."
)
KEYS = "Enter skips, b goes back, ? explains, q stops; say so where you don't know. Every answer is saved at once."
WIDE = (
    "Then leave it open (Enter) and ask somebody who may know, or write ends so far apart that you would be surprised only once in ten cases."
)
OFFER = "Then what became of comparable targets elsewhere may stand in:"
LARGEST = "Part of such a change would have come anyway: what this link adds is at most that."
UNFUNDED = (
    "How much of each input is used was not asked: write it under allocations: in the plan, such as {first: {%s: ...}}. "
    "Until then a simulation shows what comes about without any."
)
PLANNED = "Write the number of one, and what you would plan: 1 600. Or leave the question open (Enter)."


def ask(path: Path, asked: lm.Answer, who: str | None) -> None:
    """Ask question by question, and write each answer into the plan's file."""
    page = Page()
    page.title(asked.settings["plan"] or "A plan without a title")
    if not asked.rows:
        page.text(f"Nothing to ask: {'; '.join(asked.notes)}.")
        return
    lm.record_answers(path, {})  # a file that cannot take answers is refused before the first question
    count = len(asked.rows)
    page.text(f"{count} numbers to ask about." if count > 1 else "One number to ask about.")
    page.text(HOW, style="dim")
    page.text(KEYS, style="dim")
    saved: set[str] = set()
    try:
        _all(page, path, asked, who, saved)
    except KeyboardInterrupt:
        page.gap()
        _summary(page, path, len(saved), who)
        raise
    _summary(page, path, len(saved), who)


def _all(page: Page, path: Path, asked: lm.Answer, who: str | None, saved: set[str]) -> None:
    """Ask one question after the other, back and forth; the numbers that were answered join ``saved``."""
    place = 0
    while place < len(asked.rows):
        row = asked.rows[place]
        if row["number"] in saved:  # somebody came back to it
            row = lm.questions(lm.read(path), row["number"]).rows[0]
        page.heading(f"{place + 1} of {len(asked.rows)}. {row['question']}")
        outcome = _one(page, path, row, who)
        if outcome == "stop":
            return
        if outcome == "back":
            place = max(place - 1, 0)
            continue
        if outcome == "saved":
            saved.add(row["number"])
        place += 1


def _one(page: Page, path: Path, row: Mapping[str, Any], who: str | None) -> str:
    """Ask one question until the answer fits; return what came of it: saved, skipped, back or stop."""
    page.text(row["meaning"], indent=2)
    if row["unit"]:  # no example: whoever has seen a number answers near it
        page.text(f"Unit: {row['unit']}", style="dim", indent=2)
    if row["now"]:
        page.text(f"So far: {row['now']}", indent=2)
    offered: list[str] = []
    while True:
        said = _heard()
        if said is None or said.casefold() in STOP:
            return "stop"
        if said.casefold() in SKIP:
            return "skipped"
        if said.casefold() in BACK:
            return "back"
        if said.casefold() in HELP:
            page.text(HOW, indent=2)
            page.text("Where nobody knows, say: don't know.", indent=2)
            page.text(f"In the plan: {row['number']}", style="dim", indent=2)
        elif IGNORANCE.fullmatch(said.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").rstrip(".!")):
            offered = _offer(page, row)
        elif _recorded(page, path, row, _chosen(said, offered), who):
            return "saved"


def _offer(page: Page, row: Mapping[str, Any]) -> list[str]:
    """Offer what may stand in where nobody knows; return the names of the reference classes that fit."""
    fitting = [found for found in lm.reference_classes().rows if found["name"] in row["classes"]]
    if not fitting:
        page.text(WIDE, indent=2)
        return []
    page.text(OFFER, indent=2)
    for place, found in enumerate(fitting, 1):
        page.text(f"{place}  {found['title']}. {found['sentence']}", indent=4)
    if any(found["name"].endswith("_change") for found in fitting):
        page.text(LARGEST, indent=2)
    page.text(PLANNED, indent=2)
    return [found["name"] for found in fitting]


def _chosen(said: str, offered: Sequence[str]) -> str:
    """Return an answer; the number of a class that was offered, and what is planned, become that class."""
    match = re.fullmatch(r"(\d)\s+(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)", said)
    if match is None or not 0 < int(match[1]) <= len(offered):
        return said
    return f"reference_class({offered[int(match[1]) - 1]}, times={match[2].replace(',', '')})"


def _recorded(page: Page, path: Path, row: Mapping[str, Any], said: str, who: str | None) -> bool:
    """Write one answer into the file, or say why it does not fit."""
    try:
        plan = lm.record_answers(path, {row["number"]: said if who is None else {who: said}})
    except (lm.RequestError, lm.PlanError) as error:
        for problem in error.problems:
            remedy = problem.remedy or "? explains what can be answered"
            page.text(f"{problem.message}; {remedy}{'' if remedy.endswith('?') else '.'}", style="yellow", indent=2)
        return False
    page.text(f"Saved: {lm.questions(plan, row['number']).rows[0]['now']}", style="green", indent=2)
    return True


def _heard() -> str | None:
    """Return the line that is typed, None where nobody types any more."""
    said: str | None
    try:
        said = input(PROMPT).strip()
    except (EOFError, UnicodeDecodeError):
        said = None
    if not sys.stdin.isatty():  # nobody has typed a line end, so that what follows would stand behind the question
        put(f"{legible(said or '')}\n")
    return said


def _summary(page: Page, path: Path, saved: int, who: str | None) -> None:
    """Say what was saved, and what to do next."""
    page.gap()
    answers = f"{saved} answers" if saved != 1 else "1 answer"
    page.text(f"Saved {answers} to {path}." if saved else f"Nothing was changed in {path}.", style="bold")
    _next(page, path, lm.read(path), who)


def _next(page: Page, path: Path, plan: lm.Plan, who: str | None = None) -> None:
    left = len(lm.questions(plan, who=who).rows)
    if left:
        again = f"logicmodel elicit {path}{f' --who {who}' if who else ''}"
        page.text(f"{left} {'questions are' if left > 1 else 'question is'} still open: go on with {again}")
    else:
        page.text(f"No number is missing any more: logicmodel simulate {path}")
        if plan.inputs and not plan.allocations:
            page.text(UNFUNDED % next(iter(plan.inputs)))


def written(path: Path, sheet: Path) -> None:
    """Say what to do with a sheet of questions."""
    page = Page()
    page.text(f"Wrote {sheet}.", style="bold")
    page.text("Send a copy to each person who knows something; each answers alone and fills in a name.")
    page.text(f"Then take the answers in: logicmodel elicit {path} --from {sheet}")


def merged(path: Path, plan: lm.Plan, replies: lm.Replies, before: Mapping[str, str]) -> None:
    """Tell what sheets of questions changed in a plan."""
    page = Page()
    page.title(plan.title or "A plan without a title")
    people = f" of {', '.join(replies.people)}" if replies.people else ""
    count = len(replies.answers)
    page.text(f"Took in the answers{people} to {count} {'question' if count == 1 else 'questions'}." if count else "The sheets hold no answers.")
    rows = {row["number"]: row for number in replies.answers for row in lm.questions(plan, number).rows}
    lines = [
        [row["title"], str(row["now"]), "new" if not before.get(number) else "as before" if before[number] == row["now"] else f"was {before[number]}"]
        for number, row in rows.items()
    ]
    if lines:
        page.gap()
        page.table(["", "the plan says now", ""], [("", lines)], words=0)
    homeless = [number for number in replies.remarks if not number.startswith("links.")]
    if homeless:
        page.heading("Remarks that have no place in the plan")
        for number in homeless:
            page.text(f"{number}: {replies.remarks[number]}", indent=2)
    if len(replies.remarks) > len(homeless):
        page.gap()
        page.text("Remarks about links stand in their evidence: notes.")
    page.gap()
    if count or replies.remarks:
        page.text(f"Saved to {path}.", style="bold")
    if replies.people:
        page.text(f"See whether they agree: logicmodel experts {path}")
    _next(page, path, plan)
