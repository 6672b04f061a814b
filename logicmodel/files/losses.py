"""What a format cannot hold: listed for those who ask, counted aloud for those who do not, grouped for people."""

from __future__ import annotations

import collections
import dataclasses
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from logicmodel.errors import Problem, listed
from logicmodel.files.themes import FIELDS, REMEDY, THEMES, Theme, field_of, theme_of

NAMED: Final = 3
"""Losses that a warning spells out, and names that a sentence does."""
LEFT: Final = re.compile(r"(?:(?P<count>\d+) of these )?(?:has|have) no place in [^(;]+?(?: \(.*\))?")
"""The sentence that ``left`` makes."""
COUNTED: Final = re.compile(r"(?P<count>\d+) of these (?P<rest>[^(]+)")
DETAIL: Final = re.compile(r"'.*'|-?\d[\d.,]*%?")
"""What differs between two messages of the same sort."""
SINGLE: Final = {"is": "are", "was": "were", "stands": "stand", "has": "have"}


MANY: Final = frozenset({*FIELDS, "numbers", "futures", "variants", "correlations", "allocations"})
"""What a plan has several of."""


class LossWarning(UserWarning):
    """Something in a file or in a plan did not survive reading or writing."""


@dataclasses.dataclass(frozen=True)
class LossGroup:
    """Losses that have the same consequence."""

    title: str
    """What is lost, in a word or two."""
    consequence: str
    """What cannot be done without it; empty where that differs."""
    lines: tuple[str, ...]
    """A few sentences about all of it."""
    losses: tuple[Problem, ...]
    """Each of them."""

    def __str__(self) -> str:
        """Write title, consequence and sentences as one."""
        head = f"{self.title} ({self.consequence})" if self.consequence else self.title
        return f"{head}: {'; '.join(self.lines)}"


def left(names: Sequence[str], title: str) -> str:
    """Say how many things of one sort have no place in a format, and name the first of them.

    >>> left(["a->b", "b->c"], "StratML"), left([""], "StratML")
    ('2 of these have no place in StratML (a->b, b->c)', 'has no place in StratML')
    """
    named = [name for name in names if name]
    if not named:
        return f"has no place in {title}"
    return f"{len(named)} of these {'has' if len(named) == 1 else 'have'} no place in {title} ({listed(named, most=NAMED)})"


def group_losses(losses: Iterable[Problem]) -> tuple[LossGroup, ...]:
    """Return losses by what cannot be done without them, the gravest first, a few lines for each.

    Of what a format has no place for, a line says how often a field is lost: "weight of 14 links". Sentences
    that differ only in numbers and quoted words are told once, with how many more there are like it.
    """
    found: dict[Theme, list[Problem]] = collections.defaultdict(list)
    for one in losses:
        found[REMEDY if one.remedy else theme_of(one.where)].append(one)
    return tuple(
        LossGroup(theme.title, theme.consequence if any(map(_plain, same)) else "", _lines(same), tuple(same))
        for theme in THEMES
        if (same := found.get(theme))
    )


def _plain(loss: Problem) -> re.Match[str] | None:
    """Return how many have no place in a format where that is all that is said."""
    return None if loss.remedy or loss.line is not None else LEFT.fullmatch(loss.message)


def _lines(losses: Sequence[Problem]) -> tuple[str, ...]:
    """Return one line about what simply has no place, after one for each other sort of sentence."""
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    others: dict[str, list[Problem]] = collections.defaultdict(list)
    for one in losses:
        plain = _plain(one)
        if plain is None:
            others[_sort(one)].append(one)
        else:
            counts[field_of(one.where)] += int(plain["count"] or 1)
    return (*(_repeated(same) for same in others.values()), *([_counted(counts)] if counts else []))


def _sort(loss: Problem) -> str:
    """Return what like sentences have in common."""
    counted = COUNTED.fullmatch(loss.message)
    if counted is not None:
        return " ".join(SINGLE.get(word, word) for word in counted["rest"].split())
    return DETAIL.sub("#", f"{re.split(r'[.[]', loss.where)[0]} {loss.message}")


def _repeated(losses: Sequence[Problem]) -> str:
    """Return several like sentences as one: with all counts, or the first and where the others stand."""
    first, rest = losses[0], losses[1:]
    counted = [COUNTED.fullmatch(one.message) for one in losses]
    if rest and all(counted):
        return f"{listed([f'{one[1]} {loss.where}' for one, loss in zip(counted, losses, strict=True) if one])} {_sort(first)}"
    place = "" if first.line is None else f"line {first.line}: "
    told = f"{place}{dataclasses.replace(first, source='', line=None)}"
    if not rest:
        return told
    lines = [f"{one.line}" for one in rest if one.line is not None]
    where = f": line{'s' if len(lines) > 1 else ''} {listed(lines, most=NAMED)}" if len(lines) == len(rest) else ""
    return f"{told} (and {len(rest)} more like it{where})"


def _counted(counts: Mapping[tuple[str, str], int]) -> str:
    """Say of how many things which fields are lost; things that are named once need not be named again.

    >>> _counted({("weight", "links"): 3, ("lag", "links"): 1, ("min", "outputs"): 1, ("min", "outcomes"): 1, ("", "budget"): 1})
    'weight of 3 links, lag of 1, min of 2 nodes, budget'
    """
    homes: dict[str, set[str]] = collections.defaultdict(set)
    for field, things in counts:
        homes[field].add(things)
    sums: collections.Counter[tuple[str, str]] = collections.Counter()
    for (field, things), count in counts.items():
        sums["nodes" if field and len(homes[field]) > 1 else things, field] += count
    order = sorted({things for things, _ in sums}, key=lambda things: (things != "links", things != "nodes", things))
    told: list[str] = []
    last = ""
    for (things, field), count in sorted(sums.items(), key=lambda entry: (order.index(entry[0][0]), -entry[1])):
        one = re.sub(r"ies$", "y", things).removesuffix("s")
        name = "" if things == last else f" {things if count > 1 else one}"
        if field:
            told.append(f"{field.replace('_', ' ')} of {count}{name}")
        else:
            told.append(f"{count}{name}" if things in MANY else things.replace("_", " "))
        last = things if field else ""
    return ", ".join(told)


def tell(lost: Sequence[Problem], losses: list[Problem] | None, where: str, remedy: str) -> None:
    """Hand over what was lost, or warn of it where nobody takes it."""
    if losses is not None:
        losses += lost
    elif lost:
        lines = [line for group in group_losses(lost) for line in group.lines]
        more = f"; and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
        warnings.warn(f"{where}{'; '.join(lines[:NAMED])}{more}; all of it: {remedy}", LossWarning, stacklevel=3)
