"""Laws that every curve keeps, on its example and on parameters found by search."""

import json
from typing import Annotated

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from logicmodel.kinds import OneOf
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named

KINDS = sorted(
    kind for kind, part in Curve.family.every().items() if part.__module__.startswith("logicmodel.")
)
CURVE = TypeAdapter(Annotated[Curve, OneOf(Curve)])
READ = CURVE.validate_python
RNG = np.random.default_rng(4)
LEVELS = np.sort(
    np.concatenate([[0.0, 1e-12, 1e9], RNG.uniform(0, 30, 200), 10.0 ** RNG.uniform(-6, 6, 50)])
)

size = st.floats(1e-3, 1e4)
PARAMETERS = {
    "linear": {"slope": size},
    "saturating": {"ceiling": size, "half_at": size},
    "exponential": {"ceiling": size, "scale": size},
    "hill": {"ceiling": size, "half_at": size, "slope": st.floats(0.1, 20)},
    "logistic": {"ceiling": size, "midpoint": st.floats(-50, 1e4), "width": size},
    "power": {"scale": size, "elasticity": st.floats(0.05, 3)},
    "threshold": {"at": size, "height": size},
    "piecewise": {
        "points": st.lists(
            st.tuples(st.integers(-50, 50), st.floats(-100, 100)),
            min_size=2,
            max_size=6,
            unique_by=lambda point: point[0],
        ).map(sorted)
    },
}


def example(kind):
    return {"kind": kind, **Curve.family.every()[kind].example}


def parts(kind):
    found = st.just(example(kind))
    if kind in PARAMETERS:
        found |= st.fixed_dictionaries({"kind": st.just(kind), **PARAMETERS[kind]})
    return found.map(READ)


def values(part, share=0.5):
    return {
        name: np.asarray(quantity.ppf(np.array(share)))
        for name, quantity in part.parameters().items()
    }


def law(check):
    """Run one check over every kind, on its example and on parameters found by hypothesis."""

    @pytest.mark.parametrize("kind", KINDS)
    def run(kind):
        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(part=parts(kind))
        def search(part):
            check(part)

        search()

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_own_file_and_an_example(kind):
    part = Curve.family.every()[kind]
    assert part.__module__ == f"{Curve.family.package}.{kind}"
    assert part.__doc__
    assert part.example
    with pytest.raises(ValidationError):
        READ({**example(kind), "surely_unknown": 1})


@law
def test_responses_are_finite_and_new(part):
    levels = LEVELS.copy()
    y = part.respond(levels, values(part))
    assert y.shape == levels.shape
    assert np.isfinite(y).all()
    y += 1
    assert np.array_equal(levels, LEVELS)


@law
def test_nothing_brings_nothing(part):
    if part.kind != "piecewise":
        assert part.respond(np.zeros(3), values(part)).tolist() == [0, 0, 0]


@law
def test_more_never_brings_less_where_the_curve_says_so(part):
    y = part.respond(LEVELS, values(part))
    if part.rises:
        assert (np.diff(y) >= -4 * np.spacing(np.abs(y[1:]))).all()


@law
def test_levels_below_zero_count_as_zero(part):
    if part.kind not in {"linear", "piecewise"}:
        assert part.respond(np.array([-1e9, -1.0, -0.0]), values(part)).tolist() == [0, 0, 0]


@law
def test_parameters_may_differ_from_draw_to_draw(part):
    drawn = {name: value * RNG.uniform(0.5, 2, 7) for name, value in values(part).items()}
    x = RNG.uniform(0, 20, (3, 7))
    whole = part.respond(x, drawn)
    assert whole.shape == (3, 7)
    for period in range(3):
        for draw in range(7):
            own = {name: np.array([value[draw]]) for name, value in drawn.items()}
            assert part.respond(x[period, [draw]], own)[0] == whole[period, draw]
    halves = [
        part.respond(x[:, cut], {name: value[cut] for name, value in drawn.items()})
        for cut in (slice(0, 4), slice(4, 7))
    ]
    assert np.array_equal(np.concatenate(halves, axis=1), whole)


def difference(respond, x, p, step):
    """The derivative by central differences in extended precision, with the first error taken out."""
    x, p = (
        np.asarray(x, np.longdouble),
        {name: np.asarray(v, np.longdouble) for name, v in p.items()},
    )
    near, far = (
        (respond(x + h, p) - respond(x - h, p)) / (2 * h) for h in (step * x, 2 * step * x)
    )
    return near + (near - far) / 3, np.abs(near - far)


def slopes(part, x):
    found = np.broadcast_to(part.derivative(x, values(part)), x.shape)
    assert np.isfinite(found).all()
    return found


