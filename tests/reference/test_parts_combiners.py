"""Combiners against published and hand-worked values (research/allocation.md R6, R13)."""

import numpy as np
import pytest

from logicmodel.kinds import OneOf
from logicmodel.parts.combiners.combiner import Combiner

READ = OneOf(Combiner).read


def combined(text, *contributions, **drawn):
    part = READ(text)
    values = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
    values |= {name: np.asarray(value, float) for name, value in drawn.items()}
    arrays = [np.atleast_1d(np.asarray(x, float)) for x in contributions]
    found = part.combine(arrays, values, ["a", "b", "c", "d"][: len(arrays)])
    return found[0] if found.size == 1 else found


SHARES = "shares={a: 0.5, b: 0.3, c: 0.2}"


@pytest.mark.parametrize(
    ("text", "amounts", "result"),
    [
        ("minimum", (20 / 2, 30 / 3, 50 / 5), 10),
        (f"ces(0, {SHARES})", (50, 30, 20), 35.71308585),
        (f"ces(-1, {SHARES})", (41.54459133, 32.18030207, 26.27510661), 34.51906137),
        (f"ces(0.5, {SHARES})", (65.78947368, 23.68421053, 10.52631579), 38),
        (f"ces(1, {SHARES})", (10, 20, 30), 17),
        ("ces(1)", (10, 20, 30), 20),
        ("ces(-1)", (1, 2, 4), 12 / 7),
        ("ces(0)", (1, 2, 4), 2),
        (
            "ces(-1, shares={a: 5, b: 3, c: 2})",
            (41.54459133, 32.18030207, 26.27510661),
            34.51906137,
        ),
        ("sum", (1, 2, 4), 7),
        ("product", (2, 3, 4), 24),
        ("maximum", (2, 9, 4), 9),
        ("noisy_or(0.05)", (0.7 * 0.6, 0.4 * 0.5, 0.9 * 0.3), 0.678216),
        ("noisy_or", (0.3, 0.5, 0.2), 0.72),
        ("noisy_or", (0.35, 0.2), 0.48),
        ("noisy_or(0.1)", (-3, 0), 0.1),
        ("noisy_or(0.1)", (7, 0), 1),
        ("overlap(1, additive)", (0.5, 0.4, 0.3), 1),
        ("overlap(1, random)", (0.5, 0.4, 0.3), 0.79),
        ("overlap(1, nested)", (0.5, 0.4, 0.3), 0.5),
        ("overlap(1000)", (500, 400, 300), 790),
        ("overlap(1000, additive)", (100, 200, -50), 300),
        ("overlap(1000, nested)", (100, 5000), 1000),
        ("overlap(1, random, effects={a: 0.2, b: 0.3, c: 0.5})", (0.5, 0.4, 0.3), 0.276),
        ("overlap(1, nested, effects={a: 0.2, b: 0.3, c: 0.5})", (0.5, 0.4, 0.3), 0.2),
        ("overlap(1, additive, effects={a: 0.2, b: 0.3, c: 0.5})", (0.5, 0.4, 0.3), 0.33),
        ("overlap(1000, random, effects={a: -0.2, b: -0.3, c: -0.5})", (500, 400, 300), -276),
    ],
)
def test_values(text, amounts, result):
    assert combined(text, *amounts) == pytest.approx(result, rel=1e-8)


def test_ces_has_no_seam_at_cobb_douglas():
    amounts = (50, 30, 20)
    middle = combined(f"ces(0, {SHARES})", *amounts)
    for rho in (1e-300, 1e-200, 1e-100, 1e-16, 1e-12, 1e-9, -1e-9, -1e-16, 5e-324):
        assert combined(f"ces(0, {SHARES})", *amounts, rho=rho) == pytest.approx(middle, rel=2e-9)
    steps = np.linspace(-1e-6, 1e-6, 201)
    path = combined(f"ces(0, {SHARES})", *(np.full(201, x) for x in amounts), rho=steps)
    assert (np.diff(path) > 0).all()


def test_ces_tends_to_the_minimum_and_the_maximum():
    assert combined("ces(0)", 50, 3, 20, rho=-1e6) == pytest.approx(3, rel=1e-5)
    assert combined("ces(0)", 50, 3, 20, rho=-1e300) == pytest.approx(3, rel=1e-15)
    assert combined("ces(0)", 50, 3, 20, rho=1e6) == pytest.approx(50, rel=1e-5)


