"""Laws that every distribution keeps, whoever adds it: example, and parameters found by search."""

import json
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quadrature import mean_of
from logicmodel.parts.quantity import QuantityIn

KINDS = sorted(
    kind for kind, part in Distribution.family.every().items() if part.__module__.startswith("logicmodel.")
)
READ = QuantityIn().read
RNG = np.random.default_rng(20)
U = np.sort(
    np.concatenate(
        [
            RNG.random(600),
            2.0 ** -RNG.uniform(1, 33, 200),
            1 - 2.0 ** -RNG.uniform(1, 33, 200),
            [2.0**-33, 0.25, 0.5, 0.75, 1 - 2.0**-33],
        ]
    )
)
TOLERANCE = 1e-9

number = st.floats(-1e4, 1e4).map(lambda x: float(f"{x:.6g}"))
size = st.floats(1e-3, 1e4).map(lambda x: float(f"{x:.6g}"))
share = st.floats(0.01, 0.99).map(lambda x: float(f"{x:.6g}"))


def rising(count):
    """Numbers in strictly ascending order, not absurdly close."""
    gaps = st.lists(st.floats(0.05, 20), min_size=count - 1, max_size=count - 1)
    return st.tuples(number, gaps).map(
        lambda found: [float(x) for x in found[0] + np.concatenate([[0], np.cumsum(found[1])])]
    )


def named(*names):
    return lambda values: dict(zip(names, values, strict=True))


def weighted(values):
    return st.lists(values, min_size=1, max_size=4, unique_by=str).flatmap(
        lambda cases: st.lists(size, min_size=len(cases), max_size=len(cases)).map(
            lambda weights: (cases, weights)
        )
    )


simple = st.one_of(
    number,
    rising(2).map(lambda ends: "uniform({}, {})".format(*ends)),
    rising(3).map(lambda ends: "triangular({}, {}, {})".format(*ends)),
    rising(2).map(lambda ends: "normal(p5={}, p95={})".format(*ends)),
    st.floats(0.1, 20).map(lambda mean: f"poisson({mean})"),
    share.map(lambda p: f"bernoulli({p})"),
)
two_shapes = rising(2).map(named("p5", "p95")) | st.tuples(number, size).map(named("mean", "sd"))
PARAMETERS = {
    "fixed": number.map(lambda value: {"value": value}),
    "normal": two_shapes,
    "lognormal": st.tuples(size, st.floats(1.01, 30)).map(
        lambda found: {"p5": found[0], "p95": found[0] * found[1]}
    )
    | st.tuples(size, st.floats(0.05, 1.5)).map(
        lambda found: {"mean": found[0], "sd": found[0] * found[1]}
    ),
    "uniform": rising(2).map(named("low", "high")),
    "triangular": rising(3).map(named("low", "mode", "high")),
    "pert": rising(3).map(named("low", "mode", "high")),
    "beta": st.tuples(st.floats(0.6, 200), st.floats(0.6, 200)).map(named("a", "b"))
    | st.tuples(share, st.floats(0.02, 0.5))
    .map(lambda found: {"mean": found[0], "sd": found[1] * math.sqrt(found[0] * (1 - found[0]))})
    .filter(lambda found: found["mean"] < 0.9),
    "gamma": st.tuples(size, st.floats(0.01, 3)).map(
        lambda found: {"mean": found[0], "sd": found[0] * found[1]}
    ),
    "quantiles": st.tuples(st.floats(0.3, 3), number, st.floats(0.01, 100)).map(
        lambda found: {
            "p10": found[1] - found[2],
            "p50": found[1],
            "p90": found[1] + found[2] * min(max(found[0], 0.7), 1.4),
        }
    ),
    "bernoulli": st.floats(0, 1).map(lambda p: {"p": p}),
    "poisson": st.floats(0.01, 5000).map(lambda mean: {"mean": mean}),
    "discrete": weighted(number).map(named("values", "weights")),
    "empirical": st.lists(number, min_size=1, max_size=8).map(lambda values: {"values": values}),
    "experts": st.tuples(
        weighted(simple), st.sampled_from(["linear", "quantiles"]), st.sampled_from(["weights", "calibration"])
    ).map(
        lambda found: {
            "experts": {f"e{place}": said for place, said in enumerate(found[0][0])},
            "pool": found[1],
            found[2]: {f"e{place}": weight for place, weight in enumerate(found[0][1])},
        }
    ),
    "reference_class": st.tuples(
        st.sampled_from(["unhcr_outcome_number", "unhcr_outcome_percentage", "unhcr_output_percentage"]), size | size.map(lambda x: -x)
    ).map(named("name", "times")),
    "mixture": weighted(simple).map(named("of", "weights")),
    "truncate": st.tuples(two_shapes, st.floats(0.01, 0.4), st.floats(0.6, 0.99)).map(
        lambda found: truncated({"kind": "normal", **found[0]}, *found[1:])
    ),
}


