"""Faults that show only once every field is right."""

import pytest

from .documents import built, changed, refused


def test_a_name_inside_a_curve_is_looked_up():
    found = refused(changed("links", 2, "curve", value="saturating(ratio, 2)"))
    assert found == [
        (
            "links[hours->skills].curve.ceiling",
            "expected a number, found 'ratio'; did you mean rate?",
        )
    ]
    assert built("links", 2, "curve", value="saturating(rate, 2)")


def test_numbers_do_not_stand_for_other_names():
    assert refused(changed("numbers", "other", value="rate"))[-1] == (
        "numbers.other",
        "numbers.other stands for another name (rate); give it a number or a distribution",
    )


@pytest.mark.parametrize(
    ("way", "value", "message"),
    [
        (("links", 1, "works"), "many", "must be from 0 to 1, found 20"),
        (("links", 1, "otherwise"), "some", "must be from 0 to 1, but normal(0, 1) can be below 0"),
        (
            ("inputs", "staff", "price"),
            "some",
            "must be at least 0, but normal(0, 1) can be below 0",
        ),
        (
            ("links", 2, "curve"),
            "saturating(1, half_at=some)",
            "must be above 0, but normal(0, 1) can be below 0",
        ),
    ],
)
def test_a_named_number_must_fit_where_it_is_used(way, value, message):
    data = changed(*way, value=value)
    data["numbers"] |= {"many": 20, "some": "normal(0, 1)"}
    ((_, text),) = refused(data)
    assert text.startswith(message)


def test_combiners_know_their_sources():
    data = changed(
        "outcomes", "skills", "combine", value="ces(rho=0.5, shares={hours: 1, nobody: 2})"
    )
    assert {where for where, _ in refused(data)} == {"outcomes.skills.combine"}
