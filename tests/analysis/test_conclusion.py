"""What sensitivities come to in words, held against hand-made rows."""

from __future__ import annotations

from typing import Any

import pytest

import logicmodel as lm
from logicmodel.analysis.conclusion import FIND_OUT, conclude, deed
from logicmodel.analysis.importance import MEASURES, leading, measures_of, targets_of

LINK, FACTOR, HOLDS, NOISE = "links.a->b.weight", "factors.rent.value", "assumptions.x.holds", "outcomes.y.noise"
TITLES = {LINK: "A → B: weight", FACTOR: "Rent", HOLDS: "It holds", NOISE: "Y: chance variation"}


def row(name: str, column: str, value: float | None, half: float = 0.01, **more: Any) -> dict[str, Any]:
    ends = {} if value is None else {f"{column}_low": value - half, f"{column}_high": value + half}
    return {"name": name, "target": "success", "of": "met", "acts": True, column: value, **ends, **more}


def answer(method: str, *rows: dict[str, Any], **settings: Any) -> lm.Answer:
    titles = {
        "number": TITLES, "target": {"y@2030": "Fewer people"}, "rule": {"y@2030": "at most 9 people (of all) by 2030"},
        "node": {"y": "Fewer people"}, "unit": {"y": "people"},
    }
    return lm.Answer("sensitivity", "?", rows, {"method": method, **settings}, titles=titles)


def test_a_few_numbers_are_named_with_what_they_make_together() -> None:
    whole = {"success": {"alone": 0.86, "alone_low": 0.82, "alone_high": 0.9}}
    found = conclude(answer("sobol", row(LINK, "ST", 0.7, S1=0.6), row(FACTOR, "ST", 0.35, S1=0.25), row(HOLDS, "ST", 0.02, 0.002, S1=0.01), outcomes=whole))
    assert found.headline == (
        "The chance of success hangs above all on two numbers: “A → B: weight” and “Rent”. Together they make about 85 % of the "
        "uncertainty by themselves; 14 % (10–18 %) comes from numbers that act only together."
    )
    assert [one.column for one in found.measures] == ["ST", "S1"]
    assert found.advice == (
        f"Look first at “A → B: weight”. {deed(LINK)}", f"Then “Rent”. {deed(FACTOR)}",
        "“It holds” could be fixed at a guess without changing the answer (it has less than 3 % of the uncertainty).",
    )


def test_one_number_is_enough_where_it_makes_nearly_all() -> None:
    found = conclude(answer("shapley", row(LINK, "share", 0.95), row(FACTOR, "share", 0.05)))
    assert found.headline == "The chance of success hangs above all on one number: “A → B: weight”. It makes 95 % of the uncertainty."


def test_many_numbers_are_not_all_named() -> None:
    rows = [row(f"numbers.n{place}", "share", 0.1, title=f"N{place}") for place in range(10)]
    found = conclude(answer("shapley", *rows))
    assert found.headline.startswith("The chance of success hangs on many numbers; “N0”, “N1” and “N2” matter most. Together they make 30 %")
    assert "Which matters most cannot be told between “N0”, “N1”, “N2”, “N3” and “N4”; more draws would tell." in found.advice
    assert not any("fixed at a guess" in line for line in found.advice)


def test_where_nothing_can_be_told_nothing_is_advised() -> None:
    found = conclude(answer("given", row(LINK, "S1", 0.002), row(FACTOR, "S1", 0.2, clear=False), row(HOLDS, "S1", 0.2, acts=False)))
    assert found.headline == "The chance of success hangs on no single number that could be told from chance."
    assert found.advice == ()


def test_only_methods_that_see_everything_say_what_may_be_fixed() -> None:
    assert any("only total shares can say (method sobol)" in line for line in conclude(answer("given", row(LINK, "S1", 0.5))).advice)
    swings = [row(LINK, "met_swing", -0.4), row(FACTOR, "met_swing", 0.001, 0.002), row(HOLDS, "met_swing", 0.0, 0.0), row(NOISE, "met_swing", 0.0, 0.0)]
    found = conclude(answer("tornado", *swings))
    assert found.headline == "The chance of success hangs above all on one number: “A → B: weight”."
    assert found.advice[-1] == (
        "Three of 4 numbers come last (each alone moves the chance by less than a point), such as “Rent” and “It holds”. "
        "Whether they could be fixed at a guess only total shares can say (method sobol)."
    )
    idle = [{**one, "acts": False} for one in swings[2:]]
    assert conclude(answer("tornado", *swings[:2], *idle)).advice[-2:] == (
        "“Rent” comes last (alone it moves the chance by less than a point). Whether it could be fixed at a guess only total shares can say (method sobol).",
        "Two of 4 numbers do nothing here at all: no need to find out more about them.",
    )
    assert "no need to find out more about it" in conclude(answer("tornado", *swings[:2], idle[0])).advice[-1]
    screened = conclude(answer("morris", row(LINK, "mu_star", 10.0, 1.0), row(FACTOR, "mu_star", 0.1, 0.1)))
    assert screened.advice[-1].startswith("“Rent” could be fixed at a guess without changing the answer (alone it moves it by less than 5 %")


