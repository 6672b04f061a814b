"""The array type of this floor, and numpy and scipy.special loaded at their first use.

Reading, checking and drawing a plan computes nothing, so they should not wait for either library.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy import special

    Array: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]
else:
    Array = Integers = Flags = Any

    class _AtFirstUse:
        def __init__(self, module: str) -> None:
            self._module = module

        def __getattr__(self, name: str) -> Any:
            found = getattr(importlib.import_module(self._module), name)
            setattr(self, name, found)
            return found

    np = _AtFirstUse("numpy")
    special = _AtFirstUse("scipy.special")

__all__ = ["Array", "Flags", "Integers", "np", "special"]
