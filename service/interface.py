"""The HTTP interface for programs: one request, one answer."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import goalconv
from goalconv.service import work
from goalconv.service.pool import Pool
from goalconv.service.settings import Settings
from goalconv.service.uploads import asked_of, upload_of, uploads_of

__all__ = ["ROUTES", "attachment", "pool_of", "settings_of"]

_JSON: Final = "application/json"


def pool_of(request: Request) -> Pool:
    """The workers of the application."""
    found: Pool = request.app.state.pool
    return found


def settings_of(request: Request) -> Settings:
    """The settings of the application."""
    found: Settings = request.app.state.settings
    return found


async def convert(request: Request) -> Response:
    """The file in another format, as an attachment."""
    asked, pool = asked_of(request), pool_of(request)
    pool.admit()
    upload = await upload_of(request)
    return _file(await pool.call(work.CONVERT, upload, asked, task=upload.name), upload.name)


async def parse(request: Request) -> Response:
    """The report on the file, and the documents of its tables."""
    return await _report(request, work.PARSE)


async def check(request: Request) -> Response:
    """The report on the file."""
    return await _report(request, work.CHECK)


async def diff(request: Request) -> Response:
    """What differs between two files, the old one first."""
    asked, pool = asked_of(request), pool_of(request)
    pool.admit()
    old, new = await uploads_of(request, least=2, most=2)
    file = await pool.call(work.DIFF, old, new, asked, task=new.name)
    return Response(file.data, media_type=_JSON) if asked.to == "json" else _file(file, "changes")


async def merge(request: Request) -> Response:
    """The tables of many files as one: the report and the document, or in a format as an attachment."""
    asked, pool = asked_of(request, work.REPORT), pool_of(request)
    pool.admit()
    uploads = list(await uploads_of(request, most=settings_of(request).files))
    file = await pool.call(work.MERGE, uploads, asked, task="merge")
    return Response(file.data, media_type=_JSON) if asked.to == work.REPORT else _file(file, "merged")


async def schema(request: Request) -> Response:
    """The JSON Schema of the canonical document."""
    return Response(goalconv.schema_text(), media_type="application/schema+json")


async def formats(request: Request) -> Response:
    """The formats, with what each can be used for, and the layouts."""
    return _json({
        "formats": [
            {"name": form.name, "title": form.title, "suffixes": form.suffixes, "media_type": form.media_type, "reads": bool(form.reader),
             "writes": bool(form.writer)}
            for form in goalconv.all_formats()
        ],
        "layouts": [{"name": layout.name, "title": layout.title} for layout in goalconv.all_layouts()],
    })  # fmt: skip


async def healthz(request: Request) -> Response:
    """Whether the process answers."""
    return _json({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Whether a worker answers too."""
    await pool_of(request).call(work.READY, task="readyz")
    return _json({"status": "ready"})


async def version(request: Request) -> Response:
    """The version of goalconv."""
    return _json({"version": goalconv.__version__})


def attachment(name: str) -> str:
    """The header by which a browser saves an answer under a name in any script (RFC 6266, RFC 5987)."""
    return f"attachment; filename=\"goal-table{PurePosixPath(name).suffix}\"; filename*=UTF-8''{quote(name, safe='')}"


async def _report(request: Request, function: str) -> Response:
    asked, pool = asked_of(request), pool_of(request)
    pool.admit()
    upload = await upload_of(request)
    return Response(await pool.call(function, upload, asked, task=upload.name), media_type=_JSON)


def _file(file: work.File, name: str) -> Response:
    headers = {"Content-Disposition": attachment((PurePosixPath(name).stem or "goal-table") + file.suffix)}
    if file.findings:
        headers["Goalconv-Findings"] = ", ".join(f"{severity}={count}" for severity, count in file.findings.items())
    return Response(file.data, media_type=file.media_type, headers=headers)


def _json(content: Any) -> Response:
    return Response(msgspec.json.encode(content), media_type=_JSON)


ROUTES: Final = [
    Route("/v1/convert", convert, methods=["POST"]),
    Route("/v1/parse", parse, methods=["POST"]),
    Route("/v1/check", check, methods=["POST"]),
    Route("/v1/diff", diff, methods=["POST"]),
    Route("/v1/merge", merge, methods=["POST"]),
    Route("/v1/schema", schema),
    Route("/v1/formats", formats),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/version", version),
]
"""What programs may ask for in one request."""
