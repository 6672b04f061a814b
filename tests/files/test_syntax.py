"""What is not YAML is told in plain words, on the line where it can be mended."""

import pytest

from logicmodel.errors import FileError
from logicmodel.files.composition import compose

SPACE = "there is no space after the colon"
COLON = "a colon stands where none can stand"
QUOTE = "the quote that begins here is not closed"
CASES = [
    ("a: 1\ntitle:Foo\nb: 2\n", 2, SPACE),
    ("periods:\n  first:2027\n  count: 4\n", 2, SPACE),
    ("a: 1\ntitle: Foo: bar\n", 2, COLON),
    ("a:\n  b: He said: stop\n", 2, COLON),
    ('a: 1\ntitle: "Foo\nb: 2\n', 2, QUOTE),
    ("a: 1\ntitle: 'Foo\nb: 2\n", 2, QUOTE),
    ("a: 1\ntitle: 'don't'\n", 2, "something follows the closing quote"),
    ('a: 1\ntitle: "Foo" bar\n', 2, "something follows the closing quote"),
    ("a:\n\tb: 1\n", 2, "a tab stands here"),
    ("a:\n  b: 1\n\tc: 1\n", 3, "a tab stands here"),
    (
        "a: {b: {c: x}\nd: {}\n",
        1,
        "the bracket { opened here is not closed before line 2, or a comma is missing",
    ),
    (
        "a:\n  - {b: c\n  - {d: e}\n",
        2,
        "the bracket { opened here is not closed before line 3, or a comma is missing",
    ),
    ("a: {b: c d: e}\n", 1, "the bracket { opened here is not closed, or a comma is missing"),
    ("a: [b\n", 1, "the bracket [ opened here is not closed, or a comma is missing"),
    ("a: [1, 2]]\n", 1, "a bracket ] stands where none can stand"),
    ("a: }\n", 1, "a bracket } stands where none can stand"),
    ("a: [1,, 2]\n", 1, "a comma stands where none can stand"),
    ("a: [\n", 1, "the text ends before all brackets are closed"),
    ("a: 1\nb: @c\n", 2, "a text cannot begin with @"),
    ("a: 1\nb: %c\n", 2, "a text cannot begin with %"),
    ("a: 1\nb: `c\n", 2, "a text cannot begin with `"),
    ('a: "C:\\path"\n', 1, r"\ has a meaning of its own inside double quotes"),
    ('a: "\\xZZ"\n', 1, r"\ has a meaning of its own inside double quotes"),
    ("a: - b\n", 1, "a list cannot begin here"),
    ("a: 1\nno colon here\nb: 2\n", 2, "this line has no 'key: value'"),
    ("a:\n  b: 1\n c: 2\n", 3, "this line is not indented like the rest of what begins on line 1"),
    (
        "a:\n  - b: 1\n   c: 2\n",
        3,
        "this line is not indented like the rest of what begins on line 2",
    ),
    ("%YAML 2.0\n---\na: 1\n", 1, "a line that begins with % asks for another kind of YAML"),
]


@pytest.mark.parametrize(("text", "line", "message"), CASES)
def test_common_slips(text, line, message):
    with pytest.raises(FileError) as caught:
        compose(text, "plan.yaml")
    problem = caught.value.problems[-1]
    assert (problem.line, problem.message) == (line, message)
    assert problem.remedy
    assert str(problem).startswith(f"plan.yaml:{line}: ")
