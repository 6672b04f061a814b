"""An answer is a small table that explains itself."""

from __future__ import annotations

import math

import pytest

import logicmodel as lm
from logicmodel.analysis.answer import Answer, number
from tests.engine.examples import meal_plan

ANSWER = Answer(
    "demo", "What <is> it?", ({"name": "a<b", "value": 1.23456, "extra": None}, {"name": "b", "value": 2.0, "late": 3}),
    {"seed": 1}, ("Mind & heart",),
)


def test_columns_come_in_order_of_appearance() -> None:
    assert ANSWER.columns == ("name", "value", "extra", "late")


def test_to_frame() -> None:
    frame = ANSWER.to_frame()
    assert list(frame.columns) == list(ANSWER.columns)
    assert frame.attrs == {"question": "demo", "seed": 1}
    assert frame["value"].tolist() == [1.23456, 2.0]
    assert Answer("none", "", (), {}).to_frame().empty


def test_to_dict_is_plain_data() -> None:
    found = ANSWER.to_dict()
    assert found == {
        "question": "demo", "title": "What <is> it?", "settings": {"seed": 1}, "notes": ["Mind & heart"],
        "rows": [dict(row) for row in ANSWER.rows],
    }


def test_where() -> None:
    assert ANSWER.where(name="b")["late"] == 3
    with pytest.raises(LookupError, match="0 rows"):
        ANSWER.where(name="c")
    with pytest.raises(LookupError, match="2 rows"):
        ANSWER.where()


def test_one_line_and_the_whole_table() -> None:
    assert repr(ANSWER) == "<Answer demo: 2 rows, 4 columns>"
    assert str(ANSWER).splitlines() == [
        "What <is> it?", "", "name  value  late", "─────────────────", "a<b   1.235", "b         2     3", "Mind & heart",
    ]


def test_number() -> None:
    assert number(2) == 2
    assert [number(value) for value in (math.nan, math.inf, -math.inf)] == [None, None, None]


def test_settings_say_what_made_an_answer() -> None:
    results = lm.simulate(meal_plan(), draws=64, seed=4, sampler="random")
    answer = lm.attainment(results)
    assert answer.settings == {
        "plan": "A warm meal", "digest": results.plan.digest, "version": lm.__version__, "sampler": "random", "seed": 4,
        "draws": 64, "replicates": 16, "interval": "95 % t interval over independent replicates",
        "currency": "EUR",
    }
    assert answer.to_frame().attrs["digest"] == results.plan.digest
