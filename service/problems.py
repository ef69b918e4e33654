"""Errors as problem documents (RFC 9457): a status, our code, a sentence that says what to do, and the request's id.

Nothing in them comes from the inside: no path, no trace, and of the document only the place and the words that
the finding itself quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.datastructures import Headers, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from goalconv import GoalconvError, Language, UsageError
from goalconv.converters import catalogue as kinds
from goalconv.converters.language import Words
from goalconv.converters.reports.json import finding_data
from goalconv.service.language import language_of
from goalconv.service.page import home_values, render

__all__ = ["TITLES", "Problem", "busy", "of_bug", "of_error", "on_bug", "on_error", "on_http", "on_problem", "respond"]

_TYPE: Final = "urn:goalconv:problem:"
_MEDIA: Final = "application/problem+json"
_STATUS: Final = {
    kinds.CHILD_TIMEOUT.code: 504, kinds.CHILD_DIED.code: 503, kinds.NOT_A_PACKAGE.code: 415, kinds.FORMAT_UNKNOWN_FOR.code: 415,
    kinds.PACKAGE_LIMIT.code: 413,
}  # fmt: skip
TITLES: Final = {
    400: Words("请求有误", "Bad request"), 401: Words("需要密钥", "A key is needed"), 403: Words("不允许", "Not allowed"),
    404: Words("没有找到", "Not found"), 405: Words("不支持的方法", "Method not allowed"), 409: Words("还没有完成", "Not finished"), 408: Words("太慢", "Too slow"),
    413: Words("太大", "Too large"), 415: Words("不支持的文件类型", "Type not supported"), 422: Words("文件无法读取", "The file cannot be read"),
    429: Words("太忙", "Busy"), 500: Words("程序出错", "A bug in the program"), 503: Words("处理进程意外中止", "A worker died"),
    504: Words("超过时限", "Out of time"),
}  # fmt: skip
"""What each status means."""


class Problem(Exception):
    """An answer that is a problem document; `error` is the error of ours behind it, where there is one."""

    def __init__(
        self,
        status: int,
        detail: Words,
        code: str = "",
        headers: Mapping[str, str] | None = None,
        error: GoalconvError | None = None,
    ) -> None:
        super().__init__(detail.en)
        self.status = status
        self.detail = detail
        self.code = code or f"HTTP{status}"
        self.headers = {"Connection": "close", **(headers or {})}  # or the server would go on reading a body that nobody wants
        self.error = error


def of_error(error: GoalconvError) -> Problem:
    """The problem that an error of ours is."""
    finding = error.finding
    status = _STATUS.get(finding.code, 400 if isinstance(error, UsageError) else 422)
    headers = {"Retry-After": "1"} if status == 503 else None
    file = f"{finding.parameters['file']}: " if "file" in finding.parameters else ""
    detail = Words(file + finding.message_in("zh"), file + finding.message_in("en"))
    return Problem(status, detail, finding.code, headers, error)


def busy(seconds: int) -> Problem:
    """The problem of a request for which there is no place now, but may be after so many seconds."""
    return Problem(429, Words("服务器正忙, 请稍后再试", "busy; try again in a moment"), headers={"Retry-After": f"{seconds}"})


def of_bug() -> Problem:
    """The problem that a bug is: not a word of what it was; the log has it under the request's id."""
    return Problem(
        500, Words("程序出错, 请把请求编号告诉管理员", "a bug; give the request's id to the administrator"), kinds.BUG.code
    )


def respond(problem: Problem, scope: Scope) -> Response:
    """The response of a problem, in the language of the request: a page for a browser, a problem document for programs."""
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return _page(problem, scope)
    language = language_of(scope)
    body = {
        "type": f"{_TYPE}{problem.code}", "title": TITLES.get(problem.status, problem.detail).within(language),
        "status": problem.status, "code": problem.code, "detail": problem.detail.within(language),
        "instance": f"urn:goalconv:request:{scope.get('state', {}).get('request_id', '')}",
    }  # fmt: skip
    if problem.error is not None:
        body["finding"] = finding_data(problem.error.finding, language)
    return Response(msgspec.json.encode(body), problem.status, problem.headers, _MEDIA)


def _page(problem: Problem, scope: Scope) -> Response:
    """The page with the form, and above it what was wrong."""
    language: Language = "en" if QueryParams(scope.get("query_string", b"")).get("lang") == "en" else "zh"
    values = home_values(
        scope["state"]["settings"], problem=problem.detail.within(language), code=problem.code, request_id=scope["state"]["request_id"],
        hint=problem.error.finding.hint_in(language) if problem.error else "",
    )  # fmt: skip
    return Response(render("home", language, **values), problem.status, problem.headers, "text/html")


async def on_problem(request: Request, error: Exception) -> Response:
    """Answers a `Problem`."""
    assert isinstance(error, Problem)
    return respond(error, request.scope)


async def on_error(request: Request, error: Exception) -> Response:
    """Answers an error of ours."""
    assert isinstance(error, GoalconvError)
    return respond(of_error(error), request.scope)


async def on_bug(request: Request, error: Exception) -> Response:
    """Answers a bug; the framework raises it once more, and the guard logs it."""
    return respond(of_bug(), request.scope)


async def on_http(request: Request, error: Exception) -> Response:
    """Answers what the framework refuses: no such path, no such method, a body that is no form."""
    assert isinstance(error, HTTPException)
    detail = TITLES.get(error.status_code) or Words(str(error.detail), str(error.detail))
    return respond(Problem(error.status_code, detail, headers=error.headers), request.scope)