def truncated(inner, below, up_to):
    low, high = READ(inner).ppf(np.array([below, up_to]))
    return {"of": inner, "low": float(low), "high": float(high)}


def example(kind):
    return {"kind": kind, **Distribution.family.every()[kind].example}


def parts(kind):
    """The example and, where this file knows how to find them, many others."""
    found = st.just(example(kind))
    if kind in PARAMETERS:
        found |= PARAMETERS[kind].map(lambda fields: {"kind": kind, **fields})
    return found.map(READ)


def search(examples):
    """Settings of a search that finds the same examples each time."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def rounding(x):
    return 4 * np.spacing(np.abs(x))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_own_file_and_an_example(kind):
    part = Distribution.family.every()[kind]
    assert part.__module__ == f"{Distribution.family.package}.{kind}"
    assert part.__doc__
    assert "example" in vars(part)
    assert READ(example(kind)).support()[0] <= READ(example(kind)).support()[1]


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_fields_are_refused(kind):
    with pytest.raises(ValidationError):
        READ({**example(kind), "surely_unknown": 1})


@pytest.mark.parametrize("kind", KINDS)
def test_quantiles_rise_stay_in_the_support_and_invert_the_distribution_function(kind):
    @search(12)
    @given(part=parts(kind))
    def check(part):
        x = part.ppf(U)
        low, high = part.support()
        assert np.isfinite(x).all()
        assert (np.diff(x) >= -rounding(x[1:])).all()
        assert (x >= low).all()
        assert (x <= high).all()
        assert (part.cdf(x - rounding(x)) <= U + TOLERANCE).all()
        assert (part.cdf(x + rounding(x)) >= U - TOLERANCE).all()
        atoms = np.array(part.atoms(), float)
        assert (part.cdf(atoms) >= part.cdf(np.nextafter(atoms, -np.inf))).all()
        assert ((atoms >= low) & (atoms <= high)).all()
        if part.discrete:
            assert np.isin(x, part.atoms()).all()

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_the_expectation_is_the_integral_of_the_quantiles(kind):
    @search(6)
    @given(part=parts(kind))
    def check(part):
        spread = float(np.ptp(part.ppf(np.array([0.01, 0.99])))) + abs(part.expectation())
        assert mean_of(part.ppf) == pytest.approx(part.expectation(), rel=1e-7, abs=1e-7 * spread)

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_mapping_read_back_as_the_same_part(kind):
    @search(12)
    @given(part=parts(kind), each=st.sampled_from(["draw", "period"]))
    def check(part, each):
        part = READ({**part.model_dump(exclude_unset=True), "kind": kind, "each": each})
        mapping = json.loads(part.model_dump_json())
        assert READ(mapping) == part
        if not part.certain or each == "draw":
            assert READ(part.text()) == part
            assert READ(str(part)).text() == part.text()
            assert hash(READ(part.text())) == hash(part)

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_each_quantile_is_computed_by_itself(kind):
    part = READ(example(kind))
    u = RNG.permutation(np.concatenate([U, 2.0 ** -np.arange(35, 60.0)]))
    whole = part.ppf(u)
    cut = np.concatenate([part.ppf(block) for block in np.split(u, [1, 2, 7, 100, 333])])
    assert np.array_equal(whole, cut)
    assert np.array_equal(whole[::3], part.ppf(u[::3]))
    assert np.array_equal(whole[::-1], part.ppf(u[::-1]))
    assert np.array_equal(whole[:50], [part.ppf(np.array([one]))[0] for one in u[:50]])
    assert np.array_equal(whole[:50], [float(part.ppf(one)) for one in u[:50]])
    square = u[:1000].reshape(20, 50)
    assert np.array_equal(whole[:1000].reshape(20, 50), part.ppf(square))
    assert np.array_equal(whole[:1000].reshape(20, 50).T, part.ppf(square.T))


@pytest.mark.parametrize("kind", KINDS)
def test_quantiles_leave_the_probabilities_alone(kind):
    u = U.copy()
    x = READ(example(kind)).ppf(u)
    x += 1
    assert np.array_equal(u, U)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ends_of_the_probabilities_give_the_ends_of_the_support(kind):
    part = READ(example(kind))
    if kind != "poisson":
        assert part.ppf(np.array([0.0, 1.0])) == pytest.approx(part.support(), abs=1e-12)


def test_a_distribution_that_only_has_quantiles_gets_the_rest():
    class OnlyQuantiles(Distribution):
        def ppf(self, u):
            return np.sqrt(u)

    part = OnlyQuantiles()
    assert part.cdf(np.array([0.3, 1.0])) == pytest.approx([0.09, 1.0], abs=1e-12)
    assert part.expectation() == pytest.approx(2 / 3, abs=1e-12)
    assert part.atoms() == ()
