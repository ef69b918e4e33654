"""The HTTP interface for many files at once: a job is made, asked for, and its result fetched or deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goalconv.converters import layouts
from goalconv.converters.formats import by_name, engine
from goalconv.converters.language import Words
from goalconv.service.interface import attachment, settings_of
from goalconv.service.jobs import Job, Kind, Store, new_job
from goalconv.service.problems import Problem
from goalconv.service.runner import RESULT, Runner
from goalconv.service.uploads import asked_of, uploads_of
from goalconv.service.work import Asked, Upload

__all__ = ["ROUTES", "begin", "delete_job", "job_of", "runner_of", "store_of"]

_LONGEST_WAIT: Final = 30  # seconds; proxies give up on an answer after a minute


def store_of(request: Request) -> Store:
    """The place where the application keeps jobs."""
    found: Store = request.app.state.store
    return found


def runner_of(request: Request) -> Runner:
    """What works on the application's jobs."""
    found: Runner = request.app.state.runner
    return found


async def begin(request: Request, kind: Kind, asked: Asked, uploads: list[Upload]) -> Job:
    """A new job, under way."""
    job = new_job(kind, asked, uploads, settings_of(request).keep)
    await run_in_threadpool(store_of(request).add, job, uploads)
    runner_of(request).begin(job)
    return job


async def job_of(request: Request, kind: Kind) -> Job:
    """The job that the path names; raises the 404 `Problem` where there is none any more."""
    job = await run_in_threadpool(store_of(request).job, request.path_params["id"])
    if job is None or job.kind != kind:
        raise Problem(404, Words("没有这个任务, 或已删除", "there is no such job, or it was deleted"))
    return job


async def delete_job(request: Request, kind: Kind) -> None:
    """Deletes the job that the path names, and ends the work on it."""
    job = await job_of(request, kind)
    runner_of(request).stop(job.id)
    await run_in_threadpool(store_of(request).delete, job.id)


async def make(request: Request) -> Response:
    """Takes many files; answers at once with the job's id."""
    asked = asked_of(request)
    for name in asked.to.split(","):
        engine(by_name(name), "write")
    layouts.named(asked.layout)
    uploads = list(await uploads_of(request, most=settings_of(request).files))
    job = await begin(request, "convert", asked, uploads)
    return _answer(_members(job), 202, {"Location": f"/v1/jobs/{job.id}"})


async def state(request: Request) -> Response:
    """How far the job is; with `wait` the answer comes once it is finished, or after so many seconds."""
    seconds = request.query_params.get("wait", "0")
    if not seconds.isascii() or not seconds.isdecimal() or len(seconds) > 2 or int(seconds) > _LONGEST_WAIT:
        raise Problem(400, Words("wait 为 0 到 {most} 秒", "wait is 0 to {most} seconds").of(most=_LONGEST_WAIT))
    job = await job_of(request, "convert")
    if int(seconds) and not job.finished:
        await runner_of(request).wait(job.id, int(seconds))
        job = await job_of(request, "convert")
    return _answer(_members(job))


async def result(request: Request) -> Response:
    """The results in a zip file."""
    job = await job_of(request, "convert")
    if not job.finished:
        raise Problem(409, Words("任务还没有完成", "the job is not finished"), headers={"Retry-After": "1"})
    file = await run_in_threadpool(store_of(request).file, job.id, RESULT)
    if file is None:
        raise Problem(500, Words("任务出错", "the job failed"), "GC951")
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": attachment("goal-tables.zip")})


async def delete(request: Request) -> Response:
    """Deletes the job and its results now."""
    await delete_job(request, "convert")
    return Response(status_code=204)


def _members(job: Job) -> dict[str, Any]:
    return {
        "id": job.id, "state": "done" if job.finished else "working", "files": len(job.names), "done": job.done,
        "expires": datetime.fromtimestamp(job.expires, UTC).isoformat(timespec="seconds"), "report": job.report,
        "result": f"/v1/jobs/{job.id}/result" if job.finished else None,
    }  # fmt: skip


def _answer(members: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(members), status, headers, "application/json")


ROUTES: Final = [
    Route("/v1/jobs", make, methods=["POST"]),
    Route("/v1/jobs/{id}", state, methods=["GET"]),
    Route("/v1/jobs/{id}", delete, methods=["DELETE"]),
    Route("/v1/jobs/{id}/result", result),
]
"""What programs may ask for of jobs."""
