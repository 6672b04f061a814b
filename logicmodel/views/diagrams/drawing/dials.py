"""A bullet gauge: where a level starts, what is expected, how far it may range, what is wanted."""

from __future__ import annotations

from logicmodel.views.diagrams import markup
from logicmodel.views.diagrams.columns.faces import Dial
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.scene import Gauge
from logicmodel.views.diagrams.styles.style import Inks, Style

HEIGHT = 9.0
EXAMPLE = Gauge("", 0.3, 0.55, 0.8, 0.12, (0.62, None), (0.0, 1.0))


def dial(one: Dial, place: Place, inks: Inks, style: Style) -> str:
    """Return the gauge: the wanted levels shaded, the range as a bar, dot and tick on it."""
    gauge, left, top = one.gauge, place.x + one.x, place.y + one.y
    least, most = gauge.scale

    def at(level: float) -> float:
        return left + one.width * (min(max(level, least), most) - least) / (most - least)

    parts = [markup.box(left, top, one.width, HEIGHT, radius=1.0, fill=style.track)]
    low, high = gauge.wanted
    if (low, high) != (None, None):
        start, end = at(least if low is None else low), at(most if high is None else high)
        parts.append(
            markup.box(
                start,
                top,
                max(1.0, end - start),
                HEIGHT,
                fill=inks.tint,
                stroke=inks.line,
                stroke_width=0.9,
            )
        )
    middle = top + HEIGHT / 2
    way = f"M{markup.short(at(gauge.low))} {markup.short(middle)}H{markup.short(at(gauge.high))}"
    parts.append(markup.element("path", d=way, stroke=inks.deep, stroke_width=2.4))
    if gauge.start is not None:
        x = markup.short(at(gauge.start))
        tick = f"M{x} {markup.short(top - 2)}V{markup.short(top + HEIGHT + 2)}"
        parts.append(markup.element("path", d=tick, stroke=style.ink, stroke_width=1.4))
    parts.append(
        markup.element(
            "circle",
            cx=at(gauge.mean),
            cy=middle,
            r=3.4,
            fill=style.paper,
            stroke=inks.deep,
            stroke_width=2.0,
        )
    )
    return markup.element("g", parts, class_="gauge")
