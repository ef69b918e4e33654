"""What a batch reads, and what its outputs are called.

Folders are walked in order of name; links to folders are not followed, and a file that is reached twice is read
once. Outputs keep the folders below the one that was named. Where two inputs would give outputs of the same name,
on a file system that knows no case either, each keeps its suffix as part of the name, and a number where that
does not help.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError, UsageError
from ..formats import all_formats, by_suffix
from ..language import Words

__all__ = ["BatchPlan", "BatchTask", "plan_batch"]

_APART: Final = ("~$", ".")
"""How the names begin that Office and file systems give to files of their own."""


class BatchTask(Struct, frozen=True):
    """A file to convert: its path, and the path of its outputs below the folder of outputs, without a suffix."""

    source: str
    stem: str


class BatchPlan(Struct, frozen=True):
    """The tasks in order, and the files in the folders whose suffix is of no format that can be read."""

    tasks: tuple[BatchTask, ...]
    strange: tuple[str, ...] = ()


def plan_batch(inputs: Sequence[str | os.PathLike[str]], outputs: str | os.PathLike[str] | None = None) -> BatchPlan:
    """The files of a batch; the folder `outputs` is not looked into.

    Raises `UnreadableError` where a file that is named does not exist, and `UsageError` where there is nothing to
    convert or `outputs` is one of the inputs.
    """
    apart = os.path.realpath(outputs) if outputs is not None else None
    found: list[tuple[Path, Path]] = []
    strange: list[str] = []
    for given in map(Path, inputs):
        if not given.exists():
            raise UnreadableError(kinds.INPUT_FAILED, path=given, reason=Words("不存在", "it does not exist"))
        if not given.is_dir():
            found.append((given, Path(given.name)))
            continue
        if os.path.realpath(given) == apart:
            raise UsageError(kinds.BATCH_INTO_ITSELF, path=given)
        for path in _walk(given, apart):
            if _is_readable(path):
                found.append((path, path.relative_to(given)))
            else:
                strange.append(str(path))
    if not found:
        suffixes = (suffix for form in all_formats() if form.reader for suffix in form.suffixes)
        raise UsageError(kinds.BATCH_EMPTY, paths=", ".join(map(str, inputs)), suffixes=" ".join(suffixes))
    return BatchPlan(tuple(_named(_once(found))), tuple(strange))


def _walk(folder: Path, apart: str | None) -> Iterator[Path]:
    """The files below a folder, in order, without those in the folder `apart`."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(_APART) and os.path.realpath(Path(place, name)) != apart
        )
        yield from (Path(place, name) for name in sorted(files) if not name.startswith(_APART))


def _is_readable(path: Path) -> bool:
    form = by_suffix(path.suffix)
    return form is not None and bool(form.reader) and path.is_file()


def _once(found: Iterable[tuple[Path, Path]]) -> Iterator[tuple[Path, Path]]:
    """Each file once, however many names lead to it."""
    seen: set[str] = set()
    for path, below in found:
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path, below


def _named(found: Iterable[tuple[Path, Path]]) -> Iterator[BatchTask]:
    files = list(found)
    stems = Counter(_key(below.with_suffix("")) for _, below in files)
    taken: Counter[str] = Counter()
    for path, below in files:
        stem = below.with_suffix("")
        if stems[_key(stem)] > 1:
            stem = below
        taken[_key(stem)] += 1
        count = taken[_key(stem)]
        yield BatchTask(str(path), f"{stem.as_posix()}-{count}" if count > 1 else stem.as_posix())


def _key(path: Path) -> str:
    return path.as_posix().casefold()
