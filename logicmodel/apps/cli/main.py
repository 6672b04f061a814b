"""The console entry point: whatever happens inside becomes a line and an exit status."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
PIPE_CLOSED = 141
BUG = 70


def run() -> None:
    """Run the command line and leave with its exit status."""
    import warnings  # noqa: PLC0415 - nothing may fail before the guard in main()

    if not _debug():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("once", message="no font on this machine")
        warnings.showwarning = lambda message, *_: _say(f"note: {message}")
    try:
        status = main(sys.argv[1:])
    except KeyboardInterrupt:  # once more, while the first was being told
        status = INTERRUPTED
    _leave(status)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status.

    0 done; 1 the plan has errors or a wanted precision was not met; 2 the request or the file is
    unusable; 70 a fault of this program; 130 interrupted; 141 nobody reads the output any more.
    """
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: nothing leaves as a traceback
        status = _failed(error)
    if status == INTERRUPTED:
        _say("interrupted")
    return status


def _run(arguments: Sequence[str]) -> int:
    from logicmodel.apps.cli.application import application  # noqa: PLC0415 - inside the guard
    from logicmodel.apps.cli.streams import prepare  # noqa: PLC0415

    prepare()
    given = list(arguments) or ["--help"]
    status = application()(given, prog_name="logicmodel", standalone_mode=False)
    return status if isinstance(status, int) else 0


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and not error.filename:
        _give_up_output()
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED
    if _debug():
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    try:
        from logicmodel.apps.cli.failures import explained  # noqa: PLC0415

        lines, status = explained(error)
    except Exception as second:  # noqa: BLE001
        lines, status = [f"logicmodel: {type(second).__name__}: {second}"], BUG
    for line in lines:
        _say(line)
    return status


def _say(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _give_up_output() -> None:
    """Point the output nowhere, so that nothing complains again when Python closes it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(status: int) -> None:
    """End at once, also where worker threads are still busy with an interrupted run."""
    if status == INTERRUPTED:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status)
    sys.exit(status)


def _debug() -> bool:
    return os.environ.get("LOGICMODEL_DEBUG", "") not in {"", "0"}
