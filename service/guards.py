"""What stands before every request: an id, the name it came under, a key, the size of its body, and headers on the answer."""

from __future__ import annotations

import hmac
import re
import secrets
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goalconv.service.problems import Problem, respond
from goalconv.service.settings import Settings

__all__ = ["Guard"]

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OPEN: Final = frozenset({"/healthz", "/readyz", "/version"})
"""Paths that need no key: what asks whether the service is up holds none."""
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Wraps the application. What it refuses gets a problem document and reaches no route."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; what is none, the start and the end of the server, goes through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        send = _with_headers(send, request_id)
        try:
            self._admit(scope, headers)
            await self.app(scope, _counted(receive, self.settings.body), send)
        except Problem as problem:
            await respond(problem, request_id)(scope, receive, send)

    def _admit(self, scope: Scope, headers: Headers) -> None:
        """Raises the `Problem` for which a request is refused."""
        if _host(headers.get("host", "")) not in self.settings.names:
            raise Problem(400, "HTTP400", "请求的主机名不在允许之列")
        if scope["method"] not in _READING and not _is_same_site(headers):
            raise Problem(403, "HTTP403", "不接受其他网站发来的请求")
        if scope["path"] not in _OPEN and not self._has_key(headers):
            raise Problem(401, "HTTP401", "请在 X-API-Key 中给出密钥", {"WWW-Authenticate": "ApiKey"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.settings.body:
            raise _too_large(self.settings.body)
        if headers.get("content-encoding", "identity") != "identity":
            raise Problem(415, "HTTP415", "不接受压缩过的请求")

    def _has_key(self, headers: Headers) -> bool:
        given = headers.get("x-api-key", "").encode()
        return not self.settings.api_key or hmac.compare_digest(given, self.settings.api_key.encode())


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _is_same_site(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page, or from a program."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _too_large(limit: int) -> Problem:
    return Problem(413, "HTTP413", f"请求超过 {limit >> 20} MiB", limit=limit)


def _counted(receive: Receive, limit: int) -> Receive:
    """Receives the body and counts it; raises the 413 `Problem` once there is more than `limit`."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise _too_large(limit)
        return message

    return counted


def _with_headers(send: Send, request_id: str) -> Send:
    """Sends the answer with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = request_id
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
