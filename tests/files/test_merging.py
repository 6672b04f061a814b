"""A plan written into its own file changes what differs, and not a byte more."""

import difflib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logicmodel.errors import PlanError, RequestError
from logicmodel.files.edit import edit
from logicmodel.files.format import read, write
from logicmodel.files.merging import merged
from logicmodel.plan.plan import Plan

from .plans import SAMPLE, SCENARIOS, document

SMALL = """\
# head
logicmodel: 1
title: 'Old'   # the title
periods: {first: 2027, count: 2}

inputs:   # what is put in
  staff:  {title: Staff, unit: FTE, price: 68_000}   # dear
  # money
  money: {unit: USD}
currency: USD
outcomes:
  calm:
    # the level today
    baseline: 10   # counted
    title: >
      People
      are calm
    indicators:
      survey: {error: 5%}
links:
# first
- {from: staff, to: calm,
   weight: 1}  # one
# second
- from: money
  to: calm
  weight: 2   # two
  because: |
    It
    helps

# third
- {from: staff, to: calm, id: other, weight: normal(1, 2)} # three
targets:
    - {node: calm, at_least: 5, by: 2028}
allocations:
  now: {staff: 1, money: 1_000}
# tail
"""


@pytest.fixture
def path(tmp_path):
    (tmp_path / "plan.yaml").write_text(SMALL)
    return tmp_path / "plan.yaml"


def changed(path, change):
    """The lines that differ after a change of the document."""
    before = path.read_text()
    data = read(path).to_document()
    change(data)
    plan = Plan.from_document(data)
    write(plan, path)
    assert read(path) == plan
    after = path.read_text()
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[:3] not in {"---", "+++", "@@ "}
    ]


def setting(*keys, value):
    def change(data):
        for key in keys[:-1]:
            data = data[key]
        data[keys[-1]] = value

    return change


def leaving_out(*keys):
    def change(data):
        for key in keys[:-1]:
            data = data[key]
        del data[keys[-1]]

    return change


