"""How a level moves by itself, in all its forms."""

import pytest

from .documents import built, changed, refused


@pytest.mark.parametrize(
    ("written", "change", "growth", "data"),
    [
        (0.5, "0.5", None, 0.5),
        ("-2 per period", "-2", None, -2),
        ("1 to 3 per period", "1 to 3", None, "1 to 3"),
        ("normal(0, 2)", "normal(0, 2)", None, "normal(0, 2)"),
        ({"kind": "normal", "mean": 0, "sd": 2}, "normal(0, 2)", None, "normal(0, 2)"),
        ("2% per period", None, "0.02", "2% per period"),
        ("1% to 3% per period", None, "0.01 to 0.03", "1% to 3% per period"),
        ("-3% to -1% per period", None, "-0.03 to -0.01", "-3% to -1% per period"),
        (
            "normal(1%, 0.5%) per period",
            None,
            "normal(0.01, 0.005)",
            {"growth": "normal(0.01, 0.005)"},
        ),
        ({"growth": "1% to 3%"}, None, "0.01 to 0.03", "1% to 3% per period"),
        ({"change": 2}, "2", None, 2),
        ({"growth": 1 / 3}, None, str(1 / 3), {"growth": 1 / 3}),
    ],
)
def test_forms(written, change, growth, data):
    plan = built("outcomes", "skills", "trend", value=written)
    trend = plan.outcomes["skills"].trend
    assert (trend.change and str(trend.change), trend.growth and str(trend.growth)) == (
        change,
        growth,
    )
    assert plan.to_document()["outcomes"]["skills"]["trend"] == data
    assert type(plan).from_document(plan.to_document()) == plan


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2%", "is '2%' a growth rate? write '2% per period'"),
        ("2% per year", "a trend is stated per period, found 'per year'; write '2% per period'"),
        ({"change": 1, "growth": 1}, "a trend needs either change or growth"),
        ({}, "a trend needs either change or growth"),
        ([1], "expected a number, or a text such as '12 to 18' or 'normal(10, 2)'"),
        ("soon", "expected a number, found 'soon'; write a number, or define soon under numbers:"),
    ],
)
def test_refusals(written, message):
    assert refused(changed("outcomes", "skills", "trend", value=written)) == [
        ("outcomes.skills.trend", message)
    ]


def test_unknown_keys_are_named():
    assert refused(changed("outcomes", "skills", "trend", value={"groth": 1}))[0] == (
        "outcomes.skills.trend.groth",
        "unknown key groth; did you mean growth?",
    )
