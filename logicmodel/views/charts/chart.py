"""The contract of a chart, and the front door: the chart of an answer as axes or as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from pydantic_core import PydanticCustomError

from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.kinds import Family, Part
from logicmodel.views.picture import Picture
from logicmodel.views.plotting import svg, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Chart(Part):
    """One way of drawing one sort of answer; its fields are its options."""

    family: ClassVar[Family | None] = Family("chart", "logicmodel.views.charts")

    questions: ClassVar[tuple[str, ...]] = ()
    """The questions whose answers it shows."""
    place: ClassVar[int] = 100
    """The chart of a question is the one with the smallest place, where none is asked for."""

    @classmethod
    def named(cls, kind: str) -> type[Chart]:
        """Return the chart of that kind; raises RequestError where there is none."""
        assert cls.family is not None
        try:
            return cast("type[Chart]", cls.family.named(kind))
        except PydanticCustomError as error:
            raise RequestError(error.message()) from None

    def fits(self, answer: Answer) -> bool:  # noqa: ARG002 - most charts fit every answer to their question
        """Say whether it can show this answer to one of its questions."""
        return True

    def title(self, answer: Answer) -> str:
        """Return what the chart has to say, in a few words."""
        raise NotImplementedError

    def caption(self, answer: Answer) -> str:
        """Say in one sentence what one sees, with numbers and how sure they are."""
        raise NotImplementedError

    def words(self, answer: Answer) -> str:
        """Tell the whole content, line by line, for those who cannot see it."""
        raise NotImplementedError

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return the width and height the chart needs, in inches."""
        raise NotImplementedError

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw into the area of the axes, and nowhere else; return the same axes.

        Where they are smaller than ``size``, everything is drawn smaller.
        """
        raise NotImplementedError


def chart(answer: Answer, *, kind: str | Chart | None = None, axes: Axes | None = None) -> Axes:
    """Return axes with the chart of an answer, on a figure of the right size where no axes are given.

    ``kind`` is the kind of a chart, or a chart with its options such as ``Fan(nodes=["homeless_people"])``;
    left out, it is the usual one for the question. Raises RequestError for an unknown kind, one that does
    not show this question or an answer with nothing to show, MissingExtraError without matplotlib.
    """
    part = chart_for(answer, kind)
    theme.needed()
    if axes is None:
        axes = theme.figure(*part.size(answer)).add_axes((0.0, 0.0, 1.0, 1.0))
    with theme.themed():
        return part.draw(answer, axes)


def picture(answer: Answer, *, kind: str | Chart | None = None) -> Picture:
    """Return the chart of an answer as a picture: it shows itself in notebooks and saves itself.

    The picture is SVG with real text, and carries its caption and its content in words. ``kind`` and
    errors are those of ``chart``.
    """
    part = chart_for(answer, kind)
    width, height = part.size(answer)
    drawn = chart(answer, kind=part)
    figure = drawn.get_figure(root=True)
    assert figure is not None
    title, caption, words = part.title(answer), part.caption(answer), part.words(answer)
    code, letters = svg.svg_of(figure, title=title, description=f"{caption}\n{words}")
    return Picture(
        svg=code, width=96 * width, height=96 * height, title=title, caption=caption, text=words, letters=letters
    )  # fmt: skip


def chart_for(answer: Answer, kind: str | Chart | None = None) -> Chart:
    """Return the chart that shows an answer: the one asked for, or the usual one for its question."""
    part = Chart.named(kind)() if isinstance(kind, str) else kind or _usual(answer)
    if answer.question not in part.questions:
        name = getattr(part, "kind", type(part).__name__)
        message = f"the chart {name} does not show the answer to {answer.question!r}"
        raise RequestError(message, remedy=f"it shows {' or '.join(part.questions)}")
    if not answer.rows:
        raise RequestError(
            f"the answer to {answer.question!r} is empty", remedy="there is nothing to draw"
        )
    if not part.fits(answer):
        name = getattr(part, "kind", type(part).__name__)
        other = getattr(_usual(answer), "kind", "")
        message = f"the chart {name} does not show an answer to {answer.question!r} of this form"
        raise RequestError(
            message, remedy=f"take {other}" if other != name else "take another chart"
        )
    return part


def _usual(answer: Answer) -> Chart:
    assert Chart.family is not None
    parts = [cast("type[Chart]", part) for part in Chart.family.every().values()]
    fitting = [part() for part in parts if answer.question in part.questions]
    if not fitting:
        known = sorted({question for part in parts for question in part.questions})
        message = f"no chart shows the answer to {answer.question!r}"
        raise RequestError(message, remedy=f"charts exist for {', '.join(known)}")
    fitting = [part for part in fitting if part.fits(answer)] or fitting
    return min(fitting, key=lambda part: (part.place, type(part).model_fields["kind"].default))
