"""The diagram reads the real plan: distributions, named numbers, periods and targets."""

from logicmodel.plan.plan import Plan
from logicmodel.views.diagrams.diagram import diagram

DOCUMENT = {
    "logicmodel": 1,
    "title": "Harbour County homelessness plan",
    "periods": {"first": "2027", "count": 4, "step": "year"},
    "numbers": {"reach": "0.2 to 0.3"},
    "inputs": {
        "caseworkers": {"title": "Caseworkers", "unit": "FTE"},
        "meals_fund": {"title": "Meals budget", "unit": "USD"},
    },
    "outputs": {"placements": {"title": "Households placed"}, "meals": {"title": "Meals served"}},
    "outcomes": {
        "homeless": {"title": "Fewer people are homeless", "baseline": 1240, "unit": "people"}
    },
    "assumptions": {"landlords": {"title": "Landlords cooperate", "holds": 0.8}},
    "links": [
        {"from": "caseworkers", "to": "placements", "weight": "12 to 18", "assumes": ["landlords"]},
        {"from": "meals_fund", "to": "meals", "weight": "reach"},
        {"from": "caseworkers", "to": "meals", "weight": 0.5},
        {"from": "placements", "to": "homeless", "weight": "-1.9 to -1.2", "lag": 1, "works": 0.9},
    ],
    "targets": [{"node": "homeless", "at_most": 950, "by": "2030"}],
}


def test_a_plan_is_drawn_with_all_it_says():
    picture = diagram(
        Plan.from_document(DOCUMENT), answer={"homeless@2030": [("Now", 0.31, 0.29, 0.33)]}
    )
    arrows = {arrow.id: arrow for arrow in picture.scene.arrows}
    assert arrows["placements--homeless"].sign == -1
    assert arrows["placements--homeless"].label == "+1\u00a0yr"
    assert arrows["placements--homeless"].title.endswith("1 year later; works 90\u202f%")
    assert arrows["caseworkers--meals"].width == 6.0
    assert 1.2 < arrows["meals_fund--meals"].width < 6.0
    assert picture.scene.notes[0].detail == "holds 80\u202f%"
    assert picture.scene.box("homeless").badges[0].text == "at most 950 by 2030"
    assert "(29–33\u202f%)" in picture.svg
