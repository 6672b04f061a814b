"""What a discovery says in words: conditions, sentences, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.discovery.cases import SUCCESS, Cases
from logicmodel.analysis.discovery.driver import Driver, Role
from logicmodel.analysis.discovery.region import Limits
from logicmodel.engine.results import Results

Row = Mapping[str, Any]
WORKS = "whether it works"
NEARLY_ALL = 0.9
"""Where more of the futures than this have it, what they have in common says little."""


def condition(driver: Driver, limits: Limits) -> str:
    """Say what a box asks of one number."""
    title = driver.title
    if driver.form == "theory":
        return f"the theory of change is {limit(driver, limits)}"
    pair, colon, field = title.rpartition(": ")
    if driver.form == "event" and colon and field.startswith(WORKS):
        when = field.removeprefix(WORKS).strip(", ")
        return f"“{pair}” {limit(driver, limits)}{f' in {when}' if when else ''}"
    return f"“{title}” {limit(driver, limits)}" if driver.form == "event" else f"“{title}” is {limit(driver, limits)}"


def limit(driver: Driver, limits: Limits) -> str:
    """Say where the limits are, without the number's title."""
    low, high = limits.from_value, limits.to_value
    if driver.form in {"event", "theory"}:
        return _event(driver, happens=low is not None and low > 0)
    if low is not None and high is not None:
        if low == high:
            return driver.told(low)
        return f"between {driver.told(low, unit=False)} and {driver.told(high)}"
    words = ("at least", "at most") if driver.form == "few" else ("weaker than", "stronger than") if driver.negative else ("above", "below")
    return f"{words[0]} {driver.told(low)}" if low is not None else f"{words[1]} {driver.told(high or 0.0)}"


def _event(driver: Driver, *, happens: bool) -> str:
    if driver.form == "theory":
        return f"{'' if happens else 'not '}“{driver.title}”"
    return wording.event(driver.name, happens)


def clause(results: Results, target: str, when: str, titles: Mapping[str, str]) -> tuple[str, str, str]:
    """Return who misses or meets what: subject, verb, and what single cases are called."""
    if target == SUCCESS:
        return ("The plan", "fails" if when == "missed" else "succeeds", "failures" if when == "missed" else "successes")
    alone = len(results.targets) == 1
    subject = "The plan" if alone else f"“{titles.get(target, target)}”"
    if alone:
        return subject, "misses its target" if when == "missed" else "meets its target", "misses" if when == "missed" else "hits"
    return subject, f"is {when}", "misses" if when == "missed" else "cases in which it is met"


def small(subject: str) -> str:
    """Return a subject as it stands inside a sentence.

    >>> small("The plan"), small("“The plan of a town”")
    ('the plan', '“The plan of a town”')
    """
    return f"{subject[:1].lower()}{subject[1:]}"


def share(row: Row, name: str) -> str:
    """Write a share of a row with its interval."""
    return wording.whole_chance(row[name], row[f"{name}_low"], row[f"{name}_high"])


def sentence(row: Row, conditions: Sequence[str], who: tuple[str, str, str], base: Row) -> str:
    """Tell one box: how often the target is missed inside, how much of all futures and of all misses it is."""
    subject, verb, cases = who
    overall = wording.whole_chance(base["value"], base["low"], base["high"]).partition(" (")[0]
    return (
        f"{subject} {verb} in {share(row, 'density')} of the futures in which {wording.enumerated(conditions)}; these are "
        f"{share(row, 'support')} of all futures and hold {share(row, 'coverage')} of all {cases} (against {overall} overall)."
    )


def none_found(who: tuple[str, str, str]) -> str:
    """Say that no set of circumstances stands out."""
    return (
        f"nothing stands out from chance: the {who[2]} are spread over all circumstances, "
        "or come from many numbers that each do a little"
    )


