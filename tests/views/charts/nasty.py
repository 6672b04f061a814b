"""Plans that are hard to draw, and what a drawn chart is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

import logicmodel as lm
from logicmodel.views.plotting import theme

QUESTIONS: dict[str, Callable[[lm.Results], lm.Answer]] = {
    "attainment": lm.attainment,
    "difference": lm.compare,
    "gap": lm.joint,
    "waterfall": lm.waterfall,
    "fan": lm.levels,
    "distribution": lm.distribution,
    "time_to_target": lm.time_to_target,
}
LONG = "A very long title that goes on and on about everything that anybody could ever want to know of it, and then some"


def plan(
    *, targets: int = 1, allocations: int = 2, periods: int = 4, step: str = "year", weight: Any = "0.5 to 1.5",
    level: float = 10.0, baseline: float = 0.0, title: str = "Outcome", amount: float = 10.0, **target: Any,
) -> lm.Plan:
    """Return a plan with one chain for each target."""
    first = {"year": "2027", "quarter": "2027-Q1", "month": "2027-01"}[step]
    probe = lm.Plan.from_document({"periods": {"first": first, "count": periods, "step": step}})
    names = [f"goal_{n}" for n in range(targets)]
    rule = target or {"at_least": level}
    return lm.Plan.from_document({
        "title": "Nasty", "currency": "EUR",
        "periods": {"first": first, "count": periods, "step": step},
        "inputs": {"staff": {"title": "Staff", "unit": "FTE", "price": 100}},
        "activities": {"work": {"title": "Work", "unit": "hours"}},
        "outputs": {"things": {"title": f"{title} delivered", "unit": "things"}},
        "outcomes": {
            name: {"title": f"{title} {n}", "unit": "people", "baseline": baseline, "displacement": 0.1, "value": 3}
            for n, name in enumerate(names)
        },
        "links": [
            {"from": "staff", "to": "work", "weight": 1}, {"from": "work", "to": "things", "weight": weight},
            *({"from": "things", "to": name, "weight": weight} for name in names),
        ],
        "targets": [
            {"node": "things", "by": probe.periods.labels[-1], **rule},
            *({"node": name, "by": probe.periods.labels[-1], **rule} for name in names),
        ],
        "allocations": {
            f"option_{n}": {"title": f"{title} option {n}", "staff": amount * (1 + n / 4)} for n in range(allocations)
        },
    })


CASES: dict[str, Callable[[], lm.Plan]] = {
    "one target": plan,
    "25 targets": lambda: plan(targets=25, allocations=3),
    "6 allocations": lambda: plan(targets=2, allocations=6),
    "25 targets and 6 allocations": lambda: plan(targets=24, allocations=6),
    "long titles": lambda: plan(title=LONG, targets=2, allocations=3),
    "one allocation": lambda: plan(allocations=1),
    "never met": lambda: plan(level=1e6),
    "always met": lambda: plan(level=0.001),
    "exact": lambda: plan(weight=1),
    "negative levels": lambda: plan(baseline=-500.0, weight="-1.5 to -0.5", at_most=-505.0),
    "huge numbers": lambda: plan(baseline=1e9, amount=1e9, level=2.2e9),
    "tiny numbers": lambda: plan(amount=1e-4, level=1e-4),
    "one period": lambda: plan(periods=1),
    "36 months": lambda: plan(periods=36, step="month"),
    "between": lambda: plan(between=[8, 12]),
    "change": lambda: plan(baseline=100.0, change="10%"),
    "change against nothing done": lambda: plan(baseline=100.0, change=10, against="counterfactual"),
    "other letters": lambda: plan(title="目标 الهدف"),
}


def results(of: lm.Plan) -> lm.Results:
    return lm.simulate(of, draws=256)


def texts(axes: Axes) -> Iterator[Text]:
    """Return every text that is drawn in a figure."""
    figure = axes.get_figure(root=True)
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            yield text


def faults(axes: Axes) -> list[str]:
    """Return texts that leave the area of the axes, and pairs that lie over each other."""
    figure = axes.get_figure(root=True)
    renderer = FigureCanvasAgg(figure).get_renderer()
    area = axes.get_window_extent()
    with theme.themed():  # a machine may have no font for all letters
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(axes)]
    found = [
        f"outside: {words}" for words, box in boxes
        if box.x0 < area.x0 - 0.5 or box.x1 > area.x1 + 0.5 or box.y0 < area.y0 - 0.5 or box.y1 > area.y1 + 0.5
    ]
    for number, (words, box) in enumerate(boxes):
        for other, second in boxes[number + 1 :]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            # Boxes hold the room for accents and descenders; a little of that may be shared.
            down = min(box.y1, second.y1) - max(box.y0, second.y0)
            if across > 0.5 and down > 0.25 * min(box.height, second.height):
                found.append(f"overlap: {words} | {other}")
    return found


def canvas(width: float, height: float, dpi: float = 96) -> Figure:
    made = Figure(figsize=(width, height), dpi=dpi)
    FigureCanvasAgg(made)
    return made
