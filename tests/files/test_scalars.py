"""Words without quotes: YAML 1.2, with digits in groups, and no surprises."""

import copy
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.files.scalars import Written, resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("68_000", 68_000),
        ("2_700_000", 2_700_000),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("1_000.25", 1000.25),
        ("1E-3", 0.001),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("1e999", math.inf),
    ],
)
def test_numbers_and_words(text, value):
    found = resolved(text)
    assert found == value
    assert (found is None or isinstance(found, bool)) == (value is None or isinstance(value, bool))


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "yes",
        "On",
        "12:30",
        "2027-01",
        "2027-01-01",
        "2027-Q1",
        "007",
        "0x1F",
        "0o17",
        "1_",
        "1__0",
        "_1",
        "1.2.3",
        "5%",
        "12 to 18",
        "-",
        "+",
        ".",
        "1e",
        "e3",
        "nul",
        "truely",
        "٣",
        "--1",
        "- 1",
        "NaN",
        "inf",
    ],
)
def test_everything_else_stays_a_text(text):
    assert resolved(text) == text


def test_not_a_number_is_kept_so_that_the_plan_can_refuse_it_by_name():
    assert math.isnan(resolved(".nan"))


def test_a_number_remembers_how_it_was_written():
    code = resolved("8.10")
    assert (code, str(code), repr(code)) == (8.1, "8.10", "8.1")
    assert isinstance(code, Written)
    assert type(resolved("8.1")) is float
    for twin in (copy.deepcopy(code), pickle.loads(pickle.dumps(code))):
        assert (twin, str(twin)) == (8.1, "8.10")


def test_whole_numbers_of_absurd_length_do_not_stop_the_reader():
    assert resolved("9" * 100_000) == math.inf


@given(st.text())
def test_every_text_has_a_meaning(text):
    resolved(text)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**100), 10**100))
def test_every_number_reads_back(value):
    assert resolved(repr(value)) == value
