"""Laws that every combiner keeps, on its example and on parameters found by search."""

import itertools
import json
from typing import Annotated

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from logicmodel.kinds import OneOf
from logicmodel.parts.combiners.combiner import Combiner

KINDS = sorted(
    kind
    for kind, part in Combiner.family.every().items()
    if part.__module__.startswith("logicmodel.")
)
COMBINER = TypeAdapter(Annotated[Combiner, OneOf(Combiner)])
READ = COMBINER.validate_python
RNG = np.random.default_rng(7)
SOURCES = ["a", "b", "c"]

share = st.floats(0, 1)
size = st.floats(0.01, 100)
PARAMETERS = {
    "ces": {
        "rho": st.floats(-50, 3),
        "shares": st.none() | st.fixed_dictionaries(dict.fromkeys(SOURCES, size)),
    },
    "noisy_or": {"leak": share},
    "overlap": {
        "of": st.floats(0.5, 1000),
        "how": st.sampled_from(["additive", "random", "nested"]),
        "effects": st.none() | st.fixed_dictionaries(dict.fromkeys(SOURCES, size)),
    },
}


def example(kind):
    return {"kind": kind, **Combiner.family.every()[kind].example}


def parts(kind):
    found = st.just(example(kind))
    if kind in PARAMETERS:
        found |= st.fixed_dictionaries({"kind": st.just(kind), **PARAMETERS[kind]})
    return found.map(READ)


