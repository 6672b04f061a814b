"""The contribution-analysis table: what the claim of each link rests on, and where it is weakest.

Contribution analysis asks whether a programme has made a difference by looking at every step of its theory
of change: how it is meant to work, what supports that, what it assumes, and what else may explain the
result (Mayne 2001, 2012). Here each step also has its share of the effect.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.contribution.contribution import Given, contribution
from logicmodel.analysis.effects import effects
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import simulate
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

STRENGTHS = {None: 0, "none": 0, "weak": 1, "moderate": 2, "strong": 3}
EVIDENCE = {None: "not rated", "none": "none", "weak": "weak", "moderate": "moderate", "strong": "strong"}
DOUBTFUL = 0.9
"""A chance below this is a weakness."""
NOTABLE = 0.01


def contribution_table(
    plan: Plan,
    answer: Answer | None = None,
    *,
    allocation: Given | None = None,
    target: str | None = None,
    draws: int | None = None,
    seed: int = 1,
) -> Answer:
    """Return for every link why it should act, what supports that, what it assumes and what rivals it has.

    ``answer`` is an answer of ``contribution`` with ``players="links"``; left out, it is made here. The
    shares are those in ``target``; by default it is made for the heaviest target on an ultimate outcome,
    and of an answer the first is taken whose whole can be told from nothing, effects before chances.

    One row per link, in the order of the plan: ``mechanism``, ``evidence`` with ``source`` and
    ``objection``, ``assumptions`` with ``holds``, the expected chance that all of them hold, ``works``, the
    expected chance that the mechanism exists, ``share`` of the effect with its ends (None where there is
    none), ``rivals`` (what else moves the same node) and ``weakest``, what is doubtful about it. ``rank``
    is 1 for the link that most deserves a better foundation: the one whose share rests on the least.

    Raises RequestError where the answer is about something else.

    Source: Mayne 2001, *Addressing attribution through contribution analysis*; Mayne 2012, *Contribution
    analysis: coming of age?*
    """
    if answer is None:
        target = _main(plan) if target is None else target
        answer = contribution(plan, players="links", allocation=allocation, target=target, draws=draws, seed=seed)
    if answer.question != "contribution" or answer.settings.get("players") != "links":
        raise RequestError("the shares of this answer are not those of links", remedy='give it contribution(plan, players="links")')
    whole = _whole(answer, target)
    shares = {row["name"]: row for row in answer.rows if (row["target"], row["of"]) == (whole["target"], whole["of"])}
    anyway = _anyway(plan, allocation, answer, seed)
    rows = [_row(plan, link, shares.get(link.name), anyway) for link in plan.links]
    order = sorted(range(len(rows)), key=lambda place: (-rows[place]["concern"], place))
    for rank, place in enumerate(order, 1):
        rows[place]["rank"] = rank
    settings = {**answer.settings, "target": whole["target"], "of": whole["of"], "whole": [whole]}
    for key in ("headline", "so_what", "together", "coalitions"):
        settings.pop(key, None)
    found = Answer("contribution_table", "Contribution analysis: what does each link rest on?", tuple(rows), settings, _notes(answer), answer.titles)
    return dataclasses.replace(found, settings={**settings, "headline": _headline(found), "so_what": _so_what(found)})


def _main(plan: Plan) -> str | None:
    """Return the id of the heaviest target on the highest outcome; None where no outcome has a target."""
    horizons = ("ultimate", "intermediate", "immediate", None)

    def rank(target: Target) -> tuple[int, float]:
        return horizons.index(plan.outcomes[target.node or ""].horizon), -target.weight

    goals = [target for target in plan.targets if target.node in plan.outcomes]
    return min(goals, key=rank).name if goals else None


def _whole(answer: Answer, target: str | None) -> Mapping[str, Any]:
    wholes = answer.settings["whole"]
    if target is not None:
        wholes = [whole for whole in wholes if whole["target"] == target]
        if not wholes:
            known = [whole["target"] for whole in answer.settings["whole"]]
            raise RequestError(f"the answer is not about {target}", remedy=did_you_mean(target, known))
    ranked = sorted(wholes, key=lambda whole: (not whole["clear"], whole["of"] != "effect"))
    return dict(ranked[0])


def _row(plan: Plan, link: Link, share: Mapping[str, Any] | None, anyway: Mapping[str, str]) -> dict[str, Any]:
    evidence = link.evidence
    strength = evidence.strength if evidence is not None else None
    told = [evidence.basis, evidence.source, evidence.notes] if evidence is not None else []
    holds, works = _holds(plan, link), _mean(plan, link.works)
    part = {key: None if share is None else share[key] for key in ("share", "share_low", "share_high")}
    weak = _weak(link, strength, holds, works)
    return {
        "name": link.name, "title": f"{_title(plan, link.source)} → {_title(plan, link.target)}",
        "from": link.source, "to": link.target, **part, "evidence": EVIDENCE[strength], "weakest": "; ".join(weak),
        "mechanism": _line(link.because), "source": "; ".join(_line(text) for text in told if text.strip()),
        "objection": _line(evidence.against if evidence is not None else ""),
        "assumptions": "; ".join(f"{_title(plan, name)} ({_chance(plan, name)})" for name in link.assumes),
        "holds": holds, "works": works, "rivals": "; ".join(_rivals(plan, link, anyway)),
        "concern": _concern(part["share"], strength, link, holds, works), "rank": 0,
    }


def _weak(link: Link, strength: str | None, holds: float | None, works: float) -> list[str]:
    """Name what is doubtful about a link, the worst first."""
    found = []
    if STRENGTHS[strength] == 0:
        found.append("no evidence" if strength == "none" else "evidence not rated")
    elif strength == "weak":
        found.append("weak evidence")
    if holds is not None and holds < DOUBTFUL:
        found.append(f"assumptions hold with a chance of {wording.percent(holds)} only")
    if works < DOUBTFUL:
        found.append(f"works with a chance of {wording.percent(works)} only")
    if not link.because.strip():
        found.append("nothing says why it should act")
    return found


def _concern(share: float | None, strength: str | None, link: Link, holds: float | None, works: float) -> float:
    """Return how much of the effect rests on how little, from 0 to 1.

    A share counts in full without evidence, by two thirds where it is weak, one third where it is
    moderate, and not where it is strong; the chance that assumptions or the mechanism fail counts too.
    """
    doubt = 1.0 - STRENGTHS[strength] / 3.0
    failing = 1.0 - works * (1.0 if holds is None else holds)
    silent = 0.0 if link.because.strip() else 0.1
    return abs(share or 0.0) * min(doubt + failing + silent, 1.0)


def _mean(plan: Plan, quantity: Any) -> float:
    """Return the expected value of a probability."""
    while isinstance(quantity, Named):
        quantity = plan.numbers.get(quantity.name)
    return float(quantity.expectation()) if isinstance(quantity, Distribution) else 1.0


def _holds(plan: Plan, link: Link) -> float | None:
    """Return the expected chance that all assumptions hold, as if they were independent; None without any."""
    if not link.assumes:
        return None
    chance = 1.0
    for name in link.assumes:
        chance *= _mean(plan, plan.assumptions[name].holds)
    return chance


def _chance(plan: Plan, name: str) -> str:
    return f"holds with a chance of {wording.percent(_mean(plan, plan.assumptions[name].holds))}"


def _rivals(plan: Plan, link: Link, anyway: Mapping[str, str]) -> list[str]:
    """Say what else may explain a change of the node that a link acts on."""
    outside = [
        _title(plan, other.source) for other in plan.links_into(link.target)
        if plan.kind_of(other.source) in {"factor", "assumption"} and other.name != link.name
    ]
    found = [f"from outside: {', '.join(dict.fromkeys(outside))}"] if outside else []
    node = plan.nodes[link.target]
    others = _mean(plan, getattr(node, "attributed_to_others", None)) if hasattr(node, "attributed_to_others") else 0.0
    if others > 0:
        found.append(f"others claim {wording.percent(others)} of it")
    if link.target in anyway:
        found.append(anyway[link.target])
    return found


def _anyway(plan: Plan, allocation: Given | None, answer: Answer, seed: int) -> dict[str, str]:
    """Say of each outcome how much of its change over the periods would have come anyway (deadweight)."""
    given = allocation if allocation is not None else str(answer.settings["allocation"])
    if isinstance(given, str) and given not in plan.allocations:
        return {}
    chosen: Any = [given] if isinstance(given, str) else {"given": given}
    run: Results = simulate(plan, chosen, draws=min(int(answer.settings["draws"]), 2048), seed=seed, keep="nothing")
    levels: dict[str, list[Mapping[str, Any]]] = {}
    for row in effects(run).rows:
        levels.setdefault(row["node"], []).append(row)
    found = {}
    for node in plan.outcomes:
        first, last = levels[node][0], levels[node][-1]
        dead, effect = last["counterfactual"] - first["counterfactual"], last["effect"]
        if abs(dead) <= NOTABLE * abs(effect) or dead == 0:
            continue
        share = dead / (dead + effect) if dead * effect > 0 else 0.0
        found[node] = f"{wording.percent(share)} of its change would come anyway" if share else "without the plan it would move the other way"
        if effect == 0:
            found[node] = "all of its change would come anyway"
    return found


def _title(plan: Plan, node: str) -> str:
    return _line(plan.title_of(node)) or node


def _line(text: str) -> str:
    return " ".join(text.split())


def _told(row: Mapping[str, Any]) -> str:
    return wording.part(row["share"], row["share_low"], row["share_high"])


def _ranked(answer: Answer) -> list[Mapping[str, Any]]:
    """Return the links that carry a share of the effect and are doubtful, the most deserving first."""
    return sorted((row for row in answer.rows if row["weakest"] and (row["share_low"] or 0.0) > 0), key=lambda row: row["rank"])


def _headline(answer: Answer) -> str:
    (whole,) = answer.settings["whole"]
    title = answer.titles["ask"][whole["target"]]
    about = "the chance of success" if whole["of"] == "success" else f"the {'effect on' if whole['of'] == 'effect' else 'chance of meeting'} “{title}”"
    if not whole["clear"]:
        return f"Links have no shares in {about}: the whole cannot be told from nothing."
    worst = _ranked(answer)
    if not worst:
        return f"Every link that carries {about} rests on at least moderate evidence."
    return f"The claim to {about} is weakest at “{worst[0]['title']}”: {worst[0]['weakest']}."


def _so_what(answer: Answer) -> list[str]:
    """Say which links deserve a better foundation first, and which rivals have to be ruled out."""
    worst = _ranked(answer)
    found = []
    if worst:
        named = [f"“{row['title']}” ({_told(row)} of the effect; {row['weakest']})" for row in worst[:3]]
        found.append(f"Look for evidence, or measure, where most rests on least: {wording.enumerated(named)}.")
    rivals = [row for row in answer.rows if row["rivals"] and (row["share_low"] or 0.0) > 0]
    if rivals:
        nodes = list(dict.fromkeys(f"“{answer.titles['node'][row['to']]}” ({row['rivals']})" for row in rivals))
        found.append(f"Rule out other explanations before claiming a change in {wording.enumerated(nodes[:3])}.")
    silent = [row for row in answer.rows if not row["mechanism"]]
    if silent:
        found.append(f"{len(silent)} of {len(answer.rows)} links do not say why they should act: write it down under because.")
    return found


def _notes(answer: Answer) -> tuple[str, ...]:
    first = "links in a row on the only way share its effect equally; the share says what would be lost, not how good the evidence is"
    return (first, *(note for note in answer.notes if not note.startswith("where each of several")))
