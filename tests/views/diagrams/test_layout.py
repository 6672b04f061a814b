"""The layout: nothing overlaps, nothing is crossed that need not be, and it is fast."""

import dataclasses
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.grid import grid_of
from logicmodel.views.diagrams.columns.layers import layered
from logicmodel.views.diagrams.columns.layout import arrange
from logicmodel.views.diagrams.columns.ordering import _Search, ordered
from logicmodel.views.diagrams.columns.rows import isotonic
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.scene import Arrow, Box, Column, Scene
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.svg import svg_of

from .stand_ins import SHELTER_CHANCES, Link, Node, Weight, plan_of, shelter

STYLE = Classic()
KINDS = ("input", "activity", "output", "outcome")


def scene_of(columns, links, factors=0):
    """Return a scene from column sizes and pairs of box numbers; factors come last."""
    boxes = [
        Box(f"b{index}-{place}", f"Box {index} {place}", KINDS[min(index, 3)], index)
        for index, size in enumerate(columns)
        for place in range(size)
    ]
    boxes += [Box(f"f{place}", f"Factor {place}", "factor", None) for place in range(factors)]
    arrows = [
        Arrow(f"a{number}", boxes[one].id, boxes[other].id)
        for number, (one, other) in enumerate(links)
    ]
    heads = tuple(Column(f"C{index}", KINDS[min(index, 3)]) for index in range(len(columns)))
    return Scene("Test", columns=heads, boxes=tuple(boxes), arrows=tuple(arrows))


@st.composite
def scenes(draw):
    columns = draw(st.lists(st.integers(1, 5), min_size=1, max_size=5))
    factors = draw(st.integers(0, 4))
    count = sum(columns) + factors
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    return scene_of(columns, draw(st.lists(pair, max_size=25)), factors)


def overlaps(layout):
    places = sorted(layout.places.items())
    return [
        (one, other)
        for index, (one, here) in enumerate(places)
        for other, there in places[index + 1 :]
        if here.overlaps(there, 4.0)
    ]


