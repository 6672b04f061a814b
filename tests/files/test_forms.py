"""Plans as sheets, in workbooks, spreadsheets and folders of CSV files: everything comes back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import logicmodel as lm
from tests.engine.plans import Maker
from tests.files.plans import SCENARIOS, returned
from tests.plan.test_round_trip import documents

KINDS = [("excel", "plan.xlsx"), ("ods", "plan.ods"), ("csv_folder", "plan_csv")]
IDS = [kind for kind, _ in KINDS]
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Without shrinking: a failure of a whole workbook is small enough to read, and would shrink for minutes."""


@pytest.mark.parametrize(("kind", "name"), KINDS, ids=IDS)
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_scenarios_come_back(path: Path, tmp_path: Path, kind: str, name: str):
    plan = lm.read(path)
    there = lm.convert(path, tmp_path / name)
    back = lm.convert(tmp_path / name, tmp_path / "plan.yaml")
    assert there.losses == back.losses == ()
    assert back.plan == plan == lm.read(tmp_path / "plan.yaml")


@pytest.mark.parametrize(("kind", "name"), KINDS[:2], ids=IDS[:2])
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, kind: str, name: str):
    plan = lm.read(SCENARIOS[0])
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        lm.write(plan, tmp_path / folder / name, kind=kind)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@FEW
@given(documents(), st.sampled_from(KINDS))
def test_plans_with_strange_texts_come_back(tmp_path_factory, data, kind):
    plan = lm.Plan.from_document(data)
    assert returned(plan, tmp_path_factory.mktemp("strange") / kind[1], kind[0]) == plan


@FEW
@given(st.integers(0, 10_000), st.sampled_from(KINDS))
def test_plans_that_use_everything_come_back(tmp_path_factory, seed, kind):
    plan = lm.Plan.from_document(Maker(random.Random(seed)).document())
    assert returned(plan, tmp_path_factory.mktemp("full") / kind[1], kind[0]) == plan


@pytest.mark.parametrize(("kind", "name"), KINDS, ids=IDS)
def test_what_is_rare_comes_back(tmp_path: Path, kind: str, name: str):
    plan = lm.Plan.from_document({
        "title": '"quoted \\ text"', "description": "two\nlines\n", "mission": "=1+1", "organisation": " x_x005F_\r ",
        "references": [{"scheme": "SDG", "code": "1.10"}], "periods": {"first": "2027-Q1", "count": 2, "step": "quarter"},
        "success": {"of": ["a@2027-Q1"], "at_least": 1}, "checks": {"profile": "basic", "ignore": {"LM101": "later, perhaps"}, "limits": {"LM318": {"most": 5}}},
        "inputs": {"money": {"before": [1, 2.5], "delivery": 0.1 + 0.2, "references": [{"scheme": "a,b", "code": "007"}]}, "vans": {}},
        "activities": {"work": {"ignore": {"LM102": ""}}},
        "outputs": {"a": {"baseline": {"experts": {"anna": "8 to 20", "ben": "5 to 12"}}, "indicators": {"i": {"disaggregation": ["men", "a, b", " "], "baseline_date": "2026-05-01"}}}},
        "outcomes": {"goal": {"combine": "noisy_or(leak=0.1)"}},
        "factors": {"rain": {"value": ["normal(0, 1)", 3]}, "price": {"value": [1, 2]}},
        "assumptions": {"calm": {"holds": 0.5, "each": "period"}},
        "links": [
            {"from": "money", "to": "work", "weight": 1 / 3, "evidence": {}, "inferred": True, "assumes": ["calm"]},
            {"from": "work", "to": "a", "spread": [0.25, 0.75], "evidence": {"notes": "+1"}, "curve": "saturating(1, 2)"},
            {"from": "vans", "to": "a", "id": "own", "role": "enables"},
        ],
        "targets": [
            {"node": "a", "between": [1, 1e6], "by": "2027-Q1"}, {"indicator": "i", "id": "t", "at_least": -1, "within": "2027-Q2", "was": 3, "changed_because": "-"},
            {"node": "a", "change": 5, "against": "counterfactual", "by": "2027-Q2", "weight": 2},
        ],
        "allocations": {"x": {"description": "one", "money": [1, 2]}, "y": {}},
        "budget": {
            "per_period": [5, 6], "total": 11, "fixed": {"vans": [1, 0]}, "bounds": {"money": [0, 3]}, "steps": {"money": 0.5}, "vary": "period",
            "funds": {"f": {"title": "Fund", "amount": 2, "inputs": ["money", "vans"]}},
            "limits": {"l": {"of": {"money": 1, "vans": -2}, "at_most": 3, "at_least": -4, "each": "plan"}},
            "packages": {"p": {"amounts": {"vans": [0, 1]}, "choice": "must"}, "q": {"amounts": {"money": 1}, "requires": ["p"]}, "r": {"amounts": {"money": 2}, "excludes": ["q"]}},
        },
        "futures": {"f": {"factors.rain.value": [1, 2], "inputs.money.delivery": 0.5, "outcomes.goal.title": "12", "links.own.role": "contributes"}, "none": {}},
        "variants": {"v": {"weight": 0.2, "changes": {"outcomes.goal.title": "x" * 80}, "remove": ["own"], "add": {"links": [{"from": "money", "to": "goal", "weight": 1}]}}},
        "correlations": [{"between": ["factors.rain.value.2027-Q1", "assumptions.calm.holds"], "rank": 0.2}] * 0,
        "numbers": {"n": "1 to 2"}, "stakeholders": {"s": {"role": "funder", "weight": 0.5}},
    })
    assert returned(plan, tmp_path / name, kind) == plan
