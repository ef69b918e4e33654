"""The manifest of a batch: one line of JSON for each file, so that a second run skips what is done.

A line is written before its outputs are: whoever finds an output with the hash of its line knows it for ours,
whole and up to date, also after a power cut. Later lines count before earlier ones; a line cut off at the end is
no line.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Literal

import msgspec
from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnwritableError

__all__ = ["NAME", "Entry", "Manifest", "digest"]

NAME: Final = "goalconv-manifest.jsonl"


class Written(Struct, frozen=True):
    """An output: its path below the folder of outputs, and the hash of its content."""

    path: str
    sha256: str


class Entry(Struct, frozen=True):
    """What became of one file. `order` tells what was asked for and by which version; `seconds` is by the clock."""

    source: str
    sha256: str
    order: str
    status: Literal["done", "failed"]
    outputs: tuple[Written, ...] = ()
    findings: dict[str, int] = {}
    seconds: float = 0
    code: str = ""
    message: str = ""


class Manifest:
    """The manifest of a folder of outputs, open for adding to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._known: set[tuple[str, str]] = set()
        path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for line in path.read_bytes().split(b"\n") if path.exists() else ():
                self._take(line)
            self._stream: IO[bytes] = path.open("ab")
        except OSError as error:
            raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=error.strerror or error) from error

    def add(self, entry: Entry) -> None:
        """Adds a line, which is on the disk when this returns."""
        with self._lock:
            self._stream.write(b"\n" + msgspec.json.encode(entry))
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._remember(entry)

    def done(self, source: str, sha256: str, order: str) -> Entry | None:
        """The entry of a file that is done: the same content, the same order, all outputs there and unchanged."""
        entry = self._entries.get(source)
        if entry is None or (entry.sha256, entry.order, entry.status) != (sha256, order, "done"):
            return None
        return entry if all(self._holds(written) for written in entry.outputs) else None

    def is_ours(self, path: str) -> bool:
        """Whether what stands at a path below the folder is an output of this batch, unchanged."""
        target = self.folder / path
        return target.is_file() and (path, digest(target.read_bytes())) in self._known

    def close(self) -> None:
        """Closes the file."""
        self._stream.close()

    def _holds(self, written: Written) -> bool:
        path = self.folder / written.path
        return path.is_file() and digest(path.read_bytes()) == written.sha256

    def _take(self, line: bytes) -> None:
        with suppress(msgspec.MsgspecError):  # an empty line, or one that was cut off
            self._remember(msgspec.json.decode(line, type=Entry))

    def _remember(self, entry: Entry) -> None:
        self._entries[entry.source] = entry
        self._known.update((written.path, written.sha256) for written in entry.outputs)


def digest(data: bytes, *more: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(b"\0".join((data, *more))).hexdigest()


def outputs(pairs: Sequence[tuple[str, bytes]]) -> tuple[Written, ...]:
    """The entries of outputs with these paths and contents."""
    return tuple(Written(path, digest(data)) for path, data in pairs)
