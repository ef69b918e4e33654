"""The HTTP interface as an OpenAPI document, and a page that shows it without anything from elsewhere."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import goalconv
from goalconv import ChangesForm
from goalconv.service.page import render
from goalconv.service.work import ENCODINGS, REPORT

__all__ = ["ROUTES", "document"]

_COUNT: Final = {"type": "integer", "minimum": 0}
_TEXT: Final = {"type": "string"}
_FLAG: Final = {"type": "string", "enum": ["true", "false"]}
_DEFS: Final = "#/$defs/"
_COMPONENTS: Final = "#/components/schemas/"


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document (3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "goalconv", "version": goalconv.__version__, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "读取、检查、转换项目支出绩效目标表 · Reads, checks and converts performance goal tables.",
        },
        "paths": {**_files(), **_jobs(), **_service()},
        "components": {"schemas": {**_documents(), **_reports()}, "securitySchemes": _security()},
        "security": [{}, {"key": []}, {"bearer": []}],
    }  # fmt: skip


async def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return Response(msgspec.json.encode(document()), media_type="application/json")


async def docs(request: Request) -> Response:
    """The interface, to read."""
    operations = [
        (method, path, operation) for path, methods in document()["paths"].items() for method, operation in methods.items()
    ]
    return HTMLResponse(render("docs", "en" if request.query_params.get("lang") == "en" else "zh", operations=operations))


def _files() -> dict[str, Any]:
    """What takes a file and answers at once."""
    read = _reading()
    writable = [form.name for form in goalconv.all_formats() if form.writer]
    to = _query("to", "目标格式 Format wanted", _enum(writable))
    forms = _query("to", "比较结果的形式 Form of the comparison", _enum(get_args(ChangesForm)))
    changes = {"description": "变化 The changes", "content": {"application/json": {"schema": {"type": "object"}}, "*/*": {}}}
    merging = [
        _query("to", "目标格式, 默认为报告与标准文档 Format wanted, by default the report and the document", _enum([REPORT, *writable])),
        _query("title", "合并后的标题 Title of the merged table", _TEXT), _query("sum", "没有填写的合计由各项相加 Add up the totals that nobody declares", _FLAG),
    ]  # fmt: skip
    merged = {**_file(), "content": {"application/json": {"schema": {"type": "object"}}, "*/*": {}}}
    return {
        "/v1/convert": {"post": _post("convert", "转换 Convert a file", [*read, to, _layout()], _upload(1), _file())},
        "/v1/parse": {"post": _post("parse", "读取为标准文档 Read into canonical documents", read, _upload(1), _json("Parsed"))},
        "/v1/check": {"post": _post("check", "检查 Check a file", read, _upload(1), _json("Report"))},
        "/v1/diff": {"post": _post("diff", "比较 Compare two files, the old one first", [*read, forms], _upload(2), changes)},
        "/v1/merge": {
            "post": _post("merge", "合并为一张表 Merge files into one table", [*read, *merging, _layout()], _upload(0), merged)
        },
    }


def _reading() -> list[dict[str, Any]]:
    """The parameters of all that reads files."""
    readable = (form.name for form in goalconv.all_formats() if form.reader)
    return [
        _query("from", "来源格式 Format of the file", _enum(readable)),
        _query("filename", "文件名, 用于请求体直接为文件时 Name of the file, where it is the body itself", _TEXT),
        _query("include_hidden", "读取隐藏的内容 Read what is hidden", _FLAG),
        _query("profile", "检查规则 Rules of the checks", _enum(profile.name for profile in goalconv.all_profiles())),
        _query("encoding", "文本文件的编码 Encoding of a text file", _enum(ENCODINGS)),
        _query("lang", "消息的语言 Language of the messages", _enum(["zh", "en"])),
    ]


def _jobs() -> dict[str, Any]:
    """What takes many files."""
    identifier = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
    names = _query("to", "目标格式, 可用逗号列出几种 Formats wanted, separated by commas", {"type": "string", "default": "json"})
    made = _post(
        "make_job", "提交多个文件 Give many files to convert", [*_reading(), names, _layout()], _upload(0), _json("Job"), "202"
    )
    state = {
        "operationId": "job",
        "summary": "进度 How far it is",
        "parameters": [
            identifier,
            _query("wait", "等待完成的秒数 Seconds to wait for its end", {"type": "integer", "minimum": 0, "maximum": 30}),
        ],
        "responses": _responses(_json("Job"), "404"),
    }
    delete = {
        "operationId": "delete_job", "summary": "立即删除 Delete it now", "parameters": [identifier],
        "responses": {"204": {"description": "已删除 Deleted"}, **_problems("404")},
    }  # fmt: skip
    result = {
        "operationId": "job_result", "summary": "结果 (zip) The results in a zip file", "parameters": [identifier],
        "responses": _responses({"description": "zip", "content": {"application/zip": {}}}, "404", "409"),
    }  # fmt: skip
    return {
        "/v1/jobs": {"post": made},
        "/v1/jobs/{id}": {"get": state, "delete": delete},
        "/v1/jobs/{id}/result": {"get": result},
    }


def _service() -> dict[str, Any]:
    """What tells of the service itself."""
    schema = {"description": "JSON Schema", "content": {"application/schema+json": {"schema": {"type": "object"}}}}
    rows = {
        "/v1/schema": ("schema", "标准文档的 JSON Schema of the canonical document", schema),
        "/v1/formats": ("formats", "格式与版式 Formats and layouts", _json(None)),
        "/healthz": ("healthz", "进程是否响应 Whether the process answers", _json(None)),
        "/readyz": ("readyz", "能否处理文件 Whether a worker answers", _json(None)),
        "/version": ("version", "版本 The version", _json(None)),
    }
    return {
        path: {
            "get": {
                "operationId": name,
                "summary": summary,
                "responses": _responses(answer, *(("429",) if name == "readyz" else ())),
            }
        }
        for path, (name, summary, answer) in rows.items()
    }


def _post(name: str, summary: str, parameters: list[Any], body: Any, answer: Any, status: str = "200") -> dict[str, Any]:
    problems = _problems("400", "401", "403", "408", "413", "415", "422", "429", "503", "504")
    return {
        "operationId": name, "summary": summary, "parameters": parameters, "requestBody": body, "responses": {status: answer, **problems},
    }  # fmt: skip


def _upload(count: int) -> dict[str, Any]:
    """The body: a form with files; where there is but one file, the file itself as well."""
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    files = {"type": "array", "items": file, "minItems": count or 1, **({"maxItems": count} if count else {})}
    form = {"type": "object", "properties": {"file": file if count == 1 else files}, "required": ["file"]}
    raw = {"application/octet-stream": {"schema": file}} if count == 1 else {}
    return {"required": True, "content": {"multipart/form-data": {"schema": form}, **raw}}


def _responses(answer: Any, *problems: str) -> dict[str, Any]:
    return {"200": answer, **_problems("400", "401", *problems)}


def _problems(*statuses: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": f"{_COMPONENTS}Problem"}}}
    return {status: {"description": "见 code · See code", "content": content} for status in statuses}


def _json(name: str | None) -> dict[str, Any]:
    schema = {"$ref": _COMPONENTS + name} if name else {"type": "object"}
    return {"description": name or "JSON", "content": {"application/json": {"schema": schema}}}


def _file() -> dict[str, Any]:
    """A file, and in a header how many findings there were: error=0, warning=8, note=5."""
    counts = {"description": "疑点的数目 How many findings: error=0, warning=8, note=5", "schema": _TEXT}
    return {"description": "文件 The file", "content": {"*/*": {}}, "headers": {"Goalconv-Findings": counts}}


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _layout() -> dict[str, Any]:
    return _query(
        "layout", "版式 Layout", _enum(name for layout in goalconv.all_layouts() for name in (layout.name, layout.title))
    )


def _enum(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _security() -> dict[str, Any]:
    return {"key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}, "bearer": {"type": "http", "scheme": "bearer"}}


def _documents() -> dict[str, Any]:
    """The schemas of the canonical document, as components."""
    whole = json.loads(goalconv.schema_text().replace(_DEFS, _COMPONENTS))
    parts: dict[str, Any] = whole.pop("$defs")
    for name in ("$schema", "$id"):
        whole.pop(name, None)
    return {**parts, "Document": whole}


def _reports() -> dict[str, Any]:
    """The schemas of what is said about a file."""
    finding = _object({"code": _TEXT, "severity": _enum(["error", "warning", "note"]), "message": _TEXT, "hint": _TEXT, "pointer": _TEXT,
                       "place": {"type": ["object", "null"]}, "parameters": {"type": "object"}})  # fmt: skip
    account = _object({"source": _COUNT, "fields": _COUNT, "labels": _COUNT, "unexplained": _COUNT})
    report = {
        "version": _TEXT, "files": _list({"type": "object"}), "findings": _list({"$ref": f"{_COMPONENTS}Finding"}), "account": account,
        "ledger": _list({"type": "object"}),
    }  # fmt: skip
    return {
        "Finding": finding, "Report": _object(report),
        "Parsed": _object({**report, "documents": _list({"$ref": f"{_COMPONENTS}Document"})}),
        "Job": _object({"id": _TEXT, "state": _enum(["working", "done"]), "files": _COUNT, "done": _COUNT, "expires": _TEXT,
                        "report": _list({"type": "object"}), "result": {"type": ["string", "null"]}}),
        "Problem": _object({"type": _TEXT, "title": _TEXT, "status": _COUNT, "code": _TEXT, "detail": _TEXT, "instance": _TEXT}),
    }  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


ROUTES: Final = [Route("/openapi.json", openapi), Route("/docs", docs)]
"""What describes the interface."""
