"""The chart of experts: its words, its marks, and hard cases."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, cast

import pytest

import logicmodel as lm
from logicmodel.analysis.elicitation import Elicitation
from logicmodel.views.charts.experts import Experts

from .nasty import LONG, faults, texts

NUMBERS = {
    "agreed": {"experts": {"anna": "400 to 520", "dr_ben": {"p10": 380, "p50": 450, "p90": 560}}},
    "apart": {"experts": {"anna": "500 to 700", "dr_ben": "450 to 780", "chi": "900 to 1200"}, "pool": "quantiles"},
    "close": {"experts": {"anna": "normal(10, 1)", "dr_ben": "normal(11.7, 1)"}},
    "alone": {"experts": {"anna": "1 to 2"}},
    "steps": {"experts": {"anna": "discrete(1: 0.5, 2: 0.5)", "dr_ben": 4, "chi": 1}, "weights": {"anna": 1, "dr_ben": 1, "chi": 0}},
}


@functools.cache
def answer(*names: str, long: bool = False) -> lm.Answer:
    people = {name: ("A" + "very_" * 12 + name) if long else name for name in ("anna", "dr_ben", "chi")}

    def named(form: Any) -> dict[str, Any]:
        return {key: {people[name]: said for name, said in value.items()} if isinstance(value, dict) else value for key, value in form.items()}

    chosen = {name: named(NUMBERS[name]) for name in names or NUMBERS}
    outcome = {"title": LONG if long else "Healthy families", "unit": "families of the whole district", "baseline": next(iter(chosen.values()))}
    return lm.elicitation(lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": 2027, "count": 2}, "numbers": chosen, "outcomes": {"health": outcome} if long else {},
    }))  # fmt: skip


@pytest.mark.parametrize("long", [False, True])
def test_it_is_drawn_without_overlaps(long: bool) -> None:  # noqa: FBT001
    axes = lm.chart(answer(long=long))
    assert faults(axes) == []


def test_words_and_caption_hold_every_row() -> None:
    found = answer()
    part = Experts()
    assert len(part.words(found).splitlines()) == len(found.rows)
    assert "numbers." not in part.words(found)
    assert "agreed 454 (377–563)" in part.caption(found)
    assert "and 2 more" in part.caption(found)
    assert part.title(found) == "The experts are far apart on 2 of 5 numbers"


@pytest.mark.parametrize(("names", "title"), [
    (("agreed",), "The experts agree"), (("apart",), "The experts are far apart"),
    (("close",), "The experts differ enough that the way of pooling matters"), (("alone",), "Only one expert counts"),
    (("agreed", "close"), "The experts are nowhere far apart, on any of 2 numbers"),
    (("apart", "steps"), "The experts are far apart on all 2 numbers"),
])  # fmt: skip
def test_the_title_says_the_finding(names: tuple[str, ...], title: str) -> None:
    assert Experts().title(answer(*names)) == title


def test_names_and_numbers_stand_beside_the_marks() -> None:
    written = [text.get_text() for text in texts(lm.chart(answer("apart")))]
    for words in ("Anna", "Dr Ben", "Chi", "33 %", "Quantile average", "Linear pool", "in the plan", "not used", "1,040 (900–1,200)"):
        assert words in written
    assert any("two humps" in words for words in written)


def test_numbers_can_be_chosen() -> None:
    part = Experts(numbers=("numbers.close",))
    assert part.size(answer())[1] < Experts().size(answer())[1]
    assert set(part.words(answer()).splitlines()) == set(Experts().words(answer("close")).splitlines())
    with pytest.raises(lm.RequestError, match=r"the answer has no number numbers.far"):
        Experts(numbers=("numbers.far",)).words(answer())


def test_an_answer_without_shapes_is_refused() -> None:
    found = answer("apart")
    bare = lm.Answer(found.question, found.title, found.rows, found.settings, titles=found.titles)
    with pytest.raises(lm.RequestError, match="no shapes to draw"):
        lm.chart(bare)
    without = dataclasses.replace(cast("Elicitation", found), shapes=())
    assert without == found
    assert lm.chart(without) is not None


def test_a_report_shows_the_experts(tmp_path: Any) -> None:
    plan = lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": 2027, "count": 2}, "inputs": {"money": {}},
        "outcomes": {"health": {"baseline": NUMBERS["apart"]}}, "links": [{"from": "money", "to": "health", "weight": NUMBERS["agreed"]}],
        "targets": [{"node": "health", "at_least": 3, "by": 2028}], "allocations": {"some": {"money": 1}},
    })  # fmt: skip
    for name, sentence in (
        (None, "Two numbers of the plan come from experts, who are far apart on 1 of them"),
        ("outcomes.health.baseline", "One number of the plan comes from experts, who are far apart on it"),
        ("links.money->health.weight", "One number of the plan comes from experts, who are nowhere far apart."),
    ):
        made = lm.report(plan, tmp_path / "r.md", answers=[lm.elicitation(plan, name)], draws=256)
        text = (tmp_path / "r.md").read_text(encoding="utf-8")
        assert "## What the experts say" in text
        assert sentence in text
        assert made.document
    assert "3 experts pooled: " not in text
    assert "2 experts pooled: " in text
    assert "experts({" not in text
