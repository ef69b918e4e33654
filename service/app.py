"""The routes of the service, and the application that `goalconv serve` runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

import goalconv
from goalconv import GoalconvError
from goalconv.service import work
from goalconv.service.guards import Guard
from goalconv.service.pool import Pool
from goalconv.service.problems import Problem, on_bug, on_error, on_http, on_problem
from goalconv.service.settings import Settings, checked
from goalconv.service.uploads import asked_of, upload_of

__all__ = ["application"]

_JSON = "application/json"


def application(settings: Settings = Settings()) -> ASGIApp:
    """The ASGI application; raises `UsageError` for settings that would not be safe."""
    checked(settings)
    handlers: dict[Any, Any] = {Problem: on_problem, GoalconvError: on_error, HTTPException: on_http, Exception: on_bug}
    app = Starlette(routes=_routes(), exception_handlers=handlers, lifespan=_lifespan)
    app.state.settings = settings
    return Guard(app, settings)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Holds the workers from the start of the server to its end."""
    settings: Settings = app.state.settings
    app.state.pool = Pool(settings.workers, settings.waiting, settings.budget)
    try:
        yield
    finally:
        app.state.pool.close()


def _routes() -> list[Route]:
    return [
        Route("/v1/convert", convert, methods=["POST"]),
        Route("/v1/parse", parse, methods=["POST"]),
        Route("/v1/check", check, methods=["POST"]),
        Route("/v1/schema", schema),
        Route("/v1/formats", formats),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/version", version),
    ]


async def convert(request: Request) -> Response:
    """The file in another format, as an attachment."""
    name, upload = await upload_of(request)
    file: work.File = await request.app.state.pool.call(work.CONVERT, upload, asked_of(request), task=name or "upload")
    stem = PurePosixPath(name).stem or "goal-table"
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": _attachment(stem + file.suffix)})


async def parse(request: Request) -> Response:
    """The documents in the file, each with its findings."""
    name, upload = await upload_of(request)
    return Response(
        await request.app.state.pool.call(work.PARSE, upload, asked_of(request), task=name or "upload"), media_type=_JSON
    )


async def check(request: Request) -> Response:
    """The findings of the tables in the file."""
    name, upload = await upload_of(request)
    return Response(
        await request.app.state.pool.call(work.CHECK, upload, asked_of(request), task=name or "upload"), media_type=_JSON
    )


async def schema(request: Request) -> Response:
    """The JSON Schema of the canonical document."""
    return Response(goalconv.schema_text(), media_type="application/schema+json")


async def formats(request: Request) -> Response:
    """The formats, with what each can be used for."""
    rows = [
        {"name": form.name, "title": form.title, "suffixes": form.suffixes, "media_type": form.media_type, "reads": bool(form.reader),
         "writes": bool(form.writer)}
        for form in goalconv.all_formats()
    ]  # fmt: skip
    return Response(msgspec.json.encode({"formats": rows}), media_type=_JSON)


async def healthz(request: Request) -> Response:
    """Whether the process answers."""
    return Response(b'{"status":"ok"}', media_type=_JSON)


async def readyz(request: Request) -> Response:
    """Whether a worker answers too."""
    await request.app.state.pool.call("goalconv.service.work:ready", task="readyz")
    return Response(b'{"status":"ready"}', media_type=_JSON)


async def version(request: Request) -> Response:
    """The version of goalconv."""
    return Response(msgspec.json.encode({"version": goalconv.__version__}), media_type=_JSON)


def _attachment(name: str) -> str:
    """The header by which a browser saves an answer under a name in any script (RFC 6266, RFC 5987)."""
    return f"attachment; filename=\"goal-table{PurePosixPath(name).suffix}\"; filename*=UTF-8''{quote(name, safe='')}"
