"""The grammar reads every text or says why not; it never fails in any other way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from logicmodel.parts.quantity import QuantityIn
from logicmodel.text import Call, EachPeriod, Interval, Name, Number, Pairs, TextError, parse

TOKENS = [
    "12",
    "-1.9",
    "+3",
    "68_000",
    ".5",
    "1e3",
    "5%",
    "5 %",
    "to",
    "each",
    "period",
    "draw",
    "normal",
    "mixture",
    "truncate",
    "p2.5",
    "quantiles",
    "uniform",
    "a->b",
    "(",
    ")",
    "{",
    "}",
    ",",
    ":",
    "=",
    " ",
    "  ",
    "\n",
    "p10=",
    "low",
    "\u00a0",
    "1e999",
    "--",
    "$",
    "\u0665",
]
calm = settings(max_examples=300, deadline=None, derandomize=True, database=None)
fuzz = (
    st.text(max_size=60)
    | st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)
    | st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join)
)


@calm
@given(fuzz)
def test_any_text_is_read_or_refused_with_its_column(text):
    message = "column 1: "
    try:
        parse(text)
    except TextError as error:
        message = str(error)
    assert re.match(r"column \d+: ", message)


@calm
@given(fuzz)
def test_any_text_is_a_quantity_or_an_error_in_words(text):
    try:
        found = QuantityIn().read(text)
    except (PydanticCustomError, ValidationError):
        return
    assert QuantityIn().read(found.text()).text() == found.text()


@calm
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back(value):
    assert QuantityIn().read(QuantityIn().read(value).text()).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("68_000", 68000),
        ("1e3", 1000),
        (".5", 0.5),
        ("1.", 1),
        ("-5%", -0.05),
        ("5 %", 0.05),
        ("+5", 5),
        ("1_000.5", 1000.5),
        ("2.5E-3", 0.0025),
        ("0", 0),
        ("-0.5", -0.5),
        ("  7  ", 7),
    ],
)
def test_numbers(text, value):
    node = parse(text).node
    assert isinstance(node, Number)
    assert node.value == value


def test_intervals_and_how_often_they_are_drawn():
    found = parse("12 to 18 each period")
    assert isinstance(found.node, Interval)
    assert (found.node.low.value, found.node.high.value, found.each) == (12, 18, "period")
    assert parse("12 to 18 each draw").each == "draw"
    found = parse("-1.9 to -1.2").node
    assert (found.low.value, found.high.value) == (-1.9, -1.2)


def test_calls_names_and_pairs():
    found = parse("ces(-1, shares={a: 0.5, out-reach: 5%}, x = y)").node
    assert isinstance(found, Call)
    first, second, third = found.arguments
    assert (first.value.value, second.name, third.name) == (-1, "shares", "x")
    assert isinstance(second.value, Pairs)
    assert second.value.plain() == {"a": 0.5, "out-reach": 0.05}
    assert third.value == Name("y", 45)
    assert parse("a->b").node == Name("a->b", 1)
    assert parse("discrete(10: 0.3,)").node.arguments[0].weight.value == 0.3
    assert isinstance(parse("f(1 to 2 each period)").node.arguments[0].value, EachPeriod)
    assert parse("quantiles(p2.5=1)").node.arguments[0].name == "p2.5"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "column 1: expected a number or a name such as normal(mean, sd), the text ends"),
        ("3-2", "column 2: expected the end of the text (nothing is calculated here), found '-2'"),
        ("3 -2", "column 3: expected the end of the text (nothing is calculated here), found '-2'"),
        ("3 - 2", "column 3: '-' does not belong here"),
        (
            "12,5",
            "column 3: expected the end of the text (write decimals with a point, thousands as 68_000), found ','",
        ),
        (
            "uniform(1,000)",
            "column 11: no number starts with 0 like 000; write 1_000 for a thousand",
        ),
        ("007", "column 1: no number starts with 0 like 007; write 1_000 for a thousand"),
        ("5k", "column 2: expected a space after 5, found 'k'"),
        ("12to 18", "column 3: expected a space after 12, found 't'"),
        ("1__0", "column 2: expected a space after 1, found '_'"),
        ("1.5.2", "column 4: expected a space after 1.5, found '.'"),
        ("0x1F", "column 2: expected a space after 0, found 'x'"),
        ("1 to 3%", "column 1: write both ends with % or neither"),
        ("1 to", "column 5: expected a number after 'to', the text ends"),
        ("1 to x", "column 6: expected a number after 'to', found 'x'"),
        ("1 to 2 to 3", "column 8: expected the end of the text, found 'to'"),
        ("12 each week", "column 9: expected 'period' or 'draw' after 'each', found 'week'"),
        ("1e999", "column 1: the number is too large"),
        ("{a: 1, a: 2}", "column 8: a is given twice"),
        ("f(1 2)", "column 5: expected ',' or ')', found '2'"),
        ("f(a=1: 2)", "column 6: expected ',' or ')', found ':'"),
        ("f(", "column 3: expected a number or a name such as normal(mean, sd), the text ends"),
        ("{1: 2}", "column 2: expected 'name: value', found '1'"),
        ("__import__('os')", "column 12: ''' does not belong here"),
        ("5%%", "column 3: '%' does not belong here"),
    ],
)
def test_errors_say_where_and_what(text, message):
    with pytest.raises(TextError) as caught:
        parse(text)
    assert str(caught.value) == message


def test_nesting_and_length_have_limits():
    with pytest.raises(TextError, match="at most 20 brackets"):
        parse("f(" * 1000 + "1" + ")" * 1000)
    with pytest.raises(TextError, match="longer than"):
        parse("1" * 1_000_000)


def test_a_long_text_is_read_in_good_time():
    assert len(parse(f"empirical({', '.join(['12.25'] * 5000)})").node.arguments) == 5000
