"""The entries that a style adds to the legend: each sign is drawn as it stands in the picture."""

from __future__ import annotations

from collections.abc import Callable

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.faces import Bar, Dial
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.marks import tag_width
from logicmodel.views.diagrams.drawing import arrows, boxes, dials, frames
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.diagrams.scene import Chance, Key
from logicmodel.views.diagrams.styles.style import Style

LONG, WIDE = 34.0, 44.0
SIZE = 12.0


def item(key: Key, style: Style) -> tuple[float, Callable[[float, float], str], str]:
    """Return the width of a sign, how to draw it around a height, and its words."""
    inks = style.inks["outcome"]
    match key.sign:
        case "line":
            return _line(key, style)
        case "label":
            wide = tag_width(key.text)
            return wide, lambda x, y: arrows.label(key.text, x + wide / 2, y, style), key.words
        case "box":
            inks = style.inks[key.kind]
            return (
                LONG,
                lambda x, y: "".join(
                    frames.outline(
                        Place(x, y - 8, LONG, 16.0), inks, style, shape=key.shape, kind=key.kind
                    )
                ),
                key.words,
            )
        case "gauge":
            one = Dial(0.0, -4.5, WIDE, dials.EXAMPLE)
            return (
                WIDE,
                lambda x, y: dials.dial(one, Place(x, y, WIDE, 9.0), inks, style),
                key.words,
            )
        case "bar":
            bar = Bar(0.0, -3.0, WIDE, Chance("", 0.4, 0.32, 0.48))
            return WIDE, lambda x, y: boxes.bar(bar, Place(x, y, WIDE, 6.0), inks, style), key.words
    wide = width_of(key.text, SIZE, weight="strong")
    return (
        wide,
        lambda x, y: markup.text(key.text, x, y + 4, size=SIZE, fill=style.ink, weight="strong"),
        key.words,
    )


def _line(key: Key, style: Style) -> tuple[float, Callable[[float, float], str], str]:
    """Return a line in its width and pattern, with the label that stands on it behind."""
    wide = tag_width(key.text) if key.text else 0.0

    def drawn(x: float, y: float) -> str:
        stroke = markup.element(
            "path",
            d=f"M{markup.short(x)} {markup.short(y)}h34",
            stroke=style.inks["activity"].line,
            stroke_width=key.width,
            stroke_dasharray=key.dashes or None,
            fill="none",
        )
        after = arrows.label(key.text, x + LONG + 4 + wide / 2, y, style) if key.text else ""
        return stroke + after

    return LONG + (wide + 4 if key.text else 0.0), drawn, key.words
