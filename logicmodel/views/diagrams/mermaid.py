"""A scene as a Mermaid flowchart, for pages that draw Mermaid themselves."""

from __future__ import annotations

import re

from logicmodel.views.diagrams.scene import Arrow, Box, Scene
from logicmodel.views.diagrams.styles.style import Style

MINUS = "−"
_SPECIAL = re.compile(r"[^\w\s.,:+\-–−%()/]")


def mermaid_of(scene: Scene, style: Style) -> str:
    """Return the flowchart: a subgraph for every column, thickness by width, dashes for enabling."""
    names = plain_names(scene)
    lines = ["---", f"title: {quoted(scene.title or 'Logic model')}", "---", "flowchart LR"]
    for index, column in enumerate(scene.columns):
        inside = [box for box in scene.boxes if box.column == index]
        lines += _group(f"stage_{index}", column.title, inside, names)
    lines += _group(
        "factors", "External factors", [box for box in scene.boxes if box.column is None], names
    )
    arrows = [arrow for arrow in scene.arrows if arrow.source in names and arrow.target in names]
    lines += [_arrow(arrow, names) for arrow in arrows]
    lines += [
        f"  linkStyle {place} stroke-width:{arrow.width:g}px"
        + (f",stroke:{style.lowers}" if arrow.sign < 0 else "")
        for place, arrow in enumerate(arrows)
    ]
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


def _group(name: str, title: str, boxes: list[Box], names: dict[str, str]) -> list[str]:
    if not boxes:
        return []
    head = [f'  subgraph {name}["{escaped(title)}"]', "    direction TB"]
    return [*head, *(f'    {names[box.id]}["{_label(box)}"]' for box in boxes), "  end"]


def _label(box: Box) -> str:
    """Return the text of a box, its lines joined by breaks."""
    lines = [box.title, *([box.subtitle] if box.subtitle else [])]
    lines += [badge.text for badge in box.badges]
    lines += [tag.text for tag in box.tags]
    return "<br/>".join(escaped(line) for line in lines)


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
