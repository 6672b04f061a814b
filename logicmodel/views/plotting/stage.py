"""A stage: the area of some axes, on which texts and panels are placed by points from its top left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from logicmodel.views.diagrams.lettering import Weight, covered, shortened, wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.scale import EASE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

LINE = 1.32
"""Height of a line of text over the size of its letters."""
MARGIN = 10.0


class Stage:
    """The area of axes as a page of ``width`` x ``height`` points, at least as large as asked for.

    Where the axes are smaller than that, everything on the page is drawn smaller by ``scale``: what
    fits the page fits the axes.
    """

    def __init__(self, axes: Axes, size: tuple[float, float]) -> None:
        """Take the axes over; ``size`` is what the chart needs, in inches."""
        from matplotlib.transforms import Affine2D  # noqa: PLC0415 - slow to load

        figure = axes.get_figure(root=True)
        assert figure is not None
        box = axes.get_window_extent()
        wide, high = (max(pixels, 1.0) * 72.0 / figure.dpi for pixels in (box.width, box.height))
        self.scale = min(1.0, wide / (72.0 * size[0]), high / (72.0 * size[1]))
        self.axes = axes
        self.width, self.height = wide / self.scale, high / self.scale
        axes.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(0, 1))
        axes.set_axis_off()
        page = Affine2D().scale(1 / self.width, -1 / self.height).translate(0, 1)
        self.place: Transform = page + axes.transAxes

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = theme.BODY,
        colour: str = theme.INK,
        weight: Weight = "regular",
        align: str = "left",
        room: float | None = None,
    ) -> None:
        """Write one line whose letters stand on ``y``; it is cut with an ellipsis to the room."""
        self.write(
            self.axes, x, y, words, size=size, colour=colour, weight=weight, align=align, room=room
        )

    def write(  # noqa: PLR0913 - the same
        self,
        axes: Axes,
        x: float,
        y: float,
        words: str,
        *,
        size: float = theme.BODY,
        colour: str = theme.INK,
        weight: Weight = "regular",
        align: str = "left",
        room: float | None = None,
    ) -> None:
        """Write into some axes of the stage at a place of the page."""
        shown = words if room is None else shortened(words, room / EASE, size, weight=weight)
        if not shown:
            return
        strong = weight == "strong" and covered(shown)
        axes.text(
            x,
            y,
            shown,
            transform=self.place,
            fontsize=size * self.scale,
            color=colour,
            ha=align,
            va="baseline",
            family=theme.families(shown),
            fontweight="semibold" if strong else "normal",
            parse_math=False,
        )

    def paragraph(
        self,
        words: str,
        y: float,
        *,
        size: float,
        weight: Weight = "regular",
        colour: str = theme.INK,
        most: int = 3,
    ) -> float:
        """Write lines over the whole width from ``y`` down; return where they end."""
        for line in wrapped(
            words, (self.width - 2 * MARGIN) / EASE, size, weight=weight, most=most
        ):
            self.text(MARGIN, y + 0.95 * size, line, size=size, colour=colour, weight=weight)
            y += LINE * size
        return y

    def rule(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        colour: str = theme.RULE,
        width: float = 0.8,
        **style: Any,
    ) -> None:
        """Draw a line on the page."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - slow to load

        line = Line2D(
            xs, ys, transform=self.place, color=colour, linewidth=width * self.scale, **style
        )
        self.axes.add_artist(line)

    def swatch(
        self, x: float, y: float, width: float, height: float, colour: str, *, edge: str = "none"
    ) -> None:
        """Draw a filled rectangle on the page, its top left at ``x``, ``y``."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow to load

        line = 0.0 if edge == "none" else 0.8 * self.scale
        box = Rectangle(
            (x, y),
            width,
            height,
            transform=self.place,
            facecolor=colour,
            edgecolor=edge,
            linewidth=line,
        )
        self.axes.add_artist(box)

    def panel(self, x: float, y: float, width: float, height: float) -> Axes:
        """Return new bare axes inside the stage, its top left at ``x``, ``y``."""
        bounds = (
            x / self.width,
            1 - (y + height) / self.height,
            width / self.width,
            height / self.height,
        )
        made: Axes = self.axes.inset_axes(bounds)
        made.set_facecolor("none")
        for spine in made.spines.values():
            spine.set_visible(False)
        made.tick_params(
            length=0, labelsize=theme.SMALL * self.scale, colors=theme.MUTED, pad=4 * self.scale
        )
        made.set(xticks=[], yticks=[])
        return made
