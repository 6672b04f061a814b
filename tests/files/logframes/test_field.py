"""Logframes from the field are read whole: results, figures, dates; and what has no place in a plan is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.comments import Comment

import logicmodel as lm
from logicmodel.files.format import format_of
from logicmodel.files.forms.columns import Column
from logicmodel.files.forms.spreadsheet import spreadsheet
from logicmodel.files.forms.tables import Table
from logicmodel.files.logframes.headers import key_of, level_of
from logicmodel.files.logframes.splitting import bare, uncoded
from logicmodel.files.source import take
from tests.files.logframes import samples
from tests.files.logframes.sheets import read


def found(tmp_path: Path, sheets: samples.Sheets) -> tuple[lm.Plan, str]:
    """The plan in sheets, and what was lost, one line for each."""
    samples.build(tmp_path / "field.xlsx", sheets)
    plan, losses = read(tmp_path / "field.xlsx")
    return plan, "\n".join(one.removeprefix(f"{tmp_path / 'field.xlsx'}: ") for one in losses)


def titles(nodes) -> list[str]:
    return [node.title for node in nodes.values()]


def outcomes(plan: lm.Plan) -> list[tuple[str, str]]:
    return [(node.horizon, node.title) for node in plan.outcomes.values()]


def asked(plan: lm.Plan) -> dict[str, list[tuple]]:
    """What is asked of each indicator, by its words: when and how much."""
    words = {name: one.title for node in plan.results.values() for name, one in node.indicators.items()}
    found: dict[str, list[tuple]] = {}
    for goal in plan.targets:
        rule = f"change {goal.change.amount:g}" if goal.change else goal.at_least if goal.at_least is not None else -goal.at_most if goal.at_most is not None else goal.between
        found.setdefault(words.get(goal.indicator, goal.node), []).append((goal.due, rule))
    return found


def baselines(plan: lm.Plan) -> dict[str, tuple]:
    """Baseline, its date and the unit of each indicator, by its words."""
    return {
        one.title: (one.baseline if one.baseline is not None else node.baseline and node.baseline.value, one.baseline_date, one.unit or (node.unit if len(node.indicators) == 1 else ""))
        for node in plan.results.values() for one in node.indicators.values()
    }


def links(plan: lm.Plan) -> set[tuple[str, str]]:
    return {(plan.nodes[link.source].title[:12], plan.nodes[link.target].title[:12]) for link in plan.links if link.source not in plan.inputs}


def test_the_matrix_of_the_european_commission(tmp_path):
    plan, told = found(tmp_path, samples.EU)
    assert [horizon for horizon, _ in outcomes(plan)] == ["ultimate", "intermediate", "intermediate"]
    assert titles(plan.activities) == ["Training needs assessment", "Deliver 30 training courses", "Launch call for proposals", "Coach municipal staff"]
    assert "Not applicable" not in titles(plan.assumptions)
    assert baselines(plan)["Unemployment rate of young people (15–29)"] == (31.2, "2022", "%")
    assert baselines(plan)["Number of municipalities with adopted LED strategies"] == (2, "2024", "")
    assert asked(plan)["Number of jobs created (disaggregated by sex, age)"] == [("2027", 1200)]
    assert asked(plan)["% of supported enterprises with turnover growth ≥ 10%"] == [("2027", 40)]
    assert {("(related to ", "Micro and sm"), ("(related to ", "Municipaliti"), ("Coach munici", "(related to ")} <= links(plan)
    for words in (
        "LFM!E8: 1.200 was read as 1,200", "'out of 14' behind the number", "'(at least 40% women)' behind", "'TBD in inception phase' is not a number", "the note '* Current values", "the note 'Note: all",
        "the costs EUR 320,000 were left out", "3 achieved values are no part of a plan", "Activity matrix!B3: the means stand beside 2 activities",
    ):
        assert words in told, words


def test_four_columns_with_several_results_and_indicators_in_a_cell(tmp_path):
    plan, told = found(tmp_path, samples.FOUR_BY_FOUR)
    assert titles(plan.outputs) == ["Farmers use improved seeds", "Cooperatives are functional"]
    assert titles(plan.activities) == ["Distribute seeds", "Run farmer field schools", "Train cooperatives"]
    assert [one.title for one in plan.outputs["cooperatives_are_functional"].indicators.values()] == ["25 cooperatives have approved business plans"]
    assert [one.source for node in plan.outputs.values() for one in node.indicators.values()] == ["Distribution lists", "Minutes of general assemblies"]
    hunger, yields = "Prevalence of moderate or severe food insecurity falls from 48% (2023) to 30% (2027)", "Average millet yield increased from 450 to 700 kg/ha by end of project"
    assert (baselines(plan)[hunger], asked(plan)[hunger]) == ((48, "2023", "%"), [("2027", -30)])
    assert (baselines(plan)[yields], asked(plan)[yields]) == ((450, "", "kg/ha"), [("2027", 700)])
    assert baselines(plan)["60% of households sell collectively"] == (12, "", "%")
    assert links(plan) >= {("Distribute s", "Farmers use "), ("Train cooper", "Cooperatives")}
    for words in ("the question 'What are the overall", "the costs EUR 850,000", "the means stand beside 3 activities"):
        assert words in told, words


def test_the_blocks_of_the_british_ministry(tmp_path):
    plan, told = found(tmp_path, samples.FCDO)
    assert plan.title == "Girls' Education in Karamoja (PO 40112233)"
    assert titles(plan.outputs) == ["Girls receive bursaries and school kits", "Teachers use gender-responsive pedagogy"]
    assert titles(plan.assumptions) == ["Government maintains capitation grants. Security allows schools to stay open.", "Families spend on schooling", "Trained teachers are not transferred"]
    assert plan.periods.labels == ("2025", "2026", "2027")
    assert asked(plan)["% of bursaries paid on time"] == [("2025", 80), ("2026", 90), ("2027", 95)]
    assert [one.source for node in plan.outcomes.values() for one in node.indicators.values()] == ["EMIS annual school census", "Tracer survey of cohort (n=1,200)", "Independent evaluation"]
    assert plan.allocations["planned"].amounts == {"money": 1_500_000, "staff": 0.5}
    for words in ("impact weighting (%) 40%", "risk rating High", "risk rating Medium", "the inputs 1,900,000 of one output were left out", "5 achieved values", "Instructions: the sheet holds no logframe", "17 of these are due within a year"):
        assert words in told, words


def test_the_framework_of_global_affairs_canada(tmp_path):
    plan, told = found(tmp_path, samples.CANADA)
    assert (plan.title, plan.periods.first, plan.periods.count) == ("Improving Maternal Health in Rural Tanzania", "2023", 6)
    assert titles(plan.outputs) == ["Training delivered to 450 midwives", "Equipment supplied to 60 facilities"]
    assert links(plan) == {
        ("Training del", "Increased sk"), ("Equipment su", "Increased sk"), ("Increased sk", "Increased us"), ("Increased us", "Reduced mate"), ("Improved gen", "Reduced mate"),
    } | ({("Increased sk", "Improved gen")} & links(plan))
    skills = next(one for node in plan.outcomes.values() for one in node.indicators.values() if "skills test" in one.title)
    assert [(group.name, group.baseline, group.at_least, group.by) for group in skills.groups] == [("sex: female", 25, 85, "2028"), ("sex: male", 14, 85, "2028")]
    assert asked(plan)["% of women who rate the service as good (F only)"] == [("2028", "change 0.1")]
    for words in ("'TBD (baseline study Q1 2024)' is not one number", "6 targets have no date; the end of 2028 was taken", "budget: $12,500,000"):
        assert words in told, words


def test_a_tracking_table_with_headers_in_two_rows(tmp_path):
    plan, told = found(tmp_path, samples.TRACKING)
    assert format_of(take(tmp_path / "field.xlsx")).kind.startswith("logframe")
    assert plan.organisation == "Fields and Farms"
    assert [horizon for horizon, _ in outcomes(plan)] == ["ultimate", "intermediate", "immediate"]
    assert asked(plan)["Hectares under improved management"] == [("2024", 3000), ("2025", 6000), ("2026", 9500), ("2028", 12000)]
    assert baselines(plan)["Percent of producers applying improved practices"] == (21, "2023", "%")
    assert "the column 'Indicator #' has no place in a plan; left out: 'EG.3-2', 'EG.3.2-26', 'EG.3.2-24'" in told
    assert "4 achieved values are no part of a plan" in told


@pytest.mark.parametrize("sheets", [samples.WORLD_BANK, samples.WORLD_BANK_NEW], ids=["older", "newer"])
def test_the_results_frameworks_of_the_world_bank(tmp_path, sheets):
    plan, told = found(tmp_path, sheets)
    first = int(plan.periods.first)
    assert outcomes(plan)[0][0] == "intermediate"
    assert outcomes(plan)[-1][0] == "immediate"
    assert "years are counted here, and the sheet does not say from when" in told
    if sheets is samples.WORLD_BANK:
        assert asked(plan)["Customers with prepaid meters"] == [(str(first + place), value) for place, value in enumerate((12000, 40000, 90000, 150000, 180000))]
        loss = next(one for node in plan.outcomes.values() for one in node.indicators.values() if "losses" in one.title)
        assert (loss.unit, loss.baseline, loss.definition, loss.responsible) == ("%", 24.5, "Energy not billed", "ECG")
    else:
        assert asked(plan)["Transition rate to secondary (Percentage)"] == [(str(first + place), value) for place, value in enumerate((84, 86, 88, 90, 92))]
        assert outcomes(plan)[0][1].startswith("To improve student learning in secondary education")


def test_french(tmp_path):
    plan, told = found(tmp_path, samples.FRENCH)
    assert (plan.title, plan.organisation, plan.periods.labels) == ("Appui à l'éducation de base au Burkina Faso", "Association Lire", ("2024", "2025", "2026"))
    assert titles(plan.outputs) == ["Les manuels sont distribués", "Les enseignants sont formés"]
    assert titles(plan.activities) == ["Acheter les manuels", "Former les enseignants"]
    assert baselines(plan)["Taux d'alphabétisation des 10–14 ans"] == (34.5, "2022", "%")
    assert asked(plan) == {
        "Taux d'alphabétisation des 10–14 ans": [("2026", 45)], "Part des élèves lisant 45 mots par minute": [("2026", 30)], "Taux d'abandon": [("2026", -5)],
        "Nombre de manuels distribués": [("2025", 12000)], "Nombre d'enseignants formés (femmes/hommes)": [("2026", 1250)],
    }
    assert "les costs" not in told
    assert "the costs 250 000 €" in told


def test_spanish(tmp_path):
    plan, told = found(tmp_path, samples.SPANISH)
    assert plan.title == "Agua segura en Cajamarca"
    assert outcomes(plan) == [("ultimate", "Mejorar la salud de la población rural"), ("intermediate", "Las familias rurales consumen agua segura")]
    assert baselines(plan)["% de hogares con agua clorada"] == (18.5, "", "%")
    assert asked(plan)["Incidencia de diarrea en menores de 5 años (casos por 1.000)"] == [("2027", -120)]
    assert asked(plan)["N.º de sistemas rehabilitados"] == [("2025", 10), ("2026", 25), ("2027", 40)]
    assert titles(plan.activities) == ["Elaborar expedientes técnicos", "Ejecutar obras"]
    assert "the costs S/ 2.400.000" in told


def test_what_offices_do_to_sheets(tmp_path):
    made = samples.build(tmp_path / "field.xlsx", samples.OFFICE)
    page = made["Logframe v3 FINAL"]
    page.row_dimensions[9].hidden = page.column_dimensions["K"].hidden = True
    page["E8"].comment = Comment("check with Maria!", "HQ")
    page["E8"].number_format = page["G8"].number_format = "0%"
    made.create_sheet("old").append(["Results", "Indicator", "Baseline", "Target"])
    made["old"].sheet_state = "hidden"
    made.save(tmp_path / "field.xlsx")
    plan, losses = read(tmp_path / "field.xlsx")
    told = "\n".join(losses)
    assert plan.title == "Bright Futures – Youth employment programme 2025-2028"
    assert baselines(plan)["% of youth above the poverty line"] == (42, "2024-12-31", "%")
    assert asked(plan) == {
        "% of youth above the poverty line": [("2028", 55)], "Old indicator, dropped": [("2028", 20)], "Employment rate 6 months after training (F/M)": [("2028", 60)],
        "Median monthly income": [("2028", "change 0.1")], "No. of graduates": [("2027", 500)], "Drop-out rate": [("2027", -10)], "# of vacancies posted per month": [("2027", 50)],
    }
    assert {("Youth comple", "Young people"), ("Job-matching", "Young people")} <= links(plan)
    for words in ("E8: the comment 'check with Maria!'", "the row 9 is hidden", "the column K is hidden", "old: the sheet is hidden and was left out", "left out: 'TOTAL'", "the baseline '5-10' is not one number", "last updated: 2024-11-05"):
        assert words in told, words


def test_the_framework_of_the_united_nations(tmp_path):
    plan, told = found(tmp_path, samples.NATIONS)
    first = int(plan.periods.first)
    assert outcomes(plan) == [("intermediate", "By 2027, people in Moldova benefit from effective institutions")]
    assert asked(plan)["Share of women in planning bodies"] == [(str(first), 25), (str(first + 1), 30), (str(first + 2), 40)]
    assert baselines(plan)["Number of inter-municipal agreements"] == (0, "2022", "")
    assert "outcome indicators: Trust in local public authorities" in told


def test_several_sheets_are_one_plan_and_versions_are_not(tmp_path):
    rows, merged = samples.SEVERAL["Outcome 1"]
    plan, told = found(tmp_path, samples.SEVERAL | {"Outcome 1 (old)": (rows, merged)})
    assert titles(plan.outcomes) == ["Change number 1", "Change number 2"]
    assert links(plan) == {("Thing 1 is d", "Change numbe"), ("Thing 2 is d", "Change numbe")}
    assert "Outcome 1 (old): the sheet says the same results as Outcome 1 and was left out" in told
    assert "Budget: the sheet holds no logframe" in told


def test_figures_within_the_words_of_indicators(tmp_path):
    plan, _ = found(tmp_path, samples.IN_WORDS)
    assert titles(plan.outcomes) == ["Vocational schools train according to labour market demand"]
    assert baselines(plan)["70% of 1,000 graduates are employed 6 months after graduation"] == (45, "2023", "%")
    assert asked(plan)["12 curricula are revised"] == [("2026", 12)]


CSV = """Results chain;Indicator;Baseline (value, year);Target (value, year);Current;Sources of verification;Assumptions
Impact: Better nutrition;Taux de malnutrition à Gao;31,4% (2023);27,0% (2028);;Survey;Food prices stable
Output 1: Counselling delivered;Women counselled;0;12.000 (2027);3.400;Registers;"Clinics open;
roads passable"
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_logframe_as_csv(tmp_path, encoding):
    (tmp_path / "field.csv").write_text(CSV, encoding=encoding)
    plan, losses = read(tmp_path / "field.csv")
    assert asked(plan) == {"Taux de malnutrition à Gao": [("2028", -27)], "Women counselled": [("2027", 12000)]}
    assert any("E3: the achieved value 3.400 has no date" in one for one in losses)
    assert any("read as Western European" in one for one in losses) == (encoding == "cp1252")


