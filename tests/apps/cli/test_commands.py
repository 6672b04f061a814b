"""new, check, show, compare, diagram, schema."""

from __future__ import annotations

import json

import pytest
import yaml

import logicmodel as lm

from .conftest import ROOT, SHELTER, launched

UNCONNECTED = """\
logicmodel: 1
periods: {first: 2027, count: 2}
outputs:
  reports: {title: Reports}
outcomes:
  trust: {baseline: 5, ignore: {LM101: drawn later}}
"""


# ------------------------------------------------------------------ new
def test_new_writes_a_plan_that_teaches_and_runs(typed, tmp_path):
    done = typed("new")
    assert (done.status, done.err) == (0, "")
    assert "logicmodel simulate plan.yaml" in done.out
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 75
    assert all(len(line) <= 120 for line in text.splitlines())
    plan = lm.read(tmp_path / "plan.yaml")
    assert {plan.target_kind(target) for target in plan.targets} == {"output", "outcome"}
    assert len(plan.allocations) == 2
    assert len(plan.assumptions) == 1
    assert lm.check(plan) == []


def test_new_tells_the_story_of_outputs_and_outcomes(starter):
    results = lm.simulate(lm.read(starter))
    chances = {(row["allocation"], row["what"]): row["probability"] for row in lm.joint(results).rows}
    assert chances["books_first", "outputs_met"] > chances["tutors_first", "outputs_met"] + 0.3
    assert chances["tutors_first", "success"] > chances["books_first", "success"] + 0.2


def test_new_refuses_to_overwrite(typed, starter, tmp_path):
    (tmp_path / starter).write_text("mine", encoding="utf-8")
    done = typed("new")
    assert done.status == 2
    assert done.err == "plan.yaml: is there already; choose another name, or replace it with --force\n"
    assert (tmp_path / starter).read_text(encoding="utf-8") == "mine"
    assert typed("new", "--force").status == 0
    assert lm.read(tmp_path / starter).title == "Reading club"


def test_new_takes_a_folder_and_a_name_with_blanks(typed, tmp_path):
    (tmp_path / "a folder").mkdir()
    done = typed("new", "a folder")
    assert done.status == 0
    assert '"a folder/plan.yaml"' in done.out
    assert (tmp_path / "a folder" / "plan.yaml").exists()
    assert typed("new", "plan.txt").err == "plan.txt: a new plan is written as YAML or as an Excel workbook; let the name end in .yaml or .xlsx\n"


def test_new_writes_a_workbook_that_runs(typed, tmp_path, starter):
    done = typed("new", "plan.xlsx")
    assert (done.status, done.err) == (0, "")
    assert "open plan.xlsx in a spreadsheet program" in done.out
    assert lm.read(tmp_path / "plan.xlsx") == lm.read(tmp_path / starter)


def test_new_writes_an_empty_form(typed, tmp_path):
    done = typed("new", "form.xlsx", "--template", "empty")
    assert (done.status, done.err) == (0, "")
    assert "nothing in it yet" in done.out
    plan = lm.read(tmp_path / "form.xlsx")
    assert (plan.nodes, plan.periods.count) == ({}, 3)
    assert typed("new", "form.xlsx", "--template", "full").status == 2


# ------------------------------------------------------------------ check
def test_check_of_a_good_plan(typed, starter):
    done = typed("check", starter)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("No findings.\nOf the targets, ")


