"""HTML elements as values: what is not already HTML is escaped, so no text can become markup."""

from __future__ import annotations

import re
from typing import TypeAlias

from logicmodel.views.diagrams.markup import escaped

VOID = frozenset({"br", "col", "input", "link", "meta", "wbr"})
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child: TypeAlias = str | Html


def safe(text: Child) -> Html:
    """Return HTML as it is, and any other text escaped; it cannot turn the direction of what follows.

    >>> safe("a < b"), safe(Html("<b>a</b>"))
    ('a &lt; b', '<b>a</b>')
    """
    return text if isinstance(text, Html) else Html(escaped(_OVERRIDES.sub("", text)))


def joined(*children: Child) -> Html:
    """Return the children one after the other, each escaped unless it is HTML."""
    return Html("".join(map(safe, children)))


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Html:
    """Return an element; ``aria_label`` becomes ``aria-label``, ``class_`` class, and None leaves one out.

    >>> element("p", "a & b", class_="lead", id=None)
    '<p class="lead">a &amp; b</p>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    start = f"<{name}{told}>"
    return Html(start if name in VOID else f"{start}{joined(*children)}</{name}>")


class Anchors:
    """The ids of one page, each given once."""

    def __init__(self, *taken: str) -> None:
        """Begin with those that are taken."""
        self.taken = set(taken)

    def new(self, wish: str) -> str:
        """Return an id like the wish that nothing else on the page has."""
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", wish).strip("-") or "part"
        name, count = stem, 1
        while name in self.taken:
            count += 1
            name = f"{stem}-{count}"
        self.taken.add(name)
        return name
