"""Every chart on every scenario and on plans that are hard to draw."""

from __future__ import annotations

import functools
import sys
import warnings
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import logicmodel as lm
from logicmodel.views.charts.chart import Chart, chart_for
from logicmodel.views.charts.fan import Fan

from .nasty import CASES, LONG, QUESTIONS, canvas, faults, plan, texts

ROOT = Path(__file__).parents[3]
SCENARIOS = ("homeless-shelter", "graduation", "customer-support", "unhcr-malaysia")
KINDS = tuple(QUESTIONS)


@functools.cache
def scenario(name: str) -> lm.Results:
    return lm.simulate(lm.read(ROOT / "scenarios" / name / "plan.yaml"), draws=256)


@functools.cache
def case(name: str) -> lm.Results:
    return lm.simulate(CASES[name](), draws=256)


def answer_of(kind: str, results: lm.Results) -> lm.Answer:
    if kind == "difference" and len(results.allocations) == 1:
        return lm.compare(results, baseline="nothing")
    answer = QUESTIONS[kind](results)
    if not answer.rows:
        pytest.skip("the plan has nothing of the kind")
    return answer


def pixels(figure: Figure) -> np.ndarray:
    made = FigureCanvasAgg(figure)
    made.draw()
    return np.asarray(made.buffer_rgba())[..., :3].astype(int)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_scenarios_are_drawn_without_overlaps(name: str, kind: str) -> None:
    answer = answer_of(kind, scenario(name))
    part = Chart.named(kind)()
    if name == "unhcr-malaysia" and kind in {"fan", "distribution"}:  # 75 panels take long and show no more than 27
        option, column = ("nodes", "node") if kind == "fan" else ("targets", "target")
        part = Chart.named(kind)(**{option: tuple(dict.fromkeys(row[column] for row in answer.rows))[:9]})
    assert faults(lm.chart(answer, kind=part)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CASES)
def test_hard_plans_are_drawn_without_overlaps(name: str, kind: str) -> None:
    if "25 targets" in name and kind in {"fan", "distribution", "waterfall"}:
        pytest.skip("a scenario has as many")
    answer = answer_of(kind, case(name))
    part = Chart.named(kind)()
    axes = lm.chart(answer, kind=kind)
    assert faults(axes) == []
    assert len(list(texts(axes))) > 5
    words = part.title(answer), part.caption(answer), part.words(answer)
    assert all(words)
    assert not any(wrong in text for text in words for wrong in ("nan", ": None", "inf ", "+0 ", "−0 ", "  "))
    assert words[1].endswith(".")
    if name == "exact":
        assert "95 %" not in words[1]


