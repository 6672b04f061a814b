"""How precise a measurement in a Miradi project is."""

from __future__ import annotations

import math
from typing import Final

from logicmodel.files.elements import Element, local
from logicmodel.files.measurements.figures import half_width
from logicmodel.files.published.figures import figure

DEVIATION, INTERVAL = "standarddeviation", "confidenceinterval95percent"
SHORT: Final = {"sd": DEVIATION, "se": "standarderror", "ci95": INTERVAL, "95ci": INTERVAL}
"""Short names of the types of precision."""


def precision_of(measurement: Element) -> tuple[float | None, float | None]:
    """Return the standard deviation of the measured value around the true one, and the size of the sample; None for what is not said.

    A standard error stands as it is, a 95 % interval is taken as its half width, and a standard deviation
    is divided by the root of the size of the sample. Other intervals say too little.
    """
    said = {name: _text(measurement, name) for name in ("SampleSize", "SamplePrecision", "SamplePrecisionType")}
    count, size = figure(said["SampleSize"]), figure(said["SamplePrecision"].lstrip("±"))
    kind = said["SamplePrecisionType"].lower()
    kind = SHORT.get(kind, kind)
    if size is None or size < 0 or kind not in SHORT.values():
        return None, count
    if kind == INTERVAL:
        return size / half_width(95), count
    return (size / math.sqrt(count) if kind == DEVIATION and count is not None and count >= 1 else size), count


def _text(element: Element, field: str) -> str:
    for child in element.iterchildren(f"{{*}}{local(element)}{field}"):
        return (child.text or "").strip()
    return ""
