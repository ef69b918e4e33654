"""Jobs: many files that are worked on while the caller asks how far it is, and their results, kept for some minutes.

`Store` is what the service needs of the place where they are kept, so that a queue which a site already runs can
take the place of SQLite.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Sequence
from typing import Any, Final, Literal, Protocol, TypeAlias

import msgspec
from msgspec import Struct, structs

from goalconv import UsageError
from goalconv.converters import catalogue as kinds
from goalconv.service.problems import busy
from goalconv.service.work import Asked, File, Upload

__all__ = ["Job", "Kind", "SqliteStore", "Store", "new_job"]

Kind: TypeAlias = Literal["convert", "page"]
_BYTES_OF_ID: Final = 24

_TABLES: Final = """
create table if not exists jobs (id text primary key, expires real not null, state blob not null);
create table if not exists uploads (job text not null, number integer not null, upload blob not null, primary key (job, number));
create table if not exists files (job text not null, name text not null, media_type text not null, suffix text not null,
    data blob not null, primary key (job, name));
create index if not exists jobs_by_end on jobs (expires);
"""


class Job(Struct, frozen=True):
    """How far a job is: of what kind, what is wanted, how many of its files are done, and when it will be deleted.

    `report` is the result of each file, once all are done. Times are seconds since 1970.
    """

    id: str
    kind: Kind
    asked: Asked
    names: tuple[str, ...]
    created: float
    expires: float
    done: int = 0
    finished: bool = False
    report: tuple[dict[str, Any], ...] = ()


class Store(Protocol):
    """Where jobs are kept. Every function may be called from any thread."""

    def add(self, job: Job, uploads: Sequence[Upload]) -> None:
        """Takes a new job; raises the 429 `Problem` where no more are kept."""

    def job(self, id: str) -> Job | None:
        """The job, unless there is none or its time is over."""

    def uploads(self, id: str) -> Sequence[Upload]:
        """The files of a job that is not finished."""

    def advance(self, job: Job, files: Sequence[tuple[str, File]] = ()) -> None:
        """Notes how far a job is, and takes what is done of its results; a job that was deleted stays so."""

    def finish(self, job: Job, files: Sequence[tuple[str, File]]) -> None:
        """Notes that a job is finished, with its results by name; its uploads are deleted."""

    def file(self, id: str, name: str) -> File | None:
        """A result of a job."""

    def delete(self, id: str) -> bool:
        """Deletes a job with all that belongs to it; False where there was none."""

    def sweep(self) -> None:
        """Deletes the jobs whose time is over."""

    def unfinished(self) -> Sequence[Job]:
        """The jobs still to be done, the oldest first: after a restart."""

    def close(self) -> None:
        """Lets go of what is held."""


def new_job(kind: Kind, asked: Asked, uploads: Sequence[Upload], keep: float) -> Job:
    """A job that begins now, under an id that nobody can guess: who has it can have the results."""
    now = time.time()
    return Job(secrets.token_urlsafe(_BYTES_OF_ID), kind, asked, tuple(upload.name for upload in uploads), now, now + keep)


class SqliteStore:
    """Jobs in a file of SQLite, "" for one that is gone with the process. Deleted content is overwritten.

    Raises `UsageError` where the file cannot be used.
    """

    def __init__(self, path: str, most: int, stored: int) -> None:
        self._most, self._stored = most, stored
        self._lock = threading.Lock()
        try:
            if path:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # what is in it is for nobody else
            self._base = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._base.execute("pragma secure_delete = on")
            self._base.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(kinds.STORE_FAILED, path=path, reason=getattr(error, "strerror", "") or error) from error

    def add(self, job: Job, uploads: Sequence[Upload]) -> None:
        """See `Store`."""
        self.sweep()
        with self._lock, self._base:
            (count,) = self._base.execute("select count(*) from jobs").fetchone()
            if count >= self._most or self._size() + sum(len(upload.data) for upload in uploads) > self._stored:
                raise busy(30)
            self._base.execute("begin")
            self._base.execute("insert into jobs values (?, ?, ?)", (job.id, job.expires, msgspec.json.encode(job)))
            rows = [(job.id, number, msgspec.msgpack.encode(upload)) for number, upload in enumerate(uploads)]
            self._base.executemany("insert into uploads values (?, ?, ?)", rows)

    def job(self, id: str) -> Job | None:
        """See `Store`."""
        row = self._one("select state from jobs where id = ? and expires > ?", id, time.time())
        return None if row is None else msgspec.json.decode(row[0], type=Job)

    def uploads(self, id: str) -> Sequence[Upload]:
        """See `Store`."""
        with self._lock:
            rows = self._base.execute("select upload from uploads where job = ? order by number", (id,)).fetchall()
        return [msgspec.msgpack.decode(row[0], type=Upload) for row in rows]

    def advance(self, job: Job, files: Sequence[tuple[str, File]] = ()) -> None:
        """See `Store`."""
        with self._lock, self._base:
            self._base.execute("begin")
            self._keep(job, files)

    def finish(self, job: Job, files: Sequence[tuple[str, File]]) -> None:
        """See `Store`."""
        finished = structs.replace(job, finished=True, done=len(job.names))
        with self._lock, self._base:
            self._base.execute("begin")
            self._base.execute("delete from uploads where job = ?", (job.id,))
            self._keep(finished, files)

    def file(self, id: str, name: str) -> File | None:
        """See `Store`."""
        if self.job(id) is None:
            return None
        row = self._one("select data, media_type, suffix from files where job = ? and name = ?", id, name)
        return None if row is None else File(*row)

    def delete(self, id: str) -> bool:
        """See `Store`."""
        known = self.job(id) is not None
        self._delete("id = ?", id)
        return known

    def sweep(self) -> None:
        """See `Store`."""
        self._delete("expires <= ?", time.time())

    def unfinished(self) -> Sequence[Job]:
        """See `Store`."""
        with self._lock:
            rows = self._base.execute("select state from jobs where expires > ? order by expires", (time.time(),)).fetchall()
        jobs = (msgspec.json.decode(row[0], type=Job) for row in rows)
        return [job for job in jobs if not job.finished]

    def close(self) -> None:
        """See `Store`."""
        with self._lock:
            self._base.close()

    def _keep(self, job: Job, files: Sequence[tuple[str, File]]) -> None:
        """Writes the state and files of a job that is there; a file that is there is one of before a restart."""
        changed = self._base.execute("update jobs set state = ? where id = ?", (msgspec.json.encode(job), job.id))
        if changed.rowcount:
            rows = [(job.id, name, file.media_type, file.suffix, file.data) for name, file in files]
            self._base.executemany("insert or replace into files values (?, ?, ?, ?, ?)", rows)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._lock:
            found: tuple[Any, ...] | None = self._base.execute(query, values).fetchone()
        return found

    def _size(self) -> int:
        """Bytes of all that is kept."""
        uploads, files = (
            f"select coalesce(sum(length({column})), 0) from {table}"
            for table, column in (("uploads", "upload"), ("files", "data"))
        )
        (size,) = self._base.execute(f"select ({uploads}) + ({files})").fetchone()
        return int(size)

    def _delete(self, condition: str, value: object) -> None:
        with self._lock, self._base:
            self._base.execute("begin")
            for table in ("uploads", "files"):
                self._base.execute(f"delete from {table} where job in (select id from jobs where {condition})", (value,))
            self._base.execute(f"delete from jobs where {condition}", (value,))
