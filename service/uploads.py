"""The files of a request: the parts of a form, or the body itself; and what its query asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

import goalconv
from goalconv import Language, UnreadableError
from goalconv.converters import catalogue as kinds
from goalconv.converters.language import Words
from goalconv.service.language import language_of
from goalconv.service.problems import Problem
from goalconv.service.work import ENCODINGS, Asked, Upload

__all__ = ["asked_of", "page_asked", "upload_of", "uploads_of"]

_FORM: Final = "multipart/form-data"
_FIELDS: Final = 20
_FIELD_BYTES: Final = 64 << 10
_NAME_LENGTH: Final = 120
_TITLE_LENGTH: Final = 500


async def uploads_of(request: Request, *, least: int = 1, most: int) -> Sequence[Upload]:
    """The files of a request; raises a `Problem` where there are too few, `UnreadableError` where none holds anything.

    The names are what people know the files by, never a path.
    """
    if request.headers.get("content-type", "").lower().startswith(_FORM):
        found = await _parts(request, most)
    else:
        found = [_upload(request.query_params.get("filename", ""), await request.body(), _stated(request))]
    if not found:
        raise Problem(400, Words("没有选择文件", "no file was chosen"))
    if not any(upload.data for upload in found):
        raise UnreadableError(kinds.EMPTY_FILE)
    if len(found) < least:
        raise Problem(400, Words(f"需要 {least} 个文件", f"{least} files are needed"))
    return found


async def upload_of(request: Request) -> Upload:
    """The one file of a request."""
    found = await uploads_of(request, most=1)
    return found[0]


def asked_of(request: Request, to: str = "json") -> Asked:
    """What a request's query asks for, `to` where it names no format; raises a `Problem` or `UsageError` for what cannot be had."""
    return _asked({"to": to, **request.query_params}, language_of(request.scope))


async def page_asked(request: Request) -> Asked:
    """What the form of the page asks for, once its files were taken."""
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return _asked(fields, "zh")


def _asked(query: Mapping[str, str], language: Language) -> Asked:
    encoding = query.get("encoding", "")
    if encoding and encoding not in ENCODINGS:
        raise Problem(400, Words("encoding 可用: {known}", "encoding is one of {known}").of(known=", ".join(ENCODINGS)))
    profile = query.get("profile", "general")
    if profile not in {known.name for known in goalconv.all_profiles()}:  # a file of the server is none of the caller's
        raise goalconv.UsageError(kinds.PROFILE_UNKNOWN, name=profile, near="", known=", ".join(_profiles()))
    return Asked(
        query.get("to", "json"), query.get("layout", "disclosure"), _flag(query, "include_hidden"), profile, language, encoding,
        query.get("title", "")[:_TITLE_LENGTH], _flag(query, "sum"),
    )  # fmt: skip


def _flag(query: Mapping[str, str], name: str) -> bool:
    given = query.get(name, "false")
    if given not in ("true", "false"):
        raise Problem(400, Words("{name} 应为 true 或 false", "{name} is true or false").of(name=name))
    return given == "true"


def _profiles() -> list[str]:
    return [profile.name for profile in goalconv.all_profiles()]


async def _parts(request: Request, most: int) -> list[Upload]:
    form = await _form(request, most)
    try:
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and (part.filename or part.size)]
        return [_upload(part.filename or "", await part.read(), _stated(request)) for part in files]
    finally:
        await form.close()


async def _form(request: Request, most: int) -> FormData:
    """The form of a request; raises a `Problem` where there is none, or more in it than is taken."""
    try:
        return await request.form(max_files=most, max_fields=_FIELDS, max_part_size=_FIELD_BYTES)
    except (HTTPException, FormParserError, LookupError, UnicodeDecodeError) as error:  # older frameworks let all of them through
        said = Words("表单不能使用: 一次至多 {most} 个文件", "the form cannot be used; it holds {most} files at most").of(
            most=most
        )
        raise Problem(400, said) from error


def _stated(request: Request) -> str:
    return request.query_params.get("from", "")


def _upload(given: str, data: bytes, stated: str) -> Upload:
    """The upload with the last part of its path of any system, without what cannot be shown."""
    last = given.replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in last if char.isprintable())
    suffix = PurePosixPath(name).suffix[:_NAME_LENGTH]
    return Upload(data, name.removesuffix(suffix)[: _NAME_LENGTH - len(suffix)] + suffix, suffix, stated)
