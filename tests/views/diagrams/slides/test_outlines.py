"""Outlines of slides: path data read as it is meant, boxes with joints on their edges."""

import re

import pytest

from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.slides.outlines import (
    custom,
    extent,
    rounded_box,
    rounded_preset,
    steps_of,
)


def test_relative_and_absolute_commands_end_at_the_same_points():
    ends = [points[-1] for _, points in steps_of("M10 20h5V4L1 2m1 1 2 2l-1-1") if points]
    assert ends == [(10, 20), (15, 20), (15, 4), (1, 2), (2, 3), (4, 5), (3, 4)]


@pytest.mark.parametrize(("sweep", "first_bend"), [(0, (0.0, 5.5)), (1, (5.5, 0.0))])
def test_an_arc_is_a_quarter_circle_on_its_side(sweep, first_bend):
    (_, (bend, _, end)) = steps_of(f"M0 0A10 10 0 0 {sweep} 10 10Z")[1]
    assert end == (10, 10)
    assert bend == pytest.approx(first_bend, abs=0.1)


def test_a_rounded_box_fills_its_place_and_no_more():
    place = Place(3.0, 4.0, 50.0, 20.0)
    assert extent(rounded_box(place, 99.0)) == place
    assert 'val 35000"' in rounded_preset(Place(0, 0, 50, 20), 7.0)
    assert rounded_preset(place, 0.0).startswith('<a:prstGeom prst="rect"')


def test_joints_are_told_in_parts_of_the_size():
    place = Place(10.0, 10.0, 100.0, 50.0)
    xml = custom(rounded_box(place, 7.0), place, [((110.0, 35.0), "right"), ((60.0, 10.0), "top")])
    assert re.findall(r"\*/ ([wh]) (\d+) 100000", xml) == [
        ("w", "100000"),
        ("h", "50000"),
        ("w", "50000"),
        ("h", "0"),
    ]
    assert re.findall(r'ang="(\d+)"', xml) == ["0", "16200000"]
    assert 'fill="none"' not in xml
    assert 'fill="none"' in custom(steps_of("M0 0L9 9"), Place(0, 0, 9, 9))
