"""The child of a worker (`isolation.py`): reads calls from standard input, answers on standard output.

Run as a module. What a library prints goes nowhere, and no file can be written.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, Final

from .isolation import receive, send

__all__ = ["function_of", "main"]

_SPACE: Final = 4  # address space a child may have over its budget of resident memory: engines reserve more than they use


def function_of(name: str) -> Callable[..., Any]:
    """The function that "module:function" names."""
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found


def main() -> None:
    """Answers calls until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent too, which ends its children
    requests, answers = _pipes()
    _limit(int(os.environ["GOALCONV_CONFINED"]))
    while (request := receive(requests)) is not None:
        send(answers, _answer(request))


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, away from where a library would read or print."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return requests, answers


def _limit(memory: int) -> None:
    """Sets the limits that the system can hold: address space, no file written, no core file."""
    if sys.platform == "win32":
        return
    import resource

    for limit, value in ((resource.RLIMIT_AS, memory * _SPACE), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _answer(request: bytes) -> bytes:
    """How the call ended ("value", "raised" or "memory"), and what it gave or raised."""
    try:
        name, arguments = pickle.loads(request)
        return pickle.dumps(("value", function_of(name)(*arguments)))
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception as error:
        return pickle.dumps(("raised", error))


if __name__ == "__main__":
    main()