def test_the_check_of_overlaps_finds_some() -> None:
    axes = canvas(3, 2).add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.text(0.5, 0.5, "one")
    assert faults(axes) == []
    axes.text(0.52, 0.51, "two")
    axes.text(0.95, 0.2, "too far out")
    assert [fault.partition(":")[0] for fault in faults(axes)] == ["outside", "overlap"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_draws_into_the_axes_it_is_given_and_nowhere_else(kind: str) -> None:
    figure = canvas(9, 7)
    grid = cast("Any", figure.subplots(2, 2))
    given = grid[0, 1]
    given.set_axis_off()
    for other in grid.flat:
        other.set(xticks=[], yticks=[])
    before = pixels(figure)
    assert lm.chart(answer_of(kind, case("one target")), kind=kind, axes=given) is given
    after = pixels(figure)
    box = given.get_window_extent()
    high = after.shape[0]
    inside = (slice(int(high - box.y1), int(high - box.y0) + 1), slice(int(box.x0), int(box.x1) + 1))
    assert (after[inside] != 255).any(axis=-1).mean() > 0.01
    same = (before == after).all(axis=-1)
    same[inside] = True
    assert same.all()
    assert faults(given) == []


def test_a_small_subplot_gets_small_letters() -> None:
    answer = answer_of("attainment", scenario("homeless-shelter"))
    large, small = (lm.chart(answer, axes=canvas(width, width, dpi=300).add_axes((0, 0, 1, 1))) for width in (8, 2))
    sizes = [max(text.get_fontsize() for text in texts(axes)) for axes in (large, small)]
    assert sizes[1] < 0.5 * sizes[0]
    assert faults(small) == []


def test_axes_of_pyplot_will_do() -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots()
    try:
        assert lm.chart(answer_of("gap", case("one target")), axes=axes) is axes
        assert faults(axes) == []
    finally:
        plt.close(figure)
    assert plt.get_fignums() == []


def test_the_settings_of_matplotlib_stay_as_they_were() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    filters = list(warnings.filters)
    lm.picture(answer_of("fan", case("one target")))
    assert dict(mpl.rcParams) == before
    assert list(warnings.filters) == filters


@pytest.mark.parametrize("kind", KINDS)
def test_the_chart_of_a_question_is_found_by_itself(kind: str) -> None:
    answer = answer_of(kind, case("one target"))
    assert cast("Any", chart_for(answer)).kind == kind


def test_captions_carry_the_numbers_of_the_answer() -> None:
    results = case("one target")
    attainment = lm.attainment(results)
    top = max(attainment.rows, key=lambda row: row["probability"])
    told = lm.wording.chance(top["probability"], top["low"], top["high"])
    part = Chart.named("attainment")()
    assert f"highest is {told} for" in part.caption(attainment)
    assert told in part.words(attainment)
    gap = lm.joint(results).where(allocation="option_1", what="output_outcome_gap")
    told = lm.wording.points(gap["probability"], gap["low"], gap["high"])
    assert f"gap {told}" in Chart.named("gap")().caption(lm.joint(results))
    compared = lm.compare(results)
    largest = max((row for row in compared.rows if row["what"] != "cost"), key=lambda row: abs(row["difference"]))
    told = lm.wording.points(largest["difference"], largest["low"], largest["high"])
    assert f"the largest is {told} for" in Chart.named("difference")().caption(compared)
    assert "Outcome option 1 costs EUR 1,000 more than Outcome option 0." in Chart.named("difference")().words(compared)
    last = lm.levels(results, "goal_0").rows[-1]
    told = lm.wording.spread(last["p50"], last["p5"], last["p95"], "people")
    assert told in Fan().caption(lm.levels(results, "goal_0"))
    net = lm.waterfall(results).where(allocation="option_1", stage="net")
    told = lm.wording.interval(net["amount"], net["low"], net["high"]).partition(" ")[0]
    assert f"+{told} people" in Chart.named("waterfall")().caption(lm.waterfall(results))
    spread = lm.distribution(results, "goal_0")
    first = spread.rows[0]
    told = lm.wording.chance(first["probability"], first["probability_low"], first["probability_high"])
    assert told in Chart.named("distribution")().caption(spread)
    times = lm.time_to_target(case("always met"))
    assert "above one half in 4 of 4 cases" in Chart.named("time_to_target")().caption(times)
    never = Chart.named("time_to_target")().caption(lm.time_to_target(case("never met")))
    assert "nowhere above one half" in never


@pytest.mark.parametrize(("name", "title"), [
    ("always met", "No allocation stands out at any target"),
    ("one allocation", "Outcome option 0: 0 of 2 targets more likely met than missed"),
])
def test_titles_say_the_finding(name: str, title: str) -> None:
    assert Chart.named("attainment")().title(lm.attainment(case(name))) == title


def test_the_fan_says_which_allocations_reach_the_target() -> None:
    def title(**options: Any) -> str:
        return Fan().title(lm.levels(lm.simulate(plan(**options), draws=64), "goal_0"))

    assert title(level=1e6) == "Outcome 0: no allocation is expected to reach the target"
    assert title(level=0.1) == "Outcome 0: every allocation is expected to reach the target"
    assert title(level=8.2) == "Outcome 0: Outcome option 1 is expected to reach the target"
    assert title(level=0.1, allocations=1) == "Outcome 0: Outcome option 0 is expected to reach the target"
    assert title(change=3, against="counterfactual") == "Outcome 0: how it develops, and how sure that is"


def test_the_fan_shows_what_was_measured() -> None:
    answer = lm.levels(case("one target"), "goal_0", actuals={"goal_0": {"2027": 9, "2028": (11, 2)}})
    bare = lm.picture(lm.levels(case("one target"), "goal_0"))
    shown = lm.picture(answer)
    assert "measured: 2027 9, 2028 11 ± 3.92" in shown.text
    assert "measured, with 1.96 standard errors either way" in shown.letters
    assert "measured" not in bare.letters
    assert faults(lm.chart(answer)) == []


def test_options_choose_what_is_shown() -> None:
    results = scenario("homeless-shelter")
    one = lm.picture(lm.levels(results), kind=Fan(nodes=("homeless_people",)))
    assert one.title.startswith("Fewer people are homeless")
    assert "Meals served" not in one.letters
    for kind, option in (("attainment", "targets"), ("difference", "what"), ("distribution", "targets"), ("time_to_target", "targets")):
        part = Chart.named(kind)(**{option: ("homeless_people@2030",)})
        picture = lm.picture(QUESTIONS[kind](results), kind=part)
        assert "Meals served" not in picture.letters + picture.text
        assert picture.height < lm.picture(QUESTIONS[kind](results)).height
    with pytest.raises(lm.RequestError, match="no outcome colege_entries; did you mean college_entries"):
        lm.picture(lm.waterfall(scenario("graduation")), kind=Chart.named("waterfall")(outcomes=("colege_entries",)))


def test_equal_titles_are_told_apart_by_their_ids() -> None:
    document = plan().to_document()
    for form in document["allocations"].values():
        form["title"] = "Same"
    picture = lm.picture(lm.attainment(lm.simulate(lm.Plan.from_document(document), draws=64)))
    assert "Same (option_0)" in picture.letters
    assert "Same (option_1)" in picture.letters


def test_wrong_requests_say_what_is_meant() -> None:
    answer = lm.attainment(case("one target"))
    with pytest.raises(lm.RequestError, match="'fam' is not a chart; did you mean fan"):
        lm.chart(answer, kind="fam")
    with pytest.raises(lm.RequestError, match="the chart fan does not show the answer to 'attainment'; it shows levels"):
        lm.picture(answer, kind="fan")
    with pytest.raises(lm.RequestError, match="no chart shows the answer to 'costs'"):
        lm.chart(lm.costs(case("one target")))
    with pytest.raises(lm.RequestError, match="is empty"):
        lm.chart(lm.Answer("attainment", "", (), {}))


def test_plans_without_targets_are_refused_in_words() -> None:
    document = plan().to_document()
    del document["targets"]
    results = lm.simulate(lm.Plan.from_document(document), draws=64)
    with pytest.raises(lm.RequestError, match="no targets"):
        lm.picture(lm.compare(results))
    with pytest.raises(lm.RequestError, match=r"is empty|no targets"):
        lm.picture(lm.joint(results))


@pytest.mark.parametrize(("kept", "told"), [("goal_0", "it has none on outputs"), ("things", "it has none on outcomes")])
def test_the_gap_of_a_plan_with_one_sort_of_targets(kept: str, told: str) -> None:
    document = plan().to_document()
    document["targets"] = [target for target in document["targets"] if target["node"] == kept]
    answer = lm.joint(lm.simulate(lm.Plan.from_document(document), draws=64))
    picture = lm.picture(answer)
    assert told in picture.caption
    assert "is likeliest to meet all" in picture.title
    assert faults(lm.chart(answer)) == []


def test_without_matplotlib_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = lm.attainment(case("one target"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(lm.MissingExtraError, match=r"needs the package matplotlib; pip install 'logicmodel\[report\]'"):
        lm.chart(answer)
    with pytest.raises(lm.MissingExtraError):
        lm.picture(answer)
    part = Chart.named("attainment")()
    assert part.words(answer)


def test_long_titles_are_cut_not_dropped() -> None:
    axes = lm.chart(answer_of("attainment", case("long titles")))
    assert any(text.get_text().startswith(LONG[:20]) for text in texts(axes))


def test_every_member_says_what_it_shows() -> None:
    family = Chart.family
    assert family is not None
    for kind, part in family.every().items():
        assert part.model_fields["kind"].default == kind
        assert cast("type[Chart]", part).questions
        assert part.model_validate(dict(part.example)) == part()
        assert (part.__doc__ or "").count(".") >= 1


def test_a_chart_of_ones_own_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from typing import ClassVar, Literal

    family = Chart.family
    assert family is not None
    monkeypatch.setattr(family, "members", dict(family.members))

    class Sentence(Chart):
        questions: ClassVar = ("costs",)
        kind: Literal["sentence"] = "sentence"

        def title(self, answer: lm.Answer) -> str:
            return f"{len(answer.rows)} rows"

        caption = words = title

        def size(self, answer: lm.Answer) -> tuple[float, float]:
            return 3.0, 0.25 * len(answer.rows)

        def draw(self, answer: lm.Answer, axes: Axes) -> Axes:
            axes.text(0.1, 0.5, self.title(answer))
            return axes

    picture = lm.picture(lm.costs(case("one target")))
    assert picture.title == "4 rows"
    assert "4 rows" in picture.letters


def test_an_allocation_looks_the_same_in_every_chart_that_shows_it() -> None:
    """The place in the plan decides, whatever else an answer or a run holds."""
    import dataclasses

    from logicmodel.views.plotting import theme
    from logicmodel.views.plotting.naming import Names

    last = "option_5"
    whole = case("6 allocations")
    alone = lm.simulate(CASES["6 allocations"](), allocations=[last], draws=64)
    for kind, ask in QUESTIONS.items():
        if kind == "difference":
            continue
        for answer in (ask(alone), (found := ask(whole)) and dataclasses.replace(found, rows=tuple(row for row in found.rows if row["allocation"] == last))):
            assert Names(answer).places()[last] == 5
            figure = lm.chart(answer, kind=kind).get_figure(root=True)
            colours = {_hex(part) for part in figure.findobj() if hasattr(part, "get_color")}
            assert theme.hue(5) in colours, kind
            assert theme.hue(0) not in colours, kind


def _hex(part: Any) -> str:
    from matplotlib.colors import to_hex

    try:
        return to_hex(part.get_color())
    except (TypeError, ValueError):
        colours = part.get_color()
        return to_hex(colours[0]) if len(colours) else ""


def test_the_waterfall_shows_what_changes_are_worth() -> None:
    answer = lm.waterfall(case("one target"))
    part = Chart.named("waterfall")(measure="money")
    picture = lm.picture(answer, kind=part)
    net = answer.where(allocation="option_1", stage="net")
    told = lm.wording.interval(net["money"], net["money_low"], net["money_high"]).partition(" ")[0]
    assert f"EUR +{told}" in picture.caption
    assert "in money of today" in picture.caption
    assert faults(lm.chart(answer, kind=part)) == []
    bare = tuple({key: value for key, value in row.items() if not key.startswith("money")} for row in answer.rows)
    with pytest.raises(lm.RequestError, match="no outcome has a value in money"):
        lm.chart(lm.Answer("waterfall", "", bare, {}, titles=answer.titles), kind=part)


@pytest.mark.parametrize(("sign", "words"), [(-1, "loss avoided"), (1, "gain missed")])
def test_what_would_have_come_the_other_way_has_its_own_words(sign: int, words: str) -> None:
    import dataclasses

    answer = lm.waterfall(case("one target"))
    money = {"gross": 0.5, "deadweight": -0.5, "displacement": 0.0, "attributed_to_others": 0.0, "net": 1.0}
    rows = tuple(
        {**row, **dict.fromkeys(("money", "money_low", "money_high"), -sign * 1000.0 * money[row["stage"]])} for row in answer.rows
    )
    part = Chart.named("waterfall")(measure="money")
    assert f"{words} EUR" in part.words(dataclasses.replace(answer, rows=rows))