def test_check_of_a_plan_with_errors(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(UNCONNECTED, encoding="utf-8")
    done = typed("check", "draft.yaml")
    assert (done.status, done.err) == (1, "")
    assert done.out == (
        "draft.yaml:4: outputs.reports: error LM101: the output “Reports” has no link to the rest of the plan; "
        "add the links it belongs to, or take it out\n"
        "draft.yaml:1: targets: warning LM106: no target is set on an outcome; "
        "add one under targets: such as {node: trust, at_least: ..., by: 2028}\n"
        "Found 1 error, 1 warning.\n"
    )


def test_check_json(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(UNCONNECTED, encoding="utf-8")
    done = typed("check", "draft.yaml", "--json")
    assert done.status == 1
    found = json.loads(done.out)
    assert list(found) == ["findings", "focus"]
    assert found["focus"][0]["what"] == "targets"
    assert found["findings"][0] == {
        "code": "LM101", "severity": "error", "where": "outputs.reports", "line": 4,
        "message": "the output “Reports” has no link to the rest of the plan",
        "remedy": "add the links it belongs to, or take it out",
    }


def test_check_of_what_is_no_plan(typed, tmp_path):
    (tmp_path / "plan.yaml").write_text("logicmodel: 1\nperiods: {first: 2027}\nouputs: {}\n", encoding="utf-8")
    done = typed("check", "plan.yaml")
    assert (done.status, done.out) == (2, "")
    assert "plan.yaml:3: ouputs: unknown key ouputs; did you mean outputs" in done.err
    assert "plan.yaml:2: periods.count: is missing" in done.err


def test_check_in_a_process_of_its_own(tmp_path):
    done = launched("check", SHELTER, cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "\nFound 1 hint.\nOf the targets, 50 % sit on outcomes" in done.out


@pytest.mark.parametrize("scenario", sorted((ROOT / "scenarios").glob("*/plan.yaml")), ids=lambda path: path.parent.name)
def test_scenarios_have_no_errors(typed, scenario):
    assert typed("check", scenario).status == 0


# ------------------------------------------------------------------ show
def test_show_the_tree(typed):
    page = typed("show", SHELTER, "--tree").out
    for words in (
        "4 years: 2027 to 2030; money in USD.", "Caseworkers  (input, caseworkers, FTE, USD 68000 each)",
        "12 to 18 households per FTE; evidence moderate (Housing First practice", "works with a chance of 93 %",
        "if “Landlords keep accepting", "else 45 % of it", "(shown elsewhere)", "Rent level  (factor, rent_index, index)",
        "Landlords keep accepting tenants with rent support (landlords_cooperate): holds 80 %",
        "Housing first (housing_first): Meals budget 120,000, 60,000, 50,000, 50,000 USD", "rent_shock: factors.rent_index.value",
    ):
        assert words in " ".join(page.split()) or words in page, words
    assert "Equations" not in page
    assert page.count("Households keep the home they moved into  (outcome") == 1
    assert all(len(line) <= 80 for line in page.splitlines())


def test_show_the_equations(typed):
    page = typed("show", SHELTER, "--equations").out
    assert "What leads to what" not in page
    assert "placements[t] = minimum(" in page
    assert "Equations" in typed("show", SHELTER).out
    long = typed("show", ROOT / "scenarios" / "unhcr-malaysia" / "plan.yaml").out
    assert "equations lie behind it: add --equations to see them." in long


def test_show_lags_spreads_enablers_and_loops(typed, tmp_path):
    (tmp_path / "plan.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027-Q1, count: 8, step: quarter}\ninputs: {money: {unit: EUR, price: 1}}\n"
        "outcomes: {a: {baseline: 0}, b: {baseline: 0, title: 'Brackets [bold] stay'}}\nassumptions: {law: {holds: beta(8, 2)}}\n"
        "links:\n  - {from: money, to: a, weight: 1, lag: 1, spread: [0.5, 0.5]}\n  - {from: a, to: b, weight: 2, lag: 3}\n"
        "  - {from: b, to: a, weight: 0.1, lag: 1}\n  - {from: law, to: b, role: enables, weight: 0.5}\n", encoding="utf-8",
    )
    page = " ".join(typed("show", "plan.yaml").out.split())
    assert "arrives over 2 quarters (50 %, 50 %), beginning after 1 quarter" in page
    assert "3 quarters later" in page
    assert "enables it, essential to 50 %" in page
    assert "law (law): holds beta(8, 2)" in page
    assert "Brackets [bold] stay" in page


def test_show_a_plan_without_numbers(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\ninputs: {money: {}}\noutcomes: {change: {}}\n"
        "links:\n  - {from: money, to: change}\n", encoding="utf-8",
    )
    done = typed("show", "draft.yaml")
    assert done.status == 0
    assert "weight unknown" in done.out
    assert "Missing before it can be simulated" in done.out
    assert "draft.yaml:6: links" in done.out
    found = json.loads(typed("show", "draft.yaml", "--json").out)
    assert found["equations"] is None
    assert len(found["missing"]) == 3
    refused = typed("simulate", "draft.yaml")
    assert refused.status == 2
    *missing, remedy = refused.err.splitlines()
    assert [line.partition(": ")[0] for line in missing] == ["draft.yaml:3", "draft.yaml:4", "draft.yaml:6"]
    assert remedy == "logicmodel elicit draft.yaml asks for these 3 numbers in plain words, and saves the answers in the plan"


def test_show_json_holds_the_document(typed, starter):
    found = json.loads(typed("show", starter, "--json").out)
    assert lm.Plan.from_document(found["document"]).digest == found["plan"]["digest"]
    assert any(line.endswith("reading_score at least 475 by 2029") or "at least 475" in line for line in found["equations"])


# ------------------------------------------------------------------ compare
def test_compare_gives_verdicts_in_words(typed, starter):
    page = typed("compare", starter).out
    assert "How do the allocations differ from Books first?" in page
    assert "better" in page
    assert "worse" in page
    assert "expected cost above that of Books first" in page
    same = typed("compare", starter, "--set", "allocations.tutors_first.tutors=1.001", "--set", "allocations.tutors_first.books=100_000")
    assert "cannot tell apart at this precision" in " ".join(same.out.split())


def test_compare_in_futures_against_a_baseline(typed):
    words = ("compare", SHELTER, "--future", "rent_shock", "--future", "landlords_leave", "--baseline", "balanced", "--draws", 512)
    page = typed(*words).out
    assert "In the future rent_shock" in page
    assert "In the future landlords_leave" in page
    assert "How do the allocations differ from A bit of everything?" in page
    found = json.loads(typed(*words, "--json").out)
    assert [part["future"] for part in found["futures"]] == ["rent_shock", "landlords_leave"]
    row = found["futures"][0]["rows"][0]
    assert set(row) >= {"allocation", "baseline", "what", "probability", "against", "difference", "low", "high", "verdict", "draws_needed"}
    assert row["baseline"] == "balanced"


def test_compare_saves_and_is_strict(typed, starter, tmp_path):
    done = typed("compare", starter, "--precision", "0.01%", "--max-draws", 64, "--strict", "-o", "answer.json")
    assert done.status == 1
    assert "Saved to answer.json." in done.out
    assert done.err.startswith("--precision: the wanted precision of 0.01% was not met")
    saved = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert saved["question"] == "comparison"
    assert saved["futures"][0]["future"] is None


def test_compare_over_futures_tells_the_regret(typed):
    words = ("compare", SHELTER, "--future", "planned", "--future", "rent_shock", "--draws", 512)
    page = " ".join(typed(*words).out.split())
    assert "Success in every future, and what is lost against the best allocation there" in page
    assert "Housing first is the best in every future, so nothing is lost with it." in page
    assert "In the plan as it is" in page
    record = json.loads(typed(*words, "--json").out)
    assert [row["future"] for row in record["futures"]] == [None, "rent_shock"]
    assert {row["future"] for row in record["regret"]} == {"as planned", "rent_shock"}
    one = typed("compare", SHELTER, "--future", "rent_shok", "--future", "lords")
    assert one.status == 2
    assert len(one.err.splitlines()) == 2
    assert "did you mean rent_shock?" in one.err


def test_compare_tells_dominance_and_what_a_little_more_buys(typed, starter, tmp_path):
    page = " ".join(typed("compare", starter, "--set", "allocations.books_first.books=200_000", "--marginal").out.split())
    assert "No allocation dominates another" in page
    assert "more (1 %) on one input would buy" in page
    twice = " ".join(typed("compare", starter, "--set", "allocations.tutors_first.tutors=0", "--set", "allocations.tutors_first.books=0").out.split())
    assert "dominate" in twice
    assert typed("compare", starter, "--marginal", "-o", "c.xlsx").status == 0
    assert typed("compare", starter, "-o", "c.svg").status == 0
    assert "<svg" in (tmp_path / "c.svg").read_text(encoding="utf-8")[:500]


def test_compare_needs_two(typed, starter):
    done = typed("compare", starter, "--allocation", "books_first")
    assert done.status == 2
    assert done.err == "a comparison needs at least two allocations; name another one, or the baseline nothing: what comes with nothing allocated\n"
    assert "differ from nothing?" in typed("compare", starter, "--allocation", "books_first", "--baseline", "nothing").out


# ------------------------------------------------------------------ diagram
@pytest.mark.parametrize("suffix", ["svg", "png", "dot", "mmd"])
def test_diagram_writes_pictures(typed, starter, tmp_path, suffix):
    done = typed("diagram", starter, "-o", f"plan.{suffix}", "--draws", 64)
    assert (done.status, done.out, done.err) == (0, f"Wrote plan.{suffix}.\n", "")
    assert (tmp_path / f"plan.{suffix}").stat().st_size > 500


def test_diagram_shows_chances_only_if_wanted(typed, starter, tmp_path):
    typed("diagram", starter, "-o", "with.svg", "--draws", 64)
    typed("diagram", starter, "-o", "without.svg", "--no-chances")
    assert "Tutors first" in (tmp_path / "with.svg").read_text(encoding="utf-8")
    assert "Tutors first" not in (tmp_path / "without.svg").read_text(encoding="utf-8")


def test_diagram_prints_text_forms(typed, starter):
    assert "flowchart LR" in typed("diagram", starter, "--no-chances").out
    assert "digraph" in typed("diagram", starter, "--no-chances", "--format", "dot").out
    refused = typed("diagram", starter, "--no-chances", "--format", "png")
    assert refused.err == "--format: png is not printed as text; choose mmd, dot or svg, or write a file with -o\n"


def test_diagram_of_a_plan_without_numbers(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\noutcomes: {change: {}}\n"
        "targets: [{node: change, at_least: 1, by: 2028}]\n", encoding="utf-8",
    )
    done = typed("diagram", "draft.yaml", "-o", "draft.svg")
    assert done.status == 0
    assert done.err == "draft.yaml: drawn without chances, 1 number is missing; see logicmodel check draft.yaml\n"
    assert typed("diagram", "draft.yaml", "-o", "draft.svg", "--chances").status == 2


def test_diagram_refuses_what_it_does_not_know(typed, starter):
    assert "did you mean classic" in typed("diagram", starter, "--no-chances", "--style", "clasic", "-o", "a.svg").err
    assert typed("diagram", starter, "--no-chances", "--engine", "neato", "-o", "a.svg").status == 2
    assert typed("diagram", starter, "--no-chances", "-o", "a.gif").status == 2


# ------------------------------------------------------------------ schema
def test_schema_describes_a_plan(typed, starter, tmp_path):
    import jsonschema

    found = json.loads(typed("schema").out)
    jsonschema.Draft202012Validator(found).validate(yaml.safe_load((tmp_path / starter).read_text(encoding="utf-8").replace("saturating(ceiling=1 to 3, half_at=8_000)", "'saturating(1, 2)'")))
    assert typed("schema", "-o", "plan.schema.json").out == "Wrote plan.schema.json.\n"
    assert json.loads((tmp_path / "plan.schema.json").read_text(encoding="utf-8")) == found


def test_diagram_styles_parts_pages_and_text(typed, starter):
    assert typed("diagram", starter, "-o", "chance.svg", "--style", "chance", "--draws", 64).status == 0
    assert typed("diagram", starter, "-o", "money.svg", "--style", "money").status == 0
    assert "If “" in typed("diagram", starter, "--text", "--no-chances").out
    assert typed("diagram", starter, "--style", "drivers", "-o", "a.svg").status == 0
    assert "-o plan.pdf" in typed("diagram", starter, "--no-chances", "--pages", "-o", "a.svg").err


def test_hundreds_of_findings_are_told_by_the_first_of_each_rule(typed, tmp_path):
    outputs = "".join(f"  o{place}: {{title: Improved meals}}\n" for place in range(120))
    (tmp_path / "plan.yaml").write_text(f"logicmodel: 1\nperiods: {{first: 2027, count: 1}}\noutputs:\n{outputs}", encoding="utf-8")
    page = typed("check", "plan.yaml", "--profile", "kellogg")
    assert page.out.count(" LM202:") == 10
    assert "... and 110 more of LM202" in page.out
    assert "All of them: --format json." in page.out
    assert page.out.count(" LM106:") <= 1
    every = json.loads(typed("check", "plan.yaml", "--profile", "kellogg", "--format", "json").out)["findings"]
    assert sum(finding["code"] == "LM202" for finding in every) == 120



def test_check_speaks_of_an_incomplete_plan_that_it_cannot_simulate(typed, tmp_path):
    (tmp_path / "draft.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\noutputs: {meals: {}}\noutcomes: {fed: {baseline: 1}}\nlinks: [{from: meals, to: fed}]\n", encoding="utf-8",
    )
    done = typed("check", "draft.yaml", "--simulate")
    assert done.status == 0
    assert "LM106" in done.out
    assert done.err == "draft.yaml: checked without simulating, 1 number is missing; logicmodel elicit draft.yaml asks for it\n"
