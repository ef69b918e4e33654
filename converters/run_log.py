"""The log of a run: a line of JSON for each file read and written, each finding, and the end; no text of any document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from . import catalogue as kinds
from .errors import UsageError
from .language import Words
from .places import Place

__all__ = ["RunLog", "spot"]

_FIRST: Final = b'{"time":'
_STRANGE: Final = Words("文件中不是日志", "the file holds something that is no log")


class RunLog:
    """A file that takes the events of runs, each added at its end."""

    def __init__(self, path: Path) -> None:
        """Opens the log; raises `UsageError` where the file cannot be written, or holds anything but a log."""
        try:
            self._stream = path.open("a+b", buffering=0)
            self._stream.seek(0)
            head = self._stream.read(len(_FIRST))
        except OSError as error:
            raise UsageError(kinds.LOG_FAILED, path=path, reason=error.strerror or str(error)) from error
        if head not in (b"", _FIRST):
            self._stream.close()
            raise UsageError(kinds.LOG_FAILED, path=path, reason=_STRANGE)

    def add(self, event: str, members: Mapping[str, object]) -> None:
        """Adds a line: when it was (UTC), which process, what happened, and the members."""
        told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "process": os.getpid(), "event": event, **members}
        self._stream.write(msgspec.json.encode(told) + b"\n")


def spot(place: Place | None) -> dict[str, object]:
    """The numbers of a place, without the name of a sheet, which is text of the document."""
    if place is None:
        return {}
    told: dict[str, object] = msgspec.structs.asdict(place)
    return {name: value for name, value in told.items() if isinstance(value, int)}
