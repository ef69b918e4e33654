"""The file of a request: a part of a form, or the body itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request

from goalconv import UnreadableError
from goalconv.converters import catalogue as kinds
from goalconv.service.problems import Problem
from goalconv.service.work import Asked, Upload

__all__ = ["Named", "asked_of", "named_uploads", "upload_of"]

_FORM: Final = "multipart/form-data"
_FIELDS: Final = 20
_FIELD_BYTES: Final = 64 << 10
_NAME_LENGTH: Final = 255

Named = tuple[str, Upload]
"""A file with its name: the last part of what the caller called it, for people to know it by, never for a path."""


async def named_uploads(request: Request, most: int) -> Sequence[Named]:
    """The files of a request, one at least and `most` at most; raises a `Problem` or `UnreadableError` otherwise."""
    if request.headers.get("content-type", "").startswith(_FORM):
        found = await _parts(request, most)
    else:
        found = [(_name(request.query_params.get("filename", "")), await request.body())]
    stated = request.query_params.get("from", "")
    if not found or not any(data for _, data in found):
        raise UnreadableError(kinds.EMPTY_FILE)
    return [(name, Upload(data, PurePosixPath(name).suffix, stated)) for name, data in found]


async def upload_of(request: Request) -> Named:
    """The one file of a request."""
    found = await named_uploads(request, 1)
    return found[0]


def asked_of(request: Request) -> Asked:
    """What a request's query asks for."""
    query = request.query_params
    hidden = query.get("include_hidden", "false")
    if hidden not in ("true", "false"):
        raise Problem(400, "HTTP400", "include_hidden 应为 true 或 false")
    return Asked(query.get("to", "json"), query.get("layout", "disclosure"), hidden == "true")


async def _parts(request: Request, most: int) -> list[tuple[str, bytes]]:
    async with request.form(max_files=most, max_fields=_FIELDS, max_part_size=_FIELD_BYTES) as form:
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        return [(_name(part.filename or ""), await part.read()) for part in files]


def _name(given: str) -> str:
    """The last part of a path of any system, without what cannot be shown."""
    last = given.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[:_NAME_LENGTH]
