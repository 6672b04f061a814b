"""All problems of a file at once, in the order of its lines, in words that help to mend them."""

import copy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logicmodel.errors import LogicModelError, PlanError
from logicmodel.files.composition import compose
from logicmodel.files.format import read
from logicmodel.files.json import compose as compose_json
from logicmodel.files.places import located
from logicmodel.files.source import Source
from logicmodel.files.styling import page
from logicmodel.files.tree import plan_in
from logicmodel.plan.plan import Plan

from .plans import SAMPLE, document

HERE = Path(__file__).parent


def test_a_file_with_many_mistakes_reads_like_this():
    with pytest.raises(PlanError) as caught:
        read(HERE / "mistakes.yaml")
    printed = str(caught.value).replace(f"{HERE}/", "").replace(f"{HERE}\\", "")
    assert printed + "\n" == (HERE / "mistakes.txt").read_text()


def test_slips_of_reading_and_faults_of_the_plan_come_together(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        "title: A\ntitle: B\nperiods: {first: 2027, count: 2}\ninputs:\n  a: {price: -1}\n  b: {unit: !mine x}\n"
    )
    with pytest.raises(LogicModelError) as caught:
        read(path)
    assert [problem.line for problem in caught.value.problems] == [2, 5, 6]


def test_problems_of_a_run_get_their_lines():

    from logicmodel.errors import Problem

    problems = [
        Problem("links[x].weight", "b", loc=("links", 2, "weight")),
        Problem("outcomes.homeless_people.min", "a", loc=("outcomes", "homeless_people", "min")),
    ]
    found = located(problems, SAMPLE)
    assert [(one.message, one.line, Path(one.source).name) for one in found] == [
        ("a", 28, "sample.yaml"),
        ("b", 45, "sample.yaml"),
    ]
    assert located(problems, "nowhere.yaml") == problems


BROKEN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([10**40, 10**400, 1e308, float("inf"), float("nan")]),
    st.sampled_from(
        [
            "",
            " ",
            "x",
            "5%",
            "12 to 18",
            "3 to 1",
            "normal(1, 2)",
            "normal(1",
            "normal(1, 2) each period",
            "discrete(1: 0.3)",
            "mixture(1: 0)",
            "truncate(normal(0, 1), low=5)",
            "beta(1e308, 1e308)",
            "ces(rho=nan)",
            "piecewise(0: 0)",
            "->",
            "@",
            "2027",
            "2027-Q1",
            "((((",
            "é",
            "x" * 200,
            "1" * 400,
            "2% per period",
            "placements",
            "all targets",
            "to",
            "{a: 1}",
            "1,5",
        ]
    ),
    st.lists(st.sampled_from([0, -1, "x", None, "normal(1, 2)", [1], {}]), max_size=4),
    st.dictionaries(
        st.sampled_from(
            [
                "kind",
                "mean",
                "sd",
                "low",
                "of",
                "weights",
                "title",
                "from",
                "node",
                "amount",
                "relative",
                "change",
                "",
                "x y",
            ]
        ),
        st.sampled_from(
            [0, "normal", "mixture", "x", None, [1], [{"kind": "normal"}], {"kind": "pert"}]
        ),
        max_size=3,
    ),
)
KEYS = st.sampled_from(
    [
        "x",
        "kind",
        "title",
        "from",
        "to",
        "node",
        "id",
        "lag",
        "spread",
        "weight",
        "curve",
        "value",
        "by",
        "trend",
        "min",
        "error",
        "a.b",
        "numbers",
        "success",
        "factors.rent_index.value",
        "links.placements->homeless_people.lag",
        "amounts",
        "12",
        "",
    ]
)


def places(data, above=()):
    """All locations of a document, from the outside in."""
    yield above
    pairs = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, inner in pairs:
        yield from places(inner, (*above, key))


@st.composite
def broken_documents(draw):
    """The sample with something else at up to four places."""
    data = copy.deepcopy(document())
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(list(places(data))[1:]))
        here = data
        for key in way:
            here = here[key]
        if draw(st.integers(0, 5)) == 0:
            del here[last]
        elif isinstance(here, dict) and draw(st.integers(0, 3)) == 0:
            here[draw(KEYS)] = copy.deepcopy(draw(BROKEN))
        else:
            here[last] = copy.deepcopy(draw(BROKEN))
    return data


UGLY = (
    "input should",
    "valid ",
    "pydantic",
    "tuple",
    "dict",
    "nonetype",
    "value error",
    "#one",
    "#every",
    "str,",
    "int ",
    "float",
    "\n",
    "None",
)


def well_told(problems, text):
    lines = [problem.line for problem in problems]
    assert lines
    assert lines == sorted(lines)
    assert len({str(problem) for problem in problems}) == len(lines)
    for problem in problems:
        assert 1 <= problem.line <= len(text.splitlines())
        assert problem.source == "plan.yaml"
        assert problem.message.strip()
        assert not [word for word in UGLY if word in problem.message], problem.message


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken_documents())
def test_whatever_is_wrong_is_told_with_its_line(data):
    text = page(data)
    try:
        root, problems = compose(text, "plan.yaml")
        plan = plan_in(root, problems, Source("plan.yaml", b""))
    except LogicModelError as error:
        well_told(error.problems, text)
    else:
        assert Plan.from_document(document(page(plan.to_document()))) == plan


@settings(max_examples=5000, deadline=None)
@given(st.data())
def test_any_damage_to_the_text_is_told_or_harmless(data):
    text = SAMPLE.read_text()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 1, 1, 5, 80])))
        text = (
            text[:start]
            + data.draw(
                st.sampled_from(
                    [
                        "",
                        "\t",
                        "\n",
                        " ",
                        "'",
                        '"',
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ": ",
                        ",",
                        "#",
                        "&a ",
                        "*a",
                        "!x ",
                        "- ",
                        "? ",
                        "|",
                        "(",
                        ")",
                        "\\",
                        "%",
                        "<<: ",
                    ]
                )
            )
            + text[end:]
        )
    for reader in (compose, compose_json):
        try:
            plan_in(*reader(text, "plan.yaml"), Source("plan.yaml", b""))
        except LogicModelError as error:
            well_told(error.problems, text)
