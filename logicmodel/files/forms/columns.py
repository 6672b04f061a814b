"""Columns of the sheets: what each field of a plan is called, what may stand in it, and its help."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from logicmodel.plan.element import Element
from logicmodel.plan.variants import Addition

Kind: TypeAlias = Literal["text", "period", "choice", "flag", "words", "pair", "numbers", "mapping", "pairs", "any", "data"]
SIMPLE: Final[dict[Any, Kind]] = {str: "text", bool: "flag"}
PERIODS: Final = {"first", "by", "within"}
"""Fields in which a year may stand as a number."""
MINOR: Final = {
    "description", "theme", "owner", "sphere", "references", "ignore", "each", "was", "changed_because", "inferred", "spread",
    "evidence.notes", "evidence.against", "evidence.answer", "baseline_date", "cost", "measure", "population", "disaggregation",
}
"""Fields that many plans leave empty; they stand at the right."""
WORDY: Final = {"combine", "curve", "references", "success.of"}
"""Fields of nested data that people read as words."""
TITLES: Final = {
    "id": "Id",
    "title": "Name",
    "retain": "Share that carries over",
    "noise": "Random ups and downs",
    "combine": "How contributions combine",
    "min": "Smallest possible",
    "max": "Largest possible",
    "trend": "Trend without the plan",
    "baseline": "Baseline",
    "before": "Amounts before the start",
    "price": "Price of one unit",
    "delivery": "Share that arrives",
    "value": "Value",
    "reference": "Level without effect",
    "holds": "Probability that it holds",
    "each": "Drawn once per",
    "watch": "Early sign of failure",
    "from": "From",
    "to": "To",
    "weight": "Weight",
    "curve": "Response curve",
    "lag": "Lag (periods)",
    "spread": "Shares over time",
    "works": "Probability that it works",
    "assumes": "Assumptions it rests on",
    "otherwise": "Share left where they fail",
    "because": "Because",
    "inferred": "Proposed by the program",
    "references": "Codes in public lists",
    "ignore": "Checks left out, and why",
    "node": "Of (id)",
    "by": "By (period)",
    "within": "Within (last period)",
    "against": "Change is held against",
    "was": "Was before",
    "changed_because": "Changed because",
    "error": "Measurement error",
    "source": "Source of the figure",
    "accumulation": "One figure is",
    "direction": "Better is",
    "attributed_to_others": "Share due to others",
    "displacement": "Share displaced",
    "between": "Between",
    "rank": "Rank correlation",
    "evidence.strength": "Evidence: strength",
    "evidence.basis": "Evidence: basis",
    "evidence.source": "Evidence: source",
    "evidence.notes": "Evidence: notes",
    "evidence.against": "Evidence: against",
    "evidence.answer": "Evidence: answer to that",
}
"""Titles of columns, where the name of the field would not do."""


@dataclasses.dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    key: str
    """The field, as it is called in plan files; a field inside another one after a dot."""
    title: str
    """What people read at its top."""
    help: str
    """What it means, in a sentence."""
    kind: Kind
    """What its cells hold."""
    choices: tuple[str, ...] = ()
    """Words of which one may stand in it."""
    refers: str = ""
    """The list of ids of which one stands in it: nodes, results, inputs, indicators, periods."""
    required: bool = False
    """True where a row makes no sense without it."""
    minor: bool = False
    """True where many plans leave it empty."""

    @property
    def measured(self) -> bool:
        """Whether it holds numbers, certain or not, which stand at the right."""
        return self.kind in {"data", "pair", "numbers", "period", "any"} and self.key not in WORDY


def plain(text: object) -> str:
    """Return a heading without what people get wrong in it: capitals, spaces, marks.

    >>> plain(" Evidence: strength *") == plain("evidence.strength")
    True
    """
    return re.sub(r"[\W_]+", "", str(text)).casefold()


def columns_of(
    model: type[Element], *, leaving_out: Iterable[str] = (), flat: Iterable[str] = (), required: Iterable[str] = (),
    refers: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None, leading: tuple[str, ...] = ("id", "title", "unit"),
) -> tuple[Column, ...]:
    """Return the columns of an element's fields, those that many plans leave empty last.

    ``flat`` names fields that hold an element whose own fields become columns; ``refers`` names the list
    of ids from which a field takes one; ``titles`` replace those of the fields.
    """
    help_of = model.descriptions()
    found: list[Column] = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        if name in leaving_out:
            continue
        if name in flat:
            inner = next(one for one in _choices_of(field.annotation) if isinstance(one, type) and issubclass(one, Element))
            words = inner.descriptions()
            found += [_column(f"{key}.{part}", inner.model_fields[part].annotation, words[part]) for part in inner.model_fields]
        else:
            annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            found.append(_column(key, annotation, help_of[name]))
    found = [
        dataclasses.replace(one, required=one.key in set(required), refers=(refers or {}).get(one.key, ""), title=(titles or {}).get(one.key, one.title))
        for one in found
    ]
    lead = [one for key in leading for one in found if one.key == key]
    rest = [one for one in found if one not in lead]
    return (*lead, *sorted(rest, key=lambda one: one.minor))


def _column(key: str, annotation: Any, words: str) -> Column:
    kind = "period" if key.rpartition(".")[2] in PERIODS else kind_of(annotation)
    literals = [one for one in _choices_of(annotation) if get_origin(one) is Literal]
    choices = tuple(str(value) for one in literals for value in get_args(one))
    title = TITLES.get(key) or key.replace("_", " ").replace(".", ": ").capitalize()
    return Column(key, title, words.replace("`", ""), kind, choices, minor=key in MINOR)


def kind_of(annotation: Any) -> Kind:
    """Return what the cells of a field of this type hold."""
    choices = [one for one in _choices_of(annotation) if one is not type(None)]
    if len(choices) != 1:
        return "data"
    (one,) = choices
    if one in SIMPLE:
        return SIMPLE[one]
    origin = get_origin(one)
    if origin is tuple:
        return _kind_of_list(get_args(one))
    keys = origin is dict or (isinstance(one, type) and issubclass(one, Addition))
    return "choice" if origin is Literal else "mapping" if keys else "data"


def _kind_of_list(inside: tuple[Any, ...]) -> Kind:
    parts = {one for part in inside if part is not Ellipsis for one in _choices_of(part)}
    if parts == {str}:
        return "words"
    if parts <= {float, int}:
        return "numbers" if Ellipsis in inside else "pair"
    return "data"


def _choices_of(annotation: Any) -> list[Any]:
    """Return the types of which one may stand in a field, without what is only said about them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _choices_of(get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return [one for part in get_args(annotation) for one in _choices_of(part)]
    return [annotation]
