"""What a value of information says in words: a sentence for each row, a headline, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.information.decision import Decision
from logicmodel.analysis.information.gain import Value
from logicmodel.analysis.information.utility import MONEY

Row = Mapping[str, Any]
WORDS = {"success": "the chance of success", "target": "the chance of meeting the target", MONEY: "the expected benefit less cost"}
FIRST = 3
"""Numbers that are told one by one."""
SLIGHT = 0.1
"""A number worth less than this part of knowing everything is told as one of several, not by itself."""


def goal(decision: Decision) -> str:
    """Return what is to be made as large as possible, as a phrase."""
    kind, _, target = decision.utility.text.partition(":")
    if kind in WORDS:
        of = f" on {quoted(decision.titles['target'].get(target, target))}" if target else ""
        return WORDS[kind] + of
    return f"the expected {kind} on {quoted(decision.titles['target'].get(target, target))}"


def better(decision: Decision, worth: str) -> str:
    """Say that the goal comes nearer by some worth."""
    if decision.utility.probability or decision.utility.text == MONEY:
        return f"would add {worth} to {goal(decision)}"
    return f"would improve {goal(decision)} by {worth}"


def told(decision: Decision, found: Value) -> str:
    """Write a value of information with its interval."""
    utility = decision.utility
    currency = decision.plan.currency if utility.text == MONEY else ""
    unit = "" if utility.text == MONEY else utility.unit
    if found.value == found.low == found.high == 0:
        return "nothing"
    return wording.gained(found.value, found.low, found.high, probability=utility.probability, currency=currency, unit=unit)


def attained(decision: Decision, place: int) -> str:
    """Write what is expected of an allocation."""
    value, low, high = decision.expected(place)
    if decision.utility.probability:
        return wording.chance(value, low, high)
    if decision.utility.text == MONEY:
        return wording.money(value, decision.plan.currency, low, high)
    return wording.interval(value, low, high, decision.utility.unit)


def quoted(title: str) -> str:
    """Put a title into quotation marks."""
    return f"“{title}”"


def sentence(decision: Decision, row: Row) -> str:
    """Say what knowing one number would be worth, and what it would change."""
    if not row["clear"]:
        return f"Knowing {quoted(row['title'])} before choosing would gain nothing that can be told from chance."
    worth = told(decision, Value(row["value"], row["value_low"], row["value_high"]))
    words = f"Knowing {quoted(row['title'])} before choosing {better(decision, worth)}"
    if row["changes"]:
        share = wording.percent(row["changes"])
        instead = f", mostly to {quoted(decision.title(row['instead']))}" if len(decision.names) > 2 else ""
        words += f": it would change the choice in {share if share != '0 %' else 'less than 1 %'} of the cases{instead}"
        words += f" ({row['when']})" if row["when"] else ""
    if not row["learnable"]:
        words += ". It is chance that comes to light only after the decision"
    return f"{words}."


def headline(decision: Decision, everything: Value) -> list[str]:
    """Say what would be chosen today and what knowing everything could add."""
    chosen = decision.names[decision.chosen]
    here = attained(decision, decision.chosen)
    first = f"Choosing today, you would take {quoted(decision.title(chosen))}: {here}, {goal(decision)}."
    if decision.tied:
        others = wording.enumerated([quoted(decision.title(name)) for name in decision.tied])
        first += f" It cannot be told apart from {others}."
    if everything.high <= 0:
        return [first, f"Knowing everything before choosing would change nothing in any of {decision.count:,} draws."]
    return [first, f"Knowing everything before choosing, chance included, {better(decision, told(decision, everything))}: no study can be worth more."]


def so_what(decision: Decision, everything: Value, rows: Sequence[Row]) -> list[str]:
    """Say what to find out first, and what nothing can be gained from."""
    if decision.stakes.none:
        return ["The allocations are equally good in every draw: there is nothing to find out for this choice, take the cheaper one."]
    if everything.high <= 0:
        return [f"{quoted(decision.title(decision.names[decision.chosen]))} is at least as good as the others in every draw: no study can change the choice.", *elsewhere(decision)]
    useful = [row for row in rows if row["clear"] and row["learnable"] and row["kind"] == "number"]
    chance = [row for row in rows if row["clear"] and not row["learnable"] and row["kind"] == "number"]
    said = _first(decision, useful)
    if chance:
        said.append(f"{wording.enumerated([quoted(row['title']) for row in chance[:FIRST]])} would matter too, but {'is' if len(chance) == 1 else 'are'} chance that shows only after the decision.")
    idle = sorted((row for row in rows if not row["clear"] and row["kind"] == "number"), key=lambda row: not row["learnable"])
    if idle:
        some = wording.enumerated([quoted(row["title"]) for row in idle[:2]])
        whole = sum(row["kind"] == "number" for row in rows)
        count = f"{len(idle)} of {whole} numbers" if len(idle) < whole else f"any of the {whole} numbers"
        said.append(f"For this choice nothing can be gained from studying {count}, such as {some}, one by one." if len(idle) > 2
                    else f"For this choice nothing can be gained from studying {some} alone.")
    return said


def elsewhere(decision: Decision) -> list[str]:
    """Say what else the choice may be made for, where success as a whole leaves nothing to find out."""
    if decision.utility.text != "success":
        return []
    names = list(decision.titles["target"].values()) if len(decision.program.targets) > 1 else []
    others = [f"the level or chance of one target, such as {quoted(names[0])}"] if names else []
    others += ["money"] if any(step.value is not None for step in decision.program.values) else []
    return [f"If you choose for something else than success, ask again for that: {' or '.join(others)}."] if others else []


def _first(decision: Decision, useful: Sequence[Row]) -> list[str]:
    if not useful:
        return ["No single number is worth finding out first: none alone would change the choice often enough to tell it from chance."]
    best = useful[0]
    worth = [told(decision, Value(row["value"], row["value_low"], row["value_high"])) for row in useful]
    said = [f"Find out first: {quoted(best['title'])}. A study of it is worth at most {worth[0]}."]
    same = [row for row in useful[1:] if row["value_high"] >= best["value_low"]]
    if same:
        said.append(f"It cannot be told apart from {wording.enumerated([quoted(row['title']) for row in same[:FIRST]])}, so begin with the cheaper study.")
    rest = [
        f"{quoted(row['title'])} ({told(decision, Value(row['value'], row['value_low'], row['value_high'])).partition(' (')[0]})"
        for row in useful[1:] if row not in same and row["value"] >= SLIGHT * best["value"]
    ]
    if rest:
        said.append(f"Then {wording.enumerated(rest[:FIRST])}.")
    return said
