"""``logicmodel elicit``: asked on a terminal, on sheets, and stopped in the middle."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

import logicmodel as lm
from logicmodel.apps.cli.pages import questions

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "fill-in-missing-numbers.md"
PLAN = """\
logicmodel: 1
title: Home visits
periods: {first: 2027, count: 2}   # two years
currency: EUR
inputs: {nurses: {title: Nurses, unit: nurses}}
assumptions:
  ok: {title: Clinics refer families}   # they said so
outputs: {visits: {title: Visits, unit: visits}}
links:
  - {from: nurses, to: visits}
"""


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return "plan.yaml"


@pytest.fixture
def says(monkeypatch):
    return lambda *lines: monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_questions_are_asked_one_by_one_and_answers_saved(typed, plan, says, tmp_path):
    says("50_000 60_000 70_000", "?", "70", "70%", "")
    done = typed("elicit", plan)
    assert done.status == 0
    page = " ".join(done.out.split())
    assert "1 of 3. What does “Nurses” cost?" in page
    assert "Saved: 60,000 (50,000–70,000)" in page
    assert "write 70% if a percentage is meant" in page
    assert "Saved 2 answers to plan.yaml. 1 question is still open" in page
    text = (tmp_path / plan).read_text()
    assert "# two years" in text
    assert "holds: 0.7}   # they said so" in text


def test_the_page_of_the_manual_shows_what_is_printed(typed, says, monkeypatch, tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    plan, shown = (re.search(rf"^```{head}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[1] for head in ("yaml file=plan.yaml", "text"))
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    command, _, expected = shown.partition("\n")
    assert command == "$ logicmodel elicit plan.yaml"
    says(*(line.removeprefix("  >").strip() for line in expected.splitlines() if line.startswith("  >")))
    monkeypatch.setenv("COLUMNS", "100")
    printed = typed("elicit", "plan.yaml").out
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in expected.splitlines()]


def test_it_goes_on_where_it_stopped(typed, plan, says):
    says("1", "q")
    assert "2 questions are still open" in typed("elicit", plan).out
    says("80%", "500 to 700")
    page = typed("elicit", plan).out
    assert "1 of 2. How likely" in page
    assert "No number is missing any more: logicmodel simulate plan.yaml" in page
    assert "write it under allocations: in the plan, such as {first: {nurses: ...}}" in " ".join(page.split())
    assert "Nothing to ask" in typed("elicit", plan).out
    says("600")
    page = typed("elicit", plan, "links.nurses->visits.weight").out
    assert "One number to ask about." in page
    assert "So far: 500 to 700" in page


def test_what_only_a_variant_lacks_is_asked_too(typed, says, tmp_path):
    variant = "variants: {direct: {weight: 0.3, add: {links: [{from: nurses, to: visits, id: second}]}}}   # a hunch\n"
    (tmp_path / "plan.yaml").write_text(PLAN + variant, encoding="utf-8")
    says("1", "1", "1", "2 to 5 per 10")
    page = " ".join(typed("elicit", "plan.yaml").out.split())
    assert "4 of 4. If it works as “direct” says: how much does one more unit of “Nurses” add to “Visits”?" in page
    assert "No number is missing any more" in page
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert "weight: 0.2 to 0.5" in text
    assert "# a hunch" in text


def test_a_change_that_came_about_elsewhere_is_no_effect_of_ones_own(typed, says, tmp_path):
    plan = PLAN.replace("outputs: {visits: {title: Visits, unit: visits}}", "outcomes: {visits: {title: Families are well, unit: families, baseline: 3}}")
    (tmp_path / "plan.yaml").write_text(plan.replace("unit: nurses}", "unit: nurses, price: 1}").replace("refer families}", "refer families, holds: 1}"), encoding="utf-8")
    says("don't know", "1 600")
    page = " ".join(typed("elicit", "plan.yaml").out.split())
    assert "Part of such a change would have come anyway: what this link adds is at most that." in page
    assert lm.read(tmp_path / "plan.yaml").links[0].weight.text() == "reference_class(unhcr_outcome_number_change, times=600)"


def test_one_can_go_back_to_the_question_before(typed, plan, says, tmp_path):
    says("b", "5", "back", "6 to 7", "q")
    page = " ".join(typed("elicit", plan).out.split())
    assert page.count("1 of 3. What does “Nurses” cost?") == 3
    assert "So far: 5 >" in page
    assert "Saved 1 answer to plan.yaml." in page
    assert lm.read(tmp_path / plan).inputs["nurses"].price.text() == "6 to 7"


def test_whoever_does_not_know_is_offered_what_became_of_others(typed, plan, says, tmp_path):
    says("No idea", "", "I don’t know.", "", "don't know", "9 600", "1 6,00", "1 1,600")
    page = " ".join(typed("elicit", plan).out.split())
    assert page.count("Then leave it open (Enter) and ask somebody who may know") == 2
    assert "1 UNHCR outputs counted in numbers" in page
    assert "“9 600” can be read in two ways" in page
    assert "“6,00” can be read in two ways" in page
    assert lm.read(tmp_path / plan).links[0].weight.text() == "reference_class(unhcr_output_number, times=1600)"


@pytest.mark.parametrize(("said", "told"), [
    ("50.000", "“50.000” can be read in two ways; write 50000 or 50."), ("cheap", "“cheap” cannot be read as one to three numbers; write for example 8 12 20"),
    ("likely", "people hear different numbers in “likely”"), ("pert(1, 2)", "pert"),
])  # fmt: skip
def test_what_cannot_be_understood_is_told_in_plain_words(typed, plan, says, said, told):
    says(said, "q")
    assert told in " ".join(typed("elicit", plan).out.split())


def test_an_interruption_loses_nothing_that_was_answered(typed, plan, monkeypatch, tmp_path):
    lines = iter(["5", KeyboardInterrupt])

    def heard(prompt):
        line = next(lines)
        if line is KeyboardInterrupt:
            raise line
        return line

    monkeypatch.setattr("builtins.input", heard)
    done = typed("elicit", plan)
    assert done.status == 130
    assert "Saved 1 answer to plan.yaml." in done.out
    assert lm.read(tmp_path / plan).inputs["nurses"].price.value == 5


def test_the_end_of_the_input_stops_without_a_change(typed, plan, says):
    says()
    assert "Nothing was changed in plan.yaml." in typed("elicit", plan).out


def test_a_named_person_joins_the_experts(typed, plan, says, tmp_path):
    for who, lines in (("Anna", ["5 to 7", "80%", "3"]), ("ben", ["6 to 9", "skip", "s"])):
        says(*lines)
        page = typed("elicit", plan, "--who", who).out
    assert "logicmodel elicit plan.yaml --who ben" in " ".join(page.split())
    assert set(lm.read(tmp_path / plan).inputs["nurses"].price.experts) == {"anna", "ben"}


def test_a_file_that_cannot_keep_answers_is_refused_before_the_first_question(typed, tmp_path):
    (tmp_path / "activity.xml").write_text("<iati-activities version='2.03'><iati-activity><iati-identifier>X-1</iati-identifier>"
                                           "<result type='2'><title><narrative>A</narrative></title></result></iati-activity></iati-activities>")
    done = typed("elicit", "activity.xml")
    assert done.status == 2
    assert "logicmodel convert activity.xml activity.yaml" in done.err


def test_sheets_are_written_and_taken_in(typed, plan, tmp_path):
    done = typed("elicit", plan, "--sheet", "q.xlsx")
    assert "Wrote q.xlsx." in done.out
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    sheet = book["Questions"]
    sheet["B4"], sheet["D8"], sheet["F8"], sheet["I8"], sheet["I10"] = "Anna", 5, 9, "payroll", "a trial"
    book.save(tmp_path / "anna.xlsx")
    page = " ".join(typed("elicit", plan, "--from", "anna.xlsx").out.split())
    assert "Took in the answers of anna to 1 question." in page
    assert "one expert: 6.7 (5.0–9.0)" in page
    assert "inputs.nurses.price: anna: payroll" in page
    assert "Remarks about links stand in their evidence" in page
    assert "as before" in typed("elicit", plan, "--from", "anna.xlsx").out
    sheet["F8"] = 12
    book.save(tmp_path / "anna.xlsx")
    assert "was one" in " ".join(typed("elicit", plan, "--from", "anna.xlsx").out.split())
    record = json.loads(typed("elicit", plan, "--from", "anna.xlsx", "--json").out)
    assert record["people"] == ["anna"]
    assert record["missing"] == ["assumptions.ok.holds", "links.nurses->visits.weight"]
    assert "hold no answers" in typed("elicit", plan, "--from", "q.xlsx").out


def test_json_prints_the_questions(typed, plan):
    record = json.loads(typed("elicit", plan, "--json").out)
    assert next(row["number"] for row in record["rows"]) == "inputs.nurses.price"


def test_contradicting_options_and_unknown_numbers_are_refused(typed, plan, tmp_path):
    assert "use one of them" in typed("elicit", plan, "--sheet", "q.xlsx", "--from", "q.xlsx").err
    typed("elicit", plan, "--sheet", "q.xlsx")
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    book["Questions"]["J8"], book["Questions"]["E8"] = "inputs.nurse.price", 3
    book.save(tmp_path / "q.xlsx")
    done = typed("elicit", plan, "--from", "q.xlsx")
    assert done.status == 2
    assert "nurse" in done.err


def test_answers_are_not_shown_twice_on_a_terminal(monkeypatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Terminal("5\n"))
    assert questions._heard() == "5"
    assert "5" not in capsys.readouterr().out


def test_simulate_names_what_is_missing_and_who_asks_for_it(typed, plan, tmp_path):
    done = typed("simulate", plan)
    assert done.status == 2
    assert "plan.yaml:5: inputs.nurses: the price of “Nurses” (EUR per nurses) is missing; add price:, 0 if it costs nothing" in done.err
    assert "how much “Nurses” adds to “Visits” (the weight in visits per nurses) is missing" in done.err
    assert done.err.splitlines()[-1] == "logicmodel elicit plan.yaml asks for these 3 numbers in plain words, and saves the answers in the plan"
    links = "".join(f"  - {{from: nurses, to: o{place}}}\n" for place in range(25))
    outputs = ", ".join(f"o{place}: {{}}" for place in range(25))
    (tmp_path / "many.yaml").write_text(f"periods: {{first: 2027, count: 1}}\ncurrency: EUR\ninputs: {{nurses: {{unit: EUR}}}}\noutputs: {{{outputs}}}\nlinks:\n{links}", encoding="utf-8")
    lines = typed("simulate", "many.yaml").err.splitlines()
    assert (len(lines), lines[-2]) == (22, "... and 5 more")
    (tmp_path / "one.yaml").write_text("periods: {first: 2027, count: 1}\nassumptions: {ok: {}}\noutputs: {a: {}}\n", encoding="utf-8")
    assert typed("simulate", "one.yaml").err.splitlines()[-1].startswith("logicmodel elicit one.yaml asks for it in plain words")


def test_what_is_wrong_in_a_sheet_is_told_by_its_cell(typed):
    import openpyxl

    Path("plan.yaml").write_text(
        "logicmodel: 1\nperiods: {first: 2027, count: 2}\noutputs: {meals: {}, beds: {}}\noutcomes: {fed: {baseline: 1}}\n"
        "links:\n- {from: meals, to: fed}\n- {from: beds, to: fed}\n", encoding="utf-8",
    )
    typed("elicit", "plan.yaml", "--sheet", "q.xlsx")
    book = openpyxl.load_workbook("q.xlsx")
    sheet = book["Questions"]
    for row, (low, high) in enumerate([(5, None), (9, 3)], 8):
        sheet[f"D{row}"], sheet[f"F{row}"] = low, high
    book.save("q.xlsx")
    done = typed("elicit", "plan.yaml", "--from", "q.xlsx")
    assert done.status == 2
    assert [line.split(": ")[:2] for line in done.err.splitlines()] == [["q.xlsx", "Questions!D8"], ["q.xlsx", "Questions!D9"]]
    sheet["D8"], sheet["F8"] = "45.000", "50.000"
    sheet["D9"] = None
    sheet["F9"] = None
    book.save("q.xlsx")
    assert "Questions!D8: “45.000” can be read in two ways; write 45000 or 45" in typed("elicit", "plan.yaml", "--from", "q.xlsx").err
