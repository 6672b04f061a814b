"""Plans with variants on the command line."""

from __future__ import annotations

import json

import logicmodel as lm
from tests.analysis.test_by_variant import normal_plan


def written() -> str:
    lm.write(normal_plan(), "plan.yaml")
    return "plan.yaml"


def test_simulate_says_what_is_pooled(typed):
    page = typed("simulate", written(), "--draws", 2048).out
    assert "Pooled over 2 theories of change: As planned 70 %; The quick way works 30 %." in " ".join(page.split())
    assert "So what" not in page


def test_simulate_tells_every_theory(typed):
    page = typed("simulate", written(), "--draws", 2048, "--by-variant").out
    assert "What each theory of change says" in page
    assert "Success of the plan: Slow way" in page
    assert "All theories pooled" in page
    assert "The choice hangs on the theory: best is Slow way if “As planned” holds" in " ".join(page.split())
    assert page.index("What each theory of change says") > page.index("expected cost")


def test_json_holds_what_each_theory_says(typed):
    found = json.loads(typed("simulate", written(), "--draws", 2048, "--by-variant", "--json").out)
    assert found["variants"]["question"] == "variants"
    assert found["variants"]["so_what"]
    assert "variants" not in json.loads(typed("simulate", "plan.yaml", "--draws", 2048, "--json").out)


def test_one_theory_alone(typed):
    page = typed("simulate", written(), "--draws", 2048, "--variant", "other").out
    assert "As the variant other says it." in page
    assert "Pooled" not in page
    shown = typed("show", "plan.yaml", "--variant", "other").out
    assert "normal(11, 1)" in shown
    assert "Theories of change" not in shown


def test_unknown_variants_and_plans_without(typed):
    done = typed("simulate", written(), "--variant", "othr")
    assert done.status == 2
    assert "did you mean other?" in done.err
    lm.write(lm.variant(normal_plan(), "as_planned"), "alone.yaml")
    done = typed("simulate", "alone.yaml", "--by-variant")
    assert done.status == 2
    assert "the plan has no variants" in done.err


def test_show_lists_theories_and_what_they_say_instead(typed):
    page = " ".join(typed("show", written()).out.split())
    assert "Theories of change Pooled over 2 theories of change" in page
    assert "The quick way works (other): links.slow->jobs.weight = normal(8, 1)" in page
    assert "other (The quick way works) holds with probability 0.3 and says instead:" in page
