"""What stands before every request: an id, the name it came under, a key, the size of its body, headers on the answer,
and a line in the log."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import re
import secrets
import time
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goalconv.converters.language import Words
from goalconv.service.log import Entry, log_bug
from goalconv.service.problems import Problem, busy, of_bug, respond
from goalconv.service.settings import Settings

__all__ = ["Guard"]

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OPEN: Final = frozenset({"/healthz", "/readyz", "/version"})
"""Paths that need no key and no place: what asks whether the service is up holds none, and must know when it is busy."""
_ASKING: Final = 'Basic realm="goalconv", charset="UTF-8"'
_DIGITS: Final = 12
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends its own forms as from nowhere
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Wraps the application. What it refuses gets a problem document and reaches no route."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; what is none, the start and the end of the server, goes through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        entry = Entry(_request_id(headers), scope["method"], scope["path"])
        scope.setdefault("state", {}).update(request_id=entry.request_id, settings=self.settings)
        self._under_way += 1
        try:
            await self._answer(scope, headers, entry, receive, _sending(send, entry))
        finally:
            self._under_way -= 1
            entry.write()

    async def _answer(self, scope: Scope, headers: Headers, entry: Entry, receive: Receive, send: Send) -> None:
        """Lets the application answer, or answers itself; what has begun to be answered is left as it is."""
        try:
            self._admit(scope, headers)
            await self.app(scope, self._counted(receive), send)
        except Problem as problem:
            await respond(problem, scope)(scope, receive, send)
        except Exception as error:
            log_bug(entry.request_id, error)
            if not entry.status:
                await respond(of_bug(), scope)(scope, receive, send)

    def _admit(self, scope: Scope, headers: Headers) -> None:
        """Raises the `Problem` for which a request is refused."""
        if self._under_way > self.settings.requests and scope["path"] not in _OPEN:
            raise busy(2)
        if _host(headers.get("host", "")) not in self.settings.names:
            raise Problem(400, Words("请求的主机名不在允许之列", "the host name is not one of those allowed"))
        if scope["method"] not in _READING and not _is_same_site(headers):
            raise Problem(403, Words("不接受其他网站发来的请求", "requests from other sites are not taken"))
        if scope["path"] not in _OPEN and not self._has_key(headers):
            raise Problem(
                401, Words("请在 X-API-Key 中给出密钥", "give the key in X-API-Key"), headers={"WWW-Authenticate": _ASKING}
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > _DIGITS or int(length) > self.settings.body:
            raise _too_large(self.settings.body)
        if headers.get("content-encoding", "identity") != "identity":
            raise Problem(415, Words("不接受压缩过的请求", "compressed requests are not taken"))

    def _has_key(self, headers: Headers) -> bool:
        wanted = self.settings.api_key.encode()
        return not wanted or hmac.compare_digest(_key(headers), wanted)

    def _counted(self, receive: Receive) -> Receive:
        """Receives the body, counts it and the time it takes; raises a `Problem` once it is too much of either."""
        got, deadline, more = 0, time.monotonic() + self.settings.body_time, True

        async def counted() -> Message:
            nonlocal got, more
            if not more:  # what comes now is only that the caller has gone
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), deadline - time.monotonic())
            except TimeoutError:
                raise Problem(408, Words("上传太慢, 已中止", "the upload was too slow")) from None
            got += len(message.get("body", b""))
            more = message.get("more_body", False)
            if got > self.settings.body:
                raise _too_large(self.settings.body)
            return message

        return counted


def _key(headers: Headers) -> bytes:
    """The key that a request gives: in its own header, or as the password that a browser asks for."""
    given = headers.get("x-api-key")
    if given is not None:
        return given.encode("latin-1")
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1")
    try:
        return base64.b64decode(value, validate=True).partition(b":")[2] if scheme.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        return b""


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
    return Problem(413, Words("请求超过 {limit} MiB", "the request is over {limit} MiB").of(limit=limit >> 20))


def _sending(send: Send, entry: Entry) -> Send:
    """Sends the answer with the headers that every answer has, and takes down what is sent."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = entry.request_id
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            entry.status = message["status"]
        entry.sent += len(message.get("body", b""))
        await send(message)

    return sending
