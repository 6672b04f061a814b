"""The answer in words: a headline, a sentence for each row, and what follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer

Row = Mapping[str, Any]
LEAST = 0.0005
"""A chance below this is written as nothing."""
SLIGHT = 0.02
"""A part of the whole below this is not worth a word."""


def told(answer: Answer) -> Answer:
    """Return the answer with a sentence in each row, and ``headline`` and ``so_what`` among its settings."""
    wholes = {(whole["target"], whole["of"]): whole for whole in answer.settings["whole"]}
    rows = tuple(
        {**row, "why": why(row, whole), "sentence": sentence(answer, row, whole)}
        for row in answer.rows for whole in [wholes[row["target"], row["of"]]]
    )
    answer = dataclasses.replace(answer, rows=rows)
    words = {"headline": headline(answer), "so_what": so_what(answer)}
    return dataclasses.replace(answer, settings={**answer.settings, **words}, notes=(*answer.notes, *notes(answer)))


def size(row: Row, key: str = "value") -> str:
    """Write a number of a row or a whole, in its unit or in points."""
    value, low, high = (row[name] for name in (key, f"{key}_low", f"{key}_high"))
    if row["of"] != "effect":
        return wording.points(value, low, high)
    return wording.interval(value, low, high, row["unit"], most=4)


def brief(row: Row, key: str = "value") -> str:
    """Write it without its interval."""
    return size(row, key).partition(" (")[0]


def share(row: Row) -> str:
    """Write the part of the whole."""
    return wording.part(row["share"], row["share_low"], row["share_high"])


def what(answer: Answer, row: Row) -> str:
    """Say what is divided: the effect on a target, or a chance."""
    title = answer.titles["ask"][row["target"]]
    if row["of"] == "success":
        return "the chance of success"
    title = f"“{title}”"
    return f"the effect on {title}" if row["of"] == "effect" else f"the chance of meeting {title}"


def divided(answer: Answer, row: Row) -> str:
    """Say what shares are parts of: an effect, or what the players add to a chance that may be there without them."""
    about = what(answer, row)
    return about if row["of"] == "effect" else f"what the {answer.settings['players']} add to {about}"


def sentence(answer: Answer, row: Row, whole: Row) -> str:
    """Say in one or two sentences what a row holds."""
    if row["idle"]:
        return f"Nothing it does leads to {_goal(answer, row)} under this allocation."
    if row["value_low"] == row["value_high"] == 0:
        return f"It brings nothing to {_goal(answer, row)}, with the others or without: elsewhere on its way something is missing."
    if not sure(row):
        return f"Its part in {what(answer, row)} cannot be told from nothing: {size(row)}."
    if not whole["clear"]:
        return f"It brings {size(row)}, but the whole cannot be told from nothing, so there are no shares."
    against = " It works against the rest." if row["share_high"] < 0 else ""
    return f"{share(row)} of {divided(answer, row)}: {size(row)}.{against} {why(row, whole)}".strip()


def _goal(answer: Answer, row: Row) -> str:
    return "success" if row["of"] == "success" else f"“{answer.titles['ask'][row['target']]}”"


def why(row: Row, whole: Row) -> str:
    """Say how what it brings alone differs from what is lost without it, and why that is so."""
    if row["idle"] or not sure(row) or not whole["clear"]:
        return ""
    alone, lost = (_plain(row, key, whole) for key in ("alone", "without"))
    about, smaller = ("the effect", "smaller") if row["of"] == "effect" else ("the chance", "lower")
    nearly = abs(row["alone"]) <= SLIGHT * abs(whole["value"])
    if row["interplay"] == "needs others":
        if nearly and abs(row["without"]) >= 0.9 * abs(whole["value"]):
            return "Alone next to nothing, without it next to nothing is left: it is a bottleneck that needs the others too."
        if nearly:
            return f"Alone next to nothing, but without it {about} would be {lost} {smaller}: it works only together with others."
        return f"Without it {about} would be {lost} {smaller}, alone it brings {alone}: with the others it does more than alone."
    if row["interplay"] == "overlaps":
        return f"Alone it brings {alone}, but without it {about} would be only {lost} {smaller}: others would make up for the rest."
    if whole["active"] == 1:
        return "Nothing else leads there."
    if row["interplay"] == "by itself":
        return "It brings the same with the others or without them."
    return f"Alone it brings {alone}, without it {about} would be {lost} {smaller}; these draws cannot tell the two apart."


def _plain(row: Row, key: str, whole: Row) -> str:
    """Write a number without its sign where that is the sign of the whole."""
    text = brief(row, key)
    return text.lstrip(f"+{wording.MINUS}") if row[key] * whole["value"] > 0 else text


def sure(row: Row) -> bool:
    """Say whether the contribution can be told from nothing."""
    return bool(row["value_low"] > 0 or row["value_high"] < 0)


def asked(answer: Answer) -> list[tuple[Row, list[Row]]]:
    """Return each whole with its rows, the largest contribution first."""
    found = []
    for whole in answer.settings["whole"]:
        rows = [row for row in answer.rows if (row["target"], row["of"]) == (whole["target"], whole["of"])]
        found.append((whole, sorted(rows, key=lambda row: -abs(row["value"]))))
    return found


def headline(answer: Answer) -> str:
    """Name the largest contributions to success, else to the first target, or say that there is nothing to divide."""
    clear = [(whole, rows) for whole, rows in asked(answer) if whole["clear"]]
    if not clear:
        return "There is nothing to divide: no effect and no chance can be told from nothing."
    whole, rows = min(clear, key=lambda found: (found[0]["active"] < 2, found[0]["of"] != "success"))
    best = [row for row in rows if sure(row)]
    if not best:
        return f"Of {what(answer, whole)} ({size(whole)}) no single contribution can be told from nothing."
    whole_of = "" if whole["of"] == "effect" else f", {size(whole)} in all"
    first = f"“{best[0]['title']}” brings {share(best[0])} of {divided(answer, whole)}{whole_of}"
    second = f"; “{best[1]['title']}” brings {share(best[1])}" if len(best) > 1 else ""
    return f"{first}{second}."


def so_what(answer: Answer) -> list[str]:
    """Say what a reader should do with it, sentence by sentence; targets of which the same holds share one."""
    seen = asked(answer)
    found: dict[str, list[str]] = {}
    for whole, rows in seen:
        for advice in _of_one(whole, rows):
            found.setdefault(advice, []).append(what(answer, whole))
    told = _single(seen)
    told += [f"For {_abouts(abouts)}: {advice}" for advice, abouts in found.items()]
    idle = [row["title"] for row in seen[0][1] if all(_idle(rows, row["name"]) for _, rows in seen)]
    if idle and answer.settings["players"] != "links":
        it, leads = ("it", "leads") if len(idle) == 1 else ("they", "lead")
        them, are = ("it", "it is") if len(idle) == 1 else ("them", "they are")
        told.append(
            f"{_listed(idle)} {leads} to nothing that is asked for here: if that is what {are} for, either {it} got nothing or "
            f"the plan lacks a link; if not, judge {them} by something else."
        )
    return told


def _single(seen: Sequence[tuple[Row, Sequence[Row]]]) -> list[str]:
    """Name those without whom a target has nothing left."""
    found: dict[str, set[str]] = {}
    for whole, rows in seen:
        if whole["active"] == 1 and whole["clear"]:
            found.setdefault(rows[0]["title"], set()).add(whole["target"])
    named = [f"“{title}” ({len(some)} {'targets' if len(some) > 1 else 'target'})" for title, every in found.items() if (some := every - {"success"})]
    if not named:
        return [f"Success hangs on “{title}” alone. Nothing makes up for it where it fails." for title in found]
    they = "it" if len(named) == 1 else "them"
    count = len(set[str]().union(*found.values()) - {"success"})
    if count == 1:
        return [f"One target hangs on {named[0].removesuffix(' (1 target)')} alone. Nothing makes up for it where it fails."]
    return [f"Some targets hang on one alone: {wording.enumerated(named)}. Nothing makes up for {they} where {they.replace('them', 'they')} fail{'s' * (len(named) == 1)}."]


def _of_one(whole: Row, rows: Sequence[Row]) -> list[str]:
    """Return what follows for one target."""
    if not whole["clear"]:
        return [f"the whole cannot be told from nothing ({size(whole)}); take more draws, or ask of another target."]
    best = [row for row in rows if sure(row)]
    if whole["active"] == 1 and best:
        return []
    found = []
    needed = [row for row in best if row["interplay"] == "needs others" and abs(row["without"]) >= 0.5 * abs(whole["value"])]
    if len(needed) > 1:
        found.append(_needed(needed, whole))
    elif len(best) > 1 and not _apart(best[0], best[1]):
        found.append(f"{_some(best[:2])} cannot be told apart; do not rank them by this.")
    elif best:
        found.append(f"look after {_some(best[:1])} first, which brings the most.")
    spare = [row for row in best if row["interplay"] == "overlaps" and abs(row["without"]) < 0.5 * abs(row["alone"])]
    if spare:
        found.append(f"{_some(spare)} would be missed less than the shares say, as others would make up for a part.")
    against = [row for row in best if row["share_high"] < -SLIGHT]
    if against:
        found.append(f"{_some(against)} {'works' if len(against) == 1 else 'work'} against the rest; check whether that is meant.")
    return found


def _apart(one: Row, other: Row) -> bool:
    """Say whether the intervals of two contributions do not touch."""
    return bool(one["value_low"] > other["value_high"] or other["value_low"] > one["value_high"])


def _idle(rows: Sequence[Row], name: str) -> bool:
    return all(row["idle"] for row in rows if row["name"] == name)


def _needed(rows: Sequence[Row], whole: Row) -> str:
    """Say that several are needed, all or nearly all of the whole hanging on each, or half of it and more."""
    if all(abs(row["without"]) >= 0.9 * abs(whole["value"]) for row in rows):
        return f"{_some(rows)} stand or fall together. Cutting {'either' if len(rows) == 2 else 'any one'} of them loses nearly all of it, so decide on them as one."
    one = "either" if len(rows) == 2 else "any one"
    return f"cutting {one} of {_some(rows)} loses half of it or more; they need each other, so do not decide on them one by one."


MANY = 4
EFFECT = "the effect on "


def _abouts(abouts: Sequence[str]) -> str:
    """Join what is divided, without repeating that it is the effect."""
    effects = [about.removeprefix(EFFECT) for about in abouts if about.startswith(EFFECT)]
    others = [about for about in abouts if not about.startswith(EFFECT)]
    joined = [EFFECT + wording.enumerated(effects)] if effects else []
    return ", and for ".join([*joined, *others])


def _some(rows: Sequence[Row]) -> str:
    return _listed([row["title"] for row in rows])


def _listed(titles: Sequence[str]) -> str:
    """Join titles, the first ones where they are many."""
    named = [f"“{title}”" for title in titles[:MANY]]
    return wording.enumerated(named if len(titles) <= MANY else [*named, f"{len(titles) - MANY} more"])


def notes(answer: Answer) -> list[str]:
    """Say what the whole is, what stays on, and how the values were found."""
    settings = answer.settings
    off = {"links": "all these links cut", "inputs": "all inputs at 0", "activities": "all activities off"}[settings["players"]]
    found = [f"the whole is the value with everything on less that with {off}; factors, assumptions and all else stay as they are"]
    for whole in settings["whole"]:
        if abs(whole["rest"]) > (1e-12 if whole["of"] == "effect" else LEAST):
            rest = wording.percent(whole["rest"], 1) if whole["of"] != "effect" else wording.amount(whole["rest"], whole["unit"])
            about = what(answer, whole)
            found.append(f"with {off} {about} is {rest}")
    if settings["method"] == "sampled":
        found.append(f"{settings['orders']:,} orders in which the {settings['players']} come were sampled; the intervals hold that error too")
    if settings["together"]:
        found.append(f"where each of several {settings['players']} needs all others of them, their shares are equal")
    return found
