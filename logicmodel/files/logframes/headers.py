"""What the headers of a logframe mean, whatever they are called, and which layout they belong to."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from logicmodel.files.forms.unpacking import BROKEN
from logicmodel.files.logframes.dates import date_in
from logicmodel.files.logframes.vocabulary import FILLERS, KEYS, LEVELS, folded, in_english
from logicmodel.files.published.calendar import Span
from logicmodel.files.source import Source

Head: TypeAlias = tuple[str, Span | None]
"""What a column holds, and the date of its figures."""
LEVEL: Final = tuple(
    (
        re.compile(
            rf"(?:{words})(?:\s*/\s*[a-z ]{{2,30}}?)?(?:\s*\([^)]*\))*\s*(?:(?:n[o°]?\.?\s*)?#?\d{{1,2}}(?:\.\d+)*\.?(?!\d)|[a-z](?=\s*[:.)]\s))?\s*(?:\([^)]*\))*"
            r"(?:\s*[:–]\s*|\s+-\s+|\s*\n\s*|\s*$|(?<=\d)\s+(?=\S))",
        ),
        section, horizon,
    )
    for words, section, horizon in LEVELS
)
TEXT: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
READ_AT_MOST, READ_IN_ALL = 8_000_000, 24_000_000
"""Bytes of one part, and of all parts of a workbook, in which headers are looked for."""
LONGEST_HEADER: Final = 240
MOST_WORDS: Final = 9
"""Words of a header that is known by one of them."""
CODE: Final = re.compile(r"(?:indicator\s*)?(?:#|n[o°º]\.?|nr\.?|code|id|ref(?:erence)?\.?|number)|(?:code|ref\.?|#|n[o°º]\.?)\s*(?:indicator)?")
DUE: Final = re.compile(r"by when|due(?: date)?|deadline|due by|echeance|date limite|fecha limite|plazo|prazo|frist|bis wann")
ORDINAL: Final = re.compile(r"(?:yr|year|y|annee|an|ano|jahr|period|target|milestone)?\s*\.?\s*(\d{1,2})")
RATED: Final = re.compile(r"\s*(?:impact weighting|risk rating|(?:fcdo|dfid) share)", re.IGNORECASE)
"""What stands among the headers of a block and is none."""
SUMS: Final = re.compile(r"(?:end|final|eop|loa|lop|life)(?: of)?(?: \w+)?(?: targets?| values?)?|(?:target|value)s? final|total")
"""What a column is called that holds what is to be reached at the end."""


WIDEST: Final = 300
"""Columns that a logframe may have."""
TOP: Final = 300
"""Rows among which the first headers must be."""


def level_of(text: str) -> tuple[str, str, str] | None:
    """Return section and horizon of the level that a text begins with, and the rest of the text.

    >>> level_of("Output 1.2: Meals are served"), level_of("Outputs of farms rise"), level_of("Objectif général (impact)")
    (('outputs', '', 'Meals are served'), None, ('outcomes', 'ultimate', ''))
    """
    bare = re.sub(r"s?\(s\)", "s", text.strip(), flags=re.IGNORECASE)
    plain = folded(bare)
    for pattern, section, horizon in LEVEL:
        match = pattern.match(plain)
        if match and _begins(bare, match.end()):
            rest = bare[match.end() :].strip()
            inner = level_of(rest) if rest else None
            return inner if inner and not inner[2] else (section, horizon, rest)
    return None


def _begins(text: str, place: int) -> bool:
    """Say whether a statement may begin at a place: after a number it needs a capital."""
    before, after = text[:place].rstrip(), text[place : place + 1]
    return not after or not before[-1:].isdigit() or not after.isalpha() or after.isupper()


def key_of(text: Any, *, strict: bool = True) -> str | None:
    """Return the column that a header stands for; None for what is no header.

    A header has no words but those of headers, unless it is taken less strictly: then one of them is enough.

    >>> key_of("Sources and means of verification"), key_of("Target (2027)"), key_of("Meals served"), key_of("Línea de base")
    ('source', 'target', None, 'baseline')
    """
    if not isinstance(text, str) or len(text) > LONGEST_HEADER:
        return None
    english = in_english(text.partition("\n")[0] if not strict and "\n" in text.strip() else text)
    bare = re.sub(r"\([^)]*\)", " ", english.replace("base line", "baseline").replace("*", " ")).strip(" .:")
    if CODE.fullmatch(bare):
        return "code"
    if DUE.fullmatch(bare):
        return "target_date"
    found = date_in(bare)
    words = re.findall(r"[a-z]+", found[1] if found else bare)
    known = set(words)
    for key, names in KEYS.items():
        if not known & names or (not strict and len(words) > MOST_WORDS):
            continue
        if known <= names | FILLERS | KEYS["result"] | KEYS["source"] | KEYS["method"] | KEYS["assumption"]:
            return f"{key}_date" if key in {"baseline", "target"} and known & {"date", "year"} and known <= names | {"date", "year"} else key
        if not strict:
            return key
    return "definition" if not strict and "indicator definition" in english else None


def heads_of(cells: Mapping[int, Any]) -> dict[int, Head]:
    """Return what each column of a row of headers holds, with its date; nothing where it is no such row."""
    if len(cells) > WIDEST:
        return {}
    sure = {column: key for column, value in cells.items() if (key := key_of(value)) not in {None, "code"}}
    likely = {column: key for column, value in cells.items() if (key := key_of(value, strict=False)) is not None and not RATED.match(str(value))}
    keys = set(likely.values())
    measured = "indicator" in keys and keys & {"baseline", "target", "source", "assumption"} and (len(set(sure.values())) > 1 or len(keys - {"code"}) > 3)
    asked = {key_of(first) for value in cells.values() if (first := _asked(value)) is not value}
    if not measured and not {"means", "cost"} <= {*sure.values(), *asked}:
        return {}
    found: dict[int, Head] = {}
    for column, value in cells.items():
        dated = date_in(value)
        if column in likely:
            found[column] = likely[column], dated[0] if dated else None
        elif dated and not re.search(r"\w", re.sub(r"(?i)\b(?:fy|planned|targets?)\b", "", dated[1])):
            found[column] = "target", dated[0]
    return found


def _asked(value: Any) -> Any:
    """Return the first line of a header that explains itself in a question; any other cell as it is."""
    first, _, rest = value.partition("\n") if isinstance(value, str) else (value, "", "")
    return first if "?" in rest else value


def under(value: Any, above: str, start: dt.date) -> Head | None:
    """Return what a second header means below another one; None where it is no header.

    ``start`` is the first day of the project, from which years are counted that only have a number.
    """
    english = " ".join(re.sub(r"\([^)]*\)|\*", " ", in_english(str(value))).split())
    dated = date_in(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and not dated:
        english = str(int(value))
    if dated and (not dated[1] or key_of(value) in KEYS):
        key = key_of(value) or above
        return key or "target", dated[0]
    if english in {"value", "values", "amount", "figure", "number", "%"}:
        return above, None
    if english in {"year", "date", "by when", "when"}:
        return (f"{above}_date", None) if above in {"baseline", "target"} else None
    if (match := ORDINAL.fullmatch(english)) and above in {"target", "actual", ""}:
        year = start.year + int(match[1]) - 1
        return above or "target", Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if SUMS.fullmatch(english) and above in {"target", "baseline", ""}:
        return "target", None
    other = key_of(str(value))
    return (other, None) if other in {"baseline", "target", "actual", "source", "baseline_date", "target_date"} else None


def counted(value: Any) -> bool:
    """Say whether a second header counts years: ``Year 2``, ``YR3``, ``4``."""
    return not date_in(value) and bool(ORDINAL.fullmatch(in_english(str(value)).strip()))


def layout_of(source: Source) -> str:
    """Return the layout of the logframe in a workbook by the words in its cells; empty for no logframe."""
    return layout_in({" ".join(text.split()) for text in texts_in(source)})


def layout_in(texts: set[str]) -> str:
    """Return the layout of the logframe that some texts stand in; empty for no logframe."""
    keys = {key for text in texts if (key := key_of(text, strict=False))}
    small = {text.lower() for text in texts}
    if "indicator" not in keys or not keys & {"baseline", "target", "source", "assumption"}:
        return ""
    if "achieved" in small or any("milestone" in text or "impact weighting" in text for text in small):
        return "logframe_fcdo"
    return "logframe_pmf" if {"responsible", "frequency"} <= keys else "logframe_eu"


def texts_in(source: Source) -> set[str]:
    """Return the texts of a workbook without opening it; none where the file is no workbook.

    Of a part, and of all parts together, only so much is unpacked as tells what the workbook is.
    """
    found: set[str] = set()
    left = READ_IN_ALL
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            for part in package.namelist():
                if part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet"):
                    with package.open(part) as stream:
                        data = stream.read(min(READ_AT_MOST, left))
                    left -= len(data)
                    found.update(text.decode("utf-8", "replace") for text in TEXT.findall(data))
    except BROKEN:
        return set()
    return found