@law
def test_derivatives_agree_with_differences(part):
    least = 1e-5 * values(part).get("half_at", 1.0)
    x = LEVELS[least < LEVELS]
    expected, doubt = difference(part.respond, x, values(part), 1e-5)
    size = np.abs(part.respond(x, values(part))) / x
    clear = (
        doubt <= 1e-4 * np.abs(expected) + 1e-11 * size
    )  # not across a bend, nor too steep to tell
    assert clear.mean() > 0.5
    allowed = 1e-7 * np.abs(expected) + 1e-11 * size + 1e-290
    assert (np.abs(slopes(part, x) - expected) <= allowed)[clear].all()


@law
def test_the_derivative_that_a_new_curve_inherits_is_close(part):
    x = LEVELS[(LEVELS > 1e-2) & (LEVELS < 1e4)]
    found = Curve.derivative(part, x, values(part))
    expected, doubt = difference(part.respond, x, values(part), 6e-6)
    size = np.abs(part.respond(x, values(part))) / x
    clear = doubt <= 1e-5 * np.abs(expected) + 1e-11 * size
    assert (np.abs(found - expected) <= 2e-5 * np.abs(expected) + 1e-9 * size + 1e-290)[clear].all()
    at_zero = Curve.derivative(part, np.zeros(1), values(part))
    assert np.isfinite(at_zero).all()


@law
def test_the_derivative_at_zero_is_that_to_the_right(part):
    if part.kind in {"piecewise", "threshold"}:
        return
    here, near = slopes(part, np.array([0.0, 1e-9]))
    steep = values(part).get("elasticity", values(part).get("slope", 1.0)) < 1.0
    if steep and part.kind != "linear":
        assert here == near > 0
    elif part.kind not in {"power", "hill"}:
        assert here == pytest.approx(near, rel=1e-5)
    else:  # x^(slope - 1) may still be falling
        assert here <= near * (1 + 1e-5)


@law
def test_below_zero_nothing_changes(part):
    if part.kind not in {"linear", "piecewise"}:
        found = np.broadcast_to(part.derivative(np.array([-1e9, -1.0]), values(part)), (2,))
        assert found.tolist() == [0, 0]


@law
def test_derivatives_may_differ_from_draw_to_draw(part):
    drawn = {name: value * RNG.uniform(0.5, 2, 7) for name, value in values(part).items()}
    x = RNG.uniform(0, 20, (3, 7))
    whole = np.broadcast_to(part.derivative(x, drawn), (3, 7))
    for draw in range(7):
        own = {name: np.array([value[draw]]) for name, value in drawn.items()}
        column = np.broadcast_to(part.derivative(x[:, [draw]], own), (3, 1))
        assert column[:, 0] == pytest.approx(whole[:, draw], rel=1e-13)


@law
def test_text_and_mapping_read_back_as_the_same_part(part):
    assert READ(part.text()) == part
    assert READ(json.loads(part.model_dump_json())) == part
    assert hash(READ(part.text())) == hash(part)
    assert CURVE.dump_python(part) == part.text()


@law
def test_the_formula_names_the_source_and_every_parameter(part):
    names = {name: f"<{name}>" for name in part.parameters()}
    written = part.formula("training", names)
    assert "training" in written
    assert all(name in written for name in names.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_may_be_uncertain_and_keeps_its_name(kind):
    part = READ(example(kind))
    uncertain = example(kind)
    if kind == "piecewise":
        uncertain["points"] = [(level, f"{level} to {level + 1}") for level in (1, 2, 3)]
        names = {"points.0.y", "points.1.y", "points.2.y"}
    else:
        uncertain |= dict.fromkeys(part.parameters(), "2 to 3")
        names = set(part.parameters())
    found = READ(uncertain).parameters()
    assert set(found) == names
    assert all(
        isinstance(quantity, Distribution) and not quantity.certain for quantity in found.values()
    )
    assert READ(READ(uncertain).text()) == READ(uncertain)


def test_a_parameter_may_be_a_named_number_or_drawn_in_each_period():
    part = READ("saturating(best_case, 2 to 3 each period)")
    assert part.parameters()["ceiling"] == Named(name="best_case")
    assert part.parameters()["half_at"].each == "period"
    assert READ(part.text()) == part


@pytest.mark.parametrize("text", ["saturating(10, 3) each period", "12", "12 to 18", "{a: 1}"])
def test_what_is_not_a_curve_is_refused(text):
    with pytest.raises(ValidationError):
        READ(text)


def test_a_draw_that_brings_a_divisor_down_to_zero_leaves_numbers():
    zero = np.zeros(2)
    for kind in KINDS:
        part = READ(example(kind))
        y = part.respond(np.array([0.0, 3.0]), dict.fromkeys(part.parameters(), zero))
        assert np.isfinite(y).all()
        slope = part.derivative(np.array([0.0, 3.0]), dict.fromkeys(part.parameters(), zero))
        assert np.isfinite(slope).all()
