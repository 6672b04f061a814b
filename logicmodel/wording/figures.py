"""Chances, amounts, money and intervals in figures."""

from __future__ import annotations

import math

from logicmodel.wording.units import with_unit

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


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

    >>> amount(1234567.0, "meals"), amount(0.01234), amount(-52.0, "people"), amount(1.0, "meals")
    ('1,230,000 meals', '0.0123', '−52 people', '1 meal')
    """
    if value is None or math.isnan(value):
        return "n/a"
    return with_unit(_rounded(value, digits), unit)


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
    told = with_unit(middle, unit)
    if left == right:
        return told
    joint = " to " if MINUS in left + right else DASH
    return f"{told} ({left}{joint}{right})"


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


def correlation(value: float, low: float, high: float) -> str:
    """Write a correlation with its interval.

    >>> correlation(-0.42, -0.44, -0.40)
    '−0.42 (−0.44 to −0.40)'
    """
    half = (high - low) / 2
    places = min(max(2, -math.floor(math.log10(half))), 4) if half > 0 else 2
    middle, *ends = (_signed(one, places) for one in (value, low, high))
    return f"{middle} ({' to '.join(ends)})" if half > 0 else middle


def enough(value: float, currency: str = "", *, digits: int = 4) -> str:
    """Write how much money is enough: rounded up to so many digits, so that what is read suffices.

    >>> enough(9_327_979.4, "USD"), enough(300.0), enough(0.00412)
    ('USD 9,328,000', '300', '0.00412')
    """
    if not (value > 0 and math.isfinite(value)):
        return money(value, currency)
    unit = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    written = amount(math.ceil(value / unit - 1e-9) * unit, digits=digits + 1)
    return f"{currency} {written}".strip()


def to_place(value: float, places: int, unit: str = "") -> str:
    """Write a number to so many decimals; a negative count rounds before the point.

    >>> to_place(110.44, 1, "index"), to_place(12_345, -2), to_place(-0.0021, 4)
    ('110.4 index', '12,300', '−0.0021')
    """
    return with_unit(_to_place(value, places), unit)


def part(share: float | None, low: float | None, high: float | None) -> str:
    """Write a part of a whole with its interval; unlike a chance it may be negative, or more than the whole.

    >>> part(0.54, 0.52, 0.56), part(-0.03, -0.05, -0.01), part(None, None, None)
    ('54 % (52–56 %)', '−3 % (−5 to −1 %)', 'n/a')
    """
    if share is None or low is None or high is None:
        return "n/a"
    places = min(_decimals((high - low) / 2), 1)
    middle, left, right = (_to_place(100 * value, places) for value in (share, low, high))
    joint = " to " if MINUS in left + right else DASH
    return f"{middle} %" if left == right else f"{middle} % ({left}{joint}{right} %)"


def gained(value: float, low: float, high: float, *, probability: bool = False, currency: str = "", unit: str = "") -> str:
    """Write what is gained, which cannot be less than nothing: in points of a probability, in money or in a unit.

    >>> gained(0.031, 0.022, 0.04, probability=True), gained(208954.0, 207100.0, 210800.0, currency="USD")
    ('3.1 points (2.2–4.0)', 'USD 209,000 (207,000–211,000)')
    """
    if probability:
        if not (value or low or high):
            return "0 points"
        places = max(1, _decimals((high - low) / 2), min(_decimals(low), 3))
        middle, left, right = (f"{100 * each:.{places}f}" for each in (value, low, high))
        ends = "" if left == right else f" ({left}{DASH}{right})"
        return f"{middle} points{ends}".replace("-", MINUS)
    if currency:
        return money(value, currency, low, high)
    return interval(value, low, high, unit)


def whole_chance(probability: float, low: float, high: float) -> str:
    """Write a probability with its interval in whole percent, as far as that says enough.

    >>> whole_chance(0.2002, 0.1993, 0.2011), whole_chance(0.334, 0.327, 0.338), whole_chance(0.004, 0.003, 0.005)
    ('20 %', '33 % (33–34 %)', '0.4 % (0.3–0.5 %)')
    """
    if low < 0.01 or high > 0.99:
        return chance(probability, low, high)
    middle, left, right = (f"{100 * value:.0f}" for value in (probability, low, high))
    return f"{middle} %" if left == right else f"{middle} % ({left}{DASH}{right} %)"


def in_full(value: float, unit: str = "") -> str:
    """Write a number with all its digits, thousands set apart, as tables of agreed figures need it.

    >>> in_full(110_000.0, "meals"), in_full(11.71), in_full(-0.5)
    ('110,000 meals', '11.71', '-0.5')
    """
    return with_unit(f"{value:,.12g}", unit)
