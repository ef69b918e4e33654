"""Jobs: many files over HTTP, and the store that keeps them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import goalconv
from goalconv.service.jobs import SqliteStore, new_job
from goalconv.service.pool import Pool
from goalconv.service.problems import Problem
from goalconv.service.settings import Settings
from goalconv.service.work import Asked, File, Upload
from servers import serving

UPLOADS = [Upload(b"abc", "a.txt", ".txt"), Upload(b"def", "b.txt", ".txt")]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(Settings(workers=1, files=4)) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as made:
        yield made


def finished(client: httpx.Client, id: str) -> dict[str, Any]:
    state: dict[str, Any] = client.get(f"/v1/jobs/{id}", params={"wait": 30}).json()
    assert state["state"] == "done"
    return state


def shown(client: httpx.Client, *files: Any) -> httpx.Response:
    """The page of a result, once it is no longer the one that waits."""
    page = client.post("/check", files=files, headers={"Accept": "text/html"}, follow_redirects=True)
    while 'http-equiv="refresh"' in page.text:
        page = client.get(page.url)
    return page


def test_many_files_come_back_in_a_zip_under_names_of_their_own(
    client: httpx.Client, seed_path: Path, seed: goalconv.Reading
) -> None:
    data = seed_path.read_bytes()
    files = [("file", (name, data)) for name in ("../表.txt", "表.txt")] + [("file", ("坏.xlsx", b"PK\x03\x04junk"))]
    made = client.post("/v1/jobs", params={"to": "json,text"}, files=files)
    assert made.status_code == 202
    state = finished(client, made.json()["id"])
    assert [entry["outputs"] for entry in state["report"]] == [["01-表.json", "01-表.txt"], ["02-表.json", "02-表.txt"], []]
    assert state["report"][2]["error"]["code"] == "GC104"
    with zipfile.ZipFile(io.BytesIO(client.get(state["result"]).content)) as archive:
        assert sorted(archive.namelist()) == ["01-表.json", "01-表.txt", "02-表.json", "02-表.txt", "report.json"]
        assert goalconv.read_bytes(archive.read("01-表.json"), format="json")[0].table == seed.table
    assert client.delete(f"/v1/jobs/{state['id']}").status_code == 204
    for method, path in (("GET", ""), ("GET", "/result"), ("DELETE", "")):
        assert client.request(method, f"/v1/jobs/{state['id']}{path}").status_code == 404


def test_a_bug_on_one_file_leaves_the_others_as_they_are(
    client: httpx.Client, seed_path: Path, seed: goalconv.Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Pool.work

    async def broken(pool: Pool, function: str, *arguments: Any, task: str) -> Any:
        if task == "二.txt":
            raise ValueError("机密")
        return await work(pool, function, *arguments, task=task)

    monkeypatch.setattr(Pool, "work", broken)
    data = seed_path.read_bytes()
    files = [("file", (name, data)) for name in ("一.txt", "二.txt", "三.txt")]
    made = client.post("/v1/jobs", params={"to": "json"}, files=files)
    state = finished(client, made.json()["id"])
    assert [(entry["error"] or {}).get("code") for entry in state["report"]] == [None, "GC951", None]
    assert "机密" not in str(state)
    with zipfile.ZipFile(io.BytesIO(client.get(state["result"]).content)) as archive:
        assert goalconv.read_bytes(archive.read("03-三.json"), format="json")[0].table == seed.table
    page = shown(client, *files[:2])
    assert page.status_code == 200
    assert "GC951" in page.text
    assert "1 个文件无法读取" in page.text


@pytest.mark.parametrize("id", ["x", "..%2f..%2fetc", "A" * 32, "%00", "x' or '1'='1"])
def test_an_id_that_is_none_is_not_found(client: httpx.Client, id: str) -> None:
    assert client.get(f"/v1/jobs/{id}").status_code == 404
    assert client.get(f"/r/{id}/").status_code == 404


def test_what_cannot_be_made_is_refused_before_any_work(client: httpx.Client) -> None:
    some = [("file", (f"{number}.txt", b"x")) for number in range(5)]
    assert client.post("/v1/jobs", files=some).status_code == 400
    assert client.post("/v1/jobs", params={"to": "json,odt"}, files=some[:1]).status_code == 400
    assert client.post("/v1/jobs", params={"layout": "none"}, files=some[:1]).status_code == 400
    many = [("note", (None, b"x")) for _ in range(1000)]
    assert client.post("/v1/jobs", files=[*some[:1], *many]).status_code == 400


def test_a_form_that_is_none_is_refused(client: httpx.Client) -> None:
    for parameters in ("", "; boundary=" + "b" * 300, "; boundary=b", "; boundary=b; charset=none"):
        content_type = f"multipart/form-data{parameters}"
        assert client.post("/v1/check", content=b"not a form", headers={"Content-Type": content_type}).status_code == 400


def test_an_id_cannot_be_guessed() -> None:
    ids = {new_job("convert", Asked(), UPLOADS, 60).id for _ in range(100)}
    assert len(ids) == 100
    assert min(map(len, ids)) >= 128 / 6


def test_the_store_keeps_what_is_not_finished_over_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "jobs.sqlite")
    job = new_job("convert", Asked(to="pdf"), UPLOADS, 60)
    first = SqliteStore(path, 10, 1 << 20)
    first.add(job, UPLOADS)
    first.advance(job, [("part", File(b"first", "text/plain", ".txt"))])
    first.close()
    second = SqliteStore(path, 10, 1 << 20)
    assert second.unfinished() == [job]
    assert second.uploads(job.id) == UPLOADS
    second.advance(job, [("part", File(b"again", "text/plain", ".txt"))])
    assert second.file(job.id, "part") == File(b"again", "text/plain", ".txt")
    second.finish(job, [("result", File(b"zip", "application/zip", ".zip"))])
    assert second.unfinished() == []
    assert second.uploads(job.id) == []
    assert second.file(job.id, "result") == File(b"zip", "application/zip", ".zip")
    second.close()


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite"
    SqliteStore(str(path), 10, 1 << 20).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_deleted_or_over_its_time_is_gone_from_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite"
    store = SqliteStore(str(path), 10, 1 << 20)
    secret = [Upload(b"confidential", "a.txt", ".txt")]
    over, deleted = new_job("page", Asked(), secret, -1), new_job("page", Asked(), secret, 60)
    store.add(over, secret)
    assert store.job(over.id) is None
    store.add(deleted, secret)
    assert b"confidential" in path.read_bytes()
    assert store.delete(deleted.id)
    assert not store.delete(deleted.id)
    store.finish(deleted, [("late", File(b"confidential", "text/plain", ".txt"))])
    store.sweep()
    assert store.file(deleted.id, "late") is None
    store.close()
    assert b"confidential" not in path.read_bytes()


def test_the_store_takes_so_much_and_no_more() -> None:
    few, small = SqliteStore("", 1, 1 << 20), SqliteStore("", 10, 5)
    few.add(new_job("page", Asked(), UPLOADS, 60), UPLOADS)
    for store in (few, small):
        with pytest.raises(Problem) as caught:
            store.add(new_job("page", Asked(), UPLOADS, 60), UPLOADS)
        assert caught.value.status == 429
        store.close()
