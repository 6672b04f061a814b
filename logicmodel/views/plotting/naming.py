"""What charts call the things that an answer names by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams.lettering import cleaned

NOTHING = "nothing"


class Names:
    """The ids in an answer in their order, and the titles behind them."""

    def __init__(self, answer: Answer) -> None:
        """Read the titles that came with the answer."""
        self.answer = answer

    def ids(self, column: str) -> list[str]:
        """Return the ids in a column, each once, as they come; targets in the order of the plan."""
        found = list(
            dict.fromkeys(row[column] for row in self.answer.rows if row.get(column) is not None)
        )
        known = list(self.answer.titles.get(column, ())) if column == "target" else []
        return sorted(found, key=lambda name: known.index(name) if name in known else len(known))

    def by_target(
        self, wanted: Sequence[str] | None
    ) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
        """Return the rows of each wanted target, all where that is None, and of each allocation."""
        found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for target in chosen(wanted, self.ids("target"), "target"):
            for row in self.answer.rows:
                if row["target"] == target:
                    found.setdefault((target, row["allocation"]), []).append(row)
        return found

    def places(self) -> dict[str, int]:
        """Return the place of every allocation in the plan, on which its colour and mark hang.

        So an allocation looks the same in all charts of a report, whichever of them an answer is about.
        """
        known = self.answer.titles.get("allocation", ())
        every = dict.fromkeys(
            [*(name for name in known if name != NOTHING), *self.ids("allocation")]
        )
        return {name: place for place, name in enumerate(every)}

    def shown(self) -> dict[str, int]:
        """Return the place in the plan of every allocation that the answer is about."""
        mine = self.ids("allocation")
        return {name: place for name, place in self.places().items() if name in mine}

    def of(self, sort: str, name: str) -> str:
        """Return the title of an id; allocations that share a title carry their id too."""
        known = self.answer.titles.get(sort, {})
        title = cleaned(known.get(name) or name)
        if (
            sort == "allocation"
            and sum(known.get(other) == known.get(name) for other in self.ids("allocation")) > 1
        ):
            return f"{title} ({name})" if title != name else name
        return title

    def allocation(self, name: str) -> str:
        """Return the title of an allocation."""
        return self.of("allocation", name)

    def target(self, name: str) -> str:
        """Return the title of the node of a target."""
        return self.of("target", name)

    def rule(self, name: str, *, unit: str = "") -> str:
        """Say what a target asks for, after the unit where the rule does not name that itself."""
        told = cleaned(self.answer.titles.get("rule", {}).get(name, ""))
        return told if unit in told else "; ".join(part for part in (unit, told) if part)

    def whole_target(self, name: str) -> str:
        """Return a target's title with its rule, for running text."""
        rule = self.rule(name).replace(" (", ", ").replace(")", "")
        return f"{self.target(name)} ({rule})" if rule else self.target(name)


def chosen(wanted: str | Sequence[str] | None, known: Sequence[str], word: str) -> list[str]:
    """Return the wanted ids that are known, all where none is wanted; raises RequestError."""
    if wanted is None:
        return list(known)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    for name in names:
        if name not in known:
            raise RequestError(f"the answer has no {word} {name}", remedy=did_you_mean(name, known))
    return names


def joined(words: Iterable[str]) -> str:
    """Join phrases for a sentence.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    parts = list(words)
    return (
        parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
    )


def apart(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Say whether the intervals of two rows do not touch."""
    return bool(first["low"] > second["high"] or second["low"] > first["high"])


def intervals(rows: Iterable[Mapping[str, Any]], *, low: str = "low", high: str = "high") -> str:
    """Say what stands around the numbers: intervals, or nothing where nothing is uncertain."""
    exact = all(row[low] == row[high] for row in rows)
    return (
        "without intervals, as nothing in the plan is uncertain" if exact else "with 95 % intervals"
    )
