"""The name of the counterfactual: the same draws with nothing allocated."""

from __future__ import annotations

from typing import Final

NOTHING: Final = "nothing"
"""Name of the counterfactual in tables; no allocation may be called so."""
