"""Which rules speak: by profile, by plan, by project."""

from __future__ import annotations

from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.analysis.checking.language import english
from logicmodel.analysis.checks.check import Check

HEAD = {"logicmodel": 1, "periods": {"first": 2027, "count": 4}}
LOOSE = {**HEAD, "numbers": {"spare": "1 to 2"}, "outcomes": {"a": {}}, "assumptions": {"c": {}}}


def codes(findings) -> set[str]:
    return {finding.code for finding in findings}


def plan_of(document) -> lm.Plan:
    return lm.Plan.from_document(document)


@pytest.fixture
def rule():
    class Long(Check):
        """Plans are short."""

        code = "XX902"
        profiles = frozenset({"fcdo"})
        limits = {"most": 3}  # noqa: RUF012

        def look(self, plan):
            if len(plan.nodes) > self.set["most"]:
                yield self.finding(("outcomes",), "outcomes", "too long", "shorten it")

    yield Long
    del Check.members["XX902"]


def test_a_profile_picks_rules_and_all_has_every_one(rule):
    long = plan_of({**HEAD, "outcomes": {name: {} for name in "abcd"}})
    assert "XX902" not in codes(lm.check(long))
    assert "XX902" in codes(lm.check(long, profile="fcdo"))
    assert "XX902" in codes(lm.check(long, profile="all"))
    asked = plan_of({**HEAD, "checks": {"profile": "fcdo"}, "outcomes": {name: {} for name in "abcd"}})
    assert "XX902" in codes(lm.check(asked))
    assert "XX902" not in codes(lm.check(asked, profile="iati"))
    with pytest.raises(lm.RequestError, match="no profile called fdco; did you mean fcdo"):
        lm.check(long, profile="fdco")


def test_thresholds_come_from_the_plan_before_the_project(rule):
    nodes = {"outcomes": {name: {} for name in "abcd"}}
    project = lm.Settings(profile="fcdo", limits={"XX902": {"most": 10}})
    assert "XX902" not in codes(lm.check(plan_of({**HEAD, **nodes}), settings=project))
    own = plan_of({**HEAD, **nodes, "checks": {"limits": {"XX902": {"most": 2}}}})
    assert "XX902" in codes(lm.check(own, settings=project))
    with pytest.raises(lm.RequestError, match="XX902 has no threshold called mots; did you mean most"):
        lm.check(plan_of({**HEAD, "checks": {"limits": {"XX902": {"mots": 2}}}}))
    with pytest.raises(lm.RequestError, match="no rule is called XX90"):
        lm.check(plan_of({**HEAD, "checks": {"limits": {"XX90": {"most": 2}}}}))


def test_a_plan_silences_a_rule_with_a_reason():
    assert "LM110" in codes(lm.check(plan_of(LOOSE)))
    quiet = plan_of({**LOOSE, "checks": {"ignore": {"LM110": "a footnote for the board"}}})
    assert codes(lm.check(plan_of(LOOSE))) - codes(lm.check(quiet)) == {"LM110"}


def test_a_project_says_it_for_all_its_plans(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.logicmodel]\nprofile = "kellogg"\nignore = {LM110 = "ours"}\nlimits = {LM318 = {most = 5}}\n', encoding="utf-8"
    )
    folder = tmp_path / "plans"
    folder.mkdir()
    found = lm.project_settings(folder / "plan.yaml")
    assert found == lm.Settings("kellogg", {"LM110": "ours"}, {"LM318": {"most": 5}})
    assert "LM110" not in codes(lm.check(plan_of(LOOSE), settings=lm.Settings("kellogg", found.ignore)))
    (tmp_path / "pyproject.toml").write_text('[tool.logicmodel]\nprofle = 3\nignore = ["x"]\nlimits = {LM1 = 2}\nprofile = 4\n', encoding="utf-8")
    with pytest.raises(lm.FileError) as caught:
        lm.project_settings(folder)
    assert len(caught.value.problems) == 4
    (tmp_path / "pyproject.toml").write_text("[tool\n", encoding="utf-8")
    with pytest.raises(lm.FileError, match="cannot be read"):
        lm.project_settings(folder)


def test_results_of_another_plan_are_refused():
    plan = lm.read(Path(__file__).parents[3] / "scenarios" / "graduation" / "plan.yaml")
    run = lm.simulate(plan, draws=64)
    assert codes(lm.check(plan, results=run)) >= codes(lm.check(plan))
    with pytest.raises(lm.RequestError, match="another plan"):
        lm.check(plan_of(LOOSE), results=run)


@pytest.mark.parametrize(("title", "told"), [
    ("Families have a home of their own and the money for it", True),
    ("Familien haben eine Wohnung und das Geld für die Miete", False),
    ("Les familles ont un logement et les moyens pour le payer", False),
    ("Las familias tienen una casa y el dinero para la renta", False),
    ("Больше семей имеют жильё", False),
    ("Homes", True),
])
def test_english_is_told_from_its_small_words(title, told):
    assert english(plan_of({**HEAD, "title": title, "outcomes": {"a": {}}})) is told


def test_a_stated_language_decides():
    assert not english(plan_of({**HEAD, "title": "The homes of the families", "language": "de"}))
    assert english(plan_of({**HEAD, "title": "Die Wohnungen und die Familien", "language": "en-GB"}))
