"""The method, in plain words: what was computed, what intervals mean, where the limits are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import naming, ranking, tables
from logicmodel.views.reports.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

LIMITS = (
    "The figures follow from the plan. A link that is missing, or a number that is wrong, makes them wrong without any sign.",
    "Ranges in the plan are judgements. Where people are too sure of themselves, chances come out too extreme.",
    "A chance describes many futures like this one. One future that turns out otherwise does not refute it.",
    "Targets are met or missed. A near miss counts as a miss; the expected distance is stated beside it.",
)


class Method(Section):
    """How the figures were computed, and what they can bear."""

    kind: Literal["method"] = "method"
    place: ClassVar[int] = 150
    title: ClassVar[str] = "How this was computed"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a few paragraphs; nothing where nothing was computed."""
        if not matter.run:
            return ()
        if matter.run["exact"]:
            how = "The plan holds no uncertain number. So it has only one future, and each target is either met or missed."
        else:
            how = (
                f"The plan was played through {matter.run['draws']:,} times. Each time, every uncertain number "
                "took a value from its range, every assumption held or failed by its chance, and the levels "
                "were followed along the links from period to period. The share of these futures in which a "
                "target is met is its chance."
            )
        same = (
            " All allocations, and doing nothing, met the same futures; so their differences are due to the "
            "allocations and not to luck."
            if len(naming.allocations(matter)) > 1
            else ""
        )
        return [
            Paragraph(how + same),
            *_words(matter),
            *_intervals(matter),
            Heading("Limits"),
            Bullets(LIMITS),
        ]


def _words(matter: Matter) -> list[Block]:
    """Return the scale of words for chances; it is left out where no chance is stated."""
    if ranking.goal(matter) is None:
        return []
    scale = [(word, f"{100 * least:.0f} % or more") for least, word in wording.LIKELIHOODS[:3]]
    scale += [("about as likely as not", "33 to 66 %")]
    scale += [
        (word, f"at most {100 * top:.0f} %")
        for top, word in (
            (0.33, "unlikely"),
            (0.10, "very unlikely"),
            (0.01, "exceptionally unlikely"),
        )
    ]
    text = (
        "Chances are written in the words of the Intergovernmental Panel on Climate Change "
        "(Mastrandrea and others 2010), so that “likely” means the same everywhere."
    )
    body = [[tables.head(word), Cell(range_)] for word, range_ in scale]
    table = Table(
        "The words and the chances they stand for",
        tables.columns(("Word", "l", 1.0), ("Chance", "l", 1.0)),
        tables.rows(body),
    )
    return [Heading("Words for chances"), Paragraph(text), table]


def _intervals(matter: Matter) -> list[Block]:
    if matter.run["exact"]:
        return []
    return [
        Heading("Two kinds of ranges"),
        Bullets(
            (
                (
                    "The interval beside a chance or a mean tells how precisely it was computed: in 95 of 100 repetitions "
                    f"with another seed it holds the true value of the model. It comes from {matter.run['replicates']} "
                    "independent repetitions, and more draws make it narrower."
                ),
                (
                    "The range beside an expected level tells how much the future may vary: nine out of ten simulated "
                    "futures lie in it. More draws do not make it narrower; only more knowledge does."
                ),
            )
        ),
    ]
