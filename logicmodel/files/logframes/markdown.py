"""A plan's logframe as a table in Markdown."""

from __future__ import annotations

import re
from typing import Final

from logicmodel.files.logframes.content import Content, Measure
from logicmodel.files.logframes.drawing import bulleted

HEADS: Final = ("Level", "Results chain", "Indicator", "Baseline", "Target", "Sources and means of verification", "Assumptions")
SPECIAL: Final = re.compile(r"([\\`*_|<>\[\]#~$])")


def markdown(content: Content) -> str:
    """Return the logframe: what it is about, the results as a table, the activities as another."""
    lines = [f"# {_plain(content.plan.title or 'Logical framework')}", ""]
    lines += [f"**{label}:** {_plain(text)}  " for label, text in content.front if label != "Project title"]
    lines += ["", *_row(HEADS), _rule(len(HEADS))]
    for level, one, several in content.layout.levels:
        mine = [statement for statement in content.statements if statement.level == level]
        name = several if len(mine) > 1 else one
        for number, statement in enumerate(mine):
            cells = [] if statement.measures else [["", "", "", ""]]
            cells += [_cells(measure) for measure in statement.measures]
            for place, row in enumerate(cells):
                first = f"**{_cell(name.partition(chr(10))[0])}**" if number == place == 0 else ""
                result, assumed = (_cell(statement.words), _cell(bulleted(statement.assumptions))) if place == 0 else ("", "")
                lines.append(f"| {' | '.join([first, result, *row, assumed])} |")
    if content.works:
        lines += ["", *_row(("Key activities", "Means", f"Costs ({content.plan.currency})", "Assumptions")), _rule(4)]
        for work in content.works:
            cost = "" if work.cost is None else f"{work.cost:,.0f}"
            lines.append(f"| {' | '.join([_cell(work.words), _cell(bulleted(work.means)), cost, _cell(bulleted(work.assumptions))])} |")
    return "\n".join(lines) + "\n"


def _cells(measure: Measure) -> list[str]:
    goals = "\n".join(goal.dated for goal in measure.goals)
    texts = (measure.words, measure.baseline_words, goals, measure.told("source", "method", "frequency", "responsible"))
    return [_cell(text) for text in texts]


def _row(cells: tuple[str, ...]) -> list[str]:
    return [f"| {' | '.join(cells)} |"]


def _rule(count: int) -> str:
    return f"|{'---|' * count}"


def _plain(text: str) -> str:
    """Return a text whose letters all stand for themselves."""
    return SPECIAL.sub(r"\\\1", text)


def _cell(text: str) -> str:
    return "<br>".join(_plain(line) for line in text.split("\n") if line.strip())