def values(part):
    return {
        name: np.asarray(quantity.ppf(np.array(0.5)))
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
        @given(part=parts(kind), seed=st.integers(0, 1000))
        def search(part, seed):
            contributions = list(np.random.default_rng(seed).uniform(0, 1, (3, 2, 5)))
            contributions[seed % 3][0, :2] = 0
            check(part, contributions)

        search()

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_own_file_and_an_example(kind):
    part = Combiner.family.every()[kind]
    assert part.__module__ == f"{Combiner.family.package}.{kind}"
    assert part.__doc__
    assert "example" in vars(part)
    with pytest.raises(ValidationError):
        READ({**example(kind), "surely_unknown": 1})


@law
def test_the_result_is_finite_of_the_same_shape_and_new(part, contributions):
    kept = np.array(contributions)
    for count in (1, 2, 3):
        if part.check_sources(SOURCES[:count]):
            continue
        result = part.combine(contributions[:count], values(part), SOURCES[:count])
        assert result.shape == (2, 5)
        assert np.isfinite(result).all()
        result += 1
        assert np.array_equal(kept, contributions)


@law
def test_the_order_of_the_contributions_does_not_matter(part, contributions):
    expected = part.combine(contributions, values(part), SOURCES)
    for order in itertools.permutations(range(3)):
        turned = [contributions[place] for place in order]
        result = part.combine(turned, values(part), [SOURCES[place] for place in order])
        assert result == pytest.approx(expected, rel=1e-12, abs=1e-12)


@law
def test_contributions_that_are_all_zero_give_exactly_the_level_at_rest(part, contributions):
    result = part.combine([np.zeros((2, 5))] * 3, values(part), SOURCES)
    assert (result == part.at_rest(values(part))).all()


@law
def test_more_of_a_contribution_never_gives_less(part, contributions):
    before = part.combine(contributions, values(part), SOURCES)
    for place in range(3):
        raised = [*contributions]
        raised[place] = raised[place] * 1.3
        after = part.combine(raised, values(part), SOURCES)
        assert (after >= before - 1e-12 * np.abs(before)).all()


@law
def test_each_draw_is_combined_by_itself(part, contributions):
    drawn = {name: value * RNG.uniform(0.5, 1, 5) for name, value in values(part).items()}
    whole = part.combine(contributions, drawn, SOURCES)
    for period in range(2):
        for draw in range(5):
            own = {name: value[[draw]] for name, value in drawn.items()}
            one = [contribution[period, [draw]] for contribution in contributions]
            assert part.combine(one, own, SOURCES)[0] == whole[period, draw]


def difference(part, contributions, place, step):
    """The derivative by central differences, with the first error taken out, and how sure it is."""

    def at(way):
        moved = [*contributions]
        moved[place] = moved[place] + way * size
        return part.combine(moved, values(part), SOURCES)

    size = step * contributions[place]
    near, far = ((at(h) - at(-h)) / (2 * h * size) for h in (1, 2))
    left, right = ((at(0) - at(-2)) / (2 * size), (at(2) - at(0)) / (2 * size))
    return near + (near - far) / 3, np.maximum(np.abs(near - far), np.abs(left - right) * step)


@law
def test_pulling_agrees_with_differences(part, contributions):
    positive = [0.02 + contribution for contribution in contributions]
    adjoint = RNG.normal(size=(2, 5))
    kept = np.array(positive), adjoint.copy()
    pulled = part.pull(positive, values(part), SOURCES, adjoint)
    assert np.array_equal(kept[0], positive)
    assert np.array_equal(kept[1], adjoint)
    for place in range(3):
        expected, doubt = difference(part, positive, place, 1e-4)
        clear = doubt <= 1e-4 * np.abs(expected) + 1e-9
        assert clear.mean() > 0.5
        off = np.abs(pulled[place] - adjoint * expected)
        assert (off <= 1e-6 * np.abs(adjoint) * (np.abs(expected) + 1e-3))[clear].all()


@law
def test_what_a_new_combiner_inherits_is_close(part, contributions):
    positive = [0.02 + contribution for contribution in contributions]
    adjoint = RNG.normal(size=(2, 5))
    ours = part.pull(positive, values(part), SOURCES, adjoint)
    for place, found in enumerate(Combiner.pull(part, positive, values(part), SOURCES, adjoint)):
        expected, doubt = difference(part, positive, place, 1e-4)
        clear = doubt <= 1e-5 * np.abs(expected) + 1e-9
        close = np.abs(found - ours[place]) <= 1e-5 * np.abs(adjoint) * (np.abs(expected) + 1e-3)
        assert close[clear].all()


@law
def test_pulling_is_finite_at_zero_and_at_ties(part, contributions):
    adjoint = RNG.normal(size=(2, 5))
    zero, one = np.zeros((2, 5)), np.full((2, 5), 0.3)
    for some in (
        contributions,
        [zero] * 3,
        [one] * 3,
        [zero, one, one],
        [zero, zero, one],
        [-one, one, zero],
    ):
        for way in (part.pull, Combiner.pull.__get__(part)):
            pulled = way(some, values(part), SOURCES, adjoint)
            assert len(pulled) == 3
            assert all(np.isfinite(found).all() and found.shape == (2, 5) for found in pulled)


@law
def test_pulling_in_every_draw_is_by_itself(part, contributions):
    drawn = {name: value * RNG.uniform(0.5, 1, 5) for name, value in values(part).items()}
    adjoint = RNG.normal(size=(2, 5))
    whole = part.pull(contributions, drawn, SOURCES, adjoint)
    for draw in range(5):
        own = {name: value[[draw]] for name, value in drawn.items()}
        some = [contribution[:, [draw]] for contribution in contributions]
        pulled = part.pull(some, own, SOURCES, adjoint[:, [draw]])
        for one, all_ in zip(pulled, whole, strict=True):
            assert one[:, 0] == pytest.approx(all_[:, draw], rel=1e-12, abs=1e-300)


@law
def test_text_and_mapping_read_back_as_the_same_part(part, contributions):
    assert READ(part.text()) == part
    assert READ(json.loads(part.model_dump_json())) == part
    assert hash(READ(part.text())) == hash(part)
    assert COMBINER.dump_python(part) == part.text()


@law
def test_the_formula_names_every_term_and_parameter(part, contributions):
    names = {name: f"<{name}>" for name in part.parameters()}
    written = part.formula(["first", "second", "third"], names)
    assert all(word in written for word in ["first", "second", "third", *names.values()])


@pytest.mark.parametrize(
    "kind", ["ces(-1, shares={a: 1, b: 2})", "overlap(10, nested, effects={a: 1, b: 2})"]
)
def test_rules_that_name_sources_say_which_do_not_fit(kind):
    part = READ(kind)
    assert part.check_sources(["a", "b"]) == []
    first, second = part.check_sources(["a", "bb"])
    assert "b in " in first
    assert "did you mean bb?" in first
    assert second.startswith("bb contributes, but ")


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_names_nothing_fits_any_source(kind):
    assert READ(example(kind)).check_sources(["x", "y"]) == []


def test_parameters_in_mappings_have_stable_names():
    assert set(READ("ces(0 to 1, shares={a: 1 to 2})".replace("0 to", "0.1 to")).parameters()) == {
        "rho",
        "shares.a",
    }
    assert set(READ("overlap(9 to 10, effects={b: x})").parameters()) == {"of", "effects.b"}