DEEDS: Mapping[Role, tuple[str, str]] = {
    "watch": (
        "Nothing in the plan moves {what}: watch {it} from the first day, and agree now what will be done where {cases}.",
        "Nothing in the plan moves {what}: success counts on it that {cases}, so watch {it} and agree now what will be done otherwise.",
    ),
    "result": (
        "{what} can be counted while the plan runs: it is a warning where {cases}.",
        "{what} can be counted while the plan runs: it is a good sign where {cases}.",
    ),
    "deliver": (
        "{what} {is_} in the team’s own hands: deliver well there and look early, as the danger is that {cases}.",
        "{what} {is_} in the team’s own hands: make sure early that {cases}.",
    ),
    "learn": (
        "{what} {is_} so far {belief} about what leads to what: try {it} out or look for evidence before relying on {it}; the danger is that {cases}.",
        "{what} {is_} so far {belief} about what leads to what: try {it} out early; success counts on it that {cases}.",
    ),
    "chance": (
        "{what} {is_} chance or error of measurement: no watching helps, only room to spare between plan and target.",
        "{what} {is_} luck: do not count on {it}.",
    ),
}
"""What to do about a number by its role, where misses are looked for and where successes are."""
OUTSIDE = {
    ("boxes", True): "Outside this box", ("boxes", False): "Outside all of these boxes",
    ("tree", True): "At the other ends of the tree", ("tree", False): "At the other ends of the tree",
}
ORDER: tuple[Role, ...] = ("watch", "result", "deliver", "learn", "chance")


def deeds(cases: Cases, regions: Sequence[Sequence[Limits]], when: str) -> list[str]:
    """Say what follows from the conditions of all boxes, each number once, by who can do something about it."""
    told: list[str] = []
    ways = wording.enumerated if when == "met" and len(regions) == 1 else " or ".join
    for role in ORDER:
        found: dict[str, tuple[str, str]] = {}
        for limits in (limits for region in regions for limits in region):
            driver = cases.drivers[limits.number]
            if driver.role == role:
                short = limit(driver, limits)
                short = f"it {short}" if driver.form == "event" else f"it is {short}"
                found.setdefault(f"“{driver.title}”", (condition(driver, limits), short))
        if found:
            one = len(found) == 1
            words = {
                "what": wording.enumerated(found), "it": "it" if one else "them", "is_": "is" if one else "are", "belief": "a belief" if one else "beliefs",
                # One of them is enough for a miss; a success wants all of them.
                "cases": next(iter(found.values()))[1] if one else ways(full for full, _ in found.values()),
            }
            text = DEEDS[role][when == "met"].format_map(words)
            told.append(f"{text[:1].upper()}{text[1:]}")
    return told


def notes(resamples: int, boxes: Sequence[Row], who: tuple[str, str, str], *, found: bool) -> list[str]:
    """Say how the boxes were found and measured, and whether they come back."""
    if not found:
        return [none_found(who)]
    told = ["found on half of the replicates and measured on the others: the search does not make the shares look better than they are"]
    shaky = [box for box in boxes if not box["stable"]]
    if shaky:
        named = wording.enumerated(str(box["box"]) for box in shaky)
        least = min(box["reproduced"] for box in shaky)
        told.append(
            f"{'box' if len(shaky) == 1 else 'boxes'} {named} {'is' if len(shaky) == 1 else 'are'} not stable: a condition comes back in only "
            f"{wording.percent(least)} of {resamples} half-samples; take its limits as a hint, or take more draws"
        )
    return told


def so_what(
    cases: Cases, regions: Sequence[Sequence[Limits]], together: Row, who: tuple[str, str, str], *,
    when: str, ends: str = "boxes", base: float = 0.0,
) -> tuple[str, ...]:
    """Return what to do about the boxes, in sentences; ``together`` says what is outside all of them.

    ``base`` is how often it happens in all futures: where that is nearly always, the other question is the better one.
    """
    if not regions:
        return ("No signpost can be named: keep room to spare between plan and target, or ask which numbers matter one by one (sensitivity).",)
    told = deeds(cases, regions, when)
    if base > NEARLY_ALL:
        told.insert(0, f"{who[0]} {who[1]} in nearly all futures, so what these have in common says little: ask rather for the few in which it is otherwise.")
    if together:
        told.append(f"{OUTSIDE[ends, len(regions) == 1]} {small(who[0])} {who[1]} in {share(together, 'outside')} of the futures.")
    return tuple(told)
