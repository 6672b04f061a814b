"""Options that mean the same in every command, and how their values are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer


def whole(text: Any) -> int:
    """Read a whole number such as ``10_000`` or ``1e6``."""
    try:
        number = float(str(text).replace(",", "_"))
        if number == int(number):
            return int(number)
    except (ValueError, OverflowError):
        pass
    message = f"'{text}' is not a whole number; write for example 10_000"
    raise typer.BadParameter(message)


def at_least_one(text: Any) -> int:
    """Read a whole number from 1 on."""
    number = whole(text)
    if number < 1:
        message = f"{number} is too small; write 1 or more"
        raise typer.BadParameter(message)
    return number


def share(text: Any) -> float:
    """Read a half-width: ``0.5%`` or ``0.005``."""
    words = str(text).strip()
    try:
        number = float(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    except ValueError:
        message = f"'{text}' is not a precision; write for example 0.5% or 0.005"
        raise typer.BadParameter(message) from None
    if not 1e-5 <= number < 0.5:
        message = f"{words} is not a usable half-width; choose from 0.001% to below 50%"
        raise typer.BadParameter(message)
    return number


def change(text: Any) -> tuple[str, Any]:
    """Read ``path=value``; the value is a number, a text form such as ``12 to 18``, or a list."""
    path, equals, value = str(text).partition("=")
    if not equals or not path.strip():
        message = f"'{text}' is not path=value; write for example factors.rent.value=120"
        raise typer.BadParameter(message)
    return path.strip(), _value(value.strip())


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    if text.startswith("[") and text.endswith("]") and "(" not in text:
        return [_value(part.strip()) for part in text[1:-1].split(",") if part.strip()]
    return text


PlanFile: TypeAlias = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan file.", show_default=False)]
Allocations: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--allocation", metavar="NAME", help="An allocation of the plan; may be repeated. Default: all."),
]
Draws: TypeAlias = Annotated[
    int | None, typer.Option("--draws", parser=whole, metavar="N", help="Draws in all. Default: 8,192."),
]
Precision: TypeAlias = Annotated[
    float | None,
    typer.Option("--precision", parser=share, metavar="SHARE", help="Draw until every chance is known to plus or minus this: 0.5% or 0.005."),
]
MaxDraws: TypeAlias = Annotated[
    int | None, typer.Option("--max-draws", parser=whole, metavar="N", help="With --precision: draw no more than this. Default: 1,048,576."),
]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", parser=whole, metavar="N", help="Start of the random numbers.")]
SamplerName: TypeAlias = Annotated[
    str, typer.Option("--sampler", metavar="NAME", help="sobol, latin_hypercube or random."),
]
Changes: TypeAlias = Annotated[
    list[Any] | None,
    typer.Option("--set", parser=change, metavar="PATH=VALUE", help="Replace a value of the plan: factors.rent.value=120; may be repeated."),
]
Future: TypeAlias = Annotated[str | None, typer.Option("--future", metavar="NAME", help="Take the plan as it is in this future.")]
Variant: TypeAlias = Annotated[
    str | None, typer.Option("--variant", metavar="NAME", help="Take the plan as this theory of change says it; as_planned is the plan as written."),
]
Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", parser=at_least_one, metavar="N", help="Threads that work at the same time."),
]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="End with status 1 where --precision is not met.")]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a page.")]
OutputFile: TypeAlias = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.", show_default=False)
]
AnswerFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", show_default=False,
                 help="Write the answer to a file: .xlsx, .csv, .parquet or .json; or as a picture: .svg, .png or .pdf."),
]
LikeliestAllocation: TypeAlias = Annotated[
    str | None,
    typer.Option("--allocation", metavar="NAME", show_default=False, help="The allocation. Default: the one likeliest to succeed."),
]
