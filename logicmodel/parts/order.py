"""Numbers that must come in order, and the sentence to say when they do not."""

from __future__ import annotations

from itertools import pairwise

from pydantic_core import PydanticCustomError

from logicmodel.kinds import number_text


def check_ascending(*, strictly: bool = False, **values: float) -> None:
    """Refuse named values that fall, or all coincide; with ``strictly``, any two that are equal.

    >>> check_ascending(low=1, mode=2, high=2)
    """
    named = list(values.items())
    for (lower, small), (upper, large) in pairwise(named):
        if small > large or (strictly and small == large):
            text = "{lower} must be below {upper} ({small} {sign} {large})"
            fields = {
                "lower": lower,
                "upper": upper,
                "small": number_text(small),
                "sign": ">" if small > large else "=",
                "large": number_text(large),
            }
            raise PydanticCustomError("order", text, fields)
    if named[0][1] == named[-1][1]:
        text = (
            "{lower} must be below {upper} (both are {value}); write {value} for a certain number"
        )
        fields = {"lower": named[0][0], "upper": named[-1][0], "value": number_text(named[0][1])}
        raise PydanticCustomError("order", text, fields)
