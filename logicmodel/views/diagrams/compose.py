"""From a plan, and perhaps the answer of a simulation, to the scene that shows it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from logicmodel.views.diagrams import doubts, grouping, proposals, stages
from logicmodel.views.diagrams.figures import (
    brief,
    delay,
    expected,
    later,
    minus,
    number,
    share_text,
    target_name,
    target_text,
)
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.diagrams.plan_shape import Chances, LinkShape, PlanShape
from logicmodel.views.diagrams.scene import (
    Arrow,
    Badge,
    Box,
    Chance,
    Note,
    Scene,
    Sign,
    Tag,
)
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling


def compose(
    plan: PlanShape,
    *,
    style: Style,
    chances: Chances | None = None,
    answers: tuple[Any, ...] = (),
    allocation: str | None = None,
    lanes: str | None = None,
) -> Scene:
    """Return the scene of a plan: its stages as columns, its links as arrows, its targets as badges.

    Assumptions become numbered notes; the boxes and arrows they gate carry their numbers. ``lanes``
    gathers the boxes by ``theme``, ``owner`` or ``stakeholder``. The style has the last word.
    """
    composer = Composer(plan, style, chances or {})
    scene = grouping.grouped(composer.scene(), plan, lanes)
    whole, links = getattr(plan, "whole", plan), composer.linked()
    dressed = style.dressed(scene, Telling(whole, links, answers, allocation))
    return proposals.proposed(doubts.marked(dressed, whole, links), links)


@dataclasses.dataclass(frozen=True)
class Composer:
    """One plan on its way to a scene."""

    plan: PlanShape
    style: Style
    chances: Chances

    def scene(self) -> Scene:
        """Put the parts together."""
        columns, places = stages.of(self.plan)
        links = [link for link in self.plan.links if not self._gates(link)]
        widths = self._widths(links)
        arrows = [self._arrow(link, widths) for link in links]
        description = cleaned(self.plan.mission or "")
        return Scene(
            title=cleaned(self.plan.title or ""),
            description=description,
            columns=columns,
            boxes=tuple(self._box(name, column) for name, column in ranked(places)),
            arrows=tuple(arrows),
            notes=tuple(self._note(name, tag) for name, tag in self._numbers.items()),
            weighed=any(width != self.style.plain for width in widths.values()),
            caption="How the plan works: what is put in, done and delivered, and what changes.",
            hidden=getattr(self.plan, "hidden", 0),
        )

    def linked(self) -> dict[str, Any]:
        """Return all links of the whole plan by the ids of their arrows."""
        return {self._ids[id(link)]: link for link in self._whole.links if not self._gates(link)}

    @property
    def _whole(self) -> Any:
        """Return the plan that this one is a part of, or itself."""
        return getattr(self.plan, "whole", self.plan)

    @functools.cached_property
    def _ids(self) -> dict[int, str]:
        """Name every link of the whole plan, so that a part of it names its links alike."""
        taken: set[str] = set()
        return {id(link): fresh(link_id(link), taken) for link in self._whole.links}

    def _title(self, name: str) -> str:
        node = self.plan.nodes.get(name)
        return cleaned(getattr(node, "title", "") or "") or cleaned(name)

    @functools.cached_property
    def _numbers(self) -> dict[str, str]:
        """Number the assumptions in the order of the whole plan, so that a part calls them alike."""
        whole = self._whole
        names = [name for name in whole.nodes if whole.kind_of(name) == "assumption"]
        numbers = {name: f"A{place}" for place, name in enumerate(names, start=1)}
        return {name: number for name, number in numbers.items() if name in self.plan.nodes}

    def _gates(self, link: LinkShape) -> bool:
        """Say whether a link only ties an assumption to a node: it is shown as a tag."""
        return self.plan.kind_of(link.source) == "assumption"

    def _note(self, name: str, tag: str) -> Note:
        detail = cleaned(
            share_text("holds", self._known(getattr(self.plan.nodes[name], "holds", None)))
        )
        return Note(id=name, text=tag, title=self._title(name), detail=detail)

    @functools.cached_property
    def _tied(self) -> dict[str, list[Tag]]:
        """Collect the assumptions that are linked straight to a node."""
        tied: dict[str, list[Tag]] = {}
        for link in self.plan.links:
            if self._gates(link):
                tag = Tag(link.source, self._numbers[link.source], self._ids[id(link)])
                tied.setdefault(link.target, []).append(tag)
        return tied

    def _box(self, name: str, column: int | None) -> Box:
        return Box(
            id=name,
            title=self._title(name),
            kind=stages.box_kind(self.plan.kind_of(name)),
            column=column,
            subtitle=self._unit(name),
            badges=tuple(self._badge(aim) for aim in self.plan.targets if aim.node == name),
            tags=tuple(self._tied.get(name, ())),
        )

    def _unit(self, name: str) -> str:
        """Return the unit of a node; a mere percent sign stands with the numbers instead."""
        unit = cleaned(getattr(self.plan.nodes[name], "unit", "") or "")
        return "" if unit == "%" else unit

    def _badge(self, target: Any) -> Badge:
        rows = self.chances.get(target_name(target), ())
        told = tuple(Chance(cleaned(row[0]), row[1], row[2], row[3]) for row in rows)
        words = target_text(target, self._measure(target))
        title = getattr(target, "title", "") or self._indicator(target)
        text = f"{title}: {words}" if title else words
        return Badge(target=target_name(target), text=cleaned(text), chances=told)

    def _measure(self, target: Any) -> str:
        """Return the percent sign where a target is set on a percentage."""
        node, indicator = self._measured(target)
        share = getattr(indicator, "measure", None) == "percentage"
        units = {getattr(node, "unit", ""), getattr(indicator, "unit", "")}
        return "%" if share or "%" in units else ""

    def _indicator(self, target: Any) -> str:
        """Return what a target is measured by, where the targets of its box are measured differently."""
        aims = {
            getattr(aim, "indicator", None) for aim in self.plan.targets if aim.node == target.node
        }
        indicator = self._measured(target)[1]
        return (
            brief(getattr(indicator, "title", "") or str(getattr(target, "indicator", "") or ""))
            if len(aims) > 1
            else ""
        )

    def _measured(self, target: Any) -> tuple[Any, Any]:
        """Return the node and the indicator of a target."""
        node = self.plan.nodes.get(target.node)
        return node, (getattr(node, "indicators", None) or {}).get(
            getattr(target, "indicator", None)
        )

    @functools.cached_property
    def _means(self) -> dict[int, float | None]:
        """Return the expected weight of every link, None where it has none that can be known."""
        return {
            id(link): expected(self._known(getattr(link, "weight", None)))
            for link in self.plan.links
        }

    def _known(self, quantity: Any) -> Any:
        """Return the number behind a name, or the quantity itself."""
        if getattr(quantity, "kind", "") != "named":
            return quantity
        return (getattr(self.plan, "numbers", None) or {}).get(quantity.name)

    def _details(self, link: Any) -> tuple[tuple[str, str], ...]:
        """Return what a link says about itself, by subject."""
        weight, assumes = getattr(link, "weight", None), getattr(link, "assumes", ()) or ()
        unit = getattr(self.plan.nodes[link.source], "unit", "")
        facts = {
            "weight": weight_text(weight, unit, link) if weight is not None else "",
            "because": str(getattr(link, "because", "") or ""),
            "assumes": "; ".join(self._title(name) for name in assumes if name in self.plan.nodes),
            "later": later(getattr(link, "lag", 0) or 0, self._step()),
            "role": "enables" if role_of(link) == "enables" else "",
            "evidence": strength_of(link),
        }
        return tuple((subject, cleaned(told)) for subject, told in facts.items() if told)

    def _widths(self, links: list[Any]) -> dict[int, float]:
        """Scale the widths among the weighted arrows into each box; one alone stays plain.

        Weights are per unit of the source, so they compare within a box only, and those of external
        factors only with each other.
        """
        style = self.style
        sizes: dict[tuple[str, bool], dict[int, float]] = {}
        for link in links:
            mean = self._means[id(link)]
            if mean is not None and role_of(link) == "contributes":
                outside = self.plan.kind_of(link.source) == "factor"
                sizes.setdefault((link.target, outside), {})[id(link)] = abs(mean)
        widths: dict[int, float] = {}
        for group in sizes.values():
            most = max(group.values())
            if len(group) > 1 and most > 0:
                reach = style.thickest - style.thinnest
                widths |= {
                    key: round(style.thinnest + reach * size / most, 2)
                    for key, size in group.items()
                }
        return widths

    def _arrow(self, link: Any, widths: Mapping[int, float]) -> Arrow:
        mean = self._means[id(link)]
        sign: Sign = 0 if not mean else (1 if mean > 0 else -1)
        numbers = self._numbers
        return Arrow(
            id=self._ids[id(link)],
            source=link.source,
            target=link.target,
            width=widths.get(id(link), self.style.plain),
            sign=sign,
            dashed=role_of(link) == "enables",
            label=delay(getattr(link, "lag", 0) or 0, self._step()),
            title=self._sentence(link),
            evidence=strength_of(link),
            detail=self._details(link),
            tags=tuple(
                Tag(id=name, text=numbers[name])
                for name in getattr(link, "assumes", ()) or ()
                if name in numbers
            ),
        )

    def _step(self) -> str:
        step = getattr(getattr(self.plan, "periods", None), "step", None)
        return step if isinstance(step, str) else "period"

    def _sentence(self, link: Any) -> str:
        """Tell everything about a link in one line."""
        weight, curve = getattr(link, "weight", None), getattr(link, "curve", None)
        works = self._known(getattr(link, "works", None))
        facts = [
            "enables" if role_of(link) == "enables" else "",
            f"weight {number(weight)}" if weight is not None else "",
            f"{getattr(curve, 'kind', '')} curve" if curve is not None else "",
            later(getattr(link, "lag", 0) or 0, self._step()),
            works_text(works),
            f"evidence {strength_of(link)}" if strength_of(link) else "",
            *(f"assumes: {self._title(name)}" for name in getattr(link, "assumes", ()) or ()),
        ]
        told = "; ".join(fact for fact in facts if fact)
        ends = f"{self._title(link.source)} → {self._title(link.target)}"
        return cleaned(f"{ends}: {told}" if told else ends)


def ranked(places: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Return the nodes by column, those outside the columns first: the order in which one reads."""
    return sorted(places.items(), key=lambda item: -1 if item[1] is None else item[1])