def test_it_says_what_is_asked_about() -> None:
    level = {"target": "y@2030", "of": "level"}
    both = answer("tornado", row(LINK, "level_swing", 3.0, **level), row(LINK, "met_swing", None, **level), of="level")
    assert conclude(both).headline.startswith("The level of “Fewer people” in 2030 hangs above all on one number")
    met = answer("tornado", row(LINK, "met_swing", 0.3, target="y@2030"))
    assert conclude(met).headline.startswith("The chance of “Fewer people” (at most 9 people, of all by 2030) hangs")
    both = answer("tornado", row(LINK, "met_swing", 0.3), row(FACTOR, "met_swing", 0.2, target="y@2030"))
    assert targets_of(both) == ["success", "y@2030"]
    assert "“Rent”" in conclude(both, "y@2030").headline
    with pytest.raises(lm.RequestError, match="not about x; it is about success, y@2030"):
        conclude(both, "x")


def test_other_answers_have_no_conclusion() -> None:
    with pytest.raises(lm.RequestError, match="no conclusion from an answer to 'costs'"):
        lm.conclude(lm.Answer("costs", "?", (), {}))
    with pytest.raises(lm.RequestError, match="the answer is empty"):
        lm.conclude(answer("sobol"))


@pytest.mark.parametrize("name", [LINK, FACTOR, HOLDS, NOISE, "variants", "inputs.a.price", "outcomes.y.baseline", "outcomes.y.trend.growth",
                                  "outcomes.y.retain", "outcomes.y.displacement", "outcomes.y.indicators.z.error.sd"])
def test_every_sort_of_number_has_a_deed_of_its_own(name: str) -> None:
    assert deed(name) != FIND_OUT
    assert deed("numbers.reach") == FIND_OUT


def test_swings_count_by_their_squares_shares_as_they_are() -> None:
    swings, shares = ([row(f"n{size}", column, size / 100, 0.001) for size in (60, 30, 10)] for column in ("met_swing", "share"))
    assert [one["name"] for one in leading(swings, MEASURES["tornado"][0])] == ["n60", "n30"]
    assert [one["name"] for one in leading(shares, MEASURES["shapley"][0])] == ["n60", "n30"]
    assert [one["name"] for one in leading(swings, MEASURES["tornado"][0], share=0.7)] == ["n60"]
    assert [one["name"] for one in leading(shares, MEASURES["shapley"][0], share=0.7)] == ["n60", "n30"]


def test_measures_write_what_they_measure() -> None:
    told = {
        "share": row("n", "share", 0.2), "points": row("n", "met_swing", -0.2), "change": row("n", "level_swing", 2.5, 0.25),
        "correlation": row("n", "rank", -0.25), "amount": row("n", "mu_star", 2.5, 0.25),
    }
    words = {one.form: one.told(told[one.form]) for some in MEASURES.values() for one in some if one.value(told[one.form]) is not None}
    assert words == {
        "share": "20 % (19–21 %)", "points": "−20.0 points (−21.0 to −19.0)", "change": "+2.5 (2.2–2.8)",
        "correlation": "−0.25 (−0.26 to −0.24)", "amount": "2.5 (2.2–2.8)",
    }
    total = MEASURES["sobol"][0]
    assert total.told({"ST": -0.001, "ST_low": -0.01, "ST_high": 0.008}) == "< 0.8 %"
    assert total.told({"ST": 0.0, "ST_low": 0.0, "ST_high": 0.0}) == "nothing"
    assert total.told({"ST": None}) == "n/a"
    assert total.brief({"ST": 0.4, "ST_low": 0.39, "ST_high": 0.41}) == "40 %"
    assert total.ends({"ST": 0.4}) == (0.4, 0.4)
    assert measures_of(lm.Answer("sensitivity", "?", ({"name": "n", "share": 0.1},), {}))[0].column == "share"
