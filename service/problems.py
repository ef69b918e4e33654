"""Errors as problem documents (RFC 9457): a status, our code, a sentence that says what to do, and the request's id.

Nothing in them comes from the inside: no path, no trace, and of the document only the place and the words that
the finding itself quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goalconv import Finding, GoalconvError, UsageError
from goalconv.converters import catalogue as kinds

__all__ = ["Problem", "finding_members", "of_error", "on_bug", "on_error", "on_http", "on_problem", "respond"]

_TYPE: Final = "urn:goalconv:problem:"
_MEDIA: Final = "application/problem+json"
_STATUS: Final = {
    kinds.CHILD_TIMEOUT.code: 504, kinds.CHILD_DIED.code: 503, kinds.NOT_A_PACKAGE.code: 415, kinds.FORMAT_UNKNOWN_FOR.code: 415,
    kinds.PACKAGE_LIMIT.code: 413,
}  # fmt: skip
_TITLES: Final = {
    400: "请求有误", 401: "需要密钥", 403: "不允许", 404: "没有找到", 405: "不支持的方法", 413: "太大", 415: "不支持的文件类型", 422: "文件无法读取",
    429: "太忙", 500: "程序出错", 503: "处理进程意外中止", 504: "超过时限",
}  # fmt: skip


class Problem(Exception):
    """An answer that is a problem document."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **members: object) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members


def of_error(error: GoalconvError) -> Problem:
    """The problem that an error of ours is."""
    finding = error.finding
    status = _STATUS.get(finding.code, 400 if isinstance(error, UsageError) else 422)
    headers = {"Retry-After": "1"} if status == 503 else None
    return Problem(status, finding.code, finding.message, headers, finding=finding_members(finding))


def finding_members(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in an answer: both languages, place and pointer."""
    return {
        "code": finding.code, "severity": finding.severity, "pointer": finding.pointer,
        "place": None if finding.place is None else str(finding.place),
        "message": {"zh": finding.message_in("zh"), "en": finding.message_in("en")},
        "hint": {"zh": finding.hint_in("zh"), "en": finding.hint_in("en")},
    }  # fmt: skip


def respond(problem: Problem, request_id: str) -> Response:
    """The response of a problem."""
    body = {
        "type": f"{_TYPE}{problem.code}", "title": _TITLES.get(problem.status, ""), "status": problem.status, "code": problem.code,
        "detail": problem.detail, "instance": f"urn:goalconv:request:{request_id}", **problem.members,
    }  # fmt: skip
    return Response(msgspec.json.encode(body), problem.status, problem.headers, _MEDIA)


def _id(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))


async def on_problem(request: Request, error: Exception) -> Response:
    """Answers a `Problem`."""
    assert isinstance(error, Problem)
    return respond(error, _id(request))


async def on_error(request: Request, error: Exception) -> Response:
    """Answers an error of ours."""
    assert isinstance(error, GoalconvError)
    return respond(of_error(error), _id(request))


async def on_http(request: Request, error: Exception) -> Response:
    """Answers what the framework refuses: no such path, no such method, a body that is no form."""
    assert isinstance(error, HTTPException)
    return respond(Problem(error.status_code, f"HTTP{error.status_code}", str(error.detail), error.headers), _id(request))


async def on_bug(request: Request, error: Exception) -> Response:
    """Answers a bug without a word of what it was; the log has it under the request's id."""
    return respond(Problem(500, kinds.BUG.code, "程序出错, 请把请求编号告诉管理员"), _id(request))
