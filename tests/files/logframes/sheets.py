"""What the tests of logframes share: sheets as people type them, and what comes of reading and writing."""

from __future__ import annotations

from openpyxl import Workbook

import logicmodel as lm

LAYOUTS = ("logframe_eu", "logframe_fcdo", "logframe_pmf")


def written(plan, path, kind):
    losses: list[lm.Problem] = []
    lm.write(plan, path, kind=kind, losses=losses)
    return [str(one) for one in losses]


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one) for one in losses]


def results(plan):
    return {**plan.outputs, **plan.outcomes}


def goals(plan, name):
    found = {(goal.due, goal.within is None, goal.at_least, goal.at_most, goal.between, goal.change, goal.against) for goal in plan.targets if goal.node == name}
    return sorted(found, key=str)


def sheet(path, rows, merged=(), name="Logframe"):
    """Write rows to a workbook as somebody would have typed them."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    return path
