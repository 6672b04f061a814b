"""What people call the things that answers are about."""

from __future__ import annotations

from pathlib import Path

import logicmodel as lm
from logicmodel.analysis.numbers import number_title, number_titles

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_every_uncertain_number_of_every_scenario_has_a_title_without_its_path() -> None:
    for path in SCENARIOS.glob("*/plan.yaml"):
        plan = lm.read(path)
        program = lm.compile(plan)
        titles = number_titles(plan, [*program.rows, *(link.name for link in plan.links), *plan.nodes])
        for name, title in titles.items():
            assert title != name or name in plan.nodes, name
            assert "links." not in title
            assert "->" not in title
        assert len({titles[name] for name in program.rows}) == len(program.rows)


def test_titles_say_what_and_when() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2, "step": "year"},
        "inputs": {"a": {"title": "Staff", "unit": "FTE"}},
        "outputs": {"b": {"title": "Visits", "unit": "visits", "noise": "normal(0, 1)", "baseline": "1 to 2"}},
        "numbers": {"how_many": "1 to 2"},
        "links": [{"from": "a", "to": "b", "weight": "how_many", "works": 0.5}],
    })
    assert number_title(plan, "links.a->b.works") == "Staff → Visits: whether it works"
    assert number_title(plan, "a->b") == "Staff → Visits"
    assert number_title(plan, "outputs.b.noise@2028") == "Visits: chance variation, 2028"
    assert number_title(plan, "outputs.b.baseline") == "Visits: baseline"
    assert number_title(plan, "numbers.how_many") == "how many"
    assert number_title(plan, "b") == "Visits"
    assert number_title(plan, "variants") == "Which theory of change holds"
    assert number_title(plan, "somewhere.else") == "somewhere.else"
    assert number_title(plan, "outputs.a.baseline") == "outputs.a.baseline"