@pytest.mark.parametrize(("rho", "result"), [(-2, 0), (0, 0), (0.5, 100 / 9 * 2**2), (1, 200 / 3)])
def test_ces_without_one_ingredient(rho, result):
    """Up to Cobb-Douglas every ingredient is needed; beyond, the others stand in for it."""
    assert combined("ces(0)", 100, 100, 0, rho=rho) == pytest.approx(result)
    assert combined("ces(0)", 100, 100, -7, rho=rho) == pytest.approx(result)
    assert combined("ces(0)", 0, 0, 0, rho=rho) == 0


def test_the_strongest_effect_is_found_draw_by_draw():
    text = "overlap(1, nested, effects={a: 0, b: 0})"
    found = combined(
        text, [0.5, 0.5], [0.5, 0.5], **{"effects.a": [0.2, 0.6], "effects.b": [0.4, 0.4]}
    )
    assert found.tolist() == [0.2, 0.3]


@pytest.mark.parametrize(
    ("text", "amounts", "slopes"),
    [
        ("sum", (1, 2, 4), (1, 1, 1)),
        ("minimum", (1, 2, 4), (1, 0, 0)),
        ("minimum", (2, 2, 4), (0.5, 0.5, 0)),
        ("maximum", (1, 4, 4), (0, 0.5, 0.5)),
        ("product", (2, 3, 4), (12, 8, 6)),
        ("product", (0, 3, 4), (12, 0, 0)),
        ("product", (0, 3, 0), (0, 0, 0)),
        ("noisy_or(0.05)", (0.5, 0.2), (0.95 * 0.8, 0.95 * 0.5)),
        ("noisy_or", (1, 0.2), (0.8, 0)),
        ("noisy_or", (1.1, -0.2, 0), (0, 0, 0)),
        ("ces(1)", (10, 20, 30), (1 / 3, 1 / 3, 1 / 3)),
        ("ces(0)", (1, 2, 4), (2 / 3, 1 / 3, 1 / 6)),
        ("ces(-1)", (1, 2, 4), ((12 / 7) ** 2 / 3, (6 / 7) ** 2 / 3, (3 / 7) ** 2 / 3)),
        (f"ces(-1, {SHARES})", (0, 0, 0), (0.5, 0.3, 0.2)),
        (f"ces(0, {SHARES})", (0, 20, 30), (0.5 * 20**0.3 * 30**0.2 * (30e-6) ** -0.5, 0, 0)),
        ("ces(0)", (-1, 20, 30), (0, 0, 0)),
        ("ces(0.5)", (-1, 4, 4), (0, 2 / 9, 2 / 9)),
        ("overlap(100)", (50, 20), (0.8, 0.5)),
        ("overlap(100)", (120, 20), (0, 0)),
        ("overlap(100, additive)", (50, 20), (1, 1)),
        ("overlap(100, additive)", (50, 60), (0, 0)),
        ("overlap(100, nested)", (50, 20), (1, 0)),
        ("overlap(100, nested)", (20, 20), (0.5, 0.5)),
        ("overlap(100, effects={a: 0.2, b: 0.5})", (50, 20), (0.2 * 0.8, 0.5 - 0.2 * 0.5)),
        ("overlap(100, nested, effects={a: 0.2, b: 0.5})", (50, 20), (0.2, 0.3)),
        ("overlap(100, additive, effects={a: 0.2, b: 0.5})", (90, 20), (0, 0.3)),
    ],
)
def test_derivatives(text, amounts, slopes):
    part = READ(text)
    p = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
    arrays, sources = [np.array([float(x)]) for x in amounts], ["a", "b", "c"][: len(amounts)]
    pulled = part.pull(arrays, p, sources, np.array([2.0]))
    assert [found[0] / 2 for found in pulled] == pytest.approx(list(slopes), rel=1e-9, abs=1e-12)


def test_derivatives_of_a_constant_return_to_scale_add_up_to_the_result():
    """Euler's theorem for homogeneous functions of degree 1."""
    amounts = [np.array([float(x)]) for x in (3, 20, 7)]
    for text in ("minimum", "maximum", "sum", "ces(-3)", "ces(0)", "ces(0.7)"):
        part = READ(text)
        p = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
        pulled = part.pull(amounts, p, ["a", "b", "c"], np.ones(1))
        total = sum(slope * amount for slope, amount in zip(pulled, amounts, strict=True))
        assert total[0] == pytest.approx(part.combine(amounts, p, ["a", "b", "c"])[0], rel=1e-12)
