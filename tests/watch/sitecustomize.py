"""What a process that reads may not do, watched from its start: a Python that has this folder in PYTHONPATH runs this file by itself.

The child processes in which some engines work end with `CAUGHT` at the first thing forbidden. The hook hears what goes through
Python; the system calls of libraries in C are watched by `strace` where that is wanted (docs/proofs.md).
"""

from __future__ import annotations

import os
import sys
import sysconfig

CAUGHT = 97
_STARTS = ("os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "ftplib.connect", "urllib.Request")
_OWN = "goalconv.converters.confined"
PYTHON = (os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix), sysconfig.get_path("stdlib"), "/proc/", "/dev/null")
HOME = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))


def forbidden(event: str, arguments: tuple[object, ...], allowed: tuple[str, ...]) -> str:
    """What is forbidden about an event: the network, another program, a file that is not below one of the paths; "" where nothing is."""
    if event.startswith("socket.") or event in _STARTS:
        return event
    if event == "subprocess.Popen" and _OWN not in arguments[1]:  # type: ignore[operator]
        return f"{event} {arguments[1]}"
    if event == "open" and isinstance(arguments[0], str) and not os.path.realpath(arguments[0]).startswith(allowed):
        return f"open {arguments[0]}"
    return ""


if "GOALCONV_CONFINED" in os.environ:
    sys.addaudithook(lambda event, arguments: os._exit(CAUGHT) if forbidden(event, arguments, (*PYTHON, HOME)) else None)
