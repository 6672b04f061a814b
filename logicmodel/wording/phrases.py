"""Targets, links, likelihoods and dates in words."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from logicmodel.wording.figures import MINUS, amount, chance, percent

SHORT = 40
"""Letters of a title that is still a name, and no remark."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)


def rule(kind: str, value: float | tuple[float, float] | None, unit: str = "") -> str:
    """Write the rule of a target.

    >>> rule("at_most", 950, "people")
    'at most 950 people'
    """
    if isinstance(value, tuple):
        return f"between {amount(value[0], digits=6)} and {amount(value[1], unit, digits=6)}"
    words = {"at_least": "at least", "at_most": "at most"}[kind]
    return f"{words} {amount(value, unit, digits=6)}"


def wanted(target: Any, unit: str = "", level: Any = None) -> str:
    """Say what a target of a plan asks for, and by when; ``level`` is what a change leads to.

    >>> from types import SimpleNamespace
    >>> change = SimpleNamespace(amount=-0.05, relative=True)
    >>> wanted(SimpleNamespace(change=change, against="baseline", by="2030"), "people", 1178.0)
    '−5 % against the baseline by 2030 (at most 1,178 people)'
    """
    due = f"by {target.by}" if getattr(target, "by", None) else f"in some period up to {target.within}"
    asked = getattr(target, "change", None)
    if asked is None:
        value = level if target.rule != "between" else tuple(target.between)
        return f"{rule(target.rule, value, unit)} {due}"
    size = f"{100 * asked.amount:+.6g} %" if asked.relative else f"{asked.amount:+,.6g} {unit}".strip()
    against = "the baseline" if target.against == "baseline" else "doing nothing"
    kind = "at_least" if asked.amount > 0 else "at_most"
    leads_to = f" ({rule(kind, level, unit)})" if isinstance(level, float) else ""
    return f"{size} against {against} {due}{leads_to}".replace("-", MINUS, 1 if asked.amount < 0 else 0)


def success(rule_: Any) -> str:
    """Say what a plan counts as success.

    >>> from types import SimpleNamespace
    >>> success(SimpleNamespace(of="outcomes", at_least=None, weight=None))
    'all targets on outcomes are met'
    """
    groups = {"outcomes": "targets on outcomes", "outputs": "targets on activities and outputs", "targets": "targets"}
    which = groups.get(rule_.of) if isinstance(rule_.of, str) else f"of {', '.join(rule_.of)}"
    if rule_.weight is not None:
        return f"{which} with {percent(rule_.weight)} of their weight are met"
    if rule_.at_least is not None:
        return f"at least {rule_.at_least} {which} are met"
    return f"all {which} are met"


def provenance(run: Any) -> str:
    """Say in one line what made a result, so that it can be made again.

    >>> from types import SimpleNamespace
    >>> plan = SimpleNamespace(digest="sha256:0123456789abcdef")
    >>> provenance(SimpleNamespace(count=8192, replicates=16, sampler="sobol", seed=1, plan=plan, version="0.1.0"))
    '8,192 draws in 16 replicates, sampler sobol, seed 1; plan sha256:0123456789ab; logicmodel 0.1.0'
    """
    kind, _, hexadecimal = run.plan.digest.partition(":")
    return (
        f"{run.count:,} draws in {run.replicates} replicates, sampler {run.sampler}, seed {run.seed}; "
        f"plan {kind}:{hexadecimal[:12]}; logicmodel {run.version}"
    )


def probability(share: Any) -> str:
    """Write a probability of a plan, which may be uncertain itself.

    >>> from types import SimpleNamespace
    >>> probability(SimpleNamespace(certain=True, support=lambda: (0.8, 0.8)))
    '80 %'
    """
    if getattr(share, "certain", False):
        return f"{100 * share.support()[0]:.4g} %"
    return quantity(share)


def link(link_: Any, unit: str = "", step: str = "period", titles: Mapping[str, str] | None = None) -> list[str]:
    """Say how a link acts: how much, how late, how surely, under which conditions, on what evidence.

    ``titles`` holds those of the assumptions.
    """
    titles = titles or {}
    told = [_strength(link_, unit)]
    if link_.spread:
        shares = ", ".join(percent(share) for share in link_.spread)
        start = "at once" if link_.lag == 0 else f"after {link_.lag} {step}{'s' if link_.lag > 1 else ''}"
        told.append(f"arrives over {len(link_.spread)} {step}s ({shares}), beginning {start}")
    elif link_.lag:
        told.append(f"{link_.lag} {step}{'s' if link_.lag > 1 else ''} later")
    if probability(link_.works) != "100 %":
        told.append(f"works with a chance of {probability(link_.works)}")
    if link_.assumes:
        rest, held = probability(link_.otherwise), " and ".join(f"“{titles.get(name, name)}”" for name in link_.assumes)
        told.append(f"if {held}, else {'nothing' if rest == '0 %' else f'{rest} of it'}")
    if link_.evidence is not None and (link_.evidence.strength or link_.evidence.source):
        source = f" ({link_.evidence.source})" if link_.evidence.source else ""
        told.append(f"evidence {link_.evidence.strength or 'of unknown strength'}{source}")
    return told


def _strength(link_: Any, unit: str) -> str:
    if link_.role == "enables":
        essential = "" if link_.weight is None else f", essential to {probability(link_.weight)}"
        return f"enables it{essential}" + (f" by {link_.curve}" if link_.curve is not None else "")
    if link_.curve is not None:
        return str(link_.curve)
    return "weight unknown" if link_.weight is None else f"{quantity(link_.weight)} {unit}".strip()


