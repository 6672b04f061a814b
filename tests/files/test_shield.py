"""Text forms keep their commas and colons through a YAML reader."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.files.shield import shield

from .plans import document


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{value: normal(106, 4)}", {"value": "normal(106, 4)"}),
        (
            "{value: discrete(10: 0.3, 20: 0.7), b: 1}",
            {"value": "discrete(10: 0.3, 20: 0.7)", "b": 1},
        ),
        ("discrete(10: 0.3, 20: 0.7)", "discrete(10: 0.3, 20: 0.7)"),
        (
            "[mixture(normal(3, 1): 0.5, uniform(1, 5): 0.5), 2]",
            ["mixture(normal(3, 1): 0.5, uniform(1, 5): 0.5)", 2],
        ),
        ("{c: ces(rho=0.5, shares={a: 1, b: 2})}", {"c": "ces(rho=0.5, shares={a: 1, b: 2})"}),
        ("{because: 'see f(x, y)', b: \"g(a: b)\"}", {"because": "see f(x, y)", "b": "g(a: b)"}),
        ("{t: household(s) in need, b: 1}", {"t": "household(s) in need", "b": 1}),
        ('{a: "foo(", b: "bar)"}', {"a": "foo(", "b": "bar)"}),
        ("{a: smile :-(, b: 1}", {"a": "smile :-(", "b": 1}),
        ("{a: no call (1, b: 2}", {"a": "no call (1", "b": 2}),
        ("foo(a#b, c)", "foo(a#b, c)"),
        ("normal(10; 2, x)", "normal(10; 2, x)"),
        ("{a: é(1, 2)}", {"a": "é(1, 2)"}),
    ],
)
def test_calls_are_one_value(written, read):
    assert document(f"k: {written}\nlast: 1\n") == {"k": read, "last": 1}


def test_a_call_may_span_lines_that_are_indented():
    text = "a:\n  w: mixture(\n    normal(3, 1): 0.5,\n    uniform(1, 5): 0.5)\n  b: 1\n"
    assert document(text) == {"a": {"w": "mixture( normal(3, 1): 0.5, uniform(1, 5): 0.5)", "b": 1}}
    text = "l:\n  - {from: a, weight: discrete(\n      10: 0.3,\n      20: 0.7), to: b}\n"
    assert document(text) == {
        "l": [{"from": "a", "weight": "discrete( 10: 0.3, 20: 0.7)", "to": "b"}]
    }


@pytest.mark.parametrize(
    "text",
    [
        "a: see foo(bar\nb: {c: normal(1, 2)}\n",
        "# see foo(bar\na: {b: 1}  # )\nb: {c: normal(1, 2)}\n",
        "a:  # see foo(bar\n  c: {d: 1} # )\nb: {c: normal(1, 2)}\n",
        "a: |\n  see foo(bar, baz: [\n  x)\nb: {c: normal(1, 2)}\n",
    ],
)
def test_a_bracket_left_open_swallows_nothing(text):
    assert document(text)["b"] == {"c": "normal(1, 2)"}


@given(
    st.text(
        st.characters(exclude_categories=("Cs",)) | st.sampled_from("(),:{}[]#'\" \na\ue000\ue001")
    )
)
def test_every_text_comes_back_and_keeps_its_length(text):
    safe = shield(text)
    assert len(safe.text) == len(text)
    assert safe.restore(safe.text) == text


def test_private_characters_of_the_text_survive():
    text = 'a: "\ue000, \ue001 f(\ue002, 1) \\ue003 \\U0000e004"\nb: f(1, 2)\n'
    assert document(text) == {"a": "\ue000, \ue001 f(\ue002, 1) \ue003 \ue004", "b": "f(1, 2)"}
    crowded = "".join(map(chr, range(0xE000, 0xF900)))
    assert document(f"a: '{crowded}'\nb: {{c: f(1, 2)}}\n") == {"a": crowded, "b": {"c": "f(1, 2)"}}


@pytest.mark.parametrize(
    "piece",
    ["a(", "(", "a() ", "a(\n ", "a(b()\n ", "a(1, 2)\n", "a(" + "()" * 50, "x", "a)", "'a("],
)
def test_the_time_grows_with_the_length_alone(piece):
    text = "a(" + piece * (400_000 // len(piece)) + ")"
    start = time.perf_counter()
    shield(text)
    assert time.perf_counter() - start < 60
