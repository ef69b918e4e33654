"""What a batch reads, and what its outputs are called.

Folders are walked in order of name; links to folders are not followed, and a file that is reached twice is read
once. Outputs keep the folders below the one that was named. Where two inputs would give outputs of the same name,
on a file system that knows no case either, each keeps its suffix as part of the name, and a number where that
does not help.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import PurePath, PurePosixPath
from unicodedata import normalize

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError, UsageError
from ..formats import all_formats, by_suffix
from .storage import MISSING, plain, storage_of

__all__ = ["BatchPlan", "BatchTask", "plan_batch"]


class BatchTask(Struct, frozen=True):
    """A file to convert: its path or URL, and the path of its outputs below the folder of outputs, without a suffix."""

    source: str
    stem: str


class BatchPlan(Struct, frozen=True):
    """The tasks in order, and the files in the folders whose suffix is of no format that can be read."""

    tasks: tuple[BatchTask, ...]
    strange: tuple[str, ...] = ()


def plan_batch(inputs: Sequence[str | os.PathLike[str]], outputs: str | os.PathLike[str] | None = None) -> BatchPlan:
    """The files of a batch, from paths and URLs; the folder `outputs` is not looked into.

    Raises `UnreadableError` where a file that is named does not exist or a folder cannot be looked into, and `UsageError` where there is nothing to
    convert or `outputs` is one of the inputs.
    """
    apart = _real(outputs) if outputs is not None else ""
    found: list[tuple[str, PurePosixPath]] = []
    strange: list[str] = []
    for given in map(plain, inputs):
        for path, below in _found(given, apart):
            if path == given or _is_readable(below):
                found.append((path, below))
            else:
                strange.append(path)
    if not found:
        suffixes = (suffix for form in all_formats() if form.reader for suffix in form.suffixes)
        raise UsageError(kinds.BATCH_EMPTY, paths=", ".join(map(str, inputs)), suffixes=" ".join(suffixes))
    return BatchPlan(tuple(_named(_once(found))), tuple(strange))


def _found(given: str, apart: str) -> Iterator[tuple[str, PurePosixPath]]:
    """A file that is named, or those below the folder, with their paths below it."""
    storage = storage_of(given)
    if not storage.is_folder(given):
        if not storage.exists(given):
            raise UnreadableError(kinds.INPUT_FAILED, path=given, reason=MISSING)
        yield given, PurePosixPath(PurePath(given).name)
    elif _real(given) == apart:
        raise UsageError(kinds.BATCH_INTO_ITSELF, path=given)
    else:
        yield from storage.walk(given, apart)


def _real(path: str | os.PathLike[str]) -> str:
    text = plain(path)
    return storage_of(text).real(text)


def _is_readable(below: PurePosixPath) -> bool:
    form = by_suffix(below.suffix)
    return form is not None and bool(form.reader)


def _once(found: Iterable[tuple[str, PurePosixPath]]) -> Iterator[tuple[str, PurePosixPath]]:
    """Each file once, however many names lead to it."""
    seen: set[str] = set()
    for path, below in found:
        real = _real(path)
        if real not in seen:
            seen.add(real)
            yield path, below


def _named(found: Iterable[tuple[str, PurePosixPath]]) -> Iterator[BatchTask]:
    files = list(found)
    wanted = Counter(_key(below.with_suffix("")) for _, below in files)
    taken: set[str] = set()
    for path, below in files:
        stem = below.with_suffix("")
        free = _free(below if wanted[_key(stem)] > 1 else stem, taken)
        taken.add(_key(free))
        yield BatchTask(path, free.as_posix())


def _free(stem: PurePosixPath, taken: Container[str]) -> PurePosixPath:
    """The stem, with the first number that makes it one that is not taken where it is."""
    numbered = (stem.with_name(f"{stem.name}-{number}") for number in count(2))
    return next(name for name in chain((stem,), numbered) if _key(name) not in taken)


def _key(path: PurePosixPath) -> str:
    """What a file system makes of a name that knows no case, and one form of each character."""
    return normalize("NFC", path.as_posix()).casefold()
