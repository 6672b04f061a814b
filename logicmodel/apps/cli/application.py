"""The commands by name, imported when they are called."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import sys
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from logicmodel.apps.cli import commands

ORDER = (
    "new", "convert", "elicit", "check", "show", "diagram", "chart", "simulate", "compare", "optimize", "sensitivity", "contribution",
    "information", "discover", "experts", "report", "schema",
)
"""How the help page lists them: along the work; others follow by name."""
SETTINGS = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The group of all files in ``commands``; only the one that is called is imported."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """Return the names of the commands."""
        found = {module.name for module in pkgutil.iter_modules(commands.__path__)}
        return [name for name in ORDER if name in found] + sorted(found - set(ORDER))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called, or say which one may be meant."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            import logicmodel as lm  # noqa: PLC0415

            close = difflib.get_close_matches(args[0], known, n=2)
            remedy = f"did you mean {' or '.join(close)}?" if close else f"known: {', '.join(known)}"
            raise lm.RequestError(f"logicmodel: there is no command {args[0]}", remedy=remedy)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in self.commands:
            module = importlib.import_module(f"{commands.__name__}.{cmd_name}")
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(cmd_name, cls=getattr(module, "Command", None), context_settings=SETTINGS)(getattr(module, cmd_name))
            self.commands[cmd_name] = typer.main.get_command(alone)
        return self.commands[cmd_name]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's signature
    if wanted:
        import logicmodel as lm  # noqa: PLC0415

        sys.stdout.write(f"logicmodel {lm.__version__}\n")
        raise typer.Exit


def application() -> typer.Typer:
    """Return the whole command line."""
    app = typer.Typer(
        cls=Commands, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def logicmodel(
        version: Annotated[  # noqa: FBT002 - a switch
            bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
        ] = False,
    ) -> None:
        """Plan with logic models and simulate them: how likely is each outcome target to be met?

        Begin with "logicmodel new", which writes a plan to start from. Every command explains itself
        with "logicmodel COMMAND --help".
        """

    return app