NEW_LINK = {"from": "money", "to": "calm", "id": "new", "weight": 3}


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda _: None, []),
        (
            setting("title", value="New: one"),
            ["-title: 'Old'   # the title", '+title: "New: one"   # the title'],
        ),
        (
            setting("inputs", "staff", "price", value=70_000),
            [
                "-  staff:  {title: Staff, unit: FTE, price: 68_000}   # dear",
                "+  staff:  {title: Staff, unit: FTE, price: 70_000}   # dear",
            ],
        ),
        (
            setting("inputs", "staff", "owner", value="Us, all"),
            [
                "-  staff:  {title: Staff, unit: FTE, price: 68_000}   # dear",
                '+  staff:  {title: Staff, unit: FTE, price: 68_000, owner: "Us, all"}   # dear',
            ],
        ),
        (
            leaving_out("inputs", "staff", "title"),
            [
                "-  staff:  {title: Staff, unit: FTE, price: 68_000}   # dear",
                "+  staff:  {unit: FTE, price: 68_000}   # dear",
            ],
        ),
        (
            leaving_out("inputs", "staff", "price"),
            [
                "-  staff:  {title: Staff, unit: FTE, price: 68_000}   # dear",
                "+  staff:  {title: Staff, unit: FTE}   # dear",
            ],
        ),
        (leaving_out("inputs", "money", "unit"), ["-  money: {unit: USD}", "+  money: {}"]),
        (
            setting("links", 0, "weight", value="normal(3, 1)"),
            ["-   weight: 1}  # one", '+   weight: "normal(3, 1)"}  # one'],
        ),
        (
            setting("links", 1, "weight", value=2.5),
            ["-  weight: 2   # two", "+  weight: 2.5   # two"],
        ),
        (
            setting("links", 1, "because", value="Short"),
            ["-  because: |", "-    It", "-    helps", "+  because: Short"],
        ),
        (setting("links", 1, "lag", value=1), ["+  lag: 1"]),
        (leaving_out("links", 0), ["-- {from: staff, to: calm,", "-   weight: 1}  # one"]),
        (
            leaving_out("links", 1),
            [
                "-- from: money",
                "-  to: calm",
                "-  weight: 2   # two",
                "-  because: |",
                "-    It",
                "-    helps",
            ],
        ),
        (
            leaving_out("links", 2),
            ["-- {from: staff, to: calm, id: other, weight: normal(1, 2)} # three"],
        ),
        (
            lambda data: data["links"].append(NEW_LINK),
            ["+- {from: money, to: calm, id: new, weight: 3}"],
        ),
        (
            lambda data: data["links"].insert(0, NEW_LINK),
            ["+- {from: money, to: calm, id: new, weight: 3}"],
        ),
        (
            lambda data: data["links"].insert(2, NEW_LINK),
            ["+- {from: money, to: calm, id: new, weight: 3}"],
        ),
        (
            setting("outcomes", "calm", "baseline", value="8 to 12"),
            ["-    baseline: 10   # counted", "+    baseline: 8 to 12   # counted"],
        ),
        (leaving_out("outcomes", "calm", "baseline"), ["-    baseline: 10   # counted"]),
        (
            setting("outcomes", "calm", "title", value="Calm"),
            ["-    title: >", "-      People", "-      are calm", "+    title: Calm"],
        ),
        (
            setting("outcomes", "calm", "indicators", "survey", "error", value=3),
            ["-      survey: {error: 5%}", "+      survey: {error: 3}"],
        ),
        (
            setting("outcomes", "calm", "indicators", "count", value={"unit": "people"}),
            ["+      count: {unit: people}"],
        ),
        (
            leaving_out("outcomes", "calm", "indicators"),
            ["-    indicators:", "-      survey: {error: 5%}"],
        ),
        (setting("outcomes", "glad", value={"title": "Glad"}), ["+  glad: {title: Glad}"]),
        (
            setting("allocations", "more", value={"title": "More", "staff": [1, 2]}),
            ["+  more: {title: More, staff: [1, 2]}"],
        ),
        (
            setting("allocations", "now", "staff", value=[4, 5]),
            ["-  now: {staff: 1, money: 1_000}", "+  now: {staff: [4, 5], money: 1_000}"],
        ),
        (
            setting("allocations", "now", "money", value=2500),
            ["-  now: {staff: 1, money: 1_000}", "+  now: {staff: 1, money: 2_500}"],
        ),
        (leaving_out("allocations"), ["-allocations:", "-  now: {staff: 1, money: 1_000}"]),
        (leaving_out("targets"), ["-targets:", "-    - {node: calm, at_least: 5, by: 2028}"]),
        (
            setting("periods", "count", value=3),
            ["-periods: {first: 2027, count: 2}", "+periods: {first: 2027, count: 3}"],
        ),
        (setting("budget", value={"total": 5}), ["+budget: {total: 5}"]),
        (setting("mission", value="Peace"), ["+mission: Peace"]),
        (
            lambda data: data["targets"].append(
                {"node": "calm", "at_most": 9, "by": "2028", "id": "top"}
            ),
            ["+    - {node: calm, id: top, at_most: 9, by: 2028}"],
        ),
    ],
)
def test_only_what_differs_is_touched(path, change, lines):
    assert changed(path, change) == lines


def test_several_changes_at_once(path):
    def change(data):
        del data["links"][1]
        data["links"].append(NEW_LINK)
        data["links"][0]["lag"] = 2
        del data["allocations"]["now"]["staff"]
        data["allocations"]["then"] = {"money": 5}
        data["outcomes"]["calm"]["max"] = 20
        data["numbers"] = {"x": "1 to 2"}

    assert changed(path, change) == [
        "+    max: 20",
        "-   weight: 1}  # one",
        "+   weight: 1, lag: 2}  # one",
        "-- from: money",
        "-  to: calm",
        "-  weight: 2   # two",
        "-  because: |",
        "-    It",
        "-    helps",
        "+- {from: money, to: calm, id: new, weight: 3}",
        "-  now: {staff: 1, money: 1_000}",
        "+  now: {money: 1_000}",
        "+  then: {money: 5}",
        "+numbers: {x: 1 to 2}",
    ]


