"""Files that people already have: a large IATI file as a stream, and the checks of a large plan."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import logicmodel as lm
from tests.benchmarks.clock import race
from tests.benchmarks.measurements import Effort, Row

MEGABYTES, SECONDS, MEMORY = 100, 60.0, 500.0
RESULTS = 120
"""Results of one activity, each with an indicator and three periods: about 75 kB, as large operations publish them."""
NODES = 2_000
READ = """
import resource, sys, time
import logicmodel as lm
start, count, losses = time.process_time(), 0, []
for _, plan in lm.read_many(sys.argv[1], losses=losses):
    count += 1
    losses.clear()
print(count, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def formats(effort: Effort) -> Iterator[Row]:
    """Read a large file in a process of its own, and check a large plan."""
    wanted = 10 if effort.quick else MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "activities.xml"
        size = write_activities(path, wanted * 1_000_000) / 1e6
        done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    count, seconds, memory = (float(one) for one in done.stdout.split())
    share = size / MEGABYTES
    yield Row(f"IATI: {size:.0f} MB, {count:,.0f} activities", f"{seconds:.1f} s", "", seconds, None, SECONDS * share, note="processor time")
    yield Row("IATI: most memory, MB", f"{memory:.0f} MB", "", memory, None, MEMORY)
    plan = lm.Plan.from_document(large(NODES))
    best = min(race({"ours": lambda: lm.check(plan, profile="all")}, 3)["ours"].processor)
    yield Row(f"check with all rules: {len(plan.nodes):,} nodes, {len(plan.links):,} links", f"{best:.2f} s", "", best, None, 2.0, note="processor time")


def write_activities(path: Path, size: int) -> int:
    """Write activities until the file has that size; return its bytes."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write("<iati-activities version='2.03'>\n")
        number = 0
        while written < size:
            written += file.write(_activity(number))
            number += 1
        written += file.write("</iati-activities>\n")
    return written


def _activity(number: int) -> str:
    results = "".join(_result(number, place) for place in range(RESULTS))
    return (
        f"<iati-activity xml:lang='en' default-currency='USD'><iati-identifier>XM-EX-{number}</iati-identifier>"
        f"<reporting-org ref='XM-EX' type='40'><narrative>Example agency</narrative></reporting-org><title><narrative>Operation {number}</narrative></title>"
        "<description type='1'><narrative>Protection, basic needs and durable solutions for people who had to flee.</narrative></description>"
        f"<budget type='1' status='1'><period-start iso-date='2021-01-01'/><period-end iso-date='2021-12-31'/><value value-date='2021-01-01'>{1000 * number}</value></budget>"
        f"{results}</iati-activity>\n"
    )


def _result(number: int, place: int) -> str:
    titled = "<title><narrative>{}</narrative></title>"
    periods = "".join(
        f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>"
        f"<target value='{100 + year % 7 + place}'/><actual value='{90 + place}'/></period>\n" for year in (2021, 2022, 2023)
    )
    kind = "1" if place % 3 else "2"
    return (
        f"<result type='{kind}'>{titled.format(f'Result {place} of operation {number}: people have what they need')}"
        f"<indicator measure='{1 + place % 2}' ascending='1'>{titled.format(f'# of people of concern with need {place} met')}"
        f"<baseline year='2020' value='{place}'/>{periods}</indicator></result>\n"
    )


def large(nodes: int) -> dict[str, Any]:
    """Return the document of a plan with so many nodes, a fourth of each kind, and eight links from every output."""
    each = nodes // 4
    links = [{"from": f"{before}{k}", "to": f"{after}{k}", "weight": "1 to 2"} for k in range(each) for before, after in (("m", "a"), ("a", "o"))]
    links += [{"from": f"o{k}", "to": f"c{(7 * k + 13 * step) % each}", "weight": "1 to 2"} for k in range(each) for step in range(8)]
    return {
        "periods": {"first": 2027, "count": 5},
        "inputs": {f"m{k}": {"title": f"Money {k}"} for k in range(each)},
        "activities": {f"a{k}": {"title": f"Run shop {k}"} for k in range(each)},
        "outputs": {f"o{k}": {"title": f"Shop {k} is open", "indicators": {f"x{k}": {"title": f"Shops {k}"}}} for k in range(each)},
        "outcomes": {f"c{k}": {"title": f"People buy fresh food at {k}", "baseline": 3, "indicators": {f"y{k}": {"title": f"Buyers {k}"}}} for k in range(each)},
        "links": links, "targets": [{"node": f"c{k}", "at_least": 10, "by": 2030} for k in range(each)],
    }
