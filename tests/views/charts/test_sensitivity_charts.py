"""The charts of sensitivities: on scenarios, on plans that are hard to draw, and what they say."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes

import logicmodel as lm
from logicmodel.views.charts.chart import Chart, chart_for
from logicmodel.views.charts.heat_map import HeatMap
from logicmodel.views.charts.indices import Indices
from logicmodel.views.charts.tornado import Tornado

from .nasty import LONG, faults, plan, texts

ROOT = Path(__file__).parents[3]
UNDER = {"homeless-shelter": "housing_first", "graduation": "support_first", "customer-support": "fix_the_causes", "health-district": "births"}
DRAWS = {"tornado": 256, "sobol": 1024, "shapley": 1024, "rank": 1024, "morris": 1024, "given": 1024, "target": 1024}


@functools.cache
def asked(name: str, method: str, target: str | None = None) -> lm.Answer:
    found = lm.read(ROOT / "scenarios" / name / "plan.yaml")
    return lm.sensitivity(found, target, method=method, allocation=UNDER[name], draws=1024 if name == "health-district" else DRAWS[method])


@functools.cache
def hard(title: str = "Outcome", **options: Any) -> lm.Answer:
    found = plan(title=title, **options)
    return lm.sensitivity(found, "goal_0", method="tornado", of="level", draws=256)


@pytest.mark.parametrize("name", UNDER)
def test_tornados_of_scenarios_are_drawn_without_overlaps(name: str) -> None:
    answer = asked(name, "tornado")
    assert faults(lm.chart(answer)) == []
    assert type(chart_for(answer)) is Tornado


@pytest.mark.parametrize("method", ["sobol", "shapley", "rank", "morris", "given", "target"])
def test_indices_of_every_method_are_drawn_without_overlaps(method: str) -> None:
    answer = asked("homeless-shelter", method)
    assert type(chart_for(answer)) is Indices
    assert faults(lm.chart(answer)) == []
    part = Indices()
    top = max(answer.rows, key=lambda row: abs(row[{"sobol": "ST", "shapley": "share", "target": "share", "rank": "rank", "morris": "mu_star", "given": "S1"}[method]] or 0.0))
    assert top["title"] in part.title(answer)
    assert part.words(answer).splitlines()[0] == top["sentence"]
    assert part.caption(answer).endswith(".")


@pytest.mark.parametrize("name", ["homeless-shelter", "customer-support"])
def test_a_heat_map_is_drawn_of_several_targets(name: str) -> None:
    answer = asked(name, "tornado", "all")
    assert type(chart_for(answer)) is HeatMap
    assert faults(lm.chart(answer)) == []
    words = HeatMap().words(answer).splitlines()
    assert len(words) == len({row["target"] for row in answer.rows})
    assert "matters most for" in HeatMap().title(answer)


def test_few_targets_stand_over_their_columns_many_have_numbers() -> None:
    answer = asked("homeless-shelter", "tornado", "all")
    targets = tuple(dict.fromkeys(row["target"] for row in answer.rows))
    few, many = HeatMap(targets=targets[:3]), HeatMap()
    shown = [text.get_text() for text in texts(lm.chart(answer, kind=few))]
    assert "Success" in shown
    assert not any(word.startswith("1  ") for word in shown)
    assert any(text.get_text().startswith("1  Success") for text in texts(lm.chart(answer, kind=many)))
    assert faults(lm.chart(answer, kind=few)) == []


CASES: dict[str, dict[str, Any]] = {
    "plain": {}, "long titles": {"title": LONG}, "huge numbers": {"baseline": 1e9, "amount": 1e9, "level": 2.2e9},
    "tiny numbers": {"amount": 1e-4, "level": 1e-4}, "negative levels": {"baseline": -500.0, "weight": "-1.5 to -0.5", "at_most": -505.0},
    "other letters": {"title": "目标 الهدف"}, "months": {"periods": 36, "step": "month"},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["tornado", "indices"])
def test_hard_plans_are_drawn_without_overlaps(case: str, kind: str) -> None:
    answer = hard(**CASES[case])
    part = Chart.named(kind)()
    assert faults(lm.chart(answer, kind=kind)) == []
    told = part.title(answer), part.caption(answer), part.words(answer)
    assert not any(wrong in text for text in told for wrong in ("nan", ": None", "inf ", "  "))


def test_the_title_of_a_tornado_names_the_widest_swing_and_its_ends() -> None:
    answer = asked("graduation", "tornado")
    top = answer.rows[0]
    title = Tornado().title(answer)
    assert title.startswith(f"The chance of success moves most with “{top['title']}”: from ")
    assert title.endswith(lm.wording.chance(top["met_at_p90"], top["met_at_p90_low"], top["met_at_p90_high"]).partition(" (")[0])
    swing = lm.wording.points(top["met_swing"], top["met_swing_low"], top["met_swing_high"])
    assert swing in Tornado().caption(answer)


def test_a_tornado_shows_where_numbers_stand_and_what_is_expected() -> None:
    letters = [text.get_text() for text in texts(lm.chart(asked("homeless-shelter", "tornado")))]
    assert {"no", "yes"} <= set(letters)
    assert any("with all numbers drawn (line)" in words for words in letters)
    assert any("numbers that matter less are left out" in words for words in letters)


def test_the_level_can_be_shown_where_the_chance_was_asked() -> None:
    answer = asked("graduation", "tornado", "graduates@2031")
    level, met = lm.picture(answer, kind=Tornado(of="level")), lm.picture(answer)
    assert level.title.startswith("The level of “")
    assert met.title.startswith("The chance of “")
    with pytest.raises(lm.RequestError, match="does not tell of success how its level moves"):
        lm.picture(asked("graduation", "tornado"), kind=Tornado(of="level"))


def test_options_choose_targets_and_how_many() -> None:
    answer = asked("homeless-shelter", "tornado", "all")
    target = answer.rows[-1]["target"]
    one = lm.picture(answer, kind=Tornado(targets=(target,), top=3))
    assert len(one.text.splitlines()) <= 3
    assert lm.picture(answer, kind=HeatMap(top=2)).height < lm.picture(answer).height
    for kind in (Tornado, Indices, HeatMap):
        with pytest.raises(lm.RequestError, match="no target called"):
            lm.picture(answer, kind=kind(targets=("nowhere",)))


def answer_of(*rows: dict[str, Any], **settings: Any) -> lm.Answer:
    base = {"target": "success", "of": "met", "acts": True}
    return lm.Answer("sensitivity", "?", tuple({**base, "title": row["name"].upper(), **row} for row in rows), settings)


def share(name: str, column: str, value: float, half: float = 0.01, **more: Any) -> dict[str, Any]:
    return {"name": name, column: value, f"{column}_low": value - half, f"{column}_high": value + half, **more}


@pytest.mark.parametrize(("method", "rows", "told"), [
    ("sobol", [share("a", "ST", 0.9, 0.012), share("b", "ST", 0.3, 0.0)], {"90", "±1", "30"}),
    ("rank", [share("a", "rank", 0.62, 0.03)], {"+0.62", "±0.03"}),
    ("morris", [share("a", "mu_star", 1200, 50)], {"1,200", "±50"}),
])
def test_cells_tell_half_of_their_interval(method: str, rows: list[dict[str, Any]], told: set[str]) -> None:
    answer = answer_of(*rows, *(row | {"target": "y"} for row in rows), method=method)
    assert told <= {text.get_text() for text in texts(lm.chart(answer, kind=HeatMap()))}


def test_what_cannot_be_told_from_nothing_stands_back() -> None:
    answer = answer_of(share("a", "S1", 0.5, floor=0.02), share("b", "S1", 0.005, floor=0.02, clear=False), method="given")
    axes = lm.chart(answer)
    assert faults(axes) == []
    letters = [text.get_text() for text in texts(axes)]
    assert any("grey: cannot be told from nothing" in words for words in letters)
    assert "what a number without any influence would get by chance" in letters
    nothing = answer_of(share("a", "S1", 0.0, 0.02), method="given")
    assert Indices().title(nothing) == "No number stands out in what the chance of success hangs on"
    assert faults(lm.chart(nothing)) == []


def test_charts_say_where_nothing_moves() -> None:
    still = {f"met_{what}{end}": 0.5 if "at" in what else 0.0 for what in ("at_p10", "at_p90", "swing") for end in ("", "_low", "_high")}
    answer = answer_of({"name": "a", **still}, method="tornado")
    assert Tornado().title(answer) == "No number alone moves the chance of success so that it could be told"
    assert "without intervals" in Tornado().caption(answer)
    assert "A (low → high): nothing." in Tornado().words(answer)
    assert faults(lm.chart(answer)) == []
    two = dataclasses.replace(answer, rows=tuple({**row, "target": target} for row in answer.rows for target in ("x", "y")))
    assert HeatMap().title(two) == "No target hangs on a number that could be told from chance"
    assert "nothing that can be told" in HeatMap().words(two)
    assert faults(lm.chart(two)) == []


def test_a_heat_map_says_where_every_target_hangs_on_something_else() -> None:
    rows = [share("a", "ST", 0.9), share("b", "ST", 0.1), share("a", "ST", 0.1, target="y"), share("b", "ST", 0.9, target="y")]
    answer = answer_of(*rows, method="sobol")
    assert HeatMap().title(answer) == "Every target hangs on something else most"
    assert HeatMap().words(answer) == "Success: A 90 % (89–91 %); B 10 % (9–11 %).\ny: B 90 % (89–91 %); A 10 % (9–11 %)."
    assert isinstance(lm.chart(answer), Axes)
    assert Indices().words(answer).splitlines()[0] == "A: in all 90 % (89–91 %)."
