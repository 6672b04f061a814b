"""YAML to plain data with the place of everything; nothing is obeyed, nothing grows."""

import sys
import time

import pytest
import yaml

from logicmodel.errors import FileError
from logicmodel.files import composition
from logicmodel.files.composition import compose
from logicmodel.files.tree import innermost

from .plans import SAMPLE, SCENARIOS, document


def refused(text):
    """The problem that stops the reading, or the only one noted."""
    try:
        _, problems = compose(text, "plan.yaml")
    except FileError as error:
        problems = error.problems
    assert all(problem.source == "plan.yaml" and problem.message for problem in problems)
    assert problems
    return problems[-1]


@pytest.mark.parametrize("path", [SAMPLE, *SCENARIOS], ids=lambda path: path.parent.name)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, composition.LOADER])
def test_plans_read_the_same_with_and_without_the_c_library(path, loader, monkeypatch):
    expected = document(path.read_text())
    monkeypatch.setattr(composition, "LOADER", loader)
    assert document(path.read_text()) == expected


def test_collections_and_texts():
    text = """
a: [1, [2, x], {b: "c, d"}]
b:
  - c
  - d: 'it''s'
    e: |
      two
      lines
    f: >-
      one
      line
  -
c: {}
d: !!str 5
"5": ok
6: six
"""
    assert document(text) == {
        "a": [1, [2, "x"], {"b": "c, d"}],
        "b": ["c", {"d": "it's", "e": "two\nlines\n", "f": "one line"}, None],
        "c": {},
        "d": "5",
        "5": "ok",
        "6": "six",
    }


def test_every_location_has_its_line():
    root, _ = compose(
        "a:\n  b: 1\n\n  c:\n    - x\n    - d: 2\n      e: [3,\n         4]\nf: {g: 1,\n  h: 2}\n",
        "",
    )
    lines = {
        (): 1,
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "c"): 4,
        ("a", "c", 0): 5,
        ("a", "c", 1): 6,
        ("a", "c", 1, "d"): 6,
        ("a", "c", 1, "e"): 7,
        ("a", "c", 1, "e", 1): 8,
        ("f", "g"): 9,
        ("f", "h"): 10,
        ("a", "missing"): 1,
        ("a", "c", 1, "missing"): 6,
        ("a", "c", 7): 4,
        ("a", "b", "inner", 3): 2,
        ("nowhere",): 1,
    }
    assert {loc: innermost(root, loc).line for loc in lines} == lines


def test_spans_hold_exactly_the_value():
    text = "a: 1  # c\nb: {x: f(1, 2), y: [1, 2]}  # c\nc:\n  - one\n  - |\n    block\n\nd: 'q'\n"
    root, _ = compose(text, "")
    spans = {key: text[node.start : node.end] for key, node in root.entries.items()}
    assert spans == {
        "a": "1",
        "b": "{x: f(1, 2), y: [1, 2]}",
        "c": "- one\n  - |\n    block",
        "d": "'q'",
    }
    assert text[root.entries["b"].entries["x"].start :].startswith("f(1, 2),")
    assert [text[node.key_start] for node in root.entries.values()] == list("abcd")


def test_keys_given_twice_are_refused_with_both_lines():
    problem = refused("a: 1\nb:\n  c: 1\n\n  c: 2\n")
    assert (problem.line, problem.message) == (5, "c is given twice, first on line 3")
    _, problems = compose("a: 1\na: 2\na: 3\n", "")
    assert [problem.line for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system",
        "!!python/name:os.system",
        "!!python/none",
        "!!binary",
        "!!set",
        "!!timestamp",
        "!mine",
        "!<x:y>",
    ],
)
def test_tags_are_never_obeyed(tag):
    for value in ("x", "[x]", "{x: y}"):
        problem = refused(f"a: 1\nb: {tag} {value}\n")
        assert problem.line == 2
        assert "not obeyed" in problem.message


def test_aliases_and_merge_keys():
    text = "base: &b {x: 1, y: 2}\none: *b\ntwo: {<<: *b, y: 3}\nthree:\n  <<: [*b, {z: 4}]\n  x: 0\nn: &n 5\nm: *n\n"
    assert document(text) == {
        "base": {"x": 1, "y": 2},
        "one": {"x": 1, "y": 2},
        "two": {"x": 1, "y": 3},
        "three": {"x": 0, "y": 2, "z": 4},
        "n": 5,
        "m": 5,
    }
    assert document('"<<": 1\n') == {"<<": 1}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: *c\n", 2, "stands for nothing above it"),
        ("a: &a\n  - *a\n", 2, "holds itself"),
        ("a: &a {b: *a}\n", 1, "holds itself"),
        ("<<: 5\n", 1, "takes the name of a mapping"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("? [a]\n: b\n", 1, "a key must be one word"),
        ("a: {[b]: c}\n", 1, "a key must be one word"),
    ],
)
def test_what_a_plan_has_no_use_for(text, line, words):
    problem = refused(text)
    assert problem.line == line
    assert words in problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 100_000,
        "a: " + "[" * 41 + "]" * 41,
        "".join(f"{' ' * n}a:\n" for n in range(500)),
        "- " * 20_000 + "x",
        "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
        "x0: &x0 []\n" + "".join(f"x{n}: &x{n} [*x{n - 1}]\n" for n in range(1, 2000)),
    ],
    ids=["lists", "mappings", "closed", "indents", "dashes", "alias", "chain"],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, composition.LOADER])
def test_deep_nesting_is_refused_quickly(text, loader, monkeypatch):
    monkeypatch.setattr(composition, "LOADER", loader)
    start = time.perf_counter()
    assert refused(text).message == "more than 40 brackets or indents inside each other"
    assert time.perf_counter() - start < 60  # a bomb would take hours
    assert sys.getrecursionlimit() >= 1000


def test_a_bomb_of_aliases_is_refused_quickly():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.perf_counter()
    assert "grows too much" in refused("\n".join(lines)).message
    many = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}\n"
    many += "".join(f"b{n}: {{<<: *a}}\n" for n in range(1000))
    assert "grows too much" in refused(many).message
    assert time.perf_counter() - start < 60  # a bomb would take hours
