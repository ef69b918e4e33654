"""Runs a batch: each file is read, converted by an engine, noted in the manifest and written, many at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import PurePath
from typing import Final, Literal

import msgspec
from msgspec import Struct, structs

from ... import __version__
from .. import catalogue as kinds
from ..errors import BatchError, GoalconvError
from ..findings import Finding
from ..language import Words
from .claims import Claims
from .engines import Engine
from .manifest import Asked, Entry, Manifest, digest, outputs
from .plan import BatchTask
from .storage import plain, storage_of
from .trial import Trial
from .work import BatchOrder, Converted

__all__ = ["BatchOutcome", "run_batch"]

_AHEAD: Final = 2
"""Files in work for each that is being converted: while one is, the next is read and the last is written to the disk."""


class BatchOutcome(Struct, frozen=True):
    """What became of one file of a batch; "skipped" is done by an earlier run. `finding` says why one failed."""

    status: Literal["done", "skipped", "failed"]
    entry: Entry
    finding: Finding | None = None


def run_batch(
    tasks: Sequence[BatchTask], order: BatchOrder, folder: str | os.PathLike[str], engine: Engine, *, force: bool = False
) -> Generator[BatchOutcome, None, None]:
    """Converts the files into `folder`, a path or a URL; gives the outcome of each as it is known.

    One that cannot be read or written is an outcome like any other. Outputs of an earlier run are
    replaced, other files only with `force`, and inputs never. A caller that stops early stops the batch.
    Raises `BatchError` where no file can be converted: the order or the engine is of no use, or the manifest
    cannot be written.
    """
    manifest = Manifest(plain(folder))
    threads = _AHEAD * engine.jobs
    pool = ThreadPoolExecutor(threads, thread_name_prefix="goalconv")
    try:
        work = _Work(tasks, order, manifest, engine, force)
        yield from _in_window(pool, work.do, iter(tasks), threads)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        engine.close()
        pool.shutdown()
        engine.close()  # a call that had just begun may have started a child once more
        manifest.close()


def _in_window(
    pool: ThreadPoolExecutor, do: Callable[[BatchTask], BatchOutcome], tasks: Iterator[BatchTask], width: int
) -> Generator[BatchOutcome, None, None]:
    """The outcomes of the tasks as they come, with `width` of them in work at most."""
    under_way: set[Future[BatchOutcome]] = {pool.submit(do, task) for task in islice(tasks, width)}
    while under_way:
        finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        under_way |= {pool.submit(do, task) for task in islice(tasks, len(finished))}
        yield from (future.result() for future in finished)


class _Work:
    """What is done with each file; called from many threads."""

    def __init__(self, tasks: Sequence[BatchTask], order: BatchOrder, manifest: Manifest, engine: Engine, force: bool) -> None:
        self.order = order
        self.id = _id(order)
        self.manifest = manifest
        self.engine = engine
        self.force = force
        self.output = storage_of(manifest.folder)
        self.claims = Claims((task.source for task in tasks), manifest.folder)
        self.trial = Trial(engine, order)
        manifest.begin(Asked(self.id, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), __version__, order))

    def do(self, task: BatchTask) -> BatchOutcome:
        """Converts one file; what makes all files fail is raised."""
        start = time.monotonic()
        entry = Entry(task.source, task.stem, "", self.id, "failed")
        try:
            data = storage_of(task.source).read(task.source, self.order.reading.limits)
            entry = structs.replace(entry, sha256=digest(data))
            before = self.manifest.done(task.stem, entry.sha256, self.id)
            if before is not None:
                self.claims.take((written.path for written in before.outputs), task.source)
                return BatchOutcome("skipped", before)
            self.trial.pass_once()
            converted = self.engine.convert(data, PurePath(task.source).name, self.order)
            return self._write(task, converted, entry, start)
        except BatchError:
            raise
        except GoalconvError as error:
            return self._failed(entry, start, error.finding)
        except CancelledError:  # the batch was stopped: nothing became of this file
            raise
        except Exception as error:  # a bug costs its file, not the batch: it is told, and the run fails
            return self._failed(entry, start, kinds.BUG.at(reason=f"{type(error).__name__}: {error}"))

    def _write(self, task: BatchTask, converted: Converted, entry: Entry, start: float) -> BatchOutcome:
        files = [(task.stem + output.ending, output.data) for output in converted.outputs]
        self.claims.take((path for path, _ in files), task.source)
        new = [(path, data) for path, data in files if self._is_new(path, data, entry)]
        entry = structs.replace(entry, status="done", outputs=outputs(files), findings=converted.findings, seconds=_since(start))
        self.manifest.add(entry)
        for path, data in new:
            self.output.write(self.manifest.path_of(path), data)
        return BatchOutcome("done", entry)

    def _is_new(self, path: str, data: bytes, entry: Entry) -> bool:
        """Whether an output is to be written; raises `UnwritableError` where it would replace what is not ours."""
        whole = self.manifest.path_of(path)
        there = self.output.content(whole)
        if there == data:
            return False
        ours = there is not None and self.manifest.made(path, there, entry.source, entry.sha256)
        self.output.check(whole, force=self.force or ours)
        return True

    def _failed(self, entry: Entry, start: float, finding: Finding) -> BatchOutcome:
        said = Words(finding.message_in("zh"), finding.message_in("en"))
        entry = structs.replace(entry, status="failed", code=finding.code, message=said, seconds=_since(start))
        self.manifest.add(entry)
        return BatchOutcome("failed", entry, finding)


def _id(order: BatchOrder) -> str:
    """What tells an order from others: all that is asked for, the version, and the user's own files as they are now."""
    named = (order.writing.template, *order.writing.fonts, order.reading.profile)
    own = (storage_of("").content(path) or b"" for path in named)
    return digest(msgspec.json.encode(order), __version__.encode(), *own)


def _since(start: float) -> float:
    return round(time.monotonic() - start, 3)