def test_line_ends_and_a_missing_last_line_end_stay(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"periods: {first: 2027, count: 2}\r\ninputs:\r\n  a: {unit: x} # one")
    edit(path, {"inputs.a.price": 3, "title": "T"})
    assert (
        path.read_bytes()
        == b"periods: {first: 2027, count: 2}\r\ninputs:\r\n  a: {unit: x, price: 3} # one\r\ntitle: T\r\n"
    )


def test_what_is_put_together_by_aliases_is_written_anew(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        "# c\nperiods: {first: 2027, count: 2}\ninputs:\n  a: &a {unit: x, price: 1}\n  b: {<<: *a, title: B}\n  c: *a\n"
    )
    plan = edit(path, {"inputs.c.price": 2})
    assert read(path) == plan
    assert (
        path.read_text()
        == "# c\nperiods: {first: 2027, count: 2}\ninputs:\n  a: &a {unit: x, price: 1}\n  b: {<<: *a, title: B}\n  c: {unit: x, price: 2}\n"
    )
    plan = edit(path, {"inputs.b.price": 2, "inputs.a.price": 3})
    assert read(path) == plan


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n", "title: [\n", "titel: x\n", "\0"])
def test_a_file_that_holds_no_plan_is_written_anew(tmp_path, text):
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    plan = read(SAMPLE)
    write(plan, path)
    assert read(path) == plan


def test_edit_sets_values_by_their_paths(path):
    plan = edit(
        path,
        {
            "allocations.now.staff": [2, 3],
            "links.money->calm.weight": "1 to 2",
            "targets.calm@2028.at_least": 6,
        },
    )
    assert plan == read(path)
    assert plan.allocations["now"].amounts["staff"] == (2, 3)
    assert path.read_text().count("#") == SMALL.count("#")


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"inputs.nobody.price": 1}, RequestError), ({"inputs.staff.price": -1}, PlanError)],
)
def test_an_edit_that_fails_leaves_the_file(path, changes, error):
    with pytest.raises(error):
        edit(path, changes)
    assert path.read_text() == SMALL


@pytest.mark.parametrize("path", [SAMPLE, *SCENARIOS], ids=lambda path: path.parent.name)
def test_an_unchanged_plan_leaves_every_byte(path):
    assert merged(path.read_text(), read(path)) == path.read_text()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_selection_of_changes(data):
    source = SAMPLE.read_text()
    wanted = Plan.from_document(document()).to_document()
    del wanted["correlations"]
    for section in ("links", "targets"):
        keep = data.draw(
            st.lists(st.booleans(), min_size=len(wanted[section]), max_size=len(wanted[section]))
        )
        wanted[section] = [one for one, kept in zip(wanted[section], keep, strict=True) if kept]
    for link in wanted["links"]:
        for key, values in {
            "weight": st.just("1 to 2"),
            "lag": st.integers(1, 3),
            "because": st.just("a, b: c"),
            "works": st.none(),
        }.items():
            if data.draw(st.booleans()):
                link[key] = data.draw(values)
    for name in list(wanted["allocations"]):
        if data.draw(st.booleans()):
            wanted["allocations"][name + "_new"] = wanted["allocations"].pop(name)
    for key in ("title", "mission", "futures", "budget", "allocations"):
        if data.draw(st.booleans()):
            del wanted[key]
    plan = Plan.from_document(wanted)
    text = merged(source, plan)
    assert text is not None
    assert Plan.from_document(document(text)) == plan
    kept = [line for line in text.splitlines() if line.strip().startswith("#")]
    assert len(kept) >= 2 or not wanted["links"]
