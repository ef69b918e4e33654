"""Where a batch reads and writes: the files of this machine, or a storage that fsspec knows, named by its URL.

Local paths and `file://` URLs go the way of every other command (`files.py`) and load nothing; the rest is `remote.py`.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .. import catalogue as kinds
from ..errors import UnreadableError, UnwritableError
from ..files import check_target, read_file, write_file
from ..language import Words
from ..limits import Limits

__all__ = ["MANIFEST", "MISSING", "Lines", "Storage", "is_ours", "plain", "storage_of"]

MANIFEST: Final = "goalconv-manifest"
"""How the names of manifests begin."""
MISSING: Final = Words("不存在", "it does not exist")
_APART: Final = ("~$", ".", MANIFEST)
"""How the names begin that Office, file systems and we give to files of their own."""


class Lines(Protocol):
    """Lines that are only ever added to."""

    def read(self) -> Iterator[bytes]:
        """The lines that are there, in order."""

    def add(self, line: bytes) -> None:
        """Adds a line."""

    def close(self) -> None:
        """Has what was added stored."""


class Storage(Protocol):
    """Files by their paths. What cannot be read raises `UnreadableError`, what cannot be written `UnwritableError`."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""

    def real(self, path: str) -> str:
        """The one name of a file that has several."""

    def identity(self, path: str) -> Hashable:
        """What tells a file from all others, whatever name leads to it; None where there is none."""

    def walk(self, folder: str, apart: str) -> Iterator[tuple[str, PurePosixPath]]:
        """The files below a folder in order, with their paths below it, without those in the folder `apart`."""

    def read(self, path: str, limits: Limits) -> bytes:
        """The bytes of a file."""

    def content(self, path: str) -> bytes | None:
        """The bytes of an output; None where there is none."""

    def check(self, path: str, *, force: bool) -> None:
        """Raises `UnwritableError` where `path` may not be written: it is a folder, or exists."""

    def write(self, path: str, data: bytes) -> None:
        """Writes a file whole or not at all, with the folders it stands in."""

    def lines(self, folder: str) -> Lines:
        """The manifest of a folder, which is made where it is missing."""


def storage_of(path: str) -> Storage:
    """The storage of a path, as `plain` gives it."""
    if "://" in path:
        from .remote import RemoteStorage

        return RemoteStorage()
    return LocalStorage()


def plain(path: str | os.PathLike[str]) -> str:
    """A path as it is used here: one on this machine, or a URL of another scheme than `file`, without a slash at its end."""
    text = os.fspath(path)
    if text.startswith("file://"):
        return url2pathname(urlsplit(text).path)
    return text.rstrip("/") if "://" in text and not text.endswith("://") else text


def is_ours(names: tuple[str, ...]) -> bool:
    """Whether a path below a folder of inputs leads to files that are made by programs for themselves."""
    return any(name.startswith(_APART) for name in names)


class LocalStorage:
    """The files of this machine."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""
        return os.path.exists(path)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        return os.path.isdir(path)

    def real(self, path: str) -> str:
        """The path without links."""
        return os.path.realpath(path)

    def identity(self, path: str) -> Hashable:
        """Device and number, which hold where case does not count, too."""
        with suppress(OSError, ValueError):
            about = os.stat(path)
            return about.st_dev, about.st_ino
        return None

    def walk(self, folder: str, apart: str) -> Iterator[tuple[str, PurePosixPath]]:
        """All that is no folder, in order; links to folders are not followed, and what is no file is for `read` to refuse."""
        for place, folders, files in os.walk(folder, onerror=_refuse):
            folders[:] = sorted(
                name for name in folders if not is_ours((name,)) and os.path.realpath(os.path.join(place, name)) != apart
            )
            for name in sorted(files):
                path = Path(place, name)
                if not is_ours((name,)):
                    yield str(path), PurePosixPath(path.relative_to(folder).as_posix())

    def read(self, path: str, limits: Limits) -> bytes:
        """The bytes of a regular file."""
        return read_file(Path(path), limits)

    def content(self, path: str) -> bytes | None:
        """The bytes of an output; None where there is no regular file."""
        target = Path(path)
        with suppress(OSError, ValueError):
            return target.read_bytes() if target.is_file() else None
        return None

    def check(self, path: str, *, force: bool) -> None:
        """Raises `UnwritableError` where `path` is a link or a folder, or exists."""
        check_target(Path(path), force=force)

    def write(self, path: str, data: bytes) -> None:
        """Writes a file whole or not at all, with the folders it stands in."""
        target = Path(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableError(kinds.OUTPUT_FAILED, path=target.parent, reason=error.strerror or error) from error
        write_file(target, data, force=True)

    def lines(self, folder: str) -> Lines:
        """The manifest of a folder, one file."""
        return _LocalLines(Path(folder, f"{MANIFEST}.jsonl"))


def _refuse(error: OSError) -> None:
    """A folder that cannot be looked into is told: what is in it must not be missing without a word."""
    raise UnreadableError(kinds.INPUT_FAILED, path=error.filename, reason=error.strerror or error) from error


class _LocalLines:
    """A file of lines; each is on the disk when `add` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("ab+")
        except OSError as error:
            raise self._failed(error) from error

    def read(self) -> Iterator[bytes]:
        """The lines that are there, with those that were cut off."""
        self._stream.seek(0)
        return iter(self._stream)

    def add(self, line: bytes) -> None:
        """Adds a line, on one of its own also where the last was cut off."""
        try:
            self._stream.write(b"\n" + line)
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Closes the file."""
        with suppress(OSError):  # what could not be added was told then
            self._stream.close()

    def _failed(self, error: OSError) -> UnwritableError:
        return UnwritableError(kinds.OUTPUT_FAILED, path=self._path, reason=error.strerror or error)
