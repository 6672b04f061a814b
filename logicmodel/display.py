"""How values show themselves in notebooks and terminals, asked from below and answered by the views."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from logicmodel.kinds import Family, Part


class Display(Part):
    """The look of one type of value. Its kind is the name of the type in small letters.

    Plans, results and answers stand on floors that may not import the views, so they ask for their
    look by name; members stand in ``logicmodel.views.displays``.
    """

    family: ClassVar[Family | None] = Family("display", "logicmodel.views.displays")

    @staticmethod
    def of(kind: str) -> Display:
        """Return the look of a type of value."""
        return cast("Display", cast("Family", Display.family).named(kind)())

    def html(self, value: Any) -> str:
        """Return the value as a piece of HTML that needs nothing from outside and changes nothing around it."""
        raise NotImplementedError

    def plain(self, value: Any) -> str:
        """Return the value as text for a terminal, without an empty last line."""
        raise NotImplementedError

    def bundle(self, value: Any) -> dict[str, str]:
        """Return both, by media type, as notebooks ask for them.

        Pictures stand inside the HTML: JupyterLab would show only one of two media types.
        """
        return {"text/html": self.html(value), "text/plain": self.plain(value)}
