"""How much of the effect, and of the chance of success, does each activity, input or link bring?"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.contribution import telling
from logicmodel.analysis.contribution.asks import OF, Ask, asks_of
from logicmodel.analysis.contribution.game import EXACT, Division, Game, Method
from logicmodel.analysis.contribution.players import Kind, Player, players_of
from logicmodel.analysis.contribution.values import Progress, Values
from logicmodel.analysis.likeliest import likeliest
from logicmodel.analysis.numbers import number_title, number_titles
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.intervals import (
    difference_interval,
    mean_interval,
    ratio_interval,
    resolution,
)
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import DRAWS, REPLICATES, chosen_amounts, points_for, simulate
from logicmodel.errors import Problem, RequestError
from logicmodel.plan.plan import Plan

LEAST, FEWEST, MOST = 256, 1024, 16
"""Draws below which intervals mean nothing, the fewest taken by default, and most groups that can be exact."""
WORK = 2**31
"""Draws times arms times links times periods that are evaluated by default."""
STEPS = 8192
"""Coalitions that are looked at by default where orders are sampled, in each of which one player joins."""
Given = str | Mapping[str, float | Sequence[float]]


def contribution(  # noqa: PLR0913 - one option for each thing that can be chosen about it
    plan: Plan,
    *,
    allocation: Given | None = None,
    players: Kind = "activities",
    target: str | Sequence[str] | None = None,
    draws: int | None = None,
    seed: int = 1,
    method: Literal["auto", "exact", "sampled"] = "auto",
    orders: int | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Return the Shapley share of every activity, input or link in the effect and in the chance of success.

    ``allocation`` is a name or amounts; the one likeliest to succeed by default. An input that is off gets
    nothing, a link that is off is cut, an activity that is off stays at its reference; all else, such as
    factors and assumptions, stays as it is. ``target`` is ``success``, a target's id, or ``node@period``,
    or several of them; by default the effect on every target of an outcome, and success.

    One row per target and player. ``of`` is ``effect`` (``value`` in the target's unit: the level with
    the plan less that with nothing allocated), ``met`` or ``success`` (differences of probabilities).
    ``value`` is the Shapley value, ``share`` its part of the whole (None where the whole cannot be told
    from nothing), ``alone`` what the player brings with all others off, ``without`` what is lost where
    it alone is off; each with ``_low`` and ``_high``, the ends of 95 % t intervals over 16 replicates.
    The values sum to ``settings["whole"]``, the value with all on less that with all off.

    Up to 12 players, or groups of players of whom each needs all others such as links in a row, the
    values come from all coalitions on the same draws; beyond, from ``orders`` in which the players come,
    in all replicates together, and the intervals hold that error too.

    Raises RequestError for an unknown name or kind, an allocation without amounts, a plan without such
    players, too few draws, and more groups than can be exact.

    Source: Shapley 1953; for the sampled form Castro and others 2009, Mitchell and others 2022.
    """
    program = compile_plan(plan)
    best = likeliest(plan, seed=seed) if allocation is None else None
    name, amounts = _allocated(plan, best.name if best else allocation)
    everyone = players_of(program, players, amounts)
    asks = asks_of(program, target)
    match = _Match(program, amounts, everyone, asks, method)
    count = _points(program, match.games, match.methods, draws)
    each = _orders(match.games, match.methods, orders)
    given = {name: {key: list(map(float, amount)) for key, amount in amounts.items()}}
    run = simulate(plan, given, draws=count * REPLICATES, seed=seed, keep="nothing")
    tell = _teller(progress, match.games, match.methods, each)
    divisions = []
    for game, how in zip(match.games, match.methods, strict=True):
        values = Values(program, game.readings, amounts, count=count, seed=seed, sampler=run.sampler)
        divisions.append(game.divide(values, how, replicates=REPLICATES, orders=each, tell=tell))
    answer = _answer(run, name, players, everyone, list(zip(asks, match.split(divisions), strict=True)))
    settings = {**answer.settings, "chosen": best.why if best else ""}
    return dataclasses.replace(answer, settings=settings, notes=(*(best.note(plan) if best else ()), *answer.notes))


