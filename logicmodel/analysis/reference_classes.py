"""Which classes of past results can stand in where nothing better is known?"""

from __future__ import annotations

from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.parts.distributions.reference_class import ReferenceClass
from logicmodel.parts.reference_classes import classes

NOTES = (
    "these are results of the organisations named, with the money they had; they are no law for yours",
    (
        "actual divided by target counts the baseline of an outcome as reached; for what a plan adds to an outcome take a class of changes, and mind "
        "that not all of a change since the baseline is the plan's doing"
    ),
    (
        "before 2022 the data do not say whether more or less of an indicator is better, so for levels of outcomes a "
        "ratio above 1 is not always a success"
    ),
)


def reference_classes() -> Answer:
    """Return the reference classes that a plan may name, with what they rest on.

    One row per class: its ``name`` and ``title``, how to write it (``text``), the number of results
    (``count``) and of reporting ``operations``, the ``years``, the percentiles ``p5`` to ``p95`` and
    ``average`` of actual divided by target (of changes: of the planned change), the share that reached it (``reached_target``), and
    ``source``, ``licence``, ``attribution``, ``origin`` and ``changed`` of the data.
    """
    rows: list[dict[str, Any]] = []
    for name, found in classes().items():
        part = ReferenceClass(name=name)
        quantiles = {f"p{share}": found.percentiles[share] for share in (5, 25, 50, 75, 95)}
        half, low, high = (wording.percent(quantiles[name]) for name in ("p50", "p5", "p95"))
        goal = "the change that was planned" if found.of_change else "their target"
        sentence = (
            f"Half of the {found.count:,} results came to at most {half} of {goal}, nine in ten lay between {low} and {high} of it; "
            f"{wording.percent(found.reached)} reached it."
        )
        rows.append({
            "name": name, "title": found.title, "text": part.text(), "count": found.count, "operations": found.operations,
            "years": f"{found.first} to {found.last}", **quantiles, "average": part.expectation(), "reached_target": found.reached,
            "sentence": sentence, "source": found.source["title"], "licence": found.source["licence"],
            "attribution": found.source["attribution"], "origin": found.source["from"], "changed": found.source["changed"],
        })
    titles = {"name": {name: found.title for name, found in classes().items()}}
    origins = dict.fromkeys(f"data: {row['source']}; {row['attribution']}, {row['licence']}" for row in rows)
    return Answer("reference_classes", "Which past results can stand in where nothing better is known?", tuple(rows), {}, (*NOTES, *origins), titles)
