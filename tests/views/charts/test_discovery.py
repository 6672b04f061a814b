"""Charts of discoveries: boxes, what peeling gave up, and the tree."""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from typing import Any, cast

import pytest

import logicmodel as lm
from logicmodel.views.charts.boxes import Boxes
from logicmodel.views.charts.chart import Chart, chart_for

from .nasty import faults

ROOT = Path(__file__).parents[3]
KINDS = ("boxes", "trade_off", "tree")


@functools.cache
def run(name: str) -> lm.Results:
    return lm.simulate(lm.read(ROOT / "scenarios" / name / "plan.yaml"), draws=2048)


@functools.cache
def answer(name: str, method: str) -> lm.Discovery:
    return lm.discover(run(name), method=cast("Any", method), resamples=10)


def shown(name: str, kind: str) -> lm.Discovery:
    return answer(name, "tree" if kind == "tree" else "prim")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["homeless-shelter", "customer-support"])
def test_scenarios_are_drawn_without_overlaps(name: str, kind: str) -> None:
    found, part = shown(name, kind), Chart.named(kind)()
    assert faults(lm.chart(found, kind=part)) == []
    words = part.title(found), part.caption(found), part.words(found)
    assert all(words)
    assert not any(re.search(r"\bnan\b|: None|\binf\b|  |factors\.|links\.", text) for text in words)
    assert words[1].endswith(".")


def test_the_chart_of_a_method_is_found_by_itself() -> None:
    assert cast("Any", chart_for(answer("homeless-shelter", "prim"))).kind == "boxes"
    assert cast("Any", chart_for(answer("homeless-shelter", "tree"))).kind == "tree"
    with pytest.raises(lm.RequestError, match="take boxes"):
        lm.chart(answer("homeless-shelter", "prim"), kind="tree")


def test_titles_and_captions_carry_the_numbers_of_the_answer() -> None:
    found = answer("homeless-shelter", "prim")
    whole, parts = found.together, found.boxes
    title, caption = Boxes().title(found), Boxes().caption(found)
    assert f"{100 * whole['coverage']:.0f} %" in title
    assert f"{100 * whole['support']:.0f} % of all futures" in title
    assert all(f"box {box['box']}" in caption for box in parts)
    assert all(row["condition"] in Boxes().words(found) for row in found.rows)
    shaky = dataclasses.replace(found, rows=tuple({**row, "stable": False} for row in found.rows))
    assert "not stable: box 1" in Boxes().caption(shaky)
    one = dataclasses.replace(found, rows=tuple(row for row in found.rows if row["box"] == 1), boxes=parts[:1])
    assert Boxes().title(one).startswith("One set of circumstances holds")
    assert "the box" in Boxes().caption(one)
    assert faults(lm.chart(one)) == []


@pytest.mark.parametrize(("target", "when", "words"), [
    ("success", "missed", "failures"), ("success", "met", "successes"), ("x", "missed", "misses"), ("x", "met", "futures that meet the target"),
])
def test_what_is_looked_for_has_its_name(target: str, when: str, words: str) -> None:
    found = answer("homeless-shelter", "prim")
    turned = dataclasses.replace(found, settings={**found.settings, "target": target, "when": when})
    assert f"of the {words}, in" in Boxes().title(turned)


def test_all_sorts_of_limits_are_drawn() -> None:
    found = answer("homeless-shelter", "prim")
    first = dict(found.rows[0])
    amount = {
        **first, "form": "many", "title": "Long " * 40, "limit": "between 1 and 2 " + "units " * 12, "from_value": 1.0, "to_value": 2.0,
        "from_value_p10": 0.5, "from_value_p90": 1.5, "to_value_p10": 2.0, "to_value_p90": 2.0, "range_from": 0.0, "range_to": 4.0, "unit": "",
    }
    share = {**amount, "title": "Share", "unit": "share", "to_value": None, "to_value_p10": None, "to_value_p90": None}
    holds = {**first, "form": "event", "from_value": 1.0, "to_value": None, "limit": "holds"}
    made = dataclasses.replace(found, rows=(amount, share, holds), boxes=found.boxes[:1])
    assert faults(lm.chart(made)) == []
