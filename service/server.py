"""The server under the application: the socket, patience with slow callers, and the log.

The log has a line for each request and none of its content: the request's id, method, path (ids of jobs left
out), status, bytes and seconds. Queries are not in it, because they can hold names of files.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Any, Final, NoReturn

from goalconv import UsageError
from goalconv.converters import catalogue as kinds
from goalconv.service.settings import Settings, checked

__all__ = ["run", "server_of"]

_EXTRA: Final = frozenset({"jinja2", "multipart", "python_multipart", "starlette", "uvicorn"})
_FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"


def run(settings: Settings) -> None:
    """Serves until it is told to stop. Raises `UsageError` where settings, socket or installation do not allow it."""
    checked(settings)
    server = server_of(settings)
    from goalconv.service.jobs import SqliteStore

    listening = _socket(settings)
    SqliteStore(settings.store, settings.jobs, settings.stored).close()  # once the server runs, it is too late to say so
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=_FORMAT)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(f"goalconv: http://{shown}:{port}/  (Ctrl-C)", file=sys.stderr, flush=True)
    signal.signal(signal.SIGTERM, _end)  # the server ends in order, and then lets the signal through
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def _end(number: int, frame: object) -> NoReturn:
    sys.exit()


def server_of(settings: Settings) -> Any:
    """The server of these settings, not yet started; raises `UsageError` where the extra `serve` is not installed."""
    try:
        import uvicorn

        from goalconv.service.app import application
        from goalconv.service.patience import protocol_of
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise UsageError(kinds.EXTRA_MISSING, what=error.name, extra="serve") from error
    return uvicorn.Server(
        uvicorn.Config(
            application(settings), http=protocol_of(settings.head_time), ws="none", loop="asyncio", lifespan="on", log_config=None,
            log_level="warning", access_log=False, server_header=False, proxy_headers=False,
            limit_concurrency=settings.connections, h11_max_incomplete_event_size=settings.headers,
            timeout_keep_alive=5, timeout_graceful_shutdown=10,
        )
    )  # fmt: skip


def _socket(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise UsageError(kinds.CANNOT_LISTEN, host=settings.host, port=settings.port, reason=reason) from error