def test_a_logframe_in_opendocument(tmp_path):
    columns = tuple(Column(head, head, "", "text") for head in ("Results", "Indicator", "Baseline", "Target (2027)", "Sources of verification"))
    line = dict(zip((one.key for one in columns), ("Output 1: Wells are dug", "Wells", "0", "1.250,5", "Log"), strict=True))
    (tmp_path / "field.ods").write_bytes(spreadsheet({"Matrix": Table(columns, (line,))}))
    plan, losses = read(tmp_path / "field.ods")
    assert asked(plan) == {"Wells": [("2027", 1250.5)]}
    assert not [one for one in losses if "Wells" in one]


def test_old_workbooks_are_named(tmp_path):
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(lm.FileError, match=r"save it as \.xlsx"):
        lm.read(tmp_path / "old.xls")
    samples.build(tmp_path / "renamed.xlsx", samples.EU).save(tmp_path / "renamed.xls")
    assert read(tmp_path / "renamed.xls")[0].outcomes


@pytest.mark.parametrize("sheets", [samples.EU, samples.FCDO, samples.FRENCH, samples.OFFICE, samples.CANADA], ids=["eu", "fcdo", "french", "office", "canada"])
def test_every_text_below_the_headers_is_in_the_plan_or_told(tmp_path, sheets):
    plan, told = found(tmp_path, sheets)
    known = "".join(f"{plan.to_document()}{told}".split()).casefold()
    lost = []
    for rows, _ in sheets.values():
        start = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 3), len(rows))
        for value in (value for row in rows[start + 1 :] for value in row if isinstance(value, str) and key_of(value, strict=False) is None):
            for line in value.split("\n"):
                words = "".join(bare(uncoded(line.lstrip("-• "))).split()).casefold()[:40]
                figures = any(letter.isdigit() for letter in words) or words.startswith("notapplicable")
                lost += [line] if len(words) > 12 and not figures and words not in known and not level_of(line) else []
    assert lost == []
