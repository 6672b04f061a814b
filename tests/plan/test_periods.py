"""The time axis: labels in order, and places found by label."""

import pytest
from pydantic import ValidationError

from logicmodel.plan.periods import MOST_PERIODS, Periods

from .documents import changed, refused


@pytest.mark.parametrize(
    ("first", "step", "labels", "per_year"),
    [
        (2027, "year", ("2027", "2028", "2029", "2030", "2031"), 1),
        ("2027-Q3", "quarter", ("2027-Q3", "2027-Q4", "2028-Q1", "2028-Q2", "2028-Q3"), 4),
        ("2027Q3", "quarter", ("2027-Q3", "2027-Q4", "2028-Q1", "2028-Q2", "2028-Q3"), 4),
        ("2027-10", "month", ("2027-10", "2027-11", "2027-12", "2028-01", "2028-02"), 12),
    ],
)
def test_labels(first, step, labels, per_year):
    periods = Periods(first=first, count=5, step=step)
    assert periods.labels == labels
    assert periods.per_year == per_year
    assert [periods.index(label) for label in labels] == [0, 1, 2, 3, 4]


def test_index_takes_years_and_loose_writing():
    quarters = Periods(first="2027-Q1", count=8, step="quarter")
    assert (
        quarters.index("2028"),
        quarters.index("2027q2"),
        quarters.index(" 2027-q2 "),
        quarters.index("2029"),
    ) == (7, 1, 1, None)
    months = Periods(first="2027-07", count=6, step="month")
    assert (
        months.index("2027"),
        months.index("2027-06"),
        months.index("2027-13"),
        months.index("soon"),
    ) == (5, None, None, None)
    assert Periods(first="2027-07", count=5, step="month").index("2027") is None


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ("2027-Q1", "year"),
        ("2027", "quarter"),
        ("2027-Q5", "quarter"),
        ("2027", "month"),
        ("2027-13", "month"),
        ("27", "year"),
        ("2027\n", "year"),
        ("٢٠٢٧", "year"),
        ("", "year"),
    ],
)
def test_the_first_label_fits_the_step(first, step):
    with pytest.raises(ValidationError, match="is not the label of a"):
        Periods(first=first, count=1, step=step)


@pytest.mark.parametrize(
    ("periods", "where", "message"),
    [
        (
            {"first": 2027, "count": 1000},
            "periods.count",
            "a plan has at most 600 periods, found 1000; choose a longer step",
        ),
        ({"first": 2027, "count": 0}, "periods.count", "must be at least 1, found 0"),
        ({"first": 2027, "count": 2.5}, "periods.count", "expected a whole number, found 2.5"),
        ({"first": 2027, "count": True}, "periods.count", "expected a whole number, found true"),
        ({"first": 2027, "count": "many"}, "periods.count", "expected a number, found 'many'"),
        (
            {"first": 2027, "count": 4, "step": "yaer"},
            "periods.step",
            "must be year, quarter or month, found 'yaer'; did you mean year?",
        ),
        (
            {"first": "2027-Q1", "count": 4},
            "periods",
            "first '2027-Q1' is not the label of a year; write for example 2027",
        ),
        ({"count": 4}, "periods.first", "is missing"),
        (5, "periods", "expected keys with values, found 5; write it as {first: ...}"),
    ],
)
def test_refusals(periods, where, message):
    assert refused(changed("periods", value=periods)) == [(where, message)]


def test_the_most_periods_are_fine():
    assert len(Periods(first="2027-01", count=MOST_PERIODS, step="month").labels) == MOST_PERIODS
