"""In which futures does a plan miss its target?"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from logicmodel import wording
from logicmodel.analysis.answer import answer_of
from logicmodel.analysis.discovery import boxes as box_method
from logicmodel.analysis.discovery import splits as tree_method
from logicmodel.analysis.discovery import telling
from logicmodel.analysis.discovery.cases import (
    Cases,
    Chance,
    Drivers,
    When,
    allocation_of,
    cases_of,
    target_of,
)
from logicmodel.analysis.discovery.findings import Discovery
from logicmodel.analysis.discovery.grid import grid_of
from logicmodel.analysis.discovery.hunt import Hunt, Piece
from logicmodel.analysis.discovery.region import share
from logicmodel.analysis.discovery.resampling import halves
from logicmodel.analysis.discovery.search import Settings
from logicmodel.analysis.titles import titles
from logicmodel.engine.results import Results
from logicmodel.errors import Problem, RequestError, did_you_mean

Method: TypeAlias = Literal["prim", "tree"]
LEAST = 100
"""Fewest misses, and fewest other draws, from which anything is told: half of them find, half of them measure."""
TITLES = {
    ("missed", False): "In which futures is the target missed?", ("met", False): "In which futures is the target met?",
    ("missed", True): "In which futures does the plan fail?", ("met", True): "In which futures does the plan succeed?",
}


def discover(  # noqa: PLR0913 - one option for each thing that can be chosen about a search
    results: Results,
    target: str | None = None,
    *,
    allocation: str | None = None,
    when: When = "missed",
    method: Method = "prim",
    drivers: Drivers = "numbers",
    by: str | None = None,
    chance: Chance = "with",
    boxes: int = 3,
    numbers: int = 4,
    support: float = 0.02,
    alpha: float = 0.05,
    resamples: int = 40,
    seed: int = 1,
) -> Discovery:
    """Return the circumstances under which a target is missed: boxes in the uncertain numbers, or a short tree.

    ``target`` is the id of a target or ``success`` (the default), ``allocation`` the one most likely to meet
    it by default, ``when`` turns the question round. ``method`` ``prim`` peels up to ``boxes`` boxes, one after
    the other, each with up to ``numbers`` conditions and no less than ``support`` of the futures, ``alpha`` of
    what is left at a time (Friedman and Fisher 1999; Bryant and Lempert 2010); ``tree`` asks up to three
    questions. ``drivers`` are the plan's uncertain numbers, or the ``outputs``: levels of all activities, outputs
    and outcomes before the target in the period ``by`` (by default the one in which it is due), or both;
    ``chance`` ``without`` leaves out what nobody can know or watch beforehand: noise and errors of measurement.

    Boxes are looked for on half of the replicates and measured on the others, so the search does not make them
    look better than they are; nothing is simulated again. A row per box and number: its limits
    (``from_value``, ``to_value``, with 10 % and 90 % quantiles over the resamples), ``within`` (share of all
    futures that keep to them), ``quasi_p`` (chance of such a density without this condition) and ``reproduced``
    (share of ``resamples`` half-samples in which it comes back); ``density`` (how often the target is missed in the box),
    ``coverage`` (share of all misses in it) and ``support`` (share of all futures), each with ``_low`` and
    ``_high``, and ``lift`` are those of the box. No row where nothing stands out from chance.

    Raises RequestError for unknown names, and where fewer than 100 draws miss or meet the target.
    """
    _check(when=when, method=method, drivers=drivers, chance=chance, boxes=boxes, numbers=numbers, support=support, alpha=alpha, resamples=resamples, seed=seed)
    target = target_of(results, target)
    allocation = allocation_of(results, allocation, target)
    cases = cases_of(results, target, allocation, when=when, drivers=drivers, by=by, chance=chance)
    who = telling.clause(results, target, when, titles(results)["target"])
    _enough(results, cases, who, allocation)
    finding, measuring = halves(results.replicates, seed)
    hunt = Hunt(
        cases, grid_of(cases.x), Settings(alpha, support, numbers), finding, measuring, resamples=resamples, seed=seed
    )
    value, low, high = share(cases.by_replicate(cases.hit))
    base = {"value": value, "low": low, "high": high}
    pieces = box_method.found(hunt, boxes) if method == "prim" else tree_method.found(hunt)
    answer = _answer(results, hunt, pieces, who, base, when, asked=(target, allocation), method=method)
    settings = {
        **answer.settings, "target": target, "allocation": allocation, "when": when, "method": method, "drivers": drivers, "chance": chance,
        "numbers": len(cases.drivers), "resamples": resamples, "search_seed": seed, **({} if by is None else {"by": by}),
        "found_on": (finding + 1).tolist(), "measured_on": (measuring + 1).tolist(),
    }
    found = dataclasses.replace(answer, settings=settings, titles={**answer.titles, "number": {d.name: d.title for d in cases.drivers}})
    if method == "tree":
        return dataclasses.replace(found, branches=tree_method.branches(hunt, pieces, base))
    return dataclasses.replace(found, trajectory=box_method.trajectory(hunt, pieces))


def _answer(
    results: Results, hunt: Hunt, pieces: Sequence[Piece], who: tuple[str, str, str], base: Mapping[str, float],
    when: When, *, asked: tuple[str, str], method: Method,
) -> Discovery:
    """Return rows and boxes with their sentences, and what to do about them."""
    facts = [hunt.facts(piece, number, base["value"]) for number, piece in enumerate(pieces, 1)]
    told = [
        [telling.condition(hunt.cases.drivers[limits.number], limits) for limits in piece.region] for piece in pieces
    ]
    sentences = [telling.sentence(fact, words, who, base) for fact, words in zip(facts, told, strict=True)]
    rows: list[dict[str, Any]] = []
    boxes: list[dict[str, Any]] = []
    for piece, fact, words, text in zip(pieces, facts, told, sentences, strict=True):
        mine = hunt.rows(piece)
        rows += [{"box": fact["box"], **row, **fact, "sentence": text} for row in mine]
        reproduced = min((row["reproduced"] for row in mine), default=0.0)
        stable = all(row["stable"] for row in mine)
        boxes.append({**fact, "conditions": words, "reproduced": reproduced, "stable": stable, "sentence": text})
    plain = answer_of(results, "discovery", TITLES[when, asked[0] == "success"], rows)
    notes = telling.notes(hunt.resamples, boxes, who, found=bool(pieces))
    together = box_method.together(hunt, [piece for piece in pieces if piece.dense])
    so_what = telling.so_what(
        hunt.cases, [piece.region for piece in pieces if piece.dense], together, who,
        when=when, ends="boxes" if method == "prim" else "tree", base=base["value"],
    )
    title = plain.titles["allocation"].get(asked[1], asked[1])
    overall = f"Under “{title}”, {telling.small(who[0])} {who[1]} in {wording.whole_chance(base['value'], base['low'], base['high'])} of all futures."
    fields = {field.name: getattr(plain, field.name) for field in dataclasses.fields(plain)}
    return Discovery(
        **{**fields, "notes": (*plain.notes, *notes)}, base=base, boxes=tuple(boxes), together=together,
        so_what=so_what, subject=who[0], verb=who[1], cases=who[2], overall=overall,
    )


KNOWN = {
    "when": ("missed", "met"), "method": ("prim", "tree"), "drivers": ("numbers", "outputs", "both"), "chance": ("with", "without"),
}
RANGES = {
    "boxes": (1, 10), "numbers": (1, 10), "support": (0.005, 0.5), "alpha": (0.01, 0.3), "resamples": (10, 1000), "seed": (0, 2**32),
}


def _check(**options: str | float) -> None:
    """Raise RequestError with all that is wrong."""
    problems = [
        Problem(name, f"{options[name]} is not known", did_you_mean(str(options[name]), known))
        for name, known in KNOWN.items() if options[name] not in known
    ]
    problems += [
        Problem(name, f"{options[name]} is out of range", f"choose from {low:g} to {high:g}")
        for name, (low, high) in RANGES.items() if not low <= float(options[name]) <= high
    ]
    if problems:
        raise RequestError(problems)


def _enough(results: Results, cases: Cases, who: tuple[str, str, str], allocation: str) -> None:
    """Raise RequestError where there is nothing to tell apart, or too little of it."""
    hits, count = int(cases.hit.sum()), results.count
    title = titles(results)["allocation"].get(allocation, allocation)
    subject, verb, _ = who
    few = min(hits, count - hits)
    if not cases.drivers:
        raise RequestError("nothing in the plan is uncertain, so all futures are the same", remedy="give ranges instead of single numbers")
    if few == 0:
        often = "in none" if hits == 0 else "in all"
        message = f"under “{title}” {telling.small(subject)} {verb} {often} of {count:,} draws: there is nothing to tell apart"
        raise RequestError(message, remedy="name another target or allocation, or take more draws")
    if few < LEAST:
        need = 1 << math.ceil(math.log2(1.2 * LEAST * count / few))
        which = "in only" if few == hits else "in all but"
        message = f"under “{title}” {telling.small(subject)} {verb} {which} {few} of {count:,} draws: too few to tell what they have in common"
        raise RequestError(message, remedy=f"take {need:,} draws" if need <= 2**22 else "name another target or allocation")

