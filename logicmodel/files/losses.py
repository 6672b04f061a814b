"""What a format cannot hold: listed for those who ask, counted aloud for those who do not."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Final

from logicmodel.errors import Problem

NAMED: Final = 3
"""Losses that a warning spells out."""


class LossWarning(UserWarning):
    """Something in a file or in a plan did not survive reading or writing."""


def tell(lost: Sequence[Problem], losses: list[Problem] | None, where: str, remedy: str) -> None:
    """Hand over what was lost, or warn of it where nobody takes it."""
    if losses is not None:
        losses += lost
    elif lost:
        first = "; ".join(f"{one.where}: {one.message}" if one.where else one.message for one in lost[:NAMED])
        more = f"; and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        warnings.warn(f"{where}{first}{more}; all of it: {remedy}", LossWarning, stacklevel=3)
