"""A scene as a Mermaid flowchart, for pages that draw Mermaid themselves."""

from __future__ import annotations

import re

from logicmodel.views.diagrams.prose import lines_of
from logicmodel.views.diagrams.scene import Arrow, Box, Scene
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.svg import direction_of

MINUS = "−"
WAYS = {"right": "LR", "left": "RL", "up": "BT"}
SHAPES = {"card": ("[", "]"), "hexagon": ("{{", "}}"), "oval": ("([", "])")}
_SPECIAL = re.compile(r"[^\w\s.,:+\-–−%()/]")


def mermaid_of(scene: Scene, style: Style) -> str:
    """Return the flowchart: a subgraph for every column, thickness by width, the shapes of the style.

    Dashes tell enabling or the evidence. Gauges are told by their words, lanes and spheres are not.
    """
    names, direction = plain_names(scene), direction_of(scene, style)
    beside = "LR" if direction == "up" else "TB"
    lines = [
        "---",
        f"title: {quoted(scene.title or 'Logic model')}",
        "---",
        f"flowchart {WAYS[direction]}",
    ]
    for index, column in enumerate(scene.columns):
        inside = [box for box in scene.boxes if box.column == index]
        lines += _group(f"stage_{index}", column.title, inside, names, beside)
    outside = [box for box in scene.boxes if box.column is None]
    lines += _group("factors", "External factors", outside, names, beside)
    arrows = [arrow for arrow in scene.arrows if arrow.source in names and arrow.target in names]
    lines += [_arrow(arrow, names) for arrow in arrows]
    lines += [_stroke(place, arrow, style) for place, arrow in enumerate(arrows)]
    lines += _classes(scene, style, names)
    return "\n".join(lines) + "\n"


def plain_names(scene: Scene) -> dict[str, str]:
    """Return a name for every box that no diagram language can mistake for a word of its own."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for box in scene.boxes:
        name = "n_" + re.sub(r"\W", "_", box.id, flags=re.ASCII)
        while name in taken:
            name += "_"
        taken.add(name)
        names[box.id] = name
    return names


def escaped(text: str) -> str:
    """Write a text for a Mermaid label, special characters by their number.

    >>> escaped('a "quoted" <b>')
    'a #34;quoted#34; #60;b#62;'
    """
    return _SPECIAL.sub(lambda found: f"#{ord(found.group())};", text)


def quoted(text: str) -> str:
    """Write a text as a YAML string in double quotes."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def _group(
    name: str, title: str, boxes: list[Box], names: dict[str, str], beside: str
) -> list[str]:
    if not boxes:
        return []
    head = [f'  subgraph {name}["{escaped(title)}"]', f"    direction {beside}"]
    return [*head, *(f"    {names[box.id]}{_shaped(box)}" for box in boxes), "  end"]


def _shaped(box: Box) -> str:
    """Return the text of a box inside the brackets of its shape."""
    start, end = SHAPES[box.shape]
    return f'{start}"{_label(box)}"{end}'


def _stroke(place: int, arrow: Arrow, style: Style) -> str:
    """Return how an arrow is drawn: its width, its pattern, and its colour where it lowers."""
    dashes = f",stroke-dasharray:{arrow.dashes}" if arrow.dashes else ""
    colour = f",stroke:{style.lowers}" if arrow.sign < 0 else ""
    return f"  linkStyle {place} stroke-width:{arrow.width:g}px{dashes}{colour}"


def _label(box: Box) -> str:
    """Return the text of a box, its lines joined by breaks."""
    return "<br/>".join(escaped(line) for line in (box.title, *lines_of(box)))


def _arrow(arrow: Arrow, names: dict[str, str]) -> str:
    words = [MINUS] if arrow.sign < 0 else []
    words += [tag.text for tag in arrow.tags]
    words += [arrow.label] if arrow.label else []
    label = f'|"{escaped(" ".join(words))}"|' if words else ""
    line = "-.->" if arrow.dashed else "-->"
    return f"  {names[arrow.source]} {line}{label} {names[arrow.target]}"


def _classes(scene: Scene, style: Style, names: dict[str, str]) -> list[str]:
    lines = []
    for kind in dict.fromkeys(box.kind for box in scene.boxes):
        inks = style.inks[kind]
        members = ",".join(names[box.id] for box in scene.boxes if box.kind == kind)
        dashes = ",stroke-dasharray:5 3" if kind == "factor" else ""
        lines.append(
            f"  classDef {kind} fill:{style.paper},stroke:{inks.line},color:{style.ink}{dashes}"
        )
        lines.append(f"  class {members} {kind}")
    return lines
