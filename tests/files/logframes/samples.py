"""Logframes as they are found in the field: templates of funders, filled in by people, in three languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import Workbook

Sheets: TypeAlias = dict[str, tuple[list[list[Any]], list[str]]]
"""Rows and merged cells by the name of the sheet."""


def build(path: Path, sheets: Sheets) -> Workbook:
    """Write sheets to a workbook, and return it to be changed and saved once more."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, (rows, merged) in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
        for cells in merged:
            page.merge_cells(cells)
    made.save(path)
    return made


EU: Sheets = {
    "LFM": (
        [
            ["EUROPEAN COMMISSION"],
            ["Logical Framework Matrix"],
            ["Annex I.C", None, "Contract: NEAR-TS/2024/123-456"],
            [],
            [None, "Results chain", "Indicators", "Baselines\n(value and reference year)", "Targets\n(value and reference year)", "Current value*\n(reference year)", "Sources and means of verification", "Assumptions"],
            ["Impact (Overall objective)", "To contribute to a more resilient and inclusive economy in the Western region", "1. Poverty rate in the region, disaggregated by sex", "24.6% (2022)", "21% (2028)", "24.1% (2024)", "National statistical office – SILC survey", "Not applicable"],
            [None, None, "2. Unemployment rate of young people (15–29)", "31,2 % (2022)", "25 % (2028)", None, "Labour force survey"],
            ["Outcome(s) (Specific objective(s))", "SO1: Micro and small enterprises in rural municipalities create decent jobs", "1.1 Number of jobs created (disaggregated by sex, age)", "0 (2024)", "1.200 (2027)", "85 (2025)", "Payroll records of supported enterprises; project monitoring database", "Macro-economic situation remains stable\nBanks continue lending to micro enterprises"],
            [None, None, "1.2 % of supported enterprises with turnover growth ≥ 10%", "15% (2024)", "40% by 2027", "n/a", "Annual enterprise survey"],
            [None, "SO2: Municipalities apply transparent procedures for local economic development", "1.3 Number of municipalities with adopted LED strategies", "2 out of 14 (2024)", "12 out of 14 (2027)", None, "Official gazettes", "Local elections 2026 do not disrupt cooperation"],
            ["Outputs", "1.1 (related to SO1) Business skills of 600 entrepreneurs improved", "1.1.1 Number of entrepreneurs trained (f/m)", "0", "600 (at least 40% women)", "220 (f: 98, m: 122)", "Attendance lists, pre/post tests", "- Entrepreneurs are interested\n- Trainers are available"],
            [None, "1.2 (related to SO1) Grants disbursed to enterprises", "1.2.1 Amount of grants disbursed (EUR)", "0 (2024)", "1,500,000 (2027)", "350.000 (2025)", "Bank statements"],
            [None, "2.1 (related to SO2) Municipal staff coached", "2.1.1 Number of staff coached", "0", "TBD in inception phase", None, "Coaching reports"],
            [],
            ["* Current values will be updated in each progress report"],
            ["Note: all indicators marked in bold are taken from the EU Results Framework"],
        ],
        ["B6:B7", "A6:A7", "A8:A10", "B8:B9", "A11:A13", "H8:H9", "H6:H7", "A1:H1", "A2:H2", "H11:H13"],
    ),
    "Activity matrix": (
        [
            ["ACTIVITIES MATRIX"],
            ["What are the key activities to be carried out to produce the intended outputs?", "Means\nWhat are the political, technical, financial, human and material resources required?", "Costs\nWhat are the action costs? How are they classified? (Breakdown in the Budget)", "Assumptions\nImportant external factors"],
            ["1.1.1 Training needs assessment\n1.1.2 Deliver 30 training courses", "Staff: 2 trainers, 1 coordinator\nEquipment", "EUR 320,000", "Training venues available"],
            ["1.2.1 Launch call for proposals", "Sub-grants: EUR 1,500,000", "EUR 1,620,000"],
            ["2.1.1 Coach municipal staff", "Experts (120 days)", "EUR 96,000"],
        ],
        ["A1:D1"],
    ),
}
FOUR_BY_FOUR: Sheets = {
    "Sheet1": (
        [
            ["ANNEX C. LOGICAL FRAMEWORK"],
            [None, "Intervention logic", "Objectively verifiable indicators of achievement", "Sources and means of verification", "Assumptions"],
            ["Overall objectives", "What are the overall broader objectives to which the action will contribute?\nImproved food security of 5,000 households in Tillabéri", "• Prevalence of moderate or severe food insecurity falls from 48% (2023) to 30% (2027)\n• Household dietary diversity score ≥ 6 by 2027", "• Standardised food security survey\n• Baseline and endline surveys"],
            ["Specific objective", "Smallholders produce more and sell at better prices", "• Average millet yield increased from 450 to 700 kg/ha by end of project\n• 60% of households sell collectively (baseline: 12%)", "• Crop cutting measurements\n• Cooperative books", "Rainfall is not below the long-term average\nPrices remain stable"],
            ["Expected results", "R1. Farmers use improved seeds\nR2. Cooperatives are functional", "R1.1: 3,000 farmers use improved seeds (40% women)\nR2.1: 25 cooperatives have approved business plans", "Distribution lists\nMinutes of general assemblies", "No locust invasion"],
            ["Activities", "A1.1 Distribute seeds\nA1.2 Run farmer field schools\nA2.1 Train cooperatives", "Means:\n2 agronomists, 3 vehicles, seeds", "Costs:\nEUR 850,000", "Pre-conditions:\nAgreement with ministry signed"],
        ],
        ["A1:E1"],
    ),
}
FCDO: Sheets = {
    "Instructions": (
        [
            ["How to use this logframe"],
            ["Fill in the yellow cells"],
        ],
        [],
    ),
    "Logframe": (
        [
            ["PROJECT NAME", "Girls' Education in Karamoja (PO 40112233)"],
            ["IMPACT", "Impact Indicator 1", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)", "Assumptions"],
            ["Improved life chances of marginalised girls", "Girls' net secondary enrolment rate in Karamoja", "Planned", "9.8% (2023)", None, "11%", "14%", ""],
            [None, None, "Achieved"],
            [None, None, "Source"],
            [None, None, "EMIS annual school census"],
            ["OUTCOME", "Outcome Indicator 1", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)", "Assumptions"],
            ["Marginalised girls stay in school and learn", "Transition rate to lower secondary", "Planned", "34%", "38%", "44%", "55%", "Government maintains capitation grants. Security allows schools to stay open."],
            [None, None, "Achieved", None, "36.5%"],
            [None, None, "Source"],
            [None, None, "Tracer survey of cohort (n=1,200)"],
            [None, "Outcome Indicator 2", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)"],
            [None, "EGRA oral reading fluency (words correct per minute)", "Planned", "18", "22", "28", "35"],
            [None, None, "Achieved", None, "21.4"],
            [None, None, "Source"],
            [None, None, "Independent evaluation"],
            ["INPUTS (£)", "DFID (£)", "Govt (£)", "Other (£)", "Total (£)", "DFID SHARE (%)"],
            [None, "4,200,000", "300,000", "0", "4,500,000", "93%"],
            ["INPUTS (HR)", "DFID (FTEs)"],
            [None, "0.5"],
            ["OUTPUT 1", "Output Indicator 1.1", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)", "Assumptions"],
            ["Girls receive bursaries and school kits", "Number of girls receiving bursaries (cumulative)", "Planned", "0", "2,000", "4,500", "7,500", "Families spend on schooling"],
            [None, None, "Achieved", None, "2,140"],
            [None, None, "Source"],
            [None, None, "Bursary database"],
            ["IMPACT WEIGHTING (%)", "Output Indicator 1.2", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)", "RISK RATING"],
            ["40%", "% of bursaries paid on time", "Planned", "n/a", "80%", "90%", "95%", "Medium"],
            [None, None, "Achieved", None, "71%"],
            [None, None, "Source"],
            [None, None, "Payment records"],
            ["INPUTS (£)", "DFID (£)", "Govt (£)", "Other (£)", "Total (£)", "DFID SHARE (%)"],
            [None, "1,900,000", None, None, "1,900,000", "100%"],
            ["OUTPUT 2", "Output Indicator 2.1", None, "Baseline", "Milestone 1\n(March 2025)", "Milestone 2\n(March 2026)", "Target\n(March 2027)", "Assumptions"],
            ["Teachers use gender-responsive pedagogy", "Teachers observed using at least 4 of 6 practices", "Planned", "11%", "25%", "40%", "60%", "Trained teachers are not transferred"],
            [None, None, "Achieved", None, "23%"],
            [None, None, "Source"],
            [None, None, "Lesson observations"],
            ["IMPACT WEIGHTING (%)", None, None, None, None, None, None, "RISK RATING"],
            ["60%", None, None, None, None, None, None, "High"],
            ["INPUTS (£)", "DFID (£)", "Govt (£)", "Other (£)", "Total (£)", "DFID SHARE (%)"],
            [None, "2,300,000", "300,000", None, "2,600,000", "88%"],
        ],
        ["A8:A16", "B3:B6", "B8:B11", "B13:B16", "H8:H16", "C6:G6", "C11:G11", "C16:G16", "A22:A25", "B22:B25", "H22:H25"],
    ),
}
CANADA: Sheets = {
    "PMF": (
        [
            ["Performance Measurement Framework"],
            ["Title", "Improving Maternal Health in Rural Tanzania", "No.", "D-003999", "Team Leader", "J. Tremblay"],
            ["Country/Region/Institution", "Tanzania", "Budget", "$12,500,000", "Duration", "5 years (2023-2028)"],
            [],
            ["EXPECTED RESULTS", "INDICATORS", "BASELINE DATA", "TARGETS", "DATA SOURCES", "DATA COLLECTION METHODS", "FREQUENCY", "RESPONSIBILITY"],
            ["Ultimate Outcome (long term)\n1000 Reduced maternal mortality in rural districts", "# of maternal deaths per 100,000 live births", "556 (DHS 2022)", "400 by 2028", "DHS", "Document review", "Every 5 years", "NBS"],
            ["Intermediate Outcomes (medium term)\n1100 Increased use of quality maternal health services by women and adolescent girls", "% of births attended by skilled personnel (by age, district)", "63.7%", "80%", "HMIS", "Records review", "Annual", "Project M&E officer"],
            [None, "% of women who rate the service as good (F only)", "TBD (baseline study Q1 2024)", "+10% over baseline", "Women", "Exit interviews", "Baseline, midline, endline", "Consultant"],
            ["1200 Improved gender-responsive management of health facilities", "Average score of facilities on the gender audit (0-100)", "41", "70", "Facilities", "Gender audit", "Annual", "Gender advisor"],
            ["Immediate Outcomes (short term)\n1110 Increased skills of midwives", "% of midwives who pass the skills test", "22% (F: 25%; M: 14%)", "85% (F: 85%; M: 85%)", "Midwives", "OSCE skills test", "Twice a year", "Training partner"],
            ["Outputs\n1111 Training delivered to 450 midwives", "# of midwives trained (m/f)", "0", "450 (405 f / 45 m)", "Attendance sheets", "Records review", "Quarterly", "Training partner"],
            ["1112 Equipment supplied to 60 facilities", "# of facilities equipped", "0 / 60", "60 / 60", "Delivery notes", "Spot checks", "Quarterly", "Logistics officer"],
        ],
        ["A7:A8", "A1:H1"],
    ),
}
TRACKING: Sheets = {
    "PITT": (
        [
            ["USAID/Malawi – Feed the Future AgDiv Activity: Performance Indicator Tracking Table"],
            ["Implementing partner: Fields and Farms", "", "Period of performance: October 1, 2023 – September 30, 2028"],
            ["Indicator #", "Performance Indicator", "Type", "Unit of measure", "Disaggregation", "Data source", "Frequency", "Baseline", None, "FY2024", None, "FY2025", None, "FY2026", None, "LOA Target"],
            [None, None, None, None, None, None, None, "Year", "Value", "Target", "Actual", "Target", "Actual", "Target", "Actual"],
            ["DO 1: Sustainable agriculture-led economic growth increased"],
            ["EG.3-2", "Number of individuals participating in USG food security programs", "Output", "Individuals", "Sex, age", "Participant database", "Annual", 2023, 0, "50,000", "47,312", "120,000", None, "180,000", None, "250,000"],
            ["IR 1.1: Farmer incomes increased"],
            ["EG.3.2-26", "Value of annual sales of producers receiving assistance (USD)", "Outcome", "USD", "Product", "Participant-based survey", "Annual", 2023, "1,250,000", "1,500,000", "1,610,442", "2,100,000", None, "2,900,000", None, "4,000,000"],
            ["Sub-IR 1.1.1: Improved technologies adopted"],
            ["EG.3.2-24", "Percent of producers applying improved practices", "Outcome", "%", "Sex", "Survey", "Annual", 2023, "21%", "30%", "28%", "42%", None, "55%", None, "65%"],
            [None, "Hectares under improved management", "Outcome", "Hectares", None, "Survey", "Annual", 2023, "1 200", "3 000", "2 755", "6 000", None, "9 500", None, "12 000"],
        ],
        ["H3:I3", "J3:K3", "L3:M3", "N3:O3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "P3:P4", "A5:P5", "A7:P7", "A9:P9", "A1:P1"],
    ),
}
WORLD_BANK: Sheets = {
    "Annex 1": (
        [
            ["Annex 1: Results Framework and Monitoring"],
            ["Country: Ghana"],
            ["Project Development Objective (PDO): Improve access to reliable electricity in targeted regions"],
            ["PDO Level Results Indicators*", "Core", "Unit of Measure", "Baseline", "Cumulative Target Values**", None, None, None, None, "Frequency", "Data Source/ Methodology", "Responsibility for Data Collection", "Description (indicator definition etc.)"],
            [None, None, None, None, "YR 1", "YR 2", "YR3", "YR 4", "YR5"],
            ["Indicator One: People provided with new electricity service", "☒", "Number", 0, "0", "20,000", "60,000", "120,000", "200,000", "Annual", "Utility billing records", "ECG", "Persons in newly connected households, average size 4.2"],
            ["Indicator Two: Total technical losses per year in the project area", "☐", "Percentage", "24.5", "24.5", "23", "21.5", "20", "18.5", "Annual", "Utility reports", "ECG", "Energy not billed"],
            ["INTERMEDIATE RESULTS"],
            ["Intermediate Result (Component One): Grid rehabilitation"],
            ["Distribution lines constructed or rehabilitated", "☒", "Kilometers", 0, "50", "250", "600", "900", "1,100", "Semi-annual", "Site reports", "PIU", ""],
            ["Intermediate Result (Component Two): Utility management"],
            ["Customers with prepaid meters", "☐", "Number", "12,000", "12,000", "40,000", "90,000", "150,000", "180,000", "Semi-annual", "Billing system", "ECG", ""],
        ],
        ["E4:I4", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "A8:M8", "A9:M9", "A11:M11"],
    ),
}
WORLD_BANK_NEW: Sheets = {
    "RF": (
        [
            ["Results Framework"],
            ["COUNTRY: Kenya", "Kenya Secondary Education Quality Improvement Project"],
            ["Project Development Objectives(s)"],
            ["To improve student learning in secondary education and transition from primary to secondary education, in targeted areas"],
            ["Project Development Objective Indicators"],
            ["Indicator Name", "PBC", "Baseline", "Intermediate Targets", None, None, None, "End Target"],
            [None, None, None, 1, 2, 3, 4],
            ["Improve student learning"],
            ["Students reaching minimum competency in mathematics (Percentage)", None, "38.00", None, "42.00", None, "46.00", "50.00"],
            ["Transition rate to secondary (Percentage)", None, "83.00", "84.00", "86.00", "88.00", "90.00", "92.00"],
            ["Intermediate Results Indicators by Components"],
            ["Indicator Name", "PBC", "Baseline", "Intermediate Targets", None, None, None, "End Target"],
            [None, None, None, 1, 2, 3, 4],
            ["Improving quality of teaching"],
            ["Teachers certified (Number)", None, "0.00", "2,000.00", "5,000.00", "7,000.00", "8,000.00", "8,500.00"],
        ],
        ["D6:G6", "D12:G12"],
    ),
}
FRENCH: Sheets = {
    "Cadre logique": (
        [
            ["CADRE LOGIQUE DU PROJET"],
            ["Titre du projet :", "Appui à l'éducation de base au Burkina Faso"],
            ["Durée :", "1er janvier 2024 – 31 décembre 2026"],
            ["Organisme :", "Association Lire"],
            [None, "Logique d'intervention", "Indicateurs objectivement vérifiables", "Valeur de référence\n(année)", "Valeur cible\n(année)", "Valeur actuelle", "Sources et moyens de vérification", "Hypothèses"],
            ["Objectif général (impact)", "Contribuer à l'amélioration de l'alphabétisation des enfants", "Taux d'alphabétisation des 10–14 ans", "34,5 % (2022)", "45 % (2026)", None, "Enquête ménages", "Stabilité politique"],
            ["Objectif spécifique (effet)", "Les élèves de 40 écoles apprennent à lire", "Part des élèves lisant 45 mots par minute", "12,5 %", "au moins 30 % d'ici 2026", "14 %", "Tests EGRA", "Les enseignants restent en poste"],
            [None, None, "Taux d'abandon", "8 % (2023)", "5 % (2026)", None, "Registres scolaires"],
            ["Résultats attendus (produits)", "P1. Les manuels sont distribués", "Nombre de manuels distribués", "0", "12 000 (décembre 2025)", "s.o.", "Bons de livraison", "Routes praticables\nPrix stables"],
            [None, "P2. Les enseignants sont formés", "Nombre d'enseignants formés (femmes/hommes)", "Néant", "1.250", "à déterminer", "Listes de présence"],
            ["Activités", "A1. Acheter les manuels\nA2. Former les enseignants", "Moyens : 3 formateurs, 1 véhicule", None, "Coûts : 250 000 €"],
        ],
        ["B7:B8", "A7:A8", "A9:A10", "A1:H1"],
    ),
}
SPANISH: Sheets = {
    "Marco lógico": (
        [
            ["MATRIZ DE MARCO LÓGICO"],
            ["Nombre del proyecto: Agua segura en Cajamarca"],
            ["Niveles", "Resumen narrativo de objetivos", "Indicadores verificables objetivamente", "Línea de base", "Meta", None, None, "Medios de verificación", "Supuestos / Riesgos"],
            [None, None, None, None, 2025, 2026, 2027],
            ["Fin", "Mejorar la salud de la población rural", "Incidencia de diarrea en menores de 5 años (casos por 1.000)", "180 (2023)", None, None, "≤ 120", "Registros de MINSA", "Se mantiene la política sanitaria"],
            ["Propósito", "Las familias rurales consumen agua segura", "% de hogares con agua clorada", "18,5%", "35%", "60%", "85%", "Encuesta de hogares", "Las JASS cobran la cuota familiar"],
            ["Componentes", "C1. Sistemas de agua rehabilitados", "N.º de sistemas rehabilitados", "0", "10", "25", "40", "Actas de entrega", "No hay sequías"],
            [None, "C2. Juntas de agua capacitadas", "N.º de juntas capacitadas", "0", "15", "40", "40", "Listas de asistencia"],
            ["Actividades", "C1.1 Elaborar expedientes técnicos\nC1.2 Ejecutar obras", "Presupuesto: S/ 2.400.000", None, None, None, None, None, "Financiamiento oportuno"],
        ],
        ["E3:G3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "H3:H4", "I3:I4", "A7:A8", "A1:I1", "A2:I2"],
    ),
}
OFFICE: Sheets = {
    "Cover": (
        [
            ["Logo"],
            ["Bright Futures Foundation"],
        ],
        [],
    ),
    "Logframe v3 FINAL": (
        [
            [],
            [None, "Bright Futures – Youth employment programme 2025-2028"],
            [None, "last updated:", dt.date(2024, 11, 5)],
            [],
            ["#", "Level", "Statement", "Indicators", "Baseline", None, "Target", None, "MoV", "Assumptions & Risks", "internal notes"],
            [None, None, None, None, "Value", "Date", "Value", "Date"],
            [],
            ["0", "Goal", "Young people lead self-reliant lives", "% of youth above the poverty line", 0.42, dt.date(2024, 12, 31), 0.55, dt.date(2028, 12, 31), "National survey", "Economy grows", "ask HQ"],
            ["", "", "", "Old indicator, dropped", 12, None, 20, None, "", "", ""],
            ["1", "Outcome 1", "Young people are in decent work", "Employment rate 6 months after training (F/M)", "38% (F: 30%; M: 46%)", dt.date(2025, 1, 15), "60% (F: 55%; M: 65%)", dt.date(2028, 6, 30), "Tracer study", "Employers honour agreements", ""],
            ["", "", "", "Median monthly income", "n/a", "", "+10% over baseline", dt.date(2028, 6, 30), "Tracer study", "", ""],
            ["1.1", "Output 1.1", "Youth complete vocational training", "No. of graduates", "0", "", "at least 500 by 2027", "", "Certificates", "", ""],
            ["", "", "", "Drop-out rate", "30%", "", "less than 10%", dt.date(2027, 12, 31), "Attendance", "", ""],
            ["1.2", "Output 1.2", "Job-matching service running", "# of vacancies posted per month", "5-10", "", "50", "2027", "Platform", "Internet access", ""],
            [],
            ["", "TOTAL", "", "", "", "", "", "", "", ""],
        ],
        ["E5:F5", "G5:H5", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "I5:I6", "J5:J6"],
    ),
}
NATIONS: Sheets = {
    "RRF": (
        [
            ["V. RESULTS FRAMEWORK"],
            ["Intended Outcome as stated in the UNSDCF: By 2027, people in Moldova benefit from effective institutions"],
            ["Outcome indicators: Trust in local public authorities; baseline 38% (2021); target 50% (2027)"],
            ["Project title and Atlas Project Number: Local Governance, 00123456"],
            ["EXPECTED OUTPUTS", "OUTPUT INDICATORS", "DATA SOURCE", "BASELINE", None, "TARGETS (by frequency of data collection)", None, None, None, "DATA COLLECTION METHODS & RISKS"],
            [None, None, None, "Value", "Year", "Year 1", "Year 2", "Year 3", "FINAL"],
            ["Output 1\nLocal authorities plan in a participatory way", "1.1 Number of LPAs with participatory plans", "Council decisions", 4, 2022, 10, 20, 30, 30, "Desk review; risk: elections"],
            [None, "1.2 Share of women in planning bodies", "Minutes", "22%", 2022, "25%", "30%", "40%", "40%", "Desk review"],
            ["Output 2\nServices are delivered jointly", "2.1 Number of inter-municipal agreements", "Agreements", 0, 2022, 2, 5, 8, 8, "Desk review"],
        ],
        ["D5:E5", "F5:I5", "A5:A6", "B5:B6", "C5:C6", "J5:J6", "A7:A8"],
    ),
}
SEVERAL: Sheets = {
    "Outcome 1": (
        [
            ["Outcome 1 logframe"],
            ["Results", "Indicator", "Baseline", "Target (2027)", "MoV", "Assumptions"],
            ["Outcome 1: Change number 1", "Rate 1", "10%", "20%", "Survey", "Peace"],
            ["Output 1.1: Thing 1 is delivered", "Things 1", "0", "100", "Lists", ""],
        ],
        [],
    ),
    "Outcome 2": (
        [
            ["Outcome 2 logframe"],
            ["Results", "Indicator", "Baseline", "Target (2027)", "MoV", "Assumptions"],
            ["Outcome 2: Change number 2", "Rate 2", "10%", "20%", "Survey", "Peace"],
            ["Output 2.1: Thing 2 is delivered", "Things 2", "0", "100", "Lists", ""],
        ],
        [],
    ),
    "Budget": (
        [
            ["Item", "Cost"],
            ["Rent", 100],
        ],
        [],
    ),
}
IN_WORDS: Sheets = {
    "Wirkungsmatrix": (
        [
            ["Project objective", "Indicators (incl. baseline and target value)", "Sources of verification", "Assumptions / risks"],
            ["Module objective: Vocational schools train according to labour market demand", "M1: 70% of 1,000 graduates are employed 6 months after graduation. Baseline: 45% (2023). Target: 70% (2027). Source: tracer study", "Tracer study", "Economy stable"],
            ["Output A: Curricula are revised", "A1: 12 curricula are revised. Baseline: 0. Target: 12 (2026)", "Ministry decrees", ""],
            ["Output B: Teachers are trained", "B1: 80 of 120 teachers apply the new methods\nBaseline value: 0\nTarget value: 80", "Observation", ""],
        ],
        [],
    ),
}
