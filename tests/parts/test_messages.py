"""What is refused, in plain words and with the remedy."""

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from logicmodel.kinds import OneOf
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.quantity import NotNegative, Positive, Quantity, Share

CURVE = Annotated[Curve, OneOf(Curve)]
COMBINER = Annotated[Combiner, OneOf(Combiner)]


@pytest.mark.parametrize(
    ("wanted", "value", "message"),
    [
        (Quantity, "pert(0.40, 0.35, 1)", "low must be below mode (0.4 > 0.35)"),
        (Quantity, "triangular(1, 3, 2)", "mode must be below high (3 > 2)"),
        (
            Quantity,
            "uniform(3, 3)",
            "low must be below high (both are 3); write 3 for a certain number",
        ),
        (
            Quantity,
            "pert(2, 2, 2)",
            "low must be below high (both are 2); write 2 for a certain number",
        ),
        (Quantity, "normal(p5=3, p95=1)", "p5 must be below p95 (3 > 1)"),
        (Quantity, "normal(10)", "normal needs either mean and sd, or p5= and p95="),
        (Quantity, "normal(1, 2, p5=0)", "normal needs either mean and sd, or p5= and p95="),
        (Quantity, "normal(1, 0)", "Input should be greater than 0"),
        (Quantity, "18 to 12", "the low end must be below the high end (18 >= 12)"),
        (Quantity, "-3 to 5", "write normal(p5=-3, p95=5) if a normal shape is meant"),
        (Quantity, "0 to 5", "write normal(p5=0, p95=5) if a normal shape is meant"),
        (
            Quantity,
            "beta(mean=0.3, sd=0.6)",
            "sd is too large: with a mean of 0.3 it must be below 0.4583",
        ),
        (Quantity, "beta(2)", "beta needs either a and b, or mean= and sd="),
        (Quantity, "beta(3e6, 7e6)", "write truncate(normal(0.3, 0.000145), low=0, high=1)"),
        (Quantity, "gamma(10, 0.001)", "write normal(10, 0.001)"),
        (
            Quantity,
            "quantiles(p10=8, p50=9, p90=50)",
            "its curve would fall below p10; move the quantiles",
        ),
        (Quantity, "quantiles(p10=8, p50=12, p90=10)", "p50 must be below p90 (12 > 10)"),
        (Quantity, "quantiles(p10=8, p50=8, p90=10)", "p10 must be below p50 (8 = 8)"),
        (Quantity, "quantiles(p10=8, p50=12, low=9)", "low must be below p10 (9 > 8)"),
        (Quantity, "quantiles(p10=8, p90=12, high=12)", "p90 must be below high (12 = 12)"),
        (
            Quantity,
            "quantiles(p10=8)",
            "state 2 to 9 different quantiles, such as p10=, p50= and p90=",
        ),
        (Quantity, "quantiles(p5=8, p05=9)", "state 2 to 9 different quantiles"),
        (Quantity, "quantiles(p10=8, p50=9, lwo=3)", "lwo is not a quantile; write p10=, p50="),
        (Quantity, "quantiles(p0=8, p50=9)", "p0 is not a quantile"),
        (Quantity, "truncate(normal(0, 1))", "truncate needs low=, high= or both"),
        (
            Quantity,
            "truncate(normal(0, 1), low=9)",
            "normal(0, 1) is almost never above 9; move the bounds",
        ),
        (Quantity, "truncate(12 to 18, high=0)", "12 to 18 is almost never below 0"),
        (Quantity, "truncate(uniform(0, 1), low=2, high=3)", "almost never between 2 and 3"),
        (Quantity, "truncate(uniform(0, 1), low=1, high=0)", "low must be below high (1 > 0)"),
        (Quantity, "truncate(cost, low=0)", "found the name cost; write its distribution out"),
        (Quantity, "mixture(1 to 2 each period: 1)", "write 'each period' at the end of the whole"),
        (
            Quantity,
            "mixture(normal(1, 2))",
            "takes pairs with a colon, such as mixture(normal(10, 2): 0.7",
        ),
        (Quantity, "mixture(normal(1, 2): 0)", "at least one weight must be above 0"),
        (
            Quantity,
            {"kind": "mixture", "of": [1, 2], "weights": [1]},
            "every one of the 2 distributions needs its weight, found 1 weights",
        ),
        (Quantity, "discrete(1, 2)", "discrete() takes pairs with a colon"),
        (Quantity, "discrete(1: 0.2, 1: 3)", "the value 1 is given twice; add up its weights"),
        (Quantity, "discrete(1: -1, 2: 3)", "Input should be greater than or equal to 0"),
        (Quantity, "empirical()", "at least 1 item"),
        (Quantity, "poisson(1e9)", "Input should be less than or equal to 100000000"),
        (Quantity, "normal(1 to 2, 3)", "normal() takes plain numbers"),
        (
            Quantity,
            {"kind": "normal", "mean": True, "sd": 1},
            "expected a number, found true or false",
        ),
        (Quantity, True, "expected a number, found true or false"),
        (Quantity, float("nan"), "expected a finite number, found nan"),
        (Quantity, None, "expected a number, or a text such as '12 to 18'"),
        (Quantity, "{a: 1}", "expected a number or a distribution"),
        (Quantity, "cost each period", "write 'each period' where the number cost is defined"),
        (Positive, 0, "must be above 0, found 0"),
        (
            Positive,
            "poisson(3)",
            "must be above 0, but poisson(3) can be 0; choose a shape that cannot",
        ),
        (Positive, "mixture(0: 1, 1 to 2: 1)", "can be 0; choose a shape that cannot"),
        (
            Positive,
            "normal(3, 1)",
            "choose a shape with these bounds or write truncate(normal(3, 1), low=0)",
        ),
        (NotNegative, "uniform(-1, 1)", "must be at least 0, but uniform(-1, 1) can be below 0"),
        (
            Share,
            "12%  to 130%",
            "can be above 1; choose a shape with these bounds or write truncate(0.12 to 1.3, low=0",
        ),
        (Share, 1.2, "must be from 0 to 1, found 1.2"),
        (
            CURVE,
            "piecewise(0: 0, 0: 3)",
            "the levels of the source must rise from point to point (0 >= 0)",
        ),
        (CURVE, "piecewise(0: 0)", "at least 2 items"),
        (
            CURVE,
            "piecewise(0, 1)",
            "takes pairs with a colon, such as piecewise(0: 0, 10: 40, 20: 60)",
        ),
        (CURVE, "threshold(0, 3)", "must be above 0, found 0"),
        (CURVE, "linear(1) each period", "'each period' belongs behind a number inside linear()"),
        (COMBINER, "overlap(10, sideways)", "Input should be 'additive', 'random' or 'nested'"),
        (COMBINER, "ces(1, shares={a: 0})", "must be above 0, found 0"),
    ],
)
def test_message(wanted, value, message):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(wanted).validate_python(value)
    assert message in "; ".join(error["msg"] for error in caught.value.errors())


