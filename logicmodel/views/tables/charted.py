"""Pictures inside the HTML of a notebook."""

from __future__ import annotations

import re

from logicmodel.analysis.answer import Answer
from logicmodel.errors import MissingExtraError, RequestError

CARD = "background:#fff;color:#1a1a1a;border-radius:6px;padding:10px;margin:10px 0;box-sizing:border-box;max-width:100%;color-scheme:light"
PADDING = 20
"""Pixels that the card takes at both sides."""
SIZED = re.compile(r'(<svg\b[^>]*?) width="[^"]*"( height="[^"]*")?')
SIZE = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ')


def framed(svg: str) -> str:
    """Return a picture on white paper, so that it is as legible in dark notebooks as in light ones.

    It is as wide as it was drawn, but never wider than its cell.
    """
    found = SIZE.search(svg)
    width = float(found[1]) if found else 900.0
    fitting = SIZED.sub(r'\1 style="display:block;width:100%;height:auto"', svg, count=1)
    return f'<div style="{CARD};width:{width + PADDING:.0f}px">{fitting}</div>'


def chart_of(answer: Answer) -> str:
    """Return the default chart of an answer, or nothing where there is none or matplotlib is missing."""
    from logicmodel.views.charts.chart import picture  # noqa: PLC0415 - only where it is needed

    try:
        found = picture(answer)
    except (MissingExtraError, RequestError):
        return ""
    return framed(found.svg)
