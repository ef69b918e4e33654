"""The command `goalconv`: turns a coded error into a message and status 2, and how a command ended into the status of its process.

0 done, 1 the document has findings that count as errors, 2 it could not be read or written,
130 stopped with Ctrl-C, 141 whoever read the output went away (`| head`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

__all__ = ["main", "run"]

# Objects between two looks for rubbish: Python's 700 would have all modules that are imported looked through again and again.
_ALLOCATIONS = 50_000
_INTERRUPTED, _UNREAD = 130, 141  # what shells say of a program that SIGINT or SIGPIPE has ended
_CHILDREN = ("concurrent.futures", "multiprocessing")  # where they are in use, something may be left to be done at the end


def run() -> NoReturn:
    """Runs the command as a process of its own, and leaves it without taking it down piece by piece: that takes a sixth of a small job."""
    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, int | None) and not any(name in sys.modules for name in _CHILDREN):
            sys.stderr.flush()
            os._exit(ended.code or 0)
        raise
    sys.exit()


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; a coded error is printed and ends with status 2."""
    gc.set_threshold(_ALLOCATIONS)
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from goalconv.commands import COMMANDS  # so late: without looking for rubbish
    from goalconv.commands.console import at_end
    from goalconv.commands.language import ask_for

    ask_for(given)
    status = _outcome(given)
    names = {command.name for command in COMMANDS}
    for act in at_end:
        act(next((name for name in given if name in names), ""), status)
    sys.exit(status)


def _outcome(arguments: list[str]) -> Any:
    """The status that the command ends with, after all is said."""
    from goalconv.commands.console import say

    try:
        try:
            from goalconv.commands.late import import_typer

            import_typer()
            from goalconv.commands.program import run as run_program

            status = run_program(arguments)
        finally:
            sys.stdout.flush()
        # typer makes this status of Ctrl-C; a command that says itself what was stopped raises SystemExit
        return _interrupted() if status == _INTERRUPTED else status
    except SystemExit as ended:
        return _status(ended)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        return _unread()
    except Exception as error:
        say(_said(error, arguments))
        return 2


def _said(error: Exception, arguments: Sequence[str]) -> str:
    """What is said of an error: one of ours, or a wrong call; any other is a defect and is raised on."""
    from goalconv import GoalconvError  # not at the top: its module would be imported at every start

    if isinstance(error, GoalconvError):
        from goalconv.commands.console import finding_text

        return finding_text(error.finding, error.source)
    if hasattr(error, "format_message"):
        from goalconv.commands.usage import explained

        return explained(error, arguments)
    raise error


def _status(ended: SystemExit) -> Any:
    """The status to end with; typer gives 1 where the output is not read any more."""
    return _unread() if isinstance(ended.__context__, BrokenPipeError) else ended.code


def _interrupted() -> int:
    from goalconv.commands.console import say, tell

    say(tell("已中断", "interrupted"))
    return _INTERRUPTED


def _unread() -> int:
    """Lets what is still buffered go nowhere, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _UNREAD
