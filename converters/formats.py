"""The table of formats: one row each, with the functions that read and write it by name.

Nothing of a format is imported before it is used. Plug-ins add rows through the entry-point group
`goalconv.formats`; each entry point gives a `Format`. The formats here always win (docs/plugins.md).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from msgspec import Struct, structs

from . import catalogue as kinds
from .errors import UnreadableError, UsageError
from .language import Words, near
from .patterns import regex
from .signatures import OLE, content_of, is_known, is_picture

if TYPE_CHECKING:
    from .plugins import Plugin

__all__ = ["FORMATS", "Format", "Role", "all_formats", "by_name", "by_suffix", "detect", "engine", "held", "plugins"]

Role: TypeAlias = Literal["read", "write", "pieces"]


class Format(Struct, frozen=True):
    """A format: how it is named, told, and by which functions it is read and written.

    `reader` and `writer` are "module:function", or "" where there is none. `carries` says whether
    they deal in grids, which a layout turns into tables, in the canonical document itself, or in several of them.
    `isolated` says that the reader's engine can take a process down, so that it runs in a child.
    `title` is in Chinese, `english` the same in English. `interface` is the version of the interface that a plug-in is made for.
    `pieces` is the function that gives the file in pieces, where there is one.
    `keeps_record` says that the writer of grids can put the canonical document into the file too.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    title: str
    reader: str = ""
    writer: str = ""
    carries: Literal["grid", "table", "tables"] = "grid"
    origin: str = "goalconv"
    isolated: bool = False
    keeps_record: bool = False
    interface: int = 1
    english: str = ""
    pieces: str = ""


_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXTS: Final = ("text", "csv", "html", "json", "jsonl")
_HEAD: Final = 1_024
_PAGE: Final = regex(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I | re.S
)
_LINES: Final = regex(rb"\{[^\n]*\}\s*?\n\s*\{")
_READERS: Final = "goalconv.converters.readers"
_WRITERS: Final = "goalconv.converters.writers"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

FORMATS: Final = (
    Format(
        "text",
        (".txt", ".tsv"),
        "text/tab-separated-values",
        "制表符分隔的文本",
        f"{_READERS}.text:read",
        f"{_WRITERS}.text:write",
        english="text with tabs",
    ),
    Format(
        "xlsx",
        (".xlsx",),
        f"{_OFFICE}.spreadsheetml.sheet",
        "Excel 工作簿",
        f"{_READERS}.xlsx:read",
        f"{_WRITERS}.xlsx:write",
        english="Excel workbook",
    ),
    Format(
        "docx",
        (".docx",),
        f"{_OFFICE}.wordprocessingml.document",
        "Word 文档",
        f"{_READERS}.docx:read",
        f"{_WRITERS}.docx:write",
        english="Word document",
    ),
    Format(
        "pdf",
        (".pdf",),
        "application/pdf",
        "PDF 文件",
        f"{_READERS}.pdf:read",
        f"{_WRITERS}.pdf:write",
        isolated=True,
        keeps_record=True,
        english="PDF file",
    ),
    Format(
        "xls",
        (".xls", ".et", ".xlt"),
        "application/vnd.ms-excel",
        "旧版 Excel 或 WPS 工作簿",
        f"{_READERS}.xls:read",
        isolated=True,
        english="workbook of old Excel or WPS",
    ),
    Format(
        "xlsb",
        (".xlsb",),
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "Excel 二进制工作簿",
        f"{_READERS}.xlsb:read",
        isolated=True,
        english="binary Excel workbook",
    ),
    Format(
        "ods",
        (".ods",),
        "application/vnd.oasis.opendocument.spreadsheet",
        "开放文档电子表格",
        f"{_READERS}.ods:read",
        english="OpenDocument spreadsheet",
    ),
    Format(
        "html",
        (".html", ".htm"),
        "text/html",
        "网页",
        f"{_READERS}.html:read",
        f"{_WRITERS}.html:write",
        english="web page",
        pieces=f"{_WRITERS}.html:pieces",
    ),
    Format(
        "csv",
        (".csv",),
        "text/csv",
        "逗号分隔的文本",
        f"{_READERS}.csv:read",
        f"{_WRITERS}.csv:write",
        english="text with commas",
    ),
    Format(
        "json",
        (".json",),
        "application/json",
        "标准 JSON 文档",
        f"{_READERS}.json:read",
        f"{_WRITERS}.json:write",
        "table",
        english="canonical JSON document",
        pieces=f"{_WRITERS}.json:pieces",
    ),
    Format(
        "jsonl",
        (".jsonl", ".ndjson"),
        "application/jsonl",
        "每行一份标准 JSON 文档",
        f"{_READERS}.json:read_lines",
        f"{_WRITERS}.json:write_lines",
        "tables",
        english="a canonical JSON document on each line",
    ),
)