def weight_text(weight: Any, unit: str, link: Any) -> str:
    """Say how much a link does, in words that fit any unit, in the singular and in the plural."""
    curve = str(getattr(getattr(link, "curve", None), "kind", "") or "")
    units = f" ({unit})" if unit else ""
    told = f"weight {minus(number(weight))}"
    if curve in {"", "linear"}:
        return f"{told} for each unit{units}"
    return f"{told} times a curve ({curve}) of the units{units}"


def link_id(link: LinkShape) -> str:
    """Return the id of a link in a picture."""
    return f"{link.source}--{link.target}"


def role_of(link: Any) -> str:
    """Return what a link does for its target."""
    return str(getattr(link, "role", None) or "contributes")


def strength_of(link: Any) -> str:
    """Return how strong the evidence for a link is said to be, or nothing."""
    strength = getattr(getattr(link, "evidence", None), "strength", None)
    return str(getattr(strength, "value", strength)) if strength else ""


def works_text(works: Any) -> str:
    """Say how likely a link works at all, unless that is certain."""
    return "" if expected(works) == 1 else share_text("works", works)


def fresh(name: str, taken: set[str]) -> str:
    """Return the name, numbered if it is taken, and note it as taken.

    >>> fresh("a--b", {"a--b", "a--b-2"})
    'a--b-3'
    """
    found, again = name, 1
    while found in taken:
        again += 1
        found = f"{name}-{again}"
    taken.add(found)
    return found
