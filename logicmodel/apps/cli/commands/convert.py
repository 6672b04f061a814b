"""``logicmodel convert``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson
from logicmodel.apps.cli.page import put_json

if TYPE_CHECKING:
    from logicmodel.apps.cli.page import Page

Source = Annotated[Path, typer.Argument(metavar="FROM", help="The file to read.", show_default=False)]
Destination = Annotated[Path, typer.Argument(metavar="TO", help="The file to write; its suffix tells the format. A name without one is a folder: of CSV files, one for each sheet; or of plans, from a file of IATI activities.", show_default=False)]
Kind = Annotated[str | None, typer.Option("--format", metavar="NAME", help="The format to write, where several share a suffix.")]
MOST = 8
"""Losses, or lines of a group, that are told one by one."""
PUBLISHED = (".xml", ".iati")
"""Ends of files that may hold many plans."""


class Command(TyperCommand):
    """The command with a list of all formats at the end of its help."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the contract
        """Write the formats: name, what people call it, ends of file names, and whether it is read and written."""
        with formatter.section("Formats (name for --format, ends of file names)"):
            formatter.write_dl([(kind, _told(one)) for kind, one in lm.formats().items()])


def _told(one: lm.Format) -> str:
    """Say in a line what a format is and what can be done with it."""
    ends = ", ".join(end if end.startswith(".") else f"a folder NAME{end}" for end in one.suffixes)
    done = "read and written" if one.reads and one.writes else "only written" if one.writes else "only read"
    return f"{one.title or one.kind}: {ends}; {done}"


def convert(source: Source, destination: Destination, kind: Kind = None, as_json: AsJson = False) -> None:
    """Take a plan from one format into another, and list what was lost on the way.

    What the second format cannot hold, and what the first says that a plan has no place for, is never
    dropped in silence. The first file stays as it is. A folder that is there already is replaced only
    where it is empty or holds the CSV files of a plan and nothing else.
    """
    many = source.suffix.lower() in PUBLISHED and not (destination.suffix or kind or destination.name.lower().endswith("_csv"))
    if many:
        found = lm.convert_many(source, destination)
    else:
        found = {destination: lm.convert(source, destination, kind=kind or (None if destination.suffix else "csv_folder"))}
    if as_json:
        records = [_record(path, one) for path, one in found.items()]
        put_json({"plans": records} if many else records[0])
        return
    for path, one in found.items():
        _show(source, path, one)


def _record(destination: Path, found: lm.Conversion) -> dict[str, Any]:
    """Return what came of one conversion as plain data."""
    return {
        "written": str(destination),
        "losses": [
            {"when": when, "where": one.where, "line": one.line, "message": one.message, "remedy": one.remedy}
            for when, losses in (("reading", found.unread), ("writing", found.unwritten)) for one in losses
        ],
    }


def _show(source: Path, destination: Path, found: lm.Conversion) -> None:
    """Print what was lost, and what was written."""
    from logicmodel.apps.cli.page import Page

    page = Page()
    for words, losses in ((f"What of {source} was left out or had to be guessed", found.unread), (f"{destination} cannot hold", found.unwritten)):
        if losses:
            page.text(f"{words}:", style="yellow")
            _list(page, losses)
    parts = {"node": found.plan.nodes, "link": found.plan.links, "target": found.plan.targets}
    counts = ", ".join(lm.wording.counted(len(several), word) for word, several in parts.items())
    lost = "nothing was lost" if not found.losses else f"{lm.wording.counted(len(found.losses), 'thing')} changed or lost, listed above"
    page.text(f"Wrote {destination}: {counts}; {lost}.", style="bold")
    if len(found.unwritten) > MOST:
        page.text(f"Keep {source}: it holds all of this. --json lists every place." if not found.unread else "--json lists every place.", style="dim")


def _list(page: Page, losses: Sequence[lm.Problem]) -> None:
    """Print losses one by one where they are few, else by what cannot be done without them."""
    if len(losses) <= MOST:
        for one in losses:
            page.line(f"  {one}")
        return
    for group in lm.group_losses(losses):
        page.text(f"{group.title}: {group.consequence}" if group.consequence else group.title, style="bold", indent=2)
        for line in group.lines[:MOST]:
            page.text(f"- {line}" if len(group.lines) > 1 else line, indent=4)
        if len(group.lines) > MOST:
            page.text(f"- and {len(group.lines) - MOST} more; --json lists all", indent=4)