@pytest.mark.parametrize(
    "value", ["uniform(0, 1)", "gamma(3, 2)", "12 to 18", "poisson(5000)", "cost", "0.1% to 3%"]
)
def test_positive_numbers_are_taken(value):
    TypeAdapter(Positive).validate_python(value)


@pytest.mark.parametrize(
    ("mapping", "text"),
    [
        ({"kind": "pert", "low": 8, "mode": 12, "high": 20}, "pert(8, 12, 20)"),
        ({"kind": "beta", "mean": "80%", "sd": "10%"}, "beta(mean=0.8, sd=0.1)"),
        ({"kind": "lognormal", "p5": 12, "p95": 18}, "12 to 18"),
        (
            {"kind": "normal", "mean": "68_000", "sd": 5, "each": "period"},
            "normal(68000, 5) each period",
        ),
        (
            {"kind": "discrete", "values": [10, 20], "weights": ["30%", 0.7]},
            "discrete(10: 0.3, 20: 0.7)",
        ),
        ({"kind": "empirical", "values": [3, 1, 2]}, "empirical(3, 1, 2)"),
        (
            {"kind": "quantiles", "p90": 20, "p50": 12, "p2.5": 5, "low": 0},
            "quantiles(p2.5=5, p50=12, p90=20, low=0)",
        ),
        (
            {
                "kind": "mixture",
                "of": ["normal(10, 2)", {"kind": "fixed", "value": 3}],
                "weights": [2, 1],
            },
            "mixture(normal(10, 2): 2, 3: 1)",
        ),
        (
            {"kind": "truncate", "of": "normal(0, 1)", "low": 0, "high": None},
            "truncate(normal(0, 1), low=0)",
        ),
        ({"kind": "fixed", "value": 3}, "3"),
        ({"kind": "bernoulli", "p": "80%"}, "bernoulli(0.8)"),
    ],
)
def test_mapping_equals_text(mapping, text):
    read = TypeAdapter(Quantity).validate_python
    assert read(mapping) == read(text)
    assert read(mapping).text() == text


@pytest.mark.parametrize(
    ("family", "mapping", "text"),
    [
        (
            CURVE,
            {"kind": "piecewise", "points": [[0, 0], ["1_0", "3 to 4"]]},
            "piecewise(0: 0, 10: 3 to 4)",
        ),
        (
            COMBINER,
            {"kind": "overlap", "of": 9, "how": "nested", "effects": {"a": 1}},
            "overlap(9, nested, effects={a: 1})",
        ),
        (
            COMBINER,
            {"kind": "overlap", "of": 9, "effects": {"a": "1 to 2"}},
            "overlap(9, effects={a: 1 to 2})",
        ),
        (COMBINER, {"kind": "ces", "rho": 0, "shares": None}, "ces(0)"),
        (COMBINER, {"kind": "noisy_or"}, "noisy_or"),
    ],
)
def test_mapping_equals_text_of_rules(family, mapping, text):
    read = TypeAdapter(family).validate_python
    assert read(mapping) == read(text)
    assert read(mapping).text() == text
