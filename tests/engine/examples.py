"""A small plan that has one of everything an answer can show."""

from __future__ import annotations

import copy
from typing import Any

import logicmodel as lm

DOCUMENT: dict[str, Any] = {
    "title": "A warm meal", "currency": "EUR", "periods": {"first": "2027", "count": 3}, "discount_rate": "3%",
    "inputs": {"kitchen": {"unit": "EUR"}, "cooks": {"title": "Cooks", "unit": "FTE", "price": "900 to 1_100"}},
    "factors": {"prices": {"unit": "index", "value": "normal(4, 2)"}},
    "assumptions": {"open": {"holds": 0.9}},
    "activities": {"cooking": {"unit": "hours"}},
    "outputs": {"meals": {"title": "Meals served", "unit": "meals"}},
    "outcomes": {
        "hunger": {
            "title": "Fewer people are hungry", "unit": "people", "baseline": 500, "trend": 5, "min": 0, "value": -40,
            "displacement": 0.1, "attributed_to_others": "beta(2, 8)", "retain": 0.3,
            "indicators": {"survey": {"error": "5%"}},
        },
        "health": {"unit": "points", "baseline": "normal(50, 1)"},
    },
    "links": [
        {"from": "cooks", "to": "cooking", "weight": "900 to 1_200"},
        {"from": "cooking", "to": "meals", "weight": "8 to 12", "assumes": ["open"], "otherwise": 0.2},
        {"from": "kitchen", "to": "meals", "weight": 0.4},
        {"from": "meals", "to": "hunger", "weight": "-0.006 to -0.002", "lag": 1},
        {"from": "prices", "to": "hunger", "weight": "3 to 6"},
        {"from": "meals", "to": "health", "weight": 0.0001},
    ],
    "targets": [
        {"node": "meals", "at_least": 30_000, "by": 2028},
        {"node": "hunger", "change": "-20%", "by": 2029, "id": "fewer"},
        {"node": "hunger", "indicator": "survey", "at_most": 450, "within": 2029, "id": "seen", "weight": 2},
        {"node": "health", "between": [51, 55], "by": 2029},
        {"node": "hunger", "change": -50, "against": "counterfactual", "by": 2028, "id": "own"},
        {"node": "health", "change": 2, "by": 2028, "id": "better"},
    ],
    "allocations": {
        "now": {"cooks": 2, "kitchen": 20_000}, "more": {"cooks": [3, 4, 4], "kitchen": 20_000}, "none": {"cooks": 0},
    },
}


def document(**changes: Any) -> dict[str, Any]:
    """The document with some of its top keys replaced."""
    return copy.deepcopy(DOCUMENT) | changes


def meal_plan(**changes: Any) -> lm.Plan:
    return lm.Plan.from_document(document(**changes))