LIKELIHOODS = (
    (0.99, "virtually certain"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (0.01, "very unlikely"),
)
"""Least probability of each word; what is below them all is exceptionally unlikely."""


def likelihood(probability: float) -> str:
    """Write a probability as a word of the IPCC's calibrated scale (Mastrandrea and others 2010).

    A probability on the border of two words belongs to the one farther from even odds.

    >>> likelihood(0.995), likelihood(0.71), likelihood(0.5), likelihood(0.33), likelihood(0.002)
    ('virtually certain', 'likely', 'about as likely as not', 'unlikely', 'exceptionally unlikely')
    """
    for least, word in LIKELIHOODS:
        if probability > least or (probability == least and least > 0.5):
            return word
    return "exceptionally unlikely"


def in_words(probability: float | None, low: float | None = None, high: float | None = None) -> str:
    """Write a probability as a word with its number and interval; both words where the interval holds two.

    >>> in_words(0.71, 0.70, 0.72), in_words(0.33, 0.31, 0.35)
    ('likely (71 %, 70–72 %)', 'unlikely to about as likely as not (33 %, 31–35 %)')
    >>> in_words(0.0, 0.0, 0.0005)
    'exceptionally unlikely (< 0.05 %)'
    """
    if probability is None or math.isnan(probability):
        return "of unknown likelihood"
    ends = [likelihood(probability if end is None else end) for end in (low, high)]
    word = " to ".join(dict.fromkeys(ends))
    number = chance(probability, low, high).replace(" (", ", ").removesuffix(")")
    return f"{word} ({number})"


def day(date: dt.date) -> str:
    """Write a date, the same on every machine.

    >>> day(dt.date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def quantity(value: Any) -> str:
    """Write a number of a plan as people would say it: its text form, unless it has words of its own.

    >>> from types import SimpleNamespace
    >>> quantity("8 to 20"), quantity(SimpleNamespace(spoken=lambda: "4 experts pooled: 12 (8–20)"))
    ('8 to 20', '4 experts pooled: 12 (8–20)')
    """
    spoken = getattr(value, "spoken", None)
    return str(value) if spoken is None else str(spoken())


def enumerated(words: Iterable[str], last: str = "and") -> str:
    """Write a list of words as in a sentence.

    >>> enumerated(["who", "when", "where"]), enumerated(["one", "none"], "or"), enumerated(["all"])
    ('who, when and where', 'one or none', 'all')
    """
    *some, end = words
    return f"{', '.join(some)} {last} {end}" if some else end


def counted(count: int, word: str) -> str:
    """Write how many there are of a thing whose name takes an s.

    >>> counted(1, "value"), counted(1200, "value")
    ('1 value', '1,200 values')
    """
    return f"{count:,} {word}" + ("s" if count != 1 else "")


def group(part: Any) -> str:
    """Return what a group is called: a short title, else what tells it apart.

    >>> from types import SimpleNamespace
    >>> group(SimpleNamespace(title="", of={"sex": "female", "age": "under 25"})), group(SimpleNamespace(title="Women", of={}))
    ('female, under 25', 'Women')
    """
    return part.title if 0 < len(part.title) <= SHORT else ", ".join(part.of.values())


def groups(indicator: Any, due: str | None, unit: str = "") -> str:
    """Say what is planned for the groups of an indicator by a date, or with None what their baselines are.

    It is empty where nothing is. ``unit`` is that of the node; only a percentage repeats it.

    >>> from types import SimpleNamespace
    >>> women, men, young = (
    ...     SimpleNamespace(title="", of={"": name}, by=due, target=level, baseline=None)
    ...     for name, level, due in (("female", 40, "2027"), ("male", 1200, "2027"), ("under 25", 30, "2028"))
    ... )
    >>> people = SimpleNamespace(groups=(women, men, young), measure="number", counted=True, unit="people")
    >>> groups(people, "2027"), groups(people, "2028"), groups(people, None)
    ('of these: female 40, male 1,200', 'of these: under 25 = 30', '')
    """
    parts = [(part, part.target if due is not None else part.baseline) for part in indicator.groups if due is None or part.by == due]
    share = "%" if indicator.measure == "percentage" or (indicator.unit or unit) == "%" else ""
    told = [(group(part), amount(value, share, digits=6)) for part, value in parts if value is not None]
    if not told:
        return ""
    plain = all(re.fullmatch(r"[^\d,;=]+", name) for name, _ in told)
    listed = ", ".join(f"{name} {value}" for name, value in told) if plain else "; ".join(f"{name} = {value}" for name, value in told)
    return f"{'of these' if indicator.counted and not share else 'by group'}: {listed}"


def event(path: str, happens: bool) -> str:  # noqa: FBT001 - the two sides of one thing
    """Say what an event of a plan does or does not, by the path of its number.

    >>> event("assumptions.rain.holds", True), event("links.a->b.works", False), event("factors.strike.value", True)
    ('holds', 'does not work', 'is 1')
    """
    last = path.partition("@")[0].rpartition(".")[2]
    if last == "works":
        return "works" if happens else "does not work"
    if path.startswith("assumptions."):
        return "holds" if happens else "does not hold"
    return f"is {1 if happens else 0}"
