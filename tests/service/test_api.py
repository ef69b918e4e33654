"""The HTTP interface, called in this process as a client calls it."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import goalconv
from goalconv.service.app import application
from goalconv.service.pool import Pool
from goalconv.service.settings import Settings


@asynccontextmanager
async def client(settings: Settings = Settings(workers=1)) -> AsyncIterator[httpx.AsyncClient]:
    app = application(settings)
    inner: Any = app.app  # type: ignore[attr-defined]
    async with inner.router.lifespan_context(inner):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8420") as made:
            yield made


def call(method: str, path: str, settings: Settings = Settings(workers=1), **arguments: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        async with client(settings) as made:
            return await made.request(method, path, **arguments)

    return anyio.run(run)


@pytest.fixture
def upload(seed_path: Path) -> Iterator[dict[str, Any]]:
    with seed_path.open("rb") as stream:
        yield {"file": ("荔湾 表.txt", stream, "text/plain")}


def test_parse_gives_the_document(upload: dict[str, Any], seed: goalconv.Reading) -> None:
    answer = call("POST", "/v1/parse", files=upload)
    assert answer.status_code == 200
    (document,) = answer.json()["documents"]
    assert goalconv.read_bytes(httpx.Response(200, json=document).content, format="json")[0].table == seed.table


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_answers_what_the_command_prints(
    upload: dict[str, Any], seed: goalconv.Reading, language: goalconv.Language
) -> None:
    answer = call("POST", "/v1/check", params={"lang": language}, files=upload)
    assert answer.json() == json.loads(goalconv.report([goalconv.CheckedFile("荔湾 表.txt", (seed,))], "json", language))


def test_diff_tells_what_changed(seed_path: Path) -> None:
    old = seed_path.read_bytes()
    new = old.replace("≥2052元".encode(), "≥2152元".encode())
    files = [("file", ("a.txt", old)), ("file", ("b.txt", new))]
    answer = call("POST", "/v1/diff", files=files).json()
    assert not answer["same"]
    assert [(field["old"], field["new"]) for change in answer["changes"] for field in change["fields"]] == [
        ("≥2052元", "≥2152元")
    ]
    assert call("POST", "/v1/diff", files=[files[0], files[0]]).json()["same"]
    page = call("POST", "/v1/diff", params={"to": "html", "lang": "en"}, files=files)
    assert page.headers["content-disposition"].startswith("attachment")
    assert "2152" in page.text
    assert call("POST", "/v1/diff", files=files[:1]).status_code == 400
    assert call("POST", "/v1/diff", params={"to": "docx"}, files=files).status_code == 400


def test_merge_makes_one_table_of_many(seed_path: Path) -> None:
    first = seed_path.read_bytes()
    other = first.replace("≥2052元".encode(), "≥2152元".encode())
    files = [("file", ("一.txt", first)), ("file", ("二.txt", other))]
    report = call("POST", "/v1/merge", params={"title": "汇总"}, files=files).json()
    (document,) = report["documents"]
    tables = [goalconv.read_bytes(data, suffix=".txt")[0].table for data in (first, other)]
    wanted = goalconv.merge(tables, ["一.txt", "二.txt"], goalconv.MergeOptions(title="汇总"))
    assert goalconv.read_bytes(httpx.Response(200, json=document).content, format="json")[0].table == wanted.table
    said = [finding["code"] for finding in report["findings"] if finding["file"] == "merge"]
    assert said == [finding.code for finding in wanted.findings]
    file = call("POST", "/v1/merge", params={"to": "xlsx", "title": "汇总"}, files=files)
    assert not goalconv.diff(goalconv.read_bytes(file.content, suffix=".xlsx")[0].table, wanted.table)
    errors = sum(finding["severity"] == "error" for finding in report["findings"])
    assert errors > 0
    assert file.headers["goalconv-findings"].startswith(f"error={errors}, ")


@pytest.mark.parametrize("path", ["/v1/merge", "/v1/diff"])
def test_of_several_files_the_one_that_cannot_be_read_is_named(seed_path: Path, path: str) -> None:
    answer = call("POST", path, files=[("file", ("好.txt", seed_path.read_bytes())), ("file", ("坏.xlsx", b"PK\x03\x04junk"))])
    assert (answer.status_code, answer.json()["code"]) == (422, "GC104")
    assert answer.json()["detail"].startswith("坏.xlsx: ")


def test_the_encoding_of_a_text_can_be_stated(seed_path: Path, seed: goalconv.Reading) -> None:
    data = seed_path.read_text(encoding="utf-8").encode("gb18030")
    for parameters, status in (
        ({}, 200),
        ({"encoding": "gb18030"}, 200),
        ({"encoding": "utf-8"}, 422),
        ({"encoding": "rot13"}, 400),
    ):
        answer = call("POST", "/v1/check", params={"filename": "a.txt", **parameters}, content=data)
        assert answer.status_code == status, parameters
        if status == 200:
            assert len(answer.json()["findings"]) == len(seed.findings)


def test_a_converted_file_comes_with_the_number_of_its_findings(upload: dict[str, Any], seed: goalconv.Reading) -> None:
    counts = {name: sum(finding.severity == name for finding in seed.findings) for name in ("note", "warning", "error")}
    answer = call("POST", "/v1/convert", params={"to": "json"}, files=upload)
    assert dict(part.split("=") for part in answer.headers["goalconv-findings"].split(", ")) == {
        name: str(count) for name, count in counts.items()
    }


@pytest.mark.parametrize("to", ["xlsx", "docx", "pdf", "json", "text"])
def test_convert_gives_a_file_that_reads_back(upload: dict[str, Any], seed: goalconv.Reading, to: str) -> None:
    answer = call("POST", "/v1/convert", params={"to": to}, files=upload)
    assert answer.status_code == 200
    assert "filename*=UTF-8''%E8%8D%94%E6%B9%BE%20%E8%A1%A8." in answer.headers["content-disposition"]
    assert goalconv.read_bytes(answer.content, format=to)[0].table == seed.table


def test_a_raw_body_is_a_file_too(seed_path: Path) -> None:
    answer = call("POST", "/v1/check", params={"filename": "a.txt"}, content=seed_path.read_bytes())
    assert answer.status_code == 200
    assert "documents" not in answer.json()


@pytest.mark.parametrize(("content", "name", "status", "code"), [
    (b"", "a.txt", 422, "GC101"), (b"\x89PNG", "a.xlsx", 415, "GC103"), (b"PK\x03\x04junk", "a.xlsx", 422, "GC104"),
    ("只是一段文字".encode(), "a.txt", 422, "GC108"),
])  # fmt: skip
def test_a_bad_file_is_a_problem_with_our_code(content: bytes, name: str, status: int, code: str) -> None:
    answer = call("POST", "/v1/parse", params={"filename": name}, content=content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["finding"]["message"] == answer.json()["detail"]
    english = call("POST", "/v1/parse", params={"filename": name}, content=content, headers={"Accept-Language": "en-GB,zh"})
    assert english.json()["detail"] != answer.json()["detail"]


def test_bad_parameters_are_the_callers_fault(seed_path: Path) -> None:
    data = seed_path.read_bytes()
    for parameters in (
        {"to": "odt"},
        {"layout": "none"},
        {"include_hidden": "perhaps"},
        {"from": "none"},
        {"profile": "/etc/passwd"},
    ):
        answer = call("POST", "/v1/convert", params={"filename": "a.txt", **parameters}, content=data)
        assert answer.status_code == 400, parameters


def test_every_answer_is_guarded_and_carries_the_request_id() -> None:
    answer = call("GET", "/v1/formats", headers={"X-Request-ID": "abc-1"})
    assert answer.headers["x-request-id"] == "abc-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert call("GET", "/none", headers={"X-Request-ID": "a\tb"}).headers["x-request-id"] != "a\tb"


def test_a_body_over_the_limit_is_refused_with_and_without_a_length() -> None:
    small = Settings(workers=1, body=1000)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    assert call("POST", "/v1/parse", small, content=b"x" * 1001).status_code == 413
    assert call("POST", "/v1/parse", small, content=pieces()).status_code == 413
    assert call("POST", "/v1/parse", small, params={"filename": "a.txt"}, content=b"x" * 1000).status_code == 422


@pytest.mark.parametrize(("headers", "status"), [
    ({"Host": "evil.example"}, 400), ({"Origin": "https://evil.example"}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Content-Encoding": "gzip"}, 415), ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 422),
])  # fmt: skip
def test_who_may_call(headers: dict[str, str], status: int) -> None:
    assert call("POST", "/v1/parse", headers=headers, content=b"x").status_code == status


def test_beyond_loopback_a_key_is_needed() -> None:
    with pytest.raises(goalconv.UsageError) as caught:
        application(Settings(host="0.0.0.0"))
    assert caught.value.finding.code == "GC952"
    keyed = Settings(host="0.0.0.0", api_key="k", workers=1)
    assert call("GET", "/v1/formats", keyed).status_code == 401
    ways = ({"X-API-Key": "k"}, {"Authorization": "Bearer k"}, {"Authorization": "Basic " + b64encode(b"anybody:k").decode()})
    for way in ways:
        assert call("GET", "/v1/formats", keyed, headers=way).status_code == 200
    for way in ({"X-API-Key": "密"}, {"Authorization": "Basic ?"}, {"Authorization": "Basic " + b64encode(b"k:").decode()}):
        assert call("GET", "/v1/formats", keyed, headers={name: value.encode() for name, value in way.items()}).status_code == 401
    assert call("GET", "/healthz", keyed).status_code == 200


def test_too_many_at_once_are_told_to_come_again(seed_path: Path) -> None:
    async def run() -> list[httpx.Response]:
        answers: list[httpx.Response] = []
        async with client(Settings(workers=1, waiting=0)) as made, anyio.create_task_group() as group:

            async def one() -> None:
                answers.append(await made.post("/v1/parse", params={"filename": "a.txt"}, content=seed_path.read_bytes()))

            for _ in range(5):
                group.start_soon(one)
        return answers

    answers = anyio.run(run)
    assert {answer.status_code for answer in answers} == {200, 429}
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 429)


def test_no_more_requests_are_under_way_than_there_is_place_for(seed_path: Path) -> None:
    sending = anyio.Event()

    async def slow() -> AsyncIterator[bytes]:
        sending.set()
        await anyio.sleep_forever()
        yield b""

    async def run() -> tuple[httpx.Response, httpx.Response]:
        async with client(Settings(workers=1, requests=1)) as made, anyio.create_task_group() as group:
            group.start_soon(lambda: made.post("/v1/parse", params={"filename": "a.txt"}, content=slow()))
            await sending.wait()
            second = await made.post("/v1/parse", params={"filename": "a.txt"}, content=seed_path.read_bytes())
            health = await made.get("/healthz")
            group.cancel_scope.cancel()
        return second, health

    second, health = anyio.run(run)
    assert (second.status_code, second.headers["retry-after"]) == (429, "2")
    assert health.status_code == 200


def test_a_worker_over_its_time_is_a_gateway_timeout(seed_path: Path) -> None:
    hasty = Settings(workers=1, budget=goalconv.Budget(seconds=0))
    answer = call("POST", "/v1/parse", hasty, params={"filename": "a.txt"}, content=seed_path.read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (504, "GC141")


def test_a_bug_says_nothing_of_the_document_to_anybody(
    seed_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError("机密 34545.04")

    monkeypatch.setattr(Pool, "work", broken)
    with caplog.at_level(logging.DEBUG):
        answer = call("POST", "/v1/parse", params={"filename": "机密.txt"}, content=seed_path.read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (500, "GC951")
    assert "机密" not in answer.text + caplog.text
    assert f"{answer.headers['x-request-id']} ValueError at test_api.py" in caplog.text


def test_a_form_of_a_thousand_parts_is_refused() -> None:
    for parts in (
        {"data": {f"x{number}": "1" for number in range(1000)}, "files": {"file": ("a.txt", b"x")}},
        {"files": [("file", (f"{number}.txt", b"x")) for number in range(1000)]},
    ):
        answer = call("POST", "/v1/check", **parts)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


def test_health() -> None:
    assert call("GET", "/healthz").json() == {"status": "ok"}
    assert call("GET", "/readyz").json() == {"status": "ready"}
    assert call("GET", "/version").json() == {"version": goalconv.__version__}
    assert call("GET", "/v1/schema").json()["title"]
    assert call("DELETE", "/v1/schema").status_code == 405
