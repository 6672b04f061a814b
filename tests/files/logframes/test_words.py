"""Words, numbers and dates in the cells of logframes."""

from __future__ import annotations

import datetime as dt

import pytest

from logicmodel.files.logframes.cells import goals_in
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.headers import key_of, level_of
from logicmodel.files.logframes.notation import Notation


@pytest.mark.parametrize(("text", "span"), [
    ("31/12/2027", ("2027-12-31", "2027-12-31")), ("31 Dec 2027", ("2027-12-31", "2027-12-31")), ("June 2027", ("2027-06-01", "2027-06-30")),
    ("2027-Q2", ("2027-04-01", "2027-06-30")), ("Q2 2027", ("2027-04-01", "2027-06-30")), ("2027-03", ("2027-03-01", "2027-03-31")),
    ("FY 2024/25", ("2025-01-01", "2025-12-31")), ("Target 2027", ("2027-01-01", "2027-12-31")), (dt.date(2027, 5, 1), ("2027-05-01", "2027-05-01")),
    ("31/02/2027", ("2027-01-01", "2027-12-31")), ("12,027", None), ("none", None),
])
def test_dates(text, span):
    found = date_in(text)
    assert (found and (found[0].start.isoformat(), found[0].end.isoformat())) == span


@pytest.mark.parametrize(("cell", "asked"), [
    (12, [{"value": 12.0}]), ("1,000", [{"value": 1000.0}]), ("85%", [{"value": 85.0}]), ("at most 5 (2027)", [{"at_most": 5.0}]),
    ("> 3", [{"at_least": 3.0}]), ("2026: 5; 2027: 6", [{"value": 5.0}, {"value": 6.0}]), ("10-20 %", [{"between": [10.0, 20.0]}]),
    ("reduction of 20%", [{"change": "-20%"}]), ("5 fewer", [{"change": -5.0}]), ("n/a", []), ("many", []), ("500 by end of 2027", [{"value": 500.0}]),
    ("• 5 (2026)\n• 6 (2027)", [{"value": 5.0}, {"value": 6.0}]),
    ("1,200 (2026), 1,500 (2027)", [{"value": 1200.0}, {"value": 1500.0}]),
])
def test_figures(cell, asked):
    assert [dict(goal.asked) for goal in goals_in(cell)[0]] == asked


def test_headers_and_levels():
    assert [key_of(text) for text in ("OVI", "Baseline year", "Targets 2027", "MoV", "Data collection methods", "Risks", "Unit of measure", "Wells are dug", 5)] == [
        "indicator", "baseline_date", "target", "source", "method", "assumption", "unit", None, None,
    ]
    assert level_of("Impact on health rises") is None
    assert level_of("Goal") == ("outcomes", "ultimate", "")
    assert level_of("Purpose: All read") == ("outcomes", "intermediate", "All read")
    assert level_of("Output 1.1 - Books") == ("outputs", "", "Books")


@pytest.mark.parametrize(("others", "text", "plain", "doubts"), [
    (["12,5 %"], "1.200 (2027)", "1200 (2027)", 0), (["12,5 %"], "1,250", "1.250", 1), (["0.5"], "1.250", "1.250", 1), (["0.5"], "2,500", "2500", 0),
    ([], "1.200", "1200", 1), (["1.5", "1,5"], "1.200", "1200", 1), ([], "1.234.567,8", "1234567.8", 0), ([], "1'200", "1200", 0), ([], "0,125", "0.125", 0),
    ([], "31.12.2027", "31.12.2027", 0), ([], "v1.2.3 and 12.34.5", "v1.2.3 and 12.34.5", 0),
])
def test_signs_in_numbers(others, text, plain, doubts):
    found, told = Notation([*others, text]).plain(text)
    assert (found, len(told)) == (plain, doubts)


@pytest.mark.parametrize(("cell", "asked", "rest"), [
    ("+10 percentage points", {"change": 10.0}, ""), ("50% reduction in cases", {"change": "-50%"}, "in cases"), ("5 more", {"change": 5.0}, ""),
    ("from 12% (2024) to 30% by 2027", {"at_least": 30.0}, ""), ("falls from 8 to 5", {"at_most": 5.0}, ""), ("from 8 to 8", None, ""), ("fewer than 10", {"at_most": 10.0}, ""),
    ("au moins 30 %", {"at_least": 30.0}, ""), ("como máximo 5", {"at_most": 5.0}, ""), ("85% (F: 85%; M: 84%)", {"value": 85.0}, "(F: 85%; M: 84%)"),
    ("at least 20% reduction", {"change": "-20%"}, ""), ("at least 50 more households", {"change": 50.0}, "households"), ("no more than 10% increase", None, ""),
    ("at most 5 percentage points", {"at_most": 5.0}, "points"),
])
def test_rules_in_words(cell, asked, rest):
    goals, strange = goals_in(cell)
    assert [(dict(goal.asked), goal.rest) for goal in goals] == ([(asked, rest)] if asked else [])
    assert bool(strange) == (asked is None)
