"""The numbers and phrases that a picture writes beside a target or a link."""

from __future__ import annotations

import math
import re
import textwrap
from typing import Any

from logicmodel import wording

NARROW = "\u202f"
LONGEST = 40
"""Letters of a text that stands before a number."""
STEPS = {"year": "yr", "quarter": "qtr", "month": "mo"}


def unbroken(words: str) -> str:
    """Keep every percent sign with its number, by a narrow space that does not break."""
    return words.replace(" %", f"{NARROW}%")


def percent(share: float) -> str:
    r"""Write a probability as a whole percentage.

    >>> percent(0.8)
    '80\u202f%'
    """
    return unbroken(wording.percent(share))


def odds(probability: float, low: float, high: float) -> tuple[str, str]:
    r"""Write a probability, and its interval in brackets (nothing where that says no more).

    >>> odds(0.714, 0.701, 0.72)
    ('71.4\u202f%', '(70.1–72.0\u202f%)')
    """
    share, bracket, rest = unbroken(wording.chance(probability, low, high)).partition(" (")
    return share, f"({rest}" if bracket else ""


def number(value: Any) -> str:
    """Write a level for people, grouped by thousands, without digits that mean nothing.

    >>> number(90000), number(0.25), number("12 to 18")
    ('90,000', '0.25', '12 to 18')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wording.quantity(value)
    return wording.amount(float(value), digits=6)


def minus(words: str) -> str:
    """Write the minus of numbers as such, not as a hyphen.

    >>> minus("-1.9 to -1.2")
    '−1.9 to −1.2'
    """
    return re.sub(r"(?<![\w.])-(?=[\d.])", "−", words)


def target_name(target: Any) -> str:
    """Return the id by which a target is known in tables and answers."""
    return str(getattr(target, "id", None) or getattr(target, "name", ""))


def target_text(target: Any, unit: str = "") -> str:
    r"""Say what a target demands: its own text, or one made of its rule and its date.

    >>> from types import SimpleNamespace
    >>> target_text(SimpleNamespace(at_most=950, by=2030))
    'at most 950 by 2030'
    >>> target_text(SimpleNamespace(at_least=80, by=2030), "%")
    'at least 80\u202f% by 2030'
    """
    own = getattr(target, "text", "")
    if isinstance(own, str) and own:
        return own
    parts = [
        unbroken(wording.rule(name, float(value), unit))
        for name in ("at_least", "at_most")
        if (value := getattr(target, name, None)) is not None
    ]
    between, change = getattr(target, "between", None), getattr(target, "change", None)
    if between is not None:
        span = (float(between[0]), float(between[1]))
        parts.append(unbroken(wording.rule("between", span, unit)))
    if change is not None:
        parts.append(change_text(change, getattr(target, "against", "baseline")))
    when = getattr(target, "by", None) or ""
    until = getattr(target, "within", None) or ""
    date = f" by {when}" if when else f" within {until}" if until else ""
    return " and ".join(parts or ["target"]) + date


def brief(words: str) -> str:
    """Cut a long text between two words, so that a line or two hold it.

    >>> brief("Proportion of children at heightened risk who are supported by a Best Interests Procedure")
    'Proportion of children at heightened…'
    """
    return textwrap.shorten(words, LONGEST, placeholder="…")


def change_text(change: Any, against: str) -> str:
    r"""Say which change is wanted.

    >>> from types import SimpleNamespace
    >>> change_text(SimpleNamespace(amount=-0.2, relative=True), "baseline")
    '−20\u202f%'
    """
    amount = getattr(change, "amount", change)
    if not isinstance(amount, int | float):
        return str(amount)
    relative = getattr(change, "relative", False)
    told = f"{number(100 * amount)}{NARROW}%" if relative else number(amount)
    plus = "+" if amount > 0 else ""
    return f"{plus}{told}" + (" against nothing done" if against == "counterfactual" else "")


def expected(quantity: Any) -> float | None:
    """Return the mean of a quantity that is a number or a distribution, or None if unknown."""
    if quantity is None or isinstance(quantity, str | bool):
        return None
    try:
        if isinstance(quantity, int | float):
            mean = float(quantity)
        else:
            ask = getattr(quantity, "expectation", None) or quantity.mean
            mean = float(ask())
    except (AttributeError, ArithmeticError, NotImplementedError, TypeError, ValueError):
        return None
    return mean if math.isfinite(mean) else None


def share_text(word: str, share: Any) -> str:
    r"""Say how probable something is; a spread-out probability is told by its mean.

    >>> share_text("holds", 0.8)
    'holds 80\u202f%'
    """
    mean = expected(share)
    if mean is None:
        return f"{word} {share}" if share is not None else ""
    sure = isinstance(share, int | float) or getattr(share, "kind", "") == "fixed"
    return f"{word} {percent(mean)}" if sure else f"{word} about {percent(mean)}"


def delay(lag: int, step: str) -> str:
    r"""Write how much later an effect comes.

    >>> delay(1, "year"), delay(2, "month"), delay(3, "period"), delay(0, "year")
    ('+1\xa0yr', '+2\xa0mo', '+3', '')
    """
    if not lag:
        return ""
    unit = STEPS.get(step, "")
    return f"+{lag}\u00a0{unit}" if unit else f"+{lag}"


def later(lag: int, step: str) -> str:
    """Say in words how much later an effect comes.

    >>> later(1, "year"), later(2, "month"), later(0, "year")
    ('1 year later', '2 months later', '')
    """
    return f"{lag} {step}{'s' if lag > 1 else ''} later" if lag else ""
