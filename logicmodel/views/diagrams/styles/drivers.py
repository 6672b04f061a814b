"""What the spread of the results comes from, painted on the links and nodes it comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from logicmodel.analysis.importance import asked, measures_of
from logicmodel.errors import RequestError
from logicmodel.views.diagrams.figures import odds, percent
from logicmodel.views.diagrams.scene import Arrow, Box, Fact, Key, Note, Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling

QUESTIONS = ("sensitivity", "contribution")
SHARES = ("share", "ST", "S1")
TOGETHER = " + "
SMALLEST, NAMED = 0.005, 3
Share = tuple[float, float | None, float | None]


class Drivers(Style):
    """Shares of the variance, or of the contribution, on the links and nodes that they belong to.

    It needs an answer to the question ``sensitivity`` or ``contribution``, or a mapping of names to
    shares. A row of such an answer has ``name``: a column of the simulation
    (``links.a->b.weight``, ``factors.rent.value``, ``outcomes.x.trend``, ``assumptions.y.holds``)
    or the id of a node or the name of a link; and its share from 0 to 1 as ``share``, ``ST`` or ``S1``
    with the ends of its interval (``share_low`` and so on). Shares of several numbers of one link
    or node add up (their intervals too, which errs on the wide side); that is right for Shapley
    shares, the method ``shapley``. Numbers that were taken together (their names joined by " + ")
    get equal parts. Where rows name an ``allocation``, those of the one in question count; over
    several ``target`` the mean is taken.
    """

    example: ClassVar = {}
    takes: ClassVar[tuple[str, ...]] = ("attainment", *QUESTIONS)
    needs: ClassVar[str] = "shares by the name of a number"
    remedy: ClassVar[str] = (
        "give it an answer to the question sensitivity or contribution, or a mapping such as "
        "answer={'links.a->b.weight': 0.4}"
    )

    kind: Literal["drivers"] = "drivers"
    thinnest: float = 1.0
    thickest: float = 9.0
    labels_up_to: int = 200

    def dressed(self, scene: Scene, telling: Telling) -> Scene:
        """Return the scene with shares on boxes, arrows and notes."""
        places = _places(telling)
        found: dict[str, Share] = {}
        rest: list[tuple[str, Share]] = []
        for name, share in _shares(telling).items():
            place = places.get(owner(name))
            if place is None:
                rest += [(owner(name), share)] if share[0] >= SMALLEST else []
            else:
                found[place] = added(found.get(place), share)
        most = max((share[0] for share in found.values()), default=0.0) or 1.0
        # What cannot be told from nothing is not drawn.
        found = {place: share for place, share in found.items() if share[1] is None or share[1] > 0}
        boxes = tuple(_box(box, found.get(box.id), most) for box in scene.boxes)
        whole = "the contributions" if _contributed(telling) else "the uncertainty"
        arrows = tuple(
            self._arrow(arrow, found.get(arrow.id), most, whole) for arrow in scene.arrows
        )
        notes = tuple(_note(note, found.get(note.id)) for note in scene.notes)
        key = [
            Key(f"share of {whole} that comes from this link; wider: more", "line", width=6.0),
            Key("share that comes from this node, with its interval; darker: more", "bar"),
        ]
        if rest:
            key.append(Key(f"not on the picture: {_elsewhere(rest)}", "text", "+"))
        top = max(found, key=lambda place: found[place][0], default="")
        told = f"; most of all {_text(found[top])} from {_called(top, scene)}" if top else ""
        return dataclasses.replace(
            scene,
            boxes=boxes,
            arrows=arrows,
            notes=notes,
            weighed=False,
            key=(*scene.key, *key),
            caption=f"{_headed(telling)}{told}.",
        )

    def _arrow(self, arrow: Arrow, share: Share | None, most: float, whole: str) -> Arrow:
        """Return an arrow as wide as its share, with the share beside it."""
        if share is None or share[0] < SMALLEST:
            return dataclasses.replace(arrow, width=self.thinnest)
        width = self.thinnest + (self.thickest - self.thinnest) * share[0] / most
        label = " ".join(filter(None, (percent(share[0]), arrow.label)))
        title = f"{arrow.title}; share {_text(share)}"
        words = (*arrow.words, f"share of {whole} {_text(share)}")
        return dataclasses.replace(
            arrow, width=round(width, 2), label=label, title=title, words=words
        )


def _contributed(telling: Telling) -> bool:
    """Say whether the shares are those of a contribution, not of the spread."""
    return any(getattr(one, "question", "") == "contribution" for one in telling.answers)


def _headed(telling: Telling) -> str:
    """Say what the picture shows."""
    if _contributed(telling):
        rows = [row for row in telling.rows("contribution") if row.get("share") is not None]
        count = len({(row.get("target"), row.get("of")) for row in rows})
        return "Who contributes how much" + (f", on average over {count} targets" * (count > 1))
    return f"Where the uncertainty{_about(telling)} comes from"


def _elsewhere(rest: list[tuple[str, Share]]) -> str:
    """Tell the largest shares of what has no place on the picture."""
    ranked = sorted(rest, key=lambda one: -one[1][0])
    told = [f"{name.replace('_', ' ')} {_text(share)}" for name, share in ranked[:NAMED]]
    more = len(ranked) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def _about(telling: Telling) -> str:
    """Say what is uncertain, and under which allocation, where one answer about one thing tells."""
    found = [one for one in telling.answers if getattr(one, "question", "") == "sensitivity"]
    targets = {row.get("target") for answer in found for row in answer.rows}
    if len(found) != 1 or len(targets) != 1 or None in targets:
        return ""
    (answer,) = found
    name = answer.settings.get("allocation")
    title = answer.titles.get("allocation", {}).get(name, name)
    under = f" under {title}" if title else ""
    what = asked(answer, str(targets.pop()), measures_of(answer)[0])
    return f" about {what.removeprefix('the chance of ')}{under}"


def owner(name: str) -> str:
    """Return the link or node that a column of the simulation belongs to.

    >>> owner("links.a->b.weight"), owner("factors.rent.value"), owner("rent")
    ('a->b', 'rent', 'rent')
    """
    section, dot, rest = name.partition(".")
    if not dot:
        return name
    if section == "numbers":
        return rest
    return rest.partition(".")[0]


def _places(telling: Telling) -> dict[str, str]:
    """Return the id in the picture of every name that may carry a share."""
    places = {name: name for name in telling.plan.nodes}
    for place, link in telling.links.items():
        places[link.name] = place
        places.setdefault(f"{link.source}->{link.target}", place)
    return places


def _shares(telling: Telling) -> dict[str, Share]:
    """Return the shares by name, for one allocation, as a mean over targets."""
    found: dict[str, Share] = {}
    for answer in telling.answers:
        if isinstance(answer, Mapping):
            found |= {name: (_number(name, share), None, None) for name, share in answer.items()}
    rows = telling.rows(*QUESTIONS)
    allocations = list(dict.fromkeys(row["allocation"] for row in rows if "allocation" in row))
    if allocations:
        wanted = telling.allocation or allocations[0]
        rows = [row for row in rows if row.get("allocation", wanted) == wanted]
    told = [row for row in rows if any(row.get(column) is not None for column in SHARES)]
    count = len({(row.get("target"), row.get("node"), row.get("of")) for row in told}) or 1
    for row in told or rows:
        middle, *ends = _share(row)
        names = str(row["name"]).split(TOGETHER)
        size = count * len(names)
        low, high = (None if end is None else end / size for end in ends)
        for name in names:
            found[name] = added(found.get(name), (middle / size, low, high))
    return found


def _share(row: Mapping[str, Any]) -> Share:
    """Return the share of a row with its interval."""
    column = next((name for name in SHARES if row.get(name) is not None), None)
    if "name" not in row or column is None:
        raise RequestError(
            "the answer holds no shares of the spread, by the name of a number",
            remedy="ask for lm.sensitivity(plan, method='shapley'), or give rows with name, and share, ST or S1",
        )
    plain = ("low", "high") if column == "share" else ("", "")
    low, high = (
        row.get(f"{column}_{end}", row.get(other))
        for end, other in zip(("low", "high"), plain, strict=True)
    )
    middle, low, high = (
        None if end is None else min(max(end, 0.0), 1.0) for end in (row[column], low, high)
    )
    assert middle is not None
    return middle, low, high


def _number(name: str, share: Any) -> float:
    if isinstance(share, bool) or not isinstance(share, int | float):
        raise RequestError(f"the share of {name} is not a number", remedy="give 0.4, for example")
    return float(share)


def added(one: Share | None, other: Share) -> Share:
    """Return the sum of two shares and of their intervals.

    >>> added((0.25, 0.125, 0.5), (0.5, None, None))
    (0.75, 0.625, 1.0)
    """
    if one is None:
        return other
    if one[1] is None and other[1] is None:
        return one[0] + other[0], None, None
    low = sum(share[0] if share[1] is None else share[1] for share in (one, other))
    high = sum(share[0] if share[2] is None else share[2] for share in (one, other))
    return one[0] + other[0], low, high


def _text(share: Share) -> str:
    middle, low, high = share
    if low is None or high is None:
        return percent(middle)
    return " ".join(odds(middle, low, high)).strip()


def _box(box: Box, share: Share | None, most: float) -> Box:
    if share is None or share[0] < SMALLEST:
        return box
    fact = Fact(f"share {_text(share)}", *share)
    return dataclasses.replace(box, facts=(*box.facts, fact), fill=min(1.0, share[0] / most))


def _note(note: Note, share: Share | None) -> Note:
    if share is None or share[0] < SMALLEST:
        return note
    detail = ", ".join(filter(None, (note.detail, f"share {_text(share)}")))
    return dataclasses.replace(note, detail=detail)


def _called(place: str, scene: Scene) -> str:
    titles = {box.id: box.title for box in scene.boxes} | {
        note.id: note.title for note in scene.notes
    }
    if place in titles:
        return titles[place]
    for arrow in scene.arrows:
        if arrow.id == place:
            return f"{titles.get(arrow.source)} → {titles.get(arrow.target)}"
    return place
