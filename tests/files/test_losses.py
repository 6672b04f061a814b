"""Losses are grouped by what cannot be done without them, and told in a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.errors import Problem
from logicmodel.files.losses import left, tell
from logicmodel.files.themes import THEMES, theme_of
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.link import Link
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))
FORMATS = {"stratml": "x.stratml", "cids": "x.jsonld", "iati": "x.xml", "logframe_md": "x.md"}


def test_the_gravest_come_first_and_places_are_counted():
    losses = [
        Problem("outcomes.theme", left(["a", "b"], "X")), Problem("outcomes.a.unit", "has no place in X"), Problem("outcomes.b.unit", "has no place in X"),
        Problem("links.lag", left(["a->b"], "X")), Problem("links.weight", left(["a->b", "b->c", "c->d", "d->e"], "X")), Problem("budget", "has no place in X"),
        Problem("factors", left(["rain"], "X")), Problem("outputs.a.indicators.i.source", "has no place in X"), Problem("futures", left(["bad", "good"], "X")),
        Problem("links.a->b.evidence", "has no place in X"), Problem("targets[a@2030]", "asks for a change"), Problem("title", "is missing", "add it"),
        Problem("Submitter/Surname", "was left out"), Problem("stakeholders", left(["us"], "X")), Problem("stakeholders.role", left(["us"], "X")),
        Problem("factors.value", left(["rain"], "X")), Problem("outcomes.value", left(["b"], "X")),
    ]
    groups = lm.group_losses(losses)
    assert [(group.title, group.lines) for group in groups] == [
        ("For you to look at", ("title: is missing; add it",)),
        ("Parts of the plan", ("1 factor, 1 stakeholder",)),
        ("Targets", ("targets[a@2030]: asks for a change",)),
        ("Cause and effect", ("weight of 4 links, lag of 1, value of 1 factor",)),
        ("Money", ("budget, value of 1 outcome",)),
        ("Reasons", ("evidence of 1 link",)),
        ("What if", ("2 futures",)),
        ("Measuring", ("source of 1 indicator, unit of 2 outcomes",)),
        ("Words", ("theme of 2 outcomes, role of 1 stakeholder",)),
        ("Other things", ("Submitter/Surname: was left out",)),
    ]
    assert sorted(map(str, losses)) == sorted(str(one) for group in groups for one in group.losses)
    assert [bool(group.consequence) for group in groups] == [False, True, False, True, True, True, True, True, True, False]
    assert str(groups[3]) == "Cause and effect (it can be drawn and checked, but simulations differ or fail): weight of 4 links, lag of 1, value of 1 factor"
    assert lm.group_losses([]) == ()


def test_sentences_of_one_sort_are_told_once():
    losses = [Problem("outputs.a.indicators.i", f"the target '{word}' is not a number", source="x.xml", line=line) for word, line in (("many", 3), ("some", 7), ("few", 9))]
    (group,) = lm.group_losses(losses)
    assert group.lines == ("line 3: outputs.a.indicators.i: the target 'many' is not a number (and 2 more like it: lines 7, 9)",)
    (group,) = lm.group_losses([Problem("links.a->b", "goes both ways; 1 is lost"), Problem("links.b->c", "goes both ways; 22.5 is lost")])
    assert group.lines == ("links.a->b: goes both ways; 1 is lost (and 1 more like it)",)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_a_page_is_enough_for_real_plans(path, kind, tmp_path):
    losses: list[lm.Problem] = []
    lm.write(lm.read(path), tmp_path / FORMATS[kind], kind=kind, losses=losses)
    groups = lm.group_losses(losses)
    assert sum(len(group.lines) for group in groups) <= 22
    assert sum(len(group.losses) for group in groups) == len(losses) > 20
    order = [theme.title for theme in THEMES]
    assert [order.index(group.title) for group in groups] == sorted(order.index(group.title) for group in groups)


def test_counts_of_one_sort_are_told_together():
    losses = [Problem(name, f"{count} of these {verb} in no chain and {was} left out", line=5)
              for name, count, verb, was in (("Cause", 22, "stand", "were"), ("Task", 1, "stands", "was"), ("Stress", 3, "stand", "were"))]
    (group,) = lm.group_losses([*losses, Problem("Note", "2 of these were left out")])
    assert group.lines == ("22 Cause, 1 Task, 3 Stress stand in no chain and were left out", "Note: 2 of these were left out")


def test_every_field_of_a_plan_has_a_theme():
    last = THEMES[-1]
    places = [f"{section}.x.{field}" for section, model in SECTIONS.items() for field in model.model_fields]
    places += [f"links.a->b.{field}" for field in Link.model_fields] + [f"outputs.x.indicators.y.{field}" for field in Indicator.model_fields]
    assert all(theme_of(place) is not last for place in [*places, *Plan.model_fields])
    assert theme_of("Strategy") is last


def test_a_warning_names_a_few_of_them():
    losses = [Problem(f"{section}.x.title", "is odd") for section in ("inputs", "activities", "outputs", "outcomes", "factors")]
    with pytest.warns(lm.LossWarning, match=r"^f: inputs.x.title: is odd; activities.x.title: is odd; outputs.x.title: is odd; and 2 more; all of it: here$"):
        tell(losses, None, "f: ", "here")


def test_what_a_list_holds_is_named(tmp_path):
    plan = lm.Plan.from_document({
        "title": "P", "periods": {"first": "2027", "count": 2}, "references": [{"scheme": "SDG", "code": "4.1"}],
        "inputs": {"m": {"delivery": "0.8 to 1"}}, "activities": {"b": {}}, "outcomes": {"c": {"horizon": "ultimate"}},
        "links": [{"from": "m", "to": "b", "weight": "1 to 2"}, {"from": "b", "to": "c", "weight": "2 to 3"}],
        "correlations": [{"between": ["links.m->b.weight", "links.b->c.weight"], "rank": 0.5}],
        "targets": [{"node": "c", "between": [1, 2], "by": "2028"}],
    })
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.stratml", losses=losses)
    told = "\n".join(map(str, losses))
    assert "correlations: 1 of these has no place in StratML (links.m->b.weight with links.b->c.weight)" in told
    assert "references: 1 of these has no place in StratML (SDG 4.1)" in told
    assert "targets: 1 of these has no place in StratML (c@2028)" in told
