"""One measured value, as readers of other files hand it over."""

from __future__ import annotations

from typing import Any, Final

MEASURED_APART: Final = "hold them against it with logicmodel check --actuals, or read them with lm.read_actuals"
"""What to do with measured values in a file that was read as a plan."""


def measured(  # noqa: PLR0913 - as many as a measured value has
    indicator: str, period: str, value: float, *, node: str = "", sd: float | None = None, count: float | None = None,
    source: str = "", note: str = "", group: str = "", line: int | None = None,
) -> dict[str, Any]:
    """Return a row of a table of actuals; ``period`` is a period or a day, which then is the date too."""
    date = period if period.count("-") == 2 else ""
    return {
        "indicator": indicator, "node": node, "period": period, "value": value, "date": date, "sd": sd,
        "source": source, "line": line, "plan": "", "group": group, "n": count, "note": note,
    }
