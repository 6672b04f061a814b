"""Plans are written as YAML that any reader understands and people like to read."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.files.format import read, write
from logicmodel.files.styling import Grouped, entry, flow, page

from .plans import SAMPLE, SCENARIOS, document

TEXTS = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from("(),:{}[]#'\"-?!&*|>% \n\t\r\\0123e._~yes"),
    max_size=60,
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter("<<".__ne__), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
def test_everything_reads_back(value):
    assert document(page(value)) == value


@given(
    st.dictionaries(
        st.text("abc", min_size=1), st.lists(TEXTS, max_size=3) | TEXTS, min_size=1, max_size=4
    )
)
def test_other_readers_of_yaml_agree_about_texts(value):
    assert yaml.load(page(value), Loader=yaml.BaseLoader) == value


@pytest.mark.parametrize("path", [SAMPLE, *SCENARIOS], ids=lambda path: path.parent.name)
def test_a_plan_survives_and_is_stable(tmp_path, path):
    plan = read(path)
    write(plan, tmp_path / "plan.yaml")
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert read(tmp_path / "plan.yaml") == plan
    assert page(plan.to_document()) == text
    assert all(len(line) <= 120 and line == line.rstrip() for line in text.splitlines())


def test_the_style():
    assert (
        page(document())
        == """\
logicmodel: 1
title: Harbour County homelessness plan
mission: Nobody in Harbour County has to sleep rough.
currency: USD
periods: {first: 2027, count: 4, step: year}

stakeholders:
  guests: {title: People without a home}

inputs:
  caseworkers: {title: Caseworkers, unit: FTE, price: 68000}
  meals_fund: {title: Meals budget, unit: USD}

activities:
  case_management: {title: Manage cases intensively, unit: households, combine: minimum}

outputs:
  meals_served: {title: Meals served, unit: meals}
  placements: {title: Households placed in housing, unit: households}

outcomes:
  homeless_people:
    title: Fewer people are homeless
    horizon: ultimate
    unit: people
    baseline: 1240
    trend: 1% to 3% per period
    min: 0
    retain: 0.85
    beneficiaries: [guests]
    indicators:
      point_in_time_count:
        definition: People counted on one January night
        source: County count
        frequency: yearly
        error: 5%
        direction: down

assumptions:
  landlords_cooperate: {title: Landlords keep accepting vouchers, holds: 0.8}

factors:
  rent_index: {title: Rent level, unit: index, reference: 100, value: "normal(106, 4)"}

links:
  - from: caseworkers
    to: case_management
    weight: 12 to 18
    because: Caseloads in comparable counties
    evidence: {strength: moderate, source: "..."}
  - {from: case_management, to: placements, weight: "beta(8, 12)", assumes: [landlords_cooperate]}
  - {from: placements, to: homeless_people, weight: -1.9 to -1.2, lag: 1, works: 0.9}
  - {from: meals_fund, to: meals_served, weight: 0.2 to 0.3}
  - {from: rent_index, to: homeless_people, weight: 2 to 6}

targets:
  - {node: meals_served, at_least: 90000, by: 2027}
  - {node: homeless_people, at_most: 950, by: 2030, weight: 2}

allocations:
  current: {title: Meals first, caseworkers: 4, meals_fund: 400000}
  housing_first: {title: Housing first, caseworkers: [9, 10, 10, 10], meals_fund: 60000}

budget:
  total: 2700000
  per_period: 700000
  bounds: {caseworkers: [0, 14]}

futures:
  rent_shock: {factors.rent_index.value: "normal(118, 5)"}

correlations:
  - {between: [factors.rent_index.value, links.placements->homeless_people.weight], rank: 0.4}
"""
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain text", "plain text"),
        ("a, b", '"a, b"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("yes", "yes"),
        ("true", '"true"'),
        ("12", '"12"'),
        ("-1.9 to -1.2", "-1.9 to -1.2"),
        ("", '""'),
        ("'x'", "\"'x'\""),
        ("5%", "5%"),
        ("%5", '"%5"'),
        ("beta(mean=0.5, sd=0.1)", '"beta(mean=0.5, sd=0.1)"'),
        ("open (", '"open ("'),
        ("why?", '"why?"'),
        ("1:10", '"1:10"'),
        (4.0, "4"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (Grouped(68_000), "68_000"),
        (None, "null"),
        (True, "true"),
        ([1, [2]], "[1, [2]]"),
        ({"a": {}}, "{a: {}}"),
        ("a\nb", '"a\\nb"'),
        ("\x85\ufeff", '"\\u0085\\ufeff"'),
    ],
)
def test_values_on_one_line(value, text):
    assert flow(value) == text


def test_long_texts_are_folded_and_texts_of_several_lines_stand_below():
    assert entry("a", "word " * 30 + "end", 2)[0] == "  a: >-"
    assert entry("a", "one\ntwo\n", 0) == ["a: |", "  one", "  two"]
    assert entry("a", "one\n\ntwo", 0) == ["a: |-", "  one", "", "  two"]
    assert entry("a", " one\ntwo", 0) == ['a: " one\\ntwo"']


def test_only_plain_data_is_written():
    with pytest.raises(TypeError, match="object has no place"):
        flow(object())
