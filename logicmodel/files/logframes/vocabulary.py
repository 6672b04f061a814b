"""The words of logframes: headers, levels and small words, in English, French, Spanish, Portuguese and German."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

KEYS: Final[dict[str, frozenset[str]]] = {
    "indicator": frozenset({"indicator", "indicators", "ovi", "ovis", "kpi", "kpis"}),
    "baseline": frozenset({"baseline", "baselines"}),
    "actual": frozenset({"current", "achieved", "actual", "actuals", "progress", "latest"}),
    "target": frozenset({"target", "targets", "milestone", "milestones"}),
    "source": frozenset({"source", "sources", "verification", "mov", "movs", "sov"}),
    "method": frozenset({"method", "methods", "methodology"}),
    "frequency": frozenset({"frequency"}),
    "responsible": frozenset({"responsibility", "responsible", "responsibilities"}),
    "assumption": frozenset({"assumption", "assumptions", "risk", "risks"}),
    "disaggregation": frozenset({"disaggregation", "disaggregated"}),
    "result": frozenset({"result", "results", "objective", "objectives", "logic", "statement", "statements", "narrative", "hierarchy", "summary", "activities"}),
    "unit": frozenset({"unit", "units"}),
    "definition": frozenset({"definition", "definitions"}),
    "level": frozenset({"level", "levels"}),
    "means": frozenset({"means"}),
    "cost": frozenset({"cost", "costs"}),
}
"""Words that make a header one of a column; the first column whose word is there is meant."""
FILLERS: Final = frozenset(
    ["data", "value", "values", "and", "of", "the", "a", "year", "years", "date", "dates", "expected", "project", "programme", "program", "performance", "key", "smart", "objectively", "verifiable", "means", "collection", "to", "be", "with", "or", "for", "in", "by", "incl", "including", "reference", "intervention", "chain", "other", "end", "final", "planned", "measure", "measures", "important", "main", "output", "outcome", "outcomes", "outputs", "impact", "n", "no", "number", "person", "party", "description", "name", "information", "intermediate", "external", "factors", "annual", "mid", "term", "team", "reporting", "timeframe", "achievement", "success", "life", "overall", "immediate", "ultimate", "quality", "loa", "lop", "eop", "cumulative", "pdo", "d", "de", "du", "des", "la", "le", "les", "et", "y", "e", "del", "los", "las", "el", "der", "die", "und"]
)
TRANSLATED: Final = tuple((re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"), english) for words, english in (
    (r"indicateurs?|indicador(?:es)?|indikator(?:en)?|iov|ioe", "indicator"),
    (r"objectivement verifiables?|objetivamente (?:verificables?|verificaveis)|verificables(?: objetivamente)?|objektiv (?:nach|uber)prufbare?", "verifiable"),
    (r"lineas? (?:de )?base|linha (?:de )?base|(?:valor(?:es)?|situacion|datos) (?:inicial(?:es)?|de (?:referencia|base|partida))|ausgangs(?:werte?|lage)|basiswerte?", "baseline"),
    (r"(?:(?:valeurs?|situations?|lignes?|niveaux?|donnees) )?(?:initiales?|de (?:reference|base|depart))", "baseline"),
    (r"valeurs? (?:actuelles?|realisees?|atteintes?)|realisees?|realises?|atteinte?s?|valor(?:es)? (?:actual(?:es)?|alcanzados?|atua(?:l|is))|alcanzad[oa]s?|logrado|ist-?werte?|aktueller? werte?", "actual"),
    (r"(?:valeurs? )?(?:cibles?|visees?)|valeurs? (?:attendues?|finales?)|metas?|valor(?:es)? (?:meta|objetivo|final(?:es)?|previstos?)|zielwerte?|jalons?|hitos?|meilensteine?", "target"),
    (r"(?:sources?|moyens)(?: et (?:sources?|moyens))? de verification|(?:fuentes?|medios)(?: y (?:fuentes?|medios))? de verificacion|fuentes? de (?:informacion|datos)|fuentes?|(?:fontes?|meios) de verificacao|(?:nachweis|verifizierungs)?quellen?", "source"),
    (r"hypotheses?|risques?|supuestos?|hipotesis|riesgos?|pressupostos?|riscos?|annahmen?|risiken", "assumption"),
    (r"logique d'intervention|chaines? (?:de|des) resultats|resultats?|objectifs?|logica de (?:la )?intervencion|resumen narrativo|cadena de resultados|resultados?|objetivos?|logica d[ae] intervencao|cadeia de resultados|interventionslogik|wirkungs(?:kette|logik)|ergebnisse?|ziele?|zielhierarchie", "result"),
    (r"attendus?|esperad[oa]s?|erwartete[nr]?", "expected"),
    (r"niveaux?|nivel(?:es)?|niveis|ebenen?", "level"),
    (r"methodes?(?: de collecte)?|metodos?(?: de recoleccion)?|methoden?|erhebungsmethoden?", "method"),
    (r"frequences?|periodicites?|frecuencias?|periodicidad|frequencias?|haufigkeit", "frequency"),
    (r"responsables?|responsabilites?|responsabilidad(?:es)?|responsaveis|verantwortlich\w*|zustandig\w*", "responsible"),
    (r"unites? de mesure|unites?|unidad(?:es)? de medida|unidad(?:es)?|einheit(?:en)?", "unit"),
    (r"desagregation|ventilation|desagregacion|desagregad[oa]s?|aufschlusselung", "disaggregation"),
    (r"definicion(?:es)?|definicao", "definition"),
    (r"moyens|medios|recursos|mittel", "means"),
    (r"couts?|budget|costos?|costes?|presupuesto|custos?|orcamento|kosten", "cost"),
    (r"activites|actividades|atividades|aktivitaten", "activities"),
    (r"valeurs?|valor(?:es)?|werte?", "value"),
    (r"annees?|anos?|jahre?", "year"),
    (r"fechas?|datum", "date"),
))
"""Words of other languages, without accents, and what stands for them."""
LEVELS: Final = (
    (
        (r"impacts?|goals?|overall (?:objective|goal|aim)s?|ultimate outcomes?|development (?:goal|objective)s?|long[- ]term outcomes?|vision|do(?=\s*\d)"
        r"|objectifs? (?:general|generaux|global)|but|finalite|effets? (?:ultimes?|finaux)"
        r"|fin|finalidade?|objetivos? (?:gera(?:l|is)|general(?:es)?|globa(?:l|is|les)|superior|de desarrollo)|impactos?|oberziele?|wirkung(?:en)?|gesamtziel"),
        "outcomes", "ultimate",
    ),
    (r"immediate outcomes?|intermediate results? indicators?(?: by components?)?|short[- ]term outcomes?|intermediate results?|sub-?irs?|use of outputs?|effets? (?:immediats?|directs?)|efectos? (?:inmediatos?|directos?)", "outcomes", "immediate"),
    (
        (r"(?:intended |intermediate |medium[- ]term |project )?outcomes?(?: as stated[^:\n]{0,120}(?=:))?|irs?|purposes?|specific objectives?|sos?(?=\s*\d)|project (?:purpose|objective)s?|project development objectives?(?: indicators?)?|pdo indicators?|module objectives?|(?:strategic |component )?objectives?|other outcomes?"
        r"|objectifs? specifiques?|effets?(?: intermediaires?)?|propositos?|objetivos? especificos?|efectos?|projektziele?|modulziele?|spezifische[sr]? ziele?"),
        "outcomes", "intermediate",
    ),
    (r"(?:expected )?(?:outputs?|results?)|deliverables?|products?|resultats?(?: attendus?)?|produits?|extrants?|componentes?|produc?tos?|resultados?(?: esperados?)?|ergebnisse?|leistungen", "outputs", ""),
    (r"(?:key |main )?activit(?:y|ies)|tasks?|activites?|actividad(?:es)?|atividades?|aktivitat(?:en)?|massnahmen", "activities", ""),
)
"""What people call the levels, without accents, and the section and horizon of a plan."""
NOTHING: Final = frozenset({
    "not applicable", "none identified", "nil", "unknown", "tba", "to be confirmed", "tbc", "not yet", "s.o.", "so", "sans objet", "nd", "n.d.", "neant", "a determiner", "a definir", "por definir", "no aplica", "ninguno", "sin datos",
    "k.a.", "keine", "keine angabe", "...", "…", "–", "—", "x", "?",
})
"""What stands for a missing number, besides what published files have."""
GENERIC: Final = re.compile(
    r"annex(?:e|o)?\s*[\w.]{0,4}|(?:annex(?:e|o)?\s*[\w.]*\s*[:.\-–]?\s*)?(?:[ivx]+\.\s*)?(?:(?:the|project|results?|and|&|indicative|eu|detailed|european commission|performance|monitoring|indicator|tracking|table|measurement|management|plan|matrix|matriz|de|del|du|des|projet|proyecto|logical|framework|frameworks|logframe|log|frame|cadre|logique|marco|logico|quadro|resultats|resultados|rendement|wirkungsmatrix|pmp|pmf|pitt|rrf|lfm|resources|annex|template|approach|overview|activities|activites|actividades)\s*)+[\d\s.:\-–]*",
)
"""Headings of templates, which say nothing about the plan."""


def folded(text: str) -> str:
    """Return a text in small letters without accents, letter for letter.

    >>> folded("Évaluation’s Línea")
    "evaluation's linea"
    """
    return text.lower() if text.isascii() else "".join(_letter(one) for one in text)


def _letter(one: str) -> str:
    if one.isascii():
        return one.lower()
    if one in "’‘ʼ":
        return "'"
    plain = unicodedata.normalize("NFKD", one)[:1].lower()
    return plain if len(plain) == 1 and plain.isalpha() else one


def in_english(text: str) -> str:
    """Return a header with the words that are known in English, in small letters.

    >>> in_english("Línea de base (año)"), in_english("Sources et moyens de vérification")
    ('baseline (year)', 'source')
    """
    found = " ".join(folded(text).split())
    for pattern, english in TRANSLATED:
        found = pattern.sub(english, found)
    return found