class _Match:
    """The games that are played: one for each thing asked for, or one for all where that takes less."""

    def __init__(
        self, program: Program, amounts: Mapping[str, Array], players: Sequence[Player], asks: Sequence[Ask], method: str
    ) -> None:
        self.asks = asks
        self.own = [Game(program, ask.readings, amounts, players) for ask in asks]
        self.games, self.methods = self.own, [_method(game, method) for game in self.own]
        if len(asks) > 1 and set(self.methods) == {"exact"}:
            joint = Game(program, [reading for ask in asks for reading in ask.readings], amounts, players)
            if len(joint.groups) <= EXACT and joint.arms() <= sum(game.arms() for game in self.own):
                self.games, self.methods = [joint], ["exact"]

    def split(self, divisions: Sequence[Division]) -> list[Division]:
        """Return one division for each thing asked for, with the players that do something about it."""
        if len(divisions) == len(self.asks):
            return list(divisions)
        (whole,) = divisions
        found, start = [], 0
        for ask, game in zip(self.asks, self.own, strict=True):
            here = slice(start, start + len(ask.readings))
            start = here.stop
            found.append(dataclasses.replace(
                whole, shares=whole.shares[:, here], alone=whole.alone[:, here], without=whole.without[:, here],
                whole=whole.whole[here], rest=whole.rest[here], groups=game.groups,
                evaluated=whole.evaluated if ask is self.asks[0] else 0,
            ))
        return found


def _allocated(plan: Plan, allocation: Given | None) -> tuple[str, dict[str, Array]]:
    """Return the name of the allocation and its amounts; nothing allocated has no effect to divide."""
    if allocation is None:
        raise RequestError("the plan has no allocation whose effect could be divided", remedy="give amounts, or add allocations: to the plan")
    names, (amounts,) = chosen_amounts(plan, [allocation] if isinstance(allocation, str) else {"given": allocation})
    if not any(amount.any() for amount in amounts.values()):
        raise RequestError(f"nothing is allocated under {names[0]}, so nothing contributes", remedy="choose an allocation with amounts")
    return names[0], amounts


def _method(game: Game, wanted: str) -> Method:
    groups = len(game.groups)
    if wanted not in {"auto", "exact", "sampled"}:
        raise RequestError(f"there is no method {wanted}", remedy="choose auto, exact or sampled")
    if wanted == "exact" and groups > MOST:
        raise RequestError(
            f"{groups} groups of players have {2.0**groups:,.0f} coalitions: too many to evaluate all", remedy="leave out method, or choose sampled"
        )
    if not groups or wanted == "exact" or (wanted == "auto" and groups <= EXACT):
        return "exact"
    return "sampled"


def _points(program: Program, games: Sequence[Game], methods: Sequence[Method], draws: int | None) -> int:
    """Return the draws of one replicate: as usual, fewer by default where very many coalitions differ."""
    if draws is not None:
        if draws < LEAST:
            raise RequestError(Problem("draws", f"{draws} are too few draws to tell contributions from chance", f"take at least {LEAST}"))
        return points_for(draws)
    if not program.columns:
        return points_for(LEAST)
    arms = sum(game.arms() for game, how in zip(games, methods, strict=True) if how == "exact")
    size = max(program.periods * len(program.plan.links), 1)
    fitting = WORK // (max(arms, 1) * size)
    return points_for(min(max(1 << max(fitting, 1).bit_length() - 1, FEWEST), DRAWS))


