"""Charts of values of information, studies and flips: titles that say what was found, and nothing outside the page."""

from __future__ import annotations

import pytest

import logicmodel as lm
from logicmodel.plan.plan import Plan

FIRST, SECOND = "links.a->gain.weight", "links.b->gain.weight"


def plan_of(first: str = "normal(1, 0.3)", second: str = "normal(1.2, 0.9)") -> Plan:
    return Plan.from_document({
        "logicmodel": 1, "title": "Safe or bold", "currency": "USD", "periods": {"first": 2030, "count": 1},
        "inputs": {"a": {"title": "Safe way", "unit": "USD"}, "b": {"title": "Bold way", "unit": "USD"}},
        "assumptions": {"calm": {"title": "The weather stays calm", "holds": 0.7}},
        "factors": {"moon": {"title": "Phase of the moon", "reference": 0, "value": "normal(0, 1)"}},
        "outcomes": {"gain": {"title": "More is gained", "baseline": 0, "unit": "things", "value": 1000}},
        "links": [
            {"from": "a", "to": "gain", "weight": first},
            {"from": "b", "to": "gain", "weight": second, "assumes": ["calm"]},
        ],
        "targets": [{"node": "gain", "at_least": 1, "by": 2030}],
        "allocations": {"safe": {"title": "Play safe", "a": 1}, "bold": {"title": "Be bold", "b": 1}},
    })


@pytest.mark.parametrize("utility", ["success", "npv", "effect:gain", "gain"])
def test_the_first_number_is_in_the_title(utility: str) -> None:
    answer = lm.value_of_information(plan_of(), utility=utility, draws=4096)
    shown = lm.picture(answer)
    assert shown.title.startswith("Find out first: ")
    assert "Knowing everything" in shown.caption
    assert "Phase of the moon" in shown.text
    assert "nothing would seem to be worth" in shown.svg
    assert {"success": "points", "npv": "USD", "effect:gain": "things", "gain": "points"}[utility] in shown.svg


def test_nothing_to_find_out() -> None:
    settled = lm.value_of_information(plan_of("9", "normal(1, 0.1)"), draws=4096)
    assert lm.picture(settled).title == "Nothing is to be gained from finding out more before choosing"
    unsure = lm.value_of_information(plan_of(), draws=4096)
    rows = tuple({**row, "clear": False, "value": 0.0} for row in unsure.rows)
    shown = lm.picture(lm.Answer(unsure.question, unsure.title, rows, unsure.settings, titles=unsure.titles))
    assert shown.title == "No single number is worth finding out before choosing"
    assert "nothing sure" in shown.svg


def test_more_numbers_than_are_shown() -> None:
    answer = lm.value_of_information(plan_of(), utility="effect:gain", draws=4096)
    kind = lm.Chart.named("information")(most=1)  # type: ignore[call-arg]
    assert "worth less" in lm.picture(answer, kind=kind).svg
    chance = tuple({**row, "learnable": False} for row in answer.rows)
    assert "not to be found out" in lm.picture(lm.Answer("information", "", chance, answer.settings)).svg


def test_a_study_over_its_sizes() -> None:
    options = {"utility": "npv", "draws": 4096, "sd": 2.0}
    good = lm.picture(lm.study_value(plan_of(), SECOND, cost_per_unit=0.1, decisions=2, **options))
    assert good.title.startswith("Study “Bold way")
    assert "best size" in good.svg
    assert "2 decisions" in good.svg
    dear = lm.picture(lm.study_value(plan_of(), SECOND, cost_per_unit=1e6, **options))
    assert "costs more than it can gain" in dear.title
    assert "best size" not in dear.svg
    free = lm.picture(lm.study_value(plan_of(), SECOND, sd=2, draws=4096))
    assert "can add up to" in free.title
    assert "cost of the study" not in free.svg
    useless = lm.picture(lm.study_value(plan_of(), "factors.moon.value", sd=2, sizes=[10], draws=4096))
    assert "not worth doing" in useless.title


def test_flips_on_their_own_ranges() -> None:
    flips = lm.flip_values(plan_of(), utility="effect:gain", draws=4096)
    shown = lm.picture(flips)
    assert "could overturn the choice" in shown.title
    assert "above" in shown.text
    assert "Not shown" in shown.svg
    one = tuple(row for row in flips.rows if row["flip"] is not None)[:1]
    assert "Not shown" not in lm.picture(lm.Answer("flip", "", one, flips.settings, titles=flips.titles)).svg
    settled = lm.flip_values(plan_of("9", "0.1"), draws=4096)
    with pytest.raises(lm.RequestError, match="no number flips"):
        lm.picture(settled)
    assert lm.Chart.named("flip")().title(settled).startswith("No single number overturns")
