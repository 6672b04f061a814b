"""A document that has every block in every shape, with words that try to break out of them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import logicmodel as lm
from logicmodel.views.diagrams.svg import described
from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import (
    Bar,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    Terms,
    Text,
)

SCENARIOS = Path(__file__).parents[3] / "scenarios"
NASTY = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(2)>",
    "\"quoted\" & 'quoted' &amp; &#60;",
    "javascript:alert(3) https://example.org/?a=1&b=2",
    "*stars* _lines_ `ticks` #hash $money$ [link](x) @name \\back \\[ ~wave |pipe",
    '= 1 + 1 // comment /* comment */ <label> #import "x"',
    "zero\x00, bell\x07, escape\x1b[31m, private \ue000, lone \ud800 surrogate",
    "right to left: \u202eevil\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069 \u0633\u0644\u0627\u0645",
    "\u4e2d\u6587 \u65e5\u672c\u8a9e \U0001f3e0 \U0001f469\u200d\U0001f4bb e\u0301 fi \u2126 \u2212 \u202f \u00a0 \u2028 \u2029",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrikdirektionsassistentenbueroeinrichtung",
    "first line\nsecond line\ttab   three spaces",
)
"""Texts that a format could take for its own markup, cannot show, or cannot break."""

TARGETS = (
    ("Targets on what changes", "Fewer people are homeless", "at most 1,178 people by 2030"),
    ("Targets on what changes", "More people keep their home for a year", "at least 450 people by 2029"),
    ("Targets on what is delivered", "Meals are served", "at least 1,200,000 meals in 2028"),
    ("Targets on what is delivered", "Beds are kept open", "at least 38,000 bed nights in 2028"),
)
CHANCES = (
    ((0.0001, 0.0, 0.0006), (0.148, 0.142, 0.153), (0.422, 0.417, 0.427)),
    ((0.021, 0.018, 0.024), (0.303, 0.297, 0.309), (0.531, 0.525, 0.537)),
    ((0.991, 0.989, 0.993), (0.642, 0.636, 0.648), (0.0, 0.0, 0.0005)),
    ((0.873, 0.869, 0.877), (0.705, 0.7, 0.71), (0.252, 0.247, 0.257)),
)
ALLOCATIONS = ("Meals first", "A bit of everything", "Housing first")


def document() -> Document:
    """Return the sample: every block, a wide and a narrow table and figure, and hostile words."""
    return Document(
        title="Homeless shelter: what the plan can reach",
        subtitle="Nobody in Riverton has to sleep in the street, and who was homeless keeps a home.",
        date=dt.date(2026, 3, 2),
        language="en-GB",
        chapters=(
            summary(),
            plan_chapter(),
            targets(),
            details(),
            nasty(),
            Chapter("empty", "A section without blocks", ()),
        ),
        provenance="8,192 draws in 16 replicates, sampler sobol, seed 1; plan sha256:0123456789ab; logicmodel 0.1.0",
    )


def summary() -> Chapter:
    """Return sentences in every look, callouts, points and terms."""
    looks: Text = (
        Span("Housing first", strong=True),
        Span(" is the only way to spend the money with a fair chance that homelessness falls: "),
        Span("42 %", strong=True, tone="good"),
        Span(" (41.7\u201342.7 %)", tone="muted"),
        Span(", against "),
        Span("15 %", tone="middling"),
        Span(" and "),
        Span("0.01 %", tone="bad"),
        Span("."),
    )
    return Chapter(
        "summary",
        "Summary",
        (
            Paragraph("Three ways to spend the same 6.4 million dollars reach very different things.", lead=True),
            Paragraph(looks),
            Callout("note", "How to read the intervals", "The interval after a chance says how exactly it was computed."),
            Callout("warning", "Delivered everything, changed nothing", (
                Span("Meals first", strong=True),
                Span(" meets every output target, and in every one of those draws it misses the outcome targets."),
            )),
            Heading("What follows"),
            Bullets(("Decide on the rents before the kitchens.", looks, "Measure what people keep, not what they get.")),
            Heading("In which order", level=4),
            Bullets(("Sign the leases.", "Hire case managers.", "Open the doors."), numbered=True),
            Heading("Facts of the run"),
            Terms((
                ("Currency", "USD"),
                ("Years", "2026 to 2030"),
                ("Success", (Span("all targets on outcomes are met", strong=True),)),
                ("A name of a fact that is long enough to need more than a single line", "and what it stands for, " * 6),
            )),
        ),
    )


def plan_chapter() -> Chapter:
    """Return a wide figure, and a narrow one with its numbers."""
    return Chapter(
        "logic_model",
        "The plan",
        (
            Paragraph("What the plan does, and what should come of it."),
            Figure(diagram(), wide=True),
            Figure(chart("Chance of fewer homeless people", "#00609a"), table=chart_table()),
            Figure(chart("Chance that people keep their home", "#8c3f6d")),
        ),
    )


def targets() -> Chapter:
    """Return a table with groups, bars and further lines, and one of numbers."""
    columns = (Column("Target", width=2.0), *(Column(name, "right", 1.2) for name in ALLOCATIONS))
    rows = tuple(
        Row(
            (
                Cell(title, header=True, lines=((Span(rule, tone="muted"),),)),
                *(chance_cell(*ends) for ends in chances),
            ),
            group=group,
        )
        for (group, title, rule), chances in zip(TARGETS, CHANCES, strict=True)
    )
    note = "Chances with their 95 % intervals; the bars show the same."
    effects = Table(
        "What one more dollar does",
        (Column("Input"), Column("Effect", "right"), Column("Judgement", "center")),
        (
            Row((Cell("Rents", header=True), Cell("\u221212.4 people (\u221214.1 to \u221210.7)"), Cell("strong", tone="good"))),
            Row((Cell("Kitchens", header=True), Cell("0 people"), Cell("none", tone="bad"))),
            Row((Cell("Case managers", header=True), Cell("n/a", tone="muted"), Cell("unclear", tone="middling"))),
        ),
    )
    return Chapter(
        "targets",
        "The chance of each target",
        (Table("Chance of each target", columns, rows, note), Heading("Where the money works"), effects),
    )


def details() -> Chapter:
    """Return a table too wide for an upright page and too long for one."""
    columns = (
        Column("Link", width=2.0), Column("Strength", width=1.5), Column("When"), Column("Works", "right"),
        Column("Evidence", width=1.5), Column("Source", width=2.0), Column("Low", "right", 0.7),
        Column("Middle", "right", 0.7), Column("High", "right", 0.7),
    )
    rows = tuple(
        Row(
            (
                Cell(f"Activity {index} \u2192 Output {index}", header=True),
                Cell(f"{index / 10:.1f} to {index / 5:.1f} people"),
                Cell(f"{index % 4} years later" if index % 4 else "at once"),
                Cell(f"{50 + index} %", tone=("good", "middling", "bad", "plain", "muted")[index % 5]),
                Cell("moderate" if index % 3 else "weak"),
                Cell(f"Evaluation of programme {index}, 2019, a trial with {index * 40} people in four towns"),
                *(Cell(f"{index * factor:,}") for factor in (90, 100, 115)),
            ),
            group=f"Part {1 + index // 15}",
        )
        for index in range(1, 46)
    )
    empty = Table("Nothing in it", (Column("Name"), Column("Value", "right")), ())
    return Chapter("details", "Every link", (Table("The links of the plan", columns, rows, "Low and high are the 5 % and 95 % quantiles.", wide=True), empty))


def nasty() -> Chapter:
    """Return every block filled with words that a format could take for its own."""
    everything = " ".join(NASTY)
    picture = chart(NASTY[0], "#00694d")
    return Chapter(
        "nasty",
        f"Words that stay words: {NASTY[2]}",
        (
            *(Paragraph(text) for text in NASTY),
            *(Heading(text, level=4) for text in NASTY[:2]),
            Bullets(NASTY),
            Terms(tuple((text, text) for text in NASTY[:6])),
            Callout("warning", NASTY[1], everything),
            Table(
                NASTY[0],
                (Column(NASTY[1]), Column(NASTY[2], "right")),
                tuple(Row((Cell(text, header=True), Cell(text, lines=(text,))), group=NASTY[2]) for text in NASTY),
                NASTY[3],
            ),
            Figure(picture),
            Paragraph(""),
            Paragraph((Span(NASTY[0], strong=True, tone="bad"), Span(""), Span(NASTY[1], tone="muted"))),
        ),
    )


def chance_cell(probability: float, low: float, high: float) -> Cell:
    """Return a chance with its interval and bar."""
    tone = "good" if probability >= 0.7 else "middling" if probability >= 0.3 else "bad"
    words = (Span(f"{100 * probability:.3g} %", strong=True), Span(f" ({100 * low:.3g}\u2013{100 * high:.3g} %)", tone="muted"))
    return Cell(words, tone=tone, bar=Bar(probability, low, high))


def diagram() -> Picture:
    """Return the diagram of a scenario as a picture, wider than an upright page."""
    drawn = lm.diagram(lm.read(SCENARIOS / "homeless-shelter" / "plan.yaml"))
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.svg)
    assert size is not None
    return Picture(
        svg=drawn.svg,
        width=float(size[1]),
        height=float(size[2]),
        title=drawn.scene.title,
        caption="Inputs on the left become activities, outputs and outcomes on the right.",
        text=described(drawn.scene).replace(". ", ".\n"),
        letters="".join(re.findall(r"<text[^>]*>([^<]*)<", drawn.svg)),
    )


def chart(title: str, colour: str) -> Picture:
    """Return a small chart; every one uses the same ids, and refers to them in each way there is."""
    safe = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    bars = "".join(
        f'<g><title>{name}: {value} %</title><use href="#tick" y="{30 * row + 44}"/>'
        f'<rect x="150" y="{30 * row + 34}" width="{4 * value}" height="18" fill="url(#fill)"/>'
        f'<text x="140" y="{30 * row + 48}" text-anchor="end" font-size="13" fill="#1b2733">{name}</text>'
        f'<text x="{160 + 4 * value}" y="{30 * row + 48}" font-size="13" fill="#1b2733">{value} %</text></g>'
        for row, (name, value) in enumerate(zip(ALLOCATIONS, (1, 15, 42), strict=True))
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 560 140" '
        'width="560" height="140" role="img" font-family="Inter, sans-serif" aria-labelledby="t d">'
        f'<title id="t">{safe}</title><desc id="d">Bars from 1 to 42 %.</desc>'
        f'<defs><linearGradient id="fill"><stop stop-color="{colour}"/></linearGradient>'
        '<path id="tick" d="M146 0h4" stroke="#52606d"/><clipPath id="clip"><path d="M0 0h560v140H0z"/></clipPath></defs>'
        f'<g clip-path="url(#clip)"><rect width="560" height="140" fill="#ffffff"/>{bars}<use xlink:href="#tick"/></g></svg>'
    )
    return Picture(
        svg=svg,
        width=560.0,
        height=140.0,
        title=title,
        caption="Only housing first has a fair chance.",
        text="Meals first: 1 %.\nA bit of everything: 15 %.\nHousing first: 42 %.",
        letters=" ".join((*ALLOCATIONS, "0123456789 %")),
    )


def chart_table() -> Table:
    """Return the numbers behind the chart."""
    return Table(
        "Chance by allocation",
        (Column("Allocation"), Column("Chance", "right")),
        tuple(Row((Cell(name, header=True), Cell(f"{value} %"))) for name, value in zip(ALLOCATIONS, (1, 15, 42), strict=True)),
    )
