"""The log of the service: a line for each request, and for a bug where it was; never what a document holds."""

from __future__ import annotations

import logging
import re
import time
import traceback
from pathlib import Path
from typing import Final
from urllib.parse import quote

__all__ = ["Entry", "log_bug"]

_LOG: Final = logging.getLogger("goalconv.service")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{20,}")
"""Ids of jobs: who knows one can have its results."""
_LENGTH: Final = 120


class Entry:
    """One request in the log, filled in while it is answered."""

    def __init__(self, request_id: str, method: str, path: str) -> None:
        self.request_id = request_id
        self.status = 0
        self.sent = 0
        self._what = f"{method} {_shown(path)}"
        self._start = time.monotonic()

    def write(self) -> None:
        """Writes the line; status 0 is a caller that went away."""
        _LOG.info("%s %s %d %d %.3f", self.request_id, self._what, self.status, self.sent, time.monotonic() - self._start)


def _shown(path: str) -> str:
    return _SECRET.sub("*", quote(path[:_LENGTH]))


def log_bug(request_id: str, error: BaseException) -> None:
    """Logs the kind of an error and the lines it went through; its message may quote the document."""
    frames = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__))
    _LOG.error("%s %s at %s", request_id, type(error).__name__, " < ".join(reversed([*frames])))
