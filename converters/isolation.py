"""Work in a child process that may be killed: for engines that can take a process down, and for services.

A worker runs functions, named as "module:function" like the engines of formats, one after the other. What
it is given and what it gives back goes through a pipe; a function that takes too long, takes too much memory
or ends the process costs one `UnreadableError` that says which of these it was, and the next call starts a new
process. The child has the rights of its parent: this holds faults, it is no jail.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import IO, Any, Final, NoReturn

from . import catalogue as kinds
from .errors import UnreadableError
from .interface import Budget
from .language import Words

__all__ = ["Worker", "is_confined", "receive", "run_isolated", "send"]

_CHILD: Final = "goalconv.converters.confined"
_LENGTH: Final = struct.Struct("<Q")
_LOOK: Final = 0.02  # seconds between two looks at the child's memory; a process fills about 100 MB in that time
_MARK: Final = "GOALCONV_CONFINED"


class Worker:
    """A child process for many calls, one at a time; a new one takes its place after `calls` of them and after a failure."""

    def __init__(self, budget: Budget = Budget(), calls: int = 500) -> None:
        self.budget = budget
        self._calls = calls
        self._left = 0
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def call(self, function: str, *arguments: object, task: str = "") -> Any:
        """What the function "module:function" gives for the arguments, worked out in the child.

        Its own errors come through. Raises `UnreadableError` where the child takes more than its budget or
        dies; `task` is what the message says was being read.
        """
        child = self._ready()
        answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=_exchange, args=(child, pickle.dumps((function, arguments)), answers), daemon=True).start()
        task = task or function
        answer = self._await(child, answers, task)
        if answer is None:
            raise UnreadableError(kinds.CHILD_DIED, task=task, reason=_cause(self._reap()))
        how, value = pickle.loads(answer)
        if how == "memory":
            self._over_memory(task)
        if how == "raised":
            raise value
        return value

    def close(self) -> None:
        """Ends the child, in whatever state it is."""
        if self._child is not None:
            self._child.kill()
            self._reap()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and (self._left <= 0 or self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._child = _start(self.budget)
            self._left = self._calls
        self._left -= 1
        return self._child

    def _await(self, child: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None], task: str) -> bytes | None:
        """The child's answer; None where it died. A child over its budget is killed."""
        deadline = time.monotonic() + self.budget.seconds
        while True:
            try:
                return answers.get(timeout=_LOOK)
            except queue.Empty:
                pass
            if time.monotonic() > deadline:
                self.close()
                raise UnreadableError(kinds.CHILD_TIMEOUT, task=task, seconds=f"{self.budget.seconds:g}")
            if _resident(child.pid) > self.budget.memory:
                self._over_memory(task)

    def _over_memory(self, task: str) -> NoReturn:
        self.close()
        raise UnreadableError(kinds.CHILD_MEMORY, task=task, mebibytes=self.budget.memory >> 20)

    def _reap(self) -> int:
        """Waits for the child's end and forgets it; gives its exit status."""
        child, self._child = self._child, None
        if child is None:
            return 0
        status = child.wait()
        for stream in (child.stdin, child.stdout):
            _close(stream)
        return status


def run_isolated(function: str, *arguments: object, budget: Budget = Budget(), task: str = "") -> Any:
    """One call in a child of its own; in a process that is confined already, the call itself."""
    if is_confined():
        from .confined import function_of

        return function_of(function)(*arguments)
    with Worker(budget) as worker:
        return worker.call(function, *arguments, task=task)


def is_confined() -> bool:
    """Whether this process is a worker's child."""
    return _MARK in os.environ


def _start(budget: Budget) -> subprocess.Popen[bytes]:
    environment = {**os.environ, _MARK: str(budget.memory)}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the parent, which ends its children
    )


def _exchange(child: subprocess.Popen[bytes], request: bytes, answers: queue.SimpleQueue[bytes | None]) -> None:
    """Sends a request and puts the answer, or None where the child's end closes, into the queue."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        send(child.stdin, request)
        answers.put(receive(child.stdout))
    except (OSError, ValueError):  # the pipe broke, or was closed because the child was killed
        answers.put(None)


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message of a pipe; None where it ends."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def send(stream: IO[bytes], message: bytes) -> None:
    """Writes a message to a pipe."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # what was still to be written has no reader any more
        pass


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _cause(status: int) -> Words:
    """What an exit status says of how a process ended."""
    if status >= 0:
        return Words("退出代码 {status}", "exit status {status}").of(status=status)
    known = {number.value: number.name for number in signal.Signals}
    return Words("信号 {name}", "signal {name}").of(name=known.get(-status, -status))
