"""What stands above the table of a logframe: labels with texts, headings, the time of the project."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.headers import level_of
from logicmodel.files.logframes.vocabulary import GENERIC, folded
from logicmodel.files.published.calendar import Span

LABELS: Final = {
    "title": (
        "project title", "title of the project", "title", "project name", "project", "programme", "program", "programme title", "name", "action", "title of the action",
        "titre du projet", "titre", "intitule du projet", "nom du projet", "projet", "titulo del proyecto", "nombre del proyecto", "proyecto", "titulo", "titulo do projeto", "projeto", "projekttitel", "projekt",
    ),
    "organisation": (
        "organisation", "organization", "implementing organisation", "implementing organization", "executing agency", "applicant", "partner", "implementing partner",
        "organisme", "organizacion", "entidad ejecutora", "organizacao", "organisation name", "trager",
    ),
    "mission": ("purpose", "mission"),
    "description": ("description", "summary"),
    "currency": ("currency", "devise", "moneda", "moeda", "wahrung"),
}
"""Fields of a plan by their labels, without accents."""
TIMES: Final = (
    "duration", "period", "project duration", "implementation period", "timeframe", "dates", "project period", "period of performance", "project dates", "periode", "duree", "duree du projet",
    "duracion", "periodo", "plazo", "duracion del proyecto", "duracao", "laufzeit", "start and end date", "implementation dates",
)
KNOWN: Final = {*TIMES, *(label for labels in LABELS.values() for label in labels)}
WORDS: Final = 6
"""Words of a label at most."""
UNENDING: Final = re.compile(r"\d+\s*(?:months?|years?|mois|ans|meses|anos|monate|jahre)\b")


class Front:
    """What the rows above the first header say."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.said: dict[str, str] = {}
        """Texts by their labels, in small letters."""
        self.headings: list[tuple[str, str]] = []
        """Texts without a label, with their places."""
        self.results: list[tuple[tuple[str, str], str, str]] = []
        """Results that stand above the table, such as the objective of a project: level, words, place."""
        self.places: dict[str, str] = {}
        self.waiting: tuple[str, tuple[str, str]] | None = None
        """A level whose words stand in the next row, and its place."""

    def row(self, cells: Mapping[int, Any], place: str) -> None:
        """Take down a row: labels with their texts, a heading, or a result."""
        texts = [f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(value).strip() for _, value in sorted(cells.items())]
        whole = " ".join(texts)
        level = level_of(whole) if not _label(texts[0]) and len(whole) > len(texts[0]) - 1 else None
        if self.waiting is not None:
            self.results.append((self.waiting[1], whole, place))
            self.waiting = None
        elif level is not None and "indicator" not in folded(whole[: len(whole) - len(level[2])]):
            if level[2]:
                self.results.append((level[:2], level[2], place))
            elif ":" in whole or "objective" in folded(whole):
                self.waiting = place, level[:2]
        else:
            for label, text in _pairs(texts):
                plain = " ".join(folded(label).split())
                if label and text:
                    self.said.setdefault(plain, text)
                    self.places.setdefault(plain, place)
                elif text or label:
                    self.headings.append((text or label, place))

    def fields(self) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """Return what a plan has fields for, and the rest: where it stands, and what it says."""
        left = dict(self.said)
        found: dict[str, str] = {}
        for key, labels in LABELS.items():
            for label in labels:
                if label in left:
                    found.setdefault(key, left.pop(label))
        headings = [(text, place) for text, place in self.headings if not GENERIC.fullmatch(folded(text).strip())]
        if "title" not in found:
            chosen = headings or [one for one in self.headings if re.search("fram|log|matri|result", folded(one[0]))] or self.headings[:1]
            if chosen:
                found["title"] = chosen[0][0]
                headings = headings[1:]
        rest = [(self.places.get(label, label), f"{label}: {text}") for label, text in left.items() if label not in TIMES]
        return found, rest + [(place, text) for text, place in headings]

    def time(self) -> tuple[list[Span], list[tuple[str, str]]]:
        """Return the spans from the beginning to the end of the project, and what is no time."""
        lost: list[tuple[str, str]] = []
        for label, text in self.said.items():
            if label in TIMES:
                spans = spans_in(text)
                if spans:
                    return spans, lost
                lost.append((label, f"'{text[:80]}' is no time from one date to another and was left out"))
        return next((spans for text, _ in self.headings if len(spans := spans_in(text)) > 1), []), lost


def spans_in(text: str) -> list[Span]:
    """Return the dates in a text: from the first to the last; none where it only says how long."""
    spans, rest = [], re.sub(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\b", r"\1 to \2", text)
    while found := date_in(rest):
        spans.append(found[0])
        rest = found[1]
    return spans if len(spans) > 1 or not UNENDING.search(folded(rest)) else []


def _label(text: str) -> str:
    """Return the label that a text is, as it is known; empty for none."""
    plain = " ".join(folded(text).strip(" :").split())
    return plain if plain in KNOWN else ""


def _pairs(texts: list[str]) -> list[tuple[str, str]]:
    """Return labels with their texts; a heading has no label."""
    pairs: list[tuple[str, str]] = []
    for place, text in enumerate(texts):
        label, colon, rest = text.partition(":")
        named = _label(text) or (_label(label) if colon else "")
        short = len(label.split()) <= WORDS and not re.search(r"\d", label)
        if named:
            pairs.append((named, rest.strip() if colon else ""))
        elif colon and short and (rest.strip() or len(texts) > place + 1) and not GENERIC.fullmatch(folded(rest).strip() or "-"):
            pairs.append((label.strip(), rest.strip()))
        elif pairs and not pairs[-1][1] and pairs[-1][0]:
            pairs[-1] = pairs[-1][0], text
        elif len(texts) > 1 and place + 1 < len(texts):
            pairs.append((text, ""))
        elif colon and GENERIC.fullmatch(folded(rest).strip() or "-"):
            pairs.append(("", label.strip()))
        else:
            pairs.append(("", text))
    return pairs
