"""Runs a batch: each file is read, converted by an engine, noted in the manifest and written, many at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct, structs

from ... import __version__
from .. import catalogue as kinds
from ..errors import GoalconvError
from ..files import check_target, read_file, write_file
from ..findings import Finding
from .engines import Engine
from .manifest import Entry, Manifest, digest, outputs
from .plan import BatchTask
from .work import BatchOrder, Converted

__all__ = ["BatchOutcome", "run_batch"]

_AHEAD: Final = 2
"""Files in work for each that is being converted: enough to keep an engine busy, few enough to hold in memory."""


class BatchOutcome(Struct, frozen=True):
    """What became of one file of a batch; "skipped" is done by an earlier run. `finding` says why one failed."""

    status: Literal["done", "skipped", "failed"]
    entry: Entry
    finding: Finding | None = None


def run_batch(
    tasks: tuple[BatchTask, ...], order: BatchOrder, folder: Path, engine: Engine, *, force: bool = False
) -> Generator[BatchOutcome, None, None]:
    """Converts the files into `folder`; gives the outcome of each as it is known.

    One that cannot be read or written is an outcome like any other. Outputs of an earlier run are
    replaced, other files only with `force`. A caller that stops early stops the batch.
    """
    manifest = Manifest(folder)
    work = _Work(order, manifest, engine, force)
    pool = ThreadPoolExecutor(engine.jobs, thread_name_prefix="goalconv")
    try:
        yield from _in_window(pool, work.do, iter(tasks), _AHEAD * engine.jobs)
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

    def __init__(self, order: BatchOrder, manifest: Manifest, engine: Engine, force: bool) -> None:
        self.order = order
        self.fingerprint = digest(msgspec.json.encode(order), __version__.encode())
        self.manifest = manifest
        self.engine = engine
        self.force = force

    def do(self, task: BatchTask) -> BatchOutcome:
        """Converts one file."""
        start = time.monotonic()
        entry = Entry(task.source, "", self.fingerprint, "failed")
        try:
            data = read_file(Path(task.source), self.order.reading.limits)
            entry = structs.replace(entry, sha256=digest(data))
            before = self.manifest.done(task.source, entry.sha256, self.fingerprint)
            if before is not None:
                return BatchOutcome("skipped", before)
            converted = self.engine.convert(data, Path(task.source).name, self.order)
            return self._write(task, converted, entry, start)
        except GoalconvError as error:
            return self._failed(entry, start, error.finding)
        except CancelledError:  # the batch was stopped: nothing became of this file
            raise
        except Exception as error:  # a bug costs its file, not the batch: it is told, and the run fails
            return self._failed(entry, start, kinds.BUG.at(reason=f"{type(error).__name__}: {error}"))

    def _write(self, task: BatchTask, converted: Converted, entry: Entry, start: float) -> BatchOutcome:
        files = [(task.stem + output.ending, output.data) for output in converted.outputs]
        for path, _ in files:
            self._refuse_strange(path, task)
        entry = structs.replace(entry, status="done", outputs=outputs(files), findings=converted.findings, seconds=_since(start))
        self.manifest.add(entry)
        for path, data in files:
            target = self.manifest.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, data, force=True)
        return BatchOutcome("done", entry)

    def _refuse_strange(self, path: str, task: BatchTask) -> None:
        """Raises `UnwritableError` where an output would replace its input, or a file that no run of this batch has written."""
        target = self.manifest.folder / path
        check_target(target, source=Path(task.source), force=self.force or self.manifest.is_ours(path))

    def _failed(self, entry: Entry, start: float, finding: Finding) -> BatchOutcome:
        entry = structs.replace(entry, status="failed", code=finding.code, message=finding.message, seconds=_since(start))
        self.manifest.add(entry)
        return BatchOutcome("failed", entry, finding)


def _since(start: float) -> float:
    return round(time.monotonic() - start, 3)
