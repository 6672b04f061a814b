"""Charts of searches: frontier, bands, response, surface, optimum, relaxed, marginal, regret."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from pathlib import Path
from typing import Any, cast

import pytest

import logicmodel as lm
from logicmodel.analysis.optimize.optimum import Estimate
from logicmodel.views.charts.chart import Chart, chart_for
from logicmodel.views.charts.marginal import Marginal
from logicmodel.views.plotting import limits, spending
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.theme import HUES, light
from logicmodel.views.plotting.tints import tint

from .nasty import LONG, faults, texts

ROOT = Path(__file__).parents[3]
SCENARIOS = ("homeless-shelter", "health-district")
TWO = {"homeless-shelter": ("caseworkers", "rent_support"), "health-district": ("midwives", "health_workers")}
SPANS = {"caseworkers": (0, 14, 3.5), "rent_support": (0, 120, 30), "midwives": (4, 60, 14), "health_workers": (60, 600, 180)}


@functools.cache
def plan(name: str) -> lm.Plan:
    return lm.read(ROOT / "scenarios" / name / "plan.yaml")


def answer(name: str, kind: str) -> lm.Answer:
    """Return a small answer that a chart of the kind shows."""
    return asked(name, {"bands": "frontier", "relaxed": "optimum"}.get(kind, kind))


@functools.cache
def asked(name: str, kind: str) -> lm.Answer:
    of, first = plan(name), TWO[name][0]
    last = list(of.allocations)[-1]
    match kind:
        case "frontier":
            return lm.frontier(of, 3, low=7e6, high=11e6, per_period=3e6, draws=128, verify=512)
        case "optimum":
            return lm.optimize(of, draws=128, verify=512)
        case "response":
            return lm.sweep(of, {first: SPANS[first]}, allocation=last, draws=512)
        case "surface":
            return lm.sweep(of, {key: SPANS[key] for key in TWO[name]}, allocation=last, draws=512)
        case "marginal":
            return lm.marginal(of, last, draws=512)
        case _:
            return lm.regret(of, draws=512)


KINDS = ("frontier", "bands", "optimum", "relaxed", "response", "surface", "marginal", "regret")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_searches_are_drawn_without_overlaps(name: str, kind: str) -> None:
    found = answer(name, kind)
    part = Chart.named(kind)()
    if not part.fits(found):
        pytest.skip("no limit but money stood in the way")
    axes = lm.chart(found, kind=part)
    assert faults(axes) == []
    words = part.title(found), part.caption(found), part.words(found)
    assert all(words)
    assert not any(wrong in text for text in words for wrong in ("nan", ": None", "inf ", "+0 ", "  ", "budget.t", "budget.f", "budget.p", "budget.l", "at-0"))
    assert words[1].endswith(".")


@pytest.mark.parametrize("kind", ["frontier", "optimum", "response", "surface", "marginal", "regret"])
def test_the_chart_of_a_question_is_found_by_itself(kind: str) -> None:
    assert cast("Any", chart_for(answer("homeless-shelter", kind))).kind == kind


def test_a_sweep_over_two_inputs_is_no_curve() -> None:
    with pytest.raises(lm.RequestError, match="response does not show an answer to 'sweep' of this form; take surface"):
        lm.picture(answer("homeless-shelter", "surface"), kind="response")
    with pytest.raises(lm.RequestError, match="take response"):
        lm.picture(answer("homeless-shelter", "response"), kind="surface")


def frontier(values: list[float], budget: float | None = 2e6, **changes: Any) -> Any:
    """Return a frontier with given values at 1, 2, 3, ... million."""
    given = cast("Any", answer("homeless-shelter", "frontier"))
    rows = tuple(
        {"budget": 1e6 * (n + 1), "cost": 1e6 * (n + 1), "value": value, "low": max(value - 0.005, 0), "high": value + (value > 0) * 0.005,
         "in_sample": value, "cost:rent_support": 4e5 * (n + 1), "cost:caseworkers": 6e5 * (n + 1)}
        for n, value in enumerate(values)
    )  # fmt: skip
    return dataclasses.replace(given, rows=rows, settings={**given.settings, "budget": budget}, **changes)


@pytest.mark.parametrize(("values", "title"), [
    ([0.1, 0.3, 0.5], "USD 3 m buys 50.0 %"),
    ([0.0, 0.0, 0.5], "USD 3 m buys 50.0 %; up to USD 2 m buys next to nothing"),
    ([0.1, 0.5, 0.5], "More than USD 2 m buys nothing more: the chance stays at 50.0 %"),
    ([0.0, 0.0, 0.0], "No budget up to USD 3 m gives a chance worth the name"),
])
def test_the_frontier_says_what_money_buys(values: list[float], title: str) -> None:
    part = Chart.named("frontier")()
    assert part.title(frontier(values)).startswith(title)
    assert faults(lm.chart(frontier(values))) == []


def test_the_frontier_tells_the_plans_budget_and_its_own_allocations() -> None:
    found = frontier([0.1, 0.3, 0.5])
    picture = lm.picture(found)
    best = max(found.against, key=lambda row: float(row["value"]))
    assert "30.0 % (29.5–30.5 %) with USD 2 m;" in picture.caption
    assert f"has {lm.wording.chance(best['value'], best['low'], best['high'])} for USD" in picture.caption
    assert "the plan’s budget" in picture.letters
    bare = lm.picture(frontier([0.1, 0.3, 0.5], None, against=()))
    assert "the plan’s budget" not in bare.letters
    assert "10.0 % (9.5–10.5 %) with USD 1 m and 50.0 %" in bare.caption


def test_the_bands_say_where_more_money_goes() -> None:
    part = Chart.named("bands")()
    assert part.title(frontier([0.1, 0.3, 0.5])) == "What is spent beyond USD 1 m goes mostly to Caseworkers and Rent support"
    given = frontier([0.1, 0.3, 0.5])
    flat = dataclasses.replace(given, rows=tuple({**row, "cost:rent_support": 1e5, "cost:caseworkers": 1e5} for row in given.rows))
    assert part.title(flat) == "A larger budget is not spent"
    assert "93 % stay unspent" in part.caption(flat)
    none = dataclasses.replace(given, rows=tuple({**row, "cost:rent_support": 0.0, "cost:caseworkers": 0.0} for row in given.rows))
    with pytest.raises(lm.RequestError, match="no budget is spent"):
        lm.chart(none, kind="bands")
    many = dataclasses.replace(given, rows=tuple(
        {**{key: value for key, value in row.items() if not key.startswith("cost:")}, **{f"cost:{LONG} {n}": row["budget"] / 30 for n in range(28)},
         "cost:small": row["budget"] / 100}
        for row in given.rows
    ))  # fmt: skip
    axes = lm.chart(many, kind="bands")
    assert faults(axes) == []
    assert any("Other inputs 1 %" in text.get_text() for text in texts(axes))


def test_areas_beside_each_other_differ_in_grey() -> None:
    def grey(colour: str) -> float:
        return sum(weight * int(colour[1 + 2 * n : 3 + 2 * n], 16) for n, weight in enumerate((0.299, 0.587, 0.114)))

    shades = [grey(tint(place)) for place in range(25)]
    assert min(abs(one - two) for one, two in itertools.pairwise(shades)) > 15
    assert len({tint(place) for place in range(18)}) >= 15
    assert tint(0) == light(HUES[0], 0.85)


def sweep(values: list[float], *, here: int = 0, fits: list[bool] | None = None, **settings: Any) -> lm.Answer:
    given = answer("homeless-shelter", "response")
    rows = tuple(
        {"caseworkers": float(n), "cost": 1e6 + 1e5 * n, "value": value, "low": value - 0.01, "high": value + 0.01,
         "fits": fits is None or fits[n], "here": n == here}
        for n, value in enumerate(values)
    )  # fmt: skip
    return dataclasses.replace(given, rows=rows, settings={**given.settings, **settings})


def test_the_response_says_where_it_is_best_within_the_limits() -> None:
    part = Chart.named("response")()
    assert part.title(sweep([0.1, 0.3, 0.2])) == "Caseworkers: 30 % with 1 FTE, against 10 % with 0 FTE"
    assert part.title(sweep([0.1, 0.3, 0.4], fits=[True, True, False])).startswith("Caseworkers: 30 % with 1 FTE")
    assert part.title(sweep([0.1, 0.3, 0.4], budget=1.1e6)).startswith("Caseworkers: 30 % with 1 FTE")
    assert part.title(sweep([0.1, 0.3, 0.31], here=1)) == "No amount of Caseworkers does better than 1 FTE, as far as can be told"
    assert part.title(sweep([0.3, 0.3, 0.3])) == "The amount of Caseworkers makes no difference that can be told"
    assert "2 FTE: 40 % (39–41 %), costing USD 1.2 m, against the limits." in part.words(sweep([0.1, 0.3, 0.4], fits=[True, True, False]))
    assert "against the limits of the budget" in lm.picture(sweep([0.1, 0.3, 0.4], fits=[True, True, False])).letters
    assert "best is" not in part.caption(sweep([0.3, 0.3, 0.3]))


def surface(values: list[list[float]], *, fits: bool = True, **settings: Any) -> lm.Answer:
    given = answer("homeless-shelter", "surface")
    rows = tuple(
        {"caseworkers": float(a), "rent_support": 10.0 * b, "cost": 1e6 * (a + b), "value": value, "low": max(value - 0.01, 0), "high": value + 0.01,
         "fits": fits, "here": a == b == 0}
        for b, line in enumerate(values) for a, value in enumerate(line)
    )  # fmt: skip
    return dataclasses.replace(given, rows=rows, settings={**given.settings, **settings})


def test_the_surface_says_what_is_within_reach() -> None:
    part = Chart.named("surface")()
    rising = [[0.0, 0.1, 0.2], [0.1, 0.3, 0.5]]
    assert part.title(surface(rising, budget=None)) == "Other amounts of Caseworkers and Rent support would reach 50 %, against < 1 % now"
    assert "would reach 30 %" in part.title(surface(rising, budget=2e6))
    assert part.title(surface([[0.2, 0.2], [0.2, 0.2]])) == "Caseworkers and Rent support make no difference that can be told"
    assert "within the limits do better than < 1 %" in part.title(surface(rising, fits=False))
    assert "no point keeps the limits" in part.caption(surface(rising, fits=False))
    assert "budget is used up" in lm.picture(surface(rising, budget=2e6)).letters
    assert "budget is used up" not in lm.picture(surface(rising, budget=9e9)).letters
    for values in (rising, [[0.2, 0.2], [0.2, 0.2]], [[0.1, 0.3]], [[0.1], [0.3]]):
        assert faults(lm.chart(surface(values, budget=2e6))) == []


def test_the_optimum_tells_verified_and_searched_value() -> None:
    found = cast("Any", answer("homeless-shelter", "optimum"))
    picture = lm.picture(found)
    told = lm.wording.chance(found.verified.value, found.verified.low, found.verified.high)
    assert f"{told} on fresh draws" in picture.caption
    assert f"status of the search: {found.status}" in picture.letters
    for row in found.against:
        assert f"{found.titles['allocation'][row['allocation']]}: {lm.wording.chance(row['value'], row['low'], row['high'])}." in picture.text
    part = Chart.named("optimum")()
    rows = [{**row, "verdict": "cannot tell apart"} for row in found.against]
    assert "cannot be told apart from Housing first" in part.title(dataclasses.replace(found, against=tuple(rows)))
    assert part.title(dataclasses.replace(found, against=())) == f"The best allocation found reaches {told.partition(' (')[0]}"


def test_the_optimum_for_several_futures_tells_each() -> None:
    found = cast("Any", answer("homeless-shelter", "optimum"))
    future = {"value": 0.3, "low": 0.29, "high": 0.31, "regret": 0.05, "regret_low": 0.04, "regret_high": 0.06}
    several = dataclasses.replace(found, futures=({**future, "future": "as planned"}, {**future, "future": "rent_shock", "regret": 0.1, "regret_high": 0.12}))
    part = Chart.named("optimum")()
    assert part.title(several).startswith("Whatever the future, at most 10.0 points behind")
    assert "30 % (29–31 %) as planned and 30 % (29–31 %) with rent shock" in part.caption(several)
    assert faults(lm.chart(several)) == []
    assert "Housing first, as planned: " in part.words(several)


def test_what_the_limits_cost_is_drawn_where_there_are_any() -> None:
    found = cast("Any", answer("homeless-shelter", "relaxed"))
    assert found.relaxed is not None
    part = Chart.named("relaxed")()
    same = dataclasses.replace(found, relaxed=dataclasses.replace(found.relaxed, gain=Estimate(0.0, -0.01, 0.01)))
    assert part.title(same) == "The limits cost nothing that can be told"
    more = dataclasses.replace(found, relaxed=dataclasses.replace(found.relaxed, gain=Estimate(0.1, 0.09, 0.11), dropped=("the least of shelter_beds",)))
    assert part.title(more).startswith("Without the limits the same money would reach ")
    assert "left out: the floor of Night shelter beds." in part.caption(more)
    with pytest.raises(lm.RequestError, match=r"relaxed does not show .* of this form; take optimum"):
        lm.picture(dataclasses.replace(found, relaxed=None), kind="relaxed")


def test_a_little_more_is_sorted_by_what_it_brings() -> None:
    found = cast("Any", answer("homeless-shelter", "marginal"))
    part = Marginal()
    lines = part.words(found).splitlines()
    gains = sorted((row for row in found.rows if row["step"] == "money"), key=lambda row: -row["gain"])
    assert [line.partition(":")[0] for line in lines] == [row["title"] for row in gains]
    assert lm.wording.points(gains[0]["gain"], gains[0]["gain_low"], gains[0]["gain_high"]) in lines[0]
    units = Marginal(step="units")
    assert "more more" not in units.words(found)
    assert "for 1 FTE more." in units.words(found)
    flat = dataclasses.replace(found, rows=tuple({**row, "gain": 0.0, "gain_low": -0.01, "gain_high": 0.01} for row in found.rows))
    assert part.title(flat) == "A little more of any one input changes nothing that can be told"
    assert faults(lm.chart(flat)) == []
    with pytest.raises(lm.RequestError, match="no input costs anything; show units"):
        lm.chart(dataclasses.replace(found, rows=tuple(row for row in found.rows if row["step"] == "units")))
    best = cast("Any", answer("homeless-shelter", "optimum"))
    assert "best allocation found" in lm.picture(best, kind="marginal").letters
    with pytest.raises(lm.RequestError, match="of this form"):
        lm.picture(dataclasses.replace(best, marginal=()), kind="marginal")


def test_regret_names_the_allocation_that_loses_least() -> None:
    found = cast("Any", answer("homeless-shelter", "regret"))
    part = Chart.named("regret")()
    assert part.title(found) == "Housing first is best in every future"
    rows = [{**row, "regret": 0.1, "regret_low": 0.09, "regret_high": 0.11} for row in found.rows]
    lost = dataclasses.replace(found, rows=tuple(rows))
    assert part.title(lost) == "Housing first loses least in the worst case: 10.0 points behind the best"
    tied = dataclasses.replace(found, rows=tuple({**row, "minimax": True} for row in rows))
    assert part.title(tied) == "No allocation is safer than the others, as far as can be told"
    one = Chart.named("regret")(futures=("rent_shock",))
    picture = lm.picture(found, kind=one)
    assert "Landlords leave" not in picture.letters
    assert "Whatever the future" not in picture.letters
    with pytest.raises(lm.RequestError, match="no future rent_shok; did you mean rent_shock"):
        lm.picture(found, kind=Chart.named("regret")(futures=("rent_shok",)))


def test_a_measure_knows_what_it_is_called() -> None:
    given = answer("homeless-shelter", "regret")

    def measure(objective: str, *, probability: bool = False) -> Measure:
        settings = {**given.settings, "objective": objective, "probability": probability}
        return Measure.of(dataclasses.replace(given, settings=settings))

    assert measure("success", probability=True).name == "Chance of success"
    assert measure("target:homeless_people@2030", probability=True).name == "Chance of meeting the target: Fewer people are homeless"
    assert measure("npv").short == "expected benefit less cost"
    assert measure("npv").told({"value": 1200.0, "low": 1100.0, "high": 1300.0}) == lm.wording.money(1200.0, "USD", 1100.0, 1300.0)
    assert measure("effect:homeless_people").apart(5.0, 4.0, 6.0) == lm.wording.interval(5.0, 4.0, 6.0)
    assert measure("quantile:homeless_people,0.1").name == "Level in a bad case: Fewer people are homeless"
    assert measure("npv").scale([-5.0, 5.0]).low < -5
    assert measure("success", probability=True).scale([0.2, 0.99999]).high == pytest.approx(1.0)
    assert measure("success", probability=True).scale([0.0, 0.0]).ticks[-1][0] <= 0.011
    assert measure("npv").money(1_234_567) == "USD 1.23 m"
    assert measure("npv").money(675_653) == "USD 676,000"


@pytest.mark.parametrize("kind", ["frontier", "response", "surface", "regret", "marginal"])
def test_charts_of_searches_for_a_number_are_drawn(kind: str) -> None:
    given = answer("homeless-shelter", kind)
    other = dataclasses.replace(given, settings={**given.settings, "objective": "npv", "probability": False})
    assert faults(lm.chart(other, kind=kind)) == []
    assert "%" not in Chart.named(kind)().words(other)


def test_amounts_are_read_from_the_answer() -> None:
    found = cast("Any", answer("homeless-shelter", "optimum"))
    lines = {line.id: line for line in spending.lines(found)}
    assert sum(line.cost for line in lines.values()) == pytest.approx(found.cost)
    assert lines["caseworkers"].price == pytest.approx(68_000)
    other = {line.id: line for line in spending.others(found, {"caseworkers": (1.0, 2.0, 3.0, 4.0)})}
    assert other["caseworkers"].told == "1 to 4 FTE"
    assert other["caseworkers"].cost == pytest.approx(680_000)
    assert other["rent_support"].told == "none"


def test_limits_are_told_in_words() -> None:
    titles = {"nurses": "Nurses", "grant": "The grant", "college": "Staff to be had"}
    names = ("budget.total", "budget.funds: money free for all + grant", "budget.limits.college in 2028", "the most of nurses", "budget.per_period in 2027")
    assert limits.told(names, titles) == [
        "the whole budget", "money that is not earmarked, and The grant", "Staff to be had in 2028", "the ceiling of Nurses", "the budget of 2027",
    ]  # fmt: skip
