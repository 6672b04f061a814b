"""Colours for many inputs at once: the six hues, then the same hues lighter, told apart in grey too."""

from __future__ import annotations

from logicmodel.views.plotting import theme

STRENGTHS = (0.85, 0.4, 0.62)


def tint(place: int) -> str:
    """Return the colour of the area at a place; areas beside each other differ in lightness.

    >>> tint(0) == tint(1)
    False
    """
    strength = STRENGTHS[(place + place // len(theme.HUES)) % len(STRENGTHS)]
    return theme.light(theme.hue(place), strength)
