"""The manifest of a batch: one line of JSON for each file, so that a second run skips what is done.

A run adds a line with what was asked for (`Asked`), then a line for each file (`Entry`), before its outputs are
written: whoever finds an output with the hash of its line knows it for ours, whole and up to date, also after a power
cut. Later lines count before earlier ones; a line cut off at the end is no line.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import msgspec
from msgspec import Struct

from ..language import Words
from .storage import Lines, Storage, storage_of
from .work import BatchOrder

__all__ = ["Asked", "Entry", "Manifest", "Written", "digest", "outputs"]


class Written(Struct, frozen=True):
    """An output: its path below the folder of outputs, and the hash of its content."""

    path: str
    sha256: str


class Asked(Struct, frozen=True):
    """What a run was asked for: when it began (UTC), by which version of goalconv, and the order, which `id` stands for."""

    id: str
    started: str
    version: str
    order: BatchOrder


class Entry(Struct, frozen=True, omit_defaults=True):
    """What became of one file; `stem` is the path of its outputs without what each adds, `order` the id of what was asked for.

    `findings` counts by severity, `seconds` is by the clock. `code` and `message`, in both languages, say why it failed.
    """

    source: str
    stem: str
    sha256: str
    order: str
    status: Literal["done", "failed"]
    outputs: tuple[Written, ...] = ()
    findings: dict[str, int] = {}
    seconds: float = 0
    code: str = ""
    message: Words = Words("", "")


class Manifest:
    """The manifest of a folder of outputs: what earlier runs did, and open for adding to it, from many threads."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._storage: Storage = storage_of(folder)
        self._lock = threading.Lock()
        self._done: dict[str, Entry] = {}
        self._made: dict[tuple[str, str], tuple[str, str]] = {}
        self._lines: Lines = self._storage.lines(folder)
        for line in self._lines.read():
            with suppress(msgspec.MsgspecError):  # what was asked for, an empty line, or one that was cut off
                self._remember(_ENTRY.decode(line))

    def begin(self, asked: Asked) -> None:
        """Adds the line of a run."""
        self._lines.add(msgspec.json.encode(asked))

    def add(self, entry: Entry) -> None:
        """Adds the line of a file, for the runs to come. Raises `UnwritableError` where it cannot be stored."""
        with self._lock:
            self._lines.add(msgspec.json.encode(entry))

    def done(self, stem: str, sha256: str, order: str) -> Entry | None:
        """The entry of a file that is done: the same content, the same order, all outputs there and unchanged."""
        entry = self._done.get(stem)
        if entry is None or (entry.sha256, entry.order) != (sha256, order):
            return None
        return entry if all(self._holds(written) for written in entry.outputs) else None

    def made(self, path: str, content: bytes, source: str, sha256: str) -> bool:
        """Whether what stands at a path is an unchanged output of this batch, made of the same file or of the same content."""
        made = self._made.get((path, digest(content)))
        return made is not None and (made[0] == source or made[1] == sha256)

    def path_of(self, path: str) -> str:
        """A path below the folder, as its storage knows it."""
        return f"{self.folder}/{path}"

    def close(self) -> None:
        """Has all lines stored."""
        self._lines.close()

    def _holds(self, written: Written) -> bool:
        content = self._storage.content(self.path_of(written.path))
        return content is not None and digest(content) == written.sha256

    def _remember(self, entry: Entry) -> None:
        if entry.status == "done":
            self._done[entry.stem] = entry
        else:
            self._done.pop(entry.stem, None)
        for written in entry.outputs:
            self._made[written.path, written.sha256] = (entry.source, entry.sha256)


_ENTRY = msgspec.json.Decoder(Entry)


def digest(data: bytes, *more: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(b"\0".join((data, *more))).hexdigest()


def outputs(pairs: Sequence[tuple[str, bytes]]) -> tuple[Written, ...]:
    """The entries of outputs with these paths and contents."""
    return tuple(Written(path, digest(data)) for path, data in pairs)
