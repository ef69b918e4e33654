"""Runs a batch: each file is read, converted by an engine, noted in the manifest and written, many at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct, structs

from ... import __version__
from .. import catalogue as kinds
from ..errors import GoalconvError, UnwritableError
from ..files import read_file, write_file
from .engines import Engine
from .manifest import Entry, Manifest, digest, outputs
from .plan import Task
from .work import Converted, Order

__all__ = ["Outcome", "run"]

_AHEAD: Final = 2
"""Files in work for each that is being converted: enough to keep an engine busy, few enough to hold in memory."""


class Outcome(Struct, frozen=True):
    """What became of one file of a batch; "skipped" is done by an earlier run."""

    status: Literal["done", "skipped", "failed"]
    entry: Entry


def run(tasks: tuple[Task, ...], order: Order, folder: Path, engine: Engine, *, force: bool = False) -> Iterator[Outcome]:
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


def _in_window(pool: ThreadPoolExecutor, do: Callable[[Task], Outcome], tasks: Iterator[Task], width: int) -> Iterator[Outcome]:
    """The outcomes of the tasks as they come, with `width` of them in work at most."""
    under_way: set[Future[Outcome]] = {pool.submit(do, task) for task in islice(tasks, width)}
    while under_way:
        finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        under_way |= {pool.submit(do, task) for task in islice(tasks, len(finished))}
        yield from (future.result() for future in finished)


class _Work:
    """What is done with each file; called from many threads."""

    def __init__(self, order: Order, manifest: Manifest, engine: Engine, force: bool) -> None:
        self.order = order
        self.fingerprint = digest(msgspec.json.encode(order), __version__.encode())
        self.manifest = manifest
        self.engine = engine
        self.force = force

    def do(self, task: Task) -> Outcome:
        """Converts one file."""
        start = time.monotonic()
        entry = Entry(task.source, "", self.fingerprint, "failed")
        try:
            data = read_file(Path(task.source))
            entry = structs.replace(entry, sha256=digest(data))
            before = self.manifest.done(task.source, entry.sha256, self.fingerprint)
            if before is not None:
                return Outcome("skipped", before)
            converted = self.engine.convert(data, Path(task.source).name, self.order)
            return self._write(task, converted, entry, start)
        except GoalconvError as error:
            finding = error.finding
            return self._failed(entry, start, finding.code, finding.message)
        except CancelledError:  # the batch was stopped: nothing became of this file
            raise
        except Exception as error:  # a bug costs its file, not the batch: it is told, and the run fails
            return self._failed(entry, start, kinds.BUG.code, f"{type(error).__name__}: {error}")

    def _write(self, task: Task, converted: Converted, entry: Entry, start: float) -> Outcome:
        files = [(task.stem + output.ending, output.data) for output in converted.outputs]
        for path, _ in files:
            self._refuse_strange(path)
        entry = structs.replace(entry, status="done", outputs=outputs(files), findings=converted.findings, seconds=_since(start))
        self.manifest.add(entry)
        for path, data in files:
            target = self.manifest.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, data, force=True)
        return Outcome("done", entry)

    def _refuse_strange(self, path: str) -> None:
        """Raises `UnwritableError` where a file stands at an output's path that no run of this batch has written."""
        if not self.force and (self.manifest.folder / path).exists() and not self.manifest.is_ours(path):
            raise UnwritableError(kinds.OUTPUT_EXISTS, path=self.manifest.folder / path)

    def _failed(self, entry: Entry, start: float, code: str, message: str) -> Outcome:
        entry = structs.replace(entry, status="failed", code=code, message=message, seconds=_since(start))
        self.manifest.add(entry)
        return Outcome("failed", entry)


def _since(start: float) -> float:
    return round(time.monotonic() - start, 3)
