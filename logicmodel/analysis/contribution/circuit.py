"""What still carries something when some players are off; coalitions that come to the same are one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from logicmodel.analysis.contribution.players import Player
from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.program import Contribution, Program
from logicmodel.engine.trial import Arm


@dataclasses.dataclass(frozen=True)
class Wire:
    """A link as part of the circuit."""

    link: Contribution
    target: int


class Wiring:
    """The links of one theory of change, and which of them are alive.

    A link is *alive* in a coalition if it is on, something moves its source, and what it brings leads on
    to one of the nodes that are read. What is not alive carries exactly nothing there.
    """

    def __init__(self, program: Program, fed: set[str], players: Sequence[Player], ends: set[int]) -> None:
        """Take the inputs that get something, the players and the places of the nodes that are read."""
        self.program, self.players, self.ends = program, players, ends
        self.wires = [Wire(link, step.place) for step in program.steps for link in step.links]
        self.stirred = {step.place for step in program.factors} | {step.place for step in program.inputs if step.before}
        self.stirred |= {step.place for step in program.steps if step.noise != 0.0}
        self.fed = {step.place for step in program.inputs if step.id in fed}

    def alive(self, members: Booleans, *, fed: bool = True) -> Booleans:
        """Return which links are alive in some coalitions, then which inputs still count.

        ``members`` is (coalitions, players), the answer (coalitions, links + inputs). Without ``fed``
        nothing is allocated.
        """
        count = len(members)
        on = self._on(members)
        none, every = np.zeros(count, bool), np.ones(count, bool)
        live = dict.fromkeys(self.stirred, every)
        for step in self.program.inputs:
            if fed and step.place in self.fed and step.place not in live:
                live[step.place] = on[step.id]
        carries: dict[str, Booleans] = {}
        moved = True
        while moved:
            moved = self._forward(on, live, carries, none)
        leads = dict.fromkeys(self.ends, every)
        moved = True
        while moved:
            moved = self._backward(carries, leads, none)
        links = [carries[wire.link.name] & leads.get(wire.target, none) for wire in self.wires]
        inputs = [self._counts(step.place, on[step.id], links, none) for step in self.program.inputs if fed]
        return np.stack([*links, *inputs], axis=1) if links or inputs else np.zeros((count, 0), bool)

    def _on(self, members: Booleans) -> dict[str, Booleans]:
        """Return which links and inputs are on."""
        every = np.ones(len(members), bool)
        on = dict.fromkeys((*(wire.link.name for wire in self.wires), *(step.id for step in self.program.inputs)), every)
        for place, player in enumerate(self.players):
            for name in (player.inputs | player.links) & on.keys():
                on[name] = on[name] & members[:, place]
        return on

    def _forward(self, on: dict[str, Booleans], live: dict[int, Booleans], carries: dict[str, Booleans], none: Booleans) -> bool:
        """Go once along all links; say whether more is alive than before."""
        moved = False
        for step in self.program.steps:
            arriving = live.get(step.place, none) if step.place in self.stirred else none
            for link in step.contributions:
                carries[link.name] = on[link.name] & live.get(link.source, none)
                arriving = arriving | carries[link.name]
            fed = none
            for link in step.contributions:
                fed = fed | carries[link.name]
            for link in step.enablers:  # an enabling link counts with its source at rest too, but only where something arrives
                carries[link.name] = on[link.name] & fed
            if not np.array_equal(arriving, live.get(step.place, none)):
                live[step.place], moved = arriving, True
        return moved

    def _backward(self, carries: dict[str, Booleans], leads: dict[int, Booleans], none: Booleans) -> bool:
        """Go once against all links; say whether more leads on than before."""
        moved = False
        for wire in reversed(self.wires):
            before = leads.get(wire.link.source, none)
            here = before | (carries[wire.link.name] & leads.get(wire.target, none))
            if not np.array_equal(before, here):
                leads[wire.link.source], moved = here, True
        return moved

    def _counts(self, place: int, on: Booleans, links: Sequence[Booleans], none: Booleans) -> Booleans:
        """Say where an input gets something and that leads on."""
        if place not in self.fed:
            return none
        found = none
        for wire, alive in zip(self.wires, links, strict=True):
            if wire.link.source == place:
                found = found | alive
        return np.asarray(found & on)


class Circuit:
    """What leads from the allocated inputs to what is read, under every theory of change.

    Two coalitions with the same links alive come to the same: they need to be evaluated only once.
    """

    def __init__(self, program: Program, amounts: Mapping[str, Array], players: Sequence[Player], ends: set[int]) -> None:
        """Take the allocated amounts, the players and the places of the nodes that are read."""
        self.amounts, self.players = amounts, players
        fed = {name for name, amount in amounts.items() if np.any(amount)}
        programs = [theory.program for theory in program.theories] or [program]
        self.wirings = [Wiring(each, fed, players, ends) for each in programs]
        self.switched = frozenset[str]().union(*(player.links for player in players))

    def alive(self, members: Booleans, *, fed: bool = True) -> Booleans:
        """Return what is alive in some coalitions, (coalitions, links and inputs of every theory).

        ``members`` is (coalitions, players). Without ``fed`` nothing is allocated.
        """
        return np.concatenate([wiring.alive(members, fed=fed) for wiring in self.wirings], axis=1)

    def arm(self, alive: Booleans, *, fed: bool = True) -> Arm:
        """Return the arm of one row of ``alive``: what players switch is cut where it is alive nowhere."""
        links: set[str] = set()
        inputs: set[str] = set()
        start = 0
        for wiring in self.wirings:
            names = [wire.link.name for wire in wiring.wires]
            here = alive[start : start + len(names)]
            links |= {name for name, kept in zip(names, here, strict=True) if kept}
            start += len(names)
            if fed:
                ids = [step.id for step in wiring.program.inputs]
                inputs |= {name for name, kept in zip(ids, alive[start : start + len(ids)], strict=True) if kept}
                start += len(ids)
        return Arm({name: amount for name, amount in self.amounts.items() if name in inputs}, self.switched - links)

    def groups(self) -> list[list[int]]:
        """Return the players that do something, those together of whom each needs all others.

        Players in a row on the only way from here to there are such a group. Who is in none of them
        changes nothing, whoever else is there.
        """
        count = len(self.players)
        members = np.ones((count + 1, count), bool)
        members[np.arange(count), np.arange(count)] = False
        alive = self.alive(members)
        idle = self.alive(members, fed=False)
        found: dict[bytes, list[int]] = {}
        for place in range(count):
            if not np.array_equal(alive[place], alive[-1]) or not np.array_equal(idle[place], idle[-1]):
                found.setdefault(alive[place].tobytes() + idle[place].tobytes(), []).append(place)
        return list(found.values())


def spread_out(groups: Sequence[Sequence[int]], chosen: Booleans, players: int) -> Booleans:
    """Return coalitions of groups, (coalitions, groups), as coalitions of players."""
    members = np.zeros((len(chosen), players), bool)
    for place, group in enumerate(groups):
        members[:, list(group)] = chosen[:, place, None]
    return members
