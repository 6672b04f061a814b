"""The chart of contributions, and the same shares on a diagram."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from pathlib import Path
from typing import Any

import pytest

import logicmodel as lm
from logicmodel.views.charts.contribution import Contribution

from .nasty import LONG, faults, texts

ROOT = Path(__file__).parents[3]
ASKED = [("homeless-shelter", "activities"), ("unhcr-malaysia", "inputs"), ("graduation", "links"), ("health-district", "activities")]


@functools.cache
def answer(name: str, players: Any, **options: Any) -> lm.Answer:
    plan = lm.read(ROOT / "scenarios" / name / "plan.yaml")
    return lm.contribution(plan, allocation=list(plan.allocations)[-1], players=players, draws=256, **options)


@pytest.mark.parametrize(("name", "players"), ASKED)
def test_scenarios_are_drawn_without_overlaps(name: str, players: str) -> None:
    found = answer(name, players)
    axes = lm.chart(found)
    assert faults(axes) == []
    shown = " ".join(text.get_text() for text in texts(axes))
    assert "alone, all others off" in shown
    part = Contribution()
    assert part.caption(found).endswith(".")
    words = part.words(found)
    assert words.count("\n") > 1
    assert not any(wrong in words + part.title(found) for wrong in (" nan", "None", "  "))


def test_the_title_names_what_brings_most_or_says_that_it_cannot_be_told() -> None:
    part = Contribution()
    assert part.title(answer("graduation", "activities")).startswith("Advise on money and pay out aid brings ")
    assert part.title(answer("homeless-shelter", "activities")).startswith("Manage cases intensively and Find homes and sign leases bring equal parts")
    assert part.title(answer("unhcr-malaysia", "inputs")).startswith(("2 inputs", "3 inputs", "4 inputs", "5 inputs"))


def test_only_what_is_asked_for_is_shown() -> None:
    found = answer("homeless-shelter", "activities")
    one = Contribution(targets=("sleeping_rough@2030",))
    assert "sleep rough" in one.words(found)
    assert "are homeless" not in one.words(found)
    few = Contribution(most=1)
    assert few.size(found)[1] < Contribution().size(found)[1]
    assert "the 1 largest" in " ".join(text.get_text() for text in texts(lm.chart(found, kind=few)))
    with pytest.raises(lm.RequestError, match="no target sleeping"):
        lm.chart(found, kind=Contribution(targets=("sleeping",)))


def test_what_hangs_on_one_alone_is_counted_and_shown_where_nothing_else_is() -> None:
    several = answer("unhcr-malaysia", "inputs")
    assert "more targets hang on one alone" in " ".join(text.get_text() for text in texts(lm.chart(several)))
    alone = dataclasses.replace(
        several, rows=tuple(row for row in several.rows if row["target"] == "decision_days@2021"),
        settings={**several.settings, "whole": [whole for whole in several.settings["whole"] if whole["target"] == "decision_days@2021"]},
    )
    assert "100 %" in " ".join(text.get_text() for text in texts(lm.chart(alone)))


def test_without_shares_there_is_nothing_to_draw() -> None:
    found = answer("homeless-shelter", "activities")
    whole = [{**one, "clear": False} for one in found.settings["whole"]]
    with pytest.raises(lm.RequestError, match="no shares to draw"):
        lm.chart(dataclasses.replace(found, settings={**found.settings, "whole": whole}))


def test_long_titles_and_sampled_orders() -> None:
    found = answer("health-district", "links", target="child_deaths@2031", orders=32)
    rows = tuple({**row, "title": f"{LONG} → {LONG}"} for row in found.rows)
    axes = lm.chart(dataclasses.replace(found, rows=rows))
    assert faults(axes) == []
    assert "32 orders sampled" in " ".join(text.get_text() for text in texts(axes))


def test_bars_begin_at_nothing_and_end_at_the_share() -> None:
    found = answer("graduation", "activities", target="success")
    axes = lm.chart(found)
    figure = axes.get_figure(root=True)
    assert figure is not None
    panels = [child for child in axes.child_axes if child.patches]
    widths = [bar.get_width() for bar in itertools.chain.from_iterable(panel.patches for panel in panels)]  # type: ignore[attr-defined]
    shares = sorted((row["share"] for row in found.rows), reverse=True)
    assert widths == pytest.approx(shares)


def test_shares_stand_on_links_and_boxes_of_a_diagram() -> None:
    plan = lm.read(ROOT / "scenarios" / "graduation" / "plan.yaml")
    links = lm.diagram(plan, style="drivers", answer=answer("graduation", "links"))
    assert "Who contributes how much, on average over 4 targets; most of all" in links.svg
    one = answer("graduation", "activities", target="success")
    boxes = lm.diagram(plan, style="drivers", answer=one)
    best = max(one.rows, key=lambda row: row["share"])
    assert f"share {best['share']:.0%}".replace("%", "") in boxes.svg.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
