"""The one look of all charts: colours, marks, sizes of text, and the settings of matplotlib."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import covered

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, MUTED, RULE, TRACK, PAPER = "#1b2733", "#52606d", "#cbd2d9", "#e9ecef", "#ffffff"
"""As in the diagrams: titles, notes, thin lines, the empty part of a scale, the ground."""
GOOD, BAD, TARGET = "#00694d", "#a83a08", "#1b2733"
"""What meets a target, what misses it, and the target itself; never told by colour alone."""
HUES = ("#00609a", "#b3440b", "#00694d", "#8c3f6d", "#8a5a00", "#46525e")
"""Colours of Okabe and Ito (2008), darkened so that text in them has a contrast of at least 4.5:1."""
MARKS = ("o", "s", "^", "D", "v", "P")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 2)),
    (0, (1.2, 1.6)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (3, 1)),
    (0, (8, 3)),
)
TITLE, HEAD, BODY, SMALL = 12.0, 9.6, 8.8, 8.0
"""Sizes of text in points."""
DPI = 96.0
SALT = "logicmodel"
OTHER_FONTS = ("DejaVu Sans", "Noto Sans", "Noto", "Arial Unicode", "Microsoft", "PingFang", "Hiragino", "Nirmala", "Segoe UI")  # fmt: skip
"""Beginnings of the names of fonts that are asked, in this order, for letters that the shipped one lacks."""


def hue(place: int) -> str:
    """Return the colour of the allocation at that place."""
    return HUES[place % len(HUES)]


def mark(place: int) -> str:
    """Return the mark of the allocation at that place."""
    return MARKS[place % len(MARKS)]


def dashes(place: int) -> Any:
    """Return the pattern of the line of the allocation at that place."""
    return DASHES[place % len(DASHES)]


def light(colour: str, share: float) -> str:
    """Mix a colour with white, so that a band needs no transparency.

    >>> light("#000000", 0.2)
    '#cccccc'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)


def needed() -> None:
    """Import matplotlib, or say how to install it."""
    try:
        import matplotlib as mpl  # noqa: F401, PLC0415 - an optional package, slow to load
    except ImportError:
        raise MissingExtraError(
            "drawing charts needs the package matplotlib", remedy="pip install 'logicmodel[report]'"
        ) from None


@contextlib.contextmanager
def themed() -> Iterator[None]:
    """Draw in the look of the project, and leave the settings of matplotlib as they were."""
    needed()
    import matplotlib as mpl  # noqa: PLC0415 - slow to load

    _register()
    settings: Any = {
        "font.family": [fonts.FAMILY],
        "font.size": BODY,
        "font.weight": "normal",
        "text.color": INK,
        "text.usetex": False,
        "text.parse_math": False,
        "axes.unicode_minus": True,
        "axes.formatter.use_locale": False,
        "path.sketch": None,
        "svg.fonttype": "none",
        "svg.hashsalt": SALT,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # A letter that Inter lacks is drawn by the reader's own font: SVG holds real text.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from", category=UserWarning)
        yield


def families(text: str) -> list[str]:
    """Return the fonts for a text: the shipped one, and others of the machine where it lacks letters."""
    if covered(text):
        return [fonts.FAMILY]
    lacking = frozenset(letter for letter in text if not covered(letter))
    return [fonts.FAMILY, *_others(lacking)]


@functools.lru_cache(maxsize=500)
def _others(letters: frozenset[str]) -> tuple[str, ...]:
    """Return as few fonts of the machine as have all the letters, or as many of them as it can draw."""
    from matplotlib import font_manager  # noqa: PLC0415 - slow to load

    known = {entry.name: entry.fname for entry in reversed(font_manager.fontManager.ttflist)}
    found: list[str] = []
    rest = set(letters)
    for start in OTHER_FONTS:
        for name in sorted(name for name in known if name.startswith(start)):
            if not rest:
                return tuple(found)
            font = font_manager.get_font(known[name])
            has = {letter for letter in rest if font.get_char_index(ord(letter))}
            if has:
                found.append(name)
                rest -= has
    return tuple(found)


def _register() -> None:
    """Let this process know the shipped font; the list that matplotlib stores is not touched."""
    from matplotlib import font_manager  # noqa: PLC0415 - slow to load

    manager = font_manager.fontManager
    known = {entry.fname for entry in manager.ttflist}
    for path in fonts.paths():
        if str(path) not in known:
            manager.addfont(str(path))


def figure(width: float, height: float) -> Figure:
    """Return an empty figure in inches that belongs to no window and no list of open figures."""
    needed()
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    made = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(made)
    return made
