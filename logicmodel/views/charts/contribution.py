"""Who contributes what: shares as bars, with what each does alone and what is lost without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.contribution import telling
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned, width_of
from logicmodel.views.plotting import rows, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.naming import chosen, joined
from logicmodel.views.plotting.rows import Group
from logicmodel.views.plotting.rows import Row as Mark
from logicmodel.views.plotting.scale import EASE, Scale, scale_of, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = Mapping[str, Any]
ROW, TALL, GAP, AXIS, LEGEND = 17.0, 26.0, 9.0, 16.0, 18.0
ARROW = " → "
"""What stands between the ends of a link; each end gets a line of its own."""
SIGNS = (
    ("|", theme.MUTED, "alone, all others off"),
    ("d", theme.PAPER, "lost where it alone is off"),
)
"""Mark, face and meaning of what stands beside a share."""
MOST = 4
"""Most targets by default."""
LONG = 60
"""Titles that are longer than so many letters together are counted, not named."""


class Contribution(Chart):
    """A bar for the share of each activity, input or link, largest first, and why parts do not simply add up.

    Left of the share stands what it brings alone, right of it what is lost without it, or the other way
    round where others would make up for it.
    """

    questions: ClassVar = ("contribution",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["contribution"] = "contribution"
    targets: tuple[str, ...] | None = None
    """What is shown: targets as in the answer, or success; by default all in which several have a part."""
    most: int = 10
    """Most bars for each of them; what brings less is left out."""

    def title(self, answer: Answer) -> str:
        """Name what contributes most, or those that do so together."""
        whole, found = self._shown(answer)[-1]
        if not found:
            return "No contribution can be told from nothing"
        about = telling.what(answer, whole)
        first = [row for row in found if row["share_high"] >= found[0]["share_low"]]
        if len(first) == 1:
            share = telling.share(found[0]).partition(" (")[0]
            return f"{_title(found[0])} brings {share} of {about}"
        names = joined(_title(row) for row in first)
        if len(names) > LONG:
            names = f"{len(first)} {answer.settings['players']}"
        return f"{names} bring equal parts of {about}, as far as can be told"

    def caption(self, answer: Answer) -> str:
        """Tell the largest contributions to everything shown."""
        told = []
        for whole, found in self._shown(answer):
            best = joined(f"{_title(row)} {telling.share(row)}" for row in found[:2])
            told.append(
                f"of {telling.what(answer, whole)} ({_plain(telling.size(whole))}) {best or 'no part can be told from nothing'}"
            )
        return f"Shapley shares with 95 % intervals: {'; '.join(told)}."

    def words(self, answer: Answer) -> str:
        """Tell every row."""
        lines = []
        for whole, found in self._shown(answer):
            about = telling.what(answer, whole)
            lines.append(f"{about[:1].upper()}{about[1:]}, in all {telling.size(whole)}:")
            lines += [f"{_title(row)}: {row['sentence']}" for row in found]
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the bars."""
        title, note = self.title(answer), self._note(answer)
        high = head_height(title, note, 72 * WIDTH) + LEGEND + MARGIN + AXIS
        for group in self._groups(answer):
            lines = rows.heading(group, 72 * WIDTH - 2 * MARGIN)
            high += len(lines) * LINE * theme.HEAD + 3.0 + len(group.rows) * _high(answer) + GAP
        return WIDTH, high / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a group of bars for everything that is divided."""
        stage = Stage(axes, self.size(answer))
        y = _legend(stage, put_head(stage, self.title(answer), self._note(answer)))
        groups, scale, high = self._groups(answer), self._scale(answer), _high(answer)
        every = [row for group in groups for row in group.rows]
        names = [line for row in every for line in _ends(row.label)]
        left = MARGIN + min(widest(names, theme.BODY), rows.LABEL_SHARE * stage.width) + 10.0
        wide = widest((row.told for row in every), theme.BODY)
        middle = stage.width - MARGIN - widest((row.brief for row in every), theme.BODY) - 10.0
        right = middle - wide - 10.0
        panel = stage.panel(left, y, right - left, stage.height - y)
        panel.set(xlim=(scale.low, scale.high), ylim=(stage.height, y))
        for group, (whole, found) in zip(groups, self._shown(answer), strict=True):
            y = rows.put_heading(stage, y, rows.heading(group, stage.width - 2 * MARGIN)) + 3.0
            _lines(stage, panel, scale, y, y + high * len(found))
            for mark, row in zip(group.rows, found, strict=True):
                centre = y + high / 2
                base, colour = centre + 0.36 * theme.BODY, theme.MUTED if mark.quiet else theme.INK
                _label(stage, mark.label, left - 10.0, base)
                stage.text(middle, base, mark.told, colour=colour, align="right")
                stage.text(middle + 10.0, base, mark.brief, colour=colour)
                _between(stage, panel, centre, row, whole)
                rows.put_mark(stage, panel, mark, centre, scale, thick=6.5)
                y += high
            y += GAP
        _axis(stage, y - GAP + 6.0, (left, right), scale)
        return axes

    def _shown(self, answer: Answer) -> list[tuple[Row, list[Row]]]:
        """Return what is divided with its rows, the largest first; those that do nothing are left out."""
        known = [
            (whole, [row for row in found if not _nothing(row)])
            for whole, found in telling.asked(answer)
        ]
        named = [*dict.fromkeys(str(whole["target"]) for whole, _ in known)]
        wanted = chosen(self.targets, named, "target")
        clear = [
            (whole, found) for whole, found in known if whole["clear"] and whole["target"] in wanted
        ]
        if not clear:
            raise RequestError(
                "no effect and no chance can be told from nothing, so there are no shares to draw"
            )
        several = [(whole, found) for whole, found in clear if len(found) > 1]
        shown = clear
        if self.targets is None:
            shown = several or clear
            shown = shown if len(shown) <= MOST else [*shown[: MOST - 1], shown[-1]]
        return [(whole, found[: self.most]) for whole, found in shown]

    def _note(self, answer: Answer) -> str:
        """Say what is seen, and what is left out."""
        shown = {(whole["target"], whole["of"]): len(found) for whole, found in self._shown(answer)}
        counts = dict.fromkeys(shown, 0)
        for row in answer.rows:
            if (row["target"], row["of"]) in counts and not _nothing(row):
                counts[row["target"], row["of"]] += 1
        note = f"Shapley share of each of the {answer.settings['players']}, with 95 % intervals"
        if answer.settings["method"] == "sampled":
            note += f"; {answer.settings['orders']:,} orders sampled"
        if any(counts[key] > shown[key] for key in shown):
            note += f"; the {self.most} largest"
        clear = [whole for whole in answer.settings["whole"] if whole["clear"]]
        single = sum(
            whole["active"] == 1 and (whole["target"], whole["of"]) not in shown for whole in clear
        )
        if single and self.targets is None:
            note += (
                f"; {single} more {'targets hang' if single > 1 else 'target hangs'} on one alone"
            )
        rest = len(clear) - len(shown) - single
        if rest > 0 and self.targets is None:
            note += f"; {rest} more {'targets are' if rest > 1 else 'target is'} not shown"
        return note

    def _groups(self, answer: Answer) -> tuple[Group, ...]:
        found = []
        for whole, players in self._shown(answer):
            title = cleaned(answer.titles["ask"][whole["target"]])
            head = {"success": "Chance of success", "met": f"Chance of meeting: {title}"}.get(
                whole["of"], title
            )
            marks = tuple(
                Mark(
                    _title(row), row["share"], row["share_low"], row["share_high"],
                    telling.share(row).partition(" (")[0], _brief(row), 0, quiet=not telling.sure(row),
                )
                for row in players
            )  # fmt: skip
            found.append(Group(head, f"in all {telling.size(whole)}", marks))
        return tuple(found)

    def _scale(self, answer: Answer) -> Scale:
        """Return a scale of shares that holds all that is drawn."""
        ends = [0.0, 1.0]
        for whole, found in self._shown(answer):
            for row in found:
                ends += [
                    row["share_low"],
                    row["share_high"],
                    *(row[key] / whole["value"] for key in ("alone", "without")),
                ]
        found_scale = scale_of([100 * end for end in ends], zero=True, pad=0.02)
        marks = tuple((value / 100, f"{words} %") for value, words in found_scale.ticks)
        return Scale(found_scale.low / 100, found_scale.high / 100, marks, zero=0.0)


def _plain(told: str) -> str:
    """Write a number with its interval behind a comma, for use in brackets."""
    return told.replace(" (", ", ").replace(")", "")


def _nothing(row: Row) -> bool:
    """Say whether a contribution is exactly nothing."""
    return bool(row["idle"] or row["value_low"] == row["value_high"] == 0)


def _title(row: Row) -> str:
    return cleaned(str(row["title"]))


def _brief(row: Row) -> str:
    """Write the contribution in its unit, without the interval, which is drawn."""
    if row["of"] != "effect":
        return telling.brief(row)
    return wording.amount(row["value"], cleaned(row["unit"]))


def _ends(label: str) -> list[str]:
    """Return the lines of a label: one, or both ends of a link."""
    source, arrow, target = label.partition(ARROW)
    return [source, f"{arrow.strip()} {target}"] if arrow else [label]


def _high(answer: Answer) -> float:
    """Return the height of a row."""
    return TALL if answer.settings["players"] == "links" else ROW


def _label(stage: Stage, label: str, right: float, base: float) -> None:
    lines = _ends(label)
    for place, line in enumerate(lines):
        shift = 10.5 * (place - (len(lines) - 1) / 2)
        stage.text(right, base + shift, line, align="right", room=right - MARGIN)


def _legend(stage: Stage, y: float) -> float:
    """Explain the marks in a line; return where it ends."""
    x = MARGIN
    base = y + theme.SMALL
    stage.swatch(x, base - 6.0, 16.0, 6.5, theme.light(theme.hue(0), 0.28))
    x += 21.0
    x = _word(stage, x, base, "share, with its interval")
    panel = stage.panel(0.0, 0.0, stage.width, stage.height)
    panel.set(xlim=(0, stage.width), ylim=(stage.height, 0))
    for shape, face, words in SIGNS:
        _sign(stage, panel, x + 4.0, base - 3.0, shape, face)
        x = _word(stage, x + 12.0, base, words)
    return y + LEGEND


def _sign(stage: Stage, panel: Axes, x: float, y: float, shape: str, face: str) -> None:
    panel.plot(
        [x], [y], marker=shape, color=theme.MUTED, markerfacecolor=face, markersize=5.0 * stage.scale,
        markeredgewidth=1.1 * stage.scale, linestyle="", zorder=4.5, clip_on=False,
    )  # fmt: skip


def _word(stage: Stage, x: float, base: float, words: str) -> float:
    stage.text(x, base, words, size=theme.SMALL, colour=theme.MUTED)
    return x + EASE * width_of(words, theme.SMALL) + 16.0


def _lines(stage: Stage, panel: Axes, scale: Scale, top: float, bottom: float) -> None:
    for value, _ in scale.ticks:
        panel.vlines(value, top, bottom, colors=theme.RULE, linewidth=0.6 * stage.scale, zorder=1)
    panel.vlines(0.0, top, bottom, colors=theme.MUTED, linewidth=1.0 * stage.scale, zorder=2)


def _between(stage: Stage, panel: Axes, y: float, row: Row, whole: Row) -> None:
    """Draw a thin line from what it brings alone to what is lost without it."""
    ends = [row[key] / whole["value"] for key in ("alone", "without")]
    panel.hlines(
        y, min(ends), max(ends), colors=theme.MUTED, linewidth=0.8 * stage.scale, zorder=2.5
    )
    for end, (shape, face, _) in zip(ends, SIGNS, strict=True):
        _sign(stage, panel, end, y, shape, face)


def _axis(stage: Stage, y: float, ends: Sequence[float], scale: Scale) -> None:
    left, right = ends
    for value, words in scale.ticks:
        x = left + (value - scale.low) / (scale.high - scale.low) * (right - left)
        stage.text(
            x, y + 0.5 * theme.SMALL, words, size=theme.SMALL, colour=theme.MUTED, align="center"
        )
