"""The only place that writes chances, amounts, money and dates for people."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)


def chance(probability: float | None, low: float | None = None, high: float | None = None) -> str:
    """Write a probability with its interval; decimals appear where the interval deserves them.

    >>> chance(0.71, 0.70, 0.72)
    '71 % (70–72 %)'
    >>> chance(0.7132, 0.7121, 0.7143)
    '71.3 % (71.2–71.4 %)'
    >>> chance(0.0, 0.0, 0.0005)
    '< 0.05 %'
    """
    if probability is None or math.isnan(probability):
        return "n/a"
    if low is None or high is None:
        return percent(probability, 0)
    if probability <= 0.0 < high:
        return f"< {_bound(high)}"
    if probability >= 1.0 > low:
        places = _decimals(1 - low)
        return f"> {100 - float(_bound(1 - low).removesuffix(' %')):.{places}f} %"
    places = _decimals((high - low) / 2)
    middle, left, right = (f"{100 * value:.{places}f}" for value in (probability, low, high))
    return f"{middle} %" if left == right else f"{middle} % ({left}{DASH}{right} %)"


def _bound(share: float) -> str:
    """Write the upper bound of a small share, rounded up so that it stays one."""
    places = _decimals(share)
    scale = 10**places
    return f"{math.ceil(100 * share * scale - 1e-9) / scale:.{places}f} %"


def _decimals(size: float) -> int:
    """Return the decimals of a percentage that show one digit of a small share."""
    if size <= 0:
        return 0
    return min(max(0, -math.floor(math.log10(100 * size) + 1e-9)), 4)


def share_of_draws(share: float, low: float, high: float) -> str:
    """Write how often something happened among the draws.

    >>> share_of_draws(1.0, 1.0, 1.0), share_of_draws(0.124, 0.118, 0.13)
    ('every one of those draws', '12.4 % (11.8–13.0 %) of those draws')
    """
    if share >= 1.0:
        return "every one of those draws"
    return "none of those draws" if share <= 0.0 else f"{chance(share, low, high)} of those draws"


def percent(share: float, places: int = 0) -> str:
    """Write a share as a percentage.

    >>> percent(0.035, 1)
    '3.5 %'
    """
    return f"{100 * share:.{places}f} %".replace("-", MINUS)


def points(difference: float, low: float, high: float) -> str:
    """Write a difference of two probabilities in percentage points, with its interval.

    >>> points(0.031, 0.022, 0.040)
    '+3.1 points (+2.2 to +4.0)'
    """
    if not (difference or low or high):
        return "0 points"
    places = max(1, _decimals((high - low) / 2))
    ends = [_signed(100 * value, places) for value in (difference, low, high)]
    return f"{ends[0]} points ({ends[1]} to {ends[2]})"


def _signed(value: float, places: int) -> str:
    """Write a number with its sign; what rounds to zero has none."""
    text = f"{value:+.{places}f}".replace("-", MINUS)
    return text if text.strip("+" + MINUS + "0.") else text[1:]


def amount(value: float | None, unit: str = "", *, digits: int = 3) -> str:
    """Write an amount to so many significant digits, whole from 1,000 on.

    >>> amount(1234567.0, "meals"), amount(0.01234), amount(-52.0, "people")
    ('1,230,000 meals', '0.0123', '−52 people')
    """
    if value is None or math.isnan(value):
        return "n/a"
    written = _rounded(value, digits)
    return f"{written} {unit}" if unit else written


def _rounded(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    if abs(value) >= 1e15 or abs(value) < 1e-6:
        return f"{value:.{digits - 1}e}".replace("-", MINUS)
    text = f"{round(value, places):,.{max(places, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def interval(value: float | None, low: float | None, high: float | None, unit: str = "", *, most: int = 6) -> str:
    """Write an amount with its interval, to as many digits as the interval deserves.

    There are no more than ``most`` digits; where these are certain, the amount stands alone.

    >>> interval(930.2, 927.4, 933.0, "people"), interval(98113.0, 98112.5, 98113.5, "meals", most=4)
    ('930 people (927–933)', '98,110 meals')
    """
    if value is None or low is None or high is None or any(math.isnan(x) for x in (value, low, high)):
        return "n/a"
    return _ranged(value, low, high, unit, digits=1, most=most)


def _ranged(value: float, low: float, high: float, unit: str, *, digits: int, most: int = 6) -> str:
    """Write three numbers to the same place: so many digits of half their range, at most so many of the largest."""
    half, largest = (high - low) / 2, max(abs(low), abs(high), abs(value))
    if not 0 < half < math.inf or half < 1e-9 * largest:
        return amount(value, unit, digits=most)
    places = min(digits - 1 - math.floor(math.log10(half)), most - 1 - math.floor(math.log10(largest)))
    middle, left, right = (_to_place(x, places) for x in (value, low, high))
    tail = f" {unit}" if unit else ""
    if left == right:
        return f"{middle}{tail}"
    joint = " to " if MINUS in left + right else DASH
    return f"{middle}{tail} ({left}{joint}{right})"


def spread(value: float | None, low: float | None, high: float | None, unit: str = "", *, before: str = "") -> str:
    """Write an expected amount with the range of its draws, all to the same place.

    ``before`` is the currency, where it is money.

    >>> spread(1311.1, 1249.8, 1379.8, "people"), spread(0.4, 0.4, 0.4)
    ('1,311 people (1,250–1,380)', '0.4')
    """
    if value is None or low is None or high is None or any(math.isnan(x) for x in (value, low, high)):
        return "n/a"
    return f"{before} {_ranged(value, low, high, unit, digits=2)}".strip()


def _to_place(value: float, places: int) -> str:
    """Write a number to so many decimals; negative ones round before the point."""
    rounded = round(value, places) + 0.0
    return f"{rounded:,.{max(places, 0)}f}".replace("-", MINUS)


def money(value: float | None, currency: str = "", low: float | None = None, high: float | None = None) -> str:
    """Write money in whole units, with its interval to as many digits as that deserves.

    >>> money(1200000.0, "USD"), money(312326.3, "USD", 311_800.0, 312_900.0)
    ('USD 1,200,000', 'USD 312,300 (311,800–312,900)')
    """
    if value is None or math.isnan(value):
        return "n/a"
    if low is not None and high is not None and high - low > 1e-9 * abs(value):
        return f"{currency} {_ranged(value, low, high, '', digits=1)}".strip()
    text = f"{abs(value):,.0f}" if abs(value) >= 100 or value == int(value) else f"{abs(value):,.2f}"
    sign = MINUS if value < 0 else ""
    return f"{currency} {sign}{text}".strip()


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
    return str(share)


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
    return "weight unknown" if link_.weight is None else f"{link_.weight} {unit}".strip()


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
