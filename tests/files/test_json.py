"""JSON holds the same tree, with the same lines and the same refusals."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.errors import FileError, PlanError
from logicmodel.files.format import read, write
from logicmodel.files.json import compose
from logicmodel.files.tree import innermost
from logicmodel.plan.plan import Plan

from .plans import SAMPLE, SCENARIOS, document

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_reads_what_python_reads(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    root, problems = compose(text, "")
    assert problems == []
    assert root.data == json.loads(text)


def test_locations_have_lines():
    root, _ = compose('{"a": 1,\n "b": [\n  2,\n  {"c": "x\\n:{", "d":\n 3}\n ]\n}', "")
    lines = {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 4,
        ("b", 1, "c"): 4,
        ("b", 1, "d"): 4,
        ("b", 1, "x"): 4,
    }
    assert {loc: innermost(root, loc).line for loc in lines} == lines


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"a": 1,\n}', 1, "a comma stands before the closing bracket"),
        ('{"a": 1\n "b": 2}', 2, "is not JSON"),
        ("{'a': 1}", 1, "texts stand in double quotes"),
        ('{"a": 1 // x\n}', 1, "is not JSON"),
        ('{"a": 1}\n{"b": 2}', 2, "something follows"),
        ('{"a": "x}', 1, "the quote that begins here is not closed"),
        ('{"a": [1, 2', 1, "the text ends before the last bracket is closed"),
        ("title: Foo\n", 1, "is not JSON"),
        ('{"a": "x\ny"}', 1, "a line break or a tab stands inside quotes"),
        ('{"a":\n "x\\qy"}', 2, "is not JSON: invalid \\escape"),
        ('{"a": 1, "a": 2}', 1, "a is given twice"),
        ('{"a": ' + "[" * 50 + "]" * 50 + "}", 1, "more than 40 brackets"),
        ('{"a": ' + "[" * 100_000, 1, "more than 40 brackets"),
        ("[1]", 1, "found a list"),
    ],
)
def test_refusals(tmp_path, text, line, words):
    path = tmp_path / "plan.json"
    path.write_text(text)
    start = time.perf_counter()
    with pytest.raises(FileError) as caught:
        read(path)
    problem = caught.value.problems[0]
    assert words in problem.message
    assert (problem.line, problem.source) == (line, str(path))
    assert problem.remedy
    assert time.perf_counter() - start < 60  # a bomb would take hours


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_are_none_are_refused_at_their_place(tmp_path, word):
    path = tmp_path / "plan.json"
    path.write_text(
        '{"periods": {"first": 2027, "count": 1},\n "inputs": {\n  "a": {"price": ' + word + "}}}"
    )
    with pytest.raises(PlanError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.where) == (3, "inputs.a.price")
    assert "expected a finite number" in problem.message


@pytest.mark.parametrize("path", [SAMPLE, *SCENARIOS], ids=lambda path: path.parent.name)
def test_a_plan_survives(tmp_path, path):
    plan = read(path)
    write(plan, tmp_path / "plan.json")
    assert read(tmp_path / "plan.json") == plan
    (tmp_path / "raw.json").write_text(json.dumps(document(path.read_text())))
    assert read(tmp_path / "raw.json") == plan


@pytest.mark.parametrize("sign", ["\x01", "\x85", "\u2028", "\ufeff", "\ufffe", "\uffff"])
def test_signs_that_no_text_may_hold_are_spelled_out_and_come_back(tmp_path, sign):
    plan = Plan.from_document({"title": f"a{sign}b", "periods": {"first": 2027, "count": 1}, "outcomes": {"x": {"title": sign}}})
    for name, kind in (("plan.json", None), ("map.json", "kumu")):
        write(plan, tmp_path / name, kind=kind, losses=[])
        back = read(tmp_path / name, losses=[])
        assert (back.title, back.outcomes["x"].title) == (plan.title, sign)
