"""Work out the reference classes that the package carries from the table of UNHCR results.

`python derive.py unhcr_results.csv.gz` writes logicmodel/parts/reference_classes.json anew; README.md says what is done here.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[3] / "logicmodel" / "parts" / "reference_classes.json"
LAST = 2020
"""Later results are kept for scoring forecasts that were made without them."""
RESULTS = {"1": "output", "2": "outcome"}
MEASURES = {"1": "number", "2": "percentage"}
TITLES = {"number": "counted in numbers", "percentage": "stated in per cent"}
LEAST = 0.1
"""Share of the larger of baseline and target by which they must differ, for the change between them to divide by."""
TABLE = ("year", "operation", "result_type", "result_title", "indicator", "measure", "population", "goal", "baseline", "target", "actual")
"""Columns by which rows that were reported twice are told."""
SOURCES = {
    "unhcr": {
        "title": "UNHCR results published under the IATI standard, 2016-2020, all operations",
        "licence": "CC BY 4.0",
        "attribution": "UNHCR IATI data, E. Legoupil et al.",
        "from": "https://github.com/unhcr-americas/iati, data/dataResult.RData, commit f80018ebfbcd35f63c8872effe8f4bb48793f7be",
        "changed": "actual divided by target; rows without an actual or a target above 0 and rows reported twice left out; "
        "percentiles only, the top 1 % held at the 99th percentile; changes are actual less baseline divided by target less baseline, where these "
        "two differ by a tenth of the larger one or more, with the bottom 1 % held at the 1st percentile too",
    }
}


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of the table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ratios(rows: Iterable[Mapping[str, str]]) -> dict[str, list[tuple[float, str]]]:
    """Return actual / target with the operation, by class; for outcomes with a baseline also the share of the planned change that came about."""
    found: dict[str, list[tuple[float, str]]] = {}
    seen = set()
    for row in rows:
        key = tuple(row.get(name, "") for name in TABLE)
        kinds = RESULTS.get(row["result_type"]), MEASURES.get(row["measure"])
        if key in seen or int(row["year"]) > LAST or None in kinds or not row["actual"] or not row["target"] or float(row["target"]) <= 0:
            continue
        seen.add(key)
        name, actual, target = f"unhcr_{kinds[0]}_{kinds[1]}", float(row["actual"]), float(row["target"])
        found.setdefault(name, []).append((actual / target, row["operation"]))
        if kinds[0] == "outcome" and row["baseline"]:
            baseline = float(row["baseline"])
            planned = target - baseline
            if planned and abs(planned) >= LEAST * max(abs(target), abs(baseline)):
                found.setdefault(f"{name}_change", []).append(((actual - baseline) / planned, row["operation"]))
    return found


def percentiles(values: list[float], first: int = 0) -> list[float]:
    """Return the percentiles 0 to 100, between neighbours by a straight line; the last is held at the 99th, and the lowest at ``first``."""
    ordered = sorted(values)
    found = []
    for share in [max(share, first) for share in [*range(100), 99]]:
        place = share / 100 * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        found.append(float(f"{ordered[below] + (place - below) * (ordered[above] - ordered[below]):.5g}"))
    return found


def derive(rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Return what the package carries."""
    classes = {}
    for name, found in sorted(ratios(rows).items()):
        _, result, measure, *change = name.split("_")
        values = [value for value, _ in found]
        classes[name] = {
            "title": f"UNHCR changes of {result}s {TITLES[measure]}: change since the baseline divided by the change planned" if change
            else f"UNHCR {result}s {TITLES[measure]}: actual divided by target",
            "source": "unhcr",
            "first": 2016,
            "last": LAST,
            "count": len(values),
            "operations": len({operation for _, operation in found}),
            "reached": round(sum(value >= 1 for value in values) / len(values), 4),
            "percentiles": percentiles(values, first=1 if change else 0),
        }
    return {"sources": SOURCES, "classes": classes}


def main(path: Path) -> None:
    """Write the file of the package."""
    text = json.dumps(derive(read(path)), indent=1)
    lines = text.replace("[\n    ", "[").replace(",\n    ", ", ").replace("\n   ]", "]")
    SHIPPED.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