def _orders(games: Sequence[Game], methods: Sequence[Method], wanted: int | None) -> int:
    """Return the orders of one replicate, an even number; 0 where nothing is sampled."""
    sizes = [sum(map(len, game.groups)) for game, how in zip(games, methods, strict=True) if how == "sampled"]
    if wanted is not None and wanted < 2 * REPLICATES:
        raise RequestError(Problem("orders", f"{wanted} are too few orders", f"take at least {2 * REPLICATES}"))
    if not sizes:
        return 0
    total = STEPS // max(sizes) if wanted is None else wanted
    return 2 * max(-(-total // (2 * REPLICATES)), 1)


def _teller(progress: Progress | None, games: Sequence[Game], methods: Sequence[Method], orders: int) -> Any:
    """Return what is called after each block of arms; the total is what exact games take, or a bound of it."""
    if progress is None:
        return None
    total = sum(
        REPLICATES * (game.arms() if how == "exact" else (orders + 2) * (sum(map(len, game.groups)) + 1))
        for game, how in zip(games, methods, strict=True)
    )
    done = 0

    def tell(arms: int) -> None:
        nonlocal done
        done = min(done + arms, total)
        progress(done, total)

    return tell


def _answer(
    run: Results, allocation: str, kind: str, everyone: Sequence[Player], found: Sequence[tuple[Ask, Division]]
) -> Answer:
    plan = run.plan
    names = number_titles(plan, [player.name for player in everyone])
    rows: list[dict[str, Any]] = []
    wholes: list[dict[str, Any]] = []
    for ask, division in found:
        for place in range(len(ask.readings)):
            whole = _whole(run, ask, division, place)
            wholes.append(whole)
            for number, player in enumerate(everyone):
                named = {"name": player.name, "title": names[player.name]}
                rows.append(named | _row(run, ask, division, place, number, whole))
    sampled = any(division.method == "sampled" for _, division in found)
    settings = {
        "players": kind, "allocation": allocation, "method": "sampled" if sampled else "exact",
        "coalitions": sum(division.evaluated for _, division in found),
        "orders": max((division.orders for _, division in found), default=0), "whole": wholes,
        "together": _together(everyone, found),
    }
    answer = answer_of(run, "contribution", f"Who contributes what: {kind}", rows)
    asked = {ask.name: _asked(run, ask) for ask, _ in found}
    titles = {**answer.titles, "number": names, "name": names, "ask": asked, "target": {**asked, **answer.titles["target"]}}
    notes = tuple(note for note in answer.notes if "not kept" not in note)
    answer = dataclasses.replace(answer, settings={**answer.settings, **settings}, notes=notes, titles=titles)
    return telling.told(answer)


def _asked(run: Results, ask: Ask) -> str:
    """Return what people call that which is divided."""
    if ask.name == "success":
        return "Success of the plan"
    same = sum(run.program.nodes[step.node] == ask.node for step in run.program.targets) > 1
    node, _, label = ask.name.rpartition("@")
    title = number_title(run.plan, ask.node or "")
    return f"{title}, {label}" if node == ask.node and (same or ask.name not in run.targets) else title


def _whole(run: Results, ask: Ask, division: Division, place: int) -> dict[str, Any]:
    of = OF[ask.readings[place].what]
    unit = "" if of != "effect" else run.plan.nodes[ask.node or ""].unit
    ends = _ends(run, of, division.whole[place], idle=not division.groups)
    rest = division.rest[place]
    return {
        "target": ask.name, "of": of, "unit": unit, **_named("value", ends), "clear": bool(ends[1] > 0 or ends[2] < 0),
        "rest": float(rest.mean()), "method": division.method, "active": sum(map(len, division.groups)),
    }


def _row(
    run: Results, ask: Ask, division: Division, place: int, number: int, whole: Mapping[str, Any]
) -> dict[str, Any]:
    of = whole["of"]
    idle = not any(number in group for group in division.groups)
    shares, alone, without = (found[number, place] for found in (division.shares, division.alone, division.without))
    share: tuple[Any, Any, Any] = (None, None, None)
    if whole["clear"]:
        share = (0.0, 0.0, 0.0) if idle else _part(run, of, shares, division.whole[place])
    return {
        "target": ask.name, "of": of,
        **_named("value", _ends(run, of, shares, idle=idle)), **_named("share", share),
        **_named("alone", _ends(run, of, alone, idle=idle)), **_named("without", _ends(run, of, without, idle=idle)),
        "unit": whole["unit"], "idle": idle, "interplay": "" if idle else _interplay(run, of, alone, without, whole["value"]),
    }


def _ends(run: Results, of: str, replicates: Array, *, idle: bool) -> tuple[Any, Any, Any]:
    """Return a mean and its interval; what does nothing does exactly nothing."""
    if idle:
        return 0.0, 0.0, 0.0
    if of == "effect":
        return mean_interval(replicates)
    middle, low, high = difference_interval(replicates, run.count, exact=run.exact)
    return middle, max(float(low), -1.0), min(float(high), 1.0)


def _part(run: Results, of: str, shares: Array, whole: Array) -> tuple[Any, Any, Any]:
    """Return a part of the whole and its interval, of a chance never narrower than the points can tell."""
    ratio, low, high = ratio_interval(shares, whole)
    if of == "effect" or run.exact:
        return ratio, low, high
    half = max(float(high - ratio), resolution(run.replicates, run.count) / abs(float(whole.mean())))
    return ratio, ratio - half, ratio + half


def _named(name: str, ends: Sequence[Any]) -> dict[str, float | None]:
    keys = (name, f"{name}_low", f"{name}_high")
    return {key: None if end is None else float(end) for key, end in zip(keys, ends, strict=True)}


def _interplay(run: Results, of: str, alone: Array, without: Array, whole: float) -> str:
    """Say in a word how what is lost without a player differs from what it brings alone.

    The difference is taken on the same draws. A tenth of the whole is what counts as a difference: where
    the interval lies within that, the player acts by itself.
    """
    sign = -1.0 if whole < 0 else 1.0
    middle, low, high = _ends(run, of, sign * (without - alone), idle=False)
    margin = 0.1 * abs(whole)
    if low > 0 and middle > 0.02 * abs(whole):
        return "needs others"
    if high < 0 and -middle > 0.02 * abs(whole):
        return "overlaps"
    return "by itself" if -margin <= low and high <= margin else "cannot tell"


def _together(everyone: Sequence[Player], found: Sequence[tuple[Ask, Division]]) -> list[list[str]]:
    """Return the groups of players of whom each needs all others, in the game in which they play."""
    groups = {tuple(everyone[place].name for place in group) for _, division in found for group in division.groups if len(group) > 1}
    return [list(group) for group in sorted(groups)]

