"""A server of the tests: a real one, on a port of its own, in a thread."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from goalconv.service.server import server_of
from goalconv.service.settings import Settings

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()", "serve"]


@contextmanager
def running(*options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command in a process of its own, and the port on which it listens; killed at the end."""
    with subprocess.Popen([*COMMAND, *options], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
            assert found
            yield process, int(found[1])
        finally:
            process.kill()


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The port on which the service answers."""
    server = server_of(settings)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=60).raise_for_status()  # answered once the server has started
            yield port
        finally:
            server.should_exit = True
            thread.join(20)
