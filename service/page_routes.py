"""The page: files are chosen and checked, and what was found is shown, to be read, taken along and deleted."""

from __future__ import annotations

from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from goalconv import Language
from goalconv.converters.language import Words
from goalconv.service import work
from goalconv.service.interface import attachment, pool_of, settings_of
from goalconv.service.jobs import Job
from goalconv.service.jobs_api import begin, delete_job, job_of, runner_of, store_of
from goalconv.service.page import home_values, render
from goalconv.service.page_files import document_key, saved_as
from goalconv.service.page_words import WORDS
from goalconv.service.problems import Problem
from goalconv.service.uploads import page_asked, uploads_of

__all__ = ["ROUTES"]

_PATIENCE: Final = 3  # seconds: most files are done by then, and nobody sees the page that waits
_STATIC: Final = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
_KEPT_PAGE: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For pages that goalconv itself wrote as files of their own, with their style in them: they may do nothing else."""


async def home(request: Request) -> Response:
    """The form."""
    language = language_asked(request)
    values = home_values(settings_of(request), deleted="deleted" in request.query_params)
    return HTMLResponse(render("home", language, **values))


async def check(request: Request) -> Response:
    """Takes the files and sends the browser to their page, so that going back or reloading sends nothing twice."""
    uploads = list(await uploads_of(request, most=settings_of(request).files))
    job = await begin(request, "page", await page_asked(request), uploads)
    await runner_of(request).wait(job.id, _PATIENCE)
    return RedirectResponse(f"/r/{job.id}/?lang={language_asked(request)}", 303)


async def result(request: Request) -> Response:
    """What was found; until that is known, how far the work is."""
    job = await job_of(request, "page")
    language = language_asked(request)
    if not job.finished:
        return HTMLResponse(render("waiting", language, done=job.done, files=len(job.names)))
    file = await run_in_threadpool(store_of(request).file, job.id, f"{language}.html")
    if file is None:
        raise Problem(
            500, Words("程序出错, 请把请求编号告诉管理员", "a bug; give the request's id to the administrator"), "GC951"
        )
    return HTMLResponse(file.data)


async def download(request: Request) -> Response:
    """A file of the result."""
    job, key = await job_of(request, "page"), request.path_params["key"]
    name = saved_as(key, job.names, language_asked(request))
    file = await run_in_threadpool(store_of(request).file, job.id, key) if name else None
    if file is None:
        raise Problem(404, Words("没有这个文件, 或已删除", "there is no such file, or it was deleted"))
    if "-annotated-" in key and file.suffix == ".html":
        return HTMLResponse(file.data, headers={"Content-Security-Policy": _KEPT_PAGE})
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": attachment(name)})


async def compare(request: Request) -> Response:
    """What differs between two tables of the result, as a page."""
    job, language = await job_of(request, "page"), language_asked(request)
    sides: list[work.Upload] = []
    for name in ("old", "new"):
        mark = request.query_params.get(name, "")
        file = await run_in_threadpool(store_of(request).file, job.id, document_key(mark))
        if file is None:
            raise Problem(404, Words("没有这张表", "there is no such table"))
        sides.append(work.Upload(file.data, _name(job, mark), ".json", "json"))
    changes = await pool_of(request).call(work.DIFF, *sides, work.Asked(to="html", language=language), task="compare")
    back = f'<p><a href="./?lang={language}">{WORDS["to_result"].within(language)}</a></p>\n'
    page = changes.data.replace(b"<body>\n", b"<body>\n" + back.encode(), 1)  # a page by itself, which knows of no other
    return HTMLResponse(page, headers={"Content-Security-Policy": _KEPT_PAGE})


async def delete(request: Request) -> Response:
    """Deletes the files and their results now."""
    await delete_job(request, "page")
    return RedirectResponse(f"/?lang={language_asked(request)}&deleted", 303)


async def static(request: Request) -> Response:
    """Style and script of the page."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise Problem(404, Words("没有这个文件", "there is no such file"))
    data = files("goalconv.service.static").joinpath(name).read_bytes()
    return Response(data, media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


def language_asked(request: Request) -> Language:
    """The language of the page: Chinese, unless English is asked for."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def _name(job: Job, mark: str) -> str:
    """What the file of a mark ("2", or "2-1" for its first table) is called, without its suffix."""
    number = mark.partition("-")[0]
    known = number.isdecimal() and 0 < int(number) <= len(job.names)
    return PurePosixPath(job.names[int(number) - 1]).stem if known else ""


ROUTES: Final = [
    Route("/", home),
    Route("/check", check, methods=["POST"]),
    Route("/r/{id}/", result),
    Route("/r/{id}/compare", compare),
    Route("/r/{id}/delete", delete, methods=["POST"]),
    Route("/r/{id}/{key}", download),
    Route("/static/{name}", static),
]
"""What people ask for with a browser."""