@cache
def all_formats() -> tuple[Format, ...]:
    """The built-in formats and those of the plug-ins that can be used."""
    made = (structs.replace(plugin.row, name=plugin.name, origin=plugin.origin) for plugin in plugins() if not plugin.fault)
    return (*FORMATS, *made)


@cache
def plugins() -> tuple[Plugin, ...]:
    """The formats of other distributions, those too that cannot be used."""
    from .plugins import installed  # its import costs as much as the whole start of the program

    return tuple(installed("goalconv.formats", Format, [form.name for form in FORMATS]))


def by_name(name: str) -> Format:
    """The format called `name`; raises `UsageError` where there is none."""
    for formats in (lambda: FORMATS, all_formats):
        for form in formats():
            if form.name == name:
                return form
    from .plugins import refuse_faulty

    refuse_faulty(plugins(), name)
    known = [form.name for form in all_formats()]
    raise UsageError(kinds.UNKNOWN_FORMAT, name=name, near=near(name, known), known=", ".join(known))


def by_suffix(suffix: str) -> Format | None:
    """The format that files ending in `suffix` have, or None."""
    for formats in (lambda: FORMATS, all_formats):
        for form in formats():
            if suffix.lower() in form.suffixes:
                return form
    return None


def detect(data: bytes, suffix: str = "") -> Format:
    """The format of a file's content; the suffix decides where the content does not.

    A package, an old Office file or a PDF is what its content says, and so is the web page that many
    systems name .xls. Any other text file named like a package stays with the package's reader, which
    refuses it with a message that says what it is. Raises `UnreadableError` for a picture, and for an archive.
    """
    found = by_suffix(suffix)
    if data.startswith(b"PK"):
        name = _package(data)
        return by_name(name) if name else found or by_name("xlsx")
    if data.startswith(OLE):
        return by_name("xls")
    if data.startswith(b"%PDF-") and (found is None or found.name == "text"):
        return by_name("pdf")
    if (found is None or found.name in ("text", "xls")) and b"<" in data[:_HEAD] and _PAGE.match(data[:_HEAD]):
        return by_name("html")
    if is_picture(data):
        raise UnreadableError(kinds.NO_TEXT_LAYER, reason="")
    if (found is None or found.name in _TEXTS) and is_known(data):
        raise UnreadableError(kinds.NOT_A_PACKAGE, format=found.name if found else "xlsx", found=content_of(data))
    if found is not None:
        return found
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return by_name("jsonl" if _LINES.match(start) else "json" if start.startswith(b"{") else "text")


def _package(data: bytes) -> str | None:
    """The format of a zip package by what is in it."""
    import zipfile  # only packages need it

    from .package import BROKEN

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        if "mimetype" in names:
            with archive.open("mimetype") as stream:
                return "ods" if stream.read(_HEAD).startswith(_ODS) else None
    except BROKEN:
        return None
    if "xl/workbook.bin" in names:
        return "xlsb"
    folders = {name.partition("/")[0] for name in names}
    return "xlsx" if "xl" in folders else "docx" if "word" in folders else None


def engine(form: Format, role: Role) -> Callable[..., Any]:
    """The function that reads or writes `form`; raises `UsageError` where it has none or cannot be loaded."""
    target = {"read": form.reader, "write": form.writer, "pieces": form.pieces}[role]
    if not target:
        known = _names(other for other in all_formats() if (other.reader if role == "read" else other.writer))
        raise UsageError(
            kinds.FORMAT_CANNOT,
            name=form.name,
            action=Words("读取", "read") if role == "read" else Words("写出", "write"),
            known=known,
        )
    if form.origin != "goalconv":
        return held(form, role, target)
    module, _, function = target.partition(":")
    try:
        loaded: Callable[..., Any] = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise UsageError(kinds.FORMAT_FAILED, name=form.name, reason=str(error)) from error
    return loaded


def held(form: Format, role: Role, target: str | Callable[..., Any]) -> Callable[..., Any]:
    """The function of a plug-in's format, held to what a format gives."""
    from .interface import Source, Written
    from .plugins import guarded
    from .reading import Reading

    made = Written if role == "write" else Source if form.carries == "grid" else Reading
    return guarded(form.name, form.origin, target, made, several=role == "read" and form.carries == "tables")


def _names(formats: Any) -> str:
    return ", ".join(form.name for form in formats)
