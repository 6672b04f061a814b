"""The contribution-analysis table says what each link rests on, and where the claim is weakest."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm

PLAN = lm.read(Path(__file__).parents[3] / "scenarios" / "homeless-shelter" / "plan.yaml")


@pytest.fixture(scope="module")
def table() -> lm.Answer:
    return lm.contribution_table(PLAN, allocation="housing_first", draws=256)


def test_every_link_has_a_row_with_what_the_plan_says(table: lm.Answer) -> None:
    assert [row["name"] for row in table.rows] == [link.name for link in PLAN.links]
    row = table.where(name="find_homes->placements")
    assert (row["evidence"], row["holds"], row["source"]) == ("moderate", pytest.approx(0.8), "Case files (illustrative)")
    assert row["assumptions"] == "Landlords keep accepting tenants with rent support (holds with a chance of 80 %)"
    assert row["weakest"] == "assumptions hold with a chance of 80 % only"
    assert row["mechanism"].startswith("A signed lease becomes a move-in")
    assert table.where(name="placements->housed_households")["works"] == pytest.approx(0.93)


def test_shares_are_those_of_links_in_the_heaviest_ultimate_target(table: lm.Answer) -> None:
    answer = lm.contribution(PLAN, players="links", allocation="housing_first", target="homeless_people@2030", draws=256)
    shares = {row["name"]: row["share"] for row in answer.rows if row["of"] == "effect"}
    assert table.settings["target"] == "homeless_people@2030"
    assert {row["name"]: row["share"] for row in table.rows if row["share"] is not None} == shares
    assert table.where(name="rent_index->homeless_people")["share"] is None
    same = lm.contribution_table(PLAN, answer, allocation="housing_first")
    assert [dict(row) for row in same.rows] == [dict(row) for row in table.rows]


def test_rivals_are_what_else_moves_the_node(table: lm.Answer) -> None:
    assert "from outside: Rent level" in table.where(name="housed_households->homeless_people")["rivals"]
    assert "others claim 18 % of it" in table.where(name="placements->housed_households")["rivals"]
    assert "without the plan it would move the other way" in table.where(name="bed_nights->sleeping_rough")["rivals"]


def test_the_weakest_carries_most_on_least(table: lm.Answer) -> None:
    first = table.where(rank=1)
    assert (first["name"], first["evidence"]) == ("rent_support->find_homes", "weak")
    assert sorted(row["rank"] for row in table.rows) == list(range(1, len(PLAN.links) + 1))
    assert first["title"] in table.settings["headline"]
    assert any("where most rests on least" in line for line in table.settings["so_what"])
    assert any("Rule out other explanations" in line for line in table.settings["so_what"])


def test_what_is_missing_is_weak() -> None:
    document = PLAN.to_document()
    for link in document["links"]:
        if link["from"] == "housed_households":
            del link["because"]
            link["evidence"] = {"strength": "none"}
        if link["from"] == "placements":
            link["works"] = 0.5
            link["evidence"] = {"against": "A study found nothing"}
    table = lm.contribution_table(lm.Plan.from_document(document), allocation="housing_first", target="success", draws=256)
    assert table.where(name="housed_households->homeless_people")["weakest"] == "no evidence; nothing says why it should act"
    row = table.where(name="placements->housed_households")
    assert (row["weakest"], row["objection"]) == ("evidence not rated; works with a chance of 50 % only", "A study found nothing")
    assert "the chance of success" in table.settings["headline"]
    assert any("1 of 14 links do not say why" in line for line in table.settings["so_what"])


def test_nothing_to_claim() -> None:
    table = lm.contribution_table(PLAN, allocation={"meals_fund": 1000}, draws=256)
    assert "no shares" in table.settings["headline"]
    assert {row["share"] for row in table.rows} == {None}


def test_well_founded_links_are_not_blamed() -> None:
    document = PLAN.to_document()
    for link in document["links"]:
        link.update(evidence={"strength": "strong"}, works=1)
        link.pop("assumes", None)
        link.pop("otherwise", None)
    table = lm.contribution_table(lm.Plan.from_document(document), allocation="housing_first", draws=256)
    assert "at least moderate evidence" in table.settings["headline"]


def test_answers_about_something_else_are_refused() -> None:
    other = lm.contribution(PLAN, allocation="housing_first", draws=256, target="success")
    with pytest.raises(lm.RequestError, match="not those of links"):
        lm.contribution_table(PLAN, other)
    links = lm.contribution(PLAN, players="links", allocation="housing_first", draws=256, target="success")
    with pytest.raises(lm.RequestError, match="not about sleeping_rough@2030"):
        lm.contribution_table(PLAN, links, target="sleeping_rough@2030")


def test_it_is_saved_as_a_table(table: lm.Answer, tmp_path: Path) -> None:
    assert "rent_support->find_homes" in table.save(tmp_path / "table.csv").read_text(encoding="utf-8")
