"""The array types of the engine."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Booleans: TypeAlias = NDArray[np.bool_]
Integers: TypeAlias = NDArray[np.int64]
Bits: TypeAlias = NDArray[np.uint32]
Words: TypeAlias = NDArray[np.uint64]
