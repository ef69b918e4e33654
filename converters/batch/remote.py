"""Storage by URL, through fsspec: S3 and its like, HDFS, memory and whatever else its packages know.

An output appears whole or not at all: object stores take it in one request, elsewhere it is written beside its place
and moved there. An object store cannot add to an object, so that its manifest is a row of them, each with up
to `_LINES` lines; what a run that was broken off had not stored yet is converted again by the next.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath
from typing import Any, Final

import fsspec

from .. import catalogue as kinds
from ..errors import GoalconvError, UnreadableError, UnwritableError, UsageError
from ..language import Words
from ..limits import Limits
from .storage import MANIFEST, MISSING, Lines, is_ours

__all__ = ["RemoteStorage"]

_WHOLE: Final = frozenset({"abfs", "abfss", "adl", "az", "cos", "gcs", "gs", "memory", "obs", "oss", "ossfs", "s3", "s3a", "tos"})
"""The storages that show an object only when all of it is there. Others are as right, and only slower, if they do too."""
_LINES: Final = 100
_SECONDS: Final = 30
_FOLDER: Final = Words("是文件夹", "it is a folder")


class RemoteStorage:
    """The files that URLs name."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""
        with _told_unreadable(path):
            system, name = _at(path)
            return bool(system.exists(name))

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder, or what passes for one: names that go on below this one."""
        with _told_unreadable(path):
            system, name = _at(path)
            return bool(system.isdir(name))

    def real(self, path: str) -> str:
        """The URL; storages have no links that matter."""
        return path

    def identity(self, path: str) -> Hashable:
        """The name within its storage."""
        system, name = _at(path)
        return type(system).__name__, name

    def walk(self, folder: str, apart: str) -> Iterator[tuple[str, PurePosixPath]]:
        """The files in order of name. Names that would lead out of a folder on another system are told by `_below`."""
        with _told_unreadable(folder):
            system, root = _at(folder)
            system.invalidate_cache()
            found = sorted(system.find(root))
        for name in found:
            below = name[len(root) :].lstrip("/")
            url = f"{folder}/{below}"
            if not is_ours(tuple(below.split("/"))) and not url.startswith(f"{apart}/"):
                yield url, _below(below)

    def read(self, path: str, limits: Limits) -> bytes:
        """The bytes of a file, no more of them fetched than the limit lets in."""
        with _told_unreadable(path):
            system, name = _at(path)
            with system.open(name, "rb") as stream:
                return limits.take(stream)

    def content(self, path: str) -> bytes | None:
        """The bytes of an output; None where there is none."""
        system, name = _at(path)
        with _told_unreadable(path), suppress(FileNotFoundError, IsADirectoryError):
            data: bytes = system.cat_file(name)
            return data
        return None

    def check(self, path: str, *, force: bool) -> None:
        """Raises `UnwritableError` where `path` is a folder, or exists."""
        with _told_unwritable(path):
            system, name = _at(path)
            try:
                about = system.info(name)
            except FileNotFoundError:
                return
            if about["type"] == "directory":
                raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=_FOLDER)
            if not force:
                raise UnwritableError(kinds.OUTPUT_EXISTS, path=path)

    def write(self, path: str, data: bytes) -> None:
        """Writes a file whole or not at all."""
        with _told_unwritable(path):
            system, name = _at(path)
            if _protocols(system) & _WHOLE:
                system.pipe_file(name, data)
            else:
                _write_beside(system, name, data)

    def lines(self, folder: str) -> Lines:
        """The manifest of a folder, a row of files."""
        return _RemoteLines(self, folder)


class _RemoteLines:
    """Lines in files of up to `_LINES`, each of them stored once and never changed."""

    def __init__(self, storage: RemoteStorage, folder: str) -> None:
        self._storage = storage
        self._folder = folder
        self._run = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{uuid.uuid4().hex[:8]}"
        self._count = 0
        self._waiting: list[bytes] = []
        self._stored = time.monotonic()

    def read(self) -> Iterator[bytes]:
        """The lines of all runs, the latest last."""
        with _told_unreadable(self._folder):
            system, folder = _at(self._folder)
            system.invalidate_cache()
            names = sorted(system.glob(f"{folder}/{MANIFEST}*.jsonl"))
            for name in names:
                yield from system.cat_file(name).split(b"\n")

    def add(self, line: bytes) -> None:
        """Adds a line; it is stored with those after it, within half a minute while lines come."""
        self._waiting.append(line)
        if len(self._waiting) >= _LINES or time.monotonic() - self._stored > _SECONDS:
            self._store()

    def close(self) -> None:
        """Stores what is waiting."""
        if self._waiting:
            self._store()

    def _store(self) -> None:
        self._count += 1
        name = f"{self._folder}/{MANIFEST}-{self._run}-{self._count:05}.jsonl"
        self._storage.write(name, b"\n".join(self._waiting) + b"\n")
        self._waiting.clear()
        self._stored = time.monotonic()


def _at(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the name in it; raises `UsageError` where its package is missing."""
    try:
        system, name = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(kinds.STORAGE_UNKNOWN, url=url, reason=error) from error
    return system, name


def _protocols(system: Any) -> set[str]:
    return {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)


def _write_beside(system: Any, name: str, data: bytes) -> None:
    folder, _, last = name.rpartition("/")
    beside = f"{folder}/.goalconv-{uuid.uuid4().hex}-{last}"
    system.makedirs(folder, exist_ok=True)
    try:
        system.pipe_file(beside, data)
        system.mv(beside, name)
    except BaseException:
        with suppress(Exception):  # what went wrong first is told
            system.rm_file(beside)
        raise


def _below(name: str) -> PurePosixPath:
    """A key below a folder, none of whose parts begins with a point, as a path that stays below any folder on any system."""
    return PurePosixPath(*filter(None, name.replace("\\", "_").split("/")))


@contextmanager
def _told_unreadable(path: str) -> Iterator[None]:
    """What goes wrong inside, whichever library says so, raises `UnreadableError`."""
    try:
        yield
    except GoalconvError:
        raise
    except FileNotFoundError as error:
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=MISSING) from error
    except Exception as error:
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=_reason(error)) from error


@contextmanager
def _told_unwritable(path: str) -> Iterator[None]:
    """What goes wrong inside, whichever library says so, raises `UnwritableError`."""
    try:
        yield
    except GoalconvError:
        raise
    except Exception as error:
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
