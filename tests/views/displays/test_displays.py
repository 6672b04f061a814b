"""Plans, runs and answers show themselves as whole HTML that needs and changes nothing around it."""

from __future__ import annotations

import importlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.analysis.answer import Answer
from logicmodel.display import Display
from logicmodel.errors import MissingExtraError
from logicmodel.views.tables.markup import MOST_ROWS, STYLE
from logicmodel.views.tables.shape import table_of
from logicmodel.views.tables.terminal import WIDEST, cells_wide, text_of
from tests.engine.examples import meal_plan

NASTY = '<script>alert("1")</script> & \'more\''
VOID = {"br", "hr", "img", "input", "meta", "path", "rect", "line", "circle", "use", "polygon", "stop"}
QUESTIONS = ("attainment", "joint", "compare", "effects", "late_effects", "costs", "waterfall", "social_return",
             "time_to_target", "levels", "distribution", "failure")


class Reader(HTMLParser):
    """Reads a piece of HTML and keeps what it finds: tags, words, ends that do not fit."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=512, keep="all")


def checked(value: object) -> Reader:
    """Return the HTML of a value, which must be whole and quiet."""
    bundle = value._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"] == value._repr_html_()
    found = Reader(bundle["text/html"])
    assert not found.wrong
    assert not found.open
    assert not {tag for tag, _ in found.tags} & {"script", "link", "img", "iframe", "html", "body"}
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), attributes
    assert not re.search(r"url\((?!['\"]?#)|@import", bundle["text/html"])
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_shows_itself(results, question):
    answer = getattr(lm, question)(results)
    found = checked(answer)
    if answer.rows:
        assert len(found.all("caption")) == len(found.all("table")) == 1
        assert {cell.get("scope") for cell in found.all("th")} <= {"col", "row", "rowgroup"}
        assert [cell for cell in found.all("th") if cell["scope"] == "row"]
        assert answer.title in "".join(found.words)
    text = str(answer)
    assert text.splitlines()[0] == answer.title
    assert all(line == line.rstrip() for line in text.splitlines())
    assert max(cells_wide(line) for line in text.splitlines()) <= WIDEST + 2


@pytest.mark.parametrize("question", QUESTIONS)
def test_rows_of_a_table_are_equally_wide(results, question):
    markup = getattr(lm, question)(results)._repr_html_()
    for table in re.findall(r"<table>.*?</table>", markup, re.DOTALL):
        width = len(re.findall(r'scope="col"', table))
        reaching: list[int] = []
        for line in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
            cells = re.findall(r"<t[hd]([^>]*)>", line)
            spans = sum(int((re.search(r'colspan="(\d+)"', cell) or [0, 1])[1]) for cell in cells)
            reaching = [rest - 1 for rest in reaching if rest > 1]
            assert spans + len(reaching) == width, line
            reaching += [int(rows) for rows in re.findall(r'rowspan="(\d+)"', line)]


def test_intervals_stand_in_the_cell_of_their_number(results):
    answer = lm.attainment(results)
    row = answer.rows[0]
    number, _, interval = lm.wording.chance(row["probability"], row["low"], row["high"]).partition(" (")
    page = answer._repr_html_()
    assert f'<span class="n">{number}</span> <span class="m">({interval}</span><span class="b"' in page
    assert page.count('<span class="b" aria-hidden="true">') == len(answer.rows)
    assert "Meals served" in page
    assert "at least 30,000 meals by 2028" in page


def test_money_has_its_currency_and_changes_their_points(results):
    assert "EUR " in str(lm.costs(results))
    text = str(lm.compare(results))
    assert " points (" in text
    assert "EUR" in next(line for line in text.splitlines() if line.strip().startswith("cost"))


def test_a_run_shows_chances_by_allocation_and_the_diagram(results):
    found = checked(results)
    words = "".join(found.words)
    assert len(found.all("svg")) == 1
    assert [cell["scope"] for cell in found.all("th")].count("col") == 1 + len(results.allocations)
    for row in lm.attainment(results).rows:
        assert lm.wording.chance(row["probability"], row["low"], row["high"]).partition(" (")[0] in words
    assert "8,192" not in words
    assert lm.wording.provenance(results) in words
    text = results._repr_mimebundle_()["text/plain"]
    assert all(name in text for name in (*results.allocations, *results.targets, "success"))


def test_a_run_without_targets_shows_itself():
    bare = lm.simulate(lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outcomes": {"a": {"baseline": 1}}}), draws=64)
    words = "".join(checked(bare).words)
    assert "A plan without a title: the chance of each target" in words
    assert "Nothing: this answer has no rows." in words


def test_a_plan_shows_its_diagram_and_says_what_it_holds():
    plan = meal_plan()
    assert len(checked(plan).all("svg")) == 1
    text = plan._repr_mimebundle_()["text/plain"]
    assert text.splitlines()[:2] == ["A warm meal", "2027 to 2029, 3 periods"]
    assert "   2 inputs: kitchen, cooks" in text
    assert "   1 activity: cooking" in text
    assert "   6 links\n" in text
    assert repr(plan) == "<Plan A warm meal: 8 nodes, 6 links, 6 targets>"
    small = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}})
    assert repr(small) == "<Plan without a title: 0 nodes, 0 links, 0 targets>"
    assert Display.of("plan").plain(small) == "A plan without a title\n2027"


def test_text_from_a_plan_is_never_markup():
    plan = meal_plan(title=NASTY)
    document = plan.to_document()
    document["outputs"]["meals"]["title"] = NASTY
    document["outputs"]["meals"]["unit"] = "<b>"
    document["allocations"]["now"]["title"] = NASTY
    run = lm.simulate(lm.Plan.from_document(document), draws=64)
    for value in (run, run.plan, lm.attainment(run), lm.effects(run)):
        found = checked(value)
        assert "alert" in "".join(found.words)
        assert "<script" not in value._repr_html_()
    answer = Answer(NASTY, NASTY, ({NASTY: NASTY, "n": 1.0},), {}, (NASTY,))
    assert checked(answer).words.count(NASTY) == 4


def test_a_long_table_is_cut_and_says_so():
    answer = Answer("long", "Long", tuple({"name": f"row {n}", "n": n} for n in range(MOST_ROWS + 12)), {})
    page = answer._repr_html_()
    assert page.count("<tr>") == MOST_ROWS + 2
    assert "and 12 more rows; to_frame() has all" in page
    assert "... and 12 more rows; to_frame() has all" in str(answer)
    one = Answer("long", "Long", answer.rows[: MOST_ROWS + 1], {})
    assert "and 1 more row;" in one._repr_html_()
    assert "and 1 more row;" in str(one)


def test_wide_text_names_what_is_left_out():
    answer = Answer("wide", "Wide", ({f"column_{n}": "word " * 5 for n in range(9)},) * 5, {})
    assert "not shown: column 3, column 4" in str(answer)


def test_few_wide_rows_stand_below_each_other():
    rows = ({"name": "a", "one": "x" * 60, "two and more": 2.5}, {"name": "b", "one": "y" * 60, "two and more": None, "three": "z" * 60})
    assert str(Answer("wide", "Wide", rows, {})).splitlines()[2:] == [
        "a", "  one           " + "x" * 60, "  two and more  2.5",
        "b", "  one           " + "y" * 60, "  three         " + "z" * 60,
    ]


def test_an_empty_answer_says_so():
    empty = Answer("none", "Is there anything?", (), {}, ("no",))
    assert "Nothing: this answer has no rows." in "".join(checked(empty).words)
    assert str(empty) == "Is there anything?\nNothing: this answer has no rows.\nno"


def test_values_of_all_sorts_have_words():
    rows = (
        {"name": "a", "probability": None, "low": None, "high": None, "share": 0.5, "pair": [1.0, 2.0], "mean": 3.0, "yes": True},
        {"name": "b\x1b[2J\nc", "probability": 0.5, "low": 0.4, "high": 0.6, "share": 0.25, "pair": [2.0, 3.0], "mean": None, "yes": False},
    )
    text = str(Answer("q", "Sorts", rows, {}))
    assert "n/a" in text
    assert "50 %" in text
    assert "1 to 2" in text
    assert "\x1b" not in text
    alone = str(Answer("q", "Points", ({"name": "x", "probability": 0.1, "against": 0.2, "difference": -0.1},), {}))
    assert "−10.0 %" in alone


def test_without_matplotlib_the_table_stands_alone(results, monkeypatch):
    chart = importlib.import_module("logicmodel.views.charts.chart")
    answer = lm.attainment(results)
    assert "<svg" in answer._repr_html_()

    def missing(*_args, **_more):
        raise MissingExtraError("charts need the package matplotlib")

    monkeypatch.setattr(chart, "picture", missing)
    page = answer._repr_html_()
    assert "<svg" not in page
    assert "<table>" in page


def test_a_long_answer_with_a_chart_is_folded(results):
    page = lm.distribution(results)._repr_html_()
    assert page.index("<svg") < page.index("<details") < page.index("<table>")
    assert f"The numbers: {len(lm.distribution(results).rows)} rows" in page


def test_every_rule_of_the_style_is_bound_to_the_table(results):
    for line in STYLE.strip().splitlines():
        assert all(part.strip().startswith(".S") for part in line.partition("{")[0].split(","))
    style = re.search(r"<style>(.*?)</style>", lm.joint(results)._repr_html_(), re.DOTALL)
    assert style is not None
    assert style[1].count(".logicmodel-table.logicmodel-table") == STYLE.count(".S")


def test_shared_names_of_rows_are_written_once(results):
    page = lm.effects(results)._repr_html_()
    assert '<th scope="rowgroup" rowspan="3">' in page
    table = table_of(lm.effects(results))
    assert text_of(table).count("Cooks") > 1


def test_displays_stand_in_files_of_their_kind():
    folder = Path(importlib.import_module("logicmodel.views.displays").__path__[0])
    for file in folder.glob("[a-z]*.py"):
        assert f'kind: Literal["{file.stem}"] = "{file.stem}"' in file.read_text(encoding="utf-8")
    assert sorted(Display.family.kinds()) == ["answer", "plan", "results"]