def near(places, points):
    """Return the boxes that the smallest rectangle around some points meets."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    around = Place(left, top, right - left, bottom - top)
    return [(name, place) for name, place in places.items() if place.overlaps(around, 1.0)]


def crossed(layout):
    """Return the arrows that run through a box they do not join."""
    found = []
    for route in layout.routes:
        ends = {route.arrow.source, route.arrow.target}
        points = route.points(24)
        for name, place in near(layout.places, points):
            if name not in ends and any(place.holds(point, 1.0) for point in points):
                found.append((route.arrow.id, name))
    return found


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(scenes())
def test_boxes_never_overlap_and_arrows_never_run_through_boxes(scene):
    layout = arrange(scene)
    assert set(layout.places) == {box.id for box in scene.boxes}
    assert {route.arrow.id for route in layout.routes} == {arrow.id for arrow in scene.arrows}
    assert overlaps(layout) == []
    assert crossed(layout) == []
    for place in layout.places.values():
        assert place.x >= 0
        assert place.right <= layout.width
        assert place.y >= 0
        assert place.bottom <= layout.height


@pytest.mark.parametrize(("nodes", "links"), [(10, 12), (25, 34), (60, 90), (150, 450)])
def test_plans_of_every_size_are_laid_out_cleanly(nodes, links):
    layout = arrange(compose(plan_of(nodes, links), style=STYLE))
    assert overlaps(layout) == []
    assert crossed(layout) == []


@pytest.mark.parametrize(
    ("nodes", "links", "seconds"), [(25, 34, 0.05), (60, 90, 0.25), (150, 450, 1.0)]
)
@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage slows everything")
def test_drawing_is_fast(nodes, links, seconds):
    scene = compose(plan_of(nodes, links), style=STYLE)
    svg_of(scene, STYLE)
    taken = []
    for _ in range(5):
        start = time.process_time()
        svg_of(scene, STYLE)
        taken.append(time.process_time() - start)
    assert min(taken) < 5 * seconds


def test_a_ladder_is_drawn_without_crossings():
    links = [(0, 5), (1, 4), (2, 3), (3, 8), (4, 7), (5, 6)]
    grid = ordered(grid_of(layered(scene_of([3, 3, 3], links)), names(scene_of([3, 3, 3], links))))
    assert _Search(grid).cost([list(row) for row in grid.rows]) == 0


def names(scene):
    return [box.id for box in scene.boxes]


def test_ordering_never_adds_crossings():
    scene = compose(plan_of(60, 120, seed=3), style=STYLE)
    before = grid_of(layered(scene), names(scene))
    after = ordered(before)
    search = _Search(before)
    assert search.cost([list(row) for row in after.rows]) < search.cost(
        [list(row) for row in before.rows]
    )
    assert [sorted(row) for row in after.rows] == [sorted(row) for row in before.rows]


def test_a_chain_of_single_boxes_runs_level():
    layout = arrange(scene_of([1, 1, 1, 1], [(0, 1), (1, 2), (2, 3)]))
    for route in layout.routes:
        assert route.curves[0][0][1] == pytest.approx(route.tip[1])


def test_a_skipping_arrow_passes_level_between_boxes():
    layout = arrange(scene_of([1, 3, 1], [(0, 4), (0, 2), (2, 4)]))
    skip = next(route for route in layout.routes if route.arrow.id == "a0")
    assert len(skip.curves) == 3
    assert skip.curves[1][0][1] == skip.curves[1][3][1]
    assert crossed(layout) == []


def test_neighbours_of_one_column_are_joined_by_a_straight_arrow():
    layout = arrange(scene_of([2], [(0, 1)]))
    (route,) = layout.routes
    assert route.heading == pytest.approx((0.0, 1.0)) or route.heading == pytest.approx((0.0, -1.0))


def test_boxes_of_one_column_with_others_between_are_joined_by_an_arc_on_the_right():
    layout = arrange(scene_of([3], [(0, 1), (1, 2), (0, 2)]))
    arcs = [route for route in layout.routes if route.heading[0] < -0.9]
    assert len(arcs) == 1
    assert max(x for x, _ in arcs[0].points()) > layout.places["b0-0"].right + 10


def test_a_long_chain_inside_a_stage_gets_columns_of_its_own():
    layers = layered(scene_of([1, 4], [(0, 1), (1, 2), (2, 3), (3, 4)]))
    assert layers.owner == (0, 1, 1, 1)
    assert layers.depth["b1-0"] == 1
    assert layers.depth["b1-3"] == 3
    layout = arrange(scene_of([1, 4], [(0, 1), (1, 2), (2, 3), (3, 4)]))
    assert len(layout.panels) == 2


def test_a_cycle_inside_a_stage_is_laid_out():
    layout = arrange(scene_of([4], [(0, 1), (1, 2), (2, 3), (3, 0), (0, 0)]))
    assert len(layout.routes) == 5
    assert crossed(layout) == []


def test_an_arrow_back_goes_around_below_the_columns():
    layout = arrange(scene_of([1, 1, 1], [(0, 1), (1, 2), (2, 0)]))
    back = next(route for route in layout.routes if route.arrow.id == "a2")
    assert max(y for _, y in back.points()) > max(panel.bottom for panel in layout.panels)
    assert back.heading == pytest.approx((1.0, 0.0))


def test_factors_stand_in_a_band_under_what_they_bear_on():
    layout = arrange(scene_of([1, 1, 1], [(0, 1), (1, 2), (3, 2)], factors=1))
    assert layout.band is not None
    assert layout.places["f0"].y > layout.panels[0].bottom
    assert layout.places["f0"].x == layout.places["b2-0"].x


def test_many_factors_spread_along_the_band():
    layout = arrange(scene_of([1, 1, 1], [(place + 3, 2) for place in range(7)], factors=7))
    assert len({layout.places[f"f{place}"].x for place in range(7)}) == 3
    assert overlaps(layout) == []


def test_marks_keep_off_the_boxes():
    plan = shelter()
    layout = arrange(compose(plan, style=STYLE, chances=SHELTER_CHANCES))
    marks = [mark for route in layout.routes for mark in route.marks]
    assert len([mark for mark in marks if mark.lowers]) == 2
    for mark in marks:
        for place in layout.places.values():
            assert not place.holds((mark.x, mark.y))


def test_a_box_grows_with_the_arrows_it_takes():
    few = arrange(scene_of([2, 1], [(0, 2)]))
    many = arrange(scene_of([25, 1], [(place, 25) for place in range(25)]))
    assert many.places["b1-0"].height > few.places["b1-0"].height


def test_the_same_scene_always_gets_the_same_layout():
    scene = compose(plan_of(60, 90), style=STYLE)
    assert arrange(scene) == arrange(scene)


def test_isotonic_keeps_what_already_rises():
    assert isotonic([1.0, 2.0, 3.0], [1.0, 5.0, 1.0]) == [1.0, 2.0, 3.0]
    assert isotonic([], []) == []


def test_weight_pulls_the_mean_of_a_block():
    assert isotonic([4.0, 1.0], [1.0, 2.0]) == [2.0, 2.0]


def test_a_new_unlinked_node_moves_no_other_column():
    plan = shelter()
    nodes = {**plan.nodes, "extra": Node("input", "Extra")}
    larger = dataclasses.replace(
        plan, nodes=nodes, links=(*plan.links, Link("extra", "kitchen", Weight(1)))
    )
    one = arrange(compose(plan, style=STYLE))
    other = arrange(compose(larger, style=STYLE))

    def order(layout, column):
        inside = [box.id for box in layout.scene.boxes if box.column == column]
        return sorted(inside, key=lambda name: layout.places[name].y)

    assert order(one, 2) == order(other, 2)


def test_a_box_linked_only_inside_its_column_stands_close_to_its_neighbour():
    layout = arrange(scene_of([5, 2], [(0, 5), (1, 5), (5, 6)]))
    one, other = layout.places["b1-0"], layout.places["b1-1"]
    assert other.y - one.bottom < 40
